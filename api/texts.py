"""The articles' texts: files of one folder, shown only where they are, to the last character, what was annotated."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from threading import Lock

from diplograph.api.errors import NoTextError

ENDING = ".txt"
MOST_FILES = 20_000  # that are looked through for a text that isn't named like its article
MOST_BYTES = 8 * 1024 * 1024  # of a text
SETTLED = (
    1_000_000_000  # ns: a folder that changed within them may change again at the same time by its clock
)

File = tuple[str, int, int]  # name, time of its last change, bytes


@dataclass
class Texts:
    """The texts of a folder, not of those within it; found by the article's id, else by what is in them."""

    folder: Path
    _hashes: dict[File, str] = field(default_factory=dict)
    _looked: int | None = None  # when the folder had last changed as it was looked through
    _lock: Lock = field(default_factory=Lock)

    def of(self, article: str, hashed: str | None) -> str:
        """Return the text that an article has in the graph, by the text's SHA-256. Raises NoTextError."""
        if hashed is None:
            hint = "Load it again with its text: diplograph load --texts FOLDER"
            raise NoTextError(
                f"The graph doesn't know the text of {article!r}: it had none when it was loaded.", hint
            )
        name = f"{article}{ENDING}"
        own = self._read(name) if Path(name).name == name else None
        if own is not None and _hash(own) == hashed:
            return own
        for other in map(self._read, self._called(hashed)):
            if other is not None and _hash(other) == hashed:
                return other
        if own is not None:
            hint = "Offsets would be wrong. Put the text back as it was, or load the article again."
            raise NoTextError(f"The text of {article!r} has changed since it was loaded.", hint)
        hint = f"Whoever serves this: put it into the folder of the texts, as a file that ends in {ENDING}."
        raise NoTextError(f"The text of {article!r} isn't at hand.", hint)

    def changed(self) -> int:
        """Return when a file last came or went."""
        try:
            return self.folder.stat().st_mtime_ns
        except OSError:  # the folder is gone
            return 0

    def _read(self, name: str) -> str | None:
        """Return the text of a file; None where it is none, is elsewhere, or is too big."""
        path = self.folder / name
        try:
            if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_BYTES:
                return None
            return path.read_bytes().decode()
        except (OSError, ValueError):  # no name of a file, not ours to read, or no UTF-8
            return None

    def _called(self, hashed: str) -> list[str]:
        """Return the names of the files of a hash, which may have been edited since.

        They are looked through where one came or went, and only what changed is read.
        """
        with self._lock:
            at = self.changed()
            if at != self._looked:
                self._hashes = {
                    file: self._hashes.get(file) or _hash(self._read(file[0]) or "")
                    for file in islice(self._files(), MOST_FILES)
                }
                self._looked = at if time.time_ns() - at > SETTLED else None
            return [name for (name, *_), known in self._hashes.items() if known == hashed]

    def _files(self) -> Iterator[File]:
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if entry.name.endswith(ENDING) and entry.is_file(follow_symlinks=False):
                        about = entry.stat()
                        yield entry.name, about.st_mtime_ns, about.st_size
        except OSError:  # the folder is gone
            return


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
