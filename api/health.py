"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from diplograph.api.dependencies import OpenGraph, declared_only
from diplograph.api.models import Health
from diplograph.api.problems import documented


def router() -> APIRouter:
    """Return the routes."""
    routes = APIRouter(tags=["health"], dependencies=[Depends(declared_only)])
    routes.get("/healthz", operation_id="healthz", responses=documented(422))(healthz)
    routes.get("/readyz", operation_id="readyz", responses=documented(422))(readyz)
    return routes


async def healthz() -> Health:
    """Tell that the process lives."""
    return Health(status="ok")


async def readyz(graph: OpenGraph) -> Health:
    """Tell that Neo4j answers."""
    await graph.read("readyz", "RETURN 1 AS one")
    return Health(status="ok")
