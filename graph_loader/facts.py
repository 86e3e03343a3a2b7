"""What claims support: the properties of a fact, and the value shown for a thing. Pure functions of the claims.

A fact exists exactly while a claim that asserts, plans or proposes it, or a row of the reference tables, supports
it. Nothing here is ever edited by hand or updated in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from diplograph.graph_loader import dates
from diplograph.graph_loader.partition import Partition
from diplograph.graph_loader.records import BASES, SUPPORTING, digest

Row = Mapping[str, Any]  # a claim as the graph holds it, with its article's issued, cites and translation_of
AnyRow = TypeVar("AnyRow", bound=Row)

QUALIFIERS = ("role", "mode", "rank", "ordinal")
PERIOD = ("start", "end", "tenure")  # always one claim's: two halves of two claims make a period nobody said


def edge_id(subject: str, edge_type: str, target: str, part: str | None = None) -> str:
    """Return a fact's id.

    ``part`` tells facts of one type between two things apart: a membership's role (chairing a body isn't being its
    member), or the number of a tenure behind the first.
    """
    return digest(subject, edge_type, target, part)


def tenures(rows: Iterable[AnyRow]) -> list[list[AnyRow]]:
    """Return the claims of one person in one post by tenure, the earliest first: one, unless dates exclude one another."""
    found: list[list[AnyRow]] = []
    for row in sorted(rows, key=lambda row: (_span(row).start or "", row["id"])):
        same = next((group for group in found if all(_one_tenure(row, other) for other in group)), None)
        found.append([row]) if same is None else same.append(row)
    return found


def _one_tenure(one: Row, other: Row) -> bool:
    """Tell whether two claims may be of one tenure: neither's period or attested day lies outside the other's period."""
    pairs = ((one, other), (other, one))
    return all(_meet(_period(a), span) for a, b in pairs for span in (_period(b), *_attested(b)))


def _meet(one: dates.Bounds, other: dates.Bounds) -> bool:
    apart = (one.end and other.start and one.end < other.start) or (
        other.end and one.start and other.end < one.start
    )
    return not apart


def _period(row: Row) -> dates.Bounds:
    start, end = row.get("start"), row.get("end")
    return dates.Bounds(dates.bounds(start).start if start else None, dates.bounds(end).end if end else None)


def _attested(row: Row) -> list[dates.Bounds]:
    return [dates.bounds(date) for date in row.get("attested") or []]


def _span(row: Row) -> dates.Bounds:
    """Return what is known of when a claim's tenure was: its period, else the first day it is attested."""
    period = _period(row)
    return period if period.start else min(_attested(row), key=lambda each: each.start or "", default=period)


def value_id(subject: str, name: str) -> str:
    """Return what the claims of one value of one thing share, so that its evidence is one look-up too."""
    return digest(subject, name)


def fact(rows: Iterable[Row]) -> dict[str, Any] | None:
    """Return a fact's properties from the claims that support it; None where none does."""
    support = sorted((row for row in rows if row["modality"] in SUPPORTING), key=_weight)
    if not support:
        return None
    best = support[0]
    reported = sorted((row["issued"] for row in support if row["issued"]), key=_first_day)
    found = {
        "modality": best["modality"],
        "basis": min((row["basis"] for row in support), key=BASES.index),
        "confidence": max(row["confidence"] for row in support),
        "sources": independent(support),
        "first_reported": reported[0] if reported else None,
        "last_reported": reported[-1] if reported else None,
        "claim": best["id"],
        "article": best["article"],
        "quote": best["quote"],
        "char_start": best["char_start"],
        "char_end": best["char_end"],
        "attested": sorted({date for row in support for date in row.get("attested") or []}) or None,
    }
    equal = [row for row in support if row["modality"] == best["modality"]]
    for name in QUALIFIERS:
        found[name] = next((row[name] for row in equal if row.get(name) is not None), None)
    period = next((row for row in equal if any(row.get(name) is not None for name in PERIOD)), {})
    found |= {name: period.get(name) for name in PERIOD}
    return found


def reference_fact() -> dict[str, Any]:
    """Return the properties of a fact that only the reference tables support: it has no passage."""
    return {"modality": "asserted", "basis": "reference", "confidence": 1.0, "sources": 0}


def best_value(rows: Iterable[Row]) -> Row | None:
    """Return the claim whose value is shown: asserted before planned, said before inferred.

    Then by the number of independent articles, the confidence, and the latest article.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row["modality"] in SUPPORTING:
            groups.setdefault(row["value"], []).append(row)
    if not groups:
        return None

    def rank(value: str) -> tuple[Any, ...]:
        group = groups[value]
        modality = min(SUPPORTING.index(row["modality"]) for row in group)
        inferred = all(row["basis"] == "inferred" for row in group)
        latest = max((_first_day(row["issued"]) for row in group), default="")
        return (
            modality,
            inferred,
            -independent(group),
            -max(row["confidence"] for row in group),
            _descending(latest),
            value,
        )

    return min(groups[min(groups, key=rank)], key=_weight)


def date_properties(edtf: str | None) -> dict[str, str | None]:
    """Return a date as a thing's properties: the EDTF and its bounds as ISO days."""
    bounds = dates.bounds(edtf) if edtf else dates.Bounds(None, None)
    return {"edtf": edtf, "start": bounds.start, "end": bounds.end}


def independent(rows: Iterable[Row]) -> int:
    """Count the sources: an article that cites or translates another, or the same one as another, is no second one."""
    cited = {row["article"]: [*(row["cites"] or []), *filter(None, [row["translation_of"]])] for row in rows}
    partition = Partition({*cited, *(name for names in cited.values() for name in names)})
    for article, names in cited.items():
        partition.join(article, *names)
    return len({partition.root(article) for article in cited})


def _weight(row: Row) -> tuple[Any, ...]:
    """Sort key of claims, the strongest first; the id decides what else would depend on the load order."""
    return (
        SUPPORTING.index(row["modality"]),
        BASES.index(row["basis"]),
        row["quote"] is None,
        -row["confidence"],
        row["id"],
    )


def _first_day(issued: str | None) -> str:
    return (dates.bounds(issued).start or "") if issued else ""


def _descending(day: str) -> tuple[bool, tuple[int, ...]]:
    return not day, tuple(-ord(letter) for letter in day)
