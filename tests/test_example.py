"""The design's example, an invented article, loads to exactly what its expected.json says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import EXAMPLE
from neo4j import Driver

from diplograph.graph_loader.load import Summary
from diplograph.neo4j_server.connection import Connection

pytestmark = pytest.mark.usefixtures("example_graph")

EXPECTED: dict[str, Any] = json.loads(EXAMPLE.joinpath("expected.json").read_text(encoding="utf-8"))
TEXT = EXAMPLE.joinpath("exemple.txt").read_text(encoding="utf-8")
PROVENANCE = ("MENTIONS", "EVIDENCED_BY", "ATTRIBUTED_TO", "CLAIM_SUBJECT", "CLAIM_OBJECT")
QUALIFIERS = ("role", "mode", "rank", "ordinal", "attested", "start", "end", "tenure")
ATTRIBUTES = ("kind", "status", "format", "mode", "ordinal", "edtf", "start", "end")
MEETINGS = {  # by the words of the trigger and the first post that the text joins to it
    "4e réunion": "m0",
    "a rencontré": "m1",
    "post/gh-defence-minister": "m2",
    "post/is-defence-minister": "m3",
}


@pytest.fixture(scope="module")
def ask(driver: Driver, connection: Connection) -> Any:
    """Give a way to ask the graph: rows as dicts."""

    def asking(query: str, **parameters: Any) -> list[dict[str, Any]]:
        return [
            dict(row)
            for row in driver.execute_query(query, parameters, database_=connection.database).records
        ]

    return asking


@pytest.fixture(scope="module")
def short(ask: Any) -> dict[str, str]:
    """Give the short name of each meeting, initiative and statement, told by the structure of the text."""
    found: dict[str, str] = {}
    for row in ask(
        "MATCH (a:Article)-[m:MENTIONS]->(e:Meeting) OPTIONAL MATCH (p:Post)-[:REPRESENTED_AT]->(e) "
        "RETURN e.id AS id, m.forms AS forms, p.id AS post"
    ):
        found[row["id"]] = MEETINGS[row["post"] or row["forms"][0]]
    others = [("Initiative", "i1"), ("Statement", "s1")]
    for label, name in others:
        nodes = ask(f"MATCH (e:{label}) RETURN e.id AS id")
        assert len(nodes) == 1, label
        found[nodes[0]["id"]] = name
    assert sorted(found.values()) == ["i1", "m0", "m1", "m2", "m3", "s1"]
    return found


@pytest.fixture(scope="module")
def facts(ask: Any, short: dict[str, str]) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Give every fact, ids of meetings and initiatives in short; statements about claims aside."""
    rows = ask(
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE NOT type(r) IN $provenance "
        "RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS kept",
        provenance=PROVENANCE,
    )
    return [(short.get(r["a"], r["a"]), r["type"], short.get(r["b"], r["b"]), r["kept"]) for r in rows]


def test_nothing_is_refused_and_only_the_unnamed_draws_a_warning(example_graph: Summary) -> None:
    """The example fits the scheme: its problems are those two that a reader of it would expect."""
    found = [(problem.severity, problem.annotation) for problem in example_graph.problems]
    assert found == [("warning", "T18"), ("warning", "E2")]
    assert example_graph.exit_code == 0


def test_the_facts_are_exactly_those_expected(facts: list[Any]) -> None:
    """Every expected fact is there with its basis, modality and qualifiers, and no other."""
    assert len(EXPECTED["facts"]) == 22
    expected = {
        (a, kind, b, modality, json.dumps(more, sort_keys=True))
        for a, kind, b, modality, more in EXPECTED["facts"]
    }
    found = set()
    for a, kind, b, kept in facts:
        more = {name: kept[name] for name in ("basis", *QUALIFIERS) if kept.get(name) is not None}
        more.pop("role", None) if (kind, b) == (
            "PARTICIPATES_IN",
            "i1",
        ) else None  # the arc's name, said beside
        found.add((a, kind, b, kept["modality"], json.dumps(more, sort_keys=True)))
    assert found == expected
    assert len(facts) == len(expected)


def test_the_role_of_a_party_is_the_arcs_name(facts: list[Any]) -> None:
    """A party of an initiative has its role, and no other fact of the example has one."""
    assert {(a, kind, b, kept["role"]) for a, kind, b, kept in facts if "role" in kept} == {
        ("state/NO", "PARTICIPATES_IN", "i1", "party"),
        ("state/CL", "PARTICIPATES_IN", "i1", "party"),
    }


def test_meetings_and_initiatives_have_exactly_their_properties(ask: Any, short: dict[str, str]) -> None:
    """Kind, status, format, ordinal and dates are those expected, and no other."""
    expected = EXPECTED["meetings"] | EXPECTED["initiatives"]
    rows = ask("MATCH (e:Meeting|Initiative) RETURN e.id AS id, properties(e) AS kept")
    assert {
        short[row["id"]]: {name: row["kept"][name] for name in ATTRIBUTES if name in row["kept"]}
        for row in rows
    } == expected


def test_the_delivery_is_in_two_claims_with_who_says_so(ask: Any) -> None:
    """What is alleged is in claims alone, attributed, and all of it hangs on one hash."""
    rows = ask(
        "MATCH (c:Claim) WHERE c.edge IS NULL "
        "OPTIONAL MATCH (c)-[:CLAIM_SUBJECT]->(s) OPTIONAL MATCH (c)-[:CLAIM_OBJECT]->(o) "
        "OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(who) "
        "RETURN s.id AS subject, c.subject_text AS who_text, c.subject_cls AS cls, c.predicate AS predicate, "
        "o.id AS object, c.object_text AS object_text, c.object_kind AS kind, c.modality AS modality, "
        "c.role AS role, collect(who.id) AS attributed, c.thing IS NOT NULL AS hashed"
    )
    assert len(EXPECTED["claims_without_fact"]) == 2
    ministry = "organization/cl-ministry-of-defence"
    same = {
        "predicate": "participatesIn",
        "object": None,
        "object_text": "livre des drones",
        "kind": "transfer",
    }
    same |= {"modality": "alleged", "attributed": [ministry], "hashed": True}
    assert sorted(rows, key=str) == sorted(
        [
            {"subject": None, "who_text": "société étrangère", "cls": "Organization", "role": "lead"} | same,
            {"subject": "state/GH", "who_text": "Ghana", "cls": "State", "role": "beneficiary"} | same,
        ],
        key=str,
    )
    assert len(ask("MATCH (c:Claim) WHERE c.edge IS NULL RETURN DISTINCT c.thing")) == 1


def test_the_accusation_is_about_exactly_those_claims(ask: Any) -> None:
    """The statement has its kind, and is about the claims of the delivery and nothing else."""
    assert ask("MATCH (s:Statement) RETURN s.kind AS kind") == [
        {"kind": EXPECTED["statements"]["s1"]["kind"]}
    ]
    about = ask(
        "MATCH (:Statement)-[r:ABOUT]->(c) RETURN c.id AS id, labels(c) AS labels, r.modality AS modality"
    )
    loose = {row["id"] for row in ask("MATCH (c:Claim) WHERE c.edge IS NULL RETURN c.id AS id")}
    assert {row["id"] for row in about} == loose
    assert {(*row["labels"], row["modality"]) for row in about} == {("Claim", "asserted")}


def test_the_quotes_stand_where_expected(facts: list[Any]) -> None:
    """A fact's quote has the expected offsets and is what the text has there."""
    assert len(EXPECTED["quote_of"]) == 3
    for name, (start, end) in EXPECTED["quote_of"].items():
        kind, target = name.split()
        quoted = [kept for _, k, b, kept in facts if (k, b) == (kind, target)]
        assert {(kept["char_start"], kept["char_end"]) for kept in quoted} == {(start, end)}, name
        assert {kept["quote"] for kept in quoted} == {TEXT[start:end]}, name


def test_every_quote_is_in_the_text(ask: Any) -> None:
    """No claim has a quote that its article doesn't hold at the claim's offsets."""
    rows = ask("MATCH (c:Claim) RETURN c.quote AS quote, c.char_start AS start, c.char_end AS end")
    assert len(rows) > 40
    assert [row for row in rows if TEXT[row["start"] : row["end"]] != row["quote"]] == []


def test_the_aliases_are_exactly_those_expected(ask: Any) -> None:
    """Only names are aliases: no pronoun, no « homologue », no trigger."""
    found = {
        row["id"]: row["aliases"] for row in ask("MATCH (e:Entity) RETURN e.id AS id, e.aliases AS aliases")
    }
    lists = {name: sorted(said) for name, said in EXPECTED["aliases"].items() if isinstance(said, list)}
    assert {name: found[name] for name in lists} == lists
    of_tables = {name for name in found if name.startswith("state/")}
    assert "norvégienne" not in found["state/NO"]
    assert {name for name, said in found.items() if said} - of_tables == set(lists)


def test_the_things_are_exactly_these(ask: Any, short: dict[str, str]) -> None:
    """There is no node for the foreign company, none for the delivery, and no minister without a name."""
    rows = ask("MATCH (e:Entity) RETURN e.id AS id")
    assert {short.get(row["id"], row["id"]) for row in rows} == {
        *(end for a, _, b, _, _ in EXPECTED["facts"] for end in (a, b)),
    }
    assert {row["id"] for row in ask("MATCH (e:Official) RETURN e.id AS id")} == {
        "official/ingrid-solheim",
        "official/pablo-riquelme",
    }


def test_no_fact_joins_norway_and_ghana(ask: Any) -> None:
    """Two states of one article are not joined by it, and none stands at a meeting that no arc puts it at."""
    joined = ask("MATCH (a:State)-[r]-(b:State) RETURN type(r) AS type")
    at = ask("MATCH (s:State)-[r]-(m:Meeting) RETURN type(r) AS type")
    assert (joined, at) == ([], [])


def test_a_ministry_has_a_composed_name(ask: Any) -> None:
    """What has no name of its own is named by function and state, in both languages."""
    rows = ask(
        "MATCH (e:Entity) WHERE e.id = 'organization/cl-ministry-of-defence' RETURN e.name_fr AS fr, e.name_en AS en"
    )
    assert rows == [{"fr": "Ministère de la Défense (Chili)", "en": "Ministry of defence (Chile)"}]


def test_every_node_has_a_name(ask: Any) -> None:
    """Neo4j Browser captions every node: things, articles, claims."""
    assert ask("MATCH (n:Entity|Article|Claim) WHERE n.name IS NULL OR n.name = '' RETURN n.id AS id") == []
