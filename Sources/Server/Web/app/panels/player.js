// Plays the periods one after the other; each waits until the map has drawn the one before.
import { map } from "../map/map-view.js";
import { lockBreaks } from "../map/measures.js";
import { set, state } from "../state.js";

const pace = 900;
const listeners = [];
let timer = null;
let before = null;

export function isPlaying() {
    return timer !== null;
}

export function onPlay(work) {
    listeners.push(work);
}

export function toggle(all) {
    if (isPlaying()) return stop();
    const last = all.length - 1;
    before = state.period;
    let width = state.period ? all.indexOf(state.period[1]) - all.indexOf(state.period[0]) : 0;
    let start = state.period ? all.indexOf(state.period[0]) : 0;
    // At the end, or nothing chosen: from the beginning.
    if (start < 0 || !state.period || start + width >= last) start = 0;
    if (width < 0 || width >= last) width = 0;
    lockBreaks(true);
    const next = () => {
        if (start + width > last) return stop();
        set({ period: [all[start], all[start + width]] });
        start += 1;
        const asked = performance.now();
        map.once("rendercomplete", () => {
            if (timer !== null) timer = setTimeout(next, Math.max(150, pace - (performance.now() - asked)));
        });
        map.render();
    };
    timer = setTimeout(next, 0);
    tell();
}

export function stop() {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    before = null;
    lockBreaks(false);
    tell();
}

function tell() {
    listeners.forEach((listener) => listener(before));
}
