"""Entities: search by name, lists by class, and one's profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from diplograph.api.addresses import MOVED, Classes, ClassPath, Slug, entity_at, evidence_at, moved
from diplograph.api.article_models import Claims, Tellings
from diplograph.api.articles import articles_of
from diplograph.api.choices import fact_types, id_starts, label_of
from diplograph.api.claims import claims_of_entity
from diplograph.api.current import current
from diplograph.api.dependencies import Lang, Limit, OpenGraph, declared_only
from diplograph.api.entity_models import Entities, Neighbours, Profile
from diplograph.api.graph import Graph
from diplograph.api.names import SHOWN, told_apart
from diplograph.api.neighbours import neighbours
from diplograph.api.paging import ByScore, ended, page
from diplograph.api.parameters import LONGEST
from diplograph.api.problems import documented
from diplograph.api.replies import reply, takes_json
from diplograph.api.search import Found, search
from diplograph.api.values import node

# A look-up a class, by what its ids begin with: in the order of the index, so that a page costs a page.
LISTED = f"""
UNWIND $starts AS start
CALL (start) {{
  MATCH (e:Entity) WHERE e.id STARTS WITH start AND e.id > $after
  RETURN e ORDER BY e.id LIMIT $limit
}}
RETURN {SHOWN} ORDER BY id LIMIT $limit
"""
NAMES = ("name_en", "name_fr", "aliases", "kind")  # what lists show, too

Typed = Annotated[
    str | None,
    Query(min_length=1, max_length=LONGEST, examples=["Seoul"], description="A name, or a part of one, in French or English; accents and small slips don't matter. Without it all are listed, by id."),
]  # fmt: skip


def router() -> APIRouter:
    """Return the routes."""
    routes = APIRouter(
        prefix="/v1/entities",
        tags=["entities"],
        dependencies=[Depends(declared_only), Depends(current), Depends(takes_json)],
    )
    routes.get("", operation_id="entities", response_model=Entities, responses=documented(406, 422))(entities)
    parts: tuple[tuple[str, type, Callable[..., Any]], ...] = (
        ("/neighbours", Neighbours, neighbours),
        ("/articles", Tellings, articles_of),
        ("/claims", Claims, claims_of_entity),
        ("", Profile, entity),  # last: a path that ends in none of the others
    )
    for part, model, route in parts:
        routes.get(
            f"/{{class_}}/{{slug:path}}{part}",
            operation_id=f"entity{part.replace('/', '-')}",
            response_model=model,
            responses=MOVED | documented(404, 406, 422),
        )(route)
    return routes


async def entities(
    request: Request,
    graph: OpenGraph,
    q: Typed = None,
    classes: Classes = None,
    lang: Lang = "fr",
    limit: Limit = 20,
    after: ByScore = None,
) -> JSONResponse:
    """Search things by name, the best first, or list them by id: each with what tells it from its namesakes."""
    wanted, start = classes or ["Entity"], ended(after, bool, float, str)
    if q is None:
        parameters = {"starts": id_starts(wanted), "after": start[-1] if start else "", "limit": limit + 1}
        rows = (await graph.read("entities", LISTED, parameters)).records
        whole, hits = False, [Found.of(row) for row in rows]
    else:
        whole, hits = await search(graph, "entities", q, wanted, limit + 1, start)
    found, more = page(request, hits, limit, lambda each: [whole, each.score, each.id])
    about = await told_apart(graph, "entities", [each.id for each in found], lang)
    listed = [each.full() | {"about": about.get(each.id)} for each in found]
    return reply(request, {"q": q, "entities": listed, "next": more})


async def entity(
    request: Request, graph: OpenGraph, class_: ClassPath, slug: Slug, lang: Lang = "fr"
) -> Response:
    """Tell what is known of a thing: its names, its properties, and how many facts of each type it has."""
    identifier = f"{class_}/{slug}"
    return await moved(request, graph, identifier) or reply(request, await profile(graph, identifier, lang))


async def profile(graph: Graph, identifier: str, lang: str = "fr") -> dict[str, Any]:
    """Return the profile of an entity that is there, with its name in a language."""
    row = (await graph.read("entity", _entity(), {"id": identifier})).records[0]
    about = node(row["e"], lang)
    properties = about["properties"]
    at = entity_at(identifier)
    parts = {part: f"{at}/{part}" for part in ("neighbours", "articles", "claims")}
    return {
        "id": identifier,
        "class": about["labels"][0],
        "name": about["name"] or identifier,
        **{name: properties.pop(name, [] if name == "aliases" else None) for name in NAMES},
        "href": at,
        "labels": about["labels"],
        "properties": properties,
        "facts": [
            {
                "type": each["type"],
                "label": label_of(each["type"]),
                "direction": direction,
                "total": each[direction],
                "href": f"{at}/neighbours?{urlencode({'type': each['type'], 'direction': direction})}",
            }
            for each in row["facts"]
            for direction in ("out", "in")
            if each[direction]
        ],
        "links": parts | {"evidence": evidence_at(identifier)},
    }


def _entity() -> str:
    """Return the query for a thing and its degree by type, which Neo4j keeps: a hub costs no more than a leaf."""
    counts = ", ".join(
        f"{{type: '{name}', out: COUNT {{ (e)-[:{name}]->() }}, in: COUNT {{ (e)<-[:{name}]-() }}}}"
        for name in fact_types()
    )
    return f"MATCH (e:Entity {{id: $id}}) RETURN e, [{counts}] AS facts"
