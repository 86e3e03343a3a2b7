"""Selectors of W3C Web Annotations: where in a text a quote or a position stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from diplograph.graph_loader.formats.web_model import Target, types_of
from diplograph.graph_loader.json_shapes import ShapeError, maybe, need
from diplograph.graph_loader.offsets import one_line

CHAR = re.compile(r"char=(\d{1,9}),(\d{1,9})")  # RFC 5147
MOST = 10_000  # places of one quote


@dataclass(frozen=True)
class Places:
    """Where a selector's words stand, in code points; ``fitting`` are those with its prefix and suffix, or else all."""

    quote: str
    fitting: list[tuple[int, int]]
    anywhere: list[tuple[int, int]]
    in_context: bool


def exact_of(target: Target) -> str:
    """Return the quote of a target, or nothing."""
    return next((one["exact"] for one in target.plain if isinstance(one.get("exact"), str)), "")


def position_and_quote(target: Target) -> tuple[int, int, str] | None:
    """Return a target's position and quote where it has both."""
    try:
        place = next(filter(None, map(position_of, target.plain)), None)
    except ShapeError:
        return None
    return (*place, exact_of(target)) if place and exact_of(target) else None


def position_of(selector: dict[str, Any]) -> tuple[int, int] | None:
    """Return the start and end that a selector says, in the file's unit; None where it says none.

    Raises ShapeError where they are no offsets.
    """
    types = types_of(selector)
    if "FragmentSelector" in types:
        said = selector.get("value")
        match = CHAR.fullmatch(said) if isinstance(said, str) else None
        return (int(match[1]), int(match[2])) if match else None
    if "TextPositionSelector" not in types:
        return None
    return need(selector, "start", int), need(selector, "end", int)


def quoted_in(text: str, window: tuple[int, int], selector: dict[str, Any]) -> Places | None:
    """Return where a quote stands; spaces and line breaks may differ where nothing is the same. Raises ShapeError."""
    quote = need(selector, "exact", str)
    prefix, suffix = (one_line(maybe(selector, name, str) or "") for name in ("prefix", "suffix"))
    if not quote:
        return None
    found = list(_occurrences(text, window, re.escape(quote)))
    if not found and quote.split():
        found = list(_occurrences(text, window, r"\s+".join(map(re.escape, quote.split()))))
    before, behind = 2 * len(prefix) + 2, 2 * len(suffix) + 2  # spaces may be more in the text
    fitting = [
        (start, end)
        for start, end in found
        if one_line(text[max(start - before, 0) : start]).endswith(prefix)
        and one_line(text[end : end + behind]).startswith(suffix)
    ]
    return Places(quote, fitting or found, found, bool(fitting))


def _occurrences(text: str, window: tuple[int, int], pattern: str) -> Iterable[tuple[int, int]]:
    """Yield where a pattern stands, also where it overlaps itself; as many as anybody needs."""
    compiled, place = re.compile(pattern), window[0]
    for _ in range(MOST):
        match = compiled.search(text, place, window[1])
        if match is None:
            return
        yield match.span()
        place = match.start() + 1
