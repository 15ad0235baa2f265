// The rows of the table and the bar above them.
import { closeButton, empty, iconButton } from "../controls.js";
import { h } from "../dom.js";
import { fit } from "../map/map-view.js";
import { local, number, word } from "../words.js";
import { showFeature, text } from "./feature.js";

const attachments = ["photo", "audio", "video", "file"];

/** `turn` pages back (-1) or on (1), `choose` asks anew with other options, `close` closes. */
export function tableBar(layer, shown, { turn, choose, close }) {
    const page = shown.pages[shown.at];
    const first = shown.pages.slice(0, shown.at).reduce((sum, one) => sum + one.features.length, 0);
    const [from, to] = [first + 1, first + page.features.length].map((row) => number(row));
    const range = word("rowsOf", { first: from, last: to, all: number(page.numberMatched) });
    const step = (key, by, disabled) =>
        h(
            "button",
            { class: "button", type: "button", "data-key": key, disabled, onclick: () => turn(by) },
            word(key),
        );
    return h(
        "div",
        { class: "table-head row" },
        h("h2", {}, local(layer.title)),
        page.features.length ? h("span", { class: "muted small" }, range) : null,
        layer.geometry === "None" ? null : visibleSwitch(shown, choose),
        h("span", { class: "spring" }),
        step("previous", -1, shown.at === 0),
        step("next", 1, !shown.next),
        closeButton(close),
    );
}

function visibleSwitch(shown, choose) {
    const box = h("input", {
        type: "checkbox",
        "data-key": "visible-only",
        checked: shown.isVisibleOnly,
        onchange: (event) => choose({ isVisibleOnly: event.target.checked }),
    });
    return h("label", { class: "switch small" }, box, word("visibleOnly"));
}

export function tableRows(layer, shown, choose) {
    const { features } = shown.pages[shown.at];
    if (!features.length) return empty("noRecords");
    const columns = layer.properties.filter((property) => !attachments.includes(property.type));
    const hasPlace = layer.geometry !== "None";
    const place = h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, word("map")));
    const head = h(
        "tr",
        {},
        hasPlace ? place : null,
        columns.map((column) => heading(column, shown, choose)),
    );
    const rows = features.map((feature) => row(layer, feature, columns, hasPlace));
    const label = word("tableOf", { layer: local(layer.title) });
    return h(
        "div",
        { class: "table-scroll", tabindex: 0, role: "region", "aria-label": label },
        h("table", { class: "table" }, h("thead", {}, head), h("tbody", {}, rows)),
    );
}

function heading(property, shown, choose) {
    const { name } = property;
    const direction = { [name]: "ascending", [`-${name}`]: "descending" }[shown.sort] ?? "none";
    const arrow = { ascending: "▲", descending: "▼", none: "" }[direction];
    const next = direction === "ascending" ? `-${name}` : name;
    const sort = {
        class: "sort",
        type: "button",
        "data-key": `sort-${name}`,
        onclick: () => choose({ sort: next }),
    };
    return h(
        "th",
        { scope: "col", "aria-sort": direction },
        h("button", sort, local(property.label), h("span", { class: "arrow", "aria-hidden": "true" }, arrow)),
    );
}

function row(layer, feature, columns, hasPlace) {
    const show = () => {
        fit(new window.ol.format.GeoJSON().readGeometry(feature.geometry).getExtent());
        showFeature(layer.id, { ...feature.properties, id: feature.id });
    };
    const place = feature.geometry ? iconButton("search", word("showOnMap"), show) : null;
    return h(
        "tr",
        {},
        hasPlace ? h("td", {}, place) : null,
        columns.map((property) => cell(property, text(property, feature.properties[property.name]))),
    );
}

function cell(property, value) {
    const isNumber = ["integer", "decimal"].includes(property.type);
    const kind = isNumber ? "number" : value.length < 28 ? "short" : "long";
    return h("td", { class: kind }, h("bdi", {}, value));
}
