// Choosing one of the features the phone knows: by typing a part of its name, the nearest first.
import { h, render } from "../../assets/app/dom.js";
import { icon } from "../icons.js";
import { distance } from "../map/ground.js";
import { list } from "../store/forms.js";
import { metres, word } from "../words.js";

const SHOWN = 8;
/** Before anything is typed: what is nearest is likely meant. */
const NEAREST = 3;
// I and ı, letters with and without signs, the forms of alef: one typed quickly finds them all.
const fold = (text) => text.toLocaleLowerCase("tr").replace(/ı/g, "i").normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه");

export function entityControl(question, value, change, ids, context) {
    const hits = h("div", { class: "options" });
    const field = h("input", { ...ids, type: "search", dir: "auto", autocomplete: "off", placeholder: word("searchList"), value: value ?? "" });
    let known = [];
    const answer = (one) => one.columns[question.entityValue] ?? one.columns.name;
    const name = `${ids.id}-hit`;
    const show = () => {
        const wanted = fold(field.value);
        // The chosen one stands alone until something else is typed.
        const chosen = context.value(question);
        const isChosen = known.some((one) => answer(one) === chosen && fold(one.label) === wanted);
        const place = context.place()?.points?.[0];
        // Without a word and a place any of them would be as good.
        const most = wanted ? SHOWN : place ? NEAREST : 0;
        const found = known
            .filter((one) => answer(one) === chosen || !wanted || fold(`${one.label} ${answer(one)}`).includes(wanted))
            .filter((one) => !isChosen || answer(one) === chosen)
            .map((one) => ({ one, away: place && one.geometry ? distance(place, one.geometry) : Infinity }))
            .sort((a, b) => a.away - b.away || (a.one.label < b.one.label ? -1 : 1))
            .slice(0, most);
        render(hits, !most && known.length ? null : found.length ? found.map(({ one, away }, index) =>
            h("label", { class: "option", for: `${name}-${index}` },
                h("input", { type: "radio", name, id: `${name}-${index}`, checked: answer(one) === chosen, onchange: () => {
                    field.value = one.label;
                    change(answer(one));
                    show();
                    hits.querySelector("input")?.focus();
                } }),
                h("span", { dir: "auto" }, one.label, away < Infinity && h("small", { class: "muted away" }, `${word("metresAway", { metres: metres(away) })}`))))
            : h("p", { class: "muted" }, word(known.length ? "nothingFound" : "listEmpty")));
    };
    field.addEventListener("input", () => {
        if (!field.value) change(null);
        show();
    });
    list(question.entity).then((all) => {
        known = all;
        const before = all.find((one) => answer(one) === value);
        if (before) field.value = before.label;
        show();
    });
    return h("div", { class: "stack" }, h("div", { class: "search-field" }, icon("search"), field), hits);
}
