// Rows under an observation: each with questions of its own.
import { h, render } from "../../assets/app/dom.js";
import { asked } from "../form/check.js";
import { button } from "../view/parts.js";
import { local, number, word } from "../words.js";
import { questionCard } from "./question.js";

export function recordsControl(question, value, change, ids, context) {
    const rows = [...(value ?? [])];
    const box = h("div", { class: "stack", id: ids.id, tabindex: "-1", role: "group", "aria-labelledby": ids["aria-labelledby"] });

    function row(values, index) {
        const inner = {
            ...context,
            prefix: `${context.prefix}${question.name}-${index}-`,
            value: (one) => rows[index]?.[one.name],
        };
        const cards = question.members.map((member) => questionCard(member, values[member.name], async (next) => {
            rows[index] = { ...rows[index], [member.name]: next };
            relevant();
            await change([...rows]);
        }, inner));
        const relevant = () => {
            const list = new Set(asked(question.members, rows[index], context.values()).map((one) => one.name));
            question.members.forEach((member, at) => (cards[at].hidden = !list.has(member.name)));
        };
        relevant();
        const title = word("row", { label: local(question.label), n: number(index + 1) });
        return h("fieldset", { class: "record" }, h("legend", {}, title), ...cards,
            button("trash", word("removeRow"), async () => {
                rows.splice(index, 1);
                await change(rows.length ? [...rows] : null);
                show();
                box.focus();
            }, { kind: "is-quiet", "aria-label": `${word("removeRow")}: ${title}` }));
    }

    function show() {
        render(box, ...rows.map(row), button("add", word("addRow"), async () => {
            rows.push({});
            await change([...rows]);
            show();
            box.querySelector("fieldset:last-of-type :is(input, select, textarea)")?.focus();
        }, { kind: "is-wide", key: `${question.name}-add` }));
    }

    show();
    return box;
}
