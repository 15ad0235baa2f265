// The map as large as the screen, to set a point by hand or to draw a line or an area by tapping or walking.
import { h, render } from "../../assets/app/dom.js";
import { distance } from "../map/ground.js";
import { PinMap } from "../map/pin-map.js";
import { watchPosition } from "../map/position.js";
import { list } from "../store/forms.js";
import { announce, button, iconButton, toast } from "../view/parts.js";
import { word } from "../words.js";

/** Metres between two points of a walk: closer ones tell nothing that a phone could measure. */
const STEP = 4;
/** Metres around oneself: the next houses. */
const CLOSE = 100;

/** @returns {Promise<object | null>} the place; null where nothing was chosen */
export function chooseOnMap(form, place, mode, context) {
    return new Promise((resolve) => {
        const asked = form.place;
        const isPoint = asked.geometry === "Point";
        let points = [...(place?.points ?? [])];
        let isByHand = mode === "tap";
        let worst = place?.accuracy ?? null;
        let here = null;
        let isWalking = false;
        const canvas = h("canvas", { class: "whole-map", tabindex: "0", role: "application", "aria-label": word("map") });
        const told = h("p", { class: "map-told", role: "status" }, word(isPoint || mode === "tap" ? "mapHelp" : "searching"));
        const buttons = h("div", { class: "row is-wide map-actions" });
        const dialog = h("dialog", { class: "map-dialog", "aria-label": word("mapTitle") },
            h("div", { class: "map-head" }, h("h2", {}, word("mapTitle")), iconButton("close", word("close"), () => dialog.close())),
            canvas,
            h("div", { class: "map-side" },
                iconButton("add", word("zoomIn"), () => map.zoom(1.7), { kind: "" }),
                iconButton("minus", word("zoomOut"), () => map.zoom(1 / 1.7), { kind: "" }),
                iconButton("position", word("myPlace"), () => here ? map.fit([here.point], CLOSE) : toast(word("searching")), { kind: "" })),
            h("div", { class: "map-foot" }, told, buttons));

        const add = (point) => {
            points = isPoint ? [point] : [...points, point];
            isByHand ||= !isWalking;
            show();
            announce(isPoint ? word("placeByHand") : word("pointCount", { n: points.length }));
        };
        const map = new PinMap(canvas, { fence: asked.fence, type: asked.geometry, onTap: add });
        for (const entities of form.entities) {
            list(entities.layer).then((known) => {
                map.known = [...map.known, ...known.map((one) => one.geometry).filter(Boolean)];
                map.draw();
            });
        }

        const stop = watchPosition((reading) => {
            here = reading;
            map.show({ here });
            if (!isWalking || reading.accuracy > asked.worst) return;
            const last = points.at(-1);
            if (last && distance(last, reading.point) < Math.max(STEP, reading.accuracy / 2)) return;
            worst = Math.max(worst ?? 0, reading.accuracy);
            if (!points.length) map.fit([reading.point], CLOSE);
            map.centerOn(reading.point);
            add(reading.point);
        }, (kind) => {
            if (mode === "walk") told.textContent = word(kind === "denied" ? "positionDenied" : "positionNone");
        });

        function show() {
            map.show({ points });
            if (isWalking) told.textContent = word("walking", { count: word("pointCount", { n: points.length }) });
            render(buttons,
                mode === "walk" && button("walk", word(isWalking ? "stopWalking" : "startWalking"), () => {
                    isWalking = !isWalking;
                    if (isWalking && here) map.fit([here.point], CLOSE);
                    told.textContent = word("mapHelp");
                    show();
                }, { key: "walk", kind: isWalking ? "" : "is-primary" }),
                !isWalking && button("pin", word(isPoint ? "setHere" : "addHere"), () => add(map.middle), { key: "add" }),
                !isPoint && button("undo", word("undo"), () => {
                    points = points.slice(0, -1);
                    show();
                }, { key: "undo", disabled: !points.length }),
                button("check", word("done"), () => dialog.close("done"), { key: "done", kind: "is-primary", disabled: !points.length }));
        }

        dialog.addEventListener("close", () => {
            stop();
            map.end();
            dialog.remove();
            if (dialog.returnValue !== "done" || !points.length) return resolve(null);
            return resolve({
                type: asked.geometry,
                points,
                accuracy: isByHand ? null : worst && Math.round(worst * 100) / 100,
                source: isByHand ? "manual" : "device",
                time: Date.now(),
            });
        });
        context.onEnd(() => dialog.isConnected && dialog.close());
        document.body.append(dialog);
        dialog.showModal();
        show();
        map.fit(points, points.length ? 150 : 60);
        canvas.focus();
    });
}
