"""The version of the graph, which every change of it moves on; and what was loaded, which negative answers need."""

from __future__ import annotations

from typing import Any

from neo4j import Record

from diplograph.api.graph import Graph
from diplograph.api.values import plain

VERSION = "MATCH (s:GraphState {id: 'graph'}) RETURN s.version AS version"
COVERAGE = """
MATCH (a:Article)
RETURN count(a) AS articles, collect(DISTINCT a.publisher) AS publishers, collect(DISTINCT a.language) AS languages,
       min(a.issued) AS issued_first, max(a.issued) AS issued_last, count(*) - count(a.issued) AS without_date
"""


async def version(graph: Graph) -> int:
    """Return the graph's version; 0 is that of a graph that nothing was ever loaded into."""
    records = (await graph.read("version", VERSION)).records
    return int(records[0]["version"]) if records else 0


async def coverage(graph: Graph, at: int) -> dict[str, Any]:
    """Return what was loaded: number of articles, publishers, languages, first and last date; kept until the version moves.

    A question that finds nothing has looked at no more than this: « none » isn't « not looked at ».
    """
    if graph.kept.get("coverage", (None,))[0] != at:
        row = (await graph.read("coverage", COVERAGE)).records[0]
        graph.kept["coverage"] = (at, covered(row, at))
    found: dict[str, Any] = graph.kept["coverage"][1]
    return found


def covered(row: Record, at: int) -> dict[str, Any]:
    """Return what was loaded, as of a version of the graph, from what COVERAGE returns."""
    lists = {name: sorted(row[name]) for name in ("publishers", "languages")}
    return {**plain(row.data()), **lists, "version": at}
