"""What a picture has of an answer: each node as a box with its label's lines, each link with its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from diplograph.exports.answer import Answer, UnwritableError
from diplograph.exports.elements import class_of
from diplograph.exports.labels import class_label, code_label
from diplograph.exports.picture import looks
from diplograph.exports.picture.font import width, wrap
from diplograph.exports.texts import xml_text

Json = Mapping[str, Any]

MOST = 10_000  # links, or things, of a picture
MOST_LABELLED = 60  # links that are labelled each; of more, colours tell the relations
CROWD = 400  # things of which each has one line
LINE = 1.25  # of a font size, from line to line
NAME, SMALL, LINK = 12.0, 8.5, 10.0  # font sizes
OPEN = ".."  # an end that an EDTF interval leaves open
SILENT = (None, "party")  # roles that go without saying
LONG = 24  # letters of a line, about
CLAIM_LINES, WHO = 40, 20  # of a claim's sentence: all; of one without end its last too, who made it
ACROSS, DOWN = 16.0, 8.0  # of a box, around its lines
FOLDED, FOLD = ("Article", "Claim"), 9.0  # a page and a note have a folded corner


@dataclass(frozen=True)
class Box:
    """A node, or a link's label: ``lines`` of ``font_size``, below a ``small`` one. Width and height are in ``size``."""

    lines: Sequence[str]
    small: str
    font_size: float
    size: tuple[float, float]


@dataclass(frozen=True)
class Graph:
    """An answer's graph as drawn, and how many rows the answer has.

    ``labels`` are the links', where they have some; ``colors`` by relation, where they don't. ``links`` are places of nodes.
    """

    nodes: Sequence[Json]
    edges: Sequence[Json]
    boxes: Sequence[Box]
    labels: Sequence[Box]
    colors: Mapping[str, str]
    links: Sequence[tuple[int, int]]
    rows: int


def graph(answer: Answer) -> Graph:
    """Return what is drawn. Raises UnwritableError where it is too much for a picture."""
    nodes = list(islice(answer.nodes, MOST + 1))
    edges = list(islice(answer.edges, MOST + 1))
    if max(len(nodes), len(edges)) > MOST:
        hint = "Ask a question, or export gexf or graphml and open it in Gephi."
        raise UnwritableError(f"A picture holds at most {MOST} links and things.", hint)
    place = {node["id"]: index for index, node in enumerate(nodes)}
    detailed = len(edges) <= MOST_LABELLED
    most = 3 if detailed else 2 if len(nodes) <= CROWD else 1
    return Graph(
        nodes,
        edges,
        [_box(node, most, detailed, answer.lang) for node in nodes],
        [_label(edge, answer.lang) for edge in edges] if detailed else [],
        {} if detailed else _colors(edges),
        [(place[edge["source"]], place[edge["target"]]) for edge in edges],
        sum(1 for _ in answer.rows),
    )


def name_of(node: Json) -> str:
    """Return what a node is called. A claim is told by its sentence, which says who made it: never by its bare name."""
    said = node["sentence"] if class_of(node) == "Claim" else node["name"]
    return xml_text(said or node["id"])


def dates_of(node: Json) -> str:
    """Return when a thing was, « 2024-10 – 2024-12 » or, before a day, « ≤ 2024-02-29 »; of an article, when it was issued."""
    properties = node["properties"]
    ends = dict.fromkeys(filter(None, (properties.get("start"), properties.get("end"))))
    first, between, last = (properties.get("edtf") or properties.get("issued") or "/".join(ends)).partition(
        "/"
    )
    if OPEN in (first, last):
        return xml_text(f"≤ {last}" if first == OPEN else f"≥ {first}")
    return xml_text(f"{first or '?'} – {last or '?'}" if between else first)


def _box(node: Json, most: int, detailed: bool, lang: str) -> Box:
    claim = class_of(node) == "Claim"
    size = NAME if detailed else LINK
    widest = width("n" * LONG, size) * (1.2 if claim else 1)
    lines = wrap(name_of(node), size, widest, CLAIM_LINES if claim else most, WHO if claim else 0)
    folded = FOLD if class_of(node) in FOLDED else 0.0
    return _sized(lines, _small(node, lang) if detailed else "", size, ACROSS + folded)


def _small(node: Json, lang: str) -> str:
    """Return what stands above a name: the class, what isn't held, of a claim its modality, and when."""
    modality = node["properties"].get("modality")
    told = [
        class_label(class_of(node), lang),
        code_label("status", looks.status(node), lang) if looks.status(node) else "",
        code_label("modality", modality, lang) if modality else "",
        dates_of(node),
    ]
    return wrap(" · ".join(filter(None, told)), SMALL, width("n" * LONG, NAME), 1)[0]


def _label(edge: Json, lang: str) -> Box:
    """Return a link's label: the relation, and in which role."""
    role = edge["properties"].get("role")
    text = edge["label"] + (f" ({code_label('role', role, lang)})" if role not in SILENT else "")
    return _sized(wrap(xml_text(text), LINK, width("n" * LONG, LINK), 2), "", LINK, ACROSS / 2)


def _sized(lines: Sequence[str], small: str, size: float, around: float) -> Box:
    inner = max([width(line, size) for line in lines] + [width(small, SMALL)])
    high = len(lines) * size * LINE + (SMALL * LINE if small else 0)
    return Box(lines, small, size, (round(inner + around, 2), round(high + (DOWN if small else DOWN / 2), 2)))


def _colors(edges: Sequence[Json]) -> dict[str, str]:
    """Return a colour for each of the most frequent relations."""
    counts = Counter(edge["type"] for edge in edges if looks.kinds(edge) != [looks.PROVENANCE])
    first = sorted(counts, key=lambda name: (-counts[name], name))[: len(looks.RELATIONS)]
    return dict(zip(first, looks.RELATIONS, strict=False))
