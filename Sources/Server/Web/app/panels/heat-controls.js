// Bandwidth, kernel, weight and colours of the heatmap; the picture follows at once.
import { isExact, numericProperties } from "../city.js";
import { byId, h, settled } from "../dom.js";
import { set, state } from "../state.js";
import { local, number, word } from "../words.js";

const kernels = ["quartic", "gaussian", "epanechnikov", "triweight", "triangular", "uniform"];
const ramps = ["inferno", "viridis", "magma", "plasma", "cividis"];
const narrowest = 50;
const widest = 5000;

// The slider is logarithmic: from 50 to 100 m is as far as from 2,500 to 5,000 m.
const toSlider = (metres) => Math.round((100 * Math.log(metres / narrowest)) / Math.log(widest / narrowest));
const fromSlider = (step) => {
    const metres = narrowest * (widest / narrowest) ** (step / 100);
    const round = metres < 200 ? 10 : metres < 1000 ? 50 : 100;
    return Math.round(metres / round) * round;
};
const choose = settled((metres) => set({ bandwidth: metres }), 120);

export function heatControls(layer) {
    const style = layer.heatmap ?? {};
    if (!isExact(layer)) return rampSelect(style);
    const bandwidth = state.bandwidth ?? style.bandwidth ?? 500;
    const weight = state.weight ?? style.weight ?? "count";
    const isChanged = state.bandwidth || state.kernel || state.weight || state.ramp || state.perYear;
    return h(
        "div",
        { class: "stack" },
        h(
            "div",
            { class: "field" },
            h("label", { for: "bandwidth" }, word("bandwidth")),
            h(
                "div",
                { class: "row is-tight" },
                h("input", {
                    type: "range",
                    id: "bandwidth",
                    "data-key": "bandwidth",
                    min: 0,
                    max: 100,
                    step: 1,
                    value: toSlider(Math.min(widest, Math.max(narrowest, bandwidth))),
                    "aria-valuetext": word("metres", { n: bandwidth }),
                    oninput: (event) => {
                        const metres = fromSlider(Number(event.target.value));
                        event.target.setAttribute("aria-valuetext", word("metres", { n: metres }));
                        byId("bandwidth-value").textContent = word("metres", { n: metres });
                        choose(metres);
                    },
                }),
                h("output", { id: "bandwidth-value", class: "number" }, word("metres", { n: bandwidth })),
            ),
            h("p", { class: "small muted" }, word("bandwidthHelp")),
        ),
        select(
            "kernel",
            word("kernel"),
            kernels,
            state.kernel ?? style.kernel ?? "quartic",
            (kernel) => set({ kernel }),
            (kernel) => word(`kernel-${kernel}`),
        ),
        select(
            "weight",
            word("weight"),
            ["count", ...numericProperties(layer).map((property) => property.name)],
            weight,
            (name) => set({ weight: name }),
            (name) => (name === "count" ? word("weightCount") : weightName(layer, name)),
        ),
        rampSelect(style),
        layer.time
            ? h(
                "label",
                { class: "switch" },
                h("input", {
                    type: "checkbox",
                    "data-key": "yearly",
                    checked: state.perYear,
                    onchange: (event) => set({ perYear: event.target.checked }),
                }),
                word("perYear"),
            )
            : null,
        isChanged
            ? h("button", {
                class: "button",
                type: "button",
                "data-key": "reset",
                onclick: () =>
                    set({ bandwidth: null, kernel: null, weight: null, ramp: null, perYear: false }),
            }, word("ownStyle"))
            : null,
    );
}

function rampSelect(style) {
    const chosen = state.ramp ?? style.ramp ?? "inferno";
    return h(
        "div",
        {},
        select(
            "ramp",
            word("colours"),
            ramps,
            chosen,
            (ramp) => set({ ramp }),
            (ramp) => word(`ramp-${ramp}`),
        ),
        h("div", { class: `ramp ramp-${chosen}`, "aria-hidden": "true" }),
    );
}

function weightName(layer, name) {
    const property = layer.properties.find((one) => one.name === name);
    return property ? local(property.label) : number(name);
}

export function select(id, label, values, chosen, work, text) {
    return h(
        "div",
        { class: "field" },
        h("label", { for: id }, label),
        h(
            "select",
            { id, "data-key": id, value: chosen, onchange: (event) => work(event.target.value) },
            values.map((value) => h("option", { value }, text(value))),
        ),
    );
}
