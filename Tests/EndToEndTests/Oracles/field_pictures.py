"""field_pictures.py PROGRAM DIR: photos made by Pillow in every form phones send; the program's pictures of them look like
Pillow's own."""

import io
import subprocess
import sys
from pathlib import Path

import numpy
from PIL import Image, ImageDraw

PROGRAM, DIR = sys.argv[1], Path(sys.argv[2])


def scene():
    image = Image.new("RGB", (1200, 900), (200, 220, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 300, 220), fill=(230, 30, 30))
    draw.rectangle((900, 0, 1200, 220), fill=(30, 200, 30))
    draw.rectangle((0, 680, 300, 900), fill=(30, 30, 230))
    draw.polygon([(600, 150), (800, 450), (680, 450), (680, 750), (520, 750), (520, 450), (400, 450)], fill=(20, 20, 20))
    return image


def run(data, side, orientation=1):
    done = subprocess.run([PROGRAM, str(side), "--orientation", str(orientation)], input=data, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    picture = Image.open(io.BytesIO(done.stdout))
    assert picture.format == "JPEG" and picture.mode == "RGB", picture.mode
    assert not picture.getexif() and "exif" not in picture.info and "icc_profile" not in picture.info
    return picture


def saved(image, form, **options):
    data = io.BytesIO()
    image.save(data, form, **options)
    return data.getvalue()


def compare(name, picture, wanted, most=4.0):
    wanted = wanted.convert("RGB").resize(picture.size, Image.Resampling.BOX)
    apart = numpy.abs(numpy.asarray(picture, "int16") - numpy.asarray(wanted, "int16"))
    assert apart.mean() < most, f"{name}: {apart.mean():.2f} levels apart on average"
    picture.save(DIR / f"{name}.jpg")


SCENE = scene()
# Each file is stored turned so that its orientation turns it back.
BACK = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
for orientation, turn in BACK.items():
    stored = SCENE if turn is None else SCENE.transpose(turn)
    picture = run(saved(stored, "JPEG", quality=92), 320, orientation)
    assert picture.size == (320, 240), picture.size
    compare(f"orientation-{orientation}", picture, SCENE)

faded = SCENE.convert("RGBA")
faded.putalpha(Image.linear_gradient("L").resize(SCENE.size))
white = Image.new("RGBA", SCENE.size, "white")
over = Image.alpha_composite(white, faded)
ramp = numpy.linspace(0, 65535, 1200)[None, :].repeat(900, 0)
for name, data, wanted in [
    ("progressive", saved(SCENE, "JPEG", progressive=True, quality=92), SCENE),
    ("full-colour", saved(SCENE, "JPEG", subsampling=0, quality=92), SCENE),
    ("grey", saved(SCENE.convert("L"), "JPEG", quality=92), SCENE.convert("L")),
    ("inks", saved(SCENE.convert("CMYK"), "JPEG", quality=92), SCENE),
    ("png", saved(SCENE, "PNG"), SCENE),
    ("palette", saved(SCENE.quantize(64), "PNG"), SCENE),
    ("png-alpha", saved(faded, "PNG"), over),
    ("png-16", saved(Image.fromarray(ramp.astype("uint16")), "PNG"), Image.fromarray((ramp / 257).astype("uint8"))),
    ("webp", saved(SCENE, "WEBP", quality=90), SCENE),
    ("webp-alpha", saved(faded, "WEBP", lossless=True), over),
    ("avif", saved(SCENE, "AVIF", quality=90), SCENE),
]:
    for side in (320, 1000):
        picture = run(data, side)
        assert max(picture.size) == side, (name, picture.size)
        compare(f"{name}-{side}", picture, wanted)

# The program's own size is kept where the photo is smaller.
assert run(saved(SCENE, "JPEG"), 1600).size == SCENE.size
# A photo that breaks off, many pictures in one, and what is none.
whole = saved(SCENE, "JPEG")
for data in (whole[: len(whole) // 2], saved(SCENE, "PNG")[:3000], saved(SCENE, "GIF"), saved(SCENE, "TIFF"),
             saved(SCENE, "WEBP", save_all=True, append_images=[SCENE.rotate(90)])):
    done = subprocess.run([PROGRAM, "320"], input=data, capture_output=True)
    assert done.returncode in (65, 69) and not done.stdout and b'{"error":' in done.stderr, done
print("pictures look as they should")
