"""What was said: who proposed, asked or condemned what, to whom; and what was alleged, by whom, and never became a fact."""

from __future__ import annotations

from typing import Any

import pytest
from annotated import write
from conftest import Ask, said, wipe
from neo4j import Driver

from diplograph.graph_loader.load import Summary, load
from diplograph.neo4j_server.connection import Connection

SOLHEIM, RIQUELME = "official/ingrid-solheim", "official/pablo-riquelme"


@pytest.fixture(scope="module")
def speeches(driver: Driver, connection: Connection, tmp_path_factory: pytest.TempPathFactory) -> Summary:
    """Load invitations, a proposal, a joint condemnation and allegations among Norway, Chile, Sweden and Ghana."""
    folder = tmp_path_factory.mktemp("speeches")

    def article(name: str, text: str, *lines: str, issued: str = "2031-03-13") -> None:
        write(folder, name, text, *lines, language="fr", issued=issued)

    article(
        "a",
        "Le 12 mars 2031, à une réunion, Ingrid Solheim, ministre de la Défense de la Norvège, a invité le Chili au salon "
        "Fjordex et a proposé à Pablo Riquelme, ministre de la Défense du Chili, un exercice Condor.",
        "T1 Date 12 mars 2031",
        "A1 Value T1 2031-03-12",
        "T2 Meeting réunion",
        "T3 Official Ingrid Solheim",
        "T4 Post ministre de la Défense",
        "T5 State Norvège",
        "N1 Reference T5 ISO:NO\tNorvège",
        "T6 Statement a invité",
        "T7 State Chili",
        "N2 Reference T7 ISO:CL\tChili",
        "T8 Initiative salon Fjordex",
        "T9 Official Pablo Riquelme",
        "T10 Post ministre de la Défense#2",
        "T11 State Chili#2",
        "N3 Reference T11 ISO:CL\tChili",
        "T12 Initiative exercice Condor",
        "R1 holds Arg1:T3 Arg2:T4",
        "R2 in Arg1:T4 Arg2:T5",
        "R3 holds Arg1:T9 Arg2:T10",
        "R4 in Arg1:T10 Arg2:T11",
        "E1 Meeting:T2 participant:T3 participant2:T9 date:T1",
        "A2 Status E1 held",
        "E2 Statement:T6 by:T3 to:T7 about:T8 at:E1",
        "A3 Kind E2 invitation",
        "E3 Initiative:T12 proposedBy:T3 to:T9 at:E1",
        "A4 Modality E3 proposed",
    )
    article(
        "b",
        "La Norvège et la Suède condamnent le Ghana. Le Chili pourrait demander une aide.",
        "T1 State Norvège",
        "T2 State Suède",
        "T3 Statement condamnent",
        "T4 State Ghana",
        "T5 State Chili",
        "T6 Statement demander",
        "N1 Reference T1 ISO:NO\tNorvège",
        "N2 Reference T2 ISO:SE\tSuède",
        "N3 Reference T4 ISO:GH\tGhana",
        "N4 Reference T5 ISO:CL\tChili",
        "E1 Statement:T3 by:T1 by2:T2 about:T4",
        "A1 Kind E1 condemnation",
        "E2 Statement:T6 by:T5",
        "A2 Modality E2 hypothetical",
        issued="2032-01-05",
    )
    article(
        "c",
        "Pablo Riquelme, ministre de la Défense du Chili, accuse le Ghana de livrer des drones, ce que le Ghana nie : « aucune livraison ». La Norvège condamne "
        "ces livraisons. La Suède demande que cessent des incursions du Ghana. Le Ghana pourrait mener des essais.",
        "T1 Official Pablo Riquelme",
        "T2 Statement accuse",
        "T3 State Ghana",
        "T4 Initiative livrer des drones",
        "T5 State Ghana#2",
        "T6 Initiative livraison",
        "T7 State Norvège",
        "T8 Statement condamne",
        "T9 State Suède",
        "T10 Statement demande",
        "T11 Initiative incursions",
        "T12 State Ghana#3",
        "T13 State Ghana#4",
        "T14 Initiative essais",
        "T15 Post ministre de la Défense",
        "T16 State Chili",
        "N7 Reference T16 ISO:CL\tChili",
        "R1 holds Arg1:T1 Arg2:T15",
        "R2 in Arg1:T15 Arg2:T16",
        "N1 Reference T3 ISO:GH\tGhana",
        "N2 Reference T5 ISO:GH\tGhana",
        "N3 Reference T7 ISO:NO\tNorvège",
        "N4 Reference T9 ISO:SE\tSuède",
        "N5 Reference T12 ISO:GH\tGhana",
        "N6 Reference T13 ISO:GH\tGhana",
        "E1 Initiative:T4 lead:T3 attributedTo:T1",
        "A1 Modality E1 alleged",
        "E2 Statement:T2 by:T1 about:E1",
        "A2 Kind E2 accusation",
        "E3 Initiative:T6 lead:T5 attributedTo:T5",
        "A3 Modality E3 denied",
        "E4 Statement:T8 by:T7 about:E1",
        "A4 Kind E4 condemnation",
        "E5 Initiative:T11 lead:T12",
        "A5 Modality E5 hypothetical",
        "E6 Statement:T10 by:T9 about:E5",
        "A6 Kind E6 request",
        "E7 Initiative:T14 lead:T13",
        "A7 Modality E7 hypothetical",
        issued="2032-06-01",
    )
    lines = ("T1 State Norvège", "T2 State Suède", "T3 Organization OTAN")
    arcs = ("R1 memberOf Arg1:T1 Arg2:T3", "R2 memberOf Arg1:T2 Arg2:T3")
    article("d", "La Norvège et la Suède sont membres de l’OTAN.", *lines, *arcs, issued="2031-01-01")
    wipe(driver, connection)
    return load(driver, connection.database, [folder])


def told(rows: list[dict[str, Any]], *columns: str) -> set[tuple[Any, ...]]:
    """Return what the rows say in some columns, lists as tuples."""
    plain = [{name: tuple(v) if isinstance(v, list) else v for name, v in row.items()} for row in rows]
    return said(plain, *columns)


ACT = ("kind", "speakers_id", "addressees_id", "about_id", "claimed", "date")
INVITED = ("invitation", (SOLHEIM,), ("state/CL",), ("initiative/a-salon-fjordex",), (), "2031-03-12")
PROPOSED = ("proposal", (SOLHEIM,), (RIQUELME,), ("initiative/a-exercice-condor",), (), "2031-03-12")
CONDEMNED = ("condemnation", ("state/NO", "state/SE"), (), ("state/GH",), (), None)
DRONES = "Ghana prend part à livrer des drones"
ACCUSED = ("accusation", (RIQUELME,), (), (), (DRONES,), None)
DEPLORED = ("condemnation", ("state/NO",), (), (), (DRONES,), None)
ASKED = ("request", ("state/SE",), (), (), ("Ghana prend part à incursions",), None)


def speakers_sorted(rows: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    """Return the acts, with joint speakers in the order of their ids."""
    return told([row | {"speakers_id": sorted(row["speakers_id"])} for row in rows], *ACT)


def test_statements_of_all(speeches: Summary, ask: Ask) -> None:
    """Every act of speech that is asserted has one row, joint ones and proposals too; what is said in it is no fact."""
    rows = ask("statements")
    assert speakers_sorted(rows) == {INVITED, PROPOSED, CONDEMNED, ACCUSED, DEPLORED, ASKED}
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kind": "condemnation"}, {CONDEMNED, DEPLORED}),
        ({"kind": "proposal"}, {PROPOSED}),
        ({"speaker": SOLHEIM}, {INVITED, PROPOSED}),
        ({"speaker": SOLHEIM, "kind": "invitation"}, {INVITED}),
        ({"speaker": "state/NO"}, {INVITED, PROPOSED, CONDEMNED, DEPLORED}),
        ({"addressee": "state/CL"}, {INVITED, PROPOSED}),
        ({"addressee": RIQUELME}, {PROPOSED}),
        ({"speaker": "state/SE", "addressee": "state/CL"}, set()),
        ({"speaker": "state/NO", "addressee": RIQUELME}, {PROPOSED}),
        ({"speaker": "organization/nato"}, set()),
        ({"from": "2031-03", "to": "2031-03-12"}, {INVITED, PROPOSED}),
        ({"to": "2030"}, set()),
        ({"reported_from": "2032", "reported_to": "2032-01"}, {CONDEMNED}),
        ({"speaker": "state/NO", "reported_from": "2032-02"}, {DEPLORED}),
        ({"addressee": "state/CL", "reported_from": "2032"}, set()),
    ],
)
def test_statements_by_speaker_addressee_kind_and_period(
    speeches: Summary, ask: Ask, asked: dict[str, str], expected: set[tuple[Any, ...]]
) -> None:
    """Each choice narrows the list to its acts, and several choices to what meets all of them."""
    assert speakers_sorted(ask("statements", **asked)) == expected


def test_a_statement_counts_for_a_party_through_its_officials(speeches: Summary, ask: Ask) -> None:
    """What an official said, or was told, is the state's, flagged; a member's is the organisation's when asked for."""
    rows = ask("statements", speaker="state/NO", addressee="state/CL", lang="en")
    assert said(rows, "kind", "via", "addressee_via", "member") == {
        ("invitation", "Ingrid Solheim", None, None),
        ("proposal", "Ingrid Solheim", "Pablo Riquelme", None),
    }
    rows = ask("statements", speaker="organization/nato", members=True, lang="en")
    assert said(rows, "kind", "via", "member", "date") == {
        ("invitation", "Ingrid Solheim", "Norway", "2031-03-12"),
        ("proposal", "Ingrid Solheim", "Norway", "2031-03-12"),
        ("condemnation", "Norway", "Norway", None),
        ("request", "Sweden", "Sweden", None),
    }
    assert {name for row in rows for name in row["speakers"]} == {"Ingrid Solheim", "Norway", "Sweden"}


ALLEGED = ("object", "modality", "attributed_to_id", "via")
SAID_OF_DRONES = ("livrer des drones", "alleged", (RIQUELME,), None)
DENIED = ("livraison", "denied", ("state/GH",), None)
SUPPOSED = ("incursions", "hypothetical", ("state/SE",), None)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {SAID_OF_DRONES, DENIED, SUPPOSED}),
        ({"about": "state/GH"}, {SAID_OF_DRONES, DENIED, SUPPOSED}),
        ({"about": "state/NO"}, set()),
        ({"speaker": RIQUELME}, {SAID_OF_DRONES}),
        ({"speaker": "state/CL"}, {(*SAID_OF_DRONES[:3], "Pablo Riquelme")}),
        ({"speaker": "state/NO"}, set()),  # who condemns what somebody else alleges doesn't allege it
        ({"speaker": "state/GH"}, {DENIED}),
        ({"speaker": "state/SE", "about": "state/GH"}, {SUPPOSED}),
        ({"speaker": "organization/nato"}, set()),
        ({"speaker": "organization/nato", "members": True}, {(*SUPPOSED[:3], "Suède")}),
        ({"reported_to": "2032-05"}, set()),
        ({"reported_from": "2032-06"}, {SAID_OF_DRONES, DENIED, SUPPOSED}),
    ],
)
def test_allegations_come_with_who_makes_them(
    speeches: Summary, ask: Ask, asked: dict[str, Any], expected: set[tuple[Any, ...]]
) -> None:
    """What is alleged, denied or supposed is listed with who says it, never without; what is asserted isn't listed."""
    rows = [row for row in ask("allegations", **asked) if row["predicate"] == "participatesIn"]
    assert told(rows, *ALLEGED) == expected
    assert all(row["quote"] and row["article"] == "c" for row in rows)


def test_an_allegation_is_no_fact(
    speeches: Summary, ask: Ask, driver: Driver, connection: Connection
) -> None:
    """No row of the allegations has a fact behind it, and no other question shows what they say."""
    claims = [row["claim_id"] for row in ask("allegations")]
    assert claims
    found = driver.execute_query(
        "MATCH (c:Claim) WHERE c.id IN $ids RETURN collect(DISTINCT c.edge) AS edges",
        ids=claims,
        database_=connection.database,
    ).records
    assert found[0]["edges"] == []
    assert ask("initiatives-between", a="state/GH", b="state/CL") == []


def test_allegations_in_the_language_asked_for(speeches: Summary, ask: Ask) -> None:
    """Who says it, and of what, is named in the language asked for."""
    rows = ask("allegations", speaker="state/SE", lang="en")
    assert told(rows, "subject", "attributed_to") == {("Ghana", ("Sweden",))}
