"""A node or an edge of an answer's picture, as the graph formats tell it: one flat table of names and values.

A thing's own fields come first: ``id``, ``label``, ``class``, ``labels``, ``sentence`` and ``citation``; an edge has
``type``, ``source`` and ``target``, and no class. Its properties follow. One whose name is taken, by such a field or
by the format, is called ``property_NAME``, and so is one that begins so already: no two ever meet. None is left out, but for the names
of what is alleged, denied or a hypothesis: its sentence says who made it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from diplograph.ontology.load import load

OWN = frozenset({"id", "label", "class", "labels", "type", "source", "target", "sentence", "citation"})
PREFIX = "property_"
NAMES = ("name_fr", "name_en")
UNASSERTED = ("alleged", "denied", "hypothetical")
MARKS = ("planned", "proposed", "inferred")
INTEGERS = range(-(2**63), 2**63)

Thing = Mapping[str, Any]


def node_data(node: Thing, taken: Collection[str] = ()) -> dict[str, Any]:
    """Return a node's fields and properties. ``taken``: the names that the format has a use of its own for."""
    own = {"id": node["id"], "label": label(node), "class": class_of(node), "labels": node["labels"]}
    return _with_properties(own, node, taken)


def edge_data(edge: Thing, taken: Collection[str] = ()) -> dict[str, Any]:
    """Return an edge's fields and properties."""
    own = {name: edge[name] for name in ("id", "type", "label", "source", "target")}
    return _with_properties(own, edge, taken)


def _with_properties(own: dict[str, Any], thing: Thing, taken: Collection[str]) -> dict[str, Any]:
    told = {"sentence": thing["sentence"], "citation": thing["citation"]}
    # a claim's name in the other language is bare, too
    hidden = NAMES if _unasserted(thing) else ()
    properties = {
        _name(name, taken): value for name, value in thing["properties"].items() if name not in hidden
    }
    return {name: value for name, value in (own | told | properties).items() if value is not None}


def _name(name: str, taken: Collection[str]) -> str:
    return PREFIX + name if name in OWN or name in taken or name.startswith(PREFIX) else name


def label(node: Thing) -> str:
    """Return what a node is shown as: a claim's sentence, which says who made it, else the name, else the id.

    The bare name of what is alleged, denied or a hypothesis is never shown.
    """
    shown: str = node["sentence"] or (None if _unasserted(node) else node["name"]) or node["id"]
    return shown


def _unasserted(thing: Thing) -> bool:
    return thing["properties"].get("modality") in UNASSERTED


def class_of(node: Thing) -> str:
    """Return a node's class, the first of its labels."""
    return next(iter(node["labels"]), "")


def color(node: Thing) -> str:
    """Return the ontology's colour of a node's class, ``#RRGGBB``."""
    return class_color(class_of(node))


def class_color(cls: str) -> str:
    """Return the ontology's colour of a class, that of Entity where it has none of the name."""
    classes = load().classes
    return classes.get(cls, classes["Entity"]).color


def marks(thing: Thing) -> list[str]:
    """Return which of planned, proposed and inferred a node or an edge is."""
    told = {thing["properties"].get(name) for name in ("modality", "status", "basis")}
    return [mark for mark in MARKS if mark in told]


def types(things: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return each name's type, which all its values have: boolean, long, double, or else string."""
    found: dict[str, set[str]] = {}
    for thing in things:
        for name, value in thing.items():
            found.setdefault(name, set()).add(_type(value))
    return {name: _common(kinds) for name, kinds in found.items()}


def _common(kinds: set[str]) -> str:
    if kinds == {"long", "double"}:
        return "double"
    return next(iter(kinds)) if len(kinds) == 1 else "string"


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) and value in INTEGERS:
        return "long"
    return "double" if isinstance(value, float) and math.isfinite(value) else "string"
