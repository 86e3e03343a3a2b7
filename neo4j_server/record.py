"""The record of a running server, and how its process is told from another that got the same number."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import psutil

from diplograph.neo4j_server.home import ServerFolder

BETWEEN_PROGRAMS = 20  # looks at a process that has no command line, 0.05 s apart


@dataclass(frozen=True)
class Server:
    """A managed server that runs: what one needs to use it."""

    uri: str
    user: str
    password_file: Path
    browser: str
    version: str
    pid: int
    created: float
    """When the process was created: a log that is older tells of another run."""
    on_connecting: str = ""
    """What Neo4j Browser runs once somebody has connected."""

    def as_json(self) -> dict[str, str | int]:
        """Return what ``diplograph neo4j status --format json`` prints."""
        values = asdict(self) | {"password_file": str(self.password_file)}
        del values["created"], values["on_connecting"]
        return values


def write(folder: ServerFolder, server: Server) -> None:
    """Record the server, in one stroke."""
    fresh = folder.record.with_suffix(".new")
    values = server.as_json() | {"created": server.created, "on_connecting": server.on_connecting}
    fresh.write_text(json.dumps(values, indent=1), encoding="utf-8")
    fresh.replace(folder.record)


def read(folder: ServerFolder) -> Server | None:
    """Return the recorded server if it runs; a record without its process is nobody's."""
    try:
        values = json.loads(folder.record.read_text(encoding="utf-8"))
        values["password_file"] = Path(values["password_file"])
        server = Server(
            **{field.name: values[field.name] for field in fields(Server) if field.name in values}
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return server if process(folder, server) else None


def process(folder: ServerFolder, server: Server) -> psutil.Process | None:
    """Return the server's process while it lives, and never another that was given its number since.

    It is known by its argument file, which is this folder's own. The time of its creation tells less: it
    moves with the clock, as on a laptop that slept, and a running server would be given up.
    """
    try:
        found = psutil.Process(server.pid)
        if found.status() == psutil.STATUS_ZOMBIE:  # dead, and its parent hasn't looked yet
            return None
        return found if f"@{folder.arguments}" in _command_line(found) else None
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # another user's process isn't ours either
        return None


def _command_line(found: psutil.Process) -> list[str]:
    """Return a process's command line; a living one has none for the instant in which it becomes another program."""
    for _ in range(BETWEEN_PROGRAMS):
        if words := found.cmdline():
            return words
        time.sleep(0.05)
    return []
