"""What each touched fact is now, and the claims that say so.

Where only new claims came, what the fact was and these say it (``facts.folded``): a fact that thousands tell costs no
more than another. Else all its claims are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from diplograph.graph_loader import cypher
from diplograph.graph_loader.batch import Batch
from diplograph.graph_loader.facts import fact, folded, one_tenure, tenures_by_id
from diplograph.graph_loader.rows import Row

Pair = tuple[str, str]  # a person and a post


class Support(NamedTuple):
    """By the facts' ids: how they were, how they are (None where nothing supports them any more), and what claims say so.

    Of claims that weren't read one stands for all (``changes.py`` needs no more): it is the strongest by its id, and
    says the best that any of them does.
    """

    before: dict[str, Row]
    facts: dict[str, Row | None]
    claims: dict[str, list[Row]]


def support(batch: Batch) -> Support:
    """Return the support of every touched fact, those among them that a person's tenures are."""
    edges = {edge: row for edge, row in batch.edges.items() if row.get("value") is None}
    before, held = _facts_before(batch, edges)
    batch.told.tabled_before |= {edge for edge, row in before.items() if row["basis"] == "reference"}
    told = {edge: row for edge, row in before.items() if row["basis"] != "reference" and "rule" not in row}
    found = Support(before, {}, {})
    _fold(batch, found, {edge: told[edge] for edge in _steady(batch, told, held)})
    batch_only = edges.keys() - told.keys() - batch.disturbed
    found.claims.update({edge: batch.added[edge] for edge in batch_only})
    found.claims.update(batch.claims_of((edges.keys() | told.keys()) - found.facts.keys() - batch_only))
    _number_tenures(
        batch, found, {pair: names for pair, names in held.items() if found.facts.keys().isdisjoint(names)}
    )
    for edge, row in batch.edges.items():
        if row.get("value") is None and edge not in found.facts:
            found.facts[edge] = fact(found.claims.get(edge, []))
    return found


def _facts_before(batch: Batch, edges: Mapping[str, Row]) -> tuple[dict[str, Row], dict[Pair, set[str]]]:
    """Return the touched facts as they were, by id; and the ids of each touched person's tenures in a post."""
    by_type: dict[str, list[str]] = {}
    held: dict[Pair, set[str]] = {}
    for edge, row in sorted(edges.items()):
        if row["predicate"] == "heldPost":
            held.setdefault((row["subject"], row["object"]), set()).add(edge)
        else:
            by_type.setdefault(str(batch.ontology.properties[row["predicate"]].neo4j_type), []).append(edge)
    found: dict[str, Row] = {}
    for edge_type, ids in by_type.items():
        found |= {row["fact"]["id"]: row["fact"] for row in batch.read(cypher.facts(edge_type), ids=ids)}
    claim_of = {pair: edges[min(names)] for pair, names in held.items()}
    pairs = [{"subject": subject, "object": target} for subject, target in held]
    for row in batch.read(cypher.TENURES, rows=pairs):
        pair, edge = (row["subject"], row["object"]), row["fact"]["id"]
        found[edge], batch.edges[edge] = row["fact"], claim_of[pair]
        held[pair].add(edge)
    return found, held


def _steady(batch: Batch, told: Mapping[str, Row], held: Mapping[Pair, set[str]]) -> set[str]:
    """Return the facts that only gained claims; of tenures, those that are one person's only one in a post, and stay it."""
    several = {edge for names in held.values() if len(names) > 1 for edge in names}
    steady = told.keys() - batch.disturbed - several
    alone = sorted(edge for names in held.values() for edge in names & steady)
    dated: dict[str, list[Row]] = {}
    for row in batch.read(cypher.CLAIMS_WITH_PERIOD, ids=alone):
        dated.setdefault(row["edge"], []).append(row)
    return steady - {
        edge for edge in alone if not one_tenure(told[edge], dated.get(edge, []), batch.added[edge])
    }


def _fold(batch: Batch, found: Support, steady: Mapping[str, Row]) -> None:
    strongest = sorted(row["claim"] for row in steady.values())
    best = {row["id"]: row for row in batch.read(cypher.CLAIMS, ids=strongest)}
    related = [
        edge for edge in sorted(steady) if any(row["article"] in batch.related for row in batch.added[edge])
    ]
    kin: dict[str, list[Row]] = {}
    for row in batch.read(cypher.CLAIMS_OF_KIN, kin=sorted(batch.kin), edges=related):
        kin.setdefault(row["edge"], []).append(row)
    for edge, was in steady.items():
        others = kin.get(edge, [])
        now = folded(was, best[was["claim"]], others, batch.added[edge])
        if now:
            summed = best[was["claim"]] | {"basis": was["basis"], "confidence": was["confidence"]}
            found.facts[edge], found.claims[edge] = now, [summed, *others, *batch.added[edge]]


def _number_tenures(batch: Batch, found: Support, held: Mapping[Pair, Iterable[str]]) -> None:
    """Part the claims of a person in a post by tenure, and give each claim the id of the tenure that it is of."""
    moved = []
    for (person, post), names in held.items():
        any_claim = batch.edges[min(names)]
        told = [claim for name in sorted(names) for claim in found.claims.pop(name, [])]
        for edge, group in tenures_by_id(person, post, told).items():
            batch.edges[edge], found.claims[edge] = any_claim, group
            moved += [{"id": claim["id"], "edge": edge} for claim in group if claim["edge"] != edge]
    batch.run(cypher.MOVE_CLAIMS, rows=moved)
