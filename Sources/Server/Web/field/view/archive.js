// A copy of what was not sent, as a ZIP of plain parts: nothing is packed, so the phone needs no memory for it.
import { fileBytes, observations } from "../store/observations.js";

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? value >>> 1 ^ 0xEDB88320 : value >>> 1;
    return value >>> 0;
});

async function checksum(blob) {
    let value = ~0;
    for (let at = 0; at < blob.size; at += 1 << 20) {
        for (const byte of new Uint8Array(await blob.slice(at, at + (1 << 20)).arrayBuffer())) {
            value = value >>> 8 ^ TABLE[(value ^ byte) & 255];
        }
    }
    return ~value >>> 0;
}

/** @param {[{name: string, blob: Blob}]} entries */
export async function zip(entries) {
    const parts = [];
    const directory = [];
    let offset = 0;
    for (const { name, blob } of entries) {
        const path = new TextEncoder().encode(name);
        const sum = await checksum(blob);
        const fields = (view, at) => {
            // Version 2.0, names in UTF-8, stored, the first day of DOS.
            [[0, 20], [2, 0x0800], [4, 0], [6, 0], [8, 0x21]].forEach(([place, value]) => view.setUint16(at + place, value, true));
            [[10, sum], [14, blob.size], [18, blob.size]].forEach(([place, value]) => view.setUint32(at + place, value, true));
            view.setUint16(at + 22, path.length, true);
        };
        const local = new DataView(new ArrayBuffer(30));
        local.setUint32(0, 0x04034B50, true);
        fields(local, 4);
        const central = new DataView(new ArrayBuffer(46));
        central.setUint32(0, 0x02014B50, true);
        central.setUint16(4, 20, true);
        fields(central, 6);
        central.setUint32(42, offset, true);
        parts.push(local, path, blob);
        directory.push(central, path);
        offset += 30 + path.length + blob.size;
    }
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054B50, true);
    end.setUint16(8, entries.length, true);
    end.setUint16(10, entries.length, true);
    end.setUint32(12, directory.reduce((sum, part) => sum + part.byteLength, 0), true);
    end.setUint32(16, offset, true);
    return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

/** Null where nothing is unsent. */
export async function unsentArchive() {
    const entries = [];
    for (const one of await observations()) {
        if (one.state === "sent") continue;
        const { id, layer, state, created, values, place, body, files } = one;
        const text = body ?? JSON.stringify({ type: "Feature", id, properties: values, place });
        entries.push({ name: `${layer}/${id}/observation.geojson`, blob: new Blob([text]) });
        entries.push({
            name: `${layer}/${id}/about.json`,
            blob: new Blob([JSON.stringify({ id, layer, state, created, files }, null, 2)]),
        });
        for (const { name } of files) {
            const blob = await fileBytes(id, name);
            if (blob) entries.push({ name: `${layer}/${id}/${name}`, blob });
        }
    }
    return entries.length ? zip(entries) : null;
}
