"""What became of what was read. Nothing is lost in silence: read = mapped + unmapped + refused, of everything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

ANNOTATIONS = ("spans", "arcs", "attributes", "links")


@dataclass
class Tally:
    """Counts by what was read (spans, arcs, …). ``unmapped`` is by label too, ``refused`` by reason."""

    read: Counter[str] = field(default_factory=Counter)
    mapped: Counter[str] = field(default_factory=Counter)
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def keep(self, what: str, count: int = 1) -> None:
        """Count what is in."""
        self.mapped[what] += count

    def skip(self, what: str, label: str, count: int = 1) -> None:
        """Count what the scheme has no place for, by its label."""
        self.unmapped[what, label] += count

    def refuse(self, what: str, reason: str, count: int = 1) -> None:
        """Count what is wrong, by the reason."""
        self.refused[what, reason] += count

    def take_back(self, what: str, reason: str, count: int = 1) -> None:
        """Count as refused what was counted as in."""
        self.mapped[what] -= count
        self.refuse(what, reason, count)

    def add(self, other: Tally) -> None:
        """Add what another tally counted."""
        self.read.update(other.read)
        self.mapped.update(other.mapped)
        self.unmapped.update(other.unmapped)
        self.refused.update(other.refused)

    def fates(self, what: str) -> dict[str, int]:
        """Return how many were mapped, unmapped and refused."""
        return {
            "mapped": self.mapped[what],
            "unmapped": sum(self.reasons("unmapped", what).values()),
            "refused": sum(self.reasons("refused", what).values()),
        }

    def reasons(self, fate: str, what: str) -> dict[str, int]:
        """Return the labels of what is unmapped, or the reasons of what is refused, with counts; the most first."""
        counted = self.unmapped if fate == "unmapped" else self.refused
        found = {why: count for (of, why), count in counted.items() if of == what and count}
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
