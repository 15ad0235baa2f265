// Every request of the page goes through here.
import { key } from "./session.js";

export const base = document.querySelector('meta[name="tabaqa-base"]').content.replace(/\/$/, "");

/** A refusal or failure of the server, in its own words. */
export class Problem extends Error {
    constructor(status, document) {
        super(document?.detail || document?.title || `HTTP ${status}`);
        this.status = status;
        this.code = document?.code;
        this.features = document?.features ?? [];
    }
}

export async function request(target, options = {}) {
    const url = target.startsWith("http") ? target : base + target;
    const headers = { ...options.headers };
    // The key goes to this service and nowhere else, whatever a link says.
    if (key() && url.startsWith(`${base}/`)) headers.Authorization = `Bearer ${key()}`;
    const answer = await fetch(url, { ...options, headers, credentials: "omit" }).catch((error) => {
        throw error.name === "AbortError" ? error : new Problem(0, null);
    });
    if (answer.ok) return answer;
    const text = await answer.text();
    let document;
    try {
        document = JSON.parse(text);
    } catch {
        document = null;
    }
    throw new Problem(answer.status, document);
}

export async function get(path, parameters = {}, signal) {
    return (await request(withQuery(path, parameters), {
        signal,
        headers: { Accept: "application/json, application/geo+json;q=0.9" },
    })).json();
}

export function withQuery(path, parameters) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
        if (value !== null && value !== undefined && value !== "") query.set(name, value);
    }
    const text = query.toString();
    return text ? `${path}${path.includes("?") ? "&" : "?"}${text}` : path;
}

const layerPath = (id) => `/collections/${encodeURIComponent(id)}`;

export const api = {
    city: (lang) => get("/city", { lang }),
    items: (layer, parameters, signal) =>
        get(`${layerPath(layer)}/items`, { f: "geojson", ...parameters }, signal),
    item: (layer, id, lang) =>
        get(`${layerPath(layer)}/items/${encodeURIComponent(id)}`, { f: "geojson", lang }),
    page: (url, signal) => get(url, {}, signal),
    profile: (layer, id, per, signal) =>
        get(`${layerPath(layer)}/items/${encodeURIComponent(id)}/profile`, { per }, signal),
    timeline: (layer, parameters, signal) => get(`${layerPath(layer)}/timeline`, parameters, signal),
    aggregate: (layer, parameters, signal) =>
        get(`${layerPath(layer)}/aggregate`, { f: "json", ...parameters }, signal),
    legend: (layer, parameters, signal) =>
        get(`${layerPath(layer)}/legend`, { f: "json", ...parameters }, signal),
    search: (q, limit, signal) => get("/search", { q, limit }, signal),
    inside: async (geometry, parameters) =>
        (await request(withQuery("/inside", parameters), {
            method: "POST",
            body: JSON.stringify(geometry),
            headers: { "Content-Type": "application/geo+json", Accept: "application/json" },
        })).json(),

    itemsPath: (layer) => `${layerPath(layer)}/items`,
    densityPath: (layer) => `${layerPath(layer)}/density`,
    aggregatePath: (layer) => `${layerPath(layer)}/aggregate`,
    sheetPath: (layer) => `${layerPath(layer)}/sheet`,
    heatTile: (layer, z, x, y, parameters) => withQuery(`/xyz/${layer}/${z}/${x}/${y}.png`, parameters),
    vectorTile: (layer, z, x, y, parameters) => withQuery(`/xyz/${layer}/${z}/${x}/${y}.mvt`, parameters),
};

/** All features of a layer, page by page. */
export async function allFeatures(layer, parameters = {}) {
    const features = [];
    let page = await api.items(layer, { limit: 1000, ...parameters });
    for (;;) {
        features.push(...page.features);
        const next = page.links?.find((link) => link.rel === "next")?.href;
        if (!next) return { type: "FeatureCollection", features };
        page = await api.page(next);
    }
}
