"""From what a user says of ids in the graph to a decision that lasts: with ids that later articles don't blur."""

from __future__ import annotations

from itertools import product

from neo4j import ManagedTransaction

from diplograph.graph_loader.answering import answering, keys_of, lasting_id, mentions_of
from diplograph.graph_loader.decisions import Decision, Decisions, hashed
from diplograph.ontology.errors import DiplographError

KNOWN = "MATCH (e:Entity {id: $id}) RETURN e.id AS id"
FIXED = "MATCH (:Entity {id: $id})<-[m:MENTIONS {fixed: $id}]-(:Article) RETURN 1 AS found LIMIT 1"
IN_FORCE = "MATCH (s:GraphState {id: 'graph'}) RETURN coalesce(s.decisions, []) AS lines"


class DecisionError(DiplographError):
    """What was asked for can't be decided."""

    status = 422
    title = "No such decision"


def in_force(tx: ManagedTransaction) -> Decisions:
    """Return the decisions that the graph holds."""
    row = tx.run(IN_FORCE).single()
    return Decisions.of(row["lines"] if row else [], "the decisions in the graph")


def same(tx: ManagedTransaction, first: str, second: str) -> Decision:
    """Return the decision that two things are one. Raises DecisionError where they can't be."""
    one, other = _two(tx, first, second)
    names = [None if _is_fixed(tx, each) else lasting_id(tx, each) for each in (one, other)]
    if names == [None, None]:
        raise DecisionError(
            f"{one} and {other} have ids of their own, from a table, a link or a function.",
            "Where an annotation's link is wrong, mend the annotation.",
        )
    if None in names:
        known = one if names[0] is None else other
        return Decision("is", (next(name for name in names if name), known))
    return Decision("same", tuple(sorted(name for name in names if name)))


def different(tx: ManagedTransaction, first: str, second: str) -> Decision:
    """Return the decision that two things aren't one.

    Two that are one node now go by their articles: ``id@article``. Raises DecisionError.
    """
    if "@" in first and "@" in second:
        for name in (first, second):
            if not answering(tx, [name]):
                raise DecisionError(f"{name} is nothing that the graph holds.", _HINT)
        return Decision("different", tuple(sorted((first, second))))
    one, other = _two(tx, first, second)
    names = (lasting_id(tx, one) or one, lasting_id(tx, other) or other)
    return Decision("different", tuple(sorted(names)))


def name(tx: ManagedTransaction, identifier: str, language: str, words: str) -> Decision:
    """Return the decision that a thing is to be called so, in a language, or in both where it is "".

    Raises DecisionError.
    """
    entity = _entity(tx, identifier)
    if not words.strip():
        raise DecisionError("A name has letters.", "To take a name back, take its line out of the file.")
    lasting = lasting_id(tx, entity) or entity
    return Decision("name", (lasting, *filter(None, [language]), " ".join(words.split())))


def forget(tx: ManagedTransaction, identifier: str) -> Decision:
    """Return the decision that a person is to be forgotten; it doesn't name them. Raises DecisionError."""
    entity = _entity(tx, identifier)
    if not entity.startswith("official/"):
        raise DecisionError(
            f"{entity} is no person.", "Only officials are forgotten; diplograph remove takes articles out."
        )
    return Decision("forget", tuple(sorted(map(hashed, keys_of(tx, entity) or {entity}))))


def names_of(tx: ManagedTransaction, identifier: str) -> frozenset[str]:
    """Return every id that a thing answers to: what lines of a file may call it."""
    entity = _entity(tx, identifier)
    return frozenset({entity}.union(*(each.mention.ids for each in mentions_of(tx, [entity]))))


def told_apart(tx: ManagedTransaction, decisions: Decisions) -> set[frozenset[str]]:
    """Return the pairs of things of which a decision says that they aren't one."""
    lines = [each.words for each in decisions.all if each.verb == "different"]
    found = answering(tx, {word for words in lines for word in words})
    sides = [
        [{word, *(e.entity for e in found if word in e.mention.ids)} for word in words] for words in lines
    ]
    return {frozenset(pair) for one, other in sides for pair in product(one, other)}


_HINT = "diplograph review --list shows ids; so does every answer of diplograph ask."


def _is_fixed(tx: ManagedTransaction, entity: str) -> bool:
    """Tell whether a table, a link or a function gives a thing its id, whatever else a decision made one with it."""
    return tx.run(FIXED, id=entity).single() is not None


def _two(tx: ManagedTransaction, first: str, second: str) -> tuple[str, str]:
    one, other = _entity(tx, first), _entity(tx, second)
    if one == other:
        raise DecisionError(
            f"{first} and {second} are one thing already, {one}.",
            f"To tell apart what articles call so, name two of them: {one}@ARTICLE {one}@ARTICLE",
        )
    if one.partition("/")[0] != other.partition("/")[0]:
        raise DecisionError(
            f"{one} and {other} are of two classes.", "Only two things of one class can be one."
        )
    return one, other


def _entity(tx: ManagedTransaction, identifier: str) -> str:
    """Return the thing that an id, or an id of before, stands for."""
    if tx.run(KNOWN, id=identifier).single():
        return identifier
    found = _entities(tx, identifier)
    if len(found) != 1:
        what = f"may be {', '.join(sorted(found))}" if found else "is nothing that the graph holds"
        raise DecisionError(f"{identifier} {what}.", _HINT)
    return found.pop()


def _entities(tx: ManagedTransaction, identifier: str) -> set[str]:
    return {each.entity for each in answering(tx, [identifier])}
