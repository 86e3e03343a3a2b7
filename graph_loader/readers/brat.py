"""brat stand-off (.ann beside .txt): https://brat.nlplab.org/standoff.html.

UTF-8; offsets are code points. A record starts at ``ID<TAB>`` and may run over several physical lines, since a
``T`` repeats its words and those may hold a line break. An ``E`` line is one thing, its ``T`` only its words:
a ``T`` stands for its event where it has exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from diplograph.graph_loader.document import Arc, Document, Link, Metadata, Span
from diplograph.graph_loader.metadata import MetadataTable, read_metadata
from diplograph.graph_loader.problems import shorten

RECORD = re.compile(r"(?:[TERAMN]\d+|#\S*|\*)\t")
TARGET = re.compile(r"\b[TER]\d+\b")
FRAGMENT = re.compile(r"(\d{1,9}) (\d{1,9})")
NUMBERED = re.compile(r"(.*?\D)\d+")
LONGEST_RECORD = 100_000  # characters; a longer one is no annotation but a broken file
KINDS = {
    "T": "spans",
    "E": "spans",
    "R": "arcs",
    "A": "attributes",
    "M": "attributes",
    "N": "links",
    "#": "notes",
    "*": "groups",
}


@dataclass(frozen=True)
class Record:
    """One record of an .ann file: its line, its id, and what stands behind the tab."""

    line: int
    id: str
    body: str


def matches(path: Path) -> bool:
    """Tell whether the file is a brat annotation."""
    return path.suffix == ".ann"


def read(path: Path, texts: Path | None) -> Iterator[Document]:
    """Yield the one document of an .ann file; its text stands beside it, or in ``texts`` under the same name."""
    document = Document(path.stem, str(path))
    table = _metadata(path.parent, path.parent.joinpath("metadata.csv"))
    document.metadata = table.rows.get(path.stem, Metadata())
    document.problems += table.problems.get(path.stem, []) + table.problems.get("", [])
    document.text = _text(document, path, texts)
    records = _records(document, path)
    if not records:
        document.report("warning", None, "no annotation in this file", "Is it the right one, and saved?")
    _Builder(document).build(records)
    yield document


def _metadata(folder: Path, file: Path) -> MetadataTable:
    stamp = file.stat().st_mtime_ns if file.is_file() else 0
    return _cached_metadata(folder, stamp)


@lru_cache(maxsize=8)
def _cached_metadata(folder: Path, _stamp: int) -> MetadataTable:
    return read_metadata(folder)


def _text(document: Document, path: Path, texts: Path | None) -> str | None:
    """Return the article's text, or None with a warning; never with its line ends or spaces changed."""
    places = [path.with_suffix(".txt")] + ([texts / f"{path.stem}.txt"] if texts else [])
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        document.report(
            "warning",
            None,
            f"no text at {' or '.join(map(str, places))}; claims will have no quote",
            "Name the folder of the texts with --texts.",
        )
        return None
    raw = found.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        document.report(
            "refused",
            None,
            f"the text {found}:{line} is not UTF-8 (byte {error.start}); claims will have no quote",
            "Save the text as UTF-8, the encoding that brat's offsets count in.",
        )
        return None


def _records(document: Document, path: Path) -> list[Record]:
    """Split the file into records; a line that isn't UTF-8, or is absurdly long, is refused alone."""
    records: list[Record] = []
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if len(raw) > LONGEST_RECORD * 4:
                document.report(
                    "refused",
                    None,
                    f"a line of {len(raw):,} bytes is no annotation",
                    "Split or remove it.",
                    number,
                )
                continue
            if b"\0" in raw:
                document.report(
                    "refused", None, "a NUL byte: this is no text", "Save the file as UTF-8.", number
                )
                if not records:
                    return []  # a binary file, or UTF-16
                continue
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                document.report(
                    "refused",
                    None,
                    f"not UTF-8 at byte {error.start} of the line",
                    "Save the file as UTF-8.",
                    number,
                )
                continue
            if RECORD.match(line):
                identifier, body = line.split("\t", 1)
                records.append(Record(number, identifier, body))
            elif records and _goes_on(records[-1]):
                records[-1] = replace(records[-1], body=f"{records[-1].body}\n{line}")
            elif line.strip():
                document.report(
                    "refused",
                    None,
                    f"no record: {shorten(line)!r}",
                    "A record is an ID such as T1, a tab, and its content.",
                    number,
                )
    return records


def _goes_on(record: Record) -> bool:
    """Tell whether a record's words are shorter than its offsets, so that the next line is theirs too."""
    head, _, words = record.body.partition("\t")
    fragments = FRAGMENT.findall(head)
    covered = sum(int(end) - int(start) for start, end in fragments) + len(fragments) - 1
    return record.id.startswith("T") and len(words) < covered <= LONGEST_RECORD


class _Builder:
    """Fills a document from its records, in an order in which everything named already exists."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.lines: dict[str, int] = {}
        self.events_of: dict[str, list[str]] = {}
        self.relations: dict[str, Arc] = {}

    def build(self, records: list[Record]) -> None:
        kept = [record for record in records if self._is_new(record)]
        by_kind: dict[str, list[Record]] = {}
        for record in kept:
            by_kind.setdefault(record.id[0], []).append(record)
        for record in by_kind.get("T", []):
            self._span(record)
        for record in by_kind.get("E", []):
            self._event(record)
        for record in by_kind.get("E", []):
            self._event_arcs(record)
        steps = {
            "R": self._relation,
            "A": self._attribute,
            "M": self._attribute,
            "N": self._link,
            "#": self._note,
            "*": self._group,
        }
        for kind, step in steps.items():
            for record in by_kind.get(kind, []):
                step(record)
        self._drop_words_of_events()
        self._count()

    def _count(self) -> None:
        """Count what was read: what is in the document now, and what was refused on the way there."""
        document = self.document
        on: list[Span | Arc] = [*document.spans.values(), *document.arcs]
        inside = {
            "spans": len(document.spans),
            "arcs": len(document.arcs),
            "attributes": sum(len(each.attributes) for each in on),
            "links": sum(len(span.links) for span in document.spans.values()),
        }
        document.counts = {what: count + document.refused[what] for what, count in inside.items()}

    def _is_new(self, record: Record) -> bool:
        if record.id == "*" or record.id.startswith("#"):
            return True
        first = self.lines.setdefault(record.id, record.line)
        if first != record.line:
            self._refuse(
                record,
                f"the id {record.id} stands already on line {first}; the first counts",
                "Give it an id of its own.",
            )
        return first == record.line

    def _refuse(self, record: Record, message: str, hint: str = "", what: str = "") -> None:
        self.document.refused[what or KINDS[record.id[0]]] += 1
        marker = Span(record.id, "", (), "", record.line)
        self.document.report("refused", marker, message, hint)
        for target in TARGET.findall(record.body) if record.id[0] in "AM" else ():
            self.document.lost[target] = record.body

    def _span(self, record: Record) -> None:
        head, _, words = record.body.partition("\t")
        label, _, offsets = head.partition(" ")
        fragments = tuple((int(a), int(b)) for a, b in FRAGMENT.findall(offsets))
        well_formed = ";".join(f"{a} {b}" for a, b in fragments) == offsets.strip()
        if not label or not fragments or not well_formed or any(a >= b for a, b in fragments):
            self._refuse(
                record,
                f"{shorten(head)!r} is no label and offsets",
                "Such as: State 29 40, or Post 3 7;9 12.",
            )
        elif self._covers(record, fragments, words):
            self.document.spans[record.id] = Span(
                record.id, label, tuple(sorted(fragments)), words, record.line
            )

    def _covers(self, record: Record, fragments: tuple[tuple[int, int], ...], words: str) -> bool:
        """Compare the words that the file repeats with what the text has there; without a text, trust the file."""
        if self.text is None:
            return True
        found = " ".join(self.text[a:b] for a, b in fragments)
        if max(fragments[-1]) <= len(self.text) and _one_line(found) == _one_line(words):
            return True
        offsets = ";".join(f"{a}:{b}" for a, b in fragments)
        message = f'"{shorten(words)}" ≠ article[{offsets}] "{shorten(found)}"'
        self._refuse(
            record,
            message,
            f"Offsets are code points of {self.document.id}.txt as it is; the text has {len(self.text):,}.",
        )
        return False

    def _event(self, record: Record) -> None:
        label, _, trigger = (record.body.split() or [""])[0].partition(":")
        words = self.document.spans.get(trigger)
        if not trigger:
            self._refuse(record, "an event without a trigger", "Such as: E1<TAB>Meeting:T5 participant:T4.")
        elif words is None:
            self._refuse(record, f"its trigger {trigger} {self._fate(trigger)}")
        else:
            if words.label != label:
                self.document.report(
                    "warning",
                    Span(record.id, "", (), "", record.line),
                    f"is a {label} on the words of a {words.label} ({trigger}); {label} counts",
                )
            self.document.spans[record.id] = replace(
                words, id=record.id, label=label, line=record.line, attributes={}, links=[], notes=[]
            )
            self.events_of.setdefault(trigger, []).append(record.id)

    def _event_arcs(self, record: Record) -> None:
        if record.id not in self.document.spans:
            self.document.refused["arcs"] += len(record.body.split()[1:])
            return
        for number, argument in enumerate(record.body.split()[1:], 1):
            role, _, target = argument.rpartition(":")
            self._arc(record, f"{record.id}.{number}", role, record.id, target)

    def _relation(self, record: Record) -> None:
        parts = record.body.split()
        arguments = [part.partition(":")[2] for part in _in_order(parts[1:])]
        if len(arguments) != 2 or not all(arguments):
            self._refuse(
                record, f"{shorten(record.body)!r} is no relation", "Such as: R1<TAB>holds Arg1:T4 Arg2:T2."
            )
            return
        self._arc(record, record.id, parts[0], *arguments)

    def _arc(self, record: Record, identifier: str, role: str, source: str, target: str) -> None:
        if not role:
            self._refuse(record, f"an arc to {target} without a role", what="arcs")
            return
        start = self._thing(record, source, "arcs")
        end = self._thing(record, target, "arcs") if start else None
        if start and end:
            numbered = NUMBERED.fullmatch(role)
            role = numbered[1] if numbered else role
            arc = self.relations[identifier] = Arc(identifier, role, start, end, record.line)
            self.document.arcs.append(arc)

    def _thing(self, record: Record, identifier: str, what: str = "") -> str | None:
        """Return what an id stands for: itself, or the one event of its words; None when that can't be told."""
        events = self.events_of.get(identifier, [])
        if len(events) == 1:
            return events[0]
        if events:
            message = f"{identifier} is the trigger of {', '.join(events)}"
            self._refuse(record, message, "Name the event that is meant.", what)
            return None
        if identifier in self.document.spans:
            return identifier
        self._refuse(record, f"it names {identifier}, which {self._fate(identifier)}", what=what)
        return None

    def _fate(self, identifier: str) -> str:
        line = self.lines.get(identifier)
        return f"was refused (line {line})" if line else "is not in this file"

    def _targets(self, record: Record, identifier: str) -> list[Span | Arc]:
        """Return what an attribute, link or note is on; on the words of several events it is on each of them."""
        if identifier in self.relations:
            return [self.relations[identifier]]
        names = self.events_of.get(identifier) or [identifier]
        spans: list[Span | Arc] = [self.document.spans[name] for name in names if name in self.document.spans]
        if not spans:
            self._refuse(record, f"it is on {identifier or 'nothing'}, which {self._fate(identifier)}")
        return spans

    def _attribute(self, record: Record) -> None:
        name, identifier, value = [*record.body.split(None, 2), "", "", ""][:3]
        for target in self._targets(record, identifier):
            said = value.strip() or "true"
            before = target.attributes.get(name, said)
            # Two values that disagree are one that no check passes: which was meant is not ours to say.
            if said != before:
                self.document.refused["attributes"] += 1
            target.attributes[name] = said if said == before else f"{before} / {said}"

    def _link(self, record: Record) -> None:
        head, _, name = record.body.partition("\t")
        _, identifier, target = [*head.split(" ", 2), "", ""][:3]
        if ":" not in target:
            self._refuse(
                record,
                f"{shorten(record.body)!r} is no link",
                "Such as: N1<TAB>Reference T15 ISO:NO<TAB>Norvège.",
            )
            return
        for span in self._targets(record, identifier):
            if isinstance(span, Span):
                span.links.append(Link(target.strip(), name.strip() or None))
            else:
                self._refuse(record, f"{identifier} is a relation, which has no link")

    def _note(self, record: Record) -> None:
        head, _, text = record.body.partition("\t")
        identifier = head.partition(" ")[2]
        for span in self._targets(record, identifier) if identifier else []:
            if isinstance(span, Span):
                span.notes.append(text)

    def _group(self, record: Record) -> None:
        kind, *identifiers = record.body.split() or [""]
        if kind != "Equiv" or len(identifiers) < 2:
            self._refuse(
                record, f"{shorten(record.body)!r} is no equivalence", "Such as: *<TAB>Equiv T4 T13."
            )
            return
        members = [thing for thing in (self._thing(record, name) for name in identifiers) if thing]
        if len(members) > 1:
            self.document.groups.append(tuple(members))

    def _drop_words_of_events(self) -> None:
        for trigger, events in self.events_of.items():
            self.document.spans.pop(trigger, None)
            if trigger in self.document.lost:
                self.document.lost |= dict.fromkeys(events, self.document.lost[trigger])


def _in_order(parts: list[str]) -> list[str]:
    """Return a relation's arguments, Arg1 first."""
    return sorted(parts) if all(part.startswith("Arg") for part in parts) else parts


def _one_line(text: str) -> str:
    """Return the text as brat repeats it: a line break in the words is a space in its record."""
    return re.sub(r"[ \r\n]+", " ", text)
