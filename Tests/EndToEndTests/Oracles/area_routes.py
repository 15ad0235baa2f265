"""area_routes.py ORIGIN CITYKEY FIREKEY: every number of the area routes, worked out again from the served features
by shapely (GEOS), PROJ's equal-area projection and Python's calendar; and what readers of other departments get."""

import collections
import datetime
import json
import math
import random
import sys
import urllib.error
import urllib.parse
import urllib.request
import zoneinfo

import numpy
import pyproj
import shapely
from shapely.geometry import Polygon, mapping, shape

ORIGIN, CITY, FIRE = sys.argv[1:4]
EQUAL_AREA = pyproj.Transformer.from_crs(4326, 6933, always_xy=True)
CHANCE = random.Random(5)


def ask(path, parameters=None, key=CITY, body=None):
    address = ORIGIN + path + ("?" + urllib.parse.urlencode(parameters) if parameters else "")
    headers = {"Content-Type": "application/geo+json"} if body else {}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data=body, headers=headers)) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read() or b"{}")


def got(path, parameters=None, body=None):
    status, document = ask(path, parameters, body=body)
    assert status == 200, (path, parameters, status, document)
    return document


def items(layer):
    features, path, parameters = [], f"/collections/{layer}/items", {"limit": 10000, "f": "geojson"}
    while path:
        page = got(path, parameters)
        features += page["features"]
        following = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
        path, parameters = (following[len(ORIGIN):], None) if following else (None, None)
    return features


def ground(geometry):
    return shapely.transform(
        shapely.segmentize(geometry, 1e-3),
        lambda places: numpy.column_stack(EQUAL_AREA.transform(places[:, 0], places[:, 1]))).area


city = got("/city")
layers = {layer["id"]: layer for layer in city["layers"]}
exact = {name: layer for name, layer in layers.items() if layer["isExact"]}
features = {name: items(name) for name in exact}
points = [name for name, layer in exact.items() if layer["geometry"] == "Point"]
areas = sorted(features["neighbourhoods"], key=lambda feature: feature["properties"]["code"])
shapes = [shape(feature["geometry"]) for feature in areas]
tree = shapely.STRtree(shapes)


def owner(feature):
    if not feature["geometry"]:
        return None
    hits = tree.query(shape(feature["geometry"]), predicate="intersects")
    return min(hits) if len(hits) else None


def population(number):
    return areas[number]["properties"]["population"]


owners = {name: [owner(feature) for feature in features[name]] for name in points}

# Counts and rates by area; areas and unassigned add up to the whole.
for name in points:
    answer = got(f"/collections/{name}/aggregate", {"by": "neighbourhoods", "per": "population"})
    assert sum(row["count"] for row in answer["rows"]) + answer["unassigned"]["count"] == answer["total"]
    assert answer["total"] == len(features[name]) == exact[name]["rows"], name
    counts = collections.Counter(owners[name])
    wrong = sum(abs(row["count"] - counts[number]) for number, row in enumerate(answer["rows"]))
    assert wrong <= answer["suspect"], (name, wrong)
    for number, row in enumerate(answer["rows"]):
        assert row["key"] == areas[number]["properties"]["code"]
        if population(number):
            assert math.isclose(row["rate_population"], row["count"] / population(number), rel_tol=1e-12)
        else:
            assert row["rate_population"] is None

fires = features["fire-incidents"]
answer = got("/collections/fire-incidents/aggregate", {
    "by": "neighbourhoods", "filter": "category = 'building' AND severity >= 3", "sum": "loss", "max": "loss"})
chosen = [number for number, feature in enumerate(fires)
          if feature["properties"]["category"] == "building" and (feature["properties"]["severity"] or 0) >= 3]
assert answer["total"] == len(chosen) > 100
losses = collections.defaultdict(list)
for number in chosen:
    if fires[number]["properties"]["loss"] is not None:
        losses[owners["fire-incidents"][number]].append(fires[number]["properties"]["loss"])
if answer["suspect"] == 0:
    for number, row in enumerate(answer["rows"]):
        assert math.isclose(row["sum_loss"] or 0, sum(losses[number]), abs_tol=1e-6), row
        assert row["max_loss"] == (max(losses[number]) if losses[number] else None), row

# Days, months and years of local time.
for name in points:
    if "time" not in exact[name]:
        continue
    zone = zoneinfo.ZoneInfo(exact[name]["time"]["zone"])
    times = [feature["properties"][exact[name]["time"]["property"]] for feature in features[name]]
    local = [datetime.datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone(zone).isoformat()
             for time in times if time]
    for step, length in (("day", 10), ("month", 7), ("year", 4)):
        answer = got(f"/collections/{name}/timeline", {"step": step})
        expected = collections.Counter(time[:length] for time in local)
        assert {one["period"]: one["count"] for one in answer["counts"] if one["count"]} == expected, (name, step)

# Inside polygons by chance.
west, south, east, north = city["city"]["extent"]
asked = 0
while asked < 12:
    x, y = CHANCE.uniform(west, east), CHANCE.uniform(south, north)
    corners, radius = CHANCE.choice([4, 9, 60]), CHANCE.uniform(0.002, 0.03)
    reach = [radius * CHANCE.uniform(0.5, 1) for _ in range(corners)]
    polygon = Polygon([(x + one * math.cos(2 * math.pi * at / corners), y + one * math.sin(2 * math.pi * at / corners))
                       for at, one in enumerate(reach)])
    if not polygon.is_valid:
        continue
    asked += 1
    for answer in got("/inside", body=json.dumps(mapping(polygon)).encode())["layers"]:
        name = answer["layer"]
        if name not in exact:
            assert answer == {"layer": name, "isWithheld": True}, answer
            continue
        placed = [(feature, shape(feature["geometry"])) for feature in features[name] if feature["geometry"]]
        met = [(feature, geometry) for feature, geometry in placed if geometry.intersects(polygon)]
        if exact[name]["geometry"] != "Polygon":
            assert answer["count"] == len(met), (name, answer["count"], len(met))
            continue
        parts = [(feature, ground(geometry.intersection(polygon)) / ground(geometry)) for feature, geometry in met]
        assert answer["count"] == sum(part > 1e-9 for _, part in parts), name
        for total in answer["totals"]:
            expected = sum((feature["properties"][total["property"]] or 0) * part for feature, part in parts)
            assert math.isclose(total["sum"], expected, rel_tol=1e-6, abs_tol=1e-6), (name, total, expected)

# Profiles: count, rate and rank among all neighbourhoods.
for number in CHANCE.sample(range(len(areas)), 5):
    answer = got(f"/collections/neighbourhoods/items/{areas[number]['id']}/profile", {"months": 24})
    for entry in answer["layers"]:
        name = entry["layer"]
        if name not in exact:
            assert entry == {"layer": name, "isWithheld": True}, entry
            continue
        counts = collections.Counter(owners[name])
        assert abs(entry["count"] - counts[number]) <= 2, (name, entry["count"], counts[number])
        if entry["count"] == counts[number] and population(number):
            assert math.isclose(entry["rate"], counts[number] / population(number), rel_tol=1e-12)
        assert 1 <= entry.get("rank", 1) <= entry["areas"] == len(areas)

# Search, as Turks and Arabs type.
for text, expected in [("SAHINBEY", "Şahinbey"), ("şahinbey mahallesi", "Şahinbey"), ("AKYOL MAH.", "Akyol"),
                       ("karatas", "Karataş")]:
    assert got("/search", {"q": text})["hits"][0]["text"] == expected, text

# Whoever does not belong gets a layer's absence or refusal, and never a number of it.
everything = set(layers)
for key in (None, FIRE):
    known = {layer["id"]: layer for layer in ask("/city", key=key)[1]["layers"]}
    assert set(known) < everything
    for name in sorted(everything):
        for path, parameters in [
            (f"/collections/{name}/aggregate", {"by": "neighbourhoods"}), (f"/collections/{name}/timeline", None),
            ("/collections/schools/aggregate", {"by": name}),
            ("/inside", {"bbox": f"{west},{south},{east},{north}", "collections": name}),
        ]:
            status, answer = ask(path, parameters, key=key)
            if name not in known:
                absent = ask(path.replace(name, "absent"), {one: value.replace(name, "absent") for one, value
                                                            in (parameters or {}).items()}, key=key)[1]
                assert status == 404 and answer == absent, (key, path, answer)
            else:
                assert status < 500
                if not known[name]["isExact"] and status == 200:
                    assert answer["layers"] == [{"layer": name, "isWithheld": True}], (key, path, answer)
