// Where the reader stands, when she asks; the position stays in the browser.
import { toast } from "../announce.js";
import { word } from "../words.js";
import { token } from "./colors.js";
import { map } from "./map-view.js";

let layer = null;

/** Browsers tell positions to safe pages only. */
export function canLocate() {
    return window.isSecureContext && "geolocation" in navigator;
}

export function locate() {
    navigator.geolocation.getCurrentPosition(show, () => toast(word("noPosition"), "is-error"), {
        enableHighAccuracy: true,
        timeout: 15000,
    });
}

function show({ coords }) {
    const { ol } = window;
    const center = ol.proj.fromLonLat([coords.longitude, coords.latitude]);
    if (!layer) {
        layer = new ol.layer.Vector({ zIndex: 60, source: new ol.source.Vector(), style: marks });
        map.addLayer(layer);
    }
    layer.getSource().clear();
    const ring = ol.geom.Polygon.circular([coords.longitude, coords.latitude], coords.accuracy);
    layer.getSource().addFeatures([
        new ol.Feature(ring.transform("EPSG:4326", "EPSG:3857")),
        new ol.Feature(new ol.geom.Point(center)),
    ]);
    map.getView().animate({ center, zoom: Math.max(15, map.getView().getZoom()), duration: 400 });
}

function marks() {
    const { ol } = window;
    const fill = new ol.style.Fill({ color: token("focus") });
    const edge = new ol.style.Stroke({ color: token("map-halo"), width: 2.5 });
    return new ol.style.Style({
        image: new ol.style.Circle({ radius: 7, fill, stroke: edge }),
        stroke: new ol.style.Stroke({ color: token("focus"), width: 1.2 }),
    });
}
