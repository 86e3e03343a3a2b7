"""The reader of brat's stand-off files: every kind of record, offsets in code points, texts and metadata."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from annotated import document, messages, told, write
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diplograph.graph_loader.document import Document, Link, Metadata, Span
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.quotes import Sentences
from diplograph.graph_loader.readers import format_of, read_documents
from diplograph.graph_loader.readers.brat import read
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

TEXT = "Anna Berg a rencontré ses homologues du Laos et de Thaïlande."


def read_raw(folder: Path, text: str | bytes, ann: str | bytes, name: str = "a") -> Document:
    """Return the document of two files as they are."""
    for ending, content in ((".txt", text), (".ann", ann)):
        folder.joinpath(name + ending).write_bytes(content.encode() if isinstance(content, str) else content)
    return next(iter(read(InputFile(folder / f"{name}.ann"))))


def spans(found: Document) -> dict[str, tuple[str, tuple[tuple[int, int], ...], str]]:
    return {name: (span.label, span.fragments, span.words) for name, span in found.spans.items()}


def arcs(found: Document) -> set[tuple[str, str, str, str]]:
    return {(arc.id, arc.role, arc.source, arc.target) for arc in found.arcs}


def test_a_file_is_brats_by_its_content_else_by_its_ending(tmp_path: Path) -> None:
    """Records under any name are brat's; what is nobody's and ends in .ann should be, so that what is wrong is said."""
    contents = {
        "a.ann": ("", "brat"),
        "b.ann": ("no record", "brat"),
        "c.annotated": ("T1\tState 0 3\tLao\n", "brat"),
        "d": ("\ufeffE1\tMeeting:T1 participant:T2\n", "brat"),
        "e.txt": ("T1 and T2 are tanks.", None),
        "f.ann": ('{"id": 1, "text": "Laos", "label": [[0, 4, "State"]]}\n', "doccano"),
        "annotation.conf": ("[entities]\nState\n", None),
        "metadata.csv": ("id,title\na,b\n", None),
    }
    for name, (content, _) in contents.items():
        tmp_path.joinpath(name).write_text(content, encoding="utf-8")
    assert {name: format_of(InputFile(tmp_path / name)) for name in contents} == {
        name: format_ for name, (_, format_) in contents.items()
    }


def test_lines_may_end_in_a_carriage_return(tmp_path: Path) -> None:
    """A file of an old Mac is read line by line."""
    found = read_raw(tmp_path, "Oslo et Paris", "T1\tPlace 0 4\tOslo\rT2\tPlace 8 13\tParis\r")
    assert [(span.id, span.line) for span in found.spans.values()] == [("T1", 1), ("T2", 2)]


def test_a_span_has_its_label_offsets_words_and_line(tmp_path: Path) -> None:
    """A T record is a span; its offsets are the text's code points."""
    found = read_raw(tmp_path, "😀 Anna Berg", "T1\tOfficial 2 11\tAnna Berg\n")
    span = found.spans["T1"]
    assert (span.label, span.fragments, span.words, span.line) == ("Official", ((2, 11),), "Anna Berg", 1)
    assert (span.start, span.end) == (2, 11)
    assert (found.id, found.text, found.problems) == ("a", "😀 Anna Berg", [])


def test_a_discontinuous_span_has_its_fragments_in_reading_order(tmp_path: Path) -> None:
    """Fragments may stand in any order in the file; the words are compared in that order."""
    lines = "T1\tPost 26 36;49 60\thomologues de Thaïlande\nT2\tPost 49 60;26 36\tde Thaïlande homologues\n"
    found = read_raw(tmp_path, TEXT, lines.replace("49 60", "48 60"))
    assert {name: span.fragments for name, span in found.spans.items()} == dict.fromkeys(
        ("T1", "T2"), ((26, 36), (48, 60))
    )
    assert found.problems == []
    assert [(span.start, span.end) for span in found.spans.values()] == [(26, 60), (26, 60)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_record_may_run_over_several_physical_lines(tmp_path: Path, end: str) -> None:
    """Words that hold a line break, or an empty line, are read on to their end, whatever ends the file's lines."""
    text = f"Le Forum{end}atlantique{end}{end}de défense s’ouvre à Lisbonne."
    words = text[3 : text.index(" s’ouvre")]
    ann = f"T1\tOrganization 3 {3 + len(words)}\t{words}{end}T2\tPlace {text.index('Lisbonne')} {len(text) - 1}\tLisbonne{end}"
    found = read_raw(tmp_path, text, ann)
    assert messages(found.problems) == []
    assert {name: text[s.start : s.end] for name, s in found.spans.items()} == {"T1": words, "T2": "Lisbonne"}
    line = ann.split(end).index("T2\t" + ann.split("T2\t")[1].split(end)[0]) + 1
    assert found.spans["T2"].line == line


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\n\n", " \n "])
def test_brat_repeats_line_breaks_as_spaces(tmp_path: Path, breaks: str) -> None:
    """A line break in the words is a space in the record, one a character."""
    text = f"Forum{breaks}atlantique"
    repeated = text.replace("\n", " ").replace("\r", " ")
    found = read_raw(tmp_path, text, f"T1\tOrganization 0 {len(text)}\t{repeated}\n")
    assert messages(found.problems) == []
    assert set(found.spans) == {"T1"}


def test_an_event_is_one_thing_and_its_trigger_only_its_words(tmp_path: Path) -> None:
    """A T with one event stands for it, in arcs, attributes, links and equivalences."""
    found = document(
        tmp_path,
        TEXT,
        "T1 Official Anna Berg",
        "T2 Meeting a rencontré",
        "T3 Post homologues du Laos",
        "E1 Meeting:T2 participant:T1 participant2:T3",
        "T4 Statement rencontré",
        "E2 Statement:T4 by:T1 about:T2",
        "R1 sameAs Arg1:T2 Arg2:E1",
        "A1 Format T2 bilateral",
        "N1 Reference T2 Wikidata:Q1\tLa rencontre",
        "* Equiv T2 E1",
    )
    assert {name: (span.label, span.words, span.line) for name, span in found.spans.items()} == {
        "T1": ("Official", "Anna Berg", 1),
        "T3": ("Post", "homologues du Laos", 3),
        "E1": ("Meeting", "a rencontré", 4),
        "E2": ("Statement", "rencontré", 6),
    }
    assert arcs(found) == {
        ("E1.1", "participant", "E1", "T1"),
        ("E1.2", "participant", "E1", "T3"),
        ("E2.1", "by", "E2", "T1"),
        ("E2.2", "about", "E2", "E1"),
        ("R1", "sameAs", "E1", "E1"),
    }
    assert found.spans["E1"].attributes == {"Format": "bilateral"}
    assert found.spans["E1"].links == [Link("Wikidata:Q1", "La rencontre")]
    assert found.groups == [("E1", "E1")]
    assert found.problems == []


def test_two_events_on_one_trigger_are_two_things(tmp_path: Path) -> None:
    """What is on their words is on both; an arc must say which event it means, and is refused where it doesn't."""
    found = document(
        tmp_path,
        TEXT,
        "T1 Official Anna Berg",
        "T2 Meeting a rencontré",
        "E1 Meeting:T2 participant:T1",
        "E2 Meeting:T2 participant:T1",
        "A1 Kind T2 talks",
        "A2 Status E2 held",
        "N1 Reference T2 Wikidata:Q1",
        "#1 AnnotatorNotes T2\tdeux réunions",
        "R1 follows Arg1:T2 Arg2:E1",
        "R2 follows Arg1:E2 Arg2:E1",
    )
    assert {name: span.attributes for name, span in found.spans.items() if name != "T1"} == {
        "E1": {"Kind": "talks"},
        "E2": {"Kind": "talks", "Status": "held"},
    }
    assert {
        name: (span.links, span.notes) for name, span in found.spans.items() if name != "T1"
    } == dict.fromkeys(("E1", "E2"), ([Link("Wikidata:Q1")], ["deux réunions"]))
    assert arcs(found) == {
        ("E1.1", "participant", "E1", "T1"),
        ("E2.1", "participant", "E2", "T1"),
        ("R2", "follows", "E2", "E1"),
    }
    assert messages(found.problems) == [("refused", 9, "R1")]
    assert "T2 is the trigger of E1, E2" in str(found.problems[0])


def test_an_event_of_another_label_than_its_words_counts_with_a_warning(tmp_path: Path) -> None:
    """The event's label is the thing's."""
    found = document(tmp_path, TEXT, "T1 Meeting a rencontré", "E1 Initiative:T1")
    assert spans(found) == {"E1": ("Initiative", ((10, 21),), "a rencontré")}
    assert messages(found.problems) == [("warning", 2, "E1")]


def test_relations_have_a_source_and_a_target(tmp_path: Path) -> None:
    """Arg1 is the source, whichever stands first; numbers behind a role say nothing; attributes may be on a relation."""
    found = document(
        tmp_path,
        TEXT,
        "T1 Official Anna Berg",
        "T2 Post homologues du Laos",
        "T3 State Laos",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg2:T3 Arg1:T2",
        "R3 in12 Arg1:T2 Arg2:T3",
        "R4 holds From:T1 To:T2",
        "A1 Attested R1 2031-03",
        "M1 Tenure R1 acting",
    )
    assert arcs(found) == {
        ("R1", "holds", "T1", "T2"),
        ("R2", "in", "T2", "T3"),
        ("R3", "in", "T2", "T3"),
        ("R4", "holds", "T1", "T2"),
    }
    assert {arc.id: arc.attributes for arc in found.arcs if arc.attributes} == {
        "R1": {"Attested": "2031-03", "Tenure": "acting"}
    }
    assert found.problems == []


def test_attributes_have_a_value_or_are_true(tmp_path: Path) -> None:
    """A value may hold spaces; a flag has none."""
    lines = ("A1 Rank T1 vice-amiral d’escadre", "A2 Sure T1", "A3 Mention T1  name ")
    found = document(tmp_path, TEXT, "T1 Official Anna Berg", *lines)
    assert found.spans["T1"].attributes == {
        "Rank": "vice-amiral d’escadre",
        "Sure": "true",
        "Mention": "name",
    }
    assert found.problems == []


def test_a_normalisation_splits_on_its_first_colon_and_may_lack_its_name(tmp_path: Path) -> None:
    """The rest of the target may hold colons, and the third field may be missing or empty."""
    found = document(
        tmp_path,
        TEXT,
        "T1 State Laos",
        "N1 Reference T1 ISO:LA\tLaos",
        "N2 Reference T1 Wiki:data:Q819",
        "N3 Reference T1 Wikidata:NULL\t",
        "N4 Reference T1 NIL:\tLaos",
    )
    assert found.spans["T1"].links == [
        Link("ISO:LA", "Laos"),
        Link("Wiki:data:Q819"),
        Link("Wikidata:NULL"),
        Link("NIL:", "Laos"),
    ]
    assert found.problems == []


def test_notes_are_kept(tmp_path: Path) -> None:
    """A note of any name stays with its span."""
    found = document(tmp_path, TEXT, "T1 State Laos", "#1 AnnotatorNotes T1\tà vérifier", "#2 Other T1\tdeux")
    assert found.spans["T1"].notes == ["à vérifier", "deux"]
    assert found.problems == []


def test_equivalences_are_groups(tmp_path: Path) -> None:
    """An Equiv of two or more spans is one group."""
    lines = ("T1 State Laos", "T2 State Thaïlande", "T3 State Laos", "* Equiv T1 T3", "* Equiv T1 T2 T3")
    found = document(tmp_path, TEXT, *lines)
    assert found.groups == [("T1", "T3"), ("T1", "T2", "T3")]
    assert found.problems == []


def test_the_order_of_the_records_says_nothing(tmp_path: Path) -> None:
    """Attributes, arcs and equivalences may stand before what they name."""
    lines = ["* Equiv T1 T3", "A1 Kind E1 talks", "R1 in Arg1:T2 Arg2:T1", "E1 Meeting:T4 participant:T2"]
    lines += ["T1 State Laos", "T2 Post homologues du Laos", "T3 State Laos", "T4 Meeting a rencontré"]
    found = document(tmp_path, TEXT, *lines)
    assert found.problems == []
    assert set(found.spans) == {"T1", "T2", "T3", "E1"}
    assert arcs(found) == {("R1", "in", "T2", "T1"), ("E1.1", "participant", "E1", "T2")}
    assert found.spans["E1"].attributes == {"Kind": "talks"}
    assert found.groups == [("T1", "T3")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path, end: str, mark: str) -> None:
    """An annotation file may have either, and blank lines."""
    lines = ["T1\tOfficial 0 9\tAnna Berg", "", "A1\tMention T1 name", "T2\tState 40 44\tLaos", ""]
    found = read_raw(tmp_path, TEXT, mark + end.join(lines))
    assert found.problems == []
    assert spans(found) == {"T1": ("Official", ((0, 9),), "Anna Berg"), "T2": ("State", ((40, 44),), "Laos")}
    assert found.spans["T1"].attributes == {"Mention": "name"}
    assert found.spans["T2"].line == 4


def test_the_text_stays_as_it_is(tmp_path: Path) -> None:
    """Offsets count a mark, leading spaces, CRLF and no-break spaces of the text; nothing is stripped before."""
    text = "\ufeff  Anna\u00a0Berg\r\n a parlé. "
    found = read_raw(tmp_path, text, "T1\tOfficial 3 12\tAnna\u00a0Berg\nT2\tStatement 15 22\ta parlé\n")
    assert found.text == text
    assert (set(found.spans), found.problems) == ({"T1", "T2"}, [])


def test_texts_may_travel_apart(tmp_path: Path) -> None:
    """The text beside the annotation comes first, then the one in the named folder; without any, offsets are kept."""
    for name in ("a", "b", "c"):
        write(tmp_path / "annotations", name, TEXT, "T1 State Laos")
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("b", "c"):
        tmp_path.joinpath("annotations", f"{name}.txt").rename(texts / f"{name}.txt")
    texts.joinpath("c.txt").unlink()
    texts.joinpath("a.txt").write_text("another text")
    found = list(read_documents([tmp_path / "annotations"], Reading(texts)))
    assert {each.id: each.text for each in found} == {"a": TEXT, "b": TEXT, "c": None}
    assert {each.id: spans(each) for each in found} == {
        name: {"T1": ("State", ((40, 44),), "Laos")} for name in "abc"
    }
    assert [(each.id, messages(each.problems)) for each in found if each.problems] == [
        ("c", [("warning", None, "")])
    ]
    assert "--texts" in str(found[2].problems[0])


def test_without_a_text_a_claim_has_offsets_and_no_quote(tmp_path: Path) -> None:
    """Covered words and offsets are kept; the quote is null."""
    path = write(tmp_path, "a", TEXT, "T1 Post homologues du Laos", "T2 State Laos", "R1 in Arg1:T1 Arg2:T2")
    path.with_suffix(".txt").unlink()
    whole = told(
        tmp_path, TEXT, "T1 Post homologues du Laos", "T2 State Laos", "R1 in Arg1:T1 Arg2:T2", name="b"
    )
    path.with_name("b.txt").unlink()
    record, _ = extract(next(iter(read(InputFile(path)))), load_ontology(), reference())
    assert [(c.quote, c.char_start, c.char_end, c.subject.text) for c in record.claims] == [
        (None, 26, 44, "homologues du Laos")
    ]
    assert [(c.quote, c.char_start, c.char_end) for c in whole.claims] == [(TEXT, 0, len(TEXT))]
    assert (record.sha256, whole.sha256 is None) == (None, False)


def test_folders_are_read_through_in_the_order_of_names(tmp_path: Path) -> None:
    """Files, folders and folders in them are read once each; other files are passed over."""
    first = write(tmp_path / "b", "x", TEXT, "T1 State Laos")
    write(tmp_path / "a" / "deep", "y", TEXT, "T1 State Laos")
    tmp_path.joinpath("readme.md").write_text("no annotation")
    assert [each.id for each in read_documents([first, tmp_path, tmp_path / "b"])] == ["y", "x"]


def test_nothing_to_read_is_an_error_that_says_what_is_expected(tmp_path: Path) -> None:
    """A missing path, and a folder without annotations, end the run before anything is written."""
    with pytest.raises(InputError, match="does not exist"):
        list(read_documents([tmp_path / "missing"]))
    with pytest.raises(InputError, match=r"Nothing to read[^.]*\.\n.*brat"):
        list(read_documents([tmp_path]))


def metadata(folder: Path, table: str | bytes, *names: str) -> dict[str, Document]:
    """Return the documents of some articles beside a metadata.csv."""
    folder.joinpath("metadata.csv").write_bytes(table.encode() if isinstance(table, str) else table)
    return {name: read_raw(folder, TEXT, "T1\tState 40 44\tLaos\n", name) for name in names}


def test_metadata_is_the_articles_row(tmp_path: Path) -> None:
    """All columns are read, several cites are joined by semicolons, and an article without a row has none."""
    table = (
        "id,title,publisher,issued,modified,language,url,cites,translation_of,machine_translated\r\n"
        'a,"Un titre, deux",Le Journal,2031-03,2031-04-01,fr,https://example.org/a, z ; b;;,b,oui\r\n'
        "b,,,,,,,,,\r\n"
    )
    found = metadata(tmp_path, table, "a", "b", "c")
    assert found["a"].metadata == Metadata(
        title="Un titre, deux",
        publisher="Le Journal",
        issued="2031-03",
        modified="2031-04-01",
        language="fr",
        url="https://example.org/a",
        cites=("b", "z"),
        translation_of="b",
        machine_translated=True,
    )
    assert (found["b"].metadata, found["c"].metadata) == (Metadata(), Metadata())
    assert [problem for each in found.values() for problem in each.problems] == []


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("\ufeffid,issued\na,2031\n", Metadata(issued="2031")),
        ("issued,id\n2031,a\n", Metadata(issued="2031")),
        ("id\na\n", Metadata()),
        ("id,issued,language\na,2031\n", Metadata(issued="2031")),
        ("id,machine_translated\na,1\n", Metadata(machine_translated=True)),
    ],
)
def test_columns_may_be_missing(tmp_path: Path, table: str, expected: Metadata) -> None:
    """A byte-order mark, another order, missing columns and short rows are all right."""
    found = metadata(tmp_path, table, "a")["a"]
    assert (found.metadata, found.problems) == (expected, [])


@pytest.mark.parametrize(
    ("table", "place", "words"),
    [
        ("id,issued\na,13/03/2031\n", (2, "a"), "issued '13/03/2031' is no EDTF date"),
        ("id,modified\nb,\na,2031-02-30\n", (3, "a"), "modified '2031-02-30' is no EDTF date"),
        ("id,language\na,fr\na,en\n", (3, "a"), "the id a stands twice"),
        ("id,titre\na,x\n", (1, ""), "unknown columns: titre"),
        ("id;issued\na;2031\n", (1, ""), "unknown columns: id;issued"),
        ("issued\n2031\n", (1, ""), "no column id"),
        ("id,language\n,fr\n", (2, ""), "a row without an id"),
        ("id,title,language\na,Un titre, deux,fr\n", (2, "a"), "4 cells in 3 columns"),
        ("id,title\na,défense\n".encode("latin-1"), (None, ""), "can't be read"),
    ],
)
def test_a_slip_in_the_metadata_is_one_warning(
    tmp_path: Path, table: str | bytes, place: tuple[int | None, str], words: str
) -> None:
    """It names the file, the line and the article; the annotation is read all the same."""
    found = metadata(tmp_path, table, "a")["a"]
    assert messages(found.problems) == [("warning", *place)]
    assert words in found.problems[0].message
    assert found.problems[0].file == str(tmp_path / "metadata.csv")
    assert set(found.spans) == {"T1"}


def test_metadata_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    """A corrected file counts at the next load of the same process."""
    first = metadata(tmp_path, "id,language\na,fr\n", "a")["a"].metadata
    second = metadata(tmp_path, "id,language\na,en\n", "a")["a"].metadata
    assert (first.language, second.language) == ("fr", "en")


# --- Properties ---------------------------------------------------------------------------------------------------

SPECIAL = ["😀", "e\u0301", "\u00a0", "Ș", "\u2028", "\x85", "\x0b", "’", "한", "\ufeff"]
WORDS = st.lists(
    st.one_of(
        st.sampled_from(SPECIAL),
        st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=3),
    ),
    min_size=1,
    max_size=12,
).map("".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).flatmap(
    lambda parts: st.sampled_from(["\n", "\r\n", " ", ". ", ".", "\n\n"]).map(lambda gap: gap.join(parts))
)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[tuple[int, int], ...]]]:
    """Draw a text and spans of it, some of them discontinuous."""
    text = draw(TEXTS.filter(bool))
    cuts = st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)
    fragments = cuts.map(sorted).map(lambda found: tuple(zip(found[::2], found[1::2], strict=False)))
    return text, draw(st.lists(fragments, min_size=1, max_size=5))


def written(text: str, found: list[tuple[tuple[int, int], ...]]) -> str:
    """Return the records that brat writes for spans."""
    records = []
    for number, fragments in enumerate(found, 1):
        offsets = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(text[start:end] for start, end in fragments).replace("\n", " ").replace("\r", " ")
        records.append(f"T{number}\tState {offsets}\t{words}\n")
    return "".join(records)


@settings(deadline=None)
@given(marked())
@example(("😀\u00a0Ș\r\ne\u0301", [((0, 6),), ((0, 1), (4, 6))]))
@example((" \n", [((0, 2),)]))
def test_spans_written_are_spans_read(case: tuple[str, list[tuple[tuple[int, int], ...]]]) -> None:
    """Whatever the text holds, the spans written to a file are read back with the same offsets, and cover their words."""
    text, expected = case
    with tempfile.TemporaryDirectory() as folder:
        found = read_raw(Path(folder), text, written(text, expected))
    assert [span.fragments for span in found.spans.values()] == expected
    assert found.text == text
    assert [problem for problem in found.problems if problem.severity == "refused"] == []


@settings(deadline=None)
@given(marked(), st.sampled_from([-1, 1]))
def test_an_offset_that_is_off_by_one_is_noticed(
    case: tuple[str, list[tuple[tuple[int, int], ...]]], shift: int
) -> None:
    """A span whose end is moved is refused, unless only white space is in the difference."""
    text, expected = case
    start, end = expected[0][-1]
    if end + shift <= start:
        return
    moved = [(*expected[0][:-1], (start, end + shift))]
    line = written(text, expected[:1])
    wrong = line.replace(f"{start} {end}\t", f"{start} {end + shift}\t", 1)
    with tempfile.TemporaryDirectory() as folder:
        found = read_raw(Path(folder), text, wrong)
    difference = text[end : end + shift] if shift > 0 else text[end + shift : end]
    if difference.strip(" \r\n"):
        assert found.spans == {}
        assert messages(found.problems) == [("refused", 1, "T1")]
    elif found.spans:
        assert found.spans["T1"].fragments == moved[0]


@st.composite
def two_words(draw: st.DrawFn) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """Draw a text of sentences and two words in it."""
    text = draw(
        st.text(alphabet="ab É😀\u00a0.!?\n\r", min_size=3, max_size=80).filter(lambda t: len(t.split()) > 1)
    )
    places = [match.span() for match in re.finditer(r"\S+", text)]
    return text, draw(st.sampled_from(places)), draw(st.sampled_from(places))


@settings(deadline=None)
@given(two_words(), st.sampled_from(["fr", "en", None]))
def test_a_quote_is_the_text_at_its_offsets(
    case: tuple[str, tuple[int, int], tuple[int, int]], language: str | None
) -> None:
    """A quote is whole sentences of the text, and holds the source; it holds both ends where they are neighbours."""
    text, source, target = case
    sentences = Sentences(text, language)
    first, second = (
        Span(name, "State", (place,), text[slice(*place)]) for name, place in (("T1", source), ("T2", target))
    )
    quote = sentences.quote(first, second)
    assert text[quote.start : quote.end] == quote.text
    assert quote.text == quote.text.strip()
    assert quote.start <= first.start
    assert first.end <= quote.end
    alone = sentences.quote(first, first), sentences.quote(second, second)
    between = text[min(alone[0].end, alone[1].end) : max(alone[0].start, alone[1].start)]
    if not between.strip():  # one sentence, or two with nothing but space between them
        assert quote.start <= second.start
        assert second.end <= quote.end
        assert (quote.start, quote.end) == (min(a.start for a in alone), max(a.end for a in alone))
    else:
        assert quote == alone[0]
