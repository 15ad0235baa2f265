"""Neighbourhoods, districts, the city, its main roads, and the population table."""

import places
from plane import normal, rng_for, to_lonlat, to_xy
from writing import polygon


def write(ground, out):
    out.features(
        "neighbourhoods.geojson",
        [
            (
                polygon(c.ring),
                {
                    "code": c.code,
                    "name": c.name,
                    "name_ar": c.name_ar,
                    "district_code": c.district,
                    "district": dict((d, n) for d, n, _ in places.DISTRICTS)[c.district],
                },
            )
            for c in ground.cells
        ],
    )
    out.note(
        "neighbourhoods.geojson",
        "neighbourhoods",
        len(ground.cells),
        "GeoJSON; a partition: shared borders have the same vertices; no population yet",
    )
    _population(ground, out)
    out.features(
        "districts.geojson",
        [
            (
                polygon(ground.ring_of([c for c in ground.cells if c.district == code])),
                {"code": code, "name": name, "name_ar": name_ar},
            )
            for code, name, name_ar in places.DISTRICTS
        ],
    )
    out.note("districts.geojson", "districts", 2, "GeoJSON; exact unions of the neighbourhoods")
    out.features(
        "city-boundary.geojson",
        [
            (
                polygon(ground.ring_of(ground.cells)),
                {"code": "27", "name": "Gaziantep", "name_ar": "غازي عنتاب"},
            )
        ],
    )
    out.note("city-boundary.geojson", "city-boundary", 1, "GeoJSON; the exact union of the districts")
    _roads(out)


def _population(ground, out):
    rows = [(c.code, c.name, c.population, c.migrants, "31.12.2025") for c in ground.cells]
    rng = rng_for("population")
    order = sorted(range(len(rows)), key=lambda _: rng.random())
    out.table(
        "population.csv",
        ["Mahalle Kodu", "Mahalle", "Nüfus", "Göçmen Nüfusu", "Sayım Tarihi"],
        [rows[i] for i in order],
        delimiter=";",
        bom=True,
    )
    total, migrants = sum(c.population for c in ground.cells), sum(c.migrants for c in ground.cells)
    out.note(
        "population.csv",
        "neighbourhoods",
        len(rows),
        "CSV, semicolon, BOM, Turkish headers, dates d.m.y; a table without places in another order, for "
        f"`--key code --update`; sums: {total} inhabitants, {migrants} migrants",
    )


def _roads(out):
    rng = rng_for("main-roads")
    features = []
    for number, name, name_ar, road_class, lanes, turns in places.ROADS:
        line = [turns[0]]
        for a, b in zip(turns, turns[1:]):
            (ax, ay), (bx, by) = to_xy(*a), to_xy(*b)
            steps = max(2, int(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 / 250))
            for i in range(1, steps):
                t, off = i / steps, 18 * normal(rng)
                line.append(to_lonlat(ax + t * (bx - ax) + off, ay + t * (by - ay) + off))
            line.append(b)
        features.append(
            (
                {"type": "LineString", "coordinates": [list(p) for p in line]},
                {
                    "road_no": number,
                    "name": name,
                    "name_ar": name_ar,
                    "road_class": road_class,
                    "lanes": lanes,
                },
            )
        )
    out.features("main-roads.geojson", features)
    out.note("main-roads.geojson", "main-roads", len(features), "GeoJSON, LineString")
