// The field page: what is shown under which address, and what runs beside it.
import { byId, h, render } from "../assets/app/dom.js";
import { startTheme } from "../assets/app/theme.js";
import { icon } from "./icons.js";
import { isSending, onSending, startRhythm } from "./send/rhythm.js";
import { device } from "./store/device.js";
import { observations, onObservations, tidy } from "./store/observations.js";
import { startWorker } from "./worker.js";
import { startWords, word } from "./words.js";
import * as enrol from "./view/enrol.js";
import * as fill from "./view/fill.js";
import * as home from "./view/home.js";
import * as more from "./view/more.js";
import * as sent from "./view/sent.js";

const views = { "": home, fill, sent, more, enrol };
let leave = null;
let turn = 0;

/** The code of `#enrol=CODE`, taken out of the address and the history at once. */
function takeCode() {
    const code = /^#enrol=(.+)$/.exec(location.hash)?.[1];
    if (!code) return null;
    history.replaceState(null, "", location.pathname);
    try {
        return decodeURIComponent(code);
    } catch {
        return code;
    }
}

async function go(code = takeCode()) {
    const mine = turn += 1;
    const [, name = "", argument] = location.hash.split("/");
    const left = leave;
    leave = null;
    await left?.();
    const isKnown = Boolean((await device())?.token);
    if (mine !== turn) return;
    const chosen = code || !isKnown ? "enrol" : views[name] ? name : "";
    // Each view gets a place of its own: what an earlier one still has to say cannot overwrite it.
    const root = h("div", { class: "view stack" });
    byId("view").replaceChildren(root);
    tabs(chosen, isKnown);
    scrollTo(0, 0);
    document.body.dataset.view = chosen || "home";
    const ended = await views[chosen].show(root, chosen === "enrol" ? code ?? "" : argument, again);
    if (mine !== turn) await ended?.();
    else leave = ended ?? null;
    document.body.dataset.ready = String(turn);
    byId("title")?.focus({ preventScroll: true });
}

function again() {
    status();
    return go(null);
}

function tabs(chosen, isKnown) {
    if (chosen === "fill") return;
    if (!isKnown) return render(byId("foot"));
    const tab = (name, drawing, text) =>
        h("a", { class: "tab", href: `#/${name}`, "aria-current": chosen === name ? "page" : null, "data-tab": name || "home" },
            icon(drawing), h("span", {}, text), h("span", { class: "badge", hidden: true }));
    render(byId("foot"), h("nav", { class: "tabs", "aria-label": word("tabs") },
        tab("", "add", word("tabNew")), tab("sent", "sent", word("tabSent")), tab("more", "more", word("tabMore"))));
    count();
}

async function count() {
    const waiting = (await observations()).filter((one) => one.state === "queued" || one.state === "refused").length;
    const badge = document.querySelector("[data-tab=sent] .badge");
    if (!badge) return;
    badge.hidden = !waiting;
    badge.textContent = String(waiting);
}

function status() {
    const [name, text] = !navigator.onLine ? ["offline", word("offline")] : isSending ? ["sent", word("sending")] : ["check", word("online")];
    render(byId("status"), icon(name), h("span", { class: navigator.onLine && !isSending ? "visually-hidden" : "" }, text));
    byId("status").className = `status ${!navigator.onLine ? "is-warning" : ""}`;
}

async function start() {
    startTheme();
    startWords();
    addEventListener("hashchange", () => go());
    for (const name of ["online", "offline"]) addEventListener(name, status);
    onSending(status);
    onObservations(count);
    status();
    await go();
    startWorker().catch((error) => console.warn("no worker", error));
    tidy().catch(() => {});
    startRhythm();
}

start();
