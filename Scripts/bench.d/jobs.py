"""The jobs: ours and each rival's command, and what of their answers must agree."""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from measure import Contender
from setting import CSV_OPTIONS, EAST, NORTH, OGR_OPTIONS, ROWS, SOUTH, WEST

HERE = Path(__file__).resolve().parent


class Stage:
    """Where a bench runs: the made files, our program and its stores, and a folder for what the runs write."""

    def __init__(self, folder, program):
        self.folder = folder
        self.program = program
        self.out = folder / "out"
        self.out.mkdir(exist_ok=True)

    def store(self, tag):
        return self.folder / f"ours-{tag}.tabaqa.sqlite"

    def ours(self, command, *arguments, store):
        return [
            str(self.program), command, *map(str, arguments), "--store", str(store),
            "--layers", str(self.folder / "Layers"), "--quiet"]

    def rival(self, job, name, tag, out):
        return [sys.executable, str(HERE / "rival.py"), job, name, str(self.folder), tag, str(out)]

    def without_columns(self, tag):
        """Before a run: the column files are gone, as after an import; what comes then starts at the store."""
        return self.clear(Path(f"{self.store(tag)}.columns"))

    def clear(self, *paths):
        def act():
            for path in paths:
                for found in path.parent.glob(path.name + "*"):
                    shutil.rmtree(found) if found.is_dir() else found.unlink()
        return act


def peak_printed(contender):
    match = re.search(r"peak=(\S+)", contender.runs[-1].output)
    return float(match[1]) if match else None


def peak_of_values(path):
    def read(_):
        with open(path, encoding="utf-8") as file:
            next(file)
            return max(float(line.rsplit(",", 1)[1] or 0) for line in file)
    return read


def counts(path, key, count):
    """The answer of a join: area → events, without empty areas and the row of those outside."""
    def read(_):
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = {row[key].strip('"'): int(float(row[count])) for row in csv.DictReader(file)}
        rows.pop("unassigned", None)
        return {area: number for area, number in rows.items() if number}
    return read


def rows_of_store(path):
    def read(_):
        store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return store.execute("SELECT count(*) FROM points").fetchone()[0]
        finally:
            store.close()
    return read


def features_of(path):
    def read(_):
        # Whole file, never whole in memory; what straddles two chunks is carried over.
        word, found, tail = b'"Feature"', 0, b""
        with open(path, "rb") as file:
            while chunk := file.read(1 << 22):
                found += (tail + chunk).count(word)
                tail = chunk[1 - len(word):]
        return found
    return read


def heatmap(stage, tag, quick):
    out = stage.out
    box = f"{WEST},{SOUTH},{EAST},{NORTH}"
    picture = ["points", "--bbox", box, "--size", "1024x1024", "--weight", "count", "--kernel", "gaussian", "--bandwidth", "500m"]
    values = out / f"heatmap-{tag}.csv"
    command = stage.ours("heatmap", *picture, "-o", out / f"ours-{tag}.png", store=stage.store(tag))
    yield Contender("tabaqa (columns made anew)", command, stage.without_columns(tag), answer=peak_of_values(values))
    if tag == "1m":
        yield Contender(
            "numpy+scipy (SpatiaLite)", stage.rival("heatmap", "numpy-spatialite", tag, out / "numpy-store.png"),
            answer=peak_printed)
    yield Contender("tabaqa", command, answer=peak_of_values(values))
    yield Contender(
        "numpy+scipy (.npy)", stage.rival("heatmap", "numpy", tag, out / f"numpy-{tag}.png"), answer=peak_printed)
    yield Contender(
        "datashader+scipy (Parquet)", stage.rival("heatmap", "datashader", tag, out / f"datashader-{tag}.png"),
        answer=peak_printed)


def heatmap_values(stage, tag):
    """The same heatmap's numbers, once and not timed, for the comparison of answers."""
    return stage.ours(
        "heatmap", "points", "--bbox", f"{WEST},{SOUTH},{EAST},{NORTH}", "--size", "1024x1024", "--kernel",
        "gaussian", "--bandwidth", "500m", "-o", stage.out / "check.png", "--values",
        stage.out / f"heatmap-{tag}.csv", store=stage.store(tag))


def join(stage, tag, quick):
    out = stage.out
    ours, sedona = out / f"join-ours-{tag}.csv", out / f"join-sedona-{tag}.csv"
    command = stage.ours("join", "points", "areas", "--count", "-o", ours, store=stage.store(tag))
    yield Contender(
        "tabaqa (columns made anew)", command, stage.without_columns(tag), answer=counts(ours, "code", "count"))
    if tag == "1m":
        # The points' R*Tree polygon by polygon: the quickest of the ways to say it to SpatiaLite.
        sql = (
            "SELECT a.code AS code, count(*) AS n FROM areas a CROSS JOIN idx_points_geometry r CROSS JOIN points p "
            "WHERE r.xmin <= MbrMaxX(a.geometry) AND r.xmax >= MbrMinX(a.geometry) AND r.ymin <= "
            "MbrMaxY(a.geometry) AND r.ymax >= MbrMinY(a.geometry) AND p.ROWID = r.pkid "
            "AND ST_Contains(a.geometry, p.geometry) GROUP BY a.code")
        table = out / "join-spatialite.csv"
        script = f".headers on\n.mode csv\n.output {table}\nPRAGMA cache_size=-1000000;\n{sql};\n"
        (out / "join.sql").write_text(script, "utf-8")
        yield Contender(
            "SpatiaLite SQL",
            ["sh", "-c", f"spatialite -silent '{stage.folder}/{tag}.sqlite' < '{out}/join.sql'"],
            answer=counts(table, "code", "n"))
    yield Contender("tabaqa", command, answer=counts(ours, "code", "count"))
    yield Contender(
        "SedonaDB (GeoParquet)", stage.rival("join", "sedona", tag, sedona), answer=counts(sedona, "code", "n"))
    geopandas = out / f"join-geopandas-{tag}.csv"
    yield Contender(
        "geopandas (GeoParquet)", stage.rival("join", "geopandas", tag, geopandas),
        answer=counts(geopandas, "code", "n"))


def import_(stage, tag, quick):
    out = stage.out
    empty, store = stage.folder / "empty.tabaqa.sqlite", out / "import.tabaqa.sqlite"

    def fresh():
        stage.clear(store)()
        shutil.copy(empty, store)

    for form in ("csv", "geojson"):
        source = stage.folder / f"{tag}.{form}"
        yield Contender(
            f"tabaqa, {form} → SpatiaLite", stage.ours("import", "points", source, store=store), before=fresh,
            answer=rows_of_store(store))
        target = out / f"import-{form}.sqlite"
        options = CSV_OPTIONS if form == "csv" else OGR_OPTIONS
        yield Contender(
            f"ogr2ogr, {form} → SpatiaLite",
            ["ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", str(target), str(source), *options],
            before=stage.clear(target), answer=rows_of_store(target))
        packed = out / f"import-{form}.{'gpkg' if form == 'csv' else 'sqlite2.sqlite'}"
        yield Contender(
            f"pyogrio, {form} → {'GeoPackage' if form == 'csv' else 'SpatiaLite'}",
            stage.rival("import", f"pyogrio-{form}", tag, packed), before=stage.clear(packed),
            answer=rows_of_store(packed))


def export(stage, tag, quick):
    out = stage.out
    ours, ogr, arrow, pandas, spatialite = (
        out / f"export-{name}.geojson" for name in ("ours", "ogr", "pyogrio", "geopandas", "spatialite"))
    yield Contender(
        "tabaqa", stage.ours("export", "points", "-o", ours, store=stage.store(tag)), before=stage.clear(ours),
        answer=features_of(ours))
    yield Contender(
        "ogr2ogr (SpatiaLite)", ["ogr2ogr", "-f", "GeoJSON", str(ogr), str(stage.folder / f"{tag}.sqlite"), "points"],
        before=stage.clear(ogr), answer=features_of(ogr))
    yield Contender(
        "SpatiaLite ExportGeoJSON2",
        ["spatialite", "-silent", str(stage.folder / f"{tag}.sqlite"),
         f"SELECT ExportGeoJSON2('points', 'geometry', '{spatialite}')"],
        before=stage.clear(spatialite), environment={"SPATIALITE_SECURITY": "relaxed"},
        answer=features_of(spatialite))
    yield Contender(
        "pyogrio (GeoPackage, arrow)", stage.rival("export", "pyogrio", tag, arrow), before=stage.clear(arrow),
        answer=features_of(arrow))
    if not quick:
        yield Contender(
            "geopandas to_json (GeoPackage)", stage.rival("export", "geopandas", tag, pandas),
            before=stage.clear(pandas), answer=features_of(pandas))


def start(stage, tag, quick):
    """Starting at all, beside a C program that does nothing and is linked with the same libraries."""
    yield Contender("tabaqa --version", [str(stage.program), "--version"], answer=lambda _: 0)
    needed = re.findall(
        r"NEEDED.*\[(.+)\]",
        subprocess.run(["readelf", "-d", str(stage.program)], capture_output=True, text=True, check=True).stdout)
    swift = Path(shutil.which("swift")).resolve().parent.parent / "lib/swift/linux"
    source, program = stage.out / "empty.c", stage.out / "empty"
    source.write_text("int main(void) { return 0; }\n", "utf-8")
    subprocess.run(
        ["cc", str(source), "-o", str(program), "-Wl,--no-as-needed", f"-L{swift}", f"-Wl,-rpath,{swift}",
         f"-Wl,-rpath-link,{swift}", *(f"-l:{name}" for name in needed)], check=True)
    yield Contender("empty C program, same libraries", [str(program)], answer=lambda _: 0)


JOBS = {"start": start, "heatmap": heatmap, "join": join, "import": import_, "export": export}
# Import and export of 10 million rows would take the rivals a quarter of an hour.
SIZES = {"start": ("1m",), "heatmap": ("1m", "10m"), "join": ("1m", "10m"), "import": ("1m",), "export": ("1m",)}


def judge(job, contender, first):
    """In a few words, whether the answer agrees with the first contender's."""
    if contender.failure:
        return contender.failure.splitlines()[0][:90]
    try:
        mine, theirs = contender.answer(contender), first.answer(first) if first else None
    except (OSError, KeyError, ValueError, StopIteration, sqlite3.Error) as error:
        return f"answer unreadable: {error!r}"[:90]
    if job == "start":
        return ""
    if job == "heatmap":
        told = f"peak {mine:.0f}/km²"
        return told if not theirs or first is contender else f"{told} ({100 * (mine / theirs - 1):+.1f} %)"
    if job == "join":
        told = f"{sum(mine.values()):,} in areas, most {max(mine.values()):,}"
        if not theirs or first is contender:
            return told
        wrong = sum(mine.get(area, 0) != theirs.get(area, 0) for area in mine.keys() | theirs.keys())
        return "every area equal" if not wrong else f"{wrong} AREAS DIFFER ({told})"
    return f"{mine:,} rows" if mine == ROWS["1m"] else f"{mine:,} ROWS, NOT {ROWS['1m']:,}"
