"""A part of the graph, such as a page shows, as an answer in every format: chosen things, and facts among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from neo4j import Record
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from diplograph.api.choices import fact_types
from diplograph.api.dependencies import OpenGraph, declared_only
from diplograph.api.errors import TooManyError
from diplograph.api.evidence import evidence
from diplograph.api.export import WrittenAs
from diplograph.api.exported import as_answer
from diplograph.api.files import as_response, format_wanted, shown_as
from diplograph.api.graph import Graph
from diplograph.api.models import ColumnAbout, Coverage, Passage, Picture
from diplograph.api.names import aliased
from diplograph.api.parameters import LONGEST
from diplograph.api.problems import documented
from diplograph.api.replies import reply
from diplograph.api.settings import Settings
from diplograph.api.values import edge, node
from diplograph.api.version import coverage, version
from diplograph.api.whole import ORDER, column, fact_row
from diplograph.exports import format_of

MOST_NODES, MOST_EDGES = 1000, 5000
TITLE = {"en": "A part of the graph", "fr": "Une partie du graphe"}
OF_THINGS = ("id", "class", "name", "aliases", "kind", "status", "start", "end")  # columns

ONE = "UNWIND $ids AS id CALL (id) { MATCH (n:Entity {id: id}) RETURN n UNION MATCH (n:Claim {id: id}) RETURN n }"
ENDS = "r, startNode(r) AS a, endNode(r) AS b"

Id = Annotated[str, StringConstraints(max_length=LONGEST)]


class Part(BaseModel):
    """Which things, and which facts among them."""

    model_config = ConfigDict(extra="forbid")

    nodes: list[Id] = Field(
        max_length=MOST_NODES, description="Ids of things, and of claims.", examples=[["state/KR"]]
    )
    edges: list[Id] | None = Field(
        None,
        max_length=MOST_EDGES,
        description="Ids of facts, which come with their ends; null: all among the nodes.",
    )
    title: str | None = Field(None, min_length=1, max_length=LONGEST, description="What a file has above it.")
    lang: Literal["fr", "en"] = Field("fr", description="The language of names, sentences and headings.")


class PartAnswer(BaseModel):
    """A part of the graph. The rows are its facts; where no fact was asked for, its things."""

    columns: list[ColumnAbout]
    rows: list[dict[str, Any]]
    graph: Picture
    evidence: list[Passage] = Field(description="What each fact of the graph rests on.")
    coverage: Coverage
    unknown: list[str] = Field(description="The ids that were asked for and aren't there.")


def router() -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix="/v1/graph", tags=["graph"], dependencies=[Depends(declared_only)])
    routes.post(
        "",
        operation_id="graph",
        response_model=PartAnswer,
        responses=shown_as() | documented(406, 413, 422),
    )(part)
    return routes


async def part(request: Request, graph: OpenGraph, asked: Part, format_name: WrittenAs = None) -> Response:
    """Give chosen things, and the facts among them or those that are named, in any format.

    An id that was merged into another stands for that one. Where `edges` is empty the rows are the things.
    """
    told = format_wanted(format_name, request.headers.get("accept"))
    body = await _answer(graph, asked)
    if told == "json":
        return reply(request, body)
    settings: Settings = request.app.state.settings
    title = asked.title or TITLE[asked.lang]
    found = as_answer(settings.quotes.within(body), "graph", title, asked.lang, datetime.now(UTC).date())
    chosen = format_of(told)
    return await as_response(request, "graph", chosen, lambda stream: chosen.write(found, stream))


async def _answer(graph: Graph, asked: Part) -> dict[str, Any]:
    things, unknown = await _things(graph, asked.nodes)
    if asked.edges is None:
        facts = await _among(graph, things)
    else:
        facts = await _named(graph, asked.edges)
        known = {row["r"]["id"] for row in facts}
        unknown += [each for each in dict.fromkeys(asked.edges) if each not in known]
    ends = {row[end]["id"]: row[end] for row in facts for end in ("a", "b")}
    shown = {
        "nodes": [
            node(each, asked.lang)
            for each in ({name: row["n"] for name, row in things.items()} | ends).values()
        ],
        "edges": [edge(row["r"]) for row in facts],
    }
    told = await evidence(graph, "graph", shown, asked.lang)
    of_things = asked.edges == []
    return {
        "columns": [column(name) for name in (OF_THINGS if of_things else ORDER)],
        "rows": list((_thing_rows if of_things else _fact_rows)(shown, told)),
        "graph": shown,
        "evidence": told,
        "coverage": await coverage(graph, await version(graph)),
        "unknown": unknown,
    }


async def _things(graph: Graph, ids: Sequence[str]) -> tuple[dict[str, Record], list[str]]:
    """Return things as {n, degree}, by id, in the order of the ids; and the ids that none has, or that may be several's."""
    text = f"{ONE} RETURN n, n.id AS id, COUNT {{ (n)-[:{'|'.join(fact_types())}]-() }} AS degree"
    found = {row["id"]: row for row in (await graph.read("graph", text, {"ids": ids})).records}
    missing = [each for each in dict.fromkeys(ids) if each not in found]
    others = await aliased(graph, "graph", [each for each in missing if "/" in each]) if missing else {}
    now = {each: next(iter(others[each])) for each in missing if len(others.get(each, ())) == 1}
    if now:
        further = await graph.read("graph", text, {"ids": sorted(set(now.values()) - set(found))})
        found |= {row["id"]: row for row in further.records}
    order = dict.fromkeys(now.get(each, each) for each in ids)
    return {each: found[each] for each in order if each in found}, [
        each for each in missing if each not in now
    ]


async def _among(graph: Graph, things: Mapping[str, Record]) -> list[Record]:
    """Return the facts among some things, by id: {r, a, b}. Raises TooManyError.

    They are read from all things but the one that has most: of one hub, nothing is read that it doesn't share with
    the others; of more than one, all that the lesser have.
    """
    by_degree = sorted(things, key=lambda each: (things[each]["degree"], each))
    parameters = {"ids": by_degree[:-1], "all": by_degree, "limit": MOST_EDGES + 1}
    facts = (await graph.read("graph", among(), parameters)).records
    if len(facts) > MOST_EDGES:
        hint = "Ask for fewer things, or name the facts in edges."
        raise TooManyError(f"There are more than {MOST_EDGES:,} facts among these things.", hint)
    return facts


def among() -> str:
    """Return the query for the facts from some things to some others."""
    return f"""{ONE}
MATCH (n)-[r:{"|".join(fact_types())}]-(o) WHERE o.id IN $all
WITH DISTINCT r LIMIT $limit
RETURN {ENDS} ORDER BY r.id"""


async def _named(graph: Graph, ids: Sequence[str]) -> list[Record]:
    """Return the facts of some ids, by id: {r, a, b}."""
    # One look-up a type: the ids of edges are unique by type, and only so indexed.
    looks = (f"MATCH ()-[r:{name}]->() WHERE r.id IN $ids RETURN {ENDS}" for name in fact_types())
    found = (await graph.read("graph", "\nUNION ALL ".join(looks), {"ids": ids})).records if ids else []
    return sorted(found, key=lambda row: str(row["r"]["id"]))


def _fact_rows(shown: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    nodes = {each["id"]: each for each in _as_said(shown["nodes"], told)}
    passages = {each["fact"]: each for each in told if not each["claim"]}
    for each in shown["edges"]:
        yield fact_row(each, nodes[each["source"]], nodes[each["target"]], passages[each["id"]])


def _thing_rows(shown: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in _as_said(shown["nodes"], told):
        about = {
            **each["properties"],
            "id": each["id"],
            "class": each["labels"][0],
            "name": each["name"] or each["id"],
        }
        yield {name: about.get(name) for name in OF_THINGS}


def _as_said(
    nodes: Sequence[Mapping[str, Any]], told: Sequence[Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    """Yield nodes, a claim with its sentence for a name: it says who made it."""
    said = {each["claim"]: each["sentence"] for each in told}
    yield from ({**each, "name": said.get(each["id"], each["name"])} for each in nodes)
