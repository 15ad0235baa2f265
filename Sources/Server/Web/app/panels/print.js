// Prints the map with its title, period and legend.
import { departmentOf, layerOf } from "../city.js";
import { city } from "../city.js";
import { byId, h, render } from "../dom.js";
import { state } from "../state.js";
import { day, intervalName, local, word } from "../words.js";

export function printMap() {
    note();
    print();
}

addEventListener("beforeprint", note);

function note() {
    const layer = layerOf(state.topic);
    render(
        byId("print-note"),
        h("h1", {}, `${local(city.name)} – ${local(layer?.title)}`),
        h(
            "p",
            {},
            [
                local(departmentOf(layer?.department)?.title),
                intervalName(state.period),
                word("printed", { day: day(Date.now()) }),
            ].filter(Boolean).join(" · "),
        ),
        h("p", { class: "small address" }, h("bdi", {}, location.href)),
    );
}
