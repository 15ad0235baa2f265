// What became of what was sent: states, reviewers' reasons, files that are there.
import { observation, update } from "../store/observations.js";
import { ask } from "./http.js";

/** Reads the server's list into the observations that are still on the phone. */
export async function refreshSent() {
    const document = await (await ask("/field/sent", { headers: { Accept: "application/json" } })).json();
    const list = document.observations ?? [];
    for (const entry of list) {
        const one = await observation(entry.id);
        if (!one || one.state === "draft") continue;
        const review = {
            state: entry.state,
            reason: entry.reason ?? null,
            present: entry.receivedFiles ?? 0,
            expected: entry.expectedFiles ?? 0,
        };
        if (JSON.stringify(review) !== JSON.stringify(one.review ?? null)) await update(entry.id, () => ({ review }));
    }
    return list;
}
