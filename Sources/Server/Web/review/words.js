// The words of this page; numbers, dates and the city's own texts are written as on the map page.
import { number } from "../app/words.js";
import { state } from "../app/state.js";
import ar from "./words/ar.js";
import en from "./words/en.js";
import tr from "./words/tr.js";

const languages = { ar, en, tr };

/** The phrase `key`; `{name}` is replaced by its value, `{n}` chooses the plural where the phrase has several. */
export function text(key, values = {}) {
    let phrase = languages[state.language][key] ?? en[key] ?? key;
    if (typeof phrase === "object") {
        const form = new Intl.PluralRules(state.language).select(values.n);
        phrase = phrase[form] ?? phrase.other;
    }
    return phrase.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? number(values.n) : values[name] ?? ""));
}

/** Writes the words of the elements that carry `data-text` or `data-name`. */
export function writeTexts() {
    document.documentElement.lang = state.language;
    document.documentElement.dir = state.language === "ar" ? "rtl" : "ltr";
    for (const element of document.querySelectorAll("[data-text]")) {
        element.textContent = text(element.dataset.text);
    }
    for (const element of document.querySelectorAll("[data-name]")) {
        element.setAttribute("aria-label", text(element.dataset.name));
    }
}
