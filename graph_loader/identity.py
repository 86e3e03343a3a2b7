"""Which things of different articles are one, and its id: a pure function of the mentions, whatever their order.

Mentions that share a key are one. The id is the link's, else the alphabetically first slug; where several things
would have the same id, each that has no link gets its key's last part behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from diplograph.graph_loader.partition import Partition
from diplograph.graph_loader.records import Thing, digest
from diplograph.ontology.text import slug


@dataclass(frozen=True)
class Mention:
    """A thing as an article tells it, reduced to what identity needs."""

    article: str
    ref: str
    cls: str
    keys: tuple[str, ...]
    slugs: tuple[str, ...]
    links: tuple[str, ...]

    @classmethod
    def of(cls, article: str, thing: Thing) -> Mention:
        """Return the mention of a thing in an article."""
        return cls(article, thing.ref, thing.cls, thing.keys, thing.slugs, thing.links)

    @property
    def place(self) -> tuple[str, str]:
        """The article and the ref: no other mention has both."""
        return self.article, self.ref

    @property
    def handles(self) -> frozenset[str]:
        """Everything by which another mention can concern this one: its keys and the ids it might have."""
        return frozenset((*self.keys, *self.slugs))


def assign(mentions: Iterable[Mention]) -> dict[tuple[str, str], str]:
    """Return the id of each mention, by article and ref.

    The mentions must be closed: with each, all that share one of its handles.
    """
    things = [
        part
        for component in _by_keys(list(mentions))
        for linked in _by_links(component)
        for part in _by_keys(linked)
    ]
    wanted = Counter(_first_id(thing) for thing in things)
    found: dict[tuple[str, str], str] = {}
    for thing in things:
        name = _first_id(thing)
        if wanted[name] > 1 and not _linked(thing):
            name = f"{name}-{_tail(thing, [other for other in things if _first_id(other) == name])}"
        found |= {mention.place: name for mention in thing}
    return found


def _by_keys(mentions: list[Mention]) -> list[list[Mention]]:
    by_place = {
        f"{number}": mention for number, mention in enumerate(sorted(mentions, key=lambda m: m.place))
    }
    partition, first = Partition(by_place), dict[str, str]()
    for name, mention in by_place.items():
        for key in mention.keys:
            partition.join(first.setdefault(key, name), name)
    return [[by_place[name] for name in part] for part in partition.parts()]


def _by_links(component: list[Mention]) -> list[list[Mention]]:
    """Split what two links of one knowledge base say are two things; what has no link is apart from these."""
    links = {link for mention in component for link in mention.links}
    bases = Counter(link.partition(":")[0] for link in links)
    if not any(count > 1 for count in bases.values()):
        return [component]
    places = {f"{number}": mention for number, mention in enumerate(component)}
    partition, first = Partition(places), dict[str, str]()
    for name, mention in places.items():
        for link in mention.links or ("",):
            partition.join(first.setdefault(link, name), name)
    return [[places[name] for name in part] for part in partition.parts()]


def _linked(thing: list[Mention]) -> bool:
    return any(mention.links for mention in thing)


def _first_id(thing: list[Mention]) -> str:
    known = [mention for mention in thing if mention.links] or thing
    return min(name for mention in known for name in mention.slugs)


def _tail(thing: list[Mention], rivals: list[list[Mention]]) -> str:
    """Return what tells a thing from others of the same id: the last part of its first key, or a hash of it."""
    tails = Counter(slug(_first_key(rival).rpartition("|")[2]) for rival in rivals)
    own = slug(_first_key(thing).rpartition("|")[2])
    return own if own and tails[own] == 1 else digest(_first_key(thing), length=8)


def _first_key(thing: list[Mention]) -> str:
    return min(key for mention in thing for key in mention.keys)
