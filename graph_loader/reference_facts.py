"""What the reference tables say of things: a city's state, a body's members and the whole it is part of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from diplograph.ontology.reference import Reference


@dataclass(frozen=True)
class ReferenceRow:
    """A fact of the tables; ``start`` is the day since when it holds, where the tables know it."""

    subject: str
    type: str
    object: str
    start: str | None = None


def said_of(things: Collection[str], reference: Reference) -> list[ReferenceRow]:
    """Return the rows in which one of these things takes part, at either end, in a fixed order."""
    by_end = _by_end(reference)
    found = {row for name in things for row in by_end.get(name, ())}
    return sorted(found, key=lambda row: (row.type, row.subject, row.object))


@cache
def _by_end(reference: Reference) -> dict[str, list[ReferenceRow]]:
    found: dict[str, list[ReferenceRow]] = {}
    for entry in reference.entries.values():
        rows = [ReferenceRow(member, "MEMBER_OF", entry.id, start) for member, start in entry.members]
        if entry.state:
            rows.append(ReferenceRow(entry.id, "LOCATED_IN", entry.state))
        if entry.part_of:
            rows.append(ReferenceRow(entry.id, "PART_OF", entry.part_of))
        for row in rows:
            found.setdefault(row.subject, []).append(row)
            found.setdefault(row.object, []).append(row)
    return found
