"""What a load changed, by article: facts added, strengthened, contradicted, removed. Pure functions of claims.

Claims are compared, not edges: a fact that moved because two things turned out to be one, or one to be two, is no
news of any article. So a claim that was there before and still is counts as having been where it is now. A value
that is told of a thing (its date, its status) counts as a fact of its own, shown or not. Of the articles of
one batch that tell the same new fact the first by id adds it, and the others may strengthen it.

A report is a log. It supports nothing, nothing in the graph depends on it, and no export holds it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from diplograph.graph_loader import conflicts
from diplograph.graph_loader.facts import independent, sources_of, value_id
from diplograph.graph_loader.records import BASES, SUPPORTING, digest
from diplograph.graph_loader.rows import Row, fact_id
from diplograph.ontology.model import Ontology

SIGNS = {"added": "+", "strengthened": "↑", "contradicted": "≠", "removed": "−"}
CITED = ("cites", "translation_of")
TABLES: Row = {"id": "", "article": "", "modality": "asserted", "basis": "reference", "confidence": 1.0, "cites": None, "translation_of": None}  # fmt: skip


class Key(NamedTuple):
    """A fact, or one value of a thing: claims with one key say the same. ``gone``: its id is another's by now."""

    edge: str
    value: str | None
    gone: bool = False


class News(NamedTuple):
    """What an article did to a fact. ``claim`` is its claim that did it; None where it is gone."""

    article: str
    kind: str
    edge: str
    text: str
    claim: str | None


@dataclass(frozen=True)
class Run:
    """One load or removal: what tells it from every other, and when it began, both with the time in UTC."""

    id: str
    at: str

    @classmethod
    def now(cls) -> Run:
        """Return one that begins now."""
        at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        return cls(f"{at}-{secrets.token_hex(3)}", at)


@dataclass
class Told:
    """What a batch knows of the claims that it touched, before and after it was written.

    ``articles`` are those of the batch that were there before, as they were described; ``old`` and ``new`` the
    claims of the batch's articles; ``moved`` those of other articles whose ends moved, as they were. ``claims`` are
    those of each fact or value now, by its id; ``facts`` any claim of each of them, which says of what it is. The
    reference tables supported the facts ``tabled_before``, and support ``tabled``. ``names`` are those of things.
    """

    articles: Mapping[str, Row] = field(default_factory=dict)
    old: Mapping[str, Row] = field(default_factory=dict)
    new: Mapping[str, Row] = field(default_factory=dict)
    moved: Iterable[Row] = ()
    claims: dict[str, list[Row]] = field(default_factory=dict)
    facts: Mapping[str, Row] = field(default_factory=dict)
    tabled_before: set[str] = field(default_factory=set)
    tabled: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)

    def is_new(self, row: Row) -> bool:
        """Tell whether a claim wasn't there before."""
        return row["id"] in self.new and row["id"] not in self.old

    def as_described(self, row: Row) -> Row:
        """Return a claim with what its article cited and translated before."""
        before = self.articles.get(row["article"])
        return {**row, **{name: before[name] for name in CITED}} if before else row

    def is_redescribed(self, row: Row) -> bool:
        """Tell whether a claim's article cites and translates other articles than before."""
        before = self.articles.get(row["article"])
        return before is not None and any(before[name] != row[name] for name in CITED)

    def denials(self, ontology: Ontology) -> dict[str, str]:
        """Return the facts that new claims deny, by the claim's id."""
        denied = (row for row in self.new.values() if row["modality"] == "denied" and self.is_new(row))
        found = {row["id"]: fact_id(row, ontology) for row in denied}
        return {name: edge for name, edge in found.items() if edge}


def reports(
    told: Told, outcomes: Mapping[str, Iterable[str]], run: Run, ontology: Ontology
) -> list[dict[str, Any]]:
    """Return the report of each article that came, changed or went, as properties of a node.

    For each kind of change three lists go side by side: ids of facts, what they say, and the claims that did it.
    """
    found: dict[str, list[News]] = {}
    for each in sorted(news(told, ontology), key=lambda each: (each.text, each.edge)):
        found.setdefault(each.article, []).append(each)
    return [
        _report(article, outcome, found.get(article, []), run)
        for outcome, articles in outcomes.items()
        for article in articles
    ]


def _report(article: str, outcome: str, told: list[News], run: Run) -> dict[str, Any]:
    row: dict[str, Any] = {"id": digest(run.id, article), "load": run.id, "at": run.at}
    row |= {"article": article, "outcome": outcome, "name": article}
    for kind, sign in SIGNS.items():
        of_kind = [each for each in told if each.kind == kind]
        if of_kind:
            row["name"] += f" {sign}{len(of_kind)}"
            row |= {kind: [n.edge for n in of_kind], f"{kind}_facts": [n.text for n in of_kind]}
            row |= {f"{kind}_claims": [n.claim for n in of_kind]} if kind != "removed" else {}
    return row


def news(told: Told, ontology: Ontology) -> Iterator[News]:
    """Yield what each article of a batch did to facts and values."""
    after = _after(told)
    before = _before(told, after)
    for key in sorted(before.keys() | after.keys(), key=str):
        for article, kind, row in _fate(told, before.get(key, []), after.get(key, [])):
            fact = row if kind == "removed" else told.facts[key.edge]
            claim = None if kind == "removed" else row["id"]
            yield News(article, kind, key.edge, _text(told, fact, key.value, ontology), claim)
    yield from _contradictions(told, before, ontology)
    yield from _denials(told, ontology)


def _after(told: Told) -> dict[Key, list[Row]]:
    """Return what supports each fact and value now."""
    found: dict[Key, list[Row]] = {}
    for edge in told.facts:
        for row in told.claims.get(edge, []):
            found.setdefault(Key(edge, row["value"]), []).append(row)
        if edge in told.tabled:
            found.setdefault(Key(edge, None), []).append(TABLES)
    return found


def _before(told: Told, after: Mapping[Key, list[Row]]) -> dict[Key, list[Row]]:
    """Return what supported each before. Claims that stay count where they are now, those that left stay with them."""
    edges = {row["id"]: row.get("edge") for row in (*told.moved, *told.old.values())}
    found: dict[Key, list[Row]] = {}
    homes: dict[Key, set[Key]] = {}
    for key, rows in after.items():
        for row in rows:
            if row is not TABLES and not told.is_new(row):
                found.setdefault(key, []).append(told.as_described(row))
                homes.setdefault(Key(edges.get(row["id"]) or row["edge"], key.value), set()).add(key)
    taken = set(found)  # a tenure's number, when an earlier one is gone
    for name, row in told.old.items():
        if name not in told.new and row.get("edge"):
            key = Key(row["edge"], row.get("value"))
            home = min(homes[key]) if key in homes else key._replace(gone=key in taken)
            found.setdefault(home, []).append(told.as_described(row))
    for edge in told.tabled_before:
        found.setdefault(Key(edge, None), []).append(TABLES)
    return found


def _fate(told: Told, was: list[Row], now: list[Row]) -> Iterator[tuple[str, str, Row]]:
    """Yield which article did what to one fact, and by which claim: one adds or removes it, others strengthen it."""
    if not now:
        row = min(was, key=lambda row: (row["article"], row["id"]))
        yield row["article"], "removed", row
        return
    mine: dict[str, list[Row]] = {}
    for row in now:
        if told.is_new(row) or told.is_redescribed(row):
            mine.setdefault(row["article"], []).append(row)
    strength = Strength(was)
    for article, rows in sorted(mine.items()):
        first = not strength.sources
        if strength.take(rows) or (told.is_redescribed(rows[0]) and _is_revealed(article, was, rows)):
            yield article, "added" if first else "strengthened", min(rows, key=_surest)


class Strength:
    """How well claims support a fact: the articles that they rest on, and the best of what they say."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.sources: set[str] = set()
        self._best = (len(SUPPORTING), len(BASES), 0.0)
        self.take(rows)

    def take(self, rows: Iterable[Row]) -> bool:
        """Take in claims; tell whether they give more than there was: a source, a modality, a basis, a confidence.

        An article that cites or translates one that was heard, or the same one as it, is no source of its own.
        """
        sources: set[str] = set()
        best = self._best
        for row in rows:
            sources |= sources_of(row)
            sure = _surest(row)
            best = (min(best[0], sure[0]), min(best[1], sure[1]), min(best[2], sure[2]))
        more = best != self._best or (bool(sources) and sources.isdisjoint(self.sources))
        self.sources |= sources
        self._best = best
        return more


def _is_revealed(article: str, was: list[Row], now: list[Row]) -> bool:
    """Tell whether an article that was heard is a source of its own now: it doesn't cite or translate any more."""
    others = [row for row in was if row["article"] != article]
    return len(others) < len(was) and independent([*others, *now]) > independent(was)


def _surest(row: Row) -> tuple[int, int, float, str]:
    return SUPPORTING.index(row["modality"]), BASES.index(row["basis"]), -row["confidence"], row["id"]


def _contradictions(told: Told, before: Mapping[Key, list[Row]], ontology: Ontology) -> Iterator[News]:
    """Yield the values that an article asserts anew and that exclude what another does, unless it says that, too."""
    were: dict[str, list[Row]] = {}
    for key, rows in before.items():
        if key.value is not None:
            were.setdefault(key.edge, []).extend(rows)
    for edge, fact in told.facts.items():
        if fact.get("value") is None:
            continue
        status = value_id(fact["subject"], "status")
        statuses = told.claims.get(status, [])
        then = _asserted(fact, were.get(edge, []), were.get(status, []) if status in told.facts else statuses)
        heard = {(article, value) for article, values in then.items() for value in values}
        now = _asserted(fact, told.claims.get(edge, []), statuses)
        fresh = [each for each in now if any((each, value) not in heard for value in now[each])]
        known = {
            tuple(now[each]) for each in now.keys() - set(fresh)
        }  # thousands of articles, and few values
        for article in fresh:
            mine, against = now[article], set[str]()
            others = {
                tuple(value for value in now[other] if other < article or (other, value) in heard)
                for other in fresh
                if other != article
            }
            for theirs in known | others:
                if all(_excludes(fact, one, value) for one in mine for value in theirs):
                    against |= set(theirs)
            for value, claim in mine.items():
                if against and (article, value) not in heard:
                    text = f"{_text(told, fact, value, ontology)} {SIGNS['contradicted']} {', '.join(sorted(against))}"
                    yield News(article, "contradicted", edge, text, claim)


def _excludes(fact: Row, one: str, other: str) -> bool:
    return one != other and conflicts.excludes(fact["subject"], fact["predicate"], one, other)


def _asserted(fact: Row, rows: Iterable[Row], statuses: Iterable[Row]) -> dict[str, dict[str, str]]:
    """Return the values that articles assert, by article, each with its claim. The date of a mere plan is left out."""
    plans: dict[str, bool] = {}
    for row in statuses if fact["predicate"] == "date" else ():
        plans[row["article"]] = plans.get(row["article"], True) and row["value"] in conflicts.NOT_HELD
    found: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=_by_id, reverse=True):
        if row["modality"] == "asserted" and not plans.get(row["article"]):
            found.setdefault(row["article"], {})[row["value"]] = row["id"]
    return found


def _denials(told: Told, ontology: Ontology) -> Iterator[News]:
    """Yield the facts that an article denies and others tell, unless it tells them, too, or denied them before."""
    same = ("article", "modality", "subject", "predicate", "object", "value")
    denied = {tuple(row.get(name) for name in same) for row in told.old.values()}
    for name, edge in told.denials(ontology).items():
        row = told.new[name]
        tellers = {each["article"] for each in told.claims.get(edge, []) if each["value"] == row.get("value")}
        if tellers - {row["article"]} == tellers != set() and tuple(row.get(n) for n in same) not in denied:
            text = f"{SIGNS['contradicted']} {_text(told, row, row.get('value'), ontology)}"
            yield News(row["article"], "contradicted", edge, text, name)


def _by_id(row: Row) -> str:
    return str(row["id"])


def _text(told: Told, row: Row, value: str | None, ontology: Ontology) -> str:
    """Return what a claim's row says, by the names that its things have in the graph."""
    subject, target = (
        told.names.get(row.get(end) or "") or row.get(f"{end}_text") for end in ("subject", "object")
    )
    about = told.new.get(row.get("object") or "") or told.old.get(row.get("object") or "")
    whose = _whose(told, about, ontology) if about else ""
    return f"{subject} {ontology.properties[row['predicate']].labels['fr']} {value or target}{whose}"


def _whose(told: Told, claim: Row, ontology: Ontology) -> str:
    """Return how far a claim that a statement is about is said, and by whom: « (allégué, selon le Chili) »."""
    if claim["modality"] in SUPPORTING:
        return ""
    sayers = ", ".join(told.names.get(name) or name for name in claim.get("attributed_to") or ())
    said = ontology.code_lists["modality"][claim["modality"]]["fr"]
    return f" ({said}, selon {sayers})" if sayers else f" ({said})"
