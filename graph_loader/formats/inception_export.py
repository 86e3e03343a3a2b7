"""What INCEpTION exports: a CAS by itself, the ZIP of a document, or that of a project with one CAS a document.

Of a project a document is taken as it was curated, else as one annotator annotated it; never a union of several.
Nothing is unpacked to disk, and what would unpack to too much isn't read.
"""

from __future__ import annotations

import json
import lzma
import re
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from diplograph.graph_loader.formats.layers import CURATED, INITIAL, NOBODY
from diplograph.graph_loader.formats.uima import CasError
from diplograph.graph_loader.problems import shorten

JSON_KEYS = ("%FEATURE_STRUCTURES", "%TYPES", "%VIEWS")
LEGACY_KEYS = ("_referenced_fss", "_views")
PROJECT = re.compile(r"/?exportedproject\d*\.json")
MEMBER = re.compile(r"/?(source|annotation|annotation_ser|curation|curation_ser)/([^/]+)(?:/([^/]+))?")
IN_HEAD = re.compile(rb"exportedproject\d*\.json|(?:annotation|curation)(?:_ser)?/|TypeSystem\.xml")
ENDINGS = (".json", ".xmi", ".zip", ".ser")
TYPE_SYSTEM = "typesystem.xml"
MOST_MEMBERS = 50_000
MOST_BYTES = 1_000_000_000  # of all members, uncompressed
LARGEST = 200_000_000  # of one
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(ValueError, RuntimeError, NotImplementedError, OverflowError, IndexError, OSError),
)  # what zipfile raises for broken, encrypted and unknown content
QUOTED = re.compile(r"b?(['\"]).*\1", re.DOTALL)  # names, in what zipfile says
AGAIN = "Export it again."
AS_JSON = "Export the project with the secondary format UIMA CAS JSON 0.4.0."


@dataclass(frozen=True)
class Cas:
    """A CAS that wasn't parsed yet: the bytes of XMI and of its type system, or a value of JSON.

    ``member`` is its path in a ZIP, and ``shown`` that path without an annotator's name; ``name`` is what a project calls the
    document, ``user`` who annotated it, ``others`` who did, too. ``wrong`` says why there is nothing to read; of what is only ``unannotated`` nothing is wrong.
    """

    data: Any = None
    types: bytes | None = None
    member: str = ""
    shown: str = ""
    name: str | None = None
    user: str | None = None
    others: tuple[str, ...] = ()
    wrong: CasError | None = None
    unannotated: bool = False


def is_cas(value: object) -> bool:
    """Tell whether a value of JSON is a UIMA CAS."""
    return isinstance(value, dict) and sum(key in value for key in JSON_KEYS) > 1


def is_legacy(value: object) -> bool:
    """Tell whether a value of JSON is a CAS in UIMA's old form."""
    return isinstance(value, dict) and "_context" in value and any(key in value for key in LEGACY_KEYS)


def is_export(path: Path, head: bytes) -> bool:
    """Tell whether a ZIP is one of INCEpTION's, by the names in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except BROKEN:
        return IN_HEAD.search(head) is not None  # cut off
    return any(map(_of_project, names)) or (_type_system(names) is not None and bool(_xmi(names)))


def exported(path: Path, called: Callable[[str], str | None]) -> Iterator[Cas]:
    """Yield the CASes of a ZIP, one a document; what can't be read says so. ``called`` gives an annotator's pseudonym."""
    try:
        with path.open("rb") as raw, _opened(raw) as archive:
            whole = any(map(_of_project, archive.namelist()))
            yield from _project(archive, called) if whole else _single(archive, called)
    except BROKEN as error:
        yield Cas(wrong=CasError(f"the ZIP can't be read: {shorten(str(error))}", AGAIN))


def _of_project(name: str) -> bool:
    match = MEMBER.fullmatch(name)
    annotated = match is not None and match[1] != "source" and (match[3] or "").endswith(ENDINGS)
    return PROJECT.fullmatch(name) is not None or annotated


def _type_system(names: list[str]) -> str | None:
    return next((name for name in names if name.lower().rpartition("/")[2] == TYPE_SYSTEM), None)


def _xmi(names: list[str]) -> list[str]:
    return [name for name in names if name.endswith(".xmi")]


def _opened(raw: Any) -> zipfile.ZipFile:
    """Open a ZIP. Raises ValueError where it would unpack to too much."""
    archive = zipfile.ZipFile(raw)
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
        raise ValueError(f"it would unpack to more than {MOST_MEMBERS:,} files or {MOST_BYTES:,} bytes")
    return archive


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a member's content. Raises ValueError, which doesn't name it: it may have an annotator's name."""
    try:
        if archive.getinfo(name).file_size > LARGEST:
            raise ValueError(f"it has more than {LARGEST:,} bytes")
        with archive.open(name) as member:
            return member.read(LARGEST)
    except BROKEN as error:
        raise ValueError(QUOTED.sub("it", str(error)) or type(error).__name__) from error


def _shown(member: str, called: Callable[[str], str | None]) -> str:
    """Return a member's path with a pseudonym instead of the annotator, after whom the file is named."""
    folder, slash, leaf = member.lstrip("/").rpartition("/")
    user, dot, ending = leaf.rpartition(".") if "." in leaf else (leaf, "", "")
    return member.lstrip("/") if user in NOBODY else f"{folder}{slash}{called(user)}{dot}{ending}"


def _single(archive: zipfile.ZipFile, called: Callable[[str], str | None] = str) -> Iterator[Cas]:
    """Yield the CASes of a document's ZIP: each .xmi, with the one type system; a single one may have an annotator's name."""
    types, found = _type_system(archive.namelist()), _xmi(archive.namelist())
    for name in found:
        own = name.rpartition("/")[2] if len(found) > 1 else None
        shown = name if own else _shown(name, called)
        yield Cas(_content(archive, name), _content(archive, types) if types else None, name, shown, own)


@dataclass
class _Annotated:
    """What a project's ZIP holds of a document: paths, those of annotators by their names."""

    curated: str | None = None
    by: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)  # binary, or in another format


def _project(archive: zipfile.ZipFile, called: Callable[[str], str | None]) -> Iterator[Cas]:
    documents: dict[str, _Annotated] = defaultdict(_Annotated)
    for path in sorted(archive.namelist()):
        if match := MEMBER.fullmatch(path):
            _note(documents[match[2]], match[1], match[3] or "", path)
    if not documents:
        yield Cas(wrong=CasError("the project has no document", "Add documents to it, and annotate them."))
    for name, found in sorted(documents.items()):
        yield _chosen(archive, name, found, called)


def _note(found: _Annotated, folder: str, leaf: str, path: str) -> None:
    user, _, ending = leaf.rpartition(".")
    if folder == "source" or user == INITIAL or not leaf:
        return
    if ending not in ("json", "xmi", "zip") or folder.endswith("_ser"):
        found.unread.append(path)
    elif folder == "curation":
        found.curated = found.curated or path
    else:
        found.by.setdefault(user, path)


def _chosen(
    archive: zipfile.ZipFile, name: str, found: _Annotated, called: Callable[[str], str | None]
) -> Cas:
    """Return a document as it was curated, else as the first annotator annotated it."""
    unread = sorted(found.unread, key=lambda path: not path.lstrip("/").startswith("curation"))
    curated = found.curated or next(
        (path for path in unread if path.lstrip("/").startswith("curation")), None
    )
    if curated in unread or not (curated or found.by):
        if not unread:
            return Cas(name=name, unannotated=True)
        shown = _shown(unread[0], called)
        message = f"{shown} is neither UIMA CAS JSON nor XMI"
        return Cas(member=unread[0], shown=shown, name=name, wrong=CasError(message, AS_JSON))
    user, *others = [CURATED] if curated else sorted(found.by)
    member = curated or found.by[user]
    cas = Cas(None, None, member, _shown(member, called), name, user, tuple(others))
    try:
        return _read(archive, cas)
    except BROKEN as error:
        return replace(cas, wrong=CasError(f"{cas.shown} can't be read: {shorten(str(error))}", AS_JSON))


def _read(archive: zipfile.ZipFile, cas: Cas) -> Cas:
    """Return a project's CAS with its content; XMI is in a ZIP of its own, with the types. Raises one of BROKEN."""
    raw = _content(archive, cas.member)
    if cas.member.endswith(".json"):
        return replace(cas, data=_json(raw))
    if cas.member.endswith(".xmi"):
        return replace(cas, data=raw)
    with _opened(BytesIO(raw)) as inner:
        inside = next(_single(inner), None)
    if inside is None:
        raise ValueError("it holds no .xmi")
    return replace(cas, data=inside.data, types=inside.types)


def _json(raw: bytes) -> Any:
    """Return a CAS of JSON; half characters become U+FFFD. Raises ValueError."""
    try:
        value = json.loads(raw.decode("utf-8-sig"))
        if b"\\ud" in raw.lower():
            said = json.dumps(value, ensure_ascii=False)
            value = json.loads(said.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not is_cas(value) and not is_legacy(value):
        raise ValueError("it is no UIMA CAS")
    return value
