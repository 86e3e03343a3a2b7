"""``diplograph neo4j``: start, stop and look at the managed server."""

from __future__ import annotations

import os

import typer

from diplograph.browser import shown
from diplograph.neo4j_server import server
from diplograph.neo4j_server.connection import Connection, ensure
from diplograph.neo4j_server.fetch import fetch
from diplograph.neo4j_server.record import Server
from diplograph.talk import Bar, PlainFormat, SummaryFormat, print_json, say


def commands() -> typer.Typer:
    """Return the group of commands."""
    group = typer.Typer(
        no_args_is_help=True, help="The local Neo4j: fetched once, started and stopped from here."
    )
    group.command()(start)
    group.command()(stop)
    group.command()(status)
    return group


def start(format_: SummaryFormat = PlainFormat.table) -> None:
    """Start the local Neo4j, which is fetched the first time.

    Example: diplograph neo4j start
    """
    _show(started(), format_)


def stop() -> None:
    """Stop the local Neo4j; the graph stays.

    Example: diplograph neo4j stop
    """
    say("Neo4j is stopped." if server.stop() else "No Neo4j was running.")


def status(format_: SummaryFormat = PlainFormat.table) -> None:
    """Tell whether the local Neo4j runs, and where; the exit status is 1 when it doesn't.

    Example: diplograph neo4j status --format json
    """
    if os.environ.get("NEO4J_URI"):
        say("NEO4J_URI is set: the other commands use the Neo4j that it names, not the local one.")
    running = server.status()
    if running is None:
        say("No Neo4j is running. Start it: diplograph neo4j start")
        raise typer.Exit(1)
    _show(running, format_)


def ensured(address: str | None = None) -> Connection:
    """Return the connection to the Neo4j that is meant; the local one is started for it, if it is that.

    ``address`` is the API's, if it is served: Neo4j Browser then shows its style and guide on connecting.
    """
    if not os.environ.get("NEO4J_URI"):
        started(address)
    return ensure()


def started(address: str | None = None) -> Server:
    """Return the local server, fetched and started with a bar for each step that is needed."""
    if server.status():
        return server.start()
    fetch(Bar())
    bar = Bar()
    bar.start(0, "Starting Neo4j")
    try:
        return server.start(on_connecting=shown(address))
    finally:
        bar.finish()


def _show(running: Server, format_: PlainFormat) -> None:
    values = running.as_json()
    if format_ is PlainFormat.json:
        print_json(values)
        return
    width = max(map(len, values))
    for name, value in values.items():
        print(f"{name.replace('_', ' '):{width}}  {value}")
