"""What an entity is tied to: each neighbour with the facts between the two."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Request
from fastapi.responses import Response
from neo4j import Record

from diplograph.api.addresses import Classes, ClassPath, Slug, entity_at, evidence_at, moved
from diplograph.api.choices import FactType, fact_types, label_of
from diplograph.api.dependencies import Limit, OpenGraph
from diplograph.api.paging import ById, ended, page
from diplograph.api.replies import reply
from diplograph.api.values import class_of, plain

WITH_FACTS = """
WHERE other.id > $after
  AND ($type IS NULL OR type(r) = $type)
  AND ($direction IS NULL OR (startNode(r) = e) = ($direction = 'out'))
  AND ($classes IS NULL OR any(label IN labels(other) WHERE label IN $classes))
WITH e, other, collect(r) AS facts ORDER BY other.id LIMIT $limit
RETURN other.id AS id, other.name AS name, labels(other) AS labels,
       [r IN facts | {type: type(r), outgoing: startNode(r) = e, properties: properties(r)}] AS facts
ORDER BY id
"""

Type = Annotated[
    FactType | None, Query(alias="type", examples=["PARTICIPATES_IN"], description="Only facts of this type.")
]
Direction = Annotated[
    Literal["out", "in"] | None, Query(description="out: only facts from the thing; in: only those to it.")
]


async def neighbours(
    request: Request,
    graph: OpenGraph,
    class_: ClassPath,
    slug: Slug,
    fact_type: Type = None,
    direction: Direction = None,
    classes: Classes = None,
    limit: Limit = 50,
    after: ById = None,
) -> Response:
    """List what facts tie a thing to, by id, each with these facts."""
    identifier = f"{class_}/{slug}"
    [start] = ended(after, str) or [""]
    if elsewhere := await moved(request, graph, identifier, "/neighbours"):
        return elsewhere
    chosen = {"type": fact_type, "direction": direction, "classes": classes}
    parameters = {"id": identifier, "after": start, "limit": limit + 1, **chosen}
    # The types stand in the text, so that no edge of provenance is looked at: an article's mentions are many.
    text = f"MATCH (e:Entity {{id: $id}})-[r:{'|'.join(fact_types())}]-(other)\n{WITH_FACTS}"
    rows = (await graph.read("neighbours", text, parameters)).records
    found, more = page(request, rows, limit, lambda row: [row["id"]])
    return reply(request, {"id": identifier, "neighbours": [_neighbour(row) for row in found], "next": more})


def _neighbour(row: Record) -> dict[str, Any]:
    identifier, cls = row["id"], class_of(row["labels"])
    facts = sorted(row["facts"], key=lambda fact: (fact["type"], str(fact["properties"]["id"])))
    return {
        "id": identifier,
        "name": row["name"] or identifier,
        "class": cls,
        "facts": [_fact(each) for each in facts],
        "href": evidence_at(identifier) if cls == "Claim" else entity_at(identifier),
    }


def _fact(fact: dict[str, Any]) -> dict[str, Any]:
    properties = {name: plain(value) for name, value in sorted(fact["properties"].items())}
    identifier = properties.pop("id")
    return {
        "id": identifier,
        "type": fact["type"],
        "label": label_of(fact["type"]),
        "direction": "out" if fact["outgoing"] else "in",
        "properties": properties,
        "evidence": evidence_at(identifier),
    }
