"""Documents out in every format and back: the same, up to what the format can hold."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from annotated import edges, values
from conftest import EXAMPLE
from documents import canonical, documents, rich, written_and_read
from hypothesis import HealthCheck, given, settings

from diplograph.exports.annotations import convert, writer, writers
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.readers import format_of, read_documents, readers
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
        assert [each.id for each in done.left_out] == ([] if Feature.TEXTLESS in holds else ["exemple"])


def test_every_reader_has_its_writer() -> None:
    """What is read can be written, so that every format is tested there and back."""
    assert sorted(readers()) == FORMATS
