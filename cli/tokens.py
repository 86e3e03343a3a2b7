"""``diplograph token``: who may use the API from elsewhere, or write by it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from diplograph.api.tokens import FILE, Scope, Tokens
from diplograph.neo4j_server.home import home
from diplograph.talk import cell, out, say

Name = Annotated[str, typer.Argument(help="What the token is called: whose it is, or what for.")]


def commands() -> typer.Typer:
    """Return the group of commands."""
    text = (
        "Make, list and revoke tokens of the API.\n\nExample: diplograph token create newsroom --scope write"
    )
    group = typer.Typer(no_args_is_help=True, help=text, add_completion=False)
    for command in (create, list_, revoke):
        group.command(command.__name__.strip("_"))(command)
    return group


def kept() -> Tokens:
    """Return the tokens of this user's data folder."""
    return Tokens(home() / FILE)


def create(
    name: Name,
    scope: Annotated[Scope, typer.Option(help="What it allows; who may write may read.")] = Scope.read,
) -> None:
    """Make a token and print it, this once: what is kept is its hash.

    Example: diplograph token create newsroom --scope write
    """
    print(kept().create(name, scope))
    say("It is shown this once. Send it with each request: Authorization: Bearer …")


def list_() -> None:
    """List the tokens: their names, what they allow, and since when.

    Example: diplograph token list
    """
    table = Table(show_lines=False)
    for title in ("name", "scope", "created"):
        table.add_column(title)
    for token in kept().all():
        table.add_row(cell(token.name), cell(token.scope.value), cell(token.created))
    out().print(table)


def revoke(name: Name) -> None:
    """Revoke a token; a server that runs refuses it from the next request on.

    Example: diplograph token revoke newsroom
    """
    kept().revoke(name)
    say(f"{name} is revoked.")
