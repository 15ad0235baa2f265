// Brings one file to the server: a small one at once, a large one in pieces that are resumed where they broke off.
import { fileBytes, updateFile } from "../store/observations.js";
import { ask, base, Problem, send } from "./http.js";
import { progressed } from "./progress.js";
import { base64, bytesHash, fromHex } from "./sha256.js";

const SMALL = 256 << 10;
const LEAST = 128 << 10;
const MOST = 1 << 20;
const VERSION = { "Tus-Resumable": "1.0.0" };
/** A piece should take so many seconds: short enough to lose little, long enough to be worth its headers. */
const PIECE_SECONDS = 8;

let pieceSize = SMALL;

export const itemPath = (one) => `/collections/${encodeURIComponent(one.layer)}/items/${encodeURIComponent(one.id)}`;
const attachmentsPath = (one) => `${itemPath(one)}/attachments`;

export async function sendFile(observation, file) {
    const bytes = await fileBytes(observation.id, file.name);
    // The browser lost what it was told to keep; said plainly rather than skipped.
    if (!bytes || bytes.size !== file.size) throw new Problem(410, { title: "", code: "page.file-lost" });
    if (file.size <= SMALL) await sendWhole(observation, file, bytes);
    else await sendInPieces(observation, file, bytes);
    progressed(observation.id, file.name, file.size);
}

async function sendWhole(observation, file, bytes) {
    await send("PUT", `${attachmentsPath(observation)}/${encodeURIComponent(file.name)}`, bytes, {
        "Content-Type": file.type || "application/octet-stream",
        "Content-Digest": `sha-256=:${base64(fromHex(file.sha256))}:`,
    }, { onProgress: (count) => progressed(observation.id, file.name, Math.min(count, file.size)) });
}

async function sendInPieces(observation, file, bytes) {
    let address = file.upload;
    let offset = address ? await offsetOf(address) : null;
    if (offset === null) {
        address = await begin(observation, file);
        await updateFile(observation.id, file.name, { upload: address });
        offset = 0;
    }
    let mistakes = 0;
    while (offset < file.size) {
        progressed(observation.id, file.name, offset);
        const piece = new Uint8Array(await bytes.slice(offset, offset + pieceSize).arrayBuffer());
        const from = offset;
        const started = performance.now();
        try {
            const answer = await send("PATCH", address, piece, {
                ...VERSION,
                "Content-Type": "application/offset+octet-stream",
                "Upload-Offset": String(offset),
                "Upload-Checksum": `sha256 ${base64(bytesHash(piece))}`,
            }, { onProgress: (count) => progressed(observation.id, file.name, Math.min(from + count, file.size)) });
            offset = Number(answer.headers.get("Upload-Offset")) || offset + piece.length;
            mistakes = 0;
            adapt(piece.length, (performance.now() - started) / 1000);
        } catch (error) {
            // Somebody else's piece came first, or this one arrived damaged: the server says where it stands.
            if (![409, 423, 460].includes(error.status) || (mistakes += 1) > 5) {
                pieceSize = LEAST;
                throw error;
            }
            // The piece before may still be held by a connection that the server does not know to be dead.
            await new Promise((resolve) => setTimeout(resolve, 800 * mistakes));
            const known = await offsetOf(address);
            if (known === null) throw new Problem(0, null);
            offset = known;
        }
    }
    // Whether the whole is right tells the list; the address is of no more use.
    await updateFile(observation.id, file.name, { upload: null });
}

function adapt(size, seconds) {
    const wished = size / Math.max(seconds, 0.05) * PIECE_SECONDS;
    pieceSize = Math.round(Math.min(MOST, Math.max(LEAST, Math.min(wished, pieceSize * 2))));
}

/** Bytes the server has; null where it knows nothing of the upload any more. */
async function offsetOf(address) {
    try {
        const answer = await ask(address, { method: "HEAD", headers: VERSION });
        return Number(answer.headers.get("Upload-Offset"));
    } catch (error) {
        if (error.status === 404 || error.status === 410 || error.status === 403) return null;
        throw error;
    }
}

async function begin(observation, file) {
    const text = (value) => base64(new TextEncoder().encode(value));
    const answer = await ask(attachmentsPath(observation), {
        method: "POST",
        headers: {
            ...VERSION,
            "Upload-Length": String(file.size),
            "Upload-Metadata": [
                `filename ${text(file.name)}`,
                `filetype ${text(file.type || "application/octet-stream")}`,
                `sha256 ${text(file.sha256)}`,
            ].join(","),
        },
    });
    const address = new URL(answer.headers.get("Location"), `${base}/`);
    // Behind a proxy that tells the server no name, the address is another spelling of this service.
    return base + address.pathname.slice(address.pathname.lastIndexOf("/uploads/"));
}
