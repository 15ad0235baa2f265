// Which records: the period, hours and weekdays chosen, as the API's parameters.
import { isExact, layerOf } from "./city.js";
import { state } from "./state.js";

/** What the pictures depend on: the parts of the state that call for new ones. */
const when = ["topic", "view", "period", "hours", "weekdays", "compare"];
export const shownBy = {
    heat: [...when, "bandwidth", "kernel", "weight", "ramp", "perYear"],
    areas: [...when, "by", "per"],
};

/** The last day of `2026`, `2026-11` or `2026-11-23`. */
function lastDay(period) {
    const [year, month, day] = period.split("-").map(Number);
    if (day) return period;
    const last = new Date(Date.UTC(year, month ?? 12, 0)).getUTCDate();
    return `${year}-${String(month ?? 12).padStart(2, "0")}-${last}`;
}

function firstDay(period) {
    return `${period}-01-01`.slice(0, 10);
}

export function datetime(period) {
    return period ? `${firstDay(period[0])}/${lastDay(period[1])}` : undefined;
}

/** Of layers without a time, and of guarded ones, only the whole is known. */
export function selection(id, period = state.period) {
    const layer = layerOf(id);
    if (!layer?.time || !isExact(layer)) return {};
    const { hours, weekdays } = state;
    return {
        datetime: datetime(period),
        hour: hours ? `${hours[0]}-${hours[1]}` : undefined,
        weekday: weekdays?.length ? weekdays.join(",") : undefined,
    };
}

/** The two sides of a comparison; without one, only the first. */
export function sides() {
    const { topic, period, compare } = state;
    if (!topic) return [];
    const first = { layer: topic, period };
    if (!compare) return [first];
    const second = compare.kind === "layer"
        ? { layer: compare.layer, period }
        : { layer: topic, period: compare.period };
    return [first, second];
}

/** Parameters of the density of one side; weight, kernel and scale chosen for one layer do not fit another. */
export function heatParameters(side) {
    const { bandwidth, kernel, weight, ramp, perYear, topic } = state;
    if (!isExact(layerOf(side.layer))) return { ramp };
    const own = side.layer === topic ? { weight } : {};
    return {
        ...selection(side.layer, side.period),
        bandwidth,
        kernel,
        ramp,
        ...own,
        "per-year": perYear ? "true" : undefined,
    };
}

export function areaParameters(side) {
    return { ...selection(side.layer, side.period), by: state.by, per: state.per };
}
