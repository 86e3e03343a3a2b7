"""Cytoscape.js JSON (https://js.cytoscape.org): the picture as ``cy.json()`` takes it; Cytoscape and networkx read it too.

Each node has as data its id, label, class, labels and properties, a claim its sentence and citation too, and as classes
its class and what it is of planned, proposed and inferred; each edge its type, label, ends, sentence, citation and
properties. ``name`` is the label, as Cytoscape wants it; ``value`` and ``key`` are the ids that networkx goes by.
An edge's id has a prefix that no node's id begins with, since no two elements may share one; its ``key`` is its own id.
A property called as one of these is ``property_NAME``. Lists stay lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.elements import class_of, edge_data, marks, node_data

MEDIA_TYPE = "application/vnd.cytoscape+json"
ENDING = "cyjs"

TAKEN = ("name", "value", "key", "parent")  # a parent would put a node inside another


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the picture, a node and an edge at a time. The nodes are gone through once more, for the edges' prefix."""
    about = {"title": answer.title, "made": answer.made.isoformat(), "lang": answer.lang}
    for text in _document(about, _nodes(answer), _edges(answer)):
        stream.write(text.encode("utf-8", "replace"))


def _document(about: Any, nodes: Iterable[Any], edges: Iterable[Any]) -> Iterator[str]:
    yield f'{{"data": {_json(about)},\n"directed": true, "multigraph": true,\n"elements": {{"nodes": ['
    yield from _joined(nodes)
    yield '],\n"edges": ['
    yield from _joined(edges)
    yield "]}}\n"


def _joined(values: Iterable[Any]) -> Iterator[str]:
    for index, value in enumerate(values):
        yield f"{',' if index else ''}\n{_json(value)}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _nodes(answer: Answer) -> Iterator[Mapping[str, Any]]:
    for node in answer.nodes:
        data = node_data(node, TAKEN)
        named = data | {"name": data["label"], "value": data["id"]}
        yield {"data": named, "classes": " ".join([class_of(node), *marks(node)])}


def _edges(answer: Answer) -> Iterator[Mapping[str, Any]]:
    prefix = _prefix(answer.nodes)
    for edge in answer.edges:
        data = edge_data(edge, TAKEN)
        named = data | {"id": prefix + data["id"], "key": data["id"], "name": data["label"]}
        yield {"data": named, "classes": " ".join([edge["type"], *marks(edge)])}


def _prefix(nodes: Iterable[Mapping[str, Any]]) -> str:
    prefix = "edge/"
    while any(node["id"].startswith(prefix) for node in nodes):
        prefix += "/"
    return prefix
