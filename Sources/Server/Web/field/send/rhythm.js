// When to send: at once when something is queued, when the network is back, when the page is looked at again, and
// after a pause that grows.
import { onObservations } from "../store/observations.js";
import { sendAll } from "./sender.js";

const listeners = new Set();
let timer;
let running = null;
let isAgain = false;

export let isSending = false;

export function onSending(work) {
    listeners.add(work);
    return () => listeners.delete(work);
}

function tell(value) {
    isSending = value;
    for (const listener of listeners) listener(value);
}

/** @param {boolean} isUrgent whether pauses are cut short: the network is back, or somebody asked */
export async function sendNow(isUrgent = true) {
    if (running) {
        isAgain ||= isUrgent;
        return running;
    }
    clearTimeout(timer);
    tell(true);
    running = sendAll({ isUrgent }).catch((error) => {
        console.error(error);
        return { next: Date.now() + 60000 };
    });
    const result = await running;
    running = null;
    tell(false);
    if (isAgain) {
        isAgain = false;
        return sendNow(false);
    }
    if (Number.isFinite(result.next) && result.next) {
        timer = setTimeout(() => sendNow(false), Math.max(1000, result.next - Date.now()));
    }
    return result;
}

/** Asks the browser to wake the worker when there is a network, also with the page closed. */
export async function sendLater() {
    try {
        const registration = await navigator.serviceWorker?.ready;
        await registration?.sync?.register("send");
    } catch {
        // Browsers without it send when the page is opened.
    }
}

export function startRhythm() {
    addEventListener("online", () => sendNow());
    document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") sendNow(false);
    });
    onObservations(() => {
        // What another tab queued is found by the next round.
        if (!running && !timer) timer = setTimeout(() => sendNow(false), 30000);
    });
    sendNow();
}
