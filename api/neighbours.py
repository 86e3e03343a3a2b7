"""What an entity is tied to: each neighbour with the facts between the two, and the passage that each rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from fastapi.responses import Response

from diplograph.api.addresses import Classes, ClassPath, Slug, entity_at, evidence_at, moved
from diplograph.api.choices import FactType, Modality, fact_types, label_of
from diplograph.api.dependencies import Lang, Limit, OpenGraph
from diplograph.api.evidence import evidence
from diplograph.api.names import told_apart
from diplograph.api.paging import ById, ended, page
from diplograph.api.replies import reply
from diplograph.api.values import edge, node

WITH_FACTS = """
WHERE other.id > $after
  AND ($modality IS NULL OR r.modality IN $modality)
  AND ($classes IS NULL OR any(label IN labels(other) WHERE label IN $classes))
WITH e, other, collect(r) AS facts ORDER BY other.id LIMIT $limit
RETURN e, other, facts, other.id AS id ORDER BY id
"""

Type = Annotated[
    FactType | None, Query(alias="type", examples=["PARTICIPATES_IN"], description="Only facts of this type.")
]
Direction = Annotated[
    Literal["out", "in"] | None, Query(description="out: only facts from the thing; in: only those to it.")
]
Modalities = Annotated[
    list[Modality] | None, Query(examples=[["asserted"]], description="Only facts of these modalities.")
]


async def neighbours(
    request: Request,
    graph: OpenGraph,
    class_: ClassPath,
    slug: Slug,
    fact_type: Type = None,
    direction: Direction = None,
    modality: Modalities = None,
    classes: Classes = None,
    lang: Lang = "fr",
    limit: Limit = 50,
    after: ById = None,
) -> Response:
    """List what facts tie a thing to, by id, each with these facts and what they rest on."""
    identifier = f"{class_}/{slug}"
    [start] = ended(after, str) or [""]
    if elsewhere := await moved(request, graph, identifier, "/neighbours"):
        return elsewhere
    chosen = {"modality": modality, "classes": classes}
    parameters = {"id": identifier, "after": start, "limit": limit + 1, **chosen}
    rows = (await graph.read("neighbours", around(fact_type, direction), parameters)).records
    found, more = page(request, rows, limit, lambda row: [row["id"]])
    nodes = [node(each, lang) for row in found for each in (row["e"], row["other"])]
    facts = [[edge(each) for each in row["facts"]] for row in found]
    shown = {"nodes": nodes, "edges": [fact for between in facts for fact in between]}
    told = {each["claim"] or each["fact"]: each for each in await evidence(graph, "neighbours", shown, lang)}
    about = await told_apart(graph, "neighbours", [other["id"] for other in nodes[1::2]], lang)
    listed = [
        _neighbour(other, between, told) | {"about": about.get(other["id"])}
        for other, between in zip(nodes[1::2], facts, strict=True)
    ]
    return reply(request, {"id": identifier, "neighbours": listed, "next": more})


def around(fact_type: str | None, direction: str | None) -> str:
    """Return the Cypher, of parameters ``id``, ``after``, ``limit``, ``modality`` and ``classes``.

    Types, which are known ones, and the direction stand in the text, so that no other edge is looked at: a hub's
    facts are many, and an article's mentions.
    """
    types = fact_type or "|".join(fact_types())
    left, right = "<" if direction == "in" else "", ">" if direction == "out" else ""
    return f"MATCH (e:Entity {{id: $id}}){left}-[r:{types}]-{right}(other)\n{WITH_FACTS}"


def _neighbour(
    other: Mapping[str, Any], facts: list[dict[str, Any]], told: Mapping[str, Any]
) -> dict[str, Any]:
    identifier, cls = other["id"], other["labels"][0]
    is_claim = cls == "Claim"  # whose sentence says who made it
    return {
        "id": identifier,
        "name": told[identifier]["sentence"] if is_claim else other["name"] or identifier,
        "class": cls,
        "facts": [
            _fact(each, identifier, told[each["id"]])
            for each in sorted(facts, key=lambda fact: (fact["type"], fact["id"]))
        ],
        "href": evidence_at(identifier) if is_claim else entity_at(identifier),
    }


def _fact(fact: Mapping[str, Any], other: str, passage: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": fact["id"],
        "type": fact["type"],
        "label": label_of(fact["type"]),
        "direction": "out" if fact["target"] == other else "in",
        "properties": fact["properties"],
        "passage": passage,
        "evidence": evidence_at(fact["id"]),
    }
