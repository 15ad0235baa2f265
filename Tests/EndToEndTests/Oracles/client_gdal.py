"""client_gdal.py ORIGIN KEY: GDAL as city offices have it (the command ogrinfo) and as it is now (in pyogrio) read
the sample city as an OGC API."""

import json
import os
import subprocess
import sys
import urllib.request

import numpy as np
import pyogrio
import pyproj

ORIGIN, KEY = sys.argv[1:3]
HEADERS = {"Authorization": f"Bearer {KEY}"}
# The old one knows headers, the new one keys.
os.environ["GDAL_HTTP_HEADERS"] = f"Authorization: Bearer {KEY}"
pyogrio.set_gdal_config_options({"GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": KEY})


def document(path):
    request = urllib.request.Request(ORIGIN + path, headers=HEADERS)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def matched(collection, query=""):
    return document(f"/collections/{collection}/items?limit=1{query}")["numberMatched"]


def old(*arguments):
    """The command ogrinfo of Debian."""
    done = subprocess.run(["ogrinfo", "-ro", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "ERROR" not in done.stderr, (arguments, done.stderr)
    return done.stdout


def old_count(said):
    return int(said.split("Feature Count: ")[1].split()[0])


def read(collection, **options):
    """GDAL of pyogrio: (x, y) arrays, field arrays by name, ids."""
    meta, _, geometry, fields = pyogrio.raw.read(f"OAPIF:{ORIGIN}", layer=collection, **options)
    values = dict(zip(meta["fields"], fields))
    places = None
    if geometry is not None and meta["geometry_type"] == "Point":
        places = np.array([np.frombuffer(wkb[5:21], "<f8") for wkb in geometry if wkb is not None])
    return meta, places, values


listed = old(f"OAPIF:{ORIGIN}")
for collection in ("fire-incidents", "neighbourhoods", "main-roads", "waste-tonnage", "schools"):
    assert collection in listed, listed

for collection in ("fire-incidents", "neighbourhoods", "main-roads"):
    said = old("-so", f"OAPIF:{ORIGIN}", collection, "-oo", "PAGE_SIZE=1000")
    assert old_count(said) == matched(collection), (collection, said)

# Every page to the end, each feature once.
said = old("-q", "-al", f"OAPIF:{ORIGIN}/collections/fire-incidents", "-oo", "PAGE_SIZE=500")
assert said.count("OGRFeature(fire-incidents)") == matched("fire-incidents")
ids = [line for line in said.splitlines() if line.strip().startswith("incident_no (")]
assert len(set(ids)) == len(ids), "a feature came twice"

box = ["37.36", "37.04", "37.40", "37.08"]
said = old("-q", "-al", "-spat", *box, f"OAPIF:{ORIGIN}/collections/fire-incidents", "-oo", "PAGE_SIZE=1000")
assert said.count("OGRFeature(fire-incidents)") == matched("fire-incidents", "&bbox=" + ",".join(box)) > 100

meta, places, values = read("fire-incidents", PAGE_SIZE="1000")
assert len(values["incident_no"]) == matched("fire-incidents")
assert len(set(values["incident_no"])) == len(values["incident_no"])

# A condition goes to the server (GDAL tells what it asked) and gives what the client would have chosen itself.
for where, query, chosen in [
    ("severity >= 4", "severity%20%3E%3D%204", lambda row: row["severity"] is not None and row["severity"] >= 4),
    ("category = 'building'", "category%20%3D%20'building'", lambda row: row["category"] == "building"),
]:
    _, _, found = read("fire-incidents", where=where, PAGE_SIZE="1000")
    rows = [dict(zip(values, row)) for row in zip(*values.values())]
    expected = sorted(row["incident_no"] for row in rows if chosen(row))
    assert sorted(found["incident_no"]) == expected, where
    assert len(expected) == matched("fire-incidents", "&filter=" + query), where

# The city's metric plane: GDAL asks by `crs`, PROJ judges.
meta, metric, fields = read("schools", CRS="EPSG:32637", PAGE_SIZE="1000")
assert "32637" in str(meta["crs"]), meta["crs"]
_, degrees, again = read("schools", PAGE_SIZE="1000")
transform = pyproj.Transformer.from_crs(4326, 32637, always_xy=True)
east, north = transform.transform(degrees[:, 0], degrees[:, 1])
assert np.max(np.hypot(east - metric[:, 0], north - metric[:, 1])) < 0.02

# Latitude first on the wire for EPSG:4326, longitude first for the reader.
meta, swapped, _ = read("schools", CRS="EPSG:4326", PAGE_SIZE="1000")
assert np.allclose(swapped, degrees, atol=1e-7)
wire = document("/collections/schools/items?limit=1&crs=http://www.opengis.net/def/crs/EPSG/0/4326")
assert abs(wire["features"][0]["geometry"]["coordinates"][0] - degrees[0][1]) < 1, "latitude comes first"

_, _, table = read("waste-tonnage", PAGE_SIZE="1000")
assert len(next(iter(table.values()))) == matched("waste-tonnage")

print("GDAL", pyogrio.__gdal_version_string__, "and ogrinfo agree")
