// The legend of coloured areas: classes with their limits and how many areas each has.
import { layerOf, propertyOf } from "../city.js";
import { empty, fact } from "../controls.js";
import { h } from "../dom.js";
import { breaks, classOf, classPalette, isKnown, measures, value } from "../map/measures.js";
import { sides } from "../selection.js";
import { state } from "../state.js";
import { figure, intervalName, local, number, word } from "../words.js";
import { sideMark } from "./heat-legend.js";

export function areaLegend(isOpen) {
    const shown = measures.filter(Boolean);
    if (!shown.length) return [];
    const hasValues = shown.some((side) => side.areas.some((area) => isKnown(value(area))));
    return [
        h(
            "section",
            { class: "legend-part" },
            headings(shown.length),
            h("p", { class: "small" }, measureName()),
            hasValues
                ? h("ul", { class: "classes" }, classes(shown), withheld(shown[0]))
                : empty("noRecords"),
            h("details", { open: isOpen }, h("summary", {}, word("about")), facts(shown[0])),
        ),
    ];
}

function headings(count) {
    return sides().slice(0, count).map((side, index) =>
        h(
            "h2",
            { class: "legend-title" },
            count > 1 ? sideMark(index) : null,
            local(layerOf(side.layer)?.title),
            state.compare?.kind === "period"
                ? h("small", { class: "muted" }, intervalName(side.period))
                : null,
        )
    );
}

function measureName() {
    const divisor = propertyOf(layerOf(state.by), state.per);
    return state.measure === "rate"
        ? word("ratePer", { what: local(divisor?.label) })
        : word("recordsOfUnit");
}

/** Rates are told per 1,000. */
function classes(shown) {
    const palette = classPalette();
    const scale = state.measure === "rate" ? 1000 : 1;
    const known = shown.map((side) => side.areas.map(value).filter(isKnown));
    const least = Math.min(...known.flat());
    return breaks.map((limit, index) => {
        const low = index === 0 ? least : breaks[index - 1];
        const isOne = low === limit;
        const range = isOne ? figure(limit * scale) : `${figure(low * scale)} – ${figure(limit * scale)}`;
        const count = known[0].filter((amount) => classOf(amount) === index).length;
        return h(
            "li",
            {},
            h("span", { class: "swatch", style: { background: palette[index] } }),
            h("bdi", { class: "range" }, range),
            h("span", { class: "muted small" }, `(${number(count)})`),
        );
    });
}

function withheld(side) {
    const count = side.areas.filter((area) => !isKnown(value(area))).length;
    if (!count) return null;
    return h(
        "li",
        {},
        h("span", { class: "swatch is-hatched" }),
        word("withheld"),
        h("span", { class: "muted small" }, `(${number(count)})`),
    );
}

function facts(side) {
    const unassigned = side.unassigned?.count;
    return h(
        "dl",
        { class: "facts small" },
        fact("period", intervalName(state.period)),
        isKnown(side.total) ? fact("total", number(side.total)) : null,
        isKnown(unassigned) ? fact("unassigned", number(unassigned)) : null,
        fact("classes", word("quantiles")),
    );
}
