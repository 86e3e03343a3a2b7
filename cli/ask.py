"""``diplograph ask``: each question is a command, made from its file's header."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from keyword import iskeyword
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from diplograph.answer_table import show_table
from diplograph.api.answers import answer, start
from diplograph.api.errors import WrongParameterError
from diplograph.api.exported import answer_of
from diplograph.api.graph import opened
from diplograph.api.settings import Quotes
from diplograph.exporting import Asked, Output, Quoted, write_answer
from diplograph.exports import formats
from diplograph.files import STDOUT, OutputError
from diplograph.neo4j_server.connection import connection
from diplograph.queries import catalogue
from diplograph.queries.catalogue import Parameter, Query
from diplograph.talk import Language, language, say

TABLE = "table"  # the format for the eye
OURS = ("values", "format_", "output", "quotes", "lang")  # what every question's command takes
MORE = {"en": "There are more: --offset {offset}", "fr": "Il y en a d'autres : --offset {offset}"}
BARE = ("entity", "evidence", "string")  # what may be given without its name


class Questions(TyperGroup):
    """A group whose commands are the questions; a file is read when its question, or the list, is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the questions."""
        return list(catalogue.catalogue())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of a question."""
        return command(catalogue.get(cmd_name), language())


def commands() -> typer.Typer:
    """Return the group of commands."""
    text = (
        "Ask the graph a question; every row shows the sentence it comes from.\n\n"
        'Example: diplograph ask who-met-whom "Shin Won-sik" --format csv'
    )
    group = typer.Typer(cls=Questions, no_args_is_help=True, help=text, add_completion=False)
    group.callback()(lambda: None)
    return group


def command(query: Query, shown: Language) -> Any:
    """Return the command of one question."""
    app = typer.Typer(add_completion=False)
    app.command(name=query.name, help=_help(query, shown), short_help=query.titles[shown])(
        _function(query, shown)
    )
    return typer.main.get_command(app)


def merge(query: Query, values: Sequence[str], options: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question's parameters: those named, and the bare values for the things it is about, as they are declared."""
    given = {name: value for name, value in options.items() if value is not None}
    things = [name for name, each in query.parameters.items() if each.type in BARE]
    free = [name for name in things if name not in given]
    if len(values) > len(free):
        hint = f"It takes {', '.join(things) or 'no values'}. Put a name of several words in quotes; the rest are options: --help."
        raise WrongParameterError(f"{query.name} has no place for {values[len(free)]!r}.", hint)
    return given | dict(zip(free, values, strict=False))


async def ask(query: Query, values: Mapping[str, Any]) -> dict[str, Any]:
    """Ask a question of the running Neo4j; the answer is what the API would give."""
    async with opened(connection()) as graph:
        return await answer(graph, query, values, await start(graph, query, values))


def _function(query: Query, shown: Language) -> Callable[..., None]:
    """Return the function that Typer makes a command of, with an option for each parameter."""

    def run(**arguments: Any) -> None:
        values, format_, output, quotes, lang = (arguments.pop(name) for name in OURS)
        named = {name: arguments[_word(name)] for name in query.parameters if _word(name) in arguments}
        if "lang" in query.parameters:
            named["lang"] = (lang or shown).value
        told = lang or shown
        typed = merge(query, values or [], named)
        body = quotes.within(asyncio.run(ask(query, typed)))
        if format_ != TABLE:
            write_answer(answer_of(body, query, typed, told.value, datetime.now(UTC).date()), format_, output)
        elif output == STDOUT:
            show_table(body, query, told)
        else:
            raise OutputError("A table is for the terminal.", f"Choose a format: {', '.join(formats())}")
        if body["next"]:
            say(MORE[told].format(**body["next"]))

    keyword = inspect.Parameter.KEYWORD_ONLY
    metavar = " ".join(name.upper() for name, each in query.parameters.items() if each.required) or "VALUE"
    values = Annotated[
        list[str] | None, typer.Argument(metavar=metavar, help="The parameters, in their order.")
    ]
    parameters = [inspect.Parameter("values", keyword, default=None, annotation=values)]
    for name, each in query.parameters.items():
        if name != "lang":
            parameters.append(
                inspect.Parameter(_word(name), keyword, default=None, annotation=_option(each, shown))
            )
    for name, default, kind in (
        ("format_", TABLE, _formats()),
        ("output", STDOUT, Output),
        ("quotes", Quotes.full, Quoted),
        ("lang", None, Asked),
    ):
        parameters.append(inspect.Parameter(name, keyword, default=default, annotation=kind))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by Typer
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def _formats() -> Any:
    names = (TABLE, *formats())
    return Annotated[Literal[names], typer.Option("--format", help="How the answer is written.")]


def _word(name: str) -> str:
    """Return a parameter's name as Python takes it: ``from`` is a word of its own there."""
    return f"{name}_" if iskeyword(name) else name


def _option(parameter: Parameter, shown: Language) -> Any:
    flag = "--" + parameter.name.replace("_", "-")
    text = parameter.labels[shown]
    default = str(parameter.default) if parameter.default else False
    if parameter.type == "boolean":
        return Annotated[bool | None, typer.Option(f"{flag}/--no{flag[1:]}", help=text, show_default=default)]
    kind: Any = int if parameter.type == "integer" else str
    if parameter.type == "choice":
        kind = Literal[parameter.values]
    return Annotated[kind | None, typer.Option(flag, help=text, show_default=default)]


def _help(query: Query, shown: Language) -> str:
    words = " ".join(f'"{query.example[name]}"' for name in query.parameters if name in query.example)
    return f"{query.titles[shown]}. {query.summaries[shown]}\n\nExample: diplograph ask {query.name} {words}".strip()
