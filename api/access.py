"""Who may do what: on loopback everybody reads, elsewhere who has a token; nobody writes without one that may."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from diplograph.api.errors import ForbiddenError, UnauthorisedError
from diplograph.api.settings import Settings
from diplograph.api.tokens import Scope

NEEDED = "Send one: Authorization: Bearer …; whoever serves this makes it with: diplograph token create NAME"

_bearer = HTTPBearer(
    auto_error=False, scheme_name="token", description="A token: diplograph token create NAME"
)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def may_read(request: Request, bearer: Bearer) -> None:
    """Refuse who shows a token that is none, and elsewhere than on loopback who shows none."""
    settings: Settings = request.app.state.settings
    if _scope(request, bearer) is None and settings.public:
        raise UnauthorisedError("This needs a token.", NEEDED)


async def may_write(request: Request, bearer: Bearer) -> None:
    """Refuse whoever has no token that may write."""
    scope = _scope(request, bearer)
    if scope is None:
        raise UnauthorisedError("Writing needs a token.", f"{NEEDED} --scope write")
    if scope is not Scope.write:
        raise ForbiddenError(
            "This token may only read.", "Make another: diplograph token create NAME --scope write"
        )


def _scope(request: Request, bearer: HTTPAuthorizationCredentials | None) -> Scope | None:
    """Return what the request's token allows; None where it has none. A header that holds no token of ours is refused."""
    if "authorization" not in request.headers:
        return None
    settings: Settings = request.app.state.settings
    tokens = settings.tokens
    found = tokens.scope(bearer.credentials) if tokens and bearer else None
    if found is None:
        raise UnauthorisedError("The token isn't known here; it may have been revoked.", NEEDED)
    return found
