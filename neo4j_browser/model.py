"""The model in a picture, as SVG: each class in its colour with the edges that leave it, and where they lead."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from diplograph.neo4j_browser.style import DARK, ink
from diplograph.ontology.load import load
from diplograph.ontology.model import Ontology, Property

COLUMNS, WIDTH = 2, 560  # of how many pixels
BOX, EDGE = 120, 150  # widths of a class and of an edge's type
ROW, GAP = 28, 8
LETTER = 7.2  # about the width of one

Edges = Mapping[str, list[Property]]


def picture() -> str:
    """Return the picture."""
    ontology = load()
    edges = _edges(ontology)
    tall = sum(ROW * len(each) + GAP for each in edges.values()) / COLUMNS
    drawn, column, y, height = [], 0, 0, 0
    for name, leaving in edges.items():
        if y >= tall and column < COLUMNS - 1:
            column, y = column + 1, 0
        drawn += [
            f'<g transform="translate({column * WIDTH},{y})">',
            *_block(ontology, name, leaving),
            "</g>",
        ]
        y += ROW * len(leaving) + GAP
        height = max(height, y)
    box = f"0 0 {COLUMNS * WIDTH} {height}"
    label = "The classes and their relations · Les classes et leurs relations"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="100%" role="img" aria-label="{label}" font-family="sans-serif">{"".join(drawn)}</svg>'


def _edges(ontology: Ontology) -> Edges:
    """Return the edges that leave each class, in the order in which the ontology tells of them."""
    found: dict[str, list[Property]] = {}
    for each in ontology.properties.values():
        if each.neo4j_type:
            for name in each.domain:
                found.setdefault(name, []).append(each)
    return found


def _block(ontology: Ontology, name: str, leaving: list[Property]) -> list[str]:
    cls = ontology.classes[name]
    height, color = ROW * len(leaving) - 4, ink(cls.color)
    below = [each.name for each in ontology.classes.values() if name in each.superclasses]
    quiet = [cls.labels["fr"], *([f"= {', '.join(below)}"] if below else [])] if len(leaving) > 1 else []
    top = height / 2 - 7 * len(quiet) + 5
    return [
        f'<rect width="{BOX}" height="{height}" rx="5" fill="{cls.color}"/>',
        _text(BOX / 2, top, name, color, 'text-anchor="middle" font-weight="bold" font-size="13"'),
        *(
            _text(BOX / 2, top + 14 * line, text, color, 'text-anchor="middle" font-size="10"')
            for line, text in enumerate(quiet, 1)
        ),
        *(part for place, each in enumerate(leaving) for part in _row(ontology, each, place * ROW)),
    ]


def _row(ontology: Ontology, edge: Property, y: int) -> list[str]:
    middle, end = y + ROW / 2 - 2, BOX + EDGE
    drawn = [
        _text(BOX + 8, middle - 3, edge.neo4j_type or "", DARK, 'font-size="10.5" font-family="monospace"'),
        f'<path d="M{BOX} {middle}H{end - 2}m-7 -3.5l7 3.5l-7 3.5" fill="none" stroke="#777777"/>',
        _text(BOX + 8, middle + 11, f"{edge.labels['en']} · {edge.labels['fr']}", "#555555", 'font-size="8"'),
    ]
    for target in edge.range:
        color, width = ontology.classes[target].color, LETTER * len(target) + 12
        drawn += [
            f'<rect x="{end + 2}" y="{middle - 10}" width="{width:.0f}" height="20" rx="10" fill="{color}"/>',
            _text(end + 2 + width / 2, middle + 4, target, ink(color), 'text-anchor="middle" font-size="11"'),
        ]
        end += int(width) + 5
    return drawn


def _text(x: float, y: float, text: str, color: str, more: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{color}" {more}>{escape(text)}</text>'
