"""Ports on loopback: the usual ones, or free ones when somebody has those."""

from __future__ import annotations

import os
import socket

LOOPBACK = "127.0.0.1"
USUAL_HTTP = 7474
USUAL_BOLT = 7687


def choose(usual: int) -> int:
    """Return the usual port where it is free, and any free one where it isn't."""
    if free(usual):
        return usual
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def free(port: int) -> bool:
    """Tell whether a server can listen there, and nobody answers already."""
    if answers(port):  # on macOS one can bind beside somebody who listens on all addresses
        return False
    with socket.socket() as probe:
        if (
            os.name == "posix"
        ):  # as Java does; otherwise a port is taken for a minute after its server stopped
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    """Tell whether somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((LOOPBACK, port)) == 0
