"""An answer as RDF: things, asserted facts as plain triples, and each fact or claim as a statement with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rdflib import URIRef

from diplograph.graph_loader.rdf import Triple

Quad = tuple[Triple, URIRef | None]


def quads(nodes: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]]) -> Iterator[Quad]:
    """Yield an answer's triples, each with its graph: what an article tells is in that article's."""
    raise NotImplementedError
