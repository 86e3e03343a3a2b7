"""The scheme as an annotation tool's configuration, one tool a module: ``files(ontology)``, found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Protocol, cast

from diplograph.exports import ExistingFileError, UnknownFormatError
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import Ontology


class Tool(Protocol):
    """What a module of this folder offers."""

    def files(self, ontology: Ontology) -> dict[str, str]:
        """Return the configuration's files: text by name."""


def tools() -> list[str]:
    """Return the tools there is a configuration for, as users type them: label-studio."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def write_config(tool: str, folder: Path) -> list[Path]:
    """Write a tool's configuration into a folder; return the files.

    Raises UnknownFormatError for an unknown tool, and ExistingFileError, before anything is written, where one is there.
    """
    if tool not in tools():
        raise UnknownFormatError(
            f"There is no configuration for {tool!r}.", f"There is one for {', '.join(tools())}."
        )
    module = cast(Tool, importlib.import_module(f"{__name__}.{tool.replace('-', '_')}"))
    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / name: text for name, text in module.files(load_ontology()).items()}
    there = [str(path) for path in files if path.exists()]
    if there:
        raise ExistingFileError(f"{', '.join(there)} is there already.", "Name another folder with --to.")
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return list(files)
