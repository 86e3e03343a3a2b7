"""W3C Web Annotation, as Recogito, Annotorious and Hypothesis write it: https://www.w3.org/TR/annotation-model/.

An annotation with a selector is a span. Its tags are the parts of its label (``Initiative``, ``alleged``), and a tag
such as ``Kind=talks`` is an attribute, ``Link=ISO:KR`` a link; what is ``classifying`` is the label whole, what is
``identifying`` a link, any other text a note; a purpose that isn't the recommendation's is an attribute of that name.
A tag may be an IRI that ends in it; an IRI without a purpose is a link where it is of a knowledge base. One with the motivation ``linking`` is an arc, from its target to its
body, or from the first of two targets to the second, and its tag is the role. Several selected targets are one
discontinuous span. An annotation of an annotation, and a reply to one, adds its bodies to that one; whatever of it
can't be used is kept in mind: it may have said that something is alleged.

The quote decides where a span stands, its prefix, suffix and position among several places. A position counts code
points of the text without markup (https://www.w3.org/TR/annotation-model/#text-quote-selector); browsers' tools count
UTF-16 units, so the unit is that in which most positions agree with their quotes. The article's id is the last part of
its source's IRI, and its text stands beside the file: nothing is fetched.

What several people annotated of one article stays together, with a warning: what they say counts alike, no claim tells
which of them it is from, and what two of them marked is there twice. Export each annotator's work to a file of its own
to keep them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any
from urllib.parse import unquote

from diplograph.graph_loader.beside import look_at
from diplograph.graph_loader.document import Arc, Document, Span
from diplograph.graph_loader.formats.selectors import (
    Places,
    Quotes,
    exact_of,
    position_and_quote,
    position_of,
)
from diplograph.graph_loader.formats.web_model import (
    PAGES,
    Annotation,
    Said,
    Target,
    annotation,
    flat,
    id_of,
    link_of,
    listed,
    motivations_of,
    named_by,
    told_by,
    types_of,
)
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.json_shapes import ShapeError, why
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
    values = [(value, item.line if len(items) > 1 else None) for item in items for value in flat(item.value)]
    given = {name for name in (id_of(value) for value, _ in values) if name}
    found: list[Annotation] = []
    wrong: list[tuple[Any, str, str, int | None]] = []
    for number, (value, line) in enumerate(values, 1):
        name = f"annotation {number}"
        while name in given:
            name += "*"
        try:
            found.append(annotation(value, name, line))
        except (ShapeError, RecursionError) as error:
            wrong.append((value, id_of(value) or name, why(error), line))
    articles = _Articles(file, found, given)
    documents = articles.documents()
    first = documents[0]
    first.problems += problems
    if problems and not found:
        first.unusable = Reason.UNREADABLE
    for value, name, message, line in wrong:
        hint = "Such as https://www.w3.org/TR/annotation-model/ shows it."
        first.refuse("spans", Reason.MALFORMED, name, message, hint, line)
        articles.unheard.append(value)
    articles.relate()
    articles.lose()
    yield from documents


class _Articles:
    """The documents of a file, by the sources that its annotations are about."""

    def __init__(self, file: InputFile, found: list[Annotation], given: set[str]) -> None:
        self.file = file
        self.found = found
        self.by_id: dict[str, list[Annotation]] = {}  # those that have an id
        for each in found:
            if each.id in given:
                self.by_id.setdefault(each.id, []).append(each)
        self.by_source: dict[str | None, Document] = {}
        self.of: dict[str, list[Document]] = {}  # by the id of a span
        self.arcs: dict[str, list[tuple[Document, Arc]]] = {}  # by the id of an annotation
        self.relations: list[Annotation] = []
        self.unheard: list[Any] = []  # refused annotations as the file has them

    def documents(self) -> list[Document]:
        """Return them with their spans, at least one."""
        spans: dict[str | None, list[Annotation]] = {}
        sources = dict.fromkeys(
            target.source
            for each in self.found
            for target in each.places
            if target.source and target.source not in self.by_id
        )
        only = next(iter(sources)) if len(sources) == 1 else None
        for each in self.found:
            if each.places and not self._selects_words_of_another(each):
                spans.setdefault(each.places[0].source or only, []).append(each)
        for source in spans or [None]:
            title = next((each.title for each in spans.get(source, []) if each.title), None)
            self.by_source[source] = self._document(source, title, alone=len(spans) < 2)
        self._others(only)
        for source, said in spans.items():
            document = self.by_source[source]
            self.unheard += _Article(document, said).mark()
            for name in document.spans:
                self.of.setdefault(name, []).append(document)
            self._sign(document, said)
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
        return any(folder is not None and look_at(folder / f"{name}.txt").is_file() for folder in folders)

    def _selects_words_of_another(self, each: Annotation) -> bool:
        return any(place.source in self.by_id for place in each.places)

    def _others(self, only: str | None) -> None:
        """Sort what selects nothing: relations, what is said of other annotations, and what is of no use here."""
        for each in self.found:
            if each.places and self._selects_words_of_another(each):
                message = "it selects words of another annotation"
                self._refuse("spans", Reason.MALFORMED, each, message, "Select words of the article.")
                self.unheard.append(each.raw)
            elif "linking" in each.motivations and not each.places:
                self.relations.append(each)
            else:
                self._tell(each, only)

    def _tell(self, each: Annotation, only: str | None) -> None:
        """Add what an annotation says to those that it is about; refuse each target that isn't here."""
        plain = [target.source for target in each.targets if not target.selectors]
        about: dict[int, Annotation] = {}
        absent = []
        for name in plain:
            reached = [] if name == each.id else self._reached(name)
            about |= {id(one): one for one in reached if one is not each}
            absent += [] if reached else [name]
        for one in about.values():
            _add(one, each.said)
        if not about and not each.places:
            message = "it selects no words: it is about the whole of its source"
            self._refuse("spans", Reason.MALFORMED, each, message, "Select the words that it is about.")
        else:
            first = next(iter(self.by_source.values()))
            for name in absent:
                message = f"there is no annotation {shorten(str(name))!r} that it could be about"
                first.refuse(
                    "spans", Reason.MISSING, each.id, message, "Were all annotations exported?", each.line
                )
        self._lose_of_all(each, {name or only for name in absent})

    def _reached(self, name: str | None) -> list[Annotation]:
        """Return the spans and relations that a target names, by way of what is said of them."""
        found, seen, names = [], set[str](), [name]
        while names:
            name = names.pop()
            if name is None or name in seen:
                continue
            seen.add(name)
            for each in self.by_id.get(name, ()):
                of_words = each.places and not self._selects_words_of_another(each)
                if of_words or (not each.places and "linking" in each.motivations):
                    found.append(each)
                else:
                    names += [target.source for target in each.targets]
        return found

    def _lose_of_all(self, each: Annotation, sources: Set[str | None]) -> None:
        """Keep in mind what is said of whole articles."""
        unnamed = [("", said) for said in (each.said.label, *each.said.wrong) if said]
        for document in [self.by_source[source] for source in sources if source in self.by_source]:
            for name, value in [*unnamed, *each.said.attributes, *each.said.strange]:
                document.lose("", name, value)

    def relate(self) -> None:
        """Draw the arcs."""
        for each in self.relations:
            sources = [target.source or "" for target in each.targets]
            ends = [
                (source, target) for source in sources for target in each.said.named if target in self.by_id
            ]
            if len(sources) == 2 and not ends:
                ends = [(sources[0], sources[1])]
            if not each.said.label or not ends:
                lacks = "two ends" if each.said.label else "a role"
                hint = "A tag is its role; its target is where it begins, its body where it ends."
                self._refuse("arcs", Reason.MALFORMED, each, f"this relation has no {lacks}", hint)
                continue
            for name in each.said.named:
                if name not in self.by_id:
                    message = f"{each.said.label} names {shorten(name)!r}, which isn't in this file"
                    next(iter(self.by_source.values())).refuse(
                        "arcs", Reason.ENDS, each.id, message, line=each.line
                    )
            for number, (source, target) in enumerate(ends, 1):
                self._arc(each, f"{each.id}.{number}" if len(ends) > 1 else each.id, source, target)

    def _arc(self, each: Annotation, name: str, source: str, target: str) -> None:
        of = self.of.get(source) or self.of.get(target) or list(self.by_source.values())
        document = next((one for one in of if target in one.spans), of[0])
        arc = Arc(name, each.said.label, source, target, each.line)
        _qualify(document, arc, each.said)
        for what, number in (("links", len(each.said.links)), ("notes", len(each.said.notes))):
            for _ in range(number):
                document.refuse(
                    what, Reason.MISPLACED, name, f"a relation has no {what} here", line=each.line
                )
        if document.connect(arc):
            self.arcs.setdefault(each.id, []).append((document, arc))
        else:
            document.tally.refuse("attributes", Reason.ENDS, len(arc.attributes))

    def lose(self) -> None:
        """Keep in mind what refused annotations say of spans and arcs: it may be that they are only alleged."""
        for value in self.unheard:
            own, said = id_of(value), told_by(value)
            about = {each.id for name in named_by(value) for each in self._reached(name)} - {own}
            for name in sorted(about):
                for document in self.of.get(name, ()):
                    document.lose(name, "", said)
                for document, arc in self.arcs.get(name, ()):
                    document.lose(arc.id, "", said)

    def _refuse(self, what: str, reason: Reason, each: Annotation, message: str, hint: str) -> None:
        """Refuse an annotation that no article has a place for, with all that it says."""
        document = next(iter(self.by_source.values()))
        document.refuse(what, reason, each.id, message, hint, each.line)
        document.tally.refuse("attributes", reason, len(each.said.attributes))
        document.tally.refuse("links", reason, len(each.said.links))

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
    names = ("whole", "parts", "attributes", "links", "notes", "wrong", "strange")
    for name in names if "linking" in to.motivations else (*names, "named"):
        getattr(to.said, name).extend(getattr(more, name))


def _qualify(document: Document, at: Span | Arc, said: Said) -> None:
    """Give a span or arc what was said of it, but links and notes; what can't be used is kept in mind."""
    for name, value in said.attributes:
        document.qualify(at, name, value)
    for message in said.wrong:
        document.lose_attribute(at.id, "", message, message, "", at.line)
    for name, value in said.strange:
        document.lose(at.id, name, value, strange=True)


class _Article:
    """Places the annotations of one document in its text."""

    def __init__(self, document: Document, annotations: list[Annotation]) -> None:
        self.document = document
        self.annotations = annotations
        self.text = document.text
        document.unit = self._unit()
        self.offsets = Offsets(self.text or "", document.unit)
        self.quotes = Quotes(self.text or "")

    def mark(self) -> list[Mapping[str, Any]]:
        """Take in the spans; return the annotations that were refused, as the file has them."""
        return [each.raw for each in self.annotations if not self._mark(self._span(each), each)]

    def _unit(self) -> Unit:
        """Return the unit in which most positions agree with their quotes."""
        targets = (target for each in self.annotations for target in each.places)
        said = filter(None, map(position_and_quote, targets))
        return agreeing_unit(self.text, said) if self.text is not None else Unit.CODE_POINTS

    def _span(self, each: Annotation) -> Span:
        """Return a span with all that is said of it, and no place yet."""
        span = Span(each.id, each.said.label, (), "", each.line)
        _qualify(self.document, span, each.said)
        span.links += each.said.links
        for iri in each.said.named:
            link = link_of(iri)
            if link:
                span.links.append(link)
            else:
                message = f"its body {shorten(iri)!r} is of no knowledge base, and doesn't say what it is for"
                self.document.lose_attribute(span.id, "", iri, message, "", span.line)
        span.notes += each.said.notes
        return span

    def _mark(self, span: Span, each: Annotation) -> bool:
        """Take in a span, or refuse it with all that is on it."""
        try:
            self._locate(span, each)
        except (ShapeError, UnplacedError) as error:
            reason = Reason.MALFORMED if isinstance(error, ShapeError) else Reason.OFFSETS
            hint = "" if isinstance(error, ShapeError) else "Is it the text that was annotated?"
            self.document.refuse("spans", reason, span.id, str(error), hint, span.line)
            self.document.tally.refuse("attributes", Reason.ENDS, len(span.attributes))
            self.document.tally.refuse("links", Reason.ENDS, len(span.links))
            return False
        if self.document.mark(span):
            return True
        first = self.document.spans.get(span.id)
        if first and (first.label, first.attributes) != (span.label, span.attributes):
            self.document.lose(span.id, "", told_by(each.raw))  # of two with one id: which was meant?
        return False

    def _locate(self, span: Span, each: Annotation) -> None:
        """Give a span its fragments. Raises ShapeError, and UnplacedError."""
        if len({target.source for target in each.places}) > 1:
            raise UnplacedError("its targets are in several sources")
        if not each.said.label:
            raise ShapeError("no tag says what it is")
        places = [self._place(each, target) for target in each.places]
        span.words = " ".join(words for _, words in places if words) if self.text is None else ""
        span.fragments = tuple(sorted(place for place, _ in places))

    def _place(self, each: Annotation, target: Target) -> tuple[tuple[int, int], str]:
        """Return where a target stands, in the document's unit, and its words. Raises ShapeError, and UnplacedError."""
        positions = [place for place in map(position_of, target.plain) if place]
        if self.text is None:
            words = exact_of(target)
            if not positions:
                raise UnplacedError("it has no position, and there is no text to look for its words in")
            return positions[0], words
        stands = self._where_it_says(target, positions)
        if stands:
            return stands, ""
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

    def _where_it_says(self, target: Target, positions: list[tuple[int, int]]) -> tuple[int, int] | None:
        """Return the position at which the quote stands letter by letter: there is nothing to look for."""
        exact = exact_of(target) if len(target.plain) == len(target.selectors) else ""
        for start, end in positions if exact else ():
            try:
                place = self.offsets.to_code_points(start), self.offsets.to_code_points(end)
            except ValueError:
                continue
            if place[1] - place[0] == len(exact) and (self.text or "").startswith(exact, place[0]):
                return start, end
        return None

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
            return self.quotes.places(window, selector)
        place = position_of(selector)
        if place is None:
            return None
        offsets = self.offsets if window == (0, len(text)) else Offsets(text[first:last], self.document.unit)
        try:
            start, end = (first + offsets.to_code_points(each) for each in place)
        except ValueError:
            return Places("", [], [], True)
        return Places("", [(start, end)], [(start, end)], True)
