"""Which mentions answer to an id, of today or of before a merge; and by which id a decision names a thing for good."""

from __future__ import annotations

from collections.abc import Iterable

from neo4j import ManagedTransaction, Session

from diplograph.graph_loader import cypher
from diplograph.graph_loader.identity import Mention, slugs_in
from diplograph.graph_loader.resolve import Stored


def mentions_of(tx: ManagedTransaction | Session, ids: Iterable[str]) -> list[Stored]:
    """Return the mentions, of those that go by keys, of the things with these ids."""
    return [Stored.of(row.data()) for row in tx.run(cypher.MENTIONS_OF_ENTITIES, ids=sorted(ids))]


def answering(tx: ManagedTransaction | Session, names: Iterable[str]) -> list[Stored]:
    """Return the mentions that answer to one of these ids, whatever thing they are of."""
    wanted = frozenset(names)
    slugs = sorted({slug for name in wanted for slug in slugs_in(name)})
    owners = {entity for row in tx.run(cypher.KEYS, ids=slugs) for entity in row["entities"]}
    return [each for each in mentions_of(tx, owners) if not each.mention.ids.isdisjoint(wanted)]


def lasting_id(tx: ManagedTransaction | Session, entity: str) -> str | None:
    """Return the id by which a decision names a thing; None where a table, link or function gives its id.

    A slug with what tells namesakes apart, where one is the thing's alone; else a slug at one of its articles.
    """
    own = [each.mention for each in mentions_of(tx, [entity])]
    if not own:
        return None
    names = sorted({name for mention in own for name in mention.full_ids}, key=lambda name: _rank(name, own))
    taken = {
        name
        for each in answering(tx, names)
        if each.entity != entity
        for name in each.mention.ids.intersection(names)
    }
    first = min(own, key=lambda mention: mention.place)
    return next((name for name in names if name not in taken), f"{min(first.slugs)}@{first.article}")


def _rank(name: str, own: list[Mention]) -> tuple[int, str]:
    return -sum(name in mention.ids for mention in own), name
