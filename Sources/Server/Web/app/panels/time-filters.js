// Hours of the day and days of the week.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { set, state } from "../state.js";
import { number, weekdayName, word } from "../words.js";

let isOpen = false;

// A click anywhere else folds them.
document.addEventListener("pointerdown", ({ target }) => {
    const filters = document.querySelector(".time-filters[open]");
    if (filters && !filters.contains(target)) filters.open = false;
});

export function timeFilters() {
    const { hours, weekdays } = state;
    const isSet = Boolean(hours || weekdays?.length);
    return h(
        "details",
        {
            class: "time-filters",
            open: isOpen,
            ontoggle: (event) => {
                isOpen = event.target.open;
            },
            onkeydown: (event) => {
                if (event.key !== "Escape") return;
                event.currentTarget.open = false;
                event.currentTarget.querySelector("summary").focus();
            },
        },
        h(
            "summary",
            { class: isSet ? "button is-primary" : "button", "data-key": "time-filters" },
            icon("clock"),
            h("span", {}, isSet ? summary(hours, weekdays) : word("hoursAndDays")),
        ),
        h(
            "div",
            { class: "popover stack" },
            h(
                "fieldset",
                { class: "plain" },
                h("legend", { class: "label" }, word("weekdays")),
                h(
                    "div",
                    { class: "days" },
                    [1, 2, 3, 4, 5, 6, 7].map((day) => dayButton(day, weekdays ?? [])),
                ),
            ),
            h(
                "fieldset",
                { class: "plain" },
                h("legend", { class: "label" }, word("hours")),
                h(
                    "div",
                    { class: "pair" },
                    hourSelect("hour-from", word("fromHour"), hours?.[0] ?? "", 0),
                    hourSelect("hour-to", word("toHour"), hours ? (hours[1] + 1) % 24 : "", 1),
                ),
            ),
            h("button", {
                class: "button",
                type: "button",
                "data-key": "all-times",
                disabled: !isSet,
                onclick: () => set({ hours: null, weekdays: null }),
            }, word("allTimes")),
        ),
    );
}

function dayButton(day, chosen) {
    const isOn = chosen.includes(day);
    return h("button", {
        class: "button",
        type: "button",
        "data-key": `day-${day}`,
        "aria-pressed": String(isOn),
        "aria-label": weekdayName(day, "long"),
        onclick: () => {
            const next = isOn ? chosen.filter((one) => one !== day) : [...chosen, day].sort();
            set({ weekdays: next.length && next.length < 7 ? next : null });
        },
    }, weekdayName(day));
}

function hourName(hour) {
    return `${number(hour, { minimumIntegerDigits: 2 })}:00`;
}

/** The end is the hour the span ends at; the API names the last whole hour in it. */
function hourSelect(id, label, value, index) {
    const work = (event) => {
        if (event.target.value === "") return set({ hours: null });
        const hour = Number(event.target.value);
        const now = state.hours ?? [index === 0 ? hour : 0, 23];
        set({ hours: index === 0 ? [hour, now[1]] : [now[0], (hour + 23) % 24] });
    };
    return h(
        "div",
        { class: "field" },
        h("label", { for: id }, label),
        h(
            "select",
            { id, "data-key": id, value: String(value), onchange: work },
            h("option", { value: "" }, word("any")),
            Array.from({ length: 24 }, (_, hour) => h("option", { value: hour }, hourName(hour))),
        ),
    );
}

function summary(hours, weekdays) {
    const span = hours ? `${hourName(hours[0])}–${hourName((hours[1] + 1) % 24)}` : null;
    return [weekdays?.length ? weekdays.map((day) => weekdayName(day)).join(" ") : null, span].filter(Boolean)
        .join(" · ");
}
