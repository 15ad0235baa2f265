// An observation's values as a person reads them.
import { codeLabel, nameOf } from "../app/city.js";
import { h } from "../app/dom.js";
import { state } from "../app/state.js";
import { day, duration, local, moment, number } from "../app/words.js";
import { text } from "./words.js";

const attachments = ["photo", "audio", "video", "file"];

export function isFile(property) {
    return attachments.includes(property.type);
}

/** What stands for the observation in lists: its name, else the label of its first code, else its id. */
export function titleOf(layer, item) {
    const name = nameOf(layer, item.properties, state.language);
    const isKey = name && layer?.key && item.properties[layer.key] === name;
    const code = layer?.properties.find((one) => one.type === "code" && item.properties[one.name]);
    const label = code ? local(codeLabel(code, item.properties[code.name])) : "";
    if (label && (isKey || !name)) return label;
    return name || label || shortID(item.id);
}

export function shortID(id) {
    return id.length > 13 ? `${id.slice(0, 8)}…` : id;
}

export function value(property, raw) {
    if (raw === null || raw === undefined || raw === "") return h("span", { class: "muted" }, "–");
    switch (property?.type) {
        case "code":
            return h("bdi", {}, local(codeLabel(property, raw)));
        case "boolean":
            return text(raw ? "yes" : "no");
        case "integer":
        case "decimal":
            return h("bdi", { dir: "ltr" }, number(raw, { maximumFractionDigits: 6 }), property.unit ? ` ${property.unit}` : "");
        case "date":
            return h("span", {}, day(`${raw}T12:00:00Z`));
        case "dateTime":
            return h("span", {}, moment(raw));
        case "records":
            return records(raw);
        default:
            return h("bdi", {}, String(raw));
    }
}

/** Rows within a row, kept as JSON. */
function records(raw) {
    let rows;
    try {
        rows = typeof raw === "string" ? JSON.parse(raw) : raw;
    } catch {
        rows = null;
    }
    if (!Array.isArray(rows)) return h("bdi", {}, String(raw));
    return h(
        "ul",
        { class: "rows-within" },
        rows.slice(0, 100).map((row) =>
            h(
                "li",
                { dir: "auto" },
                Object.entries(row ?? {}).map(([name, one]) => `${name}: ${one ?? "–"}`).join(" · "),
            )
        ),
    );
}

/** “12 minutes ago” up to a week, then the day. */
export function ago(instant) {
    const age = Date.now() - Date.parse(instant);
    const form = new Intl.RelativeTimeFormat(state.language === "ar" ? "ar-u-nu-latn" : state.language, {
        numeric: "auto",
    });
    if (age < 3600000) return form.format(-Math.max(0, Math.round(age / 60000)), "minute");
    if (age < 86400000) return form.format(-Math.round(age / 3600000), "hour");
    if (age < 7 * 86400000) return form.format(-Math.round(age / 86400000), "day");
    return day(instant);
}

export function bytes(count) {
    const [amount, unit] = count >= 1e6 ? [count / 1e6, "MB"] : [Math.max(1, count / 1e3), "kB"];
    return `${number(amount, { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`;
}

export { duration };
