"""Boxes pushed apart until none overlaps, each as little as possible from where the layout put it.

As in the force-scan algorithm (Misue, Eades, Lai and Sugiyama 1995) a pair that overlaps moves apart along one axis;
here that is the axis of the smaller overlap, for all pairs at once, again and again. Where a crowd doesn't come apart,
the whole is spread a little: so it ends always.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import sqrt

from diplograph.exports.picture.curves import Point, Size

PATIENCE = 4_000  # boxes that are looked at before the whole is spread
FEWEST = 10  # rounds before that, of however many boxes
SPREAD = 1.08
FILLED = 0.45  # of an area, at most, before boxes are pushed


def apart(points: Sequence[Point], sizes: Sequence[Size], gap: float) -> list[Point]:
    """Return new centres: between any two boxes there is at least ``gap``, upwards or sidewards."""
    wide = [(w + gap, h + gap) for w, h in sizes]
    placed = _spread(_distinct(points), _room(points, wide))
    rounds, turn = max(FEWEST, PATIENCE // len(points)), 0
    while pairs := list(_overlaps(placed, wide)):
        turn += 1
        if turn % rounds == 0:
            placed = _spread(placed, SPREAD)
            continue
        for i, j, across, down in pairs:
            (xi, yi), (xj, yj) = placed[i], placed[j]
            if across <= down:
                step = (across + 0.5) / 2 * (1 if xi <= xj else -1)
                placed[i], placed[j] = (xi - step, yi), (xj + step, yj)
            else:
                step = (down + 0.5) / 2 * (1 if yi <= yj else -1)
                placed[i], placed[j] = (xi, yi - step), (xj, yj + step)
    return placed


def _distinct(points: Sequence[Point]) -> list[Point]:
    """Return the points, those of one place a little beside one another: only so does spreading part them."""
    seen: dict[Point, int] = defaultdict(int)
    found = []
    for x, y in points:
        key = (round(x, 3), round(y, 3))
        found.append((x + seen[key] * 0.01, y + seen[key] * 0.01))
        seen[key] += 1
    return found


def _room(points: Sequence[Point], sizes: Sequence[Size]) -> float:
    """Return by how much to spread points so that their boxes have room."""
    across = max(x for x, _ in points) - min(x for x, _ in points) + max(w for w, _ in sizes)
    down = max(y for _, y in points) - min(y for _, y in points) + max(h for _, h in sizes)
    return max(1.0, sqrt(sum(w * h for w, h in sizes) / FILLED / (across * down)))


def _spread(points: Sequence[Point], factor: float) -> list[Point]:
    return [(x * factor, y * factor) for x, y in points]


def _overlaps(points: Sequence[Point], sizes: Sequence[Size]) -> Iterator[tuple[int, int, float, float]]:
    """Yield the pairs that overlap, and by how much across and down: looked for in a grid, among neighbours."""
    across, down = max(w for w, _ in sizes), max(h for _, h in sizes)
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (x, y) in enumerate(points):
        cells[int(x // across), int(y // down)].append(index)
    for (column, row), inside in cells.items():
        ahead = [cells.get((column + i, row + j), ()) for i, j in ((1, -1), (1, 0), (1, 1), (0, 1))]
        for place, i in enumerate(inside):
            (xi, yi), (wi, hi) = points[i], sizes[i]
            for others in (inside[place + 1 :], *ahead):
                for j in others:
                    over_x = (wi + sizes[j][0]) / 2 - abs(points[j][0] - xi)
                    over_y = (hi + sizes[j][1]) / 2 - abs(points[j][1] - yi)
                    if over_x > 0 and over_y > 0:
                        yield i, j, over_x, over_y
