// The whole state in the address after #, so that a link shows what its sender saw.
import { settled } from "./dom.js";
import { on, set, state } from "./state.js";

const text = { write: (value) => value, read: (value) => value };
const number = { write: String, read: (value) => (Number.isFinite(Number(value)) ? Number(value) : null) };
const list = (item) => ({
    write: (values) => values.map(item.write).join(","),
    read: (value) => value.split(",").filter(Boolean).map(item.read),
});

// Short names: links are read aloud over the telephone and printed on paper.
const fields = {
    language: ["lang", text],
    overlays: ["with", list(text)],
    topic: ["topic", text],
    view: ["view", text],
    bandwidth: ["bw", number],
    kernel: ["kernel", text],
    weight: ["weight", text],
    ramp: ["ramp", text],
    by: ["by", text],
    per: ["per", text],
    measure: ["measure", text],
    step: ["step", text],
    period: ["t", list(text)],
    hours: ["h", list(number)],
    weekdays: ["d", list(number)],
    area: ["area", text],
    swipe: ["swipe", number],
};

export function readLink() {
    const query = new URLSearchParams(location.hash.slice(1));
    const found = {};
    for (const [key, [name, form]] of Object.entries(fields)) {
        if (query.has(name)) found[key] = form.read(query.get(name));
    }
    found.perYear = query.get("yearly") === "1";
    const [zoom, latitude, longitude] = (query.get("map") ?? "").split("/").map(Number);
    if (zoom && latitude && longitude) Object.assign(found, { zoom, center: [longitude, latitude] });
    const [kind, value] = (query.get("compare") ?? "").split(":");
    if (kind === "layer" && value) found.compare = { kind, layer: value };
    if (kind === "period" && value) found.compare = { kind, period: value.split(",") };
    if (found.period?.length !== 2) delete found.period;
    return found;
}

export function link() {
    const query = new URLSearchParams();
    if (state.center) {
        query.set(
            "map",
            [state.zoom.toFixed(2), state.center[1].toFixed(5), state.center[0].toFixed(5)].join("/"),
        );
    }
    for (const [key, [name, form]] of Object.entries(fields)) {
        const value = state[key];
        const isDefault = value === null || value === undefined ||
            (key === "swipe" && (!state.compare || value === 0.5));
        if (!isDefault && !(Array.isArray(value) && !value.length && key !== "overlays")) {
            query.set(name, form.write(value));
        }
    }
    if (state.perYear) query.set("yearly", "1");
    const { compare } = state;
    if (compare) {
        query.set(
            "compare",
            compare.kind === "layer" ? `layer:${compare.layer}` : `period:${compare.period.join(",")}`,
        );
    }
    return `#${query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":")}`;
}

/** Keeps the address up to date, and follows it when the reader goes back or pastes another. */
export function followLink() {
    const keys = [...Object.keys(fields), "center", "zoom", "compare", "perYear"];
    let written = location.hash;
    on(
        keys,
        settled(() => {
            written = link();
            if (written !== location.hash) history.replaceState(null, "", written);
        }, 200),
    );
    addEventListener("hashchange", () => {
        if (location.hash !== written) set(readLink());
    });
}
