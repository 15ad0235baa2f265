// The chosen observation in full: what it says, what is odd about it, its files, what happened to it.
import { byId, h, render } from "../app/dom.js";
import { on } from "../app/state.js";
import { local, moment } from "../app/words.js";
import { assign, decide } from "./decide.js";
import { files, forgetMedia } from "./media.js";
import { changes, history } from "./history.js";
import { mark, stateChip } from "./marks.js";
import { active, clearSelection, layer, onQueue, queue, selectAll, subjects } from "./queue.js";
import { isFile, shortID, titleOf, value } from "./values.js";
import { text } from "./words.js";

let drawn = "";

export function startDetail() {
    onQueue(["active", "items"], () => draw());
    onQueue(["selected", "items"], bulk);
    on(["language"], () => {
        drawn = "";
        draw();
        bulk();
    });
    draw();
}

function draw() {
    const item = active();
    const parent = byId("detail");
    const now = item ? JSON.stringify([item.id, item.review, queue.collided.has(item.id)]) : `none ${Boolean(queue.items.length)} ${queue.isLoading}`;
    if (now === drawn) return;
    drawn = now;
    forgetMedia();
    if (!item) {
        render(parent, h("p", { class: "notice is-empty" }, text(queue.items.length ? "choose" : queue.isLoading ? "loading" : "empty")));
        return;
    }
    const { review } = item;
    const own = layer();
    const late = h("div", { class: "stack", id: "late" });
    const past = h("div", { class: "stack", id: "past" });
    render(
        parent,
        h(
            "div",
            { class: "detail-head" },
            h("h2", { dir: "auto", id: "detail-title", tabindex: "-1" }, titleOf(own, item)),
            stateChip(review.state),
        ),
        actions(item),
        queue.collided.has(item.id)
            ? h("p", { class: "notice is-warning", role: "alert" }, text("collisionHere"))
            : null,
        review.reason ? h("blockquote", { class: "reason", dir: "auto" }, review.reason) : null,
        late,
        files(item),
        findings(review),
        section(
            text("values"),
            h(
                "dl",
                { class: "facts" },
                own.properties.filter((property) => !isFile(property)).map((property) => [
                    h("dt", {}, local(property.label) || property.name),
                    h("dd", {}, value(property, item.properties[property.name])),
                ]),
                item.geometry ? null : [h("dt", {}, text("place")), h("dd", { class: "bad" }, text("noPlace"))],
            ),
        ),
        h(
            "dl",
            { class: "facts small meta" },
            h("dt", {}, text("sentBy")),
            h("dd", {}, h("bdi", {}, review.sender.name)),
            h("dt", {}, text("received")),
            h("dd", {}, moment(review.received)),
            h("dt", {}, text("updated")),
            h("dd", {}, moment(review.updated)),
            h("dt", {}, text("forWhom")),
            h("dd", {}, h("bdi", {}, review.assignee ?? text("nobody"))),
            h("dt", {}, text("id")),
            h("dd", {}, h("code", { title: item.id }, shortID(item.id))),
        ),
        past,
    );
    byId("detail-pane").scrollTop = 0;
    if (review.conflict) changes(item, late);
    history(item, past, review.state === "edited" && !review.conflict ? late : null);
}

export function section(title, ...content) {
    return h("section", { class: "block" }, h("h3", {}, title), content);
}

function actions(item) {
    const waits = Boolean(item.review.conflict);
    const button = (state, key, label, kind) =>
        h(
            "button",
            {
                class: `button ${kind}`,
                type: "button",
                id: `do-${state}`,
                "data-key": `do-${state}`,
                "aria-keyshortcuts": key,
                onclick: () => decide(state, [item]),
            },
            mark(state),
            text(label),
            h("kbd", { "aria-hidden": "true" }, key),
        );
    return h(
        "div",
        { class: "actions-bar" },
        button("approved", "a", waits ? "applyEdit" : "approve", "is-primary"),
        button("hasIssues", "i", "issues", ""),
        button("rejected", "r", waits ? "dropEdit" : "reject", ""),
        h(
            "button",
            {
                class: "button is-quiet",
                type: "button",
                id: "do-assign",
                "data-key": "do-assign",
                "aria-keyshortcuts": "s",
                onclick: () => assign([item]),
            },
            mark("person"),
            text("assign"),
            h("kbd", { "aria-hidden": "true" }, "s"),
        ),
    );
}

function findings(review) {
    return section(
        text("findings"),
        review.flags.length
            ? h(
                "ul",
                { class: "findings" },
                review.flags.map((name) => h("li", {}, mark("flag"), h("span", {}, text(`flag-${name}`)))),
            )
            : h("p", { class: "muted" }, text("noFindings")),
    );
}

/** What can be done with all that are selected. */
function bulk() {
    const parent = byId("bulk");
    const count = queue.selected.size;
    parent.hidden = !count;
    if (!count) {
        parent.replaceChildren();
        return;
    }
    const button = (key, label, work, kind = "") =>
        h("button", {
            class: `button is-small ${kind}`,
            type: "button",
            id: `bulk-${key}`,
            "data-key": `bulk-${key}`,
            onclick: work,
        }, text(label));
    render(
        parent,
        h("strong", { role: "status" }, text("selected", { n: count })),
        button("approved", "approve", () => decide("approved", subjects()), "is-primary"),
        button("hasIssues", "issues", () => decide("hasIssues", subjects())),
        button("rejected", "reject", () => decide("rejected", subjects())),
        button("assign", "assign", () => assign(subjects())),
        button("all", "selectAll", selectAll, "is-quiet"),
        button("clear", "clear", clearSelection, "is-quiet"),
    );
}
