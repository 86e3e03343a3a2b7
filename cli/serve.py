"""``diplograph serve``: the API on loopback, until Ctrl-C."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from diplograph.database import ensured
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology.errors import DiplographError
from diplograph.talk import say

LOOPBACK = "127.0.0.1"
PORT = 8000
NO_SERVICE = (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL)

Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any free one.")]
Hosts = Annotated[
    list[str] | None,
    typer.Option("--allow-host", help="A further name that requests may be addressed to; may be repeated."),
]


class PortTakenError(DiplographError):
    """Nobody can listen there."""

    title = "Port taken"


def serve(
    port: Port = PORT,
    host: Annotated[
        str, typer.Option(help="The address to listen at; by default this machine alone.")
    ] = LOOPBACK,
    allow_host: Hosts = None,
) -> None:
    """Serve the API; the local Neo4j is started if need be, and stays.

    Example: diplograph serve --port 8001
    """
    with listen(host, port) as listening:
        to = ensured()
        run(to, listening, allow_host or (), lambda address: print(f"API docs  {address}/docs", flush=True))


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises PortTakenError, which names another port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        if error.errno not in NO_SERVICE and not isinstance(error, socket.gaierror):
            raise
        said = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        hint = "Take another port with --port; 0 is any that is free."
        raise PortTakenError(f"Port {port} of {host} can't be had: {said}.", hint) from error


def address(listening: socket.socket) -> str:
    """Return the address of what listens, as a browser takes it."""
    host, port = listening.getsockname()[:2]
    named = LOOPBACK if host == "0.0.0.0" else "::1" if host == "::" else host  # noqa: S104 - compared, not bound
    return f"http://[{named}]:{port}" if ":" in named else f"http://{named}:{port}"


def run(to: Connection, listening: socket.socket, hosts: Sequence[str], ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; ``ready`` is called with the address once requests are answered."""
    import uvicorn  # here, because the other commands needn't wait for it

    from diplograph.api.app import check, create_app

    asyncio.run(check(to))  # before the server, whose own failure at start would be a traceback

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready(address(listening))

    server = Server(
        uvicorn.Config(
            create_app(to, hosts),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
    )
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:  # raised again behind a clean end
        say("Stopped.")
