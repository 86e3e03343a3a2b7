"""An answer on stdout: a table for the eye, the API's JSON, or CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

from rich.table import Table

from diplograph.ontology.load import load as load_ontology
from diplograph.queries.catalogue import Query
from diplograph.talk import Format, Language, cell, out, print_json, say

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
    """Print the rows, and beneath them their passages, each once, by the number that a row shows."""
    title = query.titles[lang]
    if not body["rows"]:
        say(f"{title}: none found.")
        return
    columns = [column for column in body["columns"] if _for_the_eye(column["name"], body)]
    passages: dict[str, int] = {}
    table = Table(title=f"{title} ({len(body['rows'])})", title_justify="left", show_lines=True)
    for column in columns:
        table.add_column(column["label"][lang], overflow="fold")
    table.add_column("")
    for row in body["rows"]:
        passage = _passage(row)
        mark = f"[{passages.setdefault(passage, len(passages) + 1)}]" if passage else ""
        table.add_row(
            *(cell(_labelled(column["name"], row[column["name"]], lang)) for column in columns), cell(mark)
        )
    console = out()
    console.print(table)
    for passage, number in passages.items():
        console.print(cell(f"[{number}] {passage}"), soft_wrap=not console.is_terminal)


def _for_the_eye(name: str, body: Mapping[str, Any]) -> bool:
    if name in FOR_MACHINES or name.endswith("_id"):
        return False
    return any(row[name] not in (None, [], False) for row in body["rows"])


def _labelled(column: str, value: Any, lang: Language) -> Any:
    """Return a code as its label: of a code list that is named like the column, or of an edge's type."""
    if not isinstance(value, str):
        return value
    for name, codes in load_ontology().code_lists.items():
        if column == name.rpartition(".")[2] and value in codes:
            return codes[value][lang]
    return _edge_labels(lang).get(value, value)


@cache
def _edge_labels(lang: Language) -> dict[str, str]:
    properties = load_ontology().properties.values()
    return {each.neo4j_type: each.labels[lang] for each in properties if each.neo4j_type}


def _passage(row: Mapping[str, Any]) -> str:
    quote, article, start = row.get("quote"), row.get("article"), row.get("char_start")
    where = f"{article} [{start}–{row.get('char_end')}]" if start is not None else article
    return " — ".join(filter(None, [f"« {quote} »" if quote else "", where]))
