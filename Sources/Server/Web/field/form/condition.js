// Evaluates a condition over an observation's values: CQL2 as JSON. A value that is not there makes a comparison
// neither true nor false, as in CQL2: null.

const compare = {
    "=": (a, b) => same(a) === same(b),
    "<>": (a, b) => same(a) !== same(b),
    "<": (a, b) => same(a) < same(b),
    "<=": (a, b) => same(a) <= same(b),
    ">": (a, b) => same(a) > same(b),
    ">=": (a, b) => same(a) >= same(b),
};

const calculate = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => (b ? a / b : null),
    "%": (a, b) => (b ? a % b : null),
    "^": (a, b) => a ** b,
    div: (a, b) => (b ? Math.trunc(a / b) : null),
};

/** Instants by their moment, however they are written; everything else as it is. */
function same(value) {
    if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) {
        const instant = Date.parse(value);
        return Number.isNaN(instant) ? value : instant;
    }
    return value;
}

/** @returns {boolean | null} null where what is needed is not known, or the condition is one this page cannot judge */
export function holds(condition, values) {
    if (condition === null || condition === undefined) return true;
    const result = evaluate(condition, values, 0);
    return typeof result === "boolean" ? result : null;
}

function evaluate(node, values, depth) {
    if (depth > 32 || node === null || typeof node !== "object") return node;
    if (Array.isArray(node)) return node.map((part) => evaluate(part, values, depth + 1));
    if (node.property !== undefined) {
        const value = values[node.property];
        return value === undefined || value === "" ? null : value;
    }
    if (node.date !== undefined) return node.date;
    if (node.timestamp !== undefined) return node.timestamp;
    const parts = node.args ?? [];
    const value = (index) => evaluate(parts[index], values, depth + 1);
    switch (node.op) {
        case "and": return all(parts.map((_, index) => value(index)), false);
        case "or": return all(parts.map((_, index) => value(index)), true);
        case "not": {
            const inner = value(0);
            return typeof inner === "boolean" ? !inner : null;
        }
        case "isNull": return value(0) === null;
        case "in": {
            const one = value(0);
            return one === null ? null : (value(1) ?? []).some((other) => same(other) === same(one));
        }
        case "between": {
            const [one, low, high] = [value(0), value(1), value(2)].map(same);
            return one === null || low === null || high === null ? null : low <= one && one <= high;
        }
        case "like": {
            const [one, pattern] = [value(0), value(1)];
            return one === null ? null : like(String(one), String(pattern));
        }
        case "casei": return fold(value(0));
        case "accenti": return String(value(0) ?? "").normalize("NFD").replace(/\p{M}/gu, "");
    }
    if (compare[node.op] || calculate[node.op]) {
        const [one, other] = [value(0), value(1)];
        if (one === null || other === null || one === undefined || other === undefined) return null;
        return (compare[node.op] ?? calculate[node.op])(one, other);
    }
    return undefined;
}

const fold = (value) => (value === null ? null : String(value).toLowerCase().normalize("NFC"));

/** And (`deciding` false) or or (true): one deciding part decides, else an unknown one leaves it unknown. */
function all(parts, deciding) {
    if (parts.includes(deciding)) return deciding;
    return parts.every((part) => part === !deciding) ? !deciding : null;
}

function like(text, pattern) {
    let source = "";
    for (let i = 0; i < pattern.length; i += 1) {
        const sign = pattern[i];
        if (sign === "%") source += "[\\s\\S]*";
        else if (sign === "_") source += "[\\s\\S]";
        else source += (sign === "\\" && i + 1 < pattern.length ? pattern[i += 1] : sign).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    }
    return new RegExp(`^${source}$`, "u").test(text);
}
