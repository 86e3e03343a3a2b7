"""Which things of different articles are one, and its id: a pure function of the mentions, whatever their order.

Mentions that share a key are one, but for what links of one knowledge base, or a person's decision, tell apart. The
id is the link's, else the alphabetically first slug; where several things would have the same id, each that has no
link gets its key's last part behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from diplograph.graph_loader.partition import Partition
from diplograph.graph_loader.records import Thing, digest
from diplograph.ontology.text import slug

DECIDED_SAME = "same|"  # what the key of a decision begins with
DECIDED_ID = "id"  # base of the label by which a decision gives an id


@dataclass(frozen=True)
class Mention:
    """A thing as an article tells it, reduced to what identity needs.

    ``decided`` are labels ``base:value`` that decisions give it (decisions.py): like links, two of one base are of
    two things.
    """

    article: str
    ref: str
    cls: str
    keys: tuple[str, ...]
    slugs: tuple[str, ...]
    links: tuple[str, ...]
    decided: tuple[str, ...] = ()

    @classmethod
    def of(cls, article: str, thing: Thing) -> Mention:
        """Return the mention of a thing in an article; one with a fixed id has that as its only slug."""
        slugs = (thing.fixed,) if thing.fixed else thing.slugs
        return cls(article, thing.ref, thing.cls, thing.keys, slugs, thing.links)

    @property
    def place(self) -> tuple[str, str]:
        """The article and the ref: no other mention has both."""
        return self.article, self.ref

    @property
    def handles(self) -> frozenset[str]:
        """Everything by which another mention can concern this one: its keys, its slugs and what was decided."""
        return frozenset((*self.keys, *self.slugs, *self.decided))

    @property
    def full_ids(self) -> list[str]:
        """Each slug with the end of each key behind it, which tells it from namesakes."""
        ends = [next(filter(None, _ends(key))) for key in self.keys if not key.startswith(DECIDED_SAME)]
        return [f"{name}-{end}" for name in self.slugs for end in ends]

    @property
    def ids(self) -> frozenset[str]:
        """Every id that it answers to: each slug, alone or with what tells namesakes apart, and at its article."""
        hashed = (f"{name}-{_ends(key)[1]}" for name in self.slugs for key in self.keys)
        named = {*self.slugs, *self.full_ids, *hashed}
        return frozenset(named | {f"{name}@{self.article}" for name in named})

    @property
    def labels(self) -> tuple[str, ...]:
        """What tells it from other things: two labels of one base are of two things."""
        return (*self.links, *self.decided)


def slugs_in(identifier: str) -> list[str]:
    """Return the slugs that an id may be made of: itself, and what stands before each of its hyphens."""
    name = identifier.partition("@")[0]
    return [name, *(name[:place] for place, letter in enumerate(name) if letter == "-")]


def assign(mentions: Iterable[Mention]) -> dict[tuple[str, str], str]:
    """Return the id of each mention, by article and ref.

    The mentions must be closed: with each, all that share one of its handles.
    """
    things = [part for component in _by_keys(list(mentions)) for part in _apart(component)]
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


def _apart(component: list[Mention]) -> list[list[Mention]]:
    """Split what labels of one base say are several things; what has no label belongs to the nearest of them."""
    if not _contradictory(component):
        return [component]
    parts = _by_labels(component)
    told = [part for part in parts if any(mention.labels for mention in part)]
    return _with_nearest(told, [mention for part in parts if part not in told for mention in part])


def _contradictory(mentions: Iterable[Mention]) -> bool:
    labels = {label for mention in mentions for label in mention.labels}
    return any(count > 1 for count in Counter(label.partition(":")[0] for label in labels).values())


def _by_labels(mentions: list[Mention]) -> list[list[Mention]]:
    """Join what shares a label; then what a decision says is the same, unless labels contradict it."""
    places = {f"{number}": mention for number, mention in enumerate(mentions)}
    partition, first, decided = Partition(places), dict[str, str](), dict[str, list[str]]()
    for name, mention in places.items():
        for label in mention.labels:
            partition.join(first.setdefault(label, name), name)
        for key in mention.keys:
            if key.startswith(DECIDED_SAME):
                decided.setdefault(key, []).append(name)
    for _, names in sorted(decided.items()):
        roots = {partition.root(name) for name in names}
        if not _contradictory(places[name] for name in places if partition.root(name) in roots):
            partition.join(*names)
    return [[places[name] for name in part] for part in partition.parts()]


def _with_nearest(parts: list[list[Mention]], rest: list[Mention]) -> list[list[Mention]]:
    """Add to each part what is the fewest shared keys away from it; what is as near to two is apart from both."""
    grown = [list(part) for part in parts]
    near: dict[str, set[int]] = {}
    for number, part in enumerate(parts):
        for mention in part:
            for key in mention.keys:
                near.setdefault(key, set()).add(number)
    undecided = list[Mention]()
    while reached := [mention for mention in rest if not near.keys().isdisjoint(mention.keys)]:
        rest = [mention for mention in rest if mention not in reached]
        next_: dict[str, set[int]] = {}
        for mention in reached:
            numbers = {number for key in mention.keys for number in near.get(key, ())}
            if len(numbers) > 1:
                undecided.append(mention)
                continue
            grown[min(numbers)].append(mention)
            for key in mention.keys:
                next_.setdefault(key, set()).update(numbers)
        near = next_ | near
    return [*grown, *_by_keys([*undecided, *rest])]


def _linked(thing: list[Mention]) -> bool:
    return any(mention.links for mention in thing) or _given_id(thing) is not None


def _given_id(thing: list[Mention]) -> str | None:
    """Return the id that a decision gives."""
    given = (label for mention in thing for label in mention.decided if label.startswith(f"{DECIDED_ID}:"))
    return min((label.partition(":")[2] for label in given), default=None)


def _first_id(thing: list[Mention]) -> str:
    known = [mention for mention in thing if mention.links] or thing
    return _given_id(thing) or min(name for mention in known for name in mention.slugs)


def _tail(thing: list[Mention], rivals: list[list[Mention]]) -> str:
    """Return what tells a thing from others of the same id: the end of its first key, else what is its own alone."""
    ways = zip(*(_tails(rival) for rival in rivals), strict=True)
    own = zip(_tails(thing), ways, strict=True)
    return next(tail for tail, tails in own if tail and tails.count(tail) == 1)


def _tails(thing: list[Mention]) -> tuple[str, ...]:
    key = min(key for mention in thing for key in mention.keys if not key.startswith(DECIDED_SAME))
    labels = sorted({label for mention in thing for label in mention.decided})
    place = min(mention.place for mention in thing)
    return (*_ends(key), digest(key, labels, length=8), digest(place, length=8))


def _ends(key: str) -> tuple[str, str]:
    """Return what of a key may stand behind an id: its last part, or a hash of it."""
    return slug(key.rpartition("|")[2]), digest(key, length=8)
