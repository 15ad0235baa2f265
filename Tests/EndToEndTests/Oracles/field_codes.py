"""field_codes.py DIR: ZXing reads every N.png, and N.color and N.plain as a terminal would show them, as N.txt."""

import re
import sys
from pathlib import Path

import numpy
import zxingcpp
from PIL import Image

BLOCKS = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def shown(text, ink):
    """The pixels of half blocks drawn with `ink` on its opposite, on a page of the opposite of light."""
    lines = text.splitlines()
    cells = numpy.array([[BLOCKS[letter] for letter in line] for line in lines])
    rows = cells.transpose(0, 2, 1).reshape(2 * len(lines), -1)
    pixels = numpy.where(rows == 1, ink, 255 - ink).astype("uint8")
    return pixels.repeat(4, 0).repeat(4, 1)


def read(pixels):
    found = zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(found) == 1, f"{len(found)} codes"
    return found[0].bytes.decode()


checked = 0
for wanted in sorted(Path(sys.argv[1]).glob("*.txt")):
    text = wanted.read_bytes().decode()
    image = numpy.asarray(Image.open(wanted.with_suffix(".png")).convert("L"))
    assert read(image) == text, f"{wanted.name}: the picture reads otherwise"
    # Black on white by escapes: the same on a dark and on a light terminal.
    colored = wanted.with_suffix(".color").read_text("utf-8")
    lines = colored.splitlines()
    assert all(line.startswith("\x1b[38;5;16;48;5;231m") and line.endswith("\x1b[0m") for line in lines)
    plain = re.sub("\x1b\\[[0-9;]*m", "", colored)
    assert read(shown(plain, 0)) == text, f"{wanted.name}: the coloured text reads otherwise"
    # Without escapes: light blocks on a dark terminal, a dark margin around them.
    dark = numpy.pad(shown(wanted.with_suffix(".plain").read_text("utf-8"), 255), 40)
    assert read(dark) == text, f"{wanted.name}: the plain text reads otherwise"
    checked += 1
assert checked, "nothing to read"
print(checked, "codes read")
