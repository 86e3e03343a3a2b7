"""A sheet: title, what was asked, the drawing, a legend of what occurs in it, and the sources at its foot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lxml import etree

from diplograph.exports.answer import Answer
from diplograph.exports.elements import class_of
from diplograph.exports.labels import class_label, code_label, relation_label
from diplograph.exports.picture import looks
from diplograph.exports.picture.boxes import Graph, Json, graph
from diplograph.exports.picture.drawing import SVG, draw, element, line, line_color, number, shape, write
from diplograph.exports.picture.font import BOLD, FAMILY, cut, width, wrap
from diplograph.exports.picture.words import counted, coverage, day, word
from diplograph.exports.texts import xml_text

RATIO = 297 / 210  # of A4's sides, across
LEAST = 760.0  # wide: a small drawing isn't lost on its sheet
LARGE = (1800.0, 1250.0)  # a drawing beside which the letters around it grow
MARGIN = 36.0
TITLE, TEXT, SMALL = 20.0, 11.0, 9.5  # font sizes
SWATCH = (30.0, 14.0)
MOST_SOURCES = 12
MOST_LINES = 4  # of what was asked, or looked at

Entry = tuple[str, str, Callable[[Any, float, float], None]]


def svg(answer: Answer) -> Any:
    """Return an answer as an SVG element. Raises UnwritableError where it is too much for a picture."""
    return sheet(answer, graph(answer))


def sheet(answer: Answer, found: Graph, alone: bool = True) -> Any:
    """Return an answer's sheet with its graph, as an SVG element; where it isn't alone, without what a page says around it."""
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    element(root, "title", id="title").text = xml_text(answer.title)
    element(root, "desc", id="desc").text = " ".join(told(answer, found))
    paper = element(root, "rect", class_="paper", fill="#ffffff")
    moved = element(root, "g", class_="drawing")
    left, top, right, bottom = draw(moved, found, answer.lang) if found.nodes else (0.0, 0.0, 0.0, 0.0)
    drawn = (right - left + 2 * MARGIN, bottom - top + MARGIN)
    scale = max(1.0, drawn[0] / LARGE[0], drawn[1] / LARGE[1])  # of what is written around a large drawing
    wide = max(LEAST, drawn[0])
    writers = (_head, _foot) if alone else (_no_head, _legend)
    above, below = (scale * each(element(root, "g"), answer, found, wide / scale) for each in writers)
    if wide / (above + drawn[1] + below) < RATIO:  # A4's shape: what is higher has room at its sides
        root.remove(root[-1])
        wide = (above + drawn[1] + below) * RATIO
        below = scale * writers[1](element(root, "g"), answer, found, wide / scale)
    high = max(wide / RATIO, above + drawn[1] + below)
    head, foot = root[-2:]
    middle = (above + high - below) / 2
    aside, down = (wide - left - right) / 2, middle - (top + bottom) / 2
    moved.set("transform", f"translate({number(aside)} {number(down)})")
    head.set("transform", f"scale({number(scale)})")
    foot.set("transform", f"translate(0 {number(high - below)}) scale({number(scale)})")
    _dress(root, paper, wide, high)
    return root


def _dress(root: Any, paper: Any, wide: float, high: float) -> None:
    for each in (root, paper):
        each.set("width", number(wide))
        each.set("height", number(high))
    root.set("viewBox", f"0 0 {number(wide)} {number(high)}")
    root.set("role", "img")
    root.set("aria-labelledby", "title desc")
    root.set("font-family", FAMILY)


def told(answer: Answer, found: Graph) -> Iterator[str]:
    """Yield what a sheet says beneath its title: what was asked, how much was found, when."""
    lang = answer.lang
    if answer.asked:
        asked = ", ".join(answer.asked)
        yield xml_text(f"{word('asked', lang)}{' :' if lang == 'fr' else ':'} {asked}.")
    counts = [
        counted("rows", found.rows, lang),
        counted("nodes", len(found.nodes), lang),
        counted("edges", len(found.edges), lang),
    ]
    more = f" ({word('more', lang)})" if answer.about.get("next") else ""
    yield f"{', '.join(counts)}{more}."
    yield f"{word('made', lang, day=day(answer.made, lang))}."


def _head(head: Any, answer: Answer, found: Graph, wide: float) -> float:
    """Write the title and what stands beneath it, and return where that ends."""
    head.set("class", "head")
    head.set("fill", looks.INK)
    room = wide - 2 * MARGIN
    y = MARGIN + TITLE * 0.8
    write(head, cut(xml_text(answer.title), TITLE, room, BOLD), (MARGIN, y), TITLE, font=BOLD)
    *asked, counts, made = told(answer, found)
    for text in (*asked, f"{counts} {made}"):
        for line_ in wrap(text, TEXT, room, MOST_LINES):
            y += TEXT * 1.6
            write(head, line_, (MARGIN, y), TEXT, fill=looks.QUIET)
    return y + MARGIN * 0.7 if found.nodes else _nothing(head, answer, found.rows, wide, y)


def _nothing(head: Any, answer: Answer, rows: int, wide: float, y: float) -> float:
    """Write that there is nothing to draw, and what was looked at, and return where that ends."""
    said = "undrawn" if rows else "nothing"
    y += 4 * TITLE
    write(head, word(said, answer.lang), (wide / 2, y), TITLE, "middle", class_="nothing")
    for text in wrap(xml_text(coverage(answer)), TEXT, wide / 2, MOST_LINES):
        y += TEXT * 2
        write(head, text, (wide / 2, y), TEXT, "middle", class_="nothing")
    return y + MARGIN


def _no_head(head: Any, answer: Answer, found: Graph, wide: float) -> float:
    """Return the margin above a drawing on a page that has the title itself."""
    return MARGIN / 2


def _foot(foot: Any, answer: Answer, found: Graph, wide: float) -> float:
    """Write the legend and the sources, and return how high they are with the margin below."""
    foot.set("class", "foot")
    y = _legend(foot, answer, found, wide) - MARGIN * 0.8
    articles = [xml_text(cited(each, answer.lang)) for each in sources(answer)]
    group = element(foot, "g", class_="sources", fill=looks.INK)
    if articles:
        y += SMALL * 2
        heading = f"{word('sources', answer.lang)} ({len(articles)})"
        write(group, heading, (MARGIN, y), SMALL, font=BOLD)
    shown = articles if len(articles) <= MOST_SOURCES else articles[: MOST_SOURCES - 1]
    rest = [word("and", answer.lang, n=len(articles) - len(shown))] if len(articles) > len(shown) else []
    for text in (*shown, *rest):
        y += SMALL * 1.45
        write(group, cut(text, SMALL, wide - 2 * MARGIN), (MARGIN, y), SMALL)
    return y + MARGIN * 0.8


def sources(answer: Answer) -> list[Json]:
    """Return the evidence of each article that the answer rests on, once, the oldest first."""
    articles = {each["article"]: each for each in answer.evidence if each["article"]}
    return sorted(articles.values(), key=lambda each: (each["issued"] or "", each["article"]))


def cited(each: Json, lang: str) -> str:
    """Return an article as one cites it: publisher, date, title, address; of one that has none of them its id."""
    issued = day(each["issued"], lang) if each["issued"] else None
    title = f"« {each['title']} »" if lang == "fr" else f"“{each['title']}”"
    known = (each["publisher"], issued, title if each["title"] else None, each["address"])
    return ", ".join(filter(None, known)) or str(each["article"])


def _entries(found: Graph, lang: str) -> Iterator[Entry]:
    """Yield what the legend tells: a key, its words, and how its swatch is drawn."""
    for cls in dict.fromkeys(class_of(node) for node in found.nodes):
        yield f"class {cls}", class_label(cls, lang), _box_swatch(cls, None)
    for status in (each for each in looks.NOT_HELD if each in map(looks.status, found.nodes)):
        yield f"status {status}", code_label("status", status, lang), _box_swatch("", status)
    kinds = dict.fromkeys(kind for edge in found.edges for kind in looks.kinds(edge))
    for kind in sorted(kinds, key=lambda each: (each != looks.ASSERTED, each == looks.PROVENANCE)):
        yield f"line {kind}", kind_label(kind, lang), _line_swatch([kind], None)
    if found.colors:
        facts = [edge for edge in found.edges if looks.kinds(edge) != [looks.PROVENANCE]]
        for name, color in found.colors.items():
            yield f"relation {name}", relation_label(name, lang), _line_swatch([looks.ASSERTED], color)
        if any(edge["type"] not in found.colors for edge in facts):
            yield "relation", word("other", lang), _line_swatch([looks.ASSERTED], looks.PALE)


def kind_label(kind: str, lang: str) -> str:
    """Return what a kind of line tells."""
    if kind == looks.PROVENANCE:
        return word("provenance", lang)
    return code_label("basis" if kind == looks.INFERRED else "modality", kind, lang)


def _box_swatch(cls: str, status: str | None) -> Callable[[Any, float, float], None]:
    return lambda parent, x, y: shape(parent, cls, status, (x + SWATCH[0] / 2, y), SWATCH)


def _line_swatch(kinds: Sequence[str], color: str | None) -> Callable[[Any, float, float], None]:
    def drawn(parent: Any, x: float, y: float) -> None:
        end = x + SWATCH[0] + 10
        parent.set("stroke", line_color(kinds, color))
        line(parent, ((x, y), (x + 10, y), (end - 10, y), (end, y)), kinds)

    return drawn


def _legend(parent: Any, answer: Answer, found: Graph, wide: float) -> float:
    """Write the legend in as many lines as it needs, and return how high it is with the margin below."""
    group = element(parent, "g", class_="legend", fill=looks.INK)
    x, y = MARGIN, SWATCH[1]
    for key, text, swatch in _entries(found, answer.lang):
        space = SWATCH[0] + (10 if key.startswith(("line", "relation")) else 0) + 6
        needed = space + width(text, TEXT) + 22
        if x > MARGIN and x + needed > wide - MARGIN:
            x, y = MARGIN, y + SWATCH[1] * 1.7
        entry = element(group, "g", class_="entry")
        entry.set("data-key", key)
        swatch(element(entry, "g", fill="none", stroke_width="1.4"), x, y)
        write(entry, text, (x + space, y + TEXT * 0.36), TEXT)
        x += needed
    return y + SWATCH[1] + MARGIN * 0.8
