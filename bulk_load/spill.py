"""Rows on the disk, by part: each piece of work writes one file, and a later one reads its part of all of them."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

Pieces = dict[int, dict[str, list[Any]]]  # by part and what they are

FAST = 1  # of zlib's levels
TAIL = 8  # bytes that say how long the table of parts before them is


def part_of(key: str, parts: int) -> int:
    """Return the part that a key belongs to; the same on every machine."""
    return zlib.crc32(key.encode()) % parts


def add(pieces: Pieces, part: int, what: str, piece: object) -> None:
    """Add a piece to a part, by what it is."""
    pieces.setdefault(part, {}).setdefault(what, []).append(piece)


def write(path: Path, parts: Mapping[int, object]) -> None:
    """Write a value for each part; the file is there whole or not at all, whoever wrote it before."""
    unfinished = path.with_name(f"{path.name}.part")
    places: dict[int, tuple[int, int]] = {}
    with unfinished.open("wb") as file:
        for part, value in parts.items():
            data = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), FAST)
            places[part] = file.tell(), len(data)
            file.write(data)
        table = pickle.dumps(places)
        file.write(table + len(table).to_bytes(TAIL, "big"))
    unfinished.replace(path)


def read(paths: Iterable[Path], part: int) -> Iterator[Any]:
    """Yield the values of one part in some files, in the files' order."""
    for path in paths:
        with path.open("rb") as file:
            end = file.seek(-TAIL, 2)
            size = int.from_bytes(file.read(TAIL), "big")
            file.seek(end - size)
            place = pickle.loads(file.read(size)).get(part)  # noqa: S301 - written by us, in a folder of our own
            if place:
                file.seek(place[0])
                yield pickle.loads(zlib.decompress(file.read(place[1])))  # noqa: S301


def gathered(paths: Iterable[Path], part: int) -> dict[str, list[Any]]:
    """Return the pieces of one part in some files together, by what they are."""
    every: dict[str, list[Any]] = {}
    for pieces in read(paths, part):
        for what, some in pieces.items():
            every.setdefault(what, []).extend(some)
    return every
