"""SampleData/README.md, from what was written."""

HEAD = """# Sample data

A small made-up city on the real ground of Gaziantep. Names and approximate centres of neighbourhoods,
districts, roads and a few parks are facts; shapes, numbers, persons and everything that happens are invented,
from 1 January 2021 to 31 December 2025, by `Scripts/sample` from a fixed seed: run it again and every byte is
the same (`Scripts/sample --check` proves it). Where a time has no zone it is local (Europe/Istanbul).
`Mahalle` in the fire incidents is the neighbourhood the place was drawn in: a join must find the same after
folding, save for the rows whose place is spoiled on purpose. Import `city-boundary` first: the rule
`inside: city-boundary` of the other layers needs it.

The files look as departments send them, each with its own habits. Headers are property names, labels in one
of the city's languages, or aliases.

| file | layer | rows | form | faults put in on purpose |
|---|---|---|---|---|
"""

PHOTOS = """
## Photos

Drawn street corners of 160 × 120 pixels with the tags phones write, good and bad: send one to a layer with a
photo, or alone to `/collections/{layer}/photos`.

| file | what is read from it |
|---|---|
"""

BAD = """
## Bad files

Each is imported into the layer named; the store must be as before wherever the file is refused.

| file | layer | what must happen |
|---|---|---|
"""


def write(out):
    text = HEAD
    for name, layer, rows, form, faults in out.entries:
        if not name.startswith(("bad/", "photos/")):
            text += f"| `{name}` | {layer} | {rows} | {form} | {faults or 'none'} |\n"
    text += PHOTOS
    for name, _, _, expected, _ in out.entries:
        if name.startswith("photos/"):
            text += f"| `{name}` | {expected} |\n"
    text += BAD
    for name, layer, _, expected, _ in out.entries:
        if name.startswith("bad/"):
            text += f"| `{name}` | {layer} | {expected} |\n"
    out.bytes("README.md", text.encode())
