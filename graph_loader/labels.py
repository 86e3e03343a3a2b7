"""Labels that carry attributes, for tools that have none: ``Initiative:alleged``, ``Date:Value=2031-03-12``.

A label, then its attributes, each behind a colon: a code alone where the scheme knows it there (of codes that two
attributes have, Modality's counts), else ``Name=value``. ``Link=ISO:KR`` comes last. A role may carry them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from diplograph.graph_loader.checks import MODALITY
from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.ontology.model import Ontology

LINK = "Link="
PART = re.compile(r"(?:[^:\\]|\\.|\\$)*", re.DOTALL)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def qualify_by_labels(document: Document, ontology: Ontology) -> None:
    """Turn what labels and roles carry into attributes and links; one that can't be read so is left as it is.

    Warns where a file has no place for a modality and its labels say none: all of it would read as asserted.
    """
    for span in document.spans.values():
        if found := _read(span.label, ontology, ontology.span_labels):
            span.label, attributes, link = found
            span.links += [Link(link)] if link else []
            _qualify(document, span, attributes)
    for arc in document.arcs:
        if found := _read(arc.role, ontology, ontology.role_names):
            arc.role, attributes, _ = found
            _qualify(document, arc, attributes)
    on: list[Span | Arc] = [*document.spans.values(), *document.arcs]
    if on and not document.qualified and not any(MODALITY in each.attributes for each in on):
        document.report(
            "warning",
            None,
            "nothing here can say that something is alleged or only planned: all of it reads as asserted",
            "Say it in the label (Initiative:alleged), or by a rule of a label map.",
        )


def compose(name: str, attributes: Mapping[str, str], links: Iterable[Link] = ()) -> str:
    """Return a label or role that carries attributes, and the first of some links."""
    found = list(links)
    if not attributes and not found and ":" not in name:
        return name
    parts = [_escape(name), *(f"{_escape_key(key)}={_escape(value)}" for key, value in attributes.items())]
    return ":".join(parts + [LINK + link.target for link in found][:1])


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:")


def _escape_key(name: str) -> str:
    """Return an attribute's name; a backslash stands before what would end it, and before one that reads as a link."""
    said = _escape(name).replace("=", "\\=")
    return f"\\{said}" if f"{name}=".startswith(LINK) else said


def _qualify(document: Document, at: Span | Arc, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        document.qualify(at, name, value)


def _read(
    said: str, ontology: Ontology, known: tuple[str, ...]
) -> tuple[str, dict[str, str], str | None] | None:
    """Return a label, the attributes behind it and a link; None where a part is neither ``Name=value`` nor a code."""
    if ":" not in said:
        return None
    parts: list[str] = []
    link, place = None, 0
    while place <= len(said):
        if parts and said.startswith(LINK, place):
            link = said[place + len(LINK) :]
            break
        match = PART.match(said, place)
        parts.append(match[0] if match else "")
        place += len(parts[-1]) + 1
    name = ESCAPED.sub(r"\1", parts[0])
    if not name:
        return None
    if link and _attribute_of(link.rpartition(":")[2], name, ontology):
        return None  # a code behind the link, which has to come last
    found: dict[str, str] = {}
    for part in parts[1:]:
        key, equals, value = _parted(part)
        code = None if equals or name not in known else _attribute_of(part, name, ontology)
        named = code or (ESCAPED.sub(r"\1", key) if equals else "")
        if not named or named in found or (equals and not value):
            return None
        found[named] = ESCAPED.sub(r"\1", value) if equals else part
    return name, found, link


def _parted(part: str) -> tuple[str, str, str]:
    """Part a name from its value, at the first ``=`` that no backslash stands before."""
    found = re.match(r"((?:[^=\\]|\\.)*)(=)(.*)", part, re.DOTALL)
    return (found[1], found[2], found[3]) if found else (part, "", "")


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
