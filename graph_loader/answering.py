"""Which mentions answer to an id, of today or of before a merge; and by which id a decision names a thing for good."""

from __future__ import annotations

from collections.abc import Iterable

from neo4j import ManagedTransaction

from diplograph.graph_loader import cypher
from diplograph.graph_loader.identity import slugs_in
from diplograph.graph_loader.resolve import Stored


def mentions_of(tx: ManagedTransaction, ids: Iterable[str]) -> list[Stored]:
    """Return the mentions, of those that go by keys, of the things with these ids."""
    return [Stored.of(row.data()) for row in tx.run(cypher.MENTIONS_OF_ENTITIES, ids=sorted(ids))]


def answering(tx: ManagedTransaction, names: Iterable[str]) -> list[Stored]:
    """Return the mentions that answer to one of these ids, whatever thing they are of."""
    wanted = frozenset(names)
    slugs = sorted({slug for name in wanted for slug in slugs_in(name)})
    owners = {entity for row in tx.run(cypher.KEYS, ids=slugs) for entity in row["entities"]}
    return [each for each in mentions_of(tx, owners) if not each.mention.ids.isdisjoint(wanted)]


def lasting_id(tx: ManagedTransaction, entity: str) -> str | None:
    """Return the id by which a decision names a thing; None where a table, link or function gives its id.

    A slug with what tells namesakes apart, where one is the thing's alone; else a slug at one of its articles.
    """
    own = [each.mention for each in mentions_of(tx, [entity])]
    if not own:
        return None
    names = {name for mention in own for name in mention.lasting_ids}
    others = [each.mention for each in answering(tx, names) if each.entity != entity]
    free = [name for name in names if not any(name in other.ids for other in others)]
    at_article = min(own, key=lambda mention: mention.place).ids_at_article
    return min(free or at_article, key=lambda name: (-sum(name in mention.ids for mention in own), name))


def keys_of(tx: ManagedTransaction, entity: str) -> set[str]:
    """Return the keys that are a thing's alone, and the ids at their articles of its mentions that have none such."""
    own = [each.mention for each in mentions_of(tx, [entity])]
    keys = {key for mention in own for key in mention.own_keys}
    shared = {row["id"] for row in tx.run(cypher.KEYS, ids=sorted(keys)) if row["entities"] != [entity]}
    free = keys - shared
    rest = (mention for mention in own if free.isdisjoint(mention.own_keys))
    return free | {name for mention in rest for name in mention.ids_at_article}
