"""W3C Web Annotations out of the JSON-LD of a file: what each says, and of what (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from diplograph.graph_loader.document import Link
from diplograph.graph_loader.json_shapes import ShapeError, maybe
from diplograph.graph_loader.knowledge_bases import short_link
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
        said.links.append(link_to(text))
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


def _take_iri(said: Said, body: dict[str, Any], iri: str, purposes: list[str]) -> None:
    if "classifying" in purposes:
        said.whole.append(unquote(re.split(r"[/#:]", iri.rstrip("/#"))[-1]))
    elif not body.get("purpose"):
        said.named.append(iri)
    else:
        source = body.get("source")
        said.links.append(link_to(iri, maybe(source if isinstance(source, dict) else body, "label", str)))


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
    return [re.split(r"[#:]", each)[-1] for each in listed(value) if isinstance(each, str)]


def listed(value: Any) -> list[Any]:
    """Return a value as a list: JSON-LD leaves the brackets out around a single one."""
    return value if isinstance(value, list) else [] if value is None else [value]
