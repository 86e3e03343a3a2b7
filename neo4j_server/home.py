"""Where things are: the user's data folder for the graph, their cache for what can be fetched again."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path, user_data_path


def home() -> Path:
    """Return the folder of what must be kept: DIPLOGRAPH_HOME, or the user's data folder."""
    return _named("DIPLOGRAPH_HOME") or user_data_path("diplograph", appauthor=False)


def cache() -> Path:
    """Return the folder of what can be fetched again: DIPLOGRAPH_CACHE, or the user's cache folder."""
    return _named("DIPLOGRAPH_CACHE") or user_cache_path("diplograph", appauthor=False)


def jars() -> Path:
    """Return the folder of Neo4j's jars, laid out like a repository; several homes share it."""
    return cache() / "jars"


def files_read() -> Path:
    """Return the file that tells what annotations came to when they were last read."""
    return cache() / "read.sqlite"


def _named(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value).expanduser().absolute() if value else None


@dataclass(frozen=True)
class ServerFolder:
    """The managed server's own folder, and what is in it."""

    root: Path

    @classmethod
    def current(cls) -> ServerFolder:
        """Return the folder in the current home; it need not exist yet."""
        return cls(home() / "neo4j")

    @property
    def conf(self) -> Path:
        """Where neo4j.conf is written, anew at each start."""
        return self.root / "conf"

    @property
    def data(self) -> Path:
        """The stores."""
        return self.root / "data"

    @property
    def logs(self) -> Path:
        """Neo4j's logs."""
        return self.root / "logs"

    @property
    def console(self) -> Path:
        """What the server prints: the log that a failed start is explained from."""
        return self.logs / "console.log"

    @property
    def run(self) -> Path:
        """What belongs to one run: the record of the process and Java's argument file."""
        return self.root / "run"

    @property
    def record(self) -> Path:
        """The record of the running server."""
        return self.run / "server.json"

    @property
    def arguments(self) -> Path:
        """Java's argument file."""
        return self.run / "java.args"

    @property
    def mutex(self) -> Path:
        """The file that is locked while a server is started or stopped."""
        return self.run / "mutex"

    @property
    def importing(self) -> Path:
        """The mark of an import under way, or broken off: until it is gone, the store is half a graph."""
        return self.root / "importing"

    @property
    def incoming(self) -> Path:
        """What a bulk load puts on the disk, on that of the store."""
        return self.root / "incoming"

    @property
    def password(self) -> Path:
        """The generated password, for its owner's eyes only."""
        return self.root / "password"

    def create(self) -> None:
        """Make the folders; nobody but their owner can look into them."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.root.chmod(0o700)
        for folder in (self.conf, self.data, self.logs, self.run):
            folder.mkdir(exist_ok=True)
