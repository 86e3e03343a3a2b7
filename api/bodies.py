"""How much a request may send."""

from __future__ import annotations

from contextlib import suppress
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
        came, begun = 0, False

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self.most:
                raise _TooMuchError
            return message

        async def sent(message: Message) -> None:
            nonlocal begun
            if begun or came <= self.most:  # what the app makes of a body that was cut off is no answer
                begun = True
                await send(message)

        said = Headers(scope=scope).get("content-length", "")
        with suppress(_TooMuchError):
            if said.isdigit() and int(said) > self.most:
                came = int(said)
            else:
                await self.app(scope, counted, sent)
        if came > self.most and not begun:
            detail = f"A request may hold {self.most:,} bytes."
            hint = "Send fewer articles at once, or load them where the graph is: diplograph load"
            await respond(problem(scope["path"], 413, "Too large", detail, hint))(scope, receive, send)
