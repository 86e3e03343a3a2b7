"""Two wrappers around the app: which hosts it is served as, and HEAD answered like GET."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from diplograph.api.problems import problem, respond

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class AllowedHosts:
    """Answers only requests addressed to known names: a page that lets its own name lead here reads nothing."""

    app: ASGIApp
    hosts: Collection[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and (host := _host(scope)) not in self.hosts:
            detail = f"{host!r} is not served here." if host else "The request has no Host header."
            hint = f"Use {' or '.join(sorted(self.hosts))}; more names: diplograph serve --allow-host NAME."
            await respond(problem(scope["path"], 400, "Wrong host", detail, hint))(scope, receive, send)
        else:
            await self.app(scope, receive, send)


@dataclass(frozen=True)
class HeadLikeGet:
    """Answers HEAD with what GET would answer, without its body."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as GET."""

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        if scope["type"] == "http" and scope["method"] == "HEAD":
            inner = {**scope, "method": "GET"}
            await self.app(inner, receive, without_body)
            scope["route"] = inner.get("route")  # for who watches
        else:
            await self.app(scope, receive, send)


def _host(scope: Scope) -> str:
    """Return the name that the request is addressed to, without the port."""
    host = Headers(scope=scope).get("host", "").lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
