"""An edge of an answer as a sentence in French or English: who, what, with whom; and how far it is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diplograph.exports.labels import code_label, relation_label

UNSAID = ("asserted", "explicit", "reference", "party")  # what goes without saying
NOT_HELD = ("planned", "proposed", "cancelled")
SAID_BY = {"en": "according to", "fr": "selon"}


def sentence(edge: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]], lang: str) -> str:
    """Return an edge's sentence in a language: the names that its ends have in the picture, and what marks it.

    Who took part in what wasn't held, or not yet, is told with that: « (cancelled) ».
    """
    subject, object_ = (nodes.get(edge[end], {}).get("name") or edge[end] for end in ("source", "target"))
    said = relation_label(edge["type"], lang)
    status = nodes.get(edge["target"], {}).get("properties", {}).get("status")
    told = edge["properties"] | ({"status": status} if status in NOT_HELD else {})
    return marked(f"{subject} {said} {object_}", told, lang)


def marked(text: str, properties: Mapping[str, Any], lang: str, said_by: Sequence[str] = ()) -> str:
    """Return what is said with what it must not be read without: « (planned, inferred) », « (alleged, according to Ruritania) »."""
    codes = ((name, properties.get(name)) for name in ("role", "mode", "modality", "status", "basis"))
    marks = [code_label(name, code, lang) for name, code in codes if code and code not in UNSAID]
    if said_by:
        marks.append(f"{SAID_BY[lang]} {', '.join(said_by)}")
    once = ", ".join(dict.fromkeys(marks))
    return f"{text} ({once})" if once else text
