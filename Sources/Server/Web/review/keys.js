// One hand on the keyboard: every decision has its key.
import { toast } from "../app/announce.js";
import { byId, h, render } from "../app/dom.js";
import { assign, decide, undo } from "./decide.js";
import { nextPhoto } from "./media.js";
import { active, clearSelection, move, nextUndecided, queue, selectRange, toggle } from "./queue.js";
import { text } from "./words.js";

const place = "tabaqa-review-keys";

/** Where a range begins. */
let anchor = null;

const works = {
    j: () => move(1),
    k: () => move(-1),
    a: () => decide("approved"),
    r: () => decide("rejected"),
    i: () => decide("hasIssues"),
    s: () => assign(),
    u: () => undo(),
    p: () => nextPhoto(),
    e: () => {
        if (!nextUndecided()) toast(text("noneLeft"));
    },
    x: () => {
        if (!active()) return;
        toggle(queue.active);
        anchor = queue.active;
    },
    "?": () => openKeys(),
};

const help = [
    [["j", "k"], "keys-j"],
    [["a"], "keys-a"],
    [["r"], "keys-r"],
    [["i"], "keys-i"],
    [["e"], "keys-e"],
    [["x"], "keys-x"],
    [["s"], "keys-s"],
    [["p"], "keys-p"],
    [["u"], "keys-u"],
    [["Esc"], "keys-escape"],
    [["?"], "keys-help"],
];

function areOn() {
    return localStorage.getItem(place) !== "off";
}

/** The Latin letter of the key: by what it writes, and on a keyboard of another script by where it lies. */
function letter(event) {
    if (event.key === "?" || event.key === "؟") return "?";
    const key = event.key.toLowerCase() === "ı" ? "i" : event.key.toLowerCase();
    if (/^[a-z]$/.test(key)) return key;
    if (/^[\x20-\x7e]$/.test(key)) return null;
    return event.code?.startsWith("Key") ? event.code.slice(3).toLowerCase() : null;
}

export function startKeys() {
    document.addEventListener("keydown", (event) => {
        if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
        if (byId("desk").hidden || document.querySelector("dialog[open]")) return;
        const { target } = event;
        if (target.closest?.("input:not([type=checkbox]), textarea, select, audio, video")) return;
        const isList = target === byId("list");
        if (event.key === "Escape" && queue.selected.size) {
            clearSelection();
            return;
        }
        if (isList && list(event)) {
            event.preventDefault();
            return;
        }
        const key = letter(event);
        if (!areOn() || !key || !works[key]) return;
        event.preventDefault();
        if (event.shiftKey && (key === "j" || key === "k")) {
            range(key === "j" ? 1 : -1);
        } else if (event.shiftKey && key === "x") {
            if (anchor && active()) selectRange(anchor, queue.active);
        } else {
            works[key]();
        }
    });
}

/** Keys every list has. */
function list(event) {
    switch (event.key) {
        case "ArrowDown":
        case "ArrowUp": {
            const step = event.key === "ArrowDown" ? 1 : -1;
            if (event.shiftKey) range(step);
            else move(step);
            return true;
        }
        case "Home":
            move(-Infinity);
            return true;
        case "End":
            move(Infinity);
            return true;
        case " ":
            works.x();
            return true;
        case "Enter":
            byId("detail-title")?.focus();
            return true;
        default:
            return false;
    }
}

function range(step) {
    if (!queue.selected.size || !anchor) anchor = queue.active;
    const item = move(step);
    if (anchor && item) selectRange(anchor, item.id);
}

export function openKeys() {
    const dialog = byId("ask");
    dialog.onclose = null;
    render(
        dialog,
        h("h2", { id: "ask-title" }, text("keysTitle")),
        h(
            "dl",
            { class: "facts keys" },
            help.map(([keys, key]) => [
                h("dt", { dir: "ltr" }, keys.map((one) => h("kbd", {}, one))),
                h("dd", {}, text(key)),
            ]),
        ),
        h(
            "label",
            { class: "switch" },
            h("input", {
                type: "checkbox",
                id: "keys-on",
                checked: areOn(),
                onchange: (event) => {
                    if (event.target.checked) localStorage.removeItem(place);
                    else localStorage.setItem(place, "off");
                },
            }),
            text("keysOn"),
        ),
        h("button", { class: "button", type: "button", onclick: () => dialog.close() }, text("close")),
    );
    dialog.showModal();
}
