// Periods people ask for most: all of it, the last months, one year.
import { h } from "../dom.js";
import { set, state } from "../state.js";
import { periodName, word } from "../words.js";
import { stop } from "./player.js";

export function presetSelect(all) {
    const found = presets(all);
    const chosen = JSON.stringify(state.period);
    const now = found.find(({ period }) => JSON.stringify(period) === chosen);
    const own = { key: "own", name: word("ownPeriod") };
    const choose = (key) => {
        stop();
        const preset = found.find((one) => one.key === key);
        if (preset) set({ period: preset.period });
    };
    return h(
        "select",
        {
            id: "preset",
            "data-key": "preset",
            value: (now ?? own).key,
            "aria-label": word("preset"),
            onchange: (event) => choose(event.target.value),
        },
        (now ? found : [own, ...found]).map(({ key, name }) => h("option", { value: key }, name)),
    );
}

function presets(all) {
    const last = (count) => [all[Math.max(0, all.length - count)], all.at(-1)];
    const whole = { key: "all", name: word("wholeTime"), period: null };
    if (state.step === "day") {
        return [whole, { key: "days", name: word("lastDays", { n: 30 }), period: last(30) }];
    }
    if (state.step === "year") return [whole];
    const years = [...new Set(all.map((period) => period.slice(0, 4)))].reverse();
    return [
        whole,
        { key: "months", name: word("lastMonths", { n: 12 }), period: last(12) },
        ...years.map((year) => {
            const months = all.filter((period) => period.startsWith(year));
            return { key: year, name: periodName(year), period: [months[0], months.at(-1)] };
        }),
    ];
}
