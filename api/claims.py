"""Claims, of an entity or of an article: what a passage says, where it stands, how it is said and by whom."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from diplograph.api.addresses import ArticleId, ClassPath, Slug, moved, of_article
from diplograph.api.choices import fact_types
from diplograph.api.dependencies import Limit, OpenGraph
from diplograph.api.paging import InText, ended, page
from diplograph.api.replies import reply
from diplograph.api.values import node, plain

# A claim without a place in the text, such as an inferred one, comes before those that have one.
PAGE = """
WITH c, coalesce(c.char_start, -1) AS start
WHERE $after IS NULL OR c.article > $after[0]
   OR c.article = $after[0] AND (start > $after[1] OR start = $after[1] AND c.id > $after[2])
RETURN c ORDER BY c.article, start, c.id LIMIT $limit
"""
ARTICLE = "MATCH (a:Article {id: $id}) RETURN a.id AS id"
OF_ARTICLE = f"MATCH (c:Claim)-[:EVIDENCED_BY]->(:Article {{id: $id}})\n{PAGE}"
SHOWN = (
    "article", "predicate", "value", "modality", "basis", "confidence", "quote", "char_start", "char_end", "edge",
)  # fmt: skip


async def claims_of_entity(
    request: Request,
    graph: OpenGraph,
    class_: ClassPath,
    slug: Slug,
    limit: Limit = 50,
    after: InText = None,
) -> Response:
    """List the claims whose subject or object a thing is, alleged and denied ones too; by article and place in it."""
    identifier = f"{class_}/{slug}"
    start = ended(after, str, int, str)
    if elsewhere := await moved(request, graph, identifier, "/claims"):
        return elsewhere
    return await _claims(request, graph, _of_entity(), identifier, limit, start)


async def claims_of_article(
    request: Request, graph: OpenGraph, id: ArticleId, limit: Limit = 50, after: InText = None
) -> JSONResponse:
    """List what an article claims, in the order of its text."""
    start = ended(after, str, int, str)
    await of_article(graph, "claims", ARTICLE, id)
    return await _claims(request, graph, OF_ARTICLE, id, limit, start)


async def _claims(
    request: Request, graph: OpenGraph, text: str, identifier: str, limit: int, start: list[Any] | None
) -> JSONResponse:
    parameters = {"id": identifier, "after": start, "limit": limit + 1}
    claims = [_claim(row["c"]) for row in (await graph.read("claims", text, parameters)).records]
    found, more = page(request, claims, limit, _place)
    return reply(request, {"id": identifier, "claims": found, "next": more})


def _of_entity() -> str:
    """Return the query for a thing's claims: those of its facts, and those that are tied to it for want of one."""
    return f"""
CALL () {{
  MATCH (:Entity {{id: $id}})-[r:{"|".join(fact_types())}]-()
  WITH collect(DISTINCT r.id) AS edges
  MATCH (c:Claim) WHERE c.edge IN edges RETURN c
  UNION
  MATCH (:Entity {{id: $id}})<-[:CLAIM_SUBJECT|CLAIM_OBJECT]-(c:Claim) RETURN c
}}
{PAGE}"""


def _place(claim: dict[str, Any]) -> list[Any]:
    start = claim["char_start"]
    return [claim["article"], -1 if start is None else start, claim["id"]]


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
