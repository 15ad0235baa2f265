"""The files as departments send them: CSV with its dialects, GeoJSON one feature a line."""

import json

from plane import area


class Output:
    """Writes into one directory and remembers what each file holds, for the README."""

    def __init__(self, root):
        self.root, self.entries = root, []

    def bytes(self, name, data):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def note(self, name, layer, rows, form, faults=""):
        self.entries.append((name, layer, rows, form, faults))

    def table(self, name, header, rows, delimiter=",", newline="\r\n", encoding="utf-8", bom=False):
        def cell(value):
            text = "" if value is None else str(value)
            if any(c in text for c in (delimiter, '"', "\n", "\r")):
                text = '"' + text.replace('"', '""') + '"'
            return text

        lines = [delimiter.join(cell(v) for v in row) for row in [header, *rows]]
        data = (newline.join(lines) + newline).encode(encoding)
        self.bytes(name, (b"\xef\xbb\xbf" if bom else b"") + data)

    def features(self, name, features, members=None):
        """`features` are (geometry or None, properties); properties of None are left out."""
        head = {"type": "FeatureCollection", **(members or {})}
        lines = [
            _json(
                {
                    "type": "Feature",
                    "properties": {k: v for k, v in p.items() if v is not None},
                    "geometry": g,
                }
            )
            for g, p in features
        ]
        text = _json(head)[:-1] + ',"features":[\n' + ",\n".join(lines) + "\n]}\n"
        self.bytes(name, text.encode())


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def point(place):
    return {"type": "Point", "coordinates": list(place)}


def polygon(ring):
    """A closed, counter-clockwise outer ring (RFC 7946) from an open one."""
    ring = ring if area(ring) > 0 else ring[::-1]
    return {"type": "Polygon", "coordinates": [[list(p) for p in [*ring, ring[0]]]]}


def numbered(pattern, moments):
    """Numbers per year, in the order of the moments: pattern.format(year=…, n=…)."""
    counts = {}
    for when in moments:
        counts[when.year] = counts.get(when.year, 0) + 1
        yield pattern.format(year=when.year, n=counts[when.year])
