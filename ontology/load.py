"""The data files as an ``Ontology``, checked: what dangles stops here, with the file and the entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources.abc import Traversable

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from diplograph.ontology import source
from diplograph.ontology.model import (
    NAMESPACE,
    Attribute,
    Labels,
    Ontology,
    OntologyClass,
    OntologyError,
    Property,
    RoleRule,
)
from diplograph.ontology.source import DD, Table

PROPERTIES, KINDS, ROLES, ATTRIBUTES = "properties.ttl", "kinds.ttl", "roles.toml", "attributes.toml"
SORTS, TYPES = ("edge", "value", "structural"), ("code", "edtf", "integer", "number", "text")

ROLE_KEYS = ("names!", "from!", "to!", "property", "inverted", "role", "modality", "sort")
ATTRIBUTE_KEYS = ("property!", "type!", "labels!", "values", "roles", "default")

CodeLists = Mapping[str, Mapping[str, Labels]]


@cache
def load() -> Ontology:
    """Return the ontology of the installed package."""
    return load_from(source.folder())


def load_from(at: Traversable) -> Ontology:
    """Return the ontology of a folder; ``OntologyError`` names the file and the entry that is wrong."""
    graphs = {name: source.read_turtle(name, at) for name in source.turtle_names(at)}
    lists = _code_lists(graphs[KINDS])
    classes = _classes(graphs, lists)
    properties = _properties(graphs[PROPERTIES], source.merge(iter(graphs.values())), classes, lists)
    rules = tuple(_rules(source.read_table(ROLES, at), classes, properties))
    ontology = Ontology(classes, properties, rules, {}, lists)
    _check_rules(ontology)
    attributes = _attributes(source.read_table(ATTRIBUTES, at), ontology)
    return Ontology(classes, properties, rules, attributes, lists)


def _code_lists(data: Graph) -> CodeLists:
    lists: dict[str, dict[str, Labels]] = {}
    for scheme in data.subjects(RDF.type, SKOS.ConceptScheme):
        name = _one(data, scheme, SKOS.notation, KINDS)
        source.texts(data, scheme, RDFS.label, name, KINDS)
        lists[name] = {}
        for concept in data.subjects(SKOS.inScheme, scheme):
            value = _one(data, concept, SKOS.notation, KINDS)
            labels = source.texts(data, concept, SKOS.prefLabel, f"{name} {value}", KINDS)
            lists[name][value] = labels
    return lists


def _classes(graphs: Mapping[str, Graph], lists: CodeLists) -> dict[str, OntologyClass]:
    found = {
        name.removeprefix("classes/").removesuffix(".ttl"): name
        for name in graphs
        if name.startswith("classes/")
    }
    parents: dict[str, str | None] = {}
    for name, file in found.items():
        if (DD[name], RDF.type, OWL.Class) not in graphs[file]:
            raise OntologyError(f"{file}: it must define the class dd:{name}, as the file is named")
        ours = [_local(parent) for parent in graphs[file].objects(DD[name], RDFS.subClassOf) if _ours(parent)]
        parents[name] = ours[0] if ours else None
        if ours and ours[0] not in found:
            raise OntologyError(f"{file}: {name} is a subclass of {ours[0]}, which has no file")
    classes = (_class(name, file, graphs[file], parents, lists) for name, file in found.items())
    return {cls.name: cls for cls in classes}


def _class(
    name: str, file: str, data: Graph, parents: Mapping[str, str | None], lists: CodeLists
) -> OntologyClass:
    subject, above, parent = DD[name], [], parents[name]
    while parent:
        above.append(parent)
        parent = parents[parent]
    has_kinds = data.value(subject, DD.kinds) is not None
    if has_kinds and f"{name}.kind" not in lists:
        raise OntologyError(f"{file}: {name} has kinds, but {KINDS} has no list {name}.kind")
    return OntologyClass(
        name=name,
        labels=source.texts(data, subject, RDFS.label, name, file),
        comments=source.texts(data, subject, RDFS.comment, name, file),
        superclasses=tuple(above),
        neo4j_labels=() if _flag(data, subject, DD.rdfOnly) else (name, *above),
        kinds=tuple(lists[f"{name}.kind"]) if has_kinds else (),
        color=_one(data, subject, DD.neo4jColor, file),
        diameter=int(_one(data, subject, DD.neo4jDiameter, file)),
        annotatable=_flag(data, subject, DD.annotatable),
    )


def _properties(
    data: Graph, everything: Graph, classes: Mapping[str, OntologyClass], lists: CodeLists
) -> dict[str, Property]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    names = [_local(subject) for kind in kinds for subject in data.subjects(RDF.type, kind)]
    properties = {name: _property(name, data, everything, lists) for name in names}
    for one in properties.values():
        for end in (*one.domain, *one.range):
            if ":" not in end and end not in classes:
                raise OntologyError(f"{PROPERTIES}: {one.name} joins {end}, which is no class")
        for qualifier in one.qualifiers:
            if qualifier not in properties:
                raise OntologyError(f"{PROPERTIES}: {one.name} carries {qualifier}, which is no property")
    return properties


def _property(name: str, data: Graph, everything: Graph, lists: CodeLists) -> Property:
    subject = DD[name]
    neo4j_type, neo4j_name = data.value(subject, DD.neo4jType), data.value(subject, DD.neo4jName)
    code_list = None
    if scheme := data.value(subject, DD.codeList):
        code_list = str(everything.value(scheme, SKOS.notation))
        if code_list not in lists:
            raise OntologyError(
                f"{PROPERTIES}: {name} takes its values from {_local(scheme)}, which {KINDS} lacks"
            )
    return Property(
        name=name,
        labels=source.texts(data, subject, RDFS.label, name, PROPERTIES),
        comments=source.texts(data, subject, RDFS.comment, name, PROPERTIES),
        domain=_ends(data, subject, RDFS.domain),
        range=_ends(data, subject, RDFS.range),
        neo4j_type=str(neo4j_type) if neo4j_type else None,
        neo4j_name=str(neo4j_name) if neo4j_name else snake_case(name),
        qualifiers=tuple(sorted(_local(item) for item in data.objects(subject, DD.qualifier))),
        code_list=code_list,
        claimed=_flag(data, subject, DD.claimed),
    )


def _rules(
    table: Table, classes: Mapping[str, OntologyClass], properties: Mapping[str, Property]
) -> Iterable[RoleRule]:
    for entry in table.get("role", ()):
        source.check_keys(entry, ROLE_KEYS, ROLES, f"role {', '.join(entry.get('names', ['without names']))}")
        for name in entry["names"]:
            ends = (*entry["from"], *entry["to"])
            unknown = [end for end in ends if end not in classes and end != "Date"]
            used = entry.get("property")
            if unknown or (used and used not in properties):
                what = f"class {unknown[0]}" if unknown else f"property {used}"
                raise OntologyError(f"{ROLES}: role {name}: there is no {what}")
            if entry.get("sort", "edge") not in SORTS:
                raise OntologyError(f"{ROLES}: role {name}: sort is one of {', '.join(SORTS)}")
            role = entry.get("role")
            yield RoleRule(
                name=name,
                sources=tuple(entry["from"]),
                targets=tuple(entry["to"]),
                property=used,
                neo4j_type=properties[used].neo4j_type if used else None,
                inverted=entry.get("inverted", False),
                qualifiers={"role": name if role is True else role} if role else {},
                modality=entry.get("modality"),
                sort=entry.get("sort", "edge"),
            )


def _check_rules(ontology: Ontology) -> None:
    """Refuse a role whose ends its property doesn't have, or that fits two entries."""
    seen: set[tuple[str, str, str]] = set()
    for rule in ontology.rules:
        for pair in ((rule.name, a, b) for a in rule.sources for b in rule.targets):
            if pair in seen:
                raise OntologyError(f"{ROLES}: role {rule.name} from {pair[1]} to {pair[2]} stands twice")
            seen.add(pair)
        if rule.modality and rule.modality not in ontology.code_lists["modality"]:
            raise OntologyError(f"{ROLES}: role {rule.name}: there is no modality {rule.modality}")
        if rule.sort == "edge" and rule.property:
            _check_ends(ontology, rule, ontology.properties[rule.property])


def _check_ends(ontology: Ontology, rule: RoleRule, prop: Property) -> None:
    subjects, objects = (rule.targets, rule.sources) if rule.inverted else (rule.sources, rule.targets)
    for ends, allowed, side in ((subjects, prop.domain, "from"), (objects, prop.range, "to")):
        for end in ends:
            if not ontology.lineage(end).intersection(allowed):
                raise OntologyError(f"{ROLES}: role {rule.name}: {prop.name} doesn't go {side} {end}")
    for qualifier in rule.qualifiers:
        if qualifier not in prop.qualifiers:
            raise OntologyError(f"{ROLES}: role {rule.name}: {prop.name} carries no {qualifier}")


def _attributes(table: Table, ontology: Ontology) -> dict[str, Attribute]:
    return {name: _attribute(name, entry, ontology) for name, entry in table.items()}


def _attribute(name: str, entry: Table, ontology: Ontology) -> Attribute:
    source.check_keys(entry, ATTRIBUTE_KEYS, ATTRIBUTES, name)
    prop = ontology.properties.get(entry["property"])
    if prop is None or entry["type"] not in TYPES:
        wrong = f"property {entry['property']}" if prop is None else f"type {entry['type']}"
        raise OntologyError(f"{ATTRIBUTES}: {name}: there is no {wrong}")
    codes = _codes(prop, entry["labels"], ontology) if entry["type"] == "code" else ()
    values = tuple(entry.get("values", codes))
    labels = ontology.span_labels[:-1] if entry["labels"] == ["Entity"] else tuple(entry["labels"])
    roles = ontology.role_names if entry.get("roles") == ["*"] else tuple(entry.get("roles", ()))
    default = entry.get("default")
    dangling = [
        *(value for value in values if value not in codes),
        *(label for label in labels if label not in ontology.span_labels),
        *(role for role in roles if role not in ontology.role_names),
        *([default] if values and default and default not in values else ()),
    ]
    if dangling:
        raise OntologyError(f"{ATTRIBUTES}: {name}: {dangling[0]} is not known")
    return Attribute(name, prop.name, entry["type"], values, labels, roles, default)


def _codes(prop: Property, labels: Iterable[str], ontology: Ontology) -> tuple[str, ...]:
    """Return the values of a coded property: its list's, or those of the classes it stands on (Kind)."""
    if prop.code_list:
        return tuple(ontology.code_lists[prop.code_list])
    return tuple(dict.fromkeys(kind for label in labels for kind in ontology.classes[label].kinds))


def snake_case(name: str) -> str:
    """Return the name of a property in Neo4j and JSON: ``charStart`` is ``char_start``."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def _ends(data: Graph, subject: Node, predicate: URIRef) -> tuple[str, ...]:
    end = data.value(subject, predicate)
    members = data.value(end, OWL.unionOf) if end else None
    ends = list(Collection(data, members)) if members else [end] if end else []
    if not ends:
        raise OntologyError(f"{PROPERTIES}: {_local(subject)} has no {_local(predicate)}")
    return tuple(_local(item) if _ours(item) else f"{_prefix(item)}:{_local(item)}" for item in ends)


def _prefix(term: Node) -> str:
    return "xsd" if str(term).startswith(str(XSD)) else "rdf"


def _ours(term: Node) -> bool:
    return str(term).startswith(NAMESPACE)


def _local(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


def _one(data: Graph, subject: Node, predicate: URIRef, file: str) -> str:
    value = data.value(subject, predicate)
    if value is None:
        raise OntologyError(f"{file}: {_local(subject)} has no {_local(predicate)}")
    return str(value)


def _flag(data: Graph, subject: Node, predicate: URIRef) -> bool:
    value = data.value(subject, predicate)
    return isinstance(value, Literal) and bool(value.toPython())
