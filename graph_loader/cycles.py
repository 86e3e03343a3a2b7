"""Python's look for memory that only a cycle holds, made seldom where very many things come and go."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 50_000  # things that came and haven't gone: then the young are looked at
OLDER = (4, 2)  # times the young, until those that stayed are; and times those, until all are


@contextmanager
def seldom_looking_for_cycles() -> Iterator[None]:
    """Look only at much at once for memory that a cycle holds, and at nothing that is there already.

    Articles and answers make few cycles and very many things; looking as often as Python does took two fifths of a
    load's own time. Within another one this does nothing: what that has put aside stays so.
    """
    if gc.get_freeze_count():
        yield
        return
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(MANY, *OLDER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
