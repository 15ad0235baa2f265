// The divider between the two sides of a comparison: dragged, or moved by arrow keys.
import { byId, h, render } from "../dom.js";
import { layerOf } from "../city.js";
import { map } from "../map/map-view.js";
import { sides } from "../selection.js";
import { on, set, state } from "../state.js";
import { intervalName, isRightToLeft, local, number, word } from "../words.js";

export function startSwipe() {
    on(["compare", "topic", "period", "language", "view"], draw);
    on(["swipe"], place);
    draw();
}

function draw() {
    const box = byId("swipe");
    box.hidden = !state.compare || state.view === "points";
    if (box.hidden) return map.render();
    const letters = isRightToLeft() ? ["sideB", "sideA"] : ["sideA", "sideB"];
    const [left, right] = isRightToLeft() ? sides().reverse() : sides();
    const name = (
        side,
    ) => (state.compare.kind === "layer" ? local(layerOf(side.layer)?.title) : intervalName(side.period));
    render(
        box,
        h(
            "p",
            { class: "swipe-name is-left" },
            h("span", { class: "side" }, word(letters[0])),
            h("bdi", {}, name(left)),
        ),
        h(
            "p",
            { class: "swipe-name is-right" },
            h("span", { class: "side" }, word(letters[1])),
            h("bdi", {}, name(right)),
        ),
        h(
            "div",
            { class: "swipe-line", id: "swipe-line" },
            h("div", {
                class: "swipe-handle",
                role: "slider",
                tabindex: 0,
                "data-key": "swipe",
                "aria-label": word("divider"),
                "aria-orientation": "horizontal",
                "aria-valuemin": 0,
                "aria-valuemax": 100,
                onpointerdown: drag,
                onkeydown: step,
            }),
        ),
    );
    place();
}

function place() {
    if (!state.compare) return;
    const share = Math.round(state.swipe * 100);
    byId("swipe-line")?.style.setProperty("left", `${share}%`);
    const handle = byId("swipe").querySelector(".swipe-handle");
    handle?.setAttribute("aria-valuenow", share);
    handle?.setAttribute("aria-valuetext", word("percent", { n: number(share) }));
    map.render();
}

function drag(event) {
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const move = (moved) => {
        const { left, width } = byId("map").getBoundingClientRect();
        set({ swipe: Math.min(0.98, Math.max(0.02, (moved.clientX - left) / width)) });
    };
    const stop = () => handle.removeEventListener("pointermove", move);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", stop, { once: true });
    handle.addEventListener("pointercancel", stop, { once: true });
}

function step(event) {
    // The divider lies on the map, which is never mirrored: right is right in every language.
    const by = {
        ArrowRight: 0.02,
        ArrowLeft: -0.02,
        ArrowUp: 0.02,
        ArrowDown: -0.02,
        PageUp: 0.1,
        PageDown: -0.1,
    }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    set({ swipe: Math.min(0.98, Math.max(0.02, state.swipe + by)) });
}
