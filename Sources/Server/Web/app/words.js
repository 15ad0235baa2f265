// The words of the page in the reader's language, and numbers and dates as that language writes them.
import ar from "../words/ar.js";
import en from "../words/en.js";
import tr from "../words/tr.js";
import { city } from "./city.js";
import { state } from "./state.js";

const languages = { ar, en, tr };

/** The phrase `key`; `{name}` is replaced by its value, `{n}` chooses the plural where the phrase has several. */
export function word(key, values = {}) {
    let phrase = languages[state.language][key] ?? en[key] ?? key;
    if (typeof phrase === "object") {
        const form = new Intl.PluralRules(state.language).select(values.n);
        phrase = phrase[form] ?? phrase.other;
    }
    return phrase.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? number(values.n) : values[name] ?? ""));
}

/** A text of the city's definition in the reader's language, else in one that it has. */
export function local(text) {
    if (!text) return "";
    if (typeof text === "string") return text;
    return text[state.language] ?? city.languages.map((language) => text[language]).find(Boolean) ??
        Object.values(text)[0] ?? "";
}

export function isRightToLeft() {
    return state.language === "ar";
}

/** Latin digits in every language, and the Levant's names of the months, as on the printed sheets. */
export function locale() {
    return state.language === "ar" ? "ar-SY-u-nu-latn" : state.language;
}

export function number(value, digits) {
    if (value === null || value === undefined || !Number.isFinite(Number(value))) return "–";
    const form = digits === undefined ? { maximumFractionDigits: 2 } : digits;
    return new Intl.NumberFormat(locale(), form).format(value);
}

/** Three significant figures, whole numbers whole. */
export function figure(value) {
    if (value === null || value === undefined) return "–";
    return number(
        value,
        Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
    );
}

export function day(instant) {
    if (!instant) return "–";
    return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: city.zone }).format(
        new Date(instant),
    );
}

export function moment(instant) {
    return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short", timeZone: city.zone })
        .format(new Date(instant));
}

/** `2026`, `2026-11` or `2026-11-23` in words. */
export function periodName(period, month = "long") {
    const form = { year: "numeric" };
    if (period.length > 4) form.month = month;
    if (period.length > 7) form.day = "numeric";
    const [year, monthNumber = 1, dayNumber = 1] = period.split("-").map(Number);
    return new Intl.DateTimeFormat(locale(), { ...form, timeZone: "UTC" }).format(
        Date.UTC(year, monthNumber - 1, dayNumber),
    );
}

export function intervalName(period) {
    if (!period) return word("wholeTime");
    const [from, to] = period;
    // Whole years by their number.
    if (from.endsWith("-01") && to.endsWith("-12") && from.length === 7) {
        const [first, last] = [from.slice(0, 4), to.slice(0, 4)].map((year) => periodName(year));
        return first === last ? first : `${first} – ${last}`;
    }
    return from === to ? periodName(from) : `${periodName(from, "short")} – ${periodName(to, "short")}`;
}

/** Monday is 1. */
export function weekdayName(weekday, width = "short") {
    return new Intl.DateTimeFormat(locale(), { weekday: width, timeZone: "UTC" }).format(
        Date.UTC(2024, 0, weekday),
    );
}

/** Milliseconds as the largest fitting unit: “3 days”. */
export function duration(milliseconds) {
    const days = milliseconds / 86400000;
    const [value, unit] = days >= 60
        ? [days / 30.44, "month"]
        : days >= 1
        ? [days, "day"]
        : [days * 24, "hour"];
    return new Intl.NumberFormat(locale(), {
        style: "unit",
        unit,
        unitDisplay: "long",
        maximumFractionDigits: 0,
    }).format(Math.max(1, Math.floor(value)));
}

/** Writes the words of the elements that carry `data-word` or `data-label`. */
export function translatePage() {
    document.documentElement.lang = state.language;
    document.documentElement.dir = isRightToLeft() ? "rtl" : "ltr";
    for (const element of document.querySelectorAll("[data-word]")) {
        element.textContent = word(element.dataset.word);
    }
    for (const element of document.querySelectorAll("[data-label]")) {
        element.setAttribute("aria-label", word(element.dataset.label));
    }
}
