"""How well identity tells officials: precision and recall on labelled pairs of names, with 95 % Wilson intervals.

Run: .venv/bin/python benchmarks/name_pairs.py

Each pair (tests/data/name_pairs.csv) becomes two articles that are extracted and identified as a load does it.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from rich.console import Console
from rich.table import Table

from diplograph.graph_loader.document import Arc, Document, Link, Metadata, Span
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.identity import Mention, assign
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

PAIRS = Path(__file__).parent.parent / "tests" / "data" / "name_pairs.csv"
Z = 1.96  # of a 95 % interval
Pair = dict[str, str]


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
    """Tell whether two articles that give the two mentions speak of one person."""
    found = assign(mention for side in "ab" for mention in _officials(pair, side))
    return len(found) == 2 and len(set(found.values())) == 1


def scores(judged: list[tuple[Pair, bool]]) -> tuple[Score, Score]:
    """Return precision and recall."""
    right = sum(one and pair["label"] == "same" for pair, one in judged)
    return (
        Score(right, sum(one for _, one in judged)),
        Score(right, sum(pair["label"] == "same" for pair, _ in judged)),
    )


def _officials(pair: Pair, side: str) -> list[Mention]:
    record, _ = extract(_article(pair, side), load_ontology(), reference())
    return [Mention.of(record.article, thing) for thing in record.things if thing.cls == "Official"]


def _article(pair: Pair, side: str) -> Document:
    """Return an article that says: NAME, POST, STATE."""
    said = {name: pair[f"{name}_{side}"] for name in ("name", "language", "post", "in", "year")}
    text, spans = "", []
    body = "State" if len(said["in"]) == 2 else "Organization"
    for number, (label, words) in enumerate(
        (("Official", said["name"]), ("Post", said["post"]), (body, said["in"]))
    ):
        links = [Link(f"ISO:{words}")] if label == "State" else []
        place = ((len(text), len(text) + len(words)),)
        spans.append(Span(f"T{number}", label, place, words, links=links))
        text += f"{words}, "
    arcs = [Arc("R0", "holds", "T0", "T1"), Arc("R1", "in", "T1", "T2")]
    about = Metadata(issued=said["year"], language=said["language"])
    return Document(side, f"{side}.ann", text, about, spans={span.id: span for span in spans}, arcs=arcs)


def main() -> None:
    """Judge every pair, and print the shares, the counts by kind, and what is wrong."""
    judged = [(pair, are_one(pair)) for pair in pairs()]
    precision, recall = scores(judged)
    console = Console(width=140)
    console.print(f"{len(judged)} pairs\nprecision {precision}\nrecall    {recall}", highlight=False)
    table = Table("label", "why", "pairs", "right")
    total = Counter((pair["label"], pair["why"]) for pair, _ in judged)
    right = Counter((p["label"], p["why"]) for p, one in judged if one == (p["label"] == "same"))
    for kind, count in sorted(total.items()):
        table.add_row(*kind, str(count), str(right[kind]))
    console.print(table)
    for pair, one in judged:
        if one != (pair["label"] == "same"):
            sides = (f"{pair[f'name_{s}']} ({pair[f'in_{s}']} {pair[f'year_{s}']})" for s in "ab")
            console.print(f"{pair['label']}, not told: {' / '.join(sides)}: {pair['why']}", highlight=False)


if __name__ == "__main__":
    main()
