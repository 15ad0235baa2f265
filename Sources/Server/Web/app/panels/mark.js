// The mark a layer's features have on the map, for lists and legends.
import { svg } from "../dom.js";
import { markOf } from "../map/overlays.js";

const shapes = {
    circle: ["circle", { cx: 7, cy: 7, r: 4.5 }],
    square: ["rect", { x: 3, y: 3, width: 8, height: 8 }],
    triangle: ["path", { d: "M7 2.5 12 11.5H2z" }],
    diamond: ["path", { d: "M7 1.5 12.5 7 7 12.5 1.5 7z" }],
    hexagon: ["path", { d: "M7 1.5 12 4.300V9.700L7 12.5 2 9.700V4.300z" }],
};

export function markPicture(layer) {
    const { shape, color } = markOf(layer.id);
    const inner = layer.geometry === "LineString"
        ? svg("path", { d: "M1 11 6 5l3 3 4-6", fill: "none", "stroke-width": 2 })
        : layer.geometry === "Polygon"
        ? svg("rect", { x: 1.5, y: 1.5, width: 11, height: 11, "fill-opacity": 0.25, "stroke-width": 1.5 })
        : svg(shapes[shape][0], shapes[shape][1]);
    return svg("svg", {
        class: `mark ${color}`,
        viewBox: "0 0 14 14",
        "aria-hidden": "true",
        fill: "currentColor",
        stroke: layer.geometry === "Point" ? "none" : "currentColor",
    }, inner);
}
