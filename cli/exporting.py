"""``diplograph export``, and how any command writes an answer: in a format, to stdout or a file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from diplograph.api.settings import Quotes
from diplograph.api.whole import whole
from diplograph.exports import format_of, formats
from diplograph.exports.answer import Answer
from diplograph.files import STDOUT, OutputError, write_whole
from diplograph.neo4j_server.connection import connection
from diplograph.talk import Language, language

Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="The file to write; - is stdout.")
]
Asked = Annotated[
    Language | None,
    typer.Option(
        "--lang", help="The language of headings, names and sentences.", show_default="that of your locale"
    ),
]
Quoted = Annotated[
    Quotes, typer.Option(envvar="DIPLOGRAPH_QUOTES", help="How much of the articles' text leaves.")
]
GraphFormat = Annotated[str, typer.Option("--format", metavar=f"[{'|'.join(formats())}]", help="The format.")]


def export(
    format_: GraphFormat = "turtle",
    output: Output = STDOUT,
    lang: Asked = None,
    quotes: Quoted = Quotes.full,
) -> None:
    """Write the whole graph in a format that other tools read.

    Turtle, TriG and JSON-LD hold all that the articles say, and Turtle loads back; the others hold things and facts.

    Example: diplograph export --format gexf --output graph.gexf
    """
    found = connection()
    with found.driver() as driver:
        write_answer(whole(driver, found.database, (lang or language()).value, quotes), format_, output)


def write_answer(answer: Answer, format_name: str, output: str) -> None:
    """Write an answer in a format. Raises UnknownFormatError, UnwritableError and OutputError."""
    chosen = format_of(format_name)
    if (
        output == STDOUT
        and sys.stdout.isatty()
        and not chosen.MEDIA_TYPE.startswith(("text/", "application/json"))
    ):
        raise OutputError(
            f"{format_name} isn't for the eye.", f"Name a file: --output {answer.name}.{chosen.ENDING}"
        )
    write_whole(output, lambda stream: chosen.write(answer, stream))
