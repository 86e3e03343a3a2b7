"""One real Neo4j for all tests, started in a temporary folder and stopped at the end; graphs that tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from annotated import disagreeing
from browsing import Open, browser, opening
from neo4j import Driver
from playwright.sync_api import Browser
from serving import served

from diplograph.api.settings import Settings
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary, load
from diplograph.graph_loader.schema import ensure_schema
from diplograph.neo4j_server import server
from diplograph.neo4j_server.connection import Connection
from diplograph.neo4j_server.connection import connection as find_connection
from diplograph.ontology.load import load as load_ontology
from diplograph.queries.catalogue import Query, get

ROOT = Path(__file__).parent.parent
EXAMPLE = Path(__file__).parent / "data" / "example"
SAMPLE = ROOT / "corpus" / "sample"
Ask = Callable[..., list[dict[str, Any]]]

MARK = "TestDatabase"  # a node of this label says that the database is a test's, and may be wiped


@pytest.fixture(scope="session")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Start a server of our own; the user's data and settings are out of reach."""
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        os.environ.pop(name, None)
    os.environ["DIPLOGRAPH_HOME"] = str(tmp_path_factory.mktemp("home"))
    server.start()
    found = find_connection()
    with found.driver() as driver:
        driver.execute_query(f"CREATE (:{MARK})", database_=found.database)
        ensure_schema(driver, found.database, load_ontology())
    yield found
    server.stop()


@pytest.fixture(scope="session")
def driver(connection: Connection) -> Iterator[Driver]:
    with connection.driver() as found:
        yield found


def wipe(driver: Driver, connection: Connection) -> None:
    """Empty the database; refused where it isn't marked as a test's."""
    records = driver.execute_query(
        f"MATCH (n:{MARK}) RETURN count(n) AS n", database_=connection.database
    ).records
    assert records[0]["n"] == 1, "this database isn't marked as a test database; it is left alone"
    driver.execute_query(f"MATCH (n) WHERE NOT n:{MARK} DETACH DELETE n", database_=connection.database)


@pytest.fixture
def empty_graph(driver: Driver, connection: Connection) -> None:
    """Give the test an empty graph."""
    wipe(driver, connection)


@pytest.fixture
def loaded(driver: Driver, connection: Connection, empty_graph: None) -> Callable[..., Summary]:
    """Give the test an empty graph and a way to load folders into it."""

    def loading(*paths: Path, texts: Path | None = None, strict: bool = False) -> Summary:
        return load(driver, connection.database, list(paths), Reading(texts, strict=strict))

    return loading


@pytest.fixture(scope="module")
def example_graph(driver: Driver, connection: Connection) -> Summary:
    """Load the design's example into an empty graph, once a module."""
    wipe(driver, connection)
    return load(driver, connection.database, [EXAMPLE])


@pytest.fixture(scope="module")
def sample_graph(driver: Driver, connection: Connection) -> Summary:
    """Load the sample corpus into an empty graph, once a module."""
    wipe(driver, connection)
    return load(driver, connection.database, [SAMPLE])


@pytest.fixture(scope="module")
def graph(
    driver: Driver, connection: Connection, sample_graph: Summary, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Load the example beside the sample corpus, and two articles that disagree, which the corpus has none of."""
    load(driver, connection.database, [EXAMPLE, disagreeing(tmp_path_factory.mktemp("two"))])


@pytest.fixture(scope="session")
def snapshot(driver: Driver, connection: Connection) -> Callable[[], dict[str, list[object]]]:
    """Give a way to take the whole graph as comparable values: every node and edge with every property.

    Reports of loads are a log of how it came about, not a part of it.
    """

    def taking() -> dict[str, list[object]]:
        nodes = driver.execute_query(
            f"MATCH (n) WHERE NOT n:{MARK} AND NOT n:GraphState AND NOT n:Change RETURN labels(n) AS labels, properties(n) AS kept",
            database_=connection.database,
        ).records
        edges = driver.execute_query(
            "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS kept",
            database_=connection.database,
        ).records
        return {
            "nodes": sorted(
                ([sorted(row["labels"]), sorted(row["kept"].items())] for row in nodes), key=repr
            ),
            "edges": sorted(
                ([row["a"], row["type"], row["b"], sorted(row["kept"].items())] for row in edges), key=repr
            ),
        }

    return taking


def filled(query: Query, **parameters: object) -> dict[str, Any]:
    """Return all parameters of a question: those given, else their defaults, and as many rows as there may be."""
    return {each.name: each.default for each in query.parameters.values()} | {"limit": 1000} | parameters


@pytest.fixture
def ask(driver: Driver, connection: Connection) -> Ask:
    """Run a question's own text with ids as parameters; return its rows without the paths."""

    def asking(name: str, **parameters: object) -> list[dict[str, Any]]:
        query = get(name)
        values = filled(query, **parameters)
        paths = {column.name for column in query.columns.values() if column.type == "path"}
        records = driver.execute_query(query.text, values, database_=connection.database).records
        return [{key: value for key, value in record.items() if key not in paths} for record in records]

    return asking


def said(rows: list[dict[str, Any]], *columns: str) -> set[tuple[Any, ...]]:
    """Return what the rows say in some columns."""
    return {tuple(row[column] for column in columns) for row in rows}


# Not one for all files: while it runs, so does a loop of events, and asyncio.run refuses to.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def explorer(connection: Connection, sample_graph: Summary) -> Iterator[str]:
    """Serve the sample corpus, and give the address of its explorer."""
    with served(connection, Settings(texts=SAMPLE)) as address:
        yield address


@pytest.fixture
def view(chromium: Browser, explorer: str) -> Iterator[Open]:
    """Give a way to open a view of the explorer; see ``browsing.opening``."""
    with opening(chromium, explorer) as found:
        yield found
