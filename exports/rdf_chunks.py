"""What the RDF formats share: an answer's quads in pieces that fit in memory, and the prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, groupby, islice

from rdflib import DCTERMS, RDF, RDFS, SDO, XSD, Graph, URIRef

from diplograph.exports.statements import Quad
from diplograph.graph_loader.rdf import DD, Triple
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


def by_graph(chunk: Iterable[Quad]) -> Iterator[tuple[URIRef | None, list[Triple]]]:
    """Yield the triples of each graph by its name, the default graph first."""
    for name, quads in groupby(sorted(chunk, key=_name), key=_name):
        yield (URIRef(name) if name else None), [triple for triple, _ in quads]


def _name(quad: Quad) -> str:
    return str(quad[1] or "")


def body(triples: Iterable[Triple], name: URIRef | None = None) -> bytes:
    """Return triples as Turtle, or those of a named graph as TriG, without the prefixes, which stand once at the top."""
    lines = graph_of(triples, name).serialize(format="trig" if name else "turtle").splitlines(keepends=True)
    # only those at the start: a quote may hold a line that looks so, too
    return "".join(dropwhile(HEAD.__contains__, lines)).encode()


def graph_of(triples: Iterable[Triple], name: URIRef | None = None) -> Graph:
    """Return triples as a graph that knows our prefixes."""
    graph = Graph(identifier=name, bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(triple)
    return graph
