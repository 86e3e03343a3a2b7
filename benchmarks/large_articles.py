"""The articles that tell of the large world: a document of each, and what a reader of it knows beside it.

What an article tells is noted where its words are written, in the terms of the graph: which fact, of which things, with
which modality and basis; which value; what is only alleged. Nothing here reads a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, TypeVar

from draft import Draft
from large_events import Telling
from large_world import START
from press_world import Country

from diplograph.graph_loader.document import Document, Metadata, Span
from diplograph.ontology.functions import body_functions, functions
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference
from diplograph.ontology.text import slug

T = TypeVar("T")
Pair = tuple[str, str]  # French, English

# What runs from a role's target to its source: (Official)-[:ATTENDED]->(Meeting) is « meeting, participant, official ».
TURNED = {
    "ATTENDED",
    "PARTICIPATES_IN",
    "REPRESENTED_AT",
    "HOSTED",
    "PROPOSED",
    "STATED",
    "SIGNED",
    "PARTY_TO",
}
VALUES = ("Kind", "Status", "Format", "Ordinal")
BASES = ("explicit", "coref", "inferred")
ID_WORDS, ID_LETTERS = 12, 120  # that an id repeats of a phrase
MOST_NAMES = 4  # of a composed name
IN_WORDS = 0.1  # share of dates whose value isn't given: an annotator leaves them to be read


class Fact(NamedTuple):
    """A fact as an article tells it. ``object`` begins with ``claim/`` where it is what has no node."""

    subject: str
    type: str
    object: str
    modality: str = "asserted"
    basis: str = "explicit"
    role: str | None = None
    ordinal: int | None = None
    start: str | None = None


class Value(NamedTuple):
    """A value as an article tells it: its date, its status."""

    thing: str
    name: str
    value: str
    modality: str = "asserted"
    basis: str = "explicit"


class Unfounded(NamedTuple):
    """What an article says that somebody alleges or denies: the fact's type, its ends that have a node, and who says so."""

    type: str
    ends: tuple[str, ...]
    modality: str
    sayers: tuple[str, ...]


class Naming(NamedTuple):
    """How an article calls a thing: by names, or as what composes one."""

    names: tuple[str, ...]
    title_fr: str | None = None
    title_en: str | None = None
    link: str | None = None


def phrase(text: str) -> str:
    """Return a phrase as an id repeats it."""
    return "-".join(slug(text).split("-")[:ID_WORDS])[:ID_LETTERS]


def day_of(number: int) -> date:
    """Return a day of the world as a date."""
    return START + timedelta(days=number)


def article_id(telling: Telling) -> str:
    """Return the id of an article."""
    return f"article-{telling.number:07}"


class Article(Draft):
    """One article: its document, and what it tells.

    ``namings`` are the things that it mentions; ``facts``, ``values`` and ``unfounded`` what it says of them, each of
    which is a claim. ``witness`` is the article on which it rests, else itself.
    """

    def __init__(self, seed: int, telling: Telling) -> None:
        self.id, self.telling, self.seed = article_id(telling), telling, seed
        self.language = telling.language
        self.issued = day_of(telling.issued).isoformat()
        source = article_id(telling.source) if telling.source else None
        self.witness = source or self.id
        about = Metadata(
            None, telling.publisher, self.issued, language=self.language,
            cites=(source,) if source and not telling.translates else (),
            translation_of=source if telling.translates else None,
        )  # fmt: skip
        super().__init__(Document(self.id, "", metadata=about))
        self.namings: dict[str, Naming] = {}
        self.facts: list[Fact] = []
        self.values: list[Value] = []
        self.unfounded: list[Unfounded] = []
        self._thing: dict[str, str] = {}  # of each span that has a node
        self._basis: dict[str, str] = {}

    @property
    def claims(self) -> int:
        """How many claims it makes."""
        return len(self.facts) + len(self.values) + len(self.unfounded)

    def entitle(self, french: str, english: str) -> None:
        """Give the article a title."""
        self.document.metadata = replace(self.document.metadata, title=self.either(french, english))

    def id_of(self, span: Span) -> str:
        """Return what a span is."""
        return self._thing[span.id]

    # --- Spans and arcs, and what they tell ---

    def either(self, french: T, english: T) -> T:
        """Return what is of the article's language."""
        return french if self.language == "fr" else english

    def put(self, french: str, english: str) -> None:
        """Write words that nobody marks."""
        self.say(self.either(french, english))

    def thing(
        self, span: Span, identifier: str, naming: Naming | None = None, basis: str = "explicit"
    ) -> Span:
        """Note what a span is."""
        self._thing[span.id], self._basis[span.id] = identifier, basis
        before = self.namings.get(identifier)
        if naming and before:
            names = tuple(dict.fromkeys((*before.names, *naming.names)))
            naming = naming._replace(names=names)
        self.namings[identifier] = naming or before or Naming(())
        return span

    def tie(
        self, role: str, source: Span, target: Span, fact: str, modality: str | None = None,
        *, part: str | None = None, ordinal: int | None = None, start: str | None = None,
    ) -> None:  # fmt: skip
        """Draw an arc, which is a fact. ``modality`` is that of a role which has its own; ``part`` the fact's role."""
        self.arc(role, source, target, **({"Start": start} if start else {}))
        ends = (target, source) if fact in TURNED else (source, target)
        basis = max((self._basis[source.id], self._basis[target.id]), key=BASES.index)
        said = modality or source.attributes.get("Modality", "asserted")
        subject, thing = (self._thing[end.id] for end in ends)
        self.facts.append(Fact(subject, fact, thing, said, basis, part, ordinal, start))

    def allege(self, role: str, source: Span, target: Span, fact: str, sayers: Iterable[Span]) -> None:
        """Draw an arc, which is alleged or denied, as its source is."""
        self.arc(role, source, target)
        ends = tuple(self._thing[end.id] for end in (target, source) if end.id in self._thing)
        said_by = tuple(sorted(self._thing[span.id] for span in sayers))
        self.unfounded.append(Unfounded(fact, ends, source.attributes["Modality"], said_by))

    def attribute(self, span: Span, sayers: Iterable[Span]) -> None:
        """Say who says what a span announces."""
        for sayer in sayers:
            self.arc("attributedTo", span, sayer)

    def same(self, one: Span, other: Span, basis: str = "explicit") -> Span:
        """Say that a span is what another one is."""
        self.arc("sameAs", one, other)
        return self.thing(one, self._thing[other.id], basis=basis)

    def note(self, span: Span) -> None:
        """Note the values that a span's own attributes give."""
        modality = span.attributes.get("Modality", "asserted")
        for name in (name for name in span.attributes if name in VALUES):
            said = {"planned": "planned", "proposed": "proposed"}.get(span.attributes[name], "asserted")
            told = said if name == "Status" else modality
            self.values.append(Value(self._thing[span.id], name.lower(), span.attributes[name], told))

    def value(self, span: Span, name: str, value: str, basis: str = "explicit") -> None:
        """Note a value that something else gives."""
        told = span.attributes.get("Modality", "asserted")
        self.values.append(Value(self._thing[span.id], name, value, told, basis))

    def dated(self, span: Span, edtf: str, words: str) -> None:
        """Write a date, and say that it is a thing's."""
        given = {} if len(edtf) == 10 and self.telling.number * 7 % 100 < 100 * IN_WORDS else {"Value": edtf}
        self.arc("date", span, self.mark("Date", words, **given))
        self.value(span, "date", edtf)


@cache
def kind_names(cls: str, kind: str) -> Pair:
    """Return what a kind is called in French and in English."""
    labels = load_ontology().code_lists[f"{cls}.kind"][kind]
    return labels["fr"], labels["en"]


def capital(text: str) -> str:
    """Return a text with a capital."""
    return text[:1].upper() + text[1:]


@cache
def table_names(identifier: str) -> Pair:
    """Return what the reference tables call a thing."""
    entry = reference().entries[identifier]
    return entry.name_fr, entry.name_en


def function_names(function: str, state: Country) -> Pair:
    """Return the composed name of a post or a ministry; the tables know some ministries by a name of their own."""
    known = f"organization/{slug(state.code)}-{function}"
    if known in reference().entries:
        return table_names(known)
    found = functions().get(function) or body_functions()[function]
    french, english = table_names(state.id)
    return f"{capital(found.name_fr)} ({french})", f"{capital(found.name_en)} ({english})"


def listed(names: Sequence[Pair]) -> Pair:
    """Return the names that a composed name lists."""
    more = "…" if len(names) > MOST_NAMES else ""
    french, english = (
        ", ".join(dict.fromkeys(pair[side] for pair in names[:MOST_NAMES])) + more for side in (0, 1)
    )
    return french, english
