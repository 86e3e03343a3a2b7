"""The SHACL shapes over what an annotation says, before anything is written; part of ``validate``.

A load doesn't run them (SHACL is ten times slower than the write); it goes by the role table, and a test holds the
two to the same verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyshacl import validate
from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from diplograph.graph_loader import rdf
from diplograph.graph_loader.entities import properties
from diplograph.graph_loader.identity import Mention, assign
from diplograph.graph_loader.problems import Problem
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.rows import Ids, Row, article_row, claim_row, mention_row
from diplograph.ontology import source
from diplograph.ontology.model import Ontology
from diplograph.ontology.reference import Reference


def check_shapes(
    records: Sequence[Record], files: Mapping[str, str], ontology: Ontology, reference: Reference
) -> list[Problem]:
    """Return what the shapes refuse in some articles; ``files`` says where each article's annotation is."""
    graph = Graph()
    for triple in triples(records, ontology, reference):
        graph.add(triple)
    found = []
    for node, message in violations(graph):
        article = rdf.source_of(graph, node) or records[0].article
        said = f"{message} ({words})" if (words := rdf.words_of(graph, node)) else message
        found.append(Problem("refused", files.get(article, article), None, rdf.identifier(node), said))
    return sorted(found, key=str)


def violations(graph: Graph) -> Iterator[tuple[Node, str]]:
    """Yield what violates a shape: the node and the message; what is only unusual is no violation."""
    conforms, report, _ = validate(
        graph, shacl_graph=source.shapes(), ont_graph=source.graph(), allow_warnings=True
    )
    if conforms:
        return
    for result in report.subjects(SH.resultSeverity, SH.Violation):
        path = report.value(result, SH.resultPath)
        name = path.rpartition("#")[2] if isinstance(path, URIRef) else ""
        said = sorted(report.objects(result, SH.resultMessage), key=_language)
        yield report.value(result, SH.focusNode), f"{name}: {next(iter(said), '')}".strip(": ")


def _language(message: Node) -> tuple[bool, str]:
    """Sort key of messages, English first."""
    return getattr(message, "language", None) not in (None, "en"), str(message)


def triples(records: Sequence[Record], ontology: Ontology, reference: Reference) -> Iterator[rdf.Triple]:
    """Yield some articles as the graph would hold them were they alone there: claims, things and facts."""
    ids = _alone(records)
    things: dict[tuple[str, str], list[Row]] = {}
    for record in records:
        yield from rdf.article_triples(article_row(record))
        for thing in record.things:
            row = mention_row(record, thing, ids[record.article, thing.ref])
            yield from rdf.mention_triples(record.article, row["entity"], row["mention"])
            things.setdefault((thing.cls, row["entity"]), []).append(
                row["mention"] | {"language": record.metadata.language, "times": 1}
            )
        for row in (claim_row(record.article, claim, ids, ontology) for claim in record.claims):
            yield from rdf.claim_triples(row)
            if row["edge"] and row["object"]:  # the shapes see a planned fact as if it were so already
                yield from rdf.fact_triples(
                    row["subject"],
                    row["predicate"],
                    row["object"],
                    {"id": row["edge"], "modality": "asserted"},
                )
    for (cls, entity), rows in things.items():
        yield from rdf.entity_triples(cls, properties(entity, rows, {}, reference))


def _alone(records: Sequence[Record]) -> Ids:
    pairs = [(record.article, thing) for record in records for thing in record.things]
    found = {(article, thing.ref): thing.fixed for article, thing in pairs if thing.fixed}
    return found | assign(Mention.of(article, thing) for article, thing in pairs if not thing.fixed)
