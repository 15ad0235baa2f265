// Decisions: sent with the revisions that were seen, so that nobody decides about what somebody else just changed.
import { announce, failed, toast } from "../app/announce.js";
import { request } from "../app/api.js";
import { city } from "../app/city.js";
import { byId, h, render } from "../app/dom.js";
import { drop, itemOf, load, path, queue, subjects, tell } from "./queue.js";
import { text } from "./words.js";

/** Decisions of this visit, the last at the end: what has to be sent to take them back. */
const done = [];
let isBusy = false;

const named = { approved: "approvedNow", rejected: "rejectedNow", hasIssues: "issuesNow", received: "receivedNow", edited: "editedNow" };

async function send(items, decision) {
    const body = {
        features: items.map((item) => ({ id: item.id, revision: item.review.revision })),
        ...decision,
    };
    return (await request(`${path()}/reviews`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", Accept: "application/json" },
    })).json();
}

/** Sends one decision; a collision is told and shown, and nothing else happens. */
async function attempt(items, decision) {
    if (isBusy || !items.length) return null;
    isBusy = true;
    try {
        return await send(items, decision);
    } catch (error) {
        if (error.status !== 409) {
            failed(error);
            return null;
        }
        const ids = error.features.length ? error.features : items.map((item) => item.id);
        toast(text("collision", { n: ids.length }), "is-error");
        await load(true).catch(failed);
        for (const id of ids) queue.collided.add(id);
        tell("items", "active");
        return null;
    } finally {
        isBusy = false;
    }
}

export async function decide(state, items = subjects()) {
    if (!items.length) return;
    const reason = state === "rejected" || state === "hasIssues" ? await askReason(state, items) : undefined;
    if (reason === null) return;
    const before = items.map(({ id, review }) => ({ id, state: review.state, reason: review.reason }));
    const hadConflict = items.some((item) => item.review.conflict);
    const answer = await attempt(items, reason === undefined ? { state } : { state, reason });
    if (!answer) return;
    // What applied or dropped an edit is undone by editing again.
    if (!hadConflict) done.push({ layer: queue.layer, before });
    taken(answer, items, reason ?? null);
    announce(text(named[state], { n: items.length }));
    toast(text(named[state], { n: items.length }));
    if (hadConflict) await load(true).catch(failed);
}

/** Puts the server's answer into the list. */
function taken(answer, items, reason) {
    for (const one of answer.features) {
        const item = itemOf(one.id);
        if (!item) continue;
        item.review = { ...item.review, state: one.state, revision: one.revision, reason, conflict: null };
    }
    queue.selected.clear();
    const gone = answer.features.filter((one) => !queue.filters.states.includes(one.state));
    if (queue.filters.states.length && gone.length) drop(gone.map((one) => one.id));
    else tell("items", "active", "selected");
}

export async function assign(items = subjects()) {
    if (!items.length) return;
    const name = await askName(items);
    if (name === null) return;
    const answer = await attempt(items, { assignee: name || null });
    if (!answer) return;
    for (const one of items) one.review = { ...one.review, assignee: name || null };
    for (const one of answer.features) {
        const item = itemOf(one.id);
        if (item) item.review.revision = one.revision;
    }
    queue.selected.clear();
    tell("items", "active", "selected");
    toast(text("assignedNow", { n: items.length }));
}

/** Takes the last decision of this visit back: each observation to the state it was in. */
export async function undo() {
    const last = done.at(-1);
    if (!last || last.layer !== queue.layer) {
        toast(text("nothingToUndo"));
        return;
    }
    done.pop();
    await restore(last.before);
}

/** Puts observations into earlier states. */
export async function restore(before) {
    const groups = Map.groupBy
        ? [...Map.groupBy(before, ({ state, reason }) => `${state} ${reason ?? ""}`).values()]
        : before.map((one) => [one]);
    for (const group of groups) {
        const [{ state, reason }] = group;
        // The list may not hold them any more; what undoes is meant for whatever is there.
        const items = group.map(({ id }) => ({ id, review: { revision: itemOf(id)?.review.revision } }));
        if (!await attempt(items, reason ? { state, reason } : { state })) return;
    }
    await load(true).catch(failed);
    queue.active = before[0].id;
    if (!itemOf(queue.active)) queue.active = queue.items[0]?.id ?? null;
    tell("active");
    toast(text("undone"));
}

function dialog(title, content, focus) {
    const element = byId("ask");
    return new Promise((resolve) => {
        let result = null;
        const close = (value) => {
            result = value;
            element.close();
        };
        element.onclose = () => resolve(result);
        render(element, h("h2", { id: "ask-title" }, title), content(close));
        element.showModal();
        element.querySelector(focus)?.focus();
    });
}

function buttons(close, label, kind) {
    return h(
        "div",
        { class: "row" },
        h("button", { class: `button ${kind}`, type: "submit", id: "ask-send" }, label),
        h("button", { class: "button", type: "button", onclick: () => close(null) }, text("cancel")),
    );
}

/** The reason; null where the reviewer thought better of it. */
function askReason(state, items) {
    const isRejection = state === "rejected";
    return dialog(text(isRejection ? "rejectTitle" : "issuesTitle", { n: items.length }), (close) => {
        const field = h("textarea", {
            id: "reason",
            rows: 4,
            maxlength: 600,
            dir: "auto",
            "aria-describedby": "reason-help reason-error",
            onkeydown: (event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
            },
        });
        const error = h("p", { id: "reason-error", class: "notice is-error", role: "alert", hidden: true });
        return h(
            "form",
            {
                class: "stack",
                onsubmit: (event) => {
                    event.preventDefault();
                    if (field.value.trim()) {
                        close(field.value.trim());
                        return;
                    }
                    error.textContent = text("reasonNeeded");
                    error.hidden = false;
                    field.focus();
                },
            },
            h(
                "div",
                { class: "row reasons" },
                ["reasonPhoto", "reasonPlace", "reasonDouble", "reasonValue"].map((key) =>
                    h("button", {
                        class: "button is-small",
                        type: "button",
                        onclick: () => {
                            field.value = field.value.trim() ? `${field.value.trim()} ${text(key)}` : text(key);
                            field.focus();
                        },
                    }, text(key))
                ),
            ),
            h("div", { class: "field" }, h("label", { for: "reason" }, text("reason")), field),
            h("p", { id: "reason-help", class: "small muted" }, text("reasonHelp")),
            error,
            buttons(close, text(isRejection ? "reject" : "send"), isRejection ? "is-danger" : "is-primary"),
        );
    }, "#reason");
}

/** A name, empty for nobody; null where the reviewer thought better of it. */
function askName(items) {
    return dialog(text("assignTitle", { n: items.length }), (close) => {
        const names = [...new Set(queue.items.map((item) => item.review.assignee).filter(Boolean))];
        const field = h("input", {
            id: "assignee",
            type: "text",
            maxlength: 100,
            dir: "auto",
            autocomplete: "off",
            list: "assignees",
            value: items.length === 1 ? items[0].review.assignee ?? "" : "",
            "aria-describedby": "assign-help",
        });
        return h(
            "form",
            {
                class: "stack",
                onsubmit: (event) => {
                    event.preventDefault();
                    close(field.value.trim());
                },
            },
            h("datalist", { id: "assignees" }, names.map((name) => h("option", { value: name }))),
            h("div", { class: "field" }, h("label", { for: "assignee" }, text("forWhom")), field),
            h("p", { id: "assign-help", class: "small muted" }, text("assignHelp")),
            h("button", {
                class: "button is-small fit",
                type: "button",
                onclick: () => close(city.viewer?.name ?? ""),
            }, text("toMe")),
            buttons(close, text("assign"), "is-primary"),
        );
    }, "#assignee");
}
