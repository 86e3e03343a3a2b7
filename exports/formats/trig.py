"""TriG (https://www.w3.org/TR/trig/): the triples of turtle, those that an article tells in a named graph, by its IRI.

Things and asserted facts are in the default graph; so are facts without a passage (reference tables, rules). A graph may
have several blocks. GraphDB, Apache Jena, Virtuoso and rdflib read it.
"""

from __future__ import annotations

from typing import BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.rdf_chunks import HEAD, body, by_graph, chunks

MEDIA_TYPE = "application/trig"
ENDING = "trig"


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the triples, a chunk at a time."""
    stream.write("".join(HEAD).encode())
    for chunk in chunks(answer.quads()):
        for name, triples in by_graph(chunk):
            stream.write(body(triples, name))
