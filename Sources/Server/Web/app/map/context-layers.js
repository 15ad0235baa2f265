// The ground everything lies on, without the internet: the city's own outlines, roads and names.
import { city } from "../city.js";
import { on, state } from "../state.js";
import { showsBaseMap, startBaseMap } from "./base-map.js";
import { areaName, areaSource } from "./areas.js";
import { mapFont, token } from "./colors.js";
import { vectorSource } from "./tiles.js";

let outlines;
let labels;

export function startContext(map) {
    const { ol } = window;
    startBaseMap(map);
    const boundary = city.layers.find((layer) => layer.id === city.boundary);
    if (boundary) {
        map.addLayer(tiles(boundary.id, 1, () =>
            new ol.style.Style({
                fill: showsBaseMap() ? undefined : new ol.style.Fill({ color: token("map-land") }),
                stroke: new ol.style.Stroke({ color: token("map-boundary"), width: 1.6 }),
            })));
    }
    for (
        const roads of city.layers.filter((layer) =>
            layer.geometry === "LineString" && layer.sensitivity === "public"
        )
    ) {
        map.addLayer(tiles(roads.id, 20, roadStyle));
    }
    outlines = new ol.layer.Vector({ zIndex: 21, style: outlineStyle });
    labels = new ol.layer.Vector({ zIndex: 50, declutter: true, style: labelStyle });
    map.addLayer(outlines);
    map.addLayer(labels);
    on(["by", "language"], showAreas);
    on(["baseMap"], () => redrawContext(map));
    showAreas();
}

export function redrawContext(map) {
    map.getLayers().forEach((layer) => layer.changed());
}

function tiles(id, zIndex, style) {
    const { ol } = window;
    return new ol.layer.VectorTile({ zIndex, source: vectorSource(id), style, renderMode: "vector" });
}

function roadStyle(_feature, resolution) {
    const { ol } = window;
    const width = Math.max(1, Math.min(6, 24 / resolution));
    return [
        new ol.style.Style({
            stroke: new ol.style.Stroke({
                color: token("map-road-edge"),
                width: width + 1.2,
                lineCap: "round",
            }),
        }),
        new ol.style.Style({
            stroke: new ol.style.Stroke({ color: token("map-road"), width, lineCap: "round" }),
            zIndex: 1,
        }),
    ];
}

async function showAreas() {
    if (!state.by) return;
    try {
        const source = await areaSource(state.by);
        outlines.setSource(source);
        labels.setSource(source);
        labels.changed();
    } catch { /* the panel says so */ }
}

function outlineStyle() {
    const { ol } = window;
    return new ol.style.Style({ stroke: new ol.style.Stroke({ color: token("map-outline"), width: 0.9 }) });
}

function labelStyle(feature, resolution) {
    const { ol } = window;
    if (resolution > 45) return null;
    return new ol.style.Style({
        text: new ol.style.Text({
            text: areaName(feature),
            font: `550 ${resolution < 10 ? 14 : 12}px ${mapFont}`,
            overflow: true,
            fill: new ol.style.Fill({ color: token("map-label") }),
            stroke: new ol.style.Stroke({ color: token("map-halo"), width: 3 }),
        }),
    });
}
