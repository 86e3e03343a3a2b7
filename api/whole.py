"""The whole graph as an answer: its things and facts, read while they are written; in RDF all that articles say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, LiteralString

from neo4j import Driver, Record

from diplograph.api.evidence import MADE_BY, cited, of_claim, of_fact
from diplograph.api.exported import with_label
from diplograph.api.settings import Quotes
from diplograph.api.values import class_of, node
from diplograph.api.values import graph as picture
from diplograph.api.version import COVERAGE, VERSION, covered
from diplograph.exports.answer import Answer, Json
from diplograph.exports.statements import Quad
from diplograph.graph_loader import rdf
from diplograph.graph_loader.sessions import reading
from diplograph.ontology.load import load as load_ontology
from diplograph.queries.catalogue import vocabulary

TITLE = {"en": "The whole graph", "fr": "Tout le graphe"}
# What is in no question's columns.
COLUMNS = {
    "id": ("string", {"en": "id", "fr": "identifiant"}),
    "name": ("string", {"en": "name", "fr": "nom"}),
    "aliases": ("array", {"en": "other names", "fr": "autres noms"}),
    "subject": ("string", {"en": "subject", "fr": "sujet"}),
    "subject_id": ("string", {"en": "subject's id", "fr": "identifiant du sujet"}),
    "relation": ("string", {"en": "relation", "fr": "relation"}),
    "object": ("string", {"en": "object", "fr": "objet"}),
    "object_id": ("string", {"en": "object's id", "fr": "identifiant de l'objet"}),
    "rule": ("string", {"en": "rule that infers it", "fr": "règle qui le déduit"}),
    "first_reported": ("string", {"en": "first reported", "fr": "première mention"}),
    "last_reported": ("string", {"en": "last reported", "fr": "dernière mention"}),
    "citation": ("string", {"en": "citation", "fr": "référence"}),
}
ORDER = (
    "subject", "subject_id", "relation", "object", "object_id", "role", "start", "end", "modality", "basis", "rule", "confidence", "sources",
    "first_reported", "last_reported", "quote", "article", "publisher", "issued", "char_start", "char_end", "citation", "edge",
)  # fmt: skip

ENTITIES = "MATCH (e:Entity) RETURN e ORDER BY e.id"
SHOWN = ("sentence", "citation")

# Claims have a node of their own in the picture where a statement is about them.
STATED = f"""
MATCH (c:Claim) WHERE EXISTS {{ (c)<-[:ABOUT]-() }} {MADE_BY}
OPTIONAL MATCH (a:Article {{id: c.article}})
RETURN c, sayers, a.name AS title, a.publisher AS publisher, a.issued AS issued, a.url AS address ORDER BY c.id
"""
FACTS = """
MATCH p = (e:Entity)-[r]->(o:Entity|Claim)
OPTIONAL MATCH (a:Article {id: r.article})
RETURN p, a.name AS title, a.publisher AS publisher, a.issued AS issued, a.url AS address
ORDER BY r.id
"""
ARTICLES = "MATCH (a:Article) RETURN properties(a) AS row ORDER BY a.id"
MENTIONS = """
MATCH (a:Article)-[m:MENTIONS]->(e:Entity)
RETURN a.id AS article, e.id AS entity, properties(m) AS row ORDER BY article, m.id
"""
CLAIMS = "MATCH (c:Claim) RETURN properties(c) AS row ORDER BY c.article, c.id"
THINGS = "MATCH (e:Entity) RETURN labels(e) AS labels, properties(e) AS row ORDER BY e.id"
# What a rule infers nobody asserts, so it is no plain triple; loading the file infers it again.
SAID = """
MATCH (e:Entity)-[r]->(o:Entity|Claim) WHERE r.rule IS NULL
RETURN e.id AS subject, type(r) AS type, o.id AS object, properties(r) AS row ORDER BY r.id
"""


def whole(
    driver: Driver, database: str, lang: str = "fr", quotes: Quotes = Quotes.full, made: date | None = None
) -> Answer:
    """Return the graph as an answer whose rows are its facts; no more of a passage leaves than ``quotes`` allows.

    What is only alleged, denied or hypothetical is in its RDF, and where a statement is about it.
    """
    graph = _Graph(driver, database, lang, quotes)
    return Answer(
        name="graph",
        title=TITLE[lang],
        lang=lang,
        made=made or datetime.now(UTC).date(),
        about={"coverage": graph.coverage(), "next": None},
        columns=[column(name) for name in ORDER],
        rows=_Again(graph.rows),
        nodes=_Again(graph.nodes),
        edges=_Again(graph.edges),
        evidence=_Again(graph.evidence),
        told=graph.quads,
    )


def column(name: str) -> dict[str, Any]:
    """Return a column of facts or things, as an answer has them."""
    shared = vocabulary()["columns"].get(name)
    kind, label = (shared["type"], shared["label"]) if shared else COLUMNS[name]
    return {"name": name, "type": kind, "label": label, "values": {}}


def fact_row(edge: Json, source: Json, target: Json, told: Json) -> dict[str, Any]:
    """Return a fact as a row, from its edge, its two ends, and what it rests on."""
    about = {**edge["properties"], **told, "relation": edge["type"], "edge": edge["id"]}
    for end, thing in (("subject", source), ("object", target)):
        about |= {end: thing["name"] or thing["id"], f"{end}_id": thing["id"]}
    return {name: about.get(name) for name in ORDER}


@dataclass(frozen=True)
class _Again:
    """What is read anew each time it is gone through."""

    read: Callable[[], Iterator[Mapping[str, Any]]]

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return self.read()


@dataclass(frozen=True)
class _Graph:
    driver: Driver
    database: str
    lang: str
    quotes: Quotes

    def coverage(self) -> dict[str, Any]:
        at = [record["version"] for record in self._read(VERSION)]
        [found] = self._read(COVERAGE)
        return covered(found, at[0] if at else 0)

    def rows(self) -> Iterator[dict[str, Any]]:
        for edge, source, target, told in self._facts():
            yield fact_row(edge, source, target, told)

    def nodes(self) -> Iterator[dict[str, Any]]:
        for record in self._read(ENTITIES):
            yield {**node(record["e"], self.lang), "sentence": None, "citation": None}
        for claim, told in self._claims():
            cut = self.quotes.within({"claim": claim, "told": told})
            yield {**cut["claim"], **{name: cut["told"][name] for name in SHOWN}}

    def edges(self) -> Iterator[dict[str, Any]]:
        for edge, _, _, told in self._facts():
            yield {**with_label(edge, self.lang), **{name: told[name] for name in SHOWN}}

    def evidence(self) -> Iterator[dict[str, Any]]:
        yield from (told for _, _, _, told in self._facts())
        yield from (self.quotes.within(told) for _, told in self._claims())

    def quads(self) -> Iterator[Quad]:
        ontology = load_ontology()
        names = rdf.property_names(ontology)
        for row in self._read(ARTICLES):
            yield from in_article(row["row"]["id"], rdf.article_triples(as_allowed(row["row"], self.quotes)))
        for row in self._read(MENTIONS):
            yield from in_article(
                row["article"], rdf.mention_triples(row["article"], row["entity"], row["row"])
            )
        for row in self._read(CLAIMS):
            yield from in_article(row["row"]["article"], rdf.claim_triples(self.quotes.within(row["row"])))
        things = (rdf.entity_triples(class_of(row["labels"]), row["row"]) for row in self._read(THINGS))
        facts = (
            rdf.fact_triples(row["subject"], names[row["type"]], row["object"], row["row"])
            for row in self._read(SAID)
        )
        for triples in chain(things, facts):
            yield from ((triple, None) for triple in triples)

    def _claims(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Yield each claim that has a node, with what it rests on."""
        for record in self._read(STATED):
            claim = node(record["c"], self.lang)
            yield claim, cited(of_claim(claim, self.lang, record["sayers"]), record)

    def _facts(self) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]]:
        """Yield each fact with its two ends and what it rests on."""
        said = {claim["id"]: told["sentence"] for claim, told in self._claims()}
        for record in self._read(FACTS):
            part = picture([record["p"]], self.lang)
            [edge], nodes = part["edges"], {each["id"]: each for each in part["nodes"]}
            nodes |= {name: {**each, "name": said[name]} for name, each in nodes.items() if name in said}
            told = cited(of_fact(edge, nodes, self.lang), record)
            shown = self.quotes.within({"edge": edge, "told": told})
            yield shown["edge"], nodes[edge["source"]], nodes[edge["target"]], shown["told"]

    def _read(self, text: LiteralString) -> Iterator[Record]:
        # No transaction that is tried again: its rows are written out already.
        with reading(self.driver, self.database) as session:
            yield from session.run(text, lang=self.lang)


def as_allowed(article: Mapping[str, Any], quotes: Quotes) -> dict[str, Any]:
    """Return an article; with cut passages it has no hash, and doesn't pass for the whole one where it is loaded."""
    return {**article, **({} if quotes is Quotes.full else {"sha256": None})}


def in_article(article: str, triples: Iterable[rdf.Triple]) -> Iterator[Quad]:
    """Yield triples with the name of an article's graph."""
    name = rdf.iri(f"article/{article}")
    yield from ((triple, name) for triple in triples)
