"""Excel workbook (Office Open XML, ECMA-376): the rows, what each fact rests on, and what was asked, a sheet each.

Headings and codes are words in the answer's language; numbers and booleans are such. A date stays text, since a month or
« before May » is no date to a spreadsheet. No cell is a formula or a link: a text that looks like one is that text. Rows that a
sheet has no room for are on the next; a text longer than a cell holds ends with « … » and the note that it is cut. A lone
surrogate becomes U+FFFD, and the graph's nodes and edges are left out.

A character that XML can't hold is written as the standard's escape: U+0007 is _x0007_, and a text that has _x0007_ itself is
told apart. By the standard Excel and LibreOffice take it for the character; openpyxl and pandas give the escape, of which
openpyxl.utils.escape.unescape makes the character.

Excel, LibreOffice, Google Sheets and Numbers open it; so do pandas and R.
"""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.labels import labelled
from diplograph.exports.texts import flat
from diplograph.graph_loader.rdf import camel
from diplograph.ontology.load import load as load_ontology

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDING = "xlsx"

ROWS = 1_048_576  # of a sheet, its heading among them
LONGEST = 32_767  # UTF-16 code units of a cell
EXACT = 10**15  # below it Excel keeps every digit of an integer
LOOKED_AT = 100  # rows from which a column's width is taken
NARROW, WIDE = 10, 60  # characters
ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4})|^<(?=r>)")

SHEETS = {"rows": {"en": "Rows", "fr": "Lignes"}, "evidence": {"en": "Evidence", "fr": "Sources"}, "about": {"en": "About", "fr": "À propos"}}  # fmt: skip
CUT = {"en": "… [cut]", "fr": "… [coupé]"}
EVIDENCE = (
    "sentence",
    "quote",
    "attributed_to",
    "article",
    "title",
    "publisher",
    "issued",
    "address",
    "citation",
)
LABELS = {  # of what is no property of the ontology's
    "sentence": {"en": "fact", "fr": "fait"},
    "article": {"en": "article", "fr": "article"},
    "address": {"en": "address", "fr": "adresse"},
    "citation": {"en": "reference", "fr": "référence"},
    "asked": {"en": "asked", "fr": "demandé"},
    "made": {"en": "made on", "fr": "établi le"},
    "next": {"en": "more rows", "fr": "autres lignes"},
    "articles": {"en": "articles looked at", "fr": "articles examinés"},
    "publishers": {"en": "publishers", "fr": "éditeurs"},
    "languages": {"en": "languages", "fr": "langues"},
    "issued_first": {"en": "first issued", "fr": "première parution"},
    "issued_last": {"en": "last issued", "fr": "dernière parution"},
    "without_date": {"en": "articles without a date", "fr": "articles sans date"},
    "version": {"en": "version of the graph", "fr": "version du graphe"},
}
MORE = {"en": {True: "yes: these are a part", False: "no: these are all"}, "fr": {True: "oui : ceci n’est qu’une partie", False: "non : tout est ici"}}  # fmt: skip


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the sheets row by row to a file of its own, and that to the stream: it is the same whatever the stream is."""
    import xlsxwriter  # a hundredth of a second that the command line needn't spend at each start

    with TemporaryDirectory() as folder:
        options = {"constant_memory": True, "tmpdir": folder}
        texts = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        path = Path(folder, "answer.xlsx")
        workbook = xlsxwriter.Workbook(path, options | texts)
        workbook.set_properties({"created": datetime.combine(answer.made, time())})
        sheets = _Sheets(workbook, answer.lang)
        if answer.columns:
            heading = [column["label"][answer.lang] for column in answer.columns]
            sheets.add("rows", heading, _rows(answer))
        sheets.add("evidence", [_label(name, answer.lang) for name in EVIDENCE], _evidence(answer))
        sheets.add("about", [_label("title", answer.lang), answer.title], _about(answer))
        workbook.close()
        with path.open("rb") as whole:
            shutil.copyfileobj(whole, stream)


class _Sheets:
    """The sheets of a workbook; one that is full goes on in the next."""

    def __init__(self, workbook: Any, lang: str) -> None:
        self._workbook, self._lang = workbook, lang
        self._plain = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._bold = workbook.add_format({"text_wrap": True, "valign": "top", "bold": True})

    def add(self, name: str, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        rest, number = iter(rows), 1
        while (first := list(islice(rest, min(LOOKED_AT, ROWS - 1)))) or number == 1:
            suffix = f" {number}" if number > 1 else ""
            sheet = self._workbook.add_worksheet(SHEETS[name][self._lang] + suffix)
            sheet._escape_control_characters = _escaped
            self._fill(sheet, heading, first, islice(rest, ROWS - 1 - len(first)))
            number += 1

    def _fill(
        self,
        sheet: Any,
        heading: Sequence[str],
        first: Sequence[Sequence[Any]],
        rest: Iterable[Sequence[Any]],
    ) -> None:
        for column, cells in enumerate(zip(heading, *first, strict=True)):
            sheet.set_column(column, column, min(WIDE, max(NARROW, *(len(flat(cell)) for cell in cells)) + 2))
        sheet.freeze_panes(1, 0)
        self._write(sheet, 0, heading, self._bold)
        last = 0
        for last, row in enumerate(chain(first, rest), 1):
            self._write(sheet, last, row, self._plain)
        sheet.autofilter(0, 0, last, len(heading) - 1)

    def _write(self, sheet: Any, row: int, cells: Sequence[Any], style: Any) -> None:
        for column, value in enumerate(cells):
            if isinstance(value, bool):
                sheet.write_boolean(row, column, value, style)
            elif _is_number(value):
                sheet.write_number(row, column, value, style)
            elif value is not None:
                sheet.write_string(row, column, _fitting(flat(value), CUT[self._lang]), style)


def _rows(answer: Answer) -> Iterator[list[Any]]:
    for row in answer.rows:
        yield [labelled(column, row, answer.lang) for column in answer.columns]


def _evidence(answer: Answer) -> Iterator[list[Any]]:
    """Yield the passages, those they are attributed to by name where the answer has one."""
    wanted = {sayer for told in answer.evidence for sayer in told["attributed_to"] or ()}
    nodes = answer.nodes if wanted else ()
    names = {node["id"]: node["name"] for node in nodes if node["id"] in wanted and node["name"]}
    for told in answer.evidence:
        sayers = [names.get(sayer, sayer) for sayer in told["attributed_to"] or ()]
        yield [told[name] if name != "attributed_to" else sayers or None for name in EVIDENCE]


def _about(answer: Answer) -> Iterator[tuple[str, Any]]:
    """Yield what was asked, of what, when, and whether there is more."""
    lang = answer.lang
    yield _label("asked", lang), "; ".join(answer.asked)
    yield _label("made", lang), answer.made.isoformat()
    if "next" in answer.about:
        yield _label("next", lang), MORE[lang][bool(answer.about["next"])]
    for name, value in answer.about.get("coverage", {}).items():
        yield _label(name, lang), value


def _label(name: str, lang: str) -> str:
    """Return the heading of a member of an answer: of our own, or the property's."""
    return (LABELS.get(name) or load_ontology().properties[camel(name)].labels)[lang]


def _is_number(value: Any) -> bool:
    """Return whether a value is a number that a cell holds as it is."""
    if isinstance(value, int):
        return abs(value) < EXACT
    return isinstance(value, float) and math.isfinite(value)


def _fitting(text: str, cut: str) -> str:
    """Return a text that a cell has room for, which says so where it is only the beginning."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST:
        return units.decode("utf-16-le", "replace")
    return units[: 2 * (LONGEST - len(cut))].decode("utf-16-le", "ignore") + cut


def _escaped(value: object) -> str:
    """Return a text, or a boolean's 1 or 0, with the standard's escapes.

    XlsxWriter's own, which this replaces, miss one that begins where another ends, and leave <r>…</r> as markup.
    """
    return ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", str(value))
