// Light or dark: as the system has it, until the reader chooses.

const place = "tabaqa-theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = [];

export function onTheme(work) {
    listeners.push(work);
}

export function isDark() {
    return (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
}

export function startTheme() {
    const chosen = localStorage.getItem(place);
    if (chosen) document.documentElement.dataset.theme = chosen;
    system.addEventListener("change", tell);
}

export function switchTheme() {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem(place, document.documentElement.dataset.theme);
    tell();
}

function tell() {
    listeners.forEach((listener) => listener());
}
