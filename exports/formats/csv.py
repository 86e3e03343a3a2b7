"""Comma-separated values (CSV, RFC 4180), UTF-8: the rows with the columns' names and codes as they are, for programs.

Booleans are true or false, lists one text joined by ``; ``, what isn't known is empty. The graph and the evidence are left out.

No cell is a formula: a spreadsheet that opens the file would run a text that begins with = + - @ (full-width ones too), a
tab or a line's end. Such a text, also one with apostrophes before that, has one apostrophe more at its start, as OWASP advises
against CSV injection (https://owasp.org/www-community/attacks/CSV_Injection): a program that takes it off has the text back.
Numbers stay numbers, negative ones too. That holds in a program told that commas stand between cells; one told of semicolons cuts texts elsewhere.

pandas, R, DuckDB, Neo4j's LOAD CSV and every spreadsheet read it; for an Excel in French there is csv-excel.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.texts import flat

MEDIA_TYPE = "text/csv"
ENDING = "csv"

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the rows."""
    names = [column["name"] for column in answer.columns]
    write_cells(stream, names, ([_cell(row[name]) for name in names] for row in answer.rows))


def write_cells(
    stream: BinaryIO, heading: list[str], rows: Iterable[list[str]], delimiter: str = ","
) -> None:
    """Write a heading and rows; their texts are guarded already."""
    # a lone surrogate, which UTF-8 can't hold, becomes a question mark
    writer = csv.writer(codecs.getwriter("utf-8")(stream, "replace"), delimiter=delimiter)
    writer.writerow(heading)
    writer.writerows(rows)


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    return f"'{text}" if FORMULA.match(text) else text


def _cell(value: Any) -> str:
    return flat(value) if isinstance(value, int | float) else guarded(flat(value))
