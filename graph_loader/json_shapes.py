"""Values out of JSON that somebody's tool wrote: of the type they should have, or a message that says what is there."""

from __future__ import annotations

from typing import Any, TypeVar

from diplograph.graph_loader.problems import shorten

T = TypeVar("T")
NAMES = {
    str: "a text",
    int: "a whole number",
    list: "a list",
    dict: "an object",
    float: "a number",
    bool: "true or false",
}


class ShapeError(ValueError):
    """A value isn't there, or is of another type."""


def need(holder: object, key: str, kind: type[T]) -> T:
    """Return a value. Raises ShapeError where it is missing or of another type."""
    found = maybe(holder, key, kind)
    if found is None:
        raise ShapeError(f"it has no {key}")
    return found


def maybe(holder: object, key: str, kind: type[T]) -> T | None:
    """Return a value, or None where it is missing or null. Raises ShapeError where it is of another type."""
    if not isinstance(holder, dict):
        raise ShapeError(f"{shorten(str(holder))!r} is no object")
    value: Any = holder.get(key)
    if value is None:
        return None
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise ShapeError(
            f"its {key} is {shorten(repr(value))}; it should be {NAMES.get(kind, kind.__name__)}"
        )
    return value


def why(error: Exception) -> str:
    """Return what is wrong with a value, of a ShapeError or a RecursionError."""
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
