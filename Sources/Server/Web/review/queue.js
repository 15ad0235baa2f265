// The observations under review: what is loaded, chosen and selected, in one place, told to whoever listens.
import { get, withQuery } from "../app/api.js";
import { city, layerOf } from "../app/city.js";

export const undecided = ["received", "hasIssues", "edited"];

export const queue = {
    layer: null,
    filters: { states: [...undecided], flag: "", mine: false, incomplete: false, device: "" },
    items: [],
    next: null,
    active: null,
    selected: new Set(),
    /** Ids that somebody else changed while they were looked at. */
    collided: new Set(),
    isLoading: false,
};

const listeners = [];
let loading = null;
let seen = "";

/** Listens to `items`, `active`, `selected` and `filters`. */
export function onQueue(kinds, work) {
    listeners.push({ kinds: new Set(kinds), work });
}

export function tell(...kinds) {
    for (const { kinds: wanted, work } of listeners) if (kinds.some((kind) => wanted.has(kind))) work(kinds);
}

/** Layers whose observations the viewer may decide about. */
export function reviewable() {
    const may = (department) =>
        (city.viewer?.grants ?? []).some((grant) =>
            (!grant.department || grant.department === department) && grant.role !== "reader"
        );
    return city.layers.filter((layer) =>
        layer.kind === "observation" && layer.isExact !== false && may(layer.department)
    );
}

export function layer() {
    return layerOf(queue.layer);
}

export function itemOf(id) {
    return queue.items.find((item) => item.id === id) ?? null;
}

export function active() {
    return itemOf(queue.active);
}

export function path() {
    return `/collections/${encodeURIComponent(queue.layer)}`;
}

export function itemPath(id) {
    return `${path()}/items/${encodeURIComponent(id)}`;
}

function parameters(limit) {
    const { states, flag, mine, incomplete, device } = queue.filters;
    return {
        state: states.length && states.length < 5 ? states.join(",") : "",
        flag,
        assignee: mine ? city.viewer?.name : "",
        incomplete: incomplete ? "true" : "",
        device,
        limit,
    };
}

/** Loads the queue anew. `isQuiet`: as a refresh, which tells nothing where nothing changed. */
export async function load(isQuiet = false) {
    if (!queue.layer) return [];
    loading?.abort();
    loading = new AbortController();
    const limit = isQuiet ? Math.min(500, Math.max(100, queue.items.length)) : 100;
    if (!isQuiet) {
        queue.isLoading = true;
        tell("items");
    }
    try {
        const page = await get(`${path()}/reviews`, parameters(limit), loading.signal);
        const mark = JSON.stringify(page);
        const known = new Set(queue.items.map((item) => item.id));
        if (isQuiet && mark === seen) return [];
        seen = mark;
        queue.items = page.features;
        queue.next = page.links.find((link) => link.rel === "next")?.href ?? null;
        settle();
        return isQuiet ? queue.items.filter((item) => !known.has(item.id)) : [];
    } finally {
        if (!isQuiet) queue.isLoading = false;
        tell("items", "active", "selected");
    }
}

export async function loadMore() {
    if (!queue.next) return;
    const page = await get(withQuery(queue.next, {}));
    const known = new Set(queue.items.map((item) => item.id));
    queue.items = [...queue.items, ...page.features.filter((item) => !known.has(item.id))];
    queue.next = page.links.find((link) => link.rel === "next")?.href ?? null;
    seen = "";
    tell("items");
}

/** Forgets choices that are no longer there. */
function settle() {
    const ids = new Set(queue.items.map((item) => item.id));
    queue.selected = new Set([...queue.selected].filter((id) => ids.has(id)));
    if (queue.active && !ids.has(queue.active)) queue.active = null;
}

export function activate(id) {
    if (queue.active === id) return;
    queue.collided.delete(queue.active);
    queue.active = id;
    tell("active");
}

/** The next or previous observation of the list. */
export function move(step) {
    const at = queue.items.findIndex((item) => item.id === queue.active);
    const to = at < 0 ? (step > 0 ? 0 : queue.items.length - 1) : at + step;
    const item = queue.items[Math.max(0, Math.min(queue.items.length - 1, to))];
    if (item) activate(item.id);
    return item ?? null;
}

/** The next one after the chosen that nobody decided about, from the top again at the end. */
export function nextUndecided() {
    const at = queue.items.findIndex((item) => item.id === queue.active);
    const around = [...queue.items.slice(at + 1), ...queue.items.slice(0, Math.max(0, at))];
    const item = around.find(({ review }) => review.state === "received" || review.state === "edited") ?? null;
    if (item) activate(item.id);
    return item;
}

export function toggle(id) {
    if (!queue.selected.delete(id)) queue.selected.add(id);
    tell("selected");
}

export function selectRange(from, to) {
    const [first, last] = [from, to].map((id) => queue.items.findIndex((item) => item.id === id));
    if (first < 0 || last < 0) return;
    for (const item of queue.items.slice(Math.min(first, last), Math.max(first, last) + 1)) {
        queue.selected.add(item.id);
    }
    tell("selected");
}

export function selectAll() {
    queue.selected = new Set(queue.items.map((item) => item.id));
    tell("selected");
}

export function clearSelection() {
    queue.selected.clear();
    tell("selected");
}

/** What a decision is about: the selected, else the chosen one. */
export function subjects() {
    if (queue.selected.size) return queue.items.filter((item) => queue.selected.has(item.id));
    return active() ? [active()] : [];
}

/** Takes observations that no longer match the filter out of the list; the choice moves on to the next. */
export function drop(ids) {
    const gone = new Set(ids);
    const at = queue.items.findIndex((item) => item.id === queue.active);
    const rest = queue.items.filter((item) => !gone.has(item.id));
    if (gone.has(queue.active)) {
        const after = queue.items.slice(at + 1).find((item) => !gone.has(item.id));
        const before = queue.items.slice(0, Math.max(0, at)).findLast((item) => !gone.has(item.id));
        queue.active = (after ?? before)?.id ?? null;
    }
    queue.items = rest;
    seen = "";
    settle();
    tell("items", "active", "selected");
}

export function filter(patch) {
    Object.assign(queue.filters, patch);
    tell("filters");
    return load();
}
