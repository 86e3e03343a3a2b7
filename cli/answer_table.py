"""An answer on stdout, for the eye: a table, and beneath it the passages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from diplograph.exports.labels import OTHER, labelled
from diplograph.queries.catalogue import Query
from diplograph.talk import Language, cell, out, say

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
    "citation",
)
HOPS = "edges"  # a column that lists facts: the eye has their sentences, each with its passage
NONE = {
    "en": "{title}: none found, in {articles} articles of {publishers} publishers, issued {first} to {last}.",
    "fr": "{title} : rien trouvé, dans {articles} articles de {publishers} éditeurs, parus de {first} à {last}.",
}


def show_table(body: Mapping[str, Any], query: Query, lang: Language) -> None:
    """Print the rows, and beneath them their passages, each once, by the number that a row shows."""
    title = query.titles[lang]
    if not body["rows"]:
        say(_none(title, body["coverage"], lang))
        return
    columns = [column for column in body["columns"] if _for_the_eye(column["name"], body)]
    passages: dict[str, int] = {}
    table = Table(title=f"{title} ({len(body['rows'])})", title_justify="left", show_lines=True)
    for column in columns:
        table.add_column(column["label"][lang], overflow="fold")
    table.add_column("")
    facts = {each["fact"]: each for each in body["evidence"] if each["claim"] is None}
    for row in body["rows"]:
        hops = [facts[edge] for edge in row.get(HOPS) or () if edge in facts]
        sentences = [f"{hop['sentence']} {_mark(hop, passages)}".strip() for hop in hops]
        shown = row | ({HOPS: "\n".join(sentences)} if hops else {})
        other = {name.removeprefix(OTHER): row[name] for name in row if name.startswith(OTHER)}
        marks = f"{_mark(row, passages)} {_mark(other, passages)}".strip()
        table.add_row(*(cell(labelled(column, shown, lang)) for column in columns), cell(marks))
    console = out()
    console.print(table)
    for passage, number in passages.items():
        console.print(cell(f"[{number}] {passage}"), soft_wrap=not console.is_terminal)


def _mark(told: Mapping[str, Any], passages: dict[str, int]) -> str:
    """Return the number of a passage; one that is new gets the next."""
    passage = _passage(told)
    return f"[{passages.setdefault(passage, len(passages) + 1)}]" if passage else ""


def _for_the_eye(name: str, body: Mapping[str, Any]) -> bool:
    if name.removeprefix(OTHER) in FOR_MACHINES or name.endswith("_id"):
        return False
    return any(row[name] not in (None, [], False) for row in body["rows"])


def _none(title: str, coverage: Mapping[str, Any], lang: Language) -> str:
    """Return that nothing was found, and what was looked at: none isn't « not looked at »."""
    first, last = (coverage[f"issued_{end}"] or "?" for end in ("first", "last"))
    publishers = len(coverage["publishers"])
    return NONE[lang].format(
        title=title, articles=coverage["articles"], publishers=publishers, first=first, last=last
    )


def _passage(told: Mapping[str, Any]) -> str:
    quote, article, start = told.get("quote"), told.get("article"), told.get("char_start")
    where = f"{article} [{start}–{told.get('char_end')}]" if start is not None else article
    return " — ".join(filter(None, [f"« {quote} »" if quote else "", where]))
