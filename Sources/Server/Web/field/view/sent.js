// What waits, what came back, what has arrived and what the office says to it.
import { h, render } from "../../assets/app/dom.js";
import { icon } from "../icons.js";
import { onProgress, progress } from "../send/progress.js";
import { isSending, onSending, sendNow } from "../send/rhythm.js";
import { refreshSent } from "../send/sent.js";
import { forms } from "../store/forms.js";
import { copyOf, observations, onObservations, removeObservation, update } from "../store/observations.js";
import { button, confirmed, head, notice, own, summary } from "./parts.js";
import { bytes, day, local, moment, word } from "../words.js";

const WEEK = 7 * 86400000;
const kinds = { approved: "is-good", rejected: "is-bad", hasIssues: "is-warning" };

export async function show(root) {
    head(word("tabSent"));
    let isOver = false;
    const draw = async () => {
        const [all, list] = [await observations(), await forms()];
        if (isOver) return;
        const group = (title, found) => found.length
            ? h("section", { class: "stack" }, h("h2", {}, title), h("ul", { class: "rows" }, ...found.map((one) => item(one, list.find((form) => form.id === one.layer)))))
            : null;
        const waiting = all.filter((one) => one.state === "queued");
        const isBack = (one) => one.state === "refused" || (one.state === "sent" && one.review?.state === "rejected" && !one.isCorrected);
        render(root,
            waiting.length ? button("sent", word(isSending ? "sending" : "sendNow"), () => sendNow(), { kind: "is-primary is-wide", key: "send-now", disabled: isSending }) : null,
            group(word("toCorrect"), all.filter(isBack)),
            group(word("toSend"), waiting),
            group(word("sentList"), all.filter((one) => one.state === "sent" && !isBack(one))),
            all.every((one) => one.state === "draft") ? notice("is-empty", word("sentEmpty")) : null);
    };
    await draw();
    const stops = [onObservations(draw), onSending(draw), onProgress(moved(root))];
    refreshSent().catch(() => {});
    return () => {
        isOver = true;
        for (const stop of stops) stop();
    };
}

/** Bars move without the page being drawn anew. */
const moved = (root) => (id, name, count) => {
    const bar = root.querySelector(`[data-file="${CSS.escape(`${id}/${name}`)}"]`);
    if (!bar) return;
    bar.value = count;
    bar.nextElementSibling.textContent = word("fileProgress", { done: bytes(count), size: bytes(bar.max) });
};

function state(one) {
    if (one.state === "refused") return ["is-bad", word("stateRefused")];
    if (one.state === "sent") return ["is-good", word("stateComplete")];
    if (isSending && !one.problem) return ["", word("stateSending")];
    if (one.isAccepted) return ["is-warning", word("stateAccepted")];
    if (one.problem?.status) return ["is-warning", word("statePaused", { time: moment(one.nextTry) })];
    return ["", word("stateWaiting")];
}

function item(one, form) {
    const [kind, text] = state(one);
    const { review } = one;
    const answers = summary(form, one);
    return h("li", { class: "row-card", "data-id": one.id, "data-state": one.state },
        h("div", { class: "row is-spread" }, h("strong", { dir: "auto" }, local(one.title)), h("span", { class: `chip ${kind}` }, text)),
        answers && h("p", {}, own(answers)),
        h("p", { class: "small muted" }, moment(one.queuedAt ?? one.created)),
        one.files.length > 0 && h("ul", { class: "files" }, ...one.files.map((file) => fileLine(one, file))),
        review && one.isAccepted && h("p", { class: "row" },
            review.state && h("span", { class: `chip ${kinds[review.state] ?? ""}` }, word(`review-${review.state}`)),
            review.expected > 0 && h("span", { class: `chip ${review.present < review.expected ? "is-warning" : "is-good"}` },
                word("receivedOf", { present: review.present, expected: review.expected }))),
        review?.reason && h("p", { class: "notice is-warning", dir: "auto" }, word("reason", { reason: review.reason })),
        one.problem?.message && h("p", { class: "notice is-error", dir: "auto" }, word("serverSays", { reason: one.problem.message })),
        one.problem?.code === "page.file-lost" && h("p", { class: "notice is-error" }, word("fileLost")),
        h("div", { class: "row" }, ...actions(one)),
        one.confirmed && h("p", { class: "small muted" }, word("keptUntil", { day: day(one.confirmed + WEEK) })));
}

function fileLine(one, file) {
    const done = file.isConfirmed ? file.size : Math.min(file.size, progress(one.id, file.name));
    return h("li", {},
        h("bdi", { class: "file-name", dir: "ltr" }, file.name),
        file.isConfirmed
            ? h("span", { class: "small is-arrived" }, icon("check"), word("fileArrived"))
            : [
                h("progress", { max: file.size, value: done, "data-file": `${one.id}/${file.name}`, "aria-label": file.name }),
                h("span", { class: "small muted" }, word("fileProgress", { done: bytes(done), size: bytes(file.size) })),
            ]);
}

function actions(one) {
    const list = [];
    if (one.state === "refused" && !one.isAccepted) {
        list.push(button("form", word("correct"), () => (location.hash = `#/fill/${one.id}`), { kind: "is-primary" }));
    } else if (one.state === "refused") {
        list.push(button("sent", word("sendAgain"), async () => {
            await update(one.id, () => ({ state: "queued", problem: null, nextTry: 0 }));
            sendNow();
        }, { kind: "is-primary" }));
    } else if (one.state === "sent" && one.review?.state === "rejected" && !one.isCorrected) {
        list.push(button("form", word("correctAgain"), async () => {
            const copy = await copyOf(one.id);
            await update(one.id, () => ({ isCorrected: true }));
            location.hash = `#/fill/${copy.id}`;
        }, { kind: "is-primary" }));
    }
    list.push(button("trash", word("removeHere"), async () => {
        if (one.state !== "sent" && !await confirmed(word("removeUnsent"), word("remove"))) return;
        await removeObservation(one.id);
    }, { kind: "is-quiet" }));
    return list;
}
