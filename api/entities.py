"""Entities: search by name, and one's profile with its facts and the articles that tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from neo4j import Record
from pydantic import AfterValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from diplograph.api.dependencies import Limit, Offset, OpenGraph
from diplograph.api.graph import Graph
from diplograph.api.models import Entities, Profile
from diplograph.api.names import resolve
from diplograph.api.parameters import LONGEST
from diplograph.api.problems import documented
from diplograph.api.search import search
from diplograph.api.values import class_of, node, plain
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import Ontology

ENTITY = "MATCH (e:Entity {id: $id}) RETURN e"
FACT_COUNTS = """
MATCH (e:Entity {id: $id})-[r]-()
WHERE r.id IS NOT NULL AND NOT r:MENTIONS
RETURN type(r) AS type, startNode(r) = e AS outgoing, count(*) AS total
ORDER BY type, outgoing
"""
FACTS = """
MATCH (e:Entity {id: $id})-[r]-(other)
WHERE r.id IS NOT NULL AND NOT r:MENTIONS
RETURN type(r) AS type, startNode(r) = e AS outgoing, properties(r) AS fact,
       other.id AS id, other.name AS name, labels(other) AS labels
ORDER BY type, outgoing, r.last_reported DESC, r.id
SKIP $offset LIMIT $limit
"""
ARTICLES = """
MATCH (a:Article)-[m:MENTIONS]->(e:Entity {id: $id})
WITH a, reduce(all = [], forms IN collect(m.forms) | all + [form IN forms WHERE NOT form IN all]) AS forms
ORDER BY a.issued DESC, a.id
WITH collect({id: a.id, title: a.name, publisher: a.publisher, issued: a.issued, forms: forms}) AS articles
RETURN size(articles) AS total, articles[0..$limit] AS articles
"""


class _AnyClass:
    """Describes a class's name as one of the ontology's, which is read when the description is asked for."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the schema with the names."""
        return handler(schema) | {"enum": _classes()}


def _known(name: str) -> str:
    if name not in _classes():
        raise ValueError(f"{name} is no class of entities; they are {', '.join(_classes())}")
    return name


def _classes() -> list[str]:
    ontology = load_ontology()
    return sorted(name for name in ontology.classes if "Entity" in ontology.lineage(name))


ClassName = Annotated[str, AfterValidator(_known), _AnyClass()]
Typed = Annotated[
    str,
    Query(min_length=1, max_length=LONGEST, examples=["Seoul"], description="A name, or a part of one, in French or English; accents and small slips don't matter."),
]  # fmt: skip
Classes = Annotated[list[ClassName] | None, Query(alias="class", description="Only things of these classes.")]
ClassPath = Annotated[str, Path(max_length=LONGEST, examples=["state"])]
Slug = Annotated[str, Path(max_length=LONGEST, examples=["KR"])]


def router() -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/v1/entities", tags=["entities"])
    routes.get("", operation_id="entities", response_model=Entities, responses=documented(422))(entities)
    moved: dict[int | str, dict[str, Any]] = {
        308: {"description": "The id is another's alias; that one is in Location."}
    }
    routes.get(
        "/{class_}/{slug:path}",
        operation_id="entity",
        response_model=Profile,
        response_model_by_alias=True,
        responses=moved | documented(404, 422),
    )(entity)
    return routes


async def entities(graph: OpenGraph, q: Typed, class_: Classes = None, limit: Limit = 20) -> JSONResponse:
    """Search things by name, the best first."""
    found = await search(graph, "entities", q, class_ or ["Entity"], limit)
    return JSONResponse({"q": q, "entities": [each.full() for each in found]})


async def entity(
    request: Request, graph: OpenGraph, class_: ClassPath, slug: Slug, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Tell what is known of a thing: its properties, its facts by type, and the articles that mention it."""
    identifier = f"{class_}/{slug}"
    found = await resolve(graph, "entity", identifier)
    if found.id != identifier:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/v1/entities/{quote(found.id)}{query}", 308)
    return JSONResponse(await profile(graph, identifier, limit, offset))


async def profile(graph: Graph, identifier: str, limit: int, offset: int) -> dict[str, Any]:
    """Return an entity's profile."""
    page = {"id": identifier, "limit": limit, "offset": offset}
    entity_ = (await graph.read("entity", ENTITY, page)).records[0]["e"]
    counts = (await graph.read("entity", FACT_COUNTS, page)).records
    facts = (await graph.read("entity", FACTS, page)).records
    told = (await graph.read("entity", ARTICLES, page)).records[0]
    about = node(entity_)
    total = sum(row["total"] for row in counts)
    return {
        "id": identifier,
        "class": class_of(about["labels"]),
        **{name: about[name] for name in ("labels", "name", "properties")},
        "facts_total": total,
        "facts": _grouped(counts, facts),
        "articles_total": told["total"],
        "articles": [
            plain(each) | {"href": f"/v1/articles/{quote(each['id'])}"} for each in told["articles"]
        ],
        "links": links(f"/v1/entities/{quote(identifier)}", limit, offset, total)
        | {"evidence": f"/v1/queries/evidence?{urlencode({'of': identifier})}"},
    }


def links(path: str, limit: int, offset: int, total: int) -> dict[str, str]:
    """Return where this is, and where the next page is."""
    more = {"next": f"{path}?limit={limit}&offset={offset + limit}"} if offset + limit < total else {}
    return {"self": path, **more}


def _grouped(counts: Iterable[Record], facts: Iterable[Record]) -> list[dict[str, Any]]:
    """Return the facts of a page by type and direction, each group with how many there are in all."""
    groups: dict[tuple[str, bool], dict[str, Any]] = {}
    labels = _labels(load_ontology())
    for row in counts:
        direction = "out" if row["outgoing"] else "in"
        head = {
            "type": row["type"],
            "label": labels[row["type"]],
            "direction": direction,
            "total": row["total"],
        }
        groups[row["type"], row["outgoing"]] = head | {"facts": []}
    for row in facts:
        groups[row["type"], row["outgoing"]]["facts"].append(_fact(row))
    return list(groups.values())


def _fact(row: Record) -> dict[str, Any]:
    properties = {name: plain(value) for name, value in sorted(row["fact"].items())}
    identifier = properties.pop("id")
    other = {"id": row["id"], "name": row["name"] or row["id"], "class": class_of(row["labels"])}
    evidence = f"/v1/queries/evidence?{urlencode({'of': identifier})}"
    return {"id": identifier, "other": other, "properties": properties, "evidence": evidence}


def _labels(ontology: Ontology) -> dict[str, dict[str, str]]:
    return {each.neo4j_type: dict(each.labels) for each in ontology.properties.values() if each.neo4j_type}
