"""What of a document an annotation format can hold, and a document fitted to it; what is lost is counted, never hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Set
from copy import deepcopy
from enum import StrEnum
from itertools import pairwise

from diplograph.graph_loader.document import SAME, Arc, Document, Span


class Feature(StrEnum):
    """Something that not every format has a place for; its value is how messages call it."""

    TEXTLESS = "annotations without their text"
    FRAGMENTS = "discontinuous spans"
    ATTRIBUTES = "attributes of spans"
    ARC_ATTRIBUTES = "attributes of relations"
    LINKS = "links"
    SEVERAL_LINKS = "several links of a span"
    LINK_NAMES = "names of links"
    NAMES = "labels, roles and attributes as they are called"
    NOTES = "notes"
    GROUPS = "equivalences"  # without them, sameAs relations say it
    ANNOTATOR = "the annotator"


def fitted(
    document: Document, holds: Set[Feature], called: Callable[[str], str] = str
) -> tuple[Document, Counter[Feature]]:
    """Return a copy of a document with only what a format holds, and how much of what it can't hold was lost.

    A discontinuous span becomes its hull, an equivalence sameAs arcs; nothing of the latter is lost. ``called`` gives
    the name that a label, role or attribute has in the format.
    """
    fit, lost = deepcopy(document), Counter[Feature]()
    every: list[Span | Arc] = [*fit.spans.values(), *fit.arcs]
    for each in every:
        _call(each, called, lost)
    for span in fit.spans.values():
        _fit_span(fit, span, holds, lost)
    for arc in fit.arcs:
        if Feature.ARC_ATTRIBUTES not in holds:
            lost[Feature.ARC_ATTRIBUTES] += len(arc.attributes)
            arc.attributes = {}
    if Feature.GROUPS not in holds:
        pairs = [pair for group in fit.groups for pair in pairwise(group)]
        fit.arcs += [Arc(f"same{number}", SAME, *pair) for number, pair in enumerate(pairs, 1)]
        fit.groups = []
    if fit.annotator and Feature.ANNOTATOR not in holds:
        lost[Feature.ANNOTATOR] += 1
        fit.annotator = None
    return fit, +lost


def _call(at: Span | Arc, called: Callable[[str], str], lost: Counter[Feature]) -> None:
    name = at.label if isinstance(at, Span) else at.role
    said = {called(key): value for key, value in at.attributes.items()}
    lost[Feature.NAMES] += (called(name) != name) + len(at.attributes.keys() - said.keys())
    at.attributes = said
    if isinstance(at, Span):
        at.label = called(name)
    else:
        at.role = called(name)


def _fit_span(document: Document, span: Span, holds: Set[Feature], lost: Counter[Feature]) -> None:
    if len(span.fragments) > 1 and Feature.FRAGMENTS not in holds:
        lost[Feature.FRAGMENTS] += 1
        span.fragments = ((span.start, span.end),)
        span.words = document.text[span.start : span.end] if document.text is not None else span.words
    if Feature.ATTRIBUTES not in holds:
        lost[Feature.ATTRIBUTES] += len(span.attributes)
        span.attributes = {}
    if Feature.LINKS not in holds:
        lost[Feature.LINKS] += len(span.links)
        span.links = []
    if len(span.links) > 1 and Feature.SEVERAL_LINKS not in holds:
        lost[Feature.SEVERAL_LINKS] += len(span.links) - 1
        span.links = span.links[:1]
    if Feature.LINK_NAMES not in holds:
        lost[Feature.LINK_NAMES] += sum(link.name is not None for link in span.links)
        span.links = [type(link)(link.target) for link in span.links]
    if Feature.NOTES not in holds:
        lost[Feature.NOTES] += len(span.notes)
        span.notes = []
