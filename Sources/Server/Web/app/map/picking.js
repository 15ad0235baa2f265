// What lies under a click, or under the crosshair when the map is used by keyboard.
import { byId } from "../dom.js";
import { set, state } from "../state.js";
import { areaSource } from "./areas.js";
import { token } from "./colors.js";
import { map } from "./map-view.js";

let highlight;
export let isDrawing = false;

export function setDrawing(value) {
    isDrawing = value;
}

export function startPicking(onFeature) {
    const { ol } = window;
    highlight = new ol.layer.Vector({
        zIndex: 41,
        source: new ol.source.Vector(),
        style: () => [
            new ol.style.Style({ stroke: new ol.style.Stroke({ color: token("map-halo"), width: 5.5 }) }),
            new ol.style.Style({ stroke: new ol.style.Stroke({ color: token("accent"), width: 3 }) }),
        ],
    });
    map.addLayer(highlight);
    map.on("singleclick", (event) => pick(event.pixel, event.coordinate, onFeature));
    map.on("pointermove", (event) => {
        if (event.dragging || isDrawing) return;
        map.getTargetElement().classList.toggle("is-over", Boolean(overlayAt(event.pixel)));
    });
    byId("map").addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.target !== byId("map") || isDrawing) return;
        event.preventDefault();
        pick(map.getPixelFromCoordinate(map.getView().getCenter()), map.getView().getCenter(), onFeature);
    });
}

function overlayAt(pixel) {
    return map.forEachFeatureAtPixel(pixel, (feature, layer) => ({ feature, layer: layer.get("id") }), {
        layerFilter: (layer) => Boolean(layer.get("id")),
        hitTolerance: 6,
    });
}

async function pick(pixel, coordinate, onFeature) {
    if (isDrawing) return;
    const overlay = overlayAt(pixel);
    if (overlay && overlay.feature.getGeometry().getType().includes("Point")) {
        onFeature(overlay.layer, overlay.feature.getProperties());
        return;
    }
    const source = state.by && await areaSource(state.by).catch(() => null);
    const area = source?.getFeaturesAtCoordinate(coordinate)[0];
    if (area) set({ area: String(area.getId()) });
    else if (overlay) onFeature(overlay.layer, overlay.feature.getProperties());
    else set({ area: null });
}

/** Moves the map when the details would lie on the area they tell about. */
function uncover(feature) {
    const { ol } = window;
    const center = ol.extent.getCenter(feature.getGeometry().getExtent());
    const pixel = map.getPixelFromCoordinate(center);
    if (!pixel) return;
    const [width, height] = map.getSize();
    const details = byId("details");
    const isSheet = details.offsetWidth > width * 0.8;
    const covered = details.offsetLeft > width / 2
        ? [0, details.offsetLeft]
        : [details.offsetLeft + details.offsetWidth, width];
    const [left, right] = isSheet ? [0, width] : covered;
    const bottom = isSheet ? Math.max(80, details.offsetTop) : height;
    const isSeen = pixel[0] > left + 20 && pixel[0] < right - 20 && pixel[1] > 20 && pixel[1] < bottom - 20;
    if (isSeen) return;
    const resolution = map.getView().getResolution();
    const shift = [width / 2 - (left + right) / 2, height / 2 - bottom / 2];
    map.getView().animate({
        center: [center[0] + shift[0] * resolution, center[1] - shift[1] * resolution],
        duration: 300,
    });
}

export async function highlightArea(id) {
    highlight.getSource().clear();
    if (!id || !state.by) return;
    const source = await areaSource(state.by);
    const feature = source.getFeatureById(id);
    if (!feature) return;
    highlight.getSource().addFeature(feature.clone());
    uncover(feature);
}
