"""What a format writes: an answer to a question, or the whole graph as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from diplograph.exports.statements import Quad
from diplograph.exports.statements import quads as statements
from diplograph.ontology.errors import DiplographError

Json = Mapping[str, Any]


class UnwritableError(DiplographError):
    """A format can't hold an answer."""

    status = 422
    title = "Doesn't fit the format"


@dataclass(frozen=True)
class Answer:
    """An answer. What is iterable may be long: it is read anew each time that it is gone through, and not kept.

    ``name``: of the file, without an ending; ``title`` in ``lang``, ``fr`` or ``en``; ``made``: the day that it says of itself.
    ``about``: what was asked and looked at, {query, parameters, coverage, next}; ``asked``: what chooses, for the eye: « Shin Won-sik », « from = 2024 ».
    ``columns``: {name, type, label: {en, fr}, values: {code: {en, fr}}}; ``rows``: values by column.
    ``nodes``: {id, labels (the class first), name, sentence, citation, properties}; the last two texts are a claim's, else None.
    ``edges``: {id, type, label, source, target, sentence, citation, properties}, both ends among the nodes; label in ``lang``.
    ``evidence``: what each fact, or claim, rests on, as the API tells it.
    ``told``: the quads of what isn't an answer's own picture; None where they are made from the nodes, edges and evidence.
    """

    name: str
    title: str
    lang: str
    made: date
    about: Json = field(default_factory=dict)
    asked: Sequence[str] = ()
    columns: Sequence[Json] = ()
    rows: Iterable[Json] = ()
    nodes: Iterable[Json] = ()
    edges: Iterable[Json] = ()
    evidence: Iterable[Json] = ()
    told: Callable[[], Iterator[Quad]] | None = None

    def quads(self) -> Iterator[Quad]:
        """Yield its triples, each with the name of its graph: an article's IRI, or None for the default graph."""
        return self.told() if self.told else statements(self.nodes, self.edges, self.lang)
