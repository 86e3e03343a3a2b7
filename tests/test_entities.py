"""Entities and articles over HTTP: search, lists, profile, neighbours, articles, claims, and an article's RDF."""

from __future__ import annotations

import os
import re
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from annotated import disagreeing, write
from conftest import EXAMPLE, SAMPLE, wipe
from neo4j import Driver
from rdflib import RDF, Dataset, Graph
from serving import served

from diplograph.api.choices import id_starts
from diplograph.api.entities import LISTED
from diplograph.api.errors import NoTextError
from diplograph.api.neighbours import around
from diplograph.api.problems import MEDIA_TYPE
from diplograph.api.settings import Quotes, Settings
from diplograph.api.texts import Texts
from diplograph.graph_loader import rdf
from diplograph.graph_loader.load import Summary, load
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology.load import load as load_ontology

SOLHEIM = "/v1/entities/official/ingrid-solheim"
TEXT = "Astrid Holmen, ministre en Norvège, a reçu Pablo Riquelme."


@pytest.fixture(scope="module")
def graph(
    driver: Driver, connection: Connection, sample_graph: Summary, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Load the example beside the sample corpus, two articles that disagree, and one of a hard name and without a date."""
    folder = tmp_path_factory.mktemp("more")
    disagreeing(folder)
    write(
        folder,
        "où & quand",
        TEXT,
        "T1 Official Astrid Holmen",
        "T2 Official Pablo Riquelme",
        "T3 State Norvège",
        language="fr",
    )
    load(driver, connection.database, [EXAMPLE, folder])


@pytest.fixture(scope="module")
def api(connection: Connection, graph: None) -> Iterator[httpx.Client]:
    with served(connection) as base, httpx.Client(base_url=base, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def asked(driver: Driver, connection: Connection, graph: None) -> Callable[..., list[Any]]:
    """Give a way to read a list straight from the graph."""

    def asking(text: str, **parameters: object) -> list[Any]:
        records = driver.execute_query(text, parameters, database_=connection.database).records
        return [record[0] for record in records]

    return asking


def problem(response: httpx.Response) -> dict[str, Any]:
    assert response.headers["content-type"] == MEDIA_TYPE
    body: dict[str, Any] = response.json()
    return body


def walk(api: httpx.Client, path: str, name: str, **parameters: object) -> tuple[list[Any], int]:
    """Return all rows of a list, following its pages, and how many pages there were."""
    answer = api.get(path, params=parameters or None)  # type: ignore[arg-type]  # whatever the test gives
    rows, pages = [], 0
    while True:
        assert answer.status_code == 200, answer.text
        rows += answer.json()[name]
        pages += 1
        assert len(answer.json()[name]) <= int(str(parameters.get("limit", 100)))
        if answer.json()["next"] is None:
            return rows, pages
        assert answer.json()[name], "an empty page that isn't the last"
        answer = api.get(answer.json()["next"])


@pytest.mark.parametrize("typed", ["seoul", "Séoul", "seul", "seou"])
def test_search(api: httpx.Client, typed: str) -> None:
    """The search finds a thing without its accents, with a typing slip, and by the beginning of its name."""
    found = api.get("/v1/entities", params={"q": typed}).json()["entities"]
    assert {"place/seoul", "state/KR"} <= {each["id"] for each in found}
    assert {each["href"] for each in found} == {f"/v1/entities/{each['id']}" for each in found}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_tells_from_namesakes(api: httpx.Client, lang: str) -> None:
    """In lists, a person has posts and a meeting its date, in the language asked for; so has a neighbour."""
    [shin, *_] = api.get("/v1/entities", params={"q": "Shin Won-sik", "lang": lang}).json()["entities"]
    post = api.get("/v1/entities/post/kr-defence-minister").json()[f"name_{lang}"]
    assert (shin["id"], shin["about"]) == ("official/shin-won-sik", post)
    talks = "/v1/entities/meeting/shin-cavoli-2024-02"
    asked = {"type": "ATTENDED", "lang": lang}
    people = api.get(f"{talks}/neighbours", params=asked).json()["neighbours"]
    assert {each["id"]: each["about"] for each in people}[shin["id"]] == post
    met = api.get(f"{shin['href']}/neighbours", params=asked).json()["neighbours"]
    dates = {each["id"]: each["about"] for each in met}
    assert dates["meeting/shin-cavoli-2024-02"] == api.get(talks).json()["properties"]["edtf"]


def test_an_articles_mentions_are_named_in_a_language(api: httpx.Client) -> None:
    """What an article mentions has its name in the language asked for."""
    for lang in ("en", "fr"):
        mentions = api.get("/v1/articles/rok-nato-2024-02-en", params={"lang": lang}).json()["mentions"]
        names = {each["id"]: each["name"] for each in mentions}
        assert names["state/KR"] == api.get("/v1/entities/state/KR").json()[f"name_{lang}"]


def test_search_by_class(api: httpx.Client) -> None:
    """The search keeps to the classes and the limit that were asked for."""
    parameters = {"q": "coree du sud", "class": ["State", "Place"]}
    found = api.get("/v1/entities", params=parameters).json()["entities"]
    assert found[0]["id"] == "state/KR"
    assert {each["class"] for each in found} <= {"State", "Place"}
    assert len(api.get("/v1/entities", params={"q": "ministre", "limit": 2}).json()["entities"]) == 2
    wrong = problem(api.get("/v1/entities", params={"q": "x", "class": "Country"}))
    assert wrong["status"] == 422
    assert wrong["detail"].startswith("class: Country is no class of entities; they are Agreement, ")
    assert problem(api.get("/v1/entities", params={"q": "x", "limit": 101}))["status"] == 422


@pytest.mark.parametrize(
    "typed", ['"', "\\", "AND", "a:b", "(", "*", "~", "-", "[a TO b]", "\u0000", "신원식", "/", "&&"]
)
def test_search_takes_no_syntax(api: httpx.Client, typed: str) -> None:
    """What is typed is a name, whatever it means to the index."""
    assert api.get("/v1/entities", params={"q": typed}).status_code == 200
    assert problem(api.get("/v1/queries/meetings-of", params={"of": typed}))["status"] == 404


@pytest.mark.parametrize("limit", [1, 3, 100])
@pytest.mark.parametrize("typed", ["ministre", "défense Corée", "meeting NATO seoul nonsense"])
def test_pages_of_a_search(api: httpx.Client, typed: str, limit: int) -> None:
    """The pages of a search are together what one page would show, in its order: all the words, or some."""
    whole = api.get("/v1/entities", params={"q": typed, "limit": 100}).json()
    assert whole["next"] is None
    assert len(whole["entities"]) > 3
    rows, _ = walk(api, "/v1/entities", "entities", q=typed, limit=limit)
    assert rows == whole["entities"]


@pytest.mark.parametrize("cls", ["Party", "Official", "Entity"])
def test_pages_of_a_class(api: httpx.Client, asked: Callable[..., list[Any]], cls: str) -> None:
    """Without a name, all things of a class are listed, by id, each once."""
    rows, pages = walk(api, "/v1/entities", "entities", **{"class": cls}, limit=7)
    every = asked("MATCH (e:Entity) WHERE $cls IN labels(e) RETURN e.id ORDER BY e.id", cls=cls)
    assert [row["id"] for row in rows] == every
    assert pages == -(-len(every) // 7)


def test_a_list_costs_a_page(driver: Driver, connection: Connection, graph: None) -> None:
    """A page of a list is read in the order of the index: no label is scanned, and no more than the page is read."""
    parameters = {"starts": id_starts(["Entity"]), "after": "", "limit": 2}
    summary = driver.execute_query(f"PROFILE {LISTED}", parameters, database_=connection.database).summary
    steps: list[Any] = [summary.profile]
    for step in steps:
        steps += step.get("children", [])
    assert [step["operatorType"] for step in steps if "Scan" in step["operatorType"]] == []
    read = [step["rows"] for step in steps if "SeekByRange" in step["operatorType"]]
    assert 0 < sum(read) <= 2 * len(id_starts(["Entity"]))


BROKEN = {
    "no key": "x",
    "no base64": "é%$",
    "another list's": urlsafe_b64encode(b'["a",1,"b"]').decode().rstrip("="),
    "a lone surrogate": urlsafe_b64encode(b'["\\ud800"]').decode().rstrip("="),
    "deep": urlsafe_b64encode(b"[" * 1000).decode().rstrip("="),
    "null": urlsafe_b64encode(b"null").decode().rstrip("="),
}
LISTS = (
    "/v1/entities?q=ministre",
    "/v1/entities?class=State",
    f"{SOLHEIM}/neighbours",
    f"{SOLHEIM}/articles",
    f"{SOLHEIM}/claims",
    "/v1/articles",
    "/v1/articles/exemple/claims",
)


@pytest.mark.parametrize("path", LISTS)
def test_broken_place(api: httpx.Client, path: str) -> None:
    """A place that no page gave is a 422 that says what to do."""
    assert api.get(path).status_code == 200
    broken = dict(BROKEN)
    if path == "/v1/articles/exemple/claims" or path.endswith("/claims"):
        broken["too big"] = urlsafe_b64encode(b'["a",%d,"b"]' % 2**63).decode().rstrip("=")
        del broken["another list's"]
    for after in broken.values():
        body = problem(api.get(path, params={"after": after} | dict(httpx.URL(path).params)))
        assert (body["status"], body["detail"]) == (422, "after: this is no place in this list.")
        assert "next" in body["hint"]


@pytest.mark.parametrize("path", [*LISTS, SOLHEIM, "/v1/articles/exemple", "/v1/articles/exemple/graph"])
def test_unknown_parameter(api: httpx.Client, path: str) -> None:
    """A parameter that a route doesn't have is a 422 that names it and says which there are."""
    body = problem(api.get(path, params=dict(httpx.URL(path).params) | {"ofset": 3}))
    assert (body["status"], body["detail"]) == (422, "ofset is no parameter here.")
    assert body["hint"].startswith("This takes ")


def test_profile(api: httpx.Client, asked: Callable[..., list[Any]]) -> None:
    """A profile has the names in both languages, counts each type of fact either way, and says where they are."""
    body = api.get("/v1/entities/state/KR").json()
    assert (body["class"], body["labels"]) == ("State", ["State", "Party", "Entity"])
    assert (body["name_fr"], body["name_en"]) == ("Corée du Sud", "South Korea")
    assert not {"name_fr", "name_en", "aliases", "kind"} & set(body["properties"])
    counted = asked(
        "MATCH (e:Entity {id: 'state/KR'})-[r]-(:Entity|Claim) WHERE r.id IS NOT NULL "
        "WITH type(r) AS type, CASE startNode(r) WHEN e THEN 'out' ELSE 'in' END AS way, count(*) AS n "
        "RETURN [type, way, n]"
    )
    assert {(f["type"], f["direction"], f["total"]) for f in body["facts"]} == {tuple(c) for c in counted}
    assert len(body["facts"]) == len(counted) > 2
    for fact in body["facts"]:
        rows, _ = walk(api, fact["href"], "neighbours")
        assert sum(len(row["facts"]) for row in rows) == fact["total"]
        assert {(f["type"], f["direction"], f["label"]["fr"]) for row in rows for f in row["facts"]} == {
            (fact["type"], fact["direction"], fact["label"]["fr"])
        }
    for href in body["links"].values():
        assert api.get(href).status_code == 200


def test_neighbours(api: httpx.Client, asked: Callable[..., list[Any]]) -> None:
    """The pages of neighbours show each once, by id, with all the facts between the two."""
    rows, pages = walk(api, f"{SOLHEIM}/neighbours", "neighbours", limit=2)
    facts = asked(
        "MATCH (:Entity {id: 'official/ingrid-solheim'})-[r]-(:Entity|Claim) WHERE r.id IS NOT NULL RETURN r.id"
    )
    assert pages > 1
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
    assert sorted(fact["id"] for row in rows for fact in row["facts"]) == sorted(facts)
    evidence = api.get(rows[0]["facts"][0]["evidence"]).json()["rows"]
    assert {claim["edge"] for claim in evidence} == {rows[0]["facts"][0]["id"]}


def test_neighbours_by_class_type_and_direction(api: httpx.Client) -> None:
    """Neighbours keep to the classes, the type and the direction that were asked for."""
    path = "/v1/entities/organization/fad/neighbours"
    every, _ = walk(api, path, "neighbours")
    meetings, _ = walk(api, path, "neighbours", **{"class": "Meeting"})
    assert meetings == [row for row in every if row["class"] == "Meeting"] != []
    outgoing, _ = walk(api, "/v1/entities/state/NO/neighbours", "neighbours", direction="out")
    incoming, _ = walk(api, "/v1/entities/state/NO/neighbours", "neighbours", direction="in")
    for found, direction in ((outgoing, "out"), (incoming, "in")):
        assert {fact["direction"] for row in found for fact in row["facts"]} == {direction}
    wrong = problem(api.get(path, params={"type": "MET"}))
    assert wrong["detail"].startswith("type: MET is no type of fact; they are ABOUT, ")


def test_a_hubs_other_facts_cost_nothing(api: httpx.Client, driver: Driver, connection: Connection) -> None:
    """Of a hub only facts of the type and direction that were asked for are read."""
    driver.execute_query(
        "CREATE (h:Entity:Party {id: 'party/test-hub', name: 'hub'})-[:HOSTED {id: 'test-hosted', modality: 'asserted', "
        "basis: 'explicit'}]->(:Entity:Meeting {id: 'meeting/test-0', name: 'hosted'}) "
        "WITH h UNWIND range(1, 20000) AS n CREATE (:Entity:Meeting {id: 'meeting/test-' + n})<-[:PARTICIPATES_IN "
        "{id: 'test-' + n, modality: 'asserted', basis: 'explicit'}]-(h)",
        database_=connection.database,
    )
    try:
        for asked, found in (
            (("HOSTED", "out"), ["meeting/test-0"]),
            (("HOSTED", None), ["meeting/test-0"]),
            (("PARTICIPATES_IN", "in"), []),
            ((None, "in"), []),
        ):
            told = driver.execute_query(
                f"PROFILE {around(*asked)}",
                {"id": "party/test-hub", "after": "", "limit": 9, "modality": None, "classes": None},
                database_=connection.database,
            )
            assert [row["id"] for row in told.records] == found
            steps: list[Any] = [told.summary.profile]
            for step in steps:
                steps += step.get("children", [])
            assert sum(step["dbHits"] for step in steps) < 1000
        path = "/v1/entities/party/test-hub/neighbours"
        [hosted] = api.get(path, params={"type": "HOSTED"}).json()["neighbours"]
        assert [fact["id"] for fact in hosted["facts"]] == ["test-hosted"]
    finally:
        driver.execute_query(
            "MATCH (n:Entity) WHERE n.id = 'party/test-hub' OR n.id STARTS WITH 'meeting/test-' DETACH DELETE n",
            database_=connection.database,
        )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_fact_of_a_neighbour_has_its_sentence_and_passage(api: httpx.Client, lang: str) -> None:
    """Neighbours are named in the language asked for, and each fact is a sentence with the passage of its strongest claim."""
    rows, _ = walk(api, f"{SOLHEIM}/neighbours", "neighbours", lang=lang, limit=3)
    text = (EXAMPLE / "exemple.txt").read_text(encoding="utf-8")
    passages = [(row, fact, fact["passage"]) for row in rows for fact in row["facts"]]
    for row, fact, passage in passages:
        assert (passage["fact"], passage["claim"]) == (fact["id"], None)
        names = [api.get(SOLHEIM, params={"lang": lang}).json()["name"], row["name"]]
        first, last = names if fact["direction"] == "out" else reversed(names)
        assert passage["sentence"].startswith(f"{first} {fact['label'][lang]} {last}")
        assert passage["citation"].count(f"« {passage['quote']} »") == 1
        assert passage["article"] == "exemple"
        assert text[passage["char_start"] : passage["char_end"]] == passage["quote"]
    assert len(passages) > 4


def test_neighbours_by_language(api: httpx.Client) -> None:
    """A thing and its neighbours have the names of the language asked for, French where none is."""
    for asked, name in (
        ({}, "Corée du Sud"),
        ({"lang": "fr"}, "Corée du Sud"),
        ({"lang": "en"}, "South Korea"),
    ):
        assert api.get("/v1/entities/state/KR", params=asked).json()["name"] == name
        rows, _ = walk(api, "/v1/entities/official/shin-won-sik/neighbours", "neighbours", **asked)
        [post] = [row["id"] for row in rows if row["class"] == "Post"]
        around, _ = walk(api, f"/v1/entities/{post}/neighbours", "neighbours", **asked)
        assert {row["id"]: row["name"] for row in around}["state/KR"] == name


def test_neighbours_by_modality(api: httpx.Client, asked: Callable[..., list[Any]]) -> None:
    """Neighbours keep to the modalities that were asked for, and a modality that there isn't is refused with those there are."""
    [one] = asked(
        "MATCH (e:Entity)-[{modality: 'planned'}]-(:Entity) WHERE EXISTS { (e)-[{modality: 'asserted'}]-(:Entity) } "
        "RETURN e.id ORDER BY e.id LIMIT 1"
    )
    path, kept = f"/v1/entities/{one}/neighbours", {}
    every, _ = walk(api, path, "neighbours")
    for wanted in (["planned"], ["asserted"], ["planned", "asserted"], ["denied"]):
        rows, _ = walk(api, path, "neighbours", modality=wanted)
        kept[" ".join(wanted)] = {fact["id"] for row in rows for fact in row["facts"]}
        assert kept[" ".join(wanted)] == {
            fact["id"] for row in every for fact in row["facts"] if fact["properties"]["modality"] in wanted
        }
    assert kept["planned"]
    assert kept["asserted"]
    wrong = problem(api.get(path, params={"modality": "sure"}))
    assert wrong["detail"].startswith("modality: sure is no modality; they are asserted, planned, ")


def test_a_claim_as_a_neighbour_says_who_made_it(api: httpx.Client, asked: Callable[..., list[Any]]) -> None:
    """An alleged claim that a statement is about is never named without who made it."""
    pairs = asked(
        "MATCH (s:Statement)-[:ABOUT]->(c:Claim {modality: 'alleged'}) RETURN [s.id, c.id] ORDER BY s.id"
    )
    assert pairs
    for statement, claim in pairs:
        rows, _ = walk(api, f"/v1/entities/{statement}/neighbours", "neighbours", lang="en")
        [row] = [row for row in rows if row["id"] == claim]
        assert re.search(r"\(.*\balleged, according to [^)]", row["name"])
        assert all(row["name"] in fact["passage"]["sentence"] for fact in row["facts"])


def test_articles_of_an_entity(api: httpx.Client) -> None:
    """The articles that mention a thing come newest first, with all the forms that name it."""
    rows, pages = walk(api, "/v1/entities/state/KR/articles", "articles", limit=2)
    assert pages > 1
    assert [row["issued"] for row in rows] == sorted((row["issued"] for row in rows), reverse=True)
    assert {row["id"] for row in rows} == {"asean-rok-2024-11-en", "asean-rok-2024-11-fr", "nato-rok-2024-05-en", "nato-rok-2024-05-fr", "rok-nato-2024-02-en", "rok-nato-2024-02-fr"}  # fmt: skip
    assert {row["language"] for row in rows} == {"en", "fr"}
    for row in rows:
        mentioned = api.get(row["href"]).json()["mentions"]
        assert {form for each in mentioned if each["id"] == "state/KR" for form in each["forms"]} == set(
            row["forms"]
        )


def test_articles_without_a_date_come_last(api: httpx.Client) -> None:
    """An article without a date is listed behind those that have one, on whatever page."""
    rows, _ = walk(api, "/v1/entities/state/NO/articles", "articles", limit=1)
    assert [row["id"] for row in rows] == ["exemple", "où & quand"]
    assert rows[-1]["issued"] is None


def test_claims_of_an_entity(api: httpx.Client, asked: Callable[..., list[Any]]) -> None:
    """The claims of a thing are those whose subject or object it is, alleged ones too, by article and place."""
    for identifier in ("state/GH", "official/ingrid-solheim", "state/KR"):
        rows, _ = walk(api, f"/v1/entities/{identifier}/claims", "claims", limit=3)
        every = asked(
            "MATCH (c:Claim) WHERE $id IN [c.subject, c.object] "
            "RETURN c.id ORDER BY c.article, coalesce(c.char_start, -1), c.id",
            id=identifier,
        )
        assert [row["id"] for row in rows] == every
    alleged = [
        row
        for row in api.get("/v1/entities/state/GH/claims").json()["claims"]
        if row["modality"] == "alleged"
    ]
    assert {tuple(row["attributed_to"]) for row in alleged} == {("organization/cl-ministry-of-defence",)}
    assert {row["edge"] for row in alleged} == {None}


@pytest.mark.parametrize("part", ["", "/neighbours", "/articles", "/claims"])
def test_alias_redirects(api: httpx.Client, part: str) -> None:
    """An id that is another's alias is moved for good, with what else was asked for."""
    query = "?limit=3" if part else ""
    response = api.get(f"/v1/entities/organization/forum-atlantique-de-defense{part}{query}")
    assert response.status_code == 308
    assert response.headers["location"] == f"/v1/entities/organization/fad{part}{query}"
    assert api.get(response.headers["location"]).status_code == 200


@pytest.mark.parametrize("part", ["", "/neighbours", "/articles", "/claims"])
def test_unknown_entity(api: httpx.Client, part: str) -> None:
    """An entity that isn't there is a 404 that offers what looks like it; an id of several a 422 that lists them."""
    body = problem(api.get(f"/v1/entities/official/solheim-ingrid{part}"))
    assert body["status"] == 404
    assert "official/ingrid-solheim" in {each["id"] for each in body["near"]}
    body = problem(api.get(f"/v1/entities/meeting/exemple-s-est-aussi-entretenue{part}"))
    assert body["status"] == 422
    assert len(body["candidates"]) == 2


def test_articles(api: httpx.Client, asked: Callable[..., list[Any]]) -> None:
    """All articles are listed, by id, each once."""
    rows, pages = walk(api, "/v1/articles", "articles", limit=4)
    assert [row["id"] for row in rows] == asked("MATCH (a:Article) RETURN a.id ORDER BY a.id")
    assert pages > 1
    assert {api.get(row["href"]).json()["name"] for row in rows} == {row["title"] for row in rows}


FILTERS = {
    "language": ({"language": "en"}, lambda row: row["language"] == "en"),
    "publisher": ({"publisher": "diplograph"}, lambda row: row["publisher"] == "diplograph"),
    "since a day": ({"reported_from": "2024-11-20"}, lambda row: (row["issued"] or "") >= "2024-11"),
    "until a year": ({"reported_to": "2024"}, lambda row: "" < (row["issued"] or "") < "2025"),
    "a month": (
        {"reported_from": "2024-05", "reported_to": "2024-05"},
        lambda row: (row["issued"] or "").startswith("2024-05"),
    ),
}


@pytest.mark.parametrize("case", FILTERS)
def test_filtered_articles(api: httpx.Client, case: str) -> None:
    """Articles are listed by language, publisher and period; one of a month counts as of each day of it."""
    parameters, fits = FILTERS[case]
    every, _ = walk(api, "/v1/articles", "articles")
    rows, _ = walk(api, "/v1/articles", "articles", limit=1, **parameters)
    assert rows == [row for row in every if fits(row)]
    assert 0 < len(rows) < len(every)


def test_article(api: httpx.Client, asked: Callable[..., list[Any]]) -> None:
    """An article's page has all that it mentions, the most mentioned first, and counts its claims."""
    body = api.get("/v1/articles/exemple").json()
    claims = asked("MATCH (c:Claim)-[:EVIDENCED_BY]->(:Article {id: 'exemple'}) RETURN c.id")
    assert body["claims_total"] == len(claims)
    mentions = asked("MATCH (:Article {id: 'exemple'})-[:MENTIONS]->(e) RETURN DISTINCT e.id")
    assert {each["id"] for each in body["mentions"]} == set(mentions)
    counts = [each["count"] for each in body["mentions"]]
    assert counts == sorted(counts, reverse=True)
    rows, pages = walk(api, body["links"]["claims"], "claims", limit=5)
    assert pages > 1
    assert sorted(row["id"] for row in rows) == sorted(claims)


def test_claims_say_where_they_stand(api: httpx.Client) -> None:
    """An article's claims come in the order of its text, and their offsets give their quotes."""
    claims, _ = walk(api, "/v1/articles/exemple/claims", "claims")
    text = (EXAMPLE / "exemple.txt").read_text(encoding="utf-8")
    quoted = [claim for claim in claims if claim["quote"]]
    assert quoted
    assert {text[claim["char_start"] : claim["char_end"]] == claim["quote"] for claim in quoted} == {True}
    starts = [claim["char_start"] for claim in quoted]
    assert starts == sorted(starts)


def test_ends_without_a_node_are_told_in_words(api: httpx.Client) -> None:
    """A claim's end that has no node, being only alleged, is told by the article's words."""
    claims, _ = walk(api, "/v1/articles/exemple/claims", "claims")
    ends = {(each["subject"], each["object"]) for each in claims if each["modality"] == "alleged"}
    assert ends == {("société étrangère", "livre des drones"), ("state/GH", "livre des drones")}


@pytest.mark.parametrize("part", ["", "/claims", "/graph"])
def test_unknown_article(api: httpx.Client, part: str) -> None:
    """An article that isn't in the graph is a 404 that names articles like it."""
    body = problem(api.get(f"/v1/articles/exemplar{part}"))
    assert (body["status"], body["hint"]) == (404, "Near: exemple.")


ODD = "où & quand"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Make a folder of texts: those of the sample corpus, under their articles' names."""
    folder = tmp_path / "texts"
    shutil.copytree(
        SAMPLE, folder, ignore=lambda _, names: [each for each in names if not each.endswith(".txt")]
    )
    return folder


@pytest.fixture
def reading(connection: Connection, graph: None, texts: Path) -> Iterator[httpx.Client]:
    """Serve the API with the texts."""
    with served(connection, Settings(texts=texts)) as base, httpx.Client(base_url=base, timeout=60) as client:
        yield client


def test_quotes_stand_in_their_articles_text(reading: httpx.Client, texts: Path) -> None:
    """The text of an article is what was annotated: each claim's quote stands between its offsets."""
    quoted = 0
    for path in sorted(texts.iterdir()):
        links = reading.get(f"/v1/articles/{path.stem}").json()["links"]
        body = reading.get(links["text"]).json()
        assert body["id"] == path.stem
        assert body["language"] == path.stem[-2:]
        assert body["text"].encode() == path.read_bytes()
        claims, _ = walk(reading, links["claims"], "claims")
        for claim in (each for each in claims if each["quote"]):
            assert body["text"][claim["char_start"] : claim["char_end"]] == claim["quote"]
            quoted += 1
    assert quoted > 100


def test_a_text_is_found_by_what_is_in_it(reading: httpx.Client, texts: Path) -> None:
    """A text that isn't named like its article is found all the same, also one that came later, and one that was moved."""
    path = f"/v1/articles/{ODD}/text"
    assert problem(reading.get(path))["detail"] == f"The text of {ODD!r} isn't at hand."
    assert reading.get(f"/v1/articles/{ODD}").json()["links"]["text"] is None
    (texts / "0001.txt").write_text(TEXT, encoding="utf-8")
    assert reading.get(path).json() == {"id": ODD, "language": "fr", "text": TEXT}
    (texts / "0001.txt").rename(texts / "0002.txt")
    assert reading.get(path).json()["text"] == TEXT
    tag = reading.get(f"/v1/articles/{ODD}").headers["etag"]
    (texts / "0002.txt").unlink()
    again = reading.get(f"/v1/articles/{ODD}", headers={"If-None-Match": tag})
    assert (again.status_code, again.json()["links"]["text"]) == (200, None)


def test_a_folder_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For texts that aren't named like their articles, as long as no file comes or goes; none that came is missed."""
    scans = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda at: (scans.append(at), scandir(at))[1])
    hashed = sha256(TEXT.encode()).hexdigest()
    tmp_path.joinpath("other.txt").write_text("other", encoding="utf-8")
    os.utime(tmp_path, (1_000_000_000, 1_000_000_000))  # long ago
    texts = Texts(tmp_path)
    for article in "abc":
        with pytest.raises(NoTextError):
            texts.of(article, hashed)
    assert len(scans) == 1
    tmp_path.joinpath("late.txt").write_text(TEXT, encoding="utf-8")
    assert texts.of("a", hashed) == TEXT
    tmp_path.joinpath("late.txt").write_text("edited", encoding="utf-8")
    with pytest.raises(NoTextError):
        texts.of("a", hashed)


def test_a_text_that_has_changed_is_not_shown(reading: httpx.Client, texts: Path) -> None:
    """Where the text isn't what was annotated nothing is shown: offsets would be wrong."""
    path = "/v1/articles/rok-nato-2024-02-en/text"
    assert reading.get(path).status_code == 200
    with (texts / "rok-nato-2024-02-en.txt").open("a", encoding="utf-8") as file:
        file.write(".")
    body = problem(reading.get(path))
    assert (body["status"], body["title"]) == (404, "No text")
    assert "has changed" in body["detail"]
    assert str(texts) not in str(body)


def test_a_text_that_is_not_at_hand_says_why(
    connection: Connection, driver: Driver, reading: httpx.Client, api: httpx.Client
) -> None:
    """Without a folder, without a text when it was loaded, without the article: each says what to do."""
    assert "--texts" in problem(api.get("/v1/articles/exemple/text"))["hint"]
    assert api.get("/v1/articles/exemple").json()["links"]["text"] is None
    assert problem(reading.get("/v1/articles/exemplar/text"))["hint"] == "Near: exemple."
    driver.execute_query("CREATE (:Article {id: 'without'})", database_=connection.database)
    body = problem(reading.get("/v1/articles/without/text"))
    driver.execute_query("MATCH (a:Article {id: 'without'}) DELETE a", database_=connection.database)
    assert (body["status"], body["hint"]) == (
        404,
        "Load it again with its text: diplograph load --texts FOLDER",
    )


@pytest.mark.parametrize("quotes", [Quotes.short, Quotes.none])
def test_where_quotes_are_cut_no_text_leaves(connection: Connection, graph: None, quotes: Quotes) -> None:
    """Where passages may not leave whole, nor may texts."""
    with served(connection, Settings(texts=SAMPLE, quotes=quotes)) as base:
        body = problem(httpx.get(f"{base}/v1/articles/rok-nato-2024-02-en/text"))
        links = httpx.get(f"{base}/v1/articles/rok-nato-2024-02-en").json()["links"]
    assert (body["status"], body["hint"]) == (
        403,
        "Whoever serves this decides: diplograph serve --quotes full",
    )
    assert links["text"] is None


NAMES = ("../secret", "a/../../secret", "/etc/hostname", "..", "", "a\0b", "x" * 5000, "link")


@pytest.mark.parametrize("name", NAMES)
def test_no_text_from_elsewhere(tmp_path: Path, name: str) -> None:
    """Whatever an article's id is, nothing outside the folder is read, by no link either."""
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "texts"
    (folder / "a").mkdir(parents=True)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "bytes.txt").write_bytes(b"\xff")
    with pytest.raises(NoTextError, match="isn't at hand"):
        Texts(folder).of(name, sha256(TEXT.encode()).hexdigest())
    with pytest.raises(NoTextError, match="isn't at hand"):
        Texts(tmp_path / "gone").of(name, sha256(TEXT.encode()).hexdigest())


MEDIA = {"trig": "application/trig", "turtle": "text/turtle", "jsonld": "application/ld+json"}
PARSERS = {"trig": "trig", "turtle": "turtle", "jsonld": "json-ld"}


@pytest.mark.parametrize("identifier", ["exemple", "où & quand", "rok-nato-2024-02-en"])
@pytest.mark.parametrize("name", MEDIA)
def test_an_articles_named_graph(
    api: httpx.Client, asked: Callable[..., list[Any]], identifier: str, name: str
) -> None:
    """An article's graph is named by its IRI, and holds its claims and mentions to the last value, and no other's."""
    answer = api.get(f"/v1/articles/{identifier}/graph", params={"format": name})
    assert answer.headers["content-type"].partition(";")[0] == MEDIA[name]
    dataset = Dataset()
    dataset.parse(data=answer.content, format=PARSERS[name])
    names = {str(each.identifier) for each in dataset.graphs() if len(each)}
    iri = rdf.iri(f"article/{identifier}")
    assert names == ({"urn:x-rdflib:default"} if name == "turtle" else {str(iri)})
    found = dataset.default_graph if name == "turtle" else dataset.graph(iri)
    [article] = asked("MATCH (a:Article {id: $id}) RETURN properties(a)", id=identifier)
    claims = asked("MATCH (c:Claim {article: $id}) RETURN properties(c)", id=identifier)
    wanted = Graph()
    for triple in [*rdf.article_triples(article), *(t for c in claims for t in rdf.claim_triples(c))]:
        wanted.add(triple)
    mentions = asked(
        "MATCH (:Article {id: $id})-[m:MENTIONS]->(e) RETURN [e.id, properties(m)]", id=identifier
    )
    for entity, row in mentions:
        for triple in rdf.mention_triples(identifier, entity, row):
            wanted.add(triple)
    assert set(found) == set(wanted)
    assert set(found.subjects(RDF.type, rdf.DD.Claim)) == {rdf.iri(c["id"]) for c in claims}


ACCEPTED = {
    "*/*": "application/trig",
    "text/turtle": "text/turtle",
    "application/ld+json, text/turtle;q=0.5": "application/ld+json",
    "text/html, text/*;q=0.3, */*;q=0.1": "text/turtle",
    "TEXT/TURTLE; q=1": "text/turtle",
    "application/*, application/trig;q=0": "application/ld+json",
    "text/html": None,
    "text/turtle;q=0": None,
}


@pytest.mark.parametrize("accept", ACCEPTED)
def test_accept(api: httpx.Client, accept: str) -> None:
    """An article's graph comes as the client likes best; where it takes none of the formats, as a 406 that names them."""
    answer = api.get("/v1/articles/exemple/graph", headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == (ACCEPTED[accept] or MEDIA_TYPE)
    if ACCEPTED[accept] is None:
        assert problem(answer)["status"] == 406
        assert "application/trig, text/turtle, application/ld+json" in problem(answer)["hint"]


def test_unknown_format(api: httpx.Client) -> None:
    """A format that there isn't is a 422 that names those there are."""
    body = problem(api.get("/v1/articles/exemple/graph?format=xml"))
    assert body["status"] == 422
    assert "'trig', 'turtle' or 'jsonld'" in body["detail"]


def test_classes_are_the_ontologys(api: httpx.Client) -> None:
    """The classes that a search may keep to are those of the ontology."""
    operation = api.get("/openapi.json").json()["paths"]["/v1/entities"]["get"]
    [classes] = [each["schema"] for each in operation["parameters"] if each["name"] == "class"]
    ontology = load_ontology()
    [named] = [each["items"]["enum"] for each in classes["anyOf"] if each["type"] == "array"]
    assert set(named) == {name for name in ontology.classes if "Entity" in ontology.lineage(name)}


def test_all_articles_graphs_are_the_graph(
    driver: Driver,
    connection: Connection,
    loaded: Callable[..., Summary],
    snapshot: Callable[[], object],
    tmp_path: Path,
) -> None:
    """The articles' graphs, as Turtle, make an empty Neo4j the same graph."""
    loaded(SAMPLE, EXAMPLE)
    before = snapshot()
    with served(connection) as base, httpx.Client(base_url=base, timeout=60) as api:
        rows, _ = walk(api, "/v1/articles", "articles")
        for row in rows:
            links = api.get(row["href"]).json()["links"]
            text = api.get(links["graph"], headers={"Accept": "text/turtle"}).content
            (tmp_path / f"{row['id']}.ttl").write_bytes(text)
    wipe(driver, connection)
    loaded(*tmp_path.glob("*.ttl"))
    assert before == snapshot()


@pytest.mark.parametrize("typed", ["NATO", "OTAN", "Japan", "japon"])
def test_who_is_called_just_so_comes_first(api: httpx.Client, typed: str) -> None:
    """The thing that is called what was typed comes before those that have it in a longer name."""
    found = api.get("/v1/entities", params={"q": typed, "limit": 3}).json()["entities"]
    assert typed.lower() in {
        name.lower() for name in (found[0]["name"], *found[0]["aliases"], found[0]["name_en"] or "")
    }


def test_an_address_is_an_id_not_a_name(api: httpx.Client) -> None:
    """A path that spells a name leads nowhere, and says what is near."""
    assert problem(api.get("/v1/entities/south/korea"))["status"] == 404
