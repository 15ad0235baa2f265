// The map as one picture: all its canvases, as they lie on each other.
import { h } from "../dom.js";
import { map } from "./map-view.js";

export function mapPicture() {
    const [width, height] = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    const picture = h("canvas", { width: width * ratio, height: height * ratio });
    const context = picture.getContext("2d");
    context.fillStyle = getComputedStyle(map.getTargetElement()).backgroundColor;
    context.fillRect(0, 0, picture.width, picture.height);
    for (const canvas of map.getTargetElement().querySelectorAll(".ol-layers canvas")) {
        if (!canvas.width) continue;
        context.globalAlpha = Number(canvas.parentNode.style.opacity || canvas.style.opacity || 1);
        const matrix = /^matrix\(([^)]*)\)$/.exec(canvas.style.transform)?.[1].split(",").map(Number);
        context.setTransform(...(matrix ?? [1, 0, 0, 1, 0, 0]).map((value) => value * ratio));
        context.drawImage(canvas, 0, 0);
    }
    return picture;
}
