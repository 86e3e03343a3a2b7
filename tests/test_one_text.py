"""One text: what the API and the command line answer is what the file gives that a reader pastes into Neo4j Browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from neo4j import Driver
from serving import served
from test_cli import run

from diplograph.api.values import plain
from diplograph.neo4j_server.connection import Connection
from diplograph.queries.catalogue import Query, catalogue


@pytest.fixture(scope="module")
def api(connection: Connection, graph: None) -> Iterator[httpx.Client]:
    """Serve what every question's example finds something in."""
    with served(connection) as base, httpx.Client(base_url=base, timeout=60) as client:
        yield client


def cells(query: Query, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows without the paths, as JSON has them."""
    return [{column.name: plain(row[column.name]) for column in query.cells} for row in rows]


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_same_text_three_ways(
    api: httpx.Client, driver: Driver, connection: Connection, name: str
) -> None:
    """Run as it stands by the driver, asked over HTTP and asked on the command line, a question gives the same rows."""
    query = catalogue()[name]
    spoken = {"lang": "en"} if "lang" in query.parameters else {}
    answered = api.get(f"/v1/queries/{name}", params={**query.example, **spoken}).json()
    parameters = answered["parameters"]
    assert set(parameters) == set(query.parameters)
    records = driver.execute_query(query.text, parameters, database_=connection.database).records
    assert answered["rows"] == cells(query, [record.data() for record in records])
    assert answered["rows"], "the example finds nothing"
    options = [f"--{key.replace('_', '-')}={value}" for key, value in query.example.items()]
    asked = run("ask", name, *options, "--lang", "en", "--format", "json")
    assert asked.returncode == 0, asked.stderr
    printed = json.loads(asked.stdout)
    assert printed["rows"] == answered["rows"]
    assert {**printed, "next": answered["next"]} == answered
