"""From an id or a name, in French or English, to one thing of the graph; or to a refusal that helps to find it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from diplograph.api.errors import AmbiguousNameError, UnknownNameError, WrongClassError
from diplograph.api.graph import Graph
from diplograph.api.search import NEAR, Found, by_name, loosely, phrase
from diplograph.graph_loader.identity import slugs_in
from diplograph.graph_loader.names import person_key
from diplograph.graph_loader.resolve import Stored
from diplograph.graph_loader.schema import edge_types
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference
from diplograph.ontology.text import fold
from diplograph.ontology.titles import without_article, without_title

COMPARED = 200  # hits of the index that are compared with the name; the ones that equal it come first
DIGEST = re.compile(r"(claim/)?[0-9a-f]{16}")  # the id of a fact or a claim

SHOWN = """
e.id AS id, e.name AS name, labels(e) AS labels, e.name_fr AS name_fr, e.name_en AS name_en,
e.aliases AS aliases, e.kind AS kind
"""
BY_IDS = f"MATCH (e:Entity) WHERE e.id IN $ids RETURN {SHOWN} ORDER BY id"
# The graph's version and, with it, the things of the ids that are asked about: one way there and back.
START = """
OPTIONAL MATCH (s:GraphState {id: 'graph'})
RETURN s.version AS version, COLLECT {
  MATCH (e:Entity) WHERE e.id IN $ids
  RETURN e {.id, .name, labels: labels(e), .name_fr, .name_en, .aliases, .kind}
} AS things
"""
NAMED_SO = """
MATCH (k:IdentityKey) WHERE k.id IN $slugs
MATCH (e:Entity) WHERE e.id IN k.entities
MATCH (a:Article)-[m:MENTIONS]->(e) WHERE m.fixed IS NULL
RETURN a.id AS article, e.id AS entity, properties(m) AS mention
"""
# What tells namesakes apart: a person's posts, and when something was.
ABOUT = """
MATCH (e:Entity) WHERE e.id IN $ids
RETURN e.id AS id, e.edtf AS date,
       COLLECT { MATCH (e)-[:HELD_POST]->(p:Post) RETURN DISTINCT coalesce(p['name_' + $lang], p.name) AS name ORDER BY name } AS posts
"""
CLAIMED = "MATCH (c:Claim) WHERE c.id = $id OR c.edge = $id RETURN c.id AS id LIMIT 1"


@dataclass(frozen=True)
class Start:
    """What is read before anything else: the graph's version, and things by the ids that are asked about."""

    at: int
    things: Mapping[str, Found]


async def started(graph: Graph, endpoint: str, ids: Collection[str]) -> Start:
    """Return the graph's version, 0 where nothing was ever loaded, and the things that have some ids."""
    [row] = (await graph.read(endpoint, START, {"ids": sorted(ids)})).records
    return Start(row["version"] or 0, {each["id"]: Found.of(each) for each in row["things"]})


async def resolve(
    graph: Graph,
    endpoint: str,
    typed: str,
    classes: Collection[str] = (),
    known: Mapping[str, Found] = MappingProxyType({}),
) -> Found:
    """Return the one thing that an id or a name stands for, of one of the classes (of any, where there are none).

    ``known`` are things by their ids, which needn't be looked for.
    Raises AmbiguousNameError, UnknownNameError or WrongClassError.
    """
    wanted = frozenset(classes or ["Entity"])
    if found := [known[typed]] if typed in known else await by_id(graph, endpoint, typed):
        return await _only(graph, endpoint, typed, _fitting(typed, found, wanted))
    if found := await by_exact_name(graph, endpoint, typed, wanted):
        return await _only(graph, endpoint, typed, found)
    if others := await by_exact_name(graph, endpoint, typed, frozenset({"Entity"})):
        _fitting(typed, others, wanted)
    raise UnknownNameError(*await _refusal(graph, endpoint, typed, wanted))


async def resolve_id(graph: Graph, endpoint: str, identifier: str) -> Found:
    """Return the one thing that an id, or an id's alias, stands for; a name is none.

    Raises AmbiguousNameError or UnknownNameError.
    """
    if found := await by_id(graph, endpoint, identifier):
        return await _only(graph, endpoint, identifier, found)
    raise UnknownNameError(*await _refusal(graph, endpoint, identifier, frozenset({"Entity"})))


async def evidence_of(graph: Graph, endpoint: str, typed: str, known: Mapping[str, Found]) -> str:
    """Return the id of what evidence is asked for: a fact's or a claim's as it is, else a thing's by id or name."""
    if DIGEST.fullmatch(typed) and await _is_fact_or_claim(graph, endpoint, typed):
        return typed
    return (await resolve(graph, endpoint, typed, known=known)).id


async def by_id(graph: Graph, endpoint: str, identifier: str) -> list[Found]:
    """Return the thing of an id; for an id that is another's alias, the things that it may stand for."""
    if "/" not in identifier:
        return []
    result = await graph.read(endpoint, BY_IDS, {"ids": [identifier]})
    if not result.records:
        others = await aliased(graph, endpoint, [identifier])
        result = await graph.read(endpoint, BY_IDS, {"ids": sorted(others[identifier])})
    return [Found.of(row) for row in result.records]


async def aliased(graph: Graph, endpoint: str, identifiers: Collection[str]) -> dict[str, set[str]]:
    """Return, for each of some ids, the ids of the things that it may stand for as an alias."""
    slugs = sorted({slug for each in identifiers for slug in slugs_in(each)})
    told = (await graph.read(endpoint, NAMED_SO, {"slugs": slugs})).records
    found: dict[str, set[str]] = {each: set() for each in identifiers}
    for each in (Stored.of(row.data()) for row in told):
        for identifier in found.keys() & each.mention.ids:
            found[identifier].add(each.entity)
    return found


async def by_exact_name(graph: Graph, endpoint: str, typed: str, classes: frozenset[str]) -> list[Found]:
    """Return the things of some classes that are called so in either language, whatever the case, accents, title or order."""
    hits = await by_name(graph, endpoint, phrase(typed), classes, COMPARED)
    found = {hit.id: hit for hit in hits if _is_called(hit, typed)}
    known = [name for name in _known(typed, classes) if name not in found]
    if known:
        rows = (await graph.read(endpoint, BY_IDS, {"ids": known})).records
        found |= {row["id"]: Found.of(row) for row in rows}
    return [found[name] for name in sorted(found)]


def _is_called(hit: Found, typed: str) -> bool:
    bare = without_title(typed) if hit.cls == "Official" else without_article(typed)
    wanted = {fold(typed), fold(bare)} - {""}
    if wanted & {fold(name) for name in hit.names}:
        return True
    # A person's names come in either order, with or without a hyphen.
    key = person_key(bare) if hit.cls == "Official" and " " in bare else ""
    return bool(key) and key in {person_key(name) for name in hit.names}


def _known(typed: str, classes: frozenset[str]) -> list[str]:
    """Return what the reference tables know by that name, of the classes: « Séoul » for a state, OTAN for a body."""
    tables, ontology = reference(), load_ontology()
    ways = {
        "State": tables.state,
        "Organization": tables.body,
        "Place": tables.place,
        "Domain": tables.domain,
    }
    return [name for cls, way in ways.items() if ontology.lineage(cls) & classes and (name := way(typed))]


def _fitting(typed: str, found: list[Found], wanted: frozenset[str]) -> list[Found]:
    fits = [each for each in found if each.labels & wanted]
    if not fits:
        what = " and ".join(f"{each.id} ({each.cls})" for each in found[:NEAR])
        raise WrongClassError(f"{typed!r} is {what}.", f"What is named here is one of: {_one_of(wanted)}.")
    return fits


async def _only(graph: Graph, endpoint: str, typed: str, found: list[Found]) -> Found:
    if len(found) == 1:
        return found[0]
    about = await told_apart(graph, endpoint, [each.id for each in found])
    candidates: list[dict[str, Any]] = [{**each.short(), "about": about.get(each.id)} for each in found]
    raise AmbiguousNameError(
        f"{typed!r} may be {len(found)} things.", "Use the id of the one you mean.", candidates
    )


async def told_apart(
    graph: Graph, endpoint: str, identifiers: Collection[str], lang: str = "fr"
) -> dict[str, str | None]:
    """Return, for each of some things, what tells it from a namesake: a person's posts in a language, or a date."""
    told = (await graph.read(endpoint, ABOUT, {"ids": list(identifiers), "lang": lang})).records
    return {row["id"]: "; ".join(row["posts"]) or row["date"] for row in told}


async def _refusal(
    graph: Graph, endpoint: str, typed: str, wanted: frozenset[str]
) -> tuple[str, str, list[Any]]:
    """Return message, hint and near things for what isn't found."""
    asked = typed.partition("/")[2].replace("-", " ") if re.fullmatch(r"[a-z]+/\S+", typed) else typed
    near = [each.short() for each in await by_name(graph, endpoint, loosely(asked), wanted, NEAR)]
    hint = "These are near; use one's name or id." if near else "Try another spelling, or a part of the name."
    if known := _known(typed, wanted):
        entry = reference().entries[known[0]]
        return f"{entry.name_en} is known, but no article in the graph mentions it.", hint, near
    return f"There is no {typed!r} in the graph.", hint, near


def _one_of(classes: Iterable[str]) -> str:
    names = [load_ontology().classes[cls].labels["en"] for cls in sorted(classes)]
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


async def _is_fact_or_claim(graph: Graph, endpoint: str, identifier: str) -> bool:
    if (await graph.read(endpoint, CLAIMED, {"id": identifier})).records:
        return True
    # One look-up a type: the ids of edges are unique by type, and only so indexed.
    looks = (f"MATCH ()-[r:{name} {{id: $id}}]->() RETURN r.id AS id" for name in edge_types(load_ontology()))
    return bool((await graph.read(endpoint, "\nUNION ".join(looks), {"id": identifier})).records)
