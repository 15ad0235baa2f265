// What the colours mean: numbers, unit, method, period, and what is not in the picture.
import { api } from "../api.js";
import { layerOf, propertyOf } from "../city.js";
import { byId, h, render } from "../dom.js";
import { breaks, classOf, classPalette, measures, onMeasures, value } from "../map/measures.js";
import { heatParameters, sides } from "../selection.js";
import { on, state } from "../state.js";
import { onTheme } from "../theme.js";
import { day, figure, intervalName, local, number, word } from "../words.js";
import { gradient } from "./legend-strip.js";

let legends = [];
let problem = null;
let running = null;

export function startLegend() {
    on(["topic", "view", "bandwidth", "kernel", "weight", "ramp", "perYear", "period", "hours", "weekdays", "compare"], load);
    on(["language", "measure"], draw);
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
    try {
        legends = await Promise.all(sides().map((side) => api.legend(side.layer, heatParameters(side), running.signal)));
    } catch (error) {
        if (error.name === "AbortError") return;
        legends = [];
        problem = error.message;
    }
    draw();
}

function draw() {
    const box = byId("legend");
    const parts = state.view === "heat" ? heat() : state.view === "areas" ? areas() : [];
    box.hidden = !parts.length;
    const isOpen = box.querySelector("details")?.open ?? !matchMedia("(max-width: 760px)").matches;
    if (parts.length) render(box, parts.map((part, index) => (index === 0 ? part(isOpen) : part(false))));
}

function heat() {
    if (problem) return [() => h("p", { class: "notice is-warning" }, problem)];
    const isTwice = legends.length > 1;
    return legends.map((legend, index) => (isOpen) => {
        // Two periods of one layer have one scale: it is drawn once.
        const hasScale = index === 0 || legend.layer !== legends[0].layer;
        const side = isTwice ? h("span", { class: "side" }, word(index ? "sideB" : "sideA")) : null;
        const heading = hasScale ? local(legend.title ?? layerOf(legend.layer)?.title) : intervalName(sides()[1]?.period ?? null);
        return h("section", { class: "legend-part" },
            h("h2", { class: "legend-title" }, side, heading),
            legend.used === 0 ? h("p", { class: "notice is-empty" }, word("noRecords")) : null,
            hasScale && legend.used !== 0 ? [h("p", { class: "small" }, unit(legend)), gradient(legend)] : null,
            hasScale ? h("details", { open: isOpen }, h("summary", {}, word("about")), heatFacts(legend, index)) : h("p", { class: "small muted" }, word("records", { n: legend.used })));
    });
}

/** The unit in words: “events per km²”, “severity per km² and year”. */
export function unit(legend) {
    const weighed = legend.weight && legend.weight !== "count" ? propertyOf(layerOf(legend.layer), legend.weight) : null;
    const what = weighed ? local(weighed.label) + (legend.weightUnit ? ` (${legend.weightUnit})` : "") : word("recordsOfUnit");
    return word(legend.perYear ? "unitYear" : "unit", { what });
}

function heatFacts(legend, index) {
    const side = sides()[index];
    const left = (legend.leftOut ?? []).filter((entry) => entry.count);
    return h("dl", { class: "facts small" },
        fact("period", intervalName(side?.period ?? null)), fact("used", number(legend.used)),
        fact("method", `${word(`kernel-${legend.kernel}`)}${word("comma")}${word("metres", { n: legend.bandwidthMeters })}`),
        legend.newestRecord ? fact("newest", day(legend.newestRecord)) : null,
        left.length ? fact("leftOut", left.map((entry) => `${number(entry.count)} ${word(`reason-${entry.reason}`)}`).join("; ")) : null,
        legend.suppressedCells ? fact("suppressed", number(legend.suppressedCells)) : null,
        legend.isAutomatic ? h("p", { class: "wide muted" }, word("automaticScale")) : null);
}

function fact(key, text) {
    return [h("dt", {}, word(key)), h("dd", {}, text)];
}

function areas() {
    const sidesNow = measures.filter(Boolean);
    if (!sidesNow.length) return [];
    const first = sidesNow[0];
    const palette = classPalette();
    const all = first.areas.map(value);
    const known = all.filter((amount) => amount !== null && amount !== undefined);
    const scale = state.measure === "rate" ? 1000 : 1;
    const rows = breaks.map((limit, index) => {
        const within = known.filter((amount) => classOf(amount) === index);
        const low = index === 0 ? Math.min(...measuresLow(sidesNow)) : breaks[index - 1];
        const range = low === limit ? figure(limit * scale) : `${figure(low * scale)} – ${figure(limit * scale)}`;
        return h("li", {}, h("span", { class: "swatch", style: { background: palette[index] } }), h("bdi", { class: "range" }, range), h("span", { class: "muted small" }, `(${number(within.length)})`));
    });
    const without = all.length - known.length;
    const title = state.measure === "rate" ? word("ratePer", { what: local(propertyOf(layerOf(state.by), state.per)?.label) }) : word("recordsOfUnit");
    return [(isOpen) => h("section", { class: "legend-part" }, h("h2", { class: "legend-title" }, local(layerOf(state.topic)?.title)), h("p", { class: "small" }, title),
        known.length ? h("ul", { class: "classes" }, rows, without ? h("li", {}, h("span", { class: "swatch is-hatched" }), word("withheld"), h("span", { class: "muted small" }, `(${number(without)})`)) : null)
            : h("p", { class: "notice is-empty" }, word("noRecords")),
        h("details", { open: isOpen }, h("summary", {}, word("about")), h("dl", { class: "facts small" },
            fact("period", intervalName(state.period)), fact("total", number(first.total)), first.unassigned?.count === undefined ? null : fact("unassigned", number(first.unassigned.count)), fact("classes", word("quantiles")))))];
}

function measuresLow(list) {
    return list.flatMap((side) => side.areas.map(value)).filter((amount) => amount !== null && amount !== undefined);
}
