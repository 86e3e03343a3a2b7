"""Knowledge bases by the IRIs of their things, which annotation tools write, and the short names that links have here."""

from __future__ import annotations

import re

from diplograph.ontology.model import THINGS

BASES = {  # IRIs of knowledge bases, by the name they have in links
    re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[0-9]+)"): "Wikidata:",
    re.compile(re.escape(THINGS) + r"(.+)"): "diplograph:",
}


def short_link(iri: str) -> str | None:
    """Return the link that an IRI is, or None for one of no knowledge base that we know.

    >>> short_link("http://www.wikidata.org/entity/Q7184")
    'Wikidata:Q7184'
    """
    found = ((base, pattern.fullmatch(iri)) for pattern, base in BASES.items())
    return next((f"{base}{match[1]}" for base, match in found if match), None)
