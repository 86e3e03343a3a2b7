"""A question's parameters as a typed model, made from its header: for the API's pages and for every check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from diplograph.api.errors import WrongParameterError
from diplograph.ontology.load import load as load_ontology
from diplograph.queries import catalogue
from diplograph.queries.catalogue import Parameter, Query

LONGEST = 300  # characters of a name or id
MONTH, DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
CLOCK = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?Z?"
DATE = f"^[0-9]{{4}}(-{MONTH}(-{DAY})?)?$"  # ISO 8601: a day, a month or a year
TIME = f"^[0-9]{{4}}(-{MONTH}(-{DAY}({CLOCK})?)?)?$"  # or a time of such a day, in UTC
PERIODS = (("from", "to"), ("reported_from", "reported_to"))
INT64 = 2**63  # Neo4j's integers


@cache
def model(name: str) -> type[BaseModel]:
    """Return the model of a question's parameters; what it doesn't declare is refused."""
    query = catalogue.get(name)
    fields: dict[str, Any] = {
        each.name: _field(each, query.example.get(each.name)) for each in query.parameters.values()
    }
    title = "".join(part.capitalize() for part in name.split("-")) + "Parameters"
    return create_model(title, __config__=ConfigDict(extra="forbid"), **fields)


def validate(query: Query, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question's parameters, typed and with their defaults. Raises WrongParameterError."""
    try:
        found = model(query.name).model_validate(values).model_dump()
    except ValidationError as error:
        raise wrong(error.errors(), query) from error
    for first, last in PERIODS:
        since, until = found.get(first), found.get(last)
        if since and until and since[: len(until)] > until[: len(since)]:
            raise WrongParameterError(f"{first} is {since}, after {last}, {until}.", "Turn them round.")
    return found


def wrong(errors: Iterable[Mapping[str, Any]], query: Query | None = None) -> WrongParameterError:
    """Return what pydantic found, in words."""
    said = "; ".join(_sentence(error) for error in errors)
    hint = (
        f"{query.name} takes {_listed(query)}." if query else "What each route takes is described at /docs."
    )
    return WrongParameterError(f"{said}.", hint)


def _field(parameter: Parameter, example: Any) -> tuple[Any, Any]:
    description = f"{parameter.labels['en']} · {parameter.labels['fr']}. {_takes(parameter)}".strip()
    default = ... if parameter.required else parameter.default
    limits: dict[str, Any] = {
        "description": description,
        "examples": [example] if example is not None else None,
    }
    if parameter.type == "boolean":
        kind: Any = bool
    elif parameter.type == "integer":
        least, most = -INT64 if parameter.least is None else parameter.least, parameter.most or INT64 - 1
        kind, limits = int, limits | {"ge": least, "le": most}
    elif parameter.type == "choice":
        kind = Literal[parameter.values]
    elif parameter.type == "date":
        kind = Annotated[str, StringConstraints(pattern=DATE)]
    elif parameter.type == "time":
        kind = Annotated[str, StringConstraints(pattern=TIME)]
    else:
        kind, limits = str, limits | {"min_length": 1, "max_length": LONGEST}
    nullable = not parameter.required and parameter.default is None
    return (kind | None if nullable else kind), Field(default, **limits)


def _takes(parameter: Parameter) -> str:
    classes = load_ontology().classes
    if parameter.type == "entity":
        kinds = ", ".join(classes[cls].labels["en"] for cls in parameter.classes) or "any"
        return f"An id, or a name in French or English, of: {kinds}."
    if parameter.type == "evidence":
        return "The id of a fact or a claim, or a thing by its id or name."
    return ""


def _listed(query: Query) -> str:
    return ", ".join(f"{p.name} ({p.labels['en']})" for p in query.parameters.values()) or "no parameters"


def _sentence(error: Mapping[str, Any]) -> str:
    named = (part for part in error["loc"] if isinstance(part, str) and part not in ("query", "path", "body"))
    name = next(named, "the request")
    if error["type"] == "extra_forbidden":
        return f"{name} is no parameter here"
    if error["type"] == "missing":
        return f"{name} is missing"
    if error["type"] == "string_pattern_mismatch":  # only dates and times have a pattern
        time = " or 2024-02-29T09:30" if error["ctx"]["pattern"] == TIME else ""
        return f"{name}: {error['input']!r} is no year, month or day like 2024, 2024-02 or 2024-02-29{time}"
    if error["type"] == "value_error":  # a sentence of ours
        return f"{name}: {str(error['msg']).removeprefix('Value error, ')}"
    said = str(error["msg"])
    return f"{name}: {said[:1].lower()}{said[1:]}"
