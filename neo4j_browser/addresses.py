"""Where the API serves them, and what is typed into Neo4j Browser to see them."""

from __future__ import annotations

STYLE = "/browser/style.grass"
GUIDE = "/browser/guide.html"
FAVOURITES = "/browser/favourites.zip"


def commands(address: str) -> tuple[str, ...]:
    """Return what is typed to see the style and the guide of the API at ``address`` (``http://127.0.0.1:8000``).

    The first lets a picture show the answer alone: by default the Browser adds every edge between an answer's nodes.
    """
    return ":config autoComplete: false", f":style {address}{STYLE}", f":play {address}{GUIDE}"


def on_connecting(address: str) -> str:
    """Return the value of ``browser.post_connect_cmd`` that runs them: without their colons, a semicolon between."""
    return "; ".join(command.removeprefix(":") for command in commands(address))
