"""Writes the made city in the format that is best for each rival, once; later runs find it: formats.py FOLDER TAG…

A program of its own: the memory of what measures must stay below that of what is measured.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

import made
from setting import CATEGORIES, CSV_OPTIONS, ROWS

LAYERS = {
    "city.yaml": """\
name: { en: Made city }
languages: [en]
zone: UTC
metricCrs: EPSG:32637
""",
    "bench/department.yaml": """\
id: bench
title: { en: Bench }
""",
    "bench/points.yaml": """\
id: points
department: bench
title: { en: Points }
kind: observation
geometry: Point
crs: EPSG:4326
key: number
time: { property: reported_at, zone: UTC }
sensitivity: public
properties:
  number: { type: integer, required: true, aliases: [id], label: { en: Number } }
  category: { type: string, label: { en: Category } }
  severity: { type: integer, label: { en: Severity } }
  value: { type: decimal, label: { en: Value } }
  reported_at: { type: dateTime, label: { en: Reported at } }
""",
    "bench/areas.yaml": """\
id: areas
department: bench
title: { en: Areas }
kind: reference
geometry: Polygon
crs: EPSG:4326
key: code
sensitivity: public
properties:
  code: { type: string, required: true, label: { en: Code } }
""",
}


def once(path, make):
    """Makes `path` unless it is there: under another name first, so that a broken-off run leaves nothing behind."""
    if path.exists():
        return
    print(f"bench: making {path.name}", flush=True)
    part = path.with_name("part-" + path.name)
    part.unlink(missing_ok=True)
    make(part)
    part.rename(path)


def run(*command):
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def write_layers(folder):
    for name, text in LAYERS.items():
        (folder / "Layers" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "Layers" / name).write_text(text, "utf-8")


def table(xy):
    count = len(xy)
    category, severity, value, seconds = made.attributes(count)
    stamps = pa.array(np.datetime64("2021-01-01", "s") + seconds.astype("timedelta64[s]"))
    return pa.table({
        "id": np.arange(1, count + 1),
        "lon": np.ascontiguousarray(xy[:, 0]),
        "lat": np.ascontiguousarray(xy[:, 1]),
        "category": pa.DictionaryArray.from_arrays(category.astype("i1"), CATEGORIES).cast(pa.string()),
        "severity": severity,
        "value": value,
        "reported_at": pa.compute.strftime(stamps, "%Y-%m-%dT%H:%M:%SZ"),
    })


def geo_parquet(path, columns, wkb, kind):
    about = {
        "version": "1.0.0", "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": [kind]}},
    }
    whole = pa.table({**columns, "geometry": wkb}).replace_schema_metadata({"geo": json.dumps(about)})
    pa.parquet.write_table(whole, path, row_group_size=200_000, compression="zstd")


def point_wkb(xy):
    """1 byte order, 4 type, 16 coordinates: 21 bytes each, written as one block."""
    block = np.zeros((len(xy), 21), np.uint8)
    block[:, 0] = 1
    block[:, 1] = 1
    block[:, 5:] = np.ascontiguousarray(xy, "<f8").view(np.uint8)
    offsets = np.arange(0, 21 * (len(xy) + 1), 21, dtype=np.int32)
    return pa.BinaryArray.from_buffers(
        pa.binary(), len(xy), [None, pa.py_buffer(offsets), pa.py_buffer(block.tobytes())])


def geojson_points(path, rows):
    columns = [rows[name].to_pylist() for name in rows.column_names]
    feature = (
        '{"type":"Feature","geometry":{"type":"Point","coordinates":[%r,%r]},"properties":'
        '{"id":%d,"category":"%s","severity":%d,"value":%r,"reported_at":"%s"}}')
    number, lon, lat, category, severity, value, reported_at = columns
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        file.write(",\n".join(
            feature % row for row in zip(lon, lat, number, category, severity, value, reported_at)))
        file.write("\n]}\n")


def write_areas(folder):
    def areas_geojson(path):
        import shapely

        rings = made.areas()
        shapes = np.array([shapely.Polygon(ring) for ring in rings])
        if not shapely.is_valid(shapes).all() or not shapely.coverage_is_valid(shapes):
            raise SystemExit("bench: the made areas are not valid: a smaller strength in made.areas is needed")
        features = [
            {"type": "Feature", "properties": {"code": f"A{index:03}"},
             "geometry": {"type": "Polygon", "coordinates": [ring.tolist()]}}
            for index, ring in enumerate(rings)]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")

    def areas_parquet(path):
        import shapely

        features = json.loads((folder / "areas.geojson").read_text("utf-8"))["features"]
        shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
        codes = [feature["properties"]["code"] for feature in features]
        geo_parquet(path, {"code": codes}, pa.array(shapely.to_wkb(shapes).tolist(), pa.binary()), "Polygon")

    once(folder / "areas.geojson", areas_geojson)
    once(folder / "areas-geo.parquet", areas_parquet)


def write_points(folder, tag):
    """What every job of this size reads; NumPy's own format is the quickest for NumPy, Parquet for the others."""
    once(folder / f"{tag}.npy", lambda path: np.save(path.open("wb"), made.points(ROWS[tag])))
    loaded = {}

    def rows():
        if not loaded:
            loaded["xy"] = np.load(folder / f"{tag}.npy")
            loaded["rows"] = table(loaded["xy"])
        return loaded["rows"]

    once(folder / f"{tag}.csv", lambda path: pa.csv.write_csv(
        rows(), path, pa.csv.WriteOptions(quoting_style="none")))
    once(folder / f"{tag}.parquet", lambda path: pa.parquet.write_table(rows(), path, compression="zstd"))
    once(folder / f"{tag}-geo.parquet", lambda path: geo_parquet(
        path, {"id": rows()["id"]}, point_wkb(loaded["xy"]), "Point"))
    if tag == "1m":
        once(folder / f"{tag}.geojson", lambda path: geojson_points(path, rows()))


def write_stores(folder, tag):
    """A SpatiaLite and a GeoPackage store as GDAL makes them, for the rivals that start from one."""
    def spatialite(path):
        run("ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", path, folder / f"{tag}.csv", *CSV_OPTIONS)
        run("ogr2ogr", "-f", "SQLite", "-update", path, folder / "areas.geojson", "-nln", "areas",
            "-nlt", "PROMOTE_TO_MULTI")

    once(folder / f"{tag}.sqlite", spatialite)
    once(folder / f"{tag}.gpkg", lambda path: run(
        "ogr2ogr", "-f", "GPKG", path, folder / f"{tag}.csv", *CSV_OPTIONS))


if __name__ == "__main__":
    city = Path(sys.argv[1])
    write_layers(city)
    write_areas(city)
    for size in sys.argv[2:]:
        write_points(city, size)
    write_stores(city, "1m")
