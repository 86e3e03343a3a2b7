"""A part of the graph over HTTP: chosen things and facts, as one answer in every format."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from answers import AWKWARD
from conftest import Summary
from lxml import etree
from neo4j import Driver
from serving import served
from test_api import problem

from diplograph.api import part
from diplograph.api.settings import SHORT, Quotes, Settings
from diplograph.api.whole import ORDER
from diplograph.exports import format_of, formats, media_types
from diplograph.neo4j_server.connection import Connection

FAD, ALIAS = "organization/fad", "organization/forum-atlantique-de-defense"
FACTS = (
    "MATCH (a:Entity)-[r]->(b:Entity|Claim) WHERE r.id IS NOT NULL RETURN r.id AS id, a.id AS a, b.id AS b"
)


@pytest.fixture(scope="module")
def api(connection: Connection, graph: None) -> Iterator[httpx.Client]:
    with served(connection) as base, httpx.Client(base_url=base, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def facts(driver: Driver, connection: Connection, graph: None) -> list[dict[str, str]]:
    """Give all facts of the graph: {id, a, b}."""
    return [row.data() for row in driver.execute_query(FACTS, database_=connection.database).records]


def shown(api: httpx.Client, **asked: Any) -> dict[str, Any]:
    """Return the answer to a part, which must be whole: each node and edge once, and no edge that leads out of it."""
    answer = api.post("/v1/graph", json=asked)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    assert list(body) == ["columns", "rows", "graph", "evidence", "coverage", "unknown"]
    nodes, edges = ([each["id"] for each in body["graph"][name]] for name in ("nodes", "edges"))
    assert (len(set(nodes)), len(set(edges))) == (len(nodes), len(edges))
    assert {end for edge in body["graph"]["edges"] for end in (edge["source"], edge["target"])} <= set(nodes)
    assert [each["fact"] for each in body["evidence"] if not each["claim"]] == edges
    assert {tuple(row) for row in body["rows"]} <= {tuple(each["name"] for each in body["columns"])}
    return body


@pytest.mark.parametrize("step", [1, 2, 3, 7])
def test_all_facts_among_things(api: httpx.Client, facts: list[dict[str, str]], step: int) -> None:
    """Without a choice of facts, all that there are among the things come, and none else; the rows are the facts."""
    nodes = sorted({end for each in facts for end in (each["a"], each["b"])})[::step]
    body = shown(api, nodes=nodes)
    wanted = {each["id"]: each for each in facts if {each["a"], each["b"]} <= set(nodes)}
    assert wanted
    assert [each["id"] for each in body["graph"]["nodes"]] == nodes
    assert [each["id"] for each in body["graph"]["edges"]] == sorted(wanted)
    assert [each["name"] for each in body["columns"]] == list(ORDER)
    for row in body["rows"]:
        fact = wanted[row["edge"]]
        assert (row["subject_id"], row["object_id"]) == (fact["a"], fact["b"])
    assert len(body["rows"]) == len(wanted)
    assert body["unknown"] == []


def test_named_facts_come_with_their_ends(api: httpx.Client, facts: list[dict[str, str]]) -> None:
    """Of named facts just these come, with their ends beside the things that were named."""
    chosen = facts[::5]
    body = shown(api, nodes=[FAD], edges=[each["id"] for each in chosen] * 2, lang="en")
    assert {each["id"] for each in body["graph"]["edges"]} == {each["id"] for each in chosen}
    ends = {each[end] for each in chosen for end in ("a", "b")}
    assert {each["id"] for each in body["graph"]["nodes"]} == ends | {FAD}
    row = next(
        row for row in body["rows"] if row["object_id"] == "state/KR" or row["subject_id"] == "state/KR"
    )
    assert "South Korea" in (row["subject"], row["object"])


def test_the_things_alone(api: httpx.Client) -> None:
    """Where no fact is asked for the rows are the things, in the order in which they were named."""
    body = shown(api, nodes=["state/KR", FAD, "state/KR"], edges=[])
    assert body["graph"]["edges"] == []
    assert [(row["id"], row["class"], row["name"]) for row in body["rows"]] == [
        ("state/KR", "State", "Corée du Sud"),
        (FAD, "Organization", body["rows"][1]["name"]),
    ]
    assert shown(api, nodes=[])["rows"] == []


def test_what_is_alleged_says_by_whom(api: httpx.Client, driver: Driver, connection: Connection) -> None:
    """A claim that a statement is about comes with its sentence, as a row and as the end of a fact."""
    found = driver.execute_query(
        "MATCH (s:Statement)-[:ABOUT]->(c:Claim {modality: 'alleged'}) RETURN s.id, c.id ORDER BY s.id LIMIT 1",
        database_=connection.database,
    )
    statement, claim = found.records[0].values()
    [fact] = [
        row for row in shown(api, nodes=[statement, claim], lang="en")["rows"] if row["object_id"] == claim
    ]
    [thing] = shown(api, nodes=[claim], edges=[], lang="en")["rows"]
    assert fact["object"] == thing["name"]
    assert "alleged, according to " in thing["name"]


def test_ids_that_are_not_there(api: httpx.Client) -> None:
    """An id that nothing has, and one that may be several things', are left out and named; a merged one leads on."""
    several = "meeting/exemple-s-est-aussi-entretenue"
    body = shown(api, nodes=["state/XX", several, ALIAS, "x", FAD], edges=["0" * 16])
    assert [each["id"] for each in body["graph"]["nodes"]] == [FAD]
    assert body["unknown"] == ["state/XX", several, "x", "0" * 16]


AWKWARD_TITLE = " ".join(text for name, text in AWKWARD.items() if len(text) < 40 and name != "not letters")


@pytest.mark.parametrize("format_name", formats())
def test_every_format(api: httpx.Client, facts: list[dict[str, str]], format_name: str) -> None:
    """A part comes in each format, by the parameter or by Accept, whatever its title is."""
    asked = {"nodes": [facts[0]["a"], facts[0]["b"]], "edges": [facts[0]["id"]], "lang": "en"}
    media = format_of(format_name).MEDIA_TYPE
    for title in (None, AWKWARD["markup"], AWKWARD["controls"], AWKWARD["not letters"], AWKWARD_TITLE):
        body = {**asked, "title": title}
        sent = api.post("/v1/graph", params={"format": format_name}, json=body)
        assert sent.status_code == 200, sent.text
        assert sent.headers["content-type"].startswith(media)
        if format_name in ("gexf", "graphml", "svg"):
            etree.fromstring(sent.content)
    if media_types()[media] == format_name:
        by_accept = api.post("/v1/graph", json=body, headers={"Accept": media})
        assert by_accept.content == sent.content
    if format_name in ("csv", "json", "cypher", "gexf", "graphml", "html", "turtle", "dot", "cytoscape"):
        assert facts[0]["id"] in sent.text


def test_a_table_of_things(api: httpx.Client) -> None:
    """A list of things is saved as a table."""
    sent = api.post("/v1/graph?format=csv", json={"nodes": ["state/KR", FAD], "edges": []})
    rows = list(csv.DictReader(io.StringIO(sent.text)))
    assert [(row["id"], row["class"]) for row in rows] == [("state/KR", "State"), (FAD, "Organization")]
    assert 'filename="graph.csv"' in sent.headers["content-disposition"]


WRONG = {
    "no JSON": (b"{", "the request: "),
    "nothing": (b"", "the request "),
    "a list": (b"[]", "the request: "),
    "no nodes": (b"{}", "nodes is missing."),
    "too many": (b'{"nodes": [%s]}' % b", ".join([b'"a"'] * (part.MOST_NODES + 1)), "nodes: list should have at most 1000 items"),
    "a surrogate": (b'{"nodes": ["\\ud800"]}', "nodes: "),
    "a surrogate in the title": (b'{"nodes": [], "title": "\\ud800"}', "title: "),
    "a number": (b'{"nodes": [1]}', "nodes: "),
    "another language": (b'{"nodes": [], "lang": "de"}', "lang: "),
    "unknown": (b'{"nodes": [], "node": 1}', "node is no parameter here."),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_parts(api: httpx.Client, case: str) -> None:
    """What is no part is a 422 that names what is wrong."""
    sent, detail = WRONG[case]
    body = problem(api.post("/v1/graph", content=sent, headers={"Content-Type": "application/json"}))
    assert body["status"] == 422
    assert body["detail"].startswith(detail)


def test_too_many_facts(
    api: httpx.Client, facts: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """More facts than one answer holds are refused, not cut."""
    nodes = sorted({end for each in facts for end in (each["a"], each["b"])})
    monkeypatch.setattr(part, "MOST_EDGES", len(facts))
    assert len(shown(api, nodes=nodes)["rows"]) == len(facts)
    monkeypatch.setattr(part, "MOST_EDGES", len(facts) - 1)
    body = problem(api.post("/v1/graph", json={"nodes": nodes}))
    assert (body["status"], body["detail"]) == (
        413,
        f"There are more than {len(facts) - 1:,} facts among these things.",
    )


def test_a_hub_costs_no_more_than_the_others(
    api: httpx.Client, driver: Driver, connection: Connection
) -> None:
    """Of a hub nothing is read but what it shares with the other things."""
    driver.execute_query(
        "CREATE (h:Entity:Party {id: 'party/test-hub', name: 'hub'}) "
        "WITH h UNWIND range(1, 20000) AS n CREATE (:Entity:Meeting {id: 'meeting/test-' + n})<-[:PARTICIPATES_IN "
        "{id: 'test-' + n, modality: 'asserted', basis: 'explicit'}]-(h)",
        database_=connection.database,
    )
    try:
        nodes = ["party/test-hub", "meeting/test-7", "meeting/test-8", "state/KR"]
        assert [row["edge"] for row in shown(api, nodes=nodes)["rows"]] == ["test-7", "test-8"]
        parameters = {"ids": ["meeting/test-7", "meeting/test-8", "state/KR"], "all": nodes, "limit": 9}
        told = driver.execute_query(
            f"PROFILE {part.among()}", parameters, database_=connection.database
        ).summary
        steps: list[Any] = [told.profile]
        for step in steps:
            steps += step.get("children", [])
        assert sum(step["dbHits"] for step in steps) < 1000
        assert [step["operatorType"] for step in steps if "Scan" in step["operatorType"]] == []
    finally:
        driver.execute_query(
            "MATCH (n:Entity) WHERE n.id = 'party/test-hub' OR n.id STARTS WITH 'meeting/test-' DETACH DELETE n",
            database_=connection.database,
        )


@pytest.mark.parametrize("format_name", ["json", "csv"])
def test_no_more_of_a_passage_leaves_than_allowed(
    connection: Connection, facts: list[dict[str, str]], format_name: str
) -> None:
    """Passages of a part are cut as those of every answer are."""
    nodes = sorted({end for each in facts for end in (each["a"], each["b"])})
    with served(connection, Settings(quotes=Quotes.short)) as base:
        sent = httpx.post(
            f"{base}/v1/graph", params={"format": format_name}, json={"nodes": nodes}, timeout=60
        )
    rows = sent.json()["rows"] if format_name == "json" else list(csv.DictReader(io.StringIO(sent.text)))
    cut = [row["quote"] for row in rows if row["quote"] and row["quote"].endswith(" …")]
    assert cut
    assert max(len(row["quote"] or "") for row in rows) <= SHORT + 2


def test_elsewhere_it_needs_a_token(connection: Connection, example_graph: Summary) -> None:
    """Where every request needs a token, so does this one."""
    with served(connection, Settings(public=True)) as base:
        assert problem(httpx.post(f"{base}/v1/graph", json={"nodes": []}))["status"] == 401
