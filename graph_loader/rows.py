"""Records as rows of the graph, and rows as Records again: the two directions of one mapping, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from diplograph.graph_loader.claims import claim_id
from diplograph.graph_loader.document import Metadata
from diplograph.graph_loader.facts import edge_id, value_id
from diplograph.graph_loader.records import SUPPORTING, Claim, End, Record, Thing, digest, field_names
from diplograph.ontology.model import Ontology

Row = dict[str, Any]
Ids = Mapping[tuple[str, str], str]  # id of a thing by article and ref

END_FIELDS = field_names(End)
PLAIN = (
    "predicate",
    "value",
    "modality",
    "basis",
    "confidence",
    "quote",
    "char_start",
    "char_end",
    "annotator",
)
READ = ("value", "modality", "basis", "confidence", "quote", "char_start", "char_end")
TRIGGERS = ("Meeting", "Initiative", "Agreement", "Statement")
CLAIM_ENDS = ("subject", "object")
NAMES = {"name": "fr", "name_en": "en"}  # what a claim says, as a sentence in both languages
QUALIFIERS = ("role", "mode", "rank", "ordinal", "start", "end", "attested", "tenure", "date_text")


def article_row(record: Record) -> Row:
    """Return an article's properties."""
    about = asdict(record.metadata)
    about["cites"] = list(record.metadata.cites) or None
    about["machine_translated"] = record.metadata.machine_translated or None
    name = record.metadata.title or record.article
    return about | {
        "id": record.article,
        "name": name,
        "sha256": record.sha256,
        "content_hash": record.content_hash,
    }


def mention_row(record: Record, thing: Thing, entity: str) -> Row:
    """Return the edge from an article to what it mentions; empty properties are left out."""
    kept = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(thing).items()}
    identifier = mention_id(record.article, thing.ref)
    mention = {"id": identifier} | {name: value for name, value in kept.items() if value not in (None, [])}
    return {"id": identifier, "article": record.article, "entity": entity, "mention": mention}


def mention_id(article: str, ref: str) -> str:
    """Return the id of the edge from an article to one of its things."""
    return digest(article, ref)


def claim_row(article: str, claim: Claim, ids: Ids, ontology: Ontology) -> Row:
    """Return a claim's properties, its ends' ids and its fact's among them."""
    row: Row = {"id": claim_id(article, claim), "article": article}
    row |= {name: getattr(claim, name) for name in PLAIN} | claim.qualifiers
    row["attributed_refs"] = list(claim.attributed_to) or None
    for side, end in zip(CLAIM_ENDS, (claim.subject, claim.object), strict=True):
        if end:
            row |= {f"{side}_{name}": value for name, value in vars(end).items()}
    nodeless = [end for end in (claim.subject, claim.object) if end and end.thing]
    row["thing"] = next(
        (end.thing for end in nodeless if end.cls in TRIGGERS), nodeless[0].thing if nodeless else None
    )
    labels = ontology.properties[claim.predicate].labels
    said = claim.object.text if claim.object else claim.value
    row |= {name: f"{claim.subject.text} {labels[lang]} {said}" for name, lang in NAMES.items()}
    return relocate(row, ids, ontology)


def read_row(row: Row, article: Metadata) -> Row:
    """Return a new claim's row as facts are computed from, as the graph would give it."""
    about = {
        "issued": article.issued,
        "cites": list(article.cites) or None,
        "translation_of": article.translation_of,
    }
    kept = ("id", "edge", "article", *READ, *QUALIFIERS)
    return {name: row.get(name) for name in kept} | about


def relocate(row: Row, ids: Ids, ontology: Ontology) -> Row:
    """Return a claim's row with the ids that its ends, its fact and those it is attributed to have now."""
    article = row["article"]
    found = dict(row)
    for side in CLAIM_ENDS:
        ref = row.get(f"{side}_ref")
        found[side] = ref if row.get(f"{side}_cls") == "Claim" else ids.get((article, ref or ""))
    found["attributed_to"] = [ids[article, ref] for ref in row.get("attributed_refs") or []] or None
    found["edge"] = fact_id(found, ontology) if row["modality"] in SUPPORTING else None
    return found


def fact_id(row: Row, ontology: Ontology) -> str | None:
    """Return the id of the fact or value that a claim's row is about, whatever its modality; None where it is none."""
    if not row["subject"]:
        return None
    if row.get("value") is not None:
        return value_id(row["subject"], row["predicate"])
    edge_type = ontology.properties[row["predicate"]].neo4j_type
    role = row.get("role") if row["predicate"] == "memberOf" else None
    if not row["object"] or row["object"] == row["subject"]:  # two ends that are one thing now are no fact
        return None
    return edge_id(row["subject"], str(edge_type), row["object"], role)


def to_record(article: Row, mentions: Iterable[Row], claims: Iterable[Row]) -> Record:
    """Return the record that an article's rows were made from."""
    about: dict[str, Any] = {name: article[name] for name in field_names(Metadata) if name in article}
    about["cites"] = tuple(about.get("cites") or ())
    return Record(
        article["id"],
        Metadata(**about),
        article.get("sha256"),
        tuple(sorted(map(to_thing, mentions), key=lambda thing: thing.ref)),
        tuple(map(to_claim, claims)),
    )


def to_claim(row: Row) -> Claim:
    """Return the claim that a row was made from."""
    ends = [_end(row, side) for side in CLAIM_ENDS]
    plain: dict[str, Any] = {name: row.get(name) for name in PLAIN}
    return Claim(
        subject=ends[0] or End(),
        object=ends[1],
        qualifiers={name: row[name] for name in QUALIFIERS if row.get(name) is not None},
        attributed_to=tuple(row.get("attributed_refs") or ()),
        **plain,
    )


def _end(row: Row, side: str) -> End | None:
    values = {name: row.get(f"{side}_{name}") for name in END_FIELDS}
    return End(**values) if any(value is not None for value in values.values()) else None


def to_thing(mention: Row) -> Thing:
    """Return the thing that a mention's properties were made from."""
    kept: dict[str, Any] = {name: mention[name] for name in field_names(Thing) if name in mention}
    kept |= {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
    return Thing(**kept)
