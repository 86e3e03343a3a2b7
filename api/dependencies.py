"""What routes are given: the graph that the app opened at its start, and parameters that many have."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from diplograph.api.errors import WrongParameterError
from diplograph.api.graph import Graph

MOST = 100


# Each is a coroutine, though none waits: others are run in threads, and changing to one takes longer than they do.
async def _graph(request: Request) -> Graph:
    graph: Graph = request.app.state.graph
    return graph


async def declared_only(request: Request) -> None:
    """Refuse a query parameter that the route doesn't declare. Raises WrongParameterError."""
    known = [each.alias for each in request.scope["route"].dependant.query_params]
    strange = [name for name in request.query_params if name not in known]
    if strange:
        hint = f"This takes {', '.join(known)}." if known else "This takes no parameters."
        raise WrongParameterError(f"{'; '.join(f'{name} is no parameter here' for name in strange)}.", hint)


async def once(request: Request) -> None:
    """Refuse a query parameter that comes more than once: one of its values would be dropped. Raises WrongParameterError."""
    names = [name for name, _ in request.query_params.multi_items()]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise WrongParameterError(
            f"{', '.join(twice)} comes more than once.", "Give each parameter one value."
        )


OpenGraph = Annotated[Graph, Depends(_graph)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Lang = Annotated[
    Literal["fr", "en"],
    Query(description="The language of names and sentences; a name that has none in it stays as it is."),
]
