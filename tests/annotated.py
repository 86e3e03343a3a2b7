"""Small annotated articles for tests: brat files whose offsets are looked up in the text, not counted by hand."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from diplograph.graph_loader.document import Document
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.identity import Mention, assign
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.metadata import COLUMNS, FILE
from diplograph.graph_loader.readers.brat import read
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.rows import claim_row
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

SPAN = re.compile(r"(T\d+) (\w+) (.+)", re.DOTALL)


def ann(text: str, *lines: str) -> str:
    """Return brat records. ``T1 State Norvège`` finds its offsets; other lines get a tab behind their id.

    ``Norvège#2`` is the second one of the text, ``ministre|de la Défense`` is discontinuous. A line that holds a
    tab already stays as it is.
    """
    return "".join(f"{line if _is_raw(line) else _record(text, line)}\n" for line in lines)


def _is_raw(line: str) -> bool:
    return re.match(r"[^ ]*\t", line) is not None


def _record(text: str, line: str) -> str:
    span = SPAN.fullmatch(line)
    if not span:
        return line.replace(" ", "\t", 1)
    words, _, nth = span[3].partition("#")
    found, place = [], -1
    for part in words.split("|"):
        place = text.index(part, place + 1)
        for _ in range(int(nth or 1) - 1):
            place = text.index(part, place + 1)
        found.append(f"{place} {place + len(part)}")
        place += len(part) - 1
    return f"{span[1]}\t{span[2]} {';'.join(found)}\t{words.replace('|', ' ')}"


def write(folder: Path, name: str, text: str, *lines: str, **about: str) -> Path:
    """Write an article, its annotation and its row of metadata.csv; return the annotation's path."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath(f"{name}.txt").write_bytes(text.encode())
    path = folder / f"{name}.ann"
    path.write_bytes(ann(text, *lines).encode())
    table = folder / FILE
    rows = list(csv.DictReader(table.open(encoding="utf-8", newline=""))) if table.is_file() else []
    rows = [row for row in rows if row["id"] != name] + [{"id": name} | about]
    with table.open("w", encoding="utf-8", newline="") as lines_:
        writer = csv.DictWriter(lines_, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def disagreeing(folder: Path) -> Path:
    """Write two invented articles that give one meeting two dates; return their folder."""
    text = "Le jour dit, Astrid Holmen et Pablo Riquelme se sont entretenus."
    lines = (
        "T1 Date jour dit",
        "T2 Official Astrid Holmen",
        "T3 Official Pablo Riquelme",
        "T4 Meeting entretenus",
        "E1 Meeting:T4 participant:T2 participant2:T3 date:T1",
        "N1 Reference E1 Wikidata:Q990001\tEntretiens",
    )
    for name, day in (("holmen-1", "2031-03-12"), ("holmen-2", "2031-03-14")):
        write(folder, name, text, *lines, f"A1 Value T1 {day}", language="fr", issued="2031-03-20")
    return folder


def document(folder: Path, text: str, *lines: str, name: str = "a", **about: str) -> Document:
    """Return the document that an article and its annotation are read as."""
    return next(iter(read(InputFile(write(folder, name, text, *lines, **about)))))


def told(folder: Path, text: str, *lines: str, name: str = "a", **about: str) -> Record:
    """Return what an article says."""
    return extract(document(folder, text, *lines, name=name, **about), load_ontology(), reference())[0]


def ids(*records: Record) -> dict[tuple[str, str], str]:
    """Return the id of each thing of some articles, by article and ref."""
    pairs = [(record.article, thing) for record in records for thing in record.things]
    fixed = {(article, thing.ref): thing.fixed for article, thing in pairs if thing.fixed}
    return fixed | assign(Mention.of(article, thing) for article, thing in pairs if not thing.fixed)


def entities(*records: Record, cls: str | None = None) -> set[str]:
    """Return the ids of all things of some articles, or of one class."""
    found = ids(*records)
    return {found[r.article, t.ref] for r in records for t in r.things if cls in (None, t.cls)}


def claims(*records: Record) -> list[dict[str, Any]]:
    """Return the claims of some articles as rows of the graph."""
    found = ids(*records)
    return [claim_row(r.article, claim, found, load_ontology()) for r in records for claim in r.claims]


def edges(*records: Record) -> set[tuple[str, str, str, str, str]]:
    """Return what joins two things: subject, property, object, modality, basis."""
    rows = [row for row in claims(*records) if row.get("value") is None]
    return {(row["subject"], row["predicate"], row["object"], row["modality"], row["basis"]) for row in rows}


def values(*records: Record) -> set[tuple[str, str, str, str]]:
    """Return what is said of one thing: subject, property, value, modality."""
    rows = [row for row in claims(*records) if row.get("value") is not None]
    return {(row["subject"], row["predicate"], row["value"], row["modality"]) for row in rows}


def messages(problems: Iterable[Any]) -> list[tuple[str, int | None, str]]:
    """Return the severity, line and annotation of problems."""
    return [(problem.severity, problem.line, problem.annotation) for problem in problems]
