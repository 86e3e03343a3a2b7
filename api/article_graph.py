"""An article's named graph as RDF: itself, its mentions and its claims; whole, it loads back as that article."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from fastapi.responses import Response
from rdflib import Dataset

from diplograph.api.addresses import ArticleId, of_article
from diplograph.api.dependencies import OpenGraph
from diplograph.api.replies import best
from diplograph.api.settings import Quotes, Settings
from diplograph.graph_loader import rdf
from diplograph.ontology.model import THINGS

TOLD = """
MATCH (a:Article {id: $id})
RETURN properties(a) AS article,
       COLLECT { MATCH (a)-[m:MENTIONS]->(e:Entity) RETURN {entity: e.id, row: properties(m)} } AS mentions,
       COLLECT { MATCH (c:Claim)-[:EVIDENCED_BY]->(a) RETURN properties(c) } AS claims
"""
MEDIA_TYPES = {"trig": "application/trig", "turtle": "text/turtle", "jsonld": "application/ld+json"}

Format = Annotated[
    Literal["trig", "turtle", "jsonld"] | None,
    Query(alias="format", description="The format; without it what `Accept` likes best, TriG first."),
]


def shown_as() -> dict[int | str, dict[str, Any]]:
    """Return how the answer is described."""
    texts = {media: {"schema": {"type": "string"}} for media in MEDIA_TYPES.values()}
    return {200: {"description": "The named graph; its name is the article's IRI.", "content": texts}}


async def article_graph(
    request: Request, graph: OpenGraph, id: ArticleId, format_name: Format = None
) -> Response:
    """Give an article's named graph: the article, its mentions and its claims, as rdf:Statement.

    TriG and JSON-LD name it by the article's IRI. Turtle has no names of graphs; `diplograph load` reads it.
    """
    media = (
        MEDIA_TYPES[format_name]
        if format_name
        else best(list(MEDIA_TYPES.values()), request.headers.get("accept"))
    )
    told = await of_article(graph, "article-graph", TOLD, id)
    settings: Settings = request.app.state.settings
    text = await asyncio.to_thread(_written, _allowed(told.data(), settings.quotes), media)
    return Response(text, media_type=media)


def _allowed(told: dict[str, Any], quotes: Quotes) -> dict[str, Any]:
    """Return what may leave.

    Without the hash of its text, an article with cut passages doesn't pass for the whole one where it is loaded.
    """
    if quotes is Quotes.full:
        return told
    told["article"]["sha256"] = None
    cut: dict[str, Any] = quotes.within(told)
    return cut


def _written(told: Mapping[str, Any], media: str) -> bytes:
    dataset = Dataset()
    dataset.bind("dd", rdf.DD)
    dataset.bind("id", THINGS)
    named = dataset.graph(rdf.iri(f"article/{told['article']['id']}"))
    for triple in _triples(told):
        named.add(triple)
    whole = named if media == MEDIA_TYPES["turtle"] else dataset
    return whole.serialize(format=media, encoding="utf-8")


def _triples(told: Mapping[str, Any]) -> Iterator[rdf.Triple]:
    yield from rdf.article_triples(told["article"])
    for mention in told["mentions"]:
        yield from rdf.mention_triples(told["article"]["id"], mention["entity"], mention["row"])
    for claim in told["claims"]:
        yield from rdf.claim_triples(claim)
