// Signing in with a key: the server then answers with what its holder may see.
import { announce } from "./announce.js";
import { api } from "./api.js";
import { draw as drawBar } from "./bar.js";
import { adopt, city, departmentOf } from "./city.js";
import { byId, h, render } from "./dom.js";
import { forgetAreas } from "./map/areas.js";
import { load as loadMeasures } from "./map/measures.js";
import { reloadOverlays } from "./map/overlays.js";
import { show as showThemes } from "./map/theme-layers.js";
import { draw as drawDisplay } from "./panels/display.js";
import { draw as drawTree } from "./panels/layer-tree.js";
import { draw as drawCompare } from "./panels/compare.js";
import { load as loadTime } from "./panels/time-bar.js";
import { load as loadLegend } from "./panels/legend.js";
import { keep } from "./session.js";
import { set, state } from "./state.js";
import { local, word } from "./words.js";

export function openSignIn() {
    const dialog = byId("sign-in");
    const title = h("h2", { id: "sign-in-title" }, word(city.viewer ? "account" : "signIn"));
    render(dialog, city.viewer ? account(title, dialog) : form(title, dialog));
    dialog.showModal();
}

function form(title, dialog) {
    const input = h("input", {
        id: "key",
        type: "password",
        autocomplete: "off",
        required: true,
        "aria-describedby": "key-help key-error",
    });
    const error = h("p", { id: "key-error", class: "notice is-error", role: "alert", hidden: true });
    return h(
        "form",
        {
            method: "dialog",
            class: "stack",
            onsubmit: async (event) => {
                event.preventDefault();
                error.hidden = true;
                keep(input.value.trim());
                try {
                    await reload();
                    dialog.close();
                    announce(word("signedIn", { name: city.viewer?.name ?? "" }));
                } catch (problem) {
                    keep(null);
                    error.textContent = problem.status === 401 ? word("keyUnknown") : problem.message;
                    error.hidden = false;
                    input.focus();
                }
            },
        },
        title,
        h("div", { class: "field" }, h("label", { for: "key" }, word("key")), input),
        h("p", { id: "key-help", class: "small muted" }, word("keyHelp")),
        error,
        h(
            "div",
            { class: "row" },
            h("button", { class: "button is-primary", type: "submit" }, word("signIn")),
            h("button", { class: "button", type: "button", onclick: () => dialog.close() }, word("cancel")),
        ),
    );
}

function account(title, dialog) {
    const roles = (city.viewer.grants ?? []).map(({ department, role }) => [
        h(
            "dt",
            {},
            department ? local(departmentOf(department)?.title) || department : word("allDepartments"),
        ),
        h("dd", {}, word(`role-${role}`)),
    ]);
    return h(
        "div",
        { class: "stack" },
        title,
        h("p", {}, city.viewer.name),
        h("dl", { class: "facts" }, roles),
        h(
            "div",
            { class: "row" },
            h("button", {
                class: "button is-primary",
                type: "button",
                onclick: async () => {
                    keep(null);
                    dialog.close();
                    await reload();
                },
            }, word("signOut")),
            h("button", { class: "button", type: "button", onclick: () => dialog.close() }, word("close")),
        ),
    );
}

/** Everything anew: another viewer knows other layers and other numbers. */
async function reload() {
    adopt(await api.city());
    const known = (id) => city.layers.some((layer) => layer.id === id);
    const topics = city.layers.filter((layer) => layer.geometry === "Point");
    const better = topics.find((layer) => layer.kind === "observation" && layer.heatmap) ?? topics[0];
    const isPlain = !topics.some((layer) => layer.id === state.topic && layer.kind === "observation");
    forgetAreas();
    set({
        overlays: state.overlays.filter(known),
        compare: known(state.compare?.layer ?? state.topic) ? state.compare : null,
        ...(isPlain ? { topic: better?.id ?? null, weight: null, period: null } : {}),
    });
    [
        drawBar,
        drawTree,
        drawDisplay,
        drawCompare,
        loadTime,
        loadLegend,
        loadMeasures,
        reloadOverlays,
        showThemes,
    ].forEach((work) => work());
}
