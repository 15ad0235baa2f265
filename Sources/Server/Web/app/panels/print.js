// Prints the map with its title, period and legend.
import { city, departmentOf, layerOf } from "../city.js";
import { byId, h, render } from "../dom.js";
import { mapPicture } from "../map/picture.js";
import { state } from "../state.js";
import { day, intervalName, local, word } from "../words.js";

export function printMap() {
    window.print();
}

addEventListener("beforeprint", layOut);

/** A picture of the map: the map itself could not be drawn anew for the paper's size in time. */
function layOut() {
    const layer = layerOf(state.topic);
    const about = [local(departmentOf(layer?.department)?.title), intervalName(state.period)];
    const legend = byId("legend").cloneNode(true);
    legend.removeAttribute("id");
    legend.querySelectorAll("details").forEach((details) => {
        details.open = true;
    });
    render(
        byId("print-page"),
        h("h1", {}, [local(city.name), layer && local(layer.title)].filter(Boolean).join(" – ")),
        h("p", {}, [...about, word("printed", { day: day(Date.now()) })].filter(Boolean).join(" · ")),
        h("div", { class: "print-map" }, mapPicture(), legend),
        h("p", { class: "small muted address" }, h("bdi", {}, location.href)),
    );
}
