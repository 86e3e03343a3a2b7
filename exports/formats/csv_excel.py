"""The rows as CSV that a double click opens right in an Excel set to French, or to most of Europe's languages.

UTF-8 with a byte order mark, ``;`` between cells, a comma in decimal numbers; headings, codes and booleans are words in the
answer's language. Lists and the apostrophe before what would be a formula are those of csv; the graph and the evidence are left out.

Excel makes a date of a text that looks like one (2024-03); xlsx keeps it as it is. LibreOffice asks, and takes ``;`` too.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.formats.csv import guarded, write_cells
from diplograph.exports.labels import labelled
from diplograph.exports.texts import flat

MEDIA_TYPE = "text/csv"
ENDING = "csv"

BOOLEANS = {"en": {True: "true", False: "false"}, "fr": {True: "vrai", False: "faux"}}


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the rows."""
    stream.write(codecs.BOM_UTF8)
    heading = [column["label"][answer.lang] for column in answer.columns]
    rows = ([_cell(column, row, answer.lang) for column in answer.columns] for row in answer.rows)
    write_cells(stream, heading, rows, delimiter=";")


def _cell(column: Mapping[str, Any], row: Mapping[str, Any], lang: str) -> str:
    value = labelled(column, row, lang)
    if isinstance(value, bool):
        return BOOLEANS[lang][value]
    if isinstance(value, int | float):
        return flat(value).replace(".", ",")
    return guarded(flat(value))
