// The records as a table, page by page: for those who want numbers, and for those who cannot see the map.
import { announce, failed } from "../announce.js";
import { api } from "../api.js";
import { layerOf } from "../city.js";
import { byId, h, render } from "../dom.js";
import { icon } from "../icons.js";
import { fit, visibleBox } from "../map/map-view.js";
import { selection } from "../selection.js";
import { on } from "../state.js";
import { local, number, word } from "../words.js";
import { text, showFeature } from "./feature.js";

const size = 50;
let shown = null;

export function startTable() {
    on(["language"], () => { if (shown) draw(); });
    on(["period", "hours", "weekdays"], () => { if (shown) openTable(shown.id, shown); });
    on(["center", "zoom"], () => { if (shown?.isVisibleOnly) openTable(shown.id, shown); });
}

export async function openTable(id, { sort = null, isVisibleOnly = false } = {}) {
    const isNew = byId("table").hidden;
    shown = { id, sort, isVisibleOnly, pages: [], at: 0 };
    const parameters = { ...selection(id), limit: size, sortby: sort ?? undefined, bbox: isVisibleOnly ? visibleBox().map((degrees) => degrees.toFixed(6)).join(",") : undefined };
    byId("table").hidden = false;
    await page(() => api.items(id, parameters));
    if (isNew) byId("table").focus({ preventScroll: true });
}

async function page(ask) {
    const asked = shown;
    byId("table").setAttribute("aria-busy", "true");
    try {
        const answer = await ask();
        if (asked !== shown) return;
        shown.pages[shown.at] = answer;
        draw();
        announce(word("tablePage", { page: number(shown.at + 1), layer: local(layerOf(shown.id).title) }));
    } catch (error) {
        failed(error);
        if (!shown?.pages.length) closeTable();
    }
    byId("table").removeAttribute("aria-busy");
}

function closeTable() {
    byId("table").hidden = true;
    shown = null;
}

function draw() {
    const layer = layerOf(shown.id);
    const current = shown.pages[shown.at];
    if (!layer || !current) return closeTable();
    const columns = layer.properties.filter((property) => !["photo", "audio", "video", "file"].includes(property.type));
    const next = current.links?.find((link) => link.rel === "next")?.href;
    const first = shown.pages.slice(0, shown.at).reduce((sum, one) => sum + one.features.length, 0);
    const turn = (by, href) => {
        shown.at += by;
        if (shown.pages[shown.at]) draw();
        else page(() => api.page(href));
    };
    const head = h("div", { class: "table-head row" }, h("h2", {}, local(layer.title)),
        h("span", { class: "muted small" }, current.features.length ? word("rowsOf", { first: number(first + 1), last: number(first + current.features.length), all: number(current.numberMatched) }) : ""),
        layer.geometry === "None" ? null : h("label", { class: "switch small" }, h("input", { type: "checkbox", "data-key": "visible-only", checked: shown.isVisibleOnly, onchange: (event) => openTable(shown.id, { sort: shown.sort, isVisibleOnly: event.target.checked }) }), word("visibleOnly")),
        h("span", { class: "spring" }),
        h("button", { class: "button", type: "button", "data-key": "previous", disabled: shown.at === 0, onclick: () => turn(-1) }, word("previous")),
        h("button", { class: "button", type: "button", "data-key": "next", disabled: !next, onclick: () => turn(1, next) }, word("next")),
        h("button", { class: "button is-quiet is-icon", type: "button", "aria-label": word("close"), onclick: closeTable }, icon("close")));
    const body = current.features.length ? h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": word("tableOf", { layer: local(layer.title) }) },
        h("table", { class: "table" }, h("thead", {}, h("tr", {}, layer.geometry === "None" ? null : h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, word("map"))), columns.map(heading))),
            h("tbody", {}, current.features.map((feature) => row(layer, feature, columns)))))
        : h("p", { class: "notice is-empty" }, word("noRecords"));
    render(byId("table"), head, body);
}

function heading(property) {
    const direction = shown.sort === property.name ? "ascending" : shown.sort === `-${property.name}` ? "descending" : null;
    return h("th", { scope: "col", "aria-sort": direction ?? "none" }, h("button", {
        class: "sort", type: "button", "data-key": `sort-${property.name}`, onclick: () => openTable(shown.id, { ...shown, sort: direction === "ascending" ? `-${property.name}` : property.name }),
    }, local(property.label), h("span", { class: "arrow", "aria-hidden": "true" }, direction === "ascending" ? "▲" : direction === "descending" ? "▼" : "")));
}

function row(layer, feature, columns) {
    const find = () => {
        const box = window.ol.extent.createEmpty();
        window.ol.extent.extend(box, new window.ol.format.GeoJSON().readGeometry(feature.geometry).getExtent());
        fit(box);
        showFeature(layer.id, { ...feature.properties, id: feature.id });
    };
    return h("tr", {}, layer.geometry === "None" ? null : h("td", {}, feature.geometry ? h("button", { class: "button is-quiet is-icon", type: "button", "aria-label": word("showOnMap"), title: word("showOnMap"), onclick: find }, icon("search")) : null),
        columns.map((property) => cell(property, text(property, feature.properties[property.name]))));
}

function cell(property, value) {
    const isNumber = ["integer", "decimal"].includes(property.type);
    return h("td", { class: isNumber ? "number" : value.length < 28 ? "short" : "long" }, h("bdi", {}, value));
}
