// Filling a form: every question on one page, everything kept the moment it is entered.
import { byId, h, render } from "../../assets/app/dom.js";
import { asked, problems } from "../form/check.js";
import { placeCard, placeProblem } from "../question/place.js";
import { questionCard, showProblem } from "../question/question.js";
import { localDay, localMoment } from "../question/simple.js";
import { featureText } from "../send/feature.js";
import { sendLater, sendNow } from "../send/rhythm.js";
import { createDraft, dropFile, observation, removeObservation, update } from "../store/observations.js";
import { form } from "../store/forms.js";
import { announce, button, confirmed, head, notice, own, toast } from "./parts.js";
import { local, word } from "../words.js";

/** A new observation of the layer, its moment and key filled in. */
export async function begin(chosen) {
    const draft = await createDraft(chosen);
    const values = {};
    for (const question of chosen.questions) {
        if (question.prefill === "now") {
            values[question.name] = question.type === "date" ? localDay(new Date()) : localMoment(new Date());
        } else if (question.prefill === "key") values[question.name] = `F-${draft.id.replaceAll("-", "").slice(0, 12)}`;
    }
    await update(draft.id, () => ({ values }));
    location.hash = `#/fill/${draft.id}`;
}

export async function show(root, id) {
    const draft = await observation(id);
    const chosen = draft && await form(draft.layer);
    if (!draft || !chosen || !["draft", "refused"].includes(draft.state)) {
        location.hash = "#/";
        return undefined;
    }
    const values = { ...draft.values };
    let place = draft.place;
    const ends = [];
    let saving = Promise.resolve();
    let timer;

    head(local(chosen.title), "#/");
    const saved = h("span", { class: "small muted", id: "saved" }, word("saved"));

    const save = () => {
        clearTimeout(timer);
        timer = undefined;
        saving = saving.then(() => update(id, () => ({ values: { ...values }, place, changed: Date.now() })))
            .catch(() => toast(word("storageFull"), "is-error"));
        return saving;
    };
    const flush = () => (timer ? save() : saving);
    const onHide = () => flush();
    addEventListener("pagehide", onHide);
    document.addEventListener("visibilitychange", onHide);

    const context = {
        id,
        form: chosen,
        prefix: "",
        value: (question) => values[question.name],
        values: () => values,
        place: () => place,
        onEnd: (work) => ends.push(work),
    };
    const cards = chosen.questions.map((question) => questionCard(question, values[question.name], (next) => {
        values[question.name] = next;
        relevant();
        showProblem(cards[chosen.questions.indexOf(question)], null);
        if (["string", "integer", "decimal"].includes(question.type)) {
            clearTimeout(timer);
            timer = setTimeout(save, 250);
            return undefined;
        }
        return save();
    }, context));
    const where = chosen.place && placeCard(chosen, place, (next) => {
        place = next;
        showProblem(where, null);
        return save();
    }, context);

    function relevant() {
        const list = new Set(asked(chosen.questions, values).map((one) => one.name));
        chosen.questions.forEach((question, index) => {
            cards[index].hidden = !list.has(question.name) || question.prefill === "key";
        });
    }
    relevant();

    const told = h("div", { id: "problems", tabindex: "-1" });

    async function send() {
        await flush();
        const found = problems(chosen.questions, values);
        const placed = chosen.place ? placeProblem(chosen, place) : null;
        if (where) showProblem(where, placed);
        chosen.questions.forEach((question, index) => {
            showProblem(cards[index], found.find((one) => one.name === question.name && one.row === undefined)?.message ?? null);
        });
        for (const one of found) {
            if (one.row === undefined) continue;
            const inner = root.querySelector(`[data-name="${CSS.escape(`${one.name}-${one.row}-${one.inner}`)}"]`);
            if (inner) showProblem(inner, one.message);
        }
        const list = [
            ...(placed ? [{ target: "place", text: placed, label: word("where") }] : []),
            ...found.map((one) => {
                const question = chosen.questions.find(({ name }) => name === one.name);
                if (one.row === undefined) return { target: one.name, text: one.message, label: local(question.label) };
                const inner = question.members.find(({ name }) => name === one.inner);
                const label = `${word("row", { label: local(question.label), n: one.row + 1 })} · ${local(inner?.label)}`;
                return { target: `${one.name}-${one.row}-${one.inner}`, text: one.message, label };
            }),
        ];
        if (list.length) return tell(list);
        return queue();
    }

    function tell(list) {
        render(told, notice("is-error", h("strong", {}, word("problemsTitle", { n: list.length })),
            h("ul", {}, ...list.map((one) => h("li", {}, h("a", { href: "#", onclick: (event) => {
                event.preventDefault();
                go(one.target);
            } }, own(one.label)), ": ", own(one.text))))));
        told.scrollIntoView({ block: "start" });
        told.focus();
        announce(word("problemsTitle", { n: list.length }));
    }

    function go(name) {
        const card = root.querySelector(`[data-name="${CSS.escape(name)}"]`);
        card?.scrollIntoView({ block: "center" });
        card?.querySelector("input, select, textarea, button")?.focus({ preventScroll: true });
    }

    async function queue() {
        const now = { ...await observation(id), values, place };
        // Files of rows that were removed, or of questions not asked any more, stay behind.
        const body = featureText(chosen, now);
        for (const file of now.files) if (!body.includes(JSON.stringify(file.name))) await dropFile(id, file.name);
        await update(id, () => ({
            values,
            place,
            body,
            state: "queued",
            queuedAt: Date.now(),
            formVersion: chosen.version,
            isAccepted: false,
            attempts: 0,
            nextTry: 0,
            problem: null,
        }));
        toast(word("queued"));
        sendNow();
        sendLater();
        location.hash = "#/";
    }

    render(root,
        reasons(draft, chosen),
        told,
        where,
        ...cards,
        h("div", { class: "row is-spread" }, saved, button("trash", word("discard"), async () => {
            if (!await confirmed(word(draft.state === "draft" ? "discardDraft" : "removeUnsent"), word("discard"))) return;
            clearTimeout(timer);
            timer = undefined;
            await saving;
            await removeObservation(id);
            toast(word("discardDone"));
            location.hash = "#/";
        }, { kind: "is-quiet" })));
    render(byId("foot"), h("div", { class: "fill-bar" },
        button("clock", word("later"), async () => {
            await flush();
            location.hash = "#/";
        }),
        button("sent", word(draft.state === "refused" ? "sendAgain" : "send"), send, { kind: "is-primary", key: "send" })));
    markRefused(root, draft, chosen, cards);

    return async () => {
        removeEventListener("pagehide", onHide);
        document.removeEventListener("visibilitychange", onHide);
        for (const end of ends) end();
        await flush();
    };
}

/** Why it came back. */
function reasons(draft, chosen) {
    const list = [];
    if (draft.review?.reason) list.push(word("reason", { reason: draft.review.reason }));
    if (draft.problem?.message) list.push(word("serverSays", { reason: draft.problem.message }));
    if (!chosen.isOpen) list.push(word("formClosed"));
    return list.length ? notice("is-warning", ...list.map((text) => h("p", { dir: "auto" }, text))) : null;
}

/** Puts what the server objected to beside its question. */
function markRefused(root, draft, chosen, cards) {
    const list = draft.problem?.violations?.length ? draft.problem.violations : draft.problem?.field ? [draft.problem] : [];
    for (const one of list) {
        const index = chosen.questions.findIndex(({ name }) => name === (one.field ?? one.property ?? one.column));
        const text = one.message ?? one.detail ?? draft.problem.message;
        if (index >= 0 && text) showProblem(cards[index], text);
    }
}
