"""A label map: ordered rules of the user's own from their labels, roles and attributes to ours. The first that fits wins.

TOML, one table a rule; what stands left of ``to`` is theirs, and ``*`` and ``?`` in it stand for any letters:

    [[label]]
    is = "PER*"
    where = { rank = "gen*" }          # only where it has these attributes
    to = "Official"
    set = { Mention = "name" }         # attributes that it gives

    [[role]]
    is = "works_for"
    source = "PER*"                    # only from, or to (target), such a label
    to = "holds"
    reverse = true

    [[attribute]]
    is = "certainty"
    on = "EVENT"                       # only on such a label or role
    to = "Modality"
    values = { "rumour*" = "alleged", "*" = "asserted" }

``skip = true`` instead of ``to`` leaves something out on purpose.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from diplograph.graph_loader.checks import MODALITY, wrong_value
from diplograph.graph_loader.document import Arc, Document, Span
from diplograph.ontology.errors import DiplographError
from diplograph.ontology.model import Ontology

HEADER = re.compile(r"(?m)^[ \t]*\[\[[ \t]*(\w+)[ \t]*\]\]")
KEYS = {
    "label": {"is": str, "to": str, "where": dict, "set": dict, "skip": bool},
    "role": {"is": str, "to": str, "source": str, "target": str, "where": dict, "set": dict, "reverse": bool, "skip": bool},
    "attribute": {"is": str, "to": str, "on": str, "values": dict, "skip": bool},
}  # fmt: skip
TYPES = {str: "a text", dict: 'a table such as { name = "value" }', bool: "true or false"}


class LabelMapError(DiplographError):
    """A label map can't be used; the message says where it is wrong."""

    status = 422
    title = "Unusable label map"


@dataclass(frozen=True)
class Rule:
    """One rule. ``where`` holds patterns of attributes, ``source``, ``target`` and ``on`` patterns of labels or roles."""

    pattern: str
    to: str
    where: Mapping[str, str] = field(default_factory=dict)
    gives: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    source: str = "*"
    target: str = "*"
    on: str = "*"
    reverse: bool = False
    skip: bool = False

    def fits(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Tell whether a label or role with these attributes is meant; what it carries behind a colon aside."""
        return like(self.pattern, self._meant(name)) and all(
            like(pattern, attributes.get(key, "")) and key in attributes
            for key, pattern in self.where.items()
        )

    def renamed(self, name: str) -> str:
        """Return what a label or role that fits becomes; what it carries behind a colon stays."""
        return self.to + name[len(self._meant(name)) :]

    def _meant(self, name: str) -> str:
        return name if ":" in self.pattern else name.partition(":")[0]


@dataclass(frozen=True)
class LabelMap:
    """The rules of one file, in order."""

    labels: tuple[Rule, ...] = ()
    roles: tuple[Rule, ...] = ()
    attributes: tuple[Rule, ...] = ()

    def apply(self, document: Document) -> None:
        """Turn a document's labels, roles and attributes into ours; what no rule fits stays as it is."""
        theirs = {span.id: (span.label, dict(span.attributes)) for span in document.spans.values()}
        arcs = {id(arc): dict(arc.attributes) for arc in document.arcs}
        every: list[Span | Arc] = [*document.spans.values(), *document.arcs]
        for each in every:
            self._attributes(document, each)
        for span in list(document.spans.values()):
            self._label(document, span, *theirs[span.id])
        document.arcs = [arc for arc in document.arcs if self._role(document, arc, arcs[id(arc)], theirs)]
        document.groups = [
            kept
            for group in document.groups
            if len(kept := tuple(n for n in group if n in document.spans)) > 1
        ]

    def _attributes(self, document: Document, at: Span | Arc) -> None:
        said, at.attributes = at.attributes, {}
        for key, value in said.items():
            ours = self.attribute(at, key, value)
            if ours:
                document.qualify(at, *ours)
            else:
                document.tally.skip("attributes", f"{key}, skipped")

    def attribute(self, at: Span | Arc, name: str, value: str) -> tuple[str, str] | None:
        """Return what an attribute of theirs becomes, itself where no rule fits; None where it is skipped."""
        on = at.label if isinstance(at, Span) else at.role
        rules = [rule for rule in self.attributes if like(rule.pattern, name) and like(rule.on, on)]
        for rule in rules:
            to = _value(rule, value)
            if name == MODALITY != rule.pattern:
                continue  # what is alleged never becomes a fact by a pattern that meant something else
            if to is not None:
                return None if rule.skip else (rule.to, to)
        # A value of which no rule knows what it says of the modality is a wrong modality, which no check passes.
        return (MODALITY if any(rule.to == MODALITY for rule in rules) else name), value

    def _label(self, document: Document, span: Span, label: str, attributes: Mapping[str, str]) -> None:
        rule = next((rule for rule in self.labels if rule.fits(label, attributes)), None)
        if rule and rule.skip:
            del document.spans[span.id]
            document.tally.skip("spans", f"{label}, skipped")
            document.tally.skip("attributes", f"of {label}, skipped", len(span.attributes))
            document.tally.skip("links", f"of {label}, skipped", len(span.links))
        elif rule:
            span.label = rule.renamed(label)
            _give(document, span, rule)

    def _role(
        self,
        document: Document,
        arc: Arc,
        attributes: Mapping[str, str],
        theirs: Mapping[str, tuple[str, Mapping[str, str]]],
    ) -> bool:
        """Turn an arc into ours; False where it is skipped."""
        ends = (theirs[arc.source][0], theirs[arc.target][0])
        rule = next(
            (
                rule
                for rule in self.roles
                if rule.fits(arc.role, attributes)
                and like(rule.source, ends[0])
                and like(rule.target, ends[1])
            ),
            None,
        )
        endless = arc.source not in document.spans or arc.target not in document.spans
        if endless or (rule and rule.skip):
            document.tally.skip("arcs", f"{arc.role}, skipped")
            document.tally.skip("attributes", f"of {arc.role}, skipped", len(arc.attributes))
            return False
        if rule:
            arc.role = rule.renamed(arc.role)
            arc.source, arc.target = (arc.target, arc.source) if rule.reverse else (arc.source, arc.target)
            _give(document, arc, rule)
        return True


def like(pattern: str, text: str) -> bool:
    """Tell whether a text fits a pattern, in which ``*`` and ``?`` stand for any letters, or any one."""
    first, *more = (re.escape(part).replace(r"\?", ".") for part in pattern.split("*"))
    # The leftmost place of each part will do, so that no long label is tried again and again.
    middle = "".join(f"(?>.*?{part})" for part in more[:-1])
    wanted = first + middle + (f".*{more[-1]}" if more else "")
    return re.fullmatch(wanted, text, re.DOTALL) is not None


def read_label_map(path: Path, ontology: Ontology) -> LabelMap:
    """Read a label map. Raises LabelMapError, with file and line, at the first thing in it that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LabelMapError(
            f"{path} can't be read: {error.strerror or error}.", "Name another file."
        ) from error
    except UnicodeDecodeError as error:
        raise LabelMapError(f"{path} can't be read: not UTF-8.", "A label map is a UTF-8 text.") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LabelMapError(
            f"{path}: {error}.", "A label map is TOML: [[label]], then is = …, to = …."
        ) from error
    lines = [(match[1], text.count("\n", 0, match.start()) + 1) for match in HEADER.finditer(text)]
    found: dict[str, list[Rule]] = {kind: [] for kind in KEYS}
    for kind, rules in tables.items():
        places = [line for header, line in lines if header == kind]
        if kind not in KEYS or not isinstance(rules, list) or len(places) != len(rules):
            begin = re.search(rf"(?m)^[ \t]*\[*[ \t]*{re.escape(kind)}\b", text)
            line = text.count("\n", 0, begin.start()) + 1 if begin else 1
            raise LabelMapError(
                f"{path}:{line}: {kind} is no rule.",
                f"A rule begins with {', '.join(f'[[{k}]]' for k in KEYS)}, on a line of its own.",
            )
        found[kind] = [
            _rule(kind, rule, f"{path}:{line}", ontology) for rule, line in zip(rules, places, strict=True)
        ]
    return LabelMap(tuple(found["label"]), tuple(found["role"]), tuple(found["attribute"]))


def _rule(kind: str, said: Any, place: str, ontology: Ontology) -> Rule:
    keys = KEYS[kind]
    for key, value in said.items():
        if key not in keys:
            raise LabelMapError(f"{place}: {key} means nothing in a rule of a {kind}.", _near(key, keys))
        if not isinstance(value, keys[key]):
            raise LabelMapError(f"{place}: {key} is {TYPES[keys[key]]}.")
        if isinstance(value, dict) and not all(isinstance(each, str) for each in value.values()):
            raise LabelMapError(f"{place}: every value of {key} is a text.", "Put it in quotes.")
    if not said.get("is"):
        raise LabelMapError(
            f"{place}: the rule doesn't say whose {kind} it is for.", f'Such as: is = "their_{kind}".'
        )
    if ("to" in said) == bool(said.get("skip")):
        raise LabelMapError(f"{place}: the rule has to say either to or skip = true.")
    known = {
        "label": ontology.span_labels,
        "role": ontology.role_names,
        "attribute": tuple(ontology.attributes),
    }[kind]
    if "to" in said and said["to"] not in known:
        raise LabelMapError(f"{place}: {said['to']!r} is no {kind} of the scheme.", _near(said["to"], known))
    if said.get("skip") and said["is"] == MODALITY and kind == "attribute":
        raise LabelMapError(f"{place}: {MODALITY} can't be skipped: an accusation would become a fact.")
    for name, value in said.get("set", {}).items():
        _check_value(name, value, place, ontology)
    for value in said.get("values", {}).values() if "to" in said else ():
        _check_value(said["to"], value, place, ontology)
    renamed = {"is": "pattern", "set": "gives"}
    return Rule(**{"to": ""} | {renamed.get(key, key): value for key, value in said.items()})


def _check_value(name: str, value: str, place: str, ontology: Ontology) -> None:
    attribute = ontology.attributes.get(name)
    if attribute is None:
        raise LabelMapError(
            f"{place}: {name} is no attribute of the scheme.", _near(name, ontology.attributes)
        )
    wrong = wrong_value(attribute, value, name)
    if wrong:
        raise LabelMapError(f"{place}: {wrong}.")


def _near(said: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(said, names, n=1) or get_close_matches(said.capitalize(), names, n=1)
    return f"Is it {near[0]}?" if near else f"There are {', '.join(names)}."


def _value(rule: Rule, value: str) -> str | None:
    """Return what a rule makes of a value, or None where none of its patterns fits."""
    if not rule.values:
        return value
    return next((to for pattern, to in rule.values.items() if like(pattern, value)), None)


def _give(document: Document, at: Span | Arc, rule: Rule) -> None:
    for name, value in rule.gives.items():
        document.qualify(at, name, value)
