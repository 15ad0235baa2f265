// Pieces several panels are made of.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { word } from "./words.js";

/** A button that shows only a picture; its name is read aloud and shown on hovering. */
export function iconButton(name, label, onclick, key = null) {
    const attributes = { class: "button is-quiet is-icon", type: "button", title: label };
    return h("button", { ...attributes, "data-key": key, "aria-label": label, onclick }, icon(name));
}

export function closeButton(onclick) {
    return iconButton("close", word("close"), onclick);
}

/** A term and what is said of it, for a list of facts. */
export function fact(key, text) {
    return [h("dt", {}, word(key)), h("dd", {}, text)];
}

export function empty(key) {
    return h("p", { class: "notice is-empty" }, word(key));
}
