"""Dates in EDTF (https://www.loc.gov/standards/datetime/), never more precise than what was said.

A date is a string and its bounds: two ISO days, either of which may be open. Words without an EDTF value are read
with the article's own date (« jeudi 29 février »), the day of the week being no more than a check.
"""

from __future__ import annotations

import calendar
import re
from concurrent.futures import ThreadPoolExecutor
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
    r"(?i)(?<![\w-])(début|early|beginning|milieu|mi-|mid|fin|late|end)\W*(?:of|de|d')?\s*(\d{4})\b"
)
DAYS = re.compile(
    r"(?i)(?:\b(?:du|from)\s+)?(?<![\d/.-])(\d{1,2})(?:er)?\s*(?:[-–—]|\b(?:et|and|au|to)\b)\s*(\d{1,2})(?![\d/.-])"
)
TIME = re.compile(r"(?i)(?:\b(?:à|at|vers)\s+)?\b\d{1,2}\s?(?:h(?:\s?\d\d)?|:\d\d|[ap]\.?m\.?)(?!\w)")
WEEKDAYS = ("lundi|monday", "mardi|tuesday", "mercredi|wednesday", "jeudi|thursday", "vendredi|friday", "samedi|saturday", "dimanche|sunday")  # fmt: skip
NO_DATE = re.compile(  # bounds of what nobody dates, decades, durations
    r"(?i)d['’]ici|\b(?:depuis|avant|après|dès|jusqu\w*|by|before|since|until|till|after)\b|\d0s\b|\bannées\s+\d"
    r"|^(?!.*\b(?:il y a|dans|ago|in|derni\w+|prochain\w*|pass\w+|last|next|past|this|cet?|cette)\b)"
    r".*\b(?:jour|heure|semaine|an|année|day|hour|week|month|year)s?\b"
)
AMBIGUOUS = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])[/.](?:0?[1-9]|1[0-2])[/.]\d")  # which one is the month?
PLAIN = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2]))?(?:-(\d{2}))?")  # a year, month or day
RANGE = re.compile(r"([\d-]+)/([\d-]+)|\[([\d-]+)\.\.([\d-]+)\]")  # from one to another; some day between two
WIDEST = (date.min.isoformat(), date.max.isoformat())


@dataclass(frozen=True)
class Bounds:
    """The first and the last day that a date may mean, as ISO days; None is open or unknown."""

    start: str | None
    end: str | None

    def within(self, other: Bounds) -> bool:
        """Tell whether this lies inside the other."""
        return _low(other) <= _low(self) and _high(self) <= _high(other)

    def apart(self, other: Bounds) -> bool:
        """Tell whether no day lies in both."""
        return _high(self) < _low(other) or _high(other) < _low(self)


def _low(bounds: Bounds) -> str:
    return bounds.start or WIDEST[0]


def _high(bounds: Bounds) -> str:
    return bounds.end or WIDEST[1]


@lru_cache(maxsize=8192)
def bounds(text: str) -> Bounds:
    """Return the bounds of an EDTF date.

    Raises ValueError when it is none, or when it ends before it starts.
    """
    first, slash, last = text.partition("/")
    if (
        slash and "" in (first, last) and first != last
    ):  # an unknown side has no bound; the library invents one
        return Bounds(bounds(first).start if first else None, bounds(last).end if last else None)
    found = _usual(text) or _parsed_edtf(text)
    if found.start and found.end and found.end < found.start:
        raise ValueError(f"{text!r} ends before it starts")
    return found


def _usual(text: str) -> Bounds | None:
    """Return the bounds of a day, month or year, or of a range between two of one kind; None of any other date.

    The library takes 4 to 40 ms to read a date, and most dates are these.
    """
    between = RANGE.fullmatch(text)
    first, last = filter(None, between.groups()) if between else (text, text)
    start, end = _plain(first), _plain(last)
    return Bounds(start.start, end.end) if start and end and len(first) == len(last) else None


def _plain(text: str) -> Bounds | None:
    found = PLAIN.fullmatch(text)
    if not found or (found[3] and not found[2]):
        return None
    year, month = int(found[1]), int(found[2] or 1)
    length = calendar.monthrange(year, month)[1]
    if found[3]:
        return Bounds(text, text) if 1 <= int(found[3]) <= length else None
    if found[2]:
        return Bounds(f"{text}-01", f"{text}-{length}")
    return Bounds(f"{text}-01-01", f"{text}-12-31")


def _parsed_edtf(text: str) -> Bounds:
    # In a thread of its own: what the library raises and catches on the way it keeps, with the frames of all who
    # called and what they had at hand. A worker of a bulk load held every part of the graph by that.
    try:
        with ThreadPoolExecutor(1) as thread:
            parsed = thread.submit(edtf.parse_edtf, text).result()
        return Bounds(_day(parsed.lower_strict()), _day(parsed.upper_strict()))
    except Exception as error:  # the library raises its own error, and others for dates such as 2024-02-30
        raise ValueError(f"{text!r} is no EDTF date") from error


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


def is_sure(text: str) -> bool:
    """Tell whether an EDTF date is neither approximate nor uncertain."""
    return not set(text) & set("~?%")


def from_words(words: str, language: str | None, issued: str | None) -> str | None:
    """Read a date in words as EDTF, or return None where that takes a guess.

    What the words leave open (a year) is taken from the article's own date, the nearest past; without one, words
    that don't name a year give None.
    """
    part = PART_OF_YEAR.search(words)
    if part:
        months = next(span for names, span in PARTS_OF_YEAR.items() if part[1].casefold() in names)
        return f"{part[2]}-{months[0]}/{part[2]}-{months[1]}"
    words = TIME.sub("", words)
    guess = NO_DATE.search(words) or (language != "fr" and AMBIGUOUS.search(words))
    if guess or not words.strip():
        return None
    days = DAYS.search(words)
    found = _parsed(DAYS.sub(r"\2", words, count=1) if days else words, language, issued)
    if days is None or found is None:
        return found
    first = f"{found[:8]}{int(days[1]):02}"
    return f"{first}/{found}" if is_edtf(f"{first}/{found}") and first < found else None


def _parsed(words: str, language: str | None, issued: str | None) -> str | None:
    """Read words that name one day, month or year."""
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
    if length == len("2031-03-13") and not _told(found.date_obj.date(), words, issued):
        return None
    return found.date_obj.date().isoformat()[:length] if length else None


def _told(day: date, words: str, issued: str | None) -> bool:
    """Tell whether words lead to a day: its number or the article's own day does, and the day of the week agrees."""
    numbered = str(day.day) in (number.lstrip("0") for number in re.findall(r"\d+", words))
    if issued and not numbered and not is_day(issued):
        return False
    named = [number for number, name in enumerate(WEEKDAYS) if re.search(rf"(?i)\b(?:{name})\b", words)]
    own = date.fromisoformat(str(bounds(issued).end)).weekday() if issued and bounds(issued).end else None
    return not named or (named == [day.weekday()] and (numbered or own not in named))
