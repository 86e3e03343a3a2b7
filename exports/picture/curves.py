"""Links as cubic Bézier curves from one box to another through a point: parallel ones each have their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import cos, hypot, pi, sin

Point = tuple[float, float]
Size = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]

BETWEEN = 22.0  # between the middles of parallel links
STEPS = 20  # halvings, to find where a curve leaves a box


def middles(links: Sequence[tuple[int, int]], points: Sequence[Point], sizes: Sequence[Size]) -> list[Point]:
    """Return the point that each link goes through: halfway, those between one pair side by side, loops above their box."""
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (a, b) in enumerate(links):
        together[min(a, b), max(a, b)].append(index)
    found: list[Point] = [(0.0, 0.0)] * len(links)
    for (a, b), indexes in together.items():
        (ax, ay), (bx, by) = points[a], points[b]
        length = hypot(bx - ax, by - ay) or 1.0
        across = ((ay - by) / length, (bx - ax) / length)
        for place, index in enumerate(indexes):
            aside = (place - (len(indexes) - 1) / 2) * BETWEEN
            found[index] = ((ax + bx) / 2 + across[0] * aside, (ay + by) / 2 + across[1] * aside)
            if a == b:
                turn = pi * (0.25 + place / 6)
                reach = sizes[a][1] / 2 + BETWEEN + place
                found[index] = (ax + cos(turn) * (sizes[a][0] / 2 + reach / 2), ay - sin(turn) * reach)
    return found


def curve(start: Point, middle: Point, end: Point, start_size: Size, end_size: Size) -> Curve:
    """Return the curve between the borders of two boxes, through ``middle`` halfway between their centres."""
    if start == end:
        whole = _loop(start, middle)
    else:
        bend = tuple(2 * m - (a + b) / 2 for a, m, b in zip(start, middle, end, strict=True))
        whole = (start, _between(start, bend, 2 / 3), _between(end, bend, 2 / 3), end)
    leaves = _crossing(whole, start, start_size, 0.0, 0.5)
    enters = _crossing(whole, end, end_size, 1.0, 0.5)
    return _cut(whole, leaves, enters) if enters - leaves > 0.02 else whole


def _loop(at: Point, middle: Point) -> Curve:
    """Return a loop whose farthest point is ``middle``."""
    x, y = ((m - a) * 4 / 3 for m, a in zip(middle, at, strict=True))
    return at, (at[0] + x - y / 2, at[1] + y + x / 2), (at[0] + x + y / 2, at[1] + y - x / 2), at


def _crossing(curve: Curve, centre: Point, size: Size, inside: float, outside: float) -> float:
    """Return where a curve crosses the border of a box."""
    for _ in range(STEPS):
        half = (inside + outside) / 2
        x, y = _at(curve, half)
        within = abs(x - centre[0]) <= size[0] / 2 and abs(y - centre[1]) <= size[1] / 2
        inside, outside = (half, outside) if within else (inside, half)
    return outside


def _at(curve: Curve, t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, curve, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, curve, strict=True)),
    )


def _cut(curve: Curve, start: float, end: float) -> Curve:
    """Return a part of a curve (de Casteljau's construction, at both ends)."""
    behind = _halves(curve, start)[1]
    return _halves(behind, (end - start) / (1 - start))[0]


def _halves(curve: Curve, t: float) -> tuple[Curve, Curve]:
    a, b, c, d = curve
    ab, bc, cd = _between(a, b, t), _between(b, c, t), _between(c, d, t)
    abc, bcd = _between(ab, bc, t), _between(bc, cd, t)
    at = _between(abc, bcd, t)
    return (a, ab, abc, at), (at, bcd, cd, d)


def _between(a: Sequence[float], b: Sequence[float], t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
