"""A served store is killed again and again while phones send: nothing acknowledged is missing, nothing is there twice.

field_kill.py TABAQA KEY KILLS: in a folder with a store, Layers and keys.json. The phones shuffle what they have to send,
lose one acknowledgement in five and send one request in ten twice.
"""

import hashlib
import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid

PROGRAM, KEY, KILLS = sys.argv[1], sys.argv[2], int(sys.argv[3])
LAYER = "waste-complaints"
STORE = "city.tabaqa.sqlite"
PHONES = 4
DICE = random.Random(20261123)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """The server, killed and started by one thread."""

    def __init__(self):
        self.port = free_port()
        self.process = None
        self.ready = threading.Event()

    def start(self):
        log = open("killed.log", "ab")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(self.port), "--keys", "keys.json"], stdin=subprocess.DEVNULL,
            stdout=log, stderr=log)
        for _ in range(1500):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                self.ready.set()
                return
            except OSError:
                assert self.process.poll() is None, "the server ended by itself: " + open("killed.log").read()[-800:]
                time.sleep(0.02)
        raise AssertionError("the server does not come up")

    def kill(self):
        self.ready.clear()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Observation:
    """What one phone has to send: a feature and its photo."""

    def __init__(self, dice):
        self.id = str(uuid.UUID(int=dice.getrandbits(128)))
        self.photo = f"صورة-{self.id[:8]}.jpg"
        self.bytes = b"\xff\xd8\xff\xe0" + dice.randbytes(dice.randint(10, 120_000))
        self.body = json.dumps({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [37.3 + dice.random() / 10, 37.0 + dice.random() / 10]},
            "properties": {
                "complaint_no": "K-" + self.id[:13], "reported_at": "2026-11-01T08:00:00Z", "category": "overflowing",
                "status": "open", "photo": self.photo,
            },
        }).encode()
        self.sent = set()

    def steps(self):
        base = f"/collections/{LAYER}/items/{self.id}"
        yield "row", base, self.body, "application/geo+json"
        yield ("photo", base + "/attachments/" + "".join(
            chr(b) if chr(b).isalnum() and b < 128 or b in b"-._" else f"%{b:02X}" for b in self.photo.encode()),
            self.bytes, "image/jpeg")


def send(port, path, body, media):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("PUT", path, body, {"Content-Type": media, "X-API-Key": KEY})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def phone(number, served, ended, done, refused):
    dice = random.Random(number)
    waiting = []
    while not ended.is_set() or waiting:
        if not ended.is_set() and len(waiting) < 8:
            waiting.append(Observation(dice))
        served.ready.wait(0.5)
        one = dice.choice(waiting)
        for step, path, body, media in one.steps():
            if step in one.sent:
                continue
            try:
                for _ in range(2 if dice.random() < 0.1 else 1):
                    status, said = send(served.port, path, body, media)
            except (OSError, http.client.HTTPException):
                time.sleep(0.01)
                break
            if status == 503:
                break
            if status not in (200, 201):
                refused.append((status, path, said[:300]))
                one.sent.update(("row", "photo"))
                break
            if dice.random() < 0.2:
                break
            one.sent.add(step)
            done.append((one, step))
        if len(one.sent) == 2:
            waiting.remove(one)


def main():
    served, ended = Served(), threading.Event()
    done, refused = [], []
    served.start()
    phones = [threading.Thread(target=phone, args=(number, served, ended, done, refused)) for number in range(PHONES)]
    for thread in phones:
        thread.start()
    for _ in range(KILLS):
        time.sleep(DICE.uniform(0.05, 0.35))
        served.kill()
        served.start()
    ended.set()
    for thread in phones:
        thread.join(60)
        assert not thread.is_alive(), "a phone never finished"
    served.process.terminate()
    served.process.wait(30)
    # A last start sweeps what the last kill left.
    served.start()
    served.process.terminate()
    served.process.wait(30)
    check(done, refused)


def check(done, refused):
    assert not refused, f"{len(refused)} refused, first {refused[0]}"
    rows = {one.id: one for one, step in done if step == "row"}
    photos = {one.id: one for one, step in done if step == "photo"}
    assert len(rows) >= KILLS / 2, f"only {len(rows)} observations between {KILLS} kills: the test shows nothing"
    store = sqlite3.connect(f"file:{STORE}?mode=ro", uri=True)
    assert store.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    counts = dict(store.execute(f'SELECT complaint_no, count(*) FROM "{LAYER}" GROUP BY 1'))
    missing = [one for one in rows.values() if "K-" + one.id[:13] not in counts]
    doubled = [number for number, count in counts.items() if count != 1 and number.startswith("K-")]
    assert not missing, f"{len(missing)} of {len(rows)} acknowledged observations are missing"
    assert not doubled, f"{len(doubled)} observations are there more than once"
    folder = STORE + ".attachments"
    hashes = {}
    for place, _, names in os.walk(folder):
        for name in names:
            if len(name) == 64:
                with open(os.path.join(place, name), "rb") as file:
                    hashes[name] = hashlib.sha256(file.read()).hexdigest()
    assert all(name == found for name, found in hashes.items()), "a file is not what its name says"
    kept = {(feature, name): sha for feature, name, sha in store.execute(
        "SELECT feature, name, sha256 FROM tabaqa_attachments WHERE sha256 IS NOT NULL")}
    for one in photos.values():
        expected = hashlib.sha256(one.bytes).hexdigest()
        assert kept.get((one.id, one.photo)) == expected, f"the photo of {one.id} is missing or another"
        assert expected in hashes, f"the photo of {one.id} has a row and no file"
    passing = [name for place, _, names in os.walk(folder) for name in names
               if ".new" in place or name.endswith(".part")]
    assert not passing, f"{len(passing)} passing files were not swept"
    print(f"{KILLS} kills, {len(rows)} observations and {len(photos)} photos acknowledged: none missing, none doubled")


main()
