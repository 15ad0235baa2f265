// Starts the map: reads the city and the link, then lets every part listen to the state.
import { failed, toast } from "./announce.js";
import { api } from "./api.js";
import { startBar } from "./bar.js";
import { adopt, areaLayers, canBeTopic, city, denominators, layerOf } from "./city.js";
import { byId, h } from "./dom.js";
import { redrawContext, startContext } from "./map/context-layers.js";
import { startMap } from "./map/map-view.js";
import { startMeasures, tell } from "./map/measures.js";
import { startOverlays } from "./map/overlays.js";
import { startPicking } from "./map/picking.js";
import { startThemes } from "./map/theme-layers.js";
import { onLoading } from "./map/tiles.js";
import { startCompare } from "./panels/compare.js";
import { startDetails } from "./panels/details.js";
import { showFeature } from "./panels/feature.js";
import { startDisplay } from "./panels/display.js";
import { startLayerTree } from "./panels/layer-tree.js";
import { startLegend } from "./panels/legend.js";
import { startSwipe } from "./panels/swipe.js";
import { startTable } from "./panels/table.js";
import { startTabs } from "./panels/tabs.js";
import { startTimeBar } from "./panels/time-bar.js";
import { startTools } from "./panels/tools.js";
import { followLink, readLink } from "./permalink.js";
import { keep, key } from "./session.js";
import { on, set, state } from "./state.js";
import { onTheme, startTheme } from "./theme.js";
import { local, translatePage, word } from "./words.js";

/** The language of the link, else the one chosen last, else the page's (the browser's, as the server understood it). */
function firstLanguage(linked) {
    const wanted = [linked, localStorage.getItem("tabaqa-language"), document.documentElement.lang];
    return wanted.find((language) => city.languages.includes(language)) ?? city.languages[0];
}

/** Fills in what the link does not say, out of what this city has. */
function complete(linked) {
    const topics = city.layers.filter(canBeTopic);
    const areas = areaLayers();
    const finest =
        [...areas].sort((a, b) =>
            Number(Boolean(b.denominator)) - Number(Boolean(a.denominator)) || (b.rows ?? 0) - (a.rows ?? 0)
        )[0];
    const by = areas.some((layer) => layer.id === linked.by) ? linked.by : finest?.id ?? null;
    const per = denominators(layerOf(by)).some((property) => property.name === linked.per)
        ? linked.per
        : denominators(layerOf(by))[0]?.name ?? null;
    const dated = topics.filter((layer) => layer.time && layer.kind === "observation");
    const first = dated.find((layer) => layer.heatmap) ?? dated[0] ?? topics.find((layer) => layer.heatmap) ??
        topics[0];
    const topic = topics.some((layer) => layer.id === linked.topic) ? linked.topic : first?.id ?? null;
    return {
        ...linked,
        by,
        per,
        topic,
        view: linked.view ?? "heat",
        overlays: (linked.overlays ?? []).filter(layerOf),
    };
}

function name() {
    byId("city").textContent = local(city.name);
    document.title = `${local(city.name)} – ${word("cityMap")}`;
}

async function start() {
    if (!window.ol) {
        byId("stage").hidden = true;
        byId("missing").hidden = false;
        document.querySelector(".skip-link").hidden = true;
        return;
    }
    startTheme();
    let isKeyRefused = false;
    try {
        const document = await api.city().catch((error) => {
            // A key that was withdrawn meanwhile: the public map instead.
            if (error.status !== 401 || !key()) throw error;
            keep(null);
            isKeyRefused = true;
            return api.city();
        });
        adopt(document);
    } catch (error) {
        byId("stage").prepend(h("p", { class: "notice is-error start-error", role: "alert" }, error.message));
        return;
    }
    const linked = readLink();
    set({ language: firstLanguage(linked.language) });
    set(complete({ ...linked, language: state.language }));
    translatePage();
    name();
    on(["language"], () => {
        localStorage.setItem("tabaqa-language", state.language);
        translatePage();
        name();
    });
    onLoading((isLoading) => {
        byId("progress").hidden = !isLoading;
    });

    const map = startMap();
    startBar();
    startTabs();
    startLayerTree();
    startDisplay();
    startCompare();
    startTools();
    startTimeBar();
    startTable();
    startDetails();
    startContext(map);
    startLegend();
    startMeasures();
    startThemes();
    startOverlays();
    startSwipe();
    startPicking(showFeature);
    onTheme(() => {
        redrawContext(map);
        tell();
    });
    followLink();
    if (isKeyRefused) toast(word("keyRefused"), "is-error");
    document.body.dataset.ready = "true";
}

start().catch(failed);
