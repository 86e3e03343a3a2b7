"""What was read once and is as it was isn't read again, and whatever is otherwise is."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from annotated import write
from conftest import EXAMPLE, SAMPLE
from documents import rich
from neo4j import Driver

from diplograph.articles import put_in_force
from diplograph.exports.annotations import writer, writers
from diplograph.graph_loader import extract
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.extract import Chunk, extract_chunk
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.label_map import read_label_map
from diplograph.graph_loader.load import Summary, load, remove
from diplograph.graph_loader.memory import forget
from diplograph.graph_loader.readers import annotation_files
from diplograph.graph_loader.report import as_json
from diplograph.neo4j_server.connection import Connection
from diplograph.neo4j_server.home import files_read
from diplograph.ontology.load import load as load_ontology

DATA = Path(__file__).parent / "data"
TEXT = "La Norvège et le Danemark ont signé un accord le 3 mai 2031."
LINES = (
    *("T1 State Norvège", "T2 State Danemark", "T3 Agreement accord", "T4 Date 3 mai 2031"),
    "E1 Agreement:T3 party:T1 party2:T2 date:T4",
)

Loading = Callable[..., Summary]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """Give the file of a memory, which isn't there yet."""
    return tmp_path / "cache" / "read.sqlite"


@pytest.fixture
def loading(driver: Driver, connection: Connection, empty_graph: None, memory: Path) -> Loading:
    """Give a way to load files into the empty graph with the memory."""

    def loaded(*paths: Path, **how: Any) -> Summary:
        return load(driver, connection.database, list(paths), Reading(**how), remembered=memory)

    return loaded


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of the articles that are read from now on; they are read nevertheless."""
    found: list[str] = []
    real = extract.extract

    def noting(document: Document, *tables: Any) -> Any:
        found.append(document.id)
        return real(document, *tables)

    monkeypatch.setattr(extract, "extract", noting)
    return found


def articles(folder: Path) -> Path:
    """Write two small articles."""
    for name in ("one", "two"):
        write(folder, name, TEXT, *LINES, publisher="Nordic Daily")
    return folder


def told(summary: Summary) -> dict[str, Any]:
    """Return what a load says of what it read, whatever it wrote."""
    every = as_json(summary)
    return {
        name: every[name] for name in every if name in ("read", "mapped", "refused", "problems", "files")
    } | {"tally": asdict(summary.tally)}


def test_what_is_as_it_was_isnt_read_again(
    loading: Loading, reads: list[str], snapshot: Callable[[], Any]
) -> None:
    """A second load reads nothing, changes nothing, and tells of the files what the first did, its warnings too."""
    first = loading(SAMPLE, EXAMPLE)
    graph = snapshot()
    assert first.problems
    assert len(reads) == len(first.outcome.added)
    reads.clear()
    second = loading(SAMPLE, EXAMPLE)
    assert reads == []
    assert sorted(second.outcome.unchanged) == sorted(first.outcome.added)
    assert told(second) == told(first)
    assert second.exit_code == first.exit_code
    assert snapshot() == graph


def file_changes(folder: Path) -> None:
    """Say more in an annotation, in as many bytes."""
    path = folder / "one.ann"
    path.write_text(path.read_text().replace("party2", "party3"))


def text_changes(folder: Path) -> None:
    """Change a word outside the annotations; the text is as long as before."""
    folder.joinpath("one.txt").write_bytes(TEXT.replace("ont", "ONT").encode())


def text_goes(folder: Path) -> None:
    """Take the text away."""
    folder.joinpath("one.txt").unlink()


def table_changes(folder: Path) -> None:
    """Give the articles another publisher."""
    path = folder / "metadata.csv"
    path.write_text(path.read_text().replace("Nordic", "Danish"))


@pytest.mark.parametrize("change", [file_changes, text_changes, text_goes, table_changes])
def test_what_changed_is_read(
    change: Callable[[Path], None], tmp_path: Path, loading: Loading, reads: list[str]
) -> None:
    """A file is read again when it changed, or something beside it that it takes to read it."""
    folder = articles(tmp_path / "articles")
    loading(folder)
    reads.clear()
    change(folder)
    loading(folder)
    assert "one" in reads
    reads.clear()
    loading(folder)
    assert "two" not in reads


def test_a_text_that_came_is_read(tmp_path: Path, loading: Loading, reads: list[str]) -> None:
    """That a text wasn't there is known as well, in the folder of texts too."""
    folder, texts = articles(tmp_path / "articles"), tmp_path / "texts"
    folder.joinpath("one.txt").unlink()
    texts.mkdir()
    loading(folder, texts=texts)
    reads.clear()
    texts.joinpath("one.txt").write_bytes(TEXT.encode())
    assert loading(folder, texts=texts).outcome.changed == ["one"]
    assert reads == ["one"]


def test_another_way_of_reading_is_another(tmp_path: Path, loading: Loading, reads: list[str]) -> None:
    """With a label map, or annotators by their names, files are read again; strictly they aren't, if they are whole."""
    folder = articles(tmp_path / "articles")
    rules = tmp_path / "map.toml"
    rules.write_text('[[label]]\nis = "State"\nto = "Organization"\n')
    for more in ({"labels": read_label_map(rules, load_ontology())}, {"names": True}, {}):
        reads.clear()
        loading(folder, **more)
        assert reads == ["one", "two"]
    reads.clear()
    loading(folder, strict=True)
    assert reads == []


def test_what_the_graph_lost_is_read(
    tmp_path: Path, driver: Driver, connection: Connection, loading: Loading, reads: list[str]
) -> None:
    """The memory knows the files; what the graph holds is asked of the graph."""
    folder = articles(tmp_path / "articles")
    loading(folder)
    remove(driver, connection.database, ["one"])
    reads.clear()
    again = loading(folder)
    assert (again.outcome.added, again.outcome.unchanged) == (["one"], ["two"])
    assert reads == ["one"]


def test_what_another_file_changed_is_read(tmp_path: Path, loading: Loading, reads: list[str]) -> None:
    """An article that another file told otherwise meanwhile is as this one tells it again."""
    folder = articles(tmp_path / "articles")
    loading(folder)
    other = write(tmp_path / "other", "one", TEXT, *LINES[:2])
    assert loading(other).outcome.changed == ["one"]
    reads.clear()
    assert loading(folder).outcome.changed == ["one"]
    assert reads == ["one"]


def test_a_second_one_of_an_id_is_refused_again(tmp_path: Path, loading: Loading) -> None:
    """The first of two files of one id is taken, however often."""
    folder = articles(tmp_path / "articles")
    write(folder / "z", "one", TEXT, *LINES[:2])
    first, second = loading(folder), loading(folder)
    assert told(second) == told(first)
    assert first.exit_code == 1
    assert second.outcome.unchanged == ["one", "two"]


@pytest.mark.parametrize("broken", [b"", b"no database", b"SQLite format 3\x00" + bytes(4000)])
def test_a_broken_memory_is_begun_anew(
    broken: bytes, tmp_path: Path, memory: Path, loading: Loading, reads: list[str]
) -> None:
    """What stands in the memory's place never stops a load."""
    folder = articles(tmp_path / "articles")
    memory.parent.mkdir()
    memory.write_bytes(broken)
    loading(folder)
    reads.clear()
    loading(folder)
    assert reads == []


def test_a_memory_that_cant_be_written_is_none(tmp_path: Path, loading: Loading, memory: Path) -> None:
    """Where there is a folder in its place, files are read each time."""
    folder = articles(tmp_path / "articles")
    memory.mkdir(parents=True)
    assert loading(folder).outcome.added == ["one", "two"]
    assert loading(folder).outcome.unchanged == ["one", "two"]


def test_only_its_owner_reads_it(tmp_path: Path, loading: Loading, memory: Path) -> None:
    """Problems of files tell their words: no file of the memory is another user's to read, and all can be thrown away."""
    loading(articles(tmp_path / "articles"))
    every = list(memory.parent.iterdir())
    assert every
    assert [stat.S_IMODE(each.stat().st_mode) for each in every] == [0o600] * len(every)
    forget(memory)
    assert list(memory.parent.iterdir()) == []


def test_whoever_is_forgotten_is_in_no_memory(
    tmp_path: Path, driver: Driver, connection: Connection, empty_graph: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decision to forget a person throws the memory away, in which a file's problem may name them."""
    monkeypatch.setenv("DIPLOGRAPH_CACHE", str(tmp_path))
    files_read().touch()
    put_in_force(driver, connection.database, Decisions.of(["forget official/~0123456789abcdef"], "here"))
    assert not files_read().exists()


def formats(folder: Path) -> Iterator[Path]:
    """Yield files of every format: the tools' own, and those that we write."""
    yield from (path for path in annotation_files([DATA]) if path.suffix != ".xsd")
    for name in writers():
        made = folder / name
        made.mkdir()
        yield from writer(name).write([rich()], made)


def test_what_is_opened_is_noted(tmp_path: Path) -> None:
    """Whatever a reader of any format opens of the disk is what the memory looks at: the file, and what it noted."""
    opened: set[Path] = set()
    watching = True
    folders = (DATA, tmp_path)

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event == "open" and isinstance(arguments[0], str | os.PathLike):
            path = Path(arguments[0]).absolute()
            if any(path.is_relative_to(folder) for folder in folders):
                opened.add(path)

    sys.addaudithook(note)
    read = 0
    try:
        for path in formats(tmp_path):
            opened.clear()
            (file,) = extract_chunk(Chunk(((path, True),), Reading(), 0))
            read += len(list(file.documents))
            assert opened <= {each.absolute() for each in file.looked}, path
    finally:
        watching = False
    assert read > 10
