"""The wait for a server that was started, and the words for one that doesn't come."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import psutil
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from diplograph.neo4j_server import password, ports, record
from diplograph.neo4j_server.home import ServerFolder
from diplograph.neo4j_server.record import Server
from diplograph.ontology.errors import DiplographError

DATABASE = "neo4j"  # the one database that Community has for its user
LAST_LINES = 15


class NotReadyError(DiplographError):
    """The managed server doesn't come up."""

    status = 503
    title = "Neo4j doesn't start"


def wait_ready(folder: ServerFolder, server: Server, deadline: float) -> Server:
    """Return the server once it answers a query and shows the Browser; wait ``deadline`` seconds at most."""
    until = time.monotonic() + deadline
    while True:
        running = record.process(folder, server)
        if running and _listens(running, server) and _answers(server):
            return server
        if running is None:
            raise NotReadyError(
                f"Neo4j ended while it started. It said:\n{_said(folder, server)}", _hint(folder)
            )
        if time.monotonic() > until:
            raise NotReadyError(
                f"Neo4j doesn't answer after {deadline:.0f} s. It said:\n{_said(folder, server)}",
                _hint(folder),
            )
        time.sleep(0.1)


def _listens(process: psutil.Process, server: Server) -> bool:
    """Tell whether it is our process that has the ports: another Neo4j may have got there first."""
    try:
        had = {
            each.laddr.port for each in process.net_connections("tcp") if each.status == psutil.CONN_LISTEN
        }
    except psutil.Error:  # it ended, or the system doesn't tell
        return ports.answers(_port(server.uri)) and ports.answers(_port(server.browser))
    return {_port(server.uri), _port(server.browser)} <= had


def _port(address: str) -> int:
    return urlsplit(address).port or 0


def _answers(server: Server) -> bool:
    secret = password.read(server.password_file)
    try:
        with GraphDatabase.driver(server.uri, auth=(server.user, secret), connection_timeout=5) as driver:
            driver.execute_query("RETURN 1", database_=DATABASE)
    except AuthError as error:
        raise NotReadyError(
            f"The running Neo4j (process {server.pid}) refuses the password in {server.password_file}.",
            "Put back the password that the graph was made with, or delete its data and load it again.",
        ) from error
    except (DriverError, Neo4jError):  # the port is open before the database is
        return False
    return True


def _said(folder: ServerFolder, server: Server) -> str:
    """Return the last that was heard: what Java printed, and Neo4j's log if this run got as far as that."""
    lines: list[str] = []
    for log in (folder.console, folder.logs / "neo4j.log"):
        if log.exists() and log.stat().st_mtime >= server.created:
            text = log.read_text(encoding="utf-8", errors="replace").strip()
            lines += text.splitlines()[-LAST_LINES:]
    return "\n".join(f"  {line}" for line in lines) or "  nothing"


def _hint(folder: ServerFolder) -> str:
    return f"The whole of it is in {folder.logs}."
