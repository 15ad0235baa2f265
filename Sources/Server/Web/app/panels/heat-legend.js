// The legend of one side's heatmap.
import { layerOf, propertyOf } from "../city.js";
import { empty, fact } from "../controls.js";
import { h } from "../dom.js";
import { sides } from "../selection.js";
import { day, intervalName, local, number, word } from "../words.js";
import { unitName } from "./feature.js";
import { gradient } from "./legend-strip.js";

export function heatLegend(legends, index, isOpen) {
    const legend = legends[index];
    const period = intervalName(sides()[index]?.period ?? null);
    // Two periods of one layer have one scale: it is drawn once.
    const hasScale = index === 0 || legend.layer !== legends[0].layer;
    const name = hasScale ? local(legend.title ?? layerOf(legend.layer)?.title) : period;
    const heading = h("h2", { class: "legend-title" }, legends.length > 1 ? sideMark(index) : null, name);
    if (legend.used === 0) return h("section", { class: "legend-part" }, heading, empty("noRecords"));
    if (!hasScale) {
        const count = h("p", { class: "small muted" }, word("records", { n: legend.used }));
        return h("section", { class: "legend-part" }, heading, count);
    }
    return h(
        "section",
        { class: "legend-part" },
        heading,
        h("p", { class: "small" }, unit(legend)),
        gradient(legend),
        h("details", { open: isOpen }, h("summary", {}, word("about")), facts(legend, period)),
    );
}

export function sideMark(index) {
    return h("span", { class: "side" }, word(index ? "sideB" : "sideA"));
}

/** The unit in words: “events per km²”, “severity per km² and year”. */
function unit(legend) {
    const isWeighed = legend.weight && legend.weight !== "count";
    const property = isWeighed ? propertyOf(layerOf(legend.layer), legend.weight) : null;
    const weightUnit = legend.weightUnit ? ` (${unitName(legend.weightUnit)})` : "";
    const what = property ? local(property.label) + weightUnit : word("recordsOfUnit");
    return word(legend.perYear ? "unitYear" : "unit", { what });
}

function facts(legend, period) {
    const left = (legend.leftOut ?? []).filter((entry) => entry.count);
    const reasons = left.map((entry) => `${number(entry.count)} ${word(`reason-${entry.reason}`)}`);
    const list = h(
        "dl",
        { class: "facts small" },
        fact("period", period),
        fact("used", number(legend.used)),
        fact("method", method(legend)),
        legend.newestRecord ? fact("newest", day(legend.newestRecord)) : null,
        reasons.length ? fact("leftOut", reasons.join(word("comma"))) : null,
        legend.suppressedCells ? fact("suppressed", number(legend.suppressedCells)) : null,
    );
    return [list, legend.isAutomatic ? h("p", { class: "small muted" }, word("automaticScale")) : null];
}

/** A guarded layer is counted in fixed cells; all others are smoothed. */
function method(legend) {
    if (legend.suppressedCells !== null && legend.suppressedCells !== undefined) {
        const side = Math.round(Math.sqrt(legend.cellAreaKm2) * 1000);
        return word("fixedCells", { n: side });
    }
    return word(`kernel-${legend.kernel}`) + word("comma") + word("metres", { n: legend.bandwidthMeters });
}
