"""The command ``diplograph``: its groups put together, and one place where every failure becomes a sentence."""

from __future__ import annotations

import os
import signal
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from diplograph import annotating, articles, ask, bulk, database, demo, exporting, reviewing, serve, tokens
from diplograph.api.errors import NamingError
from diplograph.api.graph import neo4j_errors
from diplograph.ontology.errors import DiplographError
from diplograph.talk import say

TERMINATED = 143  # and of one that was told to end
INTERRUPTED = 130  # what shells expect of a command that Ctrl-C ended
UNEXPECTED = 70
TRACEBACK = "DIPLOGRAPH_TRACEBACK"


def main() -> None:
    """Run a command. Failures are told on stderr, with what to do next; never as a traceback."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # what was begun is cleared away
    try:
        with neo4j_errors():
            app()()
    except DiplographError as error:
        sys.exit(_tell(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        say(f"{error.filename or 'The system'}: {error.strerror or error}")
        sys.exit(2)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        say(f"Unexpected: {type(error).__name__}: {error}")
        say(f"This is a mistake of diplograph's. Please report it, with what {TRACEBACK}=1 adds.")
        sys.exit(UNEXPECTED)


def app() -> typer.Typer:
    """Return the command with all its groups."""
    root = typer.Typer(
        name="diplograph",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="A knowledge graph of defence relationships, where every answer shows the sentence it comes from.\n\n"
        "Example: diplograph demo",
    )
    root.callback()(_options)
    root.command()(demo.demo)
    root.command()(annotating.inspect)
    root.command()(articles.load)
    root.command()(bulk.bulk_load)
    root.command()(articles.validate)
    root.command()(articles.remove)
    root.command()(reviewing.review)
    root.add_typer(ask.commands(), name="ask")
    root.command()(serve.serve)
    root.add_typer(tokens.commands(), name="token")
    root.add_typer(database.commands(), name="neo4j")
    root.command()(annotating.convert)
    root.command("annotation-config")(annotating.annotation_config)
    root.command()(exporting.export)
    return root


def _version(wanted: bool) -> None:
    if wanted:
        print(f"diplograph {version('diplograph')}")
        raise typer.Exit


def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def _tell(error: DiplographError) -> int:
    say(error.message)
    if isinstance(error, NamingError):
        for thing in (*error.candidates, *error.near):
            about = f" ({thing['about']})" if thing.get("about") else ""
            say(f"  {thing['id']}  {thing['name']}{about}")
    if error.hint:
        say(error.hint)
    return error.exit_code
