// What the map is about: a heatmap or coloured areas, once or twice (left and right of the divider).
import { failed } from "../announce.js";
import { layerOf } from "../city.js";
import { heatParameters, shownBy, sides } from "../selection.js";
import { on, state } from "../state.js";
import { areaSource } from "./areas.js";
import { colorOf, measures, onMeasures } from "./measures.js";
import { map } from "./map-view.js";
import { heatSource } from "./tiles.js";
import { clip } from "./swipe-clip.js";

const shown = [null, null];

export function startThemes() {
    on([...new Set([...shownBy.heat, ...shownBy.areas])].filter((key) => key !== "per"), show);
    onMeasures(() => shown.forEach((layer) => state.view === "areas" && layer?.changed()));
    show();
}

/** Reads everything anew, after signing in or out. */
export function show() {
    const now = sides();
    for (const index of [0, 1]) {
        if (!now[index] || state.view === "points") replace(index, null);
        else if (state.view === "heat") replace(index, heatLayer(now[index], index));
        else showAreas(index);
    }
}

function heatLayer(side, index) {
    const { ol } = window;
    const source = heatSource(side.layer, heatParameters(side), rampOf(side), failedOnce());
    return new ol.layer.Tile({ source, zIndex: 10 + index, preload: 0, className: `theme-${index}` });
}

function rampOf(side) {
    return state.ramp ?? layerOf(side.layer)?.heatmap?.ramp ?? "inferno";
}

function failedOnce() {
    let hasFailed = false;
    return (error) => {
        if (!hasFailed) failed(error);
        hasFailed = true;
    };
}

async function showAreas(index) {
    const { ol } = window;
    if (!state.by) return replace(index, null);
    try {
        const source = await areaSource(state.by);
        if (state.view !== "areas" || !sides()[index]) return;
        replace(
            index,
            new ol.layer.Vector({
                source,
                zIndex: 10 + index,
                className: `theme-${index}`,
                style: (feature) =>
                    measures[index] &&
                    new ol.style.Style({
                        fill: new ol.style.Fill({ color: colorOf(index, String(feature.getId())) }),
                    }),
            }),
        );
    } catch (error) {
        failed(error);
    }
}

/** The old picture stays until the new one is whole, so that playing does not flicker. */
function replace(index, layer) {
    const old = shown[index];
    shown[index] = layer;
    if (layer) {
        clip(layer, index);
        layer.setOpacity(old && state.view === "heat" ? 0.01 : strength());
        map.addLayer(layer);
    }
    if (!old) return;
    if (!layer || state.view !== "heat") {
        map.removeLayer(old);
        return;
    }
    const finish = () => {
        layer.setOpacity(strength());
        map.removeLayer(old);
    };
    map.once("rendercomplete", finish);
    setTimeout(finish, 2500);
}

function strength() {
    return state.view === "heat" ? 0.88 : 0.9;
}
