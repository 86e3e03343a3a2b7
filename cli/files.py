"""``diplograph annotation-config`` and ``export``: files for other tools."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, BinaryIO, cast

import typer

from diplograph.neo4j_server.connection import connection
from diplograph.ontology.errors import DiplographError
from diplograph.talk import say


class UnknownFormatError(DiplographError):
    """No export of that name."""

    status = 422
    title = "Unknown format"


def annotation_config(
    tool: Annotated[str, typer.Argument(metavar="TOOL", help="The annotation tool: brat.")],
    to: Annotated[Path, typer.Option(help="The folder to write into.")] = Path(),
) -> None:
    """Write the annotation scheme as the configuration of an annotation tool.

    Example: diplograph annotation-config brat --to brat/data/articles
    """
    write_config: Callable[[str, Path], list[Path]] = import_module(
        "diplograph.exports.annotation_config"
    ).write_config
    for path in write_config(tool, to):
        print(path)


def export(
    format_: Annotated[str, typer.Option("--format", help="The format.")] = "turtle",
    to: Annotated[str, typer.Option(metavar="FILE", help="The file to write; - is stdout.")] = "-",
) -> None:
    """Write the graph in a format that other tools read.

    Example: diplograph export --format turtle --to graph.ttl
    """
    exports: Any = import_module("diplograph.exports")
    known = exports.formats()
    if format_ not in known:
        raise UnknownFormatError(f"There is no format {format_!r}.", f"The formats are {', '.join(known)}.")
    found = connection()
    with found.driver() as driver:
        _write(to, lambda stream: exports.export(driver, found.database, format_, stream))


def _write(to: str, write: Callable[[BinaryIO], None]) -> None:
    """Write to stdout, or to a file that is there whole or not at all."""
    if to == "-":
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    target = Path(to)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as part:
        try:
            write(cast(BinaryIO, part))  # it is one, by another name
            part.close()
            Path(part.name).replace(target)
        except BaseException:
            part.close()
            Path(part.name).unlink(missing_ok=True)
            raise
    say(f"Written: {target}")
