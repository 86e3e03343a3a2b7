"""Selectors of W3C Web Annotations: where in a text a quote or a position stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from diplograph.graph_loader.formats.web_model import Target, types_of
from diplograph.graph_loader.json_shapes import ShapeError, maybe, need
from diplograph.graph_loader.offsets import one_line

CHAR = re.compile(r"char=(\d{1,9}),(\d{1,9})")  # RFC 5147
SPACES, LINES = r"\s", r"[ \r\n]"  # what is one space: to find a quote, and to compare what stands around it
MOST = 10_000  # places of one quote
KEPT = 500  # quotes whose places are kept in mind


@dataclass(frozen=True)
class Places:
    """Where a selector's words stand, in code points; ``fitting`` are those with its prefix and suffix, or else all."""

    quote: str
    fitting: list[tuple[int, int]]
    anywhere: list[tuple[int, int]]
    in_context: bool


def exact_of(target: Target) -> str:
    """Return the quote of a target, or nothing."""
    return next((one["exact"] for one in target.plain if isinstance(one.get("exact"), str)), "")


def position_and_quote(target: Target) -> tuple[int, int, str] | None:
    """Return a target's position and quote where it has both."""
    try:
        place = next(filter(None, map(position_of, target.plain)), None)
    except ShapeError:
        return None
    return (*place, exact_of(target)) if place and exact_of(target) else None


def position_of(selector: dict[str, Any]) -> tuple[int, int] | None:
    """Return the start and end that a selector says, in the file's unit; None where it says none.

    Raises ShapeError where they are no offsets.
    """
    types = types_of(selector)
    if "FragmentSelector" in types:
        said = selector.get("value")
        match = CHAR.fullmatch(said) if isinstance(said, str) else None
        return (int(match[1]), int(match[2])) if match else None
    if "TextPositionSelector" not in types:
        return None
    return need(selector, "start", int), need(selector, "end", int)


class Quotes:
    """Where quotes stand in one text. What was found is kept: names repeat."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places = lru_cache(maxsize=KEPT)(self._occurrences)

    def places(self, window: tuple[int, int], selector: dict[str, Any]) -> Places | None:
        """Return where a quote stands; spaces and line breaks may differ where nothing is the same. Raises ShapeError."""
        quote = need(selector, "exact", str)
        prefix, suffix = (one_line(maybe(selector, name, str) or "") for name in ("prefix", "suffix"))
        if not quote:
            return None
        found = self._places(quote, window)
        fitting = found
        if prefix or suffix:
            fitting = [place for place in found if self._stands_between(prefix, place, suffix)]
        if len(found) == MOST and not fitting:
            before, behind = selector.get("prefix") or "", selector.get("suffix") or ""
            around = max(window[0] - len(before), 0), window[1] + len(behind)
            starts = [
                place + len(before) for place in _found(self.text, before + quote + behind, *around)
            ]  # behind all those that are listed
            fitting = [(start, start + len(quote)) for start in starts]
        return Places(quote, fitting or found, found, bool(fitting))

    @cached_property
    def _loose(self) -> _Collapsed:
        return _Collapsed(self.text, SPACES)

    @cached_property
    def _lines(self) -> _Collapsed:
        return _Collapsed(self.text, LINES)

    def _stands_between(self, prefix: str, place: tuple[int, int], suffix: str) -> bool:
        start, end = place
        lines = self._lines
        behind = lines.place_of(end) - (
            end in lines.removed_set
        )  # inside of a run the rest begins with a space
        return lines.text.endswith(prefix, 0, lines.place_of(start)) and lines.text.startswith(suffix, behind)

    def _occurrences(self, quote: str, window: tuple[int, int]) -> list[tuple[int, int]]:
        """Return where a quote stands, also where it overlaps itself; as many as anybody needs."""
        length = len(quote)
        found = [(place, place + length) for place in _found(self.text, quote, *window)]
        words = quote.split()
        if found or not words:
            return found
        loose, quote = self._loose, " ".join(words)
        first, last = loose.place_of(window[0]), loose.place_of(window[1])
        places = _found(loose.text, quote, first, last)
        return [(loose.origin(place), loose.origin(place + len(quote) - 1) + 1) for place in places]


class _Collapsed:
    """A text with each run of spaces as one space, and the way from its places to those of the text and back."""

    def __init__(self, text: str, spaces: str) -> None:
        runs = re.compile(f"(?:{spaces}){{2,}}").finditer(text)
        self.text = re.sub(f"(?:{spaces})+", " ", text)
        self.removed = [place for run in runs for place in range(run.start() + 1, run.end())]
        self.removed_set = frozenset(self.removed)
        self._behind = [place - nth for nth, place in enumerate(self.removed)]

    def place_of(self, place: int) -> int:
        """Return how long what stands before a place of the text is here."""
        return place - bisect_left(self.removed, place)

    def origin(self, place: int) -> int:
        """Return where a letter stands in the text."""
        return place + bisect_right(self._behind, place)


def _found(text: str, words: str, first: int, last: int) -> list[int]:
    places: list[int] = []
    place = text.find(words, first, last)
    while place >= 0 and len(places) < MOST:
        places.append(place)
        place = text.find(words, place + 1, last)
    return places
