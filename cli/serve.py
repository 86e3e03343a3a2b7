"""``diplograph serve``: the API, on loopback unless told otherwise, until Ctrl-C."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from diplograph.api.graph import TIMEOUT
from diplograph.api.logs import configure
from diplograph.api.settings import MEGABYTES, PORT, Quotes, Settings
from diplograph.browser import tell
from diplograph.database import ensured
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology.errors import DiplographError
from diplograph.talk import say
from diplograph.tokens import kept

LOOPBACK = "127.0.0.1"
NO_SERVICE = (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL)

Port = Annotated[
    int, typer.Option(envvar="DIPLOGRAPH_PORT", min=0, max=65535, help="The port; 0 takes any free one.")
]
Host = Annotated[
    str,
    typer.Option(
        envvar="DIPLOGRAPH_HOST",
        help="The address to listen at; by default this machine alone. Elsewhere every request needs a token.",
    ),
]
Hosts = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        envvar="DIPLOGRAPH_ALLOW_HOST",
        help="A further name that requests may be addressed to; may be repeated. One that others reach makes every request need a token.",
    ),
]
Origins = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-origin",
        envvar="DIPLOGRAPH_ALLOW_ORIGIN",
        help="A website (https://example.org) whose pages may read answers (CORS); may be repeated.",
    ),
]
Quoting = Annotated[
    Quotes | None,
    typer.Option(
        envvar="DIPLOGRAPH_QUOTES",
        help="How much of the articles' text leaves the server.",
        show_default="full; short elsewhere than on loopback",
    ),
]
Upload = Annotated[
    int, typer.Option(envvar="DIPLOGRAPH_MAX_UPLOAD", min=1, help="Megabytes that a request may send.")
]
Timeout = Annotated[
    float, typer.Option(envvar="DIPLOGRAPH_TIMEOUT", min=0.1, help="Seconds that a query may take.")
]
TextsFolder = Annotated[
    Path | None,
    typer.Option(
        "--texts",
        envvar="DIPLOGRAPH_TEXTS",
        exists=True,
        file_okay=False,
        help="The folder of the articles' texts, to be shown whole; only where --quotes is full.",
    ),
]


class NoTokensError(DiplographError):
    """It would listen elsewhere, and nobody could ask."""

    title = "No tokens"


class PortTakenError(DiplographError):
    """Nobody can listen there."""

    title = "Port taken"


def serve(
    port: Port = PORT,
    host: Host = LOOPBACK,
    allow_host: Hosts = None,
    allow_origin: Origins = None,
    quotes: Quoting = None,
    max_upload: Upload = MEGABYTES,
    timeout: Timeout = TIMEOUT,
    texts: TextsFolder = None,
) -> None:
    """Serve the API; the local Neo4j is started if need be, and stays.

    Without options it answers this machine alone, and only reads; articles come in with a token (diplograph token).

    Example: diplograph serve --port 8001
    """
    tokens = kept()
    names = (
        host,
        *(allow_host or ()),
    )  # a name that leads here from elsewhere does, whoever passes requests on
    public = not all(map(_is_loopback, names))
    if public and not tokens.all():
        hint = "Make one for each who may ask: diplograph token create NAME"
        raise NoTokensError(
            f"{', '.join(names)}: this is reached from elsewhere, and there are no tokens.", hint
        )
    settings = Settings(
        hosts=tuple(f"[{name}]" if ":" in name else name for name in names),
        origins=tuple(allow_origin or ()),
        quotes=quotes or (Quotes.short if public else Quotes.full),
        tokens=tokens,
        public=public,
        most_body=max_upload * 1024 * 1024,
        timeout=timeout,
        texts=texts,
    )
    with listen(host, port) as listening:
        to = ensured(address(listening))
        configure(logging.INFO)
        run(to, listening, settings, _print)


def _print(address: str) -> None:
    print(f"Explorer  {address}/\nAPI docs  {address}/docs", flush=True)
    tell(address)


def _is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address; a name counts as what it leads to."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False  # nobody can listen there either, which says so
    return all(ip_address(str(each[4][0]).partition("%")[0]).is_loopback for each in found)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises PortTakenError, which names another port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=512)
        # connections inherit it: else an answer's body waits some 40 ms for its head to be acknowledged
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
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


def run(to: Connection, listening: socket.socket, settings: Settings, ready: Callable[[str], None]) -> None:
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
            create_app(to, settings),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
    )
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:  # raised again behind a clean end
        say("Stopped.")
