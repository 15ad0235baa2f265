"""Fire stations and hydrants."""

from datetime import date

import people
from plane import normal, pick, rng_for, to_xy
from seasons import some_day

# Station number, name, Arabic name, type, vehicles, staff, opened, longitude, latitude.
STATIONS = [
    ("İ-01", "Merkez İtfaiye", "مركز الإطفاء الرئيسي", "central", 14, 96, "1988-05-02", 37.3812, 37.0668),
    ("İ-02", "Karataş", "قره طاش", "branch", 5, 34, "2009-09-14", 37.3531, 37.0187),
    ("İ-03", "İbrahimli", "إبراهيملي", "branch", 5, 36, "2012-03-19", 37.3224, 37.0788),
    ("İ-04", "Sanayi", "صناعي", "branch", 7, 42, "2001-06-11", 37.4402, 37.0737),
    ("İ-05", "Düztepe", "دوز تبه", "branch", 4, 30, "1997-10-06", 37.3866, 37.0431),
    ("İ-06", "Onat Kutlar", "أونات كوتلار", "branch", 4, 28, "2016-04-25", 37.3813, 37.0989),
    ("İ-07", "Perilikaya", "بيريلي قيا", "branch", 4, 30, "2005-02-07", 37.4161, 37.0503),
    (
        "İ-08",
        "Güneykent Gönüllü İtfaiye",
        "متطوعو غوني كنت",
        "volunteer",
        2,
        18,
        "2019-11-18",
        37.3237,
        37.0252,
    ),
]


def write(ground, out):
    _stations(out)
    _hydrants(ground, out)


def _stations(out):
    rows = [
        (no, name, name_ar, kind, vehicles, staff, opened, people.phone(rng_for(no)), lon, lat)
        for no, name, name_ar, kind, vehicles, staff, opened, lon, lat in STATIONS
    ]
    out.table(
        "fire-stations.csv",
        [
            "Station number",
            "Name",
            "Name in Arabic",
            "Station type",
            "Vehicles",
            "Staff",
            "Opened on",
            "Telephone",
            "Longitude",
            "Latitude",
        ],
        rows,
        newline="\n",
    )
    out.note("fire-stations.csv", "fire-stations", len(rows), "CSV, comma, English headers")


def _hydrants(ground, out):
    rng, rows, taken = rng_for("fire-hydrants"), [], []
    weights = [(c, (c.population * c.km2) ** 0.5) for c in ground.cells]
    while len(rows) < 600:
        place = pick(rng, weights).lived(rng)
        x, y = to_xy(*place)
        if any((x - a) ** 2 + (y - b) ** 2 < 80**2 for a, b in taken):
            continue
        taken.append((x, y))
        below = rng.random() < 0.35
        status = pick(rng, {"Çalışıyor": 82, "Arızalı": 9, "Erişim engelli": 5, "Kontrol edilmedi": 4})
        checked = (
            None if status == "Kontrol edilmedi" else some_day(rng, date(2025, 1, 10), date(2025, 12, 20))
        )
        pressure = None if status != "Çalışıyor" else f"{max(1.5, 4.6 + 0.9 * normal(rng)):.1f}"
        rows.append(
            [
                f"H-{len(rows) + 1:04d}",
                "Yer altı" if below else "Yer üstü",
                status,
                80 if below and rng.random() < 0.5 else 100,
                pressure,
                checked and f"{checked:%d.%m.%Y}",
                f"{place[1]:.6f}",
                f"{place[0]:.6f}",
            ]
        )
    out.table(
        "fire-hydrants.csv",
        ["Hidrant No", "Hidrant Türü", "Durumu", "Çap", "Basınç", "Son Kontrol Tarihi", "Enlem", "Boylam"],
        rows,
        delimiter=";",
        encoding="cp1254",
    )
    out.note(
        "fire-hydrants.csv",
        "fire-hydrants",
        len(rows),
        "CSV, semicolon, **Windows-1254** (`--encoding windows-1254`), Turkish headers, dates d.m.y",
    )
