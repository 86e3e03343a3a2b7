"""A thing on a small page, for a frame in a table's margin: its names, class, and how many facts of each type it has."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import HTMLResponse

from diplograph.api.dependencies import OpenGraph
from diplograph.api.entities import profile
from diplograph.api.names import resolve
from diplograph.api.parameters import LONGEST
from diplograph.api.reconcile.candidates import both, class_named

SAFE = {"Content-Security-Policy": "default-src 'none'"}  # a name of an article's is shown, and never run

SHOWN_AS: dict[int | str, dict[str, Any]] = {
    200: {"description": "A small page.", "content": {"text/html": {"schema": {"type": "string"}}}}
}


async def preview(
    graph: OpenGraph,
    identifier: Annotated[
        str, Query(alias="id", max_length=LONGEST, examples=["state/KR"], description="The thing's id.")
    ],
) -> HTMLResponse:
    """Show a thing on a small page."""
    found = await resolve(graph, "reconcile", identifier)
    return HTMLResponse("".join(_page(await profile(graph, found.id))), headers=SAFE)


def _page(about: dict[str, Any]) -> Iterator[str]:
    name = escape(about["name"])
    yield f'<!doctype html><html><head><meta charset="utf-8"><title>{name}</title></head><body>'
    yield f"<h3>{name}</h3><p>{escape(class_named(about['class'])['name'])} ({escape(about['id'])})</p>"
    others = dict.fromkeys(
        each for each in (about["name_en"], about["name_fr"], *about["aliases"]) if each != about["name"]
    )
    if names := " · ".join(escape(each) for each in others if each):
        yield f"<p>{names}</p>"
    for fact in about["facts"]:
        arrow = "→" if fact["direction"] == "out" else "←"
        yield f"<div>{arrow} {escape(both(fact['label']))}: {fact['total']}</div>"
    yield f'<p><a href="{escape(about["href"])}" target="_blank">JSON</a></p></body></html>'
