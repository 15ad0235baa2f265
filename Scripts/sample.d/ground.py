"""Neighbourhoods as a partition: Voronoi cells of the centres whose shared borders are roughened once.

Every border is one polyline, stored once and used by both sides, so edges are shared vertex by vertex and a
district or the city is an exact union: the borders that occur once.
"""

import places
from plane import area, contains, normal, pick, rng_for, to_lonlat, to_xy


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
    length = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
    if length < 90:
        return []
    shift = (rng.random() - 0.5) * 0.22
    middle = (
        (a[0] + b[0]) / 2 - shift * (b[1] - a[1]),
        (a[1] + b[1]) / 2 + shift * (b[0] - a[0]),
    )
    return _roughen(a, middle, rng) + [middle] + _roughen(middle, b, rng)


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

        # Where people live within it: a few hearts with a spread in metres and a weight.
        count = 2 + int(3 * rng.random() + self.km2 / 2)
        self.hearts = [
            ((*self.sample(rng), 90 + 160 * rng.random()), 0.4 + rng.random()) for _ in range(count)
        ]

    def lived(self, rng):
        """A place where people are: mostly near one of the hearts."""
        if rng.random() < 0.3:
            return self.sample(rng)
        while True:
            lon, lat, spread = pick(rng, self.hearts)
            x, y = to_xy(lon, lat)
            place = to_lonlat(x + spread * normal(rng), y + spread * normal(rng))
            if contains(self.ring, *place):
                return place

    def sample(self, rng):
        """A place anywhere in it."""
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
