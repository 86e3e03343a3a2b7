"""TriG (https://www.w3.org/TR/trig/): the triples of turtle, those that an article tells in a named graph, by its IRI.

Things and asserted facts are in the default graph; so are facts without a passage (reference tables, rules). A graph may
have several blocks. GraphDB, Apache Jena, Virtuoso and rdflib read it.
"""

from __future__ import annotations

from typing import BinaryIO

from rdflib import Dataset

from diplograph.exports.answer import Answer
from diplograph.exports.rdf_chunks import HEAD, body, chunks

MEDIA_TYPE = "application/trig"
ENDING = "trig"


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the triples, a chunk at a time."""
    stream.write("".join(HEAD).encode())
    for chunk in chunks(answer.quads()):
        dataset = Dataset()
        for triple, name in chunk:
            dataset.graph(name).add(triple) if name else dataset.add(triple)
        stream.write(body(dataset, "trig"))
