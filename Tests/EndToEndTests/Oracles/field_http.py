"""Plain HTTP of the field, from outside: features put and deleted, bulks, attachments, parts of files, changes.

field_http.py TABAQA EDITOR READER: in a folder with a store, Layers and keys.json.
"""

import base64
import itertools
import json
import random
import sqlite3
import subprocess
import sys

from field_client import (
    GEOJSON, LAYER, STORE, Client, Served, define, expect, identity, item, observation, quote, sha256, stored_files)

PROGRAM, EDITOR, READER = sys.argv[1:4]
DICE = random.Random(20261123)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + DICE.randbytes(5000)


def features(editor):
    id, body = identity(DICE), observation(DICE)
    made = expect(editor("PUT", item(id), body, media=GEOJSON), 201, "a new one")
    assert made.headers["location"].endswith(item(id)), made.headers
    assert made.json()["id"] == id and made.json()["outcome"] == "created"
    expect(editor("PUT", item(id), body, media=GEOJSON), 200, "the same again")
    spelt = json.dumps(json.loads(body), indent=2, sort_keys=True).encode()
    expect(editor("PUT", item(id), spelt, media=GEOJSON), 200, "the same in another spelling")

    got = expect(editor("GET", item(id)), 200)
    assert got.json()["properties"]["complaint_no"] == json.loads(body)["properties"]["complaint_no"]
    other = observation(DICE, status="resolved")
    expect(editor("PUT", item(id), other, media=GEOJSON), (409, 428), "another body, blindly")
    tags = {
        accept: editor("GET", item(id), headers={"Accept": accept, "Accept-Encoding": coding}).headers["etag"]
        for accept in (GEOJSON, "text/html") for coding in ("identity",)}
    assert len(set(tags.values())) == len(tags), "representations share a tag"
    wrong = '"zzzz-' + tags[GEOJSON].split("-", 1)[1]
    expect(editor("PUT", item(id), other, {"If-Match": wrong}, GEOJSON), 412, "another revision's tag")
    expect(editor("PUT", item(id), other, {"If-Match": '"x"'}, GEOJSON), 412, "no tag of ours")
    changed = expect(editor("PUT", item(id), other, {"If-Match": tags["text/html"]}, GEOJSON), 200, "the page's tag")
    assert changed.json()["outcome"] == "edited"
    expect(editor("PUT", item(id), observation(DICE), {"If-Match": tags[GEOJSON]}, GEOJSON), 412, "a stale tag")
    expect(editor("PUT", item(id), other, {"If-Match": tags[GEOJSON]}, GEOJSON), 200, "an edit whose answer was lost")
    expect(
        editor("PUT", item(id), observation(DICE), {"If-Match": changed.headers["etag"]}, GEOJSON), 200,
        "the tag of the answer to a change")

    expect(editor("DELETE", item(id)), 428, "deleted blindly")
    expect(editor("DELETE", item(id), headers={"If-Match": tags[GEOJSON]}), 412, "deleted by a stale tag")
    tag = editor("GET", item(id)).headers["etag"]
    expect(editor("DELETE", item(id), headers={"If-Match": tag}), 204)
    expect(editor("DELETE", item(id), headers={"If-Match": tag}), 410, "deleted twice")
    expect(editor("PUT", item(id), body, media=GEOJSON), 410, "put where one was deleted")
    expect(editor("PUT", item(identity(DICE)), body, {"If-Match": "*"}, GEOJSON), 412, "a change of nothing")
    expect(editor("DELETE", item("never-was"), headers={"If-Match": "*"}), 404)
    expect(editor("PUT", item("../x"), body, media=GEOJSON), (400, 404), "a path for an id")
    expect(editor("PUT", item("a b"), body, media=GEOJSON), 400, "a blank in an id")

    first = identity(DICE)
    expect(editor("PUT", item(first), body, {"If-None-Match": "*"}, GEOJSON), (201, 422))
    expect(editor("PUT", item(first), other, {"If-None-Match": "*"}, GEOJSON), 412, "one that must be new")

    for language, word in (("ar", "ا"), ("tr", "ı"), ("en", "e")):
        bad = observation(DICE, category="no-such", priority=7)
        said = expect(
            Client(editor.served, EDITOR, language)("PUT", item(identity(DICE)), bad, media=GEOJSON), (201, 422))
        if said.status == 422:
            assert word in said.json()["detail"], said
    expect(editor("PUT", item(identity(DICE)), b"{", media=GEOJSON), 400, "no JSON")
    expect(editor("PUT", item(identity(DICE)), b"[]", media=GEOJSON), 400, "no feature")
    expect(editor("PUT", item(identity(DICE)), body, media="text/plain"), 415)

    alone = observation(DICE)
    posted = expect(editor("POST", f"/collections/{LAYER}/items", alone, media=GEOJSON), 201)
    assert posted.headers["location"].endswith(posted.json()["id"])
    again = expect(editor("POST", f"/collections/{LAYER}/items", alone, media=GEOJSON), 200, "posted again")
    assert again.json()["id"] == posted.json()["id"]


def permutations(editor):
    """The same verbs in any order and any number of times come to the same end."""
    for order in itertools.islice(itertools.permutations(range(4)), 0, 24, 5):
        id, body, photo = identity(DICE), observation(DICE, photo="a.jpg"), DICE.randbytes(900)
        verbs = [
            lambda: editor("PUT", item(id), body, media=GEOJSON),
            lambda: editor("PUT", item(id, "attachments", "a.jpg"), b"\xff\xd8\xff" + photo),
            lambda: editor("PUT", item(id), body, media=GEOJSON),
            lambda: editor("PUT", item(id, "attachments", "note.txt"), b"note"),
        ]
        for turn in [*order, *order]:
            expect(verbs[turn](), (200, 201, 404))
        list = expect(editor("GET", item(id, "attachments")), 200).json()
        assert list["complete"] and list["expectedFiles"] == 1, list
        assert sorted(a["name"] for a in list["attachments"]) == ["a.jpg", "note.txt"], list


def attachments(editor, reader, anyone):
    id = identity(DICE)
    expect(editor("PUT", item(id), observation(DICE, photo="صورة.jpg", voice_note="v.ogg"), media=GEOJSON), 201)
    list = expect(editor("GET", item(id, "attachments")), 200).json()
    assert (list["receivedFiles"], list["expectedFiles"]) == (0, 2) and not list["complete"], list
    place = item(id, "attachments", "صورة.jpg")
    digest = "sha-256=:" + base64.b64encode(bytes.fromhex(sha256(JPEG))).decode() + ":"
    expect(editor("PUT", place, JPEG[:-1], {"Content-Digest": digest}), 422, "bytes that are not the promised ones")
    expect(editor("PUT", place, JPEG, {"Content-Digest": "sha-256=nonsense"}), 400)
    assert not editor("GET", item(id, "attachments")).json()["receivedFiles"], "a damaged file was taken"
    expect(editor("PUT", place, JPEG, {"Content-Digest": digest}, "text/html"), 201)
    expect(editor("PUT", place, JPEG, {"Repr-Digest": digest}), 200, "the same file again")
    expect(editor("PUT", place, JPEG + b"x"), 409, "another file of the same name")
    list = editor("GET", item(id, "attachments")).json()
    assert (list["receivedFiles"], list["expectedFiles"]) == (1, 2), list
    entry = next(a for a in list["attachments"] if a["name"] == "صورة.jpg")
    assert entry["sha256"] == sha256(JPEG) and entry["size"] == len(JPEG), entry
    assert entry["mediaType"] == "image/jpeg" and entry["property"] == "photo", entry

    got = expect(editor("GET", place), 200)
    assert got.body == JPEG
    assert got.headers["content-type"] == "image/jpeg", "the type was claimed, not looked at"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-security-policy"] == "sandbox; default-src 'none'", got.headers
    assert got.headers["content-disposition"].startswith("attachment;"), got.headers
    assert quote("صورة.jpg") in got.headers["content-disposition"]
    tag = got.headers["etag"]
    assert tag == f'"{sha256(JPEG)}"'
    expect(editor("GET", place, headers={"If-None-Match": tag}), 304)
    parts(editor, place, tag)

    html = b"<html><script>alert(1)</script>"
    expect(editor("PUT", item(id, "attachments", "page.html"), html, media="image/png"), 201)
    served = editor("GET", item(id, "attachments", "page.html"))
    assert served.headers["content-type"] != "image/png" and "attachment" in served.headers["content-disposition"]

    for name in ("a/b", "..", "a\\b", "a\nb", "\u202egpj.exe", "x" * 121, "a\x00b", "\u2066a"):
        said = editor("PUT", item(id, "attachments", name), b"x")
        assert said.status in (400, 404), f"{name!r}: {said}"
    for name in ("con.txt", "e\u0301.txt", "..x", "a%2fb", "الموقع ٣.pdf", "<b>.txt"):
        said = editor("PUT", item(id, "attachments", name), b"x" + name.encode())
        assert said.status in (201, 200), f"{name!r}: {said}"
    names = {a["name"] for a in editor("GET", item(id, "attachments")).json()["attachments"]}
    assert "\u00e9.txt" in names and "e\u0301.txt" not in names, names

    # Who gets what: the photo is internal, so that to anyone it is not there, and a reader gets no original.
    expect(anyone("GET", place), 404)
    assert not expect(anyone("GET", item(id, "attachments")), 200).json()["attachments"]
    expect(reader("GET", place + "?size=original"), 403)
    expect(reader("GET", place), (404, 503))
    known = reader("GET", item(id, "attachments")).json()["attachments"]
    assert {a["name"] for a in known} == {"صورة.jpg", "v.ogg"} and not any("sha256" in a for a in known), known
    for method, path in (
            ("PUT", item(id)), ("POST", f"/collections/{LAYER}/items"), ("PUT", place), ("DELETE", place),
            ("DELETE", item(id)), ("POST", item(id, "attachments")), ("POST", f"/collections/{LAYER}/photos")):
        expect(anyone(method, path, b"{}", {"Tus-Resumable": "1.0.0"}), 401, f"{method} {path} by anyone")
        expect(reader(method, path, b"{}", {"Tus-Resumable": "1.0.0"}), 403, f"{method} {path} by a reader")

    expect(editor("DELETE", place), 204)
    expect(editor("DELETE", place), 404)
    list = editor("GET", item(id, "attachments")).json()
    assert (list["receivedFiles"], list["expectedFiles"]) == (0, 2), list
    expect(editor("PUT", item(identity(DICE), "attachments", "a.jpg"), JPEG), 404, "a file of no observation")
    assert all(name == found for name, found in stored_files().items())


def pending(editor, anyone):
    """What nobody has approved yet is not there for anyone, in no form."""
    id = identity(DICE)
    expect(editor("PUT", item(id), observation(DICE), media=GEOJSON), 201)
    expect(editor("PUT", item(id, "attachments", "a.jpg"), JPEG), 201)
    for path in (item(id), item(id, "attachments"), item(id, "attachments", "a.jpg")):
        expect(anyone("GET", path), 404, path)
    expect(anyone("GET", f"/collections/{LAYER}/changes"), 403, "a feed that would tell of pending rows")


def devices(served, editor):
    """A device sends, and reads nothing; what others sent is not there for it."""
    added = subprocess.run(
        [PROGRAM, "device", "add", "phone", "--layer", LAYER, "--collect", "--json"], check=True,
        capture_output=True, text=True)
    phone = Client(served, json.loads(added.stdout)["server"].split("/v1/key/")[1].split("/")[0])
    id, body = identity(DICE), observation(DICE, photo="p.jpg")
    expect(phone("PUT", item(id), body, media=GEOJSON), 201)
    expect(phone("PUT", item(id), body, media=GEOJSON), 200)
    expect(phone("PUT", item(id), observation(DICE), media=GEOJSON), 409, "another body by a device")
    tag = editor("GET", item(id)).headers["etag"]
    expect(phone("PUT", item(id), observation(DICE), {"If-Match": tag}, GEOJSON), 409, "an edit by a device")
    expect(phone("PUT", item(id, "attachments", "p.jpg"), JPEG), 201)
    foreign = identity(DICE)
    expect(editor("PUT", item(foreign), observation(DICE), media=GEOJSON), 201)
    expect(phone("PUT", item(foreign, "attachments", "p.jpg"), JPEG), 404, "a file for what others sent")
    expect(phone("POST", item(foreign, "attachments"), headers={
        "Tus-Resumable": "1.0.0", "Upload-Length": "4", "Upload-Metadata": "filename YS5qcGc="}), 404)
    for method, path in (
            ("GET", item(id)), ("GET", f"/collections/{LAYER}/items"), ("GET", item(id, "attachments")),
            ("GET", item(id, "attachments", "p.jpg")), ("GET", f"/collections/{LAYER}/changes"),
            ("DELETE", item(id)), ("DELETE", item(id, "attachments", "p.jpg")), ("GET", "/collections")):
        expect(phone(method, path, headers={"If-Match": tag}), 403, f"{method} {path} by a device")
    expect(phone("PUT", f"/collections/fire-incidents/items/{id}", body, media=GEOJSON), (403, 404), "another layer")
    bulk = phone("POST", f"/collections/{LAYER}/items", body, media="application/x-ndjson")
    expect(bulk, 403, "a bulk by a device")


def parts(editor, place, tag):
    size = len(JPEG)
    for _ in range(60):
        first, last = DICE.choice([None, DICE.randrange(size + 40)]), DICE.choice([None, DICE.randrange(size + 40)])
        text = f"bytes={'' if first is None else first}-{'' if last is None else last}"
        if first is not None:
            wanted = JPEG[first:None if last is None else last + 1] if last is None or last >= first else None
        else:
            wanted = None if last is None else JPEG[max(0, size - last):] if last else b""
        said = editor("GET", place, headers={"Range": text})
        if wanted is None:
            assert said.status == 200 and said.body == JPEG, text
        elif not wanted:
            assert said.status == 416 and said.headers["content-range"] == f"bytes */{size}", f"{text}: {said}"
        else:
            assert said.status == 206 and said.body == wanted, text
            start = size - len(wanted) if first is None else first
            assert said.headers["content-range"] == f"bytes {start}-{start + len(wanted) - 1}/{size}", said.headers
            assert said.headers["content-length"] == str(len(wanted))
    expect(editor("GET", place, headers={"Range": "bytes=0-9", "If-Range": tag}), 206)
    expect(editor("GET", place, headers={"Range": "bytes=0-9", "If-Range": '"other"'}), 200)
    expect(editor("GET", place, headers={"Range": "bytes=0-1,4-5"}), 200)


def bulk(editor):
    good = [json.loads(observation(DICE)) for _ in range(300)]
    for feature in good:
        feature["id"] = identity(DICE)
    bad = json.loads(observation(DICE))
    bad["properties"]["priority"] = "many"
    lines = [json.dumps(f) for f in good[:200]] + ["", "{", json.dumps(bad)] + [json.dumps(f) for f in good[200:]]
    for media, body in (
            ("application/x-ndjson", "\n".join(lines)), ("application/geo+json-seq", "\x1e" + "\n\x1e".join(lines))):
        said = expect(editor("POST", f"/collections/{LAYER}/items", body.encode(), media=media), 200)
        told = [json.loads(line) for line in said.body.splitlines()]
        summary = told.pop()["summary"]
        assert [t["line"] for t in told] == sorted(t["line"] for t in told)
        by = {t["line"]: t for t in told}
        assert by[202]["status"] == 422 and by[203]["status"] == 422, (by.get(202), by.get(203))
        assert by[203].get("violations") or by[203].get("detail"), by[203]
        fine = summary["stored"] + summary["known"]
        assert fine == 300 and summary["invalid"] == 2, summary
        assert (summary["stored"] == 300) == (media == "application/x-ndjson"), summary
    expect(editor("GET", item(good[250]["id"])), 200)
    other = dict(good[0], properties=dict(good[0]["properties"], status="resolved"))
    said = editor("POST", f"/collections/{LAYER}/items", json.dumps(other).encode(), media="application/x-ndjson")
    assert json.loads(said.body.splitlines()[0])["status"] == 409, said


def everything(reader):
    features, path = {}, f"/collections/{LAYER}/items?limit=1000"
    while path:
        page = expect(reader("GET", path), 200).json()
        for feature in page["features"]:
            features[feature["id"]] = (feature["geometry"], feature["properties"])
        next = [link["href"] for link in page["links"] if link["rel"] == "next"]
        path = next and "/" + next[0].split("/", 3)[3]
    return features


class Copy:
    """An app that keeps a copy by the feed of changes."""

    def __init__(self, client, limit):
        self.client, self.features = client, {}
        self.next = f"/collections/{LAYER}/changes?limit={limit}"
        self.seen = []

    def pull(self):
        while True:
            page = expect(self.client("GET", self.next), 200).json()
            for change in page["changes"]:
                self.seen.append((change["revision"], change["id"]))
                if change.get("deleted"):
                    self.features.pop(change["id"], None)
                else:
                    feature = change["feature"]
                    assert feature["id"] == change["id"]
                    self.features[change["id"]] = (feature["geometry"], feature["properties"])
            self.next = "/" + next(l["href"] for l in page["links"] if l["rel"] == "next").split("/", 3)[3]
            if not page["hasMore"]:
                return page["cursor"]


def changes(editor, reader, anyone):
    copies = [Copy(editor, 7), Copy(reader, 50), Copy(anyone, 10_000)]
    mine = []
    for turn in range(12):
        for _ in range(DICE.randrange(6)):
            id = identity(DICE)
            expect(editor("PUT", item(id), observation(DICE, description="بيت"), media=GEOJSON), 201)
            mine.append(id)
        for id in DICE.sample(mine, min(2, len(mine))):
            tag = editor("GET", item(id)).headers.get("etag")
            if tag and DICE.random() < 0.5:
                expect(editor("PUT", item(id), observation(DICE), {"If-Match": tag}, GEOJSON), 200)
            elif tag:
                expect(editor("DELETE", item(id), headers={"If-Match": tag}), 204)
        if turn % 3 == 2 and mine:
            outside(DICE.choice(mine), turn)
        for copy in DICE.sample(copies, 2):
            copy.pull()
    for copy in copies:
        cursor = copy.pull()
        assert copy.seen == sorted(copy.seen), "changes are out of order"
        assert copy.features == everything(copy.client), "the copy is not what items answers"
        assert copy.pull() == cursor, "an empty answer moved the cursor"
    assert not any("description" in p for _, p in copies[2].features.values()), "withheld, and told to anyone"
    assert any(p.get("description") for _, p in copies[0].features.values())
    feed = f"/collections/{LAYER}/changes?since="
    for since in ("x", "AAAA", cursor[:-2], "%00", "A" * 5000):
        expect(editor("GET", feed + since), (400, 414), f"the cursor {since[:9]}")
    expect(anyone("GET", feed + copies[0].pull()), 400, "another reader's cursor")
    expect(anyone("GET", "/collections/service-visits/changes"), 404)
    expect(reader("GET", "/collections/service-visits/changes"), 403)
    tag = editor("GET", feed + copies[0].pull())
    expect(editor("GET", feed + copies[0].pull(), headers={"If-None-Match": tag.headers["etag"]}), 304)


def outside(id, turn):
    """Another program writes into the store, as QGIS does."""
    store = sqlite3.connect(STORE, timeout=30)
    store.execute(f'UPDATE "{LAYER}" SET priority = ? WHERE id = ?', (turn % 3 + 1, id))
    if turn % 2:
        store.execute(f'DELETE FROM "{LAYER}" WHERE id = ?', (id,))
    store.commit()
    store.close()


def main():
    with Served(PROGRAM) as served:
        editor, reader, anyone = Client(served, EDITOR), Client(served, READER), Client(served)
        for part in (features, permutations, bulk):
            part(editor)
        pending(editor, anyone)
        devices(served, editor)
        served.stop()
        # Its department decides that anyone sees what came, reviewed or not.
        define(without="review:")
        served.start()
        attachments(editor, reader, anyone)
        changes(editor, reader, anyone)
        print("features, permutations, bulks, attachments, parts and changes are as they should be")


main()
