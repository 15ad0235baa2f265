// One question as a card: what is asked, how to answer, what is wrong.
import { h } from "../../assets/app/dom.js";
import { local, word } from "../words.js";
import { entityControl } from "./entity.js";
import { mediaControl } from "./media.js";
import { recordsControl } from "./records.js";
import { booleanControl, codeControl, dateControl, numberControl, textControl } from "./simple.js";

const controls = {
    string: textControl,
    integer: numberControl,
    decimal: numberControl,
    boolean: booleanControl,
    code: codeControl,
    date: dateControl,
    dateTime: dateControl,
    photo: mediaControl,
    audio: mediaControl,
    video: mediaControl,
    file: mediaControl,
    records: recordsControl,
};

const groups = new Set(["boolean", "photo", "audio", "video", "file", "records"]);

/**
 * @param {object} context id, form, prefix; value(question), values(), place(); onEnd(work)
 * @param {(value) => Promise} change
 */
export function questionCard(question, value, change, context) {
    const id = `q-${context.prefix}${question.name}`;
    const label = local(question.label);
    const isGroup = groups.has(question.type) || (question.type === "code" && question.codes.length <= 8);
    const hint = local(question.hint);
    const ids = {
        id,
        "aria-labelledby": `${id}-label`,
        "aria-describedby": `${hint ? `${id}-hint ` : ""}${id}-problem`,
        "aria-required": question.isRequired ? "true" : null,
    };
    const control = (question.entity ? entityControl : controls[question.type] ?? textControl)(question, value, change, ids, context);
    const caption = h(isGroup ? "p" : "label", { class: "question-label", id: `${id}-label`, for: isGroup ? null : id },
        h("bdi", { dir: "auto" }, label), question.isRequired && h("span", { class: "needed" }, word("required")));
    const card = h("div", { class: "card question", "data-name": `${context.prefix}${question.name}` },
        caption, hint && h("p", { class: "muted", id: `${id}-hint`, dir: "auto" }, hint), control,
        h("p", { class: "problem", id: `${id}-problem`, hidden: true }));
    if (isGroup && question.type !== "records") {
        card.setAttribute("role", question.type === "boolean" || question.type === "code" ? "radiogroup" : "group");
        card.setAttribute("aria-labelledby", `${id}-label`);
        card.setAttribute("aria-describedby", ids["aria-describedby"]);
        if (question.isRequired && card.getAttribute("role") === "radiogroup") card.setAttribute("aria-required", "true");
    }
    return card;
}

/** Writes what is wrong under its question; null takes it away. */
export function showProblem(card, message) {
    const line = card.querySelector(":scope > .problem");
    line.textContent = message ?? "";
    line.hidden = !message;
    card.classList.toggle("is-wrong", Boolean(message));
    const field = card.querySelector("input:not([type=radio], [type=file]), select, textarea");
    if (message) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
}
