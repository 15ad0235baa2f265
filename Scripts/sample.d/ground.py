"""Neighbourhoods as a partition: Voronoi cells of the centres whose shared borders are roughened once.

Every border is one polyline, stored once and used by both sides, so edges are shared vertex by vertex and a
district or the city is an exact union: the borders that occur once.
"""

import math
import random

import places

SEED = 20260101
LON0, LAT0 = 37.375, 37.060
# Metres per degree at LAT0 on the WGS 84 ellipsoid, written out so that no libm decides a digit.
MX, MY = 88957.0, 110981.0


def rng_for(name):
    """A stream of its own for every file, so that a change to one leaves the others as they were."""
    return random.Random(f"{SEED}:{name}")


def to_xy(lon, lat):
    return (lon - LON0) * MX, (lat - LAT0) * MY


def to_lonlat(x, y):
    return round(LON0 + x / MX, 6), round(LAT0 + y / MY, 6)


def normal(rng):
    """Nearly N(0, 1): a sum of twelve uniforms, the same bits on every machine."""
    return sum(rng.random() for _ in range(12)) - 6.0


def pick(rng, weighted):
    """One of the keys of a {key: weight} or [(key, weight)]."""
    items = list(weighted.items()) if isinstance(weighted, dict) else weighted
    rest = rng.random() * sum(weight for _, weight in items)
    for key, weight in items:
        rest -= weight
        if rest < 0:
            return key
    return items[-1][0]


def _clip(ring, ax, ay, bx, by):
    """The part of a convex ring nearer to a than to b."""
    nx, ny = bx - ax, by - ay
    limit = nx * (ax + bx) / 2 + ny * (ay + by) / 2
    out = []
    for (px, py), (qx, qy) in zip(ring, ring[1:] + ring[:1]):
        p, q = nx * px + ny * py - limit, nx * qx + ny * qy - limit
        if p <= 0:
            out.append((px, py))
        if (p < 0 < q) or (q < 0 < p):
            t = p / (p - q)
            out.append((px + t * (qx - px), py + t * (qy - py)))
    return out


def _roughen(a, b, rng):
    """Points between a and b by midpoint displacement, about 70 m apart."""
    length = math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2)
    if length < 90:
        return []
    shift = (rng.random() - 0.5) * 0.22
    middle = (
        (a[0] + b[0]) / 2 - shift * (b[1] - a[1]),
        (a[1] + b[1]) / 2 + shift * (b[0] - a[0]),
    )
    return _roughen(a, middle, rng) + [middle] + _roughen(middle, b, rng)


def area(ring):
    """Signed, in the units of the ring squared; the ring is open."""
    return sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(ring, ring[1:] + ring[:1])) / 2


def contains(ring, x, y):
    inside = False
    for (px, py), (qx, qy) in zip(ring, ring[1:] + ring[:1]):
        if (py > y) != (qy > y) and x < (qx - px) * (y - py) / (qy - py) + px:
            inside = not inside
    return inside


class Cell:
    """One neighbourhood: `ring` is open and counter-clockwise, in degrees of six decimals."""

    def __init__(self, index, row):
        district, name, name_ar, lon, lat, character, share = row
        self.code = f"{district}{index:02d}"
        self.district, self.name, self.name_ar, self.character = district, name, name_ar, character
        self.centre = (float(lon), float(lat))
        self.share = int(share) / 100
        self.corners, self.ring = [], []

    def finish(self, ring, rng):
        self.ring = ring
        lons, lats = [p[0] for p in ring], [p[1] for p in ring]
        self.box = min(lons), min(lats), max(lons), max(lats)
        self.km2 = area([to_xy(*p) for p in ring]) / 1e6
        density = places.DENSITY[self.character] * (0.8 + 0.4 * rng.random())
        self.population = int(min(density * self.km2, 38000 + 9000 * rng.random()))
        self.migrants = int(self.population * self.share * (0.9 + 0.2 * rng.random()))

    def sample(self, rng):
        west, south, east, north = self.box
        while True:
            lon = round(west + rng.random() * (east - west), 6)
            lat = round(south + rng.random() * (north - south), 6)
            if contains(self.ring, lon, lat):
                return lon, lat


class Ground:
    def __init__(self):
        self.cells, counts = [], {}
        for row in places.NEIGHBOURHOODS:
            counts[row[0]] = counts.get(row[0], 0) + 1
            self.cells.append(Cell(counts[row[0]], row))
        self._tessellate()

    def _tessellate(self):
        vertices, owners = [], {}

        def vertex(point):
            for number, (x, y) in enumerate(vertices):
                if (x - point[0]) ** 2 + (y - point[1]) ** 2 < 1.0:
                    return number
            vertices.append(point)
            return len(vertices) - 1

        hull = [to_xy(*p) for p in places.HULL]
        for cell in self.cells:
            ring, (ax, ay) = hull, to_xy(*cell.centre)
            for other in self.cells:
                if other is not cell:
                    ring = _clip(ring, ax, ay, *to_xy(*other.centre))
            numbers = [vertex(p) for p in ring]
            cell.corners = [n for n, after in zip(numbers, numbers[1:] + numbers[:1]) if n != after]
        self.borders = {}
        rng = rng_for("ground")
        for cell in self.cells:
            for a, b in zip(cell.corners, cell.corners[1:] + cell.corners[:1]):
                key = min(a, b), max(a, b)
                owners.setdefault(key, []).append(cell)
                if key not in self.borders:
                    start, end = vertices[key[0]], vertices[key[1]]
                    self.borders[key] = [to_lonlat(*p) for p in [start, *_roughen(start, end, rng), end]]
        for cell in self.cells:
            cell.finish(self.ring_of([cell]), rng)

    def ring_of(self, cells):
        """The outer ring of cells that together have one: their borders that occur once, chained."""
        following = {}
        for cell in cells:
            for a, b in zip(cell.corners, cell.corners[1:] + cell.corners[:1]):
                following[a, b] = True
        once = {a: b for a, b in following if (b, a) not in following}
        start = here = min(once)
        ring = []
        while True:
            there = once.pop(here)
            line = self.borders[min(here, there), max(here, there)]
            ring += (line if here < there else line[::-1])[:-1]
            here = there
            if here == start:
                break
        if once:
            raise SystemExit(f"the union of {cells[0].name} … {cells[-1].name} has more than one ring")
        return ring

    def locate(self, lon, lat):
        for cell in self.cells:
            west, south, east, north = cell.box
            if west <= lon <= east and south <= lat <= north and contains(cell.ring, lon, lat):
                return cell
        return None

    def near(self, rng, lon, lat, sigma):
        """A place in the city about `sigma` metres from one, and its neighbourhood."""
        while True:
            x, y = to_xy(lon, lat)
            place = to_lonlat(x + sigma * normal(rng), y + sigma * normal(rng))
            cell = self.locate(*place)
            if cell:
                return place, cell
