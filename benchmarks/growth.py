"""What a load costs as the graph grows: seconds and memory, batch by batch, of one load in a process of its own.

Run: .venv/bin/python benchmarks/growth.py ARTICLES
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import large_corpus
import psutil
from own_server import own_server

from diplograph.graph_loader.load import load
from diplograph.graph_loader.parallel import Workers
from diplograph.neo4j_server.connection import connection

LOAD = "--load"
MEGABYTE = 1_000_000


class Sample(NamedTuple):
    """How far a load has come: articles, seconds since it began, megabytes that its processes hold."""

    articles: int
    seconds: float
    memory: float


def main() -> None:
    """Print a line for each tenth."""
    if sys.argv[1:2] == [LOAD]:
        _load(Path(sys.argv[2]), int(sys.argv[3]), [int(each) for each in sys.argv[4:]])
        return
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        large_corpus.write(large_corpus.SEED, count, Path(folder, "corpus"))
        with own_server():
            found = measure(Path(folder, "corpus"))
    for each in found[:: max(1, len(found) // 10)]:
        print(f"{each.articles:>9,} articles {each.seconds:9.1f} s {each.memory:7.0f} MB")


def measure(
    corpus: Path, marks: Sequence[int] = (), at_mark: Callable[[int], None] | None = None, workers: int = 1
) -> list[Sample]:
    """Load a corpus into the server that runs; at each number of articles of ``marks`` the load waits for ``at_mark``."""
    command = [sys.executable, __file__, LOAD, str(corpus), str(workers), *map(str, marks)]
    found = [Sample(0, 0.0, 0.0)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for line in process.stdout:
            told = json.loads(line)
            if isinstance(told, list):
                found.append(Sample(*told))
                continue
            if at_mark:
                at_mark(told)
            process.stdin.write("on\n")
            process.stdin.flush()
    if process.returncode:
        raise RuntimeError(f"the load ended with {process.returncode}")
    return found


def cost(samples: Sequence[Sample], size: int) -> float:
    """Return the seconds an article took as the graph grew to so many, from half of them on."""
    half, whole = (next(each for each in samples if each.articles >= n) for n in (size / 2, size))
    return (whole.seconds - half.seconds) / (whole.articles - half.articles)


def memory(samples: Sequence[Sample], size: int) -> float:
    """Return the megabytes that a load held at its most until so many articles."""
    return max(each.memory for each in samples if each.articles <= size)


def _load(corpus: Path, workers: int, marks: list[int]) -> None:
    """Load, and print each batch as a line, and at each mark its number; then wait for a line."""
    process, begun, articles = psutil.Process(), time.perf_counter(), 0

    def done(count: int) -> None:
        nonlocal begun, articles
        articles += count
        held = sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
        print(json.dumps([articles, time.perf_counter() - begun, held / MEGABYTE]), flush=True)
        waited = time.perf_counter()
        while marks and articles >= marks[0]:
            print(marks.pop(0), flush=True)
            sys.stdin.readline()
        begun += time.perf_counter() - waited

    to = connection()
    with to.driver() as driver:
        crew, remembered = Workers(workers), corpus / "read.sqlite"
        load(driver, to.database, [corpus / "articles"], done=done, workers=crew, remembered=remembered)


if __name__ == "__main__":
    main()
