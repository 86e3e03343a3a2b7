"""Every failure as problem+json (RFC 9457): what is wrong, what to do next, and nothing of the inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from neo4j.exceptions import DriverError, Neo4jError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from diplograph.api.errors import NamingError, NotModifiedError
from diplograph.api.graph import neo4j_errors
from diplograph.api.models import Problem
from diplograph.api.parameters import wrong
from diplograph.ontology.errors import DiplographError
from diplograph.ontology.text import slug
from diplograph.queries import catalogue

MEDIA_TYPE = "application/problem+json"
TYPES = "https://w3id.org/diplograph/problems/"

HINTS = {
    404: "The routes are listed at /docs and in /openapi.json.",
    405: "What each route answers to is at /docs.",
}


def problem(
    instance: str, status: int, title: str, detail: str, hint: str | None = None, **more: Any
) -> dict[str, Any]:
    """Return a problem's members; those without a value are left out."""
    members = {
        "type": TYPES + slug(title),
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
    }
    return members | {name: value for name, value in {"hint": hint, **more}.items() if value}


def respond(body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a problem as a response."""
    return JSONResponse(body, body["status"], dict(headers or {}), MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let the app answer each kind of failure with a problem."""
    app.add_exception_handler(DiplographError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Neo4jError, _neo4j)
    app.add_exception_handler(DriverError, _neo4j)
    app.add_exception_handler(NotModifiedError, _not_modified)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the problems that a route declares."""
    texts = {
        400: "A host that is not served here, or a request that isn't one.",
        401: "A token that isn't known here; or none, where one is needed.",
        403: "A token that may only read; or a text that may not leave.",
        404: "Not in the graph; `near` are names that look like it.",
        406: "None of the media types asked for can be had.",
        413: "More was sent, or asked at once, than may be.",
        422: "A parameter that can't be used; `candidates` are what an ambiguous name may mean.",
        500: "A mistake of the server's.",
        503: "Neo4j doesn't answer.",
        504: "The query took too long.",
    }
    return {
        status: {"model": Problem, "description": texts[status]}
        for status in (400, 401, *statuses, 500, 503, 504)
    }


def as_problem_json(schema: dict[str, Any], tokens_needed: bool) -> dict[str, Any]:
    """Return an OpenAPI document whose failures have the media type that they are sent with.

    Where reading needs no token it asks for none; one that is sent is checked all the same.
    """
    for path in schema["paths"].values():
        for method, operation in path.items():
            writes = method != "get" and "403" in operation["responses"]
            if "security" in operation and not tokens_needed and not writes:
                del operation["security"]
            for status, response in operation["responses"].items():
                if int(status) >= 400 and "application/json" in response.get("content", {}):
                    response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    return schema


async def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DiplographError)  # noqa: S101 - what it is installed for
    return refuse(request.url.path, error)


def refuse(instance: str, error: DiplographError) -> JSONResponse:
    """Return what a failure of ours is answered with."""
    things = {"near": error.near, "candidates": error.candidates} if isinstance(error, NamingError) else {}
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    body = problem(instance, error.status, error.title, error.message, error.hint, **things)
    return respond(body, headers)


async def _not_modified(request: Request, error: Exception) -> Response:
    return Response(status_code=304)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is installed for
    name = request.url.path.removeprefix("/v1/queries/")
    query = catalogue.catalogue().get(name)
    return await _ours(request, wrong(error.errors(), query))


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is installed for
    title = {404: "Not found", 405: "Method not allowed"}.get(error.status_code, "Refused")
    detail = {404: f"There is nothing at {request.url.path}.", 405: f"{request.method} isn't answered here."}
    said = detail.get(error.status_code, str(error.detail))
    headers = {"Allow": ", ".join(_methods(request))} if error.status_code == 405 else error.headers
    body = problem(request.url.path, error.status_code, title, said, HINTS.get(error.status_code))
    return respond(body, headers)


def _methods(request: Request) -> list[str]:
    """Return what a path answers to; routes of one path may each answer to a method of their own."""
    routes = request.app.routes
    asked = {method: {**request.scope, "method": method} for method in ("DELETE", "GET", "POST")}
    return [name for name, scope in asked.items() if any(r.matches(scope)[0] is Match.FULL for r in routes)]


async def _neo4j(request: Request, error: Exception) -> JSONResponse:
    try:
        with neo4j_errors():
            raise error
    except DiplographError as known:
        return await _ours(request, known)


def unexpected(instance: str) -> dict[str, Any]:
    """Return the problem of a mistake of ours, which says no more: what failed is in the server's log."""
    hint = "Try again; if it stays so, report it with what the server's log says of this request's id."
    return problem(instance, 500, "Internal error", "The server made a mistake.", hint)
