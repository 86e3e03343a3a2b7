"""The ontology in Python: frozen values that ``load.load()`` makes from the data files beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from diplograph.ontology.errors import DiplographError

NAMESPACE = "https://w3id.org/diplograph/ontology#"
THINGS = "https://w3id.org/diplograph/id/"
LANGUAGES = ("en", "fr")

Labels = Mapping[str, str]  # by language: en, fr


class OntologyError(DiplographError):
    """A data file of the ontology is wrong; the message names the file and the entry."""

    title = "Broken ontology"


@dataclass(frozen=True)
class OntologyClass:
    """A class. ``neo4j_labels``: its own name and its superclasses'; none for what only RDF has (Tenure)."""

    name: str
    labels: Labels
    comments: Labels
    superclasses: tuple[str, ...]
    neo4j_labels: tuple[str, ...]
    kinds: tuple[str, ...]
    color: str
    diameter: int
    annotatable: bool


@dataclass(frozen=True)
class Property:
    """A property: an edge where it has a ``neo4j_type``, else a value kept under ``neo4j_name`` (snake_case).

    ``domain`` and ``range`` are class names, or a datatype such as ``xsd:date``. ``qualifiers`` are the
    properties that its edge carries of its own. ``claimed``: a value of an entity that is itself a claim
    (kind, status, …).
    """

    name: str
    labels: Labels
    comments: Labels
    domain: tuple[str, ...]
    range: tuple[str, ...]
    neo4j_type: str | None
    neo4j_name: str
    qualifiers: tuple[str, ...]
    code_list: str | None
    claimed: bool


@dataclass(frozen=True)
class RoleRule:
    """What an arc becomes. ``inverted``: the edge runs from the arc's target to its source.

    ``modality`` overrides the trigger's. ``sort``: an ``edge``; a ``value`` of the source (date); or
    ``structural``: it says something about things or claims and is no edge by itself (sameAs,
    attributedTo).
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    property: str | None
    neo4j_type: str | None
    inverted: bool
    qualifiers: Mapping[str, str]
    modality: str | None
    sort: Literal["edge", "value", "structural"]


@dataclass(frozen=True)
class Attribute:
    """An attribute of a span, or of an arc.

    ``type`` is ``code``, ``edtf``, ``integer``, ``number`` or ``text``. ``values`` are the codes (of a
    kind: those of every class; ``Ontology.values`` narrows them). ``labels`` are the span labels it stands
    on, ``roles`` the arcs.
    """

    name: str
    property: str
    type: Literal["code", "edtf", "integer", "number", "text"]
    values: tuple[str, ...]
    labels: tuple[str, ...]
    roles: tuple[str, ...]
    default: str | None


@dataclass(frozen=True)
class Ontology:
    """Everything the data files say. ``code_lists``: values with labels, by list (status, Meeting.kind)."""

    classes: Mapping[str, OntologyClass]
    properties: Mapping[str, Property]
    rules: tuple[RoleRule, ...]
    attributes: Mapping[str, Attribute]
    code_lists: Mapping[str, Mapping[str, Labels]]

    @cached_property
    def role_names(self) -> tuple[str, ...]:
        """Every role, in the order of the table."""
        return tuple(dict.fromkeys(rule.name for rule in self.rules))

    @cached_property
    def span_labels(self) -> tuple[str, ...]:
        """The labels that a span may carry: the annotatable classes, and ``Date``."""
        return (*(name for name, cls in self.classes.items() if cls.annotatable), "Date")

    @cached_property
    def edge_labels(self) -> Mapping[str, Labels]:
        """The labels of each type of edge."""
        return {each.neo4j_type: each.labels for each in self.properties.values() if each.neo4j_type}

    def role(self, name: str, source_class: str, target_class: str) -> RoleRule | None:
        """Return the rule of an arc between two classes, or None where the role doesn't fit them."""
        sources, targets = self.lineage(source_class), self.lineage(target_class)
        for rule in self.rules:
            if rule.name != name or (name == "sameAs" and source_class != target_class):
                continue
            if sources.intersection(rule.sources) and targets.intersection(rule.targets):
                return rule
        return None

    def role_ends(self, name: str) -> str:
        """Return what a message says of a role: ``holds goes from Official to Post``."""
        ends: dict[tuple[str, ...], list[str]] = {}
        for rule in self.rules:
            if rule.name == name:
                ends.setdefault(rule.sources, []).extend(rule.targets)
        if not ends:
            return f"there is no role {name}; the roles are {', '.join(self.role_names)}"
        if name == "sameAs":
            return "sameAs goes from a span to another with the same label"
        parts = (f"from {_either(sources)} to {_either(targets)}" for sources, targets in ends.items())
        return f"{name} goes " + ", and ".join(parts)

    def lineage(self, class_name: str) -> frozenset[str]:
        """Return a class's name and its superclasses'; of an unknown one (``Date``) only the name."""
        known = self.classes.get(class_name)
        return frozenset((class_name, *(known.superclasses if known else ())))

    def values(self, attribute: str, label: str | None = None) -> tuple[str, ...]:
        """Return the codes an attribute may take on a label; empty where its value is free."""
        if attribute == "Kind" and label is not None and label in self.classes:
            return self.classes[label].kinds
        return self.attributes[attribute].values


def _either(names: Iterable[str]) -> str:
    *most, last = dict.fromkeys(names)
    return f"{', '.join(most)} or {last}" if most else last
