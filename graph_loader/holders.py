"""The rule ``holder_of_post``: who stood behind a post at a meeting, where the graph knows exactly one holder.

(Post)-[:REPRESENTED_AT]->(Meeting) doesn't name the holder. Where one person, and nobody else, is known to have been
in the post on the meeting's date, that person is presumed to have attended: a fact that rests on two others, and on
no claim of its own. Pure functions of facts, as rows of the graph: it is withdrawn as soon as either of them goes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

from diplograph.graph_loader import dates
from diplograph.graph_loader.facts import edge_id
from diplograph.graph_loader.records import SUPPORTING

Row = Mapping[str, Any]
Span = tuple[str, str]  # the first and the last ISO day that a date may mean; the widest where one is open

RULE = "holder_of_post"
OF_THE_POST = (
    "modality", "role", "mode", "first_reported", "last_reported",
    "claim", "article", "quote", "char_start", "char_end",
)  # fmt: skip


@dataclass(frozen=True)
class Tenure:
    """A person's time in a post: the fact HELD_POST, and the days that speak of it.

    Each date of the fact, a start or end too, is some day of a span in which the person was in the post: ``firsts``
    are the spans' first days and ``lasts`` their last ones, either in order.
    """

    row: Row
    firsts: Sequence[str]
    lasts: Sequence[str]

    @classmethod
    def of(cls, row: Row) -> Tenure:
        """Return the tenure of a fact; of its dates, those outside of a period given say nothing."""
        start, end = row.get("start"), row.get("end")
        began = _span(start)[0] if start else dates.WIDEST[0]
        ended = _span(end)[1] if end else dates.WIDEST[1]
        said = {date for date in (start, end, *(row.get("attested") or [])) if date and dates.is_sure(date)}
        spans = [(first, last) for first, last in map(_span, said) if began <= last and first <= ended]
        return cls(row, sorted(first for first, _ in spans), sorted(last for _, last in spans))

    def around(self, day: Span) -> Span | None:
        """Return the nearest days before and after on which the person surely was in the post, or None."""
        before, after = bisect_right(self.lasts, day[0]), bisect_left(self.firsts, day[1])
        return (self.lasts[before - 1], self.firsts[after]) if before and after < len(self.firsts) else None

    def may_include(self, day: Span, stretch: Span) -> bool:
        """Tell whether the person may have been in the post on a day, or between the two that enclose it."""
        if not self.firsts:
            return False
        first, last = self.firsts[0], self.lasts[-1]
        return (first <= day[1] and day[0] <= last) or (first < stretch[1] and stretch[0] < last)


class Change(NamedTuple):
    """What may have changed at meetings of a post: on these days, or where either number there is above one of these."""

    days: Span
    sources: float
    confidence: float


def change(before: Row | None, after: Row | None) -> Change | None:
    """Return what a change of a tenure may change at the meetings of its post; None where it changes nothing.

    A day on which a person was in the post matters up to the next such days before and after it: no further, as long
    as there are such; and beyond the last, to others.
    """
    if (
        before is None
        or after is None
        or any(before.get(name) != after.get(name) for name in ("modality", "tenure"))
    ):
        return Change(dates.WIDEST, inf, inf)
    was, now = Tenure.of(before), Tenure.of(after)
    days = {*was.firsts} ^ {*now.firsts} | {*was.lasts} ^ {*now.lasts}
    sources, confidence = (
        float(min(before[name], after[name])) if before[name] != after[name] else inf
        for name in ("sources", "confidence")
    )
    if not days:
        nowhere = dates.WIDEST[1], dates.WIDEST[0]
        return Change(nowhere, sources, confidence) if min(sources, confidence) < inf else None
    if not (was.firsts and now.firsts):
        return Change(dates.WIDEST, sources, confidence)
    sooner, later = bisect_left(now.lasts, min(days)), bisect_right(now.firsts, max(days))
    first = now.lasts[sooner - 1] if sooner else dates.WIDEST[0]
    last = now.firsts[later] if later < len(now.firsts) else dates.WIDEST[1]
    return Change((first, last), sources, confidence)


def presumed(
    represented: Iterable[Row], held: Mapping[str, Sequence[Row]], present: Mapping[str, Collection[str]]
) -> dict[str, Row]:
    """Return the attendances that the rule makes, by id, each with its subject, object and ``fact``.

    ``represented`` are rows of post, meeting, date (EDTF) and ``fact``; ``held`` the facts HELD_POST of each post, with
    the ``official``; ``present`` the officials whom claims put at each meeting, of whom nothing is presumed.
    """
    tenures = {post: [Tenure.of(row) for row in rows] for post, rows in held.items()}
    found: dict[str, list[Row]] = {}
    for row in represented:
        post, meeting = row["post"], row["meeting"]
        there = present.get(meeting, ())
        tenure = holder(tenures.get(post, ()), row["date"], there)
        if tenure and tenure["official"] not in there:
            edge = edge_id(tenure["official"], "ATTENDED", meeting)
            fact = {"id": edge} | _fact(post, row["fact"], tenure)
            found.setdefault(edge, []).append(
                {"subject": tenure["official"], "object": meeting, "id": edge, "fact": fact}
            )
    return {edge: min(rows, key=_weight) for edge, rows in found.items()}  # who holds two posts is there once


def _fact(post: str, represented: Row, tenure: Row) -> dict[str, Any]:
    lower = {name: min(represented[name], tenure[name]) for name in ("confidence", "sources")}
    rests_on = {"post": post, "represented": represented["id"], "held": tenure["id"]}
    kept = {name: represented[name] for name in OF_THE_POST if represented.get(name) is not None}
    return kept | lower | {"basis": "inferred", "rule": RULE} | rests_on


def _weight(row: Row) -> tuple[Any, ...]:
    fact = row["fact"]
    return SUPPORTING.index(fact["modality"]), -fact["confidence"], fact["represented"]


def holder(tenures: Iterable[Tenure], date: str | None, present: Collection[str] = ()) -> Row | None:
    """Return the fact of the one person known to be in a post on a date, all of it; None where that isn't known.

    A tenure is known to last from one day on which it is attested, began or ended to the next, never beyond; nor
    between the two where somebody else was in the post. Of those ``present`` at the meeting, one of whose time in the
    post nothing is known may be the one meant.
    """
    day = _span(date) if date and dates.is_sure(date) else dates.WIDEST
    able = [
        each for each in tenures if each.row["modality"] == "asserted" and each.row.get("tenure") != "elect"
    ]
    known = [(each.row, stretch) for each in able if (stretch := each.around(day))]
    if not known:
        return None
    row, stretch = min(known, key=lambda pair: str(pair[0]["id"]))
    for other in able:
        undated = (
            not other.firsts and other.row.get("tenure") != "former" and other.row["official"] in present
        )
        if other.row["official"] != row["official"] and (undated or other.may_include(day, stretch)):
            return None
    return row


def _span(date: str) -> Span:
    found = dates.bounds(date)
    return found.start or dates.WIDEST[0], found.end or dates.WIDEST[1]
