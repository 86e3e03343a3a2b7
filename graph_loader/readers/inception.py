"""INCEpTION: UIMA CAS XMI (with TypeSystem.xml), UIMA CAS JSON 0.4, and the ZIP of a document or of a project.

Offsets are UTF-16 units. A layer is a type: a span layer's instances are spans, a relation layer's arcs from Governor to
Dependent, a slot's entries arcs from the span that has it, a chain a group. https://inception-project.github.io/documentation/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

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
from diplograph.graph_loader.formats.layers import LABELS, LINKS, NOBODY, NOTES, ROLES
from diplograph.graph_loader.formats.uima import (
    CHAINED,
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
OWN = ("begin", "end", "sofa", SOURCE, TARGET, *CHAINED)
DOCUMENT_NAME = re.compile(r"(.+)\.(?:txt|xmi|xml|json|html?|pdf|tsv|conllu?|tei)")
ESCAPED = re.compile(r"_x([0-9a-f]{4,6})_")


def matches(file: InputFile) -> bool:
    """Tell whether a file is a UIMA CAS, or a ZIP that INCEpTION exports; its old JSON too, so that it can be refused."""
    if file.head.startswith(ZIP):
        return is_export(file.path, file.head)
    if XMI.match(file.head):
        return all(each in file.head for each in NAMESPACES)
    return is_cas(file.first_json) or is_legacy(file.first_json)


def read(file: InputFile) -> Iterator[Document]:
    """Yield a file's document, or a project's: the curated ones, else those of one annotator."""
    if file.head.startswith(ZIP):
        for cas in exported(file.path):
            yield _document(file, cas)
    elif XMI.match(file.head):
        beside = [path for path in file.path.parent.iterdir() if path.name.lower() == TYPE_SYSTEM]
        yield _document(file, Cas(file.path.read_bytes(), beside[0].read_bytes() if beside else None))
    else:
        yield _document(file, Cas(file.first_json))


def _document(file: InputFile, cas: Cas) -> Document:
    if cas.unannotated:
        document = _named(file, file.document(_stem(cas.name)), cas)
        document.unusable = Reason.UNANNOTATED
        document.report("warning", None, f"nobody has annotated {cas.name} yet")
        return document
    try:
        found = _contents(cas)
    except CasError as error:
        document = _named(file, file.document(_stem(cas.name)), cas)
        document.give_up(str(error), error.hint)
        return document
    about = _About(found)
    given = about.id or _stem(cas.name) or about.name or None
    document = _named(file, file.document(given, None, **about.columns), cas)
    owner = cas.user or about.owner
    document.annotator = file.reading.annotator(None if owner in NOBODY else owner)
    document.unit, document.text = Unit.UTF16, found.text
    if found.text is None:
        file.find_text(document)
    _Builder(document, found, not cas.member).build(about)
    if cas.others:
        others = ", ".join(str(file.reading.annotator(each)) for each in cas.others)
        message = f"{document.annotator} annotated it and is read; {others} did, too, and isn't"
        document.report(
            "warning", None, message, "Curate the document in INCEpTION: the curated one is read."
        )
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
    document.file = f"{file.path}/{cas.member.lstrip('/')}" if cas.member else document.file
    return document


def _stem(name: str | None) -> str | None:
    """Return a document's name without the ending of its file."""
    match = DOCUMENT_NAME.fullmatch(name or "")
    return match[1] if match else name


def _said(found: Contents, thing: Any) -> dict[str, list[Any]]:
    """Return what a feature structure says, but for what every one has."""
    said = found.said(thing)
    return {name: each for name, each in said.items() if name not in OWN and not name.startswith("i7n_")}


def _plain(name: str) -> str:
    """Return an attribute's name: our writer codes what can't be a feature's, behind ``x_``."""
    if not name.startswith("x_"):
        return name
    return ESCAPED.sub(lambda found: _letter(int(found[1], 16)), name[2:])


def _letter(code: int) -> str:
    return chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"


def _text(value: object) -> str:
    return "true" if value is True else str(value).strip()


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
            self.name = _stem(name) or ""
            if title not in ("", name, self.name):
                self.columns.setdefault("title", title)
        else:
            self.name, self.owner = _stem(title) or "", "" if name == _stem(title) else name

    def _layer(self, found: Contents, thing: Any) -> None:
        for name, values in _said(found, thing).items():
            texts = [_text(each) for each in values if isinstance(each, str | int | float)]
            if name == "id":
                self.id = texts[0] if texts else ""
            elif name in COLUMNS:
                self.columns[name] = texts if name == "cites" else "; ".join(texts)
            else:
                self.others += [(name_of(thing.type.name, thing.xmiID), name, text) for text in texts]


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
        if part.what:
            self.document.refuse(part.what, part.reason, part.id, part.message, line=line)
        else:
            self.document.report("refused", Span(part.id, "", (), "", line), part.message)

    def _name(self, thing: Any) -> str:
        return name_of(thing.type.name, thing.xmiID)

    def _line(self, thing: Any) -> int | None:
        return self.found.lines.get(thing.xmiID) if self.lines else None

    def _span(self, thing: Any) -> None:
        said = _said(self.found, thing)
        layer = thing.type.name.rpartition(".")[2]
        if thing.type.get_feature("next") is not None:
            layer = layer.removesuffix("Link")
        label = _take_first(said, LABELS) or layer
        span = Span(self._name(thing), label, (self.found.offsets[thing.xmiID],), "", self._line(thing))
        plain = {
            name: list(filter(None, map(_text, each))) for name, each in said.items() if not _refers(each)
        }
        if self.document.mark(span) is None:
            self.document.tally.refuse("attributes", Reason.ENDS, sum(map(len, plain.values())))
            return
        for name, values in plain.items():
            for value in values:
                self._put(span, name, value)

    def _put(self, span: Span, name: str, value: str) -> None:
        link = short_link(value)
        if link or name.casefold() in LINKS:
            span.links.append(Link(link or value))
        elif name.casefold() in NOTES:
            span.notes.append(value)
        else:
            self.document.qualify(span, _plain(name), value)

    def _slots(self, thing: Any) -> None:
        for name, values in _said(self.found, thing).items():
            for number, value in enumerate(values if _refers(values) else [], 1):
                arc = Arc(
                    f"{self._name(thing)}.{name}.{number}", name, self._name(thing), "", self._line(thing)
                )
                if value.type.get_feature("target") is None:
                    self._arc(arc, value, name, {})
                    continue
                said = _said(self.found, value)  # an entry: the role, and who plays it
                said.pop("target", None)
                arc.id, arc.role = self._name(value), _take_first(said, ROLES) or name
                self._arc(arc, value["target"], "target", said)

    def _relation(self, thing: Any) -> None:
        said = _said(self.found, thing)
        role = _take_first(said, ROLES) or thing.type.name.rpartition(".")[2]
        arc = Arc(self._name(thing), role, "", "", self._line(thing))
        arc.source = self._name(thing[SOURCE]) if thing[SOURCE] is not None else ""
        self._arc(arc, thing[TARGET], TARGET, said)

    def _arc(self, arc: Arc, target: Any, feature: str, said: dict[str, list[Any]]) -> None:
        """Draw an arc with what is said of it."""
        arc.target = self._name(target) if target is not None else ""
        if not arc.source or not arc.target:
            self._endless(arc, feature if arc.source else SOURCE)
        made = self.document.connect(arc) if arc.source and arc.target else None
        for name, values in said.items():
            for value in values:
                if made is None:
                    self.document.tally.refuse("attributes", Reason.ENDS)
                elif hasattr(value, "type"):
                    message = f"its {name} names {self._name(value)}: a relation has two ends only"
                    self.document.refuse("arcs", Reason.MISPLACED, arc.id, message, line=arc.line)
                else:
                    self.document.qualify(made, _plain(name), _text(value))

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
