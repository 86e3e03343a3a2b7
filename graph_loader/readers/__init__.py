"""One file an annotation format, found in this folder: a module with ``matches(file)`` and ``read(file)``.

``matches`` tells by its content whether a file is of the format, ``read`` yields its Documents. A format that other
tools need is written by the module of the same name in ``exports/annotations``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from diplograph.graph_loader.document import Document
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.label_map import LabelMap
from diplograph.graph_loader.labels import qualify_by_labels
from diplograph.ontology.load import load as load_ontology

JSON = (".json", ".jsonl", ".jsonld")
PROMISING = (*JSON, ".ann", ".tsv", ".xmi", ".zip")  # endings of annotations, mostly


class Reader(Protocol):
    """What a module of this folder offers."""

    __name__: str

    def matches(self, file: InputFile) -> bool:
        """Tell whether the file is of this format; nothing that a file may hold makes it fail."""

    def read(self, file: InputFile) -> Iterator[Document]:
        """Yield the file's documents; their problems are inside them."""


@cache
def readers() -> dict[str, Reader]:
    """Every reader of this folder, by the name of its format: label-studio."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {
        name.replace("_", "-"): cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in names
    }


def format_of(file: InputFile) -> str | None:
    """Return the name of the format that a file is of, or None. What it holds decides; an ending only where nothing else does."""
    by_content = (name for name, reader in readers().items() if reader.matches(file))
    ending = file.path.suffix
    by_ending = (
        name for name, reader in readers().items() if ending and getattr(reader, "ENDING", None) == ending
    )
    return next(by_content, None) or next(by_ending, None)


def annotation_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield every file that was named, or is in a folder that was, in the order of their names.

    Raises InputError where a path doesn't exist.
    """
    for path in paths:
        if not path.exists():
            raise InputError(f"{path} does not exist.", "Name a file or folder of annotations.")
    yield from sorted({file for path in paths for file in _files(path)})


def read_documents(paths: Sequence[Path], reading: Reading | None = None) -> Iterator[Document]:
    """Yield the documents of files and folders, their labels, roles and attributes mapped to ours.

    That is by the label map where there is one, and by what labels carry.

    A file that can't be read, and one of which no format is known although it was named or its ending promises
    annotations, yields a document that is unusable and says why. Raises InputError where a path doesn't exist, and
    where there is nothing else at all.
    """
    found, named = False, set(paths)
    for path in annotation_files(paths):
        for document in documents_of(path, path in named, reading):
            found = True
            yield document
    if not found:
        raise nothing_to_read(paths)


def documents_of(path: Path, named: bool, reading: Reading | None = None) -> Iterator[Document]:
    """Yield the documents of one file; see ``read_documents``. Whether it was ``named`` is said in ``read_file``."""
    for document in read_file(InputFile(path, reading), named):
        map_labels(document, reading.labels if reading else None)
        yield document


def nothing_to_read(paths: Sequence[Path]) -> InputError:
    """Return what to tell where no file is of a format that we know."""
    said = f"Nothing to read in {', '.join(map(str, paths))}."
    return InputError(said, f"Annotations are expected, of {', '.join(readers())}.")


def map_labels(document: Document, labels: LabelMap | None) -> None:
    """Turn a document's labels, roles and attributes into ours."""
    if labels:
        labels.apply(document)
    qualify_by_labels(document, load_ontology())


def read_file(file: InputFile, named: bool = True) -> Iterator[Document]:
    """Yield what a file holds, as its annotators labelled it; one that is ``named`` should hold something."""
    try:
        name = format_of(file)
        if name:
            yield from readers()[name].read(file)
        elif _is_broken(file) or (named and file.path.suffix in PROMISING):
            yield _unknown(file)
    except OSError as error:
        document = Document(file.path.stem, str(file.path))
        document.give_up(f"it can't be read: {error.strerror or error}")
        yield document


def _is_broken(file: InputFile) -> bool:
    """Tell whether a file's ending promises annotations and it isn't even whole; other people's JSON is passed over."""
    return file.path.suffix == ".xmi" or (file.path.suffix in JSON and file.first_json is None)


def _unknown(file: InputFile) -> Document:
    document = Document(file.path.stem, str(file.path))
    if file.path.suffix in JSON:
        next(file.json_items(document.problems), None)
    hint = f"The formats are {', '.join(readers())}; docs/annotating.md says which export of a tool to take."
    document.give_up("no annotation format is recognised in it", hint)
    return document


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
