"""A file that somebody named: what a reader needs of it and of what stands beside it, read once and only when asked."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from diplograph.graph_loader.beside import look_at
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.label_map import LabelMap
from diplograph.graph_loader.metadata import beside, from_fields, merged
from diplograph.graph_loader.problems import Problem, shorten

HEAD = 65_536  # bytes that tell a format
LONGEST_ID = 200  # bytes: an id is a file's name elsewhere
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
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(
                self._problem(None, f"not UTF-8 at byte {error.start}", "Save the file as UTF-8.")
            )
            return
        place = _behind_spaces(text, 0)
        in_array = text[place : place + 1] == "["
        place, line, number = place + in_array, 1, 0
        decoder, counted = json.JSONDecoder(), 0
        while (place := _behind_spaces(text, place)) < len(text):
            if in_array and text[place] in ",]":
                place += 1
                continue
            line, counted = line + text.count("\n", counted, place), place
            try:
                value, end = decoder.raw_decode(text, place)
                value = _whole(value) if SURROGATE.search(text, place, end) else value
            except (ValueError, RecursionError) as error:
                problems.append(self._problem(line, f"no JSON: {_why(error)}", "Export the file again."))
                place = text.find("\n", place)
                if in_array or place < 0:
                    return
                continue
            number, place = number + 1, end
            yield Item(value, line, number)
        if in_array and not text.rstrip().endswith("]"):
            problems.append(self._problem(line, "the list has no end: it was cut", "Export the file again."))

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
        found = next((place for place in places if look_at(place).is_file()), None)
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


def _behind_spaces(text: str, place: int) -> int:
    found = SPACES.match(text, place)
    return found.end() if found else place


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
