"""From a Document to a Record: the stages of one article strung together, and files as their articles' records.

Files are read in chunks, each a piece of work that depends on no other (parallel.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from diplograph.graph_loader.checks import Checked, check
from diplograph.graph_loader.claims import Claims
from diplograph.graph_loader.coreference import clusters, without_nameless
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.parallel import Pool
from diplograph.graph_loader.problems import Problem, Reason
from diplograph.graph_loader.readers import annotation_files, documents_of, nothing_to_read
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.tally import Tally
from diplograph.graph_loader.things import Resolved, Things
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import Ontology
from diplograph.ontology.reference import Reference
from diplograph.ontology.reference import reference as load_reference

FILES = 50  # of a chunk, at most
SIZE = 2_000_000  # bytes of a chunk's files, at most: some hundred articles
LARGE = 32_000_000  # bytes of a file that holds very many: it is read here, article by article


@dataclass(frozen=True)
class Chunk:
    """Some files, with whether the user named each; and how they are to be read."""

    files: tuple[tuple[Path, bool], ...]
    reading: Reading
    size: int

    @property
    def is_large(self) -> bool:
        """Whether it is one file, too large for what is in it to be held at once."""
        return self.size > LARGE

    def documents(self) -> Iterator[Document]:
        """Yield the documents of the files."""
        for path, named in self.files:
            yield from documents_of(path, named, self.reading)

    def extracted(self) -> Iterator[Extracted]:
        """Yield what the documents came to."""
        return map(_extracted, self.documents())


@dataclass(frozen=True)
class Extracted:
    """What a document came to: its record, none where it is unusable, and what a summary tells of it.

    ``noted`` are the problems of reading it, ``found`` those of extracting it.
    """

    id: str
    file: str
    unusable: Reason | None
    noted: tuple[Problem, ...]
    found: tuple[Problem, ...]
    tally: Tally
    record: Record | None


def extract_files(paths: Sequence[Path], reading: Reading, pool: Pool) -> Iterator[Extracted]:
    """Yield what each document of files and folders came to, in the order of the files.

    Raises InputError where a path doesn't exist, and where there is nothing to read.
    """
    empty = True
    for large, group in groupby(chunks(paths, reading), lambda chunk: chunk.is_large):
        here = (each for chunk in group for each in chunk.extracted()) if large else None
        for each in here or (each for told in pool.map(extract_chunk, group) for each in told):
            empty = False
            yield each
    if empty:
        raise nothing_to_read(paths)


def extract_chunk(chunk: Chunk) -> list[Extracted]:
    """Return what the documents of some files came to."""
    return list(chunk.extracted())


def chunks(paths: Sequence[Path], reading: Reading, size: int = SIZE) -> Iterator[Chunk]:
    """Yield the files of paths in chunks, in the order of their names. Raises InputError where a path doesn't exist."""
    named = set(paths)
    files: list[tuple[Path, bool]] = []
    total = 0
    for path in annotation_files(paths):
        length = path.stat().st_size
        if files and (total + length > size or len(files) == FILES * size // SIZE):
            yield Chunk(tuple(files), reading, total)
            files, total = [], 0
        files.append((path, path in named))
        total += length
    if files:
        yield Chunk(tuple(files), reading, total)


def _extracted(document: Document) -> Extracted:
    noted = tuple(document.problems)
    record = None
    if not document.unusable:
        record = extract(document, load_ontology(), load_reference())[0]
        record.content_hash  # noqa: B018 - computed where the work is divided, and kept in the record
    elif not document.tally.read:  # nobody checked it
        document.count()
    found = tuple(document.problems[len(noted) :])
    return Extracted(document.id, document.file, document.unusable, noted, found, document.tally, record)


def extract(document: Document, ontology: Ontology, reference: Reference) -> tuple[Record, Checked]:
    """Return what an article says, and what of its annotation fits; problems are noted in the document."""
    checked = check(document, ontology)
    named = without_nameless(checked, clusters(checked, reference))
    things = Things(checked, named, ontology, reference)
    claims = Claims(checked, things, ontology)
    told = [thing for thing in things.all if thing.ref not in claims.nodeless]
    record = Record(
        article=document.id,
        metadata=document.metadata,
        sha256=hashlib.sha256(document.text.encode()).hexdigest() if document.text is not None else None,
        things=tuple(sorted((things.record(thing) for thing in told), key=lambda thing: thing.ref)),
        claims=tuple(claims.all()),
    )
    for thing in told:
        _look(document, things, thing)
    return record, checked


def _look(document: Document, things: Things, thing: Resolved) -> None:
    """Warn of what one would expect of a thing and doesn't find."""
    span = thing.cluster.spans[0]
    if thing.cls == "Meeting":
        present = things.targets(thing, "attended", "representedAt", "participatesIn")
        lacks = [name.lower() for name in ("Status", "Format") if not thing.cluster.attribute(name)]
        lacks += [] if present else ["participant"]
        if lacks:
            document.report("warning", span, f"the meeting « {span.words} » has no {' or '.join(lacks)}")
    if thing.cls == "Agreement" and len(things.targets(thing, "partyTo")) < 2:
        document.report("warning", span, f"the agreement « {span.words} » has fewer than two parties")
