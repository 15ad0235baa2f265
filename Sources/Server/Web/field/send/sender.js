// Sends what waits, one observation after the other, and believes nothing but the server's own list.
import { device, enrolled } from "../store/device.js";
import { observation, observations, update } from "../store/observations.js";
import { itemPath, sendFile } from "./files.js";
import { Problem, send } from "./http.js";

const SECOND = 1000;

/** Sends everything due. Returns {sent, waiting, next}: `next` is when the first may be tried again. */
export async function sendAll({ isUrgent = false } = {}) {
    const work = () => round(isUrgent);
    // One sender among all tabs and the worker.
    if (!navigator.locks) return work();
    return navigator.locks.request("tabaqa-send", { ifAvailable: true }, (lock) =>
        lock ? work() : { sent: 0, waiting: 0, next: null });
}

async function round(isUrgent) {
    const result = { sent: 0, waiting: 0, next: null };
    const self = await device();
    if (!self?.token || self.isRefused) return result;
    for (const { id } of (await observations()).reverse()) {
        const one = await observation(id);
        if (one?.state !== "queued") continue;
        if (!isUrgent && one.nextTry > Date.now()) {
            wait(result, one.nextTry);
            continue;
        }
        try {
            await sendOne(id);
            result.sent += 1;
        } catch (error) {
            const stop = await failed(id, error, result);
            if (stop) break;
        }
    }
    return result;
}

function wait(result, time) {
    result.waiting += 1;
    result.next = Math.min(result.next ?? Infinity, time);
}

async function sendOne(id) {
    if (await present(id)) return;
    const one = await observation(id);
    for (const file of one.files) {
        if (!file.isConfirmed) await sendFile(one, file);
    }
    // Only the server's list counts, whatever the answers on the way said.
    if (!await present(id)) throw new Problem(0, null);
}

/**
 * Puts the observation: new, or the same bytes again, which change nothing; either way the receipt lists the files the
 * server has. Returns whether it has all of them with the right hash.
 */
async function present(id) {
    const one = await observation(id);
    const answer = await send("PUT", itemPath(one), one.body, { "Content-Type": "application/geo+json" });
    const receipt = await answer.json();
    if (!Array.isArray(receipt?.attachments)) throw new Problem(0, null);
    const hashes = new Map(receipt.attachments.map((entry) => [entry.name, entry.sha256]));
    const files = one.files.map((file) => ({ ...file, isConfirmed: hashes.get(file.name) === file.sha256 }));
    const isWhole = files.every((file) => file.isConfirmed);
    await update(id, (value) => ({
        isAccepted: true,
        acceptedAt: value.acceptedAt ?? Date.now(),
        problem: null,
        files,
        review: { ...value.review, state: receipt.state, present: receipt.receivedFiles, expected: receipt.expectedFiles },
        ...(isWhole && { state: "sent", confirmed: Date.now(), attempts: 0 }),
    }));
    return isWhole;
}

/** Notes why it did not work. Returns whether the others would fail the same way. */
async function failed(id, error, result) {
    if (!(error instanceof Problem)) console.error(error);
    const status = error.status ?? 0;
    const problem = {
        status,
        code: error.code ?? null,
        field: error.field ?? null,
        message: error instanceof Problem && status ? error.message : "",
        violations: error.violations ?? [],
        at: Date.now(),
    };
    if (status === 401 || error.code === "device.invalid") {
        await enrolled({ ...await device(), isRefused: true });
        wait(result, Infinity);
        return true;
    }
    if (!(error instanceof Problem) || error.isPassing) {
        const changed = await update(id, (value) => {
            const attempts = (value.attempts ?? 0) + 1;
            return { attempts, problem, nextTry: Date.now() + pause(attempts, error.retryAfter) };
        });
        wait(result, changed?.nextTry ?? Date.now() + 60 * SECOND);
        return status === 0;
    }
    // A refusal stays one however often it is tried.
    await update(id, () => ({ state: "refused", problem }));
    return false;
}

/** Longer after every failure, up to ten minutes, and never in step with other phones. */
export function pause(attempts, retryAfter) {
    const longest = Math.min(600, 4 * 2 ** Math.min(attempts, 10));
    return SECOND * Math.max(retryAfter ?? 0, longest * (0.5 + Math.random() / 2));
}
