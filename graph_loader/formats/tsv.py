"""The lines of WebAnno TSV 3: what the header declares, the sentences with their text, the rows with their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from diplograph.graph_loader.document import Document
from diplograph.graph_loader.problems import Reason, shorten

LAYER = re.compile(r"#T_(SP|RL|CH)=([^|]+)(.*)")
ROW = re.compile(r"(\d{1,9}-\d{1,9})(\.\d{1,9})?")
PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
ESCAPED_TEXT = re.compile(r"\\([\x00-\x07\x0e-\x1ftnfrb\\])")
ESCAPED_JAVA = re.compile(r"\\(u+[0-9a-fA-F]{4}|[0-3]?[0-7]{1,2}|.)")  # the #Text lines of 3.0 and 3.1
CONTROLS = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}
LONGEST_GAP = 100_000  # between two sentences; a longer one is a broken offset


@dataclass(frozen=True)
class Layer:
    """A layer of the header: its name in UIMA, what it is called here, its kind (SP, RL or CH), and its base layer."""

    name: str
    short: str
    kind: str
    base: str = ""  # of a relation layer: that of its ends

    @property
    def called(self) -> str:
        """Its label for what has none of its own."""
        return self.short.removesuffix("Link") if self.kind == "CH" else self.short


@dataclass(frozen=True)
class Column:
    """A column: its layer, its feature, and what it holds: a value, nothing, roles, their targets or a source."""

    layer: Layer
    name: str
    holds: str
    of: str = ""  # the layer of the targets


@dataclass
class Sentence:
    """The lines of a sentence, unescaped, and where its first token begins, in UTF-16 units."""

    line: int
    lines: list[str] = field(default_factory=list)
    begin: int | None = None

    @property
    def text(self) -> str:
        """Its text, on one line or on several."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Row:
    """A token or a part of one: its id in the file, its place in UTF-16 units, its words, and the number of its token."""

    id: str
    line: int
    begin: int
    end: int
    words: str
    token: int


class Table:
    """The lines of a file: columns, sentences and rows. What can't be read is refused with its line."""

    def __init__(self, document: Document, java: bool) -> None:
        self.document = document
        self.columns: list[Column] = []
        self.sentences: list[Sentence] = []
        self.rows: list[tuple[Row, list[str]]] = []
        self.broken: dict[int, int] = {}  # numbers of annotations on a row that was refused, and its line
        self._unescape = _unescape_java if java else unescape_text
        self._lines: dict[str, int] = {}
        self._tokens = 0
        self._header_open = True

    def take(self, lines: list[str]) -> None:
        """Take every line behind the first."""
        layers: list[tuple[int, str, str, str]] = []
        for number, line in enumerate(lines[1:], 2):
            declared = LAYER.fullmatch(line)
            if declared and not self.sentences:
                layers.append((number, declared[1], declared[2], declared[3]))
            elif line.startswith("#Text="):
                self._begin_columns(layers)
                self._text_line(number, line.removeprefix("#Text="))
            elif line and not line.startswith("#"):
                self._begin_columns(layers)
                self._row(number, line)
        if not self.rows:
            self.document.report("warning", None, "no token in this file", "Is it the right one, and saved?")

    def _begin_columns(self, layers: list[tuple[int, str, str, str]]) -> None:
        if not self._header_open:
            return
        self._header_open = False
        shorts = [_short(name) for _, _, name, _ in layers]
        for line, kind, name, rest in layers:
            short = _short(name) if shorts.count(_short(name)) == 1 else name
            features = [each for each in rest.split("|") if each]
            base = next((each[3:] for each in features if kind == "RL" and each.startswith("BT_")), "")
            layer = Layer(name, short, kind, base)
            if kind == "RL" and not base:
                message = f"the layer {name} doesn't say between what its relations are"
                self.document.report(
                    "refused", None, message, "A relation layer ends in |BT_ and a layer.", line
                )
            before = Column(layer, "", "nothing")
            for feature in features or [""]:
                before = _column(layer, feature, before)
                if before in self.columns:
                    message = f"the layer {name} has the column {shorten(feature)} twice"
                    self.document.give_up(message, "Export it again, with each layer and feature once.", line)
                self.columns.append(before)

    def _text_line(self, number: int, said: str) -> None:
        if not self.sentences or self.sentences[-1].begin is not None:
            self.sentences.append(Sentence(number))
        self.sentences[-1].lines.append(self._unescape(said))

    def _row(self, number: int, line: str) -> None:
        cells = line.split("\t")
        named = ROW.fullmatch(cells[0])
        place = PLACE.fullmatch(cells[1]) if len(cells) > 1 else None
        if not named or not place or len(cells) < 3:
            self._refuse(number, cells, f"no row: {shorten(line)!r}", "Such as: 1-2<TAB>4-8<TAB>Haag<TAB>_.")
            return
        begin, end = int(place[1]), int(place[2])
        if cells[0] in self._lines:
            message = f"the row {cells[0]} stands already on line {self._lines[cells[0]]}; the first counts"
            self._refuse(number, cells, message, "Number each row once.", Reason.REPEATED)
            return
        self._lines[cells[0]] = number
        self._tokens += not named[2]
        if not named[2]:
            self._begin_sentence(number, begin)
        words, values = self._parted(cells[2:], end - begin)
        if len(values) != len(self.columns):
            message = f"{len(values)} columns behind the token; the header declares {len(self.columns)}"
            self._refuse(number, cells, message, "Is the file whole?")
            return
        self.rows.append((Row(cells[0], number, begin, end, words, self._tokens), values))

    def _begin_sentence(self, line: int, begin: int) -> None:
        if not self.sentences:
            self.document.report("refused", None, "a token before any #Text line", "Export it again.", line)
            self.sentences.append(Sentence(line))
        if self.sentences[-1].begin is None:
            self.sentences[-1].begin = begin

    def _parted(self, cells: list[str], length: int) -> tuple[str, list[str]]:
        """Return a row's words and values. A token that holds a tab is known by its length; a row may end in one."""
        surplus = len(cells) - 1 - len(self.columns)
        surplus -= surplus > 0 and cells[-1] == ""
        words = "\t".join(cells[: surplus + 1]) if surplus > 0 else cells[0]
        if surplus > 0 and units(words) != length:
            return cells[0], cells[1:]
        first = max(surplus, 0) + 1
        return words, cells[first : first + len(self.columns)]

    def _refuse(
        self, line: int, cells: list[str], message: str, hint: str, why: Reason = Reason.MALFORMED
    ) -> None:
        self.document.refuse("spans", why, shorten(cells[0]), message, hint, line)
        slots = any(column.holds == "target" for column in self.columns)
        for cell in cells[2:]:
            if not (slots and PLACE.match(cell)):  # there it would be the number of a target
                self.broken |= {int(number): line for number in re.findall(r"\[(\d{1,9})\]", cell)}


def unescape_text(line: str) -> str:
    """Return what a ``#Text`` line says, from 3.2 on."""
    return ESCAPED_TEXT.sub(lambda found: CONTROLS.get(found[1], found[1]), line)


def rebuilt(sentences: Iterable[tuple[int | None, str]]) -> tuple[str, list[int]]:
    """Return the text of sentences, each at its offset in UTF-16 units, and the indexes of those that can't stand there.

    A gap is a line break, then spaces.
    """
    text, length, misplaced = [], 0, []
    for index, (begin, words) in enumerate(sentences):
        gap = min(length, 1) if begin is None else begin - length
        if not 0 <= gap <= LONGEST_GAP:
            misplaced.append(index)
            gap = min(length, 1)
        text += ["\n" + " " * (gap - 1) if gap and length else " " * gap, words]
        length += gap + units(words)
    return "".join(text), misplaced


def _column(layer: Layer, feature: str, before: Column) -> Column:
    """Return what a feature of the header declares; the target of a slot stands behind its role."""
    if layer.kind == "RL" and feature.startswith("BT_"):
        return Column(layer, feature, "source")
    if layer.kind == "SP" and feature.startswith("ROLE_"):
        name, dot, _ = feature.rpartition(":")[2].partition(".")
        return Column(layer, name.rpartition("_")[0] if dot else name.partition("_")[0], "role")
    if before.holds == "role":
        return Column(layer, before.name, "target", feature)
    return Column(layer, feature, "value" if feature else "nothing")


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def units(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _unescape_java(line: str) -> str:
    """Return what a ``#Text`` line of 3.0 or 3.1 says: it is escaped as Java's literals are."""

    def letter(found: re.Match[str]) -> str:
        said = found[1]
        if said[0] == "u" and len(said) > 1:
            return chr(int(said.lstrip("u"), 16))
        return chr(int(said, 8)) if said.isdigit() else CONTROLS.get(said, said)

    return ESCAPED_JAVA.sub(letter, line).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
