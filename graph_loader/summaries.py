"""What articles told of a thing so far, in short: who says nothing new of a hub is no reason to read all of it again.

A node (:Summary) with the thing's id holds ``named``, a hash of each way in which articles name it, and ``told``, each
« property=value » that they tell. Meetings and statements have none: few articles tell of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from diplograph.graph_loader import cypher
from diplograph.graph_loader.batch import Batch
from diplograph.graph_loader.entities import VALUES
from diplograph.graph_loader.records import Record, Thing, digest

Row = dict[str, Any]

OF_FEW = ("meeting", "statement")
# all that a thing's names depend on
NAMING = ("language", "names", "links", "link_name", "title_fr", "title_en")
SUMMED = tuple(name for name in VALUES if name != "date")  # whose shown value is all that shows


def is_summed(entity: str) -> bool:
    """Tell whether a thing has a summary."""
    return not entity.startswith(OF_FEW)


def named_rows(told: Iterable[tuple[Record, Thing, str]]) -> dict[str, list[Row]]:
    """Return how a batch names each thing, as NAMES_OF_ENTITIES gives it: a row a way, with its ``times``."""
    found: dict[str, dict[str, Row]] = {}
    for record, thing, entity in told:
        row: Row = {"entity": entity, "language": record.metadata.language}
        row |= {name: getattr(thing, name) or None for name in NAMING[1:]}
        ways = found.setdefault(entity, {})
        ways.setdefault(naming_hash(row), row | {"times": 0})["times"] += 1
    return {entity: list(ways.values()) for entity, ways in found.items()}


def naming_hash(row: Mapping[str, Any]) -> str:
    """Return the hash of a way of naming a thing."""
    return digest([row[name] for name in NAMING], length=12)


def find_steady(batch: Batch, stirred: set[str]) -> None:
    """Note of which things the batch leaves the names as they are; of what is ``stirred``, other mentions moved or went."""
    ids = [entity for entity in batch.named if entity in batch.known and is_summed(entity)]
    batch.summaries = {row["id"]: row for row in batch.read(cypher.SUMMARIES, ids=sorted(ids))}
    batch.steady = {
        entity
        for entity, summary in batch.summaries.items()
        if entity not in stirred and all(_names_nothing(batch, row, summary) for row in batch.named[entity])
    }


def _names_nothing(batch: Batch, row: Row, summary: Row) -> bool:
    """Tell whether a mention changes no name. A link's label counts each time, unless it is what is shown anyway."""
    if naming_hash(row) not in summary["named"]:
        return False
    label, language, now = row["link_name"], row["language"], batch.known[row["entity"]]
    if not label or row["entity"] in batch.reference.entries:
        return True
    return bool(label == now.get(f"name_{language}") and (language == "fr" or label == now["name"]))


def is_settled(batch: Batch, edge: str) -> bool:
    """Tell whether new claims of a value say what all others do."""
    row = batch.edges[edge]
    name, summary = row["predicate"], batch.summaries.get(row["subject"])
    if edge in batch.disturbed or summary is None or name not in SUMMED:
        return False
    added = batch.added[edge]
    before = {told for told in summary["told"] if told.startswith(f"{name}=")}
    return before == {f"{name}={row['value']}" for row in added} and batch.related.isdisjoint(
        row["article"] for row in added
    )


def write(
    batch: Batch, named: Mapping[str, Iterable[Row]], told: Mapping[str, Mapping[str, list[Row]]]
) -> None:
    """Sum up anew the names, the values, or both, of some things."""
    rows = []
    for entity in sorted(filter(is_summed, named.keys() | told.keys())):
        row = batch.summaries.get(entity, {"id": entity, "named": [], "told": []})
        if entity in named:
            row = row | {"named": ways(named[entity])}
        if entity in told:
            row = row | {"told": values(told[entity])}
        if row != batch.summaries.get(entity):
            rows.append(row)
    batch.run(cypher.PUT_SUMMARIES, rows=rows)


def ways(named: Iterable[Row]) -> list[str]:
    """Return the ways in which articles name a thing, as a summary holds them."""
    return sorted(set(map(naming_hash, named)))


def values(told: Mapping[str, Iterable[Row]]) -> list[str]:
    """Return the values that they tell, as a summary holds them."""
    return sorted({f"{name}={row['value']}" for name in SUMMED for row in told.get(name, ())})
