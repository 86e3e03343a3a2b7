"""What is a name, and the key under which names of one thing meet: case, accents, titles, word order, hyphens."""

from __future__ import annotations

import re

from diplograph.graph_loader.document import Span
from diplograph.ontology.text import fold
from diplograph.ontology.titles import is_particle, is_pronoun, without_article, without_title

NAMEABLE = ("Official", "Organization", "Place", "Initiative", "Agreement")
STOP_WORDS = frozenset("a and au aux d de des du en et for in l la le les of on pour sur the to".split())  # noqa: SIM905 - a list of words reads best as words
ACRONYM = re.compile(r"[A-Z][A-Z0-9]*(?:[-+][A-Z0-9]+)*")
MIN_ACRONYM = 3


def is_name(span: Span) -> bool:
    """Tell whether a span's words name their thing. ``Mention`` says so; else a capital behind article and title."""
    said = span.attributes.get("Mention")
    if said:
        return said == "name" and span.label in NAMEABLE
    bare = bare_name(span)
    first = next((letter for letter in bare if letter.isalnum()), "")
    particle = span.label == "Official" and bare != "" and is_particle(bare.split()[0]) and not bare.islower()
    capital = first.isalpha() and not first.islower()
    return span.label in NAMEABLE and (capital or particle) and not is_pronoun(span.words)


def bare_name(span: Span) -> str:
    """Return a span's words as a name: on one line, without an article, an Official's without titles."""
    words = " ".join(span.words.split())
    behind = without_article(words[:1].lower() + words[1:])
    if behind[:1].islower() and behind[1:] != words[1:]:
        words = behind  # « Le ministre » begins a sentence; « La Haye » is a name
    return without_title(words) if span.label == "Official" else without_article(words)


def person_key(name: str) -> str:
    """Return the least rotation of a name's folded letters.

    Family name first or last, hyphens and spaces in a given name, accents and case all give one key; other names
    share it only if their letters follow one another in the same circle.
    """
    letters = re.sub(r"[^\w]", "", fold(name))
    return min((letters[i:] + letters[:i] for i in range(len(letters))), default="")


def name_key(name: str) -> str:
    """Return the folded words of a name that isn't a person's, sorted, without articles and prepositions."""
    words = re.findall(r"\w+", fold(name))
    return " ".join(sorted(word for word in words if word not in STOP_WORDS) or sorted(words))


def is_full_name(name: str) -> bool:
    """Tell whether a person's name is more than a surname, such as « Roy » or « von der Leyen », which names many."""
    return len(name.split()) > 1 and not is_particle(name.split()[0])


def acronym(name: str) -> str | None:
    """Return the acronym that a name is, or carries in brackets; at least three capitals."""
    bracketed = re.search(r"\(([^()]+)\)", name)
    for candidate in (name, bracketed[1] if bracketed else ""):
        if ACRONYM.fullmatch(candidate) and sum(map(str.isupper, candidate)) >= MIN_ACRONYM:
            return candidate
    return None
