// The page's database on the phone. Everything a worker enters is here before anything else happens with it.

const NAME = "tabaqa-field";
const STORES = ["device", "forms", "lists", "observations", "files"];

let opening;

function open() {
    opening ??= new Promise((resolve, reject) => {
        const request = indexedDB.open(NAME, 1);
        request.onupgradeneeded = () => {
            for (const name of STORES) {
                if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
            }
        };
        request.onsuccess = () => {
            // Another tab with a newer page may not be kept waiting.
            request.result.onversionchange = () => request.result.close();
            request.result.onclose = () => {
                opening = undefined;
            };
            resolve(request.result);
        };
        request.onerror = () => {
            opening = undefined;
            reject(request.error);
        };
    });
    return opening;
}

/** Runs `work` with the named stores in one transaction; resolves once it is on disk. */
export async function inStores(names, mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
        // Without `strict` a phone that is switched off may forget what it was told to keep.
        const transaction = database.transaction(names, mode, { durability: mode === "readwrite" ? "strict" : "default" });
        let result;
        transaction.oncomplete = () => resolve(result?.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
        result = work(...names.map((name) => transaction.objectStore(name)));
    });
}

export const get = (store, key) => inStores([store], "readonly", (one) => one.get(key));
export const all = (store) => inStores([store], "readonly", (one) => one.getAll());
export const keys = (store) => inStores([store], "readonly", (one) => one.getAllKeys());
export const put = (store, key, value) => inStores([store], "readwrite", (one) => one.put(value, key));
export const remove = (store, key) => inStores([store], "readwrite", (one) => one.delete(key));

/** Reads, changes and writes one value in one transaction, so that two tabs never undo each other's work. */
export async function change(store, key, work) {
    let changed;
    await inStores([store], "readwrite", (one) => {
        const reading = one.get(key);
        reading.onsuccess = () => {
            changed = work(reading.result);
            if (changed !== undefined) one.put(changed, key);
        };
    });
    return changed;
}
