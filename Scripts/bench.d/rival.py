"""The rivals that are libraries, each as a program of its own: rival.py JOB RIVAL FOLDER TAG OUT.

Each reads the format that is best for it, imports no more than it needs, and prints the seconds spent after its
imports, so that the price of starting Python can be told apart.
"""

import sys
import time
from pathlib import Path

job, rival, folder, tag, out = sys.argv[1:6]
folder = Path(folder)
PIXELS = 1024
SIGMA = 500.0


def heatmap_pixels():
    """Columns, rows and σ in pixels of both axes of the picture."""
    from setting import EAST, METRES_X, METRES_Y, NORTH, SOUTH, WEST
    return (SIGMA / ((NORTH - SOUTH) * METRES_Y / PIXELS), SIGMA / ((EAST - WEST) * METRES_X / PIXELS))


def per_km2(peak):
    from setting import EAST, METRES_X, METRES_Y, NORTH, SOUTH, WEST
    return float(peak) / ((EAST - WEST) * METRES_X * (NORTH - SOUTH) * METRES_Y / PIXELS**2 / 1e6)


def heatmap_numpy():
    import numpy as np
    from PIL import Image
    from scipy.ndimage import gaussian_filter
    from setting import EAST, NORTH, SOUTH, WEST
    yield
    if rival == "numpy-spatialite":
        import sqlite3
        store = sqlite3.connect(f"file:{folder}/{tag}.sqlite?mode=ro", uri=True)
        blobs = b"".join(row[0] for row in store.execute("SELECT geometry FROM points"))
        # A SpatiaLite point: 60 bytes, x at 43, y at 51.
        xy = np.ascontiguousarray(np.frombuffer(blobs, np.uint8).reshape(-1, 60)[:, 43:59]).view("<f8")
    else:
        xy = np.load(folder / f"{tag}.npy", mmap_mode="r")
    column = ((xy[:, 0] - WEST) * (PIXELS / (EAST - WEST))).astype("i4")
    row = ((NORTH - xy[:, 1]) * (PIXELS / (NORTH - SOUTH))).astype("i4")
    counted = np.bincount(row * PIXELS + column, minlength=PIXELS**2)[:PIXELS**2]
    density = gaussian_filter(
        counted.reshape(PIXELS, PIXELS).astype("f4"), heatmap_pixels(), mode="constant")
    peak = density.max()
    picture = Image.fromarray((density * (255 / peak)).astype("u1"), "P")
    picture.putpalette(bytes(value for index in range(256) for value in (index, index // 2, 255 - index)))
    picture.save(out)
    yield per_km2(peak)


def heatmap_datashader():
    import datashader
    import pandas
    import pyarrow.parquet
    from datashader import transfer_functions
    from scipy.ndimage import gaussian_filter
    from setting import EAST, NORTH, SOUTH, WEST
    yield
    table = pyarrow.parquet.read_table(folder / f"{tag}.parquet", columns=["lon", "lat"])
    frame = pandas.DataFrame({"x": table["lon"].to_numpy(), "y": table["lat"].to_numpy()}, copy=False)
    canvas = datashader.Canvas(PIXELS, PIXELS, x_range=(WEST, EAST), y_range=(SOUTH, NORTH))
    density = canvas.points(frame, "x", "y", datashader.count()).astype("f4")
    density.values[:] = gaussian_filter(density.values, heatmap_pixels(), mode="constant")
    transfer_functions.shade(density, cmap=["white", "yellow", "red", "black"], how="linear").to_pil().save(out)
    yield per_km2(density.values.max())


def join_sedona():
    import csv
    import pyarrow
    import sedonadb
    yield
    engine = sedonadb.connect()
    engine.read_parquet(str(folder / f"{tag}-geo.parquet")).to_view("points")
    engine.read_parquet(str(folder / "areas-geo.parquet")).to_view("areas")
    counted = engine.sql(
        "SELECT a.code, count(*) AS n FROM areas a JOIN points p ON ST_Intersects(a.geometry, p.geometry) "
        "GROUP BY a.code")
    with open(out, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, ["code", "n"])
        table.writeheader()
        table.writerows(pyarrow.RecordBatchReader.from_stream(counted).read_all().to_pylist())
    yield None


def join_geopandas():
    import geopandas
    yield
    points = geopandas.read_parquet(folder / f"{tag}-geo.parquet", columns=["id", "geometry"])
    areas = geopandas.read_parquet(folder / "areas-geo.parquet")
    geopandas.sjoin(points, areas, predicate="within").groupby("code").size().rename("n").to_csv(out)
    yield None


def import_pyogrio():
    import geopandas
    yield
    to = {"driver": "SQLite", "SPATIALITE": "YES"} if out.endswith(".sqlite") else {"driver": "GPKG"}
    if rival == "pyogrio-csv":
        import pandas
        table = pandas.read_csv(folder / f"{tag}.csv", engine="pyarrow")
        places = geopandas.points_from_xy(table.lon, table.lat)
        frame = geopandas.GeoDataFrame(table.drop(columns=["lon", "lat"]), geometry=places, crs=4326)
    else:
        frame = geopandas.read_file(folder / f"{tag}.geojson", use_arrow=True)
    frame.to_file(out, layer="points", use_arrow=True, **to)
    yield None


def export_pyogrio():
    import geopandas
    yield
    frame = geopandas.read_file(folder / f"{tag}.gpkg", layer="points", use_arrow=True)
    frame.to_file(out, driver="GeoJSON", use_arrow=True)
    yield None


def export_geopandas():
    import geopandas
    yield
    frame = geopandas.read_file(folder / f"{tag}.gpkg", layer="points", use_arrow=True)
    Path(out).write_text(frame.to_json(), "utf-8")
    yield None


work = globals()[f"{job}_{rival.split('-')[0]}"]()
next(work)
started = time.perf_counter()
peak = next(work)
print(f"seconds={time.perf_counter() - started:.4f}" + (f" peak={peak:.6g}" if peak is not None else ""))
