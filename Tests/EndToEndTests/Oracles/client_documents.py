"""client_documents.py ORIGIN KEY: OWSLib, validators of others and the OGC's registry read our documents."""

import json
import sys
import urllib.request

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV30SpecValidator
from owslib.ogcapi.features import Features
from owslib.wmts import WebMapTileService

ORIGIN, KEY = sys.argv[1:3]
HEADERS = {"Authorization": f"Bearer {KEY}"}


def fetch(path, **headers):
    request = urllib.request.Request(ORIGIN + path if path.startswith("/") else path, headers={**HEADERS, **headers})
    with urllib.request.urlopen(request) as answer:
        return answer.headers, answer.read()


def document(path, **headers):
    return json.loads(fetch(path, **headers)[1])


# OWSLib walks the API as scripts of universities do.
service = Features(ORIGIN + "/", headers=HEADERS)
assert any(name.endswith("ogcapi-features-1/1.0/conf/core") for name in service.conformance()["conformsTo"])
names = service.feature_collections()
assert "fire-incidents" in names and "neighbourhoods" in names, names
items = service.collection_items("fire-incidents", limit=7)
assert items["numberReturned"] == len(items["features"]) == 7
assert "properties" in service.collection_queryables("fire-incidents")
one = service.collection_item("fire-incidents", items["features"][0]["id"])
assert one["id"] == items["features"][0]["id"]

tiles = WebMapTileService(ORIGIN + "/wmts", headers=HEADERS)
assert tiles.contents, "no layer in the WMTS capabilities"
layer = "fire-incidents" if "fire-incidents" in tiles.contents else next(iter(tiles.contents))
tile = tiles.gettile(layer=layer, tilematrixset="WebMercatorQuad", tilematrix="11", row="797", column="1236",
                     format="image/png")
assert tile.read()[:4] == b"\x89PNG"

# The description of the API, by validators that know OpenAPI 3.0.
api = document("/api")
errors = list(OpenAPIV30SpecValidator(api).iter_errors())
assert not errors, errors[:3]
ids = [operation["operationId"] for path in api["paths"].values() for name, operation in path.items()
       if name in ("get", "post", "put", "delete", "patch")]
assert len(ids) == len(set(ids)), "an operation id stands twice"

# Every link of every document leads somewhere and says the type it then has.
checked = set()
for path in ("/?f=json", "/collections", "/collections/neighbourhoods", "/collections/fire-incidents",
             "/collections/schools/items?limit=2", "/tileMatrixSets", "/collections/neighbourhoods/tiles"):
    found = document(path, Accept="application/json")
    links = list(found.get("links", []))
    for part in found.get("collections", [])[:3] + found.get("tilesets", []) + found.get("tileMatrixSets", []):
        links += part.get("links", [])
    for link in links:
        if link.get("templated") or "{" in link["href"] or link["href"] in checked:
            continue
        checked.add(link["href"])
        assert link["href"].startswith(ORIGIN), f"not absolute, or not ours: {link}"
        headers, _ = fetch(link["href"], Accept=link.get("type", "*/*"))
        said = headers.get_content_type()
        if link.get("type"):
            assert said == link["type"].split(";")[0], (link, said)
assert len(checked) > 30, checked

# Schemas are JSON Schema, and items hold to them.
for collection in ("fire-incidents", "neighbourhoods", "waste-tonnage"):
    for resource in ("schema", "queryables", "sortables"):
        schema = document(f"/collections/{collection}/{resource}")
        Draft202012Validator.check_schema(schema)
        assert schema["$id"].endswith(f"/collections/{collection}/{resource}"), schema["$id"]
    schema = document(f"/collections/{collection}/schema")
    properties = {name: part for name, part in schema["properties"].items()
                  if name != "id" and "geometry" not in part.get("format", "")}
    judge = Draft202012Validator({"type": "object", "additionalProperties": False, "properties": {
        name: {"anyOf": [part, {"type": "null"}]} for name, part in properties.items()}})
    for feature in document(f"/collections/{collection}/items?limit=500")["features"]:
        wrong = next(judge.iter_errors(feature["properties"]), None)
        assert wrong is None, (collection, feature["id"], wrong)

print(len(checked), "links,", len(ids), "operations")
