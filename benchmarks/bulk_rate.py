"""How fast a bulk load is: the command, from files to a graph that answers, in a process of its own.

Run: .venv/bin/python benchmarks/bulk_rate.py ARTICLES
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import large_corpus
from own_server import own_server

from diplograph.neo4j_server.connection import connection

COMMAND = Path(sys.executable).with_name("diplograph")


def main() -> None:
    """Print the seconds and the rate."""
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        large_corpus.write(large_corpus.SEED, count, Path(folder, "corpus"))
        seconds = measure(Path(folder, "corpus"), count)
    print(f"{count:,} articles in {seconds:.1f} s, {count / seconds:,.0f} a second")


def measure(corpus: Path, count: int) -> float:
    """Return the seconds that a bulk load of a corpus of so many articles takes, its Neo4j running before and after."""
    with own_server() as (driver, database, _):
        driver.close()  # the server is stopped meanwhile
        start = time.perf_counter()
        subprocess.run([COMMAND, "bulk-load", corpus / "articles"], check=True, capture_output=True)
        seconds = time.perf_counter() - start
        _check(count, database)
    return seconds


def _check(count: int, database: str) -> None:
    """Raise where not all articles are there."""
    with connection().driver() as driver:
        found = driver.execute_query("MATCH (a:Article) RETURN count(a) AS n", database_=database).records
    if found[0]["n"] != count:
        raise RuntimeError(f"{found[0]['n']} articles are there, of {count}")


if __name__ == "__main__":
    main()
