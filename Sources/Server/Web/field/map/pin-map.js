// A map without tiles: the outline of the city, what is known on the phone, and what is being drawn. Needs no network.
import { plane } from "./ground.js";

const LEAST = 0.02; // pixels to the metre
const MOST = 20;

export class PinMap {
    /**
     * @param {HTMLCanvasElement} canvas
     * @param {object} options fence: outer ring; type: Point, LineString, Polygon; onTap(point)
     */
    constructor(canvas, { fence = null, known = [], type = "Point", onTap, isStill = false }) {
        this.canvas = canvas;
        this.fence = fence;
        this.known = known;
        this.type = type;
        this.onTap = onTap;
        this.isStill = isStill;
        this.points = [];
        this.accuracy = null;
        this.here = null;
        this.scale = 1;
        this.ground = plane(fence ? middle(fence) : [0, 0]);
        this.center = [0, 0];
        this.watch = new ResizeObserver(() => this.draw());
        this.watch.observe(canvas);
        this.dark = matchMedia("(prefers-color-scheme: dark)");
        this.redraw = () => this.draw();
        this.dark.addEventListener("change", this.redraw);
        if (!isStill) this.#listen();
    }

    end() {
        this.watch.disconnect();
        this.dark.removeEventListener("change", this.redraw);
    }

    /** The point under the cross. */
    get middle() {
        return this.ground.from(this.center);
    }

    show({ points = this.points, accuracy = this.accuracy, here = this.here }) {
        Object.assign(this, { points, accuracy, here });
        this.draw();
    }

    /** Shows `points`, or the whole fence, with room around. */
    fit(points, metres = 60) {
        const list = (points?.length ? points : this.fence ?? [[0, 0]]).map((point) => this.ground.to(point));
        const [xs, ys] = [list.map(([x]) => x), list.map(([, y]) => y)];
        const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
        this.center = [(west + east) / 2, (south + north) / 2];
        const { clientWidth: width = 300, clientHeight: height = 200 } = this.canvas;
        this.scale = this.#bound(0.86 * Math.min(
            (width || 300) / Math.max(east - west, 2 * metres), (height || 200) / Math.max(north - south, 2 * metres)));
        this.draw();
    }

    centerOn(point) {
        this.center = this.ground.to(point);
        this.draw();
    }

    zoom(factor, at = null) {
        const scale = this.#bound(this.scale * factor);
        if (at) {
            const [x, y] = this.#toGround(at);
            this.center = [x + (this.center[0] - x) * this.scale / scale, y + (this.center[1] - y) * this.scale / scale];
        }
        this.scale = scale;
        this.draw();
    }

    #bound(scale) {
        return Math.max(LEAST, Math.min(MOST, scale));
    }

    #toScreen([x, y]) {
        return [
            this.canvas.clientWidth / 2 + (x - this.center[0]) * this.scale,
            this.canvas.clientHeight / 2 - (y - this.center[1]) * this.scale,
        ];
    }

    #toGround([x, y]) {
        return [
            this.center[0] + (x - this.canvas.clientWidth / 2) / this.scale,
            this.center[1] - (y - this.canvas.clientHeight / 2) / this.scale,
        ];
    }

    #listen() {
        const { canvas } = this;
        const fingers = new Map();
        let moved = 0;
        const at = (event) => {
            const box = canvas.getBoundingClientRect();
            return [event.clientX - box.left, event.clientY - box.top];
        };
        canvas.addEventListener("pointerdown", (event) => {
            canvas.setPointerCapture(event.pointerId);
            if (!fingers.size) moved = 0;
            fingers.set(event.pointerId, at(event));
        });
        canvas.addEventListener("pointermove", (event) => {
            const before = fingers.get(event.pointerId);
            if (!before) return;
            const now = at(event);
            if (fingers.size === 1) {
                moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
                this.center = [
                    this.center[0] - (now[0] - before[0]) / this.scale,
                    this.center[1] + (now[1] - before[1]) / this.scale,
                ];
            } else {
                moved = Infinity;
                const [, other] = [...fingers].find(([id]) => id !== event.pointerId);
                const apart = (point) => Math.max(8, Math.hypot(point[0] - other[0], point[1] - other[1]));
                this.zoom(apart(now) / apart(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
            }
            fingers.set(event.pointerId, now);
            this.draw();
        });
        const up = (event) => {
            if (!fingers.delete(event.pointerId) || event.type === "pointercancel" || fingers.size || moved > 8) return;
            this.onTap?.(this.ground.from(this.#toGround(at(event))));
        };
        canvas.addEventListener("pointerup", up);
        canvas.addEventListener("pointercancel", up);
        canvas.addEventListener("wheel", (event) => {
            event.preventDefault();
            this.zoom(event.deltaY < 0 ? 1.25 : 0.8, at(event));
        }, { passive: false });
        canvas.addEventListener("keydown", (event) => {
            const step = 40 / this.scale;
            const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
            if (moves[event.key]) {
                this.center = [this.center[0] + moves[event.key][0], this.center[1] + moves[event.key][1]];
                this.draw();
            } else if (event.key === "+" || event.key === "=") this.zoom(1.5);
            else if (event.key === "-") this.zoom(1 / 1.5);
            else if (event.key === "Enter") this.onTap?.(this.middle);
            else return;
            event.preventDefault();
        });
    }

    draw() {
        const { canvas } = this;
        const [width, height, ratio] = [canvas.clientWidth, canvas.clientHeight, devicePixelRatio || 1];
        if (!width || !height) return;
        if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
            canvas.width = Math.round(width * ratio);
            canvas.height = Math.round(height * ratio);
        }
        const pen = canvas.getContext("2d");
        const style = getComputedStyle(canvas);
        const color = (name) => style.getPropertyValue(`--map-${name}`).trim();
        pen.setTransform(ratio, 0, 0, ratio, 0, 0);
        pen.fillStyle = color("far");
        pen.fillRect(0, 0, width, height);
        this.#outline(pen, color);
        this.#grid(pen, color, width, height);
        for (const point of this.known) this.#dot(pen, point, 3.5, color("known"));
        if (this.here) {
            this.#ring(pen, this.here.point, this.here.accuracy, color("here"));
            this.#dot(pen, this.here.point, 7, color("here"), color("near"));
        }
        this.#drawn(pen, color);
        if (!this.isStill) this.#cross(pen, color, width / 2, height / 2);
        this.#ruler(pen, color, width, height, style.fontFamily);
    }

    #path(pen, points, isClosed) {
        pen.beginPath();
        points.forEach((point, index) => {
            const [x, y] = this.#toScreen(this.ground.to(point));
            if (index) pen.lineTo(x, y);
            else pen.moveTo(x, y);
        });
        if (isClosed) pen.closePath();
    }

    #outline(pen, color) {
        if (!this.fence) return;
        this.#path(pen, this.fence, true);
        pen.fillStyle = color("near");
        pen.fill();
        pen.strokeStyle = color("edge");
        pen.lineWidth = 2.5;
        pen.stroke();
    }

    /** Lines at a round distance: without streets they are what tells that the map moved. */
    #grid(pen, color, width, height) {
        const step = round(90 / this.scale);
        const [west, north] = this.#toGround([0, 0]);
        const [east, south] = this.#toGround([width, height]);
        pen.beginPath();
        for (let x = Math.ceil(west / step) * step; x < east; x += step) {
            const [at] = this.#toScreen([x, 0]);
            pen.moveTo(at, 0);
            pen.lineTo(at, height);
        }
        for (let y = Math.ceil(south / step) * step; y < north; y += step) {
            const [, at] = this.#toScreen([0, y]);
            pen.moveTo(0, at);
            pen.lineTo(width, at);
        }
        pen.strokeStyle = color("grid");
        pen.lineWidth = 1;
        pen.stroke();
    }

    #drawn(pen, color) {
        const { points } = this;
        if (!points.length) return;
        if (points.length > 1) {
            this.#path(pen, points, this.type === "Polygon" && points.length > 2);
            if (this.type === "Polygon" && points.length > 2) {
                pen.globalAlpha = 0.22;
                pen.fillStyle = color("drawn");
                pen.fill();
                pen.globalAlpha = 1;
            }
            pen.strokeStyle = color("drawn");
            pen.lineWidth = 4;
            pen.lineJoin = "round";
            pen.stroke();
        }
        if (this.accuracy && points.length === 1) this.#ring(pen, points[0], this.accuracy, color("drawn"));
        for (const point of points) this.#dot(pen, point, points.length > 1 ? 5 : 8, color("drawn"), color("near"));
    }

    #dot(pen, point, radius, fill, edge) {
        const [x, y] = this.#toScreen(this.ground.to(point));
        pen.beginPath();
        pen.arc(x, y, radius, 0, 7);
        pen.fillStyle = fill;
        pen.fill();
        if (!edge) return;
        pen.strokeStyle = edge;
        pen.lineWidth = 2.5;
        pen.stroke();
    }

    #ring(pen, point, metres, fill) {
        if (!metres) return;
        const [x, y] = this.#toScreen(this.ground.to(point));
        pen.beginPath();
        pen.arc(x, y, Math.min(5000, metres * this.scale), 0, 7);
        pen.globalAlpha = 0.2;
        pen.fillStyle = fill;
        pen.fill();
        pen.globalAlpha = 0.9;
        pen.strokeStyle = fill;
        pen.lineWidth = 1.5;
        pen.stroke();
        pen.globalAlpha = 1;
    }

    #cross(pen, color, x, y) {
        pen.beginPath();
        for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
            pen.moveTo(x + 5 * dx, y + 5 * dy);
            pen.lineTo(x + 18 * dx, y + 18 * dy);
        }
        pen.strokeStyle = color("near");
        pen.lineWidth = 5;
        pen.stroke();
        pen.strokeStyle = color("ink");
        pen.lineWidth = 2;
        pen.stroke();
    }

    #ruler(pen, color, width, height, font) {
        const length = round(80 / this.scale);
        const [left, bottom] = [12, height - 12];
        pen.beginPath();
        pen.moveTo(left, bottom - 5);
        pen.lineTo(left, bottom);
        pen.lineTo(left + length * this.scale, bottom);
        pen.lineTo(left + length * this.scale, bottom - 5);
        pen.strokeStyle = color("ink");
        pen.lineWidth = 2;
        pen.stroke();
        pen.fillStyle = color("ink");
        pen.font = `12px ${font}`;
        pen.direction = "ltr";
        pen.textAlign = "left";
        pen.fillText(length >= 1000 ? `${length / 1000} km` : `${length} m`, left + 5, bottom - 6);
    }
}

function middle(ring) {
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

/** The largest of 1, 2, 5 times a power of ten that is not above. */
function round(value) {
    const power = 10 ** Math.floor(Math.log10(value));
    return power * (value / power >= 5 ? 5 : value / power >= 2 ? 2 : 1);
}
