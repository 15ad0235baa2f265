// The side sheet for what was asked about: an area, a feature, a drawn polygon.
import { byId, h, render } from "../dom.js";
import { icon } from "../icons.js";
import { on, set, state } from "../state.js";
import { word } from "../words.js";
import { showProfile } from "./profile.js";

let redraw = null;
let opener = null;

export function startDetails() {
    on(["area"], () => {
        if (state.area) showProfile(state.area);
        else if (redraw?.isProfile) closeDetails();
    });
    on(["language"], () => redraw?.());
    if (state.area) showProfile(state.area);
}

/**
 * Opens the sheet. `draw` is called again when the language changes; the focus goes to the heading, so that screen
 * readers start there, and back to where it was on closing.
 */
export function openDetails(title, body, { again = null, isProfile = false } = {}) {
    const box = byId("details");
    if (box.hidden) opener = document.activeElement;
    const heading = h("h2", { id: "details-title", "data-key": "details-title", tabindex: -1 }, title);
    render(
        box,
        h(
            "div",
            { class: "details-head" },
            heading,
            h("button", {
                class: "button is-quiet is-icon",
                type: "button",
                "aria-label": word("close"),
                onclick: closeDetails,
            }, icon("close")),
        ),
        h(
            "div",
            { class: "details-body", tabindex: 0, role: "group", "aria-labelledby": "details-title" },
            body,
        ),
    );
    const wasHidden = box.hidden;
    box.hidden = false;
    redraw = again ? Object.assign(() => again(), { isProfile }) : null;
    if (wasHidden && opener !== document.body) heading.focus({ preventScroll: true });
    box.onkeydown = (event) => {
        if (event.key === "Escape") closeDetails();
    };
}

export function closeDetails() {
    byId("details").hidden = true;
    const wasProfile = redraw?.isProfile;
    redraw = null;
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    if (wasProfile) set({ area: null });
}
