// Counting by area: which areas, and the count or the rate per head.
import { areaLayers, denominators, layerOf } from "../city.js";
import { h } from "../dom.js";
import { set, state } from "../state.js";
import { local, word } from "../words.js";
import { segments } from "./display.js";
import { select } from "./heat-controls.js";

export function areaControls() {
    const areas = areaLayers();
    const divisors = denominators(layerOf(state.by));
    const chooseAreas = (by) => {
        const per = denominators(layerOf(by))[0]?.name ?? null;
        set({ by, per, area: null, measure: per ? state.measure : "count" });
    };
    return h(
        "div",
        { class: "stack" },
        select(
            "by",
            word("areas"),
            areas.map((layer) => layer.id),
            state.by,
            chooseAreas,
            (id) => local(layerOf(id).title),
        ),
        divisors.length
            ? h(
                "div",
                {},
                h("p", { class: "label", id: "measure-label" }, word("measure")),
                segments(
                    "measure",
                    "measure-label",
                    ["count", "rate"],
                    state.measure,
                    (measure) => set({ measure }),
                    (measure) => word(`measure-${measure}`),
                ),
            )
            : null,
        divisors.length && state.measure === "rate"
            ? select(
                "per",
                word("per"),
                divisors.map((property) => property.name),
                state.per,
                (per) => set({ per }),
                (name) => local(divisors.find((property) => property.name === name).label),
            )
            : null,
        h("p", { class: "small muted" }, word(divisors.length ? `help-${state.measure}` : "noDivisor")),
    );
}
