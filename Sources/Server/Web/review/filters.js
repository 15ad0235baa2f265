// Which observations are shown.
import { failed } from "../app/announce.js";
import { byId, h, render } from "../app/dom.js";
import { on } from "../app/state.js";
import { mark } from "./marks.js";
import { filter, onQueue, queue, undecided } from "./queue.js";
import { text } from "./words.js";

const states = [...undecided, "approved", "rejected"];

export const flags = [
    "null-island",
    "swapped-axes",
    "whole-degrees",
    "outside-boundary",
    "exact-duplicate",
    "repaired-geometry",
    "area-changed",
    "near-duplicate",
    "implausible-place",
    "implausible-time",
    "poor-accuracy",
    "placed-by-hand",
    "unusable-geometry",
    "places-disagree",
    "unusable-value",
];

/** Devices seen so far, by id. */
const devices = new Map();

export function startFilters() {
    onQueue(["filters"], draw);
    onQueue(["items"], () => {
        const before = devices.size;
        for (const { review: { sender } } of queue.items) if (sender.device) devices.set(sender.device, sender.name);
        if (devices.size !== before) draw();
    });
    on(["language"], draw);
    draw();
}

export function forgetDevices() {
    devices.clear();
}

function draw() {
    const { filters } = queue;
    const change = (patch) => filter(patch).catch(failed);
    render(
        byId("filters"),
        h(
            "div",
            { class: "state-filter", role: "group", "aria-label": text("states") },
            states.map((state) =>
                h(
                    "button",
                    {
                        class: "button toggle",
                        type: "button",
                        "data-key": `state-${state}`,
                        "aria-pressed": String(filters.states.includes(state)),
                        onclick: () =>
                            change({
                                states: states.filter((one) =>
                                    (one === state) !== filters.states.includes(one)
                                ),
                            }),
                    },
                    mark(state),
                    text(`state-${state}`),
                )
            ),
        ),
        h(
            "div",
            { class: "more-filters" },
            h("select", {
                "data-key": "flag",
                id: "filter-flag",
                "aria-label": text("flag"),
                value: filters.flag,
                onchange: (event) => change({ flag: event.target.value }),
            }, [
                h("option", { value: "" }, text("anyFlag")),
                ...flags.map((name) => h("option", { value: name }, text(`flag-${name}`))),
            ]),
            h("select", {
                "data-key": "assignee",
                id: "filter-assignee",
                "aria-label": text("assignee"),
                value: filters.mine ? "mine" : "",
                onchange: (event) => change({ mine: event.target.value === "mine" }),
            }, [
                h("option", { value: "" }, text("anyone")),
                h("option", { value: "mine" }, text("mine")),
            ]),
            devices.size
                ? h("select", {
                    "data-key": "device",
                    id: "filter-device",
                    "aria-label": text("device"),
                    value: filters.device,
                    onchange: (event) => change({ device: event.target.value }),
                }, [
                    h("option", { value: "" }, text("anyDevice")),
                    ...[...devices].map(([id, name]) => h("option", { value: id }, name)),
                ])
                : null,
            h(
                "label",
                { class: "switch" },
                h("input", {
                    type: "checkbox",
                    "data-key": "incomplete",
                    id: "filter-incomplete",
                    checked: filters.incomplete,
                    onchange: (event) => change({ incomplete: event.target.checked }),
                }),
                text("incomplete"),
            ),
        ),
    );
}
