"""The API over HTTP, for real: on loopback, on a real Neo4j with the sample corpus and the example in it."""

from __future__ import annotations

import asyncio
import json
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy
from neo4j import Driver, GraphDatabase, Session
from schemathesis import Case
from serving import served

from diplograph.api import answers, current
from diplograph.api.app import check, create_app
from diplograph.api.errors import UnavailableError, UnsafeQueryError
from diplograph.api.graph import opened
from diplograph.api.hosts import LOOPBACK
from diplograph.api.parameters import PERIODS
from diplograph.api.problems import MEDIA_TYPE, TYPES
from diplograph.api.sentences import marked, sentence
from diplograph.api.settings import Settings
from diplograph.exports import formats, media_types
from diplograph.graph_loader.schema import SEARCH_INDEX
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology import source
from diplograph.ontology.load import load as load_ontology
from diplograph.queries import catalogue

QUERIES = catalogue.catalogue()


@pytest.fixture(scope="module")
def base(connection: Connection, graph: None) -> Iterator[str]:
    """Serve the API on a free port and give its address."""
    with served(connection, Settings(hosts=("Graph.Example",))) as address:
        yield address


@pytest.fixture(scope="module")
def api(base: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base, timeout=60) as client:
        yield client


def _places(*key: SearchStrategy[Any]) -> SearchStrategy[str]:
    """Return places in lists, of keys of one shape: what a page of such a list gives."""
    packed = some.tuples(*key).map(lambda each: json.dumps(each, ensure_ascii=False, separators=(",", ":")))
    return packed.map(lambda text: urlsafe_b64encode(text.encode()).decode().rstrip("="))


WORDS = some.text(some.characters(codec="utf-8"), max_size=20)
PLACES = {
    "place-by-id": _places(WORDS),
    "place-by-score": _places(some.booleans(), some.floats(0, 100), WORDS),
    "place-by-date": _places(WORDS, WORDS),
    "place-in-text": _places(WORDS, some.integers(-1, 10**6), WORDS),
}
NAMES_SENT = some.dictionaries(WORDS, WORDS.map(lambda name: {"query": name}), max_size=3)
THINGS_SENT = some.lists(WORDS, max_size=3).map(lambda ids: {"ids": ids, "properties": [{"id": "state"}]})
for name, strategy in PLACES.items():
    schemathesis.openapi.format(name, strategy)
schemathesis.openapi.format("reconciliation-queries", NAMES_SENT.map(json.dumps))
schemathesis.openapi.format("reconciliation-extension", THINGS_SENT.map(json.dumps))


DRAWN = ("svg", "png", "html")


def turned(case: Case[Any]) -> Case[Any]:
    """Return a case with periods the right way round, which no description can say; a test of its own has the others."""
    query: Any = case.query
    for first, last in PERIODS:
        ends = [query.get(first), query.get(last)] if isinstance(query, dict) else []
        if ends and all(isinstance(end, str) for end in ends) and ends[0] > ends[1]:
            query[first], query[last] = ends[1], ends[0]
    if isinstance(query, dict) and query.get("format") in DRAWN:
        query["format"] = (
            "csv"  # hundreds of pictures would take minutes; test_exports.py has one of each question
        )
    return case


# The description needs no Neo4j, and the app opens none before it starts.
described = schemathesis.openapi.from_dict(create_app(Connection("bolt://127.0.0.1:1", "", "", "")).openapi())


def problem(response: httpx.Response) -> dict[str, Any]:
    """Return the response's problem, which must be one by RFC 9457."""
    assert response.headers["content-type"] == MEDIA_TYPE
    body: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    assert set(body) <= {
        "type",
        "title",
        "status",
        "detail",
        "instance",
        "hint",
        "near",
        "candidates",
        "problems",
    }
    assert body["status"] == response.status_code
    assert body["type"].startswith(TYPES)
    return body


def test_catalogue(api: httpx.Client) -> None:
    """The catalogue lists every query file with its text unchanged, and where each is asked."""
    listed = {each["name"]: each for each in api.get("/v1/queries").json()["queries"]}
    assert {name: each["cypher"] for name, each in listed.items()} == {n: q.text for n, q in QUERIES.items()}
    assert {each["href"] for each in listed.values()} == {f"/v1/queries/{name}" for name in QUERIES}
    assert len(listed) >= 5


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_question_answers_its_example(api: httpx.Client, name: str) -> None:
    """Each question answers its example with the declared columns, and with a graph that no edge leads out of."""
    query = QUERIES[name]
    response = api.get(f"/v1/queries/{name}", params=query.example)
    assert response.status_code == 200, response.text
    body = response.json()
    columns = [column for column in query.columns.values() if column.type != catalogue.PATH]
    assert list(body) == ["query", "parameters", "columns", "rows", "graph", "evidence", "coverage", "next"]
    assert (body["query"], set(body["parameters"])) == (name, set(query.parameters))
    assert [each["name"] for each in body["columns"]] == [column.name for column in columns]
    assert body["rows"], "the example finds nothing"
    assert {tuple(row) for row in body["rows"]} == {tuple(column.name for column in columns)}
    nodes = [node["id"] for node in body["graph"]["nodes"]]
    edges = [edge["id"] for edge in body["graph"]["edges"]]
    assert (len(set(nodes)), len(set(edges))) == (len(nodes), len(edges))
    assert {end for edge in body["graph"]["edges"] for end in (edge["source"], edge["target"])} <= set(nodes)


def test_an_optional_parameter_may_be_left_out(api: httpx.Client) -> None:
    """A question without its optional parameters is about everything; a name that nothing has is still refused."""
    body = api.get("/v1/queries/conflicts").json()
    assert body["parameters"] == {"of": None, "lang": "fr", "limit": 100, "offset": 0}
    assert api.get("/v1/queries/conflicts", params={"of": "Entretiens"}).json()["rows"] == body["rows"]
    assert api.get("/v1/queries/conflicts", params={"of": "NATO"}).json()["rows"] == []
    assert api.get("/v1/queries/conflicts", params={"of": "Nothing"}).status_code == 404


def test_the_ontology(api: httpx.Client, driver: Driver, connection: Connection) -> None:
    """The ontology's names are there in both languages: of every class, relation and code in the graph, and of every format."""
    body = api.get("/v1/ontology").json()
    classes = {each["name"]: each for each in body["classes"]}
    types = {each["type"] for each in body["relations"]}
    assert classes["State"] == {
        "name": "State",
        "label": dict(load_ontology().classes["State"].labels),
        "superclasses": ["Party", "Entity"],
        "color": load_ontology().classes["State"].color,
    }

    def told(text: str) -> set[str]:
        return {row[0] for row in driver.execute_query(text, database_=connection.database).records}

    assert told(
        "MATCH (n:Entity|Article|Claim) WITH DISTINCT labels(n) AS all UNWIND all AS one RETURN one"
    ) <= set(classes)
    assert told("MATCH (:Entity|Article|Claim)-[r]->() RETURN DISTINCT type(r)") <= types
    for name in ("modality", "role", "status", "basis"):
        used = f"MATCH (n)-[r]->() UNWIND [n.{name}, r.{name}] AS code WITH code WHERE code IS NOT NULL RETURN DISTINCT code"
        assert told(used) <= set(body["codes"][name])
    assert told("MATCH (m:Meeting) WHERE m.kind IS NOT NULL RETURN DISTINCT m.kind") <= set(
        body["codes"]["Meeting.kind"]
    )
    assert told("MATCH (c:Claim) RETURN DISTINCT c.predicate") <= set(body["predicates"])
    labels = [each["label"] for each in (*body["classes"], *body["relations"])]
    labels += body["predicates"].values()
    labels += [label for codes in body["codes"].values() for label in codes.values()]
    assert all(set(each) == {"en", "fr"} and all(each.values()) for each in labels)
    assert [each["name"] for each in body["formats"]] == formats()
    assert {each["media_type"] for each in body["formats"]} == set(media_types())
    assert {each["ending"] for each in body["formats"] if each["name"] == "turtle"} == {"ttl"}


def test_the_ontology_costs_a_304(api: httpx.Client) -> None:
    """Who has the ontology already isn't sent it again."""
    tag = api.get("/v1/ontology").headers["etag"]
    assert api.get("/v1/ontology", headers={"If-None-Match": tag}).status_code == 304


def test_an_edited_ontology_is_told_anew(
    api: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its files are edited and the version is the same, who has the ontology is sent it again."""
    tag = api.get("/v1/ontology").headers["etag"]
    edited = shutil.copytree(str(source.folder()), tmp_path / "ontology")
    with (edited / "classes" / "State.ttl").open("a", encoding="utf-8") as file:
        file.write("# edited\n")
    monkeypatch.setattr(source, "folder", lambda: edited)
    current._texts.cache_clear()  # as when the API is started again
    try:
        again = api.get("/v1/ontology", headers={"If-None-Match": tag})
    finally:
        current._texts.cache_clear()
    assert again.status_code == 200
    assert again.headers["etag"] != tag


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_question_is_documented(api: httpx.Client, name: str) -> None:
    """Each question is an operation of its own, with its parameters, its answer and its failures described."""
    operation = api.get("/openapi.json").json()["paths"][f"/v1/queries/{name}"]["get"]
    assert operation["operationId"] == name
    described = {each["name"]: each for each in operation.get("parameters", [])}
    described.pop("if-none-match")
    assert described.pop("format")["schema"]["anyOf"][0]["enum"] == formats()
    assert set(described) == {*QUERIES[name].parameters, "lang"}
    assert all(each["description"] for each in described.values())
    assert {n for n, each in described.items() if each["required"]} == {
        n for n, each in QUERIES[name].parameters.items() if each.required
    }
    media = {status: set(answer["content"]) for status, answer in operation["responses"].items()}
    failures = {status: {MEDIA_TYPE} for status in ("400", "401", "404", "406", "422", "500", "503", "504")}
    assert media == {"200": set(media_types()), **failures}


def test_documentation_page(api: httpx.Client) -> None:
    """The page /docs shows the description of the API."""
    response = api.get("/docs")
    assert response.status_code == 200
    assert "/openapi.json" in response.text


NAMES = {
    "Shin Won-sik": "official/shin-won-sik",
    "shin wonsik": "official/shin-won-sik",
    "Won-sik Shin": "official/shin-won-sik",
    "official/shin-won-sik": "official/shin-won-sik",
    "South Korea": "state/KR",
    "Corée du Sud": "state/KR",
    "coree du sud": "state/KR",
    "la Corée du Sud": "state/KR",
    "Séoul": "state/KR",
    "OTAN": "organization/nato",
    "NATO": "organization/nato",
    "organization/forum-atlantique-de-defense": "organization/fad",
    "FAD": "organization/fad",
}


@pytest.mark.parametrize("typed", NAMES)
def test_names(api: httpx.Client, typed: str) -> None:
    """A parameter takes an id, an id's alias, and a name in either language, whatever its case and accents."""
    body = api.get("/v1/queries/meetings-of", params={"of": typed}).json()
    assert body["parameters"]["of"] == NAMES[typed]


def test_ambiguous_name(api: httpx.Client) -> None:
    """A name that several things have is a 422 that lists them."""
    body = problem(api.get("/v1/queries/evidence", params={"of": "Séoul"}))
    assert (body["status"], body["title"]) == (422, "Ambiguous name")
    assert {(each["id"], each["class"]) for each in body["candidates"]} == {
        ("place/seoul", "Place"),
        ("state/KR", "State"),
    }


def test_unknown_name(api: httpx.Client) -> None:
    """A name that nothing has is a 404 that offers what looks like it."""
    body = problem(api.get("/v1/queries/who-met-whom", params={"official": "Shin Won-sek"}))
    assert body["status"] == 404
    assert body["near"][0]["id"] == "official/shin-won-sik"


def test_known_but_not_mentioned(api: httpx.Client) -> None:
    """A state that no article mentions is told apart from a name that means nothing."""
    body = problem(api.get("/v1/queries/meetings-of", params={"of": "Pérou"}))
    assert (body["status"], body["detail"]) == (
        404,
        "Peru is known, but no article in the graph mentions it.",
    )


def test_codes_are_not_names(api: httpx.Client) -> None:
    """A state's ISO code is no name of it."""
    assert problem(api.get("/v1/queries/meetings-of", params={"of": "KR"}))["status"] == 404


def test_wrong_class(api: httpx.Client) -> None:
    """A thing of another class is refused with what it is."""
    body = problem(api.get("/v1/queries/post-holders", params={"post": "official/shin-won-sik"}))
    assert (body["status"], body["title"]) == (422, "Wrong class")
    assert "(Official)" in body["detail"]


def test_twice_the_same(api: httpx.Client) -> None:
    """A question between two things refuses one thing under two names."""
    body = problem(api.get("/v1/queries/initiatives-between", params={"a": "Séoul", "b": "South Korea"}))
    assert (body["status"], body["detail"]) == (422, "a and b are both state/KR.")


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "missing": ({}, "official is missing."),
    "unknown": ({"official": "Shin", "when": "2024"}, "when is no parameter here."),
    "empty": ({"official": ""}, "official: string should have at least 1 character."),
    "no date": (
        {"official": "Shin", "from": "2024-13"},
        "from: '2024-13' is no year, month or day like 2024, 2024-02 or 2024-02-29.",
    ),
    "not a boolean": (
        {"official": "Shin", "same_side": "perhaps"},
        "same_side: input should be a valid boolean, unable to interpret input.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_parameters(api: httpx.Client, case: str) -> None:
    """A parameter that is missing, unknown or unreadable is a 422 that names it and says what the question takes."""
    parameters, detail = WRONG[case]
    body = problem(api.get("/v1/queries/who-met-whom", params=parameters))
    assert (body["status"], body["detail"]) == (422, detail)
    assert body["hint"].startswith("who-met-whom takes official (")


def test_a_period_turned_round(api: httpx.Client) -> None:
    """A period that ends before it begins is a mistake, not a question that finds nothing."""
    turned = {"official": "Shin Won-sik", "from": "2024-05", "to": "2023"}
    body = problem(api.get("/v1/queries/who-met-whom", params=turned))
    assert (body["status"], body["detail"]) == (422, "from is 2024-05, after to, 2023.")


def test_a_parameter_comes_once(api: httpx.Client) -> None:
    """Of two values of one parameter neither is dropped in silence."""
    twice = {"official": ["Shin Won-sik", "Kim Yong Hyun"]}
    body = problem(api.get("/v1/queries/who-met-whom", params=twice))
    assert (body["status"], body["detail"]) == (422, "official comes more than once.")


def test_a_repeated_question_costs_a_304(api: httpx.Client, driver: Driver, connection: Connection) -> None:
    """An answer's tag holds until the graph changes: for this question, in this form, and for no other."""
    path = "/v1/queries/who-met-whom?official=Shin Won-sik"
    tag = api.get(path).headers["etag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/")):
        again = api.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert api.head(path).headers["etag"] == tag
    assert api.get(f"{path}&lang=en", headers={"If-None-Match": tag}).status_code == 200
    driver.execute_query(
        "MATCH (s:GraphState {id: 'graph'}) SET s.version = s.version + 1", database_=connection.database
    )
    changed = api.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_evidence_is_ready_to_cite(api: httpx.Client) -> None:
    """Each fact of an answer's picture is a sentence in the language asked for, with its passage as one cites it."""
    sentences = {}
    for lang in ("fr", "en"):
        params = {"official": "Shin Won-sik", "lang": lang}
        body = api.get("/v1/queries/who-met-whom", params=params).json()
        facts = {edge["id"]: edge["properties"] for edge in body["graph"]["edges"]}
        assert {each["fact"] for each in body["evidence"]} == set(facts)
        for each in body["evidence"]:
            assert each["quote"] == facts[each["fact"]]["quote"]
            parts = [each["publisher"], each["issued"], f"« {each['quote']} »", each["address"]]
            assert each["citation"] == ", ".join(filter(None, parts))
        sentences[lang] = {each["sentence"] for each in body["evidence"]}
    assert "Shin Won-sik a participé à Entretiens : Christopher Cavoli, Shin Won-sik" in sentences["fr"]
    assert "Shin Won-sik attended Talks: Christopher Cavoli, Shin Won-sik" in sentences["en"]


def test_what_was_not_held_or_not_said_is_marked() -> None:
    """A sentence says what it must not be read without: that a meeting was cancelled, that a claim is only alleged."""
    nodes = {
        "a": {"name": "Anna Berg", "properties": {}},
        "m": {"name": "Talks", "properties": {"status": "cancelled"}},
    }
    edge = {
        "source": "a",
        "target": "m",
        "type": "ATTENDED",
        "properties": {"modality": "asserted", "basis": "coref"},
    }
    assert sentence(edge, nodes, "en").startswith("Anna Berg attended Talks (cancelled")
    assert (
        marked("Anna Berg attended talks", {"modality": "denied"}, "en")
        == "Anna Berg attended talks (denied)"
    )
    assert marked("x", {"modality": "asserted", "basis": "explicit"}, "en") == "x"


def test_nothing_found_says_where_it_was_looked(api: httpx.Client) -> None:
    """An answer without rows tells how many articles there are, of whom, in which languages, from when to when."""
    body = api.get("/v1/queries/post-holders", params={"post": "state/GH"}).json()
    every = api.get("/v1/queries/coverage", params={"by": "article", "limit": 1000}).json()["rows"]
    assert body["rows"] == []
    assert body["coverage"]["articles"] == len(every)
    assert set(body["coverage"]["publishers"]) == {row["publisher"] for row in every} - {None}
    assert body["coverage"]["issued_first"] == min(
        row["issued_first"] for row in every if row["issued_first"]
    )


def test_pages_of_a_question(api: httpx.Client) -> None:
    """All pages of an answer together are the answer, each row once; the last has no next."""
    path, rows = "/v1/queries/coverage?by=article&limit=5", []
    while path:
        body = api.get(path).json()
        assert len(body["rows"]) <= 5
        rows += body["rows"]
        path = body["next"]
    assert rows == api.get("/v1/queries/coverage", params={"by": "article", "limit": 1000}).json()["rows"]
    assert len(rows) > 10


def test_what_there_is_not_is_refused(api: httpx.Client) -> None:
    """Who takes nothing that there is is told what there is; a format that there isn't is refused; an answer is compressed if asked."""
    path = "/v1/queries/coverage"
    assert problem(api.get(path, headers={"Accept": "video/mp4"}))["status"] == 406
    assert problem(api.get(path, params={"format": "clay"}))["status"] == 422
    assert problem(api.get("/v1/entities/state/KR", headers={"Accept": "image/png"}))["status"] == 406
    assert api.get("/v1/entities/state/KR", headers={"Accept": "image/png, */*;q=0.1"}).status_code == 200
    big = {"of": "state/KR"}
    assert api.get("/v1/queries/evidence", params=big).headers["content-encoding"] == "gzip"
    plain = api.get("/v1/queries/evidence", params=big, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers


def test_evidence_of_a_fact_and_a_claim(api: httpx.Client) -> None:
    """The evidence of a fact is found by its id, and that of a claim by the claim's."""
    row = api.get("/v1/queries/who-met-whom", params={"official": "Shin Won-sik"}).json()["rows"][0]
    claims = api.get("/v1/queries/evidence", params={"of": row["edge"]}).json()["rows"]
    assert {claim["edge"] for claim in claims} == {row["edge"]}
    assert (row["quote"], row["article"]) in {(claim["quote"], claim["article"]) for claim in claims}
    alone = api.get("/v1/queries/evidence", params={"of": claims[0]["claim_id"]}).json()["rows"]
    assert [claim["claim_id"] for claim in alone] == [claims[0]["claim_id"]]
    assert api.get("/v1/queries/evidence", params={"of": "0" * 16}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/v1/queries/nothing", "/v1/entities/nothing", "/v1/articles/nothing"]
)
def test_not_found(api: httpx.Client, path: str) -> None:
    """What isn't there is a problem that says what to do next."""
    body = problem(api.get(path))
    assert (body["status"], body["instance"]) == (404, path)
    assert body["hint"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_reads(api: httpx.Client, method: str) -> None:
    """A method that writes is a 405 that says which is answered."""
    response = api.request(method, "/v1/queries")
    assert problem(response)["status"] == 405
    assert response.headers["allow"] == "GET"


@pytest.mark.parametrize("path", ["/healthz", "/v1/queries", "/v1/entities/state/KR", "/nothing"])
def test_head(api: httpx.Client, path: str) -> None:
    """HEAD answers as GET does, without the body."""
    head, get = api.head(path), api.get(path)
    assert head.content == b""
    for name in ("content-type", "content-length"):
        assert head.headers[name] == get.headers[name]
    assert head.status_code == get.status_code


HOSTS = {
    **dict.fromkeys((*LOOPBACK, "LOCALHOST:80", "graph.example:8000"), 200),
    "evil.example": 400,
    "": 400,
}


@pytest.mark.parametrize("host", HOSTS)
def test_host_header(api: httpx.Client, host: str) -> None:
    """Only loopback names, and those that were allowed, are served."""
    response = api.get("/healthz", headers={"Host": host})
    assert response.status_code == HOSTS[host]
    if response.status_code == 400:
        assert "--allow-host" in problem(response)["hint"]


def test_health(api: httpx.Client) -> None:
    """The process tells that it lives, and that it can answer."""
    assert api.get("/healthz").json() == {"status": "ok"}
    assert api.get("/readyz").json() == {"status": "ok"}


def test_neo4j_gone(connection: Connection, graph: None) -> None:
    """Without Neo4j the process lives and isn't ready; the problem says what to do, and nothing of the password."""

    async def ask() -> list[httpx.Response]:
        app = create_app(connection)
        async with app.router.lifespan_context(app):
            gone = GraphDatabase.driver("bolt://127.0.0.1:1", auth=connection.auth, connection_timeout=1)
            app.state.graph = replace(app.state.graph, driver=gone)
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                with gone:
                    return [await client.get(path) for path in ("/healthz", "/readyz", "/v1/entities?q=x")]

    alive, ready, search = asyncio.run(ask())
    assert alive.status_code == 200
    for response in (ready, search):
        body = problem(response)
        assert (body["status"], body["hint"]) == (503, "Start it: diplograph neo4j start")
        assert connection.password not in response.text


def test_start_on_a_graph_that_nothing_was_loaded_into(
    connection: Connection, driver: Driver, graph: None
) -> None:
    """Where the schema isn't there yet the app makes it, and answers."""
    driver.execute_query(f"DROP INDEX {SEARCH_INDEX}", database_=connection.database)
    asyncio.run(check(connection))
    shown = driver.execute_query(
        "SHOW INDEXES YIELD name, state RETURN name, state", database_=connection.database
    )
    assert (SEARCH_INDEX, "ONLINE") in {(row["name"], row["state"]) for row in shown.records}


@pytest.mark.parametrize("change", [{"password": "wrong"}, {"uri": "bolt://127.0.0.1:1"}])
def test_no_start_without_neo4j(connection: Connection, change: dict[str, str]) -> None:
    """The app doesn't start on a Neo4j that refuses it or isn't there."""
    with pytest.raises(UnavailableError):
        asyncio.run(check(replace(connection, **change)))


def test_unexpected(connection: Connection, graph: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours is a 500 that says nothing of the inside."""

    async def fail(*_: object) -> None:
        raise RuntimeError("the inside")

    async def ask() -> httpx.Response:
        app = create_app(connection)
        async with app.router.lifespan_context(app):
            monkeypatch.setattr("diplograph.api.questions.answer", fail)
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await client.get("/v1/queries/evidence?of=x")

    response = asyncio.run(ask())
    assert problem(response)["status"] == 500
    assert "inside" not in response.text


WRITES = [
    "CREATE (n) RETURN n.id AS id",
    "MATCH (n) SET n.x = 1 RETURN n.id AS id",
    "MATCH (n) DETACH DELETE n RETURN 1 AS id",
]


@pytest.mark.parametrize("text", [*WRITES, "MATCH (n RETURN n AS id"])
def test_a_writing_question_is_never_asked(
    connection: Connection, driver: Driver, graph: None, text: str
) -> None:
    """A question that writes, or that Neo4j can't plan, is refused with the name of its file before it runs."""
    bad = replace(QUERIES["coverage"], name="bad", text=text)
    count = "MATCH (n) RETURN count(n) AS n"
    before = driver.execute_query(count, database_=connection.database).records[0]["n"]

    async def ask() -> None:
        async with opened(connection) as graph:
            await answers.prove(graph, bad)

    with pytest.raises(UnsafeQueryError, match=r"queries/bad\.cypher"):
        asyncio.run(ask())
    assert driver.execute_query(count, database_=connection.database).records[0]["n"] == before


@pytest.mark.parametrize("text", WRITES)
def test_read_mode_refuses_to_write(connection: Connection, driver: Driver, graph: None, text: str) -> None:
    """Even a question that slipped through writes nothing: it runs in READ mode."""
    count = "MATCH (n) RETURN count(n) AS n"
    before = driver.execute_query(count, database_=connection.database).records[0]["n"]

    async def write() -> None:
        async with opened(connection) as graph:
            await graph.read("test", text)

    with pytest.raises(Exception, match=r"(?i)read access mode"):
        asyncio.run(write())
    assert driver.execute_query(count, database_=connection.database).records[0]["n"] == before


def test_the_text_runs_unchanged(
    connection: Connection, graph: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What runs is the file's whole text, with a timeout and with the name of the question."""
    ran = []

    async def ask() -> None:
        async with opened(connection) as graph:
            plain = Session.run

            def watched(session: Session, query: Any, *values: Any, **more: Any) -> Any:
                ran.append(query)
                return plain(session, query, *values, **more)

            monkeypatch.setattr(Session, "run", watched)
            query = QUERIES["who-met-whom"]
            begun = await answers.start(graph, query, query.example)
            await answers.answer(graph, query, query.example, begun)

    asyncio.run(ask())
    asked = [each for each in ran if each.text == QUERIES["who-met-whom"].text]
    assert [each.metadata for each in asked] == [{"app": "diplograph", "endpoint": "who-met-whom"}]
    assert {query.timeout for query in asked} == {30.0}
    assert all(query.timeout for query in ran)


@described.parametrize()
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_answers_are_as_described(case: Case[Any], base: str) -> None:
    """Whatever is sent, each route answers as its description says, and never with a mistake of the server's."""
    assert turned(case).call_and_validate(base_url=base).status_code < 500
