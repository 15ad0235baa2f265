// The bar at the top: search, language, light or dark, signing in.
import { city } from "./city.js";
import { byId, h, render } from "./dom.js";
import { icon } from "./icons.js";
import { startSearch } from "./search.js";
import { openSignIn } from "./sign-in.js";
import { on, set, state } from "./state.js";
import { isDark, onTheme, switchTheme } from "./theme.js";
import { word } from "./words.js";

// Each language by its own name, in its own script.
const names = { ar: "العربية", en: "English", tr: "Türkçe" };

export function startBar() {
    startSearch();
    on(["language"], draw);
    onTheme(draw);
    draw();
}

export function draw() {
    const languages = h("select", {
        id: "language",
        "data-key": "language",
        value: state.language,
        "aria-label": word("language"),
        onchange: (event) => set({ language: event.target.value }),
    }, city.languages.map((code) => h("option", { value: code, lang: code }, names[code] ?? code)));
    const light = h("button", {
        class: "button is-quiet is-icon",
        type: "button",
        "data-key": "theme",
        id: "theme",
        "aria-label": word(isDark() ? "useLight" : "useDark"),
        title: word(isDark() ? "useLight" : "useDark"),
        onclick: switchTheme,
    }, icon(isDark() ? "sun" : "moon"));
    const person = city.viewer?.name;
    const access = h(
        "button",
        {
            class: "button is-quiet",
            type: "button",
            id: "open-sign-in",
            "data-key": "access",
            title: word(person ? "account" : "signIn"),
            onclick: openSignIn,
        },
        icon("key"),
        h("span", { class: "access-name" }, person ?? word("signIn")),
    );
    render(byId("bar-actions"), languages, light, access);
}
