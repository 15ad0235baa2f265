// Two periods or two layers, left and right of a divider.
import { canBeTopic, city, isExact, layerOf } from "../city.js";
import { byId, h, render } from "../dom.js";
import { on, set, state } from "../state.js";
import { intervalName, word } from "../words.js";
import { segments, topicSelect } from "./display.js";
import { periods, yearBefore } from "./periods.js";

export function startCompare() {
    on(["language", "compare", "topic", "period", "step"], draw);
    draw();
}

export function draw() {
    const { compare } = state;
    const layer = layerOf(state.topic);
    if (!layer) return render(byId("panel-compare"), h("p", { class: "notice is-empty" }, word("noTopic")));
    const others = city.layers.filter((one) => canBeTopic(one) && one.id !== state.topic);
    const kinds = [
        "off",
        ...(layer.time && isExact(layer) ? ["period"] : []),
        ...(others.length ? ["layer"] : []),
    ];
    render(
        byId("panel-compare"),
        h(
            "div",
            { class: "stack" },
            h("p", { class: "muted" }, word("compareHelp")),
            h(
                "div",
                {},
                h("p", { class: "label", id: "compare-label" }, word("compareWith")),
                segments(
                    "compare",
                    "compare-label",
                    kinds,
                    compare?.kind ?? "off",
                    (kind) => choose(kind, others),
                    (kind) => word(`compare-${kind}`),
                ),
            ),
            compare?.kind === "layer"
                ? h(
                    "div",
                    { class: "field" },
                    h("label", { for: "other-layer" }, word("sideB")),
                    topicSelect(
                        "other-layer",
                        compare.layer,
                        (id) => set({ compare: { kind: "layer", layer: id } }),
                        state.topic,
                    ),
                )
                : null,
            compare?.kind === "period" ? periodFields(compare.period) : null,
        ),
    );
}

function choose(kind, others) {
    if (kind === "off") set({ compare: null });
    if (kind === "layer") {
        set({
            compare: {
                kind,
                layer: others.find((layer) => layer.kind === layerOf(state.topic).kind)?.id ?? others[0].id,
            },
        });
    }
    if (kind === "period") {
        const all = periods();
        if (!all.length) return;
        const first = state.period ??
            [all[Math.max(0, all.length - (state.step === "month" ? 12 : 1))], all.at(-1)];
        set({ period: first, compare: { kind, period: yearBefore(first, state.step) } });
    }
}

function periodFields(period) {
    const field = (id, label, chosen, work) =>
        h(
            "div",
            { class: "field" },
            h("label", { for: id }, label),
            h(
                "select",
                { id, "data-key": id, value: chosen, onchange: (event) => work(event.target.value) },
                options(chosen),
            ),
        );
    return h(
        "fieldset",
        { class: "plain stack" },
        h("legend", { class: "label" }, word("sideB")),
        h(
            "div",
            { class: "pair" },
            field(
                "other-from",
                word("from"),
                period[0],
                (from) =>
                    set({ compare: { kind: "period", period: [from, from > period[1] ? from : period[1]] } }),
            ),
            field(
                "other-to",
                word("to"),
                period[1],
                (to) => set({ compare: { kind: "period", period: [to < period[0] ? to : period[0], to] } }),
            ),
        ),
        h("p", { class: "small muted" }, `${word("sideA")}: ${intervalName(state.period)}`),
    );
}

function options(chosen) {
    const all = periods();
    return (all.includes(chosen) ? all : [chosen, ...all]).map((period) =>
        h("option", { value: period }, intervalName([period, period]))
    );
}
