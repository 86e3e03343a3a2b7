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
suggestions. A text that was accepted twice is read once: which of two annotators is right isn't ours to say. An article
is called by the ``id`` in ``meta``, else by the task's ``_input_hash``, behind the file's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.graph_loader.formats.losses import as_text
from diplograph.graph_loader.input_file import InputFile, Item
from diplograph.graph_loader.json_shapes import ShapeError, maybe, need, why
from diplograph.graph_loader.metadata import said_of
from diplograph.graph_loader.problems import Problem, Reason, shorten

ANSWERS = ("accept", "reject", "ignore")
LINKS = ("Link", "kb_id")
# What Prodigy itself writes on a task, a span and a relation, and what isn't an attribute.
NOTED = {"_input_hash", "_task_hash", "_view_id", "_session_id", "_annotator_id", "_is_binary", "_timestamp"}
OF_SPANS = {"id", "start", "end", "label", "text", "token_start", "token_end", "type", "answer", "color"}
OF_SPANS |= {"pattern", "source", "score", "rank", "priority", "input_hash", "hidden", "attributes"}
OF_SPANS |= {"kb_url", *LINKS}
OF_RELATIONS = {"id", "head", "child", "head_span", "child_span", "label", "color", "attributes"}
OF_RELATIONS |= {"source", "score", "answer"}
CATEGORIES = ("label", "options", "accept")  # of a text, an image, a sound
READ = {"attributes", "head_span", "child_span", *LINKS}  # keys that are read, or refused, by themselves
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
    accepted: dict[str, int] = {}
    for item in file.json_items(problems):
        yield _document(file, item, accepted)
    for problem in problems:
        yield Document(file.path.stem, str(file.path), unusable=Reason.UNREADABLE, problems=[problem])


def _is_span(found: Any) -> bool:
    return isinstance(found, dict) and all(isinstance(found.get(name), int) for name in ("start", "end"))


def _document(file: InputFile, item: Item, accepted: dict[str, int]) -> Document:
    number, line, value = item.number, item.line, item.value
    if not isinstance(value, dict):
        document = file.document(None, number)
        document.give_up("it is no object", "Each line is a task with its annotations.", line)
        return document
    meta = value["meta"] if isinstance(value.get("meta"), dict) else {}
    given = meta.get("id", value.get("id"))
    number = value["_input_hash"] if type(value.get("_input_hash")) is int else number
    document = file.document(given, number, **said_of(value | meta))
    document.annotator = file.reading.annotator(_annotator(value))
    refusal = _refusal(value, accepted if given is None else {})
    if refusal:
        reason, message, hint = refusal
        _discard(document, value, reason)
        document.give_up(message, hint, line, reason)
    else:
        document.text = value["text"]
        accepted.setdefault(value["text"], line)
        _Task(document, value, line).read()
    return document


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


def _discard(document: Document, value: dict[str, Any], reason: Reason) -> None:
    for what, name in (("spans", "spans"), ("arcs", "relations")):
        found = value.get(name)
        if isinstance(found, list) and found:
            document.tally.refuse(what, reason, len(found))


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
        for name in ("label", "accept"):
            if said := self.value.get(name):
                self.document.lose("", name, as_text(said))  # chosen for the whole text
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

    def _refuse(self, what: str, reason: Reason, where: str, said: str | Exception, hint: str = "") -> None:
        message = why(said) if isinstance(said, Exception) else said
        self.document.refuse(what, reason, where, message, hint, self.line)

    def _span(self, where: str, found: Any) -> None:
        where = _id(found) or where
        span = Span(where, "", (), "", self.line)
        self._qualify(span, found, OF_SPANS)
        self._link(span, found)
        if self._refuses(span, found):
            self.document.tally.refuse("attributes", Reason.ENDS, len(span.attributes))
            self.document.tally.refuse("links", Reason.ENDS, len(span.links))
        elif self.document.mark(span) is None:
            self._lose_what_differs(where, span)

    def _refuses(self, span: Span, found: Any) -> bool:
        """Give a span its label, place and words; tell, with a message, where it can't be used."""
        try:
            start, end, span.label = place = _place(found)
            span.fragments, span.words = ((start, end),), maybe(found, "text", str) or ""
            answer, last = found.get("answer"), found.get("token_end")
        except (ShapeError, RecursionError) as error:
            hint = "A span has a start, an end and a label."
            self._refuse("spans", Reason.MALFORMED, span.id, error, hint)
            return True
        if isinstance(last, int):
            self.by_token.setdefault(last, []).append(span.id)
        twin = self.by_place.setdefault(place, span.id)
        if answer not in (None, ANSWERS[0]):
            said = answer if answer in ANSWERS else "none of Prodigy's"
            message = f"its answer is {said}; only what was accepted is read"
            self._refuse("spans", Reason.DISCARDED, span.id, message)
        elif twin != span.id and not _id(found):
            message = f"{twin} is the same words with the same label; the first counts"
            hint = "Two things on the same words need an id each."
            self._refuse("spans", Reason.REPEATED, span.id, message, hint)
            self._lose_what_differs(twin, span)
        elif wrong := self._strange_token(place, found):
            hint = f"Offsets are {self.document.unit} of the text as it is: was the text changed?"
            self._refuse("spans", Reason.OFFSETS, span.id, wrong, hint)
        else:
            return False
        return True

    def _lose_what_differs(self, first: str, span: Span) -> None:
        """Keep in mind what a repeated span says that the first one doesn't: it may be the same thing's."""
        there = self.document.spans.get(first)
        said = span.attributes | ({"label": span.label} if ":" in span.label else {})
        known = there.attributes | {"label": there.label} if there else {}
        lost = self.document.lost.get(span.id, []) if span.id != first else []
        for name, value in [*said.items(), *lost]:
            if there and known.get(name) != value:
                self.document.lose(first, name, value)

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
        arc = Arc(_id(found) or where, "", "", "", self.line)
        self._qualify(arc, found, OF_RELATIONS)
        if self._joins(arc, found) and self.document.connect(arc):
            return
        self.document.tally.refuse("attributes", Reason.ENDS, len(arc.attributes))

    def _joins(self, arc: Arc, found: Any) -> bool:
        """Give an arc its role and ends; tell, with a message, where it has them all."""
        try:
            arc.role = need(found, "label", str)
            if not arc.role:
                raise ShapeError("it has no label")
            ends = [self._end(found, name) for name in ("head", "child")]
        except (ShapeError, RecursionError) as error:
            hint = "A relation has a label, a head_span and a child_span."
            self._refuse("arcs", Reason.MALFORMED, arc.id, error, hint)
            return False
        missing = next((end for end in ends if isinstance(end, ShapeError)), None)
        if missing:
            hint = "Mark and label the words that it joins."
            self._refuse("arcs", Reason.MISSING, arc.id, missing, hint)
        elif found.get("answer") not in (None, ANSWERS[0]):
            self._refuse("arcs", Reason.DISCARDED, arc.id, "its answer isn't accept; only that is read")
        else:
            arc.source, arc.target = map(str, ends)
            return True
        return False

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

    def _qualify(self, at: Span | Arc, found: Any, own: Set[str]) -> None:
        """Give a span or arc its attributes: the keys that Prodigy doesn't know, and those in ``attributes``.

        What else has no place is kept in mind: it may say that this is alleged.
        """
        said: list[tuple[str, Any]] = []
        for name, value in found.items() if isinstance(found, dict) else ():
            if name == "attributes" and isinstance(value, dict):
                said += value.items()
            elif name == "attributes" and _says(value):
                self._lose(at, name, value)
            elif name in own or name.startswith("_"):
                odd = name not in NOTED if name.startswith("_") else not isinstance(value, str | int | float)
                if odd and name not in READ and _says(value):
                    self.document.lose(at.id, name, as_text(value), strange=True)
            else:
                said.append((name, value))
        for name, value in said:
            if name and _says(value) and isinstance(value, str | int | float):
                self.document.qualify(at, name, str(value).lower() if isinstance(value, bool) else str(value))
                self.attributes += 1
            elif _says(value):
                self._lose(at, name, value)

    def _lose(self, at: Span | Arc, name: str, value: object) -> None:
        message, hint = f"its {name} is no text or number", 'Such as: "Modality": "alleged".'
        self.document.lose_attribute(at.id, name, as_text(value), message, hint, self.line)
        self.attributes += 1

    def _link(self, span: Span, found: Any) -> None:
        """Give a span its links."""
        for name in LINKS if isinstance(found, dict) else ():
            said = found.get(name)
            for each in said if isinstance(said, list) else [said]:
                if isinstance(each, str) and each.strip():
                    span.links.append(Link(each.strip()))
                elif _says(each):
                    hint = 'Such as: "Link": "ISO:KR".'
                    self._refuse("links", Reason.MALFORMED, span.id, f"its {name} is no text", hint)
                    self.document.lose(span.id, name, as_text(each))


def _says(value: object) -> bool:
    """Tell whether there is a value, be it false or 0."""
    return value is not None and value not in ("", [], {})


def _place(found: dict[str, Any]) -> Place:
    """Return a span's offsets and label. Raises ShapeError where it has none."""
    label = need(found, "label", str)
    if not label:
        raise ShapeError("it has no label")
    return need(found, "start", int), need(found, "end", int), label


def _id(found: Any) -> str | None:
    own = found.get("id") if isinstance(found, dict) else None
    return str(own) if type(own) in (int, str) and own != "" else None
