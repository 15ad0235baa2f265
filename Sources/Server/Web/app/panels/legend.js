// What the colours mean: numbers, unit, method, period, and what is not in the picture.
import { api } from "../api.js";
import { byId, h, render } from "../dom.js";
import { onMeasures } from "../map/measures.js";
import { heatParameters, shownBy, sides } from "../selection.js";
import { on, state } from "../state.js";
import { onTheme } from "../theme.js";
import { areaLegend } from "./area-legend.js";
import { heatLegend } from "./heat-legend.js";
import { overlayLegend } from "./overlay-legend.js";

let legends = [];
let problem = null;
let running = null;

export function startLegend() {
    on(shownBy.heat, load);
    on(["language", "measure", "overlays"], draw);
    onMeasures(draw);
    onTheme(draw);
    load();
}

export async function load() {
    running?.abort();
    problem = null;
    if (state.view !== "heat" || !state.topic) {
        legends = [];
        return draw();
    }
    running = new AbortController();
    const { signal } = running;
    try {
        legends = await Promise.all(
            sides().map((side) => api.legend(side.layer, heatParameters(side), signal)),
        );
    } catch (error) {
        if (error.name === "AbortError") return;
        legends = [];
        problem = error.message;
    }
    draw();
}

function draw() {
    const box = byId("legend");
    // What the reader folded stays folded; on a phone it begins so.
    const isOpen = box.querySelector("details")?.open ?? !matchMedia("(max-width: 760px)").matches;
    const parts = [...({ heat: () => heat(isOpen), areas: () => areaLegend(isOpen) }[state.view]?.() ?? [])];
    parts.push(...overlayLegend());
    box.hidden = !parts.length;
    if (parts.length) render(box, parts);
}

function heat(isOpen) {
    if (problem) return [h("p", { class: "notice is-warning" }, problem)];
    return legends.map((_legend, index) => heatLegend(legends, index, isOpen && index === 0));
}
