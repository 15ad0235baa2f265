"""Which area holds each point, by GEOS through shapely, read from the source files and not from the store.

    areas_of_points.py POINTS X Y AREAS PROPERTY

POINTS is a CSV (X and Y name its columns), a KML, a GeoJSON or a JSON array of objects (X and Y name
members); AREAS is a GeoJSON in the same degrees. Prints JSON: "counts" of the areas by PROPERTY for the
points that lie in exactly one, "unassigned", "several" (points inside more than one area) and "edge" (on a
boundary).
"""

import csv
import json
import re
import sys
from collections import Counter

import numpy as np
import shapely


def number(text):
    try:
        return float(str(text).replace(",", "."))
    except ValueError:
        return None


def read_points(path, x, y):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    if path.endswith(".kml"):
        pairs = re.findall(r"<Point>.*?<coordinates>\s*([-\d.]+),([-\d.]+)", text, re.S)
    elif path.endswith(".geojson"):
        pairs = [f["geometry"]["coordinates"][:2] for f in json.loads(text)["features"] if f["geometry"]]
    elif path.endswith(".json"):
        pairs = [(row.get(x), row.get(y)) for row in json.loads(text)]
    else:
        header = text[: text.index("\n")]
        delimiter = max(",;\t", key=header.count)
        rows = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
        pairs = [(row.get(x), row.get(y)) for row in rows]
    places = [(number(a), number(b)) for a, b in pairs]
    return np.array([place for place in places if None not in place])


def main():
    points_path, x, y, areas_path, name = sys.argv[1:]
    with open(areas_path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    names = [str(feature["properties"][name]) for feature in features]
    assert len(set(names)) == len(names), "the areas' names are not unique"
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    shapes = shapely.make_valid(shapes, method="structure")

    points = shapely.points(read_points(points_path, x, y))
    tree = shapely.STRtree(shapes)
    inside_point, inside_area = tree.query(points, predicate="within")
    touched_point, _ = tree.query(points, predicate="intersects")
    inside = np.bincount(inside_point, minlength=len(points))
    touched = np.bincount(touched_point, minlength=len(points))
    single = inside[inside_point] == 1
    print(
        json.dumps(
            {
                "total": len(points),
                "counts": Counter(names[area] for area in inside_area[single]),
                "unassigned": int((inside == 0).sum()),
                "several": int((inside > 1).sum()),
                "edge": int((touched > inside).sum()),
            }
        )
    )


main()
