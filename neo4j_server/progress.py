"""How a long step tells how far it is; the command line draws it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a step calls while it works; from one thread at a time."""

    def start(self, total: int, description: str) -> None:
        """Begin a step of ``total`` units."""

    def advance(self, n: int) -> None:
        """Count ``n`` more units; negative when a piece is done over."""

    def finish(self) -> None:
        """End the step, done or not."""


class Silence:
    """The progress of somebody who doesn't look."""

    def start(self, total: int, description: str) -> None:
        """Say nothing."""

    def advance(self, n: int) -> None:
        """Say nothing."""

    def finish(self) -> None:
        """Say nothing."""
