"""A served store is killed again and again while phones send: nothing acknowledged is missing, nothing is there twice.

field_kill.py TABAQA KEY KILLS: in a folder with a store, Layers and keys.json. The phones shuffle what they have to send,
lose one acknowledgement in five and send one request in ten twice.
"""

import http.client
import os
import random
import sqlite3
import sys
import threading
import time

from field_client import GEOJSON, LAYER, STORE, Client, Served, identity, item, observation, sha256, stored_files

PROGRAM, KEY, KILLS = sys.argv[1], sys.argv[2], int(sys.argv[3])
PHONES = 4
DICE = random.Random(20261123)


class Observation:
    """What one phone has to send: a feature and its photo."""

    def __init__(self, dice):
        self.id = identity(dice)
        self.number = "K-" + self.id[:13]
        self.photo = f"صورة-{self.id[:8]}.jpg"
        self.bytes = b"\xff\xd8\xff\xe0" + dice.randbytes(dice.randint(10, 120_000))
        self.body = observation(dice, self.number, status="open", photo=self.photo)
        self.sent = set()

    def steps(self):
        yield "row", item(self.id), self.body, GEOJSON
        yield "photo", item(self.id, "attachments", self.photo), self.bytes, "image/jpeg"


def phone(number, served, is_up, ended, done, refused):
    dice, client = random.Random(number), Client(served, KEY)
    waiting = []
    while not ended.is_set() or waiting:
        if not ended.is_set() and len(waiting) < 8:
            waiting.append(Observation(dice))
        is_up.wait(0.5)
        one = dice.choice(waiting)
        for step, path, body, media in one.steps():
            if step in one.sent:
                continue
            try:
                for _ in range(2 if dice.random() < 0.1 else 1):
                    answer = client("PUT", path, body, media=media)
            except (OSError, http.client.HTTPException):
                time.sleep(0.01)
                break
            if answer.status == 503:
                break
            if answer.status not in (200, 201):
                refused.append((path, answer))
                one.sent.update(("row", "photo"))
                break
            if dice.random() < 0.2:
                break
            one.sent.add(step)
            done.append((one, step))
        if len(one.sent) == 2:
            waiting.remove(one)


def main():
    served, is_up, ended = Served(PROGRAM), threading.Event(), threading.Event()
    done, refused = [], []
    served.start()
    is_up.set()
    phones = [threading.Thread(target=phone, args=(number, served, is_up, ended, done, refused))
              for number in range(PHONES)]
    for thread in phones:
        thread.start()
    for _ in range(KILLS):
        time.sleep(DICE.uniform(0.05, 0.35))
        is_up.clear()
        served.kill()
        served.start()
        is_up.set()
    ended.set()
    for thread in phones:
        thread.join(60)
        assert not thread.is_alive(), "a phone never finished"
    served.stop()
    # A last start sweeps what the last kill left.
    served.start()
    served.stop()
    check(done, refused)


def check(done, refused):
    assert not refused, f"{len(refused)} refused, first {refused[0]}"
    rows = {one.id: one for one, step in done if step == "row"}
    photos = {one.id: one for one, step in done if step == "photo"}
    assert len(rows) >= KILLS / 2, f"only {len(rows)} observations between {KILLS} kills: the test shows nothing"
    store = sqlite3.connect(f"file:{STORE}?mode=ro", uri=True)
    assert store.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    counts = dict(store.execute(f'SELECT complaint_no, count(*) FROM "{LAYER}" GROUP BY 1'))
    missing = [one for one in rows.values() if one.number not in counts]
    doubled = [number for number, count in counts.items() if count != 1 and number.startswith("K-")]
    assert not missing, f"{len(missing)} of {len(rows)} acknowledged observations are missing"
    assert not doubled, f"{len(doubled)} observations are there more than once"
    hashes = stored_files()
    assert all(name == found for name, found in hashes.items()), "a file is not what its name says"
    kept = {(feature, name): sha for feature, name, sha in store.execute(
        "SELECT feature, name, sha256 FROM tabaqa_attachments WHERE sha256 IS NOT NULL")}
    for one in photos.values():
        expected = sha256(one.bytes)
        assert kept.get((one.id, one.photo)) == expected, f"the photo of {one.id} is missing or another"
        assert expected in hashes, f"the photo of {one.id} has a row and no file"
    passing = [name for place, _, names in os.walk(STORE + ".attachments") for name in names
               if ".new" in place or name.endswith(".part")]
    assert not passing, f"{len(passing)} passing files were not swept"
    print(f"{KILLS} kills, {len(rows)} observations and {len(photos)} photos acknowledged: none missing, none doubled")


main()
