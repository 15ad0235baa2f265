// The observations on the map; the chosen one stands out.
import { byId, h, render } from "../app/dom.js";
import { areaLayers, city } from "../app/city.js";
import { token } from "../app/map/colors.js";
import { redrawContext, startContext } from "../app/map/context-layers.js";
import { startMap } from "../app/map/map-view.js";
import { on, set } from "../app/state.js";
import { onTheme } from "../app/theme.js";
import { activate, onQueue, queue } from "./queue.js";
import { text } from "./words.js";

const colors = {
    received: "mark-1",
    hasIssues: "mark-2",
    edited: "mark-3",
    approved: "mark-4",
    rejected: "line-strong",
};

let map = null;
let source = null;
let layer = null;
let opened = () => {};

/** `work` runs when somebody points at an observation. */
export function startQueueMap(work) {
    const { ol } = window;
    opened = work;
    if (!ol) {
        byId("no-map").hidden = false;
        byId("map").hidden = true;
        return;
    }
    const finest = areaLayers().sort((a, b) => (a.rows ?? 0) - (b.rows ?? 0)).at(-1);
    set({ by: finest?.id ?? null, center: null });
    map = startMap();
    startContext(map);
    source = new ol.source.Vector();
    layer = new ol.layer.Vector({ source, style, zIndex: 60 });
    map.addLayer(layer);
    map.on("click", ({ pixel }) => {
        const feature = map.forEachFeatureAtPixel(pixel, (one) => one, {
            hitTolerance: 8,
            layerFilter: (one) => one === layer,
        });
        if (!feature) return;
        activate(feature.getId());
        opened();
    });
    map.on("pointermove", ({ pixel, dragging }) => {
        if (dragging) return;
        const isOver = map.hasFeatureAtPixel(pixel, { hitTolerance: 8, layerFilter: (one) => one === layer });
        byId("map").classList.toggle("is-over", isOver);
    });
    onQueue(["items"], fill);
    onQueue(["active", "selected"], follow);
    on(["language"], legend);
    onTheme(() => {
        redrawContext(map);
        layer.changed();
        legend();
    });
    legend();
    fill();
}

function fill() {
    const { ol } = window;
    const format = new ol.format.GeoJSON({ featureProjection: "EPSG:3857" });
    const features = queue.items.filter((item) => item.geometry).map((item) => {
        const feature = new ol.Feature(format.readGeometry(item.geometry));
        feature.setId(item.id);
        feature.set("state", item.review.state, true);
        return feature;
    });
    source.clear(true);
    source.addFeatures(features);
    follow();
}

function follow() {
    layer.changed();
    const geometry = queue.active && source.getFeatureById(queue.active)?.getGeometry();
    if (!geometry) return;
    const { ol } = window;
    const view = map.getView();
    const extent = geometry.getExtent();
    const size = map.getSize();
    if (!size?.[0]) return;
    const visible = view.calculateExtent(size);
    if (!ol.extent.containsExtent(visible, extent) || view.getZoom() < 14) {
        view.animate({
            center: ol.extent.getCenter(extent),
            zoom: Math.max(view.getZoom() ?? 0, 15),
            duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250,
        });
    }
}

function style(feature) {
    const { ol } = window;
    const id = feature.getId();
    const isActive = id === queue.active;
    const color = token(colors[feature.get("state")] ?? "mark-1");
    const halo = token("surface");
    const styles = [];
    const shape = feature.getGeometry().getType();
    const middle = shape === "Point"
        ? undefined
        : () => new ol.geom.Point(ol.extent.getCenter(feature.getGeometry().getExtent()));
    if (middle) {
        styles.push(
            new ol.style.Style({ stroke: new ol.style.Stroke({ color, width: isActive ? 4 : 2.5 }) }),
        );
    }
    if (isActive) {
        styles.push(
            new ol.style.Style({
                geometry: middle,
                zIndex: 8,
                image: new ol.style.Circle({
                    radius: 15,
                    fill: new ol.style.Fill({ color: `${color.replace("rgb(", "rgba(").replace(")", ", 0.22)")}` }),
                    stroke: new ol.style.Stroke({ color, width: 2.5 }),
                }),
            }),
        );
    }
    styles.push(
        new ol.style.Style({
            geometry: middle,
            zIndex: isActive ? 9 : queue.selected.has(id) ? 6 : 4,
            image: new ol.style.Circle({
                radius: isActive ? 8 : 6,
                fill: new ol.style.Fill({ color }),
                stroke: new ol.style.Stroke({
                    color: queue.selected.has(id) ? token("ink") : halo,
                    width: queue.selected.has(id) ? 3 : 2,
                }),
            }),
        }),
    );
    return styles;
}

function legend() {
    render(
        byId("map-legend"),
        Object.keys(colors).map((state) => {
            const dot = h("span", { class: `dot dot-${state}` });
            return h("li", {}, dot, text(`state-${state}`));
        }),
    );
}

export function resizeMap() {
    map?.updateSize();
}

export function cityName() {
    return city.name;
}
