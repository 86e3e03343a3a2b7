"""What files came to when they were last read, on the disk: what is as it was needn't be read to know that it is.

It is asked for files whose articles the graph holds as they told them; it knows no more than the files, and whoever
throws it away loses time alone.
"""

from __future__ import annotations

import hashlib
import pickle
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from diplograph import graph_loader, ontology
from diplograph.graph_loader.beside import Looked, stamp
from diplograph.graph_loader.extract import Extracted
from diplograph.graph_loader.input_file import Reading

WINDOW = 1000  # articles, or files, asked for at once
PATIENCE = 5  # seconds for another process that writes it
TABLE = (
    "CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, how TEXT, looked BLOB, told BLOB) WITHOUT ROWID"
)

Held = dict[str, tuple[str, str | None]]  # by article: the hashes of what it says, and of its text


class Memory:
    """What is remembered of files read in one way.

    ``held`` tells what the graph holds of some articles.
    """

    def __init__(
        self, database: sqlite3.Connection, reading: Reading, held: Callable[[list[str]], Held]
    ) -> None:
        self._database, self._held = database, held
        self._how = repr((_code(), reading.texts, reading.labels, reading.names, Path.cwd()))
        self._news: list[tuple[str, str, bytes, bytes]] = []
        self._unwritten = 0  # articles of what is new

    def recalled(self, files: Iterable[Path]) -> Iterator[tuple[Path, list[Extracted] | None]]:
        """Yield each file with its documents, without records, where the graph holds what they told; else with None."""
        waiting: list[tuple[Path, list[Extracted] | None]] = []
        articles = 0
        for path in files:
            told = self._recall(path)
            waiting.append((path, told))
            articles += len(told or ())
            if max(articles, len(waiting)) >= WINDOW:
                yield from self._as_held(waiting)
                waiting, articles = [], 0
        yield from self._as_held(waiting)

    def keep(self, path: Path, looked: Looked, documents: Sequence[Extracted]) -> None:
        """Remember what a file came to: its documents without their records."""
        row = (str(path.absolute()), self._how, pickle.dumps(looked), pickle.dumps(documents))
        self._news.append(row)
        self._unwritten += len(documents)
        if max(self._unwritten, len(self._news)) >= WINDOW:
            self.write()

    def write(self) -> None:
        """Write what is new. What can't be written, for want of room or beside another load, isn't remembered."""
        with suppress(sqlite3.Error), self._database:
            self._database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", self._news)
        self._news.clear()
        self._unwritten = 0

    def _recall(self, path: Path) -> list[Extracted] | None:
        asked = "SELECT looked, told FROM file WHERE path = ? AND how = ?"
        with suppress(sqlite3.Error):
            row = self._database.execute(asked, (str(path.absolute()), self._how)).fetchone()
            if row and all(stamp(each) == was for each, was in pickle.loads(row[0]).items()):  # noqa: S301 - our own
                return list(pickle.loads(row[1]))  # noqa: S301
        return None

    def _as_held(
        self, waiting: Sequence[tuple[Path, list[Extracted] | None]]
    ) -> Iterator[tuple[Path, list[Extracted] | None]]:
        asked = [each.id for _, told in waiting for each in told or () if each.hashes]
        held = self._held(asked) if asked else {}
        for path, told in waiting:
            same = all(not each.hashes or each.hashes == held.get(each.id) for each in told or ())
            yield path, told if same else None


@contextmanager
def memory(file: Path, reading: Reading, held: Callable[[list[str]], Held]) -> Iterator[Memory]:
    """Open the memory in a file, which only its owner reads; one that is broken is begun anew."""
    with closing(_opened(file)) as database:
        found = Memory(database, reading, held)
        try:
            yield found
        finally:
            found.write()


def forget(file: Path) -> None:
    """Throw a memory away: what is wrong with files is told in their words."""
    for each in _files(file):
        each.unlink(missing_ok=True)


def _opened(file: Path) -> sqlite3.Connection:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        return _connected(file)
    except (OSError, sqlite3.OperationalError):
        return _connected(":memory:")  # no room, or a folder that isn't ours: files are read each time
    except sqlite3.DatabaseError:
        forget(file)
        file.touch(mode=0o600)
        return _connected(file)


def _connected(file: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=PATIENCE)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(TABLE)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _files(file: Path) -> list[Path]:
    return [file.with_name(f"{file.name}{ending}") for ending in ("", "-wal", "-shm")]


@cache
def _code() -> str:
    """Return a hash of all that decides what a file comes to: our code and tables, and the versions of others'."""
    told = [f"{name} {_version(name)}" for name in sorted(map(_name, requires("diplograph") or ()))]
    for package in (graph_loader, ontology):
        for path in sorted(Path(package.__path__[0]).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                about = path.stat()
                told.append(f"{path} {about.st_size} {about.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # what only developing takes
        return ""
