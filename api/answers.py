"""Asking a question: its parameters resolved, its file's text run unchanged, its answer as JSON.

The API and the command line both ask through here, so one can't say what the other doesn't.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from neo4j import Record
from neo4j.exceptions import ClientError

from diplograph.api.errors import SameThingError, UnsafeQueryError
from diplograph.api.evidence import evidence
from diplograph.api.graph import Graph
from diplograph.api.logs import LOG
from diplograph.api.names import Start, evidence_of, resolve, started
from diplograph.api.parameters import validate
from diplograph.api.search import Found
from diplograph.api.values import graph as picture
from diplograph.api.values import plain
from diplograph.api.version import coverage
from diplograph.ontology.errors import DiplographError
from diplograph.queries.catalogue import PATH, Column, Query

PLANNING = 120.0  # seconds to plan one on a busy machine
THINGS = ("entity", "evidence")  # types of parameters that name things
READS = "r"  # Neo4j's type of a query that writes nothing


async def prove_all(graph: Graph, queries: Iterable[Query]) -> None:
    """Prove questions one after the other, beside what is asked meanwhile; one that fails is in the log, with its file.

    A server that has just started takes a quarter of a minute to plan them all: nobody waits for those not asked.
    """
    for query in queries:
        try:
            await prove(graph, query)
        except DiplographError as error:
            LOG.error(str(error))


async def prove(graph: Graph, query: Query) -> None:
    """Let Neo4j plan a question, once. Raises UnsafeQueryError where it would write or can't be planned."""
    if query.text in graph.proven:
        return
    parameters = {name: query.example.get(name, each.default) for name, each in query.parameters.items()}
    try:
        result = await graph.read("start", f"EXPLAIN\n{query.text}", parameters, PLANNING)
    except ClientError as error:
        raise UnsafeQueryError(
            f"queries/{query.name}.cypher: {error.message}", "Correct the file."
        ) from error
    if result.summary.query_type != READS:
        hint = "A question only reads; take the clause out that writes."
        raise UnsafeQueryError(f"queries/{query.name}.cypher writes to the graph.", hint)
    graph.proven.add(query.text)


async def start(graph: Graph, query: Query, values: Mapping[str, Any]) -> Start:
    """Return what an answer starts from: the graph's version, and the things whose ids are among the values."""
    typed = (values.get(each.name) for each in query.parameters.values() if each.type in THINGS)
    return await started(graph, query.name, {each for each in typed if isinstance(each, str) and "/" in each})


async def answer(graph: Graph, query: Query, values: Mapping[str, Any], start: Start) -> dict[str, Any]:
    """Ask a question and return its answer: {query, parameters, columns, rows, graph, evidence, coverage, next}.

    ``next`` are the parameters of the next page, None on the last: one row more than the limit is read to know.
    """
    parameters = await _resolved(graph, query, validate(query, values), start.things)
    await prove(graph, query)
    limit = parameters["limit"]
    result = await graph.read(query.name, query.text, parameters | {"limit": limit + 1})
    records = result.records[:limit]
    paths = [column.name for column in query.columns.values() if column.type == PATH]
    lang = parameters.get("lang", "fr")
    found = picture((record[name] for record in records for name in paths), lang)
    return {
        "query": query.name,
        "parameters": parameters,
        "columns": [described(column) for column in query.cells],
        "rows": [_row(record, query) for record in records],
        "graph": found,
        "evidence": await evidence(graph, query.name, found, lang),
        "coverage": await coverage(graph, start.at),
        "next": {"offset": parameters["offset"] + limit} if len(result.records) > limit else None,
    }


def described(column: Column) -> dict[str, Any]:
    """Return what is said of a column."""
    return {"name": column.name, "type": column.type, "label": column.labels, "values": column.values}


async def _resolved(
    graph: Graph, query: Query, values: Mapping[str, Any], known: Mapping[str, Found]
) -> dict[str, Any]:
    """Return the values with each name replaced by the id of what it stands for."""
    found: dict[str, Any] = dict(values)
    for parameter in query.parameters.values():
        typed = values[parameter.name]
        if typed is None:
            continue
        if parameter.type == "entity":
            found[parameter.name] = (await resolve(graph, query.name, typed, parameter.classes, known)).id
        elif parameter.type == "evidence":
            found[parameter.name] = await evidence_of(graph, query.name, typed, known)
    _differ(query, found)
    return found


def _differ(query: Query, found: Mapping[str, Any]) -> None:
    """Refuse a question about a thing and itself: its answer would look like one, and mean nothing."""
    first: dict[str, str] = {}
    for parameter in query.parameters.values():
        thing = found[parameter.name]
        if parameter.type != "entity" or thing is None:
            continue
        other = first.setdefault(thing, parameter.name)
        if other != parameter.name:
            raise SameThingError(
                f"{other} and {parameter.name} are both {thing}.", "Name two different things."
            )


def _row(record: Record, query: Query) -> dict[str, Any]:
    values = dict(zip(record.keys(), record.values(), strict=True))  # a record looks each name up anew
    return {column.name: plain(values[column.name]) for column in query.cells}
