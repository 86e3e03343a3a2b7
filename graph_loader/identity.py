"""Which things of different articles are one, and its id: a pure function of the mentions, whatever their order.

In this order, each step going by what the last one found (groups.py):

1. Mentions that share a key are one; of some classes (likeness.py), a name makes one only what is linked in time.
2. Two links of one knowledge base, a person's decision, or marks that contradict one another, part them (apart.py).
3. A likely key makes things one that are near in time, if nothing among them contradicts anything: first those that
   are known whole, then those known by less, each only where it can be exactly one of these.
4. What nobody dates joins what has its name, where that is one thing only.

The id is the link's, else the alphabetically first slug; where several things would have the same id, each that has
no link gets what tells it from the others behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from diplograph.graph_loader import groups
from diplograph.graph_loader.apart import DECIDED_SAME
from diplograph.graph_loader.groups import DECIDED_ID, LOCAL, Group
from diplograph.graph_loader.likeness import RULES
from diplograph.graph_loader.records import Thing, digest
from diplograph.ontology.text import slug


@dataclass(frozen=True)
class Mention:
    """A thing as an article tells it, reduced to what identity needs.

    ``decided`` are labels « base:value » that decisions give it (decisions.py): like links, two of one base are of
    two things.
    """

    article: str
    ref: str
    cls: str
    keys: tuple[str, ...]
    slugs: tuple[str, ...]
    links: tuple[str, ...]
    likely: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()

    @classmethod
    def of(cls, article: str, thing: Thing) -> Mention:
        """Return the mention of a thing in an article; one with a fixed id has that as its only slug."""
        slugs = (thing.fixed,) if thing.fixed else thing.slugs
        return cls(article, thing.ref, thing.cls, thing.keys, slugs, thing.links, thing.likely, thing.traits)

    @property
    def place(self) -> tuple[str, str]:
        """The article and the ref: no other mention has both."""
        return self.article, self.ref

    @cached_property
    def handles(self) -> frozenset[str]:
        """Everything by which another mention can concern this one: its keys, likely ones too, its slugs, decisions."""
        alike = [self.likeness] if self.likeness else []
        given = [label.removeprefix(DECIDED_ID) for label in self.decided if label.startswith(DECIDED_ID)]
        return frozenset((*self.keys, *self.slugs, *self.likely, *self.decided, *given, *alike))

    @property
    def own_keys(self) -> list[str]:
        """The keys that it has of itself, and not only in its article."""
        return [key for key in self.keys if not key.startswith((DECIDED_SAME, LOCAL))]

    @property
    def lasting_ids(self) -> list[str]:
        """The ids by which a decision means it and no namesake: a slug and the end of a key, else its article."""
        ends = [key_end(key) or key_hash(key) for key in self.own_keys]
        return [f"{name}-{end}" for name in self.slugs for end in ends] or self.ids_at_article

    @property
    def ids_at_article(self) -> list[str]:
        """The ids by which a decision means what its article alone tells of."""
        return [f"{name}@{self.article}" for name in self.slugs]

    @property
    def ids(self) -> frozenset[str]:
        """Every id that it answers to: each slug, alone or with what tells namesakes apart, and at its article."""
        year = RULES[self.cls].first_year(frozenset(self.traits)) if self.cls in RULES else None
        ends = {end for key in self.keys for end in (key_end(key), key_hash(key)) if end}
        ends |= {str(year)} if year else set()
        named = {*self.slugs, *(f"{name}-{end}" for name in self.slugs for end in ends)}
        return frozenset(named | {f"{name}@{self.article}" for name in named})

    @property
    def labels(self) -> tuple[str, ...]:
        """What tells it from other things: two labels of one base are of two things."""
        return (*self.links, *self.decided)

    @cached_property
    def likeness(self) -> str | None:
        """What it shares with mentions that say just the same; None where the keys alone decide."""
        if self.cls not in RULES:
            return None
        return f"like|{digest(self.cls, self.keys, self.slugs, self.labels, self.likely, self.traits)}"

    @property
    def is_dated(self) -> bool:
        """Whether it can be near anything in time."""
        return self.cls in RULES and RULES[self.cls].first_year(frozenset(self.traits)) is not None


def slugs_in(identifier: str) -> list[str]:
    """Return the slugs that an id may be made of: itself, and what stands before each of its hyphens."""
    name = identifier.partition("@")[0]
    return [name, *(name[:place] for place, letter in enumerate(name) if letter == "-")]


def assign(mentions: Iterable[Mention]) -> dict[tuple[str, str], str]:
    """Return the id of each mention, by article and ref.

    The mentions must be closed: with each, all that share one of its handles.
    """
    rivals: dict[str, list[Group]] = {}
    for thing in groups.things(list(mentions)):
        rivals.setdefault(thing.first_id, []).append(thing)
    found: dict[tuple[str, str], str] = {}
    for name, things in rivals.items():
        tails = _tails(things) if len(things) > 1 else {}
        for thing in things:
            own = name if not tails or thing.links or thing.given_id else f"{name}-{tails[thing.name]}"
            found |= {mention.place: own for mention in thing.mentions}
    return found


def _tails(rivals: list[Group]) -> dict[str, str]:
    """Return what tells things of one id apart: the end of the first key, the first year, or a hash."""
    found = {rival.name: digest(rival.name, length=8) for rival in rivals}
    for tell in (_hash_of_key, _first_year, _end_of_key):  # the last that tells
        told = {rival.name: tell(rival) for rival in rivals}
        times = Counter(told.values())
        found |= {name: own for name, own in told.items() if own and times[own] == 1}
    return found


def key_end(key: str) -> str:
    """Return the last part of a key, as it may stand behind an id."""
    return slug(key.rpartition("|")[2])


def key_hash(key: str) -> str:
    """Return a hash of a key, as it may stand behind an id."""
    return digest(key, length=8)


def _end_of_key(thing: Group) -> str:
    return key_end(thing.first_key)


def _first_year(thing: Group) -> str:
    return str(thing.first_year or "")


def _hash_of_key(thing: Group) -> str:
    return key_hash(thing.first_key)
