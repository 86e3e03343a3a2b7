"""From a Document to a Record: the stages of one article strung together, and files as their articles' records.

Files are read in chunks, each a piece of work that depends on no other (parallel.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
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

FILES = 50  # of a chunk
LARGE = 8_000_000  # bytes of a file that holds many articles: it is read here, article by article

Files = tuple[
    tuple[tuple[Path, bool], ...], Reading
]  # with whether each was named by the user; how they are read


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
    named, empty = set(paths), True
    files = ((path, path in named) for path in annotation_files(paths))
    for large, group in groupby(files, lambda file: file[0].stat().st_size > LARGE):
        if large:
            chunks = (_extracted(document) for file in group for document in documents_of(*file, reading))
            found: Iterator[Extracted] = chunks
        else:
            found = (each for told in pool.map(extract_chunk, _chunks(group, reading)) for each in told)
        for each in found:
            empty = False
            yield each
    if empty:
        raise nothing_to_read(paths)


def extract_chunk(files: Files) -> list[Extracted]:
    """Return what the documents of some files came to."""
    paths, reading = files
    return [_extracted(document) for file in paths for document in documents_of(*file, reading)]


def _chunks(files: Iterable[tuple[Path, bool]], reading: Reading) -> Iterator[Files]:
    chunk: list[tuple[Path, bool]] = []
    for file in files:
        chunk.append(file)
        if len(chunk) == FILES:
            yield tuple(chunk), reading
            chunk = []
    if chunk:
        yield tuple(chunk), reading


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
