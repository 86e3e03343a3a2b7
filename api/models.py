"""What the routes answer, as models: they document the answers, and a test holds the answers to them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from diplograph.queries.catalogue import Query

JSON_TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "array": list[Any],
}


class Labels(BaseModel):
    """A text in both languages."""

    en: str
    fr: str


class Thing(BaseModel):
    """What is enough to choose a thing by."""

    id: str = Field(examples=["official/shin-won-sik"])
    name: str
    class_: str = Field(alias="class", examples=["Official"])
    about: str | None = Field(default=None, description="What tells it from a namesake: posts, or a date.")


class InputProblem(BaseModel):
    """What is wrong with an input: where, what was expected, what to do next."""

    severity: str = Field(
        description="refused: this part is not in the graph; warning: it is, and deserves a look."
    )
    file: str
    line: int | None
    annotation: str
    message: str
    hint: str


class Loaded(BaseModel):
    """What a load did."""

    loaded: Literal["all", "part", "nothing"] = Field(description="How much of what was sent could be used.")
    load: str | None = Field(
        description="The load's id, for the question changes; none where nothing changed."
    )
    read: dict[str, dict[str, Any]] = Field(
        description="Of each thing read, how many, and what became of them."
    )
    outcome: dict[str, Any] = Field(
        description="Articles by what became of them, and how much came and went."
    )
    problems: list[InputProblem]


class Problem(BaseModel):
    """What went wrong and what to do next (RFC 9457)."""

    type: str = Field(description="An identifier of the kind of problem.")
    title: str
    status: int
    detail: str = Field(description="What is wrong with this request.")
    instance: str = Field(description="The path that was asked for.")
    hint: str | None = Field(default=None, description="What to do next.")
    near: list[Thing] | None = Field(default=None, description="Things whose names look like the one given.")
    candidates: list[Thing] | None = Field(default=None, description="The things that the name may mean.")
    problems: list[InputProblem] | None = Field(
        default=None, description="What is wrong with uploaded files."
    )


class Node(BaseModel):
    """A node of the graph."""

    id: str
    labels: list[str] = Field(description="Its class, and that class's superclasses.")
    name: str | None
    properties: dict[str, Any]


class Edge(BaseModel):
    """An edge of the graph; a fact's id leads to its evidence."""

    id: str
    type: str
    source: str
    target: str
    properties: dict[str, Any]


class Picture(BaseModel):
    """The paths of an answer, as one graph; each node and edge is there once."""

    nodes: list[Node]
    edges: list[Edge]


class Passage(BaseModel):
    """What a fact, or a claim, of an answer rests on: its strongest claim's passage, ready to be cited."""

    fact: str | None = Field(description="The fact's id; its other claims are the question evidence's of it.")
    claim: str | None = Field(description="The claim's id, where the answer shows the claim itself.")
    sentence: str = Field(description="It as a sentence, in the language asked for.")
    quote: str | None
    article: str | None
    char_start: int | None = Field(description="Where it begins, in code points of the article's text.")
    char_end: int | None
    modality: str | None
    basis: str | None
    sources: int | None = Field(description="How many articles tell it independently of one another.")
    attributed_to: list[str] | None
    title: str | None
    publisher: str | None
    issued: str | None
    address: str | None
    citation: str = Field(description="Publisher, date, « quote », address.")


class Coverage(BaseModel):
    """What was loaded: what a question that finds nothing has looked at."""

    articles: int
    publishers: list[str]
    languages: list[str]
    issued_first: str | None
    issued_last: str | None
    without_date: int
    version: int = Field(description="The graph's version.")


class ColumnAbout(BaseModel):
    """A column of an answer."""

    name: str
    type: str
    label: Labels
    values: dict[str, Labels] = Field(
        description="Labels of its codes, where they are no list's of the ontology."
    )


class ParameterAbout(BaseModel):
    """A parameter of a question."""

    name: str
    type: str
    classes: list[str] = Field(description="The classes whose things it names.")
    label: Labels
    required: bool
    default: Any
    values: list[str] = Field(description="What it may be, where it is a choice.")


class QueryAbout(BaseModel):
    """A question: its contract, and the Cypher that runs, which pastes into Neo4j Browser as it is."""

    name: str
    title: Labels
    summary: Labels
    modality: list[str]
    parameters: list[ParameterAbout]
    columns: list[ColumnAbout]
    example: dict[str, Any]
    cypher: str
    href: str


class Catalogue(BaseModel):
    """The questions."""

    queries: list[QueryAbout]


class ClassAbout(BaseModel):
    """A class of the ontology."""

    name: str = Field(examples=["State"], description="The label of its nodes.")
    label: Labels
    superclasses: list[str] = Field(description="The nearest first.")
    color: str = Field(examples=["#2F6DB5"])


class RelationAbout(BaseModel):
    """A type of edge."""

    type: str = Field(examples=["ATTENDED"])
    label: Labels


class FormatAbout(BaseModel):
    """A format that answers come in."""

    name: str = Field(examples=["csv"])
    media_type: str
    ending: str = Field(description="Of its files' names, without the dot.")


class OntologyAbout(BaseModel):
    """What the graph is made of, and the formats that answers come in."""

    classes: list[ClassAbout]
    relations: list[RelationAbout]
    predicates: dict[str, Labels] = Field(description="The labels of what a claim may say, by its predicate.")
    codes: dict[str, dict[str, Labels]] = Field(
        description="The labels of codes, by list: a property (status), or a class's (Meeting.kind)."
    )
    formats: list[FormatAbout]


class Health(BaseModel):
    """Whether something works."""

    status: str = Field(examples=["ok"])


def answer_model(query: Query) -> type[BaseModel]:
    """Return the model of a question's answer, made from the columns of its header."""
    name = "".join(part.capitalize() for part in query.name.split("-"))
    fields: dict[str, Any] = {
        column.name: (
            JSON_TYPES.get(column.type, Any) | None,
            Field(description=f"{column.labels['en']} · {column.labels['fr']}"),
        )
        for column in query.cells
    }
    row = create_model(f"{name}Row", **fields)
    return create_model(
        f"{name}Answer",
        query=(str, Field(description="The question's name.")),
        parameters=(
            dict[str, Any],
            Field(description="What was asked, names replaced by ids: Cypher's parameters."),
        ),
        columns=(list[ColumnAbout], ...),
        rows=(list[row], ...),  # type: ignore[valid-type]  # made a line above
        graph=(Picture, Field(description="The paths behind the rows.")),
        evidence=(list[Passage], Field(description="What each fact of the graph rests on.")),
        coverage=(Coverage, ...),
        next=(str | None, Field(description="Where the next rows are.")),
    )
