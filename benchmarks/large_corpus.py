"""A corpus of any size, from a seed, with the graph beside it that loading it must make.

Run: .venv/bin/python benchmarks/large_corpus.py ARTICLES FOLDER [--seed SEED]

The articles are in FOLDER/articles, in Prodigy's JSONL, a thousand a file; what loading them must make is in
FOLDER/expected.sqlite, which large_compare.py holds against a database. Everything is a pure function of the seed and an
article's number: the first articles of a larger corpus are the smaller corpus.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from large_articles import Article, day_of
from large_events import ARTICLES, DAYS, tellings
from large_expected import Expected
from large_words import tell

from diplograph.exports.annotations import writer
from diplograph.graph_loader.document import Document

FORMAT = "prodigy"
SEED = 1
MOST = 1_000_000  # articles: for more there are neither names nor officials


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(
        description="Write a corpus of any size, and the graph that it must make."
    )
    parser.add_argument("articles", type=int, help="how many, up to a million")
    parser.add_argument("folder", type=Path, help="where to; it is made, and may not be there yet")
    parser.add_argument("--seed", type=int, default=SEED)
    said = parser.parse_args()
    if not 0 < said.articles <= MOST:
        parser.error(f"{said.articles} articles: it is 1 to {MOST:,}")
    if said.folder.exists():
        parser.error(f"{said.folder} is there already: name a new folder")
    start = time.perf_counter()
    write(said.seed, said.articles, said.folder)
    seconds = time.perf_counter() - start
    print(f"{said.articles:,} articles in {seconds:.1f} s, {said.articles / seconds:,.0f} a second")


def write(seed: int, count: int, folder: Path) -> None:
    """Write the first articles of a seed's corpus."""
    folder.mkdir(parents=True)
    expected = Expected(folder)
    for month in range(-(-count // ARTICLES)):
        place = folder / "articles" / f"{month:05}"
        place.mkdir(parents=True)
        documents = _noted(articles(seed, month, count), expected)
        for _ in writer(FORMAT).write(documents, place):
            pass
        expected.end_month(day_of(DAYS * (month + 1)).isoformat())
    expected.close()


def _noted(told: Iterable[Article], expected: Expected) -> Iterator[Document]:
    for article in told:
        expected.take(article)
        yield article.document


def articles(seed: int, month: int, count: int) -> Iterator[Article]:
    """Yield a month's articles, of those that a corpus of this size has."""
    return (tell(seed, told) for told in tellings(seed, month) if told.number < count)


if __name__ == "__main__":
    main()
