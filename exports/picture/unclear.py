"""How hard a layout is to read: what links pass behind, where they cross, how much it must shrink to fit on A4."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.exports.picture.curves import Point, Size

Line = tuple[Point, Point]

SHEET = (1050.0, 560.0)  # what A4 leaves to a drawing
BEHIND_A_BOX, BEHIND_A_LABEL, CROSSING, LONGER = 8.0, 1.5, 1.0, 40.0


def unclear(
    points: Sequence[Point],
    through: Sequence[Point],
    links: Sequence[tuple[int, int]],
    sizes: Sequence[Size],
    labels: Sequence[Size],
) -> float:
    """Return it as a number: the less, the better."""
    halves = [((points[a], at), (points[b], at)) for (a, b), at in zip(links, through, strict=True)]
    cost = 0.0
    for index, (ends, lines) in enumerate(zip(links, halves, strict=True)):
        for box, (at, size) in enumerate(zip(points, sizes, strict=True)):
            away = [line for line, end in zip(lines, ends, strict=True) if box != end]
            if ends != (box, box) and any(meets(line, at, size) for line in away):
                cost += BEHIND_A_BOX
        for label, (at, size) in enumerate(zip(through, labels, strict=False)):
            if label != index and any(meets(line, at, size) for line in lines):
                cost += BEHIND_A_LABEL
        for other in range(index):
            if not {*ends} & {*links[other]}:
                cost += CROSSING * sum(_cross(*one, *two) for one in lines for two in halves[other])
    return cost + LONGER * _shrunk(points, sizes)


def _shrunk(points: Sequence[Point], sizes: Sequence[Size]) -> float:
    """Return by how much a drawing shrinks on A4: 1 is not at all. What has room to spare counts a little less."""
    boxes = list(zip(points, sizes, strict=True))
    across = max(x + w / 2 for (x, _), (w, _) in boxes) - min(x - w / 2 for (x, _), (w, _) in boxes)
    down = max(y + h / 2 for (_, y), (_, h) in boxes) - min(y - h / 2 for (_, y), (_, h) in boxes)
    needed = max(across / SHEET[0], down / SHEET[1])
    return needed if needed > 1 else 0.9 + needed / 10


def meets(line: Line, centre: Point, size: Size) -> bool:
    """Return whether a line meets a box (Liang and Barsky 1984)."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        way, low = line[1][axis] - line[0][axis], centre[axis] - size[axis] / 2 - line[0][axis]
        if not way:
            if not low < 0 < low + size[axis]:
                return False
            continue
        enters, leaves = sorted((low / way, (low + size[axis]) / way))
        first, last = max(first, enters), min(last, leaves)
    return first < last


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Return whether two lines cross."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
