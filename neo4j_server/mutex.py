"""One process, or thread, at a time: a lock on a file, which the system lets go when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diplograph.ontology.errors import DiplographError


class BusyError(DiplographError):
    """Somebody else holds the lock for too long."""

    status = 503
    title = "Busy"


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def held(path: Path, deadline: float) -> Iterator[None]:
    """Hold the lock on ``path``; wait ``deadline`` seconds for it at most."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait(descriptor, path, time.monotonic() + deadline)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, path: Path, until: float) -> None:
    while True:
        try:
            return _take(descriptor)
        except OSError:
            if time.monotonic() > until:
                raise BusyError(
                    f"Another diplograph is still at work on {path.parent}.", "Wait for it, or end it."
                ) from None
        time.sleep(0.1)
