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
    render(
        byId("print-page"),
        h("h1", {}, [local(city.name), layer && local(layer.title)].filter(Boolean).join(" – ")),
        h("p", {}, [...about, word("printed", { day: day(Date.now()) })].filter(Boolean).join(" · ")),
        h("div", { class: "print-map" }, mapPicture(), legendCopy()),
        h("p", { class: "small muted address" }, h("bdi", {}, location.href)),
    );
}

/** Unfolded, with strips of its own: those of the legend on the screen are not drawn on paper. */
function legendCopy() {
    const legend = byId("legend").cloneNode(true);
    legend.removeAttribute("id");
    for (const details of legend.querySelectorAll("details")) details.open = true;
    for (const strip of legend.querySelectorAll(".strip")) {
        const id = `print-${strip.querySelector("linearGradient").id}`;
        strip.querySelector("linearGradient").id = id;
        strip.querySelector("rect").setAttribute("fill", `url(#${id})`);
    }
    return legend;
}
