"""What the RDF formats share: an answer's quads in pieces that fit in memory, and the prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice

from rdflib import DCTERMS, RDF, RDFS, SDO, XSD, Dataset, Graph

from diplograph.exports.statements import Quad
from diplograph.graph_loader.rdf import DD
from diplograph.ontology.model import THINGS

CHUNK = 20_000  # triples that are in memory at once
PREFIXES = {
    "dcterms": str(DCTERMS),
    "dd": str(DD),
    "id": THINGS,
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "xsd": str(XSD),
}
HEAD = [
    f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items()
]  # of Turtle and TriG


def chunks(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """Yield quads in pieces, as many as may be in memory at once."""
    rest = iter(quads)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def body(graph: Graph | Dataset, form: str) -> bytes:
    """Return a chunk as Turtle or TriG without the prefixes, which stand once at the top."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    lines = graph.serialize(format=form).splitlines(keepends=True)
    # only those at the start: a quote may hold a line that looks so, too
    return "".join(dropwhile(HEAD.__contains__, lines)).encode()
