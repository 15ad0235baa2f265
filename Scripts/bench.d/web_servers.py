"""Servers on loopback, ours and the rivals', started for a bench and stopped after it."""

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from setting import EAST, NORTH, SOUTH, WEST

POSTGRES = "/usr/lib/postgresql/15/bin"
DATABASE = ["-h", "127.0.0.1", "-p", "55433", "-U", "postgres"]


class Server:
    """A process that answers at `origin` once `probe` does."""

    def __init__(self, name, command, origin, probe="/", environment=None, log=None, patience=60):
        self.name = name
        self.origin = origin
        self.log = log
        with open(log or os.devnull, "ab") as said:
            self.process = subprocess.Popen(
                command, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, stdout=said,
                stderr=subprocess.STDOUT, start_new_session=True)
        end = time.monotonic() + patience
        while not self.answers(probe):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"{name} does not answer: " + self.said())
            time.sleep(0.2)

    def answers(self, probe):
        try:
            with urllib.request.urlopen(self.origin + probe, timeout=30) as answer:
                answer.read(1)
            return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def said(self):
        return Path(self.log).read_text("utf-8", "replace")[-400:] if self.log else ""

    def megabytes(self):
        """Resident memory of the process and its children."""
        listed = subprocess.run(
            ["ps", "-o", "rss=", "-g", str(self.process.pid)], capture_output=True, text=True, check=False)
        return sum(map(int, listed.stdout.split())) / 1024

    def stop(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(15)
        except (OSError, subprocess.TimeoutExpired):
            pass


def ours(stage, tag, port, *options):
    log = stage.out / f"serve-{port}.log"
    return Server(
        "tabaqa", [*stage.ours("serve", store=stage.store(tag)), "--port", str(port), *options],
        f"http://127.0.0.1:{port}", "/ready", log=log)


def nginx(stage, port, locations, name="nginx", outside=""):
    """One worker: the other processor is the load's."""
    work = stage.out / f"nginx-{port}"
    work.mkdir(exist_ok=True)
    settings = work / "nginx.conf"
    settings.write_text(
        f"worker_processes 1; daemon off; user root; pid {work}/pid; error_log {work}/error.log;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000;\n"
        f"client_body_temp_path {work}; fastcgi_temp_path {work}; proxy_temp_path {work};\n"
        f"uwsgi_temp_path {work}; scgi_temp_path {work}; {outside}\n"
        f"server {{ listen 127.0.0.1:{port}; {locations} }} }}\n")
    return Server(name, ["/usr/sbin/nginx", "-c", str(settings)], f"http://127.0.0.1:{port}",
                  log=work / "log")


def psql(*statements, database="bench"):
    command = [f"{POSTGRES}/psql", *DATABASE, "-d", database, "-q", "-v", "ON_ERROR_STOP=1", "-At"]
    for statement in statements:
        command += ["-c", statement]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def postgres(stage):
    """A cluster of its own with the million points and the areas, indexed and analysed."""
    place = stage.folder / "postgres"
    is_new = not (place / "PG_VERSION").exists()

    def as_postgres(*command):
        subprocess.run(["runuser", "-u", "postgres", "--", *command], check=True, cwd="/",
                       stdout=subprocess.DEVNULL)

    for parent in place.parents:
        if not os.stat(parent).st_mode & 0o001:
            raise RuntimeError(f"user postgres cannot reach {place}: give others the right to enter {parent}")
    if is_new:
        place.mkdir()
        shutil.chown(place, "postgres")
        place.chmod(0o700)
        as_postgres(f"{POSTGRES}/initdb", "-D", str(place), "-A", "trust", "-E", "UTF8", "--locale=C")
        with open(place / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(
                "port = 55433\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\n"
                "shared_buffers = 2GB\nwork_mem = 256MB\nmaintenance_work_mem = 1GB\nfsync = off\n"
                "effective_cache_size = 6GB\nrandom_page_cost = 1.1\n")
    subprocess.run(["runuser", "-u", "postgres", "--", f"{POSTGRES}/pg_ctl", "-D", str(place), "-l",
                    str(place / "log"), "-w", "start"], check=False, cwd="/", stdout=subprocess.DEVNULL)
    if is_new:
        psql("CREATE DATABASE bench", database="postgres")
        psql("CREATE EXTENSION postgis")
        target = "PG:host=127.0.0.1 port=55433 user=postgres dbname=bench"
        for source, name in (("1m.gpkg", "points"), ("areas.geojson", "areas")):
            subprocess.run(
                ["ogr2ogr", "-f", "PostgreSQL", target, str(stage.folder / source), "-nln", name, "-lco",
                 "GEOMETRY_NAME=geom", "-lco", "FID=fid", "--config", "PG_USE_COPY", "YES"], check=True)
        psql("VACUUM ANALYZE points", "VACUUM ANALYZE areas")


def stop_postgres(stage):
    subprocess.run(["runuser", "-u", "postgres", "--", f"{POSTGRES}/pg_ctl", "-D",
                    str(stage.folder / "postgres"), "-m", "fast", "stop"], check=False, cwd="/",
                   stdout=subprocess.DEVNULL)


def tipg(root, stage, port):
    environment = {
        "DATABASE_URL": "postgresql://postgres@127.0.0.1:55433/bench", "TIPG_DB_SCHEMAS": '["public"]',
        "TIPG_MAX_FEATURES_PER_TILE": "200000", "TIPG_MAX_FEATURES_PER_QUERY": "10000",
    }
    return Server(
        "tipg, 2 workers, PostGIS",
        [str(root / ".build-tipg/bin/uvicorn"), "tipg.main:app", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "2", "--log-level", "error"],
        f"http://127.0.0.1:{port}", "/collections/public.points?f=json", environment, stage.out / "tipg.log")


def pygeoapi(root, stage, port):
    """The OGR provider on a GeoPackage: its faster one."""
    settings = stage.out / "pygeoapi.yml"
    settings.write_text(_pygeoapi_settings(stage.folder / "1m.gpkg", port))
    programs = root / ".build-pygeoapi/bin"
    environment = {
        "PYGEOAPI_CONFIG": str(settings), "PYGEOAPI_OPENAPI": str(stage.out / "pygeoapi-openapi.yml"),
    }
    subprocess.run(
        [str(programs / "pygeoapi"), "openapi", "generate", str(settings), "--output-file",
         environment["PYGEOAPI_OPENAPI"]], check=True, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Server(
        "pygeoapi, 2 workers, OGR on GeoPackage",
        [str(programs / "gunicorn"), "-w", "2", "-b", f"127.0.0.1:{port}", "pygeoapi.flask_app:APP"],
        f"http://127.0.0.1:{port}", "/?f=json", environment, stage.out / "pygeoapi.log")


def _pygeoapi_settings(source, port):
    return f"""
server:
  bind: {{host: 127.0.0.1, port: {port}}}
  url: http://127.0.0.1:{port}
  mimetype: application/json; charset=UTF-8
  encoding: utf-8
  gzip: false
  languages: [en-US]
  pretty_print: false
  limits: {{default_items: 10, max_items: 10000}}
  map: {{url: 'https://tile', attribution: none}}
logging: {{level: ERROR}}
metadata:
  identification:
    {{title: bench, description: bench, keywords: [bench], keywords_type: theme, terms_of_service: none, url: 'http://x'}}
  license: {{name: none, url: 'http://x'}}
  provider: {{name: bench, url: 'http://x'}}
  contact:
    {{name: b, position: b, address: b, city: b, stateorprovince: b, postalcode: b, country: b, phone: b, fax: b,
      email: b@example.org, url: 'http://x', hours: b, instructions: b, role: b}}
resources:
  points:
    type: collection
    title: points
    description: points
    keywords: [points]
    links: [{{type: text/html, rel: canonical, title: t, href: 'http://localhost', hreflang: en-US}}]
    extents:
      spatial: {{bbox: [{WEST}, {SOUTH}, {EAST}, {NORTH}], crs: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'}}
    providers:
    - type: feature
      name: OGR
      data: {{source_type: GPKG, source: {source}, source_capabilities: {{paging: true}}}}
      id_field: fid
      layer: points
"""


def mapserver(stage, port, zoom):
    """KERNELDENSITY by two FastCGI processes behind nginx, σ 500 m, on a tenth of the points: version 8.0.0 aborts
    where many points fall into a small picture (its issue 7257), as a million of this city's do."""
    radius = round(3 * 500 / (40_075_016.685578488 * 0.799 / 2 ** zoom / 256))
    source = stage.out / "mapserver.gpkg"
    if not source.exists():
        subprocess.run(["ogr2ogr", "-f", "GPKG", str(source), str(stage.folder / "1m.gpkg"), "points", "-select",
                        "id", "-where", "id <= 100000"], check=True, stderr=subprocess.DEVNULL)
    page = stage.out / f"mapserver-{zoom}.map"
    page.write_text(f"""MAP
NAME "bench" SIZE 256 256 EXTENT {WEST} {SOUTH} {EAST} {NORTH} UNITS DD IMAGETYPE "png24"
OUTPUTFORMAT NAME "png24" DRIVER "AGG/PNG" MIMETYPE "image/png" IMAGEMODE RGBA END
PROJECTION "init=epsg:4326" END
WEB METADATA "wms_title" "bench" "wms_onlineresource" "http://127.0.0.1:{port}/ms?" "wms_srs" "EPSG:4326 EPSG:3857"
  "wms_enable_request" "*" END END
LAYER NAME "heat" TYPE RASTER STATUS ON CONNECTIONTYPE KERNELDENSITY CONNECTION "points"
  METADATA "wms_title" "heat" END
  PROCESSING "RANGE_COLORSPACE=HSL" PROCESSING "KERNELDENSITY_RADIUS={radius}"
  PROCESSING "KERNELDENSITY_COMPUTE_BORDERS=ON" PROCESSING "KERNELDENSITY_NORMALIZATION=200" OFFSITE 0 0 0
  CLASS STYLE COLORRANGE "#0000ff00" "#0000ffff" DATARANGE 0 32 END
    STYLE COLORRANGE "#0000ffff" "#ff0000ff" DATARANGE 32 255 END END
END
LAYER NAME "points" TYPE POINT STATUS OFF CONNECTIONTYPE OGR CONNECTION "{source}" DATA "points"
  PROCESSING "CLOSE_CONNECTION=DEFER" PROJECTION "init=epsg:4326" END
END
END
""")
    settings = stage.out / "mapserver.conf"
    settings.write_text('CONFIG\n ENV\n  MS_MAP_NO_PATH "0"\n END\n MAPS\n END\nEND\n')
    program = "/usr/lib/cgi-bin/mapserv"
    environment = {**os.environ, "MS_MAPFILE": str(page), "MAPSERVER_CONFIG_FILE": str(settings)}
    workers = [
        subprocess.Popen(
            ["spawn-fcgi", "-n", "-a", "127.0.0.1", "-p", str(port + 1 + number), "--", program],
            env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for number in range(2)]
    time.sleep(1)
    locations = (
        f"location /ms {{ include /etc/nginx/fastcgi_params; fastcgi_param MS_MAPFILE {page};\n"
        f"fastcgi_param MAPSERVER_CONFIG_FILE {settings}; fastcgi_pass ms; }}")
    upstream = f"upstream ms {{ server 127.0.0.1:{port + 1}; server 127.0.0.1:{port + 2}; }}"
    server = nginx(stage, port, locations, "MapServer KERNELDENSITY, 2 FastCGI, 100,000 points", upstream)
    stop = server.stop

    def stop_all():
        stop()
        for worker in workers:
            try:
                os.killpg(worker.pid, signal.SIGTERM)
            except OSError:
                pass
    server.stop = stop_all
    return server
