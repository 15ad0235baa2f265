"""A served store of the test's own and a plain client of it, for the oracles of the field."""

import glob
import hashlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import time
import uuid

LAYER = "waste-complaints"
STORE = "city.tabaqa.sqlite"
GEOJSON = "application/geo+json"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """`tabaqa serve` in the current folder, to be killed and started again."""

    def __init__(self, program, *options):
        self.program, self.options = program, options
        self.port = free_port()
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        with open("served.log", "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "--port", str(self.port), "--keys", "keys.json", *self.options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for _ in range(1500):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert self.process.poll() is None, "the server ended: " + open("served.log").read()[-800:]
                time.sleep(0.02)
        raise AssertionError("the server does not come up")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(40)

    def memory(self):
        """Megabytes resident."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body[:400]!r}"


class Client:
    def __init__(self, served, key=None, language="en"):
        self.served, self.key, self.language = served, key, language

    def __call__(self, method, path, body=None, headers=None, media=None):
        fields = {"Accept-Language": self.language}
        if self.key:
            fields["Authorization"] = f"Bearer {self.key}"
        if media:
            fields["Content-Type"] = media
        fields.update(headers or {})
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=60)
        try:
            connection.request(method, path, body, fields)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()


def quote(text):
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 or byte in b"-._~" else f"%{byte:02X}"
        for byte in text.encode())


def item(feature, *rest):
    return "/".join([f"/collections/{LAYER}/items/{quote(feature)}", *map(quote, rest)])


def observation(dice=random, number=None, **properties):
    """A GeoJSON feature as bytes; `number` is its key."""
    values = {
        "complaint_no": number or "K-" + uuid.UUID(int=dice.getrandbits(128)).hex[:12],
        "reported_at": "2026-11-01T08:00:00Z", "category": "overflowing", "status": "open", **properties,
    }
    place = [round(37.3 + dice.random() / 10, 6), round(37.0 + dice.random() / 10, 6)]
    return json.dumps(
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": place}, "properties": values},
        ensure_ascii=False).encode()


def identity(dice=random):
    return str(uuid.UUID(int=dice.getrandbits(128)))


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def expect(answer, status, what=""):
    wanted = status if isinstance(status, tuple) else (status,)
    assert answer.status in wanted, f"{what}: {answer} instead of {wanted}"
    return answer


def define(without):
    """Takes a line out of the layer's definition, so that its default holds."""
    for name in glob.glob(f"Layers/*/{LAYER}.yaml"):
        with open(name, encoding="utf-8") as file:
            lines = file.readlines()
        with open(name, "w", encoding="utf-8") as file:
            file.writelines(line for line in lines if not line.startswith(without))


def stored_files():
    """SHA-256 by name of everything that counts as kept."""
    found = {}
    for place, _, names in os.walk(STORE + ".attachments"):
        for name in names:
            if len(name) == 64:
                with open(os.path.join(place, name), "rb") as file:
                    found[name] = sha256(file.read())
    return found
