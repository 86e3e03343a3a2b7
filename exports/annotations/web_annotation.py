"""W3C Web Annotations: NAME.jsonld, a list with one annotation a line, NAME.txt, and metadata.csv.

A span's label is a ``classifying`` body, an attribute a tag (``Kind=talks``), a link an ``identifying`` one, a note a
``commenting`` one; its target has a quote and a position, in code points. A relation is a ``linking`` annotation from
its target to its body (https://www.w3.org/TR/annotation-model/).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from diplograph.exports.annotations import one_each
from diplograph.graph_loader.document import LINK, Arc, Document, Link, Span
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.knowledge_bases import iri_of
from diplograph.graph_loader.labels import compose

HOLDS = frozenset(Feature) - {Feature.GROUPS, Feature.NAMES}
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # letters of context before and behind a quote


def called(name: str) -> str:
    """Return a name as a tag can have it: with no spaces around it, and some letter."""
    return name.strip() or "_"


def write(documents: Iterable[Document], folder: Path) -> Iterator[Path]:
    """Write one .jsonld file a document, its text, and one metadata.csv."""
    return one_each(documents, folder, ".jsonld", _lines)


def _lines(document: Document) -> Iterator[str]:
    """Yield a list of annotations, one a line; where there is none, a page, which says what it would hold."""
    if not document.spans:
        yield json.dumps({"@context": CONTEXT, "type": "AnnotationPage", "items": []}) + "\n"
        return
    names = {name: f"#span-{number}" for number, name in enumerate(document.spans, 1)}
    before = "[\n"
    for annotation in _annotations(document, names):
        yield before + json.dumps(annotation, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n"


def _annotations(document: Document, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    source = f"{quote(document.id, safe='')}.txt"
    by = {"creator": {"type": "Person", "nickname": document.annotator}} if document.annotator else {}
    for name, span in document.spans.items():
        yield {
            "@context": CONTEXT,
            "id": names[name],
            "type": "Annotation",
            **by,
            "body": [
                *_bodies(span),
                *map(_link, span.links),
                *(_body("commenting", note) for note in span.notes),
            ],
            "target": [
                {"source": source, "selector": selectors} for selectors in _selectors(document.text, span)
            ],
        }
    for number, arc in enumerate(document.arcs, 1):
        yield {
            "@context": CONTEXT,
            "id": f"#relation-{number}",
            "type": "Annotation",
            "motivation": "linking",
            **by,
            "body": [names[arc.target], *_bodies(arc)],
            "target": names[arc.source],
        }


def _bodies(at: Span | Arc) -> Iterator[dict[str, Any]]:
    yield _body("classifying", compose(at.label if isinstance(at, Span) else at.role, {}))
    for name, value in at.attributes.items():
        said = name.replace("\\", "\\\\").replace("=", "\\=")
        yield _body("tagging", f"\\{said}={value}" if name == LINK else f"{said}={value}")


def _body(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _link(link: Link) -> dict[str, Any]:
    iri = iri_of(link.target) or link.target
    source = {"id": iri, "label": link.name} if link.name is not None else iri
    return {"type": "SpecificResource", "purpose": "identifying", "source": source}


def _selectors(text: str | None, span: Span) -> Iterator[list[dict[str, Any]]]:
    """Yield the selectors of each fragment: its quote with what stands around it, and its position."""
    words = _words(text, span)
    for (start, end), exact in zip(span.fragments, words, strict=True):
        selectors: list[dict[str, Any]] = []
        if exact:
            selectors.append({"type": "TextQuoteSelector", "exact": exact})
        if text is not None:
            selectors[0] |= {
                "prefix": text[max(start - AROUND, 0) : start],
                "suffix": text[end : end + AROUND],
            }
        yield [*selectors, {"type": "TextPositionSelector", "start": start, "end": end}]


def _words(text: str | None, span: Span) -> list[str]:
    """Return the words of each fragment; without a text, those of a whole that has as many letters."""
    lengths = [end - start for start, end in span.fragments]
    if text is not None:
        return [text[start:end] for start, end in span.fragments]
    if len(span.words) != sum(lengths) + len(lengths) - 1:
        return [span.words, *[""] * (len(lengths) - 1)]
    places = [sum(lengths[:nth]) + nth for nth in range(len(lengths))]
    return [span.words[place : place + length] for place, length in zip(places, lengths, strict=True)]
