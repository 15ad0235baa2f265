// A map drawn by others under the city's layers, where the server is set up to have one; never without that.
import { byId } from "../dom.js";
import { on, state } from "../state.js";

let layer = null;

export function hasBaseMap() {
    return Boolean(setting().content);
}

export function showsBaseMap() {
    return hasBaseMap() && state.baseMap;
}

function setting() {
    return document.querySelector('meta[name="tabaqa-base-map"]');
}

export function startBaseMap(map) {
    const { ol } = window;
    if (!hasBaseMap()) return;
    const source = new ol.source.XYZ({ url: setting().content, crossOrigin: "anonymous" });
    layer = new ol.layer.Tile({ zIndex: 0, source });
    map.addLayer(layer);
    // Written here as text: the library would read it as markup.
    byId("attribution").textContent = setting().dataset.attribution;
    on(["baseMap"], show);
    show();
}

function show() {
    layer.setVisible(state.baseMap);
    byId("attribution").hidden = !state.baseMap || !setting().dataset.attribution;
}
