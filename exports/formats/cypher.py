r"""A Cypher script (https://neo4j.com/docs/cypher-manual/): the picture again in a Neo4j, an empty one at best.

``cypher-shell -f answer.cypher`` runs it, and so does pasting it into Neo4j Browser; running it again changes nothing.
It makes ids unique, then merges the nodes by id, with their labels, and the edges between them, 100 a statement.
A node has its properties, and as ``name`` what it is shown as: a claim its sentence, which says who made it; an edge
its ``id`` and ``label`` too; both sentence and citation where they have them. A property of such a name, or of a field
of other formats (class, labels, type, source, target), is ``property_NAME``. Neo4j keeps no nulls. What it holds in no
property, a map or a list that isn't of texts, of numbers or of booleans alone, is there as JSON.
Statements end in ";" and a line break; no text has one in it, each being written with its escapes.
The labels of the nodes' ids are kept in memory while writing, to find the edges' ends by.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.elements import edge_data, node_data

MEDIA_TYPE = "application/x-cypher-query"
ENDING = "cypher"

BATCH = 100  # rows a statement: more are slower to read, fewer are slower to send
NOT_KEPT = ("label", "class", "labels")  # of a node: labels are labels
ENDS = ("source", "target")
TAKEN = ("name",)
LISTS: tuple[set[type], ...] = ({str}, {bool}, {int, float})  # what the items of a list may be
ESCAPED = re.compile("\\\\u|[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
ESCAPES = {
    "'": r"\'",
    "\\": r"\\",
    r"\u": r"\\\u0075",
}  # no \u stands where a parser that reads it first would see a quote

Row = Mapping[str, Any]
Key = tuple[str, ...]


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the script, a batch of nodes or edges at a time."""
    stream.write(
        f"// {' '.join(answer.title.split())}, {answer.made.isoformat()}\n".encode("utf-8", "replace")
    )
    for statement in _statements(answer):
        stream.write(f"{statement};\n".encode())


def _statements(answer: Answer) -> Iterator[str]:
    roots = {node["id"]: _label(*node["labels"][-1:]) for node in answer.nodes}
    for root in sorted(set(roots.values())):
        if root:
            yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n{root}) REQUIRE n.id IS UNIQUE"
    for labels, nodes in _batches(answer.nodes, lambda node: tuple(node["labels"])):
        rows, values = _rows(list(map(_node, nodes)))
        marked = f" SET n{_label(*labels)}" if labels else ""
        yield f"{rows}MERGE (n{_label(*labels[-1:])} {{id: row[0]}})\nSET n = {values}{marked}"
    for (type, *ends), edges in _batches(
        answer.edges, lambda edge: (edge["type"], roots[edge["source"]], roots[edge["target"]])
    ):
        rows, values = _rows(list(map(_edge, edges)))
        found = f"MATCH (a{ends[0]} {{id: row[1]}}) MATCH (b{ends[1]} {{id: row[2]}})\n"
        yield f"{rows}{found}MERGE (a)-[r{_label(type)} {{id: row[0]}}]->(b)\nSET r = {values}"


def _batches(things: Iterable[Row], key: Callable[[Row], Key]) -> Iterator[tuple[Key, list[Row]]]:
    waiting: dict[Key, list[Row]] = {}
    for thing in things:
        batch = waiting.setdefault(key(thing), [])
        batch.append(thing)
        if len(batch) == BATCH:
            yield key(thing), waiting.pop(key(thing))
    yield from waiting.items()


def _node(node: Row) -> Row:
    data = node_data(node, TAKEN)
    named = {"id": data["id"], "name": data["label"]}
    return named | {name: value for name, value in data.items() if name not in NOT_KEPT}


def _edge(edge: Row) -> Row:
    data = edge_data(edge, TAKEN)
    ends = {name: data[name] for name in ("id", *ENDS)}
    return ends | {name: value for name, value in data.items() if name != "type"}


def _rows(rows: Sequence[Row]) -> tuple[str, str]:
    """Return rows as lists to unwind, and the map of their values but an edge's ends.

    Neo4j plans a list of values as one parameter, and a map as one for each value: that takes many times as long.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    lists = ",\n".join(f"  [{', '.join(_literal(row.get(name)) for name in names)}]" for row in rows)
    values = (f"{_identifier(name)}: row[{at}]" for at, name in enumerate(names) if name not in ENDS)
    return f"UNWIND [\n{lists}\n] AS row\n", f"{{{', '.join(values)}}}"


def _label(*names: str) -> str:
    return "".join(f":{_identifier(name)}" for name in names)


def _identifier(name: str) -> str:
    r"""Return a name in backticks; a backslash is written as an escape, for Neo4j reads \\u0060 as a backtick."""
    escaped = name.replace("\\", r"\u005c").replace("`", "``")
    return f"`{escaped}`"


def _literal(value: Any) -> str:
    if isinstance(value, list) and any({type(item) for item in value} <= kinds for kinds in LISTS):
        return f"[{', '.join(map(_literal, value))}]"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    return _text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _text(text: str) -> str:
    return f"'{ESCAPED.sub(lambda found: ESCAPES.get(found[0]) or _escape(found[0]), text)}'"


def _escape(character: str) -> str:
    return "\ufffd" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04x}"
