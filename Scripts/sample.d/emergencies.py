"""Emergency calls, with the days after 6 February 2023, and assembly areas."""

from datetime import datetime, timedelta

import people
from plane import normal, pick, rng_for, to_xy
from seasons import Spacing, moment
from writing import numbered

# Category: count, months, weekdays, hours, label.
KINDS = {
    "medical": (1980, "mild winter", "even", "life", "Sağlık"),
    "traffic": (900, "even", "working", "life", "Trafik kazası"),
    "public_order": (520, "warm", "weekend", "evening", "Asayiş"),
    "gas_leak": (230, "winter", "even", "stove", "Gaz kaçağı"),
    "flood": (160, "rain", "even", "life", "Sel ve su baskını"),
    "missing_person": (110, "warm", "even", "evening", "Kayıp kişi"),
    "other": (300, "even", "even", "life", "Diğer"),
}
OUTCOMES = {
    "Müdahale edildi": 74,
    "Telefonla yönlendirildi": 14,
    "İlgili birime aktarıldı": 8,
    "Asılsız": 4,
}
MAIN_ROADS = [
    (37.335, 37.062),
    (37.356, 37.071),
    (37.378, 37.073),
    (37.405, 37.066),
    (37.430, 37.065),
    (37.345, 37.097),
]
PARKS = [
    ("100. Yıl Atatürk Kültür Parkı", "حديقة أتاتورك الثقافية", 37.3660, 37.0655),
    ("Alleben Göleti", "بحيرة ألّبن", 37.3120, 37.0420),
    ("Masal Park", "حديقة الحكايات", 37.3590, 37.0640),
    ("Kavaklık Parkı", "حديقة كافاكلك", 37.3600, 37.0612),
]


def _events(ground):
    rng, spacing, events = rng_for("emergency-calls"), Spacing(75, 7), []
    weights = [(c, c.population) for c in ground.cells]

    def add(when, kind, place, cell):
        if not spacing.admits(when, *to_xy(*place)):
            return 0
        events.append((when, place, cell, kind))
        return 1

    for kind, (count, months, week, hours, _) in KINDS.items():
        made = 0
        while made < count:
            when = moment(rng, months, week, hours)
            if kind == "traffic" and rng.random() < 0.6:
                lon, lat = pick(rng, [(p, 1) for p in MAIN_ROADS])
                place, cell = ground.near(rng, lon, lat, 350)
            else:
                cell = pick(rng, weights)
                place = cell.lived(rng)
            made += add(when, kind, place, cell)
    made = 0
    while made < 400:
        # Two shocks on the first day, 04:17 and 13:24, then fewer calls from day to day.
        after = 40 * rng.random() ** 5
        start = datetime(2023, 2, 6, 4, 18) if rng.random() < 0.7 else datetime(2023, 2, 6, 13, 25)
        cell = pick(rng, weights)
        made += add(start + timedelta(minutes=int(after * 1440)), "earthquake", cell.lived(rng), cell)
    return sorted(events, key=lambda e: e[:2])


def write(ground, out):
    rng, rows, events = rng_for("emergency-calls.csv"), [], _events(ground)
    for number, (when, (lon, lat), cell, kind) in zip(numbered("{year}/{n}", (e[0] for e in events)), events):
        shaken = kind == "earthquake"
        label = "Deprem" if shaken else KINDS[kind][4]
        urgent = (
            {1: 5, 2: 3, 3: 1}
            if kind in ("medical", "traffic", "earthquake", "gas_leak")
            else {1: 1, 2: 4, 3: 4}
        )
        wait = max(0.4, (9 if shaken else 2.1) + (4 if shaken else 0.8) * normal(rng))
        language = pick(rng, {"Arapça": cell.share * 0.8, "Diğer dil": 0.01, "Türkçe": 1 - cell.share * 0.8})
        rows.append(
            [
                number,
                f"{when.day}.{when.month:02d}.{when.year} {when:%H:%M}",
                label,
                pick(rng, urgent),
                f"{wait:.1f}",
                pick(rng, OUTCOMES),
                language,
                people.phone(rng),
                f"{lon:.6f}",
                f"{lat:.6f}",
            ]
        )
    at = iter(range(131, len(rows), 173))
    for _ in range(4):
        rows[next(at)][8:] = ["0.000000", "0.000000"]
    for _ in range(9):
        rows[next(at)][8:] = ["", ""]
    for _ in range(2):
        rows[next(at)][2] = "Elektrik kesintisi"
    for _ in range(3):
        row = rows[next(at)]
        row[8], row[9] = row[9], row[8]
    out.table(
        "emergency-calls.csv",
        [
            "Çağrı No",
            "Çağrı Zamanı",
            "Çağrı Türü",
            "Öncelik",
            "Sevk Süresi",
            "Sonuç",
            "Arayanın Dili",
            "Arayanın Telefonu",
            "Boylam",
            "Enlem",
        ],
        rows,
    )
    out.note(
        "emergency-calls.csv",
        "emergency-calls",
        len(rows),
        "CSV, comma, no BOM, Turkish headers, dates d.m.y with one-digit days (`6.02.2023 04:19`); the "
        "days after the "
        "earthquakes of 6 February 2023 stand out",
        "9 without coordinates and 2 of an unknown category (`Elektrik kesintisi`), to be rejected; 4 at "
        "0,0 and 3 with "
        "longitude and latitude swapped, to be flagged",
    )
    _areas(ground, out)


def _areas(ground, out):
    rng, rows = rng_for("assembly-areas"), []
    places = [(name, name_ar, (lon, lat)) for name, name_ar, lon, lat in PARKS]
    order = sorted(ground.cells, key=lambda _: rng.random())[:36]
    places += [
        (f"{c.name} Parkı", f"حديقة {c.name_ar}", c.sample(rng)) for c in sorted(order, key=lambda c: c.code)
    ]
    for number, (name, name_ar, (lon, lat)) in enumerate(places, 1):
        surface = round(1500 + 30000 * rng.random() ** 3, 0)
        rows.append(
            [
                f"TA-{number:02d}",
                name,
                name_ar,
                f"{surface:.0f}",
                int(surface / 1.5),
                *("evet" if rng.random() < p else "hayır" for p in (0.8, 0.6, 0.5)),
                f"POINT ({lon:.6f} {lat:.6f})",
            ]
        )
    out.table(
        "assembly-areas.csv",
        [
            "Alan No",
            "Alan Adı",
            "Arapça Adı",
            "Yüzölçümü",
            "Kapasite",
            "İçme Suyu",
            "Elektrik",
            "Tuvalet",
            "WKT",
        ],
        rows,
    )
    out.note(
        "assembly-areas.csv",
        "assembly-areas",
        len(rows),
        "CSV with a WKT column; yes and no as `evet` and `hayır`",
    )
