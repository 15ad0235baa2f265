// Takes away what is shown: records, numbers behind the heatmap, pictures, the printed sheet.
import { failed, toast } from "../announce.js";
import { api, request, withQuery } from "../api.js";
import { isExact } from "../city.js";
import { h } from "../dom.js";
import { map } from "../map/map-view.js";
import { mapPicture } from "../map/picture.js";
import { areaParameters, heatParameters, selection, sides } from "../selection.js";
import { state } from "../state.js";
import { word } from "../words.js";

/** The files a topic can be had as, as it is shown now. */
export function downloads(topic) {
    const side = () => sides()[0];
    const records = (f) => () =>
        withQuery(api.itemsPath(topic.id), {
            ...selection(topic.id),
            f,
            download: f === "geojson" ? "true" : undefined,
        });
    const density = (f) => () => withQuery(api.densityPath(topic.id), { ...heatParameters(side()), f });
    const files = [
        ...(isExact(topic)
            ? [["GeoJSON", `${topic.id}.geojson`, records("geojson")], [
                "CSV",
                `${topic.id}.csv`,
                records("csv"),
            ], ["GeoPackage", `${topic.id}.gpkg`, records("gpkg")]]
            : []),
        ...(state.view === "areas" && state.by
            ? [[
                word("file-areas"),
                `${topic.id}-${state.by}.csv`,
                () => withQuery(api.aggregatePath(topic.id), { ...areaParameters(side()), f: "csv" }),
            ]]
            : []),
        ...(state.view === "heat"
            ? [["GeoTIFF", `${topic.id}-density.tif`, density("geotiff")], [
                word("file-cells"),
                `${topic.id}-density.csv`,
                density("csv"),
            ]]
            : []),
        [word("file-sheet"), `${topic.id}-sheet.png`, sheet(topic, "png")],
        [word("file-sheet-pdf"), `${topic.id}-sheet.pdf`, sheet(topic, "pdf")],
    ];
    return [
        ...files.map(([label, name, path]) =>
            h("button", {
                class: "button",
                type: "button",
                "data-key": `file-${name}`,
                "data-file": name,
                onclick: (event) => fetchFile(event.currentTarget, path(), name),
            }, label)
        ),
        h("button", {
            class: "button",
            type: "button",
            "data-key": "file-map",
            "data-file": "map.png",
            onclick: saveMap,
        }, word("file-map")),
    ];
}

/** The page to print: the heatmap, or the coloured areas when those are shown. */
function sheet(topic, f) {
    return () => {
        const side = sides()[0];
        const areas = {
            ...selection(side.layer, side.period),
            by: state.by,
            per: state.per,
            measure: state.measure === "rate" ? `rate_${state.per}` : "count",
        };
        const parameters = state.view === "areas" && state.by
            ? areas
            : { ...heatParameters(side), over: state.by };
        return withQuery(api.sheetPath(topic.id), { ...parameters, f, lang: state.language });
    };
}

async function fetchFile(button, path, name) {
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
    try {
        save(await (await request(path)).blob(), name);
        toast(word("saved", { name }));
    } catch (error) {
        failed(error);
    }
    button.disabled = false;
    button.removeAttribute("aria-busy");
}

function save(blob, name) {
    const address = URL.createObjectURL(blob);
    const anchor = h("a", { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function saveMap() {
    map.once("rendercomplete", () => mapPicture().toBlob((blob) => save(blob, "map.png"), "image/png"));
    map.render();
}
