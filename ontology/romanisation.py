"""How a name sounds, whichever of the usual romanisations wrote it (romanisations.toml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from diplograph.ontology import source
from diplograph.ontology.text import fold

FILE = "romanisations.toml"


def sound(name: str) -> tuple[str, ...]:
    """Return the words of a name in one spelling for its French and English ones; for comparing only.

    >>> sound("Sergueï Choïgou") == sound("Sergei Shoigu")
    True
    """
    return tuple(filter(None, map(_respelled, fold(name).split())))


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), by) for pattern, by in source.read_table(FILE)["rules"])


@lru_cache(maxsize=8192)
def _respelled(word: str) -> str:
    for pattern, by in _rules():
        word = pattern.sub(by, word)
    return word
