"""Records as RDF and back: claims and mentions as rdf:Statement, articles, and nothing lost on the way.

Properties of rows are snake_case in Neo4j and lowerCamel in RDF; that, and how ids become IRIs, is all the mapping
there is. Facts, names of things and tenures are written too, for whoever reads the file; reading computes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from diplograph.graph_loader import dates
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.problems import shorten
from diplograph.graph_loader.rows import Row
from diplograph.ontology.model import NAMESPACE, THINGS, Ontology

Triple = tuple[Node, Node, Node]

DD = Namespace(NAMESPACE)
SUFFIX = ".ttl"
LISTS = (
    "attested", "attributed_refs", "cites", "keys", "slugs", "likely", "traits", "forms", "names", "links", "aliases",
)  # fmt: skip
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
TENURE = ("attested", "rank", "tenure")
ENTITY_DATES = ("start", "end")
ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f-\xa0\u2028\u2029<>\"{}|\\^`]+")  # as an IRI allows it
LABELS = {"name_fr": "fr", "name_en": "en"}


def iri(identifier: str) -> URIRef:
    """Return the IRI of an id such as ``official/ingrid-solheim``; what an IRI can't hold is percent-encoded."""
    return URIRef(THINGS + quote(identifier, safe="/-._~!$&'()*+,;=:@"))


def identifier(node: Node) -> str:
    """Return the id of an IRI of ours."""
    return unquote(str(node).removeprefix(THINGS))


def article_triples(row: Row, cls: URIRef = DD.Article) -> Iterator[Triple]:
    """Yield an article's triples. As a dd:Article it is whole, with all that it tells: that is what a load takes it for."""
    node = iri(f"article/{row['id']}")
    yield node, RDF.type, cls
    yield from ((node, DD.cites, _source(name)) for name in row.get("cites") or [])
    if row.get("translation_of"):
        yield node, DD.translationOf, _source(row["translation_of"])
    yield from value_triples(node, row, (*IN_TRIPLE, *ARTICLES))


def _source(name: str) -> URIRef:
    """Return the IRI of an article by its address or id; an address that is no IRI is kept as an id is."""
    ours = name.startswith(THINGS) or not ADDRESS.fullmatch(name)
    return iri(f"article/{name}") if ours else URIRef(name)


def mention_triples(article: str, entity: str, mention: Row) -> Iterator[Triple]:
    """Yield what an article's mention of a thing is: a statement with the forms and keys as qualifiers."""
    node = iri(f"mention/{mention['id']}")
    yield node, RDF.type, RDF.Statement
    yield node, RDF.subject, iri(f"article/{article}")
    yield node, RDF.predicate, DD.mentions
    yield node, RDF.object, iri(entity)
    yield iri(f"article/{article}"), DD.mentions, iri(entity)
    yield from value_triples(node, mention, IN_TRIPLE)


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
    yield from value_triples(
        node, row, (*IN_TRIPLE, "predicate", "name_en")
    )  # the name in the other language is computed


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
    yield from value_triples(node, row, ("id", "aliases", "places", *LABELS, *ENTITY_DATES))


def fact_triples(subject: str, predicate: str, target: str, fact: Row) -> Iterator[Triple]:
    """Yield a fact as a plain triple; a person's time in a post also as a Tenure.

    A plain triple asserts: what is only planned or proposed stays in its claims, whose modality says so.
    """
    if fact["modality"] != "asserted":
        return
    yield iri(subject), DD[predicate], iri(target)
    if predicate == "heldPost":
        node = iri(f"tenure/{fact['id']}")
        yield node, RDF.type, DD.Tenure
        yield node, DD.tenureOf, iri(subject)
        yield node, DD.tenureIn, iri(target)
        for name, day in _period(fact).items():
            yield node, DD[name], Literal(day, datatype=XSD.date)
        yield from value_triples(node, {name: fact.get(name) for name in TENURE}, ())


def _period(fact: Row) -> dict[str, str]:
    """Return a tenure's bounds as days: none that are open, nor those of articles that contradict one another."""
    start = dates.bounds(fact["start"]).start if fact.get("start") else None
    end = dates.bounds(fact["end"]).end if fact.get("end") else None
    if start and end and end < start:
        return {}
    return {name: day for name, day in (("start", start), ("end", end)) if day}


def source_of(graph: Graph, node: Node) -> str | None:
    """Return the article that a claim rests on, or that mentions a thing; of a tenure, that mentions its holder."""
    if (node, RDF.type, DD.Article) in graph:
        return _article(node)
    thing = graph.value(node, DD.tenureOf) or graph.value(node, RDF.object) or node
    claimed = graph.value(node, DD.evidencedBy) or min(
        graph.subjects(DD.mentions, thing), key=str, default=None
    )
    return _article(claimed) if claimed else None


def words_of(graph: Graph, node: Node) -> str:
    """Return how an article words a claim, a thing or a tenure, and where: what an annotator finds it by."""
    if (node, RDF.type, DD.Claim) in graph:
        ends = (DD.subjectText, DD.objectText, DD.value)
        words = [f"« {shorten(str(each))} »" for name in ends for each in graph.objects(node, name)]
        place = graph.value(node, DD.subjectStart)
        return ", ".join([*words, f"from letter {place}"] if place is not None else words)
    thing = graph.value(node, DD.tenureOf) or node
    found = []
    for mention in sorted(graph.subjects(RDF.object, thing), key=str):
        forms = sorted(map(str, graph.objects(mention, DD.forms)))
        named = [f"« {shorten(forms[0])} »"] if forms else []
        found.append(", ".join([*named, *map(str, graph.objects(mention, DD.ref))]))
    return "; ".join(filter(None, found))


def property_names(ontology: Ontology) -> dict[str, str]:
    """Return the property of each type of edge."""
    return {str(each.neo4j_type): name for name, each in ontology.properties.items() if each.neo4j_type}


def value_triples(node: Node, row: Mapping[str, Any], without: Iterable[str]) -> Iterator[Triple]:
    """Yield a row's values, each item of a list; not those of the names ``without``."""
    for name in sorted(row.keys() - set(without)):
        values = row[name] if isinstance(row[name], list) else [row[name]]
        for value in values:
            if value is not None:
                yield node, DD[camel(name)], Literal(value)


def camel(name: str) -> str:
    """Return a row's name as a property's."""
    return re.sub(r"_(\w)", lambda part: part[1].upper(), name)


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda part: f"_{part[0].lower()}", name)


class Told(NamedTuple):
    """An article as a file tells it: rows of plain text, of which nothing is checked yet (record_checks.py)."""

    article: Row
    mentions: list[Row]
    claims: list[Row]


class TurtleFile:
    """A Turtle file of ours."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises InputError when it isn't Turtle, or has no article."""
        self._graph = Graph()
        try:
            self._graph.parse(path, format="turtle")
        except OSError as error:
            raise InputError(f"this can't be read: {error.strerror}") from error
        except (
            Exception
        ) as error:  # at a file that breaks off, the parser raises IndexError, AssertionError, …
            raise InputError(
                f"this isn't Turtle: {shorten(str(error))}",
                "diplograph export --format turtle writes such a file.",
            ) from error
        found = self._graph.subjects(RDF.type, DD.Article)
        self._articles = sorted((node for node in found if isinstance(node, URIRef)), key=str)
        if not self._articles:
            raise InputError(
                "this holds no dd:Article.",
                "Plain triples have no passage to rest on, and an answer shows a part of its articles: "
                "diplograph reads the whole graph, as its own export writes it.",
            )

    def articles(self) -> Iterator[Told]:
        """Yield the articles, by id."""
        graph = self._graph
        for article in self._articles:
            about = _row(graph, article) | {"id": _article(article)}
            about["cites"] = sorted(map(_article, graph.objects(article, DD.cites)))
            translated = sorted(map(_article, graph.objects(article, DD.translationOf)))
            about["translation_of"] = translated if len(translated) > 1 else next(iter(translated), None)
            mentions = [_statement(graph, node) for node in graph.subjects(RDF.subject, article)]
            claims = [_statement(graph, node) for node in graph.subjects(DD.evidencedBy, article)]
            yield Told(about, sorted(mentions, key=_by_id), sorted(claims, key=_by_id))

    def strays(self) -> list[str]:
        """Return the ids of claims and mentions that belong to no article of the file."""
        graph, articles = self._graph, set(self._articles)
        told = {node for node, article in graph.subject_objects(DD.evidencedBy) if article in articles} | {
            node for node, article in graph.subject_objects(RDF.subject) if article in articles
        }
        every = {*graph.subjects(RDF.type, DD.Claim), *graph.subjects(RDF.type, RDF.Statement)}
        return sorted(map(identifier, every - told))


def _article(node: Node) -> str:
    """Return an article's id; an address that isn't ours stays as it is."""
    return identifier(node).removeprefix("article/") if str(node).startswith(THINGS) else str(node)


def _statement(graph: Graph, node: Node) -> Row:
    names = sorted(str(each).removeprefix(NAMESPACE) for each in graph.objects(node, RDF.predicate))
    sources = sorted(map(_article, graph.objects(node, DD.evidencedBy)))
    predicate = names if len(names) > 1 else next(iter(names), None)
    return _row(graph, node) | {"id": identifier(node), "predicate": predicate, "evidenced_by": sources}


def _by_id(row: Row) -> str:
    return str(row["id"])


def _row(graph: Graph, node: Node) -> Row:
    """Return a node's values as text: lists sorted; where several stand for what has one value, a list too."""
    found: dict[str, list[str]] = {}
    for predicate, value in graph.predicate_objects(node):
        if isinstance(value, Literal) and str(predicate).startswith(NAMESPACE):
            found.setdefault(_snake(str(predicate).removeprefix(NAMESPACE)), []).append(str(value))
    return {
        name: sorted(values) if name in LISTS or len(values) > 1 else values[0]
        for name, values in found.items()
    }
