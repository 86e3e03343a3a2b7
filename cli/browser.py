"""Neo4j Browser beside the API: it shows our style and guide on connecting, where Neo4j was started for that."""

from __future__ import annotations

import os

from diplograph.api.settings import PORT
from diplograph.neo4j_browser.addresses import commands, on_connecting
from diplograph.neo4j_server import server
from diplograph.neo4j_server.ports import LOOPBACK
from diplograph.talk import say

HERE = f"http://{LOOPBACK}:"


def shown(address: str | None) -> str:
    """Return what a Neo4j is started with so that its Browser shows what the API at ``address`` serves.

    Without one it is the address where the API is served unless told otherwise. The Browser takes nothing from
    another machine's address.
    """
    address = address or f"{HERE}{os.environ.get('DIPLOGRAPH_PORT') or PORT}"
    return on_connecting(address) if address.startswith(HERE) else ""


def tell(address: str) -> None:
    """Tell what to type into Neo4j Browser, where it doesn't show by itself what the API at ``address`` serves."""
    running = None if os.environ.get("NEO4J_URI") else server.status()
    if shown(address) and (running is None or running.on_connecting != shown(address)):
        say("\n  ".join(["For our style and guide, type into Neo4j Browser:", *commands(address)]))
