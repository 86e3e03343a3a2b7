"""From a Document to a Record: the stages of one article strung together, and files as their articles' records.

Files are read in chunks, each a piece of work that depends on no other (parallel.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.graph_loader.beside import Looked, look_at, noted
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

if TYPE_CHECKING:
    from diplograph.graph_loader.memory import Memory

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

    def by_file(self) -> Iterator[Told]:
        """Yield what each file comes to, to be taken before the next."""
        for path, named in self.files:
            with noted() as looked:
                look_at(path)
                yield Told(path, looked, map(_extracted, documents_of(path, named, self.reading)))

    def extracted(self) -> Iterator[Extracted]:
        """Yield what the documents come to."""
        return (each for file in self.by_file() for each in file.documents)


@dataclass(frozen=True)
class Told:
    """What a file came to; when that has been taken, ``looked`` is what it depends on."""

    path: Path
    looked: Looked
    documents: Iterable[Extracted]


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
    hashes: tuple[str, str | None] | None = None  # of what the record says, and of its article's text

    def without_record(self) -> Extracted:
        """Return what a summary needs of it."""
        return replace(self, record=None)


def extract_files(
    paths: Sequence[Path], reading: Reading, pool: Pool, memory: Memory | None = None
) -> Iterator[Extracted]:
    """Yield what each document of files and folders came to, in the order of the files.

    Of a file that the memory recalls, documents have no records. Raises InputError where a path doesn't exist, and
    where there is nothing to read.
    """
    empty = True
    for each in _documents(paths, reading, pool, memory):
        empty = False
        yield each
    if empty:
        raise nothing_to_read(paths)


def _documents(
    paths: Sequence[Path], reading: Reading, pool: Pool, memory: Memory | None
) -> Iterator[Extracted]:
    files, named = annotation_files(paths), set(paths)
    asked = memory.recalled(files) if memory else ((path, None) for path in files)
    for known, run in groupby(asked, lambda each: each[1] is not None):
        if known:
            for _, documents in run:
                yield from documents or ()
        else:
            yield from _read(((path, path in named) for path, _ in run), reading, pool, memory)


def _read(
    files: Iterable[tuple[Path, bool]], reading: Reading, pool: Pool, memory: Memory | None
) -> Iterator[Extracted]:
    for large, group in groupby(chunks(files, reading), lambda chunk: chunk.is_large):
        found = (file for chunk in group for file in chunk.by_file()) if large else None
        for file in found or (each for told in pool.map(extract_chunk, group) for each in told):
            kept = []
            for each in file.documents:
                yield each
                kept.append(each.without_record())
            if memory:
                memory.keep(file.path, file.looked, kept)


def extract_chunk(chunk: Chunk) -> list[Told]:
    """Return what some files came to."""
    return [replace(file, documents=list(file.documents)) for file in chunk.by_file()]


def chunks(files: Iterable[tuple[Path, bool]], reading: Reading, size: int = SIZE) -> Iterator[Chunk]:
    """Yield files, with whether the user named each, in chunks."""
    ahead: list[tuple[Path, bool]] = []
    total = 0
    for file in files:
        length = file[0].stat().st_size
        if ahead and (total + length > size or len(ahead) == FILES * size // SIZE):
            yield Chunk(tuple(ahead), reading, total)
            ahead, total = [], 0
        ahead.append(file)
        total += length
    if ahead:
        yield Chunk(tuple(ahead), reading, total)


def _extracted(document: Document) -> Extracted:
    noted = tuple(document.problems)
    record = None
    if not document.unusable:
        record = extract(document, load_ontology(), load_reference())[0]
    elif not document.tally.read:  # nobody checked it
        document.count()
    found = tuple(document.problems[len(noted) :])
    hashes = (record.content_hash, record.sha256) if record else None  # computed where the work is divided
    return Extracted(
        document.id, document.file, document.unusable, noted, found, document.tally, record, hashes
    )


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
