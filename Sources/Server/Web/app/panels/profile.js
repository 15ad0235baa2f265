// One neighbourhood across the departments: counts, rates, trend, rank, how current.
import { announce } from "../announce.js";
import { api } from "../api.js";
import { denominators, departmentOf, layerOf, nameOf, propertyOf } from "../city.js";
import { h } from "../dom.js";
import { highlightArea } from "../map/picking.js";
import { state } from "../state.js";
import { chooseTopic } from "../topic.js";
import { day, figure, local, number, word } from "../words.js";
import { openDetails } from "./details.js";
import { trendChart } from "./trend-chart.js";

let running = null;

export async function showProfile(id) {
    running?.abort();
    running = new AbortController();
    highlightArea(id).catch(() => {});
    openDetails(word("profile"), h("p", { class: "muted", role: "status" }, word("loading")), {
        isProfile: true,
    });
    try {
        const profile = await api.profile(state.by, id, state.per, running.signal);
        const again = () =>
            openDetails(nameOf(layerOf(state.by), profile.area.properties, state.language), body(profile), {
                again,
                isProfile: true,
            });
        again();
        announce(
            word("profileOf", { area: nameOf(layerOf(state.by), profile.area.properties, state.language) }),
        );
    } catch (error) {
        if (error.name === "AbortError") return;
        openDetails(word("profile"), h("p", { class: "notice is-error" }, error.message), {
            isProfile: true,
        });
    }
}

function body(profile) {
    const layer = layerOf(state.by);
    const head = denominators(layer).slice(0, 3).map((
        property,
    ) => [h("dt", {}, local(property.label)), h("dd", {}, number(profile.area.properties[property.name]))]);
    const entries = profile.layers.filter((entry) => layerOf(entry.layer)).sort(byKind);
    return h(
        "div",
        { class: "stack" },
        h("p", { class: "muted small" }, local(layer.title)),
        h("dl", { class: "facts" }, head),
        entries.length ? entries.map(card) : h("p", { class: "notice is-empty" }, word("nothingToProfile")),
    );
}

/** What happens before what there is; within these as the city lists its layers. */
function byKind(one, other) {
    const isEvent = ({ layer }) => layerOf(layer).kind === "observation";
    return Number(isEvent(other)) - Number(isEvent(one));
}

function card(entry) {
    const layer = layerOf(entry.layer);
    const isWithheld = entry.isWithheld || entry.count === undefined;
    const per = entry.denominator ? local(propertyOf(layerOf(state.by), entry.denominator)?.label) : null;
    return h(
        "section",
        { class: "card entry" },
        h(
            "div",
            { class: "entry-head" },
            h(
                "div",
                {},
                h("h3", {}, local(layer.title)),
                h("p", { class: "small muted" }, local(departmentOf(layer.department)?.title)),
            ),
            h("button", {
                class: "button is-quiet",
                type: "button",
                "aria-label": word("analyse", { layer: local(layer.title) }),
                onclick: () => chooseTopic(layer.id, { view: "areas" }),
            }, word("onMap")),
        ),
        isWithheld ? h("p", { class: "notice is-warning small" }, word("withheldHelp")) : [
            h(
                "dl",
                { class: "figures" },
                numberBox(figure(entry.count), word("recordsOfUnit")),
                entry.rate === null || entry.rate === undefined
                    ? null
                    : numberBox(figure(entry.rate * 1000), word("perThousand", { what: per })),
                entry.rank
                    ? numberBox(
                        word("rankOf", { rank: number(entry.rank), all: number(entry.areas) }),
                        word("rank"),
                    )
                    : null,
            ),
            entry.trend?.length > 1 ? trendChart(entry.trend, local(layer.title)) : null,
        ],
        entry.newest
            ? h("p", { class: "small muted" }, word("newestRecord", { day: day(entry.newest) }))
            : null,
    );
}

function numberBox(amount, label) {
    return h(
        "div",
        { class: "figure" },
        h("dt", { class: "small muted" }, label),
        h("dd", {}, h("bdi", {}, amount)),
    );
}
