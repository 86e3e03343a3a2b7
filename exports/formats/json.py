"""JSON (RFC 8259), UTF-8: the whole answer with the members that the API gives it, for programs (over HTTP without the line breaks).

{query, parameters, columns, rows, graph: {nodes, edges}, evidence, coverage, next}, in this order, one column, row, node, edge
or passage a line. What answers no question, such as the whole graph, has no query and parameters. Every language reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer, Json

MEDIA_TYPE = "application/json"
ENDING = "json"

NODE = ("id", "labels", "name", "properties")
EDGE = ("id", "type", "source", "target", "properties")


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the answer, line by line."""
    for text in _texts(answer):
        # a lone surrogate, which UTF-8 can't hold, becomes the escape \\ud800, which JSON can
        stream.write(text.encode("utf-8", "backslashreplace"))


def _texts(answer: Answer) -> Iterator[str]:
    yield "{\n"
    for name in ("query", "parameters"):
        if name in answer.about:
            yield f'"{name}": {_dumped(answer.about[name])},\n'
    yield from _list("columns", answer.columns)
    yield ",\n"
    yield from _list("rows", answer.rows)
    yield ',\n"graph": {\n'
    yield from _list("nodes", (_only(NODE, node) for node in answer.nodes))
    yield ",\n"
    yield from _list("edges", (_only(EDGE, edge) for edge in answer.edges))
    yield "\n},\n"
    yield from _list("evidence", answer.evidence)
    for name in ("coverage", "next"):
        if name in answer.about:
            yield f',\n"{name}": {_dumped(answer.about[name])}'
    yield "\n}\n"


def _list(name: str, values: Iterable[Json]) -> Iterator[str]:
    """Yield a member that is a list, a value a line."""
    yield f'"{name}": ['
    between = "\n"
    for value in values:
        yield between + _dumped(value)
        between = ",\n"
    yield "\n]"


def _only(names: Iterable[str], value: Json) -> Json:
    return {name: value[name] for name in names}


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
