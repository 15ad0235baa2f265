"""What phones send for the tests of the review page: observations with photos, an edit, and an edit that comes too late."""
import io
import json
import urllib.error
import urllib.parse
import urllib.request
import uuid

from PIL import Image, ImageDraw


class Field:
    def __init__(self, origin, key):
        self.origin, self.key = origin, key
        device = self.ask("POST", "/devices", {"name": f"دورية {uuid.uuid4().hex[:4]}", "layers": ["fire-incidents"]})
        code = device["qr"].split("enrol=")[1]
        self.token = self.ask("POST", "/field/enrol", {"code": code}, key=None)["token"]
        self.device = device["id"]
        forms = self.raw("GET", f"/v1/key/{self.token}/projects/1/formList", key=None)[1].decode()
        part = forms.split("<formID>fire-incidents</formID>")[1]
        self.version = part.split("<version>")[1].split("</version>")[0]

    def raw(self, method, path, body=None, kind="application/json", key=..., headers=()):
        request = urllib.request.Request(self.origin + path, data=body, method=method)
        key = self.key if key is ... else key
        if key:
            request.add_header("Authorization", f"Bearer {key}")
        if body is not None:
            request.add_header("Content-Type", kind)
        for name, value in headers:
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers

    def ask(self, method, path, body=None, key=...):
        status, text, _ = self.raw(method, path, None if body is None else json.dumps(body).encode(), key=key)
        if status >= 400:
            raise RuntimeError(f"{method} {path}: {status} {text[:400]}")
        return json.loads(text) if text else None

    def send(self, number, category="building", severity=3, place=(37.06, 37.38), photos=(), missing=(), edits=None,
             accuracy=6.0):
        """One submission as a phone sends it; the observation's id."""
        instance = str(uuid.uuid4())
        named = [*photos, *missing]
        old = f"<orx:deprecatedID>uuid:{edits}</orx:deprecatedID>" if edits else ""
        xml = (
            '<?xml version="1.0"?>'
            f'<data xmlns:orx="http://openrosa.org/xforms" id="fire-incidents" version="{self.version}">'
            f"<incident_no>{number}</incident_no><reported_at>2026-11-20T10:15:00.000+03:00</reported_at>"
            f"<category>{category}</category><severity>{severity}</severity>"
            f"<geometry>{place[0]} {place[1]} 850 {accuracy}</geometry>"
            f"<photo>{named[0] if named else ''}</photo>"
            f"<meta><orx:instanceID>uuid:{instance}</orx:instanceID>{old}</meta></data>")
        parts = [("xml_submission_file", "s.xml", "text/xml", xml.encode())]
        parts += [(name, name, "image/jpeg", picture(name)) for name in photos]
        edge = uuid.uuid4().hex
        body = b"".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: {kind}\r\n\r\n'
            .encode() + data + b"\r\n" for name, file, kind, data in parts) + f"--{edge}--\r\n".encode()
        status, text, _ = self.raw(
            "POST", f"/v1/key/{self.token}/projects/1/submission", body, f"multipart/form-data; boundary={edge}",
            key=None, headers=[("X-OpenRosa-Version", "1.0")])
        if status not in (201, 202):
            raise RuntimeError(f"submission {number}: {status} {text[:500]}")
        return edits or instance

    def change(self, feature, **properties):
        """What the office makes of it meanwhile, over HTTP."""
        path = f"/collections/fire-incidents/items/{feature}"
        status, text, headers = self.raw("GET", path + "?f=geojson")
        if status != 200:
            raise RuntimeError(f"{path}: {status} {text[:300]}")
        stored = json.loads(text)
        body = {"type": "Feature", "geometry": stored["geometry"],
                "properties": {**stored["properties"], **properties}}
        status, text, _ = self.raw(
            "PUT", path, json.dumps(body).encode(), "application/geo+json", headers=[("If-Match", headers["ETag"])])
        if status >= 300:
            raise RuntimeError(f"PUT {path}: {status} {text[:400]}")

    def queue(self, query=""):
        return self.ask("GET", "/collections/fire-incidents/reviews?limit=500" + query)["features"]

    def review(self, feature):
        return next(item["review"] for item in self.queue() if item["id"] == feature)


def picture(name):
    image = Image.new("RGB", (1600, 1200), (58, 66, 72))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 1200), (700, 420), (900, 420), (1600, 1200)], fill=(96, 100, 104))
    draw.ellipse((640, 700, 960, 860), fill=(28, 26, 24))
    draw.text((40, 40), name, fill="white")
    data = io.BytesIO()
    image.save(data, "JPEG", quality=85)
    return data.getvalue()
