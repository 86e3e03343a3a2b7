"""An answer as formats write it: with all that one shows of a node or an edge beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from diplograph.exports.answer import Answer
from diplograph.exports.labels import relation_label
from diplograph.queries.catalogue import Query

# A claim's own edges, which are no properties.
OF_CLAIMS = {
    "CLAIM_SUBJECT": {"en": "is about", "fr": "a pour sujet"},
    "CLAIM_OBJECT": {"en": "has as its object", "fr": "a pour objet"},
    "CONTRADICTS": {"en": "contradicts", "fr": "contredit"},
}
ABOUT = ("query", "parameters", "coverage", "next")  # what was asked, and what was looked at
SILENT = ("lang", "limit", "offset")  # parameters that choose nothing


def answer_of(
    body: Mapping[str, Any], query: Query, typed: Mapping[str, Any], lang: str, made: date
) -> Answer:
    """Return the answer to a question as formats write it, from what the API would give; ``typed`` is what was asked with."""
    found = as_answer(body, query.name, query.titles[lang], lang, made)
    names = {node["id"]: node["sentence"] or node["name"] for node in found.nodes}
    return replace(found, asked=_asked(query, body["parameters"], typed, names))


def as_answer(body: Mapping[str, Any], name: str, title: str, lang: str, made: date) -> Answer:
    """Return what the API would give, {columns, rows, graph, evidence, coverage, …}, as formats write it."""
    told = {each["claim"] or each["fact"]: each for each in body["evidence"]}
    return Answer(
        name=name,
        title=title,
        lang=lang,
        made=made,
        about={name: body[name] for name in ABOUT if name in body},
        columns=body["columns"],
        rows=body["rows"],
        nodes=[_told(node, told) for node in body["graph"]["nodes"]],
        edges=[with_label(_told(edge, told), lang) for edge in body["graph"]["edges"]],
        evidence=body["evidence"],
    )


def with_label(edge: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return an edge with the label of its type."""
    own = OF_CLAIMS.get(edge["type"])
    return {**edge, "label": own[lang] if own else relation_label(edge["type"], lang)}


def _told(part: Mapping[str, Any], told: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a node or an edge with its sentence and citation, where it is a claim or a fact."""
    passage = told.get(part["id"], {})
    return {**part, **{name: passage.get(name) for name in ("sentence", "citation")}}


def _asked(
    query: Query, given: Mapping[str, Any], typed: Mapping[str, Any], names: Mapping[str, str | None]
) -> list[str]:
    """Return the parameters that choose: a thing by its name, where the answer shows it, else as typed; all else by parameter."""
    asked = []
    for name, value in given.items():
        parameter = query.parameters[name]
        if name in SILENT or value is None or value == parameter.default:
            continue
        shown = str(names.get(value) or typed.get(name) or value)
        asked.append(shown if parameter.type in ("entity", "evidence") else f"{name} = {shown}")
    return asked
