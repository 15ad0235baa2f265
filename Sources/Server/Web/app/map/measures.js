// Counts and rates of every area, for one or two sides on one scale.
import { api } from "../api.js";
import { failed } from "../announce.js";
import { areaParameters, shownBy, sides } from "../selection.js";
import { on, state } from "../state.js";
import { classColors, hatch } from "./colors.js";

/** Per side: {values: Map of id → {count, rate, …}, total, unassigned}; null where there is none. */
export const measures = [null, null];
export let breaks = [];
export let isLoading = false;

const listeners = [];
let running = null;
let isLocked = false;
let palette = null;

export function onMeasures(work) {
    listeners.push(work);
}

/** While playing, the classes stay as they are: colours of two months compare. */
export function lockBreaks(locked) {
    isLocked = locked;
}

export function startMeasures() {
    on(shownBy.areas, load);
    on(["measure"], tell);
    load();
}

export async function load() {
    running?.abort();
    if (state.view !== "areas" || !state.topic || !state.by) return;
    running = new AbortController();
    const { signal } = running;
    isLoading = true;
    try {
        const answers = await Promise.all(
            sides().map((side) => api.aggregate(side.layer, areaParameters(side), signal)),
        );
        for (const index of [0, 1]) measures[index] = answers[index] ? read(answers[index]) : null;
    } catch (error) {
        if (error.name === "AbortError") return;
        measures.fill(null);
        failed(error);
    }
    isLoading = false;
    tell();
}

function read(answer) {
    const areas = answer.rows.map((row) => ({ ...row, rate: state.per ? row[`rate_${state.per}`] : null }));
    return { ...answer, areas, values: new Map(areas.map((area) => [String(area.id), area])) };
}

export function tell() {
    palette = null;
    if (!isLocked || !breaks.length) {
        breaks = quantiles(measures.filter(Boolean).flatMap((side) => side.areas.map(value)));
    }
    listeners.forEach((listener) => listener());
}

export function isKnown(amount) {
    return amount !== null && amount !== undefined;
}

export function value(area) {
    return state.measure === "rate" ? area?.rate : area?.count;
}

/** Upper limits of up to five classes with about equally many areas; equal values are never parted. */
export function quantiles(values, classes = 5) {
    const sorted = values.filter(isKnown).sort((a, b) => a - b);
    if (!sorted.length) return [];
    const limits = [];
    for (let step = 1; step <= classes; step += 1) {
        const limit = sorted[Math.ceil((step * sorted.length) / classes) - 1];
        if (limit !== limits.at(-1)) limits.push(limit);
    }
    return limits;
}

export function classOf(amount) {
    const index = breaks.findIndex((limit) => amount <= limit);
    return index < 0 ? breaks.length - 1 : index;
}

/** Colours of the classes, spread over the whole scale when there are fewer than five. */
export function classPalette() {
    const colors = classColors();
    return breaks.map((_, index) =>
        colors[breaks.length === 1 ? 2 : Math.round((index * (colors.length - 1)) / (breaks.length - 1))]
    );
}

export function colorOf(side, id) {
    palette ??= { classes: classPalette(), none: hatch() };
    const amount = value(measures[side]?.values.get(id));
    return isKnown(amount) ? palette.classes[classOf(amount)] : palette.none;
}
