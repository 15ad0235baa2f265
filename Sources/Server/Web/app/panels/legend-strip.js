// The coloured strip of a heatmap's legend, with numbers under it, drawn as the map draws its colours.
import { h, svg } from "../dom.js";
import { fadeColor, fadeEnd, leastCover } from "../map/fade.js";
import { figure, isRightToLeft, word } from "../words.js";

export function gradient(legend) {
    const { maximum, ramp } = legend;
    const id = `ramp-${legend.layer}`;
    const faint = [[0, leastCover], [fadeEnd, 1]].map(([share, cover]) => ({
        share,
        color: fadeColor(ramp),
        cover,
    }));
    const full = legend.stops.map(({ value, color }) => ({ share: value / maximum, color, cover: 1 })).filter(
        ({ share }) => share > fadeEnd,
    );
    const stops = [...faint, ...full].map((stop) => ({
        ...stop,
        share: isRightToLeft() ? 1 - stop.share : stop.share,
    })).sort((a, b) => a.share - b.share);
    const strip = svg(
        "svg",
        { class: "strip", role: "img", "aria-label": word("stripLabel", { maximum: figure(maximum) }) },
        svg(
            "defs",
            {},
            svg(
                "linearGradient",
                { id },
                stops.map(({ share, color, cover }) =>
                    svg("stop", { offset: `${share * 100}%`, "stop-color": color, "stop-opacity": cover })
                ),
            ),
        ),
        svg("rect", { width: "100%", height: "100%", rx: 2, fill: `url(#${id})` }),
    );
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) =>
        h("bdi", {}, share === 1 ? `≥ ${figure(maximum)}` : figure(share * maximum))
    );
    return h("div", { class: "scale" }, strip, h("div", { class: "ticks small" }, ticks));
}
