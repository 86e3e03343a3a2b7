"""The input as every reader yields it: an article, the spans somebody marked in it, the arcs between them.

Nothing here knows the ontology: labels, roles and attributes are as the annotator wrote them.
Offsets are code points of the text as it is; a text is never normalised before they are applied.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from diplograph.graph_loader.problems import Problem, Severity


@dataclass(frozen=True)
class Metadata:
    """What is known about the article itself; dates are EDTF and may be a month."""

    title: str | None = None
    publisher: str | None = None
    issued: str | None = None
    modified: str | None = None
    language: str | None = None
    url: str | None = None
    cites: tuple[str, ...] = ()
    translation_of: str | None = None
    machine_translated: bool = False


@dataclass(frozen=True)
class Link:
    """A reference to a knowledge base, such as ``ISO:KR``, and the name the annotator saw there."""

    target: str
    name: str | None = None


@dataclass
class Span:
    """A marked stretch of text, or an event that such a stretch announces.

    ``fragments`` are [start, end) pairs in reading order; several make the span discontinuous. ``words`` are the
    covered words as the file repeats them.
    """

    id: str
    label: str
    fragments: tuple[tuple[int, int], ...]
    words: str
    line: int | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        """First offset covered."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Offset behind the last one covered."""
        return self.fragments[-1][1]


@dataclass
class Arc:
    """A directed, labelled arc between two spans, by their ids."""

    id: str
    role: str
    source: str
    target: str
    line: int | None = None
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass
class Document:
    """An annotated article. ``groups`` are sets of span ids that are one thing (brat's Equiv).

    ``counts`` say how many spans, arcs, attributes and links were read, ``refused`` how many of these the reader left
    out; ``lost`` is the text of attributes that it couldn't use, by the id they are on.
    """

    id: str
    file: str
    text: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    spans: dict[str, Span] = field(default_factory=dict)
    arcs: list[Arc] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    lost: dict[str, str] = field(default_factory=dict)

    def report(
        self, severity: Severity, at: Span | Arc | None, message: str, hint: str = "", line: int | None = None
    ) -> None:
        """Note a problem of a span, an arc or the file."""
        where = at.id if at else ""
        self.problems.append(Problem(severity, self.file, at.line if at else line, where, message, hint))

    def ends(self, arc: Arc) -> tuple[Span, Span]:
        """Return the arc's source and target; both exist in what a reader yields."""
        return self.spans[arc.source], self.spans[arc.target]
