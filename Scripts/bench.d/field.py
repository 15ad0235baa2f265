"""Scripts/bench field: what comes in. Single observations, each on disk before it is acknowledged, beside PostGIS'
single-row inserts; many at once into a served layer and into an empty one; large files from many phones at a time."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
import uuid
from pathlib import Path

import web_load
import web_servers
from measure import measure
from setting import EAST, NORTH, ROWS, SOUTH, WEST

PORT = 8740
DURABLE = 55434
CONNECTIONS = 8
SECONDS = 8

TITLE = "| job | who | per second | p50 ms | p99 ms | ours is faster by | |\n|---|---|---:|---:|---:|---:|---|"

OBSERVATION = (
    '{"type":"Feature","geometry":{"type":"Point","coordinates":[%.7f,%.7f]},"properties":'
    '{"number":%d,"category":"waste","severity":%d,"value":%.3f,"reported_at":"2025-06-01T10:00:00Z"}}')


def put_lua(key):
    """Every request is a new observation; ids never repeat between runs."""
    head = uuid.uuid4().hex[:20]
    return (
        "math.randomseed(20261)\nlocal turn = 0\n"
        f"wrk.headers['Content-Type'] = 'application/geo+json'\nwrk.headers['X-API-Key'] = '{key}'\n"
        "request = function()\n  turn = turn + 1\n"
        f"  local body = string.format('{OBSERVATION}', {WEST} + {EAST - WEST} * math.random(), "
        f"{SOUTH} + {NORTH - SOUTH} * math.random(), {int(time.time())} * 1000000 + turn, turn % 5 + 1, turn / 7)\n"
        f"  return wrk.format('PUT', string.format('/collections/points/items/{head}%012x', turn), nil, body)\n"
        "end\n")


class Field:
    """One run: a store that already holds a million points, served for writing."""

    def __init__(self, stage, rounds):
        self.stage = stage
        self.rounds = rounds
        self.lines = []
        self.failed = False

    def run(self):
        store = self.stage.folder / "field.tabaqa.sqlite"
        self.stage.clear(store)()
        shutil.copy(self.stage.store("1m"), store)
        key = self.key()
        server = self.serve(store)
        try:
            self.single(server, key)
            self.bulk(server, key, "into a served layer of 1M", 200_000)
        finally:
            server.stop()
        empty = self.stage.folder / "field-empty.tabaqa.sqlite"
        self.stage.clear(empty)()
        shutil.copy(self.stage.folder / "empty.tabaqa.sqlite", empty)
        server = self.serve(empty)
        try:
            self.uploads(server, key)
            self.bulk(server, key, "into a layer of one row", ROWS["1m"])
        finally:
            server.stop()
            self.stage.clear(store, empty)()
        return self.lines, self.failed

    def key(self):
        self.keys = self.stage.out / "field-keys.json"
        self.keys.unlink(missing_ok=True)
        added = subprocess.run(
            [str(self.stage.program), "key", "add", "bench", "--grant", "*=editor", "--keys", str(self.keys),
             "--json"], check=True, capture_output=True, text=True)
        return json.loads(added.stdout)["key"]

    def serve(self, store):
        return web_servers.Server(
            "tabaqa", [*self.stage.ours("serve", store=store), "--port", str(PORT), "--keys", str(self.keys),
                       "--log-level", "warning"],
            f"http://127.0.0.1:{PORT}", "/ready", log=self.stage.out / "serve-field.log")

    # MARK: one at a time

    def single(self, server, key):
        job = f"single observations, {CONNECTIONS} connections, each on disk"
        postgres = self.postgres()
        ours, theirs = [], []
        try:
            for _ in range(self.rounds):
                ours.append(web_load.wrk(server.origin, put_lua(key), SECONDS, CONNECTIONS))
                if postgres:
                    theirs.append(self.inserts())
        finally:
            if postgres:
                self.stop_postgres()
        best = sorted(ours, key=lambda load: load.per_second)[len(ours) // 2]
        self.failed |= best.failed > 0
        self.lines.append(
            f"| {job} | tabaqa, PUT over HTTP | {best.per_second:,.0f} | {best.p50:,.1f} | {best.p99:,.1f} | "
            f"| {f'{best.failed} FAILED ' if best.failed else ''}{server.megabytes():,.0f} MB |")
        if theirs:
            rate = sorted(theirs)[len(theirs) // 2]
            self.lines.append(
                f"| {job} | PostGIS, INSERT by pgbench, no HTTP | {rate:,.0f} | | "
                f"| **{best.per_second / rate:.2f}×** | fsync on |")

    def postgres(self):
        """A cluster of its own that keeps what it acknowledges, unlike the one that only reads."""
        place = self.stage.folder / "postgres-durable"
        if not Path(web_servers.POSTGRES).exists():
            print("bench: no PostgreSQL 15 here", flush=True)
            return None

        def run(*command):
            subprocess.run(["runuser", "-u", "postgres", "--", *command], check=True, cwd="/",
                           stdout=subprocess.DEVNULL)

        is_new = not (place / "PG_VERSION").exists()
        if is_new:
            place.mkdir()
            shutil.chown(place, "postgres")
            place.chmod(0o700)
            run(f"{web_servers.POSTGRES}/initdb", "-D", str(place), "-A", "trust", "-E", "UTF8", "--locale=C")
            with open(place / "postgresql.conf", "a", encoding="utf-8") as settings:
                settings.write(f"port = {DURABLE}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\n"
                               "shared_buffers = 1GB\n")
        run(f"{web_servers.POSTGRES}/pg_ctl", "-D", str(place), "-l", str(place / "log"), "-w", "start")
        if is_new:
            self.psql("CREATE DATABASE bench", database="postgres")
            self.psql("CREATE EXTENSION postgis")
        self.psql("DROP TABLE IF EXISTS points")
        self.psql("CREATE TABLE points (id uuid PRIMARY KEY, category text, severity int, value float, "
                  "reported_at timestamptz, geom geometry(Point, 4326))")
        self.psql("CREATE INDEX ON points USING gist (geom)")
        return place

    @staticmethod
    def psql(statement, database="bench"):
        subprocess.run(
            [f"{web_servers.POSTGRES}/psql", "-h", "127.0.0.1", "-p", str(DURABLE), "-U", "postgres", "-d",
             database, "-q", "-c", statement], check=True, capture_output=True)

    def inserts(self):
        script = self.stage.out / "insert.sql"
        script.write_text(
            "INSERT INTO points VALUES (gen_random_uuid(), 'waste', 3, random(), now(), ST_SetSRID(ST_MakePoint("
            f"{WEST} + {EAST - WEST} * random(), {SOUTH} + {NORTH - SOUTH} * random()), 4326)) "
            "ON CONFLICT DO NOTHING;\n")
        said = subprocess.run(
            [f"{web_servers.POSTGRES}/pgbench", "-h", "127.0.0.1", "-p", str(DURABLE), "-U", "postgres", "-n", "-f",
             str(script), "-c", str(CONNECTIONS), "-j", "1", "-T", str(SECONDS), "bench"],
            capture_output=True, text=True, check=True).stdout
        return float(said.split("tps = ")[1].split()[0])

    def stop_postgres(self):
        subprocess.run(
            ["runuser", "-u", "postgres", "--", f"{web_servers.POSTGRES}/pg_ctl", "-D",
             str(self.stage.folder / "postgres-durable"), "-m", "fast", "stop"], check=False, cwd="/",
            stdout=subprocess.DEVNULL)

    # MARK: many at once

    def bulk(self, server, key, where, count):
        with tempfile.NamedTemporaryFile("w", suffix=".geojsonl", dir=self.stage.out) as lines:
            for number in range(count):
                x = WEST + (EAST - WEST) * (number * 0.6180339887 % 1)
                y = SOUTH + (NORTH - SOUTH) * (number * 0.7548776662 % 1)
                feature = OBSERVATION % (x, y, number + (count << 20), number % 5 + 1, number / 7)
                lines.write('{"id":"%s",' % uuid.UUID(int=number + (count << 64)) + feature[1:] + "\n")
            lines.flush()
            run = measure([
                "curl", "-sf", "-o", "/dev/null", "-X", "POST", "-H", f"X-API-Key: {key}", "-H",
                "Content-Type: application/x-ndjson", "-T", lines.name,
                server.origin + "/collections/points/items"])
        self.lines.append(f"| {count:,} observations in one request {where} | tabaqa | {count / run.seconds:,.0f} | | | "
                          f"| {server.megabytes():,.0f} MB |")

    # MARK: large files

    def uploads(self, server, key, clients=50, size=100 << 20):
        """Every client sends one file; memory is looked at ten times a second."""
        feature = uuid.uuid4().hex
        request = urllib.request.Request(
            f"{server.origin}/collections/points/items/{feature}", method="PUT",
            data=(OBSERVATION % (37.3, 37.0, 7, 3, 1.5)).encode(),
            headers={"Content-Type": "application/geo+json", "X-API-Key": key})
        urllib.request.urlopen(request).read()
        statuses = []
        piece = os.urandom(1 << 20)

        def send(number):
            client = socket.create_connection(("127.0.0.1", PORT))
            client.sendall(
                f"PUT /collections/points/items/{feature}/attachments/video-{number}.mp4 HTTP/1.1\r\nHost: 127.0.0.1:"
                f"{PORT}\r\nX-API-Key: {key}\r\nContent-Length: {size}\r\n\r\n".encode())
            # Different bytes for each, so that nothing is kept once for several.
            client.sendall(number.to_bytes(8, "big") + piece[8:])
            for _ in range(size // len(piece) - 1):
                client.sendall(piece)
            statuses.append(int(client.recv(4096).split()[1]))
            client.close()

        before = server.megabytes()
        threads = [threading.Thread(target=send, args=(number,)) for number in range(clients)]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        peak = before
        while any(thread.is_alive() for thread in threads):
            peak = max(peak, server.megabytes())
            time.sleep(0.1)
        seconds = time.perf_counter() - began
        good = sum(status == 201 for status in statuses)
        self.failed |= good < clients
        self.lines.append(
            f"| {clients} uploads of {size >> 20} MB at once | tabaqa | {clients * (size >> 20) / seconds:,.0f} MB | | | "
            f"| {good} of {clients} stored; {before:,.0f} MB before, peak {peak:,.0f} MB |")
