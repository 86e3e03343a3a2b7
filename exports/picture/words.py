"""What pictures and pages say by themselves, in French and English."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from diplograph.exports.answer import Answer

# fmt: off
WORDS: dict[str, dict[str, str]] = {
    "asked": {"en": "Asked", "fr": "Demandé"},
    "made": {"en": "Made on {day}", "fr": "Établi le {day}"},
    "more": {"en": "there are more", "fr": "il y en a d’autres"},
    "sources": {"en": "Sources", "fr": "Sources"},
    "and": {"en": "and {n} more", "fr": "et {n} de plus"},
    "provenance": {"en": "where a claim comes from", "fr": "d’où vient une assertion"},
    "other": {"en": "other relations", "fr": "autres relations"},
    "by": {"en": "by {names}", "fr": "selon {names}"},
    "yes": {"en": "yes", "fr": "oui"},
    "no": {"en": "no", "fr": "non"},
    "search": {"en": "Search", "fr": "Chercher"},
    "picture": {"en": "Picture", "fr": "Image"},
    "rows": {"en": "Rows", "fr": "Lignes"},
    "facts": {"en": "What it rests on", "fr": "Ce sur quoi cela repose"},
    "closer": {"en": "Closer", "fr": "Plus près"},
    "farther": {"en": "Farther", "fr": "Plus loin"},
    "whole": {"en": "The whole picture", "fr": "Toute l’image"},
    "close": {"en": "Close", "fr": "Fermer"},
    "too_many": {"en": "Too many links for a picture on a page: ask a narrower question, or export svg.", "fr": "Trop de liens pour une image dans une page : posez une question plus étroite, ou exportez en svg."},
    "nothing": {"en": "Nothing found.", "fr": "Rien trouvé."},
    "undrawn": {"en": "Nothing to draw: this answer has rows and no graph.", "fr": "Rien à dessiner : cette réponse a des lignes et pas de graphe."},
    "covered": {"en": "Looked at: {articles}, issued {first} to {last}: {publishers}.", "fr": "Examinés : {articles}, parus du {first} au {last} : {publishers}."},
    "uncovered": {"en": "Looked at: {articles}.", "fr": "Examinés : {articles}."},
}
COUNTED: dict[str, dict[str, dict[str, str]]] = {
    "rows": {"en": {"one": "{n} row", "other": "{n} rows"}, "fr": {"one": "{n} ligne", "other": "{n} lignes"}},
    "nodes": {"en": {"one": "{n} thing", "other": "{n} things"}, "fr": {"one": "{n} élément", "other": "{n} éléments"}},
    "edges": {"en": {"one": "{n} link", "other": "{n} links"}, "fr": {"one": "{n} lien", "other": "{n} liens"}},
    "articles": {"en": {"one": "{n} article", "other": "{n} articles"}, "fr": {"one": "{n} article", "other": "{n} articles"}},
}
# fmt: on
DATES = {"en": "en_GB", "fr": "fr_FR"}
NAMED_PUBLISHERS = 8  # more are counted


def word(name: str, lang: str, **told: Any) -> str:
    """Return one of the texts above."""
    return WORDS[name][lang].format(**told)


def counted(name: str, count: int, lang: str) -> str:
    """Return how many: « 1 ligne », « 2 lignes »."""
    forms = COUNTED[name][lang]
    form = Locale(lang).plural_form(count)
    return forms.get(form, forms["other"]).format(n=format_decimal(count, locale=lang))


def day(value: date | str | None, lang: str) -> str:
    """Return a date as one reads it: « 5 mars 2024 », « mars 2024 »; what isn't a day or a month as it is."""
    if value is None:
        return "?"
    try:
        if isinstance(value, str) and len(value) == len("2024-03"):
            return str(format_skeleton("yMMMM", date.fromisoformat(f"{value}-01"), locale=DATES[lang]))
        return str(format_date(date.fromisoformat(str(value)), "long", locale=DATES[lang]))
    except ValueError:
        return str(value)


def coverage(answer: Answer) -> str:
    """Return what was looked at, as a sentence: none found isn't « not looked at »."""
    told = answer.about["coverage"]
    lang, publishers = answer.lang, told["publishers"]
    articles = counted("articles", told["articles"], lang)
    if not told["articles"] or not told["issued_first"]:
        return word("uncovered", lang, articles=articles)
    named = ", ".join(publishers[:NAMED_PUBLISHERS])
    rest = len(publishers) - NAMED_PUBLISHERS
    named += f", {word('and', lang, n=rest)}" if rest > 0 else ""
    first, last = day(told["issued_first"], lang), day(told["issued_last"], lang)
    return word("covered", lang, articles=articles, first=first, last=last, publishers=named)
