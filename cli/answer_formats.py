"""An answer on stdout: a table for the eye, the API's JSON, or CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from typing import Any

from rich.table import Table

from diplograph.queries.catalogue import Query
from diplograph.talk import Format, Language, cell, clean, out, print_json, say

# What the machine needs of a row; the eye has the names, and the passage in a column of its own.
FOR_MACHINES = (
    "quote",
    "article",
    "publisher",
    "issued",
    "char_start",
    "char_end",
    "edge",
    "claim_id",
    "basis",
    "confidence",
)
LIMIT = 1000  # the questions' own


def show(body: Mapping[str, Any], query: Query, format_: Format, lang: Language) -> None:
    """Print an answer."""
    if format_ is Format.json:
        print_json(body)
    elif format_ is Format.csv:
        _csv(body)
    else:
        _table(body, query, lang)
    if len(body["rows"]) >= LIMIT:
        say(f"These are the first {LIMIT} rows; ask something narrower for the others.")


def _csv(body: Mapping[str, Any]) -> None:
    names = [column["name"] for column in body["columns"]]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in body["rows"]:
        writer.writerow([_flat(row[name]) for name in names])


def _flat(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _table(body: Mapping[str, Any], query: Query, lang: Language) -> None:
    title = query.titles[lang]
    if not body["rows"]:
        say(f"{title}: none found.")
        return
    columns = [column for column in body["columns"] if _for_the_eye(column["name"], body)]
    table = Table(title=f"{title} ({len(body['rows'])})", show_lines=True)
    for column in columns:
        table.add_column(column["label"][lang], overflow="fold", ratio=2)
    table.add_column("source", overflow="fold", ratio=5)
    for row in body["rows"]:
        table.add_row(*(cell(row[column["name"]]) for column in columns), cell(_passage(row)))
    out().print(table)


def _for_the_eye(name: str, body: Mapping[str, Any]) -> bool:
    if name in FOR_MACHINES or name.endswith("_id"):
        return False
    return any(row[name] not in (None, [], False) for row in body["rows"])


def _passage(row: Mapping[str, Any]) -> str:
    quote, article = row.get("quote"), row.get("article")
    said = f"« {clean(quote)} »\n" if quote else ""
    where = (
        f"{article} [{row.get('char_start')}–{row.get('char_end')}]"
        if row.get("char_start") is not None
        else article
    )
    return f"{said}— {where}" if article else said
