"""What routes are given: the graph that the app opened at its start."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from diplograph.api.graph import Graph

MOST = 100


def _graph(request: Request) -> Graph:
    graph: Graph = request.app.state.graph
    return graph


OpenGraph = Annotated[Graph, Depends(_graph)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, lt=2**31, description="How many to leave out first.")]
