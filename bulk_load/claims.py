"""Stage 4, by chunk: articles, mentions and claims as rows of the graph; what supports a fact or a value goes to its part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from diplograph.bulk_load import spill
from diplograph.bulk_load.articles import Place
from diplograph.bulk_load.identities import Used
from diplograph.bulk_load.spill import Pieces, part_of
from diplograph.bulk_load.tables import (
    ARTICLES,
    CLAIMS,
    EVIDENCED,
    MENTIONS,
    OBJECTS,
    SAYERS,
    SUBJECTS,
    Put,
    writer,
)
from diplograph.graph_loader.conflicts import PLACE
from diplograph.graph_loader.document import Metadata
from diplograph.graph_loader.entities import VALUES
from diplograph.graph_loader.facts import cited_by
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.rows import Row, article_row, claim_row, fact_id, mention_row, read_row
from diplograph.ontology.load import load as load_ontology

DENIABLE = ("Meeting", "Initiative", "Agreement")  # of which a denial contradicts what others tell
ENDS = ("subject", "predicate", "object", "object_cls")
NAMES = ("names", "links", "link_name", "title_fr", "title_en")


def tell(task: tuple[Used, int, int, Place]) -> int:
    """Write the rows of a chunk's articles; return how many claims they have."""
    used, named, parts, place = task
    (records,) = spill.read([place.file("records", used.number)], 0)
    told = spill.read(place.files("ids", range(named)), used.number)
    ids = {(article, ref): entity for rows in told for article, ref, entity in rows}
    pieces: Pieces = {}
    names: Counter[tuple[Any, ...]] = Counter()
    count = 0
    with writer(place.made, f"c{used.number}") as put:
        for number in used.records:
            record = records[number]
            ids |= {(record.article, thing.ref): thing.fixed for thing in record.things if thing.fixed}
            article = article_row(record)
            put(ARTICLES, article)
            names.update(_mentions(record, ids, put))
            ontology = load_ontology()
            rows = {
                row["id"]: row
                for row in (claim_row(record.article, claim, ids, ontology) for claim in record.claims)
            }
            count += len(rows)
            for row in rows.values():
                _claim(row, record.metadata, parts, pieces, put)
            for cited in cited_by(vars(record.metadata)):
                spill.add(pieces, part_of(cited, parts), "cited", (cited, record.article))
    for told_so, times in names.items():
        spill.add(pieces, part_of(told_so[0], parts), "told", (*told_so, times))
    spill.write(place.file("rows", used.number), pieces)
    return count


def _mentions(record: Record, ids: dict[tuple[str, str], str], put: Put) -> Iterator[tuple[Any, ...]]:
    """Write the mentions of an article; yield what each says of its thing's name."""
    for thing in record.things:
        row = mention_row(record, thing, ids[record.article, thing.ref])
        mention = row["mention"]
        put(MENTIONS, {"from": row["article"], "to": row["entity"]} | mention)
        said = (tuple(value) if isinstance(value := mention.get(name), list) else value for name in NAMES)
        yield (row["entity"], thing.cls, record.metadata.language, *said)


def _claim(row: Row, about: Metadata, parts: int, pieces: Pieces, put: Put) -> None:
    held = row["predicate"] == "heldPost" and row["edge"] is not None
    if not held:  # a tenure has its number only when all claims of the person in the post are known
        put(CLAIMS, row)
    put(EVIDENCED, {"from": row["id"], "to": row["article"]})
    _links(row, put)
    narrow = read_row(row, about)
    if held:
        spill.add(pieces, part_of(f"{row['subject']} {row['object']}", parts), "held", row | narrow)
    elif row["edge"] and row.get("value") is not None:
        if row["predicate"] in VALUES:
            spill.add(
                pieces, part_of(row["subject"], parts), "values", (row["subject"], row["predicate"], narrow)
            )
    elif row["edge"]:
        ends = {name: row.get(name) for name in ENDS}
        spill.add(pieces, part_of(row["edge"], parts), "facts", (ends, narrow))
        if row["predicate"] == PLACE:
            placed = narrow | {"value": row["object"]}
            spill.add(pieces, part_of(row["subject"], parts), "values", (row["subject"], PLACE, placed))
    elif (
        row["modality"] == "denied" and row["subject"] and row.get("object_cls") in DENIABLE and row["object"]
    ):
        denied = fact_id({name: row.get(name) for name in ENDS}, load_ontology())
        if denied:
            spill.add(pieces, part_of(denied, parts), "denials", (denied, narrow))


def _links(row: Row, put: Put) -> None:
    """Tie a claim without a fact's edge, a value too, to what has a node, and each to whom it is attributed."""
    if not row["edge"] or row.get("value") is not None:
        for side, table in (("subject", SUBJECTS), ("object", OBJECTS)):
            if row[side] and row.get(f"{side}_cls") != "Claim":
                put(table, {"from": row["id"], "to": row[side]})
    for name in row["attributed_to"] or []:
        put(SAYERS, {"from": row["id"], "to": name})
