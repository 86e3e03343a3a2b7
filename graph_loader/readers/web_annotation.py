"""W3C Web Annotation, as Recogito, Annotorious and Hypothesis write it: https://www.w3.org/TR/annotation-model/.

An annotation with a selector is a span. Its tags are the parts of its label (``Initiative``, ``alleged``), and a tag
such as ``Kind=talks`` is an attribute, ``Link=ISO:KR`` a link; what is ``classifying`` is the label whole, what is
``identifying`` a link, any other text a note. One with the motivation ``linking`` is an arc, from its target to its
body, or from the first of two targets to the second, and its tag is the role. Several selected targets are one
discontinuous span. An annotation of an annotation adds its bodies to that one.

The quote decides where a span stands, its prefix, suffix and position among several places. A position counts code
points of the text without markup (https://www.w3.org/TR/annotation-model/#text-quote-selector); browsers' tools count
UTF-16 units, so the unit is that in which most positions agree with their quotes. The article's id is the last part of
its source's IRI, and its text stands beside the file: nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from diplograph.graph_loader.document import Arc, Document, Span
from diplograph.graph_loader.formats.selectors import (
    Places,
    exact_of,
    position_and_quote,
    position_of,
    quoted_in,
)
from diplograph.graph_loader.formats.web_model import (
    PAGES,
    Annotation,
    Said,
    Target,
    annotation,
    flat,
    link_to,
    listed,
    motivations_of,
    types_of,
)
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.json_shapes import ShapeError
from diplograph.graph_loader.offsets import Offsets, Unit, agreeing_unit
from diplograph.graph_loader.problems import Problem, Reason, shorten

CONTEXT = re.compile(r"https?://www\.w3\.org/ns/anno(?:\.jsonld)?")
HYPOTHESIS = (
    {"uri", "user", "target"},
    {"export_date", "annotations"},
)  # its own JSON: annotations, and an export
DEEPEST = 10  # refinements of a selector


class UnplacedError(Exception):
    """A span's words aren't in the text, or in too many places."""


def matches(file: InputFile) -> bool:
    """Tell whether a file's first value is an annotation, or a page, list or export of them."""
    value: Any = file.first_json
    while isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict) and isinstance(value.get("rows"), list) and value["rows"]:
        value = value["rows"][0]
    if not isinstance(value, dict):
        return False
    if any(isinstance(each, str) and CONTEXT.fullmatch(each) for each in listed(value.get("@context"))):
        return True
    types = types_of(value)
    if types & PAGES:
        return "items" in value or "first" in value
    if "target" in value and ("Annotation" in types or "linking" in motivations_of(value)):
        return True
    return any(keys <= value.keys() for keys in HYPOTHESIS)


def read(file: InputFile) -> Iterator[Document]:
    """Yield a document for each source that the file's annotations are about."""
    problems: list[Problem] = []
    items = list(file.json_items(problems))
    found: list[Annotation] = []
    wrong: list[tuple[str, str, int | None]] = []
    for item in items:
        line = item.line if len(items) > 1 else None
        for value in flat(item.value):
            name = f"annotation {len(found) + len(wrong) + 1}"
            try:
                found.append(annotation(value, name, line))
            except ShapeError as error:
                said = value.get("id") if isinstance(value, dict) else None
                wrong.append((said if isinstance(said, str) else name, str(error), line))
    articles = _Articles(file, found)
    documents = articles.documents()
    first = documents[0]
    first.problems += problems
    if problems and not found:
        first.unusable = Reason.UNREADABLE
    for name, message, line in wrong:
        hint = "Such as https://www.w3.org/TR/annotation-model/ shows it."
        first.refuse("spans", Reason.MALFORMED, name, message, hint, line)
    articles.relate()
    yield from documents


class _Articles:
    """The documents of a file, by the sources that its annotations are about."""

    def __init__(self, file: InputFile, found: list[Annotation]) -> None:
        self.file = file
        self.found = found
        self.ids = {each.id for each in found}
        self.by_source: dict[str | None, Document] = {}
        self.of: dict[str, Document] = {}  # by the id of a span
        self.relations: list[Annotation] = []

    def documents(self) -> list[Document]:
        """Return them with their spans, at least one."""
        spans: dict[str | None, list[Annotation]] = {}
        sources = dict.fromkeys(
            target.source for each in self.found for target in each.places if target.source
        )
        only = next(iter(sources)) if len(sources) == 1 else None
        for each in self.found:
            if each.places:
                spans.setdefault(each.places[0].source or only, []).append(each)
        for source in spans or [None]:
            title = next((each.title for each in spans.get(source, []) if each.title), None)
            self.by_source[source] = self._document(source, title, alone=len(spans) < 2)
        self._others()
        for source, said in spans.items():
            _Article(self.by_source[source], said).mark()
            self.of |= dict.fromkeys(self.by_source[source].spans, self.by_source[source])
            self._sign(self.by_source[source], said)
        return list(self.by_source.values())

    def _document(self, source: str | None, title: str | None, alone: bool) -> Document:
        """Return a source's document with its text; one that is alone may have the text of the file's own name."""
        name, url = _name_of(source), source if source and "://" in source else None
        taken = {document.id for document in self.by_source.values()}
        number = len(self.by_source) + 1 if name in taken else None
        stem = self.file.path.stem
        if alone and name and self._has_text(stem) and not self._has_text(name):
            name = stem
        document = self.file.document(None if number else name, number, title=title, url=url)
        self.file.find_text(document)
        return document

    def _has_text(self, name: str) -> bool:
        folders = (self.file.path.parent, self.file.reading.texts)
        return any(folder is not None and folder.joinpath(f"{name}.txt").is_file() for folder in folders)

    def _others(self) -> None:
        """Sort what selects nothing: relations, what is said of other annotations, and what is of no use here."""
        by_id = {each.id: each for each in reversed(self.found)}
        for each in self.found:
            if each.places:
                continue
            named = [target.source for target in each.targets]
            if "linking" in each.motivations:
                self.relations.append(each)
            elif named and all(name in self.ids and name != each.id for name in named):
                for name in named:
                    _add(by_id[name or ""], each.said)
            else:
                message = "it selects no words: it is about the whole of its source"
                self._refuse("spans", Reason.MALFORMED, each, message, "Select the words that it is about.")

    def relate(self) -> None:
        """Draw the arcs."""
        for each in self.relations:
            sources = [target.source or "" for target in each.targets]
            ends = [
                (source, target) for source in sources for target in each.said.named if target in self.ids
            ]
            if len(sources) == 2 and not ends:
                ends = [(sources[0], sources[1])]
            if not each.said.label or not ends:
                lacks = "two ends" if each.said.label else "a role"
                hint = "A tag is its role; its target is where it begins, its body where it ends."
                self._refuse("arcs", Reason.MALFORMED, each, f"this relation has no {lacks}", hint)
            for number, (source, target) in enumerate(ends if each.said.label else [], 1):
                self._arc(each, f"{each.id}.{number}" if len(ends) > 1 else each.id, source, target)

    def _arc(self, each: Annotation, name: str, source: str, target: str) -> None:
        document = self.of.get(source) or self.of.get(target) or next(iter(self.by_source.values()))
        arc = document.connect(Arc(name, each.said.label, source, target, each.line))
        for attribute, value in each.said.attributes if arc else ():
            document.qualify(arc, attribute, value)  # type: ignore[arg-type]  # there is one, or nothing to loop over
        for what, number in (("links", len(each.said.links)), ("notes", len(each.said.notes))):
            for _ in range(number):
                document.refuse(
                    what, Reason.MISPLACED, name, f"a relation has no {what} here", line=each.line
                )
        _say_wrong(document, each, name)

    def _refuse(self, what: str, why: Reason, each: Annotation, message: str, hint: str) -> None:
        document = next(iter(self.by_source.values()))
        document.refuse(what, why, each.id, message, hint, each.line)

    def _sign(self, document: Document, annotations: list[Annotation]) -> None:
        """Say who annotated, where it was one person."""
        names = sorted({each.creator for each in annotations if each.creator})
        if len(names) == 1:
            document.annotator = self.file.reading.annotator(names[0])
        elif names:
            message = f"{len(names)} people annotated it: no claim says which of them it is from"
            document.report("warning", None, message, "Load what each of them annotated on its own.")


def _name_of(source: str | None) -> str | None:
    """Return the last part of an IRI, without its ending, as an article's id."""
    path = re.split(r"[?#]", source or "")[0]
    path = path.partition("://")[2].partition("/")[2] if "://" in path else path
    tail = unquote(re.split(r"[/:]", path.rstrip("/"))[-1])
    return re.sub(r"\.(?:txt|html?|xml|md)$", "", tail) or None


def _add(to: Annotation, more: Said) -> None:
    """Add what another annotation says of one; an IRI is a link of a span, and no end of a relation."""
    names = ("whole", "parts", "attributes", "links", "notes", "wrong")
    for name in names if "linking" in to.motivations else (*names, "named"):
        getattr(to.said, name).extend(getattr(more, name))


def _say_wrong(document: Document, each: Annotation, name: str) -> None:
    for message in each.said.wrong:
        document.refuse("attributes", Reason.MALFORMED, name, message, "", each.line)
        document.lost[name] = f"{document.lost.get(name, '')} {message}"


class _Article:
    """Places the annotations of one document in its text."""

    def __init__(self, document: Document, annotations: list[Annotation]) -> None:
        self.document = document
        self.annotations = annotations
        self.text = document.text
        document.unit = self._unit()
        self.offsets = Offsets(self.text or "", document.unit)

    def mark(self) -> None:
        for each in self.annotations:
            try:
                self._mark(each)
            except (ShapeError, UnplacedError) as error:
                why = Reason.MALFORMED if isinstance(error, ShapeError) else Reason.OFFSETS
                hint = "" if isinstance(error, ShapeError) else "Is it the text that was annotated?"
                self.document.refuse("spans", why, each.id, str(error), hint, each.line)

    def _unit(self) -> Unit:
        """Return the unit in which most positions agree with their quotes."""
        targets = (target for each in self.annotations for target in each.places)
        said = filter(None, map(position_and_quote, targets))
        return agreeing_unit(self.text, said) if self.text is not None else Unit.CODE_POINTS

    def _mark(self, each: Annotation) -> None:
        """Take in a span. Raises ShapeError, and UnplacedError."""
        if len({target.source for target in each.places}) > 1:
            raise UnplacedError("its targets are in several sources")
        if not each.said.label:
            raise ShapeError("no tag says what it is")
        places = [self._place(each, target) for target in each.places]
        words = " ".join(words for _, words in places if words) if self.text is None else ""
        fragments = tuple(sorted(place for place, _ in places))
        span = self.document.mark(Span(each.id, each.said.label, fragments, words, each.line))
        if span is None:
            return
        for name, value in each.said.attributes:
            self.document.qualify(span, name, value)
        span.links += each.said.links + [link_to(iri) for iri in each.said.named]
        span.notes += each.said.notes
        _say_wrong(self.document, each, each.id)

    def _place(self, each: Annotation, target: Target) -> tuple[tuple[int, int], str]:
        """Return where a target stands, in the document's unit, and its words. Raises ShapeError, and UnplacedError."""
        positions = [place for place in map(position_of, target.plain) if place]
        if self.text is None:
            words = exact_of(target)
            if not positions:
                raise UnplacedError("it has no position, and there is no text to look for its words in")
            return positions[0], words
        found = [places for places in (self._found(selector) for selector in target.selectors) if places]
        quoted = next((places for places in found if places.quote), None)
        if quoted is None:
            places = positions or [self._in_unit(place) for one in found for place in one.fitting]
            if not places:
                kinds = ", ".join(sorted({kind for one in target.selectors for kind in types_of(one)}))
                raise ShapeError(f"nothing selects its words in this text: {kinds or 'no selector'}")
            return places[0], ""
        exact = [place for one in found if not one.quote for place in one.fitting]
        return self._in_unit(self._decide(each, quoted, exact, positions)), ""

    def _decide(
        self, each: Annotation, quoted: Places, exact: list[tuple[int, int]], positions: list[tuple[int, int]]
    ) -> tuple[int, int]:
        """Return the place of a quote: where the position is, else the only one. Raises UnplacedError."""
        agreed = next((place for place in exact if place in quoted.anywhere), None)
        if agreed:
            return agreed
        said = (
            f"; its position is {positions[0][0]}:{positions[0][1]} {self.document.unit}" if positions else ""
        )
        if len(quoted.fitting) != 1:
            count = len(quoted.anywhere)
            where = f"stands {count} times in the text" if count else "isn't in the text"
            raise UnplacedError(f"{shorten(quoted.quote)!r} {where}{said}")
        if said or not quoted.in_context:
            start, end = self._in_unit(quoted.fitting[0])
            message = f"{shorten(quoted.quote)!r} stands at {start}:{end}{said}"
            span = Span(each.id, "", (), "", each.line)
            self.document.report("warning", span, message, "Was the text changed?")
        return quoted.fitting[0]

    def _in_unit(self, place: tuple[int, int]) -> tuple[int, int]:
        return self.offsets.from_code_points(place[0]), self.offsets.from_code_points(place[1])

    def _found(self, selector: dict[str, Any]) -> Places | None:
        """Return the places that a selector and its refinements select, in code points. Raises ShapeError."""
        text, windows = self.text or "", [(0, len(self.text or ""))]
        found: Places | None = None
        for _ in range(DEEPEST):
            several = [self._within(text, window, selector) for window in windows]
            usable = [each for each in several if each is not None]
            if not usable:
                return None
            found = Places(
                usable[0].quote,
                [place for each in usable for place in each.fitting],
                [place for each in usable for place in each.anywhere],
                all(each.in_context for each in usable),
            )
            windows = found.fitting
            refined = listed(selector.get("refinedBy"))
            if not refined or not isinstance(refined[0], dict) or not windows:
                return found
            selector = refined[0]
        return found

    def _within(self, text: str, window: tuple[int, int], selector: dict[str, Any]) -> Places | None:
        """Return what a selector selects in a part of the text, or None for one that is made for markup."""
        first, last = window
        if "TextQuoteSelector" in types_of(selector):
            return quoted_in(text, window, selector)
        place = position_of(selector)
        if place is None:
            return None
        offsets = self.offsets if window == (0, len(text)) else Offsets(text[first:last], self.document.unit)
        try:
            start, end = (first + offsets.to_code_points(each) for each in place)
        except ValueError:
            return Places("", [], [], True)
        return Places("", [(start, end)], [(start, end)], True)
