"""One observation, edited in the field, over HTTP and in its file by another program: one chain of revisions, and edits that
collide are shown, never written over.

field_chain.py TABAQA KEY TOKEN: KEY of an editor, TOKEN of a device.
"""

import json
import re
import subprocess
import sys
import uuid

from field_client import GEOJSON, STORE, Client, Served, expect

PROGRAM, KEY, TOKEN = sys.argv[1:4]
LAYER = "fire-incidents"
ROSA = f"/v1/key/{TOKEN}/projects/1"


def ask(method, path, body=None, headers=None, status=200):
    client = Client(served, None if path.startswith(ROSA) else KEY)
    answer = expect(client(method, path, body, headers), status, f"{method} {path}")
    return answer.body, answer.headers


def form_version():
    form, _ = ask("GET", f"{ROSA}/forms/{LAYER}.xml")
    return re.search(rb'id="' + LAYER.encode() + rb'"[^>]*version="([^"]+)"', form)[1].decode()


def submission(instance, severity, deprecated=None):
    old = f"<deprecatedID>uuid:{deprecated}</deprecatedID>" if deprecated else ""
    return (
        f'<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="{LAYER}" version="{VERSION}">'
        "<geometry>37.0662 37.3833 850 4.5</geometry><incident_no>F-7</incident_no>"
        "<reported_at>2026-11-20T10:00:00.000+03:00</reported_at><category>building</category>"
        f"<severity>{severity}</severity><meta><instanceID>uuid:{instance}</instanceID>{old}</meta></data>").encode()


def submit(xml):
    mark = "----7d1"
    body = (f'--{mark}\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="s.xml"\r\n'
            "Content-Type: text/xml\r\n\r\n").encode() + xml + f"\r\n--{mark}--\r\n".encode()
    return ask("POST", f"{ROSA}/submission?deviceID=collect%3AAbCdEf", body, {
        "Content-Type": f"multipart/form-data; boundary={mark}", "X-OpenRosa-Version": "1.0"}, 201)


def item():
    said, fields = ask("GET", f"/collections/{LAYER}/items/{first}", headers={"Accept": GEOJSON})
    return json.loads(said), fields["etag"]


def put(feature, tag, status):
    body = json.dumps({"type": "Feature", "geometry": feature["geometry"], "properties": feature["properties"]})
    headers = {"Content-Type": GEOJSON} | ({"If-Match": tag} if tag else {})
    return ask("PUT", f"/collections/{LAYER}/items/{first}", body.encode(), headers, status)


def steps():
    return json.loads(ask("GET", f"/collections/{LAYER}/items/{first}/history")[0])["steps"]


def main():
    submit(submission(first, 2))
    feature, tag = item()
    assert feature["properties"]["severity"] == 2, feature

    feature["properties"]["severity"] = 3
    put(feature, None, 428)
    put(feature, tag, 200)
    put(feature | {"properties": feature["properties"] | {"severity": 5}}, tag, 412)

    done = subprocess.run(
        ["ogrinfo", "-q", "-update", STORE, "-sql", f"UPDATE \"{LAYER}\" SET injured = 4 WHERE id = '{first}'"],
        capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    feature, tag = item()
    assert (feature["properties"]["severity"], feature["properties"]["injured"]) == (3, 4), feature

    chain = steps()
    writers = [(step["action"], step["actor"]) for step in chain if step["action"] in ("insert", "replace")]
    assert [action for action, _ in writers] == ["insert", "replace", "replace"], chain
    assert len({actor for _, actor in writers}) == 3, f"device, office and file are three actors: {writers}"
    revisions = [step["revision"] for step in chain if step.get("revision") is not None]
    assert revisions == sorted(revisions), chain

    # The phone edits what it sent, and knows nothing of the office's change.
    submit(submission(second, 1, deprecated=first))
    feature, tag = item()
    assert feature["properties"]["severity"] == 3, "an edit of an older version was written over the office's"
    conflict = json.loads(ask("GET", f"/collections/{LAYER}/items/{first}/conflict")[0])
    assert '"severity"' in json.dumps(conflict), conflict
    queue = json.loads(ask("GET", f"/collections/{LAYER}/reviews")[0])
    assert second in json.dumps(queue), "the queue does not show the edit that waits"

    body = json.dumps({"features": [{"id": first}], "state": "approved"}).encode()
    ask("POST", f"/collections/{LAYER}/reviews", body, {"Content-Type": "application/json"})
    feature, _ = item()
    assert feature["properties"]["severity"] == 1, "an approved edit is applied"
    assert [step["action"] for step in steps()].count("replace") == 3, steps()
    print("one chain of", len(steps()), "steps")


first, second = str(uuid.uuid4()), str(uuid.uuid4())
with Served(PROGRAM) as served:
    VERSION = form_version()
    main()
