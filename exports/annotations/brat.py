"""brat's stand-off files: NAME.ann, NAME.txt where the text is at hand, and metadata.csv (https://brat.nlplab.org/standoff.html).

Every span is a ``T``, every arc an ``R``: that is all that brat's events say, and two things on the same words are two
``T`` records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplograph.exports.annotations import one_each
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.features import Feature

HOLDS = frozenset(Feature) - {Feature.ANNOTATOR, Feature.NAMES}


def called(name: str) -> str:
    """Return a name as brat can have it: without spaces, nor a number at its end, which says that a role repeats."""
    return re.sub(r"\s|(?<=[0-9])$", "_", name)


def write(documents: Iterable[Document], folder: Path) -> Iterator[Path]:
    """Write one .ann file a document, its text, and one metadata.csv."""
    return one_each(documents, folder, ".ann", _records)


def _records(document: Document) -> Iterator[str]:
    names = {name: f"T{number}" for number, name in enumerate(document.spans, 1)}
    arcs = {id(arc): f"R{number}" for number, arc in enumerate(document.arcs, 1)}
    for name, span in document.spans.items():
        places = ";".join(f"{start} {end}" for start, end in span.fragments)
        yield f"{names[name]}\t{span.label} {places}\t{_line(span.words)}\n"
    for arc in document.arcs:
        ends = f"Arg1:{names[arc.source]} Arg2:{names[arc.target]}"
        yield f"{arcs[id(arc)]}\t{arc.role} {ends}\n"
    for group in document.groups:
        yield f"*\tEquiv {' '.join(names[name] for name in group)}\n"
    on = [(names[name], span.attributes) for name, span in document.spans.items()]
    on += [(arcs[id(arc)], arc.attributes) for arc in document.arcs]
    said = ((where, name, value) for where, attributes in on for name, value in attributes.items())
    for number, (where, name, value) in enumerate(said, 1):
        yield f"A{number}\t{name} {where} {_line(value)}\n"
    links = ((names[name], link) for name, span in document.spans.items() for link in span.links)
    for number, (where, link) in enumerate(links, 1):
        yield f"N{number}\tReference {where} {_line(link.target)}\t{_line(link.name or '')}\n"
    notes = ((names[name], note) for name, span in document.spans.items() for note in span.notes)
    for number, (where, note) in enumerate(notes, 1):
        yield f"#{number}\tAnnotatorNotes {where}\t{_line(note)}\n"


def _line(text: str) -> str:
    """Return a text on one line: each line break is one space, as brat repeats it."""
    return re.sub(r"[\r\n]", " ", text)
