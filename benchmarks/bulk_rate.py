"""What a bulk load takes: the command, from files to a graph that answers, in a process of its own.

Run: .venv/bin/python benchmarks/bulk_rate.py ARTICLES
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import large_corpus
import psutil
from large_compare import differing
from neo4j import Driver
from own_server import own_server

from diplograph.neo4j_server.connection import connection
from diplograph.neo4j_server.home import ServerFolder

COMMAND = Path(sys.executable).with_name("diplograph")
STAGES = {"Importing": "import", "Making indexes": "indexes"}  # how they begin, in what the command says
FIRST = "files"  # the stage before them: all that many processes share
EVERY = 2.0  # seconds between two looks at memory and disk


@dataclass
class Bulk:
    """What a bulk load of so many articles took.

    By stage the seconds, and at the most the bytes of memory of all its processes; the most bytes that it put on the
    disk for a while; and the bytes that the store has in the end. ``differences``: between the graph and what the corpus says, None
    until they are looked for.
    """

    articles: int
    stages: dict[str, float]
    memory: dict[str, int]
    work: int
    store: int
    differences: int | None = None

    @property
    def seconds(self) -> float:
        """All of it."""
        return sum(self.stages.values())


def main() -> None:
    """Print the seconds, the rate and the rest; then how far the graph is what the corpus says."""
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        large_corpus.write(large_corpus.SEED, count, corpus)
        with measured(corpus, count) as (found, driver, database):
            stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in found.stages.items())
            print(
                f"{count:,} articles in {found.seconds:.1f} s ({stages}), {count / found.seconds:,.0f} a second"
            )
            for name, size in {**found.memory, "work": found.work, "store": found.store}.items():
                print(f"{name}: {size / 1e6:,.0f} MB, {size / count:,.0f} bytes an article", flush=True)
            print(f"{differing(driver, database, corpus)} differences from what the corpus says")


@contextmanager
def measured(corpus: Path, count: int) -> Iterator[tuple[Bulk, Driver, str]]:
    """Bulk-load a corpus of so many articles, Neo4j running before and after; give what it took, and the graph."""
    with own_server() as (driver, database, _):
        driver.close()  # the server is stopped meanwhile
        folder = ServerFolder.current()
        stages, begun = dict[str, float](), time.perf_counter()
        command = [COMMAND, "bulk-load", corpus / "articles"]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stderr
            with _watched(process.pid, folder.incoming) as most:
                for line in process.stderr:
                    then = next((stage for said, stage in STAGES.items() if line.startswith(said)), None)
                    if then:
                        stages[most.stage], begun = time.perf_counter() - begun, time.perf_counter()
                        most.stage = then
            process.wait()
            stages[most.stage] = time.perf_counter() - begun
        if process.returncode not in (0, 1):  # 1: a part was left out
            raise RuntimeError(f"the bulk load ended with {process.returncode}")
        with connection().driver() as driver:
            yield Bulk(count, stages, most.memory, most.work, _size(folder.data)), driver, database


@dataclass
class _Most:
    """The most bytes that a process and its own held, by stage, and that a folder had."""

    stage: str = FIRST
    memory: dict[str, int] = field(default_factory=dict)
    work: int = 0


@contextmanager
def _watched(pid: int, work: Path) -> Iterator[_Most]:
    """Look at a process and a folder now and then; whoever asks says in which stage it is."""
    most, ended = _Most(), threading.Event()

    def look() -> None:
        while not ended.wait(EVERY):
            most.memory[most.stage] = max(most.memory.get(most.stage, 0), _memory(pid))
            most.work = max(most.work, _size(work))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        ended.set()
        thread.join()


def _memory(pid: int) -> int:
    total = 0
    try:
        first = psutil.Process(pid)
        for each in (first, *first.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # gone meanwhile
            continue
    return total


if __name__ == "__main__":
    main()
