"""Who may do what: on loopback everybody reads, elsewhere who has a token; a token that may writes, and on loopback our own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as ASGIScope

from diplograph.api import docs, explorer
from diplograph.api.errors import ForbiddenError, UnauthorisedError, UnavailableError
from diplograph.api.logs import LOG
from diplograph.api.problems import refuse
from diplograph.api.settings import Settings
from diplograph.api.tokens import Scope, TokenError
from diplograph.neo4j_browser.addresses import FAVOURITES, GUIDE, STYLE
from diplograph.ontology.errors import DiplographError

# They tell nothing of the graph.
OPEN = ("/healthz", "/docs", "/openapi.json", explorer.PAGE, explorer.ICON, STYLE, GUIDE, FAVOURITES)
OPEN_FOLDERS = (f"{docs.ASSETS}/", f"{explorer.ASSETS}/")

NEEDED = "Send one: Authorization: Bearer …; whoever serves this makes it with: diplograph token create NAME"

_bearer = HTTPBearer(
    auto_error=False, scheme_name="token", description="A token: diplograph token create NAME"
)
# Given to the checks for the description's sake: it says where a token is sent.
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def may_read(request: Request, described: Bearer) -> None:
    """Refuse who shows a token that is none. That elsewhere than on loopback one is needed, ``Guarded`` sees to."""
    _scope(request.app.state.settings, request.headers.get("authorization"))


async def may_write(request: Request, described: Bearer) -> None:
    """Refuse whoever has no token that may write; on loopback our own page needs none."""
    settings: Settings = request.app.state.settings
    scope = _scope(settings, request.headers.get("authorization"))
    if scope is None and not settings.public and _from_our_page(request):
        return
    if scope is None:
        raise UnauthorisedError("Writing needs a token.", f"{NEEDED} --scope write")
    if scope is not Scope.write:
        raise ForbiddenError(
            "This token may only read.", "Make another: diplograph token create NAME --scope write"
        )


def _from_our_page(request: Request) -> bool:
    """Tell whether a page that was served here sends a request: a browser says so, and no page can say it for another.

    That the address is ours ``AllowedHosts`` has seen to.
    """
    ours = f"{request.url.scheme}://{request.headers.get('host')}"
    site = request.headers.get("sec-fetch-site", "same-origin")  # not every browser says it
    return request.headers.get("origin") == ours and site == "same-origin"


@dataclass(frozen=True)
class Guarded:
    """Elsewhere than on loopback, answers nobody without a token, before anything of the request is read."""

    app: ASGIApp
    settings: Settings

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if (
            scope["type"] == "http"
            and scope["path"] not in OPEN
            and not scope["path"].startswith(OPEN_FOLDERS)
        ):
            try:
                if _scope(self.settings, Headers(scope=scope).get("authorization")) is None:
                    raise UnauthorisedError("This needs a token.", NEEDED)
            except DiplographError as error:
                await refuse(scope["path"], error)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _scope(settings: Settings, authorization: str | None) -> Scope | None:
    """Return what a request's token allows; None where it shows none. A header that holds no token of ours is refused."""
    if authorization is None:
        return None
    kind, _, secret = authorization.partition(" ")
    try:
        found = settings.tokens.scope(secret) if settings.tokens and kind.lower() == "bearer" else None
    except TokenError as error:
        LOG.exception("tokens")  # which file is the server's business
        raise UnavailableError(
            "The tokens can't be read.", "Whoever serves this: diplograph token list"
        ) from error
    if found is None:
        raise UnauthorisedError("The token isn't known here; it may have been revoked.", NEEDED)
    return found
