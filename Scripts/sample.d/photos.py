"""Photos as phones send them, good and bad: small drawn street corners with the tags that matter.

Baseline JPEG (ITU-T T.81) by a plain encoder, so that the bytes are the same on every machine: whole numbers only.
"""

import struct

# --- JPEG -------------------------------------------------------------------------------------------------------------

ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, i // 8 if (i // 8 + i % 8) % 2 else i % 8))
# 4096 · c(u)/2 · cos((2x + 1)uπ/16), rounded once and for all.
COSINES = (
    (1448, 1448, 1448, 1448, 1448, 1448, 1448, 1448),
    (2009, 1703, 1138, 400, -400, -1138, -1703, -2009),
    (1892, 784, -784, -1892, -1892, -784, 784, 1892),
    (1703, -400, -2009, -1138, 1138, 2009, 400, -1703),
    (1448, -1448, -1448, 1448, 1448, -1448, -1448, 1448),
    (1138, -2009, 400, 1703, -1703, -400, 2009, -1138),
    (784, -1892, 1892, -784, -784, 1892, -1892, 784),
    (400, -1138, 1703, -2009, 2009, -1703, 1138, -400),
)
STEP = 12
# Annex K.3: how many codes of each length, and what they stand for.
DC = (bytes((0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0)), bytes(range(12)))
AC = (
    bytes((0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D)),
    bytes.fromhex(
        "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a"
        "3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a929394"
        "95969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8"
        "e9eaf1f2f3f4f5f6f7f8f9fa"
    ),
)


def _codes(table):
    codes, code, place = {}, 0, 0
    for length, count in enumerate(table[0], 1):
        for _ in range(count):
            codes[table[1][place]] = (code, length)
            code, place = code + 1, place + 1
        code <<= 1
    return codes


class _Bits:
    def __init__(self):
        self.data, self.held, self.count = bytearray(), 0, 0

    def put(self, value, length):
        self.held, self.count = self.held << length | value, self.count + length
        while self.count >= 8:
            self.count -= 8
            byte = self.held >> self.count & 255
            self.data += b"\xff\0" if byte == 255 else bytes((byte,))
        self.held &= (1 << self.count) - 1


def _spectrum(block):
    rows = [[sum(a * b for a, b in zip(row, wave)) for wave in COSINES] for row in block]
    for v in range(8):
        for u in range(8):
            total = sum(rows[y][u] * COSINES[v][y] for y in range(8))
            half = STEP << 23
            yield (abs(total) + half) // (2 * half) * (1 if total >= 0 else -1)


def _number(value):
    """Its category, and the bits after it."""
    size = abs(value).bit_length()
    return size, value if value >= 0 else value + (1 << size) - 1


def _segment(marker, content):
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def jpeg(width, height, color, before=()):
    """`color(x, y)` gives luminance, blue and red difference, 0…255 each; both sides are multiples of eight."""
    dc, ac, bits, last = _codes(DC), _codes(AC), _Bits(), [0, 0, 0]
    for top in range(0, height, 8):
        for left in range(0, width, 8):
            pixels = [[color(left + x, top + y) for x in range(8)] for y in range(8)]
            for part in range(3):
                levels = list(_spectrum([[pixel[part] - 128 for pixel in row] for row in pixels]))
                levels = [levels[i] for i in ZIGZAG]
                size, value = _number(levels[0] - last[part])
                last[part] = levels[0]
                bits.put(*dc[size])
                bits.put(value, size)
                run = 0
                end = max((i for i in range(1, 64) if levels[i]), default=0)
                for level in levels[1 : end + 1]:
                    if level == 0:
                        run += 1
                        continue
                    while run > 15:
                        bits.put(*ac[0xF0])
                        run -= 16
                    size, value = _number(level)
                    bits.put(*ac[run << 4 | size])
                    bits.put(value, size)
                    run = 0
                if end < 63:
                    bits.put(*ac[0])
    bits.put(127, 7)
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"".join(bytes((n, 0x11, 0)) for n in (1, 2, 3))
    return b"".join(
        (
            b"\xff\xd8",
            *before,
            _segment(0xDB, b"\0" + bytes([STEP] * 64)),
            _segment(0xC0, frame),
            _segment(0xC4, b"\0" + DC[0] + DC[1]),
            _segment(0xC4, b"\x10" + AC[0] + AC[1]),
            _segment(0xDA, b"\x03\x01\0\x02\0\x03\0\0\x3f\0"),
            bytes(bits.data),
            b"\xff\xd9",
        )
    )


# --- EXIF -------------------------------------------------------------------------------------------------------------


def _directory(fields, start):
    head, values = struct.pack("<H", len(fields)), b""
    for tag, kind, count, data in fields:
        if len(data) > 4:
            place = struct.pack("<I", start + 6 + 12 * len(fields) + len(values))
            values += data + b"\0" * (len(data) % 2)
        else:
            place = data.ljust(4, b"\0")
        head += struct.pack("<HHI", tag, kind, count) + place
    return head + b"\0\0\0\0" + values


def _text(tag, text):
    return tag, 2, len(text) + 1, text.encode() + b"\0"


def _rationals(tag, *pairs):
    return tag, 5, len(pairs), b"".join(struct.pack("<II", *pair) for pair in pairs)


def degrees(value):
    """Degrees, minutes and hundredths of seconds of a whole number of hundredths of seconds."""
    return (value // 360_000, 1), (value // 6_000 % 60, 1), (value % 6_000, 100)


def exif(gps, photo=(), main=()):
    def pointed(first, second):
        fields = sorted((*main, (0x8769, 4, 1, struct.pack("<I", first)), (0x8825, 4, 1, struct.pack("<I", second))))
        return _directory(fields, 8)

    size = len(pointed(0, 0))
    middle = _directory(photo, 8 + size)
    block = b"II*\0\x08\0\0\0" + pointed(8 + size, 8 + size + len(middle)) + middle
    return _segment(0xE1, b"Exif\0\0" + block + _directory(gps, len(block)))


# --- the photos -------------------------------------------------------------------------------------------------------


def corner(shade):
    """A wall, a pavement, a red hydrant and the sky."""

    def color(x, y):
        if 70 <= x < 90 and 50 <= y < 100 or 64 <= x < 96 and 62 <= y < 70:
            return 90, 105, 205
        if y >= 96:
            return 110 + (x // 20 + y // 8) % 2 * 12, 126, 130
        if x >= 104:
            return shade + (10 if x % 16 == 0 or y % 12 == 0 else 0), 112, 146
        return 190 - y // 2, 142, 118

    return color


def write(out):
    north, east = 37 * 360_000 + 3 * 6_000 + 5_966, 37 * 360_000 + 22 * 6_000 + 5_999
    place = (_text(1, "N"), _rationals(2, *degrees(north)), _text(3, "E"), _rationals(4, *degrees(east)))
    zero = tuple(_rationals(f[0], (0, 1), (0, 1), (0, 1)) if f[0] in (2, 4) else f for f in place)
    none = tuple(_rationals(f[0], (0, 0), (0, 0), (0, 0)) if f[0] in (2, 4) else f for f in place)
    clock = (_rationals(7, (11, 1), (5, 1), (59, 1)), _text(0x1D, "2026:03:09"))
    taken = (_text(0x9003, "2026:03:09 14:05:59"), _text(0x9011, "+03:00"))
    turned = ((0x0112, 3, 1, struct.pack("<H", 6)),)
    maker = (_text(0x010F, "Sample Phone"),)
    for number, (name, tags, expected) in enumerate(
        (
            ("castle", exif(place + clock, taken, maker), "place 37.06657, 37.38333 and GPS time 2026-03-09T11:05:59Z"),
            ("turned", exif(place + clock, taken, maker + turned), "the same, to be turned a quarter to the right"),
            ("clock-without-zone", exif(place, taken[:1]), "place, but a time of no known zone: no instant"),
            ("place-hidden", exif(zero, taken), "no place: (0, 0) is what phones write that hide it (`gps-zero`)"),
            ("over-zero", exif(none, taken), "no place: all six numbers are 0/0 (`gps-denominator`)"),
            ("half-a-place", exif(place[1:], taken), "no place: nothing says north or south (`gps-ref-missing`)"),
            ("week-lost", exif(place + (clock[0], _text(0x1D, "2006:07:24")), taken),
             "place; the receiver is 1,024 weeks back, so the camera's clock counts (`gps-week-rollover`)"),
            ("no-tags", b"", "neither place nor time (`exif-missing`)"),
        )
    ):
        data = jpeg(160, 120, corner(120 + 12 * number), (tags,) if tags else ())
        out.bytes(f"photos/{name}.jpg", data)
        out.note(f"photos/{name}.jpg", None, None, expected)
    out.bytes("photos/cut.jpg", data[: len(data) // 2])
    out.note("photos/cut.jpg", None, None, "half a file: kept as it came, but no picture is made of it")
