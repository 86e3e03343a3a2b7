"""Label Studio's JSON export, or what it syncs to a storage: https://labelstud.io/guide/task_format and /guide/export.

Tasks with ``data`` and ``annotations``, in one array, one a line or one a file; an annotation with its ``task`` inside
is one too. Offsets are code points since late 2021 and UTF-16 units before: the words that the file repeats tell which.
A region is a span; a choice, number or text of a region is its attribute, named as the control, and one named ``Link``
is a link; what is chosen for a whole task is about none. Of several annotations of a task the ground truth counts, else the latest; predictions and what was skipped
never do. The JSON-MIN export has no relations and is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from datetime import UTC, datetime
from typing import Any

from diplograph.graph_loader.document import LINK, SAME, Arc, Document, Link, Span
from diplograph.graph_loader.formats.losses import as_text, lose_others
from diplograph.graph_loader.formats.regions import (
    Region,
    annotated_text,
    exact_words,
    forms_of,
    has_own_values,
    place_of,
)
from diplograph.graph_loader.input_file import InputFile, Item, Reading
from diplograph.graph_loader.json_shapes import ShapeError, maybe, need, why
from diplograph.graph_loader.metadata import said_of
from diplograph.graph_loader.offsets import Offsets, agreeing_unit
from diplograph.graph_loader.problems import Problem, Reason, Severity, shorten
from diplograph.ontology.load import load as load_ontology

LABELS = ("labels", "hypertextlabels")
VALUES = ("choices", "number", "textarea", "rating", "taxonomy", "datetime")  # what a region may be given
OLD = "htmllabels"  # how versions before 1.0 call hypertextlabels; they call annotations completions
HOLDERS = ("annotations", "completions", "predictions")
MARKS = {"drafts", "project", "inner_id", "total_annotations", "file_upload", "is_labeled"}
MINIMAL = {"annotator", "annotation_id", "lead_time"}  # what every record of the JSON-MIN export has
OF_RELATIONS = {
    "type",
    "from_id",
    "to_id",
    "direction",
    "labels",
}  # keys that are read, and those that say nothing
OF_RELATIONS |= {"id", "origin", "score", "readonly", "hidden", "locked", "parentID", "from_name", "to_name"}
NOWHERE = "NIL"  # a link that says: in no knowledge base
AGAIN = "Export the project again as JSON."


def matches(file: InputFile) -> bool:
    """Tell whether a file holds Label Studio's tasks, annotations, or records of its JSON-MIN export."""
    first = file.first_json
    return _is_task(first) or _is_annotation(first) or _is_minimal(first)


def read(file: InputFile) -> Iterator[Document]:
    """Yield a document a task; one more for what of the file isn't JSON."""
    if _is_minimal(file.first_json):
        yield _minimal(file)
        return
    problems: list[Problem] = []
    for item in file.json_items(problems):
        yield from _unread(file, problems)
        yield _document(file, item)
    yield from _unread(file, problems)


def _is_task(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("data"), dict):
        return False
    lists = [value[name] for name in HOLDERS if isinstance(value.get(name), list)]
    results = any(isinstance(each, dict) and "result" in each for some in lists for each in some)
    return results or (bool(lists) and bool(MARKS & value.keys()))


def _is_annotation(value: Any) -> bool:
    """Tell an annotation that isn't in its task; a storage's has its task inside."""
    if not isinstance(value, dict) or not isinstance(value.get("result"), list):
        return False
    task = value.get("task")
    return "was_cancelled" in value or (isinstance(task, dict) and isinstance(task.get("data"), dict))


def _is_minimal(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() >= MINIMAL and not isinstance(value.get("data"), dict)


def _minimal(file: InputFile) -> Document:
    document = file.document()
    message = "this is Label Studio's JSON-MIN export, which has no relations"
    document.give_up(message, "Export the project as JSON, not JSON-MIN.", 1)
    return document


def _unread(file: InputFile, problems: list[Problem]) -> Iterator[Document]:
    """Yield an unusable document with what couldn't be read of the file, if anything."""
    if problems:
        document = file.document()
        document.unusable = Reason.UNREADABLE
        document.problems += problems
        problems.clear()
        yield document


def _document(file: InputFile, item: Item) -> Document:
    """Return the document of one task."""
    try:
        alone = _is_annotation(item.value)
        task = need(item.value, "task", dict) if alone else item.value
        annotations = [item.value] if alone else _annotations(task)
        data = need(task, "data", dict)
        number = task.get("id")
        number = number if isinstance(number, int) and not isinstance(number, bool) else item.number
        document = file.document(data.get("id"), number, **said_of(data))
    except (ShapeError, RecursionError) as error:
        document = file.document(number=item.number)
        document.give_up(f"no task: {why(error)}", AGAIN, item.line)
        return document
    chosen = _chosen(file, document, annotations, item.line)
    if not annotations:
        message = (
            "only predictions, which nobody made" if task.get("predictions") else "no annotation of this task"
        )
        document.report("warning", None, message, "Submit it, and export it again.", item.line)
    _Builder(file, document, item.line).build(data, chosen or {})
    return document


def _annotations(task: Any) -> list[Any]:
    found = maybe(task, "annotations", list)
    return (maybe(task, "completions", list) or []) if found is None else found


def _chosen(file: InputFile, document: Document, annotations: list[Any], line: int) -> dict[str, Any] | None:
    """Return the annotation that counts: the ground truth, else the latest that was finished; never several at once."""
    finished: list[dict[str, Any]] = []
    for number, annotation in enumerate(annotations, 1):
        if not isinstance(annotation, dict):
            document.refuse("spans", Reason.MALFORMED, f"annotation {number}", "it is no object", AGAIN, line)
        elif annotation.get("was_cancelled") is True:
            _discard(document, annotation, line)
        else:
            finished.append(annotation)
    if not finished:
        return None
    best: dict[str, Any] = max(
        reversed(finished), key=lambda each: (each.get("ground_truth") is True, _time(each))
    )
    document.annotator = _annotator(file, best)
    others = [_annotator(file, each) or "somebody" for each in finished if each is not best]
    if others:
        rank = "the ground truth" if best.get("ground_truth") is True else "the latest"
        message = f"{len(finished)} annotations of this task; that of {document.annotator or 'somebody'} counts, {rank}"
        hint = "Mark the one that should count as ground truth."
        document.report("warning", None, f"{message}, not those of {', '.join(others)}", hint, line)
    return best


def _time(annotation: Mapping[str, Any]) -> float:
    """Return when an annotation was saved last, in seconds; 0 where nothing says it."""
    for name in ("updated_at", "created_at"):
        said = annotation.get(name)
        if isinstance(said, int | float):
            return said
        try:
            time = datetime.fromisoformat(said) if isinstance(said, str) else None
        except ValueError:
            continue
        if time:
            return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    return 0


def _annotator(file: InputFile, annotation: Mapping[str, Any]) -> str | None:
    """Return what an annotator is called; never by an e-mail address, not even where names were asked for."""
    user = annotation.get("completed_by")
    user = user if isinstance(user, dict) else {"id" if isinstance(user, int) else "email": user}
    name = " ".join(filter(None, (_text_of(user, "first_name"), _text_of(user, "last_name"))))
    if file.reading.names and name and "@" not in name:
        return name
    if isinstance(user.get("id"), int):
        return file.reading.annotator(f"label-studio/{user['id']}")
    return Reading().annotator(_text_of(user, "email") or name)


def _text_of(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _discard(document: Document, annotation: Mapping[str, Any], line: int) -> None:
    """Count what an annotation holds that its annotator cancelled, or skipped."""
    results = annotation.get("result")
    counts = Counter(map(_what, results if isinstance(results, list) else ()))
    for what, count in counts.items():
        document.tally.refuse(what or "spans", Reason.DISCARDED, count)
    severity: Severity = "refused" if counts else "warning"
    message, hint = "its annotator skipped this task", "It counts where it is submitted."
    where = f"annotation {shorten(_id_of(annotation))}".rstrip()
    document.problems.append(Problem(severity, document.file, line, where, message, hint))


class _Builder:
    """Fills a document from one annotation, in an order in which everything named already exists."""

    def __init__(self, file: InputFile, document: Document, line: int) -> None:
        self.file = file
        self.document = document
        self.line = line
        self.names: Counter[str] = Counter()
        self.on_regions = False  # whether a control says something of a region

    def build(self, data: Mapping[str, Any], annotation: Mapping[str, Any]) -> None:
        found: dict[str, list[dict[str, Any]]] = {"spans": [], "attributes": [], "arcs": []}
        results = annotation.get("result")
        if annotation and not isinstance(results, list):
            self._refuse("spans", "", "the annotation has no list of results")
        for item in results if isinstance(results, list) else []:
            if what := _what(item):
                found[what].append(item)
            else:
                self._refuse_type(item)
        regions = [region for region in map(self._region, found["spans"]) if region]
        self._find_text(data, regions)
        self._mark(regions)
        named = {_id_of(item) for item in found["spans"]}
        for item in found["attributes"]:
            self._attribute(item, named)
        for item in found["arcs"]:
            self._relation(item)
        self.document.qualified = self.on_regions
        if any(item.get("parentID") for item in found["spans"]):
            message = "regions lie under others in the outliner, which says nothing here"
            self.document.report("warning", None, message, "Say it by relations.", self.line)

    def _refuse(
        self, what: str, where: str, message: str, hint: str = AGAIN, reason: Reason = Reason.MALFORMED
    ) -> None:
        self.document.refuse(what, reason, where, message, hint, self.line)

    def _refuse_type(self, item: object) -> None:
        """Refuse a result that says nothing of the words of a text."""
        result = item if isinstance(item, dict) else {"value": item}
        kind = _text_of(result, "type")
        message = f"a result of type {shorten(kind)}" if kind else "a result without a type"
        hint = f"The types are {', '.join((*LABELS, *VALUES))} and relation."
        self._refuse("spans", _id_of(item), message, hint)
        self.document.lose(_id_of(item), _text_of(result, "from_name") or kind, as_text(result.get("value")))

    def _region(self, item: dict[str, Any]) -> Region | None:
        """Return a labelled region; refuse one that has no id, label or offsets."""
        try:
            value, meta = need(item, "value", dict), item.get("meta")
            words = _text_of(value, "text")
            labels = next(filter(None, (maybe(value, name, list) for name in (*LABELS, OLD))), [])
            if not labels or not all(isinstance(label, str) and label for label in labels):
                raise ShapeError("it has no label")
            notes = meta.get("text") if isinstance(meta, dict) else None
            notes = notes if isinstance(notes, list) else [notes]
            notes = [note for note in notes if isinstance(note, str)]
            for name in (name for name in VALUES if value.get(name)):
                self.document.lose(_id_of(item), name, as_text(value[name]))  # a result says one thing
            place = place_of(value)
            on, page = _text_of(item, "to_name"), "globalOffsets" in value
            return Region(_id(item, "id"), labels, place, words, notes, on, page)
        except (ShapeError, RecursionError) as error:
            self._refuse("spans", _id_of(item), why(error))
            return None

    def _find_text(self, data: Mapping[str, Any], regions: list[Region]) -> None:
        """Find the text that was annotated in the task's data, else beside the file, and the unit of the offsets."""
        document = self.document
        document.text = annotated_text(data, regions)
        if document.text is None:
            self.file.find_text(document)
        text = document.text or ""
        told = [(*region.place, words) for region in regions for words in forms_of(region.words) if words]
        document.unit = agreeing_unit(text, told)
        if regions and not told and any(letter > "\uffff" for letter in text):
            message = f"no words tell what its offsets count; they are read as {document.unit}"
            document.report("warning", None, message, "Let the Text tag have saveTextResult.", self.line)

    def _mark(self, regions: list[Region]) -> None:
        """Take in each region, once, where it is on the text and has one label."""
        objects = Counter(region.on for region in regions)
        text = max(objects, key=lambda name: objects[name], default="")
        offsets = Offsets(self.document.text or "", self.document.unit)
        labels: dict[tuple[str, tuple[int, int]], list[str]] = {}
        for region in regions:
            labels.setdefault((region.id, region.place), []).extend(region.labels)
        for region in regions:
            said = dict.fromkeys(labels[region.id, region.place])
            exact = exact_words(self.document.text, offsets, region)
            if len(said) > 1:
                message = f"it has several labels ({', '.join(map(shorten, said))}): which its relations mean can't be told"
                self._refuse("spans", region.id, message, "Mark the words once for each.", Reason.VALUE)
            elif region.on != text and exact is None:
                message = f"it is on {shorten(region.on)!r}, not on the article's text, {shorten(text)!r}"
                self._refuse("spans", region.id, message, "Annotate one text a task.", Reason.OFFSETS)
            else:
                words = region.words if exact is None else exact
                span = Span(region.id, region.labels[0], (region.place,), words, self.line)
                span.notes += region.notes
                if not self.document.mark(span) and ":" in span.label:
                    self.document.lose(span.id, "label", span.label)  # of a second region of that id

    def _attribute(self, item: dict[str, Any], named: Set[str]) -> None:
        """Give a region what a control says of it; ``named`` are the ids of all regions, refused ones too."""
        where, given, value = _id_of(item), item.get("from_name"), item.get("value")
        span = self.document.spans.get(where)
        name = _attribute_name(given, span) or as_text(given)
        what = "links" if name == LINK else "attributes"
        self.on_regions = self.on_regions or (what == "attributes" and where in named)
        if span is None:
            of_all = where not in named and isinstance(value, dict) and "start" not in value
            fate = f"{where or 'nothing'}, which was refused or isn't here"
            fate = "the whole task, not on a region" if of_all else fate
            self._refuse(what, where, f"{shorten(str(given))} is on {fate}", "", Reason.MISSING)
            self.document.lose(where if where in named else "", name, as_text(value))
            return
        try:
            if not need(item, "from_name", str):
                raise ShapeError("it has no from_name")
            values = _values(item)
        except (ShapeError, RecursionError) as error:
            self._refuse(what, where, f"{shorten(str(given))}: {why(error)}")
            self.document.lose(where, name, as_text(value))
            return
        for each in values:
            if name == LINK:
                self._links(span, each)
            else:
                self.document.qualify(span, name, each)

    def _links(self, span: Span, text: str) -> None:
        """Add the links of a text, one a line: ``ISO:KR``, and its name behind a space."""
        for line in filter(None, map(str.strip, text.splitlines())):
            target, _, name = line.partition(" ")
            if ":" in target or target.upper() == NOWHERE:
                span.links.append(Link(target, name.strip() or None))
            else:
                hint = "Such as: ISO:NO, or ISO:NO Norvège."
                self._refuse("links", span.id, f"{shorten(line)!r} is no link", hint)
                self.document.lose(span.id, LINK, line)

    def _relation(self, item: dict[str, Any]) -> None:
        """Connect two regions, once a label; the direction is right, or left, which is the other way round."""
        where = f"{_id_of(item, 'from_id')}→{_id_of(item, 'to_id')}"
        try:
            source, target = _id(item, "from_id"), _id(item, "to_id")
            direction = maybe(item, "direction", str) or "right"
            roles = maybe(item, "labels", list) or []
            if direction not in ("right", "left", "bi"):
                raise ShapeError(f"its direction is {shorten(direction)!r}; it should be right, left or bi")
        except (ShapeError, RecursionError) as error:
            self._refuse("arcs", where, why(error))
            return
        if not roles:
            self._refuse(
                "arcs", where, "a relation without a label", "Choose its role in the list of relations."
            )
        for role in roles:
            if not isinstance(role, str) or not role:
                self._refuse("arcs", where, "a label of the relation is no text")
            elif direction == "bi" and role.partition(":")[0] != SAME:
                hint = "Click its arrow until it has one direction."
                self._refuse("arcs", where, f"{shorten(role)} goes both ways", hint, Reason.VALUE)
            else:
                ends = (target, source) if direction == "left" else (source, target)
                arc = Arc(self._name(where), role, *ends, self.line)
                self.document.connect(arc)
                lose_others(self.document, arc.id, item, OF_RELATIONS)

    def _name(self, where: str) -> str:
        """Return an arc's id; Label Studio's relations have none."""
        self.names[where] += 1
        return where if self.names[where] == 1 else f"{where}.{self.names[where]}"


def _what(item: object) -> str | None:
    """Return what a result is, as the tally calls it; None where it is nothing of a text."""
    kind = item.get("type") if isinstance(item, dict) else None
    if kind in LABELS:
        return "spans"
    return "attributes" if kind in VALUES else "arcs" if kind == "relation" else None


def _id(item: Mapping[str, Any], key: str) -> str:
    """Return an id as a text; raises ShapeError where there is none."""
    value = item.get(key)
    return str(value) if isinstance(value, int) else need(item, key, str)


def _id_of(item: object, key: str = "id") -> str:
    """Return an id for a message, or nothing."""
    value = item.get(key) if isinstance(item, dict) else None
    return str(value) if isinstance(value, str | int) else ""


def _attribute_name(said: object, span: Span | None) -> str:
    """Return what a control is called, without the label where it is one label's own: ``Kind_Meeting``."""
    if not isinstance(said, str):
        return ""
    label = span.label.partition(":")[0] if span else ""
    name = said.removesuffix(f"_{label}")
    return name if has_own_values(load_ontology(), name, label) else said


def _values(item: Mapping[str, Any]) -> list[str]:
    """Return what a control says of a region, of a path its last part. Raises ShapeError where it says nothing."""
    kind, value = item["type"], need(item, "value", dict)
    said: Any = value.get("text" if kind == "textarea" else kind)
    found = [_value(kind, each) for each in (said if isinstance(said, list) else [said])]
    return [each for each in found if each]


def _value(kind: str, said: object) -> str:
    if isinstance(said, list) and said:
        said = said[-1]
    if isinstance(said, str):
        return said.strip()
    if isinstance(said, int | float) and not isinstance(said, bool):
        return str(int(said)) if isinstance(said, float) and said.is_integer() else str(said)
    raise ShapeError(f"its {kind} is {shorten(repr(said))}; it should be a text or a number")
