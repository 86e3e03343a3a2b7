"""RDF both ways, and the shapes against the role table."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from annotated import told
from annotated import write as annotate
from answers import turtle_of
from conftest import SAMPLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from neo4j import Driver
from pyshacl import validate
from rdflib import RDF, SKOS, Graph, Literal

from diplograph.graph_loader import load as loading
from diplograph.graph_loader import rdf, shapes
from diplograph.graph_loader.document import Document, Metadata, Span
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.load import Summary
from diplograph.graph_loader.metadata import read_metadata
from diplograph.graph_loader.records import Record
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology import source
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import NAMESPACE
from diplograph.ontology.reference import reference

HARD = 'tab\t, quote " and « », backslash \\, line\nbreak, return\r, emoji 😀, ȘȚ, \u00a0, \u200f עברית'


def reread(path: Path) -> list[Record]:
    """Return the records of a Turtle file, of which nothing is refused."""
    summary = Summary()
    records = list(loading.read_turtle(path, summary))
    assert not summary.problems
    return records


def written(path: Path, *records: Record) -> Path:
    """Write records as Turtle."""
    graph = Graph()
    for triple in shapes.triples(records, load_ontology(), reference()):
        graph.add(triple)
    graph.serialize(path, format="turtle")
    return path


@pytest.fixture(scope="module")
def turtle(
    sample_graph: Summary, driver: Driver, connection: Connection, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("rdf") / "graph.ttl"
    path.write_bytes(turtle_of(driver, connection.database))
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
    path = written(tmp_path / "hard.ttl", record)
    assert reread(path) == [record]


CELLS = (
    "https://ex.org/a b",
    "https://ex.org/a%20b",
    "https://ex.org/<a>",
    "https://w3id.org/diplograph/id/article/x",
    "http://",
    "an id.with, signs.",
    "100%",
)


def test_hard_cells_survive(tmp_path: Path) -> None:
    """What an article cites or translates comes back as it was, whether it is an address or not."""
    about = Metadata(cites=tuple(sorted(CELLS)), translation_of=CELLS[0], url=CELLS[0])
    record = Record("a b%20c", about, None, (), ())
    assert reread(written(tmp_path / "cells.ttl", record)) == [record]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(
    some.text(some.characters(exclude_categories=["Cs"]), min_size=1),
    some.sampled_from(["", "https://ex.org/", "http://"]),
)
def test_any_cell_survives(tmp_path: Path, text: str, start: str) -> None:
    """Any text that an article is said to cite, or that it has as its id, comes back from RDF as it was."""
    record = Record(start + text, Metadata(cites=(start + text,)), None, (), ())
    assert reread(written(tmp_path / "any.ttl", record)) == [record]


def test_a_cell_that_is_no_address_is_warned_of(tmp_path: Path) -> None:
    """An address that is none is named with its line, and kept."""
    annotate(tmp_path, "a", "Japon", cites=f"b;{CELLS[0]};{CELLS[1]}", url=CELLS[2])
    table = read_metadata(tmp_path)
    said = [(each.line, each.message.partition(" is no")[0]) for each in table.problems["a"]]
    assert said == [(2, f"cites {CELLS[0]!r}"), (2, f"url {CELLS[2]!r}")]
    assert table.rows["a"].cites == ("b", CELLS[0], CELLS[1])


def test_a_bad_cell_breaks_no_export(
    tmp_path: Path, loaded: Callable[..., Summary], driver: Driver, connection: Connection
) -> None:
    """A graph with a cell that is no address, and a title that looks like Turtle, is exported whole."""
    title = "a headline\n@prefix x: <y> .\nof three lines"
    loaded(annotate(tmp_path, "a", "Japon", "T1 State Japon", cites=CELLS[0], title=title))
    path = tmp_path / "graph.ttl"
    path.write_bytes(turtle_of(driver, connection.database))
    assert [(each.metadata.cites, each.metadata.title) for each in reread(path)] == [((CELLS[0],), title)]


def test_only_what_is_asserted_is_a_plain_triple(
    tmp_path: Path, loaded: Callable[..., Summary], driver: Driver, connection: Connection
) -> None:
    """A planned or proposed fact stands in its claims only; the graph comes back from these all the same."""
    text = "Le Japon a rencontré la Norvège. Le Laos verra la Norvège. Ingrid Solheim, ministre élue."
    loaded(
        annotate(
            tmp_path,
            "a",
            text,
            "T1 State Japon",
            "T2 Meeting a rencontré",
            "T3 State Laos",
            "T4 Meeting verra",
            "T5 Official Ingrid Solheim",
            "T6 Post ministre",
            "E1 Meeting:T2 participant:T1",
            "E2 Meeting:T4 participant:T3",
            "A1 Modality E2 planned",
            "R1 holds Arg1:T5 Arg2:T6",
            "A2 Tenure T6 elect",
        )
    )
    path = tmp_path / "graph.ttl"
    path.write_bytes(turtle_of(driver, connection.database))
    graph = Graph().parse(path)
    assert [rdf.identifier(each) for each in graph.subjects(rdf.DD.participatesIn)] == ["state/JP"]
    assert not [*graph.subject_objects(rdf.DD.heldPost), *graph.subjects(RDF.type, rdf.DD.Tenure)]
    planned = {str(each) for each in graph.objects(None, rdf.DD.modality)}
    assert planned == {"asserted", "planned"}
    assert len(reread(path)[0].claims) == len(list(graph.subjects(RDF.type, rdf.DD.Claim)))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2022-06", "2024-11-21", {"start": "2022-06-01", "end": "2024-11-21"}),
        ("../2022-06-02", None, {}),
        ("2025", "2024", {}),
    ],
)
def test_a_tenure_says_when(start: str, end: str | None, days: dict[str, str]) -> None:
    """A tenure has its rank and kind, and bounds that are days; none that are open or contradict each other."""
    fact = {"id": "x", "modality": "asserted", "rank": "général", "tenure": "former", "attested": ["2024"]}
    graph = Graph()
    for triple in rdf.fact_triples("official/a", "heldPost", "post/b", fact | {"start": start, "end": end}):
        graph.add(triple)
    node = rdf.iri("tenure/x")
    for name in ("start", "end"):
        expected = [Literal(days[name], datatype=rdf.XSD.date)] if name in days else []
        assert list(graph.objects(node, rdf.DD[name])) == expected
    told_too = {name: str(graph.value(node, rdf.DD[name])) for name in ("rank", "tenure", "attested")}
    assert told_too == {"rank": "général", "tenure": "former", "attested": "2024"}


def test_a_violation_is_worded(tmp_path: Path) -> None:
    """What a shape refuses is told with the words that an annotator finds it by, in English."""
    lines = ("T1 State Japon", "T2 Meeting réunion", "E1 Meeting:T2 participant:T1")
    record = told(tmp_path, "Une réunion avec le Japon", *lines)
    claim, (thing,) = record.claims[0], [each for each in record.things if each.cls == "Meeting"]
    wrong = dataclasses.replace(record, claims=(dataclasses.replace(claim, confidence=7.0),))
    (problem,) = shapes.check_shapes([wrong], {"a": "a.ann"}, load_ontology(), reference())
    assert (problem.severity, problem.file) == ("refused", "a.ann")
    assert "« Japon », « réunion », from letter 20" in problem.message
    graph = Graph()
    for triple in shapes.triples([record], load_ontology(), reference()):
        graph.add(triple)
    node = next(graph.subjects(RDF.type, rdf.DD.Meeting))
    assert rdf.words_of(graph, node) == f"« réunion », {thing.ref}"


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
        rdf.TurtleFile(path)
    summary = loading.validate([path])
    assert ([each.file for each in summary.refused], summary.exit_code) == ([str(path)], 2)


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
