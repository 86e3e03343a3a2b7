"""What of JSON that somebody's tool wrote has no place here, kept in mind: it may have said that something is alleged."""

from __future__ import annotations

from collections.abc import Mapping, Set

from diplograph.graph_loader.document import Document


def as_text(value: object) -> str:
    """Return a value as Python writes it, however deep it is."""
    try:
        return repr(value)
    except RecursionError:
        return "nested too deeply"


def lose_others(document: Document, where: str, found: Mapping[str, object], known: Set[str]) -> None:
    """Lose each key of a span or arc that isn't known, with its value, where that may say that it is alleged."""
    for name, value in found.items():
        if name not in known and value not in (None, "", [], {}):
            document.lose(where, name, as_text(value), strange=True)
