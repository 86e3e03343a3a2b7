"""How well identity tells officials: precision and recall on labelled pairs of names, with 95 % Wilson intervals.

Run: .venv/bin/python benchmarks/name_pairs.py

Each pair (tests/data/name_pairs.csv) becomes two articles that are extracted and identified as a load does it: alone,
which is hardest on recall, and together with the articles of all other pairs, which is hardest on precision.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from rich.console import Console
from rich.table import Table

from diplograph.graph_loader.document import Arc, Document, Link, Metadata, Span
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.identity import Mention, assign
from diplograph.graph_loader.records import digest
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

PAIRS = Path(__file__).parent.parent / "tests" / "data" / "name_pairs.csv"
Z = 1.96  # of a 95 % interval
Pair = dict[str, str]
Said = tuple[str, ...]  # name, language, post, state or body, year


@dataclass(frozen=True)
class Score:
    """A share with its Wilson interval."""

    hits: int
    of: int

    @property
    def share(self) -> float:
        """Hits of all; 0 of none."""
        return self.hits / max(self.of, 1)

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson score interval."""
        if not self.of:
            return 0.0, 1.0
        middle = (self.share + Z**2 / (2 * self.of)) / (1 + Z**2 / self.of)
        half = (
            Z * sqrt(self.share * (1 - self.share) / self.of + Z**2 / (4 * self.of**2)) / (1 + Z**2 / self.of)
        )
        return middle - half, middle + half

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.share:.4f} ({low:.4f} to {high:.4f}; {self.hits} of {self.of})"


def pairs() -> list[Pair]:
    """Return the labelled pairs."""
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def are_one(pair: Pair) -> bool:
    """Tell whether two articles that give the two mentions, alone in the graph, speak of one person."""
    found = assign(mention for side in "ab" for mention in _officials(_said(pair, side)))
    return len(found) == 2 and len(set(found.values())) == 1


def judged_together(every: list[Pair]) -> list[tuple[Pair, bool]]:
    """Return whether the mentions of each pair are one in a graph that holds the articles of all pairs."""
    told = {said: _officials(said) for pair in every for said in (_said(pair, "a"), _said(pair, "b"))}
    ids = assign(mention for mentions in told.values() for mention in mentions)
    of = {said: {ids[mention.place] for mention in mentions} for said, mentions in told.items()}
    return [(pair, of[_said(pair, "a")] == of[_said(pair, "b")]) for pair in every]


def scores(judged: list[tuple[Pair, bool]]) -> tuple[Score, Score]:
    """Return precision and recall."""
    right = sum(one and pair["label"] == "same" for pair, one in judged)
    return (
        Score(right, sum(one for _, one in judged)),
        Score(right, sum(pair["label"] == "same" for pair, _ in judged)),
    )


def _said(pair: Pair, side: str) -> Said:
    return tuple(pair[f"{name}_{side}"] for name in ("name", "language", "post", "in", "year"))


@cache
def _officials(said: Said) -> tuple[Mention, ...]:
    record, _ = extract(_article(said), load_ontology(), reference())
    return tuple(Mention.of(record.article, thing) for thing in record.things if thing.cls == "Official")


def _article(said: Said) -> Document:
    """Return an article that says: NAME, POST, STATE."""
    name, language, post, where, year = said
    text, spans = "", []
    body = "State" if len(where) == 2 else "Organization"
    for number, (label, words) in enumerate((("Official", name), ("Post", post), (body, where))):
        links = [Link(f"ISO:{words}")] if label == "State" else []
        place = ((len(text), len(text) + len(words)),)
        spans.append(Span(f"T{number}", label, place, words, links=links))
        text += f"{words}, "
    arcs = [Arc("R0", "holds", "T0", "T1"), Arc("R1", "in", "T1", "T2")]
    article = digest(said)
    about = Metadata(issued=year, language=language)
    return Document(
        article, f"{article}.ann", text, about, spans={span.id: span for span in spans}, arcs=arcs
    )


def main() -> None:
    """Judge every pair, and print the shares, the counts by kind, and what is wrong."""
    every = pairs()
    console = Console(width=140)
    console.print(f"{len(every)} pairs", highlight=False)
    alone = [(pair, are_one(pair)) for pair in every]
    for what, judged in (("each pair alone", alone), ("all articles in one graph", judged_together(every))):
        for half in ("", "seen", "held-out"):
            precision, recall = scores([(pair, one) for pair, one in judged if half in ("", pair["half"])])
            console.print(f"{what}, {half or 'both halves'}: precision {precision}", highlight=False)
            console.print(f"{what}, {half or 'both halves'}: recall    {recall}", highlight=False)
    table = Table("label", "why", "pairs", "right, alone")
    total = Counter((pair["label"], pair["why"]) for pair in every)
    right = Counter((p["label"], p["why"]) for p, one in alone if one == (p["label"] == "same"))
    for kind, count in sorted(total.items()):
        table.add_row(*kind, str(count), str(right[kind]))
    console.print(table)
    for pair, one in alone:
        if one != (pair["label"] == "same"):
            sides = (f"{pair[f'name_{s}']} ({pair[f'in_{s}']} {pair[f'year_{s}']})" for s in "ab")
            console.print(f"{pair['label']}, not told: {' / '.join(sides)}: {pair['why']}", highlight=False)


if __name__ == "__main__":
    main()
