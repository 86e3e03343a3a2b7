"""Turtle: articles, mentions and claims, from which an empty Neo4j becomes the same graph; and the facts beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice
from typing import Any, BinaryIO, LiteralString

from neo4j import Driver, Session
from rdflib import RDF, RDFS, XSD, Graph

from diplograph.graph_loader import rdf
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import THINGS

CHUNK = 20_000  # triples that are in memory at once

ARTICLES = "MATCH (a:Article) RETURN properties(a) AS row ORDER BY a.id"
MENTIONS = """
MATCH (a:Article)-[m:MENTIONS]->(e:Entity)
RETURN a.id AS article, e.id AS entity, properties(m) AS row ORDER BY m.id
"""
CLAIMS = "MATCH (c:Claim) RETURN properties(c) AS row ORDER BY c.id"
ENTITIES = "MATCH (e:Entity) RETURN labels(e) AS labels, properties(e) AS row ORDER BY e.id"
# What a rule infers nobody asserts, so it is no plain triple; loading the file infers it again.
FACTS = """
MATCH (e:Entity)-[r]->(o:Entity|Claim) WHERE r.rule IS NULL
RETURN e.id AS subject, type(r) AS type, o.id AS object, properties(r) AS row ORDER BY r.id
"""


def write(driver: Driver, database: str, stream: BinaryIO) -> None:
    """Write the graph as Turtle, UTF-8, a chunk at a time."""
    with driver.session(database=database, default_access_mode="READ") as session:
        stream.write(f"@prefix dd: <{rdf.DD}> .\n@prefix id: <{THINGS}> .\n".encode())
        stream.write(f"@prefix rdf: <{RDF}> .\n@prefix rdfs: <{RDFS}> .\n@prefix xsd: <{XSD}> .\n".encode())
        triples = _triples(session)
        while chunk := list(islice(triples, CHUNK)):
            stream.write(_turtle(chunk))


def _triples(session: Session) -> Iterator[rdf.Triple]:
    ontology = load_ontology()
    names = rdf.property_names(ontology)
    for row in _rows(session, ARTICLES):
        yield from rdf.article_triples(row["row"])
    for row in _rows(session, MENTIONS):
        yield from rdf.mention_triples(row["article"], row["entity"], row["row"])
    for row in _rows(session, CLAIMS):
        yield from rdf.claim_triples(row["row"])
    for row in _rows(session, ENTITIES):
        cls = max(row["labels"], key=lambda label: len(ontology.classes[label].superclasses))
        yield from rdf.entity_triples(cls, row["row"])
    for row in _rows(session, FACTS):
        yield from rdf.fact_triples(row["subject"], names[row["type"]], row["object"], row["row"])


def _rows(session: Session, text: LiteralString) -> Iterator[dict[str, Any]]:
    return (record.data() for record in session.run(text))


def _turtle(triples: Iterable[rdf.Triple]) -> bytes:
    """Return a chunk without the prefixes, which stand once at the top."""
    graph = Graph()
    graph.bind("dd", rdf.DD)
    graph.bind("id", THINGS)
    for triple in triples:
        graph.add(triple)
    lines = graph.serialize(format="turtle").splitlines(keepends=True)
    return "".join(dropwhile(_is_prefix, lines)).encode()  # a quote may hold a line that begins so, too


def _is_prefix(line: str) -> bool:
    return line.startswith("@prefix")
