"""How answers leave: as JSON, where the client takes JSON, with no more of the articles' text than the settings allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import mimeparse
import orjson
from fastapi import Header, Request
from fastapi.responses import JSONResponse

from diplograph.api.errors import NotAcceptableError
from diplograph.api.settings import Settings

JSON = "application/json"


class Json(JSONResponse):
    """JSON, encoded twenty times as fast: answers are some hundred kilobytes."""

    def render(self, content: Any) -> bytes:
        """Return the bytes."""
        return orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)  # a reason is a key, too


def reply(request: Request, body: Any) -> JSONResponse:
    """Return an answer."""
    settings: Settings = request.app.state.settings
    return Json(settings.quotes.within(body))


async def takes_json(accept: Annotated[str | None, Header(include_in_schema=False)] = None) -> None:
    """Refuse who doesn't take JSON."""
    best([JSON], accept)


def best(offered: Sequence[str], accept: str | None) -> str:
    """Return the media type, of those offered, that an Accept header wants most; the first where it says nothing.

    Raises NotAcceptableError, which lists those offered.
    """
    try:
        found = mimeparse.best_match(list(reversed(offered)), accept.lower()) if accept else offered[0]
    except mimeparse.MimeTypeParseException:
        found = ""
    if not found:
        raise NotAcceptableError(f"{accept} can't be had here.", f"There is {', '.join(offered)}.")
    return str(found)
