// How far each file is, for whoever looks. Passing: what counts is what the server says.
const bytes = new Map();
const listeners = new Set();

export function onProgress(work) {
    listeners.add(work);
    return () => listeners.delete(work);
}

export function progressed(id, name, count) {
    bytes.set(`${id}/${name}`, count);
    for (const listener of listeners) listener(id, name, count);
}

export const progress = (id, name) => bytes.get(`${id}/${name}`) ?? 0;
