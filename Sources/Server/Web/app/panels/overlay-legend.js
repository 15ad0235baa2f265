// The marks of the layers shown beside the topic.
import { layerOf } from "../city.js";
import { h } from "../dom.js";
import { shownOverlays } from "../map/overlays.js";
import { local } from "../words.js";
import { markPicture } from "./mark.js";

export function overlayLegend() {
    const ids = shownOverlays();
    if (!ids.length) return [];
    const items = ids.map((id) => h("li", {}, markPicture(layerOf(id)), local(layerOf(id).title)));
    return [h("ul", { class: "legend-part marks" }, items)];
}
