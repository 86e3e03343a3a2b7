"""A Neo4j for one benchmark, in a temporary folder: the user's data and settings are out of its reach."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from neo4j import Driver
from press_digests import digests

from diplograph.exports.annotations import convert
from diplograph.graph_loader.load import load
from diplograph.neo4j_server import server
from diplograph.neo4j_server.connection import connection


@contextmanager
def own_server(on_connecting: str = "") -> Iterator[tuple[Driver, str, Path]]:
    """Give a driver, the database's name and the folder, until the block ends; ``on_connecting`` as for ``server.start``."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["DIPLOGRAPH_HOME"] = home
        os.environ.pop("NEO4J_URI", None)
        server.start(on_connecting=on_connecting)
        try:
            found = connection()
            with found.driver() as driver:
                yield driver, found.database, Path(home)
        finally:
            server.stop()


@contextmanager
def own_api() -> Iterator[str]:
    """Serve the API in a process of its own, and give its address."""
    command = [str(Path(sys.executable).with_name("diplograph")), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            told = (re.match(r"API docs +(http://\S+)/docs$", line) for line in process.stdout)
            yield next(found[1] for found in told if found)
        finally:
            process.terminate()


def fill(driver: Driver, database: str, first: int, count: int, *more: Path) -> None:
    """Load the made digests from ``first`` up to ``count``, and what else there is."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "digests")
        convert((each.document for each in islice(digests(1, count), first, None)), "brat", made)
        load(driver, database, [*more, made])
