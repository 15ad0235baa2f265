// One feature: its properties in the reader's words.
import { api } from "../api.js";
import { failed } from "../announce.js";
import { codeLabel, departmentOf, layerOf, nameOf, propertyOf } from "../city.js";
import { h } from "../dom.js";
import { state } from "../state.js";
import { day, local, moment, number, word } from "../words.js";
import { openDetails } from "./details.js";

/** Asks the server for the feature and shows it. */
export async function openFeature(layer, id) {
    try {
        const feature = await api.item(layer, id);
        showFeature(layer, { ...feature.properties, id: feature.id });
    } catch (error) {
        failed(error);
    }
}

export function showFeature(id, properties) {
    const layer = layerOf(id);
    if (!layer) return;
    const again = () => {
        const rows = layer.properties.filter(({ name }) =>
            properties[name] !== undefined && properties[name] !== null && properties[name] !== ""
        )
            .map((
                property,
            ) => [
                h("dt", {}, local(property.label)),
                h("dd", {}, h("bdi", {}, text(property, properties[property.name]))),
            ]);
        openDetails(
            nameOf(layer, properties, state.language) || local(layer.title),
            h(
                "div",
                { class: "stack" },
                h(
                    "p",
                    { class: "muted small" },
                    `${local(layer.title)} · ${local(departmentOf(layer.department)?.title)}`,
                ),
                rows.length
                    ? h("dl", { class: "facts" }, rows)
                    : h("p", { class: "notice is-empty" }, word("noProperties")),
            ),
            { again },
        );
    };
    again();
}

/** A value as people read it: codes by their label, numbers with their unit, instants in the city's time. */
export function text(property, value) {
    if (value === null || value === undefined || value === "") return "";
    switch (property?.type) {
        case "code":
            return local(codeLabel(property, value));
        case "integer":
        case "decimal":
            return property.unit ? `${number(value)} ${unitName(property.unit)}` : number(value);
        case "dateTime":
            return moment(value);
        case "date":
            return day(value);
        case "boolean":
            return word(value === true || value === "true" ? "yes" : "no");
        default:
            return String(value);
    }
}

export function unitName(unit) {
    const key = `unit-${unit}`;
    const name = word(key);
    return name === key ? unit : name;
}

export function columnLabel(layer, name) {
    return local(propertyOf(layer, name)?.label) || name;
}
