"""Answers as files, one format a module of ``formats``: ``MEDIA_TYPE``, ``ENDING`` and ``write(answer, stream)``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import BinaryIO, Protocol, cast

from diplograph.exports import formats as folder
from diplograph.exports.answer import Answer
from diplograph.ontology.errors import DiplographError


class UnknownFormatError(DiplographError):
    """There is no export of that name."""

    status = 422
    title = "Unknown format"


class ExistingFileError(DiplographError):
    """A file that would be written is there already."""

    title = "Existing file"


class Format(Protocol):
    """What a module of ``formats`` offers. ``ENDING`` is that of its files' names, without the dot."""

    MEDIA_TYPE: str
    ENDING: str

    def write(self, answer: Answer, stream: BinaryIO) -> None:
        """Write an answer, bit by bit where the format lets one. Raises UnwritableError where it can't hold it."""


@cache
def formats() -> list[str]:
    """Return the formats there are, as users type them: csv-excel."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(folder.__path__))


def format_of(name: str) -> Format:
    """Return a format's module. Raises UnknownFormatError, which lists those that there are."""
    if name not in formats():
        raise UnknownFormatError(f"There is no format {name!r}.", f"There are {', '.join(formats())}.")
    return cast(Format, importlib.import_module(f"{folder.__name__}.{name.replace('-', '_')}"))


def media_types() -> dict[str, str]:
    """Return the format of each media type; of two that share one, the first by name."""
    found: dict[str, str] = {}
    for name in formats():
        found.setdefault(format_of(name).MEDIA_TYPE, name)
    return found
