"""What is known before any article is read: states, bodies, cities and domains, found by name, code or link.

A name means one thing within its class or the load stops; what two states share (« coréen ») is nobody's.
The same words may name a state and a city (« Séoul »): the label of the span decides, so each class has its
method.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from rdflib import RDF, SKOS, Graph, Literal
from rdflib.term import Node

from diplograph.ontology import source
from diplograph.ontology.iso import iso_states
from diplograph.ontology.load import load
from diplograph.ontology.model import THINGS, OntologyError
from diplograph.ontology.source import DD, Table
from diplograph.ontology.text import expand, words

STATES, BODIES, PLACES, DOMAINS = (
    "reference/states.toml", "reference/bodies.toml", "reference/places.toml", "domains.ttl",
)  # fmt: skip

FILES = {"State": STATES, "Organization": BODIES, "Place": PLACES, "Domain": DOMAINS}

BODY_KEYS = ("fr!", "en!", "kind!", "acronym_fr", "acronym_en", "aliases", "wikidata", "part_of", "members")
PLACE_KEYS = ("fr!", "en!", "state!", "aliases")
STATE_KEYS = ("fr", "en", "names", "capital")
FORMER_KEYS = ("name_fr!", "name_en!", "fr", "en", "names")

Key = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A known thing. ``aliases`` are names; ``adjectives`` match a state too, but are no name of it.

    ``state`` is a place's, ``members`` are a body's: ids of states, with the date of accession where it is
    known.
    """

    id: str
    cls: str
    name_fr: str
    name_en: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    wikidata: str | None = None
    kind: str | None = None
    state: str | None = None
    part_of: str | None = None
    members: tuple[tuple[str, str | None], ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything that may stand for it in a text."""
        return (self.name_fr, self.name_en, *self.aliases, *self.adjectives)


@dataclass(frozen=True, eq=False)
class Reference:
    """The tables, and the ways into them. Each method answers with an id such as ``state/KR``, or None.

    Compared by identity: there is one for an installed package.
    """

    entries: Mapping[str, Entry]
    codes: Mapping[str, str]
    ambiguous: frozenset[Key]
    _names: Mapping[str, Mapping[Key, str]] = field(repr=False)

    def state(self, text: str) -> str | None:
        """Find a state by name, adjective, demonym, or capital for its government; never by its code."""
        return self._names["State"].get(words(text))

    def body(self, text: str) -> str | None:
        """Find a body by name or acronym."""
        return self._names["Organization"].get(words(text))

    def place(self, text: str) -> str | None:
        """Find a city by name."""
        return self._names["Place"].get(words(text))

    def domain(self, text: str) -> str | None:
        """Find a domain of cooperation by one of its labels."""
        return self._names["Domain"].get(words(text))

    def state_by_code(self, code: str) -> str | None:
        """Find a state by its ISO 3166 code: two or three letters, four for a former state."""
        return self.codes.get(code.strip().upper())

    def body_by_wikidata(self, item: str) -> str | None:
        """Find a body by its Wikidata item, such as ``Q7184``."""
        found = (
            one.id
            for one in self.entries.values()
            if one.cls == "Organization" and one.wikidata == item.strip()
        )
        return next(found, None)

    def parties(self) -> Mapping[Key, str | None]:
        """Return the words of every state and body; None for what states share: whose is not known."""
        shared: dict[Key, str | None] = dict.fromkeys(self.ambiguous)
        return shared | dict(self._names["Organization"]) | dict(self._names["State"])


@cache
def reference() -> Reference:
    """Return the reference tables of the installed package."""
    return reference_from(
        source.read_table(STATES), source.read_table(BODIES), source.read_table(PLACES), source.graph()
    )


def reference_from(states: Table, bodies: Table, places: Table, domains: Graph) -> Reference:
    """Return the tables, checked: ``OntologyError`` names what dangles and which name means two things."""
    cities = {entry.id: entry for entry in _places(places)}
    ambiguous = frozenset(words(form) for pattern in states["ambiguous"] for form in expand(pattern))
    entries = [*_states(states, cities, ambiguous), *_bodies(bodies), *cities.values(), *_domains(domains)]
    by_id = {entry.id: entry for entry in entries}
    codes = {state.alpha_3: f"state/{state.code}" for state in iso_states() if state.alpha_3}
    codes |= {entry.id.removeprefix("state/"): entry.id for entry in entries if entry.cls == "State"}
    _check(by_id, states)
    names = {cls: _index(entries, cls, ambiguous) for cls in FILES}
    return Reference(by_id, codes, ambiguous, names)


def _states(table: Table, cities: Mapping[str, Entry], ambiguous: frozenset[Key]) -> Iterator[Entry]:
    extra: Table = table["states"]
    for state in iso_states():
        ours = extra.get(state.code, {})
        source.check_keys(ours, STATE_KEYS, STATES, state.code)
        names = (*state.names, *ours.get("names", ()), *_capital_names(state.code, ours, cities))
        own = (name for name in names if words(name) not in ambiguous)
        yield _state(state.code, state.name_fr, state.name_en, own, ours)
    for code, ours in table["former"].items():
        source.check_keys(ours, FORMER_KEYS, STATES, code)
        yield _state(code, ours["name_fr"], ours["name_en"], ours.get("names", ()), ours)


def _state(code: str, name_fr: str, name_en: str, names: Iterable[str], ours: Table) -> Entry:
    patterns = chain(ours.get("fr", ()), ours.get("en", ()))
    adjectives = tuple(form for pattern in patterns for form in expand(pattern))
    return Entry(f"state/{code}", "State", name_fr, name_en, _others(names, name_fr, name_en), adjectives)


def _capital_names(code: str, ours: Table, cities: Mapping[str, Entry]) -> Iterator[str]:
    capital = ours.get("capital", [])
    for slug in [capital] if isinstance(capital, str) else capital:
        city = cities.get(f"place/{slug}")
        if city is None or city.state != f"state/{code}":
            raise OntologyError(f"{STATES}: {code}: {PLACES} has no {slug} in {code}")
        yield from (city.name_fr, city.name_en, *city.aliases)


def _bodies(table: Table) -> Iterator[Entry]:
    for slug, body in table.items():
        source.check_keys(body, BODY_KEYS, BODIES, slug)
        part_of, members = body.get("part_of"), body.get("members", {})
        names = (body.get("acronym_fr"), body.get("acronym_en"), *body.get("aliases", ()))
        yield Entry(
            id=f"organization/{slug}",
            cls="Organization",
            name_fr=body["fr"],
            name_en=body["en"],
            aliases=_others((name for name in names if name), body["fr"], body["en"]),
            wikidata=body.get("wikidata"),
            kind=body["kind"],
            part_of=(f"state/{part_of}" if part_of.isupper() else f"organization/{part_of}")
            if part_of
            else None,
            members=tuple(
                (f"state/{code}", since or None) for since, codes in members.items() for code in codes
            ),
        )


def _places(table: Table) -> Iterator[Entry]:
    for slug, place in table.items():
        source.check_keys(place, PLACE_KEYS, PLACES, slug)
        aliases = _others(place.get("aliases", ()), place["fr"], place["en"])
        yield Entry(
            f"place/{slug}", "Place", place["fr"], place["en"], aliases, state=f"state/{place['state']}"
        )


def _domains(data: Graph) -> Iterator[Entry]:
    for concept in data.subjects(RDF.type, DD.Domain):
        shown = source.texts(data, concept, SKOS.prefLabel, str(concept), DOMAINS)
        labels = _labels(data, concept)
        yield Entry(
            str(concept).removeprefix(THINGS),
            "Domain",
            shown["fr"],
            shown["en"],
            _others(labels, *shown.values()),
        )


def _labels(data: Graph, concept: Node) -> Iterator[str]:
    return (str(label) for label in data.objects(concept, SKOS.altLabel) if isinstance(label, Literal))


def _others(names: Iterable[str], *shown: str) -> tuple[str, ...]:
    """Return the names that aren't shown already, each once, spelling apart from spelling."""
    return tuple(name for name in dict.fromkeys(names) if name not in shown)


def _check(entries: Mapping[str, Entry], states: Table) -> None:
    for code in states["states"]:
        if f"state/{code}" not in entries:
            raise OntologyError(f"{STATES}: {code} is no code of ISO 3166-1")
    for entry in entries.values():
        if entry.kind is not None and entry.kind not in load().classes["Organization"].kinds:
            raise OntologyError(f"{BODIES}: {entry.id}: there is no kind {entry.kind} of Organization")
        named = (entry.state, entry.part_of, *(member for member, _ in entry.members))
        for other in named:
            if other and other not in entries:
                raise OntologyError(
                    f"{BODIES if entry.kind else PLACES}: {entry.id} names {other}, which is not known"
                )


def _index(entries: Iterable[Entry], cls: str, ambiguous: frozenset[Key]) -> dict[Key, str]:
    index: dict[Key, str] = {}
    for entry in entries:
        if entry.cls != cls:
            continue
        for form in entry.forms:
            key = words(form)
            if cls == "State" and key in ambiguous:
                raise OntologyError(f"{STATES}: {form!r} is {entry.id}'s and stands in ambiguous too")
            if index.setdefault(key, entry.id) != entry.id:
                raise OntologyError(f"{FILES[cls]}: {form!r} means both {index[key]} and {entry.id}")
    return index
