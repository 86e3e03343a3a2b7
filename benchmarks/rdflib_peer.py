"""What a load is measured against: rdflib-neo4j, which keeps RDF in Neo4j. Its settings are its defaults."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from neo4j import Driver
from rdflib import Graph, Namespace
from rdflib_neo4j import Neo4jStore, Neo4jStoreConfig

from diplograph.graph_loader.rdf import Triple
from diplograph.ontology.model import NAMESPACE


def load(driver: Driver, turtle: Path) -> None:
    """Load a Turtle file as its manual does."""
    with _opened(driver) as graph:
        graph.parse(turtle, format="turtle")


def write(driver: Driver, triples: Iterable[Triple]) -> None:
    """Write triples that are at hand."""
    with _opened(driver) as graph:
        for triple in triples:
            graph.add(triple)


@contextmanager
def _opened(driver: Driver) -> Iterator[Graph]:
    """Give a graph in Neo4j. Of several values of a property its defaults keep one, and no value keeps its language."""
    config = Neo4jStoreConfig(custom_prefixes={"dd": Namespace(NAMESPACE)})
    with redirect_stdout(io.StringIO()):  # it prints
        graph = Graph(store=Neo4jStore(config, neo4j_driver=driver))
        yield graph
        graph.close(commit_pending_transaction=True)
