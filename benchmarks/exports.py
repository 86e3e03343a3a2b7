"""What each format costs: seconds, memory and bytes of an answer's file at 100, 1,000 and 10,000 edges.

Run: .venv/bin/python benchmarks/exports.py [EDGES…]

The edges are the first of a graph of made digests, from a server that is started in a temporary folder and stopped at
the end. Each file is written by a process of its own, whose answer is in memory already: its seconds are the median
of three, its memory is what the process grew by at its peak, libraries that the format needs included. In one run, each format
stands beside CSV at the same size.
"""

from __future__ import annotations

import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

from own_server import fill, own_server
from rich.console import Console
from rich.table import Table

from diplograph.api.whole import whole
from diplograph.exports import format_of, formats
from diplograph.exports.answer import Answer, UnwritableError

SIZES = (100, 1_000, 10_000)
RUNS = 3
AT_A_TIME = 200  # digests
BASE = "csv"
WRITE = "--write"


def main() -> None:
    """Print a table for each size."""
    if sys.argv[1:2] == [WRITE]:
        _write(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
        return
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    console = Console(width=120)
    with tempfile.TemporaryDirectory() as folder:
        with own_server() as (driver, database, _):
            digests = 0
            while driver.execute_query(
                "MATCH ()-[r]->() WHERE r.basis IS NOT NULL RETURN count(r) AS n"
            ).records[0]["n"] < max(sizes):
                fill(driver, database, digests, digests + AT_A_TIME)
                digests += AT_A_TIME
            answers = {size: Path(folder, str(size)) for size in sizes}
            for size, path in answers.items():
                path.write_bytes(pickle.dumps(_first(whole(driver, database), size)))
        for size, path in answers.items():
            console.print(_measured(path, size))


def _first(answer: Answer, count: int) -> Answer:
    """Return as much of the graph as has so many edges, in memory."""
    edges = list(islice(answer.edges, count))
    ends = {end for edge in edges for end in (edge["source"], edge["target"])}
    return replace(
        answer,
        rows=list(islice(answer.rows, count)),
        nodes=[node for node in answer.nodes if node["id"] in ends],
        edges=edges,
        evidence=list(islice(answer.evidence, count)),
        told=None,
    )


def _measured(path: Path, size: int) -> Table:
    table = Table("format", "seconds", "× csv", "memory MB", "file kB", title=f"{size:,} edges")
    base = 0.0
    for name in sorted(formats(), key=lambda each: each != BASE):
        runs = [_run(path, name) for _ in range(RUNS)]
        if not all(runs):
            table.add_row(name, "refused", "", "", "")
            continue
        seconds, memory, written = (statistics.median(each) for each in zip(*runs, strict=True))
        base = base or seconds
        table.add_row(
            name, f"{seconds:.3f}", f"{seconds / base:.1f}", f"{memory:.0f}", f"{written / 1000:.0f}"
        )
    return table


def _run(path: Path, name: str) -> list[float]:
    """Return seconds, megabytes and bytes of one file; nothing where the format refuses so many edges."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, WRITE, str(path), name, str(Path(folder, "answer"))]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(each) for each in done.stdout.split()]


def _write(path: Path, name: str, target: Path) -> None:
    answer, chosen = pickle.loads(path.read_bytes()), format_of(name)
    Path("/proc/self/clear_refs").write_text(
        "5", encoding="ascii"
    )  # Linux begins the peak anew: it had the parent's
    before, start = _peak(), time.perf_counter()
    try:
        with target.open("wb") as stream:
            chosen.write(answer, stream)
    except UnwritableError:
        return
    print(time.perf_counter() - start, _peak() - before, target.stat().st_size)


def _peak() -> float:
    """Return the most memory that this process had, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


if __name__ == "__main__":
    main()
