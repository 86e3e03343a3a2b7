"""Reading the graph: one async driver, one database, and no query without an access mode, a timeout and a name."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    Bookmarks,
    Driver,
    EagerResult,
    Query,
)
from neo4j.api import AsyncBookmarkManager
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from diplograph.api.errors import TooSlowError, UnavailableError
from diplograph.graph_loader.schema import SEARCH_INDEX, ensure_schema
from diplograph.neo4j_server.connection import DRIVER_SETTINGS, Connection
from diplograph.ontology.load import load as load_ontology

TIMEOUT = 30.0  # seconds; the server's own limit is minutes, which nobody waits for at a page
PATIENCE = 5.0  # seconds to connect, and to try again: a server that is gone is told of soon, not in a minute
PAUSE = 0.5  # seconds before it is tried again
TIMED_OUT = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration")


@dataclass(frozen=True)
class Graph:
    """The graph: what is read of it by queries, and a driver for what goes on beside."""

    driver: AsyncDriver
    writer: Driver  # to load with, and to read answers that are written while they are read
    database: str
    bookmarks: AsyncBookmarkManager  # so that what is read holds what the writer wrote before
    timeout: float = TIMEOUT
    kept: dict[str, Any] = field(default_factory=dict)  # what was read, as of a version of the graph
    proven: set[str] = field(
        default_factory=set
    )  # texts of questions that Neo4j has planned, and that only read

    async def read(
        self,
        endpoint: str,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> EagerResult:
        """Run a query in READ mode; ``endpoint`` is the name that Neo4j's list of transactions shows.

        ``timeout`` is in seconds; without one it is the graph's own.
        """
        metadata = {"app": "diplograph", "endpoint": endpoint}
        query = Query(text, metadata=metadata, timeout=timeout or self.timeout)
        give_up = time.monotonic() + PATIENCE
        with neo4j_errors():
            while True:
                try:
                    return await self._run(query, dict(parameters or {}))
                except (DriverError, Neo4jError) as error:
                    if not error.is_retryable() or time.monotonic() + PAUSE > give_up:
                        raise
                await asyncio.sleep(PAUSE)

    async def _run(self, query: Query, parameters: dict[str, Any]) -> EagerResult:
        """Run a query in a transaction that the server ends itself: one way there and back instead of two.

        Each read sees what the one before it saw, and what the writer wrote.
        """
        async with self.driver.session(
            database=self.database, default_access_mode=READ_ACCESS, bookmark_manager=self.bookmarks
        ) as session:
            result: EagerResult = await (await session.run(query, parameters)).to_eager_result()
        return result


@asynccontextmanager
async def opened(connection: Connection, timeout: float = TIMEOUT) -> AsyncIterator[Graph]:
    """Open the graph: the drivers, which are closed in the end, a server that answers, and the indexes to search by."""
    async with _driver(connection) as driver:
        with neo4j_errors():
            await driver.verify_connectivity()
        with connection.driver() as writer:
            graph = Graph(driver, writer, connection.database, _bookmarks(writer), timeout)
            await _ensure_search(graph)
            yield graph


def _driver(connection: Connection) -> AsyncDriver:
    settings = {**DRIVER_SETTINGS, "connection_timeout": PATIENCE, "max_transaction_retry_time": PATIENCE}
    return AsyncGraphDatabase.driver(connection.uri, auth=connection.auth, **settings)


def _bookmarks(writer: Driver) -> AsyncBookmarkManager:
    """Return what keeps the bookmarks of what was read, and has those of what a driver wrote."""

    def written() -> Bookmarks:
        return Bookmarks.from_raw_values(writer.execute_query_bookmark_manager.get_bookmarks())

    return AsyncGraphDatabase.bookmark_manager(bookmarks_supplier=written)


async def _ensure_search(graph: Graph) -> None:
    """Make the schema in a graph that nothing was ever loaded into, so that it answers: with nothing."""
    shown = await graph.read(
        "start", "SHOW INDEXES YIELD name WHERE name = $name RETURN name", {"name": SEARCH_INDEX}
    )
    if not shown.records:
        with neo4j_errors():
            await asyncio.to_thread(ensure_schema, graph.writer, graph.database, load_ontology())


@contextmanager
def neo4j_errors() -> Iterator[None]:
    """Turn what the driver raises into what a reader can act on. Neither holds the password."""
    try:
        yield
    except AuthError as error:
        hint = "Check NEO4J_USERNAME and NEO4J_PASSWORD, or unset NEO4J_URI to use the managed server."
        raise UnavailableError("Neo4j refuses the user or the password.", hint) from error
    except Neo4jError as error:
        if str(error.code).rpartition(".")[2] in TIMED_OUT:
            hint = "Ask for less: a narrower question, or a smaller limit."
            raise TooSlowError("The query took longer than one may.", hint) from error
        if error.is_retryable() or "Security" in str(error.code) or "Database" in str(error.code):
            hint = "Look at it with: diplograph neo4j status"
            raise UnavailableError(f"Neo4j can't answer: {error.message}", hint) from error
        raise
    except DriverError as error:
        raise UnavailableError("Neo4j can't be reached.", "Start it: diplograph neo4j start") from error
