"""What an article says, free of any format: the things it tells of and its claims about them.

A Record is the canonical form. It is made from a Document, or read back from RDF; Neo4j and RDF hold it whole.
Within a record things go by their ``ref``; identity (identity.py) gives each an id in the graph.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from typing import Any

from diplograph.graph_loader.document import Metadata

SUPPORTING = ("asserted", "planned", "proposed")  # from the strongest; the others are in claims only
BASES = ("explicit", "coref", "inferred", "reference")  # from the strongest


_AS_JSON = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, default=vars
).encode  # made once: it is slow to make


def digest(*parts: object, length: int = 16) -> str:
    """Return a short hash of values and dataclasses, the same on every machine."""
    return hashlib.sha256(_AS_JSON(parts).encode()).hexdigest()[:length]


@dataclass(frozen=True)
class Thing:
    """One thing as one article tells it; in the graph it is an edge (Article)-[:MENTIONS]->(Entity).

    ``fixed`` is the id where a link or a reference table gives it. Else ``keys`` say what it is one with (things
    that share a key are one) and ``slugs`` what its id may be; things that share a ``likely`` key may be one, if
    ``traits`` (« name=value ») allow it (likeness.py). ``names`` are the forms that are names, ``titles`` a composed
    name for what has none, ``links`` what it is in knowledge bases.
    """

    ref: str
    cls: str
    fixed: str | None = None
    keys: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    title_fr: str | None = None
    title_en: str | None = None
    links: tuple[str, ...] = ()
    link_name: str | None = None
    count: int = 1


@dataclass(frozen=True)
class End:
    """One end of a claim: a thing by its ref, or the text of what has no node (and a hash that its claims share)."""

    ref: str | None = None
    text: str | None = None
    cls: str | None = None
    thing: str | None = None
    kind: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Claim:
    """A triple as one passage tells it. Either ``object`` or ``value`` is set; qualifiers are the edge's own.

    ``subject`` and ``object`` are in the property's direction (an Official attended a Meeting), which isn't always
    the annotator's arc. Offsets are code points.
    """

    subject: End
    predicate: str
    object: End | None = None
    value: str | None = None
    qualifiers: dict[str, Any] = field(default_factory=dict)
    modality: str = "asserted"
    basis: str = "explicit"
    confidence: float = 1.0
    attributed_to: tuple[str, ...] = ()
    quote: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    annotator: str | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Hash of everything that the claim says, and of who marked it where that is known."""
        names = (name for name in field_names(Claim) if name != "annotator" or self.annotator)
        return digest([getattr(self, name) for name in names])


@dataclass(frozen=True)
class Record:
    """An article with everything it says. ``sha256`` is its text's, None where the text wasn't at hand."""

    article: str
    metadata: Metadata
    sha256: str | None
    things: tuple[Thing, ...]
    claims: tuple[Claim, ...]

    @cached_property
    def content_hash(self) -> str:
        """Hash of everything here: equal records are the same article told again."""
        about = {name: getattr(self, name) for name in field_names(Record)} | {"claims": ()}
        return digest(about, sorted(claim.fingerprint for claim in self.claims))


@cache
def field_names(cls: type) -> tuple[str, ...]:
    """Names of a dataclass's fields, in order."""
    return tuple(each.name for each in fields(cls))
