"""What the API is measured against: a bare FastAPI route that runs a question's Cypher by the async driver and returns its rows.

``served`` serves it in a process of its own.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI
from neo4j import AsyncGraphDatabase, RoutingControl

from diplograph.neo4j_server.connection import DRIVER_SETTINGS, connection
from diplograph.queries.catalogue import get


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the driver."""
    to = connection()
    async with AsyncGraphDatabase.driver(to.uri, auth=to.auth, **DRIVER_SETTINGS) as driver:
        app.state.driver, app.state.database = driver, to.database
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/{name}")
async def ask(name: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """Run a question and return its rows."""
    found = await app.state.driver.execute_query(
        get(name).text, values, routing_=RoutingControl.READ, database_=app.state.database
    )
    return [record.data() for record in found.records]


@contextmanager
def served() -> Iterator[str]:
    """Serve it on a free port, and give its address."""
    with subprocess.Popen([sys.executable, __file__], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            told = (re.search(r"running on (http://\S+)", line) for line in process.stderr)
            yield next(found[1] for found in told if found)
        finally:
            process.terminate()


if __name__ == "__main__":
    uvicorn.run(app, port=0, access_log=False)
