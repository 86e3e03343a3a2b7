"""WebAnno TSV 3, as INCEpTION and WebAnno write it (https://inception-project.github.io/documentation/, user guide, « WebAnno TSV 3.3 File format »).

UTF-8; offsets are UTF-16 units. The header declares a layer a line, its features are columns. A row is a token, or a
part of one; annotations that stack are parted by ``|``, and one that stands on several rows has a number, ``[3]``.
``*`` is an annotation without a value, ``_`` none. A relation stands on the row of its target and names its source.
The text is put together from the ``#Text`` lines, or is that of NAME.txt where one is at hand and agrees with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diplograph.graph_loader.beside import look_at
from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.graph_loader.formats.layers import (
    DIGITS,
    LABELS,
    LINKS,
    NOBODY,
    NOTES,
    ROLES,
    in_project,
    is_read,
    stem_of,
)
from diplograph.graph_loader.formats.tsv import (
    CONTROLS,
    Column,
    Layer,
    Row,
    Sentence,
    Table,
    rebuilt,
    unescape_text,
)
from diplograph.graph_loader.formats.uima import ANNOTATION, IGNORED
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.knowledge_bases import short_link
from diplograph.graph_loader.offsets import Offsets, Unit
from diplograph.graph_loader.problems import Reason, shorten

HEAD = b"#FORMAT=WebAnno TSV"
FORMAT = re.compile(r"#FORMAT=WebAnno TSV 3\.(\d{1,3})\s*")
VALUE = re.compile(r"((?:[^\\]|\\.|\\$)*?)(?:\[(\d{1,9})\])?", re.DOTALL)
REFERENCE = re.compile(r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)(?:\[(\d{1,9})(?:_(\d{1,9}))?\])?")
CHAIN = re.compile(r"((?:[^\\]|\\.)*?)->(\d{1,9})-(\d{1,9})", re.DOTALL)
ESCAPED = re.compile(r"\\(->|[\\\[\]|_;tnr*])")
PIECE = re.compile(r"\\.|.|\\$", re.DOTALL)
NOTHING, UNSAID = "_", "*"


@dataclass
class Marked:
    """An annotation of a span or chain layer: the rows it stands on, its features, and where its slots lead."""

    id: str
    layer: Layer
    line: int
    number: int = 0
    rows: list[Row] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    slots: list[tuple[str, str, str]] = field(default_factory=list)  # role, target layer, reference
    place: tuple[int, int] = (0, 0)  # chain and link, where it is an element of a chain
    wrong: str = ""


def matches(file: InputFile) -> bool:
    """Tell whether a file begins as WebAnno TSV does, of whatever version."""
    return file.head.removeprefix(b"\xef\xbb\xbf").startswith(HEAD)


def read(file: InputFile) -> Iterator[Document]:
    """Yield the one document of a file; in a project export its id is its folder's name, and the file's the annotator's."""
    name, user = in_project(file.path) or (None, None)
    document = file.document(stem_of(name))
    document.unit = Unit.UTF16
    document.annotator = file.reading.annotator(None if user in NOBODY else user)
    if name is None or is_read(file, document):
        _read(file, document)
    yield document


def _read(file: InputFile, document: Document) -> None:
    try:
        text = file.path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        document.give_up(f"not UTF-8 at byte {error.start}", "Save the file as UTF-8.", line)
    else:
        lines = [line.removesuffix("\r") for line in text.split("\n")]
        version = FORMAT.fullmatch(lines[0])
        if version is None:
            message = f"{shorten(lines[0])!r} is another version of the format"
            document.give_up(message, "Export it as WebAnno TSV 3.", 1)
        else:
            table = Table(document, java=int(version[1]) < 2)
            table.take(lines)
            _find_text(file, document, table.sentences)
            if not document.unusable:
                _Builder(document, table).build()


def unescape(value: str) -> str:
    r"""Return a value without its escapes. ``\r`` is ours: the format's own writer leaves a carriage return as it is."""
    return ESCAPED.sub(lambda found: CONTROLS.get(found[1], found[1]), value)


class _Builder:
    """Fills a document from a table's rows: spans first, since relations and slots may name later ones."""

    def __init__(self, document: Document, table: Table) -> None:
        self.document = document
        self.table = table
        self.offsets = Offsets(document.text or "", Unit.UTF16)
        self.marked: dict[tuple[object, ...], Marked] = {}
        self.on_row: dict[tuple[str, str], list[Marked]] = {}  # by layer and row
        self.numbered: dict[int, list[Marked]] = {}
        self.relations: list[tuple[Row, Layer, int, dict[Column, str]]] = []

    def build(self) -> None:
        columns: dict[Layer, dict[Column, int]] = {}
        for index, column in enumerate(self.table.columns):
            if not IGNORED.match(column.layer.name):  # analyses of every token, which nobody marked
                columns.setdefault(column.layer, {})[column] = index
        takers = {"SP": self._take_span, "CH": self._take_element, "RL": self._take_relation}
        for row, cells in self.table.rows:
            for layer, of_layer in columns.items():
                stacks = {column: _stack(cells[index]) for column, index in of_layer.items()}
                for nth, items in self._stacked(row, layer, stacks):
                    takers[layer.kind](row, layer, nth, items)
        for marked in self.marked.values():
            self._mark(marked)
        for marked in self.marked.values():
            for nth, slot in enumerate(marked.slots, 1):
                self._slot(marked, nth, *slot)
        for relation in self.relations:
            self._relate(*relation)
        self._chains()

    def _stacked(
        self, row: Row, layer: Layer, stacks: dict[Column, list[str]]
    ) -> Iterator[tuple[int, dict[Column, str]]]:
        """Yield each annotation of a layer on a row: its cells by column. Columns that disagree on how many are refused."""
        heights = {len(stack) for stack in stacks.values()} - {0}
        if len(heights) > 1:
            message = f"its columns hold {' and '.join(map(str, sorted(heights)))} annotations"
            what = "arcs" if layer.kind == "RL" else "spans"
            self._refuse(what, Reason.MALFORMED, f"{layer.short}:{row.id}", message, row.line)
            self._refuse_stacks(row, layer, stacks)
            return
        for nth in range(max(heights, default=0)):
            yield nth, {column: stack[nth] for column, stack in stacks.items() if stack}

    def _refuse_stacks(self, row: Row, layer: Layer, stacks: dict[Column, list[str]]) -> None:
        """Count what is on annotations of which can't be told what is whose; those with a number are refused whole."""
        said = {
            column.name: [_value(item) for item in stack]
            for column, stack in stacks.items()
            if column.holds == "value"
        }
        arcs = layer.kind == "RL"
        named = next((name for name in (ROLES if arcs else LABELS) if name in said), None)
        for name, values in said.items():
            for value, number in values:
                if value and name != named and (arcs or not number):
                    on = Arc("", "", "", "") if arcs else Span("", "", (), "")
                    self._put(on, name, value)
                    self._forget(on)
        if not arcs:
            self._break(row, {number for values in said.values() for _, number in values})

    def _break(self, row: Row, numbers: set[int]) -> None:
        self.table.broken |= {number: row.line for number in numbers if number}

    def _take_span(self, row: Row, layer: Layer, nth: int, items: dict[Column, str]) -> None:
        values = {column: _value(item) for column, item in items.items() if column.holds != "target"}
        numbers = {number for _, number in values.values() if number}
        if len(numbers) > 1:
            self._break(row, numbers)
        number = min(numbers, default=0)
        name = f"{layer.short}:{row.id}" + (f"[{number}]" if number else f"#{nth + 1}" if nth else "")
        key = (layer, number) if number else (layer, row.id, nth)
        first = key not in self.marked
        marked = self.marked.setdefault(key, Marked(name, layer, row.line, number))
        said = {
            column.name: value for column, (value, _) in values.items() if column.holds == "value" and value
        }
        self._extend(marked, row, said)
        for column in items if first else ():
            if column.holds == "target":
                self._take_slots(marked, column, items)

    def _take_slots(self, marked: Marked, column: Column, items: dict[Column, str]) -> None:
        """Pair a slot's roles with its targets; a slot without a role has its feature's name."""
        said = next(
            (item for each, item in items.items() if each.holds == "role" and each.name == column.name), ""
        )
        roles = _slots(re.sub(r"\[\d+\]$", "", said), NOTHING)
        targets = _slots(items[column], UNSAID)
        if len(roles) != len(targets):
            message = f"{len(roles)} roles and {len(targets)} targets in its {column.name}"
            self._refuse("arcs", Reason.MALFORMED, marked.id, message, marked.line)
            return
        for role, target in zip(roles, targets, strict=True):
            name = column.name if role in (UNSAID, "") else unescape(role)
            marked.slots.append((name, column.of, target))

    def _take_element(self, row: Row, layer: Layer, nth: int, items: dict[Column, str]) -> None:
        by_name = {column.name: item for column, item in items.items()}
        link = CHAIN.fullmatch(by_name.get("referenceRelation", ""))
        if link is None:
            message = f"{shorten(by_name.get('referenceRelation', ''))!r} is no link of a chain"
            self._refuse(
                "spans",
                Reason.MALFORMED,
                f"{layer.short}:{row.id}",
                message,
                row.line,
                "Such as: coref->1-2.",
            )
            return
        place = int(link[2]), int(link[3])
        fresh = Marked(f"{layer.short}:{row.id}->{place[0]}-{place[1]}", layer, row.line, place=place)
        marked = self.marked.setdefault((layer, *place, "chain"), fresh)
        relation = None if link[1] == UNSAID else unescape(link[1]).strip()
        said = {
            "referenceType": _value(by_name.get("referenceType", UNSAID))[0],
            "referenceRelation": relation,
        }
        self._extend(marked, row, {name: value for name, value in said.items() if value})

    def _take_relation(self, row: Row, layer: Layer, nth: int, items: dict[Column, str]) -> None:
        self.relations.append((row, layer, nth, items))

    def _extend(self, marked: Marked, row: Row, said: dict[str, str]) -> None:
        """Put an annotation on one more row; what it says there must be what it says on its first."""
        if not marked.rows:
            marked.values = said
            if marked.number:
                self.numbered.setdefault(marked.number, []).append(marked)
        elif said != marked.values:
            differ = sorted(
                name for name in {*said, *marked.values} if said.get(name) != marked.values.get(name)
            )
            marked.wrong = f"its {', '.join(differ)} isn't the same on line {row.line}"
        marked.rows.append(row)
        self.on_row.setdefault((marked.layer.name, row.id), []).append(marked)

    def _mark(self, marked: Marked) -> None:
        if marked.number in self.table.broken:
            marked.wrong = f"a row of it can't be read (line {self.table.broken[marked.number]})"
        values = dict(marked.values)
        named = next((name for name in LABELS if name in values), None)
        label = values.pop(named) if named else marked.layer.called
        words = "" if self._covers(marked.rows) else " ".join(row.words for row in marked.rows)
        span = Span(marked.id, label, _fragments(marked.rows), words, marked.line)
        for name, value in values.items():
            self._put(span, name, value)
        if marked.wrong:
            hint = "A number is that of one annotation."
            self._refuse("spans", Reason.MALFORMED, marked.id, marked.wrong, marked.line, hint)
            self._forget(span)
        else:
            self.document.mark(span)

    def _put(self, at: Span | Arc, name: str, value: str) -> None:
        link = short_link(value)
        kind = name.rstrip(DIGITS).casefold()  # Link2, Note2: another one
        if isinstance(at, Span) and (link or kind in LINKS):
            at.links.append(Link(link or value))
        elif isinstance(at, Span) and kind in NOTES:
            at.notes.append(value)
        else:
            self.document.qualify(at, name, value)

    def _forget(self, at: Span | Arc) -> None:
        """Count what is on something that isn't in the document."""
        self.document.tally.refuse("attributes", Reason.ENDS, len(at.attributes))
        self.document.tally.refuse("links", Reason.ENDS, len(at.links) if isinstance(at, Span) else 0)

    def _covers(self, rows: list[Row]) -> bool:
        """Tell whether the text has the words of rows at their offsets; they may stand there escaped."""
        text = self.document.text or ""
        for row in rows:
            try:
                start, end = map(self.offsets.to_code_points, (row.begin, row.end))
            except ValueError:
                return False
            if text[start:end] not in (row.words, unescape_text(row.words)):
                return False
        return True

    def _slot(self, marked: Marked, nth: int, role: str, layer: str, target: str) -> None:
        name = f"{marked.id}.{nth}"
        reference = REFERENCE.fullmatch(target)
        if reference is None:
            message = f"{shorten(target)!r} is no target"
            self._refuse("arcs", Reason.MALFORMED, name, message, marked.line, "Such as: 1-4, or 1-4[2].")
            return
        found = self._find(layer, reference[1], int(reference[2] or 0), name, marked.line)
        if found:
            self.document.connect(Arc(name, role, marked.id, found.id, marked.line))

    def _relate(self, row: Row, layer: Layer, nth: int, items: dict[Column, str]) -> None:
        name = f"{layer.short}:{row.id}" + (f"#{nth + 1}" if nth else "")
        found = {
            column.name: value
            for column, item in items.items()
            if column.holds == "value" and (value := _value(item)[0])
        }
        named = next((each for each in ROLES if each in found), None)
        arc = Arc(name, found.pop(named) if named else layer.short, "", "", row.line)
        for feature, value in found.items():
            self._put(arc, feature, value)
        said = next((item for column, item in items.items() if column.holds == "source"), "")
        if not self._ends(arc, row, layer, said) or self.document.connect(arc) is None:
            self._forget(arc)

    def _ends(self, arc: Arc, row: Row, layer: Layer, said: str) -> bool:
        """Give a relation its ends; tell whether they can be found."""
        reference = REFERENCE.fullmatch(said)
        if reference is None:
            message = f"{shorten(said)!r} names no source"
            self._refuse("arcs", Reason.MALFORMED, arc.id, message, row.line, "Such as: 1-3, or 1-3[2_4].")
            return False
        source = self._find(layer.base, reference[1], int(reference[2] or 0), arc.id, row.line)
        target = source and self._find(layer.base, row.id, int(reference[3] or 0), arc.id, row.line)
        if source and target:
            arc.source, arc.target = source.id, target.id
        return bool(source and target)

    def _find(self, layer: str, row: str, number: int, where: str, line: int) -> Marked | None:
        """Return the annotation of a layer that a number or a row names, or the only one of any layer; else refuse."""
        if number:
            candidates = self.numbered.get(number, [])
        else:
            layers = [layer] if layer != ANNOTATION else {each.layer.name for each in self.table.columns}
            candidates = [each for name in sorted(layers) for each in self.on_row.get((name, row), [])]
        of_layer = [each for each in candidates if each.layer.name == layer] or candidates
        if len(of_layer) == 1:
            return of_layer[0]
        said = f"{row}[{number}]" if number else row
        message = f"it names {said}, " + (
            f"which is any of {len(of_layer)}" if of_layer else "where nothing is"
        )
        self._refuse("arcs", Reason.MISSING, where, message, line)
        return None

    def _chains(self) -> None:
        """Say that the elements of each chain are one thing."""
        chains: dict[tuple[Layer, int], list[Marked]] = {}
        for marked in self.marked.values():
            if marked.layer.kind == "CH" and marked.id in self.document.spans:
                chains.setdefault((marked.layer, marked.place[0]), []).append(marked)
        for elements in chains.values():
            ids = tuple(each.id for each in sorted(elements, key=lambda each: each.place))
            self.document.groups += [ids] if len(ids) > 1 else []

    def _refuse(self, what: str, why: Reason, where: str, message: str, line: int, hint: str = "") -> None:
        self.document.refuse(what, why, where, message, hint, line)


def _split(cell: str, separator: str) -> list[str]:
    """Split at a separator, but not where it is escaped; what is escaped stays so."""
    parts = [""]
    for piece in PIECE.findall(cell):
        if piece == separator:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _stack(cell: str) -> list[str]:
    return [] if cell in (NOTHING, "") else _split(cell, "|")


def _value(item: str) -> tuple[str | None, int]:
    """Return an annotation's value and its number: ``PER[1]``; None for ``*``, 0 where it has no number."""
    found = VALUE.fullmatch(item)
    said, number = (found[1], int(found[2] or 0)) if found else (item, 0)
    return None if said in (UNSAID, NOTHING) else unescape(said).strip(), number


def _slots(item: str, none: str) -> list[str]:
    """Return the roles of an annotation's slots, or their targets: ``seller;*``, ``1-2;1-4[3]``."""
    return [] if item in ("", none) else _split(item, ";")


def _fragments(rows: list[Row]) -> tuple[tuple[int, int], ...]:
    """Return what rows cover: from the first to the last of each run of tokens."""
    runs: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: (row.token, row.begin)):
        if runs and row.token <= runs[-1][-1].token + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return tuple((min(row.begin for row in run), max(row.end for row in run)) for run in runs)


def _find_text(file: InputFile, document: Document, sentences: list[Sentence]) -> None:
    """Give the document the text that is at hand, where every sentence stands in it at its offset, else the file's own."""
    folders = [file.path.parent, file.reading.texts]
    if any(folder and look_at(folder / f"{document.id}.txt").is_file() for folder in folders):
        file.find_text(document)
    if document.text is not None and not _agrees(document.text, sentences):
        message = f"{document.id}.txt has other sentences at their offsets; the text of this file is taken"
        document.report("warning", None, message, "Is it the text that was annotated?")
        document.text = None
    if document.text is None:
        document.text, misplaced = rebuilt((sentence.begin, sentence.text) for sentence in sentences)
        for sentence in (sentences[index] for index in misplaced):
            message = f"a sentence can't begin at {sentence.begin:,}: the one before it ends elsewhere"
            hint = "Offsets count UTF-16 units: an emoji is two."
            document.report("refused", None, message, hint, sentence.line)


def _agrees(text: str, sentences: list[Sentence]) -> bool:
    offsets = Offsets(text, Unit.UTF16)
    try:
        return all(
            text.startswith(sentence.text, offsets.to_code_points(sentence.begin))
            for sentence in sentences
            if sentence.begin is not None
        )
    except ValueError:
        return False
