"""What the routes of articles and of claims answer."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from diplograph.api.entity_models import Next
from diplograph.api.models import Thing


class ArticleShort(BaseModel):
    """An article in a list."""

    id: str = Field(examples=["rok-nato-2024-02-en"])
    title: str
    publisher: str | None
    language: str | None
    issued: str | None = Field(description="When it appeared: a day, a month or a year.")
    address: str | None
    href: str


class Articles(BaseModel):
    """Articles, by id."""

    articles: list[ArticleShort]
    next: str | None = Next


class Telling(ArticleShort):
    """An article that mentions an entity."""

    forms: list[str] = Field(description="How it names the entity.")


class Tellings(BaseModel):
    """The articles that mention an entity, the newest first; those without a date last."""

    id: str
    articles: list[Telling]
    next: str | None = Next


class Mentioned(Thing):
    """An entity that an article mentions."""

    forms: list[str]
    count: int
    href: str


class ArticleLinks(BaseModel):
    """Where more is told of an article."""

    claims: str
    graph: str
    text: str | None = Field(description="Null where the text isn't at hand, or may not leave.")


class ArticlePage(BaseModel):
    """An article: what is known of it, all that it mentions, and how many claims it makes."""

    id: str
    name: str
    properties: dict[str, Any]
    mentions: list[Mentioned]
    claims_total: int
    links: ArticleLinks


class ArticleText(BaseModel):
    """An article's text, as it was annotated."""

    id: str
    language: str | None
    text: str = Field(description="Offsets of claims are code points of it.")


class ClaimAbout(BaseModel):
    """A claim: what one passage of an article says, and where it stands (in code points of the text)."""

    id: str
    name: str
    article: str
    subject: str | None
    predicate: str
    object: str | None
    value: str | None
    modality: str
    basis: str
    confidence: float
    attributed_to: list[str]
    quote: str | None
    char_start: int | None
    char_end: int | None
    edge: str | None = Field(
        description="The fact that it supports; none where it is alleged, denied or hypothetical."
    )
    properties: dict[str, Any] = Field(description="Its qualifiers, and its two ends' own words and offsets.")


class Claims(BaseModel):
    """Claims, by article and place in its text."""

    id: str = Field(description="The entity or article whose claims they are.")
    claims: list[ClaimAbout]
    next: str | None = Next
