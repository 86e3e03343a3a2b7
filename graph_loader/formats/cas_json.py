"""UIMA CAS JSON 0.4, with its own types: https://github.com/apache/uima-uimaj-io-jsoncas."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import cassis
from cassis.typesystem import is_predefined

from diplograph.graph_loader.formats.uima import (
    ANNOTATION,
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
    quietly,
    why,
)
from diplograph.graph_loader.problems import shorten

SOFA = "uima.cas.Sofa"
PLACE = ("begin", "end")


def from_json(data: dict[str, Any]) -> Contents:
    """Read CAS JSON 0.4 with its own types. Raises CasError where nothing can be read, or types are missing."""
    structures = data.get("%FEATURE_STRUCTURES")
    if isinstance(structures, dict):  # by id: the format's other form
        structures = [
            {"%ID": int(key) if DIGITS.fullmatch(key) else key, **each}
            for key, each in structures.items()
            if isinstance(each, dict)
        ]
    if not isinstance(structures, list):
        raise CasError("it has no %FEATURE_STRUCTURES", WHOLE_EXPORT)
    names = Names()
    said = _types(data.get("%TYPES"), names)
    used = [
        each["%TYPE"] for each in structures if isinstance(each, dict) and isinstance(each.get("%TYPE"), str)
    ]
    need_types([*used, *_named_in(said)], said)
    try:
        empty = {"%TYPES": said, "%FEATURE_STRUCTURES": [], "%VIEWS": {}}
        types = quietly(lambda: cassis.load_cas_from_json(json.dumps(empty))).typesystem
    except Exception as error:  # whatever cassis stumbles on
        raise CasError(f"its %TYPES can't be used: {why(error)}", WHOLE_EXPORT) from error
    screen = _JsonScreen(types, names)
    clean = {
        "%TYPES": said,
        "%FEATURE_STRUCTURES": screen.clean(structures),
        "%VIEWS": screen.view(data.get("%VIEWS")),
    }
    return screen.contents(lambda: cassis.load_cas_from_json(json.dumps(clean)))


class _JsonScreen(Screen):
    """CAS JSON: an object a feature structure; ``@name`` refers to another one."""

    def clean(self, structures: list[Any]) -> list[dict[str, Any]]:
        """Return what can be used. Raises CasError where there is no text."""
        whole = [each for each in structures if isinstance(each, dict) and isinstance(each.get("%TYPE"), str)]
        for _ in range(len(structures) - len(whole)):
            self.refuse(None, "?", "it is no object with a %TYPE", what="spans")
        sofas = [each for each in whole if each["%TYPE"] == SOFA and each.get("sofaID") == VIEW]
        number = sofas[0].get("%ID") if sofas else None
        if not isinstance(number, int) or isinstance(number, bool):
            raise CasError(f"it has no sofa {VIEW}, so no text", WHOLE_EXPORT)
        text = sofas[0].get("sofaString")
        self.sofa, self.found.text = number, text if isinstance(text, str) else None
        self.seen.add(number)
        sofa = {
            "%ID": number,
            "%TYPE": SOFA,
            "sofaNum": 1,
            "sofaID": VIEW,
            "sofaString": self.found.text or "",
        }
        kept = [each for each in whole if each["%TYPE"] != SOFA and self._take(each)]
        for each in kept:
            self._note_arrays(each)
        return [sofa, *map(self._features, kept)]

    def _take(self, said: dict[str, Any]) -> bool:
        name, number = said["%TYPE"], said.get("%ID")
        if is_ignored(name):
            self.seen |= {number} if isinstance(number, int) else set()
            return False
        kind = self.kind(_array(name))
        if kind is None:
            self.seen |= {number} if isinstance(number, int) else set()
            message = f"{shorten(name)!r} is no type of UIMA's"
            self.refuse(None, shorten(str(number)), message, what="spans")
            return False
        plain = {key.lstrip("#^"): value for key, value in said.items() if key[:1] != "%"}
        if not self.is_new(kind, number, plain):
            return False
        if not self.placed(kind, said["%ID"], said.get("begin", 0), said.get("end", 0), said.get("@sofa")):
            return False
        self.kept[said["%ID"]] = kind
        return True

    def _note_arrays(self, said: dict[str, Any]) -> None:
        """Note which arrays something has."""
        for key, value in said.items():
            array = self.kept.get(value) if key.startswith("@") and isinstance(value, int) else None
            if array is not None and array.name.endswith("Array"):
                self.holders.setdefault(value, []).append((said["%ID"], key[1:]))

    def _features(self, said: dict[str, Any]) -> dict[str, Any]:
        number = said["%ID"]
        kind = self.kept[number]
        clean: dict[str, Any] = {"%ID": number, "%TYPE": said["%TYPE"]}
        if self.types.is_instance_of(kind, ANNOTATION):
            clean |= {"begin": 0, "end": 0}  # cassis needs them; those that count are in offsets
        elements = said.get("%ELEMENTS")
        if elements is not None and not isinstance(elements, list):
            self.lost(kind, number, "elements", elements)
        elif kind.name == FS_ARRAY:
            clean["%ELEMENTS"] = self.still_there(kind, number, "elements", elements or [])
        elif isinstance(elements, list):
            clean["%ELEMENTS"] = [each for each in elements if isinstance(each, str | int | float)]
            for each in elements:
                if each is not None and not isinstance(each, str | int | float):
                    self.lost(kind, number, "elements", each)
        for key, value in said.items():
            own = key.lstrip("@#^")
            name = self.found.names.of(own)
            if key.startswith("%") or (key in PLACE and kind.get_feature(key) is not None) or value is None:
                continue
            if key == "@sofa" and kind.get_feature("sofa") is not None:
                clean[key] = self.sofa
            elif (
                f"@{name}" in clean
                or name in clean
                or kind.get_feature(name) is None
                or not self._reads(key, kind.get_feature(name), value)
            ):
                self.lost(kind, number, own, value)
            elif key.startswith("@"):
                if self.still_there(kind, number, name, [value]):
                    clean[f"@{name}"] = value
            else:
                clean[name] = float(value) if key.startswith("#") else value
        return clean

    def _reads(self, key: str, feature: Any, value: object) -> bool:
        if key.startswith("#"):
            return value in ("NaN", "Infinity", "-Infinity", "Inf", "-Inf") or type(value) in (int, float)
        primitive = bool(self.types.is_primitive(feature.rangeType))
        if key.startswith("@"):
            return not primitive and type(value) is int
        return primitive and isinstance(value, str | int | float)

    def view(self, views: object) -> dict[str, Any]:
        """Return the first view with what of its members is kept."""
        own = views.get(VIEW) if isinstance(views, dict) else None
        named = own.get("%MEMBERS") if isinstance(own, dict) else None
        members = (
            [each if isinstance(each, int) else str(each) for each in named]
            if isinstance(named, list)
            else []
        )
        return {VIEW: {"%SOFA": self.sofa, "%MEMBERS": self.members(members)}}


def _types(said: object, names: Names) -> dict[str, Any]:
    """Return the types, with features that cassis can have. Raises CasError."""
    kinds = {} if said is None else said
    if not isinstance(kinds, dict) or not all(isinstance(each, dict) for each in kinds.values()):
        raise CasError("its %TYPES are no objects", WHOLE_EXPORT)
    limit_depth({name: kind.get("%SUPER_TYPE") for name, kind in kinds.items()})
    limit_features(name for name, kind in kinds.items() for _ in kind)
    return {
        name: {key if key.startswith("%") else names.of(key): value for key, value in kind.items()}
        for name, kind in kinds.items()
    }


def _named_in(types: dict[str, Any]) -> Iterable[str]:
    """Yield what %TYPES names: supertypes and ranges."""
    for kind in types.values():
        for key, value in kind.items():
            named = (
                value if key == "%SUPER_TYPE" else value.get("%RANGE") if isinstance(value, dict) else None
            )
            if isinstance(named, str):
                yield named


def _array(name: str) -> str:
    """Return UIMA's own name of a JSON array type."""
    element = name.removesuffix("[]")
    if element == name:
        return name
    own = is_predefined(f"{element}Array") and element != "uima.cas.TOP"
    return f"{element}Array" if own else FS_ARRAY
