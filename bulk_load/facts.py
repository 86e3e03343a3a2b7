"""Stage 5, by part: facts from the claims that support each, things from all that is said of each, and contradictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from diplograph.bulk_load import spill
from diplograph.bulk_load.articles import Place
from diplograph.bulk_load.claims import NAMES
from diplograph.bulk_load.spill import part_of
from diplograph.bulk_load.tables import (
    ABOUT,
    BETWEEN,
    CLAIMS,
    CONFLICTS,
    ENTITIES,
    FACTS,
    SUMMARIES,
    WITNESSES,
    Put,
    writer,
)
from diplograph.graph_loader import conflicts, summaries
from diplograph.graph_loader.derive import REFERENCE_TYPES
from diplograph.graph_loader.entities import properties, renamed
from diplograph.graph_loader.facts import fact, tenures_by_id
from diplograph.graph_loader.rows import Row
from diplograph.ontology.functions import may_have_several_holders
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

Given = Mapping[str, Mapping[str, str]]  # names that a person set, by thing and language
TELLING = ("entity", "cls", "language", *NAMES, "times")


@dataclass
class Known:
    """What of the graph concerns the reference tables, and how much there is of it."""

    mentioned: set[str] = field(default_factory=set)  # what is in the tables and in articles
    placed: set[str] = field(default_factory=set)  # what an article says where it lies
    facts: set[str] = field(default_factory=set)  # ids of what articles say themselves
    written: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Known) -> Known:
        """Return what both know."""
        return Known(
            self.mentioned | other.mentioned,
            self.placed | other.placed,
            self.facts | other.facts,
            self.written + other.written,
        )


def derive(task: tuple[int, int, int, Place, Given]) -> Known:
    """Write the facts, things and contradictions of a part; return what the reference tables ask."""
    part, parts, chunks, place, given = task
    every = spill.gathered(place.files("rows", range(chunks)), part)
    known, found = Known(), _Found(parts)
    with writer(place.made, f"p{part}") as put:
        facts = _facts(every.get("facts", []), known, found, put)
        _tenures(every.get("held", []), known, found, put)
        _denials(every.get("denials", []), facts, put)
        _witnesses(every.get("cited", []), put)
        _things(every, given, known, found, put)
    spill.write(place.file("holders", part), found.pieces)
    return known


class _Found:
    """What the rule of holders.py looks at: of a meeting, and of a post, each in its part."""

    def __init__(self, parts: int) -> None:
        self._parts, self.pieces = parts, spill.Pieces()

    def add(self, key: str, what: str, piece: object) -> None:
        spill.add(self.pieces, part_of(key, self._parts), what, piece)

    def fact(self, edge_type: str, subject: str, target: str, properties: Row) -> None:
        if edge_type == "ATTENDED":
            self.add(target, "present", (target, subject))
        elif edge_type == "HELD_POST":
            self.add(target, "held", (target, properties | {"official": subject}))
        elif edge_type == "REPRESENTED_AT" and not may_have_several_holders(subject):
            self.add(target, "represented", {"post": subject, "meeting": target, "fact": properties})
            self.add(subject, "wanted", (subject, part_of(target, self._parts)))


def _facts(told: Iterable[tuple[Row, Row]], known: Known, found: _Found, put: Put) -> dict[str, list[Row]]:
    """Write each fact; return the claims of each."""
    claims: dict[str, list[Row]] = {}
    ends: dict[str, Row] = {}
    for row, claim in told:
        claims.setdefault(claim["edge"], []).append(claim)
        ends[claim["edge"]] = row
    for edge, row in ends.items():
        edge_type = str(load_ontology().properties[row["predicate"]].neo4j_type)
        _put_fact(edge, edge_type, row, claims[edge], known, found, put)
    return claims


def _tenures(told: Iterable[Row], known: Known, found: _Found, put: Put) -> None:
    """Write the claims of a person in a post by tenure, and the fact of each tenure."""
    pairs: dict[tuple[str, str], list[Row]] = {}
    for row in told:
        pairs.setdefault((row["subject"], row["object"]), []).append(row)
    for (subject, target), rows in pairs.items():
        for edge, group in tenures_by_id(subject, target, rows).items():
            for row in group:
                put(CLAIMS, row | {"edge": edge})
            _put_fact(edge, "HELD_POST", group[0], group, known, found, put)


def _put_fact(
    edge: str, edge_type: str, row: Row, claims: list[Row], known: Known, found: _Found, put: Put
) -> None:
    supported = fact(claims)
    if supported is None:
        raise AssertionError("a fact's id is given to supporting claims only")
    told = {"id": edge} | supported
    table = ABOUT if row.get("object_cls") == "Claim" else FACTS
    put(table, {"from": row["subject"], "to": row["object"], "type": edge_type} | told)
    known.written["facts"] += 1
    found.fact(edge_type, row["subject"], row["object"], told)
    if edge_type in REFERENCE_TYPES:
        known.facts.add(edge)
        if edge_type == "LOCATED_IN":
            known.placed.add(row["subject"])


def _denials(told: Iterable[tuple[str, Row]], facts: Mapping[str, list[Row]], put: Put) -> None:
    denials: dict[str, list[Row]] = {}
    for edge, row in told:
        denials.setdefault(edge, []).append(row)
    for edge, rows in denials.items():
        _put_conflicts(conflicts.denied(facts.get(edge, []), rows), put)


def _witnesses(told: Iterable[tuple[str, str]], put: Put) -> None:
    """Write who cites what."""
    cited: dict[str, set[str]] = {}
    for name, article in told:
        cited.setdefault(name, set()).add(article)
    for name, articles in cited.items():
        put(WITNESSES, {"id": name, "articles": sorted(articles)})


def _put_conflicts(found: Iterable[conflicts.Conflict], put: Put) -> None:
    for each in found:
        row = {"from": each.claim, "to": each.other, "sources": each.sources}
        put(CONFLICTS, row | {"other_sources": each.other_sources})


def _things(every: Mapping[str, list[Any]], given: Given, known: Known, found: _Found, put: Put) -> None:
    """Write each thing with what is said of it."""
    ontology, tables = load_ontology(), reference()
    told: dict[str, Counter[tuple[Any, ...]]] = {}
    for row in every.get("told", []):
        told.setdefault(row[0], Counter())[row[:-1]] += row[-1]
    values: dict[str, dict[str, list[Row]]] = {}
    for thing, name, claim in every.get("values", []):
        values.setdefault(thing, {}).setdefault(name, []).append(claim)
    for thing, counted in told.items():
        compared = conflicts.compare(thing, values.get(thing, {}), tables)
        rows = [dict(zip(TELLING, (*row, times), strict=True)) for row, times in counted.items()]
        row = renamed(properties(thing, rows, compared, tables), given.get(thing, {}))
        labels = {label for each in rows for label in ontology.classes[each["cls"]].neo4j_labels}
        put(ENTITIES, row | {"labels": BETWEEN.join(sorted(labels))})
        known.written["entities"] += 1
        if summaries.is_summed(thing):
            told_of = {"named": summaries.ways(rows), "told": summaries.values(values.get(thing, {}))}
            put(SUMMARIES, {"id": thing} | told_of)
        if thing in tables.entries:
            known.mentioned.add(thing)
        if "Meeting" in labels:
            found.add(thing, "dates", (thing, row["edtf"]))
        for each in compared.values():
            _put_conflicts(each.conflicts, put)
