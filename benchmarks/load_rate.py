"""How fast a load is, as a share of what Neo4j takes in at all, and beside another loader's, in one run on one server.

Run: .venv/bin/python benchmarks/load_rate.py [ARTICLES] [WORKERS]

A load reads its articles from files, finds out who is who, checks, and computes facts. Raw is plain UNWIND … CREATE
of the very rows that the load wrote, which are at hand. rdflib-neo4j loads the same articles' triples from the Turtle file
that an export of the graph writes, as its manual does; beside that stands its write alone, of triples that are at hand
and sorted by subject. The server has been at work before each: its compiler has seen a load of other articles.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import large_corpus
import rdflib_peer
from graph_content import LABELS
from large_compare import differing
from neo4j import Driver
from own_server import own_server
from rich.console import Console
from rich.table import Table

from diplograph.api.whole import whole
from diplograph.exports import format_of
from diplograph.graph_loader.cycles import seldom_looking_for_cycles
from diplograph.graph_loader.load import load
from diplograph.graph_loader.parallel import Workers
from diplograph.graph_loader.rdf import Triple
from diplograph.graph_loader.schema import ensure_schema
from diplograph.ontology.load import load as load_ontology

ARTICLES = 1000
AGAIN = 5  # times that unchanged articles are loaded, which takes a moment: the median counts
WARMING = 3000  # articles of another seed: after so many the server's compiler has done most of its work
ROWS = 10_000  # a batch of the raw write

WAYS = ("load", "again", "raw", "rdflib_neo4j", "rdflib_neo4j_write")
Rows = list[tuple[str, list[dict[str, Any]]]]


@dataclass(frozen=True)
class Rates:
    """Seconds that the same articles took each way, and how much they are."""

    articles: int
    elements: int  # nodes and edges
    triples: int
    load: float
    again: float
    raw: float
    rdflib_neo4j: float
    rdflib_neo4j_write: float  # alone
    differences: int  # between the load's graph and what the corpus says of it


def main() -> None:
    """Print the rates and their ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        large_corpus.write(large_corpus.SEED, count, Path(folder, "corpus"))
        found = measure(Path(folder, "corpus"), count, workers)
    console = Console(width=100)
    console.print(f"{count:,} articles, {found.elements:,} nodes and edges, {found.triples:,} triples")
    table = Table("way", "seconds", "articles/s", "nodes and edges/s", "triples/s", "load : it")
    for name in WAYS:
        seconds = getattr(found, name)
        rates = (f"{each / seconds:,.0f}" for each in (count, found.elements, found.triples))
        table.add_row(name, f"{seconds:.2f}", *rates, f"{seconds / found.load:.2f}")
    console.print(table)


def measure(corpus: Path, count: int, workers: int = 1) -> Rates:
    """Load a corpus of so many articles, load it again, and write the same the other ways, into an empty database each."""
    with own_server() as (driver, database, home):
        large_corpus.write(large_corpus.SEED + 1, WARMING, home / "warming")

        def loaded(folder: Path) -> None:
            crew, remembered = Workers(workers), home / "read.sqlite"
            load(driver, database, [folder / "articles"], workers=crew, remembered=remembered)

        for _ in range(2):  # articles that are new, and that aren't
            loaded(home / "warming")
        _wipe(driver, database)
        loading = _timed(partial(loaded, corpus))
        again = statistics.median(_timed(partial(loaded, corpus)) for _ in range(AGAIN))
        differences = differing(driver, database, corpus)
        rows, triples = _rows(driver, database), _triples(driver, database)
        turtle = home / "articles.ttl"
        with turtle.open("wb") as file:
            format_of("turtle").write(whole(driver, database), file)
        _wipe(driver, database)
        raw = _timed(lambda: _raw(driver, database, rows))
        _wipe(driver, database)
        peer = _timed(lambda: rdflib_peer.load(driver, turtle))
        _wipe(driver, database)
        peer_write = _timed(lambda: rdflib_peer.write(driver, triples))
        elements = sum(len(each) for _, each in rows)
        return Rates(count, elements, len(triples), loading, again, raw, peer, peer_write, differences)


def _timed(work: Callable[[], Any]) -> float:
    with seldom_looking_for_cycles():  # as a load does: what is at hand for the others is large
        start = time.perf_counter()
        work()
        return time.perf_counter() - start


def _triples(driver: Driver, database: str) -> list[Triple]:
    """Return what an export of the graph in RDF says of its articles."""
    told = whole(driver, database).told
    assert told
    return sorted({triple for triple, _ in told()}, key=lambda triple: triple[0])


def _rows(driver: Driver, database: str) -> Rows:
    """Return what the load wrote, as statements that create it and their rows, nodes first."""
    found: Rows = []
    labels = driver.execute_query("MATCH (n) RETURN DISTINCT labels(n) AS labels", database_=database).records
    for row in labels:
        name = ":".join(row["labels"])
        rows = driver.execute_query(
            f"MATCH (n:{name.replace(':', '&')}) WHERE size(labels(n)) = $count RETURN properties(n) AS row",
            count=len(row["labels"]),
            database_=database,
        ).records
        found.append((f"UNWIND $rows AS row CREATE (n:{name}) SET n = row", [each["row"] for each in rows]))
    types = driver.execute_query(
        """
        MATCH (a)-[r]->(b)
        RETURN DISTINCT type(r) AS type, [x IN labels(a) WHERE x IN $labels][0] AS a,
               [x IN labels(b) WHERE x IN $labels][0] AS b ORDER BY type, a, b
        """,
        labels=LABELS,
        database_=database,
    ).records
    for kind, a, b in types:
        rows = driver.execute_query(
            f"MATCH (a:{a})-[r:{kind}]->(b:{b}) RETURN a.id AS a, b.id AS b, properties(r) AS row",
            database_=database,
        ).records
        text = f"UNWIND $rows AS row MATCH (a:{a} {{id: row.a}}) MATCH (b:{b} {{id: row.b}}) CREATE (a)-[r:{kind}]->(b) SET r = row.row"
        found.append((text, [each.data() for each in rows]))
    return found


def _raw(driver: Driver, database: str, rows: Rows) -> None:
    with driver.session(database=database) as session:
        for text, each in rows:
            for batch in _batches(each):
                session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    return (rows[start : start + ROWS] for start in range(0, len(rows), ROWS))


def _wipe(driver: Driver, database: str) -> None:
    with driver.session(database=database) as session:
        # edges first: a state has so many that a transaction of nodes has no end
        for found in ("()-[x]->()", "(x)"):
            session.run(f"MATCH {found} CALL (x) {{ DELETE x }} IN TRANSACTIONS OF 20000 ROWS").consume()
    ensure_schema(driver, database, load_ontology())


if __name__ == "__main__":
    main()
