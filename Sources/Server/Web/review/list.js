// The list: one line an observation, chosen by keys or pointer.
import { announce, failed } from "../app/announce.js";
import { byId, h, render } from "../app/dom.js";
import { on } from "../app/state.js";
import { mark, stateChip } from "./marks.js";
import {
    activate,
    filter,
    layer,
    loadMore,
    onQueue,
    queue,
    selectRange,
    toggle,
    undecided,
} from "./queue.js";
import { ago, titleOf } from "./values.js";
import { text } from "./words.js";

let opened = () => {};

/** `work` runs when somebody points at an observation. */
export function startList(work) {
    opened = work;
    onQueue(["items", "selected"], draw);
    onQueue(["active"], follow);
    on(["language"], draw);
    draw();
}

export function optionID(id) {
    return `option-${id}`;
}

function draw() {
    const list = byId("list");
    list.replaceChildren(...queue.items.map(option));
    list.setAttribute("aria-busy", String(queue.isLoading));
    list.hidden = !queue.items.length;
    follow();
    render(byId("list-end"), end());
}

function option(item) {
    const { review } = item;
    const isSelected = queue.selected.has(item.id);
    const missing = review.files.expected - review.files.present;
    return h(
        "li",
        {
            id: optionID(item.id),
            role: "option",
            "aria-selected": String(isSelected),
            class: `entry is-${review.state}${queue.collided.has(item.id) ? " is-collided" : ""}`,
            onclick: (event) => {
                if (event.shiftKey && queue.active) selectRange(queue.active, item.id);
                else if (event.ctrlKey || event.metaKey || event.target.closest(".tick")) {
                    toggle(item.id);
                    return;
                }
                activate(item.id);
                opened();
            },
        },
        h("span", { class: "tick", title: text("isSelected") }, isSelected ? mark("approved") : null),
        h(
            "span",
            { class: "entry-body" },
            h(
                "span",
                { class: "entry-head" },
                h("strong", {}, h("bdi", {}, titleOf(layer(), item))),
                stateChip(review.state),
            ),
            h(
                "span",
                { class: "entry-facts small muted" },
                keyOf(item),
                h("bdi", {}, review.sender.name),
                h("span", {}, ago(review.received)),
                review.assignee ? h("span", { class: "fact" }, mark("person"), h("bdi", {}, review.assignee)) : null,
            ),
            review.flags.length || review.files.expected || review.conflict
                ? h(
                    "span",
                    { class: "entry-facts small" },
                    review.conflict
                        ? h("span", { class: "fact is-bad" }, mark("conflict"), text("conflictShort"))
                        : null,
                    review.files.expected
                        ? h(
                            "span",
                            { class: `fact ${missing > 0 ? "is-warning" : "muted"}` },
                            mark("files"),
                            h("bdi", { dir: "ltr" }, `${review.files.present}/${review.files.expected}`),
                        )
                        : null,
                    review.flags.length
                        ? h(
                            "span",
                            { class: "fact is-warning" },
                            mark("flag"),
                            h("span", { class: "one-line" }, text(`flag-${review.flags[0]}`)),
                            review.flags.length > 1 ? h("bdi", { dir: "ltr" }, `+${review.flags.length - 1}`) : null,
                        )
                        : null,
                )
                : null,
        ),
    );
}

/** What the office calls it, where the title is something else. */
function keyOf(item) {
    const key = layer()?.key && item.properties[layer().key];
    return typeof key === "string" && key !== titleOf(layer(), item) ? h("bdi", {}, key) : null;
}

function end() {
    if (queue.isLoading && !queue.items.length) return h("p", { class: "muted center" }, text("loading"));
    if (!queue.items.length) {
        const { flag, mine, incomplete, device, states } = queue.filters;
        const isFiltered = flag || mine || incomplete || device;
        const isUndecided = states.length === undecided.length && undecided.every((one) => states.includes(one));
        return h(
            "div",
            { class: "notice is-empty stack" },
            isFiltered || !isUndecided ? null : h("strong", {}, text("emptyTitle")),
            h("p", {}, text(isFiltered || !isUndecided ? "emptyFilter" : "empty")),
            isFiltered || states.length < 5
                ? h("button", {
                    class: "button",
                    type: "button",
                    onclick: () =>
                        filter({
                            flag: "",
                            mine: false,
                            incomplete: false,
                            device: "",
                            states: [...undecided, "approved", "rejected"],
                        }).catch(failed),
                }, text("showAll"))
                : null,
        );
    }
    const count = queue.items.length;
    return [
        h(
            "p",
            { class: "small muted center" },
            text("shown", { n: count }),
        ),
        queue.next
            ? h("button", { class: "button", type: "button", onclick: () => loadMore().catch(failed) }, text("more"))
            : null,
    ];
}

function follow() {
    const list = byId("list");
    for (const one of list.querySelectorAll(".is-active")) one.classList.remove("is-active");
    const option = queue.active && byId(optionID(queue.active));
    if (!option) {
        list.removeAttribute("aria-activedescendant");
        return;
    }
    option.classList.add("is-active");
    list.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
    // Screen readers say the option by themselves while the list has the focus.
    if (document.activeElement !== list) announce(option.querySelector("strong").textContent);
}
