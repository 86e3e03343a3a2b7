"""The questions: contract of every file, and answers that a wrong query would get wrong."""

from __future__ import annotations

import pytest
from conftest import SAMPLE, Ask, said
from neo4j import Driver

from diplograph.graph_loader.load import Summary
from diplograph.neo4j_server.connection import Connection
from diplograph.queries.catalogue import MODALITIES, QueryFileError, UnknownQueryError, catalogue, get, parse

NAMES = {
    "agreements-between",
    "agreements-by-domain",
    "allegations",
    "brokers",
    "career",
    "changes",
    "conflicts",
    "counterparts",
    "coverage",
    "domains-between",
    "evidence",
    "initiatives-between",
    "meetings-of",
    "never-met",
    "new-links",
    "partner-matrix",
    "paths",
    "places",
    "planned-not-held",
    "post-holders",
    "roster",
    "sidelines",
    "statements",
    "ties-between",
    "timeline",
    "who-met-whom",
}
HEADER = """// A title
// title.fr = "Un titre"
// summary = {en = "what", fr = "quoi"}
// modality = ["asserted"]
// [params.of]
// type = "entity"
// label = {en = "thing", fr = "chose"}
// [columns]
// name = {type = "string", label = {en = "name", fr = "nom"}}
// [example]
// of = "X"
"""


def test_the_catalogue_has_every_question() -> None:
    """Each query file is a question with titles, summaries and labels in both languages."""
    assert set(catalogue()) == NAMES
    for query in catalogue().values():
        labelled = [
            query.titles,
            query.summaries,
            *(p.labels for p in query.parameters.values()),
            *(c.labels for c in query.columns.values()),
        ]
        assert all(labels["en"] and labels["fr"] for labels in labelled), query.name
        assert set(query.modality) <= set(MODALITIES)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_answer_has_the_declared_columns(
    name: str, sample_graph: Summary, driver: Driver, connection: Connection
) -> None:
    """A question's text runs as it is, only reads, and returns the declared columns in their order."""
    query = get(name)
    values = {each.name: "none/none" if each.required else each.default for each in query.parameters.values()}
    result = driver.execute_query(query.text, values, database_=connection.database)
    assert result.keys == list(query.columns)
    assert result.summary.query_type == "r"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (HEADER + "MATCH (n {id: $of}) RETURN n.name AS name", None),
        (HEADER + "MATCH (n {id: $off}) RETURN n.name AS name", "parameters .* of, off"),
        (HEADER + "MATCH (n {id: $of}) RETURN n.name AS title", "columns .* name, title"),
        (
            HEADER.replace('"asserted"', '"alleged"') + "MATCH (n {id: $of}) RETURN n.name AS name",
            "modality .* alleged",
        ),
        (
            HEADER.replace('en = "what", ', "") + "MATCH (n {id: $of}) RETURN n.name AS name",
            "languages .* en",
        ),
        (HEADER.replace('of = "X"', "") + "MATCH (n {id: $of}) RETURN n.name AS name", "example .* of"),
        (
            HEADER.replace('"entity"', '"thing"') + "MATCH (n {id: $of}) RETURN n.name AS name",
            "types .* thing",
        ),
        (HEADER + "MATCH (n {id: $of}) RETURN n.name AS name LIMIT $limits", "parameters .* limits"),
        (HEADER + "MATCH (n {id: $of}) SET n.x = 1 RETURN n.name AS name", "clauses .* SET"),
        (
            HEADER.replace('type = "entity"', 'typ = "entity"') + "RETURN $of AS name",
            "lacks or spoils 'type'",
        ),
        ("// A title\n// x =\nRETURN 1 AS one", "lacks or spoils"),
        ("RETURN 1 AS one", "the title first"),
    ],
)
def test_a_file_that_breaks_its_contract_is_refused(text: str, wrong: str | None) -> None:
    """A query file whose header and Cypher disagree is refused with its name and what disagrees."""
    if wrong is None:
        assert parse("good.cypher", text).titles == {"en": "A title", "fr": "Un titre"}
        return
    with pytest.raises(QueryFileError, match=f"queries/bad.cypher: .*{wrong}"):
        parse("bad.cypher", text)


def test_a_parameter_may_be_optional() -> None:
    """A parameter without default that is optional is null where it isn't given, and its example may be left out."""
    text = HEADER.replace('type = "entity"', 'type = "entity"\n// optional = true').replace('of = "X"', "")
    query = parse("good.cypher", text + "MATCH (n {id: $of}) RETURN n.name AS name")
    assert (query.parameters["of"].required, query.parameters["of"].default) == (False, None)


def test_what_questions_share_is_described_once() -> None:
    """A name of the vocabulary needs no header; what a header says of it holds; columns stand as they are returned."""
    text = HEADER + "MATCH (n {id: $of}) RETURN n.quote AS quote, n.name AS name LIMIT $limit"
    query = parse("good.cypher", text)
    assert (query.parameters["limit"].default, query.parameters["limit"].most) == (100, 10000)
    assert list(query.columns) == ["quote", "name"]
    own = text.replace(
        "// [columns]", '// [columns]\n// quote = {type = "array", label = {en = "q", fr = "c"}}'
    )
    assert (query.columns["quote"].type, parse("good.cypher", own).columns["quote"].type) == (
        "string",
        "array",
    )


def test_unknown_question() -> None:
    """An unknown question is answered with those that there are."""
    with pytest.raises(UnknownQueryError, match=r"There are .*changes, .*conflicts, .*evidence"):
        get("who-knows-whom")


def test_shin_met_cavoli(sample_graph: Summary, ask: Ask) -> None:
    """Shin Won-sik's one meeting names General Cavoli, the level, the date, and the French sentence with its offsets."""
    (row,) = ask("who-met-whom", official="official/shin-won-sik")
    text = (SAMPLE / "rok-nato-2024-02-fr.txt").read_text(encoding="utf-8")
    assert (row["met"], row["level"], row["article"]) == (
        "Christopher Cavoli",
        "bilateral",
        "rok-nato-2024-02-fr",
    )
    assert row["date"] == "../2024-02-29"
    assert text[row["char_start"] : row["char_end"]] == row["quote"]
    assert "a rencontré" in row["quote"]


def test_proposals_stay_proposals(sample_graph: Summary, ask: Ask) -> None:
    """What Kim Yong Hyun proposed between the Republic of Korea and ASEAN is listed as proposed, the rest as it is said."""
    rows = ask("initiatives-between", a="state/KR", b="organization/asean")
    assert said(rows, "kind", "modality") == {
        ("conference", "proposed"),
        ("workshop", "proposed"),
        ("exercise", "proposed"),
        ("policy_framework", "asserted"),
    }
    assert len(rows) == 5
    turned = ask("initiatives-between", a="organization/asean", b="state/KR")
    assert said(turned, "initiative_id", "modality") == said(rows, "initiative_id", "modality")


def test_two_ministers_in_one_post(sample_graph: Summary, ask: Ask) -> None:
    """Two ministers who held one post within a year stay two, each attested on the dates of the articles."""
    rows = ask("post-holders", post="post/kr-defence-minister")
    assert [(row["holder_id"], row["attested"]) for row in rows] == [
        ("official/shin-won-sik", ["2024-02"]),
        ("official/kim-yong-hyun", ["2024-11"]),
    ]


def test_meetings_of(sample_graph: Summary, ask: Ask) -> None:
    """An official's meetings are listed once each, with where and as what."""
    rows = ask("meetings-of", of="official/hoang-xuan-chien")
    assert said(rows, "date", "place", "took_part", "role", "modality") == {
        ("2024-01-30", "Tokyo", "ATTENDED", "head", "asserted"),
        ("2024-01-30", "Tokyo", "ATTENDED", None, "asserted"),
    }
    assert len(rows) == 3


def test_the_alleged_deliveries_are_claims_only(
    sample_graph: Summary, ask: Ask, driver: Driver, connection: Connection
) -> None:
    """The alleged arms deliveries are in no fact, and in claims that say who says so."""
    alleged = [row for row in ask("evidence", of="state/KP") if row["modality"] == "alleged"]
    assert {(row["subject"], row["object"], row["edge"]) for row in alleged} == {
        ("state/KP", "livrer des munitions", None),
        ("state/KP", "supplying munitions", None),
    }
    assert {tuple(sorted(row["attributed_to"])) for row in alleged} == {("state/KR", "state/US")}
    pairs = driver.execute_query(
        "MATCH (:State {id: 'state/KP'})-[r]-(o:Entity) RETURN type(r) AS t, o.id AS o",
        database_=connection.database,
    ).records
    assert {(row["t"], row["o"]) for row in pairs if row["o"] == "state/RU"} == set()
