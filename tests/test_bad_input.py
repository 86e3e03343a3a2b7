"""Whatever a file holds, each slip is one problem with its place, and all the rest is loaded."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from annotated import ann, edges, messages, write
from hypothesis import given, settings
from hypothesis import strategies as st
from neo4j import Driver

from diplograph.graph_loader.checks import Checked
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.load import Summary, read_all
from diplograph.graph_loader.readers.brat import read
from diplograph.graph_loader.records import Record
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

TEXT = (
    "Anna Berg, ministre norvégienne de la Défense, a rencontré Paul Roy à Lisbonne, en marge de la réunion. "
    "Le Chili accuse une société de livrer des drones."
)
GOOD = (
    "T1 Official Anna Berg",
    "T2 Post ministre norvégienne de la Défense",
    "T3 State norvégienne",
    "T4 Meeting a rencontré",
    "T5 Official Paul Roy",
    "E1 Meeting:T4 participant:T1 participant2:T5",
    "R1 holds Arg1:T1 Arg2:T2",
    "R2 in Arg1:T2 Arg2:T3",
    "A1 Status E1 held",
    "A2 Format E1 bilateral",
)
FIRST = len(GOOD) + 1  # the line that a case's own lines begin on
Read = tuple[Document, Record, Checked]


def take(path: Path) -> Read:
    """Return a file's document, what it says, and what of it fits."""
    document = next(iter(read(InputFile(path))))
    record, checked = extract(document, load_ontology(), reference())
    return document, record, checked


def bad(folder: Path, *lines: str, raw: bytes = b"") -> Read:
    """Return what is read of the good lines with some bad ones behind them."""
    path = write(folder, "b", TEXT, *GOOD, issued="2031-03-13", language="fr")
    path.write_bytes(path.read_bytes() + ann(TEXT, *lines).encode() + raw)
    return take(path)


def good(folder: Path) -> Record:
    """Return what the good lines alone say."""
    return take(write(folder, "b", TEXT, *GOOD, issued="2031-03-13", language="fr"))[1]


def test_the_good_lines_are_good(tmp_path: Path) -> None:
    """What the cases below add to has no problem, and says what it should."""
    document, record, _ = bad(tmp_path)
    assert document.problems == []
    assert {edge[:4] for edge in edges(record)} == {
        ("official/anna-berg", "heldPost", "post/no-defence-minister", "asserted"),
        ("post/no-defence-minister", "postIn", "state/NO", "asserted"),
        *(
            (f"official/{name}", "attended", "meeting/b-a-rencontre", "asserted")
            for name in ("anna-berg", "paul-roy")
        ),
    }


LINES = {
    "unknown label": (
        "T10 Country Lisbonne",
        "T10",
        r"the label Country isn't in the scheme \(1 in this file\).*State",
    ),
    "unknown role": (
        "R10 attends Arg1:T1 Arg2:T4",
        "R10",
        "the role attends isn't in the scheme.*participant",
    ),
    "the arrow the wrong way": (
        "R10 holds Arg1:T2 Arg2:T1",
        "R10",
        "from Post .T2. to Official .T1.*turn it",
    ),
    "ends that don't fit": (
        "R10 holds Arg1:T1 Arg2:T3",
        "R10",
        "from Official .T1. to State .T3.*Official to Post",
    ),
    "offset off by one, left": (
        "T10\tPlace 69 77\tLisbonne",
        "T10",
        r'"Lisbonne" ≠ article\[69:77\] " Lisbonn"',
    ),
    "offset off by one, right": (
        "T10\tPlace 71 79\tLisbonne",
        "T10",
        r'"Lisbonne" ≠ article\[71:79\] "isbonne,"',
    ),
    "offset behind the end": ("T10\tPlace 5000 5008\tLisbonne", "T10", "which has 153"),
    "negative offset": ("T10\tPlace -1 8\tLisbonne", "T10", "no label and offsets"),
    "reversed offsets": ("T10\tPlace 78 70\tLisbonne", "T10", "no label and offsets"),
    "empty offsets": ("T10\tPlace 70 70\t", "T10", "no label and offsets"),
    "offsets that are no numbers": ("T10\tPlace a b\tLisbonne", "T10", "no label and offsets"),
    "offsets of 5,000 digits": (f"T10\tPlace {'9' * 5000} {'9' * 5001}\tx", "T10", "no label and offsets"),
    "a span without offsets": ("T10\tPlace\tLisbonne", "T10", "no label and offsets"),
    "an arc to a missing id": ("R10 in Arg1:T2 Arg2:T99", "R10", "it names T99, which is not in this file"),
    "an arc from and to missing ids": (
        "R10 in Arg1:T98 Arg2:T99",
        "R10",
        "it names T98, which is not in this file",
    ),
    "a relation with one argument": ("R10 in Arg1:T2", "R10", "'in Arg1:T2' is no relation.*R1<TAB>"),
    "a relation with three": ("R10 in Arg1:T2 Arg2:T3 Arg3:T3", "R10", "is no relation"),
    "an arc to itself": ("R10 sidelinesOf Arg1:E1 Arg2:E1", "R10", "sidelinesOf goes from E1 to itself"),
    "a duplicated id": ("T1 Place Lisbonne", "T1", "the id T1 stands already on line 1; the first counts"),
    "an event on a missing trigger": (
        "E10 Meeting:T99 participant:T1",
        "E10",
        "its trigger T99 is not in this file",
    ),
    "an event without a trigger": ("E10 Meeting", "E10", "an event without a trigger.*E1<TAB>"),
    "an event's arc to a missing id": (
        "E10 Meeting:T4 place:T99",
        "E10",
        "it names T99, which is not in this file",
    ),
    "an event's arc without a role": ("E10 Meeting:T4 T1", "E10", "an arc to T1 without a role"),
    "an attribute on nothing": ("A10 Format E99 bilateral", "A10", "it is on E99, which is not in this file"),
    "an attribute without a target": ("A10 Format", "A10", "it is on nothing"),
    "a link without a colon": ("N10 Reference T3 KR", "N10", "'Reference T3 KR' is no link.*ISO:NO"),
    "a link on nothing": ("N10 Reference T99 ISO:NO", "N10", "it is on T99, which is not in this file"),
    "a link on a relation": ("N10 Reference R1 ISO:NO", "N10", "R1 is a relation"),
    "a note on nothing": ("#10 AnnotatorNotes T99\tà voir", "#10", "it is on T99, which is not in this file"),
    "an equivalence of one": ("* Equiv T1", "*", "is no equivalence"),
    "an equivalence with a missing id": ("* Equiv T1 T99", "*", "it names T99, which is not in this file"),
    "no record": ("Solheim\tT1", "", "no record: 'Solheim.*T1'.*an ID such as T1, a tab"),
    "sameAs between classes": ("R10 sameAs Arg1:T1 Arg2:T3", "R10", "T1 is a Official and T3 a State"),
}


@pytest.mark.parametrize("case", LINES)
def test_a_bad_line_is_one_problem_and_the_rest_is_read(tmp_path: Path, case: str) -> None:
    """It names the file, the line, the annotation, what was found and what to do; nothing else changes."""
    line, annotation, words = LINES[case]
    document, record, _ = bad(tmp_path, line)
    kept = [problem for problem in document.problems if problem.severity == "refused"]
    assert messages(kept) == [("refused", FIRST, annotation)]
    assert re.search(words, str(kept[0]).replace("\t", " ").replace("→ ", "")), str(kept[0])
    assert str(kept[0]).startswith(f"{tmp_path / 'b.ann'}:{FIRST}")
    alone = {claim.fingerprint for claim in good(tmp_path).claims}
    assert {claim.fingerprint for claim in record.claims} >= alone
    if not line.startswith("E10"):  # an event's other words are kept
        assert {claim.fingerprint for claim in record.claims} == alone
        assert messages(document.problems) == messages(kept)


BYTES = {
    "Latin-1": ("T10\tState 29 40\tnorvégienne\n".encode("latin-1"), 1, "not UTF-8 at byte"),
    "a NUL byte": (b"T10\tState 29 40\tnorv\0gienne\n", 1, "a NUL byte"),
    "a T without a tab behind a T": (
        b"T10\tPlace 70 78\tLisbonne\nT11 State 29 40 norvegienne\n",
        2,
        "no record: 'T11",
    ),
    "words behind the words of a T": (
        b"T10\tPlace 70 78\tLisbonne\nau Portugal\n",
        2,
        "no record: 'au Portugal'",
    ),
    "a line that is far too long": (
        b"T10\tPlace 70 78\t" + b"x" * 500_000 + b"\n",
        1,
        "a line of 500,017 bytes",
    ),
}


@pytest.mark.parametrize("case", BYTES)
def test_bad_bytes_are_one_problem_and_the_rest_is_read(tmp_path: Path, case: str) -> None:
    """A line that can't be read is refused alone; the annotation before it isn't drawn into it."""
    raw, line, words = BYTES[case]
    document, record, _ = bad(tmp_path, raw=raw)
    assert messages(document.problems) == [("refused", FIRST + line - 1, "")]
    assert words in document.problems[0].message
    assert {claim.fingerprint for claim in record.claims} == {
        claim.fingerprint for claim in good(tmp_path).claims
    }
    assert ("T10" in document.spans) == (line == 2)


FILES = {
    "an empty file": (b"", ("warning", None, ""), "no annotation in this file"),
    "a file of blank lines": (b"\n\r\n  \n", ("warning", None, ""), "no annotation in this file"),
    "a binary file": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\n\xff\xfe\n" * 50,
        ("refused", 3, ""),
        "a NUL byte",
    ),
    "UTF-16": ("T1\tState 0 4\tAnna\n".encode("utf-16") * 9, ("refused", 1, ""), "a NUL byte"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_without_annotations_is_said_once(tmp_path: Path, case: str) -> None:
    """It ends nothing, and an article without annotations is an article all the same."""
    raw, place, words = FILES[case]
    path = write(tmp_path, "b", TEXT)
    path.write_bytes(raw)
    document, record, _ = take(path)
    refused = [problem for problem in document.problems if "no annotation" not in problem.message]
    kept = refused or document.problems
    if case == "a binary file":
        kept = [problem for problem in kept if "NUL" in problem.message]
    assert messages(kept) == [place]
    assert words in kept[0].message
    assert (record.things, record.claims) == ((), ())


@pytest.mark.parametrize(
    ("content", "severity", "words"),
    [
        ("défense".encode("latin-1"), "refused", "b.txt:1 is not UTF-8 (byte 1)"),
        (None, "warning", "no text at"),
    ],
)
def test_a_text_that_cant_be_read_costs_the_quotes_alone(
    tmp_path: Path, content: bytes | None, severity: str, words: str
) -> None:
    """The annotation is loaded with its own words and offsets."""
    path = write(tmp_path, "b", TEXT, *GOOD, issued="2031-03-13")
    text = path.with_suffix(".txt")
    text.write_bytes(content) if content else text.unlink()
    document, record, _ = take(path)
    assert messages(document.problems) == [(severity, None, "")]
    assert words in document.problems[0].message
    assert {claim.quote for claim in record.claims} == {None}
    assert edges(record) == edges(good(tmp_path))


def test_a_line_of_50_mb_is_refused_within_seconds(tmp_path: Path) -> None:
    """A broken file costs neither minutes nor the annotations around it."""
    path = write(tmp_path, "b", TEXT, *GOOD, issued="2031-03-13", language="fr")
    with path.open("ab") as file:
        file.write(b"T10\tPlace 70 78\t" + b"x" * 50_000_000 + b"\nA3\tMention T1 name\n")
    began = time.monotonic()
    document, record, _ = take(path)
    assert time.monotonic() - began < 5
    assert messages(document.problems) == [("refused", FIRST, "")]
    assert "50,000,017 bytes" in document.problems[0].message
    assert document.spans["T1"].attributes == {"Mention": "name"}
    assert {claim.fingerprint for claim in record.claims} == {
        claim.fingerprint for claim in good(tmp_path).claims
    }


def test_many_lines_of_no_record_are_refused_within_seconds(tmp_path: Path) -> None:
    """Lines behind a T are its words only as far as its offsets reach."""
    path = write(tmp_path, "b", TEXT, *GOOD)
    with path.open("ab") as file:
        file.write(b"T10\tPlace 0 99999999\tLisbonne\n" + b"x\n" * 100_000)
    began = time.monotonic()
    document, _, _ = take(path)
    assert time.monotonic() - began < 8
    assert len(document.problems) == 100_001
    assert "T10" not in document.spans


def test_equivalences_in_a_circle_do_no_harm(tmp_path: Path) -> None:
    """What is said to be one with itself, or twice, is one thing."""
    lines = ("T10 State norvégienne", "* Equiv T3 T10", "* Equiv T10 T3", "* Equiv T3 T3")
    document, record, _ = bad(tmp_path, *lines, "R10 sameAs Arg1:T10 Arg2:T3", "R11 sameAs Arg1:E1 Arg2:E1")
    assert document.problems == []
    assert edges(record) == edges(good(tmp_path))


def test_an_equivalence_between_classes_joins_nothing(tmp_path: Path) -> None:
    """It is refused at its first member's line, and each stays what it is."""
    document, record, _ = bad(tmp_path, "* Equiv T1 T3")
    assert messages(document.problems) == [("refused", 1, "T1")]
    assert "Official and State" in document.problems[0].message
    assert edges(record) == edges(good(tmp_path))


def test_unknown_labels_are_counted(tmp_path: Path) -> None:
    """A label that isn't ours is listed once with its count; each arc that is lost with it says so."""
    lines = ("T10 Country Lisbonne", "T11 Country Chili", "R10 in Arg1:T2 Arg2:T11")
    document, _, checked = bad(tmp_path, *lines)
    assert messages(document.problems) == [("refused", FIRST, "T10"), ("refused", FIRST + 2, "R10")]
    assert "(2 in this file)" in document.problems[0].message
    assert "T11 (Country), which is left out" in document.problems[1].message
    assert checked.document.tally.fates("spans")["unmapped"] == 2


def test_what_hangs_on_a_refused_span_says_so(tmp_path: Path) -> None:
    """An arc, attribute or event of a span that was refused names the line where the cause is."""
    lines = (
        "T10\tPlace 69 77\tLisbonne",
        "R10 place Arg1:E1 Arg2:T10",
        "A10 Mention T10 name",
        "E10 Meeting:T10 a:T1",
    )
    document, _, _ = bad(tmp_path, *lines)
    assert messages(document.problems) == [
        ("refused", FIRST, "T10"),
        ("refused", FIRST + 3, "E10"),
        ("refused", FIRST + 1, "R10"),
        ("refused", FIRST + 2, "A10"),
    ]
    assert [f"was refused (line {FIRST})" in problem.message for problem in document.problems[1:]] == [
        True
    ] * 3


# --- Attributes -----------------------------------------------------------------------------------------------------

ATTRIBUTES = {
    "unknown attribute": ("A10 Colour T1 red", "T1", 1, "the attribute Colour isn't in the scheme.*Modality"),
    "a status that isn't one": ("A10 Status T1 maybe", "T1", 1, "Status is 'maybe'; it is one of held"),
    "a confidence above 1": ("A10 Confidence E1 1.5", "E1", 6, "between 0 and 1"),
    "a confidence that is no number": ("A10 Confidence E1 high", "E1", 6, "it is a number"),
    "a confidence that is nan": ("A10 Confidence E1 nan", "E1", 6, "between 0 and 1"),
    "an ordinal in words": ("A10 Ordinal E1 fourth", "E1", 6, "from 1 to 9999"),
    "an ordinal beyond all bounds": (f"A10 Ordinal E1 {'9' * 30}", "E1", 6, "from 1 to 9999"),
    "an ordinal of 5,000 digits": (f"A10 Ordinal E1 {'9' * 5000}", "E1", 6, "from 1 to 9999"),
    "an ordinal below 1": ("A10 Ordinal E1 -4", "E1", 6, "from 1 to 9999"),
    "a date that is none": ("A10 Attested R1 13/03/2031", "R1", 7, "'13/03/2031' is no EDTF date"),
    "an end before the start": ("A10 Attested R1 2031/2030", "R1", 7, "'2031/2030' ends before it starts"),
    "a basis that isn't one": (
        "A10 Basis E1 reference",
        "E1",
        6,
        "Basis is 'reference'; it is one of explicit",
    ),
    "two values that disagree": (
        "A10 Format E1 multilateral",
        "E1",
        6,
        "its Format is 'bilateral' and 'multilateral'",
    ),
}


@pytest.mark.parametrize("case", ATTRIBUTES)
def test_a_bad_attribute_is_left_out_alone(tmp_path: Path, case: str) -> None:
    """What it stands on stays, without it."""
    line, annotation, at, words = ATTRIBUTES[case]
    document, record, _ = bad(tmp_path, line)
    refused = [problem for problem in document.problems if problem.severity == "refused"]
    assert messages(refused) == [("refused", at, annotation)]
    assert re.search(words, str(refused[0])), str(refused[0])
    assert edges(record) == edges(good(tmp_path))


def test_an_unknown_kind_is_kept_with_a_warning(tmp_path: Path) -> None:
    """The list of kinds grows by what annotators need."""
    document, record, _ = bad(tmp_path, "A10 Kind E1 séminaire")
    assert messages(document.problems) == [("warning", 6, "E1")]
    assert [claim.value for claim in record.claims if claim.predicate == "kind"] == ["séminaire"]


def test_a_date_with_a_wrong_value_is_left_out(tmp_path: Path) -> None:
    """Its words aren't read instead: the annotator meant something."""
    document, record, _ = bad(
        tmp_path, "T10 Date Lisbonne", "R10 date Arg1:E1 Arg2:T10", "A10 Value T10 2031-02-30"
    )
    assert messages(document.problems) == [("refused", FIRST, "T10"), ("refused", FIRST + 1, "R10")]
    assert {claim.fingerprint for claim in record.claims} == {
        claim.fingerprint for claim in good(tmp_path).claims
    }


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("A10 Start R10 2031-04", "A11 End R10 2031-03-31"), (FIRST + 1, "R10")),
        (("A10 Start R10 2031-04", "A11 End R10 2030/2031-03-31"), (FIRST + 1, "R10")),
    ],
)
def test_an_arc_that_ends_before_it_starts_is_refused(
    tmp_path: Path, lines: tuple[str, ...], place: tuple[int, str]
) -> None:
    """A period is compared by its bounds; one that may be right is kept."""
    member = ("T10 Organization société", "R10 memberOf Arg1:T3 Arg2:T10")
    document, record, _ = bad(tmp_path, *member, *lines)
    assert messages(document.problems) == [("refused", *place)]
    assert edges(record) == edges(good(tmp_path))
    document, record, _ = bad(tmp_path, *member, "A10 Start R10 2031", "A11 End R10 2031-03")
    assert document.problems == []
    assert edges(record) != edges(good(tmp_path))


def test_a_posts_period_that_ends_before_it_starts_is_refused_alone(tmp_path: Path) -> None:
    """The post and who holds it stay."""
    document, record, _ = bad(tmp_path, "A10 Start T2 2031", "A11 End T2 2030")
    assert messages(document.problems) == [("refused", 2, "T2")]
    assert {claim.fingerprint for claim in record.claims} == {
        claim.fingerprint for claim in good(tmp_path).claims
    }


def test_within_and_on_the_sidelines_of_one_pair_are_refused_both(tmp_path: Path) -> None:
    """Which one is meant isn't guessed; one problem names both lines."""
    lines = ("T10 Meeting la réunion", "R10 within Arg1:E1 Arg2:T10", "R11 sidelinesOf Arg1:E1 Arg2:T10")
    document, record, checked = bad(tmp_path, *lines)
    refused = [problem for problem in document.problems if problem.severity == "refused"]
    assert messages(refused) == [("refused", FIRST + 2, "R11")]
    assert f"(line {FIRST + 1} too)" in refused[0].message
    assert edges(record) == edges(good(tmp_path))
    assert checked.document.tally.fates("arcs")["refused"] == 2


def test_within_and_on_the_sidelines_of_one_thing_are_refused_both(tmp_path: Path) -> None:
    """Two spans that are one meeting are one end: the contradiction is seen through sameAs."""
    lines = (
        "T10 Meeting la réunion",
        "T11 Meeting réunion",
        "R9 sameAs Arg1:T10 Arg2:T11",
        "R10 within Arg1:E1 Arg2:T10",
        "R11 sidelinesOf Arg1:E1 Arg2:T11",
    )
    document, _, checked = bad(tmp_path, *lines)
    assert [p.annotation for p in document.problems if p.severity == "refused"] == ["R11"]
    assert checked.document.tally.fates("arcs")["refused"] == 2


# --- An accusation never becomes a fact -------------------------------------------------------------------------------

DELIVERY = (
    "T10 Initiative livrer des drones",
    "T11 Organization société",
    "T12 State Chili",
    "E10 Initiative:T10 lead:T11 beneficiary:T3 attributedTo:T12",
    "A10 Kind E10 transfer",
)


@pytest.mark.parametrize(
    "line",
    [
        "A1\tModality E10 alleged",  # the id stands already
        "A90\tAlleged E10",
        "A90\tNegation E10",
        "A90\tModality\tE10\talleged",
        "A90\tModality  E10  alleged",
        "A90\tModality alleged E10",
    ],
)
def test_a_lost_modality_leaves_its_trigger_out(tmp_path: Path, line: str) -> None:
    """An attribute that may say that something is alleged, and can't be read, makes no fact of it."""
    lines = [each for each in DELIVERY if "Modality" not in each]
    _, record, _ = bad(tmp_path, *lines, raw=f"{line}\n".encode())
    assert [edge for edge in edges(record) if edge[1] == "participatesIn" and edge[3] == "asserted"] == []


def test_an_attribute_where_it_says_nothing_is_told(tmp_path: Path) -> None:
    """A status of a state or a rank of a relation is refused with where it would stand, and the rest is kept."""
    document, record, _ = bad(tmp_path, "A10 Status T3 held", "A11 Rank R1 general")
    assert [(p.annotation, p.message) for p in document.problems] == [
        ("T3", "Status says nothing of State"),
        ("R1", "Rank says nothing of holds"),
    ]
    assert edges(record) == edges(good(tmp_path))


def supported(record: Record) -> set[tuple[str, str, str, str, str]]:
    """Return the edges that a fact comes of."""
    return {edge for edge in edges(record) if edge[3] in ("asserted", "planned", "proposed")}


def test_a_delivery_that_is_alleged_by_somebody_is_in_no_fact(tmp_path: Path) -> None:
    """Its claims are there, and say who says so."""
    document, record, _ = bad(tmp_path, *DELIVERY, "A11 Modality E10 alleged")
    assert document.problems == []
    assert supported(record) == edges(good(tmp_path))
    alleged = [claim for claim in record.claims if claim.modality == "alleged"]
    assert [(claim.predicate, len(claim.attributed_to)) for claim in alleged] == [("participatesIn", 1)] * 2


SLIPS = {
    "a value with a slip": ("A11 Modality E10 aleged",),
    "a value in capitals": ("A11 Modality E10 Alleged",),
    "no value": ("A11 Modality E10",),
    "a name with a slip": ("A11 Modalty E10 alleged",),
    "a name in small letters": ("A11 modality E10 alleged",),
    "the arc's own value with a slip": (
        "A11 Modality E10 alleged",
        "R10 lead Arg1:E10 Arg2:T12",
        "A12 Modality R10 alledged",
    ),
    "two values that disagree": ("A11 Modality E10 asserted", "A12 Modality E10 alleged"),
    "two values that disagree, turned": ("A11 Modality E10 alleged", "A12 Modality E10 planned"),
    "on the words and on the event": ("A11 Modality E10 proposed", "A12 Modality T10 denied"),
    "in French": ("A11 statut E10 allégué",),
    "as a rumour": ("A11 source E10 rumeur",),
    "by a name of their own": ("A11 Certainty E10 low",),
}


@pytest.mark.parametrize("case", SLIPS)
def test_no_typing_slip_makes_an_accusation_a_fact(tmp_path: Path, case: str) -> None:
    """What can't be read leaves the whole annotation out."""
    document, record, _ = bad(tmp_path, *DELIVERY, *SLIPS[case])
    assert supported(record) == edges(good(tmp_path))
    own = "R10" if "arc" in case else "E10"
    causes = [problem for problem in document.problems if "which is left out" not in problem.message]
    causes = [problem for problem in causes if "its Modality is" not in problem.message]  # what came before
    assert messages(causes) == [("refused", FIRST + (5 + 1 if own == "R10" else 3), own)]


def test_an_attribute_that_was_typed_with_spaces_is_not_forgotten(tmp_path: Path) -> None:
    """A line that is no record may have been one: what it names isn't taken for a fact."""
    _, record, _ = bad(tmp_path, *DELIVERY, raw=b"A12 Modality E10 alleged")
    assert supported(record) == edges(good(tmp_path))


def test_a_modality_of_nothing_is_one_of_anything(tmp_path: Path) -> None:
    """Where it can't be told what somebody meant to call alleged, no trigger is taken for a fact."""
    _, record, _ = bad(tmp_path, *DELIVERY, raw=b"A12\tModality")
    assert supported(record) <= {
        edge for edge in edges(good(tmp_path)) if edge[1] in ("heldPost", "postIn", "locatedIn")
    }


def test_a_modality_of_what_is_not_there_is_one_of_anything(tmp_path: Path) -> None:
    """A slip in the id that an attribute is on leaves no accusation a fact."""
    _, record, _ = bad(tmp_path, *DELIVERY, raw=b"A12\tModality T99 alleged")
    assert supported(record) <= {
        edge for edge in edges(good(tmp_path)) if edge[1] in ("heldPost", "postIn", "locatedIn")
    }
    _, record, _ = bad(tmp_path, *DELIVERY[:2], "E10 Meeting:T10", raw=b"A12\tKind T99 transfer")
    assert supported(record) >= edges(good(tmp_path))


def test_no_refused_attribute_hides_another(tmp_path: Path) -> None:
    """Of two lines on the same words that can't be read, both are kept in mind."""
    _, record, _ = bad(
        tmp_path, *DELIVERY, raw=b"A12\tModality T10\nA12\tModality T10 alleged\nA12\tKind T10 transfer"
    )
    assert supported(record) == edges(good(tmp_path))


def test_of_two_values_that_disagree_neither_is_kept(tmp_path: Path) -> None:
    """A kind or rank that is said twice, and differently, is in no claim; it is one problem, and counted twice."""
    document, record, _ = bad(
        tmp_path, "A10 Kind E1 talks", "A11 Kind E1 visit", "A12 Rank T2 amiral", "A13 Rank T2 général"
    )
    assert [problem.message for problem in document.problems] == [
        "its Kind is 'talks' and 'visit'",
        "its Rank is 'amiral' and 'général'",
    ]
    assert {claim.predicate for claim in record.claims} & {"kind", "rank"} == set()
    assert document.tally.reasons("refused", "attributes") == {"wrong value": 4}


def test_what_is_on_a_refused_span_is_refused_with_it(tmp_path: Path) -> None:
    """Its good attributes and its links aren't counted as mapped."""
    document, _, _ = bad(
        tmp_path,
        "T10 Initiative Lisbonne",
        "A10 Kind T10 exercise",
        "A11 Modality T10 sure",
        "N10 Reference T10 Wikidata:Q1",
    )
    assert document.tally.reasons("refused", "attributes") == {"an end was refused": 1, "wrong value": 1}
    assert document.tally.reasons("refused", "links") == {"wrong value": 1}


def test_a_link_that_no_knowledge_base_has_is_refused(tmp_path: Path) -> None:
    """It is one problem with its line, counted as refused; what it stands on stays, by its name."""
    document, record, _ = bad(tmp_path, "T10 Place Lisbonne", "N10 Reference T10 Wikidata:foo")
    assert [(problem.severity, problem.annotation) for problem in document.problems] == [("refused", "T10")]
    assert document.tally.reasons("refused", "links") == {"wrong value": 1}
    assert "Place" in {thing.cls for thing in record.things}


def test_a_kind_stands_on_what_has_kinds(tmp_path: Path) -> None:
    """A State has none."""
    document, _, _ = bad(tmp_path, "A10 Kind T3 alliance")
    assert ["says nothing of" in problem.message for problem in document.problems] == [True]


@pytest.mark.parametrize("modality", ["alleged", "denied"])
@pytest.mark.parametrize("arcs", [" lead:T11 beneficiary:T3", ""])
def test_what_nobody_is_said_to_allege_is_refused(tmp_path: Path, modality: str, arcs: str) -> None:
    """Who says it is what makes it usable; it is one problem, however many arcs it has, or none."""
    lines = (
        DELIVERY[0],
        DELIVERY[1],
        f"E10 Initiative:T10{arcs}",
        DELIVERY[4],
        f"A11 Modality E10 {modality}",
    )
    document, record, _ = bad(tmp_path, *lines)
    assert messages(document.problems) == [("refused", FIRST + 2, "E10")]
    assert f"is {modality}, and nothing says by whom" in document.problems[0].message
    assert "attributedTo" in document.problems[0].hint
    assert {claim.fingerprint for claim in record.claims} == {
        claim.fingerprint for claim in good(tmp_path).claims
    }


def test_a_named_thing_that_nobody_is_said_to_allege_has_no_claims(tmp_path: Path) -> None:
    """Its name keeps its node; its kind isn't told by anybody."""
    lines = (
        "T10 Initiative Le Chili",
        "A10 Mention T10 name",
        "A11 Modality T10 alleged",
        "A12 Kind T10 transfer",
    )
    document, record, _ = bad(tmp_path, *lines)
    assert messages(document.problems) == [("refused", FIRST, "T10")]
    assert {claim.fingerprint for claim in record.claims} == {
        claim.fingerprint for claim in good(tmp_path).claims
    }


def test_who_alleges_something_of_itself_keeps_its_node(tmp_path: Path) -> None:
    """A sayer without a name, of which all else is alleged, is there to be attributed to."""
    lines = (*DELIVERY[:2], "E10 Initiative:T10 lead:T11 attributedTo:T11", "A11 Modality E10 alleged")
    document, record, _ = bad(tmp_path, *lines)
    assert document.problems == []
    alleged = [claim for claim in record.claims if claim.modality == "alleged"]
    assert [claim.attributed_to for claim in alleged] == [(alleged[0].subject.ref,)]
    assert alleged[0].subject.ref in {thing.ref for thing in record.things}


def test_a_hypothetical_needs_nobody(tmp_path: Path) -> None:
    """It is in claims alone, and nobody has to have said it."""
    lines = (*DELIVERY[:2], "E10 Initiative:T10 lead:T11", "A11 Modality E10 hypothetical")
    document, record, _ = bad(tmp_path, *lines)
    assert document.problems == []
    assert supported(record) == edges(good(tmp_path))


# --- Nothing lost in silence ------------------------------------------------------------------------------------------


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    """Every span, arc, attribute and link that was read is counted as mapped, unmapped or refused."""
    lines = [line for line, _, _ in LINES.values()] + [
        line for line, _, _, _ in ATTRIBUTES.values() if "Format" not in line
    ]
    numbered = [re.sub(r"^([TERAMN])10\b", rf"\g<1>{number}", line) for number, line in enumerate(lines, 100)]
    document, _, checked = bad(
        tmp_path, *numbered, *DELIVERY, "A11 Modalty E10 alleged", "N11 Reference T12 ISO:CL\tChili"
    )
    for what in ("spans", "arcs", "attributes", "links"):
        fates = checked.document.tally.fates(what)
        assert sum(fates.values()) == document.tally.read[what], (what, fates)
    every = [*GOOD, *numbered, *DELIVERY, "A11 Modalty", "N11 Reference"]
    kinds = {letter: sum(line[:1] == letter and line[1:2].isdigit() for line in every) for letter in "TERAN"}
    triggers = len({*re.findall(r"^E\d+ \w+:(T(?!99)\d+)", "\n".join(every), re.MULTILINE)})
    assert document.tally.read["spans"] == kinds["T"] + kinds["E"] - triggers
    assert document.tally.read["attributes"] == kinds["A"]
    assert document.tally.read["links"] == kinds["N"]
    arguments = sum(len(line.split()) - 2 for line in every if re.match(r"E\d", line))
    assert document.tally.read["arcs"] == kinds["R"] + arguments


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=40),
            st.text(alphabet="TERANM#*0123456789 \t:;-\nArgEquivModalityalleged", max_size=60).map(
                str.encode
            ),
            st.sampled_from(
                [line.replace(" ", "\t", 1).encode() for line, _, _ in LINES.values() if len(line) < 200]
            ),
        ),
        max_size=12,
    )
)
def test_nothing_that_a_file_holds_ends_a_run(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    """Whatever bytes stand behind the good lines, reading goes on to the end and every problem has its file."""
    folder = tmp_path_factory.mktemp("bytes")
    document, _, checked = bad(folder, raw=b"\n".join(lines))
    assert {problem.file for problem in document.problems} <= {str(folder / "b.ann")}
    for what in ("spans", "arcs", "attributes", "links"):
        assert sum(checked.document.tally.fates(what).values()) == document.tally.read[what]


# --- A corpus ---------------------------------------------------------------------------------------------------------


def test_one_slip_in_the_metadata_of_many_is_one_problem(tmp_path: Path) -> None:
    """What is wrong with a file that many articles share is said once."""
    for name in "abc":
        write(tmp_path, name, TEXT, *GOOD)
    tmp_path.joinpath("metadata.csv").write_text("id,titre\na,x\n", encoding="utf-8")
    summary = Summary()
    assert len(list(read_all([tmp_path], Reading(), summary))) == 3
    assert messages(summary.problems) == [("warning", 1, "")]


def test_an_id_that_two_files_have_is_refused_the_second_time(tmp_path: Path) -> None:
    """The first in the order of paths counts; the message names both."""
    first, second = (write(tmp_path / name, "b", TEXT, *GOOD[:3]) for name in ("one", "two"))
    summary = Summary()
    records = list(read_all([tmp_path], Reading(), summary))
    assert [record.article for record in records] == ["b"]
    refused = [problem for problem in summary.problems if problem.severity == "refused"]
    assert [(problem.file, str(first) in problem.message) for problem in refused] == [(str(second), True)]


def test_a_corpus_of_bad_files_is_loaded_but_for_what_is_bad(
    tmp_path: Path, loaded: Callable[..., Summary], driver: Driver, connection: Connection
) -> None:
    """All bad lines at once, in files of their own: every good line is a fact, and every bad one a problem."""
    for number, (line, _, _) in enumerate(LINES.values()):
        write(tmp_path, f"b{number:02}", TEXT, *GOOD, line, issued="2031-03-13", language="fr")
    for number, (raw, _, _) in enumerate(FILES.values()):
        write(tmp_path, f"f{number}", TEXT).write_bytes(raw)
    long = "Une " + "très longue société " * 3000
    write(
        tmp_path, "long", f"{long}. {TEXT}", *GOOD, f"T10 Organization {long.strip()}", "A10 Mention T10 name"
    )
    crowd = [f"Prénom{number} Nom" for number in range(400)]
    people = [f"T{number} Official {name}" for number, name in enumerate(crowd, 1)]
    present = " ".join(f"participant{number}:T{number}" for number in range(1, 401))
    when = ("T900 Meeting réunis", "T901 Date 13 mars 2031", f"E1 Meeting:T900 {present} date:T901")
    write(tmp_path, "crowd", f"{', '.join(crowd)} réunis le 13 mars 2031.", *people, *when, language="fr")
    summary = loaded(tmp_path)
    unusable = {
        f"f{number}"
        for number, (_, (severity, _, _), _) in enumerate(FILES.values())
        if severity == "refused"
    }
    articles = len(LINES) + len(FILES) + 2 - len(unusable)
    assert len(summary.outcome.added) == articles
    assert summary.tally.fates("documents") == {"mapped": articles, "unmapped": 0, "refused": len(unusable)}
    rows = driver.execute_query(
        "MATCH (a:Article) OPTIONAL MATCH (a)<-[:EVIDENCED_BY]-(c:Claim {predicate: 'attended'}) "
        "RETURN a.id AS id, count(c) AS claims",
        database_=connection.database,
    ).records
    expected = {f"b{number:02}": 2 for number in range(len(LINES))} | {
        f"f{number}": 0 for number in range(len(FILES)) if f"f{number}" not in unusable
    }
    assert {row["id"]: row["claims"] for row in rows} == expected | {"long": 2, "crowd": 400}
    assert {problem.file for problem in summary.refused} == {
        str(tmp_path / f"{name}.ann") for name in [*list(expected)[: len(LINES)], *unusable]
    }
    assert summary.exit_code == 1
