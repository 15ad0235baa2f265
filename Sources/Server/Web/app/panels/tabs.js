// The tabs of the control panel; on a phone they open a sheet over the map.
import { byId, h } from "../dom.js";
import { icon } from "../icons.js";
import { on, set, state } from "../state.js";
import { word } from "../words.js";

const names = [["layers", "layers"], ["show", "display"], ["compare", "compare"], ["tools", "tools"]];
const phone = matchMedia("(max-width: 760px)");

export function startTabs() {
    byId("tabs").replaceChildren(...names.map(([name, picture]) =>
        h(
            "button",
            {
                role: "tab",
                type: "button",
                id: `tab-${name}`,
                class: "tab",
                "aria-controls": `panel-${name}`,
                onclick: () => choose(name),
                onkeydown: move,
            },
            icon(picture),
            h("span", { "data-word": `tab-${name}` }, word(`tab-${name}`)),
        )
    ));
    byId("sheet-body").append(
        h("button", {
            class: "button is-quiet is-icon sheet-close",
            type: "button",
            "data-label": "close",
            "aria-label": word("close"),
            onclick: () => closeSheet(true),
        }, icon("close")),
    );
    on(["tab"], draw);
    phone.addEventListener("change", draw);
    closeSheet(false);
    draw();
}

function choose(name) {
    if (phone.matches && state.tab === name && !byId("panel").classList.contains("is-closed")) {
        return closeSheet(true);
    }
    byId("panel").classList.remove("is-closed");
    set({ tab: name });
    draw();
}

export function closeSheet(keepsFocus) {
    byId("panel").classList.add("is-closed");
    draw();
    if (keepsFocus) byId(`tab-${state.tab}`).focus();
}

function draw() {
    const isClosed = phone.matches && byId("panel").classList.contains("is-closed");
    byId("sheet-body").hidden = isClosed;
    for (const [name] of names) {
        const isChosen = name === state.tab;
        byId(`tab-${name}`).setAttribute("aria-selected", String(isChosen && !isClosed));
        byId(`tab-${name}`).tabIndex = isChosen ? 0 : -1;
        byId(`panel-${name}`).hidden = !isChosen;
    }
}

function move(event) {
    const isMirrored = document.documentElement.dir === "rtl";
    const step = { ArrowRight: isMirrored ? -1 : 1, ArrowLeft: isMirrored ? 1 : -1 }[event.key];
    const index = names.findIndex(([name]) => name === state.tab);
    const next = event.key === "Home"
        ? 0
        : event.key === "End"
        ? names.length - 1
        : step
        ? (index + step + names.length) % names.length
        : null;
    if (next === null) return;
    event.preventDefault();
    choose(names[next][0]);
    byId(`tab-${names[next][0]}`).focus();
}
