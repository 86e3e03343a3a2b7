"""What Neo4j Browser takes from us, open to its pages: a style, a guide and favourites. They tell nothing of the graph."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from diplograph.api.dependencies import declared_only
from diplograph.neo4j_browser.addresses import FAVOURITES, GUIDE, STYLE
from diplograph.neo4j_browser.favourites import archive
from diplograph.neo4j_browser.guide import guide as made_guide
from diplograph.neo4j_browser.style import style as made_style

FETCHED = (STYLE, GUIDE)  # by scripts of the Browser's page; the favourites are a download
ANY_PAGE = {"Access-Control-Allow-Origin": "*"}


def router() -> APIRouter:
    """Return the routes."""
    routes = APIRouter(dependencies=[Depends(declared_only)], include_in_schema=False)
    routes.get(STYLE)(style)
    routes.get(GUIDE)(guide)
    routes.get(FAVOURITES)(favourites)
    return routes


# The Browser asks for the style first and shows on top what comes last: not in threads, where one overtakes the other.
async def style() -> Response:
    """Answer with the style."""
    return Response(made_style(), media_type="text/plain", headers=ANY_PAGE)


async def guide(request: Request) -> Response:
    """Answer with the guide."""
    address = str(request.base_url).rstrip("/")
    return Response(made_guide(address), media_type="text/html", headers=ANY_PAGE)


def favourites() -> Response:
    """Answer with the favourites, as a file to save."""
    name = FAVOURITES.rpartition("/")[2]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(archive(), media_type="application/zip", headers=headers)


@dataclass(frozen=True)
class Asked:
    """Answers what a page's browser asks before it fetches the guide, which Neo4j Browser does with headers of its own."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] == "http" and scope["method"] == "OPTIONS" and scope["path"] in FETCHED:
            allowed = {"Access-Control-Allow-Methods": "GET", "Access-Control-Allow-Headers": "*"}
            await Response(status_code=204, headers=ANY_PAGE | allowed)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
