"""The graph in a database against what a large corpus says of it: by content, both sides in the order of their ids."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain, count, islice, takewhile
from pathlib import Path
from typing import Any, NamedTuple

from large_expected import FILE, Row
from neo4j import Driver, Session

TOLD = 10  # differences
PAGE = 1000  # things or articles that are compared at a time


class Difference(NamedTuple):
    """``how``: missing (in the graph), too much, or different; ``what`` a node, a fact, an article or a conflict."""

    how: str
    what: str
    id: str
    expected: Any
    found: Any


# What can't be known beforehand: hashes, and the passage of the claim that is the strongest by its hash.
UNKNOWN = {
    "id",
    "claim",
    "article",
    "quote",
    "char_start",
    "char_end",
    "represented",
    "held",
    "date_text",
    "sha256",
    "content_hash",
}
THINGS = """
MATCH (n:Entity) WHERE n.id > $after
RETURN n.id AS id, labels(n) AS labels, properties(n) AS told ORDER BY n.id LIMIT $page
"""
FACTS = """
MATCH (e:Entity) WHERE e.id IN $ids
MATCH (e)-[r]->(o)
RETURN e.id AS subject, type(r) AS type,
       CASE WHEN o:Claim THEN 'claim/' + coalesce(o.subject, o.object) ELSE o.id END AS object, properties(r) AS told
"""
ARTICLES = """
MATCH (a:Article) WHERE a.id > $after
WITH a ORDER BY a.id LIMIT $page
RETURN a.id AS id, properties(a) AS told, COUNT { (a)<-[:EVIDENCED_BY]-(:Claim) } AS claims,
       COLLECT { MATCH (a)-[:MENTIONS]->(e:Entity) RETURN DISTINCT e.id ORDER BY e.id } AS mentions,
       COLLECT { MATCH (a)<-[:EVIDENCED_BY]-(c:Claim) WHERE c.modality IN ['alleged', 'denied', 'hypothetical']
                 RETURN [[x IN [c.predicate, c.subject, c.object, c.modality] WHERE x IS NOT NULL], c.attributed_to]
               } AS unfounded
ORDER BY id
"""
CONFLICTS = """
MATCH (c:Claim)-[r:CONTRADICTS]->(o:Claim)
RETURN [c.subject, c.predicate, coalesce(c.value, c.object), coalesce(o.value, o.object), c.modality] AS told,
       [r.sources, r.other_sources] AS sources
"""


def compare(driver: Driver, database: str, folder: Path, most: int = 100) -> list[Difference]:
    """Return where the graph differs from what a corpus folder says of it, at most so many; none is what should be.

    Both sides are gone through in the order of their ids, a page at a time.
    """
    with closing(sqlite3.connect(folder / FILE)) as expected, driver.session(database=database) as session:
        found = chain(_things(session, expected), _articles(session, expected), _conflicts(session, expected))
        return list(islice(found, most))


def differing(driver: Driver, database: str, folder: Path) -> int:
    """Return in how many places the graph differs from what a corpus folder says, and tell the first ones."""
    found = compare(driver, database, folder)
    for each in found[:TOLD]:
        print(*each, file=sys.stderr)
    return len(found)


def _things(session: Session, expected: sqlite3.Connection) -> Iterator[Difference]:
    for rows, after, last in _pages(session, THINGS):
        found = {row["id"]: _known(row["told"]) | {"labels": sorted(row["labels"])} for row in rows}
        yield from _differences(
            "node", _between(expected, "SELECT id, told FROM node WHERE id", after, last), found
        )
        ids = sorted(found)
        told = [
            (row["subject"], row["type"], row["object"], _known(row["told"]))
            for row in session.run(FACTS, ids=ids)
        ]
        wanted = expected.execute(
            "SELECT subject, type, object, told FROM fact WHERE subject > ? AND subject <= ?", (after, last)
        )
        yield from _differences(
            "fact", _numbered((*row[:3], json.loads(row[3])) for row in wanted), _numbered(told)
        )


def _articles(session: Session, expected: sqlite3.Connection) -> Iterator[Difference]:
    for rows, after, last in _pages(session, ARTICLES):
        found = {}
        for row in rows:
            unfounded = sorted([*said, *sorted(sayers)] for said, sayers in row["unfounded"])
            found[row["id"]] = _known(row["told"]) | {
                "claims": row["claims"],
                "mentions": row["mentions"],
                "unfounded": unfounded,
            }
        yield from _differences(
            "article", _between(expected, "SELECT id, told FROM article WHERE id", after, last), found
        )


def _conflicts(session: Session, expected: sqlite3.Connection) -> Iterator[Difference]:
    found = Counter(json.dumps([*row["told"], *row["sources"]]) for row in session.run(CONFLICTS))
    wanted = Counter(row[0] for row in expected.execute("SELECT told FROM conflict"))
    for told in sorted((wanted - found).elements()):
        yield Difference("missing", "conflict", told, json.loads(told), None)
    for told in sorted((found - wanted).elements()):
        yield Difference("too much", "conflict", told, None, json.loads(told))


def _pages(session: Session, text: str) -> Iterator[tuple[list[Row], str, str]]:
    """Yield rows in the order of their ids, with the ids between which they lie; the last page is open."""
    after, more = "", True
    while more:
        rows = [row.data() for row in session.run(text, after=after, page=PAGE)]
        more = len(rows) == PAGE
        last = rows[-1]["id"] if more else "\U0010ffff"
        yield rows, after, last
        after = last


def _between(expected: sqlite3.Connection, text: str, after: str, last: str) -> dict[str, Row]:
    return {
        name: json.loads(told) for name, told in expected.execute(f"{text} > ? AND id <= ?", (after, last))
    }


def _known(told: Row) -> Row:
    return {name: value for name, value in told.items() if name not in UNKNOWN and value not in (None, [])}


def _numbered(rows: Iterable[tuple[str, str, str, Row]]) -> dict[str, Row]:
    """Return facts by what they are; two of one sort between two things are numbered."""
    found: dict[str, Row] = {}
    for subject, kind, target, row in sorted(rows, key=repr):
        name = f"{subject} {kind} {target}"
        again = sum(1 for _ in takewhile(found.__contains__, (f"{name} {n}" if n else name for n in count())))
        found[f"{name} {again}" if again else name] = row
    return found


def _differences(what: str, expected: dict[str, Row], found: dict[str, Row]) -> Iterator[Difference]:
    for name in sorted(expected.keys() | found.keys()):
        one, other = expected.get(name), found.get(name)
        if one is None or other is None:
            yield Difference("missing" if other is None else "too much", what, name, one, other)
            continue
        keys = sorted(
            key for key in one.keys() | other.keys() if (one.get(key) or None) != (other.get(key) or None)
        )
        if keys:
            yield Difference(
                "different", what, name, *({key: each.get(key) for key in keys} for each in (one, other))
            )
