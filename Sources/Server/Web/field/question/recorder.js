// A recording with the phone's microphone.
import { h, render } from "../../assets/app/dom.js";
import { announce, button, toast } from "../view/parts.js";
import { clock, word } from "../words.js";

// Voice: twelve minutes to the megabyte would be too little to understand, this is about five.
const BITS = 24000;
const formats = [["audio/webm;codecs=opus", "webm"], ["audio/ogg;codecs=opus", "ogg"], ["audio/mp4", "m4a"]];

/** @param {(blob: Blob, ending: string) => void} done */
export function recorder(done) {
    if (typeof MediaRecorder === "undefined" || !navigator.mediaDevices) return null;
    const box = h("span", { class: "recorder" });
    const rest = () => render(box, button("audio", word("recordAudio"), start, { key: "record" }));

    async function start() {
        let stream;
        try {
            stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        } catch {
            toast(word("audioDenied"), "is-error");
            return;
        }
        const [type, ending] = formats.find(([one]) => MediaRecorder.isTypeSupported(one)) ?? ["", "webm"];
        const machine = new MediaRecorder(stream, { ...(type && { mimeType: type }), audioBitsPerSecond: BITS });
        const parts = [];
        const began = Date.now();
        const time = h("span", {}, word("recording", { time: clock(0) }));
        const ticking = setInterval(() => (time.textContent = word("recording", { time: clock((Date.now() - began) / 1000) })), 500);
        machine.ondataavailable = (event) => event.data.size && parts.push(event.data);
        const stop = () => machine.state !== "inactive" && machine.stop();
        machine.onstop = () => {
            clearInterval(ticking);
            removeEventListener("pagehide", stop);
            for (const track of stream.getTracks()) track.stop();
            rest();
            done(new Blob(parts, { type: (type || machine.mimeType).split(";")[0] }), ending);
        };
        // Every second, so that little is lost where the browser ends a page without a word.
        machine.start(1000);
        addEventListener("pagehide", stop);
        announce(word("recording", { time: clock(0) }));
        render(box, h("span", { class: "is-recording", "aria-hidden": "true" }), time, button("stop", word("stopAudio"), stop, { kind: "is-primary", key: "record" }));
    }

    rest();
    return box;
}
