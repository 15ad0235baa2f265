// The forms this phone may fill, kept for when there is no network.
import { pageForm } from "../form/shape.js";
import { ask } from "../send/http.js";
import { all, get, inStores, put } from "./db.js";

let cache;

export async function forms() {
    cache ??= (await all("forms")).map(pageForm).sort((one, other) => one.order - other.order);
    return cache;
}

export async function form(layer) {
    return (await forms()).find((one) => one.id === layer);
}

/** Fetches forms and their lists; what cannot be fetched stays as it was. Returns whether anything differs. */
export async function refreshForms() {
    const answer = await ask("/field/forms", { headers: { Accept: "application/json" } });
    const document = await answer.json();
    const list = (document.forms ?? []).map((one, order) => ({ ...one, order }));
    const before = JSON.stringify(await all("forms"));
    await inStores(["forms"], "readwrite", (store) => {
        store.clear();
        for (const one of list) store.put(one, one.layer);
    });
    cache = undefined;
    for (const one of await forms()) {
        for (const entities of one.entities) await refreshList(entities);
    }
    return before !== JSON.stringify(await all("forms"));
}

async function refreshList(entities) {
    try {
        const answer = await ask(`/field/lists/${encodeURIComponent(entities.file)}`);
        const text = await answer.text();
        const { parseList } = await import("../form/list.js");
        return put("lists", entities.layer, parseList(text));
    } catch {
        // A list that does not come leaves the one of last time.
        return undefined;
    }
}

/** Features one may choose from: [{label, geometry, columns}]. */
export async function list(layer) {
    return (await get("lists", layer)) ?? [];
}
