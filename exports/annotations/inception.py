"""UIMA CAS JSON 0.4, NAME.json a document, and layers.json with the layers that they need: import these into INCEpTION first.

INCEpTION also imports XMI, but drops there in silence what its project has no layer for. Offsets are UTF-16 units.
https://github.com/apache/uima-uimaj-io-jsoncas
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import cassis

from diplograph.exports.annotation_config.inception import (
    ARTICLE,
    LABEL,
    LINK,
    NOTE,
    RELATION,
    ROLE,
    SPAN,
    STRING,
    STRINGS,
    attributes_of_arcs,
    attributes_of_spans,
    layers,
)
from diplograph.graph_loader.document import Arc, Document, Metadata, Span
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.formats.layers import INTERNAL, LABELS, LINKS, NOTES, OWN, ROLES
from diplograph.graph_loader.formats.uima import CLASHING, METADATA, SOURCE, TARGET
from diplograph.graph_loader.metadata import COLUMNS
from diplograph.ontology.load import load as load_ontology

HOLDS = frozenset(Feature) - {
    Feature.TEXTLESS,
    Feature.FRAGMENTS,
    Feature.LINK_NAMES,
    Feature.GROUPS,
    Feature.ANNOTATOR,
}
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")  # a feature's, as INCEpTION wants it
TAKEN = (*LABELS, *ROLES, *OWN, *CLASHING, "self", "type")
SINGLES = [each.name for each in fields(Metadata) if each.name not in ("cites", "machine_translated")]


def write(documents: Iterable[Document], folder: Path) -> Iterator[Path]:
    """Write one CAS a document, with its types, and the layers of them all."""
    ontology = load_ontology()
    on_spans = dict.fromkeys(attributes_of_spans(ontology))
    on_arcs = dict.fromkeys(attributes_of_arcs(ontology))
    for document in documents:
        on_spans |= dict.fromkeys(map(_name, _attributes(document.spans.values())))
        on_arcs |= dict.fromkeys(map(_name, _attributes(document.arcs)))
        path = folder / f"{document.id}.json"
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(cas(document).to_json())
        yield path
    path = folder / "layers.json"
    with path.open("x", encoding="utf-8") as file:
        file.write(layers(ontology, on_spans, on_arcs))
    yield path


def cas(document: Document) -> Any:
    """Return a document as a CAS of cassis's, which has other forms of UIMA's too."""
    types = _types(document)
    made = cassis.Cas(types)
    made.sofa_string, made.sofa_mime = document.text, "text"
    _about(made, document)
    things = {name: made_of(made, span) for name, span in document.spans.items()}
    made.add_all(things.values())
    for arc in document.arcs:
        source, target = things[arc.source], things[arc.target]
        ends = {SOURCE: source, TARGET: target, "begin": target.begin, "end": target.end}
        attributes = {_name(name): value for name, value in arc.attributes.items()}
        made.add(types.get_type(RELATION)(role=arc.role, **ends, **attributes))
    return made


def made_of(made: Any, span: Span) -> Any:
    """Return a span of a CAS."""
    several = {LINK: [link.target for link in span.links], NOTE: span.notes}
    lists = {
        name: made.typesystem.get_type(STRINGS)(elements=list(each)) for name, each in several.items() if each
    }
    attributes = {_name(name): value for name, value in span.attributes.items()}
    return made.typesystem.get_type(SPAN)(
        begin=span.start, end=span.end, label=span.label, **lists, **attributes
    )


def _about(made: Any, document: Document) -> None:
    types, about = made.typesystem, document.metadata
    whole = {"begin": 0, "end": len(document.text or ""), "language": about.language or "x-unspecified"}
    name = f"{document.id}.json"  # INCEpTION's name of the document
    made.add(types.get_type(METADATA)(documentTitle=name, documentId=name, **whole))
    columns = {name: getattr(about, name) for name in SINGLES if getattr(about, name)}
    if about.cites:
        columns["cites"] = types.get_type(STRINGS)(elements=list(about.cites))
    if about.machine_translated:
        columns["machine_translated"] = "true"
    made.add(types.get_type(ARTICLE)(id=document.id, **columns))


def _types(document: Document) -> Any:
    types = cassis.TypeSystem()
    _type(types, METADATA, "uima.tcas.DocumentAnnotation", ["documentTitle", "documentId"])
    _type(types, ARTICLE, "uima.cas.AnnotationBase", COLUMNS, ["cites"])
    attributes = dict.fromkeys(map(_name, _attributes(document.spans.values())))
    span = _type(types, SPAN, "uima.tcas.Annotation", [LABEL, LINK, NOTE, *attributes], [LINK, NOTE])
    attributes = dict.fromkeys(map(_name, _attributes(document.arcs)))
    relation = _type(types, RELATION, "uima.tcas.Annotation", [ROLE, *attributes])
    for end in (SOURCE, TARGET):
        types.create_feature(relation, end, span)
    return types


def _type(types: Any, name: str, parent: str, features: Iterable[str], several: Iterable[str] = ()) -> Any:
    made = types.create_type(name, parent)
    for feature in features:
        types.create_feature(made, feature, STRINGS if feature in several else STRING)
    return made


def _attributes(on: Iterable[Span | Arc]) -> dict[str, None]:
    return {name: None for each in on for name in each.attributes}


def _name(attribute: str) -> str:
    """Return an attribute's name as a feature's: behind ``x_``, with codes such as ``_x0020_``, where it can't be one."""
    taken = attribute in TAKEN or attribute.casefold() in (*LINKS, *NOTES) or keyword.iskeyword(attribute)
    if NAME.fullmatch(attribute) and not taken and not attribute.startswith(("x_", INTERNAL)):
        return attribute
    return "x_" + "".join(
        each if NAME.fullmatch(each) or each in "0123456789" else f"_x{ord(each):04x}_" for each in attribute
    )
