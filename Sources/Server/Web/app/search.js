// Finds places and features by name; the server folds Turkish and Arabic spelling.
import { announce, failed } from "./announce.js";
import { api } from "./api.js";
import { layerOf } from "./city.js";
import { byId, h, render, settled } from "./dom.js";
import { icon } from "./icons.js";
import { fit } from "./map/map-view.js";
import { openFeature } from "./panels/feature.js";
import { on, set, state } from "./state.js";
import { local, word } from "./words.js";

let input;
let list;
let hits = [];
let active = -1;
let running = null;

export function startSearch() {
    draw();
    on(["language"], draw);
    document.addEventListener("pointerdown", (event) => {
        if (!byId("search").contains(event.target)) close();
    });
}

function draw() {
    const text = input?.value ?? "";
    input = h("input", {
        id: "search-text",
        type: "search",
        role: "combobox",
        autocomplete: "off",
        spellcheck: "false",
        "aria-expanded": "false",
        "aria-controls": "search-hits",
        "aria-autocomplete": "list",
        "aria-label": word("search"),
        placeholder: word("searchHint"),
        value: text,
        oninput: settled(ask, 220),
        onkeydown: move,
    });
    list = h("ul", {
        id: "search-hits",
        class: "search-hits",
        role: "listbox",
        "aria-label": word("searchHits"),
        hidden: true,
    });
    render(byId("search"), icon("search"), input, list);
}

async function ask() {
    const text = input.value.trim();
    running?.abort();
    if (text.length < 2) return close();
    running = new AbortController();
    try {
        hits = (await api.search(text, 12, running.signal)).hits;
    } catch (error) {
        failed(error);
        return;
    }
    active = -1;
    const options = hits.map((hit, index) =>
        h(
            "li",
            { role: "option", id: `hit-${index}`, "aria-selected": "false", onclick: () => choose(hit) },
            h("strong", {}, hit.text),
            h("span", { class: "small muted" }, local(layerOf(hit.layer)?.title)),
        )
    );
    list.replaceChildren(
        ...(options.length ? options : [h(
            "li",
            { class: "muted", role: "option", "aria-disabled": "true", "aria-selected": "false" },
            word("nothingFound"),
        )]),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    announce(word("found", { n: hits.length }));
}

function move(event) {
    if (event.key === "Escape") return close();
    if (event.key === "Enter" && hits.length) {
        event.preventDefault();
        return choose(hits[Math.max(0, active)]);
    }
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || list.hidden || !hits.length) return;
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
    [...list.children].forEach((option, index) =>
        option.setAttribute("aria-selected", String(index === active))
    );
    input.setAttribute("aria-activedescendant", `hit-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
}

function choose(hit) {
    close();
    input.value = hit.text;
    if (hit.extent) fit(hit.extent);
    if (!hit.id) return;
    if (hit.layer === state.by) set({ area: String(hit.id) });
    else openFeature(hit.layer, hit.id);
}

function close() {
    list.hidden = true;
    hits = [];
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
}
