"""Posts of one state or body whose words are alike; a counterpart's words name nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diplograph.ontology import functions
from diplograph.review import signs as shared
from diplograph.review.likeness import core, pair_keys
from diplograph.review.reasons import Sign, sign
from diplograph.review.thing import Thing

CLASSES = ("Post",)
NEAR = frozenset({"same_name"})


def keys(thing: Thing) -> Iterator[str]:
    """Yield, within each state or body, each two words."""
    for name in _told(thing).names:
        for side in thing.sides:
            yield from (f"{side}|{key}" for key in pair_keys(core(name)))


def compare(one: Thing, other: Thing) -> list[Sign] | None:
    """Compare the words, where a state or body is in common."""
    common = one.sides & other.sides
    found = shared.words(_told(one), _told(other)) if common else None
    return [found, sign("same_side", sides=tuple(sorted(common)))] if found else None


def _told(post: Thing) -> Thing:
    return replace(post, names=tuple(name for name in post.names if not functions.is_counterpart(name)))
