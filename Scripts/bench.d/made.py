"""Points and areas of a made-up city, from a fixed seed: the same bytes on every machine."""

import numpy as np

from setting import AREA_COLUMNS, AREA_ROWS, CATEGORIES, EAST, METRES_X, METRES_Y, NORTH, SEED, SOUTH, WEST


def points(count):
    """Longitude and latitude of `count` events: four fifths in clusters of every size, the rest anywhere."""
    dice = np.random.default_rng(SEED)
    clusters = 240
    share = 1 / np.arange(1, clusters + 1) ** 0.9
    middle_x = np.clip(dice.normal((WEST + EAST) / 2, 0.05, clusters), WEST + 0.01, EAST - 0.01)
    middle_y = np.clip(dice.normal((SOUTH + NORTH) / 2, 0.04, clusters), SOUTH + 0.01, NORTH - 0.01)
    spread = dice.uniform(120, 1_300, clusters)
    found = []
    while (have := sum(len(part) for part in found)) < count:
        tried = int((count - have) * 1.2) + 16
        cluster = dice.choice(clusters, tried, p=share / share.sum())
        x = middle_x[cluster] + dice.normal(0, 1, tried) * spread[cluster] / METRES_X
        y = middle_y[cluster] + dice.normal(0, 1, tried) * spread[cluster] / METRES_Y
        anywhere = dice.random(tried) < 0.2
        x[anywhere] = dice.uniform(WEST, EAST, anywhere.sum())
        y[anywhere] = dice.uniform(SOUTH, NORTH, anywhere.sum())
        xy = np.round(np.stack([x, y], 1), 7)
        inside = (xy[:, 0] > WEST) & (xy[:, 0] < EAST) & (xy[:, 1] > SOUTH) & (xy[:, 1] < NORTH)
        found.append(xy[inside])
    return np.concatenate(found)[:count]


def attributes(count):
    """Category (index into CATEGORIES), severity 1…5, value, and seconds since 2021-01-01, for `count` events."""
    dice = np.random.default_rng(SEED + 1)
    category = dice.choice(len(CATEGORIES), count, p=[0.22, 0.18, 0.14, 0.14, 0.12, 0.1, 0.06, 0.04])
    severity = dice.integers(1, 6, count, dtype=np.int32)
    value = np.round(dice.lognormal(3, 1, count), 3)
    seconds = dice.integers(0, 5 * 365 * 86_400, count)
    return category, severity, value, seconds


def _cuts(values, parts, low, high):
    """Borders half-way between equal steps and equal shares: small areas in the middle, large ones outside."""
    even = np.linspace(low, high, parts + 1)
    share = np.quantile(values, np.linspace(0, 1, parts + 1))
    cuts = (even + share) / 2
    cuts[0], cuts[-1] = low, high
    return cuts


def _wiggly(start, end, dice, strength, steps=48):
    """A wandering line from start to end, shared by the two areas beside it."""
    along = np.linspace(0, 1, steps + 1)
    waves = np.arange(1, 10)
    offset = (dice.normal(size=9) / waves) @ np.sin(np.pi * waves[:, None] * along)
    offset *= strength * np.sin(np.pi * along)
    across = np.array([start[1] - end[1], end[0] - start[0]])
    return start + np.outer(along, end - start) + np.outer(offset, across)


def areas(strength=0.08):
    """600 wiggly neighbourhoods that divide the box: a list of closed rings, shared borders vertex by vertex."""
    sample = points(100_000)
    xs = _cuts(sample[:, 0], AREA_COLUMNS, WEST, EAST)
    ys = _cuts(sample[:, 1], AREA_ROWS, SOUTH, NORTH)
    dice = np.random.default_rng(SEED + 2)
    corner = np.stack(np.meshgrid(xs, ys), 2)
    shift = dice.uniform(-0.22, 0.22, corner[1:-1, 1:-1].shape)
    room = np.stack(np.meshgrid(
        np.minimum(np.diff(xs)[:-1], np.diff(xs)[1:]), np.minimum(np.diff(ys)[:-1], np.diff(ys)[1:])), 2)
    corner[1:-1, 1:-1] += shift * room

    def line(start, end, border):
        made = np.linspace(start, end, 3) if border else _wiggly(start, end, dice, strength)
        return np.round(made, 7)

    level = [[line(corner[r, c], corner[r, c + 1], r in (0, AREA_ROWS)) for c in range(AREA_COLUMNS)]
             for r in range(AREA_ROWS + 1)]
    upright = [[line(corner[r, c], corner[r + 1, c], c in (0, AREA_COLUMNS)) for c in range(AREA_COLUMNS + 1)]
               for r in range(AREA_ROWS)]
    rings = []
    for r in range(AREA_ROWS):
        for c in range(AREA_COLUMNS):
            rings.append(np.concatenate([
                level[r][c][:-1], upright[r][c + 1][:-1], level[r + 1][c][::-1][:-1], upright[r][c][::-1]]))
    return rings
