"""Reading the graph: one driver, one database, and no query without an access mode, a timeout and a name.

The driver isn't the async one, which spends half as much again on each record: each query waits in a thread.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any

from neo4j import (
    READ_ACCESS,
    Driver,
    EagerResult,
    GraphDatabase,
    Query,
)
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from diplograph.api.errors import TooSlowError, UnavailableError
from diplograph.graph_loader.schema import SEARCH_INDEX, ensure_schema
from diplograph.neo4j_server.connection import DRIVER_SETTINGS, Connection
from diplograph.ontology.load import load as load_ontology

TIMEOUT = 30.0  # seconds; the server's own limit is minutes, which nobody waits for at a page
PATIENCE = 5.0  # seconds to connect, and to try again: a server that is gone is told of soon, not in a minute
AT_ONCE = 100  # queries; the driver has as many connections
PAUSE = 0.5  # seconds before it is tried again
TIMED_OUT = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration")


@dataclass(frozen=True)
class Graph:
    """The graph: what is read of it by queries, and a driver for what goes on beside."""

    driver: Driver
    writer: Driver  # to load with, and to read answers that are written while they are read
    database: str
    threads: ThreadPoolExecutor
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
        give_up, loop = time.monotonic() + PATIENCE, asyncio.get_running_loop()
        with neo4j_errors():
            while True:
                try:
                    run = copy_context().run  # what the driver logs is about this request
                    return await loop.run_in_executor(self.threads, run, self._run, query, parameters)
                except (DriverError, Neo4jError) as error:
                    if not error.is_retryable() or time.monotonic() + PAUSE > give_up:
                        raise
                await asyncio.sleep(PAUSE)

    def _run(self, query: Query, parameters: Mapping[str, Any] | None) -> EagerResult:
        """Run a query in a transaction that the server ends itself: one way there and back instead of two.

        Each read sees what the one before it saw, and what the writer wrote.
        """
        bookmarks = self.writer.execute_query_bookmark_manager
        with self.driver.session(
            database=self.database, default_access_mode=READ_ACCESS, bookmark_manager=bookmarks
        ) as session:
            return session.run(query, dict(parameters or {})).to_eager_result()


@asynccontextmanager
async def opened(connection: Connection, timeout: float = TIMEOUT) -> AsyncIterator[Graph]:
    """Open the graph: the drivers, which are closed in the end, a server that answers, and the indexes to search by."""
    settings = {**DRIVER_SETTINGS, "connection_timeout": PATIENCE, "max_connection_pool_size": AT_ONCE}
    with ExitStack() as drivers:
        driver = drivers.enter_context(GraphDatabase.driver(connection.uri, auth=connection.auth, **settings))
        with neo4j_errors():
            await asyncio.to_thread(driver.verify_connectivity)
            writer = drivers.enter_context(await asyncio.to_thread(connection.driver))
        threads = ThreadPoolExecutor(AT_ONCE, "neo4j")
        graph = Graph(driver, writer, connection.database, threads, timeout)
        await _ensure_search(graph)
        try:
            yield graph
        finally:  # what still runs ends with the driver, which closes its connections
            graph.threads.shutdown(wait=False, cancel_futures=True)


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
