// All layers by department, with how current each is.
import { canBeTopic, city, isExact, lateness } from "../city.js";
import { byId, h, render } from "../dom.js";
import { icon } from "../icons.js";
import { on, set, state } from "../state.js";
import { chooseTopic } from "../topic.js";
import { day, duration, local, word } from "../words.js";
import { hasBaseMap } from "../map/base-map.js";
import { markPicture } from "./mark.js";
import { openTable } from "./table.js";

const folded = new Set();

export function startLayerTree() {
    on(["language", "overlays", "topic", "view", "baseMap"], draw);
    draw();
}

export function draw() {
    const groups = city.departments
        .map((department) => ({
            department,
            layers: city.layers.filter((layer) => layer.department === department.id),
        }))
        .filter(({ layers }) => layers.length);
    const body = groups.length ? groups.map(group) : h("p", { class: "notice is-empty" }, word("noLayers"));
    const hint = city.viewer || !groups.length ? null : h("p", { class: "small muted" }, word("publicOnly"));
    render(byId("panel-layers"), hint, hasBaseMap() ? baseMapSwitch() : null, body);
}

function baseMapSwitch() {
    const box = h("input", {
        type: "checkbox",
        "data-key": "base-map",
        checked: state.baseMap,
        onchange: (event) => set({ baseMap: event.target.checked }),
    });
    return h("label", { class: "switch" }, box, word("baseMap"));
}

function group({ department, layers }) {
    const late = layers.filter((layer) => lateness(layer) > 0).length;
    return h(
        "details",
        {
            class: "department",
            open: !folded.has(department.id),
            ontoggle: (event) => {
                if (event.target.open) folded.delete(department.id);
                else folded.add(department.id);
            },
        },
        h(
            "summary",
            { "data-key": `department-${department.id}` },
            h("span", {}, local(department.title)),
            late
                ? h("span", { class: "chip is-warning" }, icon("alert"), word("lateLayers", { n: late }))
                : null,
        ),
        h("ul", { class: "layers" }, layers.map(row)),
    );
}

function row(layer) {
    const isShown = state.overlays.includes(layer.id);
    const isTopic = state.topic === layer.id;
    const box = `show-${layer.id}`;
    const switchOverlay = () =>
        set({
            overlays: isShown
                ? state.overlays.filter((id) => id !== layer.id)
                : [...state.overlays, layer.id],
        });
    return h(
        "li",
        { class: isTopic ? "layer is-topic" : "layer" },
        layer.geometry === "None" ? h("span", { class: "no-mark" }) : h("input", {
            type: "checkbox",
            id: box,
            "data-key": box,
            checked: isShown,
            onchange: switchOverlay,
        }),
        h(
            layer.geometry === "None" ? "span" : "label",
            { class: "layer-name", for: layer.geometry === "None" ? null : box },
            h(
                "span",
                { class: "layer-title" },
                layer.geometry === "None" ? null : markPicture(layer),
                local(layer.title),
            ),
            facts(layer),
        ),
        canBeTopic(layer)
            ? h("button", {
                class: "button is-quiet is-icon",
                type: "button",
                "data-key": `topic-${layer.id}`,
                "aria-pressed": String(isTopic),
                "aria-label": word("analyse", { layer: local(layer.title) }),
                title: word("analyseShort"),
                onclick: () => (isTopic ? set({ tab: "show" }) : chooseTopic(layer.id)),
            }, icon("heat"))
            : null,
        h("button", {
            class: "button is-quiet is-icon",
            type: "button",
            "data-key": `table-${layer.id}`,
            "aria-label": word("tableOf", { layer: local(layer.title) }),
            title: word("table"),
            onclick: () => openTable(layer.id),
        }, icon("table")),
    );
}

function facts(layer) {
    const count = layer.rows === undefined ? null : h("span", {}, word("records", { n: layer.rows }));
    return h(
        "span",
        { class: "small muted layer-facts" },
        count,
        isExact(layer) ? null : h("span", {}, word("guarded")),
        freshness(layer),
    );
}

/** Whether the layer meets its duty to be kept current: by shape, words and colour. */
export function freshness(layer) {
    const { status } = layer;
    if (!status || status.isWithheld) return null;
    const late = lateness(layer);
    if (late) {
        return h("span", { class: "fresh is-late" }, icon("alert"), word("late", { time: duration(late) }));
    }
    if (!status.newest) return h("span", { class: "fresh" }, word("neverFilled"));
    return h(
        "span",
        { class: status.every ? "fresh is-current" : "fresh" },
        status.every ? icon("check") : null,
        h("span", { title: word("newest") }, day(status.newest)),
    );
}
