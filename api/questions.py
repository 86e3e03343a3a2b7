"""The questions: their list, and a route for each, made from its file's header."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field, create_model

from diplograph.api.answers import answer, described, start
from diplograph.api.choices import FileFormat
from diplograph.api.current import IfNoneMatch, tag
from diplograph.api.dependencies import OpenGraph, declared_only, once
from diplograph.api.exported import answer_of
from diplograph.api.files import as_response, format_wanted, shown_as
from diplograph.api.models import Catalogue, answer_model
from diplograph.api.parameters import model
from diplograph.api.problems import documented
from diplograph.api.replies import reply, takes_json
from diplograph.api.settings import Settings
from diplograph.exports import format_of
from diplograph.queries import catalogue as catalogue_of
from diplograph.queries.catalogue import Query as Question


def router() -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/v1/queries", tags=["questions"])
    routes.get(
        "",
        operation_id="queries",
        response_model=Catalogue,
        responses=documented(406, 422),
        dependencies=[Depends(declared_only), Depends(takes_json)],
    )(catalogue)
    for query in catalogue_of.catalogue().values():
        routes.get(
            f"/{query.name}",
            operation_id=query.name,
            summary=f"{query.titles['en']} · {query.titles['fr']}",
            description=f"{query.summaries['en']}\n\n{query.summaries['fr']}",
            response_model=answer_model(query),
            responses=shown_as() | documented(404, 406, 422),
            dependencies=[Depends(once)],
        )(_route(query))
    routes.get("/{name}", include_in_schema=False)(unknown)
    return routes


async def catalogue() -> JSONResponse:
    """List the questions: what each takes, what it answers, and the Cypher that runs."""
    return JSONResponse({"queries": [_about(query) for query in catalogue_of.catalogue().values()]})


async def unknown(name: str) -> None:
    """Say which questions there are."""
    catalogue_of.get(name)


def _route(query: Question) -> Callable[..., Awaitable[Response]]:
    async def ask(
        request: Request, graph: OpenGraph, values: BaseModel, if_none_match: IfNoneMatch = None
    ) -> Response:
        asked = values.model_dump()
        told, lang = asked.pop("format"), asked["lang"]
        asked = {name: value for name, value in asked.items() if name in query.parameters}
        begun = await start(graph, query, asked)
        tag(request, begun.at, if_none_match)
        format_name = format_wanted(told, request.headers.get("accept"))
        body = await answer(graph, query, asked, begun)
        if body["next"]:
            given = {name: value for name, value in body["parameters"].items() if value is not None}
            given |= {"lang": lang} | body["next"] | ({"format": told} if told else {})
            body["next"] = f"/v1/queries/{query.name}?{urlencode(given)}"
        if format_name == "json":
            return reply(request, body)
        settings: Settings = request.app.state.settings
        found = answer_of(settings.quotes.within(body), query, asked, lang, datetime.now(UTC).date())
        chosen = format_of(format_name)
        further = {"Link": f'<{body["next"]}>; rel="next"'} if body["next"] else {}
        return await as_response(
            request, query.name, chosen, lambda stream: chosen.write(found, stream), further
        )

    described = "How the answer is written; without it what `Accept` likes best, JSON first."
    written: dict[str, Any] = {"format": (FileFormat | None, Field(None, description=described))}
    if "lang" not in query.parameters:
        of_headings = Field("fr", description="The language of a file's headings and labels.")
        written["lang"] = (Literal["fr", "en"], of_headings)
    asked = create_model(f"{query.name}-form", __base__=model(query.name), **written)
    kinds: dict[str, Any] = {
        "request": Request,
        "graph": OpenGraph,
        "values": Annotated[asked, Query()],
    }
    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter(name, kind, annotation=each) for name, each in kinds.items()]
    parameters.append(inspect.Parameter("if_none_match", kind, default=None, annotation=IfNoneMatch))
    ask.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by FastAPI
    return ask


def _about(query: Question) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": dict(query.titles),
        "summary": dict(query.summaries),
        "modality": list(query.modality),
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "classes": list(each.classes),
                "label": dict(each.labels),
                "required": each.required,
                "default": each.default,
                "values": list(each.values),
            }
            for each in query.parameters.values()
        ],
        "columns": [described(each) for each in query.cells],
        "example": dict(query.example),
        "cypher": query.text,
        "href": f"/v1/queries/{query.name}",
    }
