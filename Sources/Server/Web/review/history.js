// What happened to an observation, and what an edit would change, side by side.
import { get } from "../app/api.js";
import { propertyOf } from "../app/city.js";
import { h, render } from "../app/dom.js";
import { local, moment, number } from "../app/words.js";
import { restore } from "./decide.js";
import { mark, stateChip } from "./marks.js";
import { active, itemPath, layer } from "./queue.js";
import { value } from "./values.js";
import { text } from "./words.js";

function labelOf(name) {
    const property = propertyOf(layer(), name);
    return property ? local(property.label) || name : name;
}

function placeText(place) {
    switch (place?.change) {
        case "moved":
            return place.metres > 0
                ? text("placeMoved", { metres: number(place.metres, { maximumFractionDigits: place.metres < 10 ? 1 : 0 }) })
                : text("placeShape");
        case "added":
            return text("placeAdded");
        case "removed":
            return text("placeRemoved");
        default:
            return null;
    }
}

/** Fills `parent` with the steps; `beside` with the last edit's changes, where it is wanted. */
export async function history(item, parent, beside) {
    let steps;
    try {
        ({ steps } = await get(`${itemPath(item.id)}/history`));
    } catch (error) {
        if (active()?.id === item.id) render(parent, h("p", { class: "notice is-error" }, error.message));
        return;
    }
    if (active()?.id !== item.id || !parent.isConnected) return;
    if (beside) {
        const edit = steps.findLast((step) => step.action === "replace" && (step.changes?.length || placeText(step.place)));
        if (edit) render(beside, table(text("editTitle"), text("before"), text("after"), edit.changes, edit.place));
    }
    const decided = steps.filter((step) => step.action === "review" && step.state);
    render(
        parent,
        h("h3", {}, text("history")),
        steps.length
            ? h("ol", { class: "steps", reversed: true }, steps.toReversed().map((step) => line(step, item, decided)))
            : h("p", { class: "muted" }, text("noHistory")),
    );
}

function line(step, item, decided) {
    const isLast = step === decided.at(-1) && step.state === item.review.state && !item.review.conflict;
    const before = decided.at(-2);
    return h(
        "li",
        {},
        h(
            "div",
            { class: "step-head" },
            h("strong", {}, text(`action-${step.action}`)),
            step.state ? stateChip(step.state) : null,
            isLast
                ? h(
                    "button",
                    {
                        class: "button is-small is-quiet",
                        type: "button",
                        id: "undo-step",
                        onclick: () =>
                            restore([{ id: item.id, state: before?.state ?? "received", reason: before?.reason }]),
                    },
                    text("undo"),
                )
                : null,
        ),
        h(
            "div",
            { class: "small muted step-facts" },
            h("span", { dir: "auto" }, step.actor === "file" ? text("byFile") : step.actor),
            h("span", {}, moment(step.at)),
            step.revision !== undefined ? h("bdi", { dir: "ltr" }, `#${step.revision}`) : null,
        ),
        step.reason ? h("blockquote", { class: "reason small", dir: "auto" }, step.reason) : null,
        step.changes?.length || placeText(step.place)
            ? h(
                "ul",
                { class: "step-changes small" },
                (step.changes ?? []).map((change) =>
                    h(
                        "li",
                        {},
                        h("span", { dir: "auto" }, `${labelOf(change.property)}: `),
                        h("del", {}, value(propertyOf(layer(), change.property), change.before)),
                        h("span", { "aria-hidden": "true" }, document.documentElement.dir === "rtl" ? " ← " : " → "),
                        h("ins", {}, value(propertyOf(layer(), change.property), change.after)),
                    )
                ),
                placeText(step.place) ? h("li", {}, placeText(step.place)) : null,
            )
            : null,
    );
}

/** The stored row beside the one a waiting edit would make. */
export async function changes(item, parent) {
    let conflict;
    try {
        conflict = await get(`${itemPath(item.id)}/conflict`);
    } catch (error) {
        if (active()?.id === item.id && error.status !== 404) {
            render(parent, h("p", { class: "notice is-error" }, error.message));
        }
        return;
    }
    if (active()?.id !== item.id || !parent.isConnected) return;
    render(
        parent,
        h(
            "div",
            { class: "notice is-warning stack conflict", id: "conflict" },
            h("h3", {}, mark("conflict"), text("conflictTitle")),
            h(
                "p",
                {},
                // A name of another script must not mix with the sentence around it.
                text("conflict", { sender: `\u2068${conflict.sender?.name ?? "–"}\u2069` }),
            ),
            conflict.received ? h("p", { class: "small" }, moment(conflict.received)) : null,
        ),
        table(
            text("conflictTitle"),
            text("stored"),
            text("waiting"),
            both(conflict),
            conflict.place,
            new Set(conflict.changes.map((change) => change.property)),
        ),
    );
}

/** All properties, those that differ first. */
function both({ stored, waiting, changes: differing }) {
    const names = new Set(differing.map((change) => change.property));
    return layer().properties.map(({ name }) => ({
        property: name,
        before: stored.properties?.[name] ?? null,
        after: waiting.properties?.[name] ?? null,
    })).filter(({ property, before, after }) => names.has(property) || before !== null || after !== null)
        .sort((a, b) => Number(names.has(b.property)) - Number(names.has(a.property)));
}

function table(title, first, second, rows, place, differing = null) {
    const moved = placeText(place);
    return h(
        "div",
        { class: "table-scroll", tabindex: "0", role: "region", "aria-label": title },
        h(
            "table",
            { class: "table diff" },
            h(
                "thead",
                {},
                h(
                    "tr",
                    {},
                    h("th", { scope: "col" }, text("property")),
                    h("th", { scope: "col" }, first),
                    h("th", { scope: "col" }, second),
                ),
            ),
            h(
                "tbody",
                {},
                rows.map(({ property, before, after }) =>
                    h(
                        "tr",
                        { class: !differing || differing.has(property) ? "is-different" : "" },
                        h("th", { scope: "row", dir: "auto" }, labelOf(property)),
                        h("td", {}, value(propertyOf(layer(), property), before)),
                        h("td", {}, value(propertyOf(layer(), property), after)),
                    )
                ),
                moved
                    ? h(
                        "tr",
                        { class: "is-different" },
                        h("th", { scope: "row" }, text("place")),
                        h("td", { colspan: "2" }, moved),
                    )
                    : null,
            ),
        ),
    );
}
