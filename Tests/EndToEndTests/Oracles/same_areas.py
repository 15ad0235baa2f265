"""Whether stored areas cover the ground of the source's, repaired by GEOS where they are invalid.

    same_areas.py STORE LAYER PROPERTY SOURCE.geojson NAME

PROPERTY names an area in the store's layer, NAME in SOURCE. Prints JSON: "compared", "invalid" in the source,
"invalidNow" in the store, "worst" share of an area that only one of the two covers, and "groundShare", the greatest
relative difference of their areas on the ellipsoid (PROJ's geodesics). Needs mod_spatialite.
"""

import json
import sqlite3
import sys

import shapely
from pyproj import Geod


def stored(path, layer, name):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.enable_load_extension(True)
    database.load_extension("mod_spatialite")
    query = "SELECT f_geometry_column FROM geometry_columns WHERE f_table_name = lower(?)"
    geometry = database.execute(query, (layer,)).fetchone()[0]
    rows = database.execute(f'SELECT "{name}", AsBinary("{geometry}") FROM "{layer}"').fetchall()
    return {str(key): shapely.from_wkb(shape) for key, shape in rows}


def source(path, name):
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    return {str(feature["properties"][name]): shape for feature, shape in zip(features, shapes)}


def ground(shape):
    earth = Geod(ellps="WGS84")
    return sum(earth.geometry_area_perimeter(shapely.orient_polygons(part))[0] for part in shapely.get_parts(shape))


def main():
    path, layer, key, source_path, name = sys.argv[1:]
    ours, theirs = stored(path, layer, key), source(source_path, name)
    assert theirs.keys() == ours.keys(), f"{len(theirs)} areas against {len(ours)}"
    result = {"compared": len(ours), "invalid": 0, "invalidNow": 0, "worst": 0.0, "groundShare": 0.0}
    for area, shape in theirs.items():
        truth = shapely.make_valid(shape, method="structure")
        result["invalid"] += not shapely.is_valid(shape)
        result["invalidNow"] += not shapely.is_valid(ours[area])
        only_one = shapely.symmetric_difference(truth, ours[area]).area / truth.area
        result["worst"] = max(result["worst"], only_one)
        result["groundShare"] = max(result["groundShare"], abs(ground(ours[area]) / ground(truth) - 1))
    print(json.dumps(result))


main()
