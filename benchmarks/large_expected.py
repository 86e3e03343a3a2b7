"""The graph that loading a large corpus must make, worked out from what its articles were made to tell.

By the law of the ontology (a fact exists exactly while something supports it; sources are articles independent of each
other; the value shown is the best supported), but by none of the code that loads: not by its identity, its facts, or
its rules. What happened in one month is settled when the month is over; only what lasts is kept in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from large_articles import BASES, Article, Fact, Naming, Value
from large_world import LONGEST_TERM, SEVERAL, programmes

from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import Entry, reference

FILE = "expected.sqlite"
FOREVER = "9"  # behind every day
MODALITIES = ("asserted", "planned", "proposed")  # from the strongest
LASTING = ("state", "official", "post", "organization", "place", "domain")
VALUES = ("kind", "status", "format", "ordinal", "date")
PLACE = "tookPlaceIn"
RULE = "holder_of_post"
TABLES = """
CREATE TABLE node (id TEXT PRIMARY KEY, told TEXT) WITHOUT ROWID;
CREATE TABLE fact (subject TEXT, type TEXT, object TEXT, told TEXT);
CREATE TABLE article (id TEXT PRIMARY KEY, told TEXT) WITHOUT ROWID;
CREATE TABLE conflict (told TEXT);
"""
Row = dict[str, Any]


# --- What supports a fact or a value ----------------------------------------------------------------------------------


@dataclass
class _Told:
    """How often something is told with one modality. ``witnesses`` are those of this month, the others are counted."""

    witnesses: set[str] = field(default_factory=set)
    before: int = 0
    said: bool = False  # and not inferred
    last: str = ""
    role: str | None = None
    ordinal: int | None = None
    start: str | None = None

    @property
    def sources(self) -> int:
        return self.before + len(self.witnesses)


@dataclass
class _Support:
    """All that supports a fact or a value; ``all`` is whatever its modality."""

    by_modality: dict[str, _Told] = field(default_factory=dict)
    all: _Told = field(default_factory=_Told)
    basis: str = BASES[-1]
    first: str = "9"
    attested: set[str] = field(default_factory=set)

    def take(self, article: Article, told: Fact | Value) -> None:
        own = self.by_modality.setdefault(told.modality, _Told())
        for each in (own, self.all):
            each.witnesses.add(article.witness)
            each.said |= told.basis != "inferred"
            each.last = max(each.last, article.issued)
        self.basis = min(self.basis, told.basis, key=BASES.index)
        self.first = min(self.first, article.issued)
        if isinstance(told, Fact):
            own.role, own.ordinal = own.role or told.role, own.ordinal or told.ordinal
            own.start = own.start or told.start

    def end_month(self) -> None:
        for each in (*self.by_modality.values(), self.all):
            each.before, each.witnesses = each.sources, set()

    @property
    def modality(self) -> str:
        return min(self.by_modality, key=MODALITIES.index)

    @property
    def best(self) -> _Told:
        return self.by_modality[self.modality]

    def rank(self, value: str) -> tuple[Any, ...]:
        """Sort key of a value, the best supported first."""
        best, latest = self.best, [-ord(letter) for letter in self.best.last]
        return MODALITIES.index(self.modality), not best.said, -best.sources, latest, value

    def properties(self) -> Row:
        """Return the properties of the fact."""
        found: Row = {
            "modality": self.modality, "basis": self.basis, "confidence": 1.0, "sources": self.all.sources,
            "first_reported": self.first, "last_reported": self.all.last,
        }  # fmt: skip
        best, attested = self.best, sorted(self.attested)
        more = {"role": best.role, "ordinal": best.ordinal, "start": best.start, "attested": attested}
        return found | {name: value for name, value in more.items() if value}


@dataclass
class _Node:
    """What articles say of a thing itself."""

    names: dict[str, set[str]] = field(default_factory=lambda: {"fr": set(), "en": set()})
    title_fr: str | None = None
    title_en: str | None = None
    link: str | None = None
    values: dict[str, dict[str, _Support]] = field(default_factory=dict)
    places: dict[str, _Support] = field(default_factory=dict)

    def take(self, article: Article, naming: Naming) -> None:
        self.names[article.language] |= set(naming.names)
        self.title_fr = _first(self.title_fr, naming.title_fr)
        self.title_en = _first(self.title_en, naming.title_en)
        self.link = self.link or naming.link


def _first(one: str | None, other: str | None) -> str | None:
    return min(filter(None, (one, other)), default=None)


# --- Building ---------------------------------------------------------------------------------------------------------


class Expected:
    """Takes articles, month by month, and writes what the graph of them is into a new file of a folder."""

    def __init__(self, folder: Path) -> None:
        self._file = sqlite3.connect(folder / FILE, isolation_level=None)
        self._file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {TABLES}")
        self._file.execute("BEGIN")
        self._nodes: dict[str, _Node] = {}
        self._facts: dict[tuple[str, str, str], _Support] = {}
        self._touched: dict[int, _Support] = {}
        self._denied: dict[tuple[str, str, str], set[str]] = {}
        self._represented: dict[str, list[tuple[str, str, Row]]] = {}  # by post: a meeting, its day, the fact

    def take(self, article: Article) -> None:
        """Take in what an article tells."""
        for name, naming in article.namings.items():
            self._nodes.setdefault(name, _Node()).take(article, naming)
        for fact in article.facts:
            support = self._support(self._facts, (fact.subject, fact.type, fact.object))
            support.take(article, fact)
            if fact.type == "HELD_POST":
                support.attested.add(article.issued)
        for value in article.values:
            values = self._nodes[value.thing].values.setdefault(value.name, {})
            self._support(values, value.value).take(article, value)
        for each in article.unfounded:
            if each.modality == "denied" and len(each.ends) == 2:
                self._denied.setdefault((each.ends[0], each.type, each.ends[1]), set()).add(article.witness)
        self._put("article", article.id, _article(article))

    def end_month(self, month_begins: str) -> None:
        """Settle what happened in a month, and what is long over."""
        for (subject, kind, target), witnesses in self._denied.items():
            fact = self._facts.get((subject, kind, target))
            if fact and "asserted" in fact.by_modality:
                sources = len(witnesses), fact.by_modality["asserted"].sources
                self._conflict(subject, _predicate(kind), (target, target), "denied", sources)
        self._denied = {}
        for support in self._touched.values():
            support.end_month()
        self._touched = {}
        for (subject, kind, target), support in self._facts.items():
            if kind == "TOOK_PLACE_IN":
                self._nodes[subject].places[target] = support
        gone = [name for name in self._nodes if not _lasts(name)]
        dates = {name: self._settle(name, self._nodes.pop(name)) for name in gone}
        for key in [key for key in self._facts if key[0] in dates or key[2] in dates]:
            self._settle_fact(key, self._facts.pop(key), dates)
        self._settle_tenures(month_begins)

    def close(self) -> None:
        """Settle the rest."""
        self._settle_tenures(FOREVER)
        for key, support in self._facts.items():
            self._put_fact(*key, support.properties())
        self._put_tables()
        for name, node in self._nodes.items():
            self._settle(name, node)
        self._file.execute("CREATE INDEX fact_subject ON fact (subject)")
        self._file.execute("COMMIT")
        self._file.close()

    def _support(self, among: dict[Any, _Support], key: Any) -> _Support:
        found = among.get(key)
        if found is None:
            found = among[key] = _Support()
        self._touched[id(found)] = found
        return found

    def _settle(self, name: str, node: _Node) -> str | None:
        """Write a node and its conflicts; return its date."""
        shown: Row = {}
        for each in VALUES:
            stand = self._standing(name, each, node.values.get(each, {}))
            shown[each] = stand[0] if stand else None
        places = self._standing(name, PLACE, node.places)
        entry = reference().entries.get(name)
        row = _names(name, node, entry) | {
            "kind": shown["kind"] or (entry and entry.kind), "status": shown["status"], "format": shown["format"],
            "ordinal": shown["ordinal"] and int(shown["ordinal"]), "places": places, **_bounds(shown["date"]),
        }  # fmt: skip
        told = {key: value for key, value in row.items() if value}
        self._put("node", name, told | {"labels": _labels(name.partition("/")[0])})
        return shown["date"] if name.startswith("meeting/") else None

    def _standing(self, thing: str, name: str, told: dict[str, _Support]) -> list[str]:
        """Return the values that stand, the best supported first; note what contradicts them."""
        standing: list[str] = []
        for value in sorted(told, key=lambda value: told[value].rank(value)):
            against = [other for other in standing if _excludes(thing, name, value, other)]
            for other in against:
                pair = told[value], told[other]
                if all(each.modality == "asserted" for each in pair):
                    self._conflict(
                        thing, name, (value, other), "asserted", (pair[0].best.sources, pair[1].best.sources)
                    )
            standing += [] if against else [value]
        return standing

    def _settle_fact(
        self, key: tuple[str, str, str], support: _Support, dates: dict[str, str | None]
    ) -> None:
        row = support.properties()
        self._put_fact(*key, row)
        subject, kind, meeting = key
        when = dates.get(meeting)
        if kind == "REPRESENTED_AT" and when and "/" not in when and not subject.endswith(SEVERAL):
            self._represented.setdefault(subject, []).append((meeting, when, row))

    def _settle_tenures(self, month_begins: str) -> None:
        """Write the tenures that are over, and who is presumed to have stood behind their posts."""
        held_posts = [pair for pair in self._facts.items() if pair[0][1] == "HELD_POST"]
        for key in (key for key, each in held_posts if _is_over(each, month_begins)):
            official, _, post = key
            support = self._facts.pop(key)
            held = support.properties()
            self._put_fact(*key, held)
            known = sorted(filter(None, (*support.attested, held.get("start"))))
            represented = self._represented.get(post, [])
            for meeting, when, fact in represented:
                if known[0] <= when <= known[-1]:
                    sources = min(fact["sources"], held["sources"])
                    presumed = fact | {"basis": "inferred", "rule": RULE, "post": post, "sources": sources}
                    self._put_fact(official, "ATTENDED", meeting, presumed)
            self._represented[post] = [each for each in represented if each[1] > known[-1]]  # the next one's

    def _put_tables(self) -> None:
        """Write what the reference tables say of what is mentioned, where no article says it."""
        mentioned = {name for name in self._nodes if name in reference().entries}
        for entry in reference().entries.values():
            rows: list[tuple[str, str, str, str | None]]
            rows = [
                (member, "MEMBER_OF", entry.id, start)
                for member, start in entry.members
                if member in mentioned
            ]
            rows += [(entry.id, "PART_OF", entry.part_of, None)] if entry.part_of in mentioned else []
            rows = [row for row in rows if entry.id in mentioned and row[0] in mentioned]
            if entry.state and entry.id in mentioned:
                rows.append((entry.id, "LOCATED_IN", entry.state, None))
                self._nodes.setdefault(entry.state, _Node())
            for subject, kind, target, start in rows:
                if (subject, kind, target) not in self._facts:
                    row = {"modality": "asserted", "basis": "reference", "confidence": 1.0, "sources": 0}
                    self._put_fact(subject, kind, target, row | ({"start": start} if start else {}))

    def _conflict(
        self, thing: str, name: str, values: tuple[str, str], modality: str, sources: tuple[int, int]
    ) -> None:
        self._file.execute(
            "INSERT INTO conflict VALUES (?)", [json.dumps([thing, name, *values, modality, *sources])]
        )

    def _put(self, table: str, name: str, row: Row) -> None:
        text = json.dumps(row, ensure_ascii=False, sort_keys=True)
        self._file.execute(f"INSERT INTO {table} VALUES (?, ?)", (name, text))

    def _put_fact(self, subject: str, kind: str, target: str, row: Row) -> None:
        text = json.dumps(row, ensure_ascii=False, sort_keys=True)
        self._file.execute("INSERT INTO fact VALUES (?, ?, ?, ?)", (subject, kind, target, text))


def _predicate(fact_type: str) -> str:
    """Return the property that a fact's type is: tookPlaceIn."""
    first, *others = fact_type.lower().split("_")
    return first + "".join(map(str.capitalize, others))


@cache
def _labels(cls: str) -> list[str]:
    return next(sorted(c.neo4j_labels) for c in load_ontology().classes.values() if c.name.lower() == cls)


def _lasts(name: str) -> bool:
    return name.partition("/")[0] in LASTING or name in _famous()


@cache
def _famous() -> frozenset[str]:
    return frozenset(each.id for each in programmes().things)


def _is_over(tenure: _Support, month_begins: str) -> bool:
    """Tell whether nobody can tell of a tenure any more."""
    return month_begins > tenure.all.last and (
        month_begins == FOREVER
        or (date.fromisoformat(month_begins) - date.fromisoformat(tenure.all.last)).days > LONGEST_TERM
    )


def _article(article: Article) -> Row:
    about = {name: value for name, value in vars(article.document.metadata).items() if value}
    about |= {"cites": list(about["cites"])} if "cites" in about else {}
    doubtful = sorted(
        [_predicate(each.type), *each.ends, each.modality, *each.sayers] for each in article.unfounded
    )
    return about | {
        "name": about.get("title", article.id),
        "claims": article.claims,
        "mentions": sorted(article.namings),
        "unfounded": doubtful,
    }


def _names(name: str, node: _Node, entry: Entry | None) -> Row:
    every = sorted(node.names["fr"] | node.names["en"])
    if entry:
        aliases = sorted({*every, *entry.aliases}) if entry.cls in ("State", "Organization") else every
        row = {"name": entry.name_fr, "name_fr": entry.name_fr, "name_en": entry.name_en, "aliases": aliases}
        return row | {"wikidata": entry.wikidata}
    french, english = (_fullest(node.names[language]) for language in ("fr", "en"))
    if not every:
        french, english = node.title_fr, node.title_en
    shown = french or english
    if name.startswith("official/"):
        french = english = shown
    wikidata = node.link and node.link.partition(":")[2]
    return {"name": shown, "name_fr": french, "name_en": english, "aliases": every, "wikidata": wikidata}


def _fullest(names: Iterable[str]) -> str | None:
    """Return the fullest name: acronyms, which are in capitals, come last."""
    return min(names, key=lambda name: (name.isupper(), -len(name), name), default=None)


def _bounds(edtf: str | None) -> Row:
    """Return a date with its bounds: of a day, of a year, or of what ended by a day."""
    if edtf is None:
        return {}
    start, slash, end = edtf.partition("/")
    if len(edtf) == len("2031"):
        start, end = f"{edtf}-01-01", f"{edtf}-12-31"
    elif slash:
        start = ""
    else:
        end = edtf
    return {"edtf": edtf, "start": start, "end": end}


def _excludes(thing: str, name: str, one: str, other: str) -> bool:
    """Tell whether two values can't both be: of a meeting, two cities, days apart, held and cancelled."""
    if name == "date":
        pair = [_bounds(value) for value in (one, other)]
        return bool(max(each["start"] for each in pair) > min(each["end"] for each in pair))
    return name == PLACE or (name == "status" and {one, other} == {"held", "cancelled"})
