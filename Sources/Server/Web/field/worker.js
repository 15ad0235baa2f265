// The page's service worker: keeps its files for when there is no network, sends when the page is closed.
import { notice, button } from "./view/parts.js";
import { byId, render } from "../assets/app/dom.js";
import { word } from "./words.js";

let prompt = null;
let kept = "–";
const listeners = new Set();

export const version = () => kept;

/** A function that asks whether the page may be installed; null where the browser does not offer it. */
export const install = () => prompt && (async () => {
    await prompt.prompt();
    prompt = null;
    tell();
});

export function onInstall(work) {
    listeners.add(work);
    return () => listeners.delete(work);
}

const tell = () => listeners.forEach((work) => work());

export async function startWorker() {
    addEventListener("beforeinstallprompt", (event) => {
        event.preventDefault();
        prompt = event;
        tell();
    });
    const workers = navigator.serviceWorker;
    if (!workers) return;
    let isNew = !workers.controller;
    workers.addEventListener("controllerchange", () => {
        // The first worker takes over quietly; a later one was asked for.
        if (!isNew) location.reload();
        isNew = false;
    });
    workers.addEventListener("message", (event) => {
        if (event.data?.version) kept = event.data.version.slice(0, 6);
    });
    const here = new URL(".", import.meta.url);
    const scope = new URL("../field", here).pathname;
    let registration;
    try {
        registration = await workers.register(new URL("sw.js", here), { scope, type: "module", updateViaCache: "none" });
    } catch {
        // Browsers whose workers know no modules keep the files and leave the sending to the page.
        registration = await workers.register(new URL("precache.js", here), { scope, updateViaCache: "none" });
    }
    if (registration.waiting && workers.controller) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
        const next = registration.installing;
        next?.addEventListener("statechange", () => {
            if (next.state === "installed" && workers.controller) offer(next);
        });
    });
    (await workers.ready).active?.postMessage("version");
    setInterval(() => navigator.onLine && registration.update().catch(() => {}), 3600000);
}

function offer(next) {
    render(byId("update"), notice("", word("updateThere"), " ",
        button(null, word("updateNow"), () => next.postMessage("take over"), { key: "update" })));
}
