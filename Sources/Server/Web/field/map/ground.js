// Distances and outlines on a city's ground: flat enough to be reckoned in metres around a point.

const DEGREE = 111195;

/** Metres east and north of `origin`; longitude first. */
export function plane(origin) {
    const scale = DEGREE * Math.cos(origin[1] * Math.PI / 180);
    return {
        to: ([longitude, latitude]) => [(longitude - origin[0]) * scale, (latitude - origin[1]) * DEGREE],
        from: ([x, y]) => [origin[0] + x / scale, origin[1] + y / DEGREE],
    };
}

export function distance(one, other) {
    const [x, y] = plane(one).to(other);
    return Math.hypot(x, y);
}

export const lineLength = (points) =>
    points.reduce((sum, point, index) => sum + (index ? distance(points[index - 1], point) : 0), 0);

export function isInside(point, ring) {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [x, y] = ring[i], [u, v] = ring[j];
        if ((y > point[1]) !== (v > point[1]) && point[0] < (u - x) * (point[1] - y) / (v - y) + x) inside = !inside;
    }
    return inside;
}

/** Metres outside the ring; 0 inside. */
export function outside(point, ring) {
    if (!ring || isInside(point, ring)) return 0;
    const ground = plane(point);
    let least = Infinity;
    for (let i = 1; i < ring.length; i += 1) {
        const [a, b] = ground.to(ring[i - 1]), [c, d] = ground.to(ring[i]);
        const length = (c - a) ** 2 + (d - b) ** 2;
        const along = length ? Math.max(0, Math.min(1, -(a * (c - a) + b * (d - b)) / length)) : 0;
        least = Math.min(least, Math.hypot(a + along * (c - a), b + along * (d - b)));
    }
    return least;
}

/** Whether the closed outline crosses itself. */
export function crossesItself(points) {
    const count = points.length;
    const side = (a, b, c) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
    for (let i = 0; i < count; i += 1) {
        for (let j = i + 2; j < count; j += 1) {
            if (i === 0 && j === count - 1) continue;
            const [a, b, c, d] = [points[i], points[i + 1], points[j], points[(j + 1) % count]];
            if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) return true;
        }
    }
    return false;
}
