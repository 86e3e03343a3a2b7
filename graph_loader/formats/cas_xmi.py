"""UIMA CAS XMI with its type system: https://uima.apache.org/d/uimaj-current/references.html#ugr.ref.xmi."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import cassis
from lxml import etree

from diplograph.graph_loader.formats.uima import (
    DIGITS,
    FS_ARRAY,
    VIEW,
    WHOLE_EXPORT,
    CasError,
    Contents,
    Names,
    Screen,
    is_ignored,
    limit_depth,
    limit_features,
    need_types,
    parsed,
    quietly,
    why,
)
from diplograph.graph_loader.problems import shorten

XMI_ID = "{http://www.omg.org/XMI}id"
CAS_TAG = "{http:///uima/cas.ecore}"
FRAME = (f"{CAS_TAG}NULL", f"{CAS_TAG}Sofa", f"{CAS_TAG}View")
TAG = re.compile(r"\{http:///([\w/.$-]+)\.ecore\}([\w.$-]+)")
PLACE = (XMI_ID, "begin", "end", "sofa")
TEXTS = ("uima.cas.StringArray", "uima.cas.StringList")
NUMBERS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(("uima.cas.Byte", "uima.cas.Short", "uima.cas.Integer", "uima.cas.Long"), int),
    **dict.fromkeys(("uima.cas.Float", "uima.cas.Double"), float),
    "uima.cas.Boolean": {"true": True, "false": False}.__getitem__,
}


def from_xmi(raw: bytes, type_system: bytes | None) -> Contents:
    """Read XMI. Raises CasError where nothing can be read, types are missing, or there is a DOCTYPE."""
    root = _xml(raw, "it")
    elements = [each for each in root if each.tag not in FRAME]
    named = {each: _type_name(each.tag) for each in elements}
    names = Names()
    if type_system is None:
        need_types(named.values(), ())
    types = _types(type_system, names)
    need_types(named.values(), {each.name for each in types.get_types(built_in=True)})
    screen = _XmiScreen(types, names)
    screen.take_text(root)
    for element in elements:
        screen.take(element, named[element])
    screen.join(root, [each for each in elements if each.getparent() is not None])
    clean = BytesIO(etree.tostring(root, encoding="utf-8"))
    return screen.contents(lambda: cassis.load_cas_from_xmi(clean, typesystem=types))


def _types(raw: bytes | None, names: Names) -> Any:
    """Return a type system, with features that cassis can have. Raises CasError."""
    if raw is None:
        return cassis.TypeSystem()
    root = _xml(raw, "TypeSystem.xml")
    kinds = list(root.iter("{*}typeDescription"))
    limit_depth({_told(kind, "name"): _told(kind, "supertypeName") for kind in kinds})
    limit_features(_told(kind, "name") for kind in kinds for _ in kind.iter("{*}featureDescription"))
    for each in root.iterfind(".//{*}featureDescription/{*}name"):
        each.text = names.of((each.text or "").strip())
    try:
        return quietly(lambda: cassis.load_typesystem(BytesIO(etree.tostring(root))))
    except Exception as error:  # whatever cassis stumbles on
        raise CasError(f"its TypeSystem.xml can't be used: {why(error)}", WHOLE_EXPORT) from error


def _told(kind: Any, name: str) -> str:
    return str(kind.findtext(f"{{*}}{name}", "")).strip()


class _XmiScreen(Screen):
    """XMI: an element a feature structure, an attribute or child elements a feature."""

    def take_text(self, root: Any) -> None:
        """Keep the first view's sofa alone. Raises CasError where there is none."""
        for sofa in root.findall(f"{CAS_TAG}Sofa"):
            number = sofa.get(XMI_ID, "")
            if self.sofa is None and sofa.get("sofaID") == VIEW and DIGITS.fullmatch(number):
                self.sofa, self.found.text = int(number), sofa.get("sofaString")
                sofa.attrib.clear()
                self.seen.add(self.sofa)
                about = {XMI_ID: number, "sofaNum": "1", "sofaID": VIEW, "sofaString": self.found.text or ""}
                sofa.attrib.update(about)
            else:
                root.remove(sofa)
        if self.sofa is None:
            raise CasError(f"it has no sofa {VIEW}, so no text", WHOLE_EXPORT)

    def take(self, element: Any, type_name: str | None) -> None:
        """Check one element by itself; one that can't be used is removed."""
        said, line = element.get(XMI_ID, ""), element.sourceline
        number = int(said) if DIGITS.fullmatch(said) else said
        ignored = type_name is not None and is_ignored(type_name)
        kind = None if type_name is None or ignored else self.kind(type_name)
        if kind is None:
            self.seen |= {number} if isinstance(number, int) else set()
            if not ignored:
                message = f"{shorten(element.tag)} is no type of UIMA's"
                self.refuse(None, shorten(said), message, what="spans", line=line)
            element.getparent().remove(element)
            return
        plain = {
            f"@{own}" if self._refers(kind, self.found.names.of(own)) else own: value
            for own, value in element.attrib.items()
            if own != XMI_ID
        } | {child.tag: "".join(child.itertext()) for child in element}
        usable = self.is_new(kind, number, plain, line)
        if usable and isinstance(number, int):
            self.found.lines[number] = line
            begin, end, sofa = (parsed(element.get(each, "0")) for each in ("begin", "end", "sofa"))
            usable = self.placed(kind, number, begin, end, sofa)
        if not usable or not isinstance(number, int):
            element.getparent().remove(element)
            return
        self.kept[number] = kind
        self._features(element, kind, number)

    def _features(self, element: Any, kind: Any, identifier: int) -> None:
        of = self.found.names.of
        for own, value in list(element.attrib.items()):
            if own == XMI_ID or (own in PLACE and kind.get_feature(own) is not None):
                continue
            del element.attrib[own]
            if self._reads(kind, of(own), value):
                element.set(of(own), value)
            else:
                self.lost(kind, identifier, own, value)
        for child in list(element):
            own, child.tag = child.tag, of(child.tag)
            feature = kind.get_feature(child.tag)
            inside = kind.name == "uima.cas.StringArray" and own == "elements"
            several = feature is not None and feature.rangeType.name in TEXTS
            if len(child) or not (inside or several):
                self.lost(kind, identifier, own, "".join(child.itertext()))
                element.remove(child)

    def _reads(self, kind: Any, name: str, value: str) -> bool:
        feature = kind.get_feature(name)
        if feature is None:
            return False
        try:
            NUMBERS.get(feature.rangeType.name, str)(value)
            if self.types.is_primitive_collection(feature.rangeType):  # texts stand in elements, if any
                return (
                    not value
                    if "String" in feature.rangeType.name
                    else bool([float(x) for x in value.split()])
                )
        except (ValueError, KeyError):
            return False
        return True

    def join(self, root: Any, elements: list[Any]) -> None:
        """Take out references to what isn't there, now that everything is known."""
        for element in elements:
            number = int(element.get(XMI_ID))
            kind = self.kept[number]
            for name, value in list(element.attrib.items()):
                if name not in PLACE and self._refers(kind, name):
                    there = self.still_there(kind, number, name, map(parsed, value.split()))
                    one = kind.get_feature(name).rangeType.name not in (FS_ARRAY, "uima.cas.FSList")
                    element.set(name, " ".join(map(str, there[:1] if one else there)))
                    if not there and kind.name != FS_ARRAY:
                        del element.attrib[name]
        for view in root.findall(f"{CAS_TAG}View"):
            if parsed(view.get("sofa", "")) != self.sofa:
                root.remove(view)
            else:
                view.set(
                    "members", " ".join(map(str, self.members(map(parsed, view.get("members", "").split()))))
                )

    def _refers(self, kind: Any, name: str) -> bool:
        feature = kind.get_feature(name)
        if feature is None:
            return False
        range_type = feature.rangeType
        plain = self.types.is_primitive(range_type) or self.types.is_primitive_collection(range_type)
        return not plain and not self.types.is_primitive_array(kind)


def _xml(raw: bytes, what: str) -> Any:
    """Parse XML without entities, network or huge texts. Raises CasError."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"{what} is no whole XML: {shorten(str(error))}"
        raise CasError(message) from error
    about = root.getroottree().docinfo
    if about.doctype or about.internalDTD is not None:
        raise CasError(f"{what} has a DOCTYPE, which no UIMA file has and which may pull in other files")
    return root


def _type_name(tag: str) -> str | None:
    """Return the type of an element: ``{http:///webanno/custom.ecore}Span`` is ``webanno.custom.Span``."""
    match = TAG.fullmatch(tag)
    return f"{match[1].replace('/', '.')}.{match[2]}".removeprefix("uima.noNamespace.") if match else None
