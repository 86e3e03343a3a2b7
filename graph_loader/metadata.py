"""About the article itself: ``metadata.csv`` beside the annotations, one row an article, columns may be missing."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diplograph.graph_loader import dates
from diplograph.graph_loader.document import Metadata
from diplograph.graph_loader.problems import Problem, shorten

FILE = "metadata.csv"
ADDRESSES = (
    "url",
    "translation_of",
)  # columns of one address; translation_of and cites may be an article's id
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+")
COLUMNS = (
    "id",
    "title",
    "publisher",
    "issued",
    "modified",
    "language",
    "url",
    "cites",
    "translation_of",
    "machine_translated",
)


@dataclass
class MetadataTable:
    """The rows of one metadata.csv by article id, and what was wrong with them, by article id ("" for the file)."""

    rows: dict[str, Metadata] = field(default_factory=dict)
    problems: dict[str, list[Problem]] = field(default_factory=dict)


def read_metadata(folder: Path) -> MetadataTable:
    """Read a folder's metadata.csv; an absent file is an empty table. UTF-8, with or without a BOM."""
    table, path = MetadataTable(), folder / FILE
    if not path.is_file():
        return table
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            unknown = [name for name in reader.fieldnames or [] if name not in COLUMNS]
            if unknown or "id" not in (reader.fieldnames or []):
                wrong = f"unknown columns: {', '.join(unknown)}" if unknown else "there is no column id"
                _note(table, "", path, 1, wrong, f"The columns are {', '.join(COLUMNS)}.")
            for row in reader if "id" in (reader.fieldnames or []) else ():
                _take(table, path, reader.line_num, row)
    except (UnicodeDecodeError, csv.Error) as error:
        _note(table, "", path, None, f"can't be read: {error}", "Save it as UTF-8, comma-separated.")
    return table


def _take(table: MetadataTable, path: Path, line: int, row: Mapping[str, str | None]) -> None:
    cells = {name: (value or "").strip() for name, value in row.items() if isinstance(value, str | None)}
    article = cells.get("id", "")
    if not article or article in table.rows:
        wrong = f"the id {article} stands twice; the first row counts" if article else "a row without an id"
        _note(table, article, path, line, wrong)
        return
    if None in row:
        cut = f"{len(row) - 1 + len(row[None])} cells in {len(row) - 1} columns"  # type: ignore[index, arg-type]  # csv keeps the rest there
        _note(table, article, path, line, cut, "Quote a cell that holds a comma.")
    for name in ("issued", "modified"):
        if cells.get(name) and not dates.is_edtf(cells[name]):
            _note(
                table,
                article,
                path,
                line,
                f"{name} {cells[name]!r} is no EDTF date",
                "Such as 2024-11-21, or 2024-11.",
            )
            cells[name] = ""
    cited = sorted({part.strip() for part in cells.get("cites", "").split(";") if part.strip()})
    named = [("cites", each) for each in cited] + [(name, cells.get(name, "")) for name in ADDRESSES]
    for name, said in named:
        if said and not _is_usable(said):
            wrong = f"{name} {shorten(said)!r} is no usable address or id; it is kept as it is"
            _note(table, article, path, line, wrong, "A space in an address is written %20.")
    table.rows[article] = Metadata(
        title=cells.get("title") or None,
        publisher=cells.get("publisher") or None,
        issued=cells.get("issued") or None,
        modified=cells.get("modified") or None,
        language=cells.get("language") or None,
        url=cells.get("url") or None,
        cites=tuple(cited),
        translation_of=cells.get("translation_of") or None,
        machine_translated=cells.get("machine_translated", "").casefold() in ("1", "true", "yes", "oui"),
    )


def _is_usable(said: str) -> bool:
    """Tell whether a text can be an article's id or an address."""
    return said.isprintable() and ("://" not in said or ADDRESS.fullmatch(said) is not None)


def _note(
    table: MetadataTable, article: str, path: Path, line: int | None, message: str, hint: str = ""
) -> None:
    problem = Problem("warning", str(path), line, article, message, hint)
    table.problems.setdefault(article, []).append(problem)
