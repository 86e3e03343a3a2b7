"""What of an article in RDF is refused, with the rest kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from annotated import told, write
from conftest import EXAMPLE, SAMPLE
from rdflib import Graph

from diplograph import articles as commands
from diplograph.graph_loader import shapes
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary, read_all, validate
from diplograph.graph_loader.records import Record
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

TEXT = (
    "Le Japon a rencontré Ingrid Solheim à Oslo. La Corée du Nord aurait livré des munitions, selon le Japon."
)
LINES = (
    "T1 State Japon",
    "T2 Meeting a rencontré",
    "T3 Official Ingrid Solheim",
    "T4 Place Oslo",
    "T5 State Corée du Nord",
    "T6 Initiative livré des munitions",
    "E1 Meeting:T2 participant:T1 participant2:T3 place:T4",
    "E2 Initiative:T6 lead:T5 attributedTo:T1",
    "A1 Modality E2 alleged",
)


def turtle(path: Path, *records: Record) -> Path:
    """Write records as Turtle, each statement's values on lines of their own."""
    graph = Graph()
    for triple in shapes.triples(records, load_ontology(), reference()):
        graph.add(triple)
    graph.bind("dd", "https://w3id.org/diplograph/ontology#")
    graph.serialize(path, format="turtle")
    return path


def edited(path: Path, predicate: str, old: str, new: str) -> Path:
    """Change one line of the claim with a predicate, as a hand would."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    place = next(
        number
        for number, block in enumerate(blocks)
        if f"rdf:predicate dd:{predicate} " in block and re.search(old, block)
    )
    blocks[place] = re.sub(old, new, blocks[place], count=1)
    path.write_text("\n\n".join(blocks), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return turtle(tmp_path / "g.ttl", told(tmp_path, TEXT, *LINES))


def read(*paths: Path) -> tuple[list[Record], Summary]:
    summary = Summary()
    return list(read_all(paths, Reading(), summary)), summary


def test_what_we_write_is_refused_nothing(tmp_path: Path) -> None:
    """The sample and the example come back from RDF whole, and the parts of the summary add up."""
    for folder in (SAMPLE, EXAMPLE):
        before, _ = read(folder)
        after, summary = read(turtle(tmp_path / f"{folder.name}.ttl", *before))
        assert not summary.problems
        hashes = {record.article: record.content_hash for record in before}
        assert {record.article: record.content_hash for record in after} == hashes
        assert summary.tally.read["documents"] == len(before)
        assert summary.tally.mapped == summary.tally.read


@pytest.mark.parametrize(
    ("predicate", "old", "new", "said"),
    [
        ("attended", '"asserted"', '"assertd"', "dd:modality is 'assertd'; it is one of asserted, planned"),
        ("attended", '"asserted"', '"asserted", "denied"', "dd:modality is said 2 times"),
        ("attended", "dd:modality", "dd:left", "it has no dd:modality"),
        ("attended", '"explicit"', '"hearsay"', "dd:basis is 'hearsay'"),
        ("attended", '"explicit"', '"reference"', "dd:basis is 'reference'"),
        ("attended", "dd:confidence", "dd:left", "it has no dd:confidence"),
        ("attended", r"dd:confidence \S+ ;", "dd:confidence 1.5 ;", "dd:confidence is 1.5; it lies"),
        ("attended", r"dd:confidence \S+ ;", 'dd:confidence "much" ;', "dd:confidence is 'much'"),
        ("attended", r"dd:confidence \S+ ;", 'dd:confidence "NaN" ;', "dd:confidence is nan"),
        ("attended", r"rdf:predicate dd:\w+", "rdf:predicate dd:dined", "the predicate dined isn't in the"),
        ("attended", "rdf:predicate", "dd:left", "it has no rdf:predicate"),
        ("attended", r"rdf:predicate dd:\w+", "rdf:predicate dd:mentions", "the predicate mentions isn't"),
        ("attended", r"rdf:predicate dd:\w+", "rdf:predicate dd:locatedIn", "locatedIn doesn't go from Offi"),
        ("attended", r'dd:objectRef "[^"]+"', 'dd:objectRef "Meeting@999"', "dd:objectRef is 'Meeting@999'"),
        ("attended", r'dd:objectCls "\w+"', 'dd:objectCls "Place"', "is a Meeting, and dd:objectCls says"),
        ("attended", "dd:subjectText", "dd:left", "it has no dd:subjectText"),
        ("attended", r"dd:subjectStart \S+ ;", 'dd:subjectStart "x" ;', "dd:subjectStart is 'x'; it is a wh"),
        ("attended", r"dd:charStart \S+ ;", "dd:charStart 9999 ;", "its passage ends"),
        (
            "attended",
            '"asserted"',
            '"asserted" ; dd:start "2024-02-30"',
            "dd:start is '2024-02-30': '2024-02-30' is no EDTF",
        ),
        ("attended", '"asserted"', '"asserted" ; dd:start "2024" ; dd:end "2023"', "it ends (2023) before"),
        ("attended", '"asserted"', '"asserted" ; dd:mode "drunk"', "dd:mode is 'drunk'; it is one of"),
        ("attended", '"asserted"', '"denied"', "it is denied, and nothing says by whom"),
        ("participatesIn", "dd:attributedRefs", "dd:left", "it is alleged, and nothing says by whom"),
        ("participatesIn", r'dd:attributedRefs "[^"]+"', 'dd:attributedRefs "x"', "dd:attributedRefs is 'x'"),
        ("status", r'dd:value "\w+"', 'dd:value "over"', "dd:status is 'over'; it is one of held"),
        (
            "status",
            r'dd:value "held"',
            'dd:value "held" ; dd:objectText "x"',
            "both an object and a dd:value",
        ),
        ("status", r"rdf:predicate dd:\w+", "rdf:predicate dd:attended", "attended takes a thing, not a v"),
        (
            "status",
            r"rdf:predicate dd:\w+",
            "rdf:predicate dd:date",
            "dd:date is 'held': 'held' is no EDTF date",
        ),
        ("status", r"rdf:predicate dd:\w+", "rdf:predicate dd:ordinal", "dd:ordinal is 'held'; it is a numb"),
    ],
)
def test_a_malformed_claim_is_refused(file: Path, predicate: str, old: str, new: str, said: str) -> None:
    """A claim that doesn't fit is named with what is wrong and left out; every other one is kept."""
    (whole,), _ = read(file)
    before = file.read_text(encoding="utf-8")
    assert edited(file, predicate, old, new).read_text(encoding="utf-8") != before
    (record,), summary = read(file)
    ((problem),) = summary.refused
    assert problem.message.startswith(said) or said in problem.message
    assert problem.annotation.startswith("claim/")
    assert len(record.claims) == len(whole.claims) - 1
    assert (summary.tally.read["documents"], summary.exit_code) == (1, 1)
    assert summary.tally.read["claims"] == sum(summary.tally.fates("claims").values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('dd:cls "Place"', 'dd:cls "Restaurant"', "the class Restaurant isn't in the ontology"),
        ('dd:ref "', 'dd:left "', "it has no dd:ref"),
        ('dd:cls "', 'dd:left "', "it has no dd:cls"),
        ("dd:count 1 ;", 'dd:count "many" ;', "dd:count is 'many'"),
    ],
)
def test_a_malformed_mention_takes_its_claims_along(file: Path, old: str, new: str, said: str) -> None:
    """A mention that doesn't fit is left out, and so is, by name, what is said of it."""
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    place = next(number for number, block in enumerate(blocks) if 'dd:ref "Place@38"' in block)
    assert old in blocks[place]
    blocks[place] = blocks[place].replace(old, new)
    file.write_text("\n\n".join(blocks), encoding="utf-8")
    (record,), summary = read(file)
    assert said in summary.refused[0].message
    assert "dd:objectRef is 'Place@38'" in summary.refused[1].message
    assert not [claim for claim in record.claims if claim.predicate == "tookPlaceIn"]
    assert not [thing for thing in record.things if thing.cls == "Place"]


def test_two_mentions_of_one_ref(file: Path) -> None:
    """Two mentions can't have one ref: the first counts."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('dd:ref "Place@38"', 'dd:ref "Meeting@9"'), encoding="utf-8")
    _, summary = read(file)
    assert "has the dd:ref 'Meeting@9' already" in summary.refused[0].message


def test_a_claim_of_no_article_is_named(file: Path) -> None:
    """A claim that rests on no article of the file isn't dropped in silence."""
    edited(file, "attended", "dd:evidencedBy", "dd:left")
    _, summary = read(file)
    assert [each.message for each in summary.refused] == ["it belongs to no article of this file"]


def test_bad_facts_about_an_article(file: Path) -> None:
    """What can't be read about an article is left out, and the article stays."""
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'dd:sha256 "\w+"', 'dd:sha256 "x" ; dd:issued "May"', text), encoding="utf-8")
    (record,), summary = read(file)
    assert [each.annotation for each in summary.refused] == ["article/a", "article/a"]
    assert (record.sha256, record.metadata.issued) == (None, None)
    assert record.claims


def test_a_statement_follows_an_edited_claim(tmp_path: Path) -> None:
    """A claim about a claim still is about it where a hand changed that, whose id is a hash of what it says."""
    lines = (
        "T1 State Japon",
        "T5 State Corée du Nord",
        "T6 Initiative livré des munitions",
        "T7 Statement selon",
        "E2 Initiative:T6 lead:T5 attributedTo:T1",
        "E3 Statement:T7 by:T1 about:T6",
        "A1 Modality E2 alleged",
    )
    path = turtle(tmp_path / "g.ttl", told(tmp_path, TEXT, *lines))
    edited(path, "participatesIn", r"dd:confidence \S+ ;", "dd:confidence 0.5 ;")
    (record,), summary = read(path)
    assert not summary.problems
    assert not validate([path]).refused
    assert "about" in {claim.predicate for claim in record.claims}
    edited(path, "participatesIn", '"alleged"', '"allegd"')
    (record,), summary = read(path)
    assert ["it is about" in each.message for each in summary.refused] == [False, True]


def test_within_and_on_the_sidelines(tmp_path: Path) -> None:
    """Two meetings can't be within and on the sidelines of each other: both claims are refused."""
    lines = (
        "T1 Meeting réunion",
        "T2 Meeting sommet",
        "R1 within Arg1:T1 Arg2:T2",
        "R2 follows Arg1:T1 Arg2:T2",
    )
    path = turtle(tmp_path / "g.ttl", told(tmp_path, "une réunion, un sommet", *lines))
    edited(path, "follows", "rdf:predicate dd:follows", "rdf:predicate dd:onSidelinesOf")
    (record,), summary = read(path)
    assert len(summary.refused) == 2
    assert not [claim for claim in record.claims if claim.object]


def test_an_article_counts_once(file: Path, tmp_path: Path) -> None:
    """An article that several files of one load hold is taken from the first; annotations come before RDF."""
    again = tmp_path / "h.ttl"
    again.write_bytes(file.read_bytes())
    edited(again, "attended", r"dd:confidence \S+ ;", "dd:confidence 0.5 ;")
    (first,), _ = read(file)
    assert [record.claims for record in read(file, again)[0]] == [first.claims]
    _, summary = read(file, again)
    assert [(each.file, each.message) for each in summary.refused] == [
        (str(again), f"the article a is in {file} already")
    ]
    annotation = write(tmp_path / "ann", "a", TEXT, *LINES)
    records, summary = read(again, annotation)
    assert [record.article for record in records] == ["a"]
    assert [each.file for each in summary.refused] == [str(again)]
    assert summary.tally.read["documents"] == 2


def test_validate_takes_turtle(file: Path) -> None:
    """Turtle is validated as annotations are: clean, in part, and not at all."""
    assert (validate([file]).tally.read["documents"], validate([file]).exit_code) == (1, 0)
    edited(file, "attended", '"asserted"', '"assertd"')
    assert validate([file]).exit_code == 1
    file.write_text("@prefix : <x:> . :a :b", encoding="utf-8")
    assert validate([file]).exit_code == 2


def test_a_broken_file_stops_no_other(file: Path, tmp_path: Path, loaded: Callable[..., Summary]) -> None:
    """A file that isn't Turtle is named, and the others are loaded."""
    broken = tmp_path / "broken.ttl"
    broken.write_text("no", encoding="utf-8")
    summary = loaded(broken, file)
    assert (summary.outcome.added, summary.exit_code, summary.tally.read["documents"]) == (["a"], 1, 1)
    assert [each.file for each in summary.refused] == [str(broken)]


def test_the_summary_shows_what_was_read(file: Path, tmp_path: Path) -> None:
    """Of annotations the summary shows spans, arcs, attributes and links; of RDF things and claims."""
    names = [name for name, _, _ in commands._read_rows(validate([file]))]
    assert names == ["documents read", "things read", "claims read", "problems"]
    annotation = write(tmp_path / "b", "b", "Japon", "T1 State Japon", "N1\tReference T1 ISO:JP\tJapon")
    rows = commands._read_rows(validate([annotation]))
    assert [name for name, _, _ in rows] == [
        "documents read",
        "spans read",
        "arcs read",
        "attributes read",
        "links read",
        "problems",
    ]
    assert rows[4] == ("links read", 1, "1 mapped")


def test_a_trait_that_cant_be_read_is_refused(tmp_path: Path) -> None:
    """A period in words would say nothing of when; the mention is left out, and the message says what is expected."""
    record = told(tmp_path, TEXT, *LINES, issued="2031-03-13")
    path = edited(turtle(tmp_path / "a.ttl", record), "mentions", "years=2031/2031", "years=of late")
    (found,), summary = read(path)
    assert {thing.ref for thing in record.things} - {thing.ref for thing in found.things} == {"Official@21"}
    assert any("dd:traits is 'years=of late'" in problem.message for problem in summary.problems)


def test_likely_keys_and_traits_survive_rdf(tmp_path: Path) -> None:
    """What an official is likely one by is in the file, and read as it was."""
    lines = (
        "T1 Official A. Berg", "T2 Post ministre norvégienne de la Défense", "T3 State norvégienne",
        "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3",
    )  # fmt: skip
    text = "A. Berg, ministre norvégienne de la Défense."
    record = told(tmp_path, text, *lines, issued="2031-03-13")
    (found,), _ = read(turtle(tmp_path / "a.ttl", record))
    (official,) = (thing for thing in found.things if thing.cls == "Official")
    assert official.likely == ("Official|initial|a berg|post/no-defence-minister",)
    assert official.traits == ("form=initial", "given=a berg = a", "years=2031/2031")
    assert found.things == record.things
