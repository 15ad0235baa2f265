// The answer to “who and what is inside this polygon?”, layer by layer.
import { codeLabel, departmentOf, layerOf, propertyOf } from "../city.js";
import { h } from "../dom.js";
import { state } from "../state.js";
import { figure, intervalName, local, number, word } from "../words.js";

export function insideList(answer, areaKm2) {
    const known = answer.layers.filter((entry) => layerOf(entry.layer));
    const found = known.filter((entry) => entry.isWithheld || entry.count > 0);
    const empty = known.filter((entry) => !entry.isWithheld && !(entry.count > 0));
    return h(
        "div",
        { class: "stack" },
        h(
            "dl",
            { class: "facts" },
            h("dt", {}, word("area")),
            h("dd", {}, word("squareKilometres", { n: areaKm2 })),
            state.period ? [h("dt", {}, word("period")), h("dd", {}, intervalName(state.period))] : null,
        ),
        found.length ? found.map(entryCard) : h("p", { class: "notice is-empty" }, word("nothingInside")),
        empty.length && found.length
            ? h(
                "p",
                { class: "small muted" },
                `${word("noneOf")} ${
                    empty.map((entry) => local(layerOf(entry.layer).title)).join(word("comma"))
                }`,
            )
            : null,
    );
}

function entryCard(entry) {
    const layer = layerOf(entry.layer);
    const totals = (entry.totals ?? []).map((total) => {
        const property = propertyOf(layer, total.property);
        return [
            h("dt", {}, local(property?.label) || total.property),
            h(
                "dd",
                {},
                h(
                    "bdi",
                    {},
                    total.isAreaWeighted ? word("about-n", { value: figure(total.sum) }) : figure(total.sum),
                ),
                " ",
                unitText(total.unit),
            ),
        ];
    });
    const codes = codeBars(layer, entry.byCode ?? []);
    return h(
        "section",
        { class: "card entry" },
        h(
            "div",
            { class: "entry-head" },
            h(
                "div",
                {},
                h("h3", {}, local(layer.title)),
                h("p", { class: "small muted" }, local(departmentOf(layer.department)?.title)),
            ),
            h("strong", { class: "big" }, entry.isWithheld ? "–" : number(entry.count)),
        ),
        entry.isWithheld ? h("p", { class: "notice is-warning small" }, word("withheldHelp")) : null,
        totals.length ? h("dl", { class: "facts small" }, totals) : null,
        codes,
        (entry.totals ?? []).some((total) => total.isAreaWeighted)
            ? h("p", { class: "small muted" }, word("areaWeighted"))
            : null,
    );
}

function unitText(unit) {
    if (!unit) return "";
    const name = word(`unit-${unit}`);
    return name === `unit-${unit}` ? unit : name;
}

function codeBars(layer, byCode) {
    if (!byCode.length) return null;
    const sorted = [...byCode].sort((a, b) => b.count - a.count).slice(0, 6);
    const most = sorted[0].count;
    return h(
        "ul",
        { class: "bars small" },
        sorted.map(({ property, code, count }) =>
            h(
                "li",
                {},
                h("span", { class: "bar-name" }, local(codeLabel(propertyOf(layer, property), code))),
                h(
                    "span",
                    { class: "bar-track", "aria-hidden": "true" },
                    h("span", { class: "bar-fill", style: { inlineSize: `${(100 * count) / most}%` } }),
                ),
                h("span", { class: "number" }, number(count)),
            )
        ),
    );
}
