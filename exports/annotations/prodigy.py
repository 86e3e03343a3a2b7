"""Prodigy's JSONL, for ``prodigy db-in`` (https://prodi.gy/docs/api-interfaces): one accepted task a line.

Tokens are cut so that each span begins and ends with one. A span's and relation's ``attributes``, a span's ``Link`` and
its ``id`` are keys that Prodigy doesn't know and keeps; the id tells two things on the same words apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from diplograph.graph_loader.document import Arc, Document, Span
from diplograph.graph_loader.features import Feature
from diplograph.graph_loader.labels import compose

HOLDS = frozenset(
    {Feature.ATTRIBUTES, Feature.ARC_ATTRIBUTES, Feature.LINKS, Feature.SEVERAL_LINKS, Feature.NAMES}
)
FILE = "prodigy.jsonl"
TOKEN = re.compile(r"\w[\w\u0300-\u036f]*|\s+|.", re.DOTALL)  # a letter's accents belong to its word
Ends = tuple[int, int]


def write(documents: Iterable[Document], folder: Path) -> Iterator[Path]:
    """Write one file, a line a document."""
    path = folder / FILE
    with path.open("x", encoding="utf-8", newline="\n") as file:
        for document in documents:
            file.write(json.dumps(_task(document), ensure_ascii=False) + "\n")
    yield path


def _task(document: Document) -> dict[str, Any]:
    tokens = _tokens(document.text or "", document.spans.values())
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    ends = {name: (first[span.start], last[span.end]) for name, span in document.spans.items()}
    about = {name: value for name, value in asdict(document.metadata).items() if value}
    return {
        "text": document.text,
        "meta": {"id": document.id, **about},
        "tokens": tokens,
        "spans": [_span(span, ends[name]) | _more(span) for name, span in document.spans.items()],
        "relations": [_relation(document, arc, ends) for arc in document.arcs],
        "answer": "accept",
    }


def _tokens(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Cut a text into words, signs and spaces, and where a span begins or ends; one space belongs to what is before it."""
    places = [(span.start, span.end) for span in spans]
    begin, stop = {start for start, _ in places}, {end for _, end in places}
    cuts = sorted({0, *begin, *stop, *(match.end() for match in TOKEN.finditer(text))})
    found: list[dict[str, Any]] = []
    for start, end in pairwise(cuts):
        words = text[start:end]
        if found and words == " " and start not in begin and end not in stop and not found[-1]["ws"]:
            found[-1]["ws"] = True
        else:
            found.append({"text": words, "start": start, "end": end, "id": len(found), "ws": False})
    return found


def _span(span: Span, tokens: Ends) -> dict[str, Any]:
    return {
        "id": span.id,
        "start": span.start,
        "end": span.end,
        "token_start": tokens[0],
        "token_end": tokens[1],
        "label": compose(span.label, {}),
    }


def _more(span: Span) -> dict[str, Any]:
    targets = [link.target for link in span.links]
    return ({"attributes": span.attributes} if span.attributes else {}) | (
        {"Link": targets if len(targets) > 1 else targets[0]} if targets else {}
    )


def _relation(document: Document, arc: Arc, ends: dict[str, Ends]) -> dict[str, Any]:
    source, target = document.ends(arc)
    return {
        "head": ends[source.id][1],
        "child": ends[target.id][1],
        "head_span": _span(source, ends[source.id]),
        "child_span": _span(target, ends[target.id]),
        "label": compose(arc.role, {}),
    } | ({"attributes": arc.attributes} if arc.attributes else {})
