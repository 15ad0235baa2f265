// Layers shown beside the theme as they are: points, lines, areas.
import { toast } from "../announce.js";
import { canBeTopic, city, isExact, layerOf } from "../city.js";
import { selection } from "../selection.js";
import { on, state } from "../state.js";
import { local, word } from "../words.js";
import { token } from "./colors.js";
import { map } from "./map-view.js";
import { vectorSource } from "./tiles.js";

const shown = new Map();
const marks = ["circle", "square", "triangle", "diamond", "hexagon"];

export function startOverlays() {
    on(["overlays", "period", "hours", "weekdays", "topic", "view"], show);
    show();
}

/** Layers drawn as features now: the chosen ones, and the topic when it is to be shown as points. */
export function shownOverlays() {
    const ids = (state.overlays ?? []).filter((id) =>
        layerOf(id) && layerOf(id).geometry !== "None" && isExact(layerOf(id))
    );
    if (
        state.view === "points" && isExact(layerOf(state.topic)) && state.topic && !ids.includes(state.topic)
    ) ids.push(state.topic);
    return ids;
}

export function show() {
    const ids = shownOverlays();
    for (const [id, entry] of shown) {
        const changed = JSON.stringify(selection(id)) !== entry.selection;
        if (!ids.includes(id) || changed) {
            map.removeLayer(entry.layer);
            shown.delete(id);
        }
    }
    for (const id of ids) if (!shown.has(id)) add(id);
}

export function reloadOverlays() {
    for (const { layer } of shown.values()) map.removeLayer(layer);
    shown.clear();
    show();
}

function add(id) {
    const { ol } = window;
    const chosen = selection(id);
    const layer = new ol.layer.VectorTile({
        zIndex: canBeTopic(layerOf(id)) ? 32 : 30,
        source: vectorSource(id, chosen, () => tellLeftOut(id)),
        style: overlayStyle(id),
    });
    layer.set("id", id);
    shown.set(id, { layer, selection: JSON.stringify(chosen) });
    map.addLayer(layer);
}

const told = new Set();

/** Once for each layer and zoom. */
function tellLeftOut(id) {
    const place = `${id} ${Math.round(state.zoom)}`;
    if (told.has(place)) return;
    told.add(place);
    toast(word("leftOutOfTile", { layer: local(layerOf(id).title) }));
}

/** A layer keeps its mark and colour whatever else is shown. */
export function markOf(id) {
    const index = Math.max(
        0,
        city.layers.filter((layer) => layer.geometry !== "None").findIndex((layer) => layer.id === id),
    );
    return { shape: marks[index % marks.length], color: `mark-${(index % 6) + 1}` };
}

function overlayStyle(id) {
    const { shape, color } = markOf(id);
    const { geometry } = layerOf(id);
    const isMany = (layerOf(id).rows ?? 0) > 1000;
    return (feature, resolution) => {
        const { ol } = window;
        const paint = token(color);
        if (feature.getGeometry().getType().includes("Point")) {
            return new ol.style.Style({
                image: isMany && resolution > 8 ? dot(paint) : image(shape, paint, 5.5),
            });
        }
        return new ol.style.Style({
            stroke: new ol.style.Stroke({ color: paint, width: geometry === "Polygon" ? 1.2 : 2.4 }),
            fill: geometry === "Polygon"
                ? new ol.style.Fill({ color: paint.replace("rgb(", "rgba(").replace(")", ", 0.14)") })
                : undefined,
        });
    };
}

/** Thousands in a small picture: without outlines, so that they do not hide each other. */
function dot(color) {
    const { ol } = window;
    return new ol.style.Circle({
        radius: 2.2,
        fill: new ol.style.Fill({ color: color.replace("rgb(", "rgba(").replace(")", ", 0.75)") }),
    });
}

function image(shape, color, radius) {
    const { ol } = window;
    const fill = new ol.style.Fill({ color });
    const stroke = new ol.style.Stroke({ color: token("map-halo"), width: 1.4 });
    if (shape === "circle") return new ol.style.Circle({ radius, fill, stroke });
    const points = { square: 4, triangle: 3, diamond: 4, hexagon: 6 }[shape];
    return new ol.style.RegularShape({
        points,
        radius: radius + 1.5,
        angle: shape === "square" ? Math.PI / 4 : 0,
        fill,
        stroke,
    });
}
