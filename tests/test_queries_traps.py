"""Questions that an easy query gets wrong: meetings that weren't held, posts left behind, proposals to someone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from annotated import write
from conftest import Ask, said

from diplograph.graph_loader.load import Summary

Loading = Callable[..., Summary]

MINISTERS = (  # a minister of Norway meets one of Chile
    "T1 Date 12 mars 2031",
    "T2 Official Ingrid Solheim",
    "T3 Post ministre de la Défense",
    "T4 State Norvège",
    "T5 Meeting a rencontré",
    "T6 Official Pablo Riquelme",
    "T7 Post ministre de la Défense#2",
    "T8 State Chili",
    "N1 Reference T4 ISO:NO\tNorvège",
    "N2 Reference T8 ISO:CL\tChili",
    "A1 Value T1 2031-03-12",
    "R1 holds Arg1:T2 Arg2:T3",
    "R2 in Arg1:T3 Arg2:T4",
    "R3 holds Arg1:T6 Arg2:T7",
    "R4 in Arg1:T7 Arg2:T8",
    "E1 Meeting:T5 date:T1 participant:T2 participant2:T6",
)
MET = (
    "Le 12 mars 2031, Ingrid Solheim, ministre de la Défense de la Norvège, a rencontré Pablo Riquelme, "
    "ministre de la Défense du Chili."
)
ISSUED = {"language": "fr", "issued": "2031-03-13"}


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("held", True),
        ("ended", True),
        ("ongoing", True),
        ("planned", False),
        ("proposed", False),
        ("cancelled", False),
    ],
)
def test_only_a_meeting_that_was_held_is_met(
    loaded: Loading, ask: Ask, tmp_path: Path, status: str, counts: bool
) -> None:
    """Who only was to meet hasn't met, though the meeting is listed among the meetings, with its status."""
    write(tmp_path, "a", MET, *MINISTERS, f"A2 Status E1 {status}", **ISSUED)
    loaded(tmp_path)
    met = said(ask("who-met-whom", official="official/ingrid-solheim"), "met", "level")
    assert met == ({("Pablo Riquelme", "bilateral")} if counts else set())
    assert said(ask("meetings-of", of="official/ingrid-solheim"), "status") == {(status,)}


@pytest.mark.parametrize(("chile", "met"), [(False, "organization/nato"), (True, "official/pablo-riquelme")])
def test_a_member_meets_its_organisation_only_where_they_face_each_other(
    loaded: Loading, ask: Ask, tmp_path: Path, chile: bool, met: str
) -> None:
    """Norway's minister and NATO have met where the two are all there is; where both face Chile they sit on one side."""
    text = "Ingrid Solheim, ministre de la Défense de la Norvège, membre de l’OTAN, a rencontré l’Alliance et Pablo Riquelme."
    lines = [
        "T1 Official Ingrid Solheim",
        "T2 Post ministre de la Défense",
        "T3 State Norvège",
        "T4 Organization OTAN",
        "T5 Meeting a rencontré",
        "T6 Official Pablo Riquelme",
        "N1 Reference T3 ISO:NO\tNorvège",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
        "R3 memberOf Arg1:T3 Arg2:T4",
        f"E1 Meeting:T5 participant:T1 participant2:T4{' participant3:T6' if chile else ''}",
        "A1 Status E1 held",
    ]
    write(tmp_path, "a", text, *lines, **ISSUED)
    loaded(tmp_path)
    assert said(ask("who-met-whom", official="official/ingrid-solheim"), "met_id") == {(met,)}
    back = "official/pablo-riquelme" if chile else "official/ingrid-solheim"
    assert said(ask("who-met-whom", official="organization/nato"), "met_id") == {(back,)}


def test_a_meeting_after_the_article_is_not_met(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A meeting whose day comes after its article hasn't been held, whatever the tense."""
    write(tmp_path, "a", MET, *MINISTERS, **ISSUED | {"issued": "2031-03-01"})
    loaded(tmp_path)
    assert ask("who-met-whom", official="official/ingrid-solheim") == []


def test_an_article_without_a_date_is_believed(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Where nothing tells when the article appeared, those whom it asserts to have met have met."""
    write(tmp_path, "a", MET, *MINISTERS, language="fr")
    loaded(tmp_path)
    assert said(ask("who-met-whom", official="official/ingrid-solheim"), "met") == {("Pablo Riquelme",)}


FORMER = (
    "Le 12 mars 2031, Jens Berg, secrétaire général de l'OTAN et ancien ministre des Finances de la Norvège, "
    "a rencontré Ingrid Solheim, ministre de la Défense de la Norvège."
)
BERG = (
    "T1 Date 12 mars 2031",
    "T2 Official Jens Berg",
    "T3 Post secrétaire général",
    "T4 Organization OTAN",
    "T5 Post ministre des Finances",
    "T6 State Norvège",
    "T7 Meeting a rencontré",
    "T8 Official Ingrid Solheim",
    "T9 Post ministre de la Défense",
    "T10 State Norvège#2",
    "N1 Reference T6 ISO:NO\tNorvège",
    "N2 Reference T10 ISO:NO\tNorvège",
    "A1 Value T1 2031-03-12",
    "R1 holds Arg1:T2 Arg2:T3",
    "R2 in Arg1:T3 Arg2:T4",
    "R3 holds Arg1:T2 Arg2:T5",
    "R4 in Arg1:T5 Arg2:T6",
    "R5 holds Arg1:T8 Arg2:T9",
    "R6 in Arg1:T9 Arg2:T10",
    "E1 Meeting:T7 date:T1 participant:T2 participant2:T8",
    "A2 Status E1 held",
)


def test_a_post_left_behind_is_no_side(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """NATO's secretary general, once a Norwegian minister, meets Norway's minister and doesn't stand for Norway."""
    write(tmp_path, "a", FORMER, *BERG, "A3 Tenure R3 former", **ISSUED)
    loaded(tmp_path)
    assert said(ask("who-met-whom", official="official/ingrid-solheim"), "met", "level") == {
        ("Jens Berg", "bilateral")
    }
    assert said(ask("who-met-whom", official="state/NO"), "met", "via") == {("Jens Berg", "Ingrid Solheim")}
    assert said(ask("who-met-whom", official="organization/nato"), "met", "via") == {
        ("Ingrid Solheim", "Jens Berg")
    }
    assert said(ask("meetings-of", of="state/NO"), "via") == {("Ingrid Solheim",)}


def test_those_of_one_side_are_met_only_when_asked(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Two people of one side haven't met by this question; the switch shows them."""
    write(tmp_path, "a", FORMER, *BERG, "A3 Tenure R3 current", **ISSUED)
    loaded(tmp_path)
    asked = {"official": "official/ingrid-solheim"}
    assert ask("who-met-whom", **asked) == []
    assert said(ask("who-met-whom", **asked, same_side=True), "met") == {("Jens Berg",)}


@pytest.mark.parametrize("tenure", ["former", "elect"])
def test_an_initiative_of_one_who_left_or_comes_is_not_the_states(
    loaded: Loading, ask: Ask, tmp_path: Path, tenure: str
) -> None:
    """What someone proposed before or after their time in a post isn't done for the post's state."""
    write(tmp_path, "a", PROPOSAL, *KIM, f"A3 Tenure R1 {tenure}", **ISSUED)
    loaded(tmp_path)
    assert ask("initiatives-between", a="state/KR", b="organization/asean") == []


def test_knowing_when_somebody_left_undoes_nothing(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A minister's meeting before the day she left is the state's, though no article attests her after it."""
    person = ("T2 Official Ingrid Solheim", "N1 Reference T2 Wikidata:Q990010\tIngrid Solheim")
    minister = (
        *person,
        "T3 Post ministre de la Défense",
        "T4 State Norvège",
        "N2 Reference T4 ISO:NO\tNorvège",
    )
    held = ("R1 holds Arg1:T2 Arg2:T3", "R2 in Arg1:T3 Arg2:T4")
    said_ = "Ingrid Solheim, ministre de la Défense de la Norvège, s'est exprimée."
    write(tmp_path, "a", said_, *minister, *held, language="fr", issued="2031-01-03")
    met = "Le 12 mars 2031, Ingrid Solheim a rencontré Pablo Riquelme, ministre de la Défense du Chili."
    other = tuple(line.replace("#2", "") for line in MINISTERS if line.split()[0] in ("T1", "T5", "T6", "T7", "T8", "N2", "A1", "R3", "R4", "E1"))  # fmt: skip
    write(tmp_path, "b", met, *person, *other, **ISSUED)
    left = "Ingrid Solheim a été ministre de la Défense de la Norvège jusqu'au 1er mai 2031."
    gone = ("A1 Tenure R1 former", "A2 End R1 2031-05-01")
    write(tmp_path, "c", left, *minister, *held, *gone, language="fr", issued="2031-06-01")
    loaded(tmp_path)
    assert said(ask("who-met-whom", official="state/NO"), "met", "via") == {
        ("Pablo Riquelme", "Ingrid Solheim")
    }


def test_being_called_former_later_undoes_nothing(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A minister's meeting stays the state's when a later article calls her former; what she does then isn't."""
    write(tmp_path, "a", MET, *MINISTERS, **ISSUED)
    later = MET.replace("2031", "2033").replace("ministre", "ancienne ministre", 1)
    lines = [line.replace("2031", "2033") for line in MINISTERS]
    write(tmp_path, "b", later, *lines, "A2 Tenure R1 former", language="fr", issued="2033-03-13")
    loaded(tmp_path)
    assert said(ask("post-holders", post="state/NO"), "holder", "tenure") == {("Ingrid Solheim", "former")}
    for question, parameter in (("meetings-of", "of"), ("who-met-whom", "official")):
        assert said(ask(question, **{parameter: "state/NO"}), "date", "via") == {
            ("2031-03-12", "Ingrid Solheim")
        }


@pytest.mark.parametrize(
    ("name", "day", "counts"),
    [
        ("Start", "2031-03", True),
        ("Start", "2031-03-13", False),
        ("End", "2031", True),
        ("End", "2031-02", False),
        ("End", "2030~", True),  # about 2030 is no day to compare with
    ],
)
def test_a_holder_stands_for_the_state_from_start_to_end(
    loaded: Loading, ask: Ask, tmp_path: Path, name: str, day: str, counts: bool
) -> None:
    """Where a tenure's start or end is given, a meeting outside of it isn't the state's."""
    write(tmp_path, "a", MET, *MINISTERS, f"A2 {name} R1 {day}", **ISSUED)
    loaded(tmp_path)
    expected = {("Ingrid Solheim",)} if counts else set()
    assert said(ask("who-met-whom", official="state/NO"), "via") == expected
    assert said(ask("meetings-of", of="state/NO"), "via") == expected


PROPOSAL = "Kim Min-jun, ministre de la Défense de la Corée du Sud, a proposé à l'ASEAN un atelier."
KIM = (
    "T1 Official Kim Min-jun",
    "T2 Post ministre de la Défense",
    "T3 State Corée du Sud",
    "T4 Organization ASEAN",
    "T5 Initiative atelier",
    "N1 Reference T3 ISO:KR\tCorée du Sud",
    "R1 holds Arg1:T1 Arg2:T2",
    "R2 in Arg1:T2 Arg2:T3",
    "E1 Initiative:T5 proposedBy:T1 to:T4",
    "A1 Kind E1 workshop",
)
LINK = ("modality", "a_did", "a_via", "b_did", "b_via")


@pytest.mark.parametrize("modality", ["proposed", "asserted"])
def test_what_is_proposed_to_a_party_links_it(
    loaded: Loading, ask: Ask, tmp_path: Path, modality: str
) -> None:
    """What one party proposes to another is between them, either way round, and stays proposed."""
    write(tmp_path, "a", PROPOSAL, *KIM, f"A2 Modality E1 {modality}", **ISSUED)
    loaded(tmp_path)
    assert said(ask("initiatives-between", a="state/KR", b="organization/asean"), *LINK) == {
        ("proposed", "PROPOSED", "Kim Min-jun", "ADDRESSED_TO", None)
    }
    assert said(ask("initiatives-between", a="organization/asean", b="state/KR"), *LINK) == {
        ("proposed", "ADDRESSED_TO", None, "PROPOSED", "Kim Min-jun")
    }


def test_the_strongest_link_is_shown(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Of a party's several links with an initiative hosting is shown first, then taking part, then a proposal."""
    event = "E1 Initiative:T5 proposedBy:T3 to:T4 party:T3 party2:T4 host:T3"
    lines = [event if line.startswith("E1") else line for line in KIM]
    write(tmp_path, "a", PROPOSAL, *lines, "A2 Status E1 held", **ISSUED)
    loaded(tmp_path)
    assert said(ask("initiatives-between", a="state/KR", b="organization/asean"), *LINK) == {
        ("asserted", "HOSTED", None, "PARTICIPATES_IN", None)
    }


def test_what_is_proposed_to_a_post_links_its_state(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """What is proposed to a state's minister counts for the state, through the post."""
    text = "La Norvège a proposé au ministre de la Défense du Chili un atelier."
    lines = (
        "T1 State Norvège",
        "T2 Post ministre de la Défense",
        "T3 State Chili",
        "T4 Initiative atelier",
        "N1 Reference T1 ISO:NO\tNorvège",
        "N2 Reference T3 ISO:CL\tChili",
        "R1 in Arg1:T2 Arg2:T3",
        "E1 Initiative:T4 proposedBy:T1 to:T2",
        "A1 Modality E1 proposed",
    )
    write(tmp_path, "a", text, *lines, **ISSUED)
    loaded(tmp_path)
    assert said(ask("initiatives-between", a="state/NO", b="state/CL"), *LINK) == {
        ("proposed", "PROPOSED", None, "ADDRESSED_TO", "Ministre de la Défense (Chili)")
    }


ACCUSED = "Le Chili affirme qu'une société livre des drones au Ghana."
ACCUSATION = (
    "T1 State Chili",
    "T2 Statement affirme",
    "T3 Organization société",
    "T4 Initiative livre des drones",
    "T5 State Ghana",
    "N1 Reference T1 ISO:CL\tChili",
    "N2 Reference T5 ISO:GH\tGhana",
    "A1 Mention T3 nominal",
    "E1 Initiative:T4 lead:T3 beneficiary:T5 attributedTo:T1",
    "E2 Statement:T2 by:T1 about:E1",
    "A2 Modality E1 alleged",
)


@pytest.mark.parametrize("modality", ["asserted", "hypothetical"])
def test_a_statement_and_what_it_alleges_lead_to_each_other(
    loaded: Loading, ask: Ask, tmp_path: Path, modality: str
) -> None:
    """The evidence of an allegation names the statement that is about it, even one that makes no fact; and back."""
    write(tmp_path, "a", ACCUSED, *ACCUSATION, f"A3 Modality E2 {modality}", **ISSUED)
    loaded(tmp_path)
    alleged = [row for row in ask("evidence", of="state/GH") if row["modality"] == "alleged"]
    (claim,) = {row["claim_id"] for row in alleged}
    about = [row for row in ask("evidence", of=claim) if row["predicate"] == "about"]
    assert said(about, "object", "modality") == {(claim, modality)}
    assert {row["claim_id"] for row in ask("evidence", of=claim)} == {claim, about[0]["claim_id"]}
    if modality == "asserted":  # else the statement has no node to ask about
        (statement,) = {row["subject"] for row in about}
        objects = {row["object"] for row in ask("evidence", of=statement) if row["predicate"] == "about"}
        every = {row["claim_id"] for row in ask("evidence", of="state/CL") if row["modality"] == "alleged"}
        assert objects == every
        assert claim in objects
