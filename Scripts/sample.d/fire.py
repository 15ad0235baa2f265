"""Fire incidents with their seasons."""

import equipment
import people
import places
from plane import normal, pick, rng_for, to_xy
from seasons import Spacing, moment
from writing import numbered

# Category: share, months, weekdays, hours, causes, base severity, base loss in TRY.
KINDS = {
    "building": (
        1150,
        "mild winter",
        "even",
        "evening",
        {"electrical": 5, "cooking": 4, "stove": 3, "cigarette": 1, "unknown": 2},
        3,
        60000,
    ),
    "chimney": (760, "winter", "even", "stove", {"stove": 1}, 2, 9000),
    "vehicle": (
        430,
        "even",
        "even",
        "life",
        {"electrical": 4, "machinery": 3, "unknown": 3, "arson": 1},
        2,
        120000,
    ),
    "grass": (900, "summer", "even", "afternoon", {"cigarette": 4, "unknown": 4, "arson": 1}, 1, 0),
    "rubbish": (560, "warm", "weekend", "evening", {"cigarette": 5, "unknown": 3, "arson": 2}, 1, 0),
    "industrial": (
        210,
        "even",
        "working",
        "work",
        {"machinery": 5, "electrical": 4, "unknown": 2},
        4,
        900000,
    ),
    "false_alarm": (290, "even", "weekend", "evening", {None: 1}, 1, 0),
}
LABELS = {
    "building": "Bina",
    "chimney": "Baca",
    "vehicle": "Araç",
    "grass": "Ot ve anız",
    "rubbish": "Çöp",
    "industrial": "Sanayi tesisi",
    "false_alarm": "Asılsız ihbar",
}
CAUSES = {
    "stove": "Soba veya baca",
    "electrical": "Elektrik",
    "cooking": "Yemek pişirme",
    "cigarette": "Sigara izmariti",
    "machinery": "Makine",
    "arson": "Kundaklama",
    "unknown": "Bilinmiyor",
    None: "",
}
# Longitude, latitude, spread in metres, weight.
CLUSTERS = {
    "building": [(37.3850, 37.0620, 260, 5), (37.3830, 37.0450, 350, 3), (37.4165, 37.0510, 350, 2)],
    "industrial": [(37.4420, 37.0755, 550, 6), (37.4085, 37.0752, 330, 4), (37.3985, 37.0545, 260, 3)],
    "grass": [
        (37.3180, 37.0210, 500, 3),
        (37.3600, 37.0090, 600, 3),
        (37.4150, 37.0920, 600, 3),
        (37.4300, 37.0400, 450, 2),
    ],
    "vehicle": [(37.3780, 37.0730, 900, 2), (37.4400, 37.0645, 500, 1)],
}
SHARE = {"building": 0.3, "industrial": 0.9, "grass": 0.6, "vehicle": 0.3}


def _place(rng, ground, kind):
    if rng.random() < SHARE.get(kind, 0):
        lon, lat, spread, _ = pick(rng, [(c, c[3]) for c in CLUSTERS[kind]])
        return ground.near(rng, lon, lat, spread)

    def weight(cell):
        heat = places.STOVES[cell.character] if kind in ("chimney", "building") else 1
        open_land = 1 + 2500 * cell.km2 if kind == "grass" else cell.population
        return open_land * heat

    cell = pick(rng, [(c, weight(c)) for c in ground.cells])
    return (cell.sample(rng) if kind == "grass" else cell.lived(rng)), cell


def _response(rng, place):
    """Minutes from the nearest station at some 32 km/h along streets, plus the turn-out."""
    x, y = to_xy(*place)
    stations = (to_xy(s[7], s[8]) for s in equipment.STATIONS)
    meters = min(((sx - x) ** 2 + (sy - y) ** 2) ** 0.5 for sx, sy in stations)
    return round(max(1.0, 1.6 + 1.35 * meters / 533 + 0.9 * normal(rng)), 1)


def _incidents(ground):
    rng, spacing, events = rng_for("fire-incidents"), Spacing(60, 12), []
    for kind, (count, months, week, hours, causes, severity, loss) in KINDS.items():
        made = 0
        while made < count:
            when = moment(rng, months, week, hours)
            place, cell = _place(rng, ground, kind)
            if not spacing.admits(when, *to_xy(*place)):
                continue
            level = min(5, max(1, severity + int(normal(rng) * 0.9)))
            cost = int(loss * level / severity * (0.2 + 2 * rng.random() ** 3) / 100) * 100 if loss else None
            hurt = int(rng.random() ** 6 * level) if kind in ("building", "industrial", "vehicle") else 0
            reporter = people.name(rng, cell.share) if rng.random() < 0.6 else None
            events.append(
                (
                    when,
                    place,
                    cell.name,
                    kind,
                    pick(rng, causes),
                    level,
                    cost,
                    hurt,
                    _response(rng, place),
                    reporter,
                )
            )
            made += 1
    return sorted(events, key=lambda e: e[:2])


def write(ground, out):
    rng, rows = rng_for("fire-incidents.csv"), []
    events = _incidents(ground)
    for number, (when, (lon, lat), name, kind, cause, level, cost, hurt, response, reporter) in zip(
        numbered("Y{year}-{n:05d}", (e[0] for e in events)), events
    ):
        label = LABELS[kind]
        if rng.random() < 0.03:
            label = label.replace("i", "İ").replace("ı", "I").upper()
        rows.append(
            [
                number,
                f"{when:%Y-%m-%d %H:%M}",
                label,
                CAUSES[cause],
                level,
                cost,
                hurt,
                response,
                name,
                reporter,
                f"{lat:.6f}",
                f"{lon:.6f}",
            ]
        )
    names = _habits(rows)
    faults = _spoil(rows)
    joined = _joined(ground, rows)
    out.table(
        "fire-incidents.csv",
        [
            "Olay No",
            "Bildirim Tarihi",
            "Yangın Türü",
            "Yangın Nedeni",
            "Önem Derecesi",
            "Maddi Hasar",
            "Yaralı Sayısı",
            "Varış Süresi",
            "Mahalle",
            "İhbar Eden",
            "Enlem",
            "Boylam",
        ],
        rows,
        delimiter=";",
        bom=True,
    )
    out.note(
        "fire-incidents.csv",
        "fire-incidents",
        len(rows),
        "CSV, semicolon, BOM, CRLF, Turkish headers; codes as Turkish labels, some in capitals (BİNA, ARAÇ); "
        f"local time without a zone; {names}; {joined}",
        faults,
    )
    equipment.write(ground, out)


def _habits(rows):
    """Neighbourhoods as some watch rooms write them; says how many of each."""
    rng, counts = rng_for("fire-incidents names"), {"turkish": 0, "ascii": 0, "unknown": 0, "empty": 0}
    for row in rows:
        habit = pick(rng, {None: 96.4, "turkish": 1.8, "ascii": 1.3, "unknown": 0.2, "empty": 0.3})
        if habit is None:
            continue
        counts[habit] += 1
        capitals = row[8].replace("i", "İ").replace("ı", "I").upper()
        bare = capitals.translate(str.maketrans("ÇĞİÖŞÜ", "CGIOSU"))
        row[8] = {"turkish": capitals, "ascii": bare, "unknown": "Bilinmiyor", "empty": ""}[habit]
    return (
        f"`Mahalle` in Turkish capitals in {counts['turkish']} rows (`DÜZTEPE`), in capitals without Turkish "
        f"letters in {counts['ascii']} (`DUZTEPE`), `Bilinmiyor` in {counts['unknown']}, empty in "
        f"{counts['empty']}"
    )


def _joined(ground, rows):
    """What a join by place must find for the rows that can be stored and whose place is not suspect."""
    known = {label.casefold() for label in LABELS.values()}
    usable = same = 0
    for row in rows:
        label = row[2].replace("İ", "i").replace("I", "ı").lower()
        cell = ground.locate(float(row[11]), float(row[10])) if row[10] else None
        if cell and label in known:
            usable += 1
            same += cell.name == row[8]
    return f"of {usable} rows stored and in place, {same} lie in the neighbourhood just as they write it"


def _spoil(rows):
    """Puts in the faults that real exports have, far from each other, and says how many."""
    step = len(rows) // 30
    at = iter(range(step, len(rows), step))
    for _ in range(5):
        rows[next(at)][10:] = ["0", "0"]
    for _ in range(7):
        rows[next(at)][10:] = ["", ""]
    for _ in range(4):
        row = rows[next(at)]
        row[10], row[11] = row[11], row[10]
    for _ in range(3):
        rows[next(at)][10:] = ["37", "37"]
    for _ in range(3):
        rows[next(at)][2] = "Kedi kurtarma"
    for lat, lon in (("37.009100", "37.794700"), ("37.118300", "37.517900")):
        rows[next(at)][10:] = [lat, lon]
    twins = []
    for index in (next(at), next(at), next(at)):
        twin = list(rows[index])
        twin[0], twin[9] = twin[0] + "-M", None
        twins.append((index, twin))
    for index, twin in reversed(twins):
        rows.insert(index + 1, twin)
    return (
        "7 without coordinates and 3 of an unknown category (`Kedi kurtarma`), to be rejected; 5 at 0,0, 3 "
        "at whole "
        "degrees (37, 37), 4 with longitude and latitude swapped, 2 outside the city, 3 second reports of "
        "the same "
        "fire (number ends in `-M`: same place, same minute), to be flagged"
    )
