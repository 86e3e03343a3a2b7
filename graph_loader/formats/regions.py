"""Regions of a text as Label Studio has them, and the text of a task that they are on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from diplograph.graph_loader.json_shapes import ShapeError, maybe, need
from diplograph.graph_loader.metadata import COLUMNS
from diplograph.graph_loader.offsets import Offsets, Unit
from diplograph.ontology.model import Ontology

ADDRESS = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:/)?/\S*")  # of a text that the task doesn't hold
HIDDEN = ("title", "style", "script")


@dataclass
class Region:
    """A labelled region as the file has it. ``on`` is the object it is on, ``page`` tells one of a web page."""

    id: str
    labels: list[str]
    place: tuple[int, int]
    words: str
    notes: list[str]
    on: str
    page: bool


def place_of(value: Mapping[str, Any]) -> tuple[int, int]:
    """Return a region's offsets. Raises ShapeError where there are none but a path in a page."""
    place = maybe(value, "globalOffsets", dict)
    if place is None and isinstance(value.get("start"), str):
        raise ShapeError(
            "it stands on a path in a page and has no globalOffsets; a newer Label Studio writes them"
        )
    return need(place or value, "start", int), need(place or value, "end", int)


def has_own_values(ontology: Ontology, name: str, label: str) -> bool:
    """Tell whether an attribute has other values on a label than elsewhere, and so a control of its own: ``Kind_Meeting``.

    An attribute that is called like such a control has one too, ``Kind_Meeting_Meeting``, which keeps the two apart.
    """
    while label and name.endswith(f"_{label}"):
        name = name.removesuffix(f"_{label}")
    known = name in ontology.attributes and label in ontology.classes
    return known and ontology.values(name, label) != ontology.values(name)


def annotated_text(data: Mapping[str, Any], regions: list[Region]) -> str | None:
    """Return the text of a task's data that its regions' words fit, else ``text``, else the only one long enough."""
    names = sorted((name for name in data if isinstance(data[name], str)), key=lambda name: name != "text")
    texts = {name: data[name] for name in names if name not in COLUMNS and not ADDRESS.fullmatch(data[name])}
    paged = any(region.page for region in regions)
    shown = [_shown(data[name]) for name in names] if paged else []
    candidates = [data[name] for name in names] + shown
    hits = [_hits(text, regions) for text in candidates]
    if any(hits):
        return candidates[hits.index(max(hits))]  # type: ignore[no-any-return]  # JSON's values are of any type
    last = max((region.place[1] for region in regions), default=0)
    long_enough = [text for text in texts.values() if len(text) >= last]
    return texts.get("text") or (long_enough[0] if len(long_enough) == 1 else None)


def _hits(text: str, regions: Iterable[Region]) -> int:
    """Return how many regions' words stand in a text where they should, in the better unit."""
    told = [region for region in regions if region.words]
    every = [Offsets(text, unit) for unit in Unit]
    return max(sum(exact_words(text, offsets, region) is not None for region in told) for offsets in every)


def exact_words(text: str | None, offsets: Offsets, region: Region) -> str | None:
    """Return what stands where a region is, if it is the region's words up to spaces and line breaks, else None."""
    try:
        start, end = map(offsets.to_code_points, region.place)
    except ValueError:
        return None
    found = (text or "")[start:end]
    same = any(_spaced(found) == _spaced(form) for form in forms_of(region.words))
    return found if found and same else None


def forms_of(words: str) -> tuple[str, ...]:
    """Return a region's words as the file has them, and with the breaks that are a backslash and an n there."""
    return (words, words.replace("\\n", "\n")) if "\\n" in words else (words,)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


class _Page(HTMLParser):
    """The text of a page as globalOffsets count it: what its tags hold, a break one character."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        self.parts += ["\n"] if tag == "br" else []

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN and self.hidden > 0

    def handle_data(self, data: str) -> None:
        self.parts += [] if self.hidden else [data]


def _shown(html: str) -> str:
    """Return the text of a page."""
    page = _Page()
    try:
        page.feed(html)
        page.close()
    except AssertionError:  # what the parser makes of a broken <![
        return html
    return "".join(page.parts)
