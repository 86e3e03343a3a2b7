"""How fast a load is, as a share of what Neo4j takes in at all: the same rows written by plain UNWIND … CREATE.

Run: .venv/bin/python benchmarks/load_rate.py [ARTICLES]

Both are timed in one run on one server, which is started in a temporary folder and stopped at the end. The articles
are made up: meetings of officials of a few states, so that the facts of the best known are told by many.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from neo4j import Driver
from own_server import own_server
from rich.console import Console
from rich.table import Table

from diplograph.graph_loader.document import Arc, Document, Metadata, Span
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.load import Summary, load_records
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.schema import ensure_schema
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

ARTICLES = 1000
MEETINGS = 4  # of an article; each has about eight claims
ROWS = 10_000  # a batch of the raw write
STATES = ("Japon", "Norvège", "Chili", "Ghana", "Islande", "Thaïlande", "Inde", "Portugal")


def main() -> None:
    """Time extraction, load, load again and the raw write, and print them with their ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with own_server() as (driver, database, _):
        _run(driver, database, count)


def _run(driver: Driver, database: str, count: int) -> None:
    ensure_schema(driver, database, load_ontology())
    extracting, records = _timed(lambda: [_record(number) for number in range(count)])
    _warm_up(driver, database)
    loading, _ = _timed(lambda: load_records(driver, database, iter(records), Summary()))
    again, _ = _timed(lambda: load_records(driver, database, iter(records), Summary()))
    rows = _rows(driver, database)
    _wipe(driver, database)
    raw, _ = _timed(lambda: _raw(driver, database, rows))
    elements = sum(len(each) for _, each in rows)

    table = Table("stage", "seconds", "articles/s", "elements/s", "share of raw")
    for name, seconds in (("extract", extracting), ("load", loading), ("load again", again), ("raw", raw)):
        table.add_row(
            name,
            f"{seconds:.2f}",
            f"{count / seconds:.0f}",
            f"{elements / seconds:.0f}",
            f"{raw / seconds:.2f}",
        )
    console = Console(width=100)
    console.print(
        f"{count} articles, {sum(len(record.claims) for record in records)} claims, {elements} nodes and edges"
    )
    console.print(table)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _record(number: int) -> Record:
    record, _ = extract(_document(number), load_ontology(), reference())
    return record


def _document(number: int) -> Document:
    """Return a made-up article: a minister meets others, at places, on days, by name."""
    chance = random.Random(number)
    text, spans, arcs = "", [], []

    def say(words: str, label: str | None = None, **attributes: str) -> str:
        nonlocal text
        start, text = len(text), text + words
        if label:
            spans.append(Span(f"T{len(spans)}", label, ((start, len(text)),), words, attributes=attributes))
        return spans[-1].id if spans else ""

    def arc(role: str, source: str, target: str) -> None:
        arcs.append(Arc(f"R{len(arcs)}", role, source, target))

    for _ in range(MEETINGS):
        people = []
        for side in chance.sample(range(len(STATES)), 2):
            say("Le ")
            post = say("ministre de la Défense", "Post")
            say(" de ")
            state = say(STATES[side], "State")
            say(", ")
            person = say(f"Alex Nom{side}{min(int(chance.expovariate(0.5)), 20)}", "Official")
            say(", et ")
            arc("holds", person, post)
            arc("in", post, state)
            people.append(person)
        meeting = say("se sont vus", "Meeting", Kind="talks", Format="bilateral", Status="held")
        say(" le ")
        date = say(
            "jour dit",
            "Date",
            Value=f"20{chance.randint(30, 60)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        )
        say(" à ")
        place = say(chance.choice(("Lisbonne", "Tokyo", "Séoul", "Bruxelles")), "Place")
        say(". ")
        for person in people:
            arc("participant", meeting, person)
        arc("date", meeting, date)
        arc("place", meeting, place)
    about = Metadata(issued="2061-01-01", language="fr", publisher="benchmark")
    return Document(
        f"made-up-{number}", f"made-up-{number}.ann", text, about, spans={s.id: s for s in spans}, arcs=arcs
    )


def _warm_up(driver: Driver, database: str) -> None:
    """Let the server compile its plans, on other articles than those that are timed."""
    load_records(driver, database, (_record(-1 - number) for number in range(100)), Summary())
    _wipe(driver, database)


def _rows(driver: Driver, database: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return what the load wrote, as statements that create it and their rows, nodes first."""
    found: list[tuple[str, list[dict[str, Any]]]] = []
    labels = driver.execute_query("MATCH (n) RETURN DISTINCT labels(n) AS labels", database_=database).records
    for row in labels:
        name = ":".join(row["labels"])
        rows = driver.execute_query(
            f"MATCH (n:{name.replace(':', '&')}) RETURN properties(n) AS row", database_=database
        ).records
        found.append((f"UNWIND $rows AS row CREATE (n:{name}) SET n = row", [each["row"] for each in rows]))
    types = driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN DISTINCT type(r) AS type, labels(a)[-1] AS a, labels(b)[-1] AS b",
        database_=database,
    ).records
    ends = {(row["type"], _unique(row["a"]), _unique(row["b"])) for row in types}
    for kind, a, b in sorted(ends):
        rows = driver.execute_query(
            f"MATCH (a:{a})-[r:{kind}]->(b:{b}) RETURN a.id AS a, b.id AS b, properties(r) AS row",
            database_=database,
        ).records
        text = f"UNWIND $rows AS row MATCH (a:{a} {{id: row.a}}) MATCH (b:{b} {{id: row.b}}) CREATE (a)-[r:{kind}]->(b) SET r = row.row"
        found.append((text, [each.data() for each in rows]))
    return found


def _unique(label: str) -> str:
    return label if label in ("Article", "Claim") else "Entity"


def _raw(driver: Driver, database: str, rows: list[tuple[str, list[dict[str, Any]]]]) -> None:
    with driver.session(database=database) as session:
        for text, each in rows:
            for batch in _batches(each):
                session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    return (rows[start : start + ROWS] for start in range(0, len(rows), ROWS))


def _wipe(driver: Driver, database: str) -> None:
    with driver.session(database=database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


if __name__ == "__main__":
    main()
