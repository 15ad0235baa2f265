"""Load from outside: wrk with addresses made by chance from a fixed seed."""

import re
import subprocess
import tempfile
from dataclasses import dataclass

from setting import EAST, NORTH, SOUTH, WEST

UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


@dataclass
class Load:
    per_second: float
    p50: float
    p99: float
    failed: int
    megabytes_per_second: float


def _lua(body):
    return (
        "math.randomseed(20261)\n"
        "local function between(a, b) return a + (b - a) * math.random() end\n"
        f"local west, south, east, north = {WEST}, {SOUTH}, {EAST}, {NORTH}\n"
        f"request = function()\n{body}\nend\n")


def boxes(address, side=0.02):
    """`address` has four %.5f: west, south, east, north of a box of `side` degrees."""
    return _lua(
        f"  local x, y = between(west, east - {side}), between(south, north - {side})\n"
        f"  return wrk.format('GET', string.format('{address}', x, y, x + {side}, y + {side}))")


def tiles(address, zoom, order="z/x/y"):
    """`address` has three %d in the given order; tiles over the whole box."""
    numbers = {"z/x/y": "z, x, y", "z/y/x": "z, y, x"}[order]
    return _lua(
        f"  local z = {zoom}\n"
        "  local n = 2 ^ z\n"
        "  local lon, lat = between(west, east), math.rad(between(south, north))\n"
        "  local x = math.floor((lon + 180) / 360 * n)\n"
        "  local y = math.floor((1 - math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi) / 2 * n)\n"
        f"  return wrk.format('GET', string.format('{address}', {numbers}))")


def mercator_boxes(address, zoom):
    """`address` has four %.3f: the box of a tile in EPSG:3857, as a WMS wants it."""
    return _lua(
        f"  local side = 40075016.685578488 / 2 ^ {zoom}\n"
        "  local half = 20037508.342789244\n"
        "  local lon, lat = between(west, east), math.rad(between(south, north))\n"
        "  local x = math.floor((lon / 180 * half) / side) * side\n"
        "  local y = math.floor((math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi * half) / side) * side\n"
        f"  return wrk.format('GET', string.format('{address}', x, y, x + side, y + side))")


def one(address):
    return f"request = function() return wrk.format('GET', '{address}') end\n"


def wrk(origin, lua, seconds=5, connections=4, headers=()):
    """One run of one wrk thread. - Raises RuntimeError where wrk says nothing useful."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(lua)
        script.flush()
        extra = [part for header in headers for part in ("-H", header)]
        said = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "--latency", *extra,
             "-s", script.name, origin],
            capture_output=True, text=True, check=False).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not rate:
        raise RuntimeError(said.strip()[-300:] or "wrk said nothing")

    def time(share):
        match = re.search(rf"^\s+{share}%\s+([\d.]+)(us|ms|s|m)\b", said, re.M)
        return float(match[1]) * UNITS[match[2]] if match else float("nan")

    failed = sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    failed += sum(int(number) for line in re.findall(r"Socket errors: (.*)", said)
                  for number in re.findall(r"\d+", line))
    moved = re.search(r"Transfer/sec:\s+([\d.]+)([KMG]?)B", said)
    scale = {"": 1e-6, "K": 1e-3, "M": 1.0, "G": 1e3}
    return Load(float(rate[1]), time(50), time(99), failed,
                float(moved[1]) * scale[moved[2]] if moved else float("nan"))
