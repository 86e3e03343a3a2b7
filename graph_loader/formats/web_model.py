"""W3C Web Annotations out of the JSON-LD of a file: what each says, and of what (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from diplograph.graph_loader.document import Link
from diplograph.graph_loader.json_shapes import ShapeError, maybe
from diplograph.graph_loader.knowledge_bases import OURS, WIKIDATA, short_link
from diplograph.graph_loader.problems import shorten

HOLDERS = (
    "items",
    "first",
    "rows",
    "@graph",
    "annotations",
)  # what pages, Hypothesis and graphs keep them in
PAGES = {"AnnotationPage", "AnnotationCollection"}
SEVERAL = {"Composite", "List"}
NAMED = re.compile(r"((?:[^=\\]|\\.)+)=(.*)", re.DOTALL)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
LINK = "Link"
TAGS, LINKS = ("tagging",), ("identifying", "linking")
NOTES = {
    "assessing", "bookmarking", "commenting", "describing", "editing", "highlighting", "moderating", "questioning",
    "replying",
}  # fmt: skip
PURPOSES = {"classifying", *TAGS, *LINKS, *NOTES}
NATURAL = re.compile(r"[^\W\d_][^?&/#]*")  # a tag at the end of an IRI
KNOWN_BASE = re.compile(rf"NIL(?::.*)?|(?:ISO:|{WIKIDATA}|{OURS}).+", re.DOTALL)
# What says how an annotation was made, not what it says: of the recommendation, Hypothesis, Recogito and Annotorious.
PROVENANCE = {
    "@context", "id", "@id", "type", "@type", "creator", "created", "modified", "generator", "generated", "audience",
    "accessibility", "rights", "canonical", "via", "updated", "updatedBy", "version", "styleClass",
}  # fmt: skip
OF_ANNOTATIONS = PROVENANCE | {
    "body", "bodyValue", "target", "motivation", "stylesheet", "user", "uri", "text", "tags", "group", "permissions",
    "links", "hidden", "flagged", "document", "references", "user_info", "moderation", "moderation_status", "actions",
    "mentions", "visibility", "layer_id", "isSelected",
}  # fmt: skip
OF_BODIES = PROVENANCE | {
    "value", "purpose", "source", "items", "format", "language", "processingLanguage", "textDirection", "label",
    "annotation", "scope", "state", "renderedVia",
}  # fmt: skip


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
    strange: list[tuple[str, str]] = field(default_factory=list)

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
    raw: Mapping[str, Any] = field(default_factory=dict)

    @property
    def places(self) -> list[Target]:
        """The targets of which a part is selected."""
        return [target for target in self.targets if target.selectors]


def flat(value: Any) -> Iterator[Any]:
    """Yield the annotations in a value, out of lists, pages and collections."""
    stack = [value]
    while stack:
        each = stack.pop()
        inside = next((each[key] for key in HOLDERS if key in each), None) if isinstance(each, dict) else None
        if isinstance(each, list):
            stack += reversed(each)
        elif inside is not None and "target" not in each:
            stack.append(inside)
        elif not (isinstance(each, dict) and types_of(each) & PAGES):
            yield each


def annotation(value: Any, name: str, line: int | None) -> Annotation:
    """Return an annotation. Raises ShapeError."""
    if not isinstance(value, dict):
        raise ShapeError(f"{shorten(repr(value))} is no annotation")
    if value.get("target") is None:
        raise ShapeError("it has no target")
    motivations = motivations_of(value)
    targets = [each for said in listed(value["target"]) for each in _targets(said)]
    if isinstance(value.get("uri"), str):
        targets = [replace(each, source=each.source or value["uri"]) for each in targets]
    answered = [each for each in listed(value.get("references")) if isinstance(each, str)]
    if answered and not any(each.selectors for each in targets):
        targets = [Target(answered[-1])]
    said = Said(strange=_strange(value, OF_ANNOTATIONS))
    for body in _bodies(value):
        said.strange += _strange(body, OF_BODIES) if isinstance(body, dict) else []
        try:
            _take(said, body, motivations)
        except ShapeError as error:
            said.wrong.append(str(error))
    identifier = maybe(value, "id", str) or maybe(value, "@id", str) or name
    return Annotation(identifier, line, motivations, targets, said, _creator(value), _title(value), value)


def id_of(value: Any) -> str | None:
    """Return the id that an annotation says it has, where that is a text."""
    said = (value.get("id") or value.get("@id")) if isinstance(value, dict) else None
    return said if isinstance(said, str) else None


def named_by(value: Any) -> set[str]:
    """Return everything that an annotation's target may name, whatever its shape: ids and sources, as texts."""
    if not isinstance(value, dict):
        return set()
    stack, found = [value.get("target"), value.get("references")], set()
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            stack += [inside for key, inside in each.items() if key != "selector"]
        elif isinstance(each, list):
            stack += each
        elif isinstance(each, str | int):
            found.add(str(each))
    return found


def told_by(value: Any) -> str:
    """Return what an annotation's bodies say, whatever their shape: their texts in a row."""
    said = {"body", "bodyValue", "tags", "text"} & value.keys() if isinstance(value, dict) else set()
    stack, found = [value[key] for key in sorted(said, reverse=True)], []
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            stack += reversed([inside for key, inside in each.items() if key not in ("type", "purpose")])
        elif isinstance(each, list):
            stack += reversed(each)
        elif each is not None:
            found.append(str(each))
    return " ".join(found)


def _strange(value: Mapping[str, Any], known: Set[str]) -> list[tuple[str, str]]:
    """Return what nothing here reads, by name: it may say how sure it is."""
    strange = {name: value[name] for name in value.keys() - known if value[name] not in (None, "", [], {})}
    return [(name, shorten(repr(said))) for name, said in sorted(strange.items())]


def _targets(value: Any) -> list[Target]:
    """Return a target's parts. Raises ShapeError."""
    if isinstance(value, str):
        return [Target(value)]
    if not isinstance(value, dict):
        raise ShapeError(f"its target {shorten(repr(value))} is neither an IRI nor an object")
    types = types_of(value)
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
        for said in listed(selector)
        for each in (listed(said.get("items")) if isinstance(said, dict) and "items" in said else [said])
    ]


def _bodies(value: dict[str, Any]) -> Iterator[Any]:
    """Yield an annotation's bodies; those of Hypothesis' own JSON are its tags and its text."""
    for body in listed(value.get("body")):
        types = types_of(body) if isinstance(body, dict) else set()
        items = (
            listed(body.get("items")) if isinstance(body, dict) and types & {"Choice", *SEVERAL} else [body]
        )
        if items != [body] and body.get("purpose") is not None:
            items = [
                {"purpose": body["purpose"]} | each if isinstance(each, dict) else each for each in items
            ]
        yield from items[:1] if "Choice" in types else items
    if value.get("bodyValue") is not None:
        yield {"type": "TextualBody", "value": value["bodyValue"]}
    for tag in listed(value.get("tags")):
        yield {"type": "TextualBody", "purpose": "tagging", "value": tag}
    if value.get("text"):
        yield {"type": "TextualBody", "purpose": "commenting", "value": value["text"]}


def _take(said: Said, body: Any, motivations: list[str]) -> None:
    """Sort one body into what it says. Raises ShapeError."""
    if isinstance(body, str):
        body = {"id": body}
    if not isinstance(body, dict):
        raise ShapeError(f"its body {shorten(repr(body))} is neither an IRI nor an object")
    own = _plain(body.get("purpose"))
    if body.get("purpose") and not own:
        raise ShapeError(f"its body {shorten(repr(body))} has no purpose that can be read")
    purposes = own or motivations
    text, iri = maybe(body, "value", str), _iri(body)
    if text is None and iri is None:
        raise ShapeError(f"its body {shorten(repr(body))} has neither a value nor a source")
    if text is None:
        _take_iri(said, body, iri or "", own, motivations)
    elif "classifying" in purposes:
        said.whole += [text.strip()] if text.strip() else []
    elif any(each in purposes for each in TAGS) or ("linking" in motivations and not body.get("purpose")):
        _take_tag(said, text)
    elif any(each in purposes for each in LINKS):
        said.links.append(link_to(text))
    elif strange := next((each for each in purposes if each not in PURPOSES), None):
        said.attributes.append((strange, text.strip()))
    elif text.strip():
        said.notes.append(text)


def _take_tag(said: Said, tag: str) -> None:
    named = NAMED.fullmatch(tag.strip())
    if named is None:
        said.parts += [tag.strip()] if tag.strip() else []
    elif named[1].strip() == LINK:
        said.links.append(link_to(named[2].strip()))
    else:
        said.attributes.append((ESCAPED.sub(r"\1", named[1]).strip(), named[2].strip()))


def _take_iri(said: Said, body: dict[str, Any], iri: str, own: list[str], motivations: list[str]) -> None:
    """Take in a body that is an IRI. Raises ShapeError where its purpose makes nothing of one."""
    purposes = own or motivations
    last = unquote(re.split(r"[/#:]", iri.rstrip("/#"))[-1])
    if not own and "linking" in motivations:
        said.named.append(iri)  # where a relation ends
    elif "classifying" in purposes:
        said.whole.append(last)
    elif any(each in purposes for each in LINKS):
        source = body.get("source")
        said.links.append(link_to(iri, maybe(source if isinstance(source, dict) else body, "label", str)))
    elif any(each in purposes for each in TAGS):
        if link_of(iri) or not NATURAL.fullmatch(last.strip()):
            raise ShapeError(f"its tag {shorten(iri)!r} doesn't end in a word")
        _take_tag(said, last)
    elif not own:
        said.named.append(iri)
    else:
        raise ShapeError(f"its body {shorten(iri)!r}, for {', '.join(own)}, is no link, label or tag")


def link_of(iri: str) -> Link | None:
    """Return the link that something is which doesn't say that it is one; None where it is of no base that we know."""
    short = short_link(iri) or iri
    return Link(short) if KNOWN_BASE.fullmatch(short) else None


def link_to(target: str, name: str | None = None) -> Link:
    """Return a link: a known IRI by its short name, ``Wikidata:Q7184``."""
    return Link(short_link(target) or target, name)


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
    titles = listed(about.get("title")) if isinstance(about, dict) else []
    return titles[0] if titles and isinstance(titles[0], str) else None


def _iri(value: dict[str, Any]) -> str | None:
    """Return the IRI of a source, which may be an object, else of the thing itself."""
    source = value.get("source")
    if isinstance(source, dict):
        source = source.get("id") or source.get("@id")
    found = source or value.get("id") or value.get("@id")
    return found if isinstance(found, str) else None


def types_of(value: dict[str, Any]) -> set[str]:
    """Return the types that a value says it is of."""
    return set(_plain(value.get("type")) + _plain(value.get("@type")))


def motivations_of(value: dict[str, Any]) -> list[str]:
    """Return why an annotation was made."""
    return _plain(value.get("motivation"))


def _plain(value: Any) -> list[str]:
    """Return names of the vocabulary without its prefix: ``oa:tagging`` is ``tagging``."""
    named = [
        (each.get("id") or each.get("@id")) if isinstance(each, dict) else each for each in listed(value)
    ]
    return [re.split(r"[#:]", each)[-1] for each in named if isinstance(each, str)]


def listed(value: Any) -> list[Any]:
    """Return a value as a list: JSON-LD leaves the brackets out around a single one."""
    return value if isinstance(value, list) else [] if value is None else [value]
