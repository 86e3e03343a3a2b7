"""What the reference tables say of things: a city's state, a body's members and the whole it is part of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import cache

from diplograph.graph_loader.facts import edge_id
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


def wanted(
    things: Collection[str], mentioned: Collection[str], placed: Collection[str], reference: Reference
) -> dict[str, dict[str, str | None]]:
    """Return the facts of the tables that belong in a graph, by id: with ends, type and start.

    Of ``things``, what of the tables concerns what articles ``mentioned``: a city's state, unless an article says where
    it lies (``placed``); a body's members and its whole, where both are mentioned.
    """
    found: dict[str, dict[str, str | None]] = {}
    for row in said_of(things, reference):
        located = row.type == "LOCATED_IN"
        if row.subject in mentioned and (row.subject not in placed if located else row.object in mentioned):
            name = edge_id(row.subject, row.type, row.object)
            found[name] = asdict(row) | {"id": name}
    return found


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
