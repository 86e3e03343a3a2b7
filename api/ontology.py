"""What a page needs to show the graph by: classes with their colours, relations, codes, and the formats to save in."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from diplograph.api.current import current
from diplograph.api.dependencies import declared_only
from diplograph.api.exported import OF_CLAIMS
from diplograph.api.models import OntologyAbout
from diplograph.api.problems import documented
from diplograph.api.replies import reply, takes_json
from diplograph.exports import format_of, formats
from diplograph.ontology.load import load as load_ontology


def router() -> APIRouter:
    """Return the route."""
    routes = APIRouter(
        prefix="/v1/ontology",
        tags=["ontology"],
        dependencies=[Depends(declared_only), Depends(current), Depends(takes_json)],
    )
    routes.get("", operation_id="ontology", response_model=OntologyAbout, responses=documented(406, 422))(
        ontology
    )
    return routes


async def ontology(request: Request) -> JSONResponse:
    """Tell the names, in both languages, of all that the graph is made of, and the formats that answers come in."""
    return reply(request, _about())


@cache
def _about() -> dict[str, Any]:
    known = load_ontology()
    return {
        "classes": [
            {
                "name": each.name,
                "label": dict(each.labels),
                "superclasses": list(each.superclasses),
                "color": each.color,
            }
            for each in known.classes.values()
            if each.neo4j_labels  # the others are in RDF only
        ],
        "relations": [
            {"type": name, "label": dict(label)} for name, label in {**known.edge_labels, **OF_CLAIMS}.items()
        ],
        "predicates": {name: dict(each.labels) for name, each in known.properties.items()},
        "codes": {
            name: {code: dict(label) for code, label in codes.items()}
            for name, codes in known.code_lists.items()
        },
        "formats": [
            {"name": name, "media_type": format_of(name).MEDIA_TYPE, "ending": format_of(name).ENDING}
            for name in formats()
        ],
    }
