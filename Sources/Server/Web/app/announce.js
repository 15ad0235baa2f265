// Tells people what happened: aloud to screen readers, in a note to everyone when something failed.
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { word } from "./words.js";

let timer;

export function announce(text) {
    clearTimeout(timer);
    // The same words twice are heard twice only when the region was empty between.
    byId("live").textContent = "";
    timer = setTimeout(() => {
        byId("live").textContent = text;
    }, 60);
}

export function toast(text, kind = "") {
    const note = h(
        "div",
        { class: `toast notice ${kind}`, role: kind === "is-error" ? "alert" : "status" },
        h("span", {}, text),
    );
    const close = h("button", {
        class: "button is-quiet is-icon",
        type: "button",
        "aria-label": word("close"),
        onclick: () => note.remove(),
    }, icon("close"));
    note.append(close);
    byId("toasts").append(note);
    if (kind !== "is-error") setTimeout(() => note.remove(), 6000);
    while (byId("toasts").children.length > 3) byId("toasts").firstChild.remove();
}

/** Says why something did not work; aborted requests are no failure. */
export function failed(error) {
    if (error?.name === "AbortError") return;
    if (error.status === undefined) console.error(error);
    toast(error.status === 0 ? word("offline") : error.message, "is-error");
}
