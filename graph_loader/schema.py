"""Constraints and indexes, made once: uniqueness of ids, one look-up for an edge's evidence, a load's changes, search by name."""

from __future__ import annotations

from collections.abc import Iterable

from neo4j import Driver, ManagedTransaction

from diplograph.graph_loader.sessions import writing
from diplograph.ontology.model import Ontology

SEARCH_INDEX = "names"  # full-text, over every name of every entity; folds case and accents
NODE_IDS = ("Entity", "Article", "Claim", "IdentityKey", "Witness", "Summary", "GraphState", "Change")
PROVENANCE = ("MENTIONS",)
READY = "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name"


def edge_types(ontology: Ontology) -> list[str]:
    """Return the types of the facts' edges, in the ontology's order."""
    types = (p.neo4j_type for p in ontology.properties.values() if p.neo4j_type)
    return [
        name for name in dict.fromkeys(types) if name not in ("MENTIONS", "EVIDENCED_BY", "ATTRIBUTED_TO")
    ]


def statements(ontology: Ontology) -> dict[str, str]:
    """Return the statements that make the schema, by the names of what they make; each may run again."""
    names = {f"{label.lower()}_id": f"FOR (n:{label}) REQUIRE n.id IS UNIQUE" for label in NODE_IDS}
    edges = [*edge_types(ontology), *PROVENANCE]
    names |= {f"{edge.lower()}_id": f"FOR ()-[r:{edge}]-() REQUIRE r.id IS UNIQUE" for edge in edges}
    constraints = {name: f"CREATE CONSTRAINT {name} IF NOT EXISTS {what}" for name, what in names.items()}
    indexed = {"claim_edge": "FOR (c:Claim) ON (c.edge)"}
    # few claims give a period: of all others nothing is in these
    indexed |= {f"claim_{name}": f"FOR (c:Claim) ON (c.edge, c.{name})" for name in ("start", "end")}
    indexed |= {f"change_{name}": f"FOR (c:Change) ON (c.{name})" for name in ("load", "article", "at")}
    indexes = {name: f"CREATE INDEX {name} IF NOT EXISTS {what}" for name, what in indexed.items()}
    search = (
        f"CREATE FULLTEXT INDEX {SEARCH_INDEX} IF NOT EXISTS FOR (n:Entity) "
        "ON EACH [n.name, n.name_fr, n.name_en, n.aliases] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}"
    )
    return constraints | indexes | {SEARCH_INDEX: search}


def ensure_schema(driver: Driver, database: str, ontology: Ontology) -> None:
    """Make what isn't there yet, and wait until it is ready."""
    with writing(driver, database) as session:
        ready = session.execute_write(_ready)
        missing = [text for name, text in statements(ontology).items() if name not in ready]
        if missing:
            session.execute_write(_make, missing)
            session.execute_write(_make, ["CALL db.awaitIndexes(120)"])


def _ready(tx: ManagedTransaction) -> set[str]:
    return {row["name"] for row in tx.run(READY)}


def _make(tx: ManagedTransaction, texts: Iterable[str]) -> None:
    for text in texts:
        tx.run(text).consume()
