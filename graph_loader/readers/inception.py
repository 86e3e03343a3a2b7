"""INCEpTION: UIMA CAS XMI (with TypeSystem.xml), UIMA CAS JSON 0.4, and the ZIP of a document or of a project.

Offsets are UTF-16 units. A layer is a type: a span layer's instances are spans, a relation layer's arcs from Governor to
Dependent, a slot's entries arcs from the span that has it, a chain a group. https://inception-project.github.io/documentation/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from diplograph.graph_loader.beside import look_at
from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.graph_loader.formats.cas_json import from_json
from diplograph.graph_loader.formats.cas_xmi import from_xmi
from diplograph.graph_loader.formats.inception_export import (
    TYPE_SYSTEM,
    Cas,
    exported,
    is_cas,
    is_export,
    is_legacy,
)
from diplograph.graph_loader.formats.layers import (
    DOCUMENT_NAME,
    INTERNAL,
    LABELS,
    LINKS,
    NOBODY,
    NOTES,
    OWN,
    ROLES,
    in_project,
    is_read,
    not_that_of,
    stem_of,
)
from diplograph.graph_loader.formats.uima import (
    METADATA,
    SOURCE,
    TARGET,
    CasError,
    Contents,
    Refusal,
    is_relation,
    name_of,
)
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.knowledge_bases import short_link
from diplograph.graph_loader.metadata import COLUMNS
from diplograph.graph_loader.offsets import Unit
from diplograph.graph_loader.problems import Reason, shorten

ZIP = b"PK\x03\x04"
XMI = re.compile(rb"(?s)(?:\xef\xbb\xbf)?\s*+(?>(?:<\?.*?\?>|<!.*?>|\]\s*>)\s*)*+<(?:[\w.-]+:)?XMI\s")
NAMESPACES = (b"http://www.omg.org/XMI", b"http:///uima/cas.ecore")
KNOWN = (
    "documentTitle",
    "documentId",
    "documentUri",
    "documentBaseUri",
    "collectionId",
    "isLastSegment",
    "language",
)
ESCAPED = re.compile(r"_x([0-9a-f]{4,6})_")


def matches(file: InputFile) -> bool:
    """Tell whether a file is a UIMA CAS, or a ZIP that INCEpTION exports; its old JSON too, so that it can be refused."""
    if file.head.startswith(ZIP):
        return is_export(file.path, file.head)
    if XMI.match(file.head):
        return all(each in file.head for each in NAMESPACES)
    return is_cas(file.first_json) or is_legacy(file.first_json)


def read(file: InputFile) -> Iterator[Document]:
    """Yield a file's document, or a project's: the curated ones, else those of one annotator. A project may be unzipped."""
    name, user = in_project(file.path) or (None, None)
    if name:
        document = file.document(stem_of(name))
        known = len(document.problems)
        if not is_read(file, document):
            yield document
            return
    cases = exported(file.path, file.reading.annotator) if file.head.startswith(ZIP) else [_alone(file)]
    for number, cas in enumerate(cases):
        found = _document(file, replace(cas, name=name, user=user) if name and not cas.name else cas)
        if name and not number:
            found.problems[:0] = document.problems[known:]
        yield found


def _alone(file: InputFile) -> Cas:
    """Return the CAS of a file that is no ZIP."""
    if not XMI.match(file.head):
        return Cas(file.first_json)
    beside = sorted(path for path in look_at(file.path.parent).iterdir() if path.name.lower() == TYPE_SYSTEM)
    return Cas(file.path.read_bytes(), look_at(beside[0]).read_bytes() if beside else None)


def _document(file: InputFile, cas: Cas) -> Document:
    if cas.unannotated:
        document = _named(file, file.document(stem_of(cas.name)), cas)
        document.unusable = Reason.UNANNOTATED
        document.report("warning", None, f"nobody has annotated {cas.name} yet")
        return document
    try:
        found = _contents(cas)
    except CasError as error:
        document = _named(file, file.document(stem_of(cas.name)), cas)
        document.give_up(str(error), error.hint)
        return document
    about = _About(found)
    given = about.id or stem_of(cas.name) or about.name or None
    document = _named(file, file.document(given, None, **about.columns), cas)
    owner = cas.user or about.owner
    document.annotator = file.reading.annotator(None if owner in NOBODY else owner)
    document.unit, document.text = Unit.UTF16, found.text
    if found.text is None:
        file.find_text(document)
    _Builder(document, found, not cas.member).build(about)
    if cas.others:
        message = not_that_of(file, cas.user or "", *cas.others)
        hint = "Curate the document in INCEpTION: the curated one is read."
        document.report("warning", None, message, hint)
    return document


def _contents(cas: Cas) -> Contents:
    """Return what a CAS holds. Raises CasError."""
    if cas.wrong:
        raise cas.wrong
    if is_legacy(cas.data):
        hint = "In INCEpTION export it as UIMA CAS JSON 0.4.0, which isn't the legacy one."
        raise CasError("it is UIMA's legacy JSON, which says too little of its types", hint)
    return from_xmi(cas.data, cas.types) if isinstance(cas.data, bytes) else from_json(cas.data)


def _named(file: InputFile, document: Document, cas: Cas) -> Document:
    """Return a document whose file is that in the ZIP."""
    document.file = f"{file.path}/{cas.shown.lstrip('/')}" if cas.member else document.file
    return document


def _said(found: Contents, thing: Any) -> dict[str, list[Any]]:
    """Return what a feature structure says, but for what every one has."""
    said = found.said(thing)
    return {name: each for name, each in said.items() if name not in OWN and not name.startswith(INTERNAL)}


def _plain(name: str) -> str:
    """Return an attribute's name: our writer codes what can't be a feature's, behind ``x_``."""
    if not name.startswith("x_"):
        return name
    return ESCAPED.sub(lambda found: _letter(int(found[1], 16)), name[2:])


def _letter(code: int) -> str:
    return chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"


def _text(value: object) -> str:
    return "true" if value is True else str(value).strip()


def _told(value: Any) -> str:
    return name_of(value.type.name, value.xmiID) if hasattr(value, "type") else _text(value)


class _About:
    """What a CAS says of its article: DocumentMetaData, and document-level layers with features like our columns.

    INCEpTION keeps a document's name in documentTitle and who annotated it in documentId; other tools a title and an id.
    """

    def __init__(self, found: Contents) -> None:
        self.columns: dict[str, object] = {}
        self.others: list[tuple[str, str, str]] = []  # whose, feature, value: of the article, and not ours
        self.id = self.name = self.owner = ""
        for thing in found.members:
            if thing.type.name == METADATA:
                self._metadata(thing)
                said = _said(found, thing)
                self._note_others(thing, {name: said[name] for name in said if name not in KNOWN})
            elif _is_of_article(thing):
                self._layer(found, thing)

    def _metadata(self, thing: Any) -> None:
        title, name = (
            _text(thing.get(each) or "") if thing.type.get_feature(each) is not None else ""
            for each in ("documentTitle", "documentId")
        )
        language = thing.get("language")
        if language and language != "x-unspecified":
            self.columns.setdefault("language", language)
        if DOCUMENT_NAME.fullmatch(name) or not title:
            self.name = stem_of(name) or ""
            if title not in ("", name, self.name):
                self.columns.setdefault("title", title)
        else:
            self.name, self.owner = stem_of(title) or "", "" if name == stem_of(title) else name

    def _layer(self, found: Contents, thing: Any) -> None:
        for name, values in _said(found, thing).items():
            texts = [_text(each) for each in values if isinstance(each, str | int | float)]
            if name == "id":
                self.id = texts[0] if texts else ""
            elif name in COLUMNS:
                self.columns[name] = texts if name == "cites" else "; ".join(texts)
            else:
                self._note_others(thing, {name: values})

    def _note_others(self, thing: Any, said: Mapping[str, list[Any]]) -> None:
        name = name_of(thing.type.name, thing.xmiID)
        self.others += [(name, feature, _told(each)) for feature, values in said.items() for each in values]


def _is_of_article(thing: Any) -> bool:
    """Tell whether something has no place in the text, and isn't a chain or a slot's entry."""
    return (
        bool(thing.type.supertype.name == "uima.cas.AnnotationBase")
        and thing.type.get_feature("first") is None
    )


class _Builder:
    """Fills a document from a CAS: spans first, then what joins them."""

    def __init__(self, document: Document, found: Contents, lines: bool) -> None:
        self.document, self.found, self.lines = document, found, lines

    def build(self, about: _About) -> None:
        for part in self.found.refused:
            self._refuse(part)
        for where, name, value in about.others:
            message = f"its {name}, {shorten(value)!r}, is of the article, and no column of metadata.csv"
            self.document.refuse(
                "attributes", Reason.MISPLACED, where, message, f"The columns are {', '.join(COLUMNS)}."
            )
            self.document.lose("", name, value)
        placed = [
            each for each in self.found.members if each.xmiID in self.found.offsets and _is_annotation(each)
        ]
        spans = [each for each in placed if not is_relation(each.type)]
        for thing in spans:
            self._span(thing)
        for thing in spans:
            self._slots(thing)
        for thing in placed:
            if is_relation(thing.type):
                self._relation(thing)
        for thing in self.found.members:
            if thing.type.get_feature("first") is not None:
                self._chain(thing)

    def _refuse(self, part: Refusal) -> None:
        line = part.line if self.lines else None
        if part.what in ("spans", "arcs"):
            on = Span(part.id, "", (), "") if part.what == "spans" else Arc(part.id, "", "", "")
            said = part.lost if part.whole else ()
            self._say(on, {name: [value] for name, value in said if not name.startswith("@")})
            self._forget(on)
        for name, value in part.lost:
            self.document.lose(part.about, _plain(name), value)
        if part.what:
            self.document.refuse(part.what, part.reason, part.id, part.message, line=line)
        else:
            self.document.report("refused", Span(part.id, "", (), "", line), part.message)

    def _say(self, at: Span | Arc, said: dict[str, list[Any]]) -> str | None:
        """Put what is said on a span or arc; return its label or role."""
        named = _take_first(said, LABELS if isinstance(at, Span) else ROLES)
        for name, values in said.items():
            for value in filter(None, map(_text, [] if _refers(values) else values)):
                self._put(at, name, value)
        return named

    def _forget(self, at: Span | Arc) -> None:
        """Count what is on something that isn't in the document."""
        self.document.tally.refuse("attributes", Reason.ENDS, len(at.attributes))
        self.document.tally.refuse("links", Reason.ENDS, len(at.links) if isinstance(at, Span) else 0)

    def _name(self, thing: Any) -> str:
        return name_of(thing.type.name, thing.xmiID)

    def _line(self, thing: Any) -> int | None:
        return self.found.lines.get(thing.xmiID) if self.lines else None

    def _span(self, thing: Any) -> None:
        said = _said(self.found, thing)
        layer = thing.type.name.rpartition(".")[2]
        if thing.type.get_feature("next") is not None:
            layer = layer.removesuffix("Link")
        span = Span(self._name(thing), layer, (self.found.offsets[thing.xmiID],), "", self._line(thing))
        span.label = self._say(span, said) or layer
        self.document.mark(span)

    def _put(self, at: Span | Arc, name: str, value: str) -> None:
        link = short_link(value)
        if isinstance(at, Span) and (link or name.casefold() in LINKS):
            at.links.append(Link(link or value))
        elif isinstance(at, Span) and name.casefold() in NOTES:
            at.notes.append(value)
        else:
            self.document.qualify(at, _plain(name), value)

    def _slots(self, thing: Any) -> None:
        for name, values in _said(self.found, thing).items():
            for number, value in enumerate(values if _refers(values) else [], 1):
                arc = Arc(
                    f"{self._name(thing)}.{name}.{number}", name, self._name(thing), "", self._line(thing)
                )
                if value.type.get_feature("target") is None:
                    if value.xmiID not in self.found.offsets:  # no annotation: it may say anything
                        self.document.lose(arc.source, name, self._told(value))
                    self._arc(arc, value, name, {})
                    continue
                said = _said(self.found, value)  # an entry: the role, and who plays it
                said.pop("target", None)
                arc.id = self._name(value)
                self._arc(arc, value["target"], "target", said)

    def _relation(self, thing: Any) -> None:
        arc = Arc(self._name(thing), thing.type.name.rpartition(".")[2], "", "", self._line(thing))
        arc.source = self._name(thing[SOURCE]) if thing[SOURCE] is not None else ""
        self._arc(arc, thing[TARGET], TARGET, _said(self.found, thing))

    def _arc(self, arc: Arc, target: Any, feature: str, said: dict[str, list[Any]]) -> None:
        """Draw an arc with what is said of it."""
        arc.target = self._name(target) if target is not None else ""
        arc.role = self._say(arc, said) or arc.role
        for name, value in ((name, each) for name, values in said.items() for each in values):
            if hasattr(value, "type"):
                message = f"its {name} names {self._name(value)}: a relation has two ends only"
                self.document.refuse("arcs", Reason.MISPLACED, arc.id, message, line=arc.line)
                self.document.lose(arc.id, name, self._told(value))
        if not arc.source or not arc.target:
            self._endless(arc, feature if arc.source else SOURCE)
            self._forget(arc)
        elif self.document.connect(arc) is None:
            self._forget(arc)

    def _told(self, thing: Any) -> str:
        """Return what something says, else its name."""
        said = ((name, each) for name, values in _said(self.found, thing).items() for each in values)
        return "; ".join(f"{name}: {_told(each)}" for name, each in said) or self._name(thing)

    def _endless(self, arc: Arc, feature: str) -> None:
        message = f"{arc.role} has no {feature}: none is set, or it is no annotation of a layer in this file"
        self.document.refuse("arcs", Reason.MISSING, arc.id, message, "Draw it again.", arc.line)

    def _chain(self, thing: Any) -> None:
        link, members = thing["first"], dict[str, None]()
        while link is not None and self._name(link) not in members:
            members[self._name(link)] = None
            link = link["next"]
        group = tuple(name for name in members if name in self.document.spans)
        if len(group) > 1:
            self.document.groups.append(group)


def _is_annotation(thing: Any) -> bool:
    return thing.type.name not in (METADATA, "uima.tcas.DocumentAnnotation")


def _refers(values: list[Any]) -> bool:
    return any(hasattr(each, "type") for each in values)


def _take_first(said: dict[str, list[Any]], names: tuple[str, ...]) -> str | None:
    """Take the first of some features that holds one text out of what is said."""
    for name in names:
        if len(said.get(name, [])) == 1 and isinstance(said[name][0], str) and _text(said[name][0]):
            return _text(said.pop(name)[0])
    return None
