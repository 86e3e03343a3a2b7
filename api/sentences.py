"""An edge of an answer as a sentence in French or English: who, what, with whom; and how far it is said."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import Labels

UNSAID = ("asserted", "explicit", "reference")  # what goes without saying
NOT_HELD = ("planned", "proposed", "cancelled")


def sentence(edge: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]], lang: str) -> str:
    """Return an edge's sentence: the names of its ends in the language, where they have one, and what marks it.

    Who took part in what wasn't held, or not yet, is told with that: « (cancelled) ».
    """
    subject, object_ = (named(nodes.get(edge[end]), edge[end], lang) for end in ("source", "target"))
    said = _verbs().get(edge["type"], {}).get(lang, edge["type"])
    status = nodes.get(edge["target"], {}).get("properties", {}).get("status")
    told = edge["properties"] | ({"status": status} if status in NOT_HELD else {})
    return marked(f"{subject} {said} {object_}", told, lang)


def marked(text: str, properties: Mapping[str, Any], lang: str) -> str:
    """Return what is said with what it must not be read without: « (alleged) », « (planned, inferred) »."""
    lists = load_ontology().code_lists
    codes = ((name, properties.get(name)) for name in ("role", "mode", "modality", "status", "basis"))
    marks = [
        lists[name][code][lang] if code in lists.get(name, {}) else code
        for name, code in codes
        if code and code not in UNSAID
    ]
    once = ", ".join(dict.fromkeys(marks))
    return f"{text} ({once})" if once else text


def named(node: Mapping[str, Any] | None, identifier: str, lang: str) -> str:
    """Return a node's name in a language, else the name that it has, else its id."""
    if node is None:
        return identifier
    return str(node["properties"].get(f"name_{lang}") or node["name"] or identifier)


@cache
def _verbs() -> dict[str, Labels]:
    return {each.neo4j_type: each.labels for each in load_ontology().properties.values() if each.neo4j_type}
