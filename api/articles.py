"""Articles: their list, those that mention an entity, and what one is, mentions and claims."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from neo4j import Record

from diplograph.api.addresses import ArticleId, ClassPath, Slug, article_at, entity_at, moved, of_article
from diplograph.api.article_graph import article_graph, shown_as
from diplograph.api.article_models import ArticlePage, Articles, ArticleText, Claims
from diplograph.api.claims import claims_of_article
from diplograph.api.current import current
from diplograph.api.dependencies import Lang, Limit, OpenGraph, declared_only
from diplograph.api.errors import ForbiddenError, NoTextError
from diplograph.api.paging import ByDate, ById, ended, page
from diplograph.api.parameters import DATE, LONGEST
from diplograph.api.problems import documented
from diplograph.api.replies import reply, takes_json
from diplograph.api.settings import Quotes, Settings
from diplograph.api.texts import Texts
from diplograph.api.values import class_of, node

SHOWN = """
a.id AS id, a.name AS title, a.publisher AS publisher, a.language AS language, a.issued AS issued, a.url AS address
"""
# An article of a month (2024-02) counts as of each day of it, as in the questions.
LISTED = f"""
MATCH (a:Article)
WHERE a.id > $after AND ($publisher IS NULL OR a.publisher = $publisher)
  AND ($language IS NULL OR a.language = $language)
  AND ($reported_from IS NULL OR a.issued >= left($reported_from, size(a.issued)))
  AND ($reported_to IS NULL OR left(a.issued, size($reported_to)) <= $reported_to)
RETURN {SHOWN} ORDER BY id LIMIT $limit
"""
FORMS = "reduce(all = [], forms IN collect(m.forms) | all + [form IN forms WHERE NOT form IN all])"
OF_ENTITY = f"""
MATCH (a:Article)-[m:MENTIONS]->(:Entity {{id: $id}})
WITH a, coalesce(a.issued, '') AS issued, {FORMS} AS forms
WHERE $after IS NULL OR issued < $after[0] OR issued = $after[0] AND a.id > $after[1]
WITH a, issued, forms ORDER BY issued DESC, a.id LIMIT $limit
RETURN {SHOWN}, forms AS forms ORDER BY coalesce(issued, '') DESC, id
"""
ARTICLE = "MATCH (a:Article {id: $id}) RETURN a, COUNT { (a)<-[:EVIDENCED_BY]-() } AS claims"
HASH = "MATCH (a:Article {id: $id}) RETURN a.sha256 AS sha256, a.language AS language"
MENTIONS = f"""
MATCH (:Article {{id: $id}})-[m:MENTIONS]->(e:Entity)
WITH e, {FORMS} AS forms, sum(m.count) AS count
RETURN e.id AS id, coalesce(e['name_' + $lang], e.name) AS name, labels(e) AS labels, forms, count
ORDER BY count DESC, id
"""

Publisher = Annotated[str | None, Query(max_length=LONGEST, description="Only this publisher's.")]
Language = Annotated[
    str | None, Query(max_length=LONGEST, examples=["fr"], description="Only those in this language.")
]
Since = Annotated[
    str | None, Query(pattern=DATE, description="Only those that appeared since this day, month or year.")
]
Until = Annotated[
    str | None, Query(pattern=DATE, description="Only those that appeared until this day, month or year.")
]


def router() -> APIRouter:
    """Return the routes."""
    routes = APIRouter(
        prefix="/v1/articles", tags=["articles"], dependencies=[Depends(declared_only), Depends(current)]
    )
    json: dict[str, Any] = {"dependencies": [Depends(takes_json)], "responses": documented(404, 406, 422)}
    routes.get("", operation_id="articles", response_model=Articles, **json)(articles)
    routes.get("/{id:path}/claims", operation_id="article-claims", response_model=Claims, **json)(
        claims_of_article
    )
    routes.get(
        "/{id:path}/graph",
        operation_id="article-graph",
        response_class=Response,
        responses=shown_as() | documented(404, 406, 422),
    )(article_graph)
    routes.get(
        "/{id:path}/text",
        operation_id="article-text",
        response_model=ArticleText,
        dependencies=[Depends(takes_json)],
        responses=documented(403, 404, 406, 422),
    )(text)
    # last: a path that ends in none of the others
    routes.get("/{id:path}", operation_id="article", response_model=ArticlePage, **json)(article)
    return routes


async def articles(
    request: Request,
    graph: OpenGraph,
    publisher: Publisher = None,
    language: Language = None,
    reported_from: Since = None,
    reported_to: Until = None,
    limit: Limit = 50,
    after: ById = None,
) -> JSONResponse:
    """List articles by id."""
    [start] = ended(after, str) or [""]
    chosen = {"publisher": publisher, "language": language}
    period = {"reported_from": reported_from, "reported_to": reported_to}
    parameters = {**chosen, **period, "after": start, "limit": limit + 1}
    rows = (await graph.read("articles", LISTED, parameters)).records
    found, more = page(request, rows, limit, lambda row: [row["id"]])
    return reply(request, {"articles": [_short(row) for row in found], "next": more})


async def articles_of(
    request: Request,
    graph: OpenGraph,
    class_: ClassPath,
    slug: Slug,
    limit: Limit = 50,
    after: ByDate = None,
) -> Response:
    """List the articles that mention a thing, the newest first, with how each names it."""
    identifier = f"{class_}/{slug}"
    start = ended(after, str, str)
    if elsewhere := await moved(request, graph, identifier, "/articles"):
        return elsewhere
    parameters = {"id": identifier, "after": start, "limit": limit + 1}
    rows = (await graph.read("entity-articles", OF_ENTITY, parameters)).records
    found, more = page(request, rows, limit, lambda row: [row["issued"] or "", row["id"]])
    told = [_short(row) | {"forms": row["forms"]} for row in found]
    return reply(request, {"id": identifier, "articles": told, "next": more})


async def article(request: Request, graph: OpenGraph, id: ArticleId, lang: Lang = "fr") -> JSONResponse:
    """Tell what an article is, all that it mentions, the most mentioned first, and how much it claims."""
    found = await of_article(graph, "article", ARTICLE, id)
    mentions = (await graph.read("article", MENTIONS, {"id": id, "lang": lang})).records
    about, at = node(found["a"]), article_at(id)
    return reply(
        request,
        {
            "id": id,
            **{name: about[name] for name in ("name", "properties")},
            "mentions": [_mentioned(row) for row in mentions],
            "claims_total": found["claims"],
            "links": {
                "claims": f"{at}/claims",
                "graph": f"{at}/graph",
                "text": f"{at}/text" if await _has_text(request, id, found["a"].get("sha256")) else None,
            },
        },
    )


async def text(request: Request, graph: OpenGraph, id: ArticleId) -> JSONResponse:
    """Give an article's text, as it was annotated: the offsets of its claims are code points of it."""
    found = await of_article(graph, "article-text", HASH, id)
    whole = await _text(request, id, found["sha256"])
    return reply(request, {"id": id, "language": found["language"], "text": whole})


async def _has_text(request: Request, identifier: str, hashed: str | None) -> bool:
    try:
        await _text(request, identifier, hashed)
    except (ForbiddenError, NoTextError):
        return False
    return True


async def _text(request: Request, identifier: str, hashed: str | None) -> str:
    """Return an article's text. Raises ForbiddenError where it may not leave, NoTextError where it isn't at hand."""
    settings: Settings = request.app.state.settings
    texts: Texts | None = request.app.state.texts
    if settings.quotes is not Quotes.full:
        hint = "Whoever serves this decides: diplograph serve --quotes full"
        raise ForbiddenError("Only parts of the articles' texts may leave this server.", hint)
    if texts is None:
        hint = "Whoever serves this: diplograph serve --texts FOLDER"
        raise NoTextError("No texts are served here.", hint)
    return await asyncio.to_thread(texts.of, identifier, hashed)


def _short(row: Record) -> dict[str, Any]:
    kept = {name: row[name] for name in ("id", "publisher", "language", "issued", "address")}
    return kept | {"title": row["title"] or row["id"], "href": article_at(row["id"])}


def _mentioned(row: Record) -> dict[str, Any]:
    kept = {"id": row["id"], "name": row["name"] or row["id"], "class": class_of(row["labels"])}
    return kept | {"forms": row["forms"], "count": row["count"], "href": entity_at(row["id"])}
