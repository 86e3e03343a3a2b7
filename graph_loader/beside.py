"""What is looked at to read an annotation: its own file, and what may stand beside it. What was read holds while they do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

Looked = dict[Path, str | None]  # what was there of each: ``stamp``

_looked: ContextVar[Looked | None] = ContextVar("looked", default=None)


def look_at(path: Path) -> Path:
    """Return the path; note what is there, or that nothing is, for whoever asked (``noted``)."""
    looked = _looked.get()
    if looked is not None and path not in looked:
        looked[path] = stamp(path)
    return path


@contextmanager
def noted() -> Iterator[Looked]:
    """Give what is looked at from now on, as it was then; in this thread."""
    looked: Looked = {}
    token = _looked.set(looked)
    try:
        yield looked
    finally:
        _looked.reset(token)


def stamp(path: Path) -> str | None:
    """Return what tells a file from any other, by what is in it; of a folder the names in it; None where nothing is."""
    try:
        if path.is_dir():
            return hashlib.sha256("/".join(sorted(each.name for each in path.iterdir())).encode()).hexdigest()
        about = path.stat()
        return _hash(path, about.st_mtime_ns, about.st_size)
    except OSError:
        return None


@lru_cache(maxsize=8)  # a table that stands beside many files is read once
def _hash(path: Path, _modified: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
