"""Identity against what the graph holds: new things find theirs, and things that change their id are moved.

Only what shares a key or a possible id with something that came or went is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from diplograph.graph_loader.identity import Mention, assign
from diplograph.graph_loader.rows import to_thing

Place = tuple[str, str]  # article and ref


@dataclass(frozen=True)
class Stored:
    """A mention as the graph holds it: its entity, and the edge's id."""

    mention: Mention
    entity: str
    edge: str
    fixed: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Stored:
        """Return it from a row {article, entity, mention}."""
        kept = row["mention"]
        return cls(Mention.of(row["article"], to_thing(kept)), row["entity"], kept["id"], "fixed" in kept)


@dataclass
class Resolution:
    """Ids by article and ref; mentions of other articles that moved to another id; keys and whose they are now."""

    ids: dict[Place, str] = field(default_factory=dict)
    moved: dict[Place, tuple[Stored, str]] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)


class Resolver:
    """Resolves the mentions of one batch. The two look-ups are the graph's."""

    def __init__(
        self,
        owners: Callable[[list[str]], dict[str, list[str]]],
        stored: Callable[[list[str]], list[Stored]],
    ) -> None:
        self._owners, self._stored = owners, stored
        self._index: dict[str, list[str]] = {}

    def resolve(self, new: Iterable[Mention], old: Iterable[Stored]) -> Resolution:
        """Return where the new mentions belong, given that the old ones of the same articles are gone."""
        kept = {each.mention: each.entity for each in old}
        fresh = {mention.place: mention for mention in new}
        same = {place: kept[mention] for place, mention in fresh.items() if mention in kept}
        gone = [mention for mention in kept if fresh.get(mention.place) != mention]
        added = [mention for place, mention in fresh.items() if place not in same]
        self._look_up({handle for mention in [*added, *gone] for handle in mention.handles})

        quick = self._quick(added, same)
        slow = [mention for mention in added if mention not in quick]
        handles = {handle for mention in [*slow, *gone] for handle in mention.handles}
        near = self._closure(handles, {mention.place for mention in gone})
        touched = {each.entity for each in near.values()} | {kept[mention] for mention in gone}
        slow += [mention for mention, owner in quick.items() if owner in touched]
        found = assign([*slow, *(each.mention for each in near.values())])

        resolution = Resolution(
            {**same, **{m.place: owner for m, owner in quick.items() if owner not in touched}, **found}
        )
        resolution.moved = {
            place: (each, found[place]) for place, each in near.items() if found[place] != each.entity
        }
        owned: dict[str, set[str]] = {handle: set() for mention in gone for handle in mention.handles}
        for mention in [*slow, *(each.mention for each in near.values())]:
            for handle in mention.handles:
                owned.setdefault(handle, set()).add(found[mention.place])
        resolution.keys = {
            handle: sorted(ids) for handle, ids in owned.items() if sorted(ids) != self._index.get(handle)
        }
        return resolution

    def _look_up(self, handles: set[str]) -> None:
        missing = sorted(handles - self._index.keys())
        if missing:
            found = self._owners(missing)
            self._index |= {handle: found.get(handle, []) for handle in missing}

    def _quick(self, added: list[Mention], same: Mapping[Place, str]) -> dict[Mention, str]:
        """Return the mentions that change nothing in the one thing that they are, each with that thing.

        An article says by what it mentions beside them who they aren't; so none is quick that has a rival there.
        """
        known = {article for article, _ in same}
        found = {mention: owner for mention in added if (owner := self._only_owner(mention))}
        times = Counter((mention.article, owner) for mention, owner in found.items())
        return {
            mention: owner
            for mention, owner in found.items()
            if not mention.likeness or (times[mention.article, owner] == 1 and mention.article not in known)
        }

    def _only_owner(self, mention: Mention) -> str | None:
        """Return the one thing that a new mention is without a change there.

        It has every key and possible id of the mention; or it has all mentions that say just the same, with a date.
        """
        told = [mention.likeness] if mention.likeness and mention.is_dated else mention.handles
        owners = {owner for handle in told for owner in self._index[handle] or [""]}
        return owners.pop() if len(owners) == 1 and "" not in owners else None

    def _closure(self, handles: set[str], gone: set[Place]) -> dict[Place, Stored]:
        """Return all that shares a handle with these, directly or through others."""
        near: dict[Place, Stored] = {}
        seen: set[str] = set()
        done: set[str] = set()
        while handles:
            self._look_up(handles)
            done |= handles
            entities = {entity for handle in handles for entity in self._index[handle]} - seen
            seen |= entities
            rows = self._stored(sorted(entities)) if entities else []
            fetched = {each.mention.place: each for each in rows if each.mention.place not in gone}
            near |= fetched
            handles = {handle for each in fetched.values() for handle in each.mention.handles} - done
        return near
