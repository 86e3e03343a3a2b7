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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.json_shapes import ShapeError, maybe, need
from diplograph.graph_loader.offsets import Offsets, Unit, agreeing_unit, one_line
from diplograph.graph_loader.problems import Problem, Reason, shorten
from diplograph.graph_loader.readers.inception import KNOWLEDGE

CONTEXT = re.compile(r"https?://www\.w3\.org/ns/anno(?:\.jsonld)?")
HOLDERS = (
    "items",
    "first",
    "rows",
    "@graph",
    "annotations",
)  # what pages, Hypothesis and graphs keep them in
PAGES = {"AnnotationPage", "AnnotationCollection"}
HYPOTHESIS = (
    {"uri", "user", "target"},
    {"export_date", "annotations"},
)  # its own JSON: annotations, and an export
SEVERAL = {"Composite", "List"}
CHAR = re.compile(r"char=(\d{1,9}),(\d{1,9})")  # RFC 5147
NAMED = re.compile(r"((?:[^=\\]|\\.)+)=(.*)", re.DOTALL)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
TAGS, LINKS = ("tagging",), ("identifying", "linking")
LINK = "Link"
DEEPEST = 10  # refinements of a selector
MOST = 10_000  # places of one quote


@dataclass(frozen=True)
class Target:
    """What an annotation is about: a source or another annotation, and the selectors of a part of it."""

    source: str | None
    selectors: tuple[dict[str, Any], ...] = ()

    @property
    def plain(self) -> list[dict[str, Any]]:
        """The selectors that nothing refines: they select all that is meant."""
        return [selector for selector in self.selectors if selector.get("refinedBy") is None]


@dataclass
class Said:
    """What an annotation's bodies say: a label or role, its parts, attributes, links, notes; the IRIs that it names."""

    whole: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The label or role; parts stand behind colons, as labels.py reads them."""
        return ":".join(self.whole + self.parts)


@dataclass
class Annotation:
    """One annotation of a file: its id, its line where the file has several values, what it says and of what."""

    id: str
    line: int | None
    motivations: list[str]
    targets: list[Target]
    said: Said
    creator: str | None
    title: str | None = None

    @property
    def places(self) -> list[Target]:
        """The targets of which a part is selected."""
        return [target for target in self.targets if target.selectors]


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
    if any(isinstance(each, str) and CONTEXT.fullmatch(each) for each in _listed(value.get("@context"))):
        return True
    types = _types(value)
    if types & PAGES:
        return "items" in value or "first" in value
    if "target" in value and ("Annotation" in types or "linking" in _motivations(value)):
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
        for value in _flat(item.value):
            name = f"annotation {len(found) + len(wrong) + 1}"
            try:
                found.append(_annotation(value, name, line))
            except ShapeError as error:
                said = value.get("id") if isinstance(value, dict) else None
                wrong.append((said if isinstance(said, str) else name, str(error), line))
    articles = _Articles(file, found)
    documents = articles.documents()
    first = documents[0]
    first.problems += problems
    first.unusable = bool(problems) and not found
    for name, message, line in wrong:
        hint = "Such as https://www.w3.org/TR/annotation-model/ shows it."
        first.refuse("spans", Reason.MALFORMED, name, message, hint, line)
    articles.relate()
    yield from documents


# --- The values of a file ---------------------------------------------------------------------------------------------


def _flat(value: Any) -> Iterator[Any]:
    """Yield the annotations in a value, out of lists, pages and collections."""
    stack = [value]
    while stack:
        each = stack.pop()
        inside = next((each[key] for key in HOLDERS if key in each), None) if isinstance(each, dict) else None
        if isinstance(each, list):
            stack += reversed(each)
        elif inside is not None and "target" not in each:
            stack.append(inside)
        elif not (isinstance(each, dict) and _types(each) & PAGES):
            yield each


def _annotation(value: Any, name: str, line: int | None) -> Annotation:
    """Return an annotation. Raises ShapeError."""
    if not isinstance(value, dict):
        raise ShapeError(f"{shorten(repr(value))} is no annotation")
    if value.get("target") is None:
        raise ShapeError("it has no target")
    motivations = _motivations(value)
    targets = [each for said in _listed(value["target"]) for each in _targets(said)]
    if isinstance(value.get("uri"), str):
        targets = [replace(each, source=each.source or value["uri"]) for each in targets]
    said = Said()
    for body in _bodies(value):
        try:
            _take(said, body, motivations)
        except ShapeError as error:
            said.wrong.append(str(error))
    identifier = maybe(value, "id", str) or maybe(value, "@id", str) or name
    return Annotation(identifier, line, motivations, targets, said, _creator(value), _title(value))


def _targets(value: Any) -> list[Target]:
    """Return a target's parts. Raises ShapeError."""
    if isinstance(value, str):
        return [Target(value)]
    if not isinstance(value, dict):
        raise ShapeError(f"its target {shorten(repr(value))} is neither an IRI nor an object")
    types = _types(value)
    if "Choice" in types or types & SEVERAL:
        items = maybe(value, "items", list) or []
        chosen = items[:1] if "Choice" in types else items
        if any(isinstance(each, dict) and "items" in each for each in chosen):
            raise ShapeError("its target has a group within a group")
        return [each for item in chosen for each in _targets(item)]
    if "Independents" in types:
        raise ShapeError("its Independents stand for several annotations: write one for each")
    selectors = tuple(each for each in _alternatives(value.get("selector")) if isinstance(each, dict))
    return [Target(_iri(value if not selectors else {"source": value.get("source")}), selectors)]


def _alternatives(selector: Any) -> list[Any]:
    """Return the selectors of a target, any of which selects the same; a Choice stands for its items."""
    return [
        each
        for said in _listed(selector)
        for each in (_listed(said.get("items")) if isinstance(said, dict) and "items" in said else [said])
    ]


def _bodies(value: dict[str, Any]) -> Iterator[Any]:
    """Yield an annotation's bodies; those of Hypothesis' own JSON are its tags and its text."""
    for body in _listed(value.get("body")):
        types = _types(body) if isinstance(body, dict) else set()
        items = (
            _listed(body.get("items")) if isinstance(body, dict) and types & {"Choice", *SEVERAL} else [body]
        )
        yield from items[:1] if "Choice" in types else items
    if value.get("bodyValue") is not None:
        yield {"type": "TextualBody", "value": value["bodyValue"]}
    for tag in _listed(value.get("tags")):
        yield {"type": "TextualBody", "purpose": "tagging", "value": tag}
    if value.get("text"):
        yield {"type": "TextualBody", "purpose": "commenting", "value": value["text"]}


def _take(said: Said, body: Any, motivations: list[str]) -> None:
    """Sort one body into what it says. Raises ShapeError."""
    if isinstance(body, str):
        said.named.append(body)
        return
    if not isinstance(body, dict):
        raise ShapeError(f"its body {shorten(repr(body))} is neither an IRI nor an object")
    purposes = _plain(body.get("purpose")) or motivations
    text, iri = maybe(body, "value", str), _iri(body)
    if text is None and iri is None:
        raise ShapeError(f"its body {shorten(repr(body))} has neither a value nor a source")
    if text is None:
        _take_iri(said, body, iri or "", purposes)
    elif "classifying" in purposes:
        said.whole += [text.strip()] if text.strip() else []
    elif any(each in purposes for each in TAGS) or ("linking" in motivations and not body.get("purpose")):
        _take_tag(said, text)
    elif any(each in purposes for each in LINKS):
        said.links.append(_link(text))
    elif text.strip():
        said.notes.append(text)


def _take_tag(said: Said, tag: str) -> None:
    named = NAMED.fullmatch(tag.strip())
    if named is None:
        said.parts += [tag.strip()] if tag.strip() else []
    elif named[1].strip() == LINK:
        said.links.append(_link(named[2].strip()))
    else:
        said.attributes.append((ESCAPED.sub(r"\1", named[1]).strip(), named[2].strip()))


def _take_iri(said: Said, body: dict[str, Any], iri: str, purposes: list[str]) -> None:
    if "classifying" in purposes:
        said.whole.append(unquote(re.split(r"[/#:]", iri.rstrip("/#"))[-1]))
    elif not body.get("purpose"):
        said.named.append(iri)
    else:
        source = body.get("source")
        said.links.append(_link(iri, maybe(source if isinstance(source, dict) else body, "label", str)))


def _link(target: str, name: str | None = None) -> Link:
    """Return a link: a known IRI by its short name, ``Wikidata:Q7184``."""
    found = ((base, iri.fullmatch(target)) for iri, base in KNOWLEDGE.items())
    short = next((f"{base}{match[1]}" for base, match in found if match), target)
    return Link(short, name)


def _creator(value: dict[str, Any]) -> str | None:
    """Return the name of who made an annotation."""
    said = value.get("creator") or value.get("user")
    first = said[0] if isinstance(said, list) and said else said
    if isinstance(first, dict):
        first = next(
            (first[key] for key in ("nickname", "name", "id") if isinstance(first.get(key), str)), None
        )
    return first if isinstance(first, str) else None


def _title(value: dict[str, Any]) -> str | None:
    """Return the title of the article, as Hypothesis says it."""
    about = value.get("document")
    titles = _listed(about.get("title")) if isinstance(about, dict) else []
    return titles[0] if titles and isinstance(titles[0], str) else None


def _iri(value: dict[str, Any]) -> str | None:
    """Return the IRI of a source, which may be an object, else of the thing itself."""
    source = value.get("source")
    if isinstance(source, dict):
        source = source.get("id") or source.get("@id")
    found = source or value.get("id") or value.get("@id")
    return found if isinstance(found, str) else None


def _types(value: dict[str, Any]) -> set[str]:
    return set(_plain(value.get("type")) + _plain(value.get("@type")))


def _motivations(value: dict[str, Any]) -> list[str]:
    return _plain(value.get("motivation"))


def _plain(value: Any) -> list[str]:
    """Return names of the vocabulary without its prefix: ``oa:tagging`` is ``tagging``."""
    return [re.split(r"[#:]", each)[-1] for each in _listed(value) if isinstance(each, str)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


# --- The documents ----------------------------------------------------------------------------------------------------


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
        said = filter(None, map(_position_and_quote, targets))
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
        span.links += each.said.links + [_link(iri) for iri in each.said.named]
        span.notes += each.said.notes
        _say_wrong(self.document, each, each.id)

    def _place(self, each: Annotation, target: Target) -> tuple[tuple[int, int], str]:
        """Return where a target stands, in the document's unit, and its words. Raises ShapeError, and UnplacedError."""
        positions = [place for place in map(_position, target.plain) if place]
        if self.text is None:
            words = _exact(target)
            if not positions:
                raise UnplacedError("it has no position, and there is no text to look for its words in")
            return positions[0], words
        found = [places for places in (self._found(selector) for selector in target.selectors) if places]
        quoted = next((places for places in found if places.quote), None)
        if quoted is None:
            places = positions or [self._in_unit(place) for one in found for place in one.fitting]
            if not places:
                kinds = ", ".join(sorted({kind for one in target.selectors for kind in _types(one)}))
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
            refined = _listed(selector.get("refinedBy"))
            if not refined or not isinstance(refined[0], dict) or not windows:
                return found
            selector = refined[0]
        return found

    def _within(self, text: str, window: tuple[int, int], selector: dict[str, Any]) -> Places | None:
        """Return what a selector selects in a part of the text, or None for one that is made for markup."""
        first, last = window
        if "TextQuoteSelector" in _types(selector):
            return _quoted(text, window, selector)
        place = _position(selector)
        if place is None:
            return None
        offsets = self.offsets if window == (0, len(text)) else Offsets(text[first:last], self.document.unit)
        try:
            start, end = (first + offsets.to_code_points(each) for each in place)
        except ValueError:
            return Places("", [], [], True)
        return Places("", [(start, end)], [(start, end)], True)


@dataclass(frozen=True)
class Places:
    """Where a selector's words stand, in code points; ``fitting`` are those with its prefix and suffix, or else all."""

    quote: str
    fitting: list[tuple[int, int]]
    anywhere: list[tuple[int, int]]
    in_context: bool


def _exact(target: Target) -> str:
    """Return the quote of a target, or nothing."""
    return next((one["exact"] for one in target.plain if isinstance(one.get("exact"), str)), "")


def _position_and_quote(target: Target) -> tuple[int, int, str] | None:
    """Return a target's position and quote where it has both."""
    try:
        place = next(filter(None, map(_position, target.plain)), None)
    except ShapeError:
        return None
    return (*place, _exact(target)) if place and _exact(target) else None


def _position(selector: dict[str, Any]) -> tuple[int, int] | None:
    """Return the start and end that a selector says, in the file's unit; None where it says none.

    Raises ShapeError where they are no offsets.
    """
    types = _types(selector)
    if "FragmentSelector" in types:
        said = selector.get("value")
        match = CHAR.fullmatch(said) if isinstance(said, str) else None
        return (int(match[1]), int(match[2])) if match else None
    if "TextPositionSelector" not in types:
        return None
    return need(selector, "start", int), need(selector, "end", int)


def _quoted(text: str, window: tuple[int, int], selector: dict[str, Any]) -> Places | None:
    """Return where a quote stands; spaces and line breaks may differ where nothing is the same. Raises ShapeError."""
    quote = need(selector, "exact", str)
    prefix, suffix = (one_line(maybe(selector, name, str) or "") for name in ("prefix", "suffix"))
    if not quote:
        return None
    found = list(_occurrences(text, window, re.escape(quote)))
    if not found and quote.split():
        found = list(_occurrences(text, window, r"\s+".join(map(re.escape, quote.split()))))
    before, behind = 2 * len(prefix) + 2, 2 * len(suffix) + 2  # spaces may be more in the text
    fitting = [
        (start, end)
        for start, end in found
        if one_line(text[max(start - before, 0) : start]).endswith(prefix)
        and one_line(text[end : end + behind]).startswith(suffix)
    ]
    return Places(quote, fitting or found, found, bool(fitting))


def _occurrences(text: str, window: tuple[int, int], pattern: str) -> Iterable[tuple[int, int]]:
    """Yield where a pattern stands, also where it overlaps itself; as many as anybody needs."""
    compiled, place = re.compile(pattern), window[0]
    for _ in range(MOST):
        match = compiled.search(text, place, window[1])
        if match is None:
            return
        yield match.span()
        place = match.start() + 1
