// Photos, recordings and other files: fetched with the reader's key and shown from memory.
import { failed } from "../app/announce.js";
import { request } from "../app/api.js";
import { byId, h, render } from "../app/dom.js";
import { local } from "../app/words.js";
import { layer } from "./queue.js";
import { bytes } from "./values.js";
import { text } from "./words.js";

/** Addresses of what is in memory, to be let go with the observation. */
let kept = [];
let loads = new AbortController();
let photos = [];
let shown = 0;

export function forgetMedia() {
    loads.abort();
    loads = new AbortController();
    kept.forEach((address) => URL.revokeObjectURL(address));
    kept = [];
    photos = [];
}

async function fetched(href) {
    const answer = await request(href, { signal: loads.signal });
    const address = URL.createObjectURL(await answer.blob());
    kept.push(address);
    return address;
}

export function files(item) {
    const { present, expected, list } = item.review.files;
    if (!list.length && !expected) return null;
    const missing = expected - present;
    photos = list.filter((file) => file.isPresent && file.thumbnail);
    shown = 0;
    const others = list.filter((file) => !photos.includes(file));
    return h(
        "section",
        { class: "block" },
        h("h3", {}, text("files")),
        expected
            ? h(
                "p",
                { class: missing > 0 ? "notice is-warning" : "small muted", id: "files-count" },
                text("filesPresent", { present, expected }),
                missing > 0 ? ` – ${text("filesMissing", { n: missing })}` : null,
            )
            : null,
        photos.length ? gallery() : null,
        others.length ? h("ul", { class: "files" }, others.map(line)) : null,
    );
}

function labelOf(file) {
    const property = layer()?.properties.find((one) => one.name === file.property);
    return property ? local(property.label) || property.name : file.isExpected ? "" : text("fileUnexpected");
}

/** The chosen photo large, the others small under it. */
function gallery() {
    const image = h("img", { alt: "", class: "photo-image" });
    const stage = h("button", {
        class: "photo",
        type: "button",
        id: "photo",
        "data-key": "photo",
        onclick: enlarge,
    }, image);
    const caption = h("p", { class: "small muted", dir: "auto", id: "photo-caption" });
    const strip = h("div", { class: "photo-strip" });
    if (photos.length > 1) {
        strip.append(...photos.map((file, index) => {
            const small = h("img", { alt: "" });
            fetched(file.thumbnail).then((address) => {
                small.src = address;
            }).catch(quietly);
            return h("button", {
                class: "photo-small",
                type: "button",
                "data-key": `photo-${index}`,
                "aria-label": `${text("photo")} ${file.name}`,
                onclick: () => show(index),
            }, small);
        }));
    }
    queueMicrotask(() => show(0));
    return h("div", { class: "gallery" }, stage, caption, strip);
}

export function nextPhoto() {
    if (photos.length) show((shown + 1) % photos.length);
}

/** First the small picture, which is here at once, then the one to look at. */
async function show(index) {
    const file = photos[index];
    const stage = byId("photo");
    if (!file || !stage) return;
    shown = index;
    const label = labelOf(file);
    const image = stage.querySelector("img");
    image.alt = [label, file.name].filter(Boolean).join(" ");
    stage.setAttribute("aria-label", text("enlarge", { name: file.name }));
    render(byId("photo-caption"), [label, file.name, bytes(file.size)].filter(Boolean).join(" · "));
    stage.classList.add("is-waiting");
    try {
        for (const href of [file.thumbnail, file.web]) {
            const address = await fetched(href);
            if (shown !== index || !stage.isConnected) return;
            image.src = address;
            stage.dataset.size = href === file.web ? "web" : "thumbnail";
        }
    } catch (error) {
        if (error.name !== "AbortError") {
            image.alt = `${image.alt}: ${error.message}`;
            byId("photo-caption")?.append(` · ${error.message}`);
        }
    }
    stage.classList.remove("is-waiting");
}

function enlarge() {
    const image = byId("photo")?.querySelector("img");
    if (!image?.src) return;
    const dialog = byId("picture");
    render(
        dialog,
        h("img", { src: image.src, alt: image.alt }),
        h("button", { class: "button", type: "button", onclick: () => dialog.close() }, text("close")),
    );
    dialog.showModal();
}

function line(file) {
    const label = labelOf(file);
    const name = h("span", { class: "file-name", dir: "auto" }, [label, file.name].filter(Boolean).join(" · "));
    if (!file.isPresent) return h("li", { class: "is-missing" }, name, h("span", { class: "chip is-warning" }, text("fileMissing")));
    if (!file.href) return h("li", {}, name);
    const kind = file.mediaType?.split("/")[0];
    const place = h("div", { class: "file-place" });
    const isPlayed = kind === "audio" || kind === "video";
    const button = h("button", {
        class: "button is-small",
        type: "button",
        "data-key": `file-${file.name}`,
        "aria-label": text(isPlayed ? "play" : "save", { name: file.name, size: bytes(file.size) }),
        onclick: async () => {
            button.disabled = true;
            try {
                const address = await fetched(file.href);
                if (isPlayed) play(place, kind, address, file.name);
                else save(address, file.name);
            } catch (error) {
                failed(error);
            }
            button.disabled = false;
        },
    }, text("load", { size: bytes(file.size) }));
    place.append(button);
    return h("li", {}, name, place);
}

function play(place, kind, address, name) {
    const player = h(kind, { controls: true, src: address, "aria-label": name, class: "player" });
    render(place, player);
    player.play().catch(() => {});
}

function save(address, name) {
    const link = h("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
}

function quietly() {}
