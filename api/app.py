"""The app: made by a function from a connection; nothing is read or opened before its lifespan begins."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from anyio import CapacityLimiter
from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware

from diplograph.api import (
    articles,
    browser,
    docs,
    entities,
    explorer,
    export,
    health,
    ontology,
    part,
    problems,
    questions,
    uploads,
    watching,
)
from diplograph.api.access import Guarded, may_read
from diplograph.api.answers import prove_all
from diplograph.api.bodies import LimitedBody
from diplograph.api.browser import Asked
from diplograph.api.current import Tagged
from diplograph.api.files import WRITERS
from diplograph.api.graph import opened
from diplograph.api.hosts import LOOPBACK, AllowedHosts, HeadLikeGet
from diplograph.api.reconcile import routes as reconcile
from diplograph.api.settings import Settings
from diplograph.api.texts import Texts
from diplograph.api.watching import HEADER, Metrics, Watched
from diplograph.graph_loader.cycles import seldom_looking_for_cycles
from diplograph.neo4j_server.connection import Connection
from diplograph.queries import catalogue

ABOUT = """Who met whom, where, about what; what links two partners; what a claim rests on.

Entity parameters take an id (`state/KR`) or a name in French or English (`South Korea`, `Corée du Sud`).
Failures are `application/problem+json` and say what to do next."""


def create_app(connection: Connection, settings: Settings | None = None) -> FastAPI:
    """Return the app on a Neo4j, served as the settings say; without any to loopback names, and to read only.

    It doesn't start when Neo4j doesn't answer. That a question only reads is proven before it is first asked.
    """
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with opened(connection, settings.timeout) as graph:
            app.state.graph, app.state.writers = graph, CapacityLimiter(WRITERS)
            proving = asyncio.create_task(prove_all(graph, catalogue.catalogue().values()))
            with seldom_looking_for_cycles():
                yield
            proving.cancel()
            await asyncio.wait([proving])  # its threads are closed next

    app = FastAPI(
        title="diplograph",
        version=version("diplograph"),
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # a redirect would be neither an answer nor a problem
    )
    app.state.settings, app.state.metrics = settings, Metrics()
    app.state.texts = Texts(settings.texts) if settings.texts else None
    problems.install(app)
    for noun in (questions, entities, articles, export, part, ontology, reconcile, watching):
        app.include_router(noun.router(), dependencies=[Depends(may_read)])
    for noun in (uploads, health, browser):
        app.include_router(noun.router())
    docs.install(app)
    explorer.install(app)
    _wrap(app, settings)
    _describe(app, settings)
    return app


def _wrap(app: FastAPI, settings: Settings) -> None:
    """Put what concerns every request around the app, the innermost first."""
    app.add_middleware(Tagged)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=1)
    app.add_middleware(HeadLikeGet)
    app.add_middleware(LimitedBody, most=settings.most_body)
    if settings.public:
        app.add_middleware(Guarded, settings=settings)
    app.add_middleware(AllowedHosts, hosts=frozenset((*LOOPBACK, *(host.lower() for host in settings.hosts))))
    if settings.origins:
        exposed = ["ETag", HEADER]
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=exposed,
        )
    app.add_middleware(Asked)
    app.add_middleware(Watched, metrics=app.state.metrics)


async def check(connection: Connection) -> None:
    """Raise what would keep the app from starting."""
    async with opened(connection):
        catalogue.catalogue()


def _describe(app: FastAPI, settings: Settings) -> None:
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        return app.openapi_schema or problems.as_problem_json(plain(), settings.public)

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way of changing it
