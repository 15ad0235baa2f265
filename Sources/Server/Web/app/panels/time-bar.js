// The time slider: when, with play; hours and weekdays beside it.
import { announce, failed } from "../announce.js";
import { api } from "../api.js";
import { isExact, layerOf } from "../city.js";
import { byId, h, render, settled } from "../dom.js";
import { icon } from "../icons.js";
import { on, set, state } from "../state.js";
import { intervalName, periodName, word } from "../words.js";
import { histogram, markHistogram } from "./histogram.js";
import { isPlaying, onPlay, stop, toggle } from "./player.js";
import { countsOfPeriods, periods, setTimeline } from "./periods.js";
import { timeFilters } from "./time-filters.js";
import { presetSelect } from "./time-presets.js";

let running = null;
let isEmpty = false;

export function startTimeBar() {
    on(["topic", "step", "hours", "weekdays"], load);
    on(["language", "period", "hours", "weekdays"], draw);
    onPlay(draw);
    load();
}

/** Days for a short series, months for one of years. */
function fittingStep(layer) {
    const span = Date.parse(layer.time.end) - Date.parse(layer.time.start);
    return span < 100 * 86400000 ? "day" : "month";
}

export async function load(changed = ["topic"]) {
    running?.abort();
    const layer = layerOf(state.topic);
    byId("time").hidden = !layer?.time?.start || !isExact(layer);
    if (byId("time").hidden) {
        stop();
        return set({ period: null });
    }
    if (changed.includes("topic") && !state.period) set({ step: fittingStep(layer) });
    running = new AbortController();
    const { hours, weekdays } = state;
    const parameters = {
        step: state.step,
        hour: hours ? `${hours[0]}-${hours[1]}` : undefined,
        weekday: weekdays?.join(","),
    };
    try {
        setTimeline((await api.timeline(layer.id, parameters, running.signal)).counts, state.step);
        isEmpty = !periods().length;
    } catch (error) {
        if (error.name === "AbortError") return;
        failed(error);
    }
    draw();
}

const choose = settled((period) => {
    set({ period });
    announce(intervalName(period));
}, 140);

function draw() {
    const all = periods();
    if (byId("time").hidden) return;
    if (!all.length) {
        return render(
            byId("time"),
            h("p", { class: "muted small" }, word(isEmpty ? "noRecords" : "loading")),
            timeFilters(),
        );
    }
    const last = all.length - 1;
    const [from, to] = chosen(all);
    const slider = (id, value, label) =>
        h("input", {
            type: "range",
            id,
            "data-key": id,
            min: 0,
            max: last,
            step: 1,
            value,
            "aria-label": label,
            "aria-valuetext": periodName(all[value]),
            oninput: () => moved(all, id),
        });
    render(
        byId("time"),
        h(
            "div",
            { class: "time-head" },
            h("button", {
                class: "button is-icon is-primary",
                type: "button",
                id: "play",
                "data-key": "play",
                "aria-label": word(isPlaying() ? "pause" : "play"),
                title: word(isPlaying() ? "pause" : "play"),
                onclick: () => toggle(all),
            }, icon(isPlaying() ? "pause" : "play")),
            h(
                "div",
                { class: "time-now" },
                h("strong", { id: "period-name" }, intervalName(state.period)),
                h("span", { class: "muted small", id: "period-count" }, countText(from, to)),
            ),
            presetSelect(all),
            timeFilters(),
        ),
        h(
            "div",
            { class: "time-track" },
            histogram(countsOfPeriods(), from, to),
            slider("time-from", from, word("from")),
            slider("time-to", to, word("to")),
        ),
        h(
            "div",
            { class: "time-ends small muted", "aria-hidden": "true" },
            h("bdi", {}, periodName(all[0], "short")),
            h("bdi", {}, periodName(all[last], "short")),
        ),
    );
}

function countText(from, to) {
    const sum = countsOfPeriods().slice(from, to + 1).reduce((total, count) => total + count, 0);
    return word("records", { n: sum });
}

function chosen(all) {
    if (!state.period) return [0, all.length - 1];
    const at = (period, none) => (all.includes(period) ? all.indexOf(period) : none);
    return [at(state.period[0], 0), at(state.period[1], all.length - 1)];
}

/** While a handle moves, only words and marks change; the map follows when it rests a moment. */
function moved(all, id) {
    stop();
    let [from, to] = [Number(byId("time-from").value), Number(byId("time-to").value)];
    if (from > to) {
        if (id === "time-from") to = from;
        else from = to;
        byId("time-from").value = from;
        byId("time-to").value = to;
    }
    const isWhole = from === 0 && to === all.length - 1;
    const period = isWhole ? null : [all[from], all[to]];
    byId("time-from").setAttribute("aria-valuetext", periodName(all[from]));
    byId("time-to").setAttribute("aria-valuetext", periodName(all[to]));
    byId("period-name").textContent = intervalName(period);
    byId("period-count").textContent = countText(from, to);
    markHistogram(from, to);
    choose(period);
}
