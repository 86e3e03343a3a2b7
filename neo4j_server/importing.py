"""A whole graph from CSV files into the managed server's empty store, by ``neo4j-admin database import``.

The server is stopped for it. What an import that was broken off has left is never served: a mark stands beside the
store until it is whole, and where there is one, the next start throws the store away, which was empty before.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import psutil

from diplograph.neo4j_server import admin
from diplograph.neo4j_server.home import ServerFolder
from diplograph.neo4j_server.ready import DATABASE

HEAP = "2g"
OFF_HEAP = "3G"  # of ids and caches; by default the import takes nine tenths of the memory that is free
ENDED_WITHIN = 10  # seconds


def command(files: Sequence[str], database: str = DATABASE) -> list[str]:
    """Return the arguments of neo4j-admin that import files; ``files`` say which, and how they are told."""
    return [
        *("database", "import", "full", database, *files),
        "--array-delimiter=U+001F",
        "--overwrite-destination=true",
    ]


def run(folder: ServerFolder, jars: list[Path], place: Path, files: Sequence[str]) -> None:
    """Import files of a place into the store of the server, which is stopped.

    Raises AdminError, and leaves an empty store.
    """
    folder.importing.touch()
    try:
        arguments = [
            *command(files),
            f"--max-off-heap-memory={OFF_HEAP}",
            f"--report-file={folder.logs / 'import.report'}",
        ]
        admin.admin(folder, jars, *arguments, heap=HEAP, cwd=place)
        folder.importing.unlink()
    finally:
        clear(folder)


def clear(folder: ServerFolder) -> None:
    """Throw away what an import that was broken off has left, and end it, should it still be at work."""
    if not folder.importing.exists():
        return
    at_work = [each for each in psutil.process_iter(["cmdline"]) if _imports(each, folder)]
    for process in at_work:
        process.kill()
    psutil.wait_procs(at_work, ENDED_WITHIN)
    for part in ("databases", "transactions"):
        shutil.rmtree(folder.data / part / DATABASE, ignore_errors=True)
    folder.importing.unlink()


def _imports(process: psutil.Process, folder: ServerFolder) -> bool:
    """Tell whether a process is an admin command of this folder's: its argument file is in a folder of its own there."""
    words = process.info["cmdline"] or []
    return any(word.startswith(f"@{folder.run}") and word != f"@{folder.arguments}" for word in words)
