// The small map of a page of the API: the features of one address, over the city's own outlines where there are any.

/** As the browser paints it: the tokens themselves are functions of light and dark, which OpenLayers cannot read. */
function accent() {
    return getComputedStyle(document.querySelector("main a") ?? document.body).color;
}

function style(feature) {
    const colour = accent();
    const stroke = new ol.style.Stroke({ color: colour, width: 1.5 });
    const fill = new ol.style.Fill({ color: "rgba(13, 92, 88, 0.14)" });
    const kind = feature.getGeometry().getType();
    if (!kind.endsWith("Point")) return new ol.style.Style({ stroke, fill });
    return new ol.style.Style({
        image: new ol.style.Circle({
            radius: 5,
            fill: new ol.style.Fill({ color: colour }),
            stroke: new ol.style.Stroke({ color: "#fff", width: 1 }),
        }),
    });
}

async function features(source) {
    const answer = await fetch(source, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok) return [];
    return new ol.format.GeoJSON({ featureProjection: "EPSG:3857" }).readFeatures(await answer.json());
}

async function fill(element) {
    if (typeof ol === "undefined") {
        element.remove();
        return;
    }
    const box = element.dataset.bbox.split(",").map(Number);
    const extent = ol.proj.transformExtent(box, "EPSG:4326", "EPSG:3857");
    const source = new ol.source.Vector();
    const map = new ol.Map({
        target: element,
        layers: [new ol.layer.Vector({ source, style })],
        controls: ol.control.defaults.defaults({ attribution: false, rotate: false }),
        view: new ol.View(),
    });
    map.getView().fit(extent, { padding: [24, 24, 24, 24], maxZoom: 17 });
    source.addFeatures(await features(element.dataset.source));
}

for (const element of document.querySelectorAll(".small-map[data-source]")) fill(element);
