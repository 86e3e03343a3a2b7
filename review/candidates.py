"""The review list: pairs of things that are likely one, read from the graph as it is, the likeliest first.

Things are compared within blocks: those that share a key of their class's rule. So the cost grows with the number of
things. A block of more than ``LARGEST`` things tells nothing; it is left out, and said.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from neo4j import Driver, ManagedTransaction

from diplograph.graph_loader.sessions import reading
from diplograph.ontology.model import Labels
from diplograph.review import cypher
from diplograph.review.graph import Belonging, read
from diplograph.review.passages import Passage, Passages
from diplograph.review.reasons import Reason, Sign, reason, score, sign
from diplograph.review.rules import Rule, rules
from diplograph.review.thing import Thing

LARGEST = 50  # things of a block


@dataclass(frozen=True)
class Candidate:
    """Two things of one class that may be one; ``first`` is the id that sorts first. ``score`` is from 0 to 1."""

    cls: str
    first: str
    second: str
    first_name: str
    second_name: str
    score: float
    reasons: tuple[Reason, ...]
    first_passage: Passage
    second_passage: Passage


@dataclass(frozen=True)
class Block:
    """Things that share a key, too many to be compared."""

    cls: str
    key: str
    size: int


@dataclass(frozen=True)
class Review:
    """The pairs to decide on, the likeliest first; how many there are without a limit; blocks left out."""

    candidates: tuple[Candidate, ...]
    total: int
    skipped: tuple[Block, ...]


@dataclass(frozen=True)
class _Pair:
    one: Thing
    other: Thing
    score: float
    signs: tuple[Sign, ...]


def candidates(
    driver: Driver,
    database: str,
    decided: Container[frozenset[str]] = frozenset(),
    classes: Collection[str] | None = None,
    limit: int | None = None,
) -> Review:
    """Return the pairs that nobody has decided on, ties by ids.

    ``decided`` holds each decided pair of ids as a frozenset. ``classes`` are some of ``rules()``, all by default.
    Nothing is written and nothing kept: the list is what the graph says now.
    """
    wanted = {cls: rule for cls, rule in rules().items() if classes is None or cls in classes}
    with reading(driver, database) as session:
        return session.execute_read(_review, wanted, decided, limit)


def _review(
    tx: ManagedTransaction, wanted: dict[str, Rule], decided: Container[frozenset[str]], limit: int | None
) -> Review:
    belonging = Belonging(tx)
    pairs: list[_Pair] = []
    skipped: list[Block] = []
    for cls, rule in wanted.items():
        blocks = _blocks(read(tx, cls, belonging), rule)
        skipped += [Block(cls, key, len(block)) for key, block in blocks.items() if len(block) > LARGEST]
        pairs += _pairs((block for block in blocks.values() if len(block) <= LARGEST), rule, decided)
    pairs.sort(key=lambda pair: (-pair.score, pair.one.id, pair.other.id))
    skipped.sort(key=lambda block: (block.cls, -block.size, block.key))
    return Review(tuple(_told(tx, pairs[:limit])), len(pairs), tuple(skipped))


def _blocks(things: Iterable[Thing], rule: Rule) -> dict[str, list[Thing]]:
    """Return the things that share a key, by key."""
    blocks: dict[str, list[Thing]] = {}
    for thing in things:
        for key in set(rule.keys(thing)):
            blocks.setdefault(key, []).append(thing)
    return {key: block for key, block in blocks.items() if len(block) > 1}


def _pairs(blocks: Iterable[list[Thing]], rule: Rule, decided: Container[frozenset[str]]) -> Iterator[_Pair]:
    """Yield the pairs of some blocks that may be one, each once."""
    seen = set[tuple[str, str]]()
    for block in blocks:
        for one, other in combinations(sorted(block, key=lambda thing: thing.id), 2):
            if (one.id, other.id) in seen or frozenset((one.id, other.id)) in decided:
                continue
            seen.add((one.id, other.id))
            signs = compare(one, other, rule)
            if signs:
                yield _Pair(one, other, score(signs), tuple(signs))


def compare(one: Thing, other: Thing, rule: Rule) -> list[Sign] | None:
    """Return why two things may be one by a rule; None where links, tables or an article say that they are two.

    An article that tells them apart counts against them, and ends it unless their names are nearly the same.
    """
    if (one.fixed and other.fixed) or _linked_apart(one, other):
        return None
    signs = rule.compare(one, other)
    both = sorted(one.articles & other.articles)
    if signs and both:
        near = any(each.code in rule.NEAR for each in signs)
        return [*signs, sign("one_article", articles=", ".join(both[:3]))] if near else None
    return signs


def _linked_apart(one: Thing, other: Thing) -> bool:
    """Tell whether one knowledge base has another item for each."""
    mine, theirs = ({link.partition(":")[0] for link in each.links} for each in (one, other))
    shared = mine & theirs
    return any(
        not {link for link in one.links & other.links if link.startswith(f"{base}:")} for base in shared
    )


def _told(tx: ManagedTransaction, pairs: list[_Pair]) -> Iterator[Candidate]:
    """Yield pairs with their reasons in words and both passages."""
    passages = Passages(tx, {each.id for pair in pairs for each in (pair.one, pair.other)})
    names = _names(tx, pairs)
    for pair in pairs:
        first, second = passages.of(pair.one.id, pair.other.id)
        yield Candidate(
            cls=pair.one.cls,
            first=pair.one.id,
            second=pair.other.id,
            first_name=pair.one.name,
            second_name=pair.other.name,
            score=pair.score,
            reasons=tuple(reason(each, names) for each in pair.signs),
            first_passage=first,
            second_passage=second,
        )


def _names(tx: ManagedTransaction, pairs: list[_Pair]) -> dict[str, Labels]:
    """Return the French and English names of all things that reasons speak of."""
    values = (value for pair in pairs for each in pair.signs for value in each.values.values())
    ids = sorted({name for value in values if isinstance(value, tuple) for name in value})
    return {row["id"]: {"fr": row["fr"], "en": row["en"]} for row in tx.run(cypher.NAMES, ids=ids)}
