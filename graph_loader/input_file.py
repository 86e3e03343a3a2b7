"""A file that somebody named: what a reader needs of it and of what stands beside it, read once and only when asked."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from diplograph.graph_loader.document import Document
from diplograph.graph_loader.label_map import LabelMap
from diplograph.graph_loader.metadata import beside, from_fields, merged
from diplograph.graph_loader.problems import Problem, shorten

HEAD = 65_536  # bytes that tell a format
LONGEST_ID = 200  # bytes: an id is a file's name elsewhere
LONGEST_SIGN = 16  # letters: more than any of -Infinity or an escape, of which the end may not be read yet
SPACES = re.compile(r"\s*")
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
PSEUDONYM = re.compile(r"annotator-[0-9a-f]{8}")
ID = re.compile(r"[^\x00-\x1f\x7f/\\<>\"{}|^`]+")


@dataclass(frozen=True)
class Reading:
    """How files are read. ``texts``: where articles' texts are; ``names``: annotators by their names, not pseudonyms.

    ``strict``: an article of which a part would be left out is refused whole.
    """

    texts: Path | None = None
    labels: LabelMap | None = None
    names: bool = False
    strict: bool = False

    def annotator(self, name: str | None) -> str | None:
        """Return what an annotator is called here: a pseudonym, the same in every file, unless names were asked for."""
        if not name or self.names or PSEUDONYM.fullmatch(name):
            return name or None
        return f"annotator-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


@dataclass(frozen=True)
class Item:
    """One value of a JSON or JSONL file, the line it begins on, and its number, from 1."""

    value: Any
    line: int
    number: int


class InputFile:
    """A file to read; its problems go into the documents made from it."""

    def __init__(self, path: Path, reading: Reading | None = None) -> None:
        self.path = path
        self.reading = reading or Reading()

    @cached_property
    def head(self) -> bytes:
        """The first bytes, by which formats are told."""
        with self.path.open("rb") as file:
            return file.read(HEAD)

    @cached_property
    def first_json(self) -> Any:
        """The first value of a JSON array or of JSON lines, or the one value of the file; None where it is no JSON."""
        if not self.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            return None
        return next((item.value for item in self.json_items([])), None)

    def json_items(self, problems: list[Problem]) -> Iterator[Item]:
        """Yield the values of a JSON array, of JSON lines, or the one value of a JSON file.

        A line that can't be read is noted in ``problems`` and passed over; behind a broken place of an array nothing
        can be read. Half characters, which JSON can name and no text holds, become U+FFFD: offsets stay.
        """
        with self.path.open("rb") as file:
            window = _Window(file)
            in_array = window.next() == "["
            window.place += in_array
            decoder, number = json.JSONDecoder(), 0
            while sign := window.next():
                if in_array and sign in ",]":
                    window.place += 1
                    continue
                try:
                    value = window.value(decoder)
                except (ValueError, RecursionError) as error:
                    if window.wrong:
                        break
                    problems.append(
                        self._problem(window.line, f"no JSON: {_why(error)}", "Export the file again.")
                    )
                    if in_array or not window.next_line():
                        return
                    continue
                number += 1
                yield Item(value, window.line, number)
            if window.wrong:
                message = f"not UTF-8 at byte {window.wrong.start}"
                problems.append(self._problem(None, message, "Save the file as UTF-8."))
            elif in_array and window.last != "]":
                message = "the list has no end: it was cut"
                problems.append(self._problem(window.line, message, "Export the file again."))

    def document(self, given: object = None, number: int | None = None, **about: object) -> Document:
        """Return an empty document of this file.

        Its id is the one that the file gives, without a text file's ending, else the file's stem, numbered where it
        holds several. ``about`` are columns of metadata.csv as the file has them; the table beside it adds the others.
        """
        stem = self.path.stem.removesuffix(".txt").encode("utf-8", "replace").decode()
        fallback = stem if number is None else f"{stem}-{number}"
        named = isinstance(given, str | int) and not isinstance(given, bool)
        said = str(given).strip().removesuffix(".txt") if named else ""
        usable = ID.fullmatch(said) and len(said.encode()) <= LONGEST_ID
        document = Document(said if usable else fallback, str(self.path))
        if said and not usable:
            message = f"{shorten(said)!r} can't be an article's id; it is {document.id} here"
            document.report("warning", None, message, "An id has no slash, quote or control character.")
        metadata, problems = beside(self.path.parent, document.id)
        own, wrong = from_fields(document.file, document.id, about)
        document.metadata = merged(own, metadata)
        document.problems += [*problems, *wrong]
        return document

    def find_text(self, document: Document) -> None:
        """Give a document the text that stands beside its file, or in the folder of texts; never changed in any way."""
        name = f"{document.id}.txt"
        places = [self.path.parent / name] + ([self.reading.texts / name] if self.reading.texts else [])
        found = next((place for place in places if place.is_file()), None)
        if found is None:
            where = " or ".join(map(str, places))
            message = f"no text at {where}; claims will have no quote"
            document.report("warning", None, message, "Name the folder of the texts with --texts.")
            return
        try:
            raw = found.read_bytes()
            document.text = raw.decode("utf-8")
        except OSError as error:
            message = f"the text {found} can't be read ({error.strerror or error}); claims will have no quote"
            document.report("refused", None, message, "May you read it?")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            message = f"the text {found}:{line} is not UTF-8 (byte {error.start}); claims will have no quote"
            document.report("refused", None, message, "Save the text as UTF-8.")

    def _problem(self, line: int | None, message: str, hint: str) -> Problem:
        return Problem("refused", str(self.path), line, "", message, hint)


class _Window:
    """The text of a JSON file, read on as far as a value goes, and let go behind it: a file may be of any size.

    ``wrong`` is why the rest is no UTF-8; the text ends before that. ``line`` is the line of the last value or sign.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._decoder, self._bytes = file, codecs.getincrementaldecoder("utf-8-sig")(), 0
        self._text, self._ended, self._counted = "", False, 0
        self._lines, self._column = 0, 0  # that were let go: whole ones, and letters of the one that goes on
        self.place, self.line = 0, 1
        self.last = ""  # sign that isn't space
        self.wrong: UnicodeDecodeError | None = None

    def next(self) -> str:
        """Go to the next sign that is no space, and return it; "" at the end."""
        while True:
            found = SPACES.match(self._text, self.place)
            self.place = found.end() if found else self.place
            if self.place < len(self._text):
                break
            if not self._more():
                return ""
        self.line += self._text.count("\n", self._counted, self.place)
        self._counted, self.last = self.place, self._text[self.place]
        return self.last

    def value(self, decoder: json.JSONDecoder) -> Any:
        """Return the value that begins here, and go behind it. Raises ValueError and RecursionError where there is none."""
        while True:
            try:
                value, end = decoder.raw_decode(self._text, self.place)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated string") or error.pos + LONGEST_SIGN > len(
                    self._text
                )
                if cut and self._more():
                    continue
                error.colno += self._column if error.lineno == 1 else 0
                error.lineno += self._lines
                raise
            goes_on = isinstance(value, int | float) and end + LONGEST_SIGN > len(self._text)
            if not goes_on or not self._more():
                break
        value = _whole(value) if SURROGATE.search(self._text, self.place, end) else value
        self.place, self.last = end, self._text[end - 1]
        return value

    def next_line(self) -> bool:
        """Go to the end of the line; tell whether there is one."""
        while (place := self._text.find("\n", self.place)) < 0:
            if not self._more():
                return False
        self.place = place
        return True

    def _more(self) -> bool:
        """Read on, as much as is here already, so that a long value is looked at a few times only."""
        if self._ended:
            return False
        self.line += self._text.count("\n", self._counted, self.place)
        gone, self._text = self._text[: self.place], self._text[self.place :]
        self._lines += gone.count("\n")
        self._column = len(gone) - 1 - gone.rfind("\n") + (0 if "\n" in gone else self._column)
        self.place = self._counted = 0
        piece = self._file.read(max(HEAD, len(self._text)))
        self._ended = not piece
        waiting = len(self._decoder.getstate()[0])
        try:
            self._text += self._decoder.decode(piece, final=self._ended)
        except UnicodeDecodeError as error:
            self._text += error.object[: error.start].decode()
            error.start += self._bytes - waiting
            self.wrong, self._ended = error, True
        self._bytes += len(piece)
        return True


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} (line {error.lineno}, column {error.colno})"
    return "nested too deeply" if isinstance(error, RecursionError) else shorten(str(error))


def _whole(value: Any) -> Any:
    """Return a JSON value without half characters."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return {_whole(key): _whole(each) for key, each in value.items()} if isinstance(value, dict) else value
