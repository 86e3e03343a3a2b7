"""Reads the things of one class from the graph, one after the other, with what the rules compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from neo4j import ManagedTransaction

from diplograph.graph_loader import dates
from diplograph.review import cypher
from diplograph.review.thing import Period, Present, Thing

Row = dict[str, Any]


class Belonging:
    """Whose everything is: the posts that people held, and the states or bodies that things are in."""

    def __init__(self, tx: ManagedTransaction) -> None:
        self._wholes: dict[str, list[str]] = {}
        self._held: dict[str, dict[str, list[Period]]] = {}
        for row in tx.run(cypher.BELONGS):
            self._wholes.setdefault(row["thing"], []).append(row["whole"])
            if row["type"] == "HELD_POST":
                periods = self._held.setdefault(row["thing"], {}).setdefault(row["whole"], [])
                periods.append(_tenure(row["start"], row["end"], row["attested"] or []))

    def posts(self, thing: str) -> dict[str, list[Period]]:
        """Return the posts that a person held, and when."""
        return self._held.get(thing, {})

    def sides(self, thing: str) -> frozenset[str]:
        """Return the states above a thing; where there is none the topmost bodies, which may be itself."""
        above = [thing]
        for each in above:  # it grows while it is gone through, by what isn't in it yet
            above += [whole for whole in self._wholes.get(each, []) if whole not in above]
        states = [each for each in above if each.startswith("state/")]
        tops = (each for each in above if each not in self._wholes and each.startswith("organization/"))
        return frozenset(states or tops)

    def present(self, thing: str, name: str) -> Present:
        """Return who takes part, with what it stands for."""
        posts = [thing] if thing.startswith("post/") else self.posts(thing)
        return Present(thing, name, frozenset(posts), self.sides(thing))


def read(tx: ManagedTransaction, cls: str, belonging: Belonging) -> Iterator[Thing]:
    """Yield the things of a class."""
    for row in tx.run(cypher.things(cls)):
        yield _thing(dict(row), cls, belonging)


def _thing(row: Row, cls: str, belonging: Belonging) -> Thing:
    mentions: list[Row] = row["mentions"]
    shown = {row["name"], row["name_fr"], row["name_en"]} - {None}
    words = {form for each in mentions for form in each["forms"] or []}
    aliases = row["aliases"] or []
    sides = belonging.sides(row["id"]) - {row["id"]}
    seen = _around(each["issued"] for each in mentions)
    links = {link for each in mentions for link in each["links"] or []}
    if row["wikidata"]:
        links.add(f"Wikidata:{row['wikidata']}")
    return Thing(
        id=row["id"],
        cls=cls,
        name=row["name"],
        names=tuple(sorted({*aliases, *shown} if aliases else words)),
        named=bool(aliases),
        languages=frozenset(side for side in ("fr", "en") if row[f"name_{side}"]),
        kind=row["kind"],
        ordinal=row["ordinal"],
        format=row["format"],
        links=frozenset(links),
        fixed=any(each["fixed"] for each in mentions),
        articles=frozenset(each["article"] for each in mentions),
        seen=seen,
        date=Period(row["start"], row["end"]),
        sides=sides,
        posts=tuple(
            (post, period if period.known else seen)
            for post, periods in sorted(belonging.posts(row["id"]).items())
            for period in periods
        ),
        present=tuple(belonging.present(*each) for each in sorted(row["present"])),
        series=frozenset(row["series"]),
        places=frozenset(row["places"]),
    )


def _tenure(start: str | None, end: str | None, attested: list[str]) -> Period:
    """Return from when to when somebody is known to have been in a post; only one known day counts as both."""
    seen = _around(attested)
    first = (dates.bounds(start).start if start else None) or seen.first
    last = (dates.bounds(end).end if end else None) or seen.last
    return Period(first or last, last or first)


def _around(days: Iterable[str | None]) -> Period:
    """Return from the first to the last day that some dates may mean."""
    known = [dates.bounds(day) for day in days if day]
    return Period(
        min((day.start for day in known if day.start), default=None),
        max((day.end for day in known if day.end), default=None),
    )
