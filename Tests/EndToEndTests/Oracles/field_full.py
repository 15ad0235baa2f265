"""A disk that fills up: 507 is said, what was acknowledged is there, and all goes on when there is room again.

field_full.py TABAQA EDITOR MEGABYTES: in a folder with a store, Layers and keys.json. Mounts a small disk of memory; says
so and ends where it may not.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys

from field_client import (
    GEOJSON, STORE, Client, Served, expect, identity, item, observation, sha256, stored_files)

PROGRAM, KEY, MEGABYTES = sys.argv[1], sys.argv[2], int(sys.argv[3])
DICE = random.Random(20261123)


def mount(*arguments):
    return subprocess.run(["mount", *arguments], capture_output=True, text=True)


def fill(client, rows, photos):
    """Sends until the disk is full, for rows and for photos."""
    refused = {"row": 0, "photo": 0}
    for _ in range(4000):
        id = identity(DICE)
        said = client("PUT", item(id), observation(DICE, photo="p.jpg"), media=GEOJSON)
        if said.status == 201:
            rows.append(id)
            data = b"\xff\xd8\xff" + DICE.randbytes(DICE.choice([3_000, 400_000]))
            said = client("PUT", item(id, "attachments", "p.jpg"), data)
            if said.status == 201:
                photos[id] = data
            else:
                expect(said, 507, "a photo without room")
                refused["photo"] += 1
        else:
            expect(said, 507, "a row without room")
            refused["row"] += 1
        expect(client("GET", item(rows[0])), 200, "reading on a full disk")
        if refused["photo"] >= 3 and not refused["row"]:
            # What is left for small things, too.
            with open("filler", "ab") as filler:
                try:
                    while True:
                        os.write(filler.fileno(), b"\0" * 4096)
                except OSError:
                    pass
        if refused["row"] >= 5:
            return refused
    raise AssertionError(f"the disk never fills up: {refused}")


def check(client, rows, photos):
    for id in rows:
        expect(client("GET", item(id)), 200, "an acknowledged row")
    for id, data in photos.items():
        assert client("GET", item(id, "attachments", "p.jpg")).body == data, "an acknowledged photo is lost"


def upload(client):
    """A file in pieces on the full disk: what did not fit is not counted, and it goes on when there is room."""
    feature, data = identity(DICE), DICE.randbytes(2 << 20)
    tus = {"Tus-Resumable": "1.0.0"}
    said = client("POST", item(feature, "attachments"), headers={
        **tus, "Upload-Length": str(len(data)), "Upload-Metadata": "filename dS5iaW4="})
    if said.status == 507:
        return None
    place = "/" + expect(said, 201).headers["location"].split("/", 3)[3]
    return feature, data, place, {**tus, "Content-Type": "application/offset+octet-stream"}


def main():
    os.mkdir("disk")
    mounted = mount("-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", "disk")
    if mounted.returncode:
        print("no disk can be mounted here: skipped. " + mounted.stderr.strip())
        return
    folder = os.path.abspath("disk")
    try:
        for name in ("Layers", STORE, "keys.json"):
            (shutil.copytree if os.path.isdir(name) else shutil.copy)(name, os.path.join("disk", name))
        os.chdir("disk")
        rows, photos = [], {}
        with Served(PROGRAM) as served:
            client = Client(served, KEY)
            refused = fill(client, rows, photos)
            check(client, rows, photos)
            begun = upload(client)
            if begun:
                feature, data, place, headers = begun
                expect(client("PATCH", place, data, {**headers, "Upload-Offset": "0"}), 507, "a piece without room")
            if os.path.exists("filler"):
                os.unlink("filler")
            again = mount("-o", f"remount,size={MEGABYTES + 16}m", folder)
            assert again.returncode == 0, again.stderr
            id = identity(DICE)
            expect(client("PUT", item(id), observation(DICE, photo="p.jpg"), media=GEOJSON), 201, "with room again")
            expect(client("PUT", item(id, "attachments", "p.jpg"), b"\xff\xd8\xffnew"), 201, "with room again")
            rows.append(id)
            if begun:
                at = int(client("HEAD", place, headers=headers).headers["upload-offset"])
                expect(client("PATCH", place, data[at:], {**headers, "Upload-Offset": str(at)}), 204)
                expect(client("PUT", item(feature), observation(DICE), media=GEOJSON), 201)
                files = client("GET", item(feature, "attachments")).json()["attachments"]
                assert not files or files[0]["sha256"] == sha256(data), files
            check(client, rows, photos)
        store = sqlite3.connect(STORE)
        assert store.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        store.close()
        assert all(name == found for name, found in stored_files().items())
        print(
            f"{MEGABYTES} MB filled with {len(rows)} rows and {len(photos)} photos: {refused['row']} rows and "
            f"{refused['photo']} photos refused, nothing acknowledged lost, on again without a restart")
    finally:
        os.chdir("/")
        subprocess.run(["umount", "-l", folder], check=False)


main()
