"""The reconciliation service: what a table's names are tied to, and what it can be filled with.

The shapes are those of the Reconciliation Service API 0.2; what it says must be there is checked here in our own words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from annotated import disagreeing, write
from conftest import EXAMPLE
from neo4j import Driver
from serving import served

from diplograph.api.problems import MEDIA_TYPE
from diplograph.api.reconcile.properties import PROPERTIES
from diplograph.api.reconcile.routes import BATCH, ROWS
from diplograph.graph_loader.load import Summary, load
from diplograph.neo4j_server.connection import Connection

SERVICE = "/v1/reconcile"
NAMESAKES = "La ministre {} de la Défense, Ane <b>Lund</b>, a parlé."


@pytest.fixture(scope="module")
def api(
    driver: Driver, connection: Connection, sample_graph: Summary, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """Serve the sample corpus, the example, two namesakes who are ministers of two states, and a linked meeting."""
    folder: Path = tmp_path_factory.mktemp("namesakes")
    for name, state in (("lund-1", "islandaise"), ("lund-2", "ghanéenne")):
        lines = (
            f"T1 Post ministre {state} de la Défense",
            f"T2 State {state}",
            "T3 Official Ane <b>Lund</b>",
            "R1 in Arg1:T1 Arg2:T2",
            "R2 holds Arg1:T3 Arg2:T1",
        )
        write(folder, name, NAMESAKES.format(state), *lines, language="fr", issued="2031-03-20")
    load(driver, connection.database, [EXAMPLE, disagreeing(folder)])
    with served(connection) as base, httpx.Client(base_url=base, timeout=60) as client:
        yield client


def ask(api: httpx.Client, **queries: object) -> dict[str, list[dict[str, Any]]]:
    """Send a batch as OpenRefine does, and return its candidates, whose shape is checked."""
    answer = api.post(SERVICE, data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert list(body) == list(queries)
    for each in body.values():
        assert set(each) == {"result"}
        scores = [candidate["score"] for candidate in each["result"]]
        assert scores == sorted(scores, reverse=True)
        for candidate in each["result"]:
            assert {type(candidate[name]) for name in ("id", "name", "description")} == {str}
            assert (type(candidate["score"]), type(candidate["match"])) == (float, bool)
            assert all(set(cls) == {"id", "name"} for cls in candidate["type"])
            assert {type(feature["value"]) for feature in candidate["features"]} <= {bool, float, int}
    return {name: each["result"] for name, each in body.items()}


def problem(response: httpx.Response) -> dict[str, Any]:
    assert response.headers["content-type"] == MEDIA_TYPE
    body: dict[str, Any] = response.json()
    return body


def test_manifest(api: httpx.Client) -> None:
    """Asked for nothing, the service says what it is; each address that it gives answers."""
    body = api.get(SERVICE).json()
    assert body["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace"} <= set(body)
    assert {"State", "Official"} <= {each["id"] for each in body["defaultTypes"]}
    assert {"id": "State", "name": "state · État"} in body["defaultTypes"]
    for template in (body["view"]["url"], body["preview"]["url"]):
        assert "{{id}}" in template
        shown = api.get(template.replace("{{id}}", "state%2FKR"))
        assert shown.headers["content-type"].startswith("text/html")
        assert "South Korea" in shown.text
    for each in body["suggest"].values():
        answer = api.get(each["service_url"] + each["service_path"], params={"prefix": "s"})
        assert list(answer.json()) == ["result"]
    proposals = body["extend"]["propose_properties"]
    answer = api.get(proposals["service_url"] + proposals["service_path"], params={"type": "Official"})
    assert {"post", "party", "state"} <= {each["id"] for each in answer.json()["properties"]}


NAMES = {
    "Shin Won-sik": "official/shin-won-sik",
    "SHIN Wonsik": "official/shin-won-sik",
    "Won-sik Shin": "official/shin-won-sik",
    "la Corée du Sud": "state/KR",
    "coree du sud": "state/KR",
    "South Korea": "state/KR",
    "OTAN": "organization/nato",
    "state/KR": "state/KR",
    "organization/forum-atlantique-de-defense": "organization/fad",
}


@pytest.mark.parametrize("typed", NAMES)
def test_a_name_in_either_language_is_a_match(api: httpx.Client, typed: str) -> None:
    """A name in French or English, romanised or in another order, and an id, is one sure match."""
    first, *others = ask(api, q={"query": typed})["q"]
    assert (first["id"], first["match"], first["score"]) == (NAMES[typed], True, 100.0)
    assert {each["match"] for each in others} <= {False}


@pytest.mark.parametrize(
    ("typed", "meant"), [("Shin Won-sek", "official/shin-won-sik"), ("Norvge", "state/NO")]
)
def test_a_slip_is_no_match(api: httpx.Client, typed: str, meant: str) -> None:
    """A name with a slip is proposed first, with less than the full score, and never as a match."""
    first = ask(api, q={"query": typed})["q"][0]
    assert (first["id"], first["match"]) == (meant, False)
    assert 70 < first["score"] < 100


def test_two_of_one_name_are_no_match(api: httpx.Client) -> None:
    """What a city and a state are both called matches neither, until a class says which."""
    found = ask(api, any={"query": "Séoul"}, state={"query": "Séoul", "type": "State"}, two={"query": "Séoul", "type": ["Place"], "type_strict": "should"})  # fmt: skip
    assert {(each["id"], each["match"]) for each in found["any"] if each["score"] == 100} == {
        ("place/seoul", False),
        ("state/KR", False),
    }
    assert (found["state"][0]["id"], found["state"][0]["match"]) == ("state/KR", True)
    assert {each["type"][0]["id"] for each in found["state"]} == {"State"}
    assert (found["two"][0]["id"], found["two"][0]["match"]) == ("place/seoul", True)


@pytest.mark.parametrize(
    "value", ["Iceland", "Islande", {"id": "state/IS", "name": "Islande"}, ["Nowhere", "Islande"]]
)
def test_a_property_tells_namesakes_apart(api: httpx.Client, value: object) -> None:
    """Of two people of one name, the one whose state the table gives is the match, and the score says so."""
    alone, placed = ask(
        api,
        alone={"query": "Ane <b>Lund</b>", "type": "Official"},
        placed={"query": "Ane <b>Lund</b>", "type": "Official", "properties": [{"pid": "state", "v": value}]},
    ).values()
    assert [(each["score"], each["match"]) for each in alone[:2]] == [(100.0, False), (100.0, False)]
    assert [(each["score"], each["match"]) for each in placed[:2]] == [(100.0, True), (50.0, False)]
    values = {each["id"]: extended(api, [each["id"]], "state")[each["id"]]["state"] for each in placed[:2]}
    assert [[state["id"] for state in values[each["id"]]] for each in placed[:2]] == [
        ["state/IS"],
        ["state/GH"],
    ]
    assert {"id": "state", "value": True} in placed[0]["features"]


def test_limit(api: httpx.Client) -> None:
    """No more candidates come than were asked for; without a name there are none."""
    found = ask(
        api, one={"query": "ministre", "limit": 1}, none={"properties": [{"pid": "state", "v": "Japon"}]}
    )
    assert len(found["one"]) == 1
    assert found["none"] == []


def test_get_answers_as_post(api: httpx.Client) -> None:
    """A batch may come in the address, too, with parameters that only the client knows."""
    queries = json.dumps({"q0": {"query": "Séoul"}, "q1": {"query": "OTAN"}})
    posted = api.post(SERVICE, data={"queries": queries}).json()
    assert api.get(SERVICE, params={"queries": queries, "callback": "x"}).json() == posted


WRONG = {
    "no JSON": ("{", "queries: invalid JSON: "),
    "a list": ("[]", "queries: input should be an object"),
    "an unknown class": (
        '{"q0": {"query": "x", "type": "Country"}}',
        "queries.q0.type.0: Country is no class",
    ),
    "an unknown property": (
        '{"q0": {"query": "x", "properties": [{"pid": "capital", "v": "x"}]}}',
        "queries.q0.properties.0.pid: capital is no property; they are name_fr, ",
    ),
    "an unknown field": ('{"q0": {"query": "x", "tpye": "State"}}', "queries.q0.tpye is no parameter here."),
    "no limit": ('{"q0": {"query": "x", "limit": 0}}', "queries.q0.limit: input should be greater"),
    "a lone surrogate": ('{"q0": {"query": "\\ud800"}}', "queries: invalid JSON: "),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_batch(api: httpx.Client, case: str) -> None:
    """A batch that can't be read is a 422 that says where it is wrong."""
    text, detail = WRONG[case]
    body = problem(api.post(SERVICE, data={"queries": text}))
    assert body["status"] == 422
    assert body["detail"].startswith(detail)


def test_nothing_sent(api: httpx.Client) -> None:
    """A request without a batch is a 422 that says what to send, whatever its body is."""
    for answer in (
        api.post(SERVICE),
        api.post(SERVICE, json={"queries": {}}),
        api.post(SERVICE, data={"x": "y"}),
    ):
        body = problem(answer)
        assert (body["status"], body["detail"]) == (422, "queries and extend are missing.")


def test_too_much_at_once(api: httpx.Client) -> None:
    """More names, or more things, than are answered at once are a 413 that says how many are."""
    queries = {f"q{n}": {"query": "OTAN", "limit": 1} for n in range(BATCH + 1)}
    body = problem(api.post(SERVICE, data={"queries": json.dumps(queries)}))
    assert (body["status"], body["hint"]) == (413, f"Send {BATCH} at once at most.")
    del queries["q0"]
    assert {each[0]["id"] for each in ask(api, **queries).values()} == {"organization/nato"}
    extend = {"ids": [f"state/{n}" for n in range(ROWS + 1)], "properties": [{"id": "kind"}]}
    assert problem(api.post(SERVICE, data={"extend": json.dumps(extend)}))["status"] == 413


def extended(api: httpx.Client, ids: list[str], *names: str) -> dict[str, Any]:
    """Return the values of properties of things, by thing and property; the answer's shape is checked."""
    query = {"ids": ids, "properties": [{"id": name, "settings": {}} for name in names]}
    body = api.post(SERVICE, data={"extend": json.dumps(query)}).json()
    assert [each["id"] for each in body["meta"]] == list(names)
    assert all(each["name"] for each in body["meta"])
    assert list(body["rows"]) == ids
    for row in body["rows"].values():
        assert list(row) == list(names)
        assert {frozenset(cell) for cells in row.values() for cell in cells} <= {
            frozenset({"str"}),
            frozenset({"id", "name"}),
        }
    rows: dict[str, Any] = body["rows"]
    return rows


def test_values_of_things(api: httpx.Client) -> None:
    """Things give the values of their properties; an alias those of what it stands for; what isn't there none."""
    alias = "organization/forum-atlantique-de-defense"
    rows = extended(api, ["state/KR", alias, "official/nobody"], "name_fr", "name_en", "wikidata", "post")
    assert rows["state/KR"] == {
        "name_fr": [{"str": "Corée du Sud"}],
        "name_en": [{"str": "South Korea"}],
        "wikidata": [],
        "post": [],
    }
    talks = ask(api, q={"query": "Entretiens", "type": "Meeting"})["q"][0]
    assert (talks["name"], talks["match"]) == ("Entretiens", True)
    assert extended(api, [talks["id"]], "wikidata")[talks["id"]]["wikidata"] == [{"str": "Q990001"}]
    assert rows[alias] == extended(api, ["organization/fad"], "name_fr", "name_en", "wikidata", "post")["organization/fad"]  # fmt: skip
    assert rows["official/nobody"] == {"name_fr": [], "name_en": [], "wikidata": [], "post": []}


def test_posts_parties_and_states(api: httpx.Client) -> None:
    """A person's posts, and whom and which state they acted for, come as things, ready to be tied in turn."""
    row = extended(api, ["official/ingrid-solheim"], "post", "party", "state")["official/ingrid-solheim"]
    assert row["post"] == [{"id": "post/no-defence-minister", "name": row["post"][0]["name"]}]
    assert [each["id"] for each in row["party"]] == [each["id"] for each in row["state"]] == ["state/NO"]
    meta = api.get(SERVICE, params={"extend": '{"ids": [], "properties": [{"id": "state"}]}'}).json()["meta"]
    assert meta == [{"id": "state", "name": "state · État", "type": {"id": "State", "name": "state · État"}}]


@pytest.mark.parametrize(("prefix", "meant"), [("Shin Won", "official/shin-won-sik"), ("state/KR", "state/KR"), ("Sout Kor", "state/KR"), ("OTAN", "organization/nato")])  # fmt: skip
def test_suggested_things(api: httpx.Client, prefix: str, meant: str) -> None:
    """A thing is suggested by the beginning of its name, by a name with a slip, and by its id."""
    found = api.get(f"{SERVICE}/suggest/entity", params={"prefix": prefix}).json()["result"]
    assert meant in {each["id"] for each in found[:2]}
    assert set(found[0]) == {"id", "name", "description", "notable"}
    more = api.get(f"{SERVICE}/suggest/entity", params={"prefix": prefix, "cursor": 1}).json()["result"]
    assert more[: len(found) - 1] == found[1:]


@pytest.mark.parametrize("prefix", ["respons", "OFFICIAL", "off"])
def test_suggested_classes(api: httpx.Client, prefix: str) -> None:
    """A class is suggested by its name in either language."""
    found = api.get(f"{SERVICE}/suggest/type", params={"prefix": prefix}).json()["result"]
    assert [each["id"] for each in found] == ["Official"]
    assert set(found[0]) == {"id", "name", "description"}


@pytest.mark.parametrize("prefix", ["nom fr", "name_fr", "french"])
def test_suggested_properties(api: httpx.Client, prefix: str) -> None:
    """A property is suggested by its name in either language."""
    found = api.get(f"{SERVICE}/suggest/property", params={"prefix": prefix}).json()["result"]
    assert found == [{"id": "name_fr", "name": "French name · nom français"}]


def test_proposed_properties(api: httpx.Client) -> None:
    """The properties of a class are proposed; of any class, all."""
    body = api.get(f"{SERVICE}/properties", params={"type": "Place", "limit": 100}).json()
    assert (body["type"], body["limit"]) == ("Place", 100)
    assert [each["id"] for each in body["properties"]] == [
        "name_fr",
        "name_en",
        "aliases",
        "wikidata",
        "state",
    ]
    every = api.get(f"{SERVICE}/properties").json()["properties"]
    assert [each["id"] for each in every] == list(PROPERTIES)
    two = api.get(f"{SERVICE}/properties", params={"type": "Official", "limit": 2}).json()["properties"]
    assert [each["id"] for each in two] == ["name_fr", "name_en"]


def test_preview(api: httpx.Client) -> None:
    """A preview shows names, class and facts in both languages; a name is text, never markup; nothing else is loaded."""
    answer = api.get(f"{SERVICE}/preview", params={"id": "state/KR"})
    assert "state · État (state/KR)" in answer.text
    assert "participates in · prend part à" in answer.text
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    lund = ask(api, q={"query": "Ane <b>Lund</b>", "type": "Official"})["q"][0]["id"]
    shown = api.get(f"{SERVICE}/preview", params={"id": lund}).text
    assert "Ane &lt;b&gt;Lund&lt;/b&gt;" in shown
    assert "<b>" not in shown
    assert problem(api.get(f"{SERVICE}/preview", params={"id": "state/XX"}))["status"] == 404
