"""Lists a page at a time: where a page ended is the sort key of its last row, which the next page's address carries.

A list that grows or shrinks meanwhile neither repeats nor skips what it had, as a number of rows to leave out would.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Query, Request
from pydantic import Field, WithJsonSchema

from diplograph.api.errors import WrongParameterError
from diplograph.api.parameters import INT64

Row = TypeVar("Row")
Key = Sequence[str | int | float]

LONGEST_KEY = 2000


def _shape(name: str) -> WithJsonSchema:
    """Return how a place is described: its format names the lists that give such."""
    return WithJsonSchema({"type": "string", "maxLength": LONGEST_KEY, "format": f"place-{name}"})


_Text = Annotated[str, Field(max_length=LONGEST_KEY)]
_About = Query(description="Where the page before ended. Don't make it: follow `next`.")
ById = Annotated[Annotated[_Text, _shape("by-id")] | None, _About]
ByScore = Annotated[Annotated[_Text, _shape("by-score")] | None, _About]
ByDate = Annotated[Annotated[_Text, _shape("by-date")] | None, _About]
InText = Annotated[Annotated[_Text, _shape("in-text")] | None, _About]


def ended(after: str | None, *kinds: type) -> list[Any] | None:
    """Return the key that the page before ended with, of values of these kinds; None where there was none.

    Raises WrongParameterError at what is no such key.
    """
    if after is None:
        return None
    try:
        key = json.loads(urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        fits = isinstance(key, list) and [type(each) for each in key] == list(kinds) and _packed(key) == after
    except (ValueError, RecursionError):
        fits = False
    if not fits or any(abs(each) >= INT64 for each in key if type(each) is int):
        hint = "Follow `next` as it is, or leave after out to begin anew."
        raise WrongParameterError("after: this is no place in this list.", hint)
    return list(key)


def page(
    request: Request, rows: Sequence[Row], limit: int, key: Callable[[Row], Key]
) -> tuple[Sequence[Row], str | None]:
    """Return a page's rows, of which one more than the limit was read, and the next page's address or None."""
    if len(rows) <= limit:
        return rows, None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    query = urlencode([*kept, ("after", _packed(key(rows[limit - 1])))])
    return rows[:limit], f"{quote(request.scope['path'])}?{query}"


def _packed(key: Key) -> str:
    text = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")
