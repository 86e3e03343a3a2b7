"""Knowledge bases by the IRIs of their things, which annotation tools write, and the short names that links have here."""

from __future__ import annotations

import re
from collections.abc import Mapping

from diplograph.ontology.model import THINGS

WIKIDATA, OURS = "Wikidata:", "diplograph:"
BASES = {  # IRIs of knowledge bases, by the name they have in links
    re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[0-9]+)"): WIKIDATA,
    re.compile(re.escape(THINGS) + r"(.+)"): OURS,
}
IRIS = {
    re.compile(WIKIDATA + r"(Q[0-9]+)"): "http://www.wikidata.org/entity/",
    re.compile(OURS + r"(.+)"): THINGS,
}


def short_link(iri: str) -> str | None:
    """Return the link that an IRI is, or None for one of no knowledge base that we know.

    >>> short_link("http://www.wikidata.org/entity/Q7184")
    'Wikidata:Q7184'
    """
    return _exchanged(iri, BASES)


def iri_of(link: str) -> str | None:
    """Return the IRI that a link is, or None for one of no knowledge base that has them.

    >>> iri_of("Wikidata:Q7184")
    'http://www.wikidata.org/entity/Q7184'
    """
    return _exchanged(link, IRIS)


def _exchanged(said: str, bases: Mapping[re.Pattern[str], str]) -> str | None:
    found = ((base, pattern.fullmatch(said)) for pattern, base in bases.items())
    return next((f"{base}{match[1]}" for base, match in found if match), None)
