// Starts the review page: who is there, which layer, then list, map and detail listen to the queue.
import { announce, failed, toast } from "../app/announce.js";
import { api } from "../app/api.js";
import { adopt, city } from "../app/city.js";
import { byId, h, render } from "../app/dom.js";
import { keep, key } from "../app/session.js";
import { on, set, state } from "../app/state.js";
import { startTheme } from "../app/theme.js";
import { local } from "../app/words.js";
import { countWaiting, drawBar, startBar } from "./bar.js";
import { startDetail } from "./detail.js";
import { forgetDevices, startFilters } from "./filters.js";
import { startKeys } from "./keys.js";
import { startList } from "./list.js";
import { mark } from "./marks.js";
import { activate, load, onQueue, queue, reviewable, tell, undecided } from "./queue.js";
import { resizeMap, startQueueMap } from "./queue-map.js";
import { text, writeTexts } from "./words.js";

const place = "tabaqa-review-layer";
const every = 15000;
let isStarted = false;

function readLink() {
    const query = new URLSearchParams(location.hash.slice(1));
    const own = new URLSearchParams(location.search);
    return {
        language: own.get("lang") ?? query.get("lang"),
        layer: query.get("layer"),
        id: query.get("id"),
        incomplete: own.get("incomplete") === "true" || query.get("incomplete") === "true",
    };
}

function writeLink() {
    const query = new URLSearchParams();
    if (queue.layer) query.set("layer", queue.layer);
    if (queue.active) query.set("id", queue.active);
    history.replaceState(null, "", `#${query}`);
}

function firstLanguage(linked) {
    const wanted = [linked, localStorage.getItem("tabaqa-language"), document.documentElement.lang];
    return wanted.find((language) => city.languages.includes(language)) ?? city.languages[0];
}

function title() {
    document.title = `${text("title")} – ${local(city.name)}`;
    document.querySelector(".brand-name").textContent = local(city.name);
}

async function start() {
    startTheme();
    try {
        adopt(await api.city());
    } catch (error) {
        if (error.status !== 401 || !key()) throw error;
        keep(null);
        adopt(await api.city());
        toast(text("signedOut"), "is-error");
    }
    const linked = readLink();
    set({ language: firstLanguage(linked.language) });
    writeTexts();
    title();
    on(["language"], () => {
        localStorage.setItem("tabaqa-language", state.language);
        writeTexts();
        title();
        panes();
        if (byId("desk").hidden) door();
    });
    queue.filters.incomplete = linked.incomplete;
    startBar(choose, leave);
    await enter(linked);
    document.body.dataset.ready = "true";
}

/** With a key that may review the desk, else the door. */
async function enter(linked = {}) {
    const layers = city.viewer ? reviewable() : [];
    if (!layers.length) {
        byId("desk").hidden = true;
        byId("panes").hidden = true;
        byId("door").hidden = false;
        door();
        drawBar();
        return;
    }
    byId("door").hidden = true;
    byId("desk").hidden = false;
    byId("panes").hidden = false;
    const waiting = await countWaiting().catch(() => new Map());
    const wanted = [linked.layer, localStorage.getItem(place)];
    const known = wanted.find((id) => layers.some((layer) => layer.id === id));
    const busiest = [...layers].sort((a, b) => (waiting.get(b.id) ?? 0) - (waiting.get(a.id) ?? 0))[0];
    queue.layer = known ?? busiest.id;
    if (!isStarted) {
        isStarted = true;
        startFilters();
        startList(() => pane("record"));
        startDetail();
        startKeys();
        startQueueMap(() => pane("record"));
        onQueue(["active"], writeLink);
        setInterval(refresh, every);
        document.addEventListener("visibilitychange", refresh);
    }
    drawBar();
    pane("list");
    await load();
    if (linked.id && queue.items.some((item) => item.id === linked.id)) activate(linked.id);
    else if (queue.items.length && !matchMedia("(max-width: 900px)").matches) activate(queue.items[0].id);
    byId("list").focus();
}

async function choose(id) {
    localStorage.setItem(place, id);
    queue.layer = id;
    queue.items = [];
    queue.active = null;
    queue.selected.clear();
    queue.filters = { states: [...undecided], flag: "", mine: false, incomplete: false, device: "" };
    forgetDevices();
    tell("filters", "items", "active", "selected");
    await load().catch(failed);
    if (queue.items.length) activate(queue.items[0].id);
    writeLink();
}

async function leave() {
    keep(null);
    adopt(await api.city());
    Object.assign(queue, { layer: null, items: [], active: null, next: null });
    queue.selected.clear();
    tell("items", "active", "selected");
    history.replaceState(null, "", "#");
    await enter();
}

/** What came in meanwhile; nobody is disturbed while writing. */
async function refresh() {
    if (document.hidden || !queue.layer || byId("desk").hidden || document.querySelector("dialog[open]")) return;
    if (queue.isLoading) return;
    try {
        const fresh = await load(true);
        if (fresh.length) {
            announce(text("newOnes", { n: fresh.length }));
            countWaiting().catch(() => {});
        }
    } catch (error) {
        if (error.status !== 401) return;
        toast(text("signedOut"), "is-error");
        await leave().catch(failed);
    }
}

/** Signing in. */
function door() {
    const input = h("input", {
        id: "key",
        type: "password",
        autocomplete: "off",
        required: true,
        "aria-describedby": "key-help key-error",
    });
    const error = h("p", { id: "key-error", class: "notice is-error", role: "alert", hidden: true });
    render(
        byId("door"),
        h("h2", {}, text(city.viewer ? "noLayersTitle" : "doorTitle")),
        h("p", { class: "lead" }, text(city.viewer ? "noLayers" : "door")),
        h(
            "form",
            {
                class: "card stack",
                onsubmit: async (event) => {
                    event.preventDefault();
                    error.hidden = true;
                    keep(input.value.trim());
                    try {
                        adopt(await api.city());
                        await enter(readLink());
                    } catch (problem) {
                        keep(null);
                        error.textContent = problem.status === 401 ? text("keyUnknown") : problem.message;
                        error.hidden = false;
                        input.focus();
                    }
                },
            },
            h("div", { class: "field" }, h("label", { for: "key" }, text("key")), input),
            h("p", { id: "key-help", class: "small muted" }, text("keyHelp")),
            error,
            h("button", { class: "button is-primary fit", type: "submit", id: "enter" }, text("signIn")),
        ),
    );
}

// On a phone one pane at a time.
function pane(name) {
    document.body.dataset.pane = name;
    panes();
    resizeMap();
}

function panes() {
    render(
        byId("panes"),
        [["list", "paneList"], ["map", "paneMap"], ["record", "paneRecord"]].map(([name, label]) =>
            h(
                "button",
                {
                    class: "tab",
                    type: "button",
                    id: `pane-${name}`,
                    "data-key": `pane-${name}`,
                    "aria-pressed": String(document.body.dataset.pane === name),
                    onclick: () => pane(name),
                },
                mark(name),
                text(label),
            )
        ),
    );
    byId("panes").setAttribute("aria-label", text("showPlace"));
}

start().catch((error) => {
    document.body.dataset.ready = "true";
    failed(error);
});
