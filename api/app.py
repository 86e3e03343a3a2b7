"""The app: made by a function from a connection; nothing is read or opened before its lifespan begins."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI

from diplograph.api import articles, docs, entities, health, problems, questions
from diplograph.api.answers import prove
from diplograph.api.graph import opened
from diplograph.api.hosts import LOOPBACK, AllowedHosts, HeadLikeGet
from diplograph.neo4j_server.connection import Connection
from diplograph.queries import catalogue

ABOUT = """Who met whom, where, about what; what links two partners; what a claim rests on.

Entity parameters take an id (`state/KR`) or a name in French or English (`South Korea`, `Corée du Sud`).
Failures are `application/problem+json` and say what to do next."""


def create_app(connection: Connection, allowed_hosts: Sequence[str] = ()) -> FastAPI:
    """Return the app on a Neo4j. It is served to loopback names and to ``allowed_hosts``.

    It doesn't start when a question would write, or when Neo4j doesn't answer.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with opened(connection) as graph:
            await prove(graph, catalogue.catalogue().values())
            app.state.graph = graph
            yield

    app = FastAPI(
        title="diplograph",
        version=version("diplograph"),
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # a redirect would be neither an answer nor a problem
    )
    problems.install(app)
    for noun in (questions, entities, articles, health):
        app.include_router(noun.router())
    docs.install(app)
    app.add_middleware(HeadLikeGet)
    app.add_middleware(AllowedHosts, hosts=frozenset((*LOOPBACK, *(host.lower() for host in allowed_hosts))))
    _describe(app)
    return app


async def check(connection: Connection) -> None:
    """Raise what would keep the app from starting."""
    async with opened(connection) as graph:
        await prove(graph, catalogue.catalogue().values())


def _describe(app: FastAPI) -> None:
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        return app.openapi_schema or problems.as_problem_json(plain())

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way of changing it
