"""Which Neo4j is used: the one that NEO4J_URI names, or else the managed one."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from neo4j import Driver, GraphDatabase

from diplograph.neo4j_server import password, server
from diplograph.neo4j_server.progress import Progress
from diplograph.neo4j_server.ready import DATABASE
from diplograph.neo4j_server.record import Server
from diplograph.ontology.errors import DiplographError

# A graph that lacks a property so far is no reason to warn: optional properties are absent where nobody gave them.
DRIVER_SETTINGS: dict[str, Any] = {"notifications_disabled_classifications": ["UNRECOGNIZED"]}
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class NoServerError(DiplographError):
    """No Neo4j runs."""

    status = 503
    title = "No Neo4j"


class SettingError(DiplographError):
    """The environment names a Neo4j, but not wholly."""

    title = "Incomplete settings"


@dataclass(frozen=True)
class Connection:
    """What a driver needs."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str

    @property
    def auth(self) -> tuple[str, str]:
        """User and password, as the driver takes them."""
        return self.user, self.password

    def driver(self) -> Driver:
        """Return a driver; whoever asks for it closes it. Raises what the driver does where no server answers.

        That is told here and at once: a transaction would be tried again for half a minute.
        """
        driver = GraphDatabase.driver(self.uri, auth=self.auth, **DRIVER_SETTINGS)
        try:
            driver.verify_connectivity()
        except Exception:
            driver.close()
            raise
        return driver


def connection() -> Connection:
    """Return the connection to the server that NEO4J_URI names, else to the managed one that runs."""
    if own := _named():
        return own
    running = server.status()
    if running is None:
        raise NoServerError(
            "No Neo4j is running.", "Start one: diplograph neo4j start. Or set NEO4J_URI to use your own."
        )
    return _managed(running)


def ensure(progress: Progress | None = None) -> Connection:
    """Return the connection, the managed server started for it where NEO4J_URI isn't set."""
    return _named() or _managed(server.start(progress))


def _managed(running: Server) -> Connection:
    return Connection(running.uri, running.user, password.read(running.password_file), DATABASE)


def _named() -> Connection | None:
    uri = os.environ.get("NEO4J_URI")
    if not uri:
        return None
    if urlsplit(uri).scheme not in SCHEMES:
        raise SettingError(
            f"NEO4J_URI is {uri!r}, which isn't an address of Neo4j's.",
            f"It starts with one of {', '.join(f'{scheme}://' for scheme in SCHEMES)}.",
        )
    database = os.environ.get("NEO4J_DATABASE") or DATABASE
    return Connection(uri, _needed("NEO4J_USERNAME"), _needed("NEO4J_PASSWORD"), database)


def _needed(variable: str) -> str:
    value = os.environ.get(variable)
    if not value:
        raise SettingError(
            f"NEO4J_URI is set and {variable} isn't.",
            f"Set {variable} too, or unset NEO4J_URI to use the managed server.",
        )
    return value
