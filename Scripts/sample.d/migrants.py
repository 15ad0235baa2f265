"""Service points (public) and visits (restricted).

Visits are made so that a privacy test has something to find: persons come again and again; in a few
cells many persons come in one month; three persons are each alone in their cell of the 500 m grid and come
so often in one month that their rows, but not their number, reach the minimum.
"""

from datetime import datetime, timedelta

import people
from plane import pick, rng_for
from project import utm37
from seasons import moment
from writing import numbered

SERVICES = {
    "registration": ("التسجيل والوثائق", "Kayıt Merkezi", "مركز التسجيل"),
    "legal": ("الاستشارة القانونية", "Hukuki Destek Bürosu", "مكتب الدعم القانوني"),
    "health": ("الإرشاد الصحي", "Sağlık Danışma Noktası", "نقطة الإرشاد الصحي"),
    "psychosocial": ("الدعم النفسي والاجتماعي", "Aile Destek Merkezi", "مركز دعم الأسرة"),
    "language": ("دورات اللغة التركية", "Dil Kursu", "مركز دورات اللغة"),
    "employment": ("التوظيف والتدريب المهني", "Meslek Edindirme Merkezi", "مركز التدريب المهني"),
    "aid": ("المساعدات الاجتماعية", "Sosyal Market", "السوق الاجتماعي"),
}
OPERATORS = {"municipality": "البلدية", "state": "مؤسسة حكومية", "ngo": "منظمة أهلية"}
# Centres of the cells where many live: easting and northing cell numbers are taken from these places.
CROWDED = [(37.4165, 37.0500), (37.4010, 37.0420), (37.3920, 37.0640), (37.4240, 37.0640), (37.3850, 37.0370)]
# Three outskirts where one person lives alone.
LONELY = [(37.3215, 37.0880), (37.3360, 37.0135), (37.4430, 37.0860)]
CAMPAIGN = [datetime(2023, 9, 4), datetime(2024, 9, 2), datetime(2025, 9, 1)]


def square(place):
    """The cell of the 500 m grid in EPSG:32637."""
    east, north = utm37(*place)
    return int(east // 500), int(north // 500)


def write(ground, out):
    stops = _points(ground, out)
    _visits(ground, out, stops)


def _points(ground, out):
    rng, rows, stops = rng_for("service-points"), [], []
    weights = [(c, c.migrants) for c in ground.cells]
    kinds = list(SERVICES)
    for number in range(1, 26):
        cell = pick(rng, weights)
        lon, lat = cell.lived(rng)
        kind = kinds[(number - 1) % len(kinds)]
        label, name, name_ar = SERVICES[kind]
        operator = pick(rng, {"municipality": 4, "state": 2, "ngo": 4})
        hours = pick(rng, {"09:00–17:00": 3, "08:30–16:30": 2, "09:00–12:00, 13:00–18:00": 2})
        stops.append((f"GH-{number:02d}", kind))
        rows.append(
            [
                f"GH-{number:02d}",
                f"{cell.name} {name}",
                f"{name_ar} في {cell.name_ar}",
                label,
                OPERATORS[operator],
                hours,
                "نعم" if rng.random() < 0.8 else "لا",
                "نعم" if rng.random() < 0.6 else "لا",
                people.phone(rng),
                f"{lon:.6f}",
                f"{lat:.6f}",
            ]
        )
    out.table(
        "service-points.csv",
        [
            "رقم النقطة",
            "اسم النقطة",
            "الاسم بالعربية",
            "نوع الخدمة",
            "الجهة المشغلة",
            "ساعات العمل",
            "خدمة باللغة العربية",
            "ملائم لذوي الإعاقة",
            "الهاتف",
            "خط الطول",
            "خط العرض",
        ],
        rows,
        bom=True,
    )
    out.note(
        "service-points.csv",
        "service-points",
        len(rows),
        "CSV, comma, BOM, Arabic headers and labels (`نعم`, `لا`), a quoted cell with a comma",
    )
    return stops


def _persons(ground, rng):
    """Homes with a code, apart from the lonely ones' cells."""
    alone = {square(p) for p in LONELY}
    persons, weights = [], [(c, c.migrants) for c in ground.cells]
    while len(persons) < 1100:
        if len(persons) < 500:
            east, north = square(CROWDED[len(persons) % len(CROWDED)])
            place, cell = ground.near(rng, *CROWDED[len(persons) % len(CROWDED)], 130)
            if square(place) != (east, north):
                continue
        else:
            cell = pick(rng, weights)
            place = cell.lived(rng)
        if square(place) in alone:
            continue
        persons.append({"place": place, "crowded": len(persons) < 500})
    persons += [{"place": p, "crowded": False} for p in LONELY]
    codes = set()
    for person in persons:
        while "code" not in person:
            code = f"K{int(rng.random() * 900000) + 100000}"
            if code not in codes:
                codes.add(code)
                person["code"] = code
        person["gender"] = pick(rng, {"female": 52, "male": 46, "undisclosed": 2})
        person["age"] = pick(rng, {"child": 22, "adult": 72, "senior": 6})
        person["household"] = 1 + int(8 * rng.random() ** 1.3)
        person["consent"] = rng.random() < 0.93
        person["zeal"] = 0.3 + rng.random() ** 4 * 6
    return persons


def _visits(ground, out, stops):
    rng = rng_for("service-visits")
    persons = _persons(ground, rng)
    visits = [(moment(rng, "even", "office", "office", 0.2), p) for p in persons[:-3]]
    crowd, others = [p for p in persons if p["crowded"]], persons[:-3]
    for month in CAMPAIGN:
        # In a campaign month every crowded cell sees about thirty different persons.
        for person in crowd:
            if rng.random() < 0.3:
                visits.append((_office(rng, month, 26), person))
    weights = [(p, p["zeal"]) for p in others]
    while len(visits) < 2955:
        visits.append((moment(rng, "campaign", "office", "office", 0.2), pick(rng, weights)))
    for person, month, times in zip(
        persons[-3:], (datetime(2024, 3, 4), datetime(2025, 5, 5), datetime(2025, 10, 6)), (12, 15, 18)
    ):
        visits += [(_office(rng, month, 24), person) for _ in range(times)]
    visits.sort(key=lambda v: (v[0], v[1]["code"]))
    rows = []
    for number, (when, person) in zip(numbered("V-{year}-{n:04d}", (v[0] for v in visits)), visits):
        stop, kind = stops[int(rng.random() * len(stops))]
        note = pick(rng, {None: 12, "Tercüman istedi": 1, "بحاجة إلى مترجم": 1, "Randevu verildi": 1})
        lon, lat = person["place"]
        rows.append(
            [
                number,
                f"{when:%Y-%m-%d %H:%M}",
                person["code"],
                kind,
                stop,
                person["gender"],
                person["age"],
                person["household"],
                "true" if person["consent"] else "false",
                note,
                f"{lon:.6f}",
                f"{lat:.6f}",
            ]
        )
    out.table(
        "service-visits.csv",
        [
            "visit_no",
            "visited_at",
            "person_code",
            "service",
            "service_point",
            "gender",
            "age_group",
            "household_size",
            "consent",
            "note",
            "lon",
            "lat",
        ],
        rows,
        newline="\n",
    )
    told = ", ".join(
        f"`{p['code']}` {times} times in {month} (cell {square(p['place'])[0]}/{square(p['place'])[1]})"
        for p, times, month in zip(persons[-3:], (12, 15, 18), ("March 2024", "May 2025", "October 2025"))
    )
    out.note(
        "service-visits.csv",
        "service-visits",
        len(rows),
        f"CSV, comma, property names as headers; **restricted**; {len(persons)} persons, many of them "
        "repeatedly, a person "
        "always at the same place; three persons are each alone in their cell of the 500 m grid "
        "(EPSG:32637, numbers "
        f"⌊E/500⌋/⌊N/500⌋) and came {told}: their rows reach 10, their number does not",
    )


def _office(rng, first, days):
    """A working hour within `days` of a Monday."""
    while True:
        when = first + timedelta(
            days=int(rng.random() * days), hours=9 + int(rng.random() * 7), minutes=int(rng.random() * 60)
        )
        if when.weekday() < 5:
            return when
