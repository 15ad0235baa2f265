// The coloured strip of a heatmap's legend, with numbers under it.
import { h, svg } from "../dom.js";
import { figure, isRightToLeft, word } from "../words.js";

export function gradient(legend) {
    const { stops, maximum } = legend;
    const at = (share) => `${(isRightToLeft() ? 1 - share : share) * 100}%`;
    const strip = svg("svg", { class: "strip", role: "img", "aria-label": word("stripLabel", { maximum: figure(maximum) }) },
        svg("defs", {}, svg("linearGradient", { id: `ramp-${legend.layer}` },
            ordered(stops).map((stop) => svg("stop", { offset: at(stop.value / maximum), "stop-color": stop.color })))),
        svg("rect", { width: "100%", height: "100%", rx: 2, fill: `url(#ramp-${legend.layer})` }));
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => h("bdi", {}, share === 1 ? `≥ ${figure(maximum)}` : figure(share * maximum)));
    return h("div", { class: "scale" }, strip, h("div", { class: "ticks small" }, ticks));
}

function ordered(stops) {
    return isRightToLeft() ? [...stops].reverse() : stops;
}
