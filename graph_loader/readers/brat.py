"""brat stand-off (.ann beside .txt): https://brat.nlplab.org/standoff.html.

UTF-8; offsets are code points. A record starts at ``ID<TAB>`` and may run over several physical lines, since a
``T`` repeats its words and those may hold a line break. An ``E`` line is one thing, its ``T`` only its words:
a ``T`` stands for its event where it has exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.problems import Reason, shorten

RECORD = re.compile(r"(?:[TERAMN]\d+|#\S*|\*)\t")
ENDING = ".ann"  # a file of no other format that ends so should be brat's; what is wrong with it is said
FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:T\d+\t\S+ \d+ \d+|E\d+\t\S+:T\d+|#\d+\tAnnotatorNotes )")
ALMOST = re.compile(r"\W*([TERAMNterramn])\d")  # a record whose tab is missing, or stands elsewhere
NUMBERED = re.compile(r"(.*?\D)\d+")
TARGET = re.compile(r"\b[TER]\d+\b")
FRAGMENT = re.compile(r"(\d{1,9}) (\d{1,9})")
NOWHERE = "NIL"  # a link that says: in no knowledge base
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


def matches(file: InputFile) -> bool:
    """Tell whether a file begins with one of brat's records."""
    return FIRST.match(file.head) is not None


def read(file: InputFile) -> Iterator[Document]:
    """Yield the one document of an .ann file; its text stands beside it, or in the folder of texts under its name."""
    document = file.document()
    file.find_text(document)
    before = len(document.problems)
    records = _records(document, file.path)
    if not records and len(document.problems) > before:
        document.unusable = Reason.UNREADABLE
    if not records and not document.unusable:
        document.report("warning", None, "no annotation in this file", "Is it the right one, and saved?")
    _Builder(document).build(records)
    yield document


def _records(document: Document, path: Path) -> list[Record]:
    """Split the file into records; a line that isn't UTF-8, or is absurdly long, is refused alone."""
    records: list[Record] = []
    with path.open("rb") as file:
        for number, raw in enumerate(_lines(file), 1):
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
                letter = ALMOST.match(line)
                if letter:
                    document.tally.refuse(KINDS[letter[1].upper()], Reason.MALFORMED)
                for target in TARGET.findall(line) or [""]:  # an attribute that was typed with spaces, maybe
                    document.lose(target, line, "")
                document.report(
                    "refused",
                    None,
                    f"no record: {shorten(line)!r}",
                    "A record is an ID such as T1, a tab, and its content.",
                    number,
                )
    return records


def _lines(file: BinaryIO) -> Iterable[bytes]:
    """Return a file's lines; one without any line feed has lines that end in a carriage return."""
    first = file.readline()
    file.seek(0)
    alone = b"\r" in first.rstrip(b"\r\n") and not first.endswith(b"\n")
    return first.split(b"\r") if alone else file


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

    def _is_new(self, record: Record) -> bool:
        if record.id == "*" or record.id.startswith("#"):
            return True
        first = self.lines.setdefault(record.id, record.line)
        if first != record.line:
            self._refuse(
                record,
                f"the id {record.id} stands already on line {first}; the first counts",
                "Give it an id of its own.",
                why=Reason.REPEATED,
            )
        return first == record.line

    def _refuse(
        self, record: Record, message: str, hint: str = "", what: str = "", why: Reason = Reason.MALFORMED
    ) -> None:
        self.document.refuse(what or KINDS[record.id[0]], why, record.id, message, hint, record.line)
        for target in (TARGET.findall(record.body) or [""]) if record.id[0] in "AM" else ():
            # What is on nothing in this file was meant for something that is.
            where = target if target in self.lines else ""
            self.document.lose(where, (record.body.split() or [""])[0], record.body)

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
        else:
            self.document.mark(Span(record.id, label, fragments, words, record.line))

    def _event(self, record: Record) -> None:
        label, _, trigger = (record.body.split() or [""])[0].partition(":")
        words = self.document.spans.get(trigger)
        if not trigger:
            self._refuse(record, "an event without a trigger", "Such as: E1<TAB>Meeting:T5 participant:T4.")
        elif words is None:
            self._refuse(record, f"its trigger {trigger} {self._fate(trigger)}", why=Reason.MISSING)
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
            self.document.tally.refuse("arcs", Reason.ENDS, len(record.body.split()[1:]))
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
            numbered = NUMBERED.fullmatch(role)  # participant2: the number says nothing
            role = numbered[1] if numbered else role
            arc = self.document.connect(Arc(identifier, role, start, end, record.line))
            self.relations |= {identifier: arc} if arc else {}

    def _thing(self, record: Record, identifier: str, what: str = "") -> str | None:
        """Return what an id stands for: itself, or the one event of its words; None when that can't be told."""
        events = self.events_of.get(identifier, [])
        if len(events) == 1:
            return events[0]
        if events:
            message = f"{identifier} is the trigger of {', '.join(events)}"
            self._refuse(record, message, "Name the event that is meant.", what, Reason.MISSING)
            return None
        if identifier in self.document.spans:
            return identifier
        self._refuse(
            record, f"it names {identifier}, which {self._fate(identifier)}", "", what, Reason.MISSING
        )
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
            where = f"it is on {identifier or 'nothing'}, which {self._fate(identifier)}"
            self._refuse(record, where, why=Reason.MISSING)
        return spans

    def _attribute(self, record: Record) -> None:
        name, identifier, value = [*record.body.split(None, 2), "", "", ""][:3]
        for target in self._targets(record, identifier):
            self.document.qualify(target, name, value.strip() or "true")

    def _link(self, record: Record) -> None:
        head, _, name = record.body.partition("\t")
        _, identifier, target = [*head.split(" ", 2), "", ""][:3]
        if ":" not in target and target.strip() != NOWHERE:
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
            for event in events:
                self.document.lost.setdefault(event, []).extend(self.document.lost.get(trigger, []))


def _in_order(parts: list[str]) -> list[str]:
    """Return a relation's arguments, Arg1 first."""
    return sorted(parts) if all(part.startswith("Arg") for part in parts) else parts
