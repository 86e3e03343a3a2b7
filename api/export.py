"""The whole graph, in every format."""

from __future__ import annotations

from typing import Annotated, BinaryIO, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from diplograph.api.choices import FileFormat
from diplograph.api.current import current
from diplograph.api.dependencies import OpenGraph, declared_only
from diplograph.api.files import as_response, format_wanted, shown_as
from diplograph.api.problems import documented
from diplograph.api.replies import JSON
from diplograph.api.settings import Settings
from diplograph.api.whole import whole
from diplograph.exports import format_of

WrittenAs = Annotated[
    FileFormat | None,
    Query(alias="format", description="The format; without it what `Accept` likes best, JSON first."),
]


def router() -> APIRouter:
    """Return the route."""
    routes = APIRouter(
        prefix="/v1/export", tags=["export"], dependencies=[Depends(declared_only), Depends(current)]
    )
    routes.get(
        "",
        operation_id="export",
        response_class=Response,
        responses=shown_as(JSON) | documented(406, 422),
    )(export)
    return routes


async def export(
    request: Request, graph: OpenGraph, format_name: WrittenAs = None, lang: Literal["fr", "en"] = "fr"
) -> Response:
    """Give the whole graph: things and facts; in Turtle, TriG and JSON-LD all that the articles say.

    It is written while it is read. Turtle loads back: `diplograph load`.
    """
    chosen = format_of(format_wanted(format_name, request.headers.get("accept")))
    settings: Settings = request.app.state.settings

    def write(stream: BinaryIO) -> None:
        chosen.write(whole(graph.writer, graph.database, lang, settings.quotes), stream)

    return await as_response(request, "graph", chosen, write)
