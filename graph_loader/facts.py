"""What claims support: the properties of a fact, and the value shown for a thing. Pure functions of the claims.

A fact exists exactly while a claim that asserts, plans or proposes it, a row of the reference tables, or a rule
(holders.py) supports it. Nothing here is ever edited by hand or updated in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from diplograph.graph_loader import dates
from diplograph.graph_loader.partition import Partition
from diplograph.graph_loader.records import BASES, SUPPORTING, digest

Row = Mapping[str, Any]  # a claim as the graph holds it, with its article's issued, cites and translation_of
AnyRow = TypeVar("AnyRow", bound=Row)

QUALIFIERS = ("role", "mode", "rank", "ordinal")
OPEN = "9"  # after every ISO day
PERIOD = ("start", "end", "tenure")  # always one claim's: two halves of two claims make a period nobody said


def edge_id(subject: str, edge_type: str, target: str, part: str | None = None) -> str:
    """Return a fact's id.

    ``part`` tells facts of one type between two things apart: a membership's role (chairing a body isn't being its
    member), or the number of a tenure behind the first.
    """
    return digest(subject, edge_type, target, part)


@dataclass(frozen=True)
class Window:
    """What some claims say of when a tenure was: it had begun by ``start``, hadn't ended before ``end``, and was seen.

    Days as ISO text; "" and "9" are open. ``seen_from`` is the earliest last day that an attested date may mean,
    ``seen_to`` the latest first day.
    """

    start: str
    end: str
    seen_from: str
    seen_to: str

    def fits(self, other: Window) -> bool:
        """Tell whether both may be of one tenure: neither's period or attested day lies outside the other's period."""
        earliest, latest = max(self.start, other.start), min(self.end, other.end)
        return (
            earliest <= latest
            and earliest <= min(self.seen_from, other.seen_from)
            and max(self.seen_to, other.seen_to) <= latest
        )

    def with_(self, other: Window) -> Window:
        """Return what both say together."""
        return Window(
            max(self.start, other.start),
            min(self.end, other.end),
            min(self.seen_from, other.seen_from),
            max(self.seen_to, other.seen_to),
        )


def tenures(rows: Iterable[AnyRow]) -> list[list[AnyRow]]:
    """Return the claims of one person in one post by tenure, the earliest first: one, unless dates exclude one another."""
    windows = sorted(((_window(row), row) for row in rows), key=lambda pair: (_begin(pair[0]), pair[1]["id"]))
    found: list[tuple[Window, list[AnyRow]]] = []
    for window, row in windows:
        place = next((n for n, (group, _) in enumerate(found) if group.fits(window)), None)
        if place is None:
            found.append((window, [row]))
        else:
            group, claims = found[place]
            claims.append(row)
            found[place] = (group.with_(window), claims)
    return [claims for _, claims in found]


def tenures_by_id(person: str, post: str, rows: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    """Return the claims of a person in a post by tenure, under the id of each tenure's fact."""
    return {
        edge_id(person, "HELD_POST", post, str(number) if number > 1 else None): group
        for number, group in enumerate(tenures(rows), 1)
    }


def one_tenure(known: Row, dated: Iterable[Row], added: Iterable[Row]) -> bool:
    """Tell whether new claims fit into the only tenure so far: ``dated`` are those of its claims that give a period."""
    whole = _window({"attested": known.get("attested")})
    for row in (*dated, *added):
        window = _window(row)
        if not whole.fits(window):
            return False
        whole = whole.with_(window)
    return True


def _window(row: Row) -> Window:
    start, end = row.get("start"), row.get("end")
    seen = [dates.bounds(date) for date in row.get("attested") or []]
    return Window(
        (dates.bounds(start).start or "") if start else "",
        (dates.bounds(end).end or OPEN) if end else OPEN,
        min((day.end or OPEN for day in seen), default=OPEN),
        max((day.start or "" for day in seen), default=""),
    )


def _begin(window: Window) -> str:
    return window.start or window.seen_to


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


def folded(known: Row, best: Row, kin: Sequence[Row], added: Sequence[Row]) -> dict[str, Any] | None:
    """Return what ``fact`` says of all claims of a fact, from what it was and the new ones; None where only all tell.

    So a fact that thousands tell costs no more than another. ``best`` is its strongest claim so far; ``kin`` are its
    claims by articles that those of the new ones cite or translate, or that cite them or what they cite.
    """
    first = min(best, *added, key=_weight)
    equal = [row for row in added if row["modality"] == first["modality"]]
    was = known if known["modality"] == first["modality"] else {}
    qualified: dict[str, Any] = {}
    for names in (*((name,) for name in QUALIFIERS), PERIOD):
        said = {tuple(row.get(name) for name in names) for row in (*equal, was)} - {(None,) * len(names)}
        if len(said) > 1:
            return None
        qualified |= dict(zip(names, next(iter(said), (None,) * len(names)), strict=True))
    issued = {row["issued"] for row in added} | {known.get("first_reported"), known.get("last_reported")}
    days = {_first_day(each): each for each in issued if each}
    if len(days) < len(issued - {None, ""}):
        return None
    attested = {
        *(known.get("attested") or []),
        *(date for row in added for date in row.get("attested") or []),
    }
    return {
        "modality": first["modality"],
        "basis": min((known["basis"], *(row["basis"] for row in added)), key=BASES.index),
        "confidence": max(known["confidence"], *(row["confidence"] for row in added)),
        "sources": known["sources"] + independent([*kin, *added]) - independent(kin),
        "first_reported": days[min(days)] if days else None,
        "last_reported": days[max(days)] if days else None,
        "claim": first["id"],
        **{name: first[name] for name in ("article", "quote", "char_start", "char_end")},
        "attested": sorted(attested) or None,
        **qualified,
    }


def reference_fact() -> dict[str, Any]:
    """Return the properties of a fact that only the reference tables support: it has no passage."""
    return {"modality": "asserted", "basis": "reference", "confidence": 1.0, "sources": 0}


def by_support(rows: Iterable[Row]) -> list[list[Row]]:
    """Return the claims of each value, the best supported value first and of each the strongest claim first.

    Asserted before planned, said before inferred; then by the number of independent articles, the confidence, and the
    latest article. What is planned adds nothing to a value that is asserted.
    """
    values: dict[str, list[Row]] = {}
    for row in sorted((row for row in rows if row["modality"] in SUPPORTING), key=_weight):
        group = values.setdefault(row["value"], [])
        if not group or row["modality"] == group[0]["modality"]:
            group.append(row)
    return sorted(values.values(), key=_rank)


def _rank(group: list[Row]) -> tuple[Any, ...]:
    """Sort key of the claims of a value, the best supported first."""
    return (
        SUPPORTING.index(group[0]["modality"]),
        all(row["basis"] == "inferred" for row in group),
        -independent(group),
        -max(row["confidence"] for row in group),
        _descending(max(_first_day(row["issued"]) for row in group)),
        group[0]["value"],
    )


def best_value(rows: Iterable[Row]) -> Row | None:
    """Return the strongest claim of the value that is shown, which is the best supported."""
    return next((group[0] for group in by_support(rows)), None)


def date_properties(edtf: str | None) -> dict[str, str | None]:
    """Return a date as a thing's properties: the EDTF and its bounds as ISO days."""
    bounds = dates.bounds(edtf) if edtf else dates.Bounds(None, None)
    return {"edtf": edtf, "start": bounds.start, "end": bounds.end}


def independent(rows: Iterable[Row]) -> int:
    """Count the sources: an article that cites or translates another, or the same one as another, is no second one."""
    told = {row["article"]: sources_of(row) for row in rows}
    partition = Partition({name for names in told.values() for name in names})
    for names in told.values():
        partition.join(*names)
    return len({partition.root(article) for article in told})


def sources_of(row: Row) -> set[str]:
    """Return a claim's article with those that it cites or translates: together they are one witness."""
    return {row["article"], *cited_by(row)}


def cited_by(about: Row) -> set[str]:
    """Return what an article cites or translates, as its metadata say."""
    return {*(about["cites"] or ()), *filter(None, [about["translation_of"]])}


def _weight(row: Row) -> tuple[Any, ...]:
    """Sort key of claims, the strongest first."""
    return SUPPORTING.index(row["modality"]), *weight(row)


def weight(row: Row) -> tuple[Any, ...]:
    """Sort key of claims of one modality, the strongest first; the id decides what else would depend on the load order."""
    return BASES.index(row["basis"]), row["quote"] is None, -row["confidence"], row["id"]


def _first_day(issued: str | None) -> str:
    return (dates.bounds(issued).start or "") if issued else ""


def _descending(day: str) -> tuple[bool, tuple[int, ...]]:
    return not day, tuple(-ord(letter) for letter in day)
