// The words of the page in the worker's language, and numbers and moments as that language writes them.
import ar from "./words/ar.js";
import en from "./words/en.js";
import tr from "./words/tr.js";
import { speak } from "./send/http.js";

const languages = { ar, en, tr };
export const names = { ar: "العربية", tr: "Türkçe", en: "English" };
const place = "tabaqa-field-language";

/** As chosen, else as the phone is set, else English. */
export let language = [localStorage.getItem(place), ...(navigator.languages ?? [])]
    .map((one) => one?.slice(0, 2)).find((one) => languages[one]) ?? "en";

export function startWords() {
    document.documentElement.lang = language;
    document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
    speak(language);
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
}

export function choose(name) {
    language = name;
    localStorage.setItem(place, name);
    startWords();
}

/** The phrase `key`; `{name}` is replaced by its value, `{n}` chooses the plural where the phrase has several. */
export function word(key, values = {}) {
    let phrase = languages[language][key] ?? en[key] ?? key;
    if (typeof phrase === "object") phrase = phrase[new Intl.PluralRules(language).select(values.n)] ?? phrase.other;
    return phrase.replace(/\{(\w+)\}/g, (_, name) => {
        const value = values[name];
        return typeof value === "number" ? number(value) : value ?? "";
    });
}

/** A text that comes in several languages, in the worker's, else in one that it has. */
export function local(text) {
    if (!text || typeof text === "string") return text ?? "";
    return text[language] ?? text.en ?? Object.values(text)[0] ?? "";
}

/** Latin digits in every language, and the Levant's names of the months. */
const locale = () => (language === "ar" ? "ar-SY-u-nu-latn" : language);

export function number(value, form = { maximumFractionDigits: 2 }) {
    return Number.isFinite(value) ? new Intl.NumberFormat(locale(), form).format(value) : "–";
}

export function moment(instant) {
    return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
}

export function day(instant) {
    return new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(new Date(instant));
}

export function bytes(count) {
    const [value, unit] = count >= 1e9 ? [count / 1e9, "gigabyte"] : count >= 1e6 ? [count / 1e6, "megabyte"] : [count / 1e3, "kilobyte"];
    return new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

export function metres(count) {
    const [value, unit] = count >= 1000 ? [count / 1000, "kilometer"] : [count, "meter"];
    return new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** `1:05`. */
export function clock(seconds) {
    return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
