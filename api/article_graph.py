"""An article's named graph as RDF: itself, its mentions and its claims; whole, it loads back as that article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from fastapi.responses import Response

from diplograph.api.addresses import ArticleId, of_article
from diplograph.api.dependencies import OpenGraph
from diplograph.api.files import as_response
from diplograph.api.replies import best
from diplograph.api.settings import Settings
from diplograph.api.whole import as_allowed, in_article
from diplograph.exports import format_of
from diplograph.exports.answer import Answer
from diplograph.exports.statements import Quad
from diplograph.graph_loader import rdf

TOLD = """
MATCH (a:Article {id: $id})
RETURN properties(a) AS article,
       COLLECT { MATCH (a)-[m:MENTIONS]->(e:Entity) RETURN {entity: e.id, row: properties(m)} } AS mentions,
       COLLECT { MATCH (c:Claim)-[:EVIDENCED_BY]->(a) RETURN properties(c) } AS claims
"""
FORMATS = ("trig", "turtle", "jsonld")

Format = Annotated[
    Literal["trig", "turtle", "jsonld"] | None,
    Query(alias="format", description="The format; without it what `Accept` likes best, TriG first."),
]


def shown_as() -> dict[int | str, dict[str, Any]]:
    """Return how the answer is described."""
    texts = {format_of(name).MEDIA_TYPE: {"schema": {"type": "string"}} for name in FORMATS}
    return {200: {"description": "The named graph; its name is the article's IRI.", "content": texts}}


async def article_graph(
    request: Request, graph: OpenGraph, id: ArticleId, format_name: Format = None
) -> Response:
    """Give an article's named graph: the article, its mentions and its claims, as rdf:Statement.

    TriG and JSON-LD name it by the article's IRI. Turtle has no names of graphs; `diplograph load` reads it.
    """
    offered = {format_of(name).MEDIA_TYPE: name for name in FORMATS}
    chosen = format_of(format_name or offered[best(list(offered), request.headers.get("accept"))])
    told = (await of_article(graph, "article-graph", TOLD, id)).data()
    settings: Settings = request.app.state.settings
    allowed = settings.quotes.within(told | {"article": as_allowed(told["article"], settings.quotes)})
    article = Answer(
        name="graph", title=id, lang="fr", made=datetime.now(UTC).date(), told=lambda: _quads(allowed)
    )
    return await as_response(request, "graph", chosen, lambda stream: chosen.write(article, stream))


def _quads(told: Mapping[str, Any]) -> Iterator[Quad]:
    article = told["article"]["id"]
    parts = [
        rdf.article_triples(told["article"]),
        *(rdf.mention_triples(article, each["entity"], each["row"]) for each in told["mentions"]),
        *(rdf.claim_triples(claim) for claim in told["claims"]),
    ]
    yield from in_article(article, chain.from_iterable(parts))
