"""A batch under way: its transaction, what it has touched, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from neo4j import ManagedTransaction, Result

from diplograph.graph_loader import cypher
from diplograph.graph_loader.changes import Told
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.rows import Row
from diplograph.ontology.model import Ontology
from diplograph.ontology.reference import Reference

# Before a statement: while the graph grows, Neo4j would plan all of them anew every few seconds.
KEPT = "CYPHER replan=skip\n"


@dataclass
class Outcome:
    """What a batch did, by article id, and how many elements came and went."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    without_text: list[str] = field(default_factory=list)
    claims_added: int = 0
    claims_removed: int = 0
    facts_written: int = 0
    facts_removed: int = 0
    entities_added: int = 0
    entities_removed: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        """Return what both did."""
        return Outcome(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Outcome)))


class Batch:
    """What the steps of a batch share.

    ``touched`` are the things whose properties may have changed, by id; ``edges`` any claim of each fact or value
    that may have, by its id. Of these ``added`` are the new claims by articles that the graph didn't hold, as facts
    are computed from; of what is ``disturbed`` something else changed as well. ``known`` are the properties that
    mentioned things had before, ``named`` the new mentions of each, as ``NAMES_OF_ENTITIES`` gives them; of what is
    ``new`` there is nothing else, and ``steady`` is whose names the batch leaves as they are (summaries.py). ``kin`` (kin.py) are other articles of which the batch's aren't
    independent, and ``related`` those of the batch's that aren't independent of others.
    """

    def __init__(self, tx: ManagedTransaction, ontology: Ontology, reference: Reference) -> None:
        """Take the lock: of all batches one writes at a time."""
        self.tx, self.ontology, self.reference = tx, ontology, reference
        self.outcome = Outcome()
        self.touched: set[str] = set()
        self.edges: dict[str, Row] = {}
        self.added: dict[str, list[Row]] = {}
        self.disturbed: set[str] = set()
        self.known: dict[str, Row] = {}
        self.named: dict[str, list[Row]] = {}
        self.new: set[str] = set()
        self.steady: set[str] = set()
        self.summaries: dict[str, Row] = {}
        self.kin: set[str] = set()
        self.related: set[str] = set()
        self.told = Told()
        locked = tx.run(cypher.LOCK).single(strict=True)
        self.decisions = Decisions.of(locked["decisions"], "the decisions in the graph")

    def read(self, text: str, **parameters: Any) -> list[Row]:
        """Return the rows of a statement; none where a list that it goes by is empty."""
        lists = [value for value in parameters.values() if isinstance(value, list)]
        if not all(lists):
            return []
        result = self._run(text, parameters)
        names = result.keys()
        return [dict(zip(names, record.values(), strict=True)) for record in result]

    def run(self, text: str, **parameters: Any) -> None:
        """Run a statement on one list of values; nothing to do where the list is empty."""
        if all(parameters.values()):
            self._run(text, parameters).consume()

    def claims_of(self, edges: Iterable[str]) -> dict[str, list[Row]]:
        """Return the claims of facts and values, by their ids."""
        found: dict[str, list[Row]] = {}
        for row in self.read(cypher.CLAIMS_OF_EDGES, ids=sorted(edges)):
            found.setdefault(row["edge"], []).append(row)
        return found

    def put_entities(self, by_class: dict[str, set[str]]) -> None:
        """Make the things that aren't there yet, by class."""
        for cls, ids in sorted(by_class.items()):
            text = cypher.put_entities(self.ontology.classes[cls].neo4j_labels)
            summary = self._run(text, {"ids": sorted(ids)}).consume()
            self.outcome.entities_added += summary.counters.nodes_created

    def delete_facts(self, edge_type: str, ids: list[str]) -> None:
        """Delete facts of one type."""
        text = cypher.delete_facts(edge_type)
        summary = self._run(text, {"ids": ids}).consume()
        self.outcome.facts_removed += summary.counters.relationships_deleted

    def _run(self, text: str, parameters: Row) -> Result:
        return self.tx.run(KEPT + text, parameters)
