"""Titles and articles in front of names, in French and English (titles.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from diplograph.ontology.functions import match_function
from diplograph.ontology.text import fold

LONGEST = 9  # words of a title


@cache
def _words(name: str) -> frozenset[str]:
    data = tomllib.loads(files(__package__).joinpath("titles.toml").read_text(encoding="utf-8"))
    return frozenset(map(fold, data[name]))


def is_pronoun(text: str) -> bool:
    """Tell whether words stand for a thing and name nothing: « celle-ci », "they"."""
    return fold(text) in _words("pronouns")


def is_particle(word: str) -> bool:
    """Tell whether a word may stand before a family name in lower case: « von der Leyen »."""
    return word.islower() and fold(word) in _words("particles")


def without_article(text: str) -> str:
    """Return a text without the article in front of it."""
    articles = _words("articles") | _words("determiners")
    word = re.match(r"\s*(\w+)(?:['’]|\s+|$)", text)
    return (
        text[word.end() :] if word and word[1][:1].islower() and fold(word[1]) in articles else text.strip()
    )


def without_title(text: str) -> str:
    """Return a person's name without article and titles in front of it; "" where there is nothing else."""
    words = without_article(text).split()
    while words:
        size = next((n for n in range(min(LONGEST, len(words)), 0, -1) if _is_title(words[:n])), 0)
        if not size:
            break
        words = without_article(" ".join(words[size:])).split()
    return " ".join(words)


def _is_title(words: list[str]) -> bool:
    """Tell whether words are a title, or a function of several words: « ministre norvégien de la Défense »."""
    text = " ".join(words)
    return fold(text) in _words("titles") or (len(words) > 1 and match_function(text) is not None)
