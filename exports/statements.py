"""An answer as RDF: things, asserted facts as plain triples, and each fact or claim as a statement with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rdflib import DCTERMS, RDF, RDFS, SDO, Literal, URIRef

from diplograph.graph_loader import rdf
from diplograph.graph_loader.rdf import DD, Triple, iri
from diplograph.ontology.load import load as load_ontology

Quad = tuple[Triple, URIRef | None]
Json = Mapping[str, Any]


def quads(nodes: Iterable[Json], edges: Iterable[Json], lang: str) -> Iterator[Quad]:
    """Yield an answer's triples, each with its graph: what an article tells is in that article's, else it is None.

    A fact is a rdf:Statement ``id:fact/<id>``, and a plain triple too where it is asserted; other edges are plain triples.
    An article is a schema:NewsArticle and no dd:Article: an answer shows a part of it, which a load mustn't take for the whole.
    """
    articles = set()  # an edge names its ends by their ids alone
    for node in nodes:
        if "Article" in node["labels"]:
            articles.add(node["id"])
        graph = None if "Entity" in node["labels"] else _source(node)
        yield from ((triple, graph) for triple in _node(node, lang))
    names = rdf.property_names(load_ontology())
    for edge in edges:
        predicate = names.get(edge["type"]) or rdf.camel(edge["type"].lower())
        if "basis" in edge["properties"]:  # only a fact has one; other edges are provenance
            yield from _fact(edge, predicate, lang)
        else:
            ends = (edge["source"], edge["target"])
            subject, target = (iri(f"article/{end}" if end in articles else end) for end in ends)
            yield (subject, DD[predicate], target), None


def _source(told: Json) -> URIRef | None:
    """Return the graph of a fact or claim that an article tells, or of the article itself."""
    article = told["id"] if "Article" in told.get("labels", ()) else told["properties"].get("article")
    return iri(f"article/{article}") if article else None


def _node(node: Json, lang: str) -> Iterator[Triple]:
    row = {"id": node["id"], **node["properties"]}
    if "Article" in node["labels"]:
        yield from rdf.article_triples(row, SDO.NewsArticle)
        yield from _label(iri(f"article/{node['id']}"), node["name"])
    elif "Claim" in node["labels"]:
        yield from rdf.claim_triples(row)
        yield from _cited(iri(node["id"]), node, lang)
    else:
        yield from rdf.entity_triples(node["labels"][0], row)
        if not any(row.get(name) for name in rdf.LABELS):
            yield from _label(iri(node["id"]), node["name"])


def _fact(edge: Json, predicate: str, lang: str) -> Iterator[Quad]:
    fact = {"id": edge["id"], **edge["properties"]}
    if not fact.get("rule"):  # what a rule infers nobody asserts
        plain = rdf.fact_triples(edge["source"], predicate, edge["target"], fact)
        yield from ((triple, None) for triple in plain)
    graph = _source(edge)
    yield from ((triple, graph) for triple in _statement(edge, predicate, lang))


def _statement(edge: Json, predicate: str, lang: str) -> Iterator[Triple]:
    node, graph = iri(f"fact/{edge['id']}"), _source(edge)
    yield node, RDF.type, RDF.Statement
    yield node, RDF.subject, iri(edge["source"])
    yield node, RDF.predicate, DD[predicate]
    yield node, RDF.object, iri(edge["target"])
    if graph:
        yield node, DD.evidencedBy, graph
    yield from rdf.value_triples(node, edge["properties"], ("article",))
    yield from _cited(node, edge, lang)


def _cited(node: URIRef, told: Json, lang: str) -> Iterator[Triple]:
    """Yield a fact's or a claim's sentence, and the citation of its passage."""
    yield from _label(node, told["sentence"], lang)
    if told["citation"] is not None:
        yield node, DCTERMS.bibliographicCitation, Literal(told["citation"])


def _label(node: URIRef, text: str | None, lang: str | None = None) -> Iterator[Triple]:
    if text is not None:
        yield node, RDFS.label, Literal(text, lang=lang)
