// Observations and their files as the phone holds them.
//
// state: draft   being filled
//        queued  to be sent; `body` holds the very bytes, the same at every attempt
//        refused the server said why in `problem`; can be corrected
//        sent    the server has listed every file with the right hash (`confirmed`)
// files: [{name, property, size, type, sha256, progress, upload, isConfirmed}], their bytes in the store `files`
import { all, change, get, inStores, put } from "./db.js";

const WEEK = 7 * 86400000;
const listeners = new Set();
const channel = "BroadcastChannel" in self ? new BroadcastChannel("tabaqa-field") : null;
if (channel) channel.onmessage = (event) => tell(event.data, true);

/** Calls `work(id)` whenever an observation changed, in whichever tab; returns what ends it. */
export function onObservations(work) {
    listeners.add(work);
    return () => listeners.delete(work);
}

function tell(id, isForeign = false) {
    for (const listener of listeners) listener(id);
    if (!isForeign) channel?.postMessage(id);
}

export function newID() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export async function createDraft(form) {
    const now = Date.now();
    const observation = {
        id: newID(),
        layer: form.id,
        title: form.title,
        formVersion: form.version,
        state: "draft",
        created: now,
        changed: now,
        values: {},
        place: null,
        files: [],
    };
    await put("observations", observation.id, observation);
    tell(observation.id);
    return observation;
}

export const observation = (id) => get("observations", id);

export async function observations() {
    return (await all("observations")).sort((one, other) => other.created - one.created);
}

export async function update(id, work) {
    const changed = await change("observations", id, (value) => (value ? { ...value, ...work(value) } : undefined));
    tell(id);
    return changed;
}

/** Keeps a file and names it in its observation, in one step. */
export async function keepFile(id, file, blob) {
    const isThere = await fileBytes(id, file.name);
    if (isThere) throw new Error(`${file.name} is there already`);
    await inStores(["observations", "files"], "readwrite", (observations, files) => {
        files.put(blob, `${id}/${file.name}`);
        const reading = observations.get(id);
        reading.onsuccess = () => {
            const value = reading.result;
            value.files = [...value.files, file];
            value.changed = Date.now();
            observations.put(value, id);
        };
    });
    tell(id);
}

export async function dropFile(id, name) {
    await inStores(["observations", "files"], "readwrite", (observations, files) => {
        files.delete(`${id}/${name}`);
        const reading = observations.get(id);
        reading.onsuccess = () => {
            const value = reading.result;
            value.files = value.files.filter((file) => file.name !== name);
            observations.put(value, id);
        };
    });
    tell(id);
}

export const fileBytes = (id, name) => get("files", `${id}/${name}`);

export async function updateFile(id, name, patch) {
    return update(id, (value) => ({
        files: value.files.map((file) => (file.name === name ? { ...file, ...patch } : file)),
    }));
}

/** A new draft with the answers and files of an observation that the office rejected; that one stays as it is. */
export async function copyOf(id) {
    const source = await observation(id);
    const now = Date.now();
    const copy = {
        id: newID(),
        layer: source.layer,
        title: source.title,
        formVersion: source.formVersion,
        state: "draft",
        created: now,
        changed: now,
        values: source.values,
        place: source.place,
        files: source.files.map(({ name, property, size, type, sha256 }) => ({ name, property, size, type, sha256 })),
        corrects: id,
        review: source.review?.reason ? { reason: source.review.reason } : null,
    };
    await inStores(["observations", "files"], "readwrite", (observations, files) => {
        observations.put(copy, copy.id);
        for (const { name } of copy.files) {
            const reading = files.get(`${id}/${name}`);
            reading.onsuccess = () => reading.result && files.put(reading.result, `${copy.id}/${name}`);
        }
    });
    tell(copy.id);
    return copy;
}

/** Removes an observation with its files from the phone. */
export async function removeObservation(id) {
    await inStores(["observations", "files"], "readwrite", (observations, files) => {
        observations.delete(id);
        files.delete(IDBKeyRange.bound(`${id}/`, `${id}0`, false, true));
    });
    tell(id);
}

/** What was confirmed complete a week ago makes room. */
export async function tidy(now = Date.now()) {
    for (const one of await observations()) {
        if (one.state === "sent" && one.confirmed && one.confirmed + WEEK < now) await removeObservation(one.id);
    }
}
