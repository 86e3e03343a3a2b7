"""What of an article in RDF fits the scheme. An annotation is checked where it is read (checks.py); RDF comes from anybody.

What doesn't fit is reported with the id of its claim or mention and left out, the rest is kept; nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from diplograph.graph_loader import dates
from diplograph.graph_loader.checks import ATTRIBUTED, EXCLUSIVE, NEEDS_ATTRIBUTION, wrong_value
from diplograph.graph_loader.claims import VALUES, claim_id
from diplograph.graph_loader.document import Metadata
from diplograph.graph_loader.likeness import TRAIT
from diplograph.graph_loader.problems import Problem, Reason, shorten
from diplograph.graph_loader.rdf import LISTS, Told, camel
from diplograph.graph_loader.records import Claim, Record, Thing, field_names
from diplograph.graph_loader.rows import CLAIM_ENDS, END_FIELDS, PLAIN, QUALIFIERS, Row, to_claim, to_thing
from diplograph.graph_loader.tally import Tally
from diplograph.ontology.model import Ontology

Kept = TypeVar("Kept", Thing, Claim)

CLAIM_FIELDS = (
    *PLAIN,
    *QUALIFIERS,
    "attributed_refs",
    "thing",
    *(f"{side}_{name}" for side in CLAIM_ENDS for name in END_FIELDS),
)
OFFSETS = ("char_start", "char_end", "subject_start", "subject_end", "object_start", "object_end")
INTEGERS = ("count", "ordinal", *OFFSETS)
INTEGER = re.compile(r"\d{1,18}")  # what the graph's 64 bits hold
TRUTHS = {"true": True, "1": True, "false": False, "0": False}
SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST = 2000  # letters of an id or key; the graph indexes about 8,000 bytes
CHECKED = ("modality", "basis", "start", "end", "attested", "mode", "tenure", "ordinal")


class _WrongError(ValueError):
    """Why a row is left out, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def check_told(told: Told, file: str, ontology: Ontology) -> tuple[Record, list[Problem], Tally]:
    """Return the record of an article in RDF, what is wrong with it, and what became of its rows."""
    check = _Check(told, file, ontology)
    record = check.record()
    return record, check.problems, check.tally


class _Check:
    """Checks the rows of one article."""

    def __init__(self, told: Told, file: str, ontology: Ontology) -> None:
        self._told, self._file, self._ontology = told, file, ontology
        self._article: str = told.article["id"]
        self._classes = [name for name, cls in ontology.classes.items() if cls.annotatable]
        self._attributes = {each.property: each for each in ontology.attributes.values()}
        self._attributes["date"] = ontology.attributes["Value"]  # a Date's value, as a claim
        rules = ontology.rules
        self._edges = {str(rule.property) for rule in rules if rule.sort == "edge"}
        self._values = {ontology.attributes[name].property: classes for name, classes in VALUES.items()}
        self._values |= {str(rule.property): rule.sources for rule in rules if rule.sort == "value"}
        self._things: dict[str, Thing] = {}
        self._claims: dict[str, Claim] = {}  # by the id that the file gives them
        self.problems: list[Problem] = []
        self.tally = Tally(read=Counter({"things": len(told.mentions), "claims": len(told.claims)}))

    def record(self) -> Record:
        """Return what fits."""
        metadata, sha256 = self._about()
        for row in sorted(self._told.mentions, key=lambda row: (str(row.get("ref")), row["id"])):
            thing = self._kept("things", row, self._thing)
            if thing:
                self._things[thing.ref] = thing
        about_claims = [row for row in self._told.claims if row.get("object_cls") == "Claim"]
        others = [row for row in self._told.claims if row.get("object_cls") != "Claim"]
        for rows in (others, about_claims):  # what is about claims names them
            found = {row["id"]: self._kept("claims", row, self._claim) for row in rows}
            self._claims |= {name: claim for name, claim in found.items() if claim}
            self._refuse_exclusive()
        return Record(
            article=self._article,
            metadata=metadata,
            sha256=sha256,
            things=tuple(sorted(self._things.values(), key=lambda thing: thing.ref)),
            claims=tuple({claim.fingerprint: claim for claim in self._claims.values()}.values()),
        )

    def _kept(self, what: str, row: Row, make: Callable[[Row], Kept]) -> Kept | None:
        try:
            made = make(row)
        except _WrongError as wrong:
            self._refuse(row["id"], wrong.message, wrong.hint)
            self.tally.refuse(what, Reason.MALFORMED)
            return None
        self.tally.keep(what)
        return made

    def _refuse(self, where: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem("refused", self._file, None, where, message, hint))

    def _about(self) -> tuple[Metadata, str | None]:
        """Return what is known about the article; what can't be read of it is left out."""
        fit: Row = {}
        for name in (*field_names(Metadata), "sha256"):
            try:
                fit |= _typed(self._told.article, [name])
                if name in ("issued", "modified") and fit.get(name):
                    _date(name, fit[name])
                if name == "sha256" and fit.get(name) and not SHA256.fullmatch(fit[name]):
                    raise _WrongError(f"dd:sha256 is {shorten(fit[name])!r}; it has 64 hexadecimal digits")
            except _WrongError as wrong:
                fit.pop(name, None)
                self._refuse(f"article/{self._article}", wrong.message, wrong.hint)
        sha256 = fit.pop("sha256", None)
        return Metadata(**fit | {"cites": tuple(fit.get("cites", ()))}), sha256

    def _thing(self, row: Row) -> Thing:
        if row.get("predicate") != "mentions":
            raise _WrongError(
                f"its predicate is {row.get('predicate')}", "A statement about an article is dd:mentions."
            )
        fit = _typed(row, field_names(Thing))
        _need(fit, "ref", "cls")
        self._class(fit["cls"])
        if fit["ref"] in self._things:
            raise _WrongError(f"another mention has the dd:ref {fit['ref']!r} already", "Each needs its own.")
        if not fit.get("fixed"):
            _need(fit, "keys", "slugs")
        lists = ("keys", "slugs", "likely", "traits")
        for handle in (fit.get("fixed") or "", *(text for name in lists for text in fit.get(name, ()))):
            if len(handle) > LONGEST:
                raise _WrongError(f"{shorten(handle)!r} is longer than {LONGEST} letters")
        for trait in fit.get("traits", ()):
            if not TRAIT.fullmatch(trait):
                raise _WrongError(
                    f"dd:traits is {shorten(trait)!r}", "Such as years=2024/2025, or form=surname."
                )
        return to_thing(fit)

    def _class(self, name: str) -> None:
        if name not in self._classes:
            raise _WrongError(
                f"the class {shorten(name)} isn't in the ontology",
                f"The classes are {', '.join(self._classes)}.",
            )

    def _claim(self, row: Row) -> Claim:
        if len(row["evidenced_by"]) > 1:
            raise _WrongError(f"it rests on {len(row['evidenced_by'])} articles", "A claim is one article's.")
        fit = _typed(row, CLAIM_FIELDS)
        _need(fit, "predicate", "modality", "basis", "confidence")
        if not 0 <= fit["confidence"] <= 1:
            raise _WrongError(f"dd:confidence is {fit['confidence']}; it lies between 0 and 1")
        for name in CHECKED:
            for value in fit.get(name, ()) if name in LISTS else filter(None, [fit.get(name)]):
                self._fits(name, str(value))
        _in_order(fit)
        self._sayers(fit)
        ends = [self._end(fit, side) for side in CLAIM_ENDS]
        self._triple(fit, ends[0], ends[1])
        claim = to_claim(fit)
        return self._of_claim(claim) if ends[1] == "Claim" else claim

    def _fits(self, name: str, value: str) -> None:
        """Refuse a value that its attribute doesn't take."""
        attribute = self._attributes.get(name)
        wrong = wrong_value(attribute, value, f"dd:{camel(name)}") if attribute and name != "kind" else None
        if wrong:
            raise _WrongError(wrong)

    def _sayers(self, fit: Row) -> None:
        """Refuse what is alleged or denied by nobody, or said by what can say nothing."""
        sayers = {
            target for rule in self._ontology.rules if rule.name == ATTRIBUTED for target in rule.targets
        }
        for ref in fit.get("attributed_refs", ()):
            self._known("dd:attributedRefs", ref)
            cls = self._things[ref].cls
            if not self._ontology.lineage(cls) & sayers:
                raise _WrongError(
                    f"it is attributed to {ref}, a {cls}", f"One of {', '.join(sorted(sayers))} can say it."
                )
        if fit["modality"] in NEEDS_ATTRIBUTION and not fit.get("attributed_refs"):
            raise _WrongError(
                f"it is {fit['modality']}, and nothing says by whom",
                "dd:attributedRefs holds the dd:ref of the official, state or organisation that says so.",
            )

    def _known(self, what: str, ref: str) -> None:
        if ref not in self._things:
            raise _WrongError(
                f"{what} is {shorten(ref)!r}, which is none of the article's things",
                "It is the dd:ref of a mention that isn't left out.",
            )

    def _end(self, fit: Row, side: str) -> str | None:
        """Return the class of an end; None where there is no end but a value."""
        ref, cls = fit.get(f"{side}_ref"), fit.get(f"{side}_cls")
        if side == "object" and fit.get("value") is not None:
            if ref is not None or fit.get("object_text") is not None:
                raise _WrongError("it has both an object and a dd:value")
            return None
        _need(fit, f"{side}_text", f"{side}_cls")
        if side == "object" and cls == "Claim":
            _need(fit, "object_ref")
        elif ref is not None:
            self._known(f"dd:{side}Ref", ref)
            if self._things[ref].cls != cls:
                raise _WrongError(
                    f"its {side} {ref} is a {self._things[ref].cls}, and dd:{side}Cls says {cls}"
                )
        else:
            _need(fit, f"{side}_thing")
            self._class(str(cls))
        return cls

    def _triple(self, fit: Row, subject: str | None, target: str | None) -> None:
        """Refuse a predicate that there isn't, or that doesn't join these two classes."""
        name = fit["predicate"]
        if name not in self._edges and name not in self._values:
            known = ", ".join(sorted({*self._edges, *self._values}))
            raise _WrongError(f"the predicate {shorten(name)} isn't in the ontology", f"They are {known}.")
        if target is None:
            if name not in self._values:
                raise _WrongError(f"{name} takes a thing, not a value")
            if not self._ontology.lineage(str(subject)) & set(self._values[name]):
                raise _WrongError(
                    f"{name} is no value of a {subject}", f"It is one of {', '.join(self._values[name])}."
                )
            self._fits(name, fit["value"])
        elif not self._joins(name, str(subject), target):
            ends = self._ontology.properties.get(name)
            hint = (
                f"{name} goes from {' or '.join(ends.domain)} to {' or '.join(ends.range)}." if ends else ""
            )
            raise _WrongError(f"{name} doesn't go from {subject} to {target}", hint)

    def _joins(self, name: str, subject: str, target: str) -> bool:
        if target == "Claim":
            return name == "about" and subject == "Statement"
        lineages = self._ontology.lineage(subject), self._ontology.lineage(target)
        for rule in self._ontology.rules:
            sources, targets = lineages[::-1] if rule.inverted else lineages
            fits = sources.intersection(rule.sources) and targets.intersection(rule.targets)
            if fits and rule.sort == "edge" and rule.property == name:
                return True
        return False

    def _of_claim(self, claim: Claim) -> Claim:
        """Return a claim about a claim with the id that this has: a hash of its content, which may have been edited."""
        target = self._claims.get(str(claim.object.ref)) if claim.object else None
        if target is None or claim.object is None:
            named = claim.object.ref if claim.object else None
            raise _WrongError(f"it is about {named}, which is left out, or is no claim of this article")
        return replace(claim, object=replace(claim.object, ref=claim_id(self._article, target)))

    def _refuse_exclusive(self) -> None:
        """Leave out both where a meeting is said to be within another and on its sidelines."""
        pairs: dict[frozenset[str | None], dict[str, list[str]]] = {}
        for name, claim in self._claims.items():
            if claim.predicate in EXCLUSIVE and claim.object:
                pair = frozenset(
                    (claim.subject.ref or claim.subject.thing, claim.object.ref or claim.object.thing)
                )
                pairs.setdefault(pair, {}).setdefault(claim.predicate, []).append(name)
        for said in pairs.values():
            for name in [name for names in said.values() for name in names] if len(said) > 1 else ():
                del self._claims[name]
                self.tally.take_back("claims", Reason.EXCLUSIVE)
                self._refuse(
                    name,
                    "its meetings are said to be within and on the sidelines of each other",
                    "Keep one of the two.",
                )


def _typed(row: Row, names: tuple[str, ...] | list[str]) -> Row:
    """Return some of a row's values as what they are meant to be: numbers, truths, lists, text."""
    return {name: _value(name, row[name]) for name in names if row.get(name) is not None}


def _value(name: str, value: object) -> object:
    if name in LISTS:
        return value
    said = f"dd:{camel(name)} is {shorten(str(value))!r}"
    if not isinstance(value, str):
        raise _WrongError(f"dd:{camel(name)} is said {len(list(value))} times", "Keep one.")  # type: ignore[call-overload]  # a list
    if name in INTEGERS:
        if not INTEGER.fullmatch(value):
            raise _WrongError(f"{said}; it is a whole number")
        return int(value)
    if name == "confidence":
        try:
            return float(value)
        except ValueError:
            raise _WrongError(f"{said}; it is a number") from None
    if name == "machine_translated":
        if value not in TRUTHS:
            raise _WrongError(f"{said}; it is true or false")
        return TRUTHS[value]
    return value


def _need(fit: Row, *names: str) -> None:
    lacks = [f"dd:{camel(name)}" for name in names if fit.get(name) in (None, [])]
    if lacks:
        raise _WrongError(
            f"it has no {' and no '.join(lacks)}".replace("dd:predicate", "rdf:predicate of ours")
        )


def _date(name: str, value: str) -> None:
    try:
        dates.bounds(value)
    except ValueError as error:
        raise _WrongError(f"dd:{camel(name)}: {error}", "Such as 2024-11-21, or 2024-11.") from None


def _in_order(fit: Row) -> None:
    """Refuse an end before its start, of a period or a passage."""
    first, last = fit.get("start"), fit.get("end")
    start, end = dates.bounds(first).start if first else None, dates.bounds(last).end if last else None
    if start and end and end < start:
        raise _WrongError(f"it ends ({last}) before it starts ({first})")
    for side in ("char", *CLAIM_ENDS):
        start, end = fit.get(f"{side}_start"), fit.get(f"{side}_end")
        if start is not None and end is not None and end < start:
            raise _WrongError(f"its passage ends ({end}) before it starts ({start})")
