"""Numbers under everything: random streams, metres and degrees, rings."""

import random

SEED = 20260101
LON0, LAT0 = 37.375, 37.060
# Metres per degree at LAT0 on the WGS 84 ellipsoid, written out so that no libm decides a digit.
MX, MY = 88957.0, 110981.0


def rng_for(name):
    """A stream of its own for every file, so that a change to one leaves the others as they were."""
    return random.Random(f"{SEED}:{name}")


def to_xy(lon, lat):
    return (lon - LON0) * MX, (lat - LAT0) * MY


def to_lonlat(x, y):
    return round(LON0 + x / MX, 6), round(LAT0 + y / MY, 6)


def total(numbers):
    """Adds from left to right; what `sum` does with floats depends on the version of Python."""
    result = 0
    for number in numbers:
        result += number
    return result


def normal(rng):
    """Nearly N(0, 1): a sum of twelve uniforms, the same bits on every machine."""
    return total(rng.random() for _ in range(12)) - 6.0


def pick(rng, weighted):
    """One of the keys of a {key: weight} or [(key, weight)]."""
    items = list(weighted.items()) if isinstance(weighted, dict) else weighted
    rest = rng.random() * total(weight for _, weight in items)
    for key, weight in items:
        rest -= weight
        if rest < 0:
            return key
    return items[-1][0]


def area(ring):
    """Signed, in the units of the ring squared; the ring is open."""
    return total(p[0] * q[1] - q[0] * p[1] for p, q in zip(ring, ring[1:] + ring[:1])) / 2


def contains(ring, x, y):
    inside = False
    for (px, py), (qx, qy) in zip(ring, ring[1:] + ring[:1]):
        if (py > y) != (qy > y) and x < (qx - px) * (y - py) / (qy - py) + px:
            inside = not inside
    return inside
