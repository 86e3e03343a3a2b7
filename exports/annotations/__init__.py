"""Documents in an annotation tool's format, one format a module: ``HOLDS`` and ``write(documents, folder)``.

A module has the name of its reader in ``graph_loader/readers``; what is written is read there as the same documents,
up to what the format can hold.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from diplograph.exports import UnknownFormatError
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.features import Feature, fitted
from diplograph.graph_loader.metadata import write_metadata


class Writer(Protocol):
    """What a module of this folder offers. ``HOLDS``: what of a document its format has a place for."""

    HOLDS: Set[Feature]

    def write(self, documents: Iterable[Document], folder: Path) -> Iterator[Path]:
        """Write documents that hold nothing else into an empty folder; yield each file."""


@dataclass
class Conversion:
    """What a conversion did: its files, how much of what the format can't hold was lost, what couldn't be written."""

    files: list[Path] = field(default_factory=list)
    lost: Counter[Feature] = field(default_factory=Counter)
    left_out: list[Document] = field(default_factory=list)


def writers() -> list[str]:
    """Return the formats that documents can be written in, as users type them: label-studio."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def writer(name: str) -> Writer:
    """Return a format's module. Raises UnknownFormatError, which lists those that there are."""
    if name not in writers():
        raise UnknownFormatError(f"Nothing writes {name!r}.", f"There are {', '.join(writers())}.")
    return cast(Writer, importlib.import_module(f"{__name__}.{name.replace('-', '_')}"))


def convert(documents: Iterable[Document], name: str, folder: Path) -> Conversion:
    """Write documents in a format into a folder, which is made. Raises UnknownFormatError, and OSError."""
    target, done = writer(name), Conversion()
    folder.mkdir(parents=True, exist_ok=True)
    done.files += target.write(_fitting(documents, target.HOLDS, done), folder)
    return done


def _fitting(documents: Iterable[Document], holds: Set[Feature], done: Conversion) -> Iterator[Document]:
    """Yield what can be written, fitted to the format."""
    for document in documents:
        if document.unusable or (document.text is None and Feature.TEXTLESS not in holds):
            done.left_out.append(document)
            continue
        fit, lost = fitted(document, holds)
        done.lost.update(lost)
        yield fit


def one_each(
    documents: Iterable[Document], folder: Path, ending: str, lines: Callable[[Document], Iterable[str]]
) -> Iterator[Path]:
    """Write a file of lines for each document, its text beside it where there is one, and one metadata.csv; yield each."""
    about = {}
    for document in documents:
        about[document.id] = document.metadata
        path = folder / f"{document.id}{ending}"
        with path.open("x", encoding="utf-8", newline="") as file:
            file.writelines(lines(document))
        yield path
        if document.text is not None:
            text = folder / f"{document.id}.txt"
            with text.open("xb") as raw:
                raw.write(document.text.encode())
            yield text
    yield write_metadata(folder, about)
