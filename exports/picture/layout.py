"""Where boxes stand: each connected part laid out by NetworKit, its boxes pushed apart, the parts side by side.

Pivot MDS (Brandes and Pich 2007) gives the start, maxent-stress (Gansner, Hu and North 2013) the layout. Both run on
one thread from one seed: the same graph has the same layout. A link's label is a box of its own, halfway on its link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import atan2, cos, hypot, pi, sin, sqrt
from threading import Lock
from typing import Any

from diplograph.exports.picture.apart import apart
from diplograph.exports.picture.curves import Point, Size, middles
from diplograph.exports.picture.settle import settled
from diplograph.exports.picture.unclear import unclear

GAP = 12.0  # between boxes
REACH = 0.8  # of two boxes' diagonals together: how long a link between them would be
BETWEEN = 40.0  # between parts
PIVOTS = 50
NEAR = {200: 8, 2_000: 3}  # how many links far a layout looks, by how many boxes there are
FARTHEST = 2
WORK = 200_000  # comparisons of links that a part's layouts may cost: the smaller it is, the more are tried
TRIES = 2
ONE_AT_A_TIME = Lock()  # NetworKit's seed is everybody's, and two layouts at once end the process
SCALES = (
    (1.0, 1.0),
    (1.0, 0.75),
    (0.8, 0.6),
    (0.7, 0.7),
    (0.65, 0.45),
)  # boxes are wide and low, layouts round
RATIO = 1.8  # of a drawing's width to its height: that of A4, less what stands above and below


@dataclass(frozen=True)
class Part:
    """A connected part: which nodes and links it has; then their sizes, and the links as places among the nodes."""

    nodes: Sequence[int]
    edges: Sequence[int]
    sizes: Sequence[Size]
    labels: Sequence[Size]
    links: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Layout:
    """The centres of a part's boxes, and the points that its links go through, where their labels are."""

    points: Sequence[Point]
    through: Sequence[Point]


def layout(sizes: Sequence[Size], links: Sequence[tuple[int, int]], labels: Sequence[Size]) -> Layout:
    """Return where each box is, and each link's label (``labels`` is empty where they have none).

    In the unit of the sizes; no two boxes overlap, and no label a box or a label.
    """
    points: list[Point] = [(0.0, 0.0)] * len(sizes)
    through: list[Point] = [(0.0, 0.0)] * len(links)
    parts = _parts(sizes, links, labels)
    laid = [_best(part) for part in parts]
    bounds = [_bounds(part, each) for part, each in zip(parts, laid, strict=True)]
    corners = _packed([(right - left, bottom - top) for left, top, right, bottom in bounds])
    for part, each, (left, top, _, _), (x, y) in zip(parts, laid, bounds, corners, strict=True):
        for index, point in zip(part.nodes, each.points, strict=True):
            points[index] = (point[0] - left + x, point[1] - top + y)
        for index, point in zip(part.edges, each.through, strict=True):
            through[index] = (point[0] - left + x, point[1] - top + y)
    return Layout(points, through)


def _parts(sizes: Sequence[Size], links: Sequence[tuple[int, int]], labels: Sequence[Size]) -> list[Part]:
    root = list(range(len(sizes)))

    def top(index: int) -> int:
        while root[index] != index:
            root[index] = index = root[root[index]]
        return index

    for a, b in links:
        first, second = sorted((top(a), top(b)))
        root[second] = first
    nodes: dict[int, list[int]] = {}
    edges: dict[int, list[int]] = {}
    for index in range(len(sizes)):
        nodes.setdefault(top(index), []).append(index)
    for index, (a, _) in enumerate(links):
        edges.setdefault(top(a), []).append(index)
    place = {index: at for part in nodes.values() for at, index in enumerate(part)}
    return [
        Part(
            part,
            inside := edges.get(name, []),
            [sizes[index] for index in part],
            [labels[index] for index in inside] if labels else [],
            [(place[links[index][0]], place[links[index][1]]) for index in inside],
        )
        for name, part in nodes.items()
    ]


def _best(part: Part) -> Layout:
    """Return of several layouts the clearest, and of a large part the first."""
    if len(part.nodes) == 1 and not part.edges:
        return Layout([(0.0, 0.0)], [])
    comparisons = len(part.links) * (len(part.links) + len(part.sizes) + len(part.labels))
    found = list(islice(_layouts(part), max(1, WORK // comparisons)))
    if len(found) == 1:
        return found[0]
    return min(
        found, key=lambda each: unclear(each.points, each.through, part.links, part.sizes, part.labels)
    )


def _layouts(part: Part) -> Iterator[Layout]:
    """Yield layouts, each from a start of its own and at several scales."""
    count = len(part.sizes)
    sizes = [*part.sizes, *part.labels]
    pairs = part.links
    if part.labels:
        pairs = [pair for at, (a, b) in enumerate(part.links, count) for pair in ((a, at), (b, at))]
    pairs = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    lengths = [(hypot(*sizes[a]) + hypot(*sizes[b])) / 2 * REACH + GAP for a, b in pairs]
    for turn in range(TRIES):
        laid = _turned(_laid_out(len(sizes), pairs, lengths, turn), pi * turn / TRIES)
        for across, down in SCALES:
            placed = apart([(x * across, y * down) for x, y in laid], sizes, GAP)
            points, through = placed[:count], placed[count:]
            wished = middles(part.links, points, part.sizes)
            if part.labels:
                through = settled(wished, through, part.links, points, part.sizes, part.labels)
            yield Layout(points, through or wished)


def _laid_out(
    count: int, pairs: Sequence[tuple[int, int]], lengths: Sequence[float], turn: int
) -> list[Point]:
    if count < 3:
        return [(lengths[0] * index, 0.0) for index in range(count)] if lengths else [(0.0, 0.0)] * count
    import networkit  # a graph library in C++: only pictures need one

    with ONE_AT_A_TIME:
        return _by_stress(networkit, count, pairs, lengths, turn)


def _by_stress(
    networkit: Any, count: int, pairs: Sequence[tuple[int, int]], lengths: Sequence[float], turn: int
) -> list[Point]:
    networkit.setSeed(1, False)
    networkit.setNumberOfThreads(1)
    graph = networkit.Graph(count, weighted=True)
    for (a, b), length in zip(pairs, lengths, strict=True):
        graph.addEdge(a, b, length)
    start = networkit.viz.PivotMDS(graph, 2, min(PIVOTS, count))
    start.run()
    # Pivot MDS puts leaves of one box on one point: a nudge, always the same, tells them apart.
    angles = ((2.4 + turn) * (index + 1) for index in range(count))
    nudged = [
        (x + cos(angle) * GAP, y + sin(angle) * GAP)
        for (x, y), angle in zip(start.getCoordinates(), angles, strict=True)
    ]
    near = next((near for most, near in NEAR.items() if count <= most), FARTHEST)
    stress = networkit.viz.MaxentStress(graph, 2, near, nudged)
    stress.run()
    return [(float(x), float(y)) for x, y in stress.getCoordinates()]


def _turned(points: list[Point], by: float) -> list[Point]:
    """Return points turned by an angle from where they reach farthest from left to right: from their principal axis."""
    count = len(points)
    x0, y0 = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    xx = sum((x - x0) ** 2 for x, _ in points)
    yy = sum((y - y0) ** 2 for _, y in points)
    xy = sum((x - x0) * (y - y0) for x, y in points)
    angle = atan2(2 * xy, xx - yy) / 2 + by
    c, s = cos(angle), sin(angle)
    return [((x - x0) * c + (y - y0) * s, (y - y0) * c - (x - x0) * s) for x, y in points]


def _bounds(part: Part, laid: Layout) -> tuple[float, float, float, float]:
    labels = part.labels or [(0.0, 0.0)] * len(part.edges)
    boxes = [*zip(laid.points, part.sizes, strict=True), *zip(laid.through, labels, strict=True)]
    return (
        min(x - w / 2 for (x, _), (w, _) in boxes),
        min(y - h / 2 for (_, y), (_, h) in boxes),
        max(x + w / 2 for (x, _), (w, _) in boxes),
        max(y + h / 2 for (_, y), (_, h) in boxes),
    )


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
