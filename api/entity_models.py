"""What the routes of entities answer."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from diplograph.api.models import Labels, Passage, Thing

Next = Field(description="Where the next page is; null on the last.")


class Entity(Thing):
    """An entity in a list."""

    name_en: str | None
    name_fr: str | None
    aliases: list[str]
    kind: str | None
    href: str


class Entities(BaseModel):
    """The things of a search, the best first; without one those of a class, by id."""

    q: str | None
    entities: list[Entity]
    next: str | None = Next


class FactCount(BaseModel):
    """How many facts of one type and direction an entity has."""

    type: str = Field(examples=["ATTENDED"])
    label: Labels
    direction: Literal["out", "in"] = Field(description="out: from the entity; in: to it.")
    total: int
    href: str = Field(description="Where they are, with the things at their other ends.")


class EntityLinks(BaseModel):
    """Where more is told of an entity."""

    neighbours: str
    articles: str
    claims: str
    evidence: str


class Profile(Entity):
    """An entity: its names, its other properties, how many facts of each type it has, and where more is."""

    labels: list[str] = Field(description="Its class, and that class's superclasses.")
    properties: dict[str, Any]
    facts: list[FactCount]
    links: EntityLinks


class Fact(BaseModel):
    """A fact between an entity and a neighbour."""

    id: str
    type: str
    label: Labels
    direction: Literal["out", "in"] = Field(description="out: from the entity; in: to it.")
    properties: dict[str, Any] = Field(
        description="How it is said and by how many, and the quote of its strongest claim."
    )
    passage: Passage
    evidence: str = Field(description="Where all its claims are.")


class Neighbour(Thing):
    """A thing that facts tie to an entity, or a claim that a statement is about."""

    facts: list[Fact]
    href: str


class Neighbours(BaseModel):
    """What an entity is tied to, by id."""

    id: str
    neighbours: list[Neighbour]
    next: str | None = Next
