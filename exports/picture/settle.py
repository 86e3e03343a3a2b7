"""Links' labels moved back to the middle of their links, where there is room: so links are straight, or nearly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplograph.exports.picture.curves import Point, Size
from diplograph.exports.picture.unclear import meets

GAP = 9.0  # between a label and what is near it: an arrow's room
ALONG = (0.0, 0.07, -0.07, 0.14, -0.14, 0.21, -0.21)  # of a link's length, from its middle
ASIDE = (0.0, 0.06, -0.06, 0.12, -0.12, 0.2, -0.2, 0.35, -0.35)


def settled(
    wished: Sequence[Point],
    now: Sequence[Point],
    links: Sequence[tuple[int, int]],
    points: Sequence[Point],
    sizes: Sequence[Size],
    labels: Sequence[Size],
) -> list[Point]:
    """Return the centres of the labels: near where they are wished, else where they are; none on a box or a label.

    Where there is a choice, a link doesn't pass behind another box.
    """
    found = list(now)
    boxes = list(zip(points, sizes, strict=True))
    for index, (a, b) in enumerate(links):
        others = boxes + [(at, labels[i]) for i, at in enumerate(found) if i != index]
        near = [each for each in others if _close(wished[index], each, points[a], points[b])]
        free = [
            at
            for at in _places(wished[index], points[a], points[b])
            if not any(_overlap(at, labels[index], *other) for other in near)
        ]
        ahead = [box for i, box in enumerate(boxes) if i not in (a, b)]
        clear = (at for at in free if not any(_behind(at, points[a], points[b], box) for box in ahead))
        at = next(clear, free[0] if free else found[index])
        found[index] = (round(at[0], 2), round(at[1], 2))
    return found


def _behind(middle: Point, start: Point, end: Point, box: tuple[Point, Size]) -> bool:
    return meets((start, middle), *box) or meets((middle, end), *box)


def _places(middle: Point, start: Point, end: Point) -> Iterator[Point]:
    """Yield places for a label, the nearest to the middle first."""
    x, y = end[0] - start[0], end[1] - start[1]
    if start == end:  # a loop: up along it, and beyond
        x, y = middle[0] - start[0], middle[1] - start[1]
    steps = [(along, aside) for aside in ASIDE for along in ALONG]
    for along, aside in sorted(steps, key=lambda step: abs(step[0]) + 2 * abs(step[1])):
        yield middle[0] + x * along - y * aside, middle[1] + y * along + x * aside


def _close(middle: Point, box: tuple[Point, Size], start: Point, end: Point) -> bool:
    """Return whether a box may be in the way of a link's label."""
    reach = abs(end[0] - start[0]) + abs(end[1] - start[1]) + 200
    return abs(box[0][0] - middle[0]) < reach + box[1][0] and abs(box[0][1] - middle[1]) < reach + box[1][1]


def _overlap(a: Point, a_size: Size, b: Point, b_size: Size) -> bool:
    across = (a_size[0] + b_size[0]) / 2 + GAP - abs(a[0] - b[0])
    return across > 0 and (a_size[1] + b_size[1]) / 2 + GAP - abs(a[1] - b[1]) > 0
