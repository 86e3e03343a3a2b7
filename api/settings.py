"""How the API is served. Nothing here is read from the environment: the command line does that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from diplograph.api.graph import TIMEOUT
from diplograph.api.tokens import Tokens

PORT = 8000  # where it is served, unless told otherwise
MEGABYTES = 32  # of an upload
SHORT = 120  # characters of a passage that is cut
QUOTED = ("quote", "other_quote")  # the members of an answer that hold a passage


class Quotes(StrEnum):
    """How much of the articles' text leaves the server."""

    full = "full"
    short = "short"
    none = "none"

    def of(self, quote: str | None) -> str | None:
        """Return a passage as far as it may leave: whole, its beginning up to a word's end, or not at all."""
        if self is Quotes.full or quote is None:
            return quote
        if self is Quotes.none:
            return None
        return (
            quote
            if len(quote) <= SHORT
            else f"{quote[:SHORT].rpartition(' ')[0].rstrip() or quote[:SHORT]} …"
        )

    def within(self, value: Any) -> Any:
        """Return an answer with each of its passages as far as it may leave; a citation quotes no more either."""
        if self is Quotes.full:
            return value
        if isinstance(value, list):
            return [self.within(each) for each in value]
        if not isinstance(value, Mapping):
            return value
        return {name: self._member(name, inner, value) for name, inner in value.items()}

    def _member(self, name: str, inner: Any, beside: Mapping[str, Any]) -> Any:
        if name in QUOTED:
            return self.of(inner)
        quote = beside.get("quote")
        if name == "citation" and inner and quote:
            short = self.of(quote)
            parts = inner.split(f"« {quote} »")
            return (
                f"« {short} »".join(parts)
                if short
                else ", ".join(filter(None, (p.strip(", ") for p in parts)))
            )
        return self.within(inner)


@dataclass(frozen=True)
class Settings:
    """What the person who serves decides.

    ``hosts``: names that requests may be addressed to, besides loopback's; ``origins``: pages of others that may read
    answers (CORS); ``tokens``: those who have one may write; ``public``: every request needs one; ``most_body``: bytes of an
    upload; ``timeout``: seconds of a query; ``texts``: the folder of the articles' texts, where they may be shown.
    """

    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    quotes: Quotes = Quotes.full
    tokens: Tokens | None = None
    public: bool = False
    most_body: int = MEGABYTES * 1024 * 1024
    timeout: float = TIMEOUT
    texts: Path | None = None
