"""What is a name, and the key under which names of one thing meet: case, accents, titles, word order, hyphens."""

from __future__ import annotations

import re
from functools import lru_cache

from diplograph.graph_loader.document import Span
from diplograph.ontology.romanisation import sound
from diplograph.ontology.text import fold
from diplograph.ontology.titles import is_particle, is_pronoun, without_article, without_title

NAMEABLE = ("Official", "Organization", "Place", "Initiative", "Agreement")
STOP_WORDS = frozenset("a and au aux d de des du en et for in l la le les of on pour sur the to".split())  # noqa: SIM905 - a list of words reads best as words
ACRONYM = re.compile(r"[A-Z][A-Z0-9]*(?:[-+][A-Z0-9]+)*")
BRACKETED = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]")
MIN_ACRONYM = 3
LONGEST_NAME = 100  # letters; more of a name is not compared by its initials
GENERATIONS = {"jr": "jr", "junior": "jr", "fils": "jr", "sr": "sr", "senior": "sr", "pere": "sr"}
NUMERALS = ("II", "III", "IV")


def is_name(span: Span) -> bool:
    """Tell whether a span's words name their thing. ``Mention`` says so; else a capital behind article and title."""
    said = span.attributes.get("Mention")
    if said:
        return said == "name" and span.label in NAMEABLE
    return span.label in NAMEABLE and _looks_like_name(span.words, span.label == "Official")


@lru_cache(maxsize=8192)
def _looks_like_name(words: str, official: bool) -> bool:
    bare = _bare(words, official)
    first = next((letter for letter in bare if letter.isalnum()), "")
    particle = official and bare != "" and is_particle(bare.split()[0]) and not bare.islower()
    capital = first.isalpha() and not first.islower()
    return (capital or particle) and not is_pronoun(words)


def bare_name(span: Span) -> str:
    """Return a span's words as a name: on one line, without an article, an Official's without titles."""
    return _bare(span.words, span.label == "Official")


@lru_cache(maxsize=8192)
def _bare(said: str, official: bool) -> str:
    words = " ".join(said.split())
    behind = without_article(words[:1].lower()[:1] + words[1:])  # « İ » becomes two letters
    if behind[:1].islower() and behind[1:] != words[1:]:
        words = behind  # « Le ministre » begins a sentence; « La Haye » is a name
    return without_title(words) if official else without_article(words)


@lru_cache(maxsize=8192)
def person_key(name: str) -> str:
    """Return the least rotation of a name's folded letters, without « Jr » or « père ».

    Family name first or last, hyphens and spaces in a given name, accents and case all give one key; other names
    share it only if their letters follow one another in the same circle.
    """
    return _least_rotation(re.sub(r"[^\w]", "", fold(by_generation(name)[0])))


@lru_cache(maxsize=8192)
def sound_key(name: str) -> str:
    """Return the key of a person's name that French and English romanisations share: « Choïgou », “Shoigu”.

    Looser than ``person_key``: names that share it are one person only in one post.
    """
    return _least_rotation("".join(sound(by_generation(name)[0])))


def _least_rotation(letters: str) -> str:
    return min((letters[i:] + letters[:i] for i in range(len(letters))), default="")


def by_generation(name: str) -> tuple[str, str | None]:
    """Return a name without « Jr », “Sr.”, « père » or “III” behind it, and which of them it was.

    A numeral behind one word alone belongs to the name: « Mohammed VI ».
    """
    words = name.replace(",", " ").split()
    last = words[-1] if len(words) > 1 else ""
    if last in NUMERALS and len(words) > 2:
        return " ".join(words[:-1]), last.lower()
    told = GENERATIONS.get(fold(last))
    if told and not (last[0].isupper() and fold(last) in ("fils", "pere")):  # « Fils » is a family name
        return " ".join(words[:-1]), told
    return name, None


def shortened(name: str) -> tuple[str, str] | None:
    """Return what « J. Mattis » and “James N. Mattis” share, and the given names that they may differ in.

    None where a name is a surname alone. The words are as they sound: ("j mattis", "james n").
    """
    words = sound(by_generation(name)[0])
    if len(words) < 2:
        return None
    return f"{words[0][0]} {words[-1]}"[:LONGEST_NAME], " ".join(words[:-1])[:LONGEST_NAME]


def may_be_one(given: str, other: str) -> bool:
    """Tell whether given names don't contradict one another: an initial and its name, one more name at the end."""
    pairs = zip(given.split(), other.split(), strict=False)
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)


def is_initialled(name: str) -> bool:
    """Tell whether a name has one initial before its family name, as many names do, or a double one.

    « J. Stoltenberg », « J.-Y. Le Drian »; not “A. K. Antony”, who has no longer name.
    """
    first, *others = name.split()
    initials = [fold(part) for part in first.split("-")]
    return all(len(part) == 1 for part in initials) and bool(others) and len(fold(others[0])) > 1


def surnames(name: str) -> set[str]:
    """Return what a person of this full name may be called by: its first or last word, or from a particle on.

    Korean and Vietnamese names begin with the family name, and Vietnamese officials are called by their last word;
    « Le Drian » and « von der Leyen » are Jean-Yves and Ursula.
    """
    words = by_generation(name)[0].split()
    particle = next((n for n, word in enumerate(words) if n and is_particle(word.lower())), len(words) - 1)
    return {words[0], words[-1], " ".join(words[particle:])}


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """Return the folded words of a name that isn't a person's, sorted, without articles and prepositions."""
    words = re.findall(r"\w+", fold(name))
    return " ".join(sorted(word for word in words if word not in STOP_WORDS) or sorted(words))


def without_acronym(name: str) -> str:
    """Return a body's full name where its acronym stands beside it: « Forum du Nord (FDN) », “FDN (Forum du Nord)”."""
    found = BRACKETED.fullmatch(name)
    if not found:
        return name
    full, other = found[1], found[2]
    return other if acronym(full) == full else full if acronym(other) == other else name


def is_full_name(name: str) -> bool:
    """Tell whether a person's name is more than a surname, such as « Roy » or « von der Leyen », which names many."""
    words = by_generation(name)[0].split()
    return len(words) > 1 and not is_particle(words[0])


def acronym(name: str) -> str | None:
    """Return the acronym that a name is, or carries in brackets; at least three capitals."""
    bracketed = re.search(r"\(([^()]+)\)", name)
    for candidate in (name, bracketed[1] if bracketed else ""):
        if ACRONYM.fullmatch(candidate) and sum(map(str.isupper, candidate)) >= MIN_ACRONYM:
            return candidate
    return None
