"""Dates in EDTF (https://www.loc.gov/standards/datetime/), never more precise than what was said.

A date is a string and its bounds: two ISO days, either of which may be open. Words without an EDTF value are read
with the article's own date (« jeudi 29 février »), the day of the week being no more than a check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from time import struct_time

import dateparser.date
import edtf

PARTS_OF_YEAR = {  # months of the part of a year that the words before a year name
    ("début", "early", "beginning"): ("01", "03"),
    ("milieu", "mi-", "mid"): ("05", "08"),
    ("fin", "late", "end"): ("10", "12"),
}
PART_OF_YEAR = re.compile(
    r"(?i)\b(début|early|beginning|milieu|mi-|mid|fin|late|end)\W*(?:of|de|d')?\s*(\d{4})\b"
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WIDEST = (date.min.isoformat(), date.max.isoformat())


@dataclass(frozen=True)
class Bounds:
    """The first and the last day that a date may mean, as ISO days; None is open or unknown."""

    start: str | None
    end: str | None

    def within(self, other: Bounds) -> bool:
        """Tell whether this lies inside the other."""
        return _low(other) <= _low(self) and _high(self) <= _high(other)


def _low(bounds: Bounds) -> str:
    return bounds.start or WIDEST[0]


def _high(bounds: Bounds) -> str:
    return bounds.end or WIDEST[1]


@lru_cache(maxsize=4096)
def bounds(text: str) -> Bounds:
    """Return the bounds of an EDTF date.

    Raises ValueError when it is none, or when it ends before it starts.
    """
    if DAY.fullmatch(text) and _is_iso(text):
        return Bounds(text, text)  # the library takes 9 ms to read a date, and most dates are plain days
    try:
        parsed = edtf.parse_edtf(text)
        low, high = parsed.lower_strict(), parsed.upper_strict()
    except Exception as error:  # the library raises its own error, and others for dates such as 2024-02-30
        raise ValueError(f"{text!r} is no EDTF date") from error
    found = Bounds(_day(low), _day(high))
    if found.start and found.end and found.end < found.start:
        raise ValueError(f"{text!r} ends before it starts")
    return found


def _is_iso(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day(moment: struct_time | float) -> str | None:
    if isinstance(moment, float):
        return None  # infinity: an open end
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday).isoformat()


def is_edtf(text: str) -> bool:
    """Tell whether a text is a well-formed EDTF date."""
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def is_day(text: str) -> bool:
    """Tell whether an EDTF date is one day."""
    found = bounds(text)
    return found.start is not None and found.start == found.end


def from_words(words: str, language: str | None, issued: str | None) -> str | None:
    """Read a date in words as EDTF, or return None where that takes a guess.

    What the words leave open (a year) is taken from the article's own date, the nearest past; without one, words
    that don't name a year give None.
    """
    part = PART_OF_YEAR.search(words)
    if part:
        months = next(span for names, span in PARTS_OF_YEAR.items() if part[1].casefold() in names)
        return f"{part[2]}-{months[0]}/{part[2]}-{months[1]}"
    base = bounds(issued).end if issued else None
    names_year = re.search(r"\b\d{4}\b", words) is not None
    if not names_year and base is None:
        return None
    parser = dateparser.date.DateDataParser(
        languages=[language] if language in ("fr", "en") else ["fr", "en"],
        settings={
            "RELATIVE_BASE": datetime.fromisoformat(base) if base else datetime(2000, 1, 1),
            "PREFER_DATES_FROM": "past",
            "NORMALIZE": True,
        },
    )
    found = parser.get_date_data(words)
    if found is None or found.date_obj is None:
        return None
    length = {"year": 4, "month": 7, "day": 10}.get(found.period or "")
    return found.date_obj.date().isoformat()[:length] if length else None
