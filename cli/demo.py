"""``diplograph demo``: everything at once on the sample corpus, until Ctrl-C."""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from diplograph.api.logs import configure
from diplograph.api.settings import PORT, Settings
from diplograph.articles import load_into
from diplograph.browser import tell
from diplograph.database import started
from diplograph.neo4j_server import server
from diplograph.neo4j_server.connection import connection
from diplograph.neo4j_server.record import Server
from diplograph.ontology.errors import DiplographError
from diplograph.serve import LOOPBACK, Port, PortTakenError, address, listen, run
from diplograph.talk import say
from diplograph.tokens import kept

SAMPLE = Path("corpus", "sample")


class NoDemoError(DiplographError):
    """The demo can't be had here."""

    title = "No demo"


def demo(
    port: Port = PORT,
    corpus: Annotated[Path, typer.Option(help="The annotated articles to load.")] = SAMPLE,
) -> None:
    """Start a local Neo4j, load the sample corpus, serve the API, and stay until Ctrl-C.

    Ctrl-C stops what was started here; a Neo4j that ran already stays. The second time is ready in seconds.

    Example: diplograph demo
    """
    _refuse(corpus)
    with _interruptible(), _listen(port) as listening, _neo4j(address(listening)) as running:
        to = connection()
        summary = load_into(to, [corpus])
        for problem in summary.refused:
            say(str(problem))
        configure(logging.WARNING)
        texts = corpus if corpus.is_dir() else corpus.parent
        run(to, listening, Settings(tokens=kept(), texts=texts), lambda at: _print(at, running))


def _refuse(corpus: Path) -> None:
    if os.environ.get("NEO4J_URI"):
        hint = f"Unset it for a local Neo4j. Or, on yours: diplograph load {corpus}; diplograph serve"
        raise NoDemoError("NEO4J_URI is set, and the demo doesn't load its articles among yours.", hint)
    if not corpus.exists():
        hint = "Run it in a checkout of diplograph, or name a folder of annotated articles: --corpus PATH"
        raise NoDemoError(f"The sample corpus isn't in {corpus}.", hint)


def _listen(port: int) -> socket.socket:
    """Take the port, or any other where somebody has it."""
    try:
        return listen(LOOPBACK, port)
    except PortTakenError:
        say(f"Port {port} is taken; another one serves.")
        return listen(LOOPBACK, 0)


@contextmanager
def _neo4j(address: str) -> Iterator[Server]:
    found = server.status()
    running = started(address)
    try:
        yield running
    finally:
        if found:
            say("Neo4j ran before, and stays: diplograph neo4j stop")
        else:
            say("Stopping Neo4j …")
            server.stop()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let a closed terminal, or kill, end the demo as Ctrl-C does: with what it started."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _print(address: str, running: Server) -> None:
    lines = {
        "Explorer": f"{address}/",
        "API docs": f"{address}/docs",
        "Neo4j Browser": running.browser,
        "Bolt": running.uri,
        "User": running.user,
        "Password": f"in {running.password_file}",
    }
    width = max(map(len, lines))
    print("\n".join(f"{name:{width}}  {value}" for name, value in lines.items()), flush=True)
    tell(address)
    say('Ask in another terminal: diplograph ask who-met-whom "Shin Won-sik"\nCtrl-C stops.')
