// Counts of the last months as bars, with their numbers as a table for those who cannot see them.
import { h, svg } from "../dom.js";
import { isRightToLeft, number, periodName, word } from "../words.js";

const width = 300;
const height = 78;
const base = 60;

export function trendChart(trend, name) {
    const most = Math.max(1, ...trend.map(({ count }) => count));
    const step = width / trend.length;
    const at = (index) => (isRightToLeft() ? trend.length - 1 - index : index) * step;
    const bars = trend.map(({ period, count }, index) =>
        svg("rect", {
            class: "bar",
            x: at(index) + 0.5,
            width: Math.max(1, step - 1.5),
            y: base - (count / most) * 46,
            height: (count / most) * 46,
        }, svg("title", {}, `${periodName(period)}: ${number(count)}`))
    );
    const first = periodName(trend[0].period, "short");
    const last = periodName(trend.at(-1).period, "short");
    const [left, right] = isRightToLeft() ? [last, first] : [first, last];
    // Text in the picture is set left to right: its ends are placed by side, not by reading direction.
    return h(
        "figure",
        { class: "trend" },
        svg(
            "svg",
            { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", direction: "ltr" },
            svg("line", { class: "grid", x1: 0, x2: width, y1: base - 46, y2: base - 46 }),
            svg("line", { class: "axis", x1: 0, x2: width, y1: base, y2: base }),
            bars,
            svg("text", {
                x: isRightToLeft() ? 0 : width,
                y: base - 49,
                "text-anchor": isRightToLeft() ? "start" : "end",
            }, number(most)),
            svg("text", { x: 0, y: height - 3, "text-anchor": "start" }, left),
            svg("text", { x: width, y: height - 3, "text-anchor": "end" }, right),
        ),
        h(
            "table",
            { class: "visually-hidden" },
            h("caption", {}, word("trendOf", { layer: name })),
            h(
                "tbody",
                {},
                trend.map(({ period, count }) =>
                    h("tr", {}, h("th", { scope: "row" }, periodName(period)), h("td", {}, number(count)))
                ),
            ),
        ),
    );
}
