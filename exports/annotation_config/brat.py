"""brat: annotation.conf, visual.conf and tools.conf (https://brat.nlplab.org/configuration.html).

Triggers are events, so that their arcs are one E line; everything else is an entity. In brat's scheme an arc from an
entity is a relation. Attributes of arcs go on relations.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplograph.ontology.model import Attribute, Ontology

EVENTS = ("Meeting", "Initiative", "Agreement", "Statement")
BASES = ("ISO", "Wikidata", "diplograph")


def files(ontology: Ontology) -> dict[str, str]:
    """Return brat's three files."""
    return {
        "annotation.conf": _annotation(ontology),
        "visual.conf": _visual(ontology),
        "tools.conf": _tools(),
    }


def _annotation(ontology: Ontology) -> str:
    entities = [label for label in ontology.span_labels if label not in EVENTS]
    sections = {
        "entities": entities,
        "relations": list(_relations(ontology)),
        "events": [f"{label}\t{', '.join(_arguments(ontology, label))}" for label in EVENTS],
        "attributes": [line for each in ontology.attributes.values() for line in _attribute(ontology, each)],
    }
    return "\n".join(f"[{name}]\n\n" + "\n".join(lines) + "\n" for name, lines in sections.items())


def _targets(ontology: Ontology, role: str, source: str) -> list[str]:
    return [label for label in ontology.span_labels if ontology.role(role, source, label)]


def _relations(ontology: Ontology) -> Iterable[str]:
    """Yield the roles as relations: every pair of classes that they join, for events too (an R line is allowed)."""
    for role in ontology.role_names:
        for source in ontology.span_labels:
            targets = _targets(ontology, role, source)
            if targets:
                yield f"{role}\tArg1:{source}, Arg2:{'|'.join(targets)}"


def _arguments(ontology: Ontology, label: str) -> Iterable[str]:
    """Yield an event's roles; each may repeat, and brat numbers it then."""
    for role in ontology.role_names:
        targets = _targets(ontology, role, label)
        if targets and role != "sameAs":
            yield f"{role}*:{'|'.join(targets)}"


def _attribute(ontology: Ontology, attribute: Attribute) -> Iterable[str]:
    """Yield an attribute's line: brat has closed lists only, one an attribute, so every class is offered every kind."""
    if not attribute.values:
        return
    labels = [
        label for label in ontology.span_labels if ontology.lineage(label).intersection(attribute.labels)
    ]
    on = [*labels, *(["<RELATION>"] if attribute.roles else [])]
    if on:
        yield f"{attribute.name}\tArg:{'|'.join(on)}, Value:{'|'.join(attribute.values)}"


def _visual(ontology: Ontology) -> str:
    labels = [
        f"{name} | {ontology.classes[name].labels['en']} | {ontology.classes[name].labels['fr']}"
        for name in ontology.span_labels
        if name in ontology.classes
    ]
    drawing = [
        f"{name}\tbgColor:{ontology.classes[name].color}"
        for name in ontology.span_labels
        if name in ontology.classes
    ]
    return "[labels]\n\n" + "\n".join(labels) + "\n\n[drawing]\n\n" + "\n".join(drawing) + "\n"


def _tools() -> str:
    bases = [f"{name}\tDB:{name}" for name in BASES]
    return (
        "[options]\n\nTokens\ttokenizer:whitespace\nSentences\tsplitter:newline\n\n[normalization]\n\n"
        + "\n".join(bases)
        + "\n"
    )
