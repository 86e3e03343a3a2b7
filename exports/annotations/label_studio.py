"""Label Studio's JSON: one tasks.json to import (https://labelstud.io/guide/tasks and /guide/task_format).

A span is a region, an attribute a result of that region under the name that the labeling interface gives its control,
a link a line of the text ``Link``. Label Studio keeps one relation between two regions: roles of the same two spans
are its labels. A relation has no attributes, so its label carries them (``holds:Tenure=acting``), which the editor saves
again where the project's interface has that label too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from diplograph.exports.annotation_config.label_studio import LABEL, LINK, TEXT, control, control_name
from diplograph.graph_loader.document import Document, Link, Metadata, Span
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.labels import compose
from diplograph.graph_loader.metadata import COLUMNS
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import Ontology

HOLDS = frozenset(Feature) - {Feature.TEXTLESS, Feature.FRAGMENTS, Feature.GROUPS, Feature.ANNOTATOR}
FILE = "tasks.json"

Result = dict[str, Any]


def write(documents: Iterable[Document], folder: Path) -> Iterator[Path]:
    """Write one file of all documents, a task each on a line of its own; none where there are none."""
    left = iter(documents)
    first = next(left, None)
    if first is None:
        return
    path, ontology = folder / FILE, load_ontology()
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for number, document in enumerate(chain([first], left), 1):
            task = json.dumps(_task(ontology, document, number), ensure_ascii=False)
            file.write(f"{',' if number > 1 else '['}\n{task}")
        file.write("\n]\n")
    yield path


def _task(ontology: Ontology, document: Document, number: int) -> Result:
    names = {name: f"r{nth}" for nth, name in enumerate(document.spans, 1)}
    results = [
        result for name, span in document.spans.items() for result in _region(ontology, span, names[name])
    ]
    annotation = {"result": [*results, *_relations(document, names)], "was_cancelled": False}
    data = {"id": document.id, **_about(document.metadata), TEXT: document.text}
    return {"id": number, "data": data, "annotations": [annotation], "predictions": []}


def _about(metadata: Metadata) -> dict[str, object]:
    """Return what is known about the article, under the names of metadata.csv's columns."""
    said = {name: getattr(metadata, name) for name in COLUMNS if name != "id"}
    return {name: ";".join(value) if name == "cites" else value for name, value in said.items() if value}


def _region(ontology: Ontology, span: Span, name: str) -> Iterator[Result]:
    """Yield a region's results: its label, its attributes, its links; each repeats where the region is."""
    place = {"start": span.start, "end": span.end, "text": span.words}
    labels = {"labels": [compose(span.label, {})]}
    label = _result(name, LABEL, "labels", place | labels)
    yield label | ({"meta": {"text": span.notes}} if span.notes else {})
    for attribute, value in span.attributes.items():
        called = control_name(ontology, attribute, span.label)
        kind, said = _said(ontology, attribute, value)
        yield _result(name, called, kind, place | said)
    if span.links:
        yield _result(name, LINK, "textarea", place | {"text": [_link(link) for link in span.links]})


def _result(region: str, name: str, kind: str, value: Result) -> Result:
    return {"id": region, "from_name": name, "to_name": TEXT, "type": kind, "value": value}


def _said(ontology: Ontology, name: str, value: str) -> tuple[str, Result]:
    """Return the type and value of an attribute's result, as its control would write them."""
    known = ontology.attributes.get(name)
    kind = control(known) if known else "textarea"
    if kind == "choices":
        return kind, {"choices": [value]}
    if kind == "number" and value.isascii() and value.isdecimal() and str(int(value[:9])) == value:
        return kind, {"number": int(value)}
    return "textarea", {"text": [value]}


def _link(link: Link) -> str:
    """Return a link as a line: its target, which has no space, and its name behind one."""
    target = re.sub(r"\s", "%20", link.target)
    return " ".join([target, *(link.name or "").splitlines()])


def _relations(document: Document, names: dict[str, str]) -> Iterator[Result]:
    roles: dict[tuple[str, str], list[str]] = {}
    for arc in document.arcs:
        ends = names[arc.source], names[arc.target]
        roles.setdefault(ends, []).append(compose(arc.role, arc.attributes))
    for (source, target), labels in roles.items():
        yield {
            "from_id": source,
            "to_id": target,
            "type": "relation",
            "direction": "right",
            "labels": labels,
        }
