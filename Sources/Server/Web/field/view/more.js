// The phone itself: who it is, how the page looks, what room there is, the last resort.
import { h, render } from "../../assets/app/dom.js";
import { isDark, switchTheme } from "../../assets/app/theme.js";
import { device } from "../store/device.js";
import { forms, refreshForms } from "../store/forms.js";
import { install, onInstall, version } from "../worker.js";
import { unsentArchive } from "./archive.js";
import { button, head, own, toast } from "./parts.js";
import { bytes, choose, day, language, local, names, word } from "../words.js";

export async function show(root, _, again) {
    head(word("tabMore"));
    const self = await device();
    const list = await forms();
    const room = await navigator.storage?.estimate?.().catch(() => null);
    const isKept = await navigator.storage?.persisted?.().catch(() => false);

    const stop = onInstall(() => again());
    render(root,
        h("section", { class: "card stack" }, h("h2", {}, word("device")),
            h("dl", { class: "facts" },
                h("dt", {}, word("deviceName")), h("dd", {}, own(self?.name ?? "–")),
                h("dt", {}, word("deviceUntil")), h("dd", {}, self?.expires ? day(self.expires) : "–"),
                h("dt", {}, word("deviceForms")), h("dd", {}, list.length ? list.map((one, index) => [index ? " · " : "", own(local(one.title))]) : "–")),
            h("div", { class: "row" },
                button("undo", word("refresh"), async (event) => {
                    const target = event.currentTarget;
                    target.disabled = true;
                    try {
                        await refreshForms();
                        toast(word("refreshed"));
                    } catch (error) {
                        toast(error.status ? error.message : word("offline"), "is-error");
                    }
                    target.disabled = false;
                }),
                button("phone", word("enterCode"), () => (location.hash = "#/enrol")))),
        h("section", { class: "card stack" },
            h("h2", { id: "language-title" }, word("languageTitle")),
            h("div", { class: "options", role: "radiogroup", "aria-labelledby": "language-title" }, ...Object.entries(names).map(([code, name]) =>
                h("label", { class: "option", for: `language-${code}`, lang: code },
                    h("input", { type: "radio", name: "language", id: `language-${code}`, checked: code === language, onchange: () => {
                        choose(code);
                        again();
                    } }), h("span", {}, name)))),
            h("h2", { id: "appearance-title" }, word("appearance")),
            h("div", { class: "options is-row", role: "radiogroup", "aria-labelledby": "appearance-title" }, ...["light", "dark"].map((name) =>
                h("label", { class: "option", for: `theme-${name}` },
                    h("input", { type: "radio", name: "theme", id: `theme-${name}`, checked: isDark() === (name === "dark"), onchange: () => switchTheme() }),
                    h("span", {}, word(name)))))),
        h("section", { class: "card stack" }, h("h2", {}, word("storage")),
            room?.quota && h("p", {}, word("storageUsed", { used: bytes(room.usage), quota: bytes(room.quota) })),
            room?.quota && h("progress", { max: room.quota, value: room.usage, "aria-label": word("storage") }),
            h("p", { class: isKept ? "muted" : "notice is-warning" }, word(isKept ? "storageKept" : "storageMayGo")),
            !isKept && navigator.storage?.persist && button("check", word("askStorage"), async () => {
                await navigator.storage.persist();
                again();
            }),
            h("h3", {}, word("export")), h("p", { class: "muted" }, word("exportText")),
            button("file", word("export"), save, { key: "export" })),
        !matchMedia("(display-mode: standalone)").matches && h("section", { class: "card stack" }, h("h2", {}, word("install")),
            h("p", {}, word("installText")),
            install() ? button("phone", word("install"), () => install()()) : h("p", { class: "muted" }, word("installByHand"))),
        h("p", { class: "small muted" }, word("version", { version: version() })));
    return stop;
}

async function save() {
    const archive = await unsentArchive();
    if (!archive) return toast(word("exportNone"));
    const address = URL.createObjectURL(archive);
    const link = h("a", { href: address, download: `field-${new Date().toISOString().slice(0, 10)}.zip` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    return toast(word("exportDone"));
}
