"""Neo4j's values as JSON, and the paths of an answer as one graph of nodes and edges, each once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point

from diplograph.ontology.load import load as load_ontology

Json = Any  # what json.dumps takes
AS_IT_IS = frozenset((str, int, bool, type(None)))


def plain(value: Any) -> Json:
    """Return a value as JSON: temporal values in ISO 8601, points as coordinates, a node or an edge as in a graph."""
    if type(value) in AS_IT_IS:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Node):
        return node(value)
    if isinstance(value, Relationship):
        return edge(value)
    if isinstance(value, Path):
        return graph([value])
    if isinstance(value, Point):
        return [float(number) for number in value]
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def graph(values: Iterable[Any], lang: str = "fr") -> dict[str, list[Json]]:
    """Return the nodes and edges of paths (or lists of them, or None), each once, in the order they come.

    Nodes have their names in the language, where they have one in it.
    """
    nodes: dict[str, Json] = {}
    edges: dict[str, Json] = {}
    for path in _paths(values):
        for each in path.nodes:
            if each.element_id not in nodes:
                nodes[each.element_id] = node(each, lang)
        for link in path.relationships:
            if link.element_id not in edges:
                edges[link.element_id] = edge(link)
    return {"nodes": list(nodes.values()), "edges": list(edges.values())}


def _paths(values: Iterable[Any]) -> Iterator[Path]:
    for value in values:
        if isinstance(value, Path):
            yield value
        elif isinstance(value, list):
            yield from _paths(value)


def node(value: Node, lang: str = "fr") -> dict[str, Json]:
    """Return a node: its id and name, its labels from the class up, and its other properties."""
    properties = {name: plain(inner) for name, inner in sorted(value.items())}
    identifier, name = properties.pop("id", value.element_id), properties.pop("name", None)
    name = properties.get(f"name_{lang}") or name
    return {"id": identifier, "labels": labels(value.labels), "name": name, "properties": properties}


def edge(value: Relationship) -> dict[str, Json]:
    """Return an edge between two nodes' ids. One that has no id of its own (a claim's) gets one from its ends."""
    properties = {name: plain(inner) for name, inner in sorted(value.items())}
    source, target = (
        end.get("id", end.element_id) if end else None for end in (value.start_node, value.end_node)
    )
    identifier = properties.pop("id", f"{source} {value.type} {target}")
    return {
        "id": identifier,
        "type": value.type,
        "source": source,
        "target": target,
        "properties": properties,
    }


def labels(found: Iterable[str]) -> list[str]:
    """Return labels with the class first and its superclasses behind it."""
    return list(_labels(frozenset(found)))


@cache
def _labels(found: frozenset[str]) -> tuple[str, ...]:
    classes = load_ontology().classes
    depth = {name: len(classes[name].superclasses) if name in classes else 0 for name in found}
    return tuple(sorted(depth, key=lambda name: (-depth[name], name)))


def class_of(found: Iterable[str]) -> str:
    """Return the class of a node with these labels."""
    return next(iter(labels(found)), "")
