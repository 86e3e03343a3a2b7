"""Which articles aren't independent of one another: those that cite or translate one another, or the same one.

A node (:Witness) with the id of a cited article lists who cites it, whether the graph holds that article or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from diplograph.graph_loader import cypher
from diplograph.graph_loader.batch import Batch
from diplograph.graph_loader.facts import cited_by
from diplograph.graph_loader.records import Record

Row = Mapping[str, Any]


def find(batch: Batch, records: Sequence[Record]) -> None:
    """Note which other articles aren't independent of these, over any number of steps, and which of these aren't of others."""
    cited = {record.article: cited_by(vars(record.metadata)) for record in records}
    seen: set[str] = set()
    ahead = set(cited).union(*cited.values())
    while ahead:
        seen |= ahead
        found: set[str] = set()
        for row in batch.read(cypher.WITNESSES, ids=sorted(ahead)):
            found |= {row["id"], *row["articles"]}
            batch.related |= cited.keys() & {row["id"], *row["articles"]}
        for row in batch.read(cypher.ARTICLES, ids=sorted(ahead - cited.keys())):
            batch.kin.add(row["id"])
            found |= cited_by(row)
        ahead = found - seen
    batch.related |= {name for name, others in cited.items() if others}


def note(batch: Batch, records: Sequence[Record], gone: Iterable[Row]) -> None:
    """Write who cites what: these records, and no longer the articles as they were."""
    before = {(cited, row["id"]) for row in gone for cited in cited_by(row)}
    after = {(cited, record.article) for record in records for cited in cited_by(vars(record.metadata))}
    changed = sorted({cited for cited, _ in before ^ after})
    now = {cited: set[str]() for cited in changed}
    for row in batch.read(cypher.WITNESSES, ids=changed):
        now[row["id"]] |= set(row["articles"])
    for cited, article in before - after:
        now[cited] -= {article}
    for cited, article in after - before:
        now[cited] |= {article}
    batch.run(
        cypher.PUT_WITNESSES,
        rows=[{"id": name, "articles": sorted(them)} for name, them in now.items() if them],
    )
    batch.run(cypher.DELETE_WITNESSES, ids=[name for name, them in now.items() if not them])
