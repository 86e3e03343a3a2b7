"""What a thing is compared by where a key isn't enough: texts « name=value » that its mentions carry."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

Traits = frozenset[str]


class Handles(NamedTuple):
    """What a thing of an article is one by, likely one by, and compared by."""

    keys: list[str]
    likely: list[str]
    traits: list[str]


@lru_cache(maxsize=8192)
def said(traits: Traits, name: str) -> frozenset[str]:
    """Return the values of one name."""
    begin = f"{name}="
    return frozenset(trait.removeprefix(begin) for trait in traits if trait.startswith(begin))


def differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether both say something, and nothing that both say."""
    return bool(one) and bool(other) and not one & other


def beginning(values: frozenset[str], begin: str) -> frozenset[str]:
    """Return the values with a beginning, without it."""
    return frozenset(value.removeprefix(begin) for value in values if value.startswith(begin))
