"""How much a request may send."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from diplograph.api.problems import problem, respond


class _TooMuchError(Exception):
    """More came than may."""


@dataclass(frozen=True)
class LimitedBody:
    """Refuses a body of more than ``most`` bytes: at once where it says so, else as soon as it is."""

    app: ASGIApp
    most: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self.most:
                raise _TooMuchError
            return message

        said = Headers(scope=scope).get("content-length", "")
        try:
            if said.isdigit() and int(said) > self.most:
                raise _TooMuchError
            await self.app(scope, counted, send)
        except _TooMuchError:
            detail = f"A request may hold {self.most:,} bytes."
            hint = "Send fewer articles at once, or load them where the graph is: diplograph load"
            await respond(problem(scope["path"], 413, "Too large", detail, hint))(scope, receive, send)
