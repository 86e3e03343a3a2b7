"""Turtle (https://www.w3.org/TR/turtle/): the answer as RDF, in one graph.

Things with their labels and values; asserted facts as plain triples; each fact, and each claim, as a rdf:Statement with
its sentence, quote, modality, dd:evidencedBy its article, dd:attributedTo who says so and a citation. What is only planned,
proposed or alleged is in a statement alone, which asserts nothing. Lists are several values, in no order; rows and columns are left out.

The whole graph is all that its articles say, which ``diplograph load`` reads back. An answer it refuses: that has a part of its articles.

Protégé, Apache Jena, GraphDB, rdflib and every other RDF tool read it.
"""

from __future__ import annotations

from typing import BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.rdf_chunks import HEAD, body, chunks

MEDIA_TYPE = "text/turtle"
ENDING = "ttl"


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the triples, a chunk at a time."""
    stream.write("".join(HEAD).encode())
    for chunk in chunks(answer.quads()):
        stream.write(body(triple for triple, _ in chunk))
