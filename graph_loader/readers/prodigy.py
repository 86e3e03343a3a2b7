"""Prodigy's JSONL, as ``prodigy db-out`` writes it (https://prodi.gy/docs/api-interfaces): one task a line.

    {"text": "…", "meta": {"id": "…"}, "answer": "accept", "_annotator_id": "…",
     "tokens": [{"text": "Anna", "start": 0, "end": 4, "id": 0, "ws": true}, …],
     "spans": [{"start": 0, "end": 9, "token_start": 0, "token_end": 1, "label": "Official"}, …],
     "relations": [{"head": 1, "child": 7, "label": "holds", "head_span": {"start": 0, "end": 9, …}, "child_span": …}]}

Offsets are code points; ``token_end`` is the span's last token. A relation repeats the two spans that it joins:
they are found by their offsets and label, or by an ``id`` where spans have one (Prodigy keeps keys that it doesn't
know); ``head`` and ``child`` are tokens, and stand in only where there is nothing else. An attribute is such a key too, of
the span or in its ``attributes``; ``Link`` (or ``kb_id``) holds ``ISO:KR``, or a list. Where there are none, labels
carry them: ``Initiative:alleged``.

Only what somebody accepted counts. A task without an answer is one that nobody has looked at, maybe with a model's
suggestions. A text that was accepted twice is read once: which of two annotators is right isn't ours to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.graph_loader.input_file import InputFile, Item
from diplograph.graph_loader.json_shapes import ShapeError, maybe, need
from diplograph.graph_loader.metadata import COLUMNS
from diplograph.graph_loader.problems import Problem, Reason, shorten

ANSWERS = ("accept", "reject", "ignore")
LINKS = ("Link", "kb_id")
# What Prodigy itself writes on a span and on a relation, and what isn't an attribute.
OF_SPANS = {"id", "start", "end", "label", "text", "token_start", "token_end", "type", "answer", "color"}
OF_SPANS |= {"pattern", "source", "score", "rank", "priority", "input_hash", "hidden", "attributes"}
OF_SPANS |= {"kb_url", *LINKS}
OF_RELATIONS = {"id", "head", "child", "head_span", "child_span", "label", "color", "attributes"}
OF_RELATIONS |= {"source", "score"}
CATEGORIES = ("label", "options", "accept")  # of a text, an image, a sound
Place = tuple[int, int, str]


def matches(file: InputFile) -> bool:
    """Tell whether a file's first line is a task of Prodigy's: hashed, answered, or a text with its spans."""
    first = file.first_json
    if not isinstance(first, dict):
        return False
    if any(isinstance(first.get(name), int) for name in ("_input_hash", "_task_hash")):
        return True
    spans = first.get("spans")
    listed = isinstance(spans, list) and (
        _is_span(spans[0]) if spans else isinstance(first.get("tokens"), list)
    )
    return isinstance(first.get("text"), str) and (listed or first.get("answer") in ANSWERS)


def read(file: InputFile) -> Iterator[Document]:
    """Yield a document for each task; what nobody accepted, and a line that is no task, is an unusable one."""
    problems: list[Problem] = []
    items, accepted = file.json_items(problems), dict[str, int]()
    first = [item for item in (next(items, None), next(items, None)) if item]
    for item in chain(first, items):
        yield _document(file, item, len(first) == 1, accepted)
    for problem in problems:
        yield Document(file.path.stem, str(file.path), unusable=Reason.UNREADABLE, problems=[problem])


def _is_span(found: Any) -> bool:
    return isinstance(found, dict) and all(isinstance(found.get(name), int) for name in ("start", "end"))


def _document(file: InputFile, item: Item, alone: bool, accepted: dict[str, int]) -> Document:
    number, line, value = None if alone else item.number, item.line, item.value
    if not isinstance(value, dict):
        document = file.document(None, number)
        document.give_up("it is no object", "Each line is a task with its annotations.", line)
        return document
    meta = value["meta"] if isinstance(value.get("meta"), dict) else {}
    given = meta.get("id", value.get("id"))
    document = file.document(given, number, **_about(value | meta))
    document.annotator = file.reading.annotator(_annotator(value))
    refusal = _refusal(value, accepted if given is None else {})
    if refusal:
        why, message, hint = refusal
        _discard(document, value, why)
        document.give_up(message, hint, line, why)
    else:
        document.text = value["text"]
        accepted.setdefault(value["text"], line)
        _Task(document, value, line).read()
    return document


def _about(said: dict[str, Any]) -> dict[str, Any]:
    """Return what a task says of the article itself, in its ``meta`` or beside it."""
    return {name: said[name] for name in COLUMNS if name in said and name != "id" and _is_cell(said[name])}


def _is_cell(value: Any) -> bool:
    listed = value if isinstance(value, list) else [value]
    return all(isinstance(each, str | int | float) for each in listed)


def _annotator(value: dict[str, Any]) -> str | None:
    found = value.get("_annotator_id") or value.get("_session_id")
    return found if isinstance(found, str) else None


def _refusal(value: dict[str, Any], accepted: dict[str, int]) -> tuple[Reason, str, str] | None:
    """Return why a task isn't read, and what to do; None where it is."""
    answer, text = value.get("answer"), value.get("text")
    if answer is None:
        message = "it has no answer: nobody has accepted it yet"
        hint = 'Annotate it and export with db-out; elsewhere, an annotated line says "answer": "accept".'
        return Reason.DISCARDED, message, hint
    if answer != ANSWERS[0]:
        said = shorten(answer) if isinstance(answer, str) else "none of Prodigy's"
        return Reason.DISCARDED, f"its answer is {said}; only what was accepted is read", ""
    if not isinstance(text, str):
        message = "it has no text: a task of images or sounds"
        return Reason.MALFORMED, message, "ner.manual, spans.manual and rel.manual mark words."
    if text in accepted:
        message = f"its text was accepted on line {accepted[text]} already; the first counts"
        hint = (
            "Prodigy's review merges what several annotators said; an article of its own has its id in meta."
        )
        return Reason.TWICE, message, hint
    if not value.keys() & {"spans", "relations"} and any(value.get(name) for name in CATEGORIES):
        message = "it marks no words: a task of text classification"
        return Reason.MALFORMED, message, "ner.manual, spans.manual and rel.manual mark words."
    return None


def _discard(document: Document, value: dict[str, Any], why: Reason) -> None:
    for what, name in (("spans", "spans"), ("arcs", "relations")):
        found = value.get(name)
        if isinstance(found, list) and found:
            document.tally.refuse(what, why, len(found))


class _Task:
    """Fills a document from an accepted task, its spans first."""

    def __init__(self, document: Document, value: dict[str, Any], line: int) -> None:
        self.document = document
        self.value = value
        self.line = line
        self.tokens = self._list("tokens", "tokens")
        self.by_place: dict[Place, str] = {}
        self.by_token: dict[int, list[str]] = {}
        self.attributes = 0

    def read(self) -> None:
        for number, found in enumerate(self._list("spans", "spans")):
            self._span(f"spans[{number}]", found)
        for number, found in enumerate(self._list("relations", "arcs")):
            self._relation(f"relations[{number}]", found)
        self.document.qualified = self.attributes > 0
        if not self.value.get("spans"):
            hint = "Is it annotated, and saved?"
            self.document.report("warning", None, "no annotation in this line", hint, self.line)

    def _list(self, name: str, what: str) -> list[Any]:
        try:
            found: list[Any] | None = maybe(self.value, name, list)
            return found or []
        except (ShapeError, RecursionError) as error:
            self._refuse(what, Reason.MALFORMED, name, error, "Export the dataset again.")
            return []

    def _refuse(self, what: str, why: Reason, where: str, said: str | Exception, hint: str = "") -> None:
        message = "nested too deeply" if isinstance(said, RecursionError) else str(said)
        self.document.refuse(what, why, where, message, hint, self.line)

    def _span(self, where: str, found: Any) -> None:
        try:
            own = _id(found)
            where = own or where
            place = _place(found)
            words = maybe(found, "text", str) or ""
            answer, last = found.get("answer"), found.get("token_end")
        except (ShapeError, RecursionError) as error:
            self._refuse("spans", Reason.MALFORMED, where, error, "A span has a start, an end and a label.")
            return
        if isinstance(last, int):
            self.by_token.setdefault(last, []).append(where)
        twin = self.by_place.setdefault(place, where)
        if answer in ANSWERS[1:]:
            self._refuse(
                "spans", Reason.DISCARDED, where, f"its answer is {answer}; only what was accepted is read"
            )
        elif twin != where and not own:
            message = f"{twin} is the same words with the same label; the first counts"
            self._refuse(
                "spans", Reason.REPEATED, where, message, "Two things on the same words need an id each."
            )
        elif wrong := self._strange_token(place, found):
            hint = f"Offsets are {self.document.unit} of the text as it is: was the text changed?"
            self._refuse("spans", Reason.OFFSETS, where, wrong, hint)
        elif span := self.document.mark(Span(where, place[2], (place[:2],), words, self.line)):
            self._qualify(span, found, OF_SPANS)
            span.links += self._links(span, found)

    def _strange_token(self, place: Place, found: dict[str, Any]) -> str | None:
        """Return what is wrong where the text has other words at a span's offsets than its first or last token."""
        text, (start, end, _) = self.document.text or "", place
        for name in ("token_start", "token_end"):
            words = self._token(found.get(name))
            at = start if name == "token_start" else max(end - len(words), 0)
            if 0 <= start < end <= len(text) and not text.startswith(words, at):
                there = text[at : at + len(words)]
                return f'"{shorten(words)}" ≠ article[{at}:{at + len(words)}] "{shorten(there)}"'
        return None

    def _token(self, number: object) -> str:
        """Return a token's words, as far as there are any."""
        if not isinstance(number, int) or not 0 <= number < len(self.tokens):
            return ""
        token = self.tokens[number]
        words = token.get("text") if isinstance(token, dict) else None
        return words if isinstance(words, str) else ""

    def _relation(self, where: str, found: Any) -> None:
        try:
            where = _id(found) or where
            role = need(found, "label", str)
            if not role:
                raise ShapeError("it has no label")
            ends = [self._end(found, name) for name in ("head", "child")]
        except (ShapeError, RecursionError) as error:
            hint = "A relation has a label, a head_span and a child_span."
            self._refuse("arcs", Reason.MALFORMED, where, error, hint)
            return
        missing = next((end for end in ends if isinstance(end, ShapeError)), None)
        if missing:
            self._refuse("arcs", Reason.MISSING, where, missing, "Mark and label the words that it joins.")
        elif arc := self.document.connect(Arc(where, role, str(ends[0]), str(ends[1]), self.line)):
            self._qualify(arc, found, OF_RELATIONS)

    def _end(self, found: dict[str, Any], name: str) -> str | ShapeError:
        """Return the span at an end of a relation, or what is missing. Raises ShapeError where the end is malformed."""
        end = maybe(found, f"{name}_span", dict)
        if end is None:
            token = need(found, name, int)
            on = self.by_token.get(token, [])
            return (
                on[0] if len(on) == 1 else ShapeError(f"{len(on)} spans end on its {name}, the token {token}")
            )
        if own := _id(end):
            return own
        start, stop = need(end, "start", int), need(end, "end", int)
        label = maybe(end, "label", str) or ""
        spot = self.by_place.get((start, stop, label))
        return spot or ShapeError(
            f"no span has the place and label of its {name}_span, {start}:{stop} {label}".rstrip()
        )

    def _qualify(self, at: Span | Arc, found: dict[str, Any], own: set[str]) -> None:
        """Give a span or arc its attributes: the keys that Prodigy doesn't know, and those in ``attributes``."""
        nested = found.get("attributes")
        said = [(name, each) for name, each in found.items() if name not in own and not name.startswith("_")]
        said += nested.items() if isinstance(nested, dict) else [("attributes", nested)]
        for name, value in said:
            if value is None or value == "":
                continue
            if isinstance(value, str | int | float):
                self.document.qualify(at, name, str(value).lower() if isinstance(value, bool) else str(value))
                self.attributes += 1
            else:
                message = f"its {name} is no text or number"
                self._refuse(
                    "attributes", Reason.MALFORMED, at.id, message, 'Such as: "Modality": "alleged".'
                )
                self.document.lost[at.id] = f"{self.document.lost.get(at.id, '')} {name}"

    def _links(self, span: Span, found: dict[str, Any]) -> Iterator[Link]:
        for name in LINKS:
            said = found.get(name)
            for each in said if isinstance(said, list) else [said]:
                if isinstance(each, str) and each.strip():
                    yield Link(each.strip())
                elif each not in (None, ""):
                    hint = 'Such as: "Link": "ISO:KR".'
                    self._refuse("links", Reason.MALFORMED, span.id, f"its {name} is no text", hint)


def _place(found: dict[str, Any]) -> Place:
    """Return a span's offsets and label. Raises ShapeError where it has none."""
    label = need(found, "label", str)
    if not label:
        raise ShapeError("it has no label")
    return need(found, "start", int), need(found, "end", int), label


def _id(found: Any) -> str | None:
    own = found.get("id") if isinstance(found, dict) else None
    return str(own) if type(own) in (int, str) and own != "" else None
