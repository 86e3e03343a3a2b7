"""The names of states as libraries give them: ISO 3166-1 from pycountry, display names from Unicode CLDR."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from dataclasses import dataclass

import pycountry
from babel import Locale

from diplograph.ontology.text import fold

KOSOVO = "XK"  # a code for users of ISO 3166 which it doesn't list; CLDR names it


@dataclass(frozen=True)
class IsoState:
    """A state's codes, its display names, and the other names that the two libraries have for it."""

    code: str
    alpha_3: str | None
    name_fr: str
    name_en: str
    names: tuple[str, ...]


def iso_states() -> Iterator[IsoState]:
    """Yield every country of ISO 3166-1, and Kosovo."""
    french = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["fr"])
    for country in pycountry.countries:
        english = [getattr(country, key, None) for key in ("name", "common_name", "official_name")]
        listed = [name for name in english if name]
        names = (*listed, *(french.gettext(name) for name in listed))
        yield _state(country.alpha_2, country.alpha_3, names)
    yield _state(KOSOVO, None, ())


def _state(code: str, alpha_3: str | None, names: tuple[str, ...]) -> IsoState:
    french, english = (_parts(str(Locale(language).territories[code])) for language in ("fr", "en"))
    upright = tuple(found for name in names if (found := _upright(name)))
    return IsoState(
        code, alpha_3, french[0], english[0], _distinct((*french, *english, *upright), french[0], english[0])
    )


def _parts(name: str) -> tuple[str, ...]:
    """Split CLDR's « Myanmar (Birmanie) » in two; a remark, « (partie française) », stays in the name."""
    head, bracket, tail = name.partition(" (")
    return (head, tail[:-1]) if bracket and tail[0].isupper() and tail.endswith(")") else (name,)


def _upright(name: str) -> str | None:
    """Return ISO's "Korea, Republic of" as people write it; None for what nobody writes."""
    if "(" in name:
        return None
    head, comma, tail = name.rpartition(", ")
    if not comma:
        return name
    if not tail.split()[-1].endswith(("of", "the", "de", "du", "des", "d'")):
        return None  # a list ("Bonaire, Sint Eustatius and Saba") or a status ("Taiwan, Province of China")
    return f"{tail}{head}" if tail.endswith("'") else f"{tail} {head}"


def _distinct(names: tuple[str, ...], *shown: str) -> tuple[str, ...]:
    seen = {fold(name) for name in shown}
    kept = []
    for name in names:
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return tuple(kept)
