"""Where things are told of: the paths of entities, and the way on from an id that is another's alias."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Path, Query, Request
from fastapi.responses import RedirectResponse
from neo4j import Record

from diplograph.api.choices import ClassName
from diplograph.api.errors import UnknownThingError
from diplograph.api.graph import Graph
from diplograph.api.names import resolve_id
from diplograph.api.parameters import LONGEST

ClassPath = Annotated[
    str, Path(max_length=LONGEST, examples=["state"], description="Its class, as its id begins.")
]
Slug = Annotated[str, Path(max_length=LONGEST, examples=["KR"], description="The rest of its id.")]
Classes = Annotated[list[ClassName] | None, Query(alias="class", description="Only things of these classes.")]
SAME_LETTERS = 4  # with which the id of another article must begin to be offered
NEAR = "MATCH (a:Article) WHERE a.id STARTS WITH $start RETURN a.id AS id ORDER BY id LIMIT 5"

ArticleId = Annotated[
    str, Path(max_length=LONGEST, description="Its annotation file's name, without its ending.")
]

MOVED: dict[int | str, dict[str, Any]] = {
    308: {"description": "The id is another's alias; the address under that one's id is in Location."}
}


async def moved(request: Request, graph: Graph, identifier: str, part: str = "") -> RedirectResponse | None:
    """Return the way to what the id of an alias stands for, with all else that was asked; None for a thing's own id.

    Raises UnknownNameError, or AmbiguousNameError where it may stand for several.
    """
    found = await resolve_id(graph, "entity", identifier)
    if found.id == identifier:
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    # a decision that made two things one may be taken back: nobody keeps the way for good
    return RedirectResponse(f"{entity_at(found.id)}{part}{query}", 308, {"Cache-Control": "no-cache"})


async def of_article(graph: Graph, endpoint: str, text: str, identifier: str) -> Record:
    """Return the row of a query for an article, which takes its ``id``. Raises UnknownThingError."""
    if rows := (await graph.read(endpoint, text, {"id": identifier})).records:
        return rows[0]
    near = (await graph.read(endpoint, NEAR, {"start": identifier[:SAME_LETTERS]})).records
    hint = "An article's id is its annotation file's name, without its ending."
    if near:
        hint = f"Near: {', '.join(row['id'] for row in near)}."
    raise UnknownThingError(f"No article {identifier!r} is in the graph.", hint)


def entity_at(identifier: str) -> str:
    """Return where a thing is told of."""
    return f"/v1/entities/{quote(identifier)}"


def article_at(identifier: str) -> str:
    """Return where an article is told of."""
    return f"/v1/articles/{quote(identifier)}"


def evidence_at(identifier: str) -> str:
    """Return where the claims of a fact, a claim or a thing are."""
    return f"/v1/queries/evidence?{urlencode({'of': identifier})}"
