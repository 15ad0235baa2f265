// How the topic is shown: as a heatmap, by area, or as points.
import { canBeTopic, city, isExact, layerOf } from "../city.js";
import { byId, h, render } from "../dom.js";
import { on, set, state } from "../state.js";
import { chooseTopic } from "../topic.js";
import { local, number, word } from "../words.js";
import { areaControls } from "./area-controls.js";
import { heatControls } from "./heat-controls.js";

export function startDisplay() {
    on([
        "language",
        "topic",
        "view",
        "by",
        "per",
        "measure",
        "kernel",
        "weight",
        "ramp",
        "perYear",
        "bandwidth",
    ], draw);
    draw();
}

export function draw() {
    const layer = layerOf(state.topic);
    if (!layer) {
        render(byId("panel-show"), h("p", { class: "notice is-empty" }, word("noTopic")));
        return;
    }
    const views = [
        "heat",
        ...(isExact(layer) && state.by ? ["areas"] : []),
        ...(isExact(layer) ? ["points"] : []),
    ];
    render(
        byId("panel-show"),
        h(
            "div",
            { class: "stack" },
            h(
                "div",
                { class: "field" },
                h("label", { for: "topic" }, word("topic")),
                topicSelect("topic", state.topic, (id) => chooseTopic(id)),
            ),
            h(
                "div",
                {},
                h("p", { class: "label", id: "view-label" }, word("showAs")),
                segments(
                    "view",
                    "view-label",
                    views,
                    state.view,
                    (view) => set({ view }),
                    (view) => word(`view-${view}`),
                ),
            ),
            isExact(layer) ? null : h(
                "p",
                { class: "notice is-warning small" },
                word("protectedHelp", {
                    grid: number(layer.disclosure?.grid),
                    n: layer.disclosure?.minimumCount,
                }),
            ),
            state.view === "heat"
                ? heatControls(layer)
                : state.view === "areas"
                ? areaControls()
                : h("p", { class: "small muted" }, word("pointsHint")),
        ),
    );
}

/** The layers that can be analysed, by department. */
export function topicSelect(id, chosen, work, without = null) {
    const groups = city.departments.map((department) => {
        const layers = city.layers.filter((layer) =>
            layer.department === department.id && canBeTopic(layer) && layer.id !== without
        );
        return layers.length
            ? h(
                "optgroup",
                { label: local(department.title) },
                layers.map((layer) => h("option", { value: layer.id }, local(layer.title))),
            )
            : null;
    });
    return h(
        "select",
        { id, "data-key": id, value: chosen, onchange: (event) => work(event.target.value) },
        groups,
    );
}

/** A group of radio buttons in a row. */
export function segments(name, labelledBy, values, chosen, work, text) {
    return h(
        "div",
        { class: "segments", role: "radiogroup", "aria-labelledby": labelledBy },
        values.map((value) =>
            h(
                "label",
                {},
                h("input", {
                    type: "radio",
                    name,
                    value,
                    "data-key": `${name}-${value}`,
                    checked: value === chosen,
                    onchange: () => work(value),
                }),
                h("span", {}, text(value)),
            )
        ),
    );
}
