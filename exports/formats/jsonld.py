"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): the triples of trig as JSON, one node or named graph a line.

What is told of a thing may stand in several places, which are one by their @id. RDF tools read it, and web tools that
know schema.org; programs that want plain JSON have json and cytoscape.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from rdflib.plugins.serializers.jsonld import from_rdf

from diplograph.exports.answer import Answer
from diplograph.exports.rdf_chunks import PREFIXES, by_graph, chunks, graph_of
from diplograph.exports.statements import Quad

MEDIA_TYPE = "application/ld+json"
ENDING = "jsonld"


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the triples, a chunk at a time."""
    stream.write(f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": ['.encode())
    between = "\n"
    for chunk in chunks(answer.quads()):
        for entry in _entries(chunk):
            text = between + json.dumps(entry, ensure_ascii=False)
            stream.write(text.encode("utf-8", "replace"))
            between = ",\n"
    stream.write(b"\n]}\n")


def _entries(chunk: Iterable[Quad]) -> Iterator[Any]:
    """Yield the nodes of the default graph, and the named graphs."""
    for name, triples in by_graph(chunk):
        # without a context: with one, rdflib 7.6 loses values that are empty or zero
        nodes = from_rdf(graph_of(triples))  # type: ignore[no-untyped-call]  # rdflib gives it no types
        nodes = [_short(node) for node in sorted(nodes, key=lambda node: str(node["@id"]))]
        yield from [{"@id": _iri(name), "@graph": nodes}] if name else nodes


def _short(value: Any) -> Any:
    """Return expanded JSON-LD with prefixes, without lists of one, and plain texts as such."""
    if isinstance(value, list):
        items = [_short(item) for item in value]
        return items[0] if len(items) == 1 else items
    if isinstance(value, dict):
        if value.keys() == {"@value"}:
            return value["@value"]
        return {
            _iri(name): inner if name in ("@value", "@language") else _short(inner)
            for name, inner in value.items()
        }
    return _iri(value)


def _iri(text: str) -> str:
    """Return an IRI with a prefix; what would look like an address with one is left whole, and so are keywords."""
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace) and not (rest := text[len(namespace) :]).startswith("//"):
            return f"{prefix}:{rest}"
    return text
