"""The passage that shows best what is said of a thing: of its strongest claim, asserted, explicit and with a quote."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from neo4j import ManagedTransaction

from diplograph.graph_loader.records import BASES, SUPPORTING
from diplograph.review import cypher

Row = Mapping[str, Any]
BATCH = 200  # things a query


@dataclass(frozen=True)
class Passage:
    """Where an article tells of a thing. ``quote`` and the offsets, in code points, are None where no text was at hand."""

    article: str
    quote: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    publisher: str | None = None
    issued: str | None = None


class Passages:
    """The passages of some things, the best first; for a pair, of two articles where there are two."""

    def __init__(self, tx: ManagedTransaction, things: Collection[str]) -> None:
        self._rows: dict[str, list[Row]] = {thing: [] for thing in things}
        ids = sorted(things)
        for start in range(0, len(ids), BATCH):
            for text in (cypher.CLAIMS, cypher.MENTIONS):
                for row in tx.run(text, ids=ids[start : start + BATCH]):
                    self._rows[row["thing"]].append(dict(row))
        for rows in self._rows.values():
            rows.sort(key=_weight)

    def of(self, first: str, second: str) -> tuple[Passage, Passage]:
        """Return a passage about each of two things."""
        mine, theirs = self._rows[first], self._rows[second]
        one = _best(mine, {row["article"] for row in theirs})
        other = _best(theirs, {row["article"] for row in mine})
        if one["article"] == other["article"]:
            other = _best(theirs, {one["article"]})
        if one["article"] == other["article"]:
            one = _best(mine, {other["article"]})
        return _passage(one), _passage(other)


def _best(rows: Sequence[Row], avoided: Collection[str]) -> Row:
    """Return the strongest claim, of another article than the avoided ones where one has a quote."""
    return min(rows, key=lambda row: (row.get("quote") is None, row["article"] in avoided))


def _weight(row: Row) -> tuple[Any, ...]:
    """Sort key: claims before mere mentions, what supports a fact first, then as facts.py ranks claims."""
    if "id" not in row:
        return (len(SUPPORTING) + 1, 0, False, 0.0, row["article"])
    modality = row["modality"]
    return (
        SUPPORTING.index(modality) if modality in SUPPORTING else len(SUPPORTING),
        BASES.index(row["basis"]),
        row["quote"] is None,
        -row["confidence"],
        row["id"],
    )


def _passage(row: Row) -> Passage:
    return Passage(
        row["article"],
        row.get("quote"),
        row.get("char_start"),
        row.get("char_end"),
        row["publisher"],
        row["issued"],
    )
