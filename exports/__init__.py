"""The graph as a file, one format a module of this folder: ``write(driver, database, stream)``, found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from typing import BinaryIO, Protocol, cast

from neo4j import Driver

from diplograph.ontology.errors import DiplographError


class UnknownFormatError(DiplographError):
    """There is no export of that name."""

    status = 422
    title = "Unknown format"


class ExistingFileError(DiplographError):
    """A file that would be written is there already."""

    title = "Existing file"


class Export(Protocol):
    """What a module of this folder offers."""

    def write(self, driver: Driver, database: str, stream: BinaryIO) -> None:
        """Write the whole graph."""


def formats() -> list[str]:
    """Return the formats there are."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)


def export(driver: Driver, database: str, format_name: str, stream: BinaryIO) -> None:
    """Write the graph in a format. Raises UnknownFormatError, which lists those that there are."""
    if format_name not in formats():
        raise UnknownFormatError(f"There is no format {format_name!r}.", f"There are {', '.join(formats())}.")
    module = cast(Export, importlib.import_module(f"{__name__}.{format_name}"))
    module.write(driver, database, stream)
