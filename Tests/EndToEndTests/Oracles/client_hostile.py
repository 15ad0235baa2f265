"""client_hostile.py ORIGIN KEY COUNT: addresses by chance and by malice. Nothing may answer with 5xx or late."""

import http.client
import json
import random
import sys
import time
import urllib.parse
import urllib.request

ORIGIN, KEY, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])
HOST = ORIGIN.removeprefix("http://")
dice = random.Random(20261123)
with urllib.request.urlopen(
        urllib.request.Request(ORIGIN + "/api", headers={"Authorization": f"Bearer {KEY}"})) as answer:
    api = json.load(answer)

EVIL = [
    "", "0", "-1", "1e309", "-1e309", "NaN", "nan", "inf", "null", "true", "'", "\"", "\\", "%", "%%", "..", "../..",
    "/etc/passwd", "' OR 1=1 --", "; DROP TABLE x", "<script>alert(1)</script>", "\u202eabc", "\ufeff", "\x00", "é" * 200,
    "a" * 4000, "(" * 2000, "NOT " * 1000, "1,2,3,4", "181,91,-181,-91", "37.3,37.0,37.5,37.1", "0,0,0,0",
    "-180,-90,180,90", "NaN,NaN,NaN,NaN", "1e308,1e308,1e308,1e308", "170,-10,-170,10", "2024-13-45", "../..",
    "2024-01-01/..", "../2024", "9999999999999-01-01", "2024-02-30T25:61:61Z", "22-5", "mon-fri", "25", "-5-99",
    "severity > 3", "severity > 1e999", "severity / 0 > 1", "category LIKE '%a%a%a%a%a%a%a%a%a%b'",
    "S_INTERSECTS(geometry, POINT(37 37))", "S_INTERSECTS(geometry, POLYGON((0 0,1 1,0 1,1 0,0 0)))",
    "S_WITHIN(geometry, POLYGON((0 0)))", "S_INTERSECTS(geometry, BBOX(NaN,0,0,0))",
    "a IN (" + ",".join(["1"] * 900) + ")", " AND ".join(["severity=1"] * 300), "CASEI(category) = CASEI('BİNA')",
    "T_AFTER(reported_at, DATE('2024-01-01'))", "reported_at DURING INTERVAL('..','..')",
    '{"op":"and","args":[' * 40, '{"op":"=","args":[{"property":"severity"},1]}', "[[[[[[[[[[", "{}", "EPSG:4326",
    "http://www.opengis.net/def/crs/EPSG/0/999999", "http://127.0.0.1:1/", "file:///etc/passwd", "10000", "10001",
    "999999999999999999999", "0.0000000001", "gaussian", "uniform", "inferno", "+severity,-category", "-", "+", ",,,",
    "neighbourhoods", "service-visits", "population", "count", "day", "geojson", "html", "gpkg", "mvt", "zip",
]
COLLECTIONS = ["fire-incidents", "neighbourhoods", "service-visits", "waste-tonnage", "main-roads", "nowhere",
               "..", "a%2Fb", "%00", "é"]


def value(parameter):
    schema = parameter.get("schema", {})
    if dice.random() < 0.25 and "enum" in schema:
        return str(dice.choice(schema["enum"]))
    if dice.random() < 0.15:
        return "".join(chr(dice.randrange(1, 0x2FFF)) for _ in range(dice.randrange(1, 30)))
    return dice.choice(EVIL)


def address():
    path, operations = dice.choice(list(api["paths"].items()))
    operation = operations.get("get")
    if operation is None:
        return None
    query = []
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            part = dice.choice(COLLECTIONS) if parameter["name"] == "collectionId" else (
                str(dice.randrange(-2, 40)) if dice.random() < 0.6 else value(parameter))
            path = path.replace("{" + parameter["name"] + "}", urllib.parse.quote(part, safe="%"))
        elif dice.random() < 0.3:
            query.append((parameter["name"], value(parameter)))
    if dice.random() < 0.1:
        query.append((dice.choice(["x", "severity", "category", "limit", "f", "lang", "filter"]), dice.choice(EVIL)))
    text = urllib.parse.urlencode(query)
    if dice.random() < 0.05:
        text += dice.choice(["&%", "&=", "%zz", "&a=%ff%fe", "#x", "&&&", "=" * 50])
    return path + ("?" + text if text else "")


connection = http.client.HTTPConnection(HOST, timeout=20)
statuses, slowest, bad = {}, (0, ""), []
done = 0
while done < COUNT:
    target = address()
    if target is None:
        continue
    done += 1
    headers = {} if dice.random() < 0.4 else {"Authorization": f"Bearer {KEY}"}
    if dice.random() < 0.1:
        headers["Accept"] = dice.choice(["text/html", "*/*;q=0", "image/png", "application/x;q=9", "a" * 500, ";;;"])
    if dice.random() < 0.05:
        headers["Accept-Language"] = dice.choice(["ar", "tr;q=0.5,ar;q=0.9", "*", "xx-YY;q=nan", "," * 200])
    began = time.perf_counter()
    try:
        connection.request("GET", target.encode("ascii", "ignore").decode(), headers=headers)
        answer = connection.getresponse()
        # A whole layer may be long; its beginning tells enough.
        body = answer.read(200_000)
        rest = answer.read(1)
        status = answer.status
        if rest or answer.will_close:
            connection.close()
    except (http.client.HTTPException, OSError, ValueError) as error:
        connection.close()
        if isinstance(error, (http.client.InvalidURL, ValueError)):
            continue
        bad.append((target, repr(error)))
        continue
    took = time.perf_counter() - began
    statuses[status] = statuses.get(status, 0) + 1
    if took > slowest[0]:
        slowest = (took, target)
    if status >= 500:
        bad.append((target, status, body[:200]))
    elif status >= 400 and "json" in (answer.getheader("Content-Type") or ""):
        problem = json.loads(body)
        if problem.get("status") != status or "code" not in problem or "title" not in problem:
            bad.append((target, status, body[:200]))
assert not bad, (len(bad), bad[:5])
assert slowest[0] < 5, slowest
assert statuses.get(200, 0) > COUNT / 50, statuses
print(done, "requests", dict(sorted(statuses.items())), "slowest %.2f s" % slowest[0])
