"""A thing of the graph, reduced to what the rules compare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Period:
    """The first and the last day of something, as ISO days; None is open or unknown."""

    first: str | None = None
    last: str | None = None

    @property
    def known(self) -> bool:
        """Whether both days are."""
        return self.first is not None and self.last is not None

    def days_to(self, other: Period) -> int | None:
        """Return the days between this and the other, 0 where they touch; None where a day isn't known."""
        if None in (self.first, self.last, other.first, other.last):
            return None
        return max(_days(other.first, self.last), _days(self.first, other.last), 0)

    def years_to(self, other: Period) -> float | None:
        """Return the years between this and the other, 0 where they touch; None where a day isn't known."""
        gap = self.days_to(other)
        return None if gap is None else gap / DAYS_A_YEAR

    def meets(self, other: Period) -> bool:
        """Tell whether one lies inside the other: then both may be one date, told more or less precisely."""
        return self._within(other) or other._within(self)

    def _within(self, other: Period) -> bool:
        return (other.first or "") <= (self.first or "") and (self.last or "9") <= (other.last or "9")


def _days(later: str | None, earlier: str | None) -> int:
    return (date.fromisoformat(str(later)) - date.fromisoformat(str(earlier))).days


@dataclass(frozen=True)
class Present:
    """Who takes part in a meeting, or is party to a work: with the posts and the sides it stands for."""

    id: str
    name: str
    posts: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()

    @property
    def is_person(self) -> bool:
        """Whether it is an official, or a post that stands for its holder."""
        return self.id.startswith(("official/", "post/"))


@dataclass(frozen=True)
class Thing:
    """What the graph holds of a thing.

    ``names`` are how articles name it, or their words for what has no name; ``languages`` those in which it has one.
    ``links`` are what it is in knowledge bases; ``fixed`` says that a link or a table gave it its id. ``seen`` is from
    its first article to its last. ``sides`` are the states that it belongs to, else the bodies. ``posts`` are when a
    person is known to have held what. ``present``, ``series`` and ``places`` are a meeting's or a work's.
    """

    id: str
    cls: str
    name: str
    names: tuple[str, ...] = ()
    named: bool = True
    languages: frozenset[str] = frozenset()
    kind: str | None = None
    ordinal: int | None = None
    format: str | None = None
    links: frozenset[str] = frozenset()
    fixed: bool = False
    articles: frozenset[str] = frozenset()
    seen: Period = Period()
    date: Period = Period()
    sides: frozenset[str] = frozenset()
    posts: tuple[tuple[str, Period], ...] = ()
    present: tuple[Present, ...] = ()
    series: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def parties(self) -> frozenset[str]:
        """The sides of all who are present."""
        return frozenset(side for each in self.present for side in each.sides)
