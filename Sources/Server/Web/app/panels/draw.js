// Draws a polygon and asks what is inside: by pointer, by touch, or by keyboard with the crosshair.
import { announce, failed } from "../announce.js";
import { api } from "../api.js";
import { byId, h, render } from "../dom.js";
import { icon } from "../icons.js";
import { token } from "../map/colors.js";
import { map, visibleBox } from "../map/map-view.js";
import { setDrawing } from "../map/picking.js";
import { datetime } from "../selection.js";
import { state } from "../state.js";
import { word } from "../words.js";
import { openDetails } from "./details.js";
import { insideList } from "./inside.js";
import { closeSheet } from "./tabs.js";

let layer;
let interaction;

function ground() {
    const { ol } = window;
    if (layer) return layer;
    layer = new ol.layer.Vector({
        zIndex: 40,
        source: new ol.source.Vector(),
        style: () =>
            new ol.style.Style({
                stroke: new ol.style.Stroke({ color: token("accent"), width: 2.5, lineDash: [7, 5] }),
                fill: new ol.style.Fill({
                    color: token("accent").replace("rgb(", "rgba(").replace(")", ", 0.10)"),
                }),
            }),
    });
    map.addLayer(layer);
    return layer;
}

export function startDrawing() {
    const { ol } = window;
    stop();
    closeSheet(false);
    ground().getSource().clear();
    interaction = new ol.interaction.Draw({ source: layer.getSource(), type: "Polygon" });
    interaction.on("drawend", (event) => finished(event.feature.getGeometry()));
    map.addInteraction(interaction);
    setDrawing(true);
    byId("crosshair").classList.add("is-shown");
    const tool = (name, key, work) =>
        h(
            "button",
            { class: "button", type: "button", "data-key": key, onclick: work },
            icon(name),
            word(key),
        );
    render(
        byId("draw-bar"),
        h("p", { class: "small" }, word("drawHelp")),
        tool("plus", "addCorner", () => addCorner()),
        tool("undo", "undo", () => interaction.removeLastPoint()),
        tool("check", "finish", finish),
        tool("close", "cancel", () => {
            stop();
            announce(word("cancelled"));
        }),
    );
    byId("draw-bar").hidden = false;
    byId("map").focus({ preventScroll: true });
    byId("map").addEventListener("keydown", keys);
    announce(word("drawHelp"));
}

let corners = 0;

function addCorner() {
    interaction.appendCoordinates([map.getView().getCenter()]);
    corners += 1;
    announce(word("corners", { n: corners }));
}

function keys(event) {
    if (event.target !== byId("map")) return;
    const work = {
        Enter: addCorner,
        " ": addCorner,
        Backspace: () => interaction.removeLastPoint(),
        Escape: stop,
        f: finish,
        F: finish,
    }[event.key];
    if (!work) return;
    event.preventDefault();
    work();
}

function finish() {
    try {
        interaction.finishDrawing();
    } catch {
        announce(word("threeCorners"));
    }
}

function stop() {
    if (interaction) map.removeInteraction(interaction);
    interaction = null;
    corners = 0;
    byId("draw-bar").hidden = true;
    byId("crosshair").classList.remove("is-shown");
    byId("map").removeEventListener("keydown", keys);
    // The click that ends the drawing is not one on a neighbourhood.
    setTimeout(() => setDrawing(false), 350);
}

export function useView() {
    const { ol } = window;
    const [west, south, east, north] = visibleBox();
    const polygon = ol.geom.Polygon.fromExtent(
        ol.proj.transformExtent([west, south, east, north], "EPSG:4326", "EPSG:3857"),
    );
    ground().getSource().clear();
    closeSheet(false);
    finished(polygon);
}

async function finished(geometry) {
    const { ol } = window;
    stop();
    const json = new ol.format.GeoJSON().writeGeometryObject(geometry, {
        featureProjection: "EPSG:3857",
        dataProjection: "EPSG:4326",
        rightHanded: true,
        decimals: 7,
    });
    openDetails(word("insideTitle"), h("p", { class: "muted", role: "status" }, word("loading")));
    try {
        const answer = await api.inside(json, { datetime: datetime(state.period) });
        const area = ol.sphere.getArea(geometry) / 1e6;
        const again = () => openDetails(word("insideTitle"), insideList(answer, area), { again });
        again();
        announce(word("insideDone"));
    } catch (error) {
        openDetails(word("insideTitle"), h("p", { class: "notice is-error" }, error.message));
        failed(error);
    }
}
