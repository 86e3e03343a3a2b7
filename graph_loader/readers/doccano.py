"""doccano's exports of sequence labelling, JSONL and JSONL(relation): one article a line.

The shapes are those of https://github.com/doccano/doccano, backend/data_export, and of the versions before it:

    {"id": 7, "text": "…", "label": [[0, 4, "State"]], "Comments": []}
    {"id": 7, "text": "…", "entities": [{"id": 31, "label": "State", "start_offset": 0, "end_offset": 4}, …],
     "relations": [{"id": 2, "from_id": 31, "to_id": 32, "type": "in"}], "Comments": [{"id": 1, "comment": "…"}]}
    {"id": 7, "text": "…", "annotations": [{"label": 2, "start_offset": 0, "end_offset": 4, "user": 1}], "meta": {}}

Offsets are UTF-16 units, as the browser counts them. A project that counts "grapheme clusters as one character" has
other offsets, which no file says; articles with emoji, combining accents or CRLF can't be annotated so. What came with
an uploaded line stands beside the text: keys called like the columns of metadata.csv are about the article, and an
``id`` that is a text is the article's. doccano's own is a number of its project, which stands behind the file's name.
Labels are all that doccano has for attributes: ``Initiative:alleged``. Of several users' annotations in one line those
of the user with most of them count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from diplograph.graph_loader.document import Arc, Document, Span
from diplograph.graph_loader.formats.losses import as_text, lose_others
from diplograph.graph_loader.input_file import InputFile, Item
from diplograph.graph_loader.json_shapes import ShapeError, maybe, need, why
from diplograph.graph_loader.metadata import COLUMNS, said_of
from diplograph.graph_loader.offsets import Unit
from diplograph.graph_loader.problems import Problem, Reason, shorten

TEXTS = ("text", "data")  # data in some versions of 2021
SPANS = ("entities", "label", "labels", "annotations")  # by the kind of project and the version
OWN = {"Comments", "annotation_approver", "relations"}  # keys that only doccano has beside a label
PLAIN = {"label", "labels", *TEXTS, *COLUMNS}
OTHERS = {"_input_hash", "_task_hash", "spans", "tokens"}  # Prodigy's
FIELDS = ("start_offset", "end_offset", "label")
# What doccano itself writes on a span and on a relation, in one version or another.
NOTED = {"id", "uuid", "user", "prob", "manual", "document", "example", "created_at", "updated_at"}
OF_SPANS = NOTED | {*FIELDS}
OF_RELATIONS = NOTED | {"from_id", "to_id", "type"}
RELATED = (
    "A project that uses relation labelling exports them as JSONL(relation), in some versions only of documents that "
    "are checked (✓)."
)


def matches(file: InputFile) -> bool:
    """Tell whether a file's first line is a text with doccano's lists, of spans or of a text's categories."""
    first = file.first_json
    if not isinstance(first, dict) or OTHERS & first.keys():
        return False
    lists = {name: first[name] for name in SPANS if isinstance(first.get(name), list)}
    if not lists or not any(isinstance(first.get(name), str) for name in TEXTS):
        return False
    if any(_is_span(name, found[0], first) for name, found in lists.items() if found):
        return True
    mere = all(not found or isinstance(found[0], str) for found in lists.values())
    return mere and (
        {"entities", "relations"} <= first.keys()
        or ("id" in first and (bool(OWN & first.keys()) or first.keys() <= PLAIN))
    )


def read(file: InputFile) -> Iterator[Document]:
    """Yield a document for each line, and an unusable one for each line that is none."""
    problems: list[Problem] = []
    items = list(file.json_items(problems))
    unrelated = not any(_has(item.value, "relations") for item in items)
    for item in items:
        document = _document(file, item)
        if unrelated and document.spans:
            unrelated = False  # it is said once
            document.report(
                "warning", None, "nothing in this file is joined by a relation", RELATED, item.line
            )
        yield document
    for problem in problems:
        yield Document(file.path.stem, str(file.path), unusable=Reason.UNREADABLE, problems=[problem])


def _is_span(name: str, found: Any, holder: dict[str, Any]) -> bool:
    """Tell whether a list's first value is a span. Triples called entities are spaCy's, but where there are cats."""
    if isinstance(found, dict):
        return "start_offset" in found and "end_offset" in found
    plain = name in ("label", "labels") or (name == "entities" and "cats" in holder)
    return plain and isinstance(found, list) and [type(each) for each in found] == [int, int, str]


def _has(value: Any, name: str) -> bool:
    return isinstance(value, dict) and bool(value.get(name))


def _document(file: InputFile, item: Item) -> Document:
    if not isinstance(item.value, dict):
        document = file.document(None, item.number)
        document.give_up("it is no object", "Each line is an article with its annotations.", item.line)
        return document
    value: dict[str, Any] = item.value
    given, meta = value.get("id"), value.get("meta")
    number = given if type(given) is int else item.number
    about = said_of((meta if isinstance(meta, dict) else {}) | value)  # the oldest exports keep it in meta
    document = file.document(None if number is given else given, number, **about)
    document.unit, document.qualified = Unit.UTF16, False
    document.text = next((value[name] for name in TEXTS if isinstance(value.get(name), str)), None)
    if document.text is None:
        file.find_text(document)
    _fill(document, _of_one_user(file, document, value, item.line), item.line)
    return document


def _of_one_user(file: InputFile, document: Document, value: dict[str, Any], line: int) -> dict[str, Any]:
    """Return a line with the annotations of one user alone, whom it names; the oldest exports mix those of all.

    That is who made most of them, then whose number is the lowest.
    """
    found = value.get("annotations")
    made = found if isinstance(found, list) else []
    counts = Counter(_user(each) for each in made if isinstance(each, dict))
    users = sorted(counts, key=lambda user: (user is None, type(user) is str, user or 0))
    best = max(users, key=lambda user: counts[user], default=None)
    names = {user: None if user is None else file.reading.annotator(f"doccano/{user}") for user in users}
    document.annotator = names.get(best)
    others = [user for user in users if user != best]
    if not others:
        return value
    said = ", ".join(names[user] or "somebody" for user in others)
    message = f"{len(users)} users annotated it; {document.annotator or 'somebody'} counts, who marked most, not {said}"
    document.report(
        "warning", None, message, "Export the project for each of them, or with a newer doccano.", line
    )
    document.tally.refuse("spans", Reason.SUPERSEDED, sum(counts[user] for user in others))
    return value | {
        "annotations": [each for each in made if not isinstance(each, dict) or _user(each) == best]
    }


def _user(annotation: dict[str, Any]) -> int | str | None:
    """Return the user who made an annotation of the oldest exports, by number; None where nothing says it."""
    user = annotation.get("user")
    return user if type(user) in (int, str) and user != "" else None


def _fill(document: Document, value: dict[str, Any], line: int) -> None:
    listed = {name: _list(document, value, name, "spans", line) for name in SPANS}
    held = [each for found in listed.values() for each in found]
    if held and all(isinstance(each, str) for each in held):
        message = "its labels are of the whole text, as those of text classification are"
        document.give_up(message, "A project of sequence labelling is the one that marks words.", line)
        return
    for name, found in listed.items():
        for number, each in enumerate(found):
            if isinstance(each, str):
                document.lose("", name, each)  # a category of the whole text
            _span(document, f"{name}[{number}]", each, line)
    seen: set[str] = set()
    for number, each in enumerate(_list(document, value, "relations", "arcs", line)):
        _relation(document, f"relations[{number}]", each, line, seen)
    if not any(value.get(name) for name in SPANS):
        document.report("warning", None, "no annotation in this line", "Is it annotated, and saved?", line)
    for name in ("Comments", "cats"):
        if whole := value.get(name):
            count = len(whole) if isinstance(whole, list) else 1
            message = f"its {name} ({count}) are about the whole text; they are not kept"
            document.report("warning", None, message, "What is about a span can stand in its label.", line)
    if cats := value.get("cats"):
        document.lose("", "cats", as_text(cats))


def _list(document: Document, value: dict[str, Any], name: str, what: str, line: int) -> list[Any]:
    try:
        found: list[Any] | None = maybe(value, name, list)
        return found or []
    except (ShapeError, RecursionError) as error:
        document.refuse(what, Reason.MALFORMED, name, why(error), "Export the project again.", line)
        return []


def _span(document: Document, where: str, found: Any, line: int) -> None:
    try:
        if isinstance(found, list):
            if len(found) != len(FIELDS):
                raise ShapeError(f"{shorten(repr(found))} is no [start, end, label]")
            found = dict(zip(FIELDS, found, strict=True))
        where = _id(found) or where
        label = _label(found)
        places = ((need(found, "start_offset", int), need(found, "end_offset", int)),)
    except (ShapeError, RecursionError) as error:
        hint = "A span is [start, end, label], or an object with start_offset, end_offset and label."
        document.refuse("spans", Reason.MALFORMED, where, why(error), hint, line)
        return
    span = Span(where, label, places, "", line)
    if document.mark(span) is None and ":" in label:
        document.lose(where, "label", label)  # what another one of the same id carries
    lose_others(document, where, found, OF_SPANS)


def _label(found: Any) -> str:
    """Return a span's label, in the oldest exports a number. Raises ShapeError where it has none."""
    said = found.get("label") if isinstance(found, dict) else None
    label = str(said) if type(said) is int else need(found, "label", str)
    if not label:
        raise ShapeError("it has no label")
    return label


def _relation(document: Document, where: str, found: Any, line: int, seen: set[str]) -> None:
    try:
        own = _id(found)
        where = f"relation {own}" if own else where
        role = need(found, "type", str)
        ends = [need(found, name, int) for name in ("from_id", "to_id")]
    except (ShapeError, RecursionError) as error:
        hint = "A relation has a type, and the ids of two entities: from_id, to_id."
        document.refuse("arcs", Reason.MALFORMED, where, why(error), hint, line)
        return
    if where in seen:
        message = f"the {where} stands twice; the first counts"
        document.refuse("arcs", Reason.REPEATED, where, message, line=line)
        return
    seen.add(where)
    document.connect(Arc(where, role, str(ends[0]), str(ends[1]), line))
    lose_others(document, where, found, OF_RELATIONS)


def _id(found: Any) -> str | None:
    own = found.get("id") if isinstance(found, dict) else None
    return str(own) if type(own) in (int, str) and own != "" else None
