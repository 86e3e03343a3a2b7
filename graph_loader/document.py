"""The input as every reader yields it: an article, the spans somebody marked in it, the arcs between them.

Nothing here knows the ontology: labels, roles and attributes are as the annotator wrote them.
Offsets are code points of the text as it is; a text is never normalised before they are applied.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from diplograph.graph_loader.doubt import is_doubtful
from diplograph.graph_loader.offsets import Offsets, Unit, covers, one_line
from diplograph.graph_loader.problems import Problem, Reason, Severity, shorten
from diplograph.graph_loader.tally import Tally

LINK = "Link"  # the attribute that is a link, in tools that have none
SAME = "sameAs"  # the role that makes two spans one thing, in tools that have no equivalences


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

    ``unit`` is what the file's offsets count; those of ``spans`` are code points, but where a file counts UTF-16 units
    and there is no text to turn them by. ``annotator`` is a pseudonym, unless names were asked for. ``qualified`` tells
    whether the file has a place for attributes such as Modality. ``lost`` is what of a span or arc couldn't be used, by
    its id: names and values; under no id what was said of all of them. A document that is ``unusable`` for some reason
    says nothing: its article stays in the graph as it is.
    """

    id: str
    file: str
    text: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    unit: Unit = Unit.CODE_POINTS
    annotator: str | None = None
    qualified: bool = True
    unusable: Reason | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    arcs: list[Arc] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    lost: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def report(
        self, severity: Severity, at: Span | Arc | None, message: str, hint: str = "", line: int | None = None
    ) -> None:
        """Note a problem of a span, an arc or the file."""
        where = at.id if at else ""
        self.problems.append(Problem(severity, self.file, at.line if at else line, where, message, hint))

    def refuse(
        self,
        what: str,
        reason: Reason,
        where: str,
        message: str,
        hint: str = "",
        line: int | None = None,
    ) -> None:
        """Leave out one span, arc, attribute or link that a reader can't use; ``where`` is its id in the file."""
        self.tally.refuse(what, reason)
        self.problems.append(Problem("refused", self.file, line, where, message, hint))

    def give_up(
        self, message: str, hint: str = "", line: int | None = None, why: Reason = Reason.UNREADABLE
    ) -> None:
        """Note why nothing of this document can be used."""
        self.unusable = why
        self.problems.append(Problem("refused", self.file, line, "", message, hint))

    def lose(self, where: str, name: str, value: str, strange: bool = False) -> None:
        """Keep in mind what couldn't be used of a span or arc: it may have said that something is only alleged.

        Of what is ``strange``, a key that the format doesn't have, only what sounds so is kept.
        """
        if not strange or is_doubtful(name, value):
            self.lost.setdefault(where, []).append((name, value))

    def lose_attribute(
        self, where: str, name: str, value: str, message: str, hint: str = "", line: int | None = None
    ) -> None:
        """Refuse an attribute that can't be read, and keep in mind what it may have said."""
        self.lose(where, name, value)
        self.refuse("attributes", Reason.MALFORMED, where, message, hint, line)

    def mark(self, span: Span) -> Span | None:
        """Take in a span whose fragments are in the file's unit; refuse it, with all that is on it, where they don't fit.

        Its words are compared with the text's where the file repeats them, and are taken from there where it doesn't.
        """
        if self._fits(span):
            self.spans[span.id] = span
            return span
        self.tally.refuse("attributes", Reason.ENDS, len(span.attributes))
        self.tally.refuse("links", Reason.ENDS, len(span.links))
        return None

    def _fits(self, span: Span) -> bool:
        if span.id in self.spans:
            first = self.spans[span.id].line
            message = (
                f"the id {span.id} stands already{f' on line {first}' if first else ''}; the first counts"
            )
            self.refuse("spans", Reason.REPEATED, span.id, message, "Give it an id of its own.", span.line)
            return False
        if not span.fragments or any(start >= end or start < 0 for start, end in span.fragments):
            message = f"{_pairs(span.fragments)} covers nothing"
            self.refuse(
                "spans", Reason.OFFSETS, span.id, message, "A span has a start before its end.", span.line
            )
            return False
        return self._placed(span)

    def connect(self, arc: Arc) -> Arc | None:
        """Take in an arc between two spans that are here; refuse any other."""
        for name in (arc.source, arc.target):
            if name not in self.spans:
                fate = "which was refused or isn't in this file"
                self.refuse("arcs", Reason.ENDS, arc.id, f"{arc.role} names {name}, {fate}", line=arc.line)
                return None
        self.arcs.append(arc)
        return arc

    def qualify(self, at: Span | Arc, name: str, value: str) -> None:
        """Give a span or arc an attribute; one of a span that is named ``Link`` is a link.

        Of two values that disagree neither is kept: which was meant is not ours to say. Space around one is none of it.
        """
        value = value.strip()
        if name == LINK and isinstance(at, Span):
            at.links.append(Link(value))
        elif any(lost == name for lost, _ in self.lost.get(at.id, ())):
            self.tally.refuse("attributes", Reason.VALUE)
        elif at.attributes.get(name, value) == value:
            at.attributes[name] = value
        else:
            said = f"{shorten(at.attributes.pop(name))!r} and {shorten(value)!r}"
            self.lose(at.id, name, said)
            self.tally.refuse("attributes", Reason.VALUE)
            self.refuse("attributes", Reason.VALUE, at.id, f"its {name} is {said}", "Keep one.", at.line)

    def ends(self, arc: Arc) -> tuple[Span, Span]:
        """Return the arc's source and target; both exist in what a reader yields."""
        return self.spans[arc.source], self.spans[arc.target]

    def count(self) -> None:
        """Count what was read: what is here now, and what was left out on the way."""
        on: list[Span | Arc] = [*self.spans.values(), *self.arcs]
        inside = {
            "spans": len(self.spans),
            "arcs": len(self.arcs),
            "attributes": sum(len(each.attributes) for each in on),
            "links": sum(len(span.links) for span in self.spans.values()),
        }
        self.tally.read = Counter(
            {what: count + sum(self.tally.fates(what).values()) for what, count in inside.items()}
        )

    @cached_property
    def _offsets(self) -> Offsets:
        return Offsets(self.text or "", self.unit)

    @cached_property
    def _others(self) -> tuple[Unit, Offsets]:
        """The unit that the file doesn't count, asked for only where its own doesn't fit."""
        other = next(unit for unit in Unit if unit is not self.unit)
        return other, Offsets(self.text or "", other)

    def _placed(self, span: Span) -> bool:
        """Turn a span's fragments into code points; without a text, trust the file."""
        if self.text is None:
            span.fragments = tuple(sorted(span.fragments))
            return True
        said = span.fragments
        try:
            places = [tuple(map(self._offsets.to_code_points, pair)) for pair in said]
        except ValueError as error:
            message = f"{_pairs(said)}: {error} {self.unit}"
            self.refuse(
                "spans", Reason.OFFSETS, span.id, message, "Is it the text that was annotated?", span.line
            )
            return False
        found = " ".join(self.text[start:end] for start, end in places)
        if span.words and one_line(found) != one_line(span.words):
            message = f'"{shorten(span.words)}" ≠ article[{_pairs(said)}] "{shorten(found)}"'
            self.refuse(
                "spans", Reason.OFFSETS, span.id, message, self._other_unit(said, span.words), span.line
            )
            return False
        span.fragments = tuple(sorted((start, end) for start, end in places))
        span.words = span.words or found
        return True

    def _other_unit(self, said: tuple[tuple[int, int], ...], words: str) -> str:
        """Return the hint of offsets that cover other words: the unit they count, and whether the other one would fit."""
        other, offsets = self._others
        fits = len(said) == 1 and covers(self.text or "", offsets, *said[0], words)
        hint = f"Offsets are {self.unit} of the text of {self.id} as it is; it has {self._offsets.length:,}."
        return f"{hint} Counted in {other} they would fit: was the text changed?" if fits else hint


def _pairs(fragments: tuple[tuple[int, int], ...]) -> str:
    return ";".join(f"{start}:{end}" for start, end in fragments)
