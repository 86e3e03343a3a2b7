"""Each request watched: an id that its answer and its log lines carry, a line when it is answered, and metrics.

A log line has the route's pattern, and neither the path nor headers: what was asked for and tokens stay out of logs.
"""

from __future__ import annotations

import re
import time
from uuid import uuid4

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from diplograph.api.dependencies import declared_only
from diplograph.api.logs import LOG
from diplograph.api.problems import documented, respond, unexpected

HEADER = "X-Request-ID"
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "POST")  # any other is a label that anybody may make up
GIVEN = re.compile(r"[\w.-]{1,64}", re.ASCII)  # an id of the client's, or of a proxy's, that is taken over


class Metrics:
    """How many requests were answered how, and how long that took; of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._answered = Counter("diplograph_requests", "Requests answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "diplograph_request_seconds", "Seconds to answer a request.", ("route",), registry=self.registry
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request by its route's pattern: paths themselves would be labels without end."""
        self._answered.labels(method, route, status).inc()
        self._seconds.labels(route).observe(seconds)


class Watched:
    """Watches all requests of an app; a mistake of ours is logged with its traceback, and answered as a problem."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        identifier = given if GIVEN.fullmatch(given) else uuid4().hex
        with bound_contextvars(request_id=identifier):
            await self._watch(scope, receive, send, identifier)

    async def _watch(self, scope: Scope, receive: Receive, send: Send, identifier: str) -> None:
        began, status = time.perf_counter(), 0

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = identifier
            await send(message)

        try:
            await self._app(scope, receive, seen)
        except Exception:
            LOG.exception("failed", extra={"method": scope["method"], "path": scope["path"]})
            if not status:
                await respond(unexpected(scope["path"]))(scope, receive, seen)
        finally:
            seconds = time.perf_counter() - began
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in METHODS else "other"
            self._metrics.count(method, route, status, seconds)
            about = {"method": method, "route": route, "status": status}
            LOG.info("request", extra=about | {"ms": round(seconds * 1000, 1)})


def router() -> APIRouter:
    """Return the route of the metrics."""
    routes = APIRouter(tags=["health"], dependencies=[Depends(declared_only)])
    routes.get(
        "/metrics",
        operation_id="metrics",
        response_class=Response,
        responses={200: {"content": {"text/plain": {}}}, **documented(422)},
    )(metrics)
    return routes


async def metrics(request: Request) -> Response:
    """Tell Prometheus how many requests were answered, and how fast."""
    kept: Metrics = request.app.state.metrics
    return Response(generate_latest(kept.registry), media_type=CONTENT_TYPE_LATEST)
