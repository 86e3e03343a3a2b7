"""The graph as SVG elements: links, their labels, and above them the boxes."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Any

from lxml import etree

from diplograph.exports.elements import class_of
from diplograph.exports.labels import class_label
from diplograph.exports.picture import looks
from diplograph.exports.picture.boxes import (
    FOLD,
    FOLDED,
    LINE,
    SMALL,
    Box,
    Graph,
    Json,
    dates_of,
    name_of,
)
from diplograph.exports.picture.curves import Curve, Point, curve
from diplograph.exports.picture.font import BOLD, REGULAR, right_to_left, width
from diplograph.exports.picture.layout import layout
from diplograph.exports.texts import xml_text

SVG = "http://www.w3.org/2000/svg"
ARROW = 8.0


def element(parent: Any, name: str, **attributes: object) -> Any:
    """Add an element with the attributes that aren't None; a name's _ is a hyphen, and that of class_ isn't there."""
    made = etree.SubElement(parent, f"{{{SVG}}}{name}")
    for key, value in attributes.items():
        if value is not None:
            text = number(value) if isinstance(value, float) else str(value)
            made.set(key.rstrip("_").replace("_", "-") if key.islower() else key, text)
    return made


def number(value: float) -> str:
    """Return a number as drawings have it."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def write(
    parent: Any, text: str, at: Point, size: float, anchor: str = "start", font: str = REGULAR, **more: object
) -> Any:
    """Add a line of text, held to its measured width in whatever font a viewer has. ``at`` is on its baseline."""
    wide = width(text, size, font)
    right = right_to_left(text)
    if right and anchor == "start":  # viewers don't agree where such a text starts, all do on its middle
        at, anchor = (at[0] + wide / 2, at[1]), "middle"
    made = element(
        parent,
        "text",
        x=at[0],
        y=at[1],
        text_anchor=anchor if anchor != "start" else None,
        font_size=size,
        font_weight="bold" if font == BOLD else None,
        textLength=wide if wide else None,
        lengthAdjust="spacingAndGlyphs" if wide else None,
        **more,
    )
    if right:
        made.set("direction", "rtl")
        made.set("unicode-bidi", "embed")
    made.text = text
    return made


def draw(parent: Any, graph: Graph, lang: str) -> tuple[float, float, float, float]:
    """Draw a graph, and return its left, top, right and bottom."""
    sizes, label_sizes = [box.size for box in graph.boxes], [label.size for label in graph.labels]
    placed = layout(sizes, graph.links, label_sizes)
    points, through = (
        [(round(x, 1), round(y, 1)) for x, y in each] for each in (placed.points, placed.through)
    )
    lines = element(parent, "g", id="lines", class_="edges", fill="none", stroke_width="1.4")
    for index, (edge, (a, b)) in enumerate(zip(graph.edges, graph.links, strict=True)):
        drawn = curve(points[a], through[index], points[b], sizes[a], sizes[b])
        _edge(lines, index, edge, drawn, None if graph.labels else graph.colors.get(edge["type"], looks.PALE))
    nodes = element(parent, "g", class_="nodes")
    for index, (node, box) in enumerate(zip(graph.nodes, graph.boxes, strict=True)):
        _node(nodes, index, node, box, points[index], lang)
    # a line that passes behind a box is seen through it, so that it doesn't seem to end, or begin, there
    element(parent, "use", href="#lines", class_="through", opacity="0.3", pointer_events="none").set(
        "aria-hidden", "true"
    )
    labels = element(parent, "g", class_="labels", fill=looks.INK)
    for index, (edge, label) in enumerate(zip(graph.edges, graph.labels, strict=False)):
        group = element(labels, "g", class_="label")
        group.set("data-edge", f"e{index}")
        _title(group, *_told(edge))
        _rectangle(group, through[index], label.size, 4.0, fill="#ffffff")
        _lines(group, label, through[index])
    label_sizes = label_sizes or [(0.0, 0.0)] * len(through)
    around = [*zip(points, sizes, strict=True), *zip(through, label_sizes, strict=True)]
    return (
        min(x - w / 2 for (x, _), (w, _) in around),
        min(y - h / 2 for (_, y), (_, h) in around),
        max(x + w / 2 for (x, _), (w, _) in around),
        max(y + h / 2 for (_, y), (_, h) in around),
    )


def _edge(parent: Any, index: int, edge: Json, drawn: Curve, color: str | None) -> None:
    kinds = looks.kinds(edge)
    group = element(
        parent, "g", id=f"e{index}", class_=" ".join(["edge", *kinds]), stroke=line_color(kinds, color)
    )
    group.set("data-id", xml_text(edge["id"]))
    _title(group, *_told(edge))
    line(group, drawn, kinds)


def _told(edge: Json) -> tuple[str | None, str | None]:
    """Return an edge's sentence, and its passage as one cites it."""
    return edge["sentence"] or edge["label"], edge["citation"] or edge["properties"].get("quote")


def line_color(kinds: Sequence[str], color: str | None) -> str:
    """Return the colour of a line: its relation's, or grey; lighter where it is inferred, or no fact."""
    if looks.PROVENANCE in kinds:
        return looks.PALE
    found = color or "#3a3a3a"
    return looks.mixed(found, "#ffffff", 0.3) if looks.INFERRED in kinds else found


def line(parent: Any, drawn: Curve, kinds: Sequence[str]) -> None:
    """Draw a line with its arrow: open where what it tells is inferred, or no fact."""
    start, *bends, end = drawn
    near = bends[-1] if bends[-1] != end else start
    length = hypot(end[0] - near[0], end[1] - near[1]) or 1.0
    x, y = (end[0] - near[0]) / length, (end[1] - near[1]) / length
    base = (end[0] - x * ARROW, end[1] - y * ARROW)
    points = " ".join(number(value) for point in (*bends, base) for value in point)
    thin = looks.PROVENANCE in kinds
    element(
        parent,
        "path",
        d=f"M{number(start[0])} {number(start[1])}C{points}",
        stroke_dasharray=next((looks.DASHES[kind] for kind in kinds if kind in looks.DASHES), None),
        stroke_linecap="round" if "proposed" in kinds else None,
        stroke_width="0.9" if thin else "2.2" if "proposed" in kinds else None,
    )
    sides = (
        (base[0] - y * ARROW * 0.4, base[1] + x * ARROW * 0.4),
        (base[0] + y * ARROW * 0.4, base[1] - x * ARROW * 0.4),
    )
    corners = "L".join(f"{number(px)} {number(py)}" for px, py in (sides[0], end, sides[1]))
    filled = "#ffffff" if looks.INFERRED in kinds else parent.get("stroke")
    element(
        parent,
        "path",
        d=f"M{corners}" + ("" if thin else "Z"),
        fill="none" if thin else filled,
        stroke_width="1",
    )


def _node(parent: Any, index: int, node: Json, box: Box, at: Point, lang: str) -> None:
    cls, status = class_of(node), looks.status(node)
    group = element(
        parent, "g", id=f"n{index}", class_=" ".join(filter(None, ["node", cls, status])), fill=looks.INK
    )
    group.set("data-id", xml_text(node["id"]))
    _title(group, name_of(node), ", ".join(filter(None, [class_label(cls, lang), dates_of(node)])))
    shape(group, cls, status, at, box.size)
    _lines(group, box, at, struck=status == "cancelled")


def shape(parent: Any, cls: str, status: str | None, at: Point, size: tuple[float, float]) -> None:
    """Draw the outline of a thing: by its class's colour, and dashed as its status is."""
    look: dict[str, object] = {
        "fill": looks.fill(cls),
        "stroke": looks.outline(cls),
        "stroke_width": 2.2 if status == "proposed" else 1.6,
        "stroke_dasharray": looks.DASHES[status] if status else None,
        "stroke_linecap": "round" if status == "proposed" else None,
    }
    if cls in FOLDED:
        _folded(parent, at, size, cls == "Claim", look)
    else:
        _rectangle(parent, at, size, size[1] / 2 if cls == "Official" else 5.0, **look)


def _folded(parent: Any, at: Point, size: tuple[float, float], below: bool, look: dict[str, object]) -> None:
    """Draw a page, its corner folded: above, or below as that of a note."""
    w, h = size
    way = -1 if below else 1
    x, far = at[0] - w / 2, at[0] + w / 2
    y, end = at[1] - way * h / 2, at[1] + way * h / 2
    inner, turned = number(far - FOLD), number(y + way * FOLD)
    x_, y_, far_, end_ = (number(value) for value in (x, y, far, end))
    element(parent, "path", d=f"M{x_} {y_}H{inner}L{far_} {turned}V{end_}H{x_}Z", **look)
    element(
        parent,
        "path",
        d=f"M{inner} {y_}V{turned}H{far_}",
        fill="none",
        stroke=look["stroke"],
        stroke_width=1.0,
    )


def _rectangle(parent: Any, at: Point, size: tuple[float, float], round_: float, **look: object) -> None:
    x, y = at[0] - size[0] / 2, at[1] - size[1] / 2
    element(parent, "rect", x=x, y=y, width=size[0], height=size[1], rx=min(round_, size[1] / 2), **look)


def _lines(parent: Any, box: Box, at: Point, struck: bool = False) -> None:
    """Write a box's lines, in its middle."""
    high = len(box.lines) * box.font_size * LINE + (SMALL * LINE if box.small else 0)
    y = at[1] - high / 2
    if box.small:
        write(
            parent,
            box.small,
            (at[0], y + SMALL * 0.95),
            SMALL,
            "middle",
            fill=looks.mixed(looks.QUIET, "#000000", 0.3),
        )
        y += SMALL * LINE
    for text in box.lines:
        y += box.font_size * LINE
        baseline = y - box.font_size * 0.36
        write(
            parent,
            text,
            (at[0], baseline),
            box.font_size,
            "middle",
            text_decoration="line-through" if struck else None,
        )


def _title(group: Any, *told: str | None) -> None:
    element(group, "title").text = "\n".join(xml_text(each) for each in told if each)
