"""What a reconciliation service is sent and answers (Reconciliation Service API 0.2)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from diplograph.api.choices import ClassName, OneOf
from diplograph.api.reconcile.properties import PROPERTIES


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


MOST_PROPERTIES, MOST_VALUES = 8, 10  # each value is looked up
PropertyId = Annotated[str, OneOf("property", lambda: list(PROPERTIES))]


class Reference(BaseModel):
    """A thing as a value, by its id."""

    id: str
    name: str | None = None


class Wanted(BaseModel):
    """What a candidate should have: one of some values of a property."""

    pid: PropertyId
    v: Annotated[
        list[str | bool | int | float | Reference], BeforeValidator(_listed), Field(max_length=MOST_VALUES)
    ]


class ReconcileQuery(BaseModel):
    """One name to find a thing for. ``type_strict`` is read and changes nothing."""

    model_config = ConfigDict(extra="forbid")

    query: str = ""
    type: Annotated[list[ClassName], BeforeValidator(_listed)] = []
    limit: int = Field(default=10, ge=1)
    properties: Annotated[list[Wanted], Field(max_length=MOST_PROPERTIES)] = []
    type_strict: Literal["any", "should", "all"] | None = None


class ExtendProperty(BaseModel):
    """A property whose values are asked for; it has no settings."""

    id: PropertyId
    settings: dict[str, Any] | None = None


class ExtendQuery(BaseModel):
    """Things, and the properties whose values are asked for."""

    ids: list[str]
    properties: list[ExtendProperty]


class Named(BaseModel):
    """A class or property, with its names in English and French."""

    id: str = Field(examples=["Official"])
    name: str = Field(examples=["official · responsable"])


class Described(Named):
    """A thing, or a class or property, that is suggested."""

    description: str | None = None


class SuggestedEntity(Described):
    """A thing that is suggested, with its class."""

    notable: list[Named]


class Feature(BaseModel):
    """What a score is made of: how alike the names are (0 to 100), and whether the thing has a wanted property."""

    id: str
    value: bool | float


class Candidate(Described):
    """A thing that may be meant. ``match``: the only one that has the name, and all that was wanted of it."""

    score: float
    match: bool
    type: list[Named]
    features: list[Feature]


class Candidates(BaseModel):
    """The things that one name may mean, the best first."""

    result: list[Candidate]


class Meta(Named):
    """A property whose values were asked for; of things, with their class."""

    type: Named | None = None


class Extension(BaseModel):
    """The values of properties, by thing and property: {str}, or {id, name} of a thing."""

    meta: list[Meta]
    rows: dict[str, dict[str, list[dict[str, str]]]]


class Manifest(BaseModel):
    """What the service is, and where each of its parts is."""

    versions: list[str]
    name: str
    identifierSpace: str  # noqa: N815 - the standard's own names
    schemaSpace: str  # noqa: N815
    documentation: str
    serviceVersion: str  # noqa: N815
    defaultTypes: list[Named]  # noqa: N815
    batchSize: int  # noqa: N815
    view: dict[str, str]
    preview: dict[str, str | int]
    suggest: dict[str, dict[str, str]]
    extend: dict[str, dict[str, str]]


class SuggestedEntities(BaseModel):
    """Things whose name begins so, or is like it."""

    result: list[SuggestedEntity]


class Suggested(BaseModel):
    """Classes or properties of which a name begins so."""

    result: list[Described]


class Proposal(BaseModel):
    """The properties that things of a class may have."""

    properties: list[Named]
    type: str | None
    limit: int | None
