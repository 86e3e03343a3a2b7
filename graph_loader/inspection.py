"""What is in somebody's annotation files, before anything is loaded: formats, labels, roles, attributes, and what maps."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from diplograph.graph_loader.document import Arc, Document, Span
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.label_map import LabelMap
from diplograph.graph_loader.problems import Problem, shorten
from diplograph.graph_loader.readers import (
    annotation_files,
    format_of,
    map_labels,
    nothing_to_read,
    read_file,
)
from diplograph.ontology.model import Ontology

SKIPPED = "(skipped)"
SHORT = 40  # characters of an example


@dataclass
class Name:
    """A label, role or attribute of theirs: how often it is there, one example, and what it maps to, if anything."""

    count: int = 0
    example: str = ""
    ours: Counter[str] = field(default_factory=Counter)

    def see(self, example: str, ours: str | None) -> None:
        """Count one."""
        self.count += 1
        self.example = self.example or shorten(example)[:SHORT]
        self.ours.update([ours] if ours else [])


@dataclass
class Inspection:
    """What the files of some paths hold. ``files`` are counted by format; ``others`` are of none."""

    files: Counter[str] = field(default_factory=Counter)
    others: list[str] = field(default_factory=list)
    documents: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Name] = field(default_factory=dict)
    roles: dict[str, Name] = field(default_factory=dict)
    attributes: dict[str, Name] = field(default_factory=dict)
    links: Counter[str] = field(default_factory=Counter)
    problems: dict[Problem, None] = field(default_factory=dict)  # each once, in their order

    def unmapped(self) -> dict[str, list[str]]:
        """Return the names that map to nothing, by the kind of rule that would map them."""
        tables = {"label": self.labels, "role": self.roles, "attribute": self.attributes}
        return {
            kind: [name for name, found in table.items() if not found.ours] for kind, table in tables.items()
        }


def inspect(paths: Sequence[Path], reading: Reading, ontology: Ontology) -> Inspection:
    """Look into every file of some paths. Raises InputError where a path doesn't exist, or there is nothing to read."""
    found = Inspection()
    for path in annotation_files(paths):
        file = InputFile(path, reading)
        name = format_of(file)
        if name:
            found.files[name] += 1
        else:
            found.others.append(str(path))
        for document in read_file(file, named=path in paths):
            found.documents[name or "?"] += 1
            _document(found, document, reading.labels, ontology)
    if not found.documents:
        raise nothing_to_read(paths)
    return found


def _document(found: Inspection, document: Document, labels: LabelMap | None, ontology: Ontology) -> None:
    spans = [(span, span.label) for span in document.spans.values()]
    arcs = [(arc, arc.role, [end.label for end in document.ends(arc)]) for arc in document.arcs]
    at: list[Span | Arc] = [*document.spans.values(), *document.arcs]
    for each in at:
        for name, value in each.attributes.items():
            ours = labels.attribute(each, name, value) if labels else (name, value)
            known = SKIPPED if ours is None else ours[0] if ours[0] in ontology.attributes else None
            found.attributes.setdefault(name, Name()).see(value, known)
    found.links.update(link.target.partition(":")[0] for span, _ in spans for link in span.links)
    map_labels(document, labels)
    kept = {id(arc) for arc in document.arcs}
    for span, label in spans:
        known = span.label if span.label in ontology.span_labels else None
        skipped = span.id not in document.spans
        found.labels.setdefault(label, Name()).see(span.words, SKIPPED if skipped else known)
    for arc, role, ends in arcs:
        known = arc.role if arc.role in ontology.role_names else None
        skipped = id(arc) not in kept
        found.roles.setdefault(role, Name()).see(" → ".join(ends), SKIPPED if skipped else known)
    found.problems |= dict.fromkeys(document.problems)


def skeleton(found: Inspection, ontology: Ontology) -> str:
    """Return a label map to fill in: a rule for each name that maps to nothing, and the names that there are."""
    known = {
        "label": ontology.span_labels,
        "role": ontology.role_names,
        "attribute": tuple(ontology.attributes),
    }
    tables = {"label": found.labels, "role": found.roles, "attribute": found.attributes}
    parts = []
    for kind, names in found.unmapped().items():
        if names:
            parts.append(f"# Our {kind}s: {', '.join(known[kind])}.\n")
        parts += [_rule(kind, name, tables[kind][name], known[kind]) for name in names]
    return "\n".join(parts)


def _rule(kind: str, name: str, seen: Name, known: Iterable[str]) -> str:
    lower = {each.lower(): each for each in known}
    near = get_close_matches(name.lower(), lower, n=1, cutoff=0.75)
    to = lower[near[0]] if near else ""
    example = json.dumps(seen.example, ensure_ascii=False)
    lines = [
        f"# {seen.count} times, such as {example}",
        f"[[{kind}]]",
        f"is = {_text(name)}",
        f"to = {_text(to)}",
    ]
    return "\n".join(lines) + "\n"


def _text(said: str) -> str:
    """Return a text as TOML has it; JSON's escapes are TOML's too."""
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007F")
