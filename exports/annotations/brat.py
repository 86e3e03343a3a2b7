"""brat's stand-off files: NAME.ann, NAME.txt where the text is at hand, and metadata.csv (https://brat.nlplab.org/standoff.html).

Every span is a ``T``, every arc an ``R``: that is all that brat's events say, and two things on the same words are two
``T`` records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplograph.graph_loader.document import Document
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.metadata import write_metadata

HOLDS = frozenset(Feature) - {Feature.ANNOTATOR}


def write(documents: Iterable[Document], folder: Path) -> Iterator[Path]:
    """Write one .ann file a document, its text, and one metadata.csv."""
    about = {}
    for document in documents:
        about[document.id] = document.metadata
        path = folder / f"{document.id}.ann"
        with path.open("x", encoding="utf-8", newline="") as file:
            file.writelines(f"{record}\n" for record in _records(document))
        yield path
        if document.text is not None:
            text = folder / f"{document.id}.txt"
            with text.open("xb") as file_:
                file_.write(document.text.encode())
            yield text
    yield write_metadata(folder, about)


def _records(document: Document) -> Iterator[str]:
    names = {name: f"T{number}" for number, name in enumerate(document.spans, 1)}
    arcs = {id(arc): f"R{number}" for number, arc in enumerate(document.arcs, 1)}
    for name, span in document.spans.items():
        places = ";".join(f"{start} {end}" for start, end in span.fragments)
        yield f"{names[name]}\t{span.label} {places}\t{_line(span.words)}"
    for arc in document.arcs:
        ends = f"Arg1:{names[arc.source]} Arg2:{names[arc.target]}"
        yield f"{arcs[id(arc)]}\t{arc.role} {ends}"
    for group in document.groups:
        yield f"*\tEquiv {' '.join(names[name] for name in group)}"
    on = [(names[name], span.attributes) for name, span in document.spans.items()]
    on += [(arcs[id(arc)], arc.attributes) for arc in document.arcs]
    said = ((where, name, value) for where, attributes in on for name, value in attributes.items())
    for number, (where, name, value) in enumerate(said, 1):
        yield f"A{number}\t{name} {where} {_line(value)}"
    links = ((names[name], link) for name, span in document.spans.items() for link in span.links)
    for number, (where, link) in enumerate(links, 1):
        yield f"N{number}\tReference {where} {_line(link.target)}\t{_line(link.name or '')}"
    notes = ((names[name], note) for name, span in document.spans.items() for note in span.notes)
    for number, (where, note) in enumerate(notes, 1):
        yield f"#{number}\tAnnotatorNotes {where}\t{_line(note)}"


def _line(text: str) -> str:
    """Return a text on one line: each line break is one space, as brat repeats it."""
    return re.sub(r"[\r\n]", " ", text)
