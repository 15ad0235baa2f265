// Questions answered by typing, choosing or ticking.
import { h } from "../../assets/app/dom.js";
import { button } from "../view/parts.js";
import { local, word } from "../words.js";

export function textControl(question, value, change, ids) {
    const field = h("textarea", {
        ...ids,
        rows: 1,
        dir: "auto",
        value: value ?? "",
        oninput: () => change(field.value.trim() === "" ? null : field.value.trim()),
    });
    return field;
}

/** Digits of any script, the comma of some languages. Null: nothing; NaN: no number. */
export function parseNumber(text) {
    const plain = text.trim()
        .replace(/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660)
        .replace(/[\u06F0-\u06F9]/g, (digit) => digit.charCodeAt(0) - 0x6F0)
        .replace(/[\u066B,]/g, ".").replace(/[\u066C\s]/g, "");
    if (plain === "") return null;
    return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

export function numberControl(question, value, change, ids) {
    const field = h("input", {
        ...ids,
        type: "text",
        inputmode: question.type === "integer" ? (question.minimum < 0 ? "text" : "numeric") : "decimal",
        dir: "ltr",
        autocomplete: "off",
        value: value === null || value === undefined ? "" : String(value),
        oninput: () => change(parseNumber(field.value)),
    });
    const { minimum, maximum } = question;
    const bounds = minimum !== null && maximum !== null
        ? word("rangeHint", { least: minimum, most: maximum })
        : minimum !== null ? word("atLeast", { least: minimum }) : maximum !== null ? word("atMost", { most: maximum }) : null;
    // Labels of forms end in the unit.
    const unit = question.unit && !local(question.label).includes(question.unit) ? question.unit : null;
    return h("div", { class: "number-field" }, field, unit && h("bdi", { class: "unit" }, unit),
        bounds && h("span", { class: "small muted" }, bounds));
}

/** Big rows to tick, so that a thumb in a glove hits them. */
function options(question, list, value, change, name) {
    const rows = list.map(([code, label], index) => {
        const input = h("input", {
            type: "radio",
            name,
            id: `${name}-${index}`,
            value: String(code),
            checked: code === value,
            onchange: () => {
                clear.hidden = question.isRequired;
                change(code);
            },
        });
        return h("label", { class: "option", for: `${name}-${index}` }, input, h("span", { dir: "auto" }, label));
    });
    const clear = button("close", word("clear"), () => {
        for (const row of rows) row.firstChild.checked = false;
        clear.hidden = true;
        rows[0].firstChild.focus();
        change(null);
    }, { kind: "is-quiet is-small", hidden: question.isRequired || value === undefined || value === null });
    return h("div", { class: list.length === 2 ? "options is-pair" : "options" }, ...rows, clear);
}

export function booleanControl(question, value, change, ids) {
    return options(question, [[true, word("yes")], [false, word("no")]], value, change, ids.id);
}

const MANY = 8;

export function codeControl(question, value, change, ids) {
    if (question.codes.length <= MANY) {
        return options(question, question.codes.map((one) => [one.code, local(one.label)]), value, change, ids.id);
    }
    const field = h("select", { ...ids, value: value ?? "", onchange: () => change(field.value || null) },
        h("option", { value: "" }, word("choose")),
        ...question.codes.map((one) => h("option", { value: one.code }, local(one.label))));
    return field;
}

const two = (value) => String(value).padStart(2, "0");

/** The phone's own clock with its offset: the server needs no guess. */
export function localMoment(date) {
    const offset = -date.getTimezoneOffset();
    const sign = offset < 0 ? "-" : "+";
    return `${localDay(date)}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}${sign}${
        two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}

export const localDay = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

export function dateControl(question, value, change, ids) {
    const isDay = question.type === "date";
    const shown = (text) => (!text ? "" : isDay ? text : localMoment(new Date(text)).slice(0, 16));
    const field = h("input", {
        ...ids,
        type: isDay ? "date" : "datetime-local",
        value: shown(value),
        onchange: () => change(!field.value ? null : isDay ? field.value : localMoment(new Date(field.value))),
    });
    const now = button("clock", word(isDay ? "today" : "now"), () => {
        const text = isDay ? localDay(new Date()) : localMoment(new Date());
        field.value = shown(text);
        change(text);
    });
    return h("div", { class: "date-field" }, field, now);
}
