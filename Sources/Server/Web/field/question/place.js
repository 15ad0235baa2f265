// The place of an observation: measured by the phone, or set on the map by hand.
import { h, render } from "../../assets/app/dom.js";
import { crossesItself, lineLength, outside } from "../map/ground.js";
import { PinMap } from "../map/pin-map.js";
import { watchPosition } from "../map/position.js";
import { announce, button, notice } from "../view/parts.js";
import { local, metres, word } from "../words.js";

/** What is wrong with a place, or null. */
export function placeProblem(form, place) {
    const asked = form.place;
    const points = place?.points ?? [];
    if (!points.length) return asked.isRequired ? word("placeMissing") : null;
    if (asked.geometry === "LineString" && points.length < 2) return word("linePointsMissing");
    if (asked.geometry === "Polygon" && points.length < 3) return word("areaPointsMissing");
    if (asked.geometry === "Polygon" && crossesItself(points)) return word("areaCrosses");
    if (asked.worstAllowed && place.accuracy > asked.worstAllowed) return inaccurate(place.accuracy, asked.worstAllowed);
    if (asked.isFenceStrict && farthest(asked, points) > 0) return outsideText(asked, points);
    return null;
}

const inaccurate = (accuracy, worst) => word("placeInaccurate", { metres: metres(Math.round(accuracy)), worst: metres(worst) });
const farthest = (asked, points) => (asked.fence ? Math.max(...points.map((point) => outside(point, asked.fence))) : 0);
const outsideText = (asked, points) =>
    [local(asked.outsideMessage), word("placeOutside", { metres: metres(Math.ceil(farthest(asked, points))) })].filter(Boolean).join(" ");

const titles = { Point: "wherePoint", LineString: "whereLine", Polygon: "whereArea" };

/** @param {(place) => Promise} change */
export function placeCard(form, place, change, context) {
    const asked = form.place;
    const isPoint = asked.geometry === "Point";
    const body = h("div", { class: "stack" });
    const card = h("div", { class: "card question", "data-name": "place", role: "group", "aria-labelledby": "place-label" },
        h("p", { class: "question-label", id: "place-label" }, h("bdi", {}, local(asked.label) || word(titles[asked.geometry] ?? "wherePoint")),
            asked.isRequired && h("span", { class: "needed" }, word("required"))),
        asked.hint && h("p", { class: "muted", dir: "auto" }, local(asked.hint)),
        body, h("p", { class: "problem", hidden: true }));
    let current = place;
    let map = null;
    let stop = null;

    context.onEnd(() => end());

    function end() {
        stop?.();
        stop = null;
        map?.end();
        map = null;
    }

    async function set(next) {
        end();
        current = next;
        await change(next);
        show();
        if (next?.accuracy) announce(word("placeMeasured", { metres: metres(Math.round(next.accuracy)) }));
    }

    function picture(points, accuracy) {
        const canvas = h("canvas", { class: "place-map", "aria-hidden": "true" });
        map = new PinMap(canvas, { fence: asked.fence, type: asked.geometry, isStill: true });
        map.show({ points, accuracy });
        requestAnimationFrame(() => map?.fit(points, Math.max(40, (accuracy ?? 0) * 1.3)));
        return canvas;
    }

    const openMap = (mode) => async () => {
        const { chooseOnMap } = await import("./map-dialog.js");
        const chosen = await chooseOnMap(form, current, mode, context);
        if (chosen) await set(chosen);
        card.querySelector("[data-key=place-map]")?.focus();
    };

    function show() {
        end();
        const points = current?.points ?? [];
        if (!points.length) return render(body, ...choices());
        const warnings = [];
        if (current.accuracy > asked.worst) warnings.push(inaccurate(current.accuracy, asked.worst));
        if (farthest(asked, points) > 0) warnings.push(outsideText(asked, points));
        return render(body, picture(points, current.accuracy),
            h("p", { class: "place-facts" }, isPoint
                ? [h("bdi", { dir: "ltr", class: "number" }, points[0].slice().reverse().map((value) => value.toFixed(5)).join(", ")), " · "]
                : [word("pointCount", { n: points.length }), " · ", asked.geometry === "LineString" ? `${word("length", { metres: metres(Math.round(lineLength(points))) })} · ` : ""],
                current.accuracy ? word("placeMeasured", { metres: metres(Math.round(current.accuracy)) }) : word("placeByHand")),
            ...warnings.map((text) => notice("is-warning", text)), ...choices());
    }

    function choices() {
        const isThere = current?.points?.length;
        const row = isPoint
            ? [
                button("position", word(isThere ? "measureAgain" : "takePosition"), measure, { kind: isThere ? "" : "is-primary", key: "place-measure" }),
                button("pin", word(isThere ? "changeOnMap" : "setOnMap"), openMap("tap"), { key: "place-map" }),
            ]
            : [
                button("walk", word(asked.geometry === "Polygon" ? "walkArea" : "walkLine"), openMap("walk"), { kind: isThere ? "" : "is-primary", key: "place-walk" }),
                button("pin", word(isThere ? "changeOnMap" : "tapPoints"), openMap("tap"), { key: "place-map" }),
            ];
        return [
            h("div", { class: "row is-wide" }, ...row),
            isThere && !asked.isRequired && button("trash", word("removePlace"), () => set(null), { kind: "is-quiet" }),
        ];
    }

    function measure() {
        end();
        let best = null;
        const told = h("p", { role: "status", "aria-live": "polite" }, word("searching"));
        const canvas = h("canvas", { class: "place-map", "aria-hidden": "true" });
        const use = button("check", word("useThis"), () => best && set(place(best)), { kind: "is-primary", key: "place-use", hidden: true });
        const live = new PinMap(canvas, { fence: asked.fence, type: "Point", isStill: true });
        map = live;
        render(body, told, canvas, h("div", { class: "row is-wide" }, use,
            button("close", word("cancel"), () => show(), { key: "place-cancel" }),
            button("pin", word("setOnMap"), openMap("tap"), { key: "place-map" })));
        requestAnimationFrame(() => live.fit([], 60));
        const place = (reading) => ({
            type: "Point",
            points: [reading.point],
            accuracy: Math.round(reading.accuracy * 100) / 100,
            altitude: reading.altitude,
            source: "device",
            time: reading.time,
        });
        stop = watchPosition((reading) => {
            if (!best || reading.accuracy <= best.accuracy) best = reading;
            live.show({ points: [], here: best });
            live.fit([best.point], Math.max(40, best.accuracy * 1.3));
            told.textContent = word("accuracyNow", { metres: metres(Math.round(best.accuracy)) });
            use.hidden = false;
            if (best.accuracy <= asked.accuracy) set(place(best));
        }, (kind) => {
            if (kind === "none" && best) return;
            told.textContent = word(kind === "denied" ? "positionDenied" : "positionNone");
            if (kind === "denied") canvas.hidden = true;
        });
    }

    show();
    return card;
}
