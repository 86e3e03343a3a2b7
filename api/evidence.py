"""What the facts of an answer rest on: each as a sentence, with its passage, where that stands, and a ready citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from diplograph.api.graph import Graph
from diplograph.api.sentences import marked, sentence
from diplograph.api.values import plain

ARTICLES = """
MATCH (a:Article) WHERE a.id IN $ids
RETURN a.id AS article, a.name AS title, a.publisher AS publisher, a.issued AS issued, a.url AS address
"""
PASSAGE = ("quote", "article", "char_start", "char_end", "modality", "basis", "sources", "attributed_to")


async def evidence(
    graph: Graph, endpoint: str, picture: Mapping[str, Any], lang: str
) -> list[dict[str, Any]]:
    """Return, for each fact and each claim of an answer's graph, in its order, what it rests on.

    A fact shows its strongest claim; all of them are what the question evidence gives for the fact's id.
    """
    told = list(_told(picture, lang))
    ids = sorted({each["article"] for each in told if each["article"]})
    rows = (await graph.read(endpoint, ARTICLES, {"ids": ids})).records if ids else []
    articles = {row["article"]: plain(row.data()) for row in rows}
    return [_cited(each, articles.get(each["article"], {})) for each in told]


def citation(publisher: str | None, issued: str | None, quote: str | None, address: str | None) -> str:
    """Return a passage as one cites it: publisher, date, « quote », address; what isn't known is left out."""
    return ", ".join(filter(None, [publisher, issued, f"« {quote} »" if quote else None, address]))


def _told(picture: Mapping[str, Any], lang: str) -> Iterator[dict[str, Any]]:
    nodes = {node["id"]: node for node in picture["nodes"]}
    for edge in picture["edges"]:
        if "basis" in edge["properties"]:  # a fact's; other edges are provenance
            yield _entry(
                edge["properties"], fact=edge["id"], claim=None, sentence=sentence(edge, nodes, lang)
            )
    for node in picture["nodes"]:
        if "Claim" in node["labels"]:
            said = marked(node["name"] or node["id"], node["properties"], lang)
            yield _entry(
                node["properties"], fact=node["properties"].get("edge"), claim=node["id"], sentence=said
            )


def _entry(properties: Mapping[str, Any], **about: Any) -> dict[str, Any]:
    return about | {name: properties.get(name) for name in PASSAGE}


def _cited(told: dict[str, Any], article: Mapping[str, Any]) -> dict[str, Any]:
    about = {name: article.get(name) for name in ("title", "publisher", "issued", "address")}
    return (
        told
        | about
        | {"citation": citation(about["publisher"], about["issued"], told["quote"], about["address"])}
    )
