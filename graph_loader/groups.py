"""Mentions as groups that are one thing: the steps of identity.py, each a function from groups to larger groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations, combinations_with_replacement
from typing import TYPE_CHECKING

from diplograph.graph_loader.apart import DECIDED_SAME, apart
from diplograph.graph_loader.likeness import FORM, RULES
from diplograph.graph_loader.partition import Partition
from diplograph.graph_loader.traits import Traits

if TYPE_CHECKING:  # identity.py calls this module
    from diplograph.graph_loader.identity import Mention

DECIDED_ID = "id:"  # begins the label by which a decision gives an id
LOCAL = "local|"  # begins the key of what has no other


class Group:
    """Mentions that are one, all of one class, and what is known of them together."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda mention: mention.place)
        self.cls = self.mentions[0].cls
        self.name = "\0".join(self.mentions[0].place)  # no other group has it
        self.articles = {mention.article for mention in self.mentions}
        self.links = frozenset(link for mention in self.mentions for link in mention.links)
        self.labels = self.links.union(label for mention in self.mentions for label in mention.decided)
        compared = self.cls in RULES
        self.is_short = compared and all(_forms(mention.traits) for mention in self.mentions)
        self.traits = self._traits(self.mentions)
        self.timed = {key for mention in self.mentions for key in mention.keys if is_timed(mention, key)}
        self.likely = {key for mention in self.mentions for key in mention.likely if compared}

    def _traits(self, mentions: Iterable[Mention]) -> Traits:
        every = {trait for mention in mentions for trait in mention.traits}
        return frozenset(every if self.is_short else every - _forms(every))

    def at(self, key: str) -> Traits:
        """Return the traits of the mentions that have a likely key."""
        return self._traits(mention for mention in self.mentions if key in mention.likely)

    @property
    def first_year(self) -> int | None:
        """The first year that its mentions speak of."""
        return RULES[self.cls].first_year(self.traits) if self.cls in RULES else None

    @property
    def given_id(self) -> str | None:
        """The id that a decision gives."""
        given = (label.removeprefix(DECIDED_ID) for label in self.labels if label.startswith(DECIDED_ID))
        return min(given, default=None)

    @property
    def first_id(self) -> str:
        """The id that a decision gives, else the first slug of what has a link, else of what has a key that isn't its article's own, else of all."""
        linked = [mention for mention in self.mentions if mention.links]
        keyed = [m for m in self.mentions if not all(key.startswith(LOCAL) for key in m.keys)]
        slugs = (name for mention in linked or keyed or self.mentions for name in mention.slugs)
        return self.given_id or min(slugs)

    @property
    def first_key(self) -> str:
        """The alphabetically first key."""
        keys = (key for mention in self.mentions for key in mention.keys)
        return min(key for key in keys if not key.startswith(DECIDED_SAME))


def things(mentions: list[Mention]) -> list[Group]:
    """Return the mentions as the things that they are."""
    sure = [
        Group(part)
        for component in _by_keys(mentions)
        for linked in apart(component, lambda mention: mention.labels)
        for marked in apart(linked, _marks)
        for part in _by_keys(marked)
    ]
    return _with_undated(_by_likely_keys(sure))


def is_timed(mention: Mention, key: str) -> bool:
    """Tell whether a key makes one only what is near."""
    timed = RULES[mention.cls].timed if mention.cls in RULES else None
    return timed is not None and key.startswith(timed)


def _forms(traits: Iterable[str]) -> set[str]:
    return {trait for trait in traits if trait.startswith(FORM)}


def _marks(mention: Mention) -> tuple[str, ...]:
    if mention.links:
        return ()  # which say more surely what it is
    return RULES[mention.cls].marks(frozenset(mention.traits)) if mention.cls in RULES else ()


# --- Sure keys --------------------------------------------------------------------------------------------------------


def _by_keys(mentions: list[Mention]) -> list[list[Mention]]:
    """Join what shares a key; where the key is timed, what is dated and near."""
    by_name = {str(n): mention for n, mention in enumerate(sorted(mentions, key=lambda m: m.place))}
    partition = Partition(by_name)
    first: dict[str, str] = {}
    timed: dict[tuple[str, str], dict[Traits, list[str]]] = {}  # by class and key, by traits
    for name, mention in by_name.items():
        for key in mention.keys:
            if not is_timed(mention, key):
                partition.join(first.setdefault(key, name), name)
            elif mention.is_dated:
                alike = timed.setdefault((mention.cls, key), {})
                alike.setdefault(frozenset(mention.traits), []).append(name)
    for (cls, key), told in timed.items():
        for one, other in combinations_with_replacement(told, 2):
            if RULES[cls].near(key, one, other):
                partition.join(*(told[one] if one == other else (told[one][0], told[other][0])))
    return [[by_name[name] for name in part] for part in partition.parts()]


# --- Likely keys ------------------------------------------------------------------------------------------------------

Blocks = dict[str, dict[Traits, list[Group]]]  # by likely key and traits there


def _by_likely_keys(groups: list[Group]) -> list[Group]:
    """Join what a likely key makes one: what is known whole, then the rest, each with the one that it can be."""
    whole = [group for group in groups if not group.is_short]
    short = [group for group in groups if group.is_short]
    found = {thing[0].name: thing for thing in _joined(whole, _near(whole))}
    thing_of = {group.name: name for name, thing in found.items() for group in thing}
    blocks = _blocks(whole)
    fits = {group.name: {thing_of[other.name] for other in _near_to(group, blocks)} for group in short}
    for name, meant in _by_only_fit(short, fits).items():
        found[name] = found[name] + _without_rivals(found[name], meant)
    nobody = [group for group in short if not fits[group.name]]
    found |= {thing[0].name: thing for thing in _joined(nobody, _near(nobody))}
    taken = {group.name for thing in found.values() for group in thing}
    return [_one(thing) for thing in (*found.values(), *([g] for g in short if g.name not in taken))]


def _by_only_fit(groups: list[Group], fits: dict[str, set[str]]) -> dict[str, list[Group]]:
    """Return the groups that fit one thing only, by that thing's name."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        if len(fits[group.name]) == 1:
            (name,) = fits[group.name]
            found.setdefault(name, []).append(group)
    return found


def _blocks(groups: Iterable[Group]) -> Blocks:
    found: Blocks = {}
    for group in groups:
        for key in group.likely:
            found.setdefault(key, {}).setdefault(group.at(key), []).append(group)
    return found


def _near(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Yield groups that a likely key may make one."""
    for key, told in _blocks(groups).items():
        for one, other in combinations_with_replacement(told, 2):
            rules = RULES[told[one][0].cls]
            if rules.near(key, one, other) and not rules.contradict(one, other):
                yield [*told[one], *told[other]]


def _near_to(short: Group, blocks: Blocks) -> Iterator[Group]:
    """Yield the whole groups that a short one may be, whether its article tells them apart or not."""
    rules = RULES[short.cls]
    for key in short.likely:
        for traits, groups in blocks.get(key, {}).items():
            if rules.near(key, short.at(key), traits):
                yield from (group for group in groups if not rules.contradict(short.traits, group.traits))


def _joined(groups: list[Group], pairs: Iterable[list[Group]]) -> list[list[Group]]:
    """Return groups as joined, none of which contradict one another.

    Where some do, what is near to two that contradict one another is left alone; and then, if it has to be, all.
    """
    pairs = list(pairs)
    found = []
    for part in _parts(groups, pairs):
        if not _contradict(part):
            found.append(part)
            continue
        torn = _torn(part, pairs)
        rest = [group for group in part if group.name not in torn]
        found += [[group] for group in part if group.name in torn]
        for joined in _parts(rest, ([g for g in each if g.name not in torn] for each in pairs)):
            found += [[group] for group in joined] if _contradict(joined) else [joined]
    return found


def _torn(part: list[Group], pairs: list[list[Group]]) -> set[str]:
    """Return the names of the groups of a part that are near to two which contradict one another."""
    near: dict[str, dict[str, Group]] = {group.name: {} for group in part}
    for each in pairs:
        for group in each:
            if group.name in near:
                near[group.name] |= {other.name: other for other in each}
    return {name for name, others in near.items() if _contradict(list(others.values()))}


def _parts(groups: list[Group], joined: Iterable[list[Group]]) -> list[list[Group]]:
    by_name = {group.name: group for group in groups}
    partition = Partition(sorted(by_name))
    for each in joined:
        partition.join(*(group.name for group in each if group.name in by_name))
    return [[by_name[name] for name in part] for part in partition.parts()]


def _without_rivals(sure: list[Group], short: list[Group]) -> list[Group]:
    """Return the short groups that contradict neither the sure ones nor one another."""
    told, kinds = {article for group in sure for article in group.articles}, _kinds(sure)
    fit = [g for g in short if not g.articles & told and not any(_differ(g, each) for each in kinds)]
    times = Counter(article for group in fit for article in group.articles)
    alone = [group for group in fit if all(times[article] == 1 for article in group.articles)]
    return _agreeing(alone)


def _agreeing(groups: list[Group]) -> list[Group]:
    """Return the groups that differ from no other."""
    kinds = _kinds(groups)
    return [group for group in groups if not any(_differ(group, other) for other in kinds)]


def _contradict(groups: list[Group]) -> bool:
    """Tell whether groups can't be one: an article tells two of them apart, or their labels or traits do."""
    times = Counter(article for group in groups for article in group.articles)
    return max(times.values()) > 1 or any(_differ(*pair) for pair in combinations(_kinds(groups), 2))


def _kinds(groups: list[Group]) -> list[Group]:
    """Return one of all groups with the same traits and labels."""
    return list({(group.traits, group.labels): group for group in groups}.values())


def _differ(one: Group, other: Group) -> bool:
    """Tell whether labels of one base, or traits, contradict one another."""
    bases = [{label.partition(":")[0] for label in group.labels} for group in (one, other)]
    labels = bool(bases[0] & bases[1]) and not one.labels & other.labels
    return labels or RULES[one.cls].contradict(one.traits, other.traits)


def _one(groups: list[Group]) -> Group:
    return Group(mention for group in groups for mention in group.mentions) if len(groups) > 1 else groups[0]


# --- What nobody dates ------------------------------------------------------------------------------------------------


def _with_undated(groups: list[Group]) -> list[Group]:
    """Join what isn't dated with the one dated thing that shares a timed key; where there is none, with each other."""
    undated = [group for group in groups if group.timed and group.first_year is None]
    others = [group for group in groups if not group.timed or group.first_year is not None]
    found = {group.name: [group] for group in others}
    dated = _by_timed_key(others)
    fits = {
        group.name: {
            other.name for key in group.timed for other in dated.get(key, []) if not _differ(group, other)
        }
        for group in undated
    }
    for name, meant in _by_only_fit(undated, fits).items():
        found[name] = found[name] + _agreeing(meant)
    nobody = [group for group in undated if not fits[group.name]]
    parts = _parts(nobody, _by_timed_key(nobody).values())
    found |= {part[0].name: part for part in parts if len(_agreeing(part)) == len(part)}
    taken = {group.name for thing in found.values() for group in thing}
    return [_one(thing) for thing in (*found.values(), *([g] for g in undated if g.name not in taken))]


def _by_timed_key(groups: Iterable[Group]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for group in groups:
        for key in group.timed:
            found.setdefault(key, []).append(group)
    return found
