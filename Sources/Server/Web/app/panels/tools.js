// Drawing, table, downloads, link and print.
import { toast } from "../announce.js";
import { base } from "../api.js";
import { layerOf } from "../city.js";
import { byId, h, render } from "../dom.js";
import { icon } from "../icons.js";
import { link } from "../permalink.js";
import { on, state } from "../state.js";
import { local, word } from "../words.js";
import { startDrawing, useView } from "./draw.js";
import { downloads } from "./download.js";
import { printMap } from "./print.js";
import { openTable } from "./table.js";

export function startTools() {
    on(["language", "topic", "view", "by"], draw);
    draw();
}

function draw() {
    const topic = layerOf(state.topic);
    const tool = (name, key, work) =>
        h(
            "button",
            { class: "button", type: "button", id: `tool-${key}`, "data-key": `tool-${key}`, onclick: work },
            icon(name),
            h("span", {}, word(key)),
        );
    render(
        byId("panel-tools"),
        h(
            "div",
            { class: "stack" },
            h("h2", {}, word("insideTitle")),
            h("p", { class: "small muted" }, word("insideHelp")),
            h(
                "div",
                { class: "row" },
                tool("draw", "drawArea", startDrawing),
                tool("area", "useView", useView),
            ),
            topic
                ? [
                    h("h2", {}, word("tableOf", { layer: local(topic.title) })),
                    h("div", { class: "row" }, tool("table", "openTable", () => openTable(topic.id))),
                ]
                : null,
            topic
                ? [
                    h("h2", {}, word("downloadTitle")),
                    h("p", { class: "small muted" }, word("downloadHelp", { layer: local(topic.title) })),
                    h("div", { class: "row", id: "downloads" }, downloads(topic)),
                ]
                : null,
            h("h2", {}, word("shareTitle")),
            h("div", { class: "row" }, tool("link", "copyLink", copyLink), tool("print", "print", printMap)),
            h("h2", {}, word("workTitle")),
            h(
                "div",
                { class: "row" },
                h(
                    "a",
                    { class: "button", id: "to-review", href: `${base}/review?lang=${state.language}` },
                    word("reviewPage"),
                ),
                h(
                    "a",
                    { class: "button", id: "to-board", href: `${base}/status?f=html&lang=${state.language}` },
                    word("dutyBoard"),
                ),
            ),
            h("h2", {}, word("dataTitle")),
            h("p", { class: "small muted" }, word("dataHelp")),
            h(
                "div",
                { class: "row" },
                h(
                    "a",
                    { class: "button", href: `${base}/collections?f=html&lang=${state.language}` },
                    word("dataPages"),
                ),
                h("a", { class: "button", href: `${base}/api?f=html&lang=${state.language}` }, "OGC API"),
            ),
        ),
    );
}

async function copyLink() {
    history.replaceState(null, "", link());
    try {
        await navigator.clipboard.writeText(location.href);
        toast(word("linkCopied"));
    } catch {
        toast(`${word("linkHere")} ${location.href}`);
    }
}
