"""What the facts of an answer rest on: each as a sentence, with its passage, where that stands, and a ready citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from diplograph.api.graph import Graph
from diplograph.api.sentences import marked, sentence
from diplograph.api.values import plain
from diplograph.exports.elements import UNASSERTED

# Who made a claim c: those to whom it is attributed, else those who state it.
MADE_BY = """
WITH c, COLLECT {
  UNWIND c.attributed_to AS id MATCH (e:Entity {id: id}) RETURN coalesce(e['name_' + $lang], e.name) AS name ORDER BY id
} AS named, COLLECT {
  MATCH (c)<-[:ABOUT {modality: 'asserted'}]-(:Statement)<-[:STATED {modality: 'asserted'}]-(e:Entity)
  RETURN DISTINCT coalesce(e['name_' + $lang], e.name) AS name ORDER BY name
} AS speaking
WITH c, CASE named WHEN [] THEN speaking ELSE named END AS sayers
"""
# What is known of articles, and who made claims: of both, ids in one list, since plans are kept by how long a list is.
ABOUT = f"""
RETURN COLLECT {{
  MATCH (a:Article) WHERE a.id IN $ids
  RETURN a {{article: a.id, title: a.name, .publisher, .issued, address: a.url}}
}} AS articles, COLLECT {{
  MATCH (c:Claim) WHERE c.id IN $ids {MADE_BY} RETURN {{claim: c.id, sayers: sayers}}
}} AS claims
"""
PASSAGE = ("quote", "article", "char_start", "char_end", "modality", "basis", "sources", "attributed_to")


async def evidence(
    graph: Graph, endpoint: str, picture: Mapping[str, Any], lang: str
) -> list[dict[str, Any]]:
    """Return, for each fact and each claim of an answer's graph, in its order, what it rests on.

    A fact shows its strongest claim; all of them are what the question evidence gives for the fact's id.
    """
    ids = {each["properties"].get("article") for each in (*_facts(picture), *_claims(picture))} - {None}
    # who made it is told of a claim that nothing asserts
    ids |= {node["id"] for node in _claims(picture) if node["properties"].get("modality") in UNASSERTED}
    rows = (await graph.read(endpoint, ABOUT, {"ids": sorted(ids), "lang": lang})).records if ids else []
    articles = {each["article"]: plain(each) for row in rows for each in row["articles"]}
    told = _told(picture, lang, {each["claim"]: each["sayers"] for row in rows for each in row["claims"]})
    return [cited(each, articles.get(each["article"], {})) for each in told]


def _facts(picture: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the edges that are facts; others are provenance."""
    return [edge for edge in picture["edges"] if "basis" in edge["properties"]]


def _claims(picture: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [node for node in picture["nodes"] if "Claim" in node["labels"]]


def citation(publisher: str | None, issued: str | None, quote: str | None, address: str | None) -> str:
    """Return a passage as one cites it: publisher, date, « quote », address; what isn't known is left out."""
    return ", ".join(filter(None, [publisher, issued, f"« {quote} »" if quote else None, address]))


def _told(picture: Mapping[str, Any], lang: str, sayers: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    claims = _claims(picture)
    said = [of_claim(node, lang, sayers.get(node["id"], ())) for node in claims]
    # a sentence about a claim says whose it is, too
    nodes = {node["id"]: node for node in picture["nodes"]}
    nodes |= {node["id"]: {**node, "name": told["sentence"]} for node, told in zip(claims, said, strict=True)}
    yield from (of_fact(edge, nodes, lang) for edge in _facts(picture))
    yield from said


def of_fact(edge: Mapping[str, Any], nodes: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return what a fact rests on, but for what is known of its article."""
    return _entry(edge["properties"], fact=edge["id"], claim=None, sentence=sentence(edge, nodes, lang))


def of_claim(node: Mapping[str, Any], lang: str, sayers: Sequence[str]) -> dict[str, Any]:
    """Return what a claim rests on, but for what is known of its article; its sentence says who made it."""
    told = node["properties"]
    said = marked(node["name"] or node["id"], told, lang, sayers)
    return _entry(told, fact=told.get("edge"), claim=node["id"], sentence=said)


def _entry(properties: Mapping[str, Any], **about: Any) -> dict[str, Any]:
    return about | {name: properties.get(name) for name in PASSAGE}


def cited(told: Mapping[str, Any], article: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a fact or claim rests on with its article's title, publisher, date and address, and a citation."""
    about = {name: article.get(name) for name in ("title", "publisher", "issued", "address")}
    ready = citation(about["publisher"], about["issued"], told["quote"], about["address"])
    return {**told, **about, "citation": ready}
