"""Comma-separated values (RFC 4180), UTF-8: the rows with the columns' names and codes as they are, for programs."""

from __future__ import annotations

import csv
from io import TextIOWrapper
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer

MEDIA_TYPE = "text/csv"
ENDING = "csv"


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the rows."""
    text = TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    names = [column["name"] for column in answer.columns]
    writer.writerow(names)
    for row in answer.rows:
        writer.writerow([_flat(row[name]) for name in names])
    text.detach()


def _flat(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(map(str, value)) if isinstance(value, list) else value
