// Every request of the page to its server.
import { device } from "../store/device.js";

/** The service the page belongs to, without a final slash; the page and its worker lie in `field/` below it. */
export const base = new URL("../..", import.meta.url).href.replace(/\/$/, "");

/** A refusal of the server, or status 0 where none was reached. */
export class Problem extends Error {
    constructor(status, document, retryAfter) {
        super([document?.title, document?.detail].filter(Boolean).join(" ") || `HTTP ${status}`);
        this.status = status;
        this.code = document?.code ?? null;
        this.field = document?.field ?? null;
        this.violations = document?.violations ?? [];
        this.retryAfter = retryAfter;
    }

    /** Whether the same may work later without anybody doing anything. */
    get isPassing() {
        return this.status === 0 || this.status === 408 || this.status === 423 || this.status === 425 ||
            this.status === 429 || this.status >= 500;
    }
}

let language = "en";

export function speak(name) {
    language = name;
}

/**
 * @param {string} target a path of the service, or an address of it
 * @param {object} options as of `fetch`; `patience`: milliseconds until the answer must have begun
 */
export async function ask(target, { patience = 60000, isOpen = false, accepts = [], ...options } = {}) {
    const url = target.startsWith("http") ? target : base + target;
    const headers = { "Accept-Language": language, ...options.headers };
    // The token goes to this service and nowhere else, whatever an answer says.
    if (!isOpen && url.startsWith(`${base}/`)) headers.Authorization = `Bearer ${(await device())?.token ?? ""}`;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    let answer;
    try {
        answer = await fetch(url, { ...options, headers, signal: stop.signal, credentials: "omit", cache: "no-store" });
    } catch {
        throw new Problem(0, null);
    } finally {
        clearTimeout(timer);
    }
    if (answer.ok || accepts.includes(answer.status)) return answer;
    const document = await answer.json().catch(() => null);
    throw new Problem(answer.status, document, Number(answer.headers.get("Retry-After")) || null);
}

/** Like `ask` with a body whose progress is told: `onProgress(bytes)`. */
export async function send(method, target, body, headers, { onProgress, accepts = [], stall = 60000 } = {}) {
    // Workers have no XMLHttpRequest, and nobody to show progress to.
    if (typeof XMLHttpRequest === "undefined") {
        return ask(target, { method, body, headers, accepts, patience: 10 * stall });
    }
    const url = target.startsWith("http") ? target : base + target;
    const token = url.startsWith(`${base}/`) ? (await device())?.token : null;
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        let timer;
        const alive = () => {
            clearTimeout(timer);
            // A connection that moves nothing for so long is dead; one that is slow is not.
            timer = setTimeout(() => request.abort(), stall);
        };
        request.open(method, url);
        request.setRequestHeader("Accept-Language", language);
        request.setRequestHeader("Accept", "application/json");
        if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
        request.upload.onprogress = (event) => {
            alive();
            onProgress?.(event.loaded);
        };
        request.onload = () => {
            clearTimeout(timer);
            const answer = {
                status: request.status,
                headers: { get: (name) => request.getResponseHeader(name) },
                json: async () => JSON.parse(request.responseText || "null"),
            };
            if ((request.status >= 200 && request.status < 300) || accepts.includes(request.status)) return resolve(answer);
            let document = null;
            try {
                document = JSON.parse(request.responseText);
            } catch {
                // A proxy's page: the status says enough.
            }
            return reject(new Problem(request.status, document, Number(request.getResponseHeader("Retry-After")) || null));
        };
        request.onerror = request.onabort = () => {
            clearTimeout(timer);
            reject(new Problem(0, null));
        };
        alive();
        request.send(body);
    });
}
