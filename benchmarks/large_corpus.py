"""A corpus of any size, from a seed, with the graph beside it that loading it must make.

Run: .venv/bin/python benchmarks/large_corpus.py ARTICLES FOLDER [SEED]

The articles are in FOLDER/articles, in Prodigy's JSONL, a thousand a file. Everything is a pure function of the seed and an
article's number: the first articles of a larger corpus are the smaller corpus.
"""

from __future__ import annotations

import sys
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


def main() -> None:
    """Write a corpus."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else SEED
    start = time.perf_counter()
    write(seed, count, folder)
    seconds = time.perf_counter() - start
    print(f"{count} articles in {seconds:.1f} s, {count / seconds:.0f} a second")


def write(seed: int, count: int, folder: Path) -> None:
    """Write the first articles of a seed's corpus."""
    folder.mkdir(parents=True, exist_ok=True)
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
