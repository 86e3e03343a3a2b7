"""``diplograph export``: the graph as a file for other tools."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from diplograph.neo4j_server.connection import connection
from diplograph.ontology.errors import DiplographError
from diplograph.talk import say


class OutputError(DiplographError):
    """A file can't be written."""

    title = "Unwritable file"


def export(
    format_: Annotated[str, typer.Option("--format", help="The format.")] = "turtle",
    to: Annotated[str, typer.Option(metavar="FILE", help="The file to write; - is stdout.")] = "-",
) -> None:
    """Write the graph in a format that other tools read.

    Example: diplograph export --format turtle --to graph.ttl
    """
    from diplograph.exports import export as write  # what it needs is slow to load

    found = connection()
    with found.driver() as driver:
        write_whole(to, lambda stream: write(driver, found.database, format_, stream))


def write_whole(to: str, write: Callable[[BinaryIO], object]) -> None:
    """Write to stdout, or to a file that is there whole or not at all."""
    if to == "-":
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    target = Path(to)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            write(stream)
        part.replace(target)
    except OSError as error:
        raise OutputError(
            f"{target} can't be written: {error.strerror or error}.", "Name another file."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    say(f"Written: {target}")
