"""Constraints and indexes, made once: uniqueness of ids, one look-up for an edge's evidence, a load's changes, search by name."""

from __future__ import annotations

from collections.abc import Iterable

from neo4j import Driver, ManagedTransaction

from diplograph.graph_loader.sessions import writing
from diplograph.ontology.model import Ontology

SEARCH_INDEX = "names"  # full-text, over every name of every entity; folds case and accents
NODE_IDS = ("Entity", "Article", "Claim", "IdentityKey", "Witness", "Summary", "GraphState", "Change")
PROVENANCE = ("MENTIONS",)


def edge_types(ontology: Ontology) -> list[str]:
    """Return the types of the facts' edges, in the ontology's order."""
    types = (p.neo4j_type for p in ontology.properties.values() if p.neo4j_type)
    return [
        name for name in dict.fromkeys(types) if name not in ("MENTIONS", "EVIDENCED_BY", "ATTRIBUTED_TO")
    ]


def statements(ontology: Ontology) -> list[str]:
    """Return the statements that make the schema; each may run again."""
    nodes = [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in NODE_IDS
    ]
    edges = [
        f"CREATE CONSTRAINT {name.lower()}_id IF NOT EXISTS FOR ()-[r:{name}]-() REQUIRE r.id IS UNIQUE"
        for name in [*edge_types(ontology), *PROVENANCE]
    ]
    claims = ["CREATE INDEX claim_edge IF NOT EXISTS FOR (c:Claim) ON (c.edge)"]
    claims += [  # few claims give a period: of all others nothing is in these
        f"CREATE INDEX claim_{name} IF NOT EXISTS FOR (c:Claim) ON (c.edge, c.{name})"
        for name in ("start", "end")
    ]
    changes = [
        f"CREATE INDEX change_{name} IF NOT EXISTS FOR (c:Change) ON (c.{name})"
        for name in ("load", "article", "at")
    ]
    search = [
        f"CREATE FULLTEXT INDEX {SEARCH_INDEX} IF NOT EXISTS FOR (n:Entity) "
        "ON EACH [n.name, n.name_fr, n.name_en, n.aliases] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}"
    ]
    return nodes + edges + claims + changes + search


def ensure_schema(driver: Driver, database: str, ontology: Ontology) -> None:
    """Make what isn't there yet, and wait until it is ready."""
    with writing(driver, database) as session:
        session.execute_write(_make, statements(ontology))
        session.execute_write(_make, ["CALL db.awaitIndexes(120)"])


def _make(tx: ManagedTransaction, texts: Iterable[str]) -> None:
    for text in texts:
        tx.run(text).consume()
