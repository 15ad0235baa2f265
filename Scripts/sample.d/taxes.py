"""Parcels in small blocks of rectangles, and the arrears in a table of their own."""

from datetime import date
from math import cos, sin

import people
from plane import contains, pick, rng_for, to_lonlat, to_xy, total
from seasons import some_day
from writing import polygon

USES = {
    "old": {"residential": 5, "commercial": 5, "public": 1, "vacant": 1},
    "dense": {"residential": 10, "commercial": 2, "public": 1, "vacant": 1},
    "middle": {"residential": 9, "commercial": 3, "public": 1, "vacant": 1},
    "new": {"residential": 8, "commercial": 1, "public": 1, "vacant": 4, "agricultural": 1},
    "industrial": {"industrial": 8, "commercial": 2, "public": 1, "vacant": 2},
}
# TRY per m² of land and per m² of floor.
LAND = {"old": 9000, "dense": 4500, "middle": 15000, "new": 12000, "industrial": 6000}
FLOORS = {"old": 2, "dense": 3, "middle": 5, "new": 9, "industrial": 1}
# Tax rates in a metropolitan city: homes 0.2 %, other buildings 0.4 %, building plots 0.6 %, fields 0.2 %.
RATE = {
    "residential": 0.002,
    "commercial": 0.004,
    "industrial": 0.004,
    "vacant": 0.006,
    "agricultural": 0.002,
    "public": 0,
}


def _blocks(cell, rng, wanted, taken):
    """Blocks of two rows of lots, wholly inside the neighbourhood and clear of each other."""
    count = 0
    large = 3 if cell.character == "industrial" else 1
    for _ in range(4000):
        if count >= wanted:
            return
        lots = 3 + int(rng.random() * 4)
        width, depth = (14 + 10 * rng.random()) * large, (20 + 12 * rng.random()) * large
        angle = (rng.random() - 0.5) * 0.9
        ux, uy = cos(angle), sin(angle)
        x, y = to_xy(*cell.sample(rng))
        reach = ((lots * width) ** 2 + (2 * depth) ** 2) ** 0.5 / 2

        def corner(column, row):
            a, b = (column - lots / 2) * width, (row - 1) * depth
            return to_lonlat(x + a * ux - b * uy, y + a * uy + b * ux)

        grid = {(c, r): corner(c, r) for c in range(lots + 1) for r in range(3)}
        if any((x - ox) ** 2 + (y - oy) ** 2 < (reach + other + 8) ** 2 for ox, oy, other in taken):
            continue
        # Borders bend at some 70 m: points of the block's rim every few metres show that it lies inside.
        rim = [(c / 4, r) for c in range(4 * lots + 1) for r in (0, 2)] + [
            (c, r / 4) for c in (0, lots) for r in range(9)
        ]
        if not all(contains(cell.ring, *corner(c, r)) for c, r in rim):
            continue
        taken.append((x, y, reach))
        for c in range(lots):
            for r in range(2):
                if count < wanted:
                    count += 1
                    yield (
                        [grid[c, r], grid[c + 1, r], grid[c + 1, r + 1], grid[c, r + 1]],
                        width * depth,
                        len(taken),
                    )


def write(ground, out):
    rng, taken, features, owed, lot = rng_for("parcels"), [], [], [], {}
    weight = sum(c.population + 6000 for c in ground.cells)
    for cell in ground.cells:
        wanted = round(2000 * (cell.population + 6000) / weight)
        for ring, square, block in _blocks(cell, rng, wanted, taken):
            lot[block] = lot.get(block, 0) + 1
            number = f"{1000 + block}/{lot[block]}"
            use = pick(rng, USES[cell.character])
            floors = (
                0
                if use in ("vacant", "agricultural")
                else max(1, int(FLOORS[cell.character] * (0.5 + rng.random())))
            )
            value = square * LAND[cell.character] * (0.7 + 0.6 * rng.random()) * (1 + 0.6 * floors)
            value = round(value * (0.1 if use == "agricultural" else 1), -3)
            tax = round(value * RATE[use], 2)
            owner = (
                pick(rng, {"person": 80, "company": 17, "foundation": 3}) if use != "public" else "government"
            )
            if use == "industrial":
                owner = pick(rng, {"company": 4, "person": 1})
            features.append(
                (
                    polygon(ring),
                    {
                        "parcel_no": number,
                        "land_use": use,
                        "area": round(square, 1),
                        "floors": floors,
                        "assessed_value": value,
                        "assessed_on": f"{some_day(rng, date(2025, 1, 2), date(2025, 3, 31)):%Y-%m-%d}",
                        "tax_due": tax,
                        "owner_type": owner,
                        "owner": people.name(rng) if owner == "person" else None,
                    },
                )
            )
            poorer = {"old": 0.45, "dense": 0.5, "industrial": 0.35}.get(cell.character, 0.22)
            if tax and rng.random() < poorer:
                years = 0.3 + 4.5 * rng.random() ** 2
                paid = date(2025, 11, 30) if years < 1 else date(2025 - int(years), 5, 31)
                owed.append([number, round(tax * years * (1 + 0.2 * years), 2), paid])
    out.features("parcels.geojson", features)
    out.note(
        "parcels.geojson",
        "parcels",
        len(features),
        "GeoJSON, small rectangles in blocks, each wholly in one neighbourhood; no arrears yet",
    )
    _arrears(owed, out)


def _arrears(owed, out):
    rng = rng_for("arrears")
    rows = [
        [number, f"{sum_:.2f}".replace(".", ","), f"{paid.day}.{paid.month:02d}.{paid.year}"]
        for number, sum_, paid in owed
    ]
    rows.sort(key=lambda _: rng.random())
    debt = total(sum_ for _, sum_, _ in owed)
    rows[11:11] = [["9999/1", "1250,00", "31.05.2022"]]
    rows[40:40] = [["9999/2", "845,50", "31.05.2023"]]
    out.table(
        "arrears.csv", ["Parsel No", "Vergi Borcu", "Son Ödeme Tarihi"], rows, delimiter=";", newline="\n"
    )
    out.note(
        "arrears.csv",
        "parcels",
        len(rows),
        "CSV, semicolon, decimal comma (`--decimal ,`), dates d.m.y with one-digit days; a table without "
        "places, for "
        f"`--key parcel_no --update`; the {len(owed)} known parcels owe {debt:.2f} TRY together",
        "2 rows name a parcel that is not there (9999/1, 9999/2)",
    )
