"""How much alike two names are: words, letters and sounds. Everything here is symmetric.

Words are folded (ontology/text.py). Keys under which alike names meet are made here too, beside what they serve.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from diplograph.graph_loader.names import acronym
from diplograph.ontology import romanisation
from diplograph.ontology.reference import Key, reference
from diplograph.ontology.text import words

STEM = 4  # first letters of a word, which plurals, genders and most slips leave alone
SPELLING = 75  # percent of two words' letters, from which on one is the other's spelling or inflexion
MOST_WORDS = 8  # of a name, that pairs of words are made of
TELLING = frozenset(  # words that make another thing of an alike name
    (
        *("nord", "sud", "est", "ouest", "north", "south", "east", "west"),
        *("northern", "southern", "eastern", "western"),
        *(
            "vice",
            "sous",
            "deputy",
            "adjoint",
            "adjointe",
            "assistant",
            "assistante",
            "under",
            "former",
            "ancien",
        ),
        *("premier", "premiere", "second", "seconde", "first"),
        *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    )
)
BLURRED = str.maketrans("Xjgdbz", "ssktps")  # sounds that romanisations take for one another
BRACKETS = re.compile(r"\s*\([^()]*\)")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a folded word as it sounds, whatever its romanisation; more loosely than identity may (romanisation.py).

    >>> sound("shik") == sound("sik"), sound("un") == sound("il")
    (True, False)
    """
    return "".join(romanisation.sound(word)).translate(BLURRED)


def leftovers(one: Iterable[str], other: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the words that each of two names has alone, sorted."""
    mine, theirs = Counter(one), Counter(other)
    return sorted((mine - theirs).elements()), sorted((theirs - mine).elements())


def one_letter_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by a letter; short words that do are other words."""
    shortest, longest = sorted((len(one), len(other)))
    near = Levenshtein.distance(one, other, score_cutoff=1) == 1
    return near and shortest >= STEM and longest > STEM


def meaning(name: str) -> Key:
    """Return the words that carry the meaning of a name, without an acronym in brackets."""
    return words(BRACKETS.sub("", name) or name)


@lru_cache(maxsize=65536)
def core(name: str) -> Key:
    """Return the words of a name without those of states and bodies; all of them where nothing else is said."""
    said = meaning(name)
    parties, longest = _parties()
    found: list[str] = []
    place = 0
    while place < len(said):
        size = next((n for n in range(longest, 0, -1) if said[place : place + n] in parties), 0)
        found += [] if size else [said[place]]
        place += size or 1
    return tuple(found) or said


@cache
def _parties() -> tuple[frozenset[Key], int]:
    """Return the words of every state and body, and of how many words the longest is."""
    parties = frozenset(reference().parties())
    return parties, max(map(len, parties))


def alike(one: Key, other: Key, replaced: int = 0) -> bool:
    """Tell whether two names of at least two words are of one thing, but for spelling, inflexion or a word more.

    ``replaced`` words may be others altogether. Numbers, compass points and « vice » always make another thing.
    """
    mine, theirs = leftovers(one, other)
    common = len(one) - len(mine)
    if (
        any(word in TELLING or any(map(str.isdigit, word)) for word in (*mine, *theirs))
        or min(len(one), len(other)) < 2
    ):
        return False
    if not mine or not theirs:
        return common >= 2 and len(mine) + len(theirs) <= 1
    strange = sum(not _spelt_alike(word, theirs) for word in mine)
    return len(mine) == len(theirs) and strange <= (replaced if common >= 2 else 0)


def _spelt_alike(word: str, others: list[str]) -> bool:
    return any(
        word[0] == other[0] and fuzz.ratio(_masculine(word), _masculine(other)) >= SPELLING
        for other in others
    )


def _masculine(word: str) -> str:
    return re.sub(r"trice(s?)$", r"teur\1", word)


def percent(one: Key, other: Key) -> int:
    """Return how much of two names is the same, whatever the order of words."""
    return round(fuzz.token_sort_ratio(" ".join(one), " ".join(other)))


def stem_keys(said: Key) -> Iterator[str]:
    """Yield keys that alike names share: the stems of all words, and of all but one where three are left."""
    stems = sorted(word[:STEM] for word in said)
    yield " ".join(stems)
    if len(stems) > 3:
        yield from (" ".join(stems[:n] + stems[n + 1 :]) for n in range(len(stems)))


def pair_keys(said: Key) -> Iterator[str]:
    """Yield the stems of each two words; the stem of one alone; for use within one state or body, where these tell enough."""
    stems = sorted({word[:STEM] for word in said})[:MOST_WORDS]
    yield from (" ".join(pair) for pair in combinations(stems, 2)) if len(stems) > 1 else stems


def acronyms(names: Iterable[str]) -> frozenset[str]:
    """Return the acronyms that some names are, or carry in brackets."""
    return frozenset(found for found in map(acronym, names) if found)


def initials(names: Iterable[str]) -> frozenset[str]:
    """Return the acronyms that names of at least three words may have."""
    told = (meaning(name) for name in names if acronym(name) != name)
    return frozenset("".join(word[0] for word in said).upper() for said in told if len(said) > 2)
