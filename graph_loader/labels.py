"""Labels that carry attributes, for tools that have none: ``Initiative:alleged``, ``Date:Value=2031-03-12``.

A label, then its attributes, each behind a colon: a code alone where the scheme knows it there (of codes that two
attributes have, Modality's counts), else ``Name=value``. ``Link=ISO:KR`` comes last. A role may carry them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.ontology.model import Ontology

LINK = ":Link="
MODALITY = "Modality"


def qualify_by_labels(document: Document, ontology: Ontology) -> None:
    """Turn what labels and roles carry into attributes and links; one that can't be read so is left as it is.

    Warns where a file has no place for a modality and its labels say none: all of it would read as asserted.
    """
    for span in document.spans.values():
        label, _, link = span.label.partition(LINK)
        found = _read(label, ontology, ontology.span_labels)
        if found and (link or LINK not in span.label):
            span.label = found[0]
            span.links += [Link(link)] if link else []
            _qualify(document, span, found[1])
    for arc in document.arcs:
        found = _read(arc.role, ontology, ontology.role_names)
        if found:
            arc.role = found[0]
            _qualify(document, arc, found[1])
    on: list[Span | Arc] = [*document.spans.values(), *document.arcs]
    if on and not document.qualified and not any(MODALITY in each.attributes for each in on):
        document.report(
            "warning",
            None,
            "nothing here can say that something is alleged or only planned: all of it reads as asserted",
            "Say it in the label (Initiative:alleged), or by a rule of a label map.",
        )


def compose(name: str, attributes: Mapping[str, str], links: Iterable[Link] = ()) -> str:
    """Return a label or role that carries attributes, and its first link, by their names."""
    said = "".join(f":{key}={value}" for key, value in attributes.items())
    return name + said + "".join(f"{LINK}{link.target}" for link in list(links)[:1])


def _qualify(document: Document, at: Span | Arc, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        document.qualify(at, name, value)


def _read(said: str, ontology: Ontology, known: tuple[str, ...]) -> tuple[str, dict[str, str]] | None:
    """Return a label and the attributes that stand behind it, or None where some part isn't known."""
    name, *parts = said.split(":")
    if not parts and not said.partition(LINK)[1]:
        return (name, {}) if name in known else None
    found: dict[str, str] = {}
    for part in parts:
        key, equals, value = part.partition("=")
        attribute = key if equals else _attribute_of(part, name, ontology)
        if name not in known or not attribute or attribute not in ontology.attributes or attribute in found:
            return None
        found[attribute] = value if equals else part
    return name, found


def _attribute_of(code: str, name: str, ontology: Ontology) -> str | None:
    """Return the attribute that has a code on a label or role, Modality before any other."""
    names = sorted(ontology.attributes, key=lambda each: each != MODALITY)
    label = name if name in ontology.classes else None
    for each in names:
        attribute = ontology.attributes[each]
        stands = {*attribute.labels, *attribute.roles} & {*ontology.lineage(name), name, "*"}
        if stands and code in ontology.values(each, label):
            return each
    return None
