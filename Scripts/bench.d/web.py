"""Scripts/bench server: our server against the rivals' on loopback, a million points, the same addresses by chance.

wrk takes one processor; every server has what is left. Uncached jobs run with our caches off.
"""

import math
import re
import socket
import statistics
import subprocess
import time
import urllib.parse
import urllib.request

import web_load
import web_servers
from web_load import wrk

PORT = 8701
SECONDS = 5


def line(job, who, load, ours=None, note=""):
    ratio = f"**{ours.per_second / load.per_second:.1f}×**" if ours and load.per_second else ""
    return (f"| {job} | {who} | {load.per_second:,.1f} | {load.p50:,.1f} | {load.p99:,.1f} | {ratio} "
            f"| {f'{load.failed} FAILED ' if load.failed else ''}{note} |")


class Web:
    """One run of the bench: servers are started once and hit in turn, `rounds` times each; the median counts."""

    def __init__(self, root, stage, rounds):
        self.root = root
        self.stage = stage
        self.rounds = rounds
        self.lines = []
        self.failed = False

    def race(self, job, ours, rivals):
        """`ours` and each of `rivals` are (server, lua[, connections])."""
        loads = {}
        for _ in range(self.rounds):
            for server, lua, *more in [ours, *rivals]:
                try:
                    load = wrk(server.origin, lua, SECONDS, *more)
                except RuntimeError as error:
                    print(f"bench: {job}: {server.name}: {error}", flush=True)
                    continue
                loads.setdefault(server.name, []).append(load)
        best = self.median(loads[ours[0].name])
        for server, *_ in [ours, *rivals]:
            if server.name not in loads:
                self.lines.append(f"| {job} | {server.name} | | | | | failed |")
                continue
            load = self.median(loads[server.name])
            own = server.name == ours[0].name
            self.failed |= own and load.failed > 0
            note = f"{server.megabytes():,.0f} MB" if own else ""
            self.lines.append(line(job, server.name, load, None if own else best, note))
            print("bench: " + self.lines[-1], flush=True)

    @staticmethod
    def median(loads):
        return sorted(loads, key=lambda load: load.per_second)[len(loads) // 2]

    def run(self):
        servers = []

        def keep(make, *arguments):
            try:
                servers.append(make(*arguments))
                return servers[-1]
            except (OSError, RuntimeError, subprocess.SubprocessError) as error:
                print(f"bench: {make.__name__}: {error}", flush=True)
                return None

        try:
            bare = keep(web_servers.ours, self.stage, "1m", PORT, "--tile-cache-size", "0")
            cached = keep(web_servers.ours, self.stage, "1m", PORT + 1)
            if bare is None or cached is None:
                return ["| | tabaqa | | | | | does not start |"], True
            try:
                web_servers.postgres(self.stage)
            except (OSError, RuntimeError, subprocess.SubprocessError) as error:
                print(f"bench: postgres: {error}", flush=True)
            pygeoapi = keep(web_servers.pygeoapi, self.root, self.stage, PORT + 2)
            tipg = keep(web_servers.tipg, self.root, self.stage, PORT + 3)
            self.items(bare, pygeoapi, tipg)
            self.vector_tiles(bare, tipg)
            self.aggregate(bare)
            self.whole_layer(bare)
            for server in (pygeoapi, tipg):
                if server:
                    server.stop()
            self.heatmap_tiles(bare, keep)
            self.cached_tile(cached, keep)
            self.crowd(cached)
            self.soak(cached)
        finally:
            for server in servers:
                server.stop()
            web_servers.stop_postgres(self.stage)
        return self.lines, self.failed

    def items(self, ours, pygeoapi, tipg):
        box = "bbox=%.5f,%.5f,%.5f,%.5f&limit=1000"
        rivals = []
        if pygeoapi:
            rivals.append((pygeoapi, web_load.boxes(f"/collections/points/items?{box}&f=json")))
        if tipg:
            rivals.append((tipg, web_load.boxes(f"/collections/public.points/items?{box}&f=geojson")))
        self.race("items, box of 0.02°, limit 1000", (ours, web_load.boxes(f"/collections/points/items?{box}")),
                  rivals)

    def vector_tiles(self, ours, tipg):
        path = "/collections/points/tiles/WebMercatorQuad/%d/%d/%d"
        theirs = "/collections/public.points/tiles/WebMercatorQuad/%d/%d/%d"
        for zoom in (12, 13, 14):
            job = f"MVT z{zoom}, uncached, all attributes"
            self.race(job, (ours, web_load.tiles(path, zoom, "z/y/x")),
                      [(tipg, web_load.tiles(theirs, zoom))] if tipg else [])
            self.postgis_tiles(job, zoom)

    def postgis_tiles(self, job, zoom):
        script = self.stage.out / f"mvt-{zoom}.sql"
        count = 2 ** zoom
        west = int((37.2501 + 180) / 360 * count)
        east = int((37.4999 + 180) / 360 * count)
        rows = [self.row(latitude, count) for latitude in (37.1499, 36.9501)]
        script.write_text(
            f"\\set x random({west}, {east})\n\\set y random({rows[0]}, {rows[1]})\n"
            f"WITH box AS (SELECT ST_TileEnvelope({zoom}, :x, :y) AS envelope), rows AS ("
            "SELECT id, category, severity, value, reported_at, "
            "ST_AsMVTGeom(ST_Transform(geom, 3857), box.envelope, 4096, 64, true) AS g FROM points, box "
            "WHERE geom && ST_Transform(box.envelope, 4326)) "
            "SELECT length(ST_AsMVT(rows, 'points', 4096, 'g')) FROM rows;\n")
        said = subprocess.run(
            [f"{web_servers.POSTGRES}/pgbench", *web_servers.DATABASE, "-n", "-f", str(script), "-c", "2", "-j",
             "1", "-T", str(SECONDS), "bench"], capture_output=True, text=True, check=False).stdout
        rate = re.search(r"tps = ([\d.]+)", said)
        if not rate:
            return
        ours = float(next(part for part in self.lines if part.startswith(f"| {job} | tabaqa")).split("|")[3]
                     .replace(",", ""))
        self.lines.append(f"| {job} | PostGIS ST_AsMVT, 2 clients, no HTTP | {float(rate[1]):,.1f} | | "
                          f"| **{ours / float(rate[1]):.1f}×** | |")

    @staticmethod
    def row(latitude, count):
        return int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * count)

    def heatmap_tiles(self, ours, keep):
        path = "/collections/points/map/tiles/WebMercatorQuad/%d/%d/%d?kernel=gaussian&bandwidth=500"
        wms = ("/ms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=heat&STYLES=&SRS=EPSG:3857&WIDTH=256"
               "&HEIGHT=256&FORMAT=image/png&BBOX=%.3f,%.3f,%.3f,%.3f")
        for zoom in (12, 13, 14):
            rivals = []
            if zoom == 14 and (server := keep(web_servers.mapserver, self.stage, PORT + 10, zoom)):
                rivals.append((server, web_load.mercator_boxes(wms, zoom), 2))
            self.race(f"heatmap PNG tile z{zoom}, uncached, σ 500 m", (ours, web_load.tiles(path, zoom, "z/y/x")),
                      rivals)
            for server, *_ in rivals:
                server.stop()

    def cached_tile(self, ours, keep):
        path = "/collections/points/map/tiles/WebMercatorQuad/14/6373/9893"
        with urllib.request.urlopen(ours.origin + path) as answer:
            data = answer.read()
        folder = self.stage.out / "static"
        folder.mkdir(exist_ok=True)
        (folder / "tile.png").write_bytes(data)
        server = keep(web_servers.nginx, self.stage, PORT + 20, f"root {folder};")
        rivals = [(server, web_load.one("/tile.png"), 32)] if server else []
        self.race(f"cached tile, {len(data):,} bytes", (ours, web_load.one(path), 32), rivals)

    def aggregate(self, ours):
        job = "aggregate 1M by 600 areas, filter"
        seconds = []
        for number in range(12):
            query = urllib.parse.urlencode(
                {"by": "areas", "sum": "value", "filter": f"severity >= 3 AND value > {number / 8}"})
            began = time.perf_counter()
            with urllib.request.urlopen(f"{ours.origin}/collections/points/aggregate?{query}") as answer:
                answer.read()
            seconds.append(time.perf_counter() - began)
        own = statistics.median(seconds[2:])
        self.lines.append(f"| {job} | tabaqa | {1 / own:,.1f} | {own * 1e3:,.1f} | {max(seconds[2:]) * 1e3:,.1f} | | "
                          f"first {seconds[0] * 1e3:,.0f} ms |")
        for name, order in (("PostGIS, areas outside", "SET enable_seqscan = off"), ("PostGIS", "SELECT 1")):
            times = []
            for number in range(3):
                began = time.perf_counter()
                try:
                    web_servers.psql(
                        order,
                        "SELECT a.code, count(*), sum(p.value) FROM areas a JOIN points p ON "
                        f"ST_Contains(a.geom, p.geom) WHERE severity >= 3 AND value > {number / 8} GROUP BY 1")
                except subprocess.SubprocessError:
                    break
                times.append(time.perf_counter() - began)
            if times:
                theirs = statistics.median(times)
                self.lines.append(f"| {job} | {name} | {1 / theirs:,.2f} | {theirs * 1e3:,.0f} | | "
                                  f"**{theirs / own:.0f}×** | |")

    def whole_layer(self, ours):
        job = "whole layer, 1M features, GeoJSON"
        own, theirs = [], []
        for _ in range(self.rounds):
            began = time.perf_counter()
            subprocess.run(["curl", "-sf", "-o", "/dev/null",
                            f"{ours.origin}/collections/points/items?f=geojson&download=true"], check=True)
            own.append(time.perf_counter() - began)
            began = time.perf_counter()
            subprocess.run(["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", str(self.stage.folder / "1m.gpkg")],
                           check=True, stdout=subprocess.DEVNULL)
            theirs.append(time.perf_counter() - began)
        mine, other = statistics.median(own), statistics.median(theirs)
        self.lines.append(f"| {job} | tabaqa | {1 / mine:.2f} | {mine * 1e3:,.0f} | | | {ours.megabytes():,.0f} MB |")
        self.lines.append(f"| {job} | ogr2ogr from GeoPackage | {1 / other:.2f} | {other * 1e3:,.0f} | | "
                          f"**{other / mine:.1f}×** | |")

    def crowd(self, ours):
        """1,000 clients that read the whole layer as slowly as a bad network, and one at full speed among them."""
        host, port = "127.0.0.1", int(ours.origin.rsplit(":", 1)[1])
        lua = web_load.one("/collections/points/map/tiles/WebMercatorQuad/14/6373/9893")
        alone = wrk(ours.origin, lua, SECONDS, 1)
        before = ours.megabytes()
        slow = []
        for _ in range(1000):
            client = socket.create_connection((host, port))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(b"GET /collections/points/items?f=geojson&download=true HTTP/1.1\r\nHost: "
                           + f"{host}:{port}".encode() + b"\r\n\r\n")
            slow.append(client)
        time.sleep(2)
        among = wrk(ours.origin, lua, SECONDS, 1)
        memory = ours.megabytes()
        alive = sum(1 for client in slow if client.recv(1024))
        for client in slow:
            client.close()
        self.failed |= alive < 1000
        self.lines.append(line("one fast client alone", "tabaqa", alone, None, f"{before:,.0f} MB"))
        self.lines.append(line("the same among 1,000 slow downloads", "tabaqa", among, None,
                               f"{memory:,.0f} MB, {alive} of 1,000 served"))

    def soak(self, ours):
        """100,000 mixed requests: memory after the first tenth and at the end."""
        addresses = [
            "/collections/points/items?limit=10", "/collections/points/items?bbox=37.3,37.0,37.31,37.01&limit=100",
            "/collections/points/tiles/WebMercatorQuad/15/12746/19786",
            "/collections/points/map/tiles/WebMercatorQuad/14/6373/9893", "/collections", "/health",
            "/collections/points/timeline?step=month", "/collections/nowhere",
        ]
        choices = ", ".join(f"'{address}'" for address in addresses)
        lua = (f"local all = {{{choices}}}\nlocal turn = 0\nrequest = function()\n  turn = turn + 1\n"
               "  return wrk.format('GET', all[turn % #all + 1])\nend\n")
        done, memory = 0, []
        while done < 100_000 and len(memory) < 40:
            load = wrk(ours.origin, lua, 5, 8)
            done += int(load.per_second * 5)
            memory.append(ours.megabytes())
        self.lines.append(f"| {done:,} mixed requests | tabaqa | | | | | memory {memory[0]:,.0f} → "
                          f"{memory[-1]:,.0f} MB (peak {max(memory):,.0f}) |")


TITLE = "| job | who | per second | p50 ms | p99 ms | ours is faster by | |\n|---|---|---:|---:|---:|---:|---|"
