"""Answers that hold as long as the graph doesn't change: an ETag from its version, so that a repeated question costs a 304."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version as installed
from typing import Annotated

from fastapi import Header, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from diplograph.api.dependencies import OpenGraph
from diplograph.api.errors import NotModifiedError
from diplograph.api.settings import Settings
from diplograph.api.texts import Texts
from diplograph.api.version import version
from diplograph.ontology import source
from diplograph.queries import catalogue

HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Accept, Accept-Encoding, Authorization"}


IfNoneMatch = Annotated[str | None, Header(description="The ETag of an earlier answer.")]


async def current(request: Request, graph: OpenGraph, if_none_match: IfNoneMatch = None) -> None:
    """Tag what will be answered. Raises NotModifiedError where the client has it."""
    tag(request, await version(graph), if_none_match)


def tag(request: Request, at: int, if_none_match: str | None) -> None:
    """Tag what will be answered, from the graph's version. Raises NotModifiedError where the client has that."""
    request.state.etag = _etag(request, at)
    # a weak comparison (RFC 9110, 13.1.2): the tag counts, not how strong it claims to be
    known = (each.strip().removeprefix("W/") for each in (if_none_match or "").split(","))
    if request.state.etag.removeprefix("W/") in known:
        raise NotModifiedError


class Tagged:
    """Puts the ETag on what was answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        await self._app(scope, receive, _tagging(scope, send) if scope["type"] == "http" else send)


def _tagging(scope: Scope, send: Send) -> Callable[[Message], Awaitable[None]]:
    async def tagged(message: Message) -> None:
        etag = scope.get("state", {}).get("etag")
        if etag and message["type"] == "http.response.start" and message["status"] in (200, 304):
            headers = MutableHeaders(scope=message)
            headers["ETag"] = etag
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return tagged


@cache
def _texts() -> str:
    """Return a hash of all questions, the ontology and the version installed: another answers otherwise."""
    questions = [query.text.encode() for query in catalogue.catalogue().values()]
    parts = [installed("diplograph").encode(), *questions, *source.contents()]
    return sha256(b"".join(parts)).hexdigest()


def _etag(request: Request, at: int) -> str:
    """Return a weak tag: bytes differ with the encoding. It stands for all that decides what is answered.

    The day does, too: what is planned for today is overdue tomorrow.
    """
    settings: Settings = request.app.state.settings
    texts: Texts | None = request.app.state.texts
    parts = (
        _texts(),
        at,
        datetime.now(UTC).date(),
        settings.quotes,
        texts and texts.changed(),
        request.url.path,
        request.url.query,
        request.headers.get("accept"),
    )
    return f'W/"{sha256(repr(parts).encode()).hexdigest()[:32]}"'
