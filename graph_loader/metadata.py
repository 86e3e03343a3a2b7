"""About the article itself: what its annotation file says, else ``metadata.csv`` beside it, one row an article."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path

from diplograph.graph_loader import dates
from diplograph.graph_loader.beside import look_at
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


def beside(folder: Path, article: str) -> tuple[Metadata, list[Problem]]:
    """Return an article's row of the metadata.csv in a folder, and what is wrong with that row or table."""
    file = look_at(folder / FILE)
    table = _cached(folder, file.stat().st_mtime_ns if file.is_file() else 0)
    problems = table.problems.get(article, []) + table.problems.get("", [])
    return table.rows.get(article, Metadata()), problems


@lru_cache(maxsize=8)
def _cached(folder: Path, _stamp: int) -> MetadataTable:
    return read_metadata(folder)


def from_fields(
    file: str, article: str, said: Mapping[str, object], line: int | None = None
) -> tuple[Metadata, list[Problem]]:
    """Return metadata from values by column, as an annotation file or a row of the table has them.

    ``cites`` may be a list, or texts joined with ``;``. What can't be used is left out, and said.
    """
    problems: list[Problem] = []

    def note(message: str, hint: str = "") -> None:
        problems.append(Problem("warning", file, line, article, message, hint))

    cells = {name: _cell(said.get(name)) for name in COLUMNS}
    for name in ("issued", "modified"):
        if cells[name] and not dates.is_edtf(cells[name]):
            note(f"{name} {cells[name]!r} is no EDTF date", "Such as 2024-11-21, or 2024-11.")
            cells[name] = ""
    cited = sorted({part.strip() for part in cells["cites"].split(";") if part.strip()})
    for name, value in [("cites", each) for each in cited] + [(name, cells[name]) for name in ADDRESSES]:
        if value and not _is_usable(value):
            wrong = f"{name} {shorten(value)!r} is no usable address or id; it is kept as it is"
            note(wrong, "A space in an address is written %20.")
    plain = {
        name: cells[name] or None for name in COLUMNS if name not in ("id", "cites", "machine_translated")
    }
    translated = cells["machine_translated"].casefold() in ("1", "true", "yes", "oui")
    return Metadata(**plain, cites=tuple(cited), machine_translated=translated), problems


def said_of(value: Mapping[str, object]) -> dict[str, object]:
    """Return what an annotation tool's data says of an article, by column; its id aside."""
    return {name: value[name] for name in COLUMNS if name != "id" and name in value and _is_cell(value[name])}


def _is_cell(value: object) -> bool:
    listed = value if isinstance(value, list) else [value]
    return all(isinstance(each, str | int | float) for each in listed)


def merged(own: Metadata, other: Metadata) -> Metadata:
    """Return metadata with the other's values where it has none of its own."""
    return Metadata(
        **{each.name: getattr(own, each.name) or getattr(other, each.name) for each in fields(Metadata)}
    )


def write_metadata(folder: Path, rows: Mapping[str, Metadata]) -> Path:
    """Write what is known about articles, by id, as a folder's metadata.csv."""
    path = folder / FILE
    with path.open("x", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS)
        writer.writeheader()
        for article, about in rows.items():
            cells = {name: _cell(getattr(about, name)) for name in COLUMNS if name != "id"}
            writer.writerow(
                {"id": article} | cells | {"machine_translated": str(about.machine_translated).lower()}
            )
    return path


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return "" if value is None else str(value).strip()


def _take(table: MetadataTable, path: Path, line: int, row: Mapping[str, str | None]) -> None:
    article = _cell(row.get("id"))
    if not article or article in table.rows:
        wrong = f"the id {article} stands twice; the first row counts" if article else "a row without an id"
        _note(table, article, path, line, wrong)
        return
    if None in row:
        cut = f"{len(row) - 1 + len(row[None])} cells in {len(row) - 1} columns"  # type: ignore[index, arg-type]  # csv keeps the rest there
        _note(table, article, path, line, cut, "Quote a cell that holds a comma.")
    table.rows[article], problems = from_fields(str(path), article, row, line)
    if problems:
        table.problems.setdefault(article, []).extend(problems)


def _is_usable(said: str) -> bool:
    """Tell whether a text can be an article's id or an address."""
    return said.isprintable() and ("://" not in said or ADDRESS.fullmatch(said) is not None)


def _note(
    table: MetadataTable, article: str, path: Path, line: int | None, message: str, hint: str = ""
) -> None:
    problem = Problem("warning", str(path), line, article, message, hint)
    table.problems.setdefault(article, []).append(problem)
