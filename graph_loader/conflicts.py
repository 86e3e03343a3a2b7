"""Where articles disagree: which values of a thing stand, and which claims contradict one another.

Pure functions of the claims. A value stands unless a better supported one excludes it for certain: dates without a
common day, places in two states. What doesn't stand isn't shown, and stays in claims that contradict the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from diplograph.graph_loader import dates
from diplograph.graph_loader.facts import Row, best_value, by_support, independent, weight
from diplograph.graph_loader.meetings import GENERAL
from diplograph.ontology.reference import Reference

PLACE = "tookPlaceIn"  # the claims of a place have its id as value
OF_A_PLAN = ("date", PLACE)
NOT_HELD = {"planned", "proposed", "cancelled"}

Told = Mapping[str, Sequence[Row]]  # the claims of one thing, by property


class Conflict(NamedTuple):
    """A claim against a better supported one: the two ids, and how many independent articles tell the value of each."""

    claim: str
    other: str
    sources: int
    other_sources: int


class Compared(NamedTuple):
    """The values of one property that stand, as their claims, the best supported first; and the conflicts."""

    standing: list[list[Row]]
    conflicts: list[Conflict]


def compare(thing: str, told: Told, reference: Reference) -> dict[str, Compared]:
    """Return the values of a thing by property: one by one, from the best supported, against those that stand."""
    told = _plans_apart(told)
    kind = best_value(told.get("kind", ()))
    excludes = partial(_excludes, thing, kind["value"] if kind else None, reference)
    return {name: _compare(by_support(rows), partial(excludes, name)) for name, rows in told.items()}


def denied(assertions: Sequence[Row], denials: Sequence[Row]) -> list[Conflict]:
    """Return the conflict of a fact with the articles that tell who denies it, and don't assert it themselves."""
    asserted = sorted((row for row in assertions if row["modality"] == "asserted"), key=weight)
    pair = _disagree(sorted(denials, key=weight), asserted)
    return [Conflict(*pair, independent(denials), independent(asserted))] if pair else []


def _plans_apart(told: Told) -> Told:
    """Return the claims, dates and places that an article gives of a mere plan among what is planned.

    A meeting planned for one day and held on another was moved: nobody was wrong.
    """
    status: dict[str, set[str]] = {}
    for row in told.get("status", ()):
        status.setdefault(row["article"], set()).add(row["value"])
    plans = {article for article, said in status.items() if said <= NOT_HELD}
    return {
        name: [_planned(row) if name in OF_A_PLAN and row["article"] in plans else row for row in rows]
        for name, rows in told.items()
    }


def _planned(row: Row) -> Row:
    return {**row, "modality": "planned"} if row["modality"] == "asserted" else row


def _compare(values: list[list[Row]], excludes: Callable[[str, str], bool]) -> Compared:
    found = Compared([], [])
    for value in values:
        stands = True
        for other in found.standing.copy():
            pair = _disagree(value, other)
            if not pair or not excludes(value[0]["value"], other[0]["value"]):
                continue
            stands = False
            if value[0]["modality"] == other[0]["modality"] == "asserted":
                found.conflicts.append(Conflict(*pair, independent(value), independent(other)))
        if stands:
            found.standing.append(value)
    return found


def _disagree(value: Sequence[Row], other: Sequence[Row]) -> tuple[str, str] | None:
    """Return the strongest claim of each by an article that doesn't tell the other; who tells both disagrees with neither."""
    both = {row["article"] for row in value} & {row["article"] for row in other}
    alone = [next((row["id"] for row in rows if row["article"] not in both), None) for rows in (value, other)]
    return (alone[0], alone[1]) if alone[0] and alone[1] else None


def excludes(thing: str, name: str, one: str, other: str) -> bool:
    """Tell whether only one of two values of a property can be true of a thing; of places, see ``_excludes``."""
    pair = {one, other}
    match name:
        case "date":
            return dates.is_sure(one + other) and dates.bounds(one).apart(dates.bounds(other))
        case "status":
            ran = {"held", "ongoing", "ended"} if thing.startswith("meeting/") else {"held"}
            return "cancelled" in pair and bool(pair & ran)
        case "format":
            return "bilateral" in pair  # the others contain one another
        case "mode":
            return "hybrid" not in pair  # which is both
        case "kind":  # « talks » may be a ministerial's, an alliance is intergovernmental
            return not thing.startswith("organization/") and not pair & GENERAL
    return True


def _excludes(thing: str, kind: str | None, reference: Reference, name: str, one: str, other: str) -> bool:
    if name != PLACE:
        return excludes(thing, name, one, other)
    single = thing.startswith("agreement/") or (thing.startswith("meeting/") and kind != "visit")
    return single and _apart(one, other, reference)


def _apart(one: str, other: str, reference: Reference) -> bool:
    """Tell whether the tables know two places as two cities or in two states; any other may be a venue in its city."""
    known = [reference.entries.get(name) for name in (one, other)]
    states = {entry.state or entry.id for entry in known if entry and entry.cls in ("Place", "State")}
    cities = all(entry and entry.state for entry in known)
    return cities or len(states) > 1
