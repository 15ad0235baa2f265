"""Schools and health facilities."""

import people
from plane import pick, rng_for
from project import utm37
from writing import point

# Label, count, name, pupils.
LEVELS = [
    ("Anaokulu", 8, "Anaokulu", 120),
    ("İlkokul", 20, "İlkokulu", 620),
    ("Ortaokul", 16, "Ortaokulu", 640),
    ("Lise", 9, "Anadolu Lisesi", 560),
    ("Meslek lisesi", 5, "Mesleki ve Teknik Anadolu Lisesi", 700),
    ("Halk eğitimi merkezi", 2, "Halk Eğitimi Merkezi", 300),
]
# Code, count, name, Arabic name.
FACILITIES = [
    ("hospital", 4, "Devlet Hastanesi", "المستشفى الحكومي في"),
    ("family_health", 14, "Aile Sağlığı Merkezi", "مركز صحة الأسرة في"),
    ("migrant_health", 4, "Göçmen Sağlığı Merkezi", "مركز صحة المهاجرين في"),
    ("ambulance", 5, "Ambulans İstasyonu", "محطة إسعاف"),
    ("dental", 3, "Ağız ve Diş Sağlığı Merkezi", "مركز صحة الفم والأسنان في"),
]


def write(ground, out):
    _schools(ground, out)
    _facilities(ground, out)


def _schools(ground, out):
    rng, rows, used = rng_for("schools"), [], set()
    weights = [(c, c.population) for c in ground.cells]
    for label, count, suffix, usual in LEVELS:
        made = 0
        while made < count:
            cell = pick(rng, weights)
            if (cell.code, label) in used:
                continue
            used.add((cell.code, label))
            made += 1
            east, north = utm37(*cell.lived(rng))
            pupils = int(usual * (0.6 + 0.9 * rng.random()))
            rows.append(
                [
                    f"{751000 + 7 * len(rows)}",
                    f"{cell.name} {suffix}",
                    label,
                    pupils,
                    max(4, int(pupils / 34)),
                    2 if rng.random() < cell.share else 1,
                    "evet" if rng.random() < 0.55 else "hayır",
                    f"{east:.2f}",
                    f"{north:.2f}",
                ]
            )
    out.table(
        "schools.csv",
        [
            "Okul No",
            "Okul Adı",
            "Kademe",
            "Öğrenci Sayısı",
            "Derslik Sayısı",
            "Günlük Öğretim Sayısı",
            "Deprem Güçlendirmesi",
            "X",
            "Y",
        ],
        rows,
        delimiter=";",
    )
    out.note(
        "schools.csv",
        "schools",
        len(rows),
        "CSV, semicolon, Turkish headers and labels; X and Y in metres of UTM zone 37 N, which the file "
        "does not say "
        "(`--crs EPSG:32637`; refused without)",
    )


def _facilities(ground, out):
    rng, features = rng_for("health-facilities"), []
    for kind, count, suffix, prefix in FACILITIES:
        used = set()
        weights = [(c, c.migrants if kind == "migrant_health" else c.population) for c in ground.cells]
        while len(used) < count:
            cell = pick(rng, weights)
            if cell.code in used:
                continue
            used.add(cell.code)
            features.append(
                (
                    point(cell.lived(rng)),
                    {
                        "facility_no": f"S-{len(features) + 1:03d}",
                        "name": f"{cell.name} {suffix}",
                        "name_ar": f"{prefix} {cell.name_ar}",
                        "category": kind,
                        "beds": int(120 + 500 * rng.random()) if kind == "hospital" else None,
                        "emergency_room": kind == "hospital",
                        "arabic_spoken": kind == "migrant_health" or rng.random() < cell.share,
                        "phone": people.phone(rng),
                    },
                )
            )
    out.features(
        "health-facilities.geojson",
        features,
        {
            "name": "health-facilities",
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        },
    )
    out.note(
        "health-facilities.geojson",
        "health-facilities",
        len(features),
        "GeoJSON with the `crs` member that RFC 7946 dropped (honoured, with a warning)",
    )
