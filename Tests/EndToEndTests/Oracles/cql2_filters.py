"""Random CQL2 filters with the rows that satisfy them, by two evaluators that are not ours.

Rows without nulls are judged by the package cql2 (Rust), rows with nulls by SQLite's three-valued logic.

Usage: cql2_filters.py SEED COUNT; writes {"rows": [feature, ...], "cases": [{"text", "json", "ids"}, ...]}.
"""

import datetime
import json
import random
import sqlite3
import sys

import cql2

NAMES = ["Akyol", "Şahinbey", "Iğdır", "Karataş", "Çukur", "Bey", "Beydilli", "a_b", "a%b", "Öğüt", "x"]
NUMBERS = ["level", "loss"]
COMPARISONS = ["=", "<>", "<", "<=", ">", ">="]


def rows(rng):
    """60 rows without nulls, then 60 with many."""
    start = datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone.utc)
    for number in range(120):
        at = start + datetime.timedelta(hours=rng.randrange(0, 240))
        properties = {
            "name": rng.choice(NAMES),
            "kind": rng.choice(["fire", "flood", "Fire"]),
            "level": rng.randrange(-3, 12),
            "loss": round(rng.uniform(-5, 30), 2),
            "open": rng.random() < 0.5,
            "day": (start + datetime.timedelta(days=rng.randrange(0, 10))).strftime("%Y-%m-%d"),
            "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        if number >= 60:
            for name in properties:
                if rng.random() < 0.35:
                    properties[name] = None
        place = [rng.choice([0, 1, 2, 3, 4, 5]), rng.choice([0, 1, 2, 3, 4, 5])]
        if rng.random() < 0.7:
            place = [round(rng.uniform(-1, 6), 3), round(rng.uniform(-1, 6), 3)]
        yield {
            "type": "Feature", "id": number, "properties": properties,
            "geometry": {"type": "Point", "coordinates": place},
        }


def number(rng, depth):
    """(text, SQL) of a number."""
    choice = rng.random()
    if depth == 0 or choice < 0.45:
        name = rng.choice(NUMBERS)
        return name, name
    if choice < 0.7:
        value = str(rng.choice([rng.randrange(-4, 12), round(rng.uniform(-5, 20), 1)]))
        return value, value
    left, right = number(rng, depth - 1), number(rng, depth - 1)
    operator = rng.choice(["+", "-", "*"])
    if rng.random() < 0.3:
        divisor = str(rng.choice([2, 3, 4, 0.5]))
        return f"({left[0]} / {divisor})", f"(({left[1]}) * 1.0 / {divisor})"
    return f"({left[0]} {operator} {right[0]})", f"(({left[1]}) {operator} ({right[1]}))"


def quote(text):
    return "'" + text.replace("'", "''") + "'"


def condition(rng):
    """(text, SQL or None where SQLite has no such thing)."""
    kind = rng.randrange(13)
    if kind == 0:
        operator, value = rng.choice(COMPARISONS), quote(rng.choice(NAMES))
        return f"name {operator} {value}", f"name {operator} {value}"
    if kind in (1, 2):
        operator, left, right = rng.choice(COMPARISONS), number(rng, 2), number(rng, 1)
        return f"{left[0]} {operator} {right[0]}", f"({left[1]}) {operator} ({right[1]})"
    if kind == 3:
        values = ", ".join(str(rng.randrange(-3, 12)) for _ in range(rng.randrange(1, 5)))
        negated = rng.choice(["", "NOT "])
        return f"level {negated}IN ({values})", f"level {negated}IN ({values})"
    if kind == 4:
        values = ", ".join(quote(rng.choice(NAMES)) for _ in range(rng.randrange(1, 4)))
        return f"name IN ({values})", f"name IN ({values})"
    if kind == 5:
        low, high = sorted(rng.randrange(-3, 20) for _ in range(2))
        negated = rng.choice(["", "NOT "])
        return f"loss {negated}BETWEEN {low} AND {high}", f"loss {negated}BETWEEN {low} AND {high}"
    if kind == 6:
        pattern = quote(rng.choice(["B%", "%ş", "_ey%", "%a%", "Ak_ol", "%", "x", "%e_"]))
        return f"name LIKE {pattern}", f"name LIKE {pattern}"
    if kind == 7:
        name = rng.choice(["name", "level", "loss", "open", "day", "at"])
        negated = rng.choice(["", "NOT "])
        return f"{name} IS {negated}NULL", f"{name} IS {negated}NULL"
    if kind == 8:
        value = rng.choice(["TRUE", "FALSE"])
        return f"open = {value}", f"open = {value}"
    if kind == 9:
        # Dotted and dotless i are one letter in ours: left out.
        word = rng.choice(["akyol", "AKYOL", "FIRE", "fire", "çukur", "ÖĞÜT", "bEY"])
        name = "kind" if word.lower() == "fire" else "name"
        return f"CASEI({name}) = CASEI({quote(word)})", None
    if kind == 10:
        word = rng.choice(["Cukur", "Karatas", "Şahinbey", "Ogut", "Bey"])
        return f"ACCENTI(name) = ACCENTI({quote(word)})", None
    if kind == 11:
        x, y = rng.randrange(-1, 5), rng.randrange(-1, 5)
        width, height = rng.randrange(1, 4), rng.randrange(1, 4)
        shapes = [
            f"BBOX({x},{y},{x + width},{y + height})",
            f"POLYGON(({x} {y},{x + width} {y},{x + width} {y + height},{x} {y}))",
            f"POLYGON((-1 -1,6 -1,6 6,-1 6,-1 -1),({x} {y},{x + 1} {y},{x + 1} {y + 1},{x} {y + 1},{x} {y}))",
            f"POINT({x} {y})", f"LINESTRING({x} {y},{x + width} {y + width})",
            f"MULTIPOINT(({x} {y}),({x + 1} {y}))",
            f"MULTIPOLYGON((({x} {y},{x + 1} {y},{x} {y + 1},{x} {y})),((3 3,5 3,5 5,3 5,3 3)))",
        ]
        relation = rng.choice(["S_INTERSECTS", "S_DISJOINT", "S_WITHIN", "S_TOUCHES", "S_EQUALS"])
        return f"{relation}(geometry, {rng.choice(shapes)})", None
    first, last = sorted(rng.randrange(0, 240) for _ in range(2))
    moments = [
        (datetime.datetime(2026, 3, 2) + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
        for hours in (first, last)
    ]
    if rng.random() < 0.4:
        relation = rng.choice(["T_AFTER", "T_BEFORE", "T_EQUALS", "T_DISJOINT", "T_INTERSECTS"])
        return f"{relation}(at, TIMESTAMP('{moments[0]}'))", None
    relation = rng.choice(["T_AFTER", "T_BEFORE", "T_DISJOINT", "T_INTERSECTS"])
    return f"{relation}(at, INTERVAL('{moments[0]}', '{moments[1]}'))", None


def expression(rng, depth):
    if depth == 0 or rng.random() < 0.3:
        return condition(rng)
    if rng.random() < 0.25:
        text, sql = expression(rng, depth - 1)
        return f"NOT ({text})", sql and f"NOT ({sql})"
    operator = rng.choice(["AND", "OR"])
    parts = [expression(rng, depth - 1) for _ in range(rng.randrange(2, 4))]
    text = "(" + f" {operator} ".join(part[0] for part in parts) + ")"
    if any(part[1] is None for part in parts):
        return text, None
    return text, "(" + f" {operator} ".join(part[1] for part in parts) + ")"


def database(features):
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA case_sensitive_like = ON")
    connection.execute("CREATE TABLE f (id, name, kind, level INTEGER, loss REAL, open, day, at)")
    for feature in features:
        properties = feature["properties"]
        connection.execute(
            "INSERT INTO f VALUES (?,?,?,?,?,?,?,?)", [feature["id"], *properties.values()])
    return connection


def main():
    rng = random.Random(int(sys.argv[1]))
    features = list(rows(rng))
    connection = database(features[60:])
    cases = []
    while len(cases) < int(sys.argv[2]):
        text, sql = expression(rng, 3)
        parsed = cql2.Expr(text)
        whole = [feature["id"] for feature in features[:60] if parsed.matches(feature)]
        holes = None
        if sql is not None:
            holes = [row[0] for row in connection.execute(f"SELECT id FROM f WHERE {sql} ORDER BY id")]
        cases.append({"text": text, "json": json.dumps(parsed.to_json()), "whole": whole, "holes": holes})
    json.dump({"rows": features, "cases": cases}, sys.stdout)


main()
