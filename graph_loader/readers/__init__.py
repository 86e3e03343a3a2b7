"""One file an annotation format, found in this folder: a module with ``matches(path)`` and ``read(path, texts)``.

``matches`` tells whether a file is of the format; ``read`` yields its Documents, ``texts`` being a folder where
the articles' texts are when they don't travel with their annotations.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from diplograph.graph_loader.document import Document
from diplograph.graph_loader.errors import InputError


class Reader(Protocol):
    """What a module of this folder offers."""

    def matches(self, path: Path) -> bool:
        """Tell whether the file is of this format."""

    def read(self, path: Path, texts: Path | None) -> Iterator[Document]:
        """Yield the file's documents; their problems are inside them."""


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader of this folder, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in names)


def read_documents(paths: list[Path], texts: Path | None = None) -> Iterator[Document]:
    """Yield the documents of files and folders, in the order of their names.

    Raises InputError when a path doesn't exist, or when nothing under the paths is of a format we read.
    """
    found = 0
    for path in sorted({file for named in paths for file in _files(named)}):
        reader = next((reader for reader in readers() if reader.matches(path)), None)
        if reader:
            found += 1
            yield from reader.read(path, texts)
    if not found:
        raise InputError(
            f"Nothing to read in {', '.join(map(str, paths))}.",
            "A folder or files of brat annotations (.ann) are expected.",
        )


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(f"{path} does not exist.", "Name a file or folder of annotations.")
    return [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
