"""Articles: what is known of one, what it mentions, and what it claims, with where it says so."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse
from neo4j import Record

from diplograph.api.dependencies import Limit, Offset, OpenGraph
from diplograph.api.entities import links
from diplograph.api.errors import UnknownThingError
from diplograph.api.graph import Graph
from diplograph.api.models import ArticlePage
from diplograph.api.parameters import LONGEST
from diplograph.api.problems import documented
from diplograph.api.values import class_of, node, plain

ARTICLE = """
MATCH (a:Article {id: $id})
RETURN a, COUNT { (a)<-[:EVIDENCED_BY]-(:Claim) } AS claims,
       COUNT { MATCH (a)-[:MENTIONS]->(e:Entity) RETURN DISTINCT e } AS mentions
"""
MENTIONS = """
MATCH (:Article {id: $id})-[m:MENTIONS]->(e:Entity)
WITH e, reduce(all = [], forms IN collect(m.forms) | all + [form IN forms WHERE NOT form IN all]) AS forms,
     sum(m.count) AS count
RETURN e.id AS id, e.name AS name, labels(e) AS labels, forms, count
ORDER BY count DESC, id SKIP $offset LIMIT $limit
"""
CLAIMS = """
MATCH (c:Claim)-[:EVIDENCED_BY]->(:Article {id: $id})
RETURN c ORDER BY c.char_start, c.id SKIP $offset LIMIT $limit
"""
NEAR = "MATCH (a:Article) WHERE a.id STARTS WITH $start RETURN a.id AS id, a.name AS name ORDER BY id LIMIT 5"
SHOWN = (
    "predicate", "value", "modality", "basis", "confidence", "quote", "char_start", "char_end", "edge",
)  # fmt: skip
SAME_LETTERS = 4  # with which the id of another article must begin to be offered

ArticleId = Annotated[
    str, Path(max_length=LONGEST, description="Its annotation file's name, without its ending.")
]


def router() -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/v1/articles", tags=["articles"])
    routes.get(
        "/{id:path}", operation_id="article", response_model=ArticlePage, responses=documented(404, 422)
    )(article)
    return routes


async def article(graph: OpenGraph, id: ArticleId, limit: Limit = 50, offset: Offset = 0) -> JSONResponse:
    """Tell what an article is, what it mentions and what it claims; claims in the order of the text."""
    return JSONResponse(await page(graph, id, limit, offset))


async def page(graph: Graph, identifier: str, limit: int, offset: int) -> dict[str, Any]:
    """Return an article with a page of its mentions and claims. Raises UnknownThingError."""
    parameters = {"id": identifier, "limit": limit, "offset": offset}
    found = (await graph.read("article", ARTICLE, parameters)).records
    if not found:
        raise await _unknown(graph, identifier)
    about, totals = node(found[0]["a"]), (found[0]["mentions"], found[0]["claims"])
    mentions = (await graph.read("article", MENTIONS, parameters)).records
    claims = (await graph.read("article", CLAIMS, parameters)).records
    return {
        "id": identifier,
        **{name: about[name] for name in ("name", "properties")},
        "mentions_total": totals[0],
        "mentions": [_mentioned(row) for row in mentions],
        "claims_total": totals[1],
        "claims": [_claim(row["c"]) for row in claims],
        "links": links(f"/v1/articles/{quote(identifier)}", limit, offset, max(totals)),
    }


async def _unknown(graph: Graph, identifier: str) -> UnknownThingError:
    near = (await graph.read("article", NEAR, {"start": identifier[:SAME_LETTERS]})).records
    names = ", ".join(row["id"] for row in near)
    hint = (
        f"Near: {names}." if names else "An article's id is its annotation file's name, without its ending."
    )
    return UnknownThingError(f"No article {identifier!r} is in the graph.", hint)


def _mentioned(row: Record) -> dict[str, Any]:
    kept = {"id": row["id"], "name": row["name"] or row["id"], "class": class_of(row["labels"])}
    return kept | {"forms": row["forms"], "count": row["count"], "href": f"/v1/entities/{quote(row['id'])}"}


def _claim(claim: Any) -> dict[str, Any]:
    """Return a claim; an end without a node is told by its words."""
    about = node(claim)
    properties = about["properties"]
    shown = {name: properties.pop(name, None) for name in SHOWN}
    ends = {
        side: properties.pop(side, None) or properties.get(f"{side}_text") for side in ("subject", "object")
    }
    sayers = properties.pop("attributed_to", None) or []
    return {
        "id": about["id"],
        "name": about["name"],
        **ends,
        **shown,
        "attributed_to": plain(sayers),
        "properties": properties,
    }
