"""Densities by their definition: the sum of a kernel over geodesic distances, and nothing clever.

    density.py make EVENTS.csv
    density.py check EVENTS.csv VALUES.csv SETTINGS.json

`make` writes made-up events in clusters. `check` takes the events SETTINGS selects (civil times of its zone),
sums the kernel at random cell centres of VALUES, and prints JSON: "used" events, "worst" difference as a share
of the largest value, "mass" (values times ground area of their cells) as a share of the events' weight, and
"middleArea", the ground area in km² of a cell in the middle.

Kernels are densities over the plane: K(u) = c (1 - u²)^p / h² and so on, u the distance over the bandwidth h.
"""

import csv
import json
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
from geographiclib.geodesic import Geodesic
from pyproj import Geod, Proj, Transformer

earth = Geod(ellps="WGS84")
kernels = {
    "gaussian": (6, lambda u: np.exp(-u * u / 2) / (2 * np.pi)),
    "uniform": (1, lambda u: (u <= 1) / np.pi),
    "triangular": (1, lambda u: np.clip(1 - u, 0, None) * 3 / np.pi),
    "epanechnikov": (1, lambda u: np.clip(1 - u * u, 0, None) * 2 / np.pi),
    "quartic": (1, lambda u: np.clip(1 - u * u, 0, None) ** 2 * 3 / np.pi),
    "triweight": (1, lambda u: np.clip(1 - u * u, 0, None) ** 3 * 4 / np.pi),
}


def make(path):
    random = np.random.default_rng(20260131)
    start = datetime(2022, 1, 1, tzinfo=timezone.utc)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["event_no", "happened_at", "burden", "longitude", "latitude"])
        for index in range(2500):
            center = [(37.38, 37.06), (37.40, 37.075), (37.36, 37.05)][index % 3]
            spread = [0.004, 0.012, 0.02][index % 3]
            lon, lat = random.normal(center, (spread, spread * 0.8))
            # Five-minute steps, so that some fall on the very edge of an hour, a day and a change of clocks.
            when = start + timedelta(minutes=5 * int(random.integers(0, 3 * 365 * 288)))
            burden = random.integers(1, 50) / 10
            stamp = f"{when:%Y-%m-%dT%H:%M:%SZ}"
            writer.writerow([f"E{index}", stamp, burden, f"{lon:.6f}", f"{lat:.6f}"])


def selected(row, settings, zone):
    local = datetime.fromisoformat(row["happened_at"].replace("Z", "+00:00")).astimezone(zone)
    first, last = settings.get("days", ["0001-01-01", "9999-12-31"])
    return (
        first <= f"{local:%Y-%m-%d}" <= last
        and local.hour in settings.get("hours", range(24))
        and local.isoweekday() in settings.get("weekdays", range(1, 8))
    )


def cell_areas(settings, xs, ys, width, height):
    """Ground area in km² of the cells around the centres."""
    if settings["crs"] == "EPSG:3857":
        back = Transformer.from_crs(3857, 4326, always_xy=True)
        by_row = {}
        for y in np.unique(ys):
            corners_x = np.array([0, width, width, 0])
            corners_y = np.array([y - height / 2, y - height / 2, y + height / 2, y + height / 2])
            by_row[y] = abs(earth.polygon_area_perimeter(*back.transform(corners_x, corners_y))[0]) / 1e6
        return np.array([by_row[y] for y in ys])
    back = Transformer.from_crs(settings["crs"], 4326, always_xy=True)
    factors = Proj(settings["crs"]).get_factors(*back.transform(xs, ys))
    return width * height / np.asarray(factors.areal_scale) / 1e6


def check(events, values, settings):
    with open(settings) as file:
        settings = json.load(file)
    zone = ZoneInfo(settings["zone"])
    with open(events, encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if selected(row, settings, zone)]
    lon = np.array([float(row["longitude"]) for row in rows])
    lat = np.array([float(row["latitude"]) for row in rows])
    weight = np.array([float(row["burden"]) if settings["weighted"] else 1.0 for row in rows])
    weight /= settings.get("years", 1)

    with open(values, encoding="utf-8") as file:
        header = file.readline().strip()
        assert header == "x,y,value", header
        xs, ys, value = np.loadtxt(file, delimiter=",", unpack=True)
    value = np.nan_to_num(value, nan=0.0)
    back = Transformer.from_crs(settings["crs"], 4326, always_xy=True)
    width, height = np.diff(np.unique(xs)).mean(), np.diff(np.unique(ys)).mean()
    areas = cell_areas(settings, xs, ys, width, height)
    off_center = np.hypot(xs - (xs.min() + xs.max()) / 2, ys - (ys.min() + ys.max()) / 2)

    random = np.random.default_rng(7)
    anywhere = random.choice(len(value), 150, replace=False)
    occupied = random.choice(np.flatnonzero(value > 0), 150, replace=False)
    reach, kernel = kernels[settings["kernel"]]
    h = settings["bandwidth"]
    worst = 0.0
    for cell in np.concatenate([anywhere, occupied]):
        x, y = back.transform(xs[cell], ys[cell])
        plane = np.hypot((lon - x) * 111_320 * np.cos(np.radians(y)), (lat - y) * 111_000)
        near = np.flatnonzero(plane < reach * h * 1.02)
        truth = 0.0
        if len(near):
            here = np.full(len(near), x), np.full(len(near), y)
            distance = earth.inv(*here, lon[near], lat[near])[2]
            one = Geodesic.WGS84.Inverse(y, x, lat[near[0]], lon[near[0]])["s12"]
            assert abs(one - distance[0]) < 1e-6, "the two geodesic libraries disagree"
            truth = float((kernel(distance / h) * weight[near]).sum() / (h * h) * 1e6)
        worst = max(worst, abs(truth - value[cell]))
    print(
        json.dumps(
            {
                "used": len(rows),
                "worst": worst / value.max(),
                "mass": float((value * areas).sum() / weight.sum()),
                "middleArea": float(areas[off_center <= off_center.min() + width / 1000].mean()),
            }
        )
    )


if sys.argv[1] == "make":
    make(sys.argv[2])
else:
    check(*sys.argv[2:])
