"""Documents out in every format and back: the same, up to what the format can hold."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from annotated import edges, values
from conftest import EXAMPLE
from documents import canonical, documents, rich, written_and_read
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from diplograph.exports.annotations import convert, writer, writers
from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.offsets import Unit
from diplograph.graph_loader.readers import format_of, map_labels, read_documents, readers
from diplograph.graph_loader.records import Record
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

FORMATS = writers()


@pytest.mark.parametrize("name", FORMATS)
def test_a_rich_document_survives(name: str, tmp_path: Path) -> None:
    """Emoji, combining accents, CRLF, NBSP, nested spans, shared words, NIL links: all of it comes back."""
    expected, found = written_and_read(rich(), name, tmp_path)
    assert [str(problem) for problem in found.problems] == []
    assert canonical(found) == canonical(expected)


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents())
def test_any_document_survives(name: str, document: Document) -> None:
    """Whatever a document holds, writing and reading it gives the same one, up to what the format can hold."""
    with tempfile.TemporaryDirectory() as folder:
        expected, found = written_and_read(document, name, Path(folder))
        assert [problem for problem in found.problems if problem.severity == "refused"] == []
        assert canonical(found) == canonical(expected)


@pytest.mark.parametrize("name", FORMATS)
def test_one_annotated_article_gives_the_same_claims_in_every_format(name: str, tmp_path: Path) -> None:
    """The example, as its annotators made it and as a format holds it, gives the same claims with the same passages."""
    (document,) = read_documents([EXAMPLE])
    expected, found = written_and_read(document, name, tmp_path)
    told = [extract(each, load_ontology(), reference())[0] for each in (expected, found)]
    assert len(told[0].claims) > 40
    assert passages(told[1]) == passages(told[0])
    assert (edges(told[1]), values(told[1])) == (edges(told[0]), values(told[0]))
    assert told[1].metadata == told[0].metadata


def passages(record: Record) -> set[tuple[object, ...]]:
    """Return what each claim quotes and where."""
    return {
        (claim.predicate, claim.quote, claim.char_start, claim.char_end, claim.subject.start, claim.modality)
        for claim in record.claims
    }


def test_a_folder_may_mix_all_formats(tmp_path: Path) -> None:
    """Each file is read by its content, whatever it is called and whatever stands beside it."""
    (document,) = read_documents([EXAMPLE])
    for name in FORMATS:
        document.id = f"as-{name}"
        convert([document], name, tmp_path / name)
    found = {each.id for each in read_documents([tmp_path])}
    assert found == {f"as-{name}" for name in FORMATS}
    # By another name, the same content is of the same format, or says why it can't be read.
    for name in FORMATS:
        for path in sorted(tmp_path.joinpath(name).iterdir()):
            format_ = format_of(InputFile(path))
            other = path.rename(path.with_name(f"{path.stem}.data"))
            assert format_of(InputFile(other)) == format_
            other.rename(path)


def test_what_a_format_cant_hold_is_listed(tmp_path: Path) -> None:
    """A conversion counts what was lost, and leaves out what it can't write at all."""
    document = rich()
    (textless,) = read_documents([EXAMPLE])
    textless.text = None
    for name in FORMATS:
        holds = writer(name).HOLDS
        done = convert([document, textless], name, tmp_path / name)
        assert set(done.lost) == {
            feature
            for feature in (Feature.FRAGMENTS, Feature.NOTES, Feature.LINK_NAMES, Feature.SEVERAL_LINKS)
            if feature not in holds
        } | ({Feature.ANNOTATOR} - holds)
        assert [each.id for each, _ in done.left_out] == ([] if Feature.TEXTLESS in holds else ["exemple"])


def test_every_reader_has_its_writer() -> None:
    """What is read can be written, so that every format is tested there and back."""
    assert sorted(readers()) == FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_an_article_is_written_once_and_never_over_a_file_of_the_format(name: str, tmp_path: Path) -> None:
    """A second article of one id, and one called as a file that formats have beside articles, is left out and said."""
    first, second, reserved = rich(), rich(), rich()
    reserved.id = "layers"
    done = convert([first, second, reserved], name, tmp_path / "out")
    assert [each for each, _ in done.left_out] == [second, reserved]
    assert all("is there already" in why for _, why in done.left_out)
    assert [each.id for each in read_documents([tmp_path / "out"])] == ["essai"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_conversion_that_fails_leaves_nothing(name: str, tmp_path: Path) -> None:
    """What goes wrong on the way leaves no half folder behind."""

    def failing() -> Iterator[Document]:
        yield rich()
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        convert(failing(), name, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_whose_offsets_cant_be_turned_is_left_out(name: str, tmp_path: Path) -> None:
    """Without its text, UTF-16 offsets can't become those of another format: nothing is written, and it is said."""
    document = Document("a", "a.json", unit=Unit.UTF16)
    document.mark(Span("s", "State", ((3, 7),), "Oslo"))
    done = convert([document], name, tmp_path / "out")
    assert [(each.id, "text" in why) for each, why in done.left_out] == [("a", True)]


SIGNS = st.text(st.sampled_from("ab1 =:|_\\\\*,;[]#é"), min_size=1, max_size=6).map(str.strip)
SIGNS = SIGNS.filter(
    lambda name: name and not ("\\" in name and ":" in name)
)  # what no document has that was read
CALLED = (  # like something of some format
    "Link", "Link2", "Link=", "Link=x:y", "id", "label", "value", "begin", "end", "sofa", "xmiID", "Note", "identifier", "Comment",
    "get", "get_covered_text", "i7n_a", "type", "self", "class", "__class__", "Governor", "ROLE_a:b_c", "BT_x", "tagging", "text",
    "start", "attributes", "Foo_State", "Kind_Meeting", "Head of State", "article5", "1st", "*",
)  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(names=st.lists(st.sampled_from(CALLED) | SIGNS, min_size=1, max_size=3))
@example(names=["1:1= 1"])
def test_any_name_comes_back_or_is_listed(name: str, names: list[str]) -> None:
    """Labels, roles and attributes with any sign, or called like something of the format; and a link to nothing."""
    document = Document("a", "a", "Oslo et Paris")
    for number, each in enumerate(names):
        attributes = (
            {} if each == "Link" else {each: "x=y"}
        )  # an attribute of a span that is called so is a link
        links = [Link("NIL" if number else "a:b=c")]
        document.mark(Span(f"s{number}", each, ((0, 4),), "Oslo", attributes=attributes, links=links))
        document.connect(Arc(f"a{number}", each, f"s{number}", "s0", attributes={each: "z:"}))
    map_labels(document, None)  # as every document is that was read
    with tempfile.TemporaryDirectory() as folder:
        expected, found = written_and_read(document, name, Path(folder, "out"))
    assert [problem for problem in found.problems if problem.severity == "refused"] == []
    assert canonical(found) == canonical(expected)
    if Feature.NAMES in writer(name).HOLDS:
        assert canonical(expected) == canonical(document)
