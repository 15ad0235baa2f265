"""Which area holds each point, by the SQL anyone may run on the store: SpatiaLite's ST_Within.

    areas_by_sql.py STORE POINTS AREAS PROPERTY

Prints JSON: "counts" of the areas by PROPERTY, and "total" points with a place. Needs mod_spatialite.
"""

import json
import sqlite3
import sys


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def main():
    store, points, areas, name = sys.argv[1:]
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    database.enable_load_extension(True)
    database.load_extension("mod_spatialite")

    def geometry(table):
        query = "SELECT f_geometry_column FROM geometry_columns WHERE f_table_name = lower(?)"
        return database.execute(query, (table,)).fetchone()[0]

    p, a = quoted(geometry(points)), quoted(geometry(areas))
    counts = database.execute(
        f"""
        SELECT CAST(a.{quoted(name)} AS TEXT), count(p.rowid)
        FROM {quoted(areas)} AS a JOIN {quoted(points)} AS p
        ON p.rowid IN (SELECT rowid FROM SpatialIndex
                       WHERE f_table_name = ? AND search_frame = a.{a})
        AND ST_Within(p.{p}, a.{a}) = 1
        GROUP BY a.rowid
        """,
        (points,),
    ).fetchall()
    assert len({area for area, _ in counts}) == len(counts), "the areas' names are not unique"
    total = database.execute(f"SELECT count({p}) FROM {quoted(points)}").fetchone()[0]
    print(json.dumps({"total": total, "counts": dict(counts)}))


main()
