// Tiles fetched with the reader's key, so that the map shows what she may see.
import { api, request } from "../api.js";
import { faded } from "./fade.js";

const pending = new Set();
const listeners = [];

/** Called with true while anything is loading. */
export function onLoading(work) {
    listeners.push(work);
}

async function tracked(work) {
    const token = {};
    pending.add(token);
    if (pending.size === 1) listeners.forEach((listener) => listener(true));
    try {
        return await work();
    } finally {
        pending.delete(token);
        if (!pending.size) listeners.forEach((listener) => listener(false));
    }
}

function emptyPicture() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 256;
    return canvas;
}

/** Pictures are decoded here and never become `blob:` addresses, which the page's policy forbids. */
export function heatSource(layer, parameters, ramp, failed) {
    const { ol } = window;
    return new ol.source.ImageTile({
        maxZoom: 19,
        transition: 0,
        loader: (z, x, y, { signal }) =>
            tracked(async () => {
                try {
                    const answer = await request(api.heatTile(layer, z, x, y, parameters), { signal });
                    const picture = await answer.blob();
                    return picture.size ? await faded(picture, ramp) : emptyPicture();
                } catch (error) {
                    if (error.name !== "AbortError") failed?.(error);
                    throw error;
                }
            }),
    });
}

/** `leftOut` hears how many features a tile had to leave out for its size. */
export function vectorSource(layer, parameters = {}, leftOut = null) {
    const { ol } = window;
    return new ol.source.VectorTile({
        format: new ol.format.MVT(),
        tileGrid: ol.tilegrid.createXYZ({ maxZoom: 16, tileSize: 512 }),
        tileUrlFunction: ([z, x, y]) => api.vectorTile(layer, z, x, y, parameters),
        tileLoadFunction: (tile, url) =>
            tile.setLoader((extent, _resolution, projection) =>
                tracked(async () => {
                    try {
                        const bytes = await (await request(url)).arrayBuffer();
                        const features = tile.getFormat().readFeatures(bytes, {
                            extent,
                            featureProjection: projection,
                        });
                        const notes = features.filter((feature) => feature.get("layer") === "_dropped");
                        notes.forEach((note) => leftOut?.(note.get("dropped")));
                        tile.setFeatures(features.filter((feature) => !notes.includes(feature)));
                    } catch {
                        tile.setState(3);
                    }
                })
            ),
    });
}
