"""client_registry.py ORIGIN KEY: what the registry of OGC API classes demands of our OpenAPI document."""

import json
import sys
import urllib.request

import ogcapi_registry

ORIGIN, KEY = sys.argv[1:3]


def document(path):
    request = urllib.request.Request(ORIGIN + path, headers={"Authorization": f"Bearer {KEY}"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


declared = document("/conformance")["conformsTo"]
result = ogcapi_registry.validate_ogc_api(document("/api"), declared)
errors = [error for error in result.errors if error.get("severity") != "warning"]
assert not errors, errors[:5]

# What the registry does not know: drafts, what was published after it, and standards it leaves out.
unknown = ogcapi_registry.validate_conformance(declared).unrecognised
strange = [name for name in unknown if not any(
    part in name for part in ("ogcapi-common-1/1.0", "ogcapi-common-2/1.0", "ogcapi-common-3/1.0", "ogcapi-features-8/0.0", "cql2/1.0",
                          "tms/2.0"))]
assert not strange, strange
print(len(declared), "classes declared,", len(unknown), "newer than the registry")
