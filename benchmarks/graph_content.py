"""A whole graph as lines that can be compared: every node with its labels and properties, every edge with its type, ends and properties.

Left out are reports of loads, which are a log, and the version in the state, which counts batches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any

import numpy as np
from neo4j import Driver

from diplograph.graph_loader.schema import NODE_IDS
from diplograph.graph_loader.sessions import reading

LOGS = ("Change",)
LABELS = tuple(label for label in NODE_IDS if label not in LOGS)  # each node has one
STATE = "GraphState"
MOST = 20  # differences that are told

Lines = Callable[[], Iterable[str]]


def lines(driver: Driver, database: str) -> Iterator[str]:
    """Yield the lines of a graph, as they come."""
    with reading(driver, database) as session:
        for label in LABELS:
            for row in session.run(f"MATCH (n:{label}) RETURN labels(n) AS labels, properties(n) AS kept"):
                yield node_line(row["labels"], row["kept"])
        for label in LABELS:
            for row in session.run(
                f"MATCH (a:{label})-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS kept"
            ):
                yield edge_line(row["a"], row["type"], row["b"], row["kept"])


def node_line(labels: Iterable[str], kept: dict[str, Any]) -> str:
    """Return the line of a node."""
    if STATE in labels:  # no decisions at all are the same as none any more
        kept = {name: value for name, value in kept.items() if name != "version" and value != []}
    return _line([sorted(labels), kept])


def edge_line(start: str, kind: str, end: str, kept: dict[str, Any]) -> str:
    """Return the line of an edge."""
    return _line([start, kind, end, kept])


def differences(one: Lines, other: Lines, most: int = MOST) -> list[str]:
    """Return lines that only one of two graphs has, behind « - » or « + », at most so many of each; none where they are the same.

    Each is gone through once, in any order, and again only where they differ: eight bytes a line are held.
    """
    (first, times), (second, others) = (_counted(each()) for each in (one, other))
    both, left, right = np.intersect1d(first, second, assume_unique=True, return_indices=True)
    unlike = {*np.setxor1d(first, second, assume_unique=True), *both[times[left] != others[right]]}
    if not unlike:
        return []
    return [
        f"{sign} {line}"
        for sign, each in (("-", one), ("+", other))
        for line in islice((line for line in each() if _hash(line) in unlike), most)
    ]


def _counted(told: Iterable[str]) -> tuple[np.typing.NDArray[np.uint64], np.typing.NDArray[np.intp]]:
    hashes = np.fromiter(map(_hash, told), np.uint64)
    found, times = np.unique(hashes, return_counts=True)
    return found, times


def _hash(line: str) -> int:
    return int.from_bytes(blake2b(line.encode(), digest_size=8).digest(), "big")


def _line(parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)
