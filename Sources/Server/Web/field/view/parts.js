// Pieces several views are made of.
import { byId, h, render } from "../../assets/app/dom.js";
import { icon } from "../icons.js";
import { local, word } from "../words.js";

/** A large button with a drawing and a word. */
export function button(name, text, onclick, { kind = "", key, ...attributes } = {}) {
    return h("button", { type: "button", class: `button ${kind}`, "data-key": key, onclick, ...attributes },
        name && icon(name), h("span", {}, text));
}

/** A button with a drawing only, named for those who hear. */
export function iconButton(name, label, onclick, { kind = "is-quiet", ...attributes } = {}) {
    return h("button", { type: "button", class: `button is-icon ${kind}`, "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}

export function notice(kind, ...children) {
    return h("div", { class: `notice ${kind}` }, ...children);
}

/** What a worker or the server wrote: set as its own script wants it. */
export const own = (text) => h("bdi", { dir: "auto" }, text);

/** What the header says, and where its arrow leads; without one, the service's mark stands there. */
export function head(title, back = null) {
    render(byId("head"),
        back ? iconButton("back", word("back"), () => (location.hash = back), { class: "button is-icon is-quiet mirrored" }) : mark(),
        h("h1", { id: "title", tabindex: "-1", dir: "auto" }, title));
    document.title = title;
}

function mark() {
    const drawing = byId("mark").content.firstElementChild.cloneNode(true);
    return drawing;
}

let timer;

/** Tells screen readers what happened. */
export function announce(text) {
    clearTimeout(timer);
    byId("live").textContent = "";
    timer = setTimeout(() => (byId("live").textContent = text), 60);
}

export function toast(text, kind = "") {
    const note = h("div", { class: `toast notice ${kind}`, role: kind === "is-error" ? "alert" : "status" },
        h("span", {}, text), iconButton("close", word("close"), () => note.remove()));
    byId("toasts").replaceChildren(note);
    setTimeout(() => note.remove(), kind === "is-error" ? 12000 : 4000);
}

/** Asks before something is lost. Resolves to whether it may be. */
export function confirmed(text, action, kind = "is-danger") {
    return new Promise((resolve) => {
        const dialog = h("dialog", { class: "dialog", "aria-label": text },
            h("p", {}, text),
            h("div", { class: "row is-end" },
                button(null, word("cancel"), () => dialog.close(), { autofocus: true }),
                button(null, action, () => dialog.close("yes"), { kind })));
        dialog.addEventListener("close", () => {
            dialog.remove();
            resolve(dialog.returnValue === "yes");
        });
        document.body.append(dialog);
        dialog.showModal();
    });
}

/** The first answers of an observation in a line, to know it again by. */
export function summary(form, observation) {
    if (!form) return "";
    const parts = [];
    for (const question of form.questions) {
        const value = observation.values[question.name];
        if (value === undefined || value === null || value === "" || parts.length > 2) continue;
        if (question.type === "code") {
            const code = question.codes.find((one) => one.code === value);
            if (code) parts.push(local(code.label));
        } else if (question.type === "string" && !question.entity && question.prefill !== "key") {
            const text = String(value);
            parts.push(text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text);
        }
    }
    return parts.join(" · ");
}
