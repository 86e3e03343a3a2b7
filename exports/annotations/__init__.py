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
from tempfile import TemporaryDirectory
from typing import Protocol, cast

from diplograph.exports import UnknownFormatError
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.features import Feature, fitted
from diplograph.graph_loader.metadata import write_metadata
from diplograph.graph_loader.offsets import Unit

RESERVED = ("layers", "metadata", "typesystem")  # names of files that formats have beside those of articles


class Writer(Protocol):
    """What a module of this folder offers. ``HOLDS``: what of a document its format has a place for.

    One without ``Feature.NAMES`` has a function ``called(name)`` beside it: how a label, role or attribute is called there.
    """

    HOLDS: Set[Feature]

    def write(self, documents: Iterable[Document], folder: Path) -> Iterator[Path]:
        """Write documents that hold nothing else into an empty folder; yield each file."""


@dataclass
class Conversion:
    """What a conversion did: its files, how much of what the format can't hold was lost, what couldn't be written."""

    files: list[Path] = field(default_factory=list)
    lost: Counter[Feature] = field(default_factory=Counter)
    left_out: list[tuple[Document, str]] = field(
        default_factory=list
    )  # and why, where the document doesn't say it


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
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as place:
        made = [path.name for path in target.write(_fitting(documents, target, done), Path(place))]
        folder.mkdir(exist_ok=True)
        done.files = [Path(place, each).replace(folder / each) for each in made]
    return done


def fit(document: Document, target: Writer) -> tuple[Document, Counter[Feature]]:
    """Return a document as a format can hold it, and how much of it was lost."""
    return fitted(document, target.HOLDS, getattr(target, "called", str))


def _fitting(documents: Iterable[Document], target: Writer, done: Conversion) -> Iterator[Document]:
    """Yield what can be written, each article once, fitted to the format; note why anything else is left out."""
    seen = set(RESERVED)
    for document in documents:
        missing = document.text is None and Feature.TEXTLESS not in target.HOLDS
        why = (
            "" if document.unusable
            else f"{document.id} has no text, and this format needs one → Name the folder of the texts with --texts." if missing
            else f"{document.id} has no text by which to turn its offsets → Name the folder of the texts with --texts."
            if document.text is None and document.unit is not Unit.CODE_POINTS
            else f"an article {document.id} is there already → Give each article an id of its own." if document.id.casefold() in seen
            else None
        )  # fmt: skip
        if why is None:
            seen.add(document.id.casefold())
            fitting, lost = fit(document, target)
            done.lost.update(lost)
            yield fitting
        else:
            done.left_out.append((document, why))


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
