"""An answer as Turtle, TriG and JSON-LD, read back by rdflib: the triples are those it has, exactly."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from answers import AWKWARD, awkward, edge, node, written
from rdflib import DCTERMS, RDF, RDFS, SDO, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from diplograph.exports import rdf_chunks
from diplograph.exports.answer import Answer
from diplograph.exports.statements import Quad
from diplograph.graph_loader import load, rdf
from diplograph.graph_loader.rdf import DD, iri

NAMED = ("trig", "jsonld")  # the formats that name graphs
ODD_IDS = ("organization/a b", "organization/%20", "organization/<é>", "organization/x.", "organization//y", "//z", "z", "organization/(1),2", "organization/\x00\n\"'\\")  # fmt: skip


def read(format_name: str, content: bytes) -> set[Quad]:
    """Return a file's quads, as an answer gives them."""
    known = {"jsonld": "json-ld"}.get(format_name, format_name)
    if format_name == "turtle":
        return {(triple, None) for triple in Graph().parse(data=content, format=known)}
    quads = Dataset().parse(data=content, format=known).quads()
    return {
        ((s, p, o), None if name in (None, DATASET_DEFAULT_GRAPH_ID) else name) for s, p, o, name in quads
    }


def expected(format_name: str, answer: Answer) -> set[Quad]:
    return {(triple, name if format_name in NAMED else None) for triple, name in answer.quads()}


def graph_of(answer: Answer) -> Graph:
    graph = Graph()
    for triple, _ in answer.quads():
        graph.add(triple)
    return graph


def only(nodes: list[Any], edges: list[Any]) -> Answer:
    """Return an answer that has these nodes and edges."""
    return dataclasses.replace(awkward(), nodes=nodes, edges=edges)


@pytest.mark.parametrize("chunk", [7, rdf_chunks.CHUNK])
@pytest.mark.parametrize("format_name", ["turtle", *NAMED])
def test_every_triple_comes_back(format_name: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What rdflib reads is what the answer has, in the graphs it has it in, however it was cut in chunks."""
    monkeypatch.setattr(rdf_chunks, "CHUNK", chunk)
    answer = awkward()
    assert read(format_name, written(format_name, answer)) == expected(format_name, answer)


@pytest.mark.parametrize("format_name", ["turtle", *NAMED])
def test_odd_ids_come_back(format_name: str) -> None:
    """An id that no IRI could hold as it is, is that id again."""
    nodes = [node(id, "Organization", "Party", "Entity", name=id) for id in ODD_IDS]
    edges = [edge(id, "PART_OF", id, ODD_IDS[0], "fait partie de", article=id) for id in ODD_IDS]
    answer = only(nodes, edges)
    found = read(format_name, written(format_name, answer))
    assert found == expected(format_name, answer)
    things = {s for (s, p, o), _ in found if (p, o) == (RDF.type, DD.Organization)}
    assert {rdf.identifier(thing) for thing in things} == set(ODD_IDS)


@pytest.mark.parametrize("format_name", ["turtle", *NAMED])
def test_a_lone_surrogate_breaks_no_file(format_name: str) -> None:
    """A text that isn't Unicode is written with a question mark in its place."""
    nodes = [node("organization/x", "Organization", "Party", "Entity", name="a\ud800b")]
    found = read(format_name, written(format_name, only(nodes, [])))
    assert ((iri("organization/x"), RDFS.label, Literal("a?b")), None) in found


@pytest.mark.parametrize("format_name", ["turtle", *NAMED])
def test_lines_that_look_like_prefixes_stay(format_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text whose lines look like the file's own first lines stays whole."""
    monkeypatch.setattr(rdf_chunks, "CHUNK", 1)
    text = "x\n" + "".join(rdf_chunks.HEAD) + "\n} }"
    answer = only([node("organization/x", "Organization", "Party", "Entity", name=text)], [])
    assert read(format_name, written(format_name, answer)) == expected(format_name, answer)


@pytest.mark.parametrize("format_name", ["turtle", *NAMED])
def test_an_unknown_prefix_is_declared(format_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Triples of another vocabulary, in any chunk, are read back."""
    monkeypatch.setattr(rdf_chunks, "CHUNK", 1)
    others = [URIRef(f"https://example.org/{name}#x") for name in ("a", "b", "prov")]

    def told() -> Iterator[Quad]:
        yield from (((each, each, DCTERMS.title), None) for each in others)
        yield (others[0], URIRef("http://www.w3.org/ns/prov#wasQuotedFrom"), others[1]), others[2]

    answer = dataclasses.replace(awkward(), told=told)
    assert read(format_name, written(format_name, answer)) == expected(format_name, answer)


def many() -> Answer:
    """Return an answer from many articles."""
    told = [edge(f"m{index}", "MEMBER_OF", "state/KR", "post/x", "membre de", article=f"a-{index}") for index in range(20)]  # fmt: skip
    return only(list(awkward().nodes), [*awkward().edges, *told])


@pytest.mark.parametrize("format_name", ["turtle", *NAMED])
def test_the_same_answer_gives_the_same_file(format_name: str) -> None:
    """Another process, in which sets have another order, writes the same bytes."""
    code = f"import sys, test_export_rdf as t; sys.stdout.buffer.write(t.written({format_name!r}, t.many()))"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, env=env, capture_output=True, check=True)
    assert done.stdout == written(format_name, many())


@pytest.mark.parametrize("format_name", ["turtle", *NAMED])
def test_an_empty_answer_is_a_file(format_name: str) -> None:
    """An answer of nothing is a file of no triples."""
    assert read(format_name, written(format_name, only([], []))) == set()


def test_a_fact_is_a_statement_with_all_it_has() -> None:
    """A fact's statement has its triple, its properties, its sentence, its article and a citation, in the article's graph."""
    fact = edge(
        "e1", "ATTENDED", "official/a", "meeting/m", "a participé à", role="chair", attested=["2024", "2023"]
    )
    quads = {(p, o, graph) for (s, p, o), graph in only([], [fact]).quads() if s == iri("fact/e1")}
    article = iri("article/a-1")
    values = fact["properties"] | {"attested": "2023"}
    del values["article"]
    assert quads == {
        (p, o, article)
        for p, o in [
            (RDF.type, RDF.Statement),
            (RDF.subject, iri("official/a")),
            (RDF.predicate, DD.attended),
            (RDF.object, iri("meeting/m")),
            (DD.evidencedBy, article),
            (RDFS.label, Literal("official/a a participé à meeting/m", lang="fr")),
            (DCTERMS.bibliographicCitation, Literal(fact["citation"])),
            (DD.attested, Literal("2024")),
            *((DD[rdf.camel(name)], Literal(value)) for name, value in values.items()),
        ]
    }


def test_every_property_is_there() -> None:
    """Each value of each node and edge is an object of its triples."""
    answer = awkward()
    graph = graph_of(answer)
    for told in (*answer.nodes, *answer.edges):
        start = {"Article": "article/", "fact": "fact/"}.get(told.get("labels", ["fact"])[0], "")
        found = {str(o) for o in graph.objects(iri(start + told["id"]))}
        for name, value in told["properties"].items():
            for each in value if isinstance(value, list) else [value]:
                known = {
                    str(Literal(each)),
                    str(iri(str(each))),
                    str(iri(f"article/{each}")),
                    str(DD[str(each)]),
                }
                assert each is None or found & known, (told["id"], name)


def test_only_asserted_facts_are_plain_triples() -> None:
    """Whoever asks the file who took part in what, gets what is asserted: nothing planned, proposed, inferred by rule or alleged."""
    plain = {(s, p, o) for (s, p, o), graph in awkward().quads() if graph is None and isinstance(o, URIRef)}
    facts = {
        triple for triple in plain if triple[1] in (DD.attended, DD.participatesIn, DD.proposed, DD.heldPost)
    }
    assert facts == {
        (iri("official/a"), DD.attended, iri("meeting/held")),
        (iri("official/a"), DD.heldPost, iri("post/x")),
        (iri("state/KR"), DD.participatesIn, iri("state/KR")),
    }


def test_an_allegation_has_who_made_it() -> None:
    """A claim is in its article's graph with its modality, who it is attributed to, its sentence and citation."""
    article = iri("article/a-1")
    found = {(p, o) for (s, p, o), graph in awkward().quads() if s == iri("claim/1") and graph == article}
    sentence = "La Corée du Nord a fourni des armes (allégué ; selon Corée du Sud)"
    citation = "Éditeur, 2024-03-05, « aurait fourni », https://example.org/a-1"
    assert found == {
        (RDF.type, RDF.Statement),
        (RDF.type, DD.Claim),
        (RDF.subject, iri("state/KP")),
        (RDF.predicate, DD.proposed),
        (DD.evidencedBy, article),
        (DD.attributedTo, iri("state/KR")),
        (DD.modality, Literal("alleged")),
        (DD.basis, Literal("explicit")),
        (DD.confidence, Literal(0.4)),
        (DD.quote, Literal("aurait fourni")),
        (DD.charStart, Literal(40)),
        (DD.charEnd, Literal(53)),
        (RDFS.label, Literal(sentence, lang="fr")),
        (DCTERMS.bibliographicCitation, Literal(citation)),
    }


def test_provenance_is_plain() -> None:
    """An edge that is no fact is a triple; a type that the ontology doesn't have becomes a property's name."""
    nodes = [
        node("claim/1", "Claim", name="x", predicate="proposed", article="a"),
        node("a", "Article", name="x"),
    ]
    types = {
        "EVIDENCED_BY": ("claim/1", "a", DD.evidencedBy),
        "MENTIONS": ("a", "state/KR", DD.mentions),
        "CLAIM_SUBJECT": ("claim/1", "state/KR", DD.claimSubject),
    }
    edges = [
        {"id": type, "type": type, "source": source, "target": target, "sentence": None, "citation": None, "properties": {}}
        for type, (source, target, _) in types.items()
    ]  # fmt: skip
    found = {
        quad for quad in only(nodes, edges).quads() if quad[0][1] in [each[2] for each in types.values()]
    }
    article, claim = iri("article/a"), iri("claim/1")
    assert found == {
        ((claim, DD.evidencedBy, article), article),
        ((claim, DD.evidencedBy, article), None),
        ((article, DD.mentions, iri("state/KR")), None),
        ((claim, DD.claimSubject, iri("state/KR")), None),
    }


def test_a_name_is_a_label() -> None:
    """A thing known only by its name has that as its label; one with names in both languages has these."""
    graph = graph_of(awkward())
    assert set(graph.objects(iri("post/x"), RDFS.label)) == {Literal("ministre de la Défense")}
    names = {Literal("Corée du Sud", lang="fr"), Literal("South Korea", lang="en")}
    assert set(graph.objects(iri("state/KR"), RDFS.label)) == names
    for index, text in enumerate(AWKWARD.values()):
        assert set(graph.objects(iri(f"organization/{index}"), RDFS.label)) == {Literal(text)}


def test_a_thing_is_in_the_default_graph() -> None:
    """What is told of a thing isn't one article's, whatever properties it has."""
    told = list(
        only([node("organization/x", "Organization", "Party", "Entity", name="x", article="a")], []).quads()
    )
    assert told
    assert {graph for _, graph in told} == {None}


def test_a_load_refuses_an_answer(tmp_path: Path) -> None:
    """An answer holds a part of its articles: it is no file to load, and says so kindly."""
    path = tmp_path / "answer.ttl"
    path.write_bytes(written("turtle", awkward()))
    article = iri("article/a-1")
    assert (article, RDF.type, SDO.NewsArticle) in Graph().parse(path)
    summary = load.validate([path])
    (problem,) = summary.refused
    assert (summary.exit_code, problem.file) == (2, str(path))
    assert problem.message.startswith("this holds no dd:Article")
    assert "an answer shows a part of its articles" in problem.hint
