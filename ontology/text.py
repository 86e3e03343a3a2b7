"""The one way names are compared: folded text, keys without small words, and slugs of ids."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

# Articles, prepositions and conjunctions of both languages, and the English possessive ("Japan's" is "japan
# s"). « un » is one too, yet "UN" alone is still found: where there are only small words, they are the key.
SMALL_WORDS = frozenset(
    (
        *("le", "la", "les", "l", "un", "une", "de", "du", "des", "d", "a", "au", "aux", "en", "et"),
        *("pour", "pres", "aupres", "sur", "the", "an", "of", "for", "in", "to", "at", "and", "s"),
    )
)

_GAP = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return a text for comparing: no case, accents, punctuation or script, one space between words.

    >>> fold("L’État-major\u00a0général (ADMM+)")
    'l etat major general admm plus'
    """
    latin = anyascii(unicodedata.normalize("NFKC", text)).casefold()
    return _GAP.sub(" ", latin.replace("+", " plus ")).strip()


def slug(text: str) -> str:
    """Return the last part of an id: folded words joined by hyphens; empty where no letter or digit is left.

    >>> slug("Forum atlantique de défense")
    'forum-atlantique-de-defense'
    """
    return fold(text).replace(" ", "-")


def words(text: str) -> tuple[str, ...]:
    """Return the folded words that carry the meaning; where there are only small words, these.

    >>> words("ministre de la Défense du Japon")
    ('ministre', 'defense', 'japon')
    """
    folded = fold(text).split()
    return tuple(word for word in folded if word not in SMALL_WORDS) or tuple(folded)


def expand(pattern: str) -> tuple[str, ...]:
    """Return the forms a pattern of the data files stands for; braces hold the alternatives, and may nest.

    >>> expand("ministre{,s} de la Défense")
    ('ministre de la Défense', 'ministres de la Défense')
    """
    end = pattern.find("}")
    start = pattern.rfind("{", 0, max(end, 0))
    if start < 0:
        return (pattern,)
    head, choices, tail = pattern[:start], pattern[start + 1 : end], pattern[end + 1 :]
    return tuple(
        dict.fromkeys(form for choice in choices.split(",") for form in expand(head + choice + tail))
    )
