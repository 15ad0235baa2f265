// The months (days, years) the topic has records in, and arithmetic with them.

let counts = [];
let all = [];

/** Counts by period as the server has them; periods without records are filled in. */
export function setTimeline(timeline, step) {
    counts = timeline;
    all = timeline.length ? between(timeline[0].period, timeline.at(-1).period, step) : [];
}

export function periods() {
    return all;
}

/** A count for each period. */
export function countsOfPeriods() {
    const byPeriod = new Map(counts.map(({ period, count }) => [period, count]));
    return all.map((period) => byPeriod.get(period) ?? 0);
}

function parts(period) {
    const [year, month = 1, day = 1] = period.split("-").map(Number);
    return new Date(Date.UTC(year, month - 1, day));
}

function text(date, step) {
    return date.toISOString().slice(0, { day: 10, month: 7, year: 4 }[step]);
}

export function shift(period, step, by) {
    const date = parts(period);
    if (step === "day") date.setUTCDate(date.getUTCDate() + by);
    if (step === "month") date.setUTCMonth(date.getUTCMonth() + by);
    if (step === "year") date.setUTCFullYear(date.getUTCFullYear() + by);
    return text(date, step);
}

function between(first, last, step) {
    const found = [];
    for (let period = first; period <= last && found.length < 5000; period = shift(period, step, 1)) {
        found.push(period);
    }
    return found;
}

/** The same stretch one year earlier. */
export function yearBefore([from, to], step) {
    const by = { day: -365, month: -12, year: -1 }[step];
    return [shift(from, step, by), shift(to, step, by)];
}
