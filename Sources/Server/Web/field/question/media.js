// Photos, videos, recordings and files. What is taken is kept as it is and on the phone before it is shown.
import { h, render } from "../../assets/app/dom.js";
import { blobHash } from "../send/sha256.js";
import { dropFile, fileBytes, keepFile } from "../store/observations.js";
import { announce, button, own, toast } from "../view/parts.js";
import { bytes, local, word } from "../words.js";
import { recorder } from "./recorder.js";

const kinds = {
    photo: { accept: "image/*", take: ["camera", "takePhoto"], pick: ["gallery", "choosePhoto"], ending: "jpg" },
    video: { accept: "video/*", take: ["video", "takeVideo"], pick: ["gallery", "chooseVideo"], ending: "mp4" },
    audio: { accept: "audio/*", pick: ["file", "chooseAudio"], ending: "webm" },
    file: { accept: "", pick: ["file", "chooseFile"], ending: "bin" },
};

/** `photo-20261123-081500-4f2a.jpg`: never twice, whatever cameras call their pictures. */
function fileName(question, given, type) {
    const known = /\.([A-Za-z0-9]{1,5})$/.exec(given ?? "")?.[1] ?? /^\w+\/([a-z0-9]{2,5})\b/.exec(type ?? "")?.[1];
    const stamp = new Date().toISOString().replace(/[-:]|\..*/g, "").replace("T", "-");
    const chance = crypto.getRandomValues(new Uint16Array(1))[0].toString(16).padStart(4, "0");
    return `${question.name}-${stamp}-${chance}.${(known ?? kinds[question.type].ending).toLowerCase().replace("jpeg", "jpg")}`;
}

export function mediaControl(question, value, change, ids, context) {
    const box = h("div", { class: "media", id: ids.id, role: "group", "aria-labelledby": ids["aria-labelledby"], tabindex: "-1" });
    const kind = kinds[question.type];
    let address;

    async function keep(blob, given) {
        if (!blob.size) return toast(word("fileEmpty"), "is-error");
        if (blob.size > context.form.maximumSize) {
            return toast(word("fileTooLarge", { size: bytes(blob.size), most: bytes(context.form.maximumSize) }), "is-error");
        }
        render(box, h("p", { class: "muted", role: "status" }, word("keeping")));
        const name = fileName(question, given, blob.type);
        const before = context.value(question);
        try {
            const sha256 = await blobHash(blob);
            await keepFile(context.id, { name, property: question.name, size: blob.size, type: blob.type, sha256 }, blob);
            // Read back: what cannot be read now is not kept.
            const kept = await fileBytes(context.id, name);
            if (kept?.size !== blob.size) throw new Error("not kept");
        } catch (error) {
            toast(word(error.name === "QuotaExceededError" ? "storageFull" : "failed"), "is-error");
            return show(before);
        }
        await change(name);
        if (before) await dropFile(context.id, before);
        announce(word("kept", { size: bytes(blob.size) }));
        return show(name);
    }

    function picker([drawing, label], capture) {
        const input = h("input", {
            type: "file",
            class: "visually-hidden",
            accept: kind.accept || null,
            capture,
            "data-key": `${question.name}-${capture ? "take" : "pick"}`,
            "aria-label": `${local(question.label)}: ${word(label)}`,
            onchange: () => input.files[0] && keep(input.files[0], input.files[0].name),
        });
        // The label is the target; the input takes the focus.
        const text = button(drawing, word(label), () => input.click(), { tabindex: "-1", "aria-hidden": "true" });
        return h("span", { class: "picker" }, input, text);
    }

    async function show(name) {
        if (address) URL.revokeObjectURL(address);
        address = undefined;
        const blob = name ? await fileBytes(context.id, name) : null;
        const label = local(question.label);
        const choices = h("div", { class: "row is-wide" },
            question.type === "audio" && recorder((made, ending) => keep(made, `a.${ending}`)),
            kind.take && picker(kind.take, "environment"), picker(kind.pick, null));
        if (!name) return render(box, choices);
        if (!blob) return render(box, h("p", { class: "problem" }, word("fileLost")), choices);
        address = URL.createObjectURL(blob);
        context.onEnd(() => address && URL.revokeObjectURL(address));
        return render(box,
            question.type === "photo" && h("img", { src: address, alt: word("photoOf", { label }), class: "shot" }),
            question.type === "video" && h("video", { src: address, controls: true, preload: "metadata", class: "shot", "aria-label": word("videoOf", { label }) }),
            question.type === "audio" && h("audio", { src: address, controls: true, preload: "metadata", "aria-label": word("playAudio", { label }) }),
            h("div", { class: "row is-spread" },
                h("span", { class: "small muted" }, question.type === "file" && own(`${name} · `), word("kept", { size: bytes(blob.size) })),
                button("trash", word("remove"), async () => {
                    await change(null);
                    await dropFile(context.id, name);
                    await show(null);
                    box.focus();
                }, { kind: "is-quiet" })));
    }

    show(value);
    return box;
}
