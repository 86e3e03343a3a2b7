"""What a name of a spreadsheet may mean: things of that name first, then those of names like it, each with a score."""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz

from diplograph.api.graph import Graph
from diplograph.api.names import by_exact_name, by_id
from diplograph.api.parameters import LONGEST
from diplograph.api.reconcile.models import ReconcileQuery, Reference, Wanted
from diplograph.api.reconcile.properties import PROPERTIES, Values, values
from diplograph.api.search import Found, search
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import Labels
from diplograph.ontology.text import fold

EXACT = 100.0
LIKE = 0.99  # of how alike two names are, so that nothing is as good as the name itself
POOL = 100  # things of names like it that are compared, however few are wanted


async def candidates(graph: Graph, query: ReconcileQuery) -> list[dict[str, Any]]:
    """Return the things that may be meant, the best first.

    A score is how alike the names are, 0 to 100; a wanted property that a thing doesn't have so takes its share off.
    """
    typed = query.query.strip()[:LONGEST]
    if not typed:
        return []
    classes = frozenset(query.type or ["Entity"])
    named = [each for each in await by_id(graph, "reconcile", typed) if each.labels & classes]
    named = named or await by_exact_name(graph, "reconcile", typed, classes)
    exact = {each.id: each for each in named}
    _, near = await search(graph, "reconcile", typed, classes, POOL)
    found = {each.id: each for each in near} | exact
    told = await values(graph, found) if query.properties else {}
    wanted = [(each.pid, await _meant(graph, each)) for each in query.properties]
    scored = [
        _candidate(each, EXACT if name in exact else _likeness(typed, each), wanted, told.get(name, {}))
        for name, each in found.items()
    ]
    sure = [each for each in scored if each["score"] == EXACT]
    for each in scored:
        each["match"] = sure == [each]
    return sorted(scored, key=lambda each: (-each["score"], each["id"]))[: query.limit]


def both(labels: Labels) -> str:
    """Return a label in both languages."""
    return f"{labels['en']} · {labels['fr']}"


def class_named(name: str) -> dict[str, str]:
    """Return a class with its name in both languages."""
    return {"id": name, "name": both(load_ontology().classes[name].labels)}


async def _meant(graph: Graph, wanted: Wanted) -> set[str]:
    """Return the ids of the things, or the folded texts, that a wanted property may have."""
    of_things = PROPERTIES[wanted.pid].values
    meant = set()
    for value in wanted.v:
        if not of_things:
            meant.add(fold(value.id if isinstance(value, Reference) else str(value)))
        elif isinstance(value, Reference):
            meant.add(value.id)
        else:
            text = str(value)[:LONGEST]
            things = await by_id(graph, "reconcile", text)
            things = things or await by_exact_name(graph, "reconcile", text, frozenset({of_things}))
            meant |= {each.id for each in things}
    return meant


def _likeness(typed: str, found: Found) -> float:
    """Return how alike what was typed and a thing's best name are, 0 to 99; in whatever order the words come."""
    pairs = [(fold(typed), fold(name)) for name in found.names]
    alike = [compare(*pair) for pair in pairs for compare in (fuzz.ratio, fuzz.token_sort_ratio)]
    return round(LIKE * max(alike, default=0.0), 1)


def _candidate(
    found: Found, likeness: float, wanted: list[tuple[str, set[str]]], told: Values
) -> dict[str, Any]:
    has = {pid: _has(told.get(pid, []), meant) for pid, meant in wanted}
    share = (1 + sum(has.values())) / (1 + len(has))
    return {
        "id": found.id,
        "name": found.name,
        "description": _description(found),
        "score": round(likeness * share, 1),
        "type": [class_named(found.cls)],
        "features": [
            {"id": "name", "value": likeness},
            *({"id": pid, "value": value} for pid, value in has.items()),
        ],
    }


def _has(found: list[Any], meant: set[str]) -> bool:
    return any((each["id"] if isinstance(each, dict) else fold(each)) in meant for each in found)


def _description(found: Found) -> str:
    """Return what tells a thing from namesakes: its class and kind, and its names in both languages."""
    kind = load_ontology().code_lists.get(f"{found.cls}.kind", {}).get(found.kind or "")
    what = both(kind) if kind else class_named(found.cls)["name"]
    others = dict.fromkeys(name for name in (found.name_en, found.name_fr) if name and name != found.name)
    return "; ".join([what, *others])
