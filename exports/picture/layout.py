"""Where boxes stand: each connected part laid out by NetworKit, its boxes pushed apart, the parts side by side.

Pivot MDS (Brandes and Pich 2007) gives the start, maxent-stress (Gansner, Hu and North 2013) the layout. Both run on
one thread from one seed: the same graph has the same layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, sin, sqrt

from diplograph.exports.picture.apart import apart

Point = tuple[float, float]
Size = tuple[float, float]

GAP = 14.0  # between boxes, and between a link's end and its label
BETWEEN = 40.0  # between parts
PIVOTS = 50
NEAR = {200: 8, 2_000: 3}  # how many links far a layout looks, by how many boxes there are
FARTHEST = 2
RATIO = 1.7  # of a drawing's width to its height: that of A4, less what stands above and below


def positions(sizes: Sequence[Size], links: Sequence[tuple[int, int]]) -> list[Point]:
    """Return the centre of each box, in the unit of their sizes; no two boxes overlap."""
    placed: list[Point] = [(0.0, 0.0)] * len(sizes)
    parts = _parts(len(sizes), links)
    laid = [_part(part, sizes, inner) for part, inner in parts]
    corners = _packed([_extent(points, [sizes[i] for i in part]) for (part, _), points in zip(parts, laid, strict=True)])
    for (part, _), points, (x, y) in zip(parts, laid, corners, strict=True):
        left, top, _, _ = _bounds(points, [sizes[i] for i in part])
        for index, point in zip(part, points, strict=True):
            placed[index] = (point[0] - left + x, point[1] - top + y)
    return placed


def _parts(count: int, links: Sequence[tuple[int, int]]) -> list[tuple[list[int], list[tuple[int, int]]]]:
    """Return the connected parts: the boxes of each, and its links as places in that list."""
    root = list(range(count))

    def top(index: int) -> int:
        while root[index] != index:
            root[index] = index = root[root[index]]
        return index

    for a, b in links:
        first, second = sorted((top(a), top(b)))
        root[second] = first
    parts: dict[int, tuple[list[int], list[tuple[int, int]]]] = {}
    place = [0] * count
    for index in range(count):
        part = parts.setdefault(top(index), ([], []))[0]
        place[index] = len(part)
        part.append(index)
    for a, b in links:
        parts[top(a)][1].append((place[a], place[b]))
    return list(parts.values())


def _part(part: Sequence[int], all_sizes: Sequence[Size], links: Sequence[tuple[int, int]]) -> list[Point]:
    sizes = [all_sizes[index] for index in part]
    lengths = {
        (min(a, b), max(a, b)): (hypot(*sizes[a]) + hypot(*sizes[b])) / 2 * 0.8 + GAP
        for a, b in links
        if a != b
    }
    points = _laid_out(len(part), lengths) if len(part) > 2 else [(220.0 * i, 0.0) for i in range(len(part))]
    return apart(_lying(points), sizes, GAP)


def _laid_out(count: int, lengths: dict[tuple[int, int], float]) -> list[Point]:
    import networkit  # a graph library in C++: only pictures need one

    networkit.setSeed(1, False)
    networkit.setNumberOfThreads(1)
    graph = networkit.Graph(count, weighted=True)
    for (a, b), length in lengths.items():
        graph.addEdge(a, b, length)
    start = networkit.viz.PivotMDS(graph, 2, min(PIVOTS, count))
    start.run()
    # Pivot MDS puts leaves of one box on one point: a nudge, always the same, tells them apart.
    nudged = [
        (x + cos(2.4 * i) * GAP, y + sin(2.4 * i) * GAP) for i, (x, y) in enumerate(start.getCoordinates())
    ]
    near = next((near for most, near in NEAR.items() if count <= most), FARTHEST)
    stress = networkit.viz.MaxentStress(graph, 2, near, nudged)
    stress.run()
    return [(float(x), float(y)) for x, y in stress.getCoordinates()]


def _lying(points: list[Point]) -> list[Point]:
    """Return points turned so that they reach farthest from left to right: along their principal axis."""
    from math import atan2

    count = len(points)
    x0, y0 = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    xx = sum((x - x0) ** 2 for x, _ in points)
    yy = sum((y - y0) ** 2 for _, y in points)
    xy = sum((x - x0) * (y - y0) for x, y in points)
    angle = atan2(2 * xy, xx - yy) / 2
    c, s = cos(angle), sin(angle)
    return [((x - x0) * c + (y - y0) * s, (y - y0) * c - (x - x0) * s) for x, y in points]


def _bounds(points: Sequence[Point], sizes: Sequence[Size]) -> tuple[float, float, float, float]:
    boxes = list(zip(points, sizes, strict=True))
    return (
        min(x - w / 2 for (x, _), (w, _) in boxes),
        min(y - h / 2 for (_, y), (_, h) in boxes),
        max(x + w / 2 for (x, _), (w, _) in boxes),
        max(y + h / 2 for (_, y), (_, h) in boxes),
    )


def _extent(points: Sequence[Point], sizes: Sequence[Size]) -> Size:
    left, top, right, bottom = _bounds(points, sizes)
    return right - left, bottom - top


def _packed(extents: Sequence[Size]) -> list[Point]:
    """Return where the top left corner of each part stands: in rows, the highest part first."""
    spaced = [(w + BETWEEN, h + BETWEEN) for w, h in extents]
    widest = max([sqrt(sum(w * h for w, h in spaced) * RATIO * 1.15), *(w for w, _ in spaced)])
    corners: list[Point] = [(0.0, 0.0)] * len(extents)
    x = y = row = 0.0
    for index in sorted(range(len(extents)), key=lambda each: (-extents[each][1], each)):
        w, h = spaced[index]
        if x and x + w > widest:
            x, y, row = 0.0, y + row, 0.0
        corners[index] = (x, y)
        x, row = x + w, max(row, h)
    return corners
