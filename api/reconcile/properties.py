"""The properties that a spreadsheet can be filled with, or that tell two things of one name apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from diplograph.api.graph import Graph
from diplograph.api.names import by_id
from diplograph.ontology.model import Labels

# A person's party and state are those of the posts they held.
VALUES = """
MATCH (e:Entity) WHERE e.id IN $ids
RETURN e.id AS id, e.name_fr AS name_fr, e.name_en AS name_en, e.aliases AS aliases, e.wikidata AS wikidata,
       e.kind AS kind,
       COLLECT { MATCH (e)-[:HELD_POST]->(p:Post)
                 WITH DISTINCT p ORDER BY p.id RETURN p {.id, .name} } AS post,
       COLLECT { MATCH (e)-[:HELD_POST*0..1]->()-[:POST_IN|PART_OF]->(p:Party)
                 WITH DISTINCT p ORDER BY p.id RETURN p {.id, .name} } AS party,
       COLLECT { MATCH (e)-[:HELD_POST*0..1]->()-[:POST_IN|PART_OF|LOCATED_IN*1..3]->(p:State)
                 WITH DISTINCT p ORDER BY p.id RETURN p {.id, .name} } AS state
"""


@dataclass(frozen=True)
class Property:
    """A property: ``classes`` of the things that have it; ``values``, the class of its values where they are things."""

    labels: Labels
    classes: tuple[str, ...] = ("Entity",)
    values: str | None = None


PROPERTIES: Mapping[str, Property] = {
    "name_fr": Property({"en": "French name", "fr": "nom français"}),
    "name_en": Property({"en": "English name", "fr": "nom anglais"}),
    "aliases": Property({"en": "other names", "fr": "autres noms"}),
    "wikidata": Property({"en": "Wikidata item", "fr": "élément Wikidata"}),
    "kind": Property(
        {"en": "kind", "fr": "genre"}, ("Meeting", "Initiative", "Agreement", "Organization", "Statement")
    ),
    "post": Property({"en": "post held", "fr": "poste occupé"}, ("Official",), "Post"),
    "party": Property(
        {"en": "party acted for", "fr": "partie représentée"}, ("Official", "Post", "Organization"), "Party"
    ),
    "state": Property({"en": "state", "fr": "État"}, ("Official", "Post", "Organization", "Place"), "State"),
}

Values = dict[str, list[Any]]  # by property: texts, or things as {id, name}


async def values(graph: Graph, ids: Iterable[str]) -> dict[str, Values]:
    """Return the values of all properties, by the ids that were given; an alias has those of what it stands for."""
    asked = set(ids)
    found = await _read(graph, asked)
    for missing in sorted(asked - found.keys()):
        things = await by_id(graph, "reconcile", missing)
        if len(things) == 1:
            found |= {missing: (await _read(graph, [things[0].id]))[things[0].id]}
    return found


async def _read(graph: Graph, ids: Iterable[str]) -> dict[str, Values]:
    rows = (await graph.read("reconcile", VALUES, {"ids": sorted(ids)})).records
    return {row["id"]: {name: _listed(row[name]) for name in PROPERTIES} for row in rows}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
