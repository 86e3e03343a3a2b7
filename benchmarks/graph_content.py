"""A whole graph as lines that can be compared: every node with its labels and properties, every edge with its type, ends and properties.

In order, and read as a stream, so that graphs of any size can be compared, also from two runs through files. Left out
are reports of loads, which are a log; the version in the state, which counts batches; and marks of tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest
from typing import Any

from neo4j import Driver

LABELS = (
    "Article",
    "Entity",
    "Claim",
    "IdentityKey",
    "Witness",
    "Summary",
    "GraphState",
)  # each node has one
LOGS = ("Change", "TestDatabase")


def lines(driver: Driver, database: str) -> Iterator[str]:
    """Yield the graph's lines, in an order that only its content decides."""
    with driver.session(database=database) as session:
        others = session.run(
            "MATCH (n) WHERE NOT any(label IN labels(n) WHERE label IN $known) RETURN count(n) AS n",
            known=[*LABELS, *LOGS],
        ).single(strict=True)["n"]
        if others:
            raise ValueError(f"{others} nodes have a label that isn't compared")
        for label in LABELS:
            for row in session.run(
                f"MATCH (n:{label}) RETURN labels(n) AS labels, properties(n) AS kept ORDER BY n.id"
            ):
                kept = {name: value for name, value in row["kept"].items() if name != "version"}
                yield _line([sorted(row["labels"]), kept])
        for label in LABELS:
            found = session.run(
                f"MATCH (a:{label})-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS kept ORDER BY a.id"
            )
            for _, rows in groupby(found, lambda row: row["a"]):
                yield from sorted(_line([row["a"], row["type"], row["b"], row["kept"]]) for row in rows)


def differences(one: Iterable[str], other: Iterable[str], most: int = 20) -> list[str]:
    """Return the first lines that only one of two graphs has, behind « - » or « + »; none where they are the same."""
    found: list[str] = []
    first, second = iter(one), iter(other)
    left: set[str] = set()
    right: set[str] = set()
    for a, b in zip_longest(first, second):
        if a == b:
            continue
        for line, own, others in ((a, left, right), (b, right, left)):
            if line is not None and line in others:
                others.remove(line)
            elif line is not None:
                own.add(line)
        if len(left) + len(right) > 100 * most:
            break
    found = [f"- {line}" for line in sorted(left)] + [f"+ {line}" for line in sorted(right)]
    return sorted(found, key=lambda line: line[2:])[:most]


def _line(parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)
