"""Records as RDF and back: claims and mentions as rdf:Statement, articles, and nothing lost on the way.

Properties of rows are snake_case in Neo4j and lowerCamel in RDF; that, and how ids become IRIs, is all the mapping
there is. Facts, names of things and tenures are written too, for whoever reads the file; reading computes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.rows import Row, to_record
from diplograph.ontology.model import NAMESPACE, THINGS, Ontology

Triple = tuple[Node, Node, Node]

DD = Namespace(NAMESPACE)
SUFFIX = ".ttl"
LISTS = ("attested", "attributed_refs", "cites", "keys", "slugs", "forms", "names", "links", "aliases")
ARTICLES = ("cites", "translation_of")  # other articles and agencies, by their id or address
IN_TRIPLE = (
    "id",
    "article",
    "subject",
    "object",
    "edge",
    "attributed_to",
    "content_hash",
)  # told otherwise, or computed
ENTITY_DATES = ("start", "end")
LABELS = {"name_fr": "fr", "name_en": "en"}


def iri(identifier: str) -> URIRef:
    """Return the IRI of an id such as ``official/ingrid-solheim``; what an IRI can't hold is percent-encoded."""
    return URIRef(THINGS + quote(identifier, safe="/-._~!$&'()*+,;=:@"))


def identifier(node: Node) -> str:
    """Return the id of an IRI of ours."""
    return unquote(str(node).removeprefix(THINGS))


def article_triples(row: Row) -> Iterator[Triple]:
    """Yield an article's triples."""
    node = iri(f"article/{row['id']}")
    yield node, RDF.type, DD.Article
    yield from ((node, DD.cites, _source(name)) for name in row.get("cites") or [])
    if row.get("translation_of"):
        yield node, DD.translationOf, _source(row["translation_of"])
    yield from _values(node, row, (*IN_TRIPLE, *ARTICLES))


def _source(name: str) -> URIRef:
    return URIRef(name) if name.startswith(("http://", "https://")) else iri(f"article/{name}")


def mention_triples(article: str, entity: str, mention: Row) -> Iterator[Triple]:
    """Yield what an article's mention of a thing is: a statement with the forms and keys as qualifiers."""
    node = iri(f"mention/{mention['id']}")
    yield node, RDF.type, RDF.Statement
    yield node, RDF.subject, iri(f"article/{article}")
    yield node, RDF.predicate, DD.mentions
    yield node, RDF.object, iri(entity)
    yield iri(f"article/{article}"), DD.mentions, iri(entity)
    yield from _values(node, mention, IN_TRIPLE)


def claim_triples(row: Row) -> Iterator[Triple]:
    """Yield a claim's triples. A claim is a statement about its triple, and doesn't assert it."""
    node = iri(row["id"])
    yield node, RDF.type, DD.Claim
    yield node, RDF.type, RDF.Statement
    yield node, RDF.predicate, DD[row["predicate"]]
    yield node, DD.evidencedBy, iri(f"article/{row['article']}")
    if row.get("subject"):
        yield node, RDF.subject, iri(row["subject"])
    if row.get("object"):
        yield node, RDF.object, iri(row["object"])
    for sayer in row.get("attributed_to") or []:
        yield node, DD.attributedTo, iri(sayer)
    yield from _values(node, row, (*IN_TRIPLE, "predicate"))


def entity_triples(cls: str, row: Row) -> Iterator[Triple]:
    """Yield what is shown of a thing: its class, labels and values."""
    node = iri(row["id"])
    yield node, RDF.type, DD[cls]
    for name, language in LABELS.items():
        if row.get(name):
            yield node, RDFS.label, Literal(row[name], lang=language)
    for alias in row.get("aliases", []):
        yield node, DD.alias, Literal(alias)
    for name in ENTITY_DATES:
        if row.get(name):
            yield node, DD[name], Literal(row[name], datatype=XSD.date)
    yield from _values(node, row, ("id", "aliases", *LABELS, *ENTITY_DATES))


def fact_triples(subject: str, predicate: str, target: str, fact: Row) -> Iterator[Triple]:
    """Yield a fact as a plain triple; a person's time in a post also as a Tenure."""
    yield iri(subject), DD[predicate], iri(target)
    if predicate == "heldPost":
        node = iri(f"tenure/{fact['id']}")
        yield node, RDF.type, DD.Tenure
        yield node, DD.tenureOf, iri(subject)
        yield node, DD.tenureIn, iri(target)
        for date in fact.get("attested") or []:
            yield node, DD.attested, Literal(date)


def source_of(graph: Graph, node: Node) -> str | None:
    """Return the article that a claim rests on, or that mentions a thing."""
    claimed = graph.value(node, DD.evidencedBy) or next(graph.subjects(DD.mentions, node), None)
    return _article(claimed) if claimed else None


def property_names(ontology: Ontology) -> dict[str, str]:
    """Return the property of each type of edge."""
    return {str(each.neo4j_type): name for name, each in ontology.properties.items() if each.neo4j_type}


def _values(node: Node, row: Mapping[str, Any], without: Iterable[str]) -> Iterator[Triple]:
    for name in sorted(row.keys() - set(without)):
        values = row[name] if isinstance(row[name], list) else [row[name]]
        for value in values:
            if value is not None:
                yield node, DD[_camel(name)], Literal(value)


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda part: part[1].upper(), name)


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda part: f"_{part[0].lower()}", name)


def read_records(path: Path) -> Iterator[Record]:
    """Yield the records of a Turtle file of ours.

    Raises InputError when the file isn't Turtle, or has no claim to read.
    """
    graph = Graph()
    try:
        graph.parse(path, format="turtle")
    except (BadSyntax, ParserError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} isn't Turtle: {error}", "diplograph export --format turtle writes such a file."
        ) from error
    articles = sorted(graph.subjects(RDF.type, DD.Article), key=str)
    if not articles:
        raise InputError(
            f"{path} holds no dd:Article.",
            "Plain triples have no passage to rest on; diplograph reads what its own export writes.",
        )
    for article in articles:
        mentions = [_row(graph, node) for node in graph.subjects(RDF.subject, article)]
        claims = [_claim(graph, node) for node in graph.subjects(DD.evidencedBy, article)]
        about = _row(graph, article) | {"id": _article(article)}
        about["cites"] = sorted(map(_article, graph.objects(article, DD.cites)))
        about["translation_of"] = next(map(_article, graph.objects(article, DD.translationOf)), None)
        yield to_record(about, mentions, claims)


def _article(node: Node) -> str:
    return identifier(node).removeprefix("article/")


def _claim(graph: Graph, node: Node) -> Row:
    predicate = str(graph.value(node, RDF.predicate)).removeprefix(NAMESPACE)
    return _row(graph, node) | {"predicate": predicate}


def _row(graph: Graph, node: Node) -> Row:
    """Return a node's values: lists sorted, numbers and truths as Python's, everything else a plain string."""
    found: Row = {}
    for predicate, value in graph.predicate_objects(node):
        if isinstance(value, Literal) and str(predicate).startswith(NAMESPACE):
            name = _snake(str(predicate).removeprefix(NAMESPACE))
            plain = (
                value.toPython() if value.datatype in (XSD.integer, XSD.double, XSD.boolean) else str(value)
            )
            if name in LISTS:
                found[name] = sorted([*found.get(name, []), plain])
            else:
                found[name] = plain
    return found
