"""Rules that many questions share: whose act counts for a party when, what was told when, what is no tie, what comes last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from annotated import write
from conftest import Ask, filled, said
from neo4j import Driver

from diplograph.graph_loader.load import Summary
from diplograph.neo4j_server.connection import Connection
from diplograph.queries.catalogue import get

Loading = Callable[..., Summary]

NORWAY, CHILE, LEAGUE, SOLHEIM = (
    "state/NO",
    "state/CL",
    "organization/ligue-boreale",
    "official/ingrid-solheim",
)
STATES = (
    "T1 State Norvège",
    "T2 State Chili",
    "N1 Reference T1 ISO:NO\tNorvège",
    "N2 Reference T2 ISO:CL\tChili",
)


def article(folder: Path, name: str, text: str, *lines: str, issued: str = "2031-03-13") -> None:
    """Write an article on Norway and Chile."""
    write(folder, name, text, *STATES, *lines, language="fr", issued=issued)


def test_a_body_that_is_only_to_be_part_of_a_state_is_a_side(
    loaded: Loading, ask: Ask, tmp_path: Path
) -> None:
    """Two of one agency are no partners, whatever state the agency is to belong to one day; both have met Chile."""
    text = (
        "Ingrid Solheim, directrice de l’Agence Boréale, et Olav Brekke, adjoint de l’Agence Boréale, ont vu le Chili. "
        "L’Agence Boréale sera rattachée à la Norvège."
    )
    article(
        tmp_path,
        "a",
        text,
        "T3 Official Ingrid Solheim",
        "T4 Post directrice",
        "T5 Organization Agence Boréale",
        "T6 Official Olav Brekke",
        "T7 Post adjoint",
        "T8 Meeting ont vu",
        "R1 holds Arg1:T3 Arg2:T4",
        "R2 in Arg1:T4 Arg2:T5",
        "R3 holds Arg1:T6 Arg2:T7",
        "R4 in Arg1:T7 Arg2:T5",
        "R5 partOf Arg1:T5 Arg2:T1",
        "A1 Modality R5 planned",
        "E1 Meeting:T8 participant:T3 participant2:T6 participant3:T2",
        "A2 Status E1 held",
    )
    loaded(tmp_path)
    assert said(ask("who-met-whom", official=SOLHEIM), "met_id") == {(CHILE,)}
    assert said(ask("counterparts", of=SOLHEIM), "counterpart_id") == {(CHILE,)}


@pytest.mark.parametrize(
    ("attested", "counts"),
    [
        ("2031-01/2031-06", True),
        ("../2031-05-01", True),
        ("2030-01/2030-06", False),
        ("../2030-05-01", False),
    ],
)
def test_one_called_former_counts_until_the_last_day_of_an_interval(
    loaded: Loading, ask: Ask, tmp_path: Path, attested: str, counts: bool
) -> None:
    """Where a former minister is attested over a time, her meeting is the state's until its last day."""
    article(
        tmp_path,
        "a",
        "Le 12 mars 2031, Ingrid Solheim, ministre de la Défense de la Norvège, a vu le Chili à Lisbonne.",
        "T3 Date 12 mars 2031",
        "A1 Value T3 2031-03-12",
        "T4 Official Ingrid Solheim",
        "T5 Post ministre de la Défense",
        "T6 Meeting a vu",
        "T7 Place Lisbonne",
        "R1 holds Arg1:T4 Arg2:T5",
        "R2 in Arg1:T5 Arg2:T1",
        "A2 Tenure R1 former",
        f"A3 Attested R1 {attested}",
        "E1 Meeting:T6 participant:T4 participant2:T2 date:T3 place:T7",
        "A4 Status E1 held",
    )
    loaded(tmp_path)
    for question, of in (
        ("who-met-whom", "official"),
        ("meetings-of", "of"),
        ("timeline", "of"),
        ("places", "of"),
    ):
        assert bool(ask(question, **{of: NORWAY})) == counts, question
    assert bool(ask("ties-between", a=NORWAY, b=CHILE)) == counts


@pytest.mark.parametrize(("end", "counts"), [("2031-02", False), ("2032", True)])
def test_a_member_counts_in_its_time(
    loaded: Loading, ask: Ask, tmp_path: Path, end: str, counts: bool
) -> None:
    """What a state did when it had left an organisation isn't the organisation's, nor the organisation's the state's."""
    article(
        tmp_path,
        "a",
        "Au jour dit, la Norvège a vu le Chili à Lisbonne. Un accord Fjord sur la cybersécurité et un exercice Condor sur le "
        "déminage les lient. La Norvège a loué le Chili, accusé d’essais. Une rencontre aura lieu en août 2031. La Norvège, "
        "membre de la Ligue Boréale. La Ligue Boréale a reçu le Chili.",
        "T3 Date jour dit",
        "A1 Value T3 2031-03-12",
        "T4 Meeting a vu",
        "T5 Place Lisbonne",
        "T6 Agreement accord Fjord",
        "T7 Domain cybersécurité",
        "T8 Initiative exercice Condor",
        "T9 Domain déminage",
        "T10 Statement a loué",
        "T11 Initiative essais",
        "T12 Meeting rencontre",
        "T13 Date août 2031",
        "A2 Value T13 2031-08",
        "T14 Organization Ligue Boréale",
        "T15 Meeting a reçu",
        "R1 memberOf Arg1:T1 Arg2:T14",
        f"A3 End R1 {end}",
        "E1 Meeting:T4 participant:T1 participant2:T2 place:T5 date:T3",
        "A4 Status E1 held",
        "E2 Agreement:T6 party:T1 party2:T2 topic:T7",
        "E3 Initiative:T8 party:T1 party2:T2 topic:T9 date:T3",
        "E4 Statement:T10 by:T1 to:T2",
        "E5 Initiative:T11 lead:T2 attributedTo:T1",
        "A5 Modality E5 alleged",
        "E6 Meeting:T12 participant:T1 participant2:T2 date:T13",
        "A6 Modality E6 planned",
        "E7 Meeting:T15 participant:T14 participant2:T2 date:T3",
        "A7 Status E7 held",
    )
    loaded(tmp_path)
    for question, asked in (
        ("agreements-between", {"a": LEAGUE, "b": CHILE}),
        ("agreements-between", {"a": CHILE, "b": LEAGUE}),
        ("agreements-by-domain", {"party": LEAGUE}),
        ("allegations", {"speaker": LEAGUE}),
        ("domains-between", {"a": LEAGUE, "b": CHILE}),
        ("domains-between", {"a": CHILE, "b": LEAGUE}),
        ("initiatives-between", {"a": LEAGUE, "b": CHILE}),
        ("initiatives-between", {"a": CHILE, "b": LEAGUE}),
        ("planned-not-held", {"of": LEAGUE}),
        ("statements", {"speaker": LEAGUE}),
    ):
        assert bool(ask(question, **asked, members=True)) == counts, question
    for question in ("places", "timeline", "meetings-of"):
        found = {row["member"] for row in ask(question, of=LEAGUE, members=True)}
        assert ("Norvège" in found) == counts, question
    assert ("body" in {row["how"] for row in ask("ties-between", a=NORWAY, b=CHILE)}) == counts


def test_what_is_signed_counts_by_its_report_wherever_it_is_asked(
    loaded: Loading, ask: Ask, tmp_path: Path
) -> None:
    """An agreement's date is its own: it is in places as it is in the timeline, whenever its signer took up the post."""
    article(
        tmp_path,
        "a",
        "Ingrid Solheim, ministre de la Défense de la Norvège, a signé avec le Chili à Lisbonne l’accord Fjord de 2029.",
        "T3 Official Ingrid Solheim",
        "T4 Post ministre de la Défense",
        "T5 Place Lisbonne",
        "T6 Agreement accord Fjord",
        "T7 Date 2029",
        "A1 Value T7 2029",
        "R1 holds Arg1:T3 Arg2:T4",
        "R2 in Arg1:T4 Arg2:T1",
        "A2 Start R1 2030",
        "E1 Agreement:T6 signedBy:T3 party:T2 place:T5 date:T7",
    )
    loaded(tmp_path)
    for question in ("places", "timeline"):
        assert ("agreement/a-accord-fjord",) in said(ask(question, of=NORWAY), "thing_id"), question
    assert len(ask("agreements-between", a=NORWAY, b=CHILE)) == 1


def met(folder: Path, name: str, *who: str, link: str, issued: str, host: str = "", cls: str = "Meeting", status: str = "held") -> None:  # fmt: skip
    """Write an article in which states (names and codes) take part in one event that has a link."""
    codes = {"Norvège": "NO", "Chili": "CL", "Ghana": "GH", "Japon": "JP"}
    arc = {"Meeting": "participant", "Initiative": "party"}[cls]
    ends = [f"{arc}{n}:T{n}" for n, _ in enumerate(who, 1)]
    names = [*who, host] if host else [*who]
    lines = [f"T{n} State {state}" for n, state in enumerate(names, 1)]
    lines += [f"N{n} Reference T{n} ISO:{codes[state]}\t{state}" for n, state in enumerate(names, 1)]
    event = f"E1 {cls}:T9 {' '.join(ends)}{f' host:T{len(names)}' if host else ''}"
    lines += ["T9 " + cls + " entretiens", event, f"A1 Status E1 {status}", f"N9 Reference E1 diplograph:{cls.lower()}/{link}\t{link}"]  # fmt: skip
    write(folder, name, f"Des entretiens : {', '.join(names)}.", *lines, language="fr", issued=issued)


def test_never_met_is_the_same_from_either_side(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Where only one of two is told to have been there by articles of a period, those don't tell that they have met."""
    met(tmp_path, "a", "Norvège", "Chili", link="talks", issued="2031-03-13")
    met(tmp_path, "b", "Chili", "Ghana", link="talks", issued="2033-05-01")
    loaded(tmp_path)
    period = {"reported_from": "2033"}
    assert said(ask("never-met", a=NORWAY, b=CHILE, **period), "other_id") == {(CHILE,)}
    assert said(ask("never-met", a=CHILE, b=NORWAY, **period), "other_id") == {(NORWAY,)}
    assert ask("never-met", a=NORWAY, b=CHILE) == ask("never-met", a=CHILE, b=NORWAY) == []


def test_what_was_cancelled_ties_nobody(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A cancelled exercise is no tie; among the initiatives it is listed with its status."""
    met(tmp_path, "a", "Norvège", "Chili", link="drill", issued="2031", cls="Initiative", status="cancelled")
    loaded(tmp_path)
    assert ask("ties-between", a=NORWAY, b=CHILE) == []
    assert said(ask("initiatives-between", a=NORWAY, b=CHILE), "initiative_id", "status") == {
        ("initiative/drill", "cancelled")
    }


def test_a_host_is_no_broker(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Who only hosted the meetings of both stands between nobody; who took part in them does."""
    met(tmp_path, "a", "Norvège", "Ghana", host="Japon", link="one", issued="2031")
    met(tmp_path, "b", "Chili", "Ghana", host="Japon", link="two", issued="2031")
    loaded(tmp_path)
    assert said(ask("brokers", a=NORWAY, b=CHILE), "broker_id", "a_ties", "b_ties") == {("state/GH", 1, 1)}


@pytest.mark.parametrize("question", ["meetings-of", "who-met-whom", "ties-between"])
def test_what_has_no_date_comes_last(loaded: Loading, ask: Ask, tmp_path: Path, question: str) -> None:
    """Rows are told from the latest to the earliest; an undated meeting stands behind all of them."""
    for name, day in (("a", "2031-03-12"), ("b", None), ("c", "2031-01-05")):
        lines = ["T3 Meeting entretiens", "E1 Meeting:T3 participant:T1 participant2:T2", "A1 Status E1 held"]
        if day:
            lines[1] += " date:T4"
            lines += ["T4 Date jour dit", f"A2 Value T4 {day}"]
        lines.append(f"N3 Reference E1 diplograph:meeting/{name}\t{name}")
        text = "Au jour dit, des entretiens de la Norvège et du Chili."
        article(tmp_path, name, text, *lines, issued="2031-03-13" if day else "")
    loaded(tmp_path)
    asked = {"meetings-of": {"of": NORWAY}, "who-met-whom": {"official": NORWAY}}
    rows = ask(question, **asked.get(question, {"a": NORWAY, "b": CHILE}))
    assert [row["date"] for row in rows] == ["2031-03-12", "2031-01-05", None]


def test_the_paths_of_a_row_are_bounded(
    loaded: Loading, driver: Driver, connection: Connection, tmp_path: Path
) -> None:
    """However many meetings a row counts, its paths are those of three: the one of the passage and the latest."""
    for number in range(1, 6):
        article(
            tmp_path,
            f"a{number}",
            "Au jour dit, des entretiens de la Norvège et du Chili sur la cybersécurité.",
            "T3 Meeting entretiens",
            "T4 Date jour dit",
            f"A1 Value T4 2031-0{number}-12",
            "T5 Domain cybersécurité",
            "E1 Meeting:T3 participant:T1 participant2:T2 date:T4 topic:T5",
            "A2 Status E1 held",
            f"N3 Reference E1 diplograph:meeting/{number}\t{number}",
            issued="2031-06",
        )
    loaded(tmp_path)
    for question, asked, column in (
        ("counterparts", {"of": NORWAY}, "institutions"),
        ("domains-between", {"a": NORWAY, "b": CHILE}, "meetings"),
    ):
        values = filled(get(question), **asked)
        (row,) = driver.execute_query(get(question).text, values, database_=connection.database).records
        through = {node["id"] for path in row["p"] + row["q"] if path for node in path.nodes}
        meetings = {each for each in through if each.startswith("meeting/")}
        assert (row[column], len(meetings)) == (5, 3), question
        assert {"meeting/4", "meeting/5"} <= meetings, question
        assert row["edge"] in {fact["id"] for path in row["p"] for fact in path.relationships}, question
