"""Offset units, in one place: a document counts code points; tools made for browsers and Java count UTF-16 units.

A character beyond U+FFFF (an emoji, a rare ideograph) is one code point and two UTF-16 units. Texts are never
normalised: a letter with a combining accent is two of either.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from enum import StrEnum


class Unit(StrEnum):
    """What an offset counts; its value is how messages call it."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"


class Offsets:
    """The offsets of one unit in one text, turned into code points and back."""

    def __init__(self, text: str, unit: Unit) -> None:
        beyond = (
            [place for place, letter in enumerate(text) if letter > "\uffff"] if unit is Unit.UTF16 else []
        )
        self.length = len(text) + len(beyond)
        self._beyond = beyond
        self._units = [place + nth for nth, place in enumerate(beyond)]  # where each begins, in UTF-16 units

    def to_code_points(self, offset: int) -> int:
        """Return the code point at an offset. Raises ValueError outside of the text, and inside of a character."""
        if not 0 <= offset <= self.length:
            raise ValueError(f"{offset} lies outside of the text, which has {self.length:,}")
        before = bisect_left(self._units, offset)
        if before and self._units[before - 1] == offset - 1:
            raise ValueError(f"{offset} lies inside of one character")
        return offset - before

    def from_code_points(self, place: int) -> int:
        """Return the offset of a code point."""
        return place + bisect_left(self._beyond, place)


def agreeing_unit(text: str, marked: Iterable[tuple[int, int, str]]) -> Unit:
    """Return the unit in which most [start, end) cover the words that the file repeats; code points where all agree."""
    units = {unit: Offsets(text, unit) for unit in Unit}
    told = list(marked)
    hits = {
        unit: sum(covers(text, offsets, start, end, words) for start, end, words in told)
        for unit, offsets in units.items()
    }
    return max(Unit, key=lambda unit: hits[unit])


def covers(text: str, offsets: Offsets, start: int, end: int, words: str) -> bool:
    """Tell whether [start, end) of the text are these words; a line break may be repeated as a space."""
    try:
        found = text[offsets.to_code_points(start) : offsets.to_code_points(end)]
    except ValueError:
        return False
    return one_line(found) == one_line(words)


def one_line(text: str) -> str:
    """Return a text with each run of spaces and line breaks as one space, as tools repeat the words of a span."""
    return re.sub(r"[ \r\n]+", " ", text)
