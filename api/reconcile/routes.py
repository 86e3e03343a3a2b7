"""The Reconciliation Service API 0.2, by which OpenRefine and its like tie names of a table to things of the graph.

Its clients send parameters of their own beside the standard's, so that unknown ones are no mistake here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field, TypeAdapter, ValidationError

from diplograph.api.choices import ClassName, classes
from diplograph.api.dependencies import OpenGraph
from diplograph.api.errors import TooManyError, WrongParameterError
from diplograph.api.graph import Graph
from diplograph.api.parameters import LONGEST, wrong
from diplograph.api.problems import documented
from diplograph.api.reconcile.candidates import POOL, both, candidates, class_named
from diplograph.api.reconcile.models import (
    Candidates,
    ExtendQuery,
    Extension,
    Manifest,
    Proposal,
    ReconcileQuery,
    Suggested,
    SuggestedEntities,
)
from diplograph.api.reconcile.preview import SHOWN_AS, preview
from diplograph.api.reconcile.properties import PROPERTIES, values
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.model import NAMESPACE, THINGS
from diplograph.ontology.text import fold

BATCH = 50  # names in one request
ROWS = 500  # things whose values are asked for in one request
AT_ONCE = 8  # names of a batch that are looked for at the same time
SUGGESTED = 10
LONGEST_BODY = 200_000  # characters

LONGEST_ADDRESS = 4_000

# What FastAPI has no words for: either field may be left out, not both.
ONE_OF_TWO = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "anyOf": [
                        {"required": [name], "properties": {name: {"minLength": 1}}}
                        for name in ("queries", "extend")
                    ]
                }
            }
        },
    }
}

Batch = Annotated[
    str,
    Field(
        description="A batch of names to find things for, as JSON: {key: {query, type, limit, properties}}.",
        examples=['{"q0": {"query": "Séoul", "type": "State"}}'],
        json_schema_extra={"format": "reconciliation-queries"},
    ),
]
Extend = Annotated[
    str,
    Field(
        description="Things and properties whose values are asked for, as JSON: {ids, properties: [{id}]}.",
        examples=['{"ids": ["state/KR"], "properties": [{"id": "name_fr"}]}'],
        json_schema_extra={"format": "reconciliation-extension"},
    ),
]
Prefix = Annotated[
    str, Query(max_length=LONGEST, examples=["Seo"], description="What was typed so far: a name or an id.")
]
Cursor = Annotated[int, Query(ge=0, le=POOL, description="How many to leave out first.")]


def router() -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/v1/reconcile", tags=["reconciliation"])
    answers = Manifest | Extension | dict[str, Candidates]
    failures = documented(413, 422)
    routes.get("", operation_id="reconcile", response_model=answers, responses=failures)(asked)
    sent = Extension | dict[str, Candidates]
    routes.post(
        "", operation_id="reconcile-batch", response_model=sent, responses=failures, openapi_extra=ONE_OF_TWO
    )(posted)
    for what, model, route in (
        ("entity", SuggestedEntities, entities_like),
        ("type", Suggested, types_like),
        ("property", Suggested, properties_like),
    ):
        routes.get(
            f"/suggest/{what}",
            operation_id=f"suggest-{what}",
            response_model=model,
            responses=documented(422),
        )(route)
    routes.get(
        "/properties", operation_id="reconcile-properties", response_model=Proposal, responses=documented(422)
    )(proposed)
    routes.get(
        "/preview",
        operation_id="reconcile-preview",
        response_class=Response,
        responses=SHOWN_AS | documented(404, 422),
    )(preview)
    return routes


async def asked(
    request: Request,
    graph: OpenGraph,
    queries: Annotated[Batch, Query(max_length=LONGEST_ADDRESS)] = "",
    extend: Annotated[Extend, Query(max_length=LONGEST_ADDRESS)] = "",
) -> JSONResponse:
    """Tell what this service is; or find things for names, or give values of things."""
    if not queries and not extend:
        return JSONResponse(manifest(str(request.base_url).rstrip("/")))
    return await _answered(graph, queries, extend)


async def posted(
    graph: OpenGraph,
    queries: Annotated[Batch, Form(max_length=LONGEST_BODY)] = "",
    extend: Annotated[Extend, Form(max_length=LONGEST_BODY)] = "",
) -> JSONResponse:
    """Find things for names, or give values of things: what OpenRefine sends."""
    return await _answered(graph, queries, extend)


async def entities_like(graph: OpenGraph, prefix: Prefix, cursor: Cursor = 0) -> JSONResponse:
    """Suggest things of a name that begins so, or of an id."""
    found = await candidates(graph, ReconcileQuery(query=prefix, limit=cursor + SUGGESTED))
    shown = [
        {name: each[name] for name in ("id", "name", "description")} | {"notable": each["type"]}
        for each in found[cursor:]
    ]
    return JSONResponse({"result": shown})


async def types_like(prefix: Prefix, cursor: Cursor = 0) -> JSONResponse:
    """Suggest classes by their names in English or French."""
    described = load_ontology().classes
    found = _beginning(prefix, (class_named(name) for name in classes()))
    shown = [each | {"description": described[each["id"]].comments["en"]} for each in found[cursor:]]
    return JSONResponse({"result": shown})


async def properties_like(prefix: Prefix, cursor: Cursor = 0) -> JSONResponse:
    """Suggest properties by their names in English or French."""
    return JSONResponse({"result": _beginning(prefix, map(_property_named, PROPERTIES))[cursor:]})


async def proposed(
    type_: Annotated[
        ClassName | None, Query(alias="type", examples=["Official"], description="The class of the things.")
    ] = None,
    limit: Annotated[int | None, Query(ge=1, le=100, description="How many at most.")] = None,
) -> JSONResponse:
    """Propose properties that things of a class have."""
    lineage = load_ontology().lineage(type_ or "Entity")
    fitting = [
        name for name, each in PROPERTIES.items() if type_ in (None, "Entity") or lineage & {*each.classes}
    ]
    return JSONResponse(
        {"properties": [_property_named(name) for name in fitting][:limit], "type": type_, "limit": limit}
    )


def manifest(base: str) -> dict[str, Any]:
    """Return what the service at an address is."""
    here = f"{base}/v1/reconcile"
    page = f"{here}/preview?id={{{{id}}}}"
    return {
        "versions": ["0.2"],
        "name": "diplograph",
        "identifierSpace": THINGS,
        "schemaSpace": NAMESPACE,
        "documentation": f"{base}/docs",
        "serviceVersion": version("diplograph"),
        "defaultTypes": [class_named(name) for name in classes()],
        "batchSize": BATCH,
        "view": {"url": page},
        "preview": {"url": page, "width": 430, "height": 300},
        "suggest": {
            what: {"service_url": here, "service_path": f"/suggest/{what}"}
            for what in ("entity", "type", "property")
        },
        "extend": {"propose_properties": {"service_url": here, "service_path": "/properties"}},
    }


async def _answered(graph: Graph, queries: str, extend: str) -> JSONResponse:
    if queries:
        return JSONResponse(await _reconciled(graph, queries))
    if extend:
        return JSONResponse(await _extended(graph, extend))
    hint = "Send one of the two as a form field; GET without either tells what this service is."
    raise WrongParameterError("queries and extend are missing.", hint)


async def _reconciled(graph: Graph, text: str) -> dict[str, Any]:
    batch = _read("queries", text, TypeAdapter(dict[str, ReconcileQuery]))
    _bounded(len(batch), BATCH, "names")
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(query: ReconcileQuery) -> dict[str, Any]:
        async with turn:
            return {"result": await candidates(graph, query)}

    found = await asyncio.gather(*map(one, batch.values()))
    return dict(zip(batch, found, strict=True))


async def _extended(graph: Graph, text: str) -> dict[str, Any]:
    query = _read("extend", text, TypeAdapter(ExtendQuery))
    _bounded(len(query.ids), ROWS, "things")
    told = await values(graph, query.ids)
    names = list(dict.fromkeys(each.id for each in query.properties))
    rows = {
        identifier: {name: [_cell(each) for each in told.get(identifier, {}).get(name, [])] for name in names}
        for identifier in query.ids
    }
    return {"meta": [_meta(name) for name in names], "rows": rows}


def _read(name: str, text: str, adapter: TypeAdapter[Any]) -> Any:
    """Return what a field's JSON says. Raises WrongParameterError."""
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        found = error.errors()[:3]
        raise wrong({**each, "loc": (".".join(map(str, (name, *each["loc"]))),)} for each in found) from error


def _bounded(number: int, most: int, what: str) -> None:
    if number > most:
        raise TooManyError(f"These are {number} {what}.", f"Send {most} at once at most.")


def _beginning(prefix: str, named: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Return what has a word in its id or names that begins so."""
    wanted = fold(prefix)
    return [each for each in named if f" {wanted}" in f" {fold(each['id'])} {fold(each['name'])}"]


def _property_named(name: str) -> dict[str, str]:
    return {"id": name, "name": both(PROPERTIES[name].labels)}


def _meta(name: str) -> dict[str, Any]:
    of_things = PROPERTIES[name].values
    return _property_named(name) | ({"type": class_named(of_things)} if of_things else {})


def _cell(value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return {"id": value["id"], "name": value["name"] or value["id"]}
    return {"str": str(value)}
