"""RDF both ways, and the shapes against the role table."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from conftest import SAMPLE
from neo4j import Driver
from pyshacl import validate
from rdflib import RDF, SKOS, Graph, Literal

from diplograph.exports import UnknownFormatError, export, formats
from diplograph.graph_loader import rdf, shapes
from diplograph.graph_loader.document import Document, Metadata, Span
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.load import Summary
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology import source
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import NAMESPACE
from diplograph.ontology.reference import reference

HARD = 'tab\t, quote " and « », backslash \\, line\nbreak, return\r, emoji 😀, ȘȚ, \u00a0, \u200f עברית'


@pytest.fixture(scope="module")
def turtle(
    sample_graph: Summary, driver: Driver, connection: Connection, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("rdf") / "graph.ttl"
    with path.open("wb") as stream:
        export(driver, connection.database, "turtle", stream)
    return path


def test_an_empty_graph_loads_from_turtle(
    turtle: Path,
    driver: Driver,
    connection: Connection,
    snapshot: Callable[[], object],
    loaded: Callable[..., Summary],
) -> None:
    """What a graph exports makes an empty Neo4j the same graph, to the last property."""
    loaded(SAMPLE)
    before = snapshot()
    driver.execute_query("MATCH (n) WHERE NOT n:TestDatabase DETACH DELETE n", database_=connection.database)
    summary = loaded(turtle)
    assert sorted(summary.outcome.added) == sorted(path.stem for path in SAMPLE.glob("*.ann"))
    assert before == snapshot()


def test_the_export_conforms_to_the_shapes(turtle: Path) -> None:
    """An exported graph violates no shape."""
    graph = Graph().parse(turtle)
    conforms, _, text = validate(
        graph, shacl_graph=source.shapes(), ont_graph=source.graph(), allow_warnings=True
    )
    assert conforms, text
    assert list(graph.subjects(RDF.type, rdf.DD.Claim))


def test_the_export_uses_declared_properties_only(turtle: Path) -> None:
    """Every property of ours in the export is one that the ontology declares."""
    used = {
        str(name).removeprefix(NAMESPACE)
        for name in Graph().parse(turtle).predicates()
        if str(name).startswith(NAMESPACE)
    }
    assert used - set(load_ontology().properties) == set()


def test_hard_text_survives(
    tmp_path: Path, loaded: Callable[..., Summary], driver: Driver, connection: Connection
) -> None:
    """Quotes, control characters, right-to-left text and emoji come back as they were."""
    spans = {
        name: Span(name, label, ((start, end),), "")
        for name, label, start, end in (("T1", "State", 0, 5), ("T2", "Meeting", 6, 9))
    }
    for span in spans.values():
        span.words = f"Japon vu {HARD}"[span.start : span.end]
    document = Document("hard", "hard.ann", f"Japon vu {HARD}", Metadata(title=HARD), spans)
    record, _ = extract(document, load_ontology(), reference())
    graph = Graph()
    for triple in shapes.triples([record], load_ontology(), reference()):
        graph.add(triple)
    path = tmp_path / "hard.ttl"
    graph.serialize(path, format="turtle")
    assert list(rdf.read_records(path)) == [record]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("this is no turtle", "isn't Turtle"),
        ("<a:b> <a:c> <a:d> .", "holds no dd:Article"),
        ("", "holds no dd:Article"),
    ],
)
def test_other_turtle_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A file that isn't Turtle, or isn't ours, is refused with a message."""
    path = tmp_path / "other.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        list(rdf.read_records(path))


def test_unknown_format() -> None:
    """An unknown format is refused with the list of those there are."""
    assert formats() == ["turtle"]
    with pytest.raises(UnknownFormatError, match="There are turtle"):
        export(None, "", "gexf", None)  # type: ignore[arg-type]  # refused before either is used


def test_roles_and_shapes_agree() -> None:
    """The role table and the shapes give one verdict for every edge between two classes."""
    ontology = load_ontology()
    classes = [name for name in ontology.span_labels if name != "Date"]
    edges = {rule.property for rule in ontology.rules if rule.sort == "edge" and rule.property}
    by_roles = {
        (rule.property, *((target, origin) if rule.inverted else (origin, target)))
        for rule in ontology.rules
        for origin, target in product(classes, classes)
        if rule.sort == "edge" and rule is ontology.role(rule.name, origin, target)
    }
    assert _conforming(list(product(sorted(edges), classes, classes))) == by_roles


def _conforming(triples: list[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Return those of some (property, class, class) whose edge violates no shape, each on nodes of its own."""
    graph, about = Graph(), {}
    for number, (name, *ends) in enumerate(triples):
        nodes = [rdf.iri(f"test/{number}-{side}") for side in ("from", "to")]
        for node, cls in zip(nodes, ends, strict=True):
            about[node] = (name, *ends)
            graph.add((node, RDF.type, rdf.DD[cls]))
            graph.add((node, rdf.DD.name, Literal("a name")))
            for language in ("en", "fr"):
                graph.add((node, SKOS.prefLabel, Literal("a name", lang=language)))
        graph.add((nodes[0], rdf.DD[name], nodes[1]))
    return set(triples) - {about[node] for node, _ in shapes.violations(graph)}
