"""Stage 1, by chunk of files: articles as records on the disk, and what their mentions can be one by.

What a worker hands back is what the summary tells; the records stay where they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import numpy as np

from diplograph.bulk_load import spill
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.extract import Chunk, Extracted, chunks
from diplograph.graph_loader.identity import Mention
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.parallel import Pool
from diplograph.graph_loader.readers import annotation_files
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.removal import without_forgotten

SIZE = 8_000_000  # bytes of a chunk's files, at most
ARTICLES = 1000  # of a chunk, where they don't come by file


@dataclass(frozen=True)
class Place:
    """Where the pieces of a load lie, where the files that it makes, and the decisions in force."""

    folder: Path
    made: Path
    decisions: Decisions

    def file(self, stage: str, name: object) -> Path:
        """Return the file that one piece of a stage writes."""
        return self.folder / f"{stage}.{name}"

    def files(self, stage: str, names: Iterable[object]) -> list[Path]:
        """Return the files of some pieces of a stage."""
        return [self.file(stage, name) for name in names]


@dataclass(frozen=True)
class Told:
    """A chunk on the disk: its number, and what each of its documents came to, without the records."""

    number: int
    documents: tuple[Extracted, ...]


def read_files(paths: Sequence[Path], reading: Reading, place: Place, pool: Pool) -> Iterator[Told]:
    """Read files and folders, chunk by chunk. Raises InputError where a path doesn't exist."""
    number, named = 0, set(paths)
    files = ((path, path in named) for path in annotation_files(paths))
    for large, group in groupby(chunks(files, reading, SIZE), lambda chunk: chunk.is_large):
        if large:
            for chunk in group:
                extracted = chunk.extracted()
                while batch := list(islice(extracted, ARTICLES)):
                    yield keep(number, batch, place)
                    number += 1
            continue
        tasks = ((first, chunk, place) for first, chunk in enumerate(group, number))
        for told in pool.map(_read, tasks):
            yield told
            number = told.number + 1


def _read(task: tuple[int, Chunk, Place]) -> Told:
    number, chunk, place = task
    return keep(number, list(chunk.extracted()), place)


def keep(number: int, documents: Sequence[Extracted], place: Place) -> Told:
    """Write the records of a chunk, and the handles of their mentions; return what is left to tell."""
    records = [_without_forgotten(each.record, place.decisions) for each in documents]
    spill.write(place.file("records", number), {0: records})
    np.save(place.file("handles", f"{number}.npy"), _handles(records, place.decisions))
    return Told(number, tuple(each.without_record() for each in documents))


def mentions(record: Record, decisions: Decisions) -> Iterator[Mention]:
    """Yield the mentions of a record that go by keys."""
    return (
        decisions.of_mention(Mention.of(record.article, thing)) for thing in record.things if not thing.fixed
    )


Said = tuple[Any, ...]


def said(mention: Mention) -> Said:
    """Return what a mention says, whatever its article: ``Mention(article, ref, *said)`` is it again."""
    told = (mention.cls, mention.keys, mention.slugs, mention.links, mention.likely, mention.traits)
    return (*told, mention.decided)


def signature(told: Said) -> int:
    """Return a hash of what a mention says: equal ones share all their handles."""
    return _hash(repr(told))


def _handles(records: Iterable[Record | None], decisions: Decisions) -> np.typing.NDArray[np.uint64]:
    """Return the pairs of a signature and each of its handles, hashed, each pair once.

    Two handles that share a hash only put more mentions before identity than it needs.
    """
    handles: dict[int, frozenset[str]] = {}
    for record in filter(None, records):
        for mention in mentions(record, decisions):
            name = signature(said(mention))
            if name not in handles:
                handles[name] = mention.handles
    pairs = [(name, _hash(handle)) for name, every in handles.items() for handle in every]
    return np.array(pairs, dtype=np.uint64).reshape(-1, 2)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _without_forgotten(record: Record | None, decisions: Decisions) -> Record | None:
    return record and without_forgotten(record, decisions)
