"""The API over HTTP, for real: on loopback, in a thread of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from diplograph.api.app import create_app
from diplograph.api.settings import Settings
from diplograph.neo4j_server.connection import Connection


@contextmanager
def served(connection: Connection, settings: Settings | None = None, port: int = 0) -> Iterator[str]:
    """Serve the API on a port, by default on a free one, and give its address."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(connection, settings), log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        deadline = time.monotonic() + 120  # a cold Neo4j plans every question
        while not server.started:
            assert thread.is_alive(), "the API doesn't start"
            assert time.monotonic() < deadline, "the API takes too long to start"
            time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)
