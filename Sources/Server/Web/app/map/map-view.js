// The map itself: where it looks, and how people move it.
import { byId, h, render } from "../dom.js";
import { city } from "../city.js";
import { icon } from "../icons.js";
import { on, set, state } from "../state.js";
import { word } from "../words.js";
import { canLocate, locate } from "./locate.js";

export let map = null;
/** Nobody has moved the map yet: it keeps the whole city in view while panels open. */
let isUntouched = false;

export function startMap() {
    const { ol } = window;
    map = new ol.Map({
        target: byId("map"),
        controls: [new ol.control.ScaleLine({ minWidth: 80 })],
        layers: [],
        view: new ol.View({ minZoom: 3, maxZoom: 19, enableRotation: false, constrainResolution: false }),
    });
    if (state.center) {
        map.getView().setCenter(ol.proj.fromLonLat(state.center));
        map.getView().setZoom(state.zoom);
    } else {
        isUntouched = true;
        showCity();
        for (const kind of ["pointerdown", "wheel", "keydown"]) {
            map.getTargetElement().addEventListener(kind, () => {
                isUntouched = false;
            }, { passive: true });
        }
    }
    map.on("moveend", () => {
        const center = ol.proj.toLonLat(map.getView().getCenter());
        set({
            center: center.map((value) => Number(value.toFixed(5))),
            zoom: Number(map.getView().getZoom().toFixed(2)),
        });
    });
    on(["center", "zoom"], () => {
        const [longitude, latitude] = ol.proj.toLonLat(map.getView().getCenter());
        if (
            Math.abs(longitude - state.center[0]) > 1e-4 || Math.abs(latitude - state.center[1]) > 1e-4 ||
            Math.abs(map.getView().getZoom() - state.zoom) > 0.05
        ) {
            map.getView().animate({
                center: ol.proj.fromLonLat(state.center),
                zoom: state.zoom,
                duration: 300,
            });
        }
    });
    on(["language"], drawButtons);
    drawButtons();
    // A panel that opens takes room from the map.
    new ResizeObserver(() => {
        map.updateSize();
        if (isUntouched) showCity();
    }).observe(byId("map"));
    return map;
}

function drawButtons() {
    const button = (name, label, work) =>
        h("button", {
            class: "button is-icon",
            type: "button",
            "data-key": name,
            "aria-label": word(label),
            title: word(label),
            onclick: work,
        }, icon(name));
    render(
        byId("map-buttons"),
        button("plus", "zoomIn", () => zoomBy(1)),
        button("minus", "zoomOut", () => zoomBy(-1)),
        button("home", "wholeCity", () => fit(cityExtent())),
        canLocate() ? button("locate", "locate", locate) : null,
    );
}

function zoomBy(step) {
    map.getView().animate({ zoom: map.getView().getZoom() + step, duration: 180 });
}

export function cityExtent() {
    return city.extent ?? [-170, -60, 170, 75];
}

function showCity() {
    fit(cityExtent(), 0);
    isUntouched = true;
}

/** Shows a box of longitudes and latitudes. */
export function fit([west, south, east, north], duration = 350) {
    const { ol } = window;
    isUntouched = false;
    const extent = ol.proj.transformExtent([west, south, east, north], "EPSG:4326", "EPSG:3857");
    // On a phone the legend lies over the lower end.
    const bottom = map.getSize()?.[0] < 500 ? 140 : 24;
    map.getView().fit(extent, { padding: [24, 20, bottom, 20], maxZoom: 17, duration });
}

/** The visible box of longitudes and latitudes. */
export function visibleBox() {
    const { ol } = window;
    return ol.proj.transformExtent(map.getView().calculateExtent(map.getSize()), "EPSG:3857", "EPSG:4326");
}
