"""WebAnno TSV 3.3: NAME.tsv, metadata.csv, and layers.json; NAME.txt too where the format can't carry a text exactly.

INCEpTION imports a file into a project that has its layers: import layers.json first. They are those that INCEpTION's
configuration offers; since the format has no feature with several values, a link is in ``identifier``, then in
``identifier2``, …, and a note in ``Comment``, ``Comment2``, …
(https://inception-project.github.io/documentation/, user guide, « WebAnno TSV 3.3 File format »).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise
from pathlib import Path

import sentencex

from diplograph.exports.annotation_config.inception import CONCEPT, LABEL, RELATION, ROLE, SPAN, layers
from diplograph.graph_loader.document import Arc, Document, Span
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.formats.layers import DIGITS, LINKS, NOTES
from diplograph.graph_loader.formats.tsv import rebuilt
from diplograph.graph_loader.knowledge_bases import iri_of
from diplograph.graph_loader.labels import compose
from diplograph.graph_loader.metadata import write_metadata
from diplograph.graph_loader.offsets import Offsets, Unit
from diplograph.ontology.load import load as load_ontology

HOLDS = frozenset(
    {
        Feature.ATTRIBUTES,
        Feature.ARC_ATTRIBUTES,
        Feature.LINKS,
        Feature.SEVERAL_LINKS,
        Feature.NOTES,
    }
)
COMMENT = "Comment"
FEATURE = re.compile(r"[A-Za-z]\w*", re.ASCII)  # a name that UIMA allows
TAKEN = {LABEL, ROLE, "begin", "end", "sofa", "governor", "dependent", *LINKS, *NOTES}
HEADS = ("ROLE_", "BT_")  # begin columns of another kind
MARKS = "\u0300-\u036f\u200d\ufe0e\ufe0f"  # what stands on the letter before it
WORD = re.compile(rf"(?:\w[{MARKS}]*)+|\S[{MARKS}]*")
RESERVED = re.compile(r"->|[\\\[\]|_;*\t\n\r]")
CONTROL = re.compile(r"[\x00-\x0a\x0c-\x1f\\]")  # a vertical tab stays as it is
LETTERS = {"\t": "t", "\n": "n", "\r": "r", "\f": "f", "\b": "b"}


@dataclass
class Token:
    """A token: its place in code points, its id in the file, and the spans that stand on it."""

    start: int
    end: int
    id: str = ""
    spans: list[str] = field(default_factory=list)


def write(documents: Iterable[Document], folder: Path) -> Iterator[Path]:
    """Write one .tsv file a document, its text where that is needed, one metadata.csv and the layers."""
    about = {}
    on_spans: dict[str, None] = {}
    on_arcs: dict[str, None] = {}
    for document in documents:
        about[document.id] = document.metadata
        sheet = _Sheet(document)
        on_spans |= dict.fromkeys(sheet.columns[1:])
        on_arcs |= dict.fromkeys(sheet.arc_columns[1:])
        path = folder / f"{document.id}.tsv"
        with path.open("x", encoding="utf-8", newline="") as file:
            file.writelines(f"{line}\n" for line in sheet.lines())
        yield path
        if not sheet.is_exact():
            text = folder / f"{document.id}.txt"
            with text.open("xb") as raw:
                raw.write((document.text or "").encode())
            yield text
    yield write_metadata(folder, about)
    path = folder / "layers.json"
    with path.open("x", encoding="utf-8") as file:
        file.write(layers(load_ontology(), [name for name in on_spans if name != CONCEPT], on_arcs))
    yield path


class _Sheet:
    """The lines of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sentences = _sentences(document)
        self.offsets = Offsets(document.text or "", Unit.UTF16)
        self.tokens = [token for _, tokens in self.sentences for token in tokens]
        self.first: dict[str, Token] = {}
        self.numbers = self._place_spans()
        self.said = {name: _features(span) for name, span in document.spans.items()}
        self.arcs = {id(arc): _arc_features(arc) for arc in document.arcs}
        self.onto: dict[str, list[Arc]] = {}
        for arc in document.arcs:
            self.onto.setdefault(self.first[arc.target].id, []).append(arc)
        self.columns = _names(self.said.values(), LABEL)
        self.arc_columns = _names(self.arcs.values(), ROLE)

    def lines(self) -> Iterator[str]:
        """Yield every line; a layer that nothing is in isn't declared."""
        yield "#FORMAT=WebAnno TSV 3.3"
        if self.document.spans:
            yield f"#T_SP={'|'.join((SPAN, *self.columns))}"
        if self.document.arcs:
            yield f"#T_RL={'|'.join((RELATION, *self.arc_columns, f'BT_{SPAN}'))}"
        yield ""
        for said, tokens in self.sentences:
            yield ""
            yield from (f"#Text={_text(line)}" for line in said.split("\n"))
            yield from map(self._row, tokens)

    def is_exact(self) -> bool:
        """Tell whether the text can be put together again from the sentences alone."""
        starts = (self.offsets.from_code_points(tokens[0].start) for _, tokens in self.sentences)
        text, _ = rebuilt(zip(starts, (said for said, _ in self.sentences), strict=True))
        return text == (self.document.text or "")

    def _place_spans(self) -> dict[str, int]:
        """Put the spans on their tokens; return the numbers of those that share a row or stand on several."""
        numbered: dict[str, int] = {}
        starts = {token.start: index for index, token in enumerate(self.tokens)}
        for name, span in self.document.spans.items():
            index = starts[span.start]
            self.first[name] = self.tokens[index]
            while index < len(self.tokens) and self.tokens[index].start < span.end:
                self.tokens[index].spans.append(name)
                index += 1
        for token in self.tokens:
            for name in token.spans:
                if len(token.spans) > 1 or self.document.spans[name].end > token.end:
                    numbered.setdefault(name, len(numbered) + 1)
        return numbered

    def _row(self, token: Token) -> str:
        start, end = map(self.offsets.from_code_points, (token.start, token.end))
        words = (self.document.text or "")[token.start : token.end]
        cells = [token.id, f"{start}-{end}", _text(words) if words.isspace() else words]
        if self.document.spans:
            cells += self._span_cells(token)
        if self.document.arcs:
            cells += self._arc_cells(token)
        return "\t".join([*cells, ""])

    def _span_cells(self, token: Token) -> Iterator[str]:
        for column in self.columns:
            yield "|".join(_cell(self.said[name], column) + self._number(name) for name in token.spans) or "_"

    def _arc_cells(self, token: Token) -> Iterator[str]:
        here = self.onto.get(token.id, [])
        for column in self.arc_columns:
            yield "|".join(_cell(self.arcs[id(arc)], column) for arc in here) or "_"
        yield "|".join(map(self._source, here)) or "_"

    def _source(self, arc: Arc) -> str:
        source, target = self.numbers.get(arc.source, 0), self.numbers.get(arc.target, 0)
        return self.first[arc.source].id + (f"[{source}_{target}]" if source or target else "")

    def _number(self, name: str) -> str:
        return f"[{self.numbers[name]}]" if name in self.numbers else ""


def _sentences(document: Document) -> list[tuple[str, list[Token]]]:
    """Return the text of each sentence and its tokens; it reaches to the next, but for one line break between them."""
    text, tokens = document.text or "", _tokens(document)
    found = sentencex.get_sentence_boundaries(document.metadata.language or "fr", text)
    bounds = sorted(each["start_index"] for each in found)
    by_sentence = groupby(tokens, lambda token: bisect_right(bounds, token.start))
    parts = [list(group) for _, group in by_sentence]
    for nth, part in enumerate(parts, 1):
        for number, token in enumerate(part, 1):
            token.id = f"{nth}-{number}"
    ends = [part[0].start for part in parts[1:]] + [len(text)] * bool(parts)
    said = [text[part[0].start : end] for part, end in zip(parts, ends, strict=True)]
    return [*zip([each.removesuffix("\n") for each in said[:-1]] + said[-1:], parts, strict=True)]


def _tokens(document: Document) -> list[Token]:
    """Cut a text into words so that every span begins and ends with one; spaces are a token only where a span needs them."""
    text = document.text or ""
    words = [match.span() for match in WORD.finditer(text)]
    spans = document.spans.values()
    edges = {edge for span in spans for edge in (span.start, span.end)}
    cuts = sorted(edges.union(*words))
    pieces = [(start, end) for start, end in pairwise(cuts)]
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    return [
        Token(start, end)
        for start, end in pieces
        if not text[start:end].isspace() or start in starts or end in ends
    ]


def _features(span: Span) -> dict[str, str]:
    """Return a span's features; an attribute whose name can't be one goes into its label."""
    named, others = _parted(span.attributes)
    links = [iri_of(link.target) or link.target for link in span.links]
    several = [*_several(CONCEPT, links), *_several(COMMENT, span.notes)]
    return {LABEL: compose(span.label, others) if others else span.label} | named | dict(several)


def _arc_features(arc: Arc) -> dict[str, str]:
    named, others = _parted(arc.attributes)
    return {ROLE: compose(arc.role, others) if others else arc.role} | named


def _parted(attributes: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Part attributes by whether a feature can have their name."""
    fit = {
        name
        for name in attributes
        if FEATURE.fullmatch(name)
        and not name.startswith(HEADS)
        and name.rstrip(DIGITS).casefold() not in TAKEN
    }
    named = {name: value for name, value in attributes.items() if name in fit}
    return named, {name: value for name, value in attributes.items() if name not in fit}


def _several(name: str, values: list[str]) -> Iterator[tuple[str, str]]:
    return ((f"{name}{nth if nth > 1 else ''}", value) for nth, value in enumerate(values, 1))


def _names(said: Iterable[Mapping[str, str]], first: str) -> list[str]:
    return [first, *sorted(set(chain.from_iterable(said)) - {first})]


def _cell(said: Mapping[str, str], column: str) -> str:
    """Return a feature's value, escaped; ``*`` where there is none."""
    value = said.get(column) or ""
    return RESERVED.sub(lambda found: "\\" + LETTERS.get(found[0], found[0]), value) or "*"


def _text(line: str) -> str:
    """Escape a line of the text: control characters and backslashes."""
    return CONTROL.sub(lambda found: "\\" + LETTERS.get(found[0], found[0]), line)
