"""How the cost of the review list grows: its time for ten times as many things, as a share of ten times the time.

Run: .venv/bin/python benchmarks/review_list.py [THINGS]

The graph is made up and written as it would be loaded: officials with a post in one of 150 states, each told by an
article with its claim, one in ten also under another spelling; as many meetings of two of them. The server is started in a
temporary folder and stopped at the end.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from typing import Any

from neo4j import Driver
from own_server import own_server

from diplograph.graph_loader.schema import ensure_schema
from diplograph.ontology.load import load as load_ontology
from diplograph.review.candidates import candidates

THINGS = 1000  # officials, and as many meetings; then ten times as many
GROWTH = 10
STATES = 150
SYLLABLES = (
    "ba",
    "do",
    "fen",
    "gri",
    "hul",
    "jon",
    "kar",
    "lim",
    "mos",
    "nor",
    "pel",
    "ras",
    "sim",
    "tor",
    "vel",
    "win",
)

OFFICIALS = """
UNWIND $rows AS row
MERGE (s:Entity {id: row.state}) ON CREATE SET s:Party:State, s.name = row.state, s.aliases = []
MERGE (p:Entity {id: row.post}) ON CREATE SET p:Post, p.name = row.post, p.aliases = []
MERGE (p)-[:POST_IN {id: row.post}]->(s)
CREATE (o:Entity:Official {id: row.id, name: row.name, aliases: [row.name]})
CREATE (a:Article {id: row.id, issued: row.day})-[:MENTIONS {id: row.id}]->(o)
CREATE (o)-[:HELD_POST {id: row.id, claim: row.id, attested: [row.day]}]->(p)
CREATE (:Claim {id: row.id, edge: row.id, modality: 'asserted', basis: 'explicit', confidence: 1.0, quote: row.name})
       -[:EVIDENCED_BY]->(a)
"""
MEETINGS = """
UNWIND $rows AS row
MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) MATCH (t:Article {id: row.a})
CREATE (m:Entity:Meeting {id: row.id, name: row.id, aliases: [], start: row.day, end: row.day})
CREATE (t)-[:MENTIONS {id: row.id}]->(m)
CREATE (a)-[:ATTENDED {id: row.id + 'a'}]->(m) CREATE (b)-[:ATTENDED {id: row.id + 'b'}]->(m)
"""
ROWS = 5000  # a transaction


def main() -> None:
    """Time the list on both graphs, and print how many pairs it found and by how much the time grew."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else THINGS
    with own_server() as (driver, database, _):
        _run(driver, database, count)


def _run(driver: Driver, database: str, count: int) -> None:
    ensure_schema(driver, database, load_ontology())
    _timed(driver, database, count)  # the server compiles its plans
    few, many = (_timed(driver, database, size) for size in (count, GROWTH * count))
    whole, ours = (after / before for before, after in zip(few, many, strict=True))
    print(f"{GROWTH} times the things take {whole:.1f} times as long, {ours:.1f} times in our own part")


def _timed(driver: Driver, database: str, count: int) -> tuple[float, float]:
    """Return the seconds that the list takes, and those of our own part."""
    with driver.session(database=database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
        chance = random.Random(count)
        officials = list(_officials(chance, count))
        for text, rows in ((OFFICIALS, officials), (MEETINGS, list(_meetings(chance, officials)))):
            for start in range(0, len(rows), ROWS):
                session.run(text, rows=rows[start : start + ROWS]).consume()
    began = time.process_time(), time.perf_counter()
    found = candidates(driver, database, limit=100)
    ours, whole = time.process_time() - began[0], time.perf_counter() - began[1]
    skipped = sum(block.size for block in found.skipped)
    print(
        f"{count} officials, {count} meetings: {whole:.2f} s, of which {ours:.2f} s of our own; {found.total} pairs; "
        f"{len(found.skipped)} blocks of {skipped} things left out"
    )
    return whole, ours


def _officials(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """Yield officials, every eleventh being the one before it under another spelling."""
    for number in range(count):
        if number % 11 != 10:
            name = f"{_word(chance)} {_word(chance)}"
            state, post = chance.randrange(STATES), chance.randrange(20)
            day = f"20{chance.randint(10, 60)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        else:
            name += name[-1]
        yield {
            "id": f"official/{number}",
            "name": name,
            "state": f"state/{state}",
            "post": f"post/{state}-{post}",
            "day": day,
        }


def _meetings(chance: random.Random, officials: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield meetings of two officials."""
    for number, one in enumerate(officials):
        other = chance.choice(officials)
        yield {"id": f"meeting/{number}", "a": one["id"], "b": other["id"], "day": one["day"]}


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


if __name__ == "__main__":
    main()
