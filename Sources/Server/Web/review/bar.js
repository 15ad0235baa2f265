// The bar: which layer, language, colours, keys, who is signed in.
import { failed } from "../app/announce.js";
import { base, get } from "../app/api.js";
import { city, departmentOf } from "../app/city.js";
import { byId, h, render } from "../app/dom.js";
import { icon } from "../app/icons.js";
import { on, set, state } from "../app/state.js";
import { isDark, onTheme, switchTheme } from "../app/theme.js";
import { local } from "../app/words.js";
import { openKeys } from "./keys.js";
import { mark } from "./marks.js";
import { queue, reviewable } from "./queue.js";
import { text } from "./words.js";

// Each language by its own name, in its own script.
const names = { ar: "العربية", en: "English", tr: "Türkçe" };

/** Undecided observations by layer, as the duty board counts them. */
const waiting = new Map();
let choose = () => {};
let leave = () => {};

export function startBar(onLayer, onLeave) {
    choose = onLayer;
    leave = onLeave;
    on(["language"], drawBar);
    onTheme(drawBar);
    drawBar();
}

export async function countWaiting() {
    const { layers } = await get("/status", { f: "json" });
    waiting.clear();
    for (const { layer, reviews } of layers) {
        if (reviews) waiting.set(layer, (reviews.received ?? 0) + (reviews.hasIssues ?? 0) + (reviews.edited ?? 0));
    }
    drawBar();
    return waiting;
}

export function drawBar() {
    const layers = city.viewer ? reviewable() : [];
    const departments = [...new Set(layers.map((layer) => layer.department))];
    const option = (layer) => {
        const n = waiting.get(layer.id);
        return h(
            "option",
            { value: layer.id },
            n ? text("layerWaiting", { layer: local(layer.title), n }) : local(layer.title),
        );
    };
    render(
        byId("layer-choice"),
        layers.length
            ? h(
                "select",
                {
                    id: "layer",
                    "data-key": "layer",
                    "aria-label": text("layer"),
                    value: queue.layer,
                    onchange: (event) => choose(event.target.value),
                },
                departments.map((department) =>
                    h(
                        "optgroup",
                        { label: local(departmentOf(department)?.title) || department },
                        layers.filter((layer) => layer.department === department).map(option),
                    )
                ),
            )
            : null,
    );
    const quiet = (id, label, picture, work) =>
        h("button", {
            class: "button is-quiet is-icon",
            type: "button",
            id,
            "data-key": id,
            "aria-label": label,
            title: label,
            onclick: work,
        }, picture);
    render(
        byId("bar-actions"),
        h(
            "a",
            {
                class: "button is-quiet is-icon",
                href: `${base}/status?f=html&lang=${state.language}`,
                id: "to-board",
                "data-key": "board",
                "aria-label": text("board"),
                title: text("board"),
            },
            mark("board"),
        ),
        h("select", {
            id: "language",
            "data-key": "language",
            value: state.language,
            "aria-label": text("language"),
            onchange: (event) => set({ language: event.target.value }),
        }, city.languages.map((code) => h("option", { value: code, lang: code }, names[code] ?? code))),
        quiet("theme", text(isDark() ? "useLight" : "useDark"), icon(isDark() ? "sun" : "moon"), switchTheme),
        city.viewer ? quiet("keys", text("help"), mark("help"), openKeys) : null,
        city.viewer
            ? h(
                "button",
                {
                    class: "button is-quiet",
                    type: "button",
                    id: "sign-out",
                    "data-key": "sign-out",
                    title: text("signedInAs", { name: city.viewer.name }),
                    onclick: () => leave().catch(failed),
                },
                icon("key"),
                h("span", { class: "access-name" }, text("signOut")),
            )
            : null,
    );
}
