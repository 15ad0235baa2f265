// Draws the first side only before, the second only after the divider, in the direction of reading.
import { state } from "../state.js";
import { isRightToLeft } from "../words.js";
import { map } from "./map-view.js";

export function clip(layer, side) {
    const { ol } = window;
    layer.on("prerender", (event) => {
        const context = event.context;
        context.save();
        if (!state.compare) return;
        const [width, height] = map.getSize();
        const middle = width * state.swipe;
        const [left, right] = (side === 0) !== isRightToLeft() ? [0, middle] : [middle, width];
        const corners = [[left, 0], [right, 0], [right, height], [left, height]].map((corner) =>
            ol.render.getRenderPixel(event, corner)
        );
        context.beginPath();
        corners.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
        context.closePath();
        context.clip();
    });
    layer.on("postrender", (event) => event.context.restore());
}
