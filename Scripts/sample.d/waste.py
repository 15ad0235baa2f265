"""Complaints, collection points and monthly tonnage."""

from datetime import date, timedelta

import people
from plane import normal, pick, rng_for, to_xy
from seasons import Spacing, moment, some_day
from writing import numbered, point

# Category: share, months, descriptions in Turkish and Arabic.
KINDS = {
    "missed_collection": (1500, "even", "Çöp üç gündür alınmadı", "لم تُجمع النفايات منذ ثلاثة أيام"),
    "overflowing": (1350, "warm", "Konteyner taşıyor", "الحاوية ممتلئة وتفيض"),
    "odour": (620, "summer", "Konteynerden kötü koku geliyor", "رائحة كريهة من الحاوية"),
    "bulky": (560, "warm", "Kaldırımda eski koltuk var", "أثاث قديم على الرصيف"),
    "rubble": (430, "even", "Yola moloz dökülmüş", "أنقاض ملقاة في الشارع"),
    "sweeping": (560, "mild winter", "Sokak süpürülmüyor", "الشارع بحاجة إلى تنظيف"),
    "dead_animal": (180, "even", "Yol kenarında ölü hayvan", None),
}
# The market, a street behind the bazaar, two quarters where the lorries do not pass.
# Longitude, latitude, spread in metres, weight.
CLUSTERS = [
    (37.3895, 37.0655, 200, 4),
    (37.3860, 37.0605, 150, 3),
    (37.4180, 37.0455, 300, 4),
    (37.3815, 37.0850, 250, 2),
]


def write(ground, out):
    _complaints(ground, out)
    _points(ground, out)
    _tonnage(ground, out)


def _complaints(ground, out):
    rng, spacing, events = rng_for("waste-complaints"), Spacing(40, 35), []
    weights = [(c, c.population * (1 + 1.5 * c.share)) for c in ground.cells]
    for kind, (count, months, *texts) in KINDS.items():
        made = 0
        while made < count:
            when = moment(rng, months, "monday", "day", growth=0.15)
            if rng.random() < 0.3:
                lon, lat, spread, _ = pick(rng, [(c, c[3]) for c in CLUSTERS])
                place, cell = ground.near(rng, lon, lat, spread)
            else:
                cell = pick(rng, weights)
                place = cell.lived(rng)
            if spacing.admits(when, *to_xy(*place)):
                events.append((when, place, cell, kind, texts))
                made += 1
    events.sort(key=lambda e: e[:2])
    features = []
    for number, (when, place, cell, kind, (turkish, arabic)) in zip(
        numbered("A-{year}-{n:05d}", (e[0] for e in events)), events
    ):
        status = pick(rng, {"resolved": 86, "dismissed": 7, "in_progress": 5, "open": 2})
        if when.date() > date(2025, 12, 10):
            status = pick(rng, {"resolved": 3, "in_progress": 3, "open": 4})
        done = (
            when + timedelta(minutes=int(60 * (3 + 90 * rng.random() ** 3))) if status == "resolved" else None
        )
        writes_arabic = arabic and rng.random() < cell.share * 0.7
        text = (arabic if writes_arabic else turkish) if rng.random() < 0.6 else None
        features.append(
            (
                point(place),
                {
                    "complaint_no": number,
                    "reported_at": f"{when:%Y-%m-%dT%H:%M}:00+03:00",
                    "category": kind,
                    "status": status,
                    "channel": pick(rng, {"phone": 45, "app": 35, "web": 12, "counter": 8}),
                    "priority": 1 + int(rng.random() ** 2 * 3),
                    "resolved_at": done and f"{done:%Y-%m-%dT%H:%M}:00+03:00",
                    "description": text,
                    "complainant": people.name(rng, 1.0 if writes_arabic else 0.0)
                    if rng.random() < 0.5
                    else None,
                },
            )
        )
    at = range(97, len(features), 211)
    for index in at[:6]:
        features[index] = (point((0, 0)), features[index][1])
    for index in at[6:14]:
        features[index] = (None, features[index][1])
    for index in at[14:16]:
        features[index][1]["category"] = "noise"
    for index in at[16:19]:
        lon, lat = features[index][0]["coordinates"]
        features[index] = (point((lat, lon)), features[index][1])
    out.features("waste-complaints.geojson", features)
    out.note(
        "waste-complaints.geojson",
        "waste-complaints",
        len(features),
        "GeoJSON; times with +03:00; descriptions in Turkish and Arabic",
        "8 without geometry and 2 of an unknown category (`noise`), to be rejected; 6 at 0,0 and 3 with "
        "longitude "
        "and latitude swapped, to be flagged",
    )


def _points(ground, out):
    rng, rows, taken = rng_for("waste-collection-points"), [], []
    weights = [(c, c.population) for c in ground.cells]
    while len(rows) < 400:
        place = pick(rng, weights).lived(rng)
        x, y = to_xy(*place)
        if any((x - a) ** 2 + (y - b) ** 2 < 60**2 for a, b in taken):
            continue
        taken.append((x, y))
        container = pick(
            rng,
            {
                "Wheeled container": 62,
                "Underground container": 16,
                "Recycling container": 14,
                "Glass bank": 8,
            },
        )
        litres = {
            "Wheeled container": 770,
            "Underground container": 5000,
            "Recycling container": 1100,
            "Glass bank": 2500,
        }
        often = 2 if container in ("Glass bank", "Recycling container") else 7
        rows.append(
            [
                f"K-{len(rows) + 1:04d}",
                container,
                litres[container],
                max(1, often - int(rng.random() * 3)),
                f"{some_day(rng, date(2012, 1, 1), date(2025, 6, 30)):%Y-%m-%d}",
                f"{place[0]:.6f}",
                f"{place[1]:.6f}",
            ]
        )
    out.table(
        "waste-collection-points.tsv",
        ["Point number", "Container type", "Capacity", "Pickups per week", "Installed on", "lon", "lat"],
        rows,
        delimiter="\t",
        newline="\n",
    )
    out.note(
        "waste-collection-points.tsv", "waste-collection-points", len(rows), "TSV, English headers and labels"
    )


def _tonnage(ground, out):
    rng, rows = rng_for("waste-tonnage"), []
    for month in range(1, 13):
        season = 1 + 0.12 * (month in (6, 7, 8, 9))
        for cell in ground.cells:
            tonnes = cell.population * 0.0295 * season * (1 + 0.06 * normal(rng))
            recycled = tonnes * (0.04 + 0.05 * rng.random())
            rows.append(
                [
                    f"T-2025{month:02d}-{cell.code}",
                    f"2025-{month:02d}-01",
                    cell.code,
                    f"{tonnes:.2f}",
                    f"{recycled:.2f}",
                ]
            )
    out.table(
        "waste-tonnage.csv", ["record_no", "month", "neighbourhood_code", "household", "recyclable"], rows
    )
    out.note(
        "waste-tonnage.csv",
        "waste-tonnage",
        len(rows),
        "CSV, a table without places: one row a neighbourhood and month of 2025, key of the neighbourhood "
        "in it",
    )
