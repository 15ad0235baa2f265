// What the map shows: one value, changed in one place, told to whoever listens.

const listeners = [];

export const state = {
    language: "en",
    center: null,
    zoom: null,
    overlays: null,
    topic: null,
    view: "heat",
    bandwidth: null,
    kernel: null,
    weight: null,
    ramp: null,
    perYear: false,
    by: null,
    per: null,
    measure: "count",
    step: "month",
    period: null,
    hours: null,
    weekdays: null,
    baseMap: true,
    compare: null,
    swipe: 0.5,
    area: null,
    tab: "layers",
};

/** Listens to changes of `keys`; `work` runs once for any number of them changed together. */
export function on(keys, work) {
    listeners.push({ keys: new Set(keys), work });
}

export function set(patch) {
    const changed = Object.keys(patch).filter((key) => !same(state[key], patch[key]));
    if (!changed.length) return;
    Object.assign(state, patch);
    for (const { keys, work } of listeners) {
        if (changed.some((key) => keys.has(key))) work(changed);
    }
}

function same(one, other) {
    return one === other || JSON.stringify(one) === JSON.stringify(other);
}
