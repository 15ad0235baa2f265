// The areas things are counted by (neighbourhoods), loaded once, with their names on the map.
import { allFeatures } from "../api.js";
import { layerOf, nameOf } from "../city.js";
import { state } from "../state.js";

const sources = new Map();

/** The features of an area layer as a map source; loaded once per layer. */
export function areaSource(id) {
    if (!sources.has(id)) {
        const promise = load(id);
        promise.catch(() => sources.delete(id));
        sources.set(id, promise);
    }
    return sources.get(id);
}

export function forgetAreas() {
    sources.clear();
}

async function load(id) {
    const { ol } = window;
    const document = await allFeatures(id);
    const format = new ol.format.GeoJSON({ featureProjection: "EPSG:3857" });
    const source = new ol.source.Vector({ features: format.readFeatures(document) });
    source.forEachFeature((feature) => feature.set("layer", id, true));
    return source;
}

export function areaName(feature) {
    return nameOf(layerOf(feature.get("layer")), feature.getProperties(), state.language);
}
