"""The functions of posts and of bodies, recognised in French and English, in every gender and number.

A function's words may have the words of a state or body anywhere between them (« ministre norvégienne de la
Défense »); everything else must be the function's. What is left over makes it another post: « directeur de
la Division Sécurité coopérative » is not a plain director, and its words make its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from diplograph.ontology import source
from diplograph.ontology.model import OntologyError
from diplograph.ontology.reference import Key, reference
from diplograph.ontology.source import Table
from diplograph.ontology.text import expand, words

FILE = "functions.toml"
KEYS = ("fr!", "en!", "names!", "fr_f", "only", "kind", "accredited", "several")
LONGEST = 24  # words; a span that is longer than any function is not searched

Party = str | None  # an id, or None: a state's adjective that several states share


@dataclass(frozen=True)
class Function:
    """What a post or a body does, apart from whose it is.

    ``kind`` is a body's. ``accredited``: a post of one party at another, as an ambassador's. ``several``: a post that
    several people may hold at once.
    """

    slug: str
    name_fr: str
    name_fr_feminine: str
    name_en: str
    kind: str | None = None
    accredited: bool = False
    several: bool = False


@dataclass(frozen=True)
class FunctionTable:
    """The functions of posts, those of bodies, and the words they are recognised by.

    ``keys`` holds, for the words of a form, the function by the party where the form means it; "" is every
    party.
    """

    functions: Mapping[str, Function]
    keys: Mapping[Key, Mapping[str, Function]]


@lru_cache(maxsize=8192)
def may_have_several_holders(post: str) -> bool:
    """Tell whether several people may hold a post at once, by its id: « vice-ministre », « ambassadeur »."""
    slugs = (each.slug for each in _tables()[0].functions.values() if each.several)
    return any(post.endswith(f"-{slug}") for slug in slugs)


@lru_cache(maxsize=8192)
def match_function(text: str, party: str | None = None) -> Function | None:
    """Return the function that a post's words name, or None.

    ``party`` is the state or body of the post where an arc says it: « secrétaire d'État » is a foreign
    minister in the United States only. Words may name several parties (« ministres de la Défense d'Égypte
    et de Jordanie »), but an ambassador of one to another is no plain function.

    >>> match_function("ministre norvégienne de la Défense").slug
    'defence-minister'
    """
    return _match(_tables()[0], words(text), party)


@lru_cache(maxsize=8192)
def match_body_function(text: str, party: str | None = None) -> Function | None:
    """Return the function that the words of a ministry, staff or force name, or None.

    >>> match_body_function("ministère chilien de la Défense").slug
    'ministry-of-defence'
    """
    return _match(_tables()[1], words(text), party)


def is_counterpart(text: str) -> bool:
    """Tell whether a post's words name it by the one it faces: « son homologue japonais »."""
    tokens = words(text)
    return any(tokens[i : i + len(key)] == key for key in _tables()[2] for i in range(len(tokens)))


def functions() -> Mapping[str, Function]:
    """Return the functions of posts by slug."""
    return _tables()[0].functions


def body_functions() -> Mapping[str, Function]:
    """Return the functions of bodies by slug."""
    return _tables()[1].functions


@cache
def _tables() -> tuple[FunctionTable, FunctionTable, frozenset[Key]]:
    table = source.read_table(FILE)
    counterparts = frozenset(_keys(table["counterparts"]))
    return function_table(table, "posts"), function_table(table, "bodies"), counterparts


def function_table(table: Table, section: str) -> FunctionTable:
    """Return one section of functions.toml; a form that means two functions stops the load."""
    functions = {slug: _function(slug, entry) for slug, entry in table[section].items()}
    keys: dict[Key, dict[str, Function]] = {}
    for slug, entry in table[section].items():
        one = functions[slug]
        forms = [
            ("", key) for key in _keys((one.name_fr, one.name_fr_feminine, one.name_en, *entry["names"]))
        ]
        forms += [
            (_party_id(code), key) for code, names in entry.get("only", {}).items() for key in _keys(names)
        ]
        for party, key in forms:
            if keys.setdefault(key, {}).setdefault(party, one) != one:
                raise OntologyError(
                    f"{FILE}: {' '.join(key)!r} means both {keys[key][party].slug} and {slug}"
                )
    return FunctionTable(functions, dict(sorted(keys.items(), key=lambda item: -len(item[0]))))


def _function(slug: str, entry: Table) -> Function:
    source.check_keys(entry, KEYS, FILE, slug)
    french: str = entry["fr"]
    return Function(
        slug,
        french,
        entry.get("fr_f", french),
        entry["en"],
        entry.get("kind"),
        entry.get("accredited", False),
        entry.get("several", False) or entry.get("accredited", False),
    )


def _keys(patterns: Iterable[str]) -> Iterator[Key]:
    return (words(form) for pattern in patterns for form in expand(pattern))


def _party_id(code: str) -> str:
    party = f"state/{code}" if code.isupper() else f"organization/{code}"
    if party not in reference().entries:
        raise OntologyError(f"{FILE}: {code} is no state or body of the reference tables")
    return party


def _match(table: FunctionTable, tokens: Key, party: str | None) -> Function | None:
    if len(tokens) > LONGEST:
        return None
    every = set(tokens)
    for key, meanings in table.keys.items():
        if not every.issuperset(key):
            continue
        parties = _consume(tokens, key, _droppable())
        found = _meaning(meanings, parties, party) if parties is not None else None
        if found is not None:
            return found
    return None


def _meaning(
    meanings: Mapping[str, Function], parties: frozenset[Party], party: str | None
) -> Function | None:
    """Return what a form means for its parties; a meaning of its own in one of them wins."""
    named = sorted(one for one in parties if one is not None)
    found = next((meanings[where] for where in (*named, party or "", "") if where in meanings), None)
    return None if found is not None and found.accredited and len(named) > 1 else found


def _consume(tokens: Key, key: Key, skips: _Skips) -> frozenset[Party] | None:
    """Return the parties named between a key's words where these and those are all there is, else None."""
    if tokens and key and tokens[0] == key[0]:
        found = _consume(tokens[1:], key[1:], skips)
        if found is not None:
            return found
    for size in range(min(len(tokens), skips.longest), 0, -1):
        if tokens[:size] in skips.parties or tokens[:size] in skips.passing:
            found = _consume(tokens[size:], key, skips)
            if found is not None:
                named = tokens[:size] in skips.parties
                return found | {skips.parties[tokens[:size]]} if named else found
    return None if tokens or key else frozenset()


@dataclass(frozen=True)
class _Skips:
    """What may stand between a function's words: parties, and passing words (« ancien », "acting")."""

    parties: Mapping[Key, Party]
    passing: frozenset[Key]
    longest: int


@cache
def _droppable() -> _Skips:
    # An organ or division of a body is not dropped: its director isn't the body's.
    entries = reference().entries
    parties = {
        key: party
        for key, party in reference().parties().items()
        if party is None or entries[party].part_of is None
    }
    passing = frozenset(_keys(source.read_table(FILE)["passing"]))
    return _Skips(parties, passing, max(map(len, (*parties, *passing))))
