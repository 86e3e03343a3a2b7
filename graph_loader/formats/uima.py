"""A UIMA CAS out of a file: what XMI (cas_xmi) and CAS JSON 0.4 (cas_json) have in common. dkpro-cassis reads both.

cassis gives a whole file up for one feature structure that is wrong, lets an offset that lies inside of a character pass,
and makes Python code of the names of features. So what it can't read is taken out before, each with its id; offsets are
those that the file says, in UTF-16 units; and a name that is none in Python is exchanged. Token, Sentence and the like are
no annotations: they are left out unread, and their types may be missing.
"""

from __future__ import annotations

import keyword
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cassis.typesystem import is_predefined

from diplograph.graph_loader.problems import Reason, shorten

VIEW = "_InitialView"
FS_ARRAY = "uima.cas.FSArray"
ANNOTATION = "uima.tcas.Annotation"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
SOURCE, TARGET = "Governor", "Dependent"  # an arrow goes from the first to the second (RelationLayerSupport)
CHAINED = ("first", "next")
PLACE = ("begin", "end", "sofa")
IGNORED = re.compile(
    r"de\.tudarmstadt\.ukp\.(?:clarin\.webanno\.api\.type|inception)\."
    r"|(?:de\.tudarmstadt\.ukp\.dkpro\.core|org\.dkpro\.core)\.api\."
    r"(?:anomaly|lexmorph|metadata|pdf|phonetics|segmentation|structure|syntax|transform|xml)\."
)
DIGITS = re.compile(r"[0-9]{1,15}")
SAFE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
CLASHING = ("get", "set", "get_covered_text", "xmiID")  # cassis's own
SHOWN = 20  # missing types that a message names
MOST_FEATURES = 5_000
MOST_OF_A_TYPE = 500
DEEPEST = 20
WHOLE_EXPORT = "In INCEpTION export the document as UIMA CAS JSON 0.4.0, or as UIMA CAS XMI: the ZIP then holds TypeSystem.xml too."


class CasError(Exception):
    """Nothing of a CAS can be read; ``hint`` says what to do next."""

    def __init__(self, message: str, hint: str = "Export the document again.") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Refusal:
    """A part of a CAS that was taken out: what it is (spans, arcs, …; nothing where it is no annotation), why, its id.

    ``lost`` is what it said, by feature (``@who`` where that names something): of ``about``, which is the id of an
    annotation, or of all where that is empty.
    """

    what: str
    reason: Reason
    id: str
    message: str
    line: int | None
    about: str = ""
    lost: tuple[tuple[str, str], ...] = ()
    whole: bool = True  # or only some feature of it


class Names:
    """Names of features as cassis can have them; the others are exchanged."""

    def __init__(self) -> None:
        self.safe: dict[str, str] = {}
        self.own: dict[str, str] = {"self_": "self", "type_": "type"}  # which cassis exchanges itself

    def of(self, name: str) -> str:
        """Return a name that is one in Python."""
        if SAFE.fullmatch(name) and not keyword.iskeyword(name) and name not in CLASHING:
            return name
        made = self.safe.setdefault(name, f"exchanged_{len(self.safe)}")
        self.own[made] = name
        return made


@dataclass
class Contents:
    """A CAS's text and what is indexed in its first view, by id; ``offsets`` are UTF-16 units, ``lines`` those of XMI."""

    names: Names
    text: str | None = None
    members: list[Any] = field(default_factory=list)
    offsets: dict[int, tuple[int, int]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def said(self, thing: Any) -> dict[str, list[Any]]:
        """Return what a feature structure says, by feature: the entries of an array, or the one value."""
        values = {
            self.names.own.get(each.name, each.name): _values(thing[each.name])
            for each in thing.type.all_features
        }
        return {name: each for name, each in values.items() if each}


def is_relation(kind: Any) -> bool:
    """Tell whether a type is that of a relation layer."""
    return kind.get_feature(SOURCE) is not None and kind.get_feature(TARGET) is not None


def name_of(type_name: str, number: object) -> str:
    """Return how messages call a feature structure: ``NamedEntity#12``."""
    return f"{type_name.rsplit('.', 1)[-1]}#{number}"


def is_ignored(type_name: str) -> bool:
    """Tell whether a type is of what stands under annotations: segmentation, syntax, definitions of layers."""
    return IGNORED.match(type_name) is not None and type_name != METADATA


class Screen:
    """Takes out what cassis can't read, and keeps what it doesn't: offsets as they are said, lines."""

    def __init__(self, types: Any, names: Names) -> None:
        self.types = types
        self.found = Contents(names)
        self.sofa: int | None = None
        self.kept: dict[int, Any] = {}  # types by id
        self.seen: set[int] = set()  # what was refused or ignored, too
        self.indexed: set[int] = set()
        self.said: dict[int, dict[str, object]] = {}
        self.holders: dict[int, list[tuple[int, str]]] = {}  # of an array: what has it, in which feature

    def contents(self, load: Callable[[], Any]) -> Contents:
        """Load what was left, and return it. Raises CasError."""
        for number, kind in self.kept.items():
            if number not in self.indexed and self.what(kind):
                message = "it was deleted: only something else names it"
                self.refuse(kind, number, message, Reason.DISCARDED, lost=self.said.get(number))
        try:
            cas = quietly(load)
        except Exception as error:  # whatever cassis stumbles on
            raise CasError(f"it is no UIMA CAS that can be read: {why(error)}", WHOLE_EXPORT) from error
        members = (each for view in cas.views for each in view.get_all_fs())
        self.found.members = sorted(members, key=lambda each: int(each.xmiID))
        return self.found

    def what(self, kind: Any) -> str:
        """Return what an instance of a type is to us: spans, arcs, or nothing."""
        if kind is None or is_ignored(kind.name) or not self.types.is_instance_of(kind, ANNOTATION):
            return ""
        if self.types.is_instance_of(kind, "uima.tcas.DocumentAnnotation"):
            return ""
        return "arcs" if is_relation(kind) else "spans"

    def kind(self, type_name: str) -> Any:
        """Return a type, or None where UIMA has none of that name."""
        known = bool(type_name) and self.types.contains_type(type_name, match_exactly=True)
        return self.types.get_type(type_name, match_exactly=True) if known else None

    def refuse(
        self,
        kind: Any,
        number: object,
        message: str,
        reason: Reason = Reason.MALFORMED,
        what: str = "",
        line: int | None = None,
        lost: Mapping[str, object] | None = None,
        about: str = "",
        whole: bool = True,
    ) -> None:
        """Note what is left out, by default what an instance of its type is to us, and what is lost of what it said."""
        name = name_of(kind.name if kind is not None else "feature structure", number)
        line = line or (self.found.lines.get(number) if isinstance(number, int) else None)
        of_all = kind is not None and not self.what(kind) and kind.get_feature("target") is None
        said = tuple((key, str(value)) for key, value in (lost or {}).items() if _says(key, value))
        about = about or ("" if of_all else name)
        own = what or self.what(kind)
        self.found.refused.append(Refusal(own, reason, name, message, line, about, said, whole))

    def is_new(self, kind: Any, number: object, said: Mapping[str, object], line: int | None = None) -> bool:
        """Tell whether an id can be used; of two things that have one, what the second says is lost to the first."""
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            self.refuse(kind, shorten(str(number)), "its id is no number", line=line, lost=said)
        elif number in self.seen:
            message = f"the id {number} stands already; the first counts"
            first = name_of(self.kept[number].name, number) if number in self.kept else ""
            self.refuse(kind, number, message, Reason.REPEATED, line=line, lost=said, about=first)
        else:
            self.seen.add(number)
            self.said[number] = dict(said)
            return True
        return False

    def placed(self, kind: Any, number: int, begin: Any, end: Any, sofa: object) -> bool:
        """Keep an annotation's offsets; tell whether they and its sofa can be used."""
        if not self.types.is_instance_of(kind, "uima.cas.AnnotationBase"):
            return True
        said = self.said[number]
        if sofa != self.sofa:
            message = f"it is on sofa {shorten(str(sofa))}, which isn't the text"
            self.refuse(kind, number, message, Reason.MISSING, lost=said)
            return False
        if not self.types.is_instance_of(kind, ANNOTATION):
            return True
        if not all(isinstance(each, int) and not isinstance(each, bool) for each in (begin, end)):
            message = f"begin {shorten(repr(begin))} and end {shorten(repr(end))} are no offsets"
            self.refuse(kind, number, message, lost=said)
            return False
        self.found.offsets[number] = (begin, end)
        return True

    def still_there(self, kind: Any, number: int, feature: str, named: Iterable[Any]) -> list[int]:
        """Return the ids that a feature names and that are kept; the others are refused, and an arc's ends by who reads it."""
        there = []
        for each in named:
            if isinstance(each, int) and each in self.kept:
                there.append(each)
            elif feature not in (SOURCE, TARGET):
                what = "groups" if feature in CHAINED else "arcs"
                message = f"its {feature} names {shorten(str(each))}, which was refused or isn't in this file"
                for of_kind, holder, name in self._holders(kind, number, feature):
                    self.refuse(
                        of_kind, holder, message, Reason.MISSING, what, lost={name: each}, whole=False
                    )
        return there

    def members(self, named: Iterable[Any]) -> list[int]:
        """Return what of a view's members is kept."""
        numbers = dict.fromkeys(named)
        for each in numbers:
            if each not in self.seen and each != self.sofa:
                self.refuse(
                    None,
                    shorten(str(each)),
                    "the view names it, and it isn't in this file",
                    Reason.MISSING,
                    "spans",
                )
        self.indexed = {each for each in numbers if each in self.kept}
        return sorted(self.indexed)

    def lost(self, kind: Any, number: int, feature: str, value: object) -> None:
        """Refuse the value of one feature; that of an array is one of what has the array."""
        for of_kind, holder, name in self._holders(kind, number, feature):
            known = of_kind.get_feature(self.found.names.of(name)) is not None
            fault = "can't be read" if known else f"isn't a feature of {of_kind.name}"
            message = f"its {shorten(name)}, {shorten(repr(value))}, {fault}"
            reason = Reason.VALUE if known else Reason.MALFORMED
            self.refuse(of_kind, holder, message, reason, "attributes", lost={name: value}, whole=False)

    def _holders(self, kind: Any, number: int, feature: str) -> list[tuple[Any, int, str]]:
        """Return whose feature it is: that of an array belongs to each annotation that has the array."""
        found = self.holders.get(number, [(number, feature)])
        return [(self.kept.get(holder, kind), holder, name) for holder, name in found]


def need_types(names: Iterable[str | None], defined: Iterable[str]) -> None:
    """Raise CasError, which names them, where types are missing that aren't ignored."""
    needed = {name.removesuffix("[]") for name in names if name and not is_ignored(name)}
    missing = sorted(
        name for name in needed - set(defined) if not is_predefined(name) and not name.startswith("uima.")
    )
    if missing:
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        message = f"the types {', '.join(map(shorten, missing[:SHOWN]))}{more} aren't defined in it"
        raise CasError(
            message if defined else f"{message}, nor is any other: its type system is missing", WHOLE_EXPORT
        )


def limit_features(names: Iterable[str]) -> None:
    """Raise CasError where a type, named once for each of its features, or all types have absurdly many."""
    counts = Counter(names)
    if sum(counts.values()) > MOST_FEATURES or max(counts.values(), default=0) > MOST_OF_A_TYPE:
        raise CasError(
            f"its types have more than {MOST_FEATURES:,} features, or one has more than {MOST_OF_A_TYPE:,}"
        )


def limit_depth(parents: Mapping[str, Any]) -> None:
    """Raise CasError where types inherit in a circle or absurdly deep; cassis would take hours."""
    for name in parents:
        above = name
        for _ in range(DEEPEST + 1):
            if not isinstance(above, str) or above not in parents:
                break
            above = parents[above]
        else:
            raise CasError(f"the type {shorten(name)} inherits from more than {DEEPEST} others")


def parsed(said: str) -> Any:
    """Return a number, or the text that is none."""
    return int(said) if DIGITS.fullmatch(said) else said


def quietly(load: Callable[[], Any]) -> Any:
    """Return what cassis loads, without its warnings: of offsets that it can't convert and we don't use, of types named twice."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load()


def why(error: Exception) -> str:
    """Return what went wrong in cassis."""
    return shorten(f"{type(error).__name__}: {error}")


def _says(feature: str, value: object) -> bool:
    """Tell whether a feature may say something; what places an annotation doesn't."""
    own = (*PLACE, SOURCE, TARGET, *CHAINED)
    return (
        feature.lstrip("@") not in own and value is not None and value is not False and value not in ("", 0)
    )


def _values(feature: Any) -> list[Any]:
    """Return what a feature holds. UIMA has no unset number and no unset yes or no: 0 and false say nothing."""
    kind = getattr(getattr(feature, "type", None), "name", "")
    found: list[Any] = [feature]
    if kind.startswith("uima.cas.") and kind.endswith("Array"):
        found = feature.elements or []
    elif kind.startswith("uima.cas.") and kind.endswith("List"):
        found = []
        passed = set()
        while hasattr(feature, "head") and id(feature) not in passed:
            passed.add(id(feature))
            found.append(feature.head)
            feature = feature.tail
    return [each for each in found if each is not None and each is not False and each not in ("", 0)]
