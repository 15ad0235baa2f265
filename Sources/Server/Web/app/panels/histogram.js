// Bars behind the time slider: how many records each period has.
import { svg } from "../dom.js";
import { isRightToLeft } from "../words.js";

let bars = [];

export function histogram(counts, from, to) {
    const most = Math.max(1, ...counts);
    const width = 100 / counts.length;
    bars = counts.map((count, index) => {
        const height = (34 * count) / most;
        const place = isRightToLeft() ? counts.length - 1 - index : index;
        return svg("rect", { x: `${place * width}%`, width: `${width * 0.82}%`, y: 36 - height, height });
    });
    markHistogram(from, to);
    return svg("svg", { class: "histogram", height: 36, "aria-hidden": "true" }, bars);
}

export function markHistogram(from, to) {
    bars.forEach((bar, index) =>
        bar.setAttribute("class", index >= from && index <= to ? "bar-in" : "bar-out")
    );
}
