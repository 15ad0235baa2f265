// The records as a table, page by page: for those who want numbers, and for those who cannot see the map.
import { announce, failed } from "../announce.js";
import { api } from "../api.js";
import { layerOf } from "../city.js";
import { byId, render } from "../dom.js";
import { visibleBox } from "../map/map-view.js";
import { selection } from "../selection.js";
import { on } from "../state.js";
import { local, number, word } from "../words.js";
import { tableBar, tableRows } from "./table-view.js";

const size = 50;
/** {id, sort, isVisibleOnly, pages read so far, at: which of them is shown, next: link to the one after} */
let shown = null;

export function startTable() {
    on(["language"], () => shown && draw());
    on(["period", "hours", "weekdays"], () => shown && openTable(shown.id, shown));
    on(["center", "zoom"], () => shown?.isVisibleOnly && openTable(shown.id, shown));
}

export async function openTable(id, { sort = null, isVisibleOnly = false } = {}) {
    const isNew = byId("table").hidden;
    shown = { id, sort, isVisibleOnly, pages: [], at: 0, next: null };
    const box = isVisibleOnly ? visibleBox().map((degrees) => degrees.toFixed(6)).join(",") : undefined;
    byId("table").hidden = false;
    await read(() => api.items(id, { ...selection(id), limit: size, sortby: sort, bbox: box }));
    if (isNew) byId("table").focus({ preventScroll: true });
}

async function read(ask) {
    const asked = shown;
    byId("table").setAttribute("aria-busy", "true");
    try {
        const answer = await ask();
        if (asked !== shown) return;
        shown.pages[shown.at] = answer;
        draw();
        const layer = local(layerOf(shown.id).title);
        announce(word("tablePage", { page: number(shown.at + 1), layer }));
    } catch (error) {
        failed(error);
        if (!shown?.pages.length) close();
    }
    byId("table").removeAttribute("aria-busy");
}

function turn(by) {
    const { next } = shown;
    shown.at += by;
    if (shown.pages[shown.at]) draw();
    else read(() => api.page(next));
}

function choose(options) {
    openTable(shown.id, { ...shown, ...options });
}

function close() {
    byId("table").hidden = true;
    shown = null;
}

function draw() {
    const layer = layerOf(shown.id);
    const page = shown.pages[shown.at];
    if (!layer || !page) return close();
    shown.next = page.links?.find((link) => link.rel === "next")?.href;
    render(byId("table"), tableBar(layer, shown, { turn, choose, close }), tableRows(layer, shown, choose));
}
