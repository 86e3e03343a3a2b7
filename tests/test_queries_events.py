"""Questions on what happened, where, and what didn't: sidelines, places, timelines, plans, new links, who never met."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from annotated import write
from conftest import Ask, said
from neo4j import Driver

from diplograph.graph_loader.load import Summary
from diplograph.neo4j_server.connection import Connection

Loading = Callable[..., Summary]

STATES = {"NO": "Norvège", "CL": "Chili", "GH": "Ghana", "IS": "Islande"}


def event(
    folder: Path,
    name: str,
    *attributes: str,
    who: str = "NO CL",
    cls: str = "Meeting",
    arcs: str = "participant participant2",
    date: str | None = None,
    place: str | None = None,
    link: str | None = None,
    issued: str | None = "2031-06-30",
) -> None:
    """Write an article in which states (ISO codes) take part in one event, by arcs of these names."""
    codes = who.split()
    lines = [f"T1 {cls} événement", f"N1 Reference E1 {link or f'diplograph:{cls.lower()}/{name}'}\t{name}"]
    ends = []
    for number, (code, arc) in enumerate(zip(codes, arcs.split(), strict=True), 2):
        lines += [
            f"T{number} State {STATES[code]}",
            f"N{number} Reference T{number} ISO:{code}\t{STATES[code]}",
        ]
        ends.append(f"{arc}:T{number}")
    if date:
        lines += ["T20 Date alors", f"A20 Value T20 {date}"]
        ends.append("date:T20")
    if place:
        lines += [f"T21 Place {place}"]
        ends.append("place:T21")
    lines += [f"E1 {cls}:T1 {' '.join(ends)}"]
    lines += [f"A{number} {attribute}" for number, attribute in enumerate(attributes, 1)]
    names = ", ".join(STATES[code] for code in codes)
    about = {"language": "fr"} | ({"issued": issued} if issued else {})
    write(folder, name, f"{place or 'Ici'}. Un événement alors : {names}.", *lines, **about)


FORUM = (
    "Le 12 mars 2031, la 4e réunion du Forum polaire s’est ouverte à Lisbonne. Dans ce cadre, une table ronde a réuni la "
    "Norvège et le Chili. En marge de la réunion, la Norvège s’est entretenue avec le ministre de la Défense du Ghana ; "
    "en marge de la table ronde, un déjeuner aura lieu avec le Chili. "
    "Le même après-midi à Lisbonne, l’Islande a vu le Chili. Pendant l’aparté avec le Ghana, une pause a eu lieu."
)
POLAR = (
    "T1 Date 12 mars 2031",
    "T2 Meeting 4e réunion",
    "T3 Organization Forum polaire",
    "T4 Place Lisbonne",
    "T5 Meeting table ronde",
    "T6 State Norvège",
    "T7 State Chili",
    "T8 Meeting s’est entretenue",
    "T9 Post ministre de la Défense",
    "T10 State Ghana",
    "T11 Meeting déjeuner",
    "T12 Meeting a vu",
    "T13 State Islande",
    "T14 Meeting pause",
    "N1 Reference T6 ISO:NO\tNorvège",
    "N2 Reference T7 ISO:CL\tChili",
    "N3 Reference T10 ISO:GH\tGhana",
    "N4 Reference T13 ISO:IS\tIslande",
    "N5 Reference E1 diplograph:meeting/forum\tForum",
    "N6 Reference E2 diplograph:meeting/table\tTable ronde",
    "N7 Reference E3 diplograph:meeting/aside\tAparté",
    "N8 Reference E4 diplograph:meeting/lunch\tDéjeuner",
    "N9 Reference E5 diplograph:meeting/elsewhere\tAilleurs",
    "N11 Reference E6 diplograph:meeting/pause\tPause",
    "N10 Reference T3 diplograph:organization/polar-forum\tForum polaire",
    "R1 in Arg1:T9 Arg2:T10",
    "E1 Meeting:T2 sessionOf:T3 place:T4 date:T1",
    "E2 Meeting:T5 within:E1 participant:T6 participant2:T7",
    "E3 Meeting:T8 sidelinesOf:E1 participant:T6 participant2:T9",
    "E4 Meeting:T11 sidelinesOf:E2 participant:T7",
    "E5 Meeting:T12 place:T4 date:T1 participant:T13 participant2:T7",
    "E6 Meeting:T14 within:E3 participant:T6",
    "A1 Value T1 2031-03-12",
    "A2 Status E1 held",
    "A3 Status E2 held",
    "A4 Status E3 held",
    "A5 Modality E4 planned",
    "A6 Status E5 held",
)
RELATION = ("meeting_id", "relation", "to_id")


def forum(folder: Path) -> None:
    """Write an article on a session, a meeting within it, one on its sidelines, one on those of the former, and a stranger."""
    write(folder, "forum", FORUM, *POLAR, language="fr", issued="2031-03-12")


def test_sidelines_and_what_is_within(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Each meeting is listed as it is said; one of the same afternoon and city isn't, and sidelines lead to nothing within."""
    forum(tmp_path)
    loaded(tmp_path)
    session = ("meeting/forum", "SESSION_OF", "organization/polar-forum")
    table = ("meeting/table", "WITHIN", "meeting/forum")
    aside = ("meeting/aside", "ON_SIDELINES_OF", "meeting/forum")
    lunch = ("meeting/lunch", "ON_SIDELINES_OF", "meeting/table")
    assert said(ask("sidelines", of="organization/polar-forum"), *RELATION) == {session, table, aside, lunch}
    rows = ask("sidelines", of="meeting/forum")
    assert said(rows, *RELATION) == {table, aside, lunch}
    assert said(ask("sidelines", of="meeting/table"), *RELATION) == {lunch}
    assert said(ask("sidelines", of="meeting/aside"), *RELATION) == {
        ("meeting/pause", "WITHIN", "meeting/aside")
    }
    present = {row["meeting_id"]: (row["participants"], row["expected"]) for row in rows}
    assert present == {
        "meeting/table": (["Chili", "Norvège"], []),
        "meeting/aside": (["Ministre de la Défense (Ghana)", "Norvège"], []),
        "meeting/lunch": ([], ["Chili"]),
    }
    assert said(rows, "meeting_id", "modality", "status") == {
        ("meeting/table", "asserted", "held"),
        ("meeting/aside", "asserted", "held"),
        ("meeting/lunch", "planned", "planned"),
    }
    assert ask("sidelines", of="organization/polar-forum", reported_to="2030") == []
    assert said(ask("sidelines", of="organization/polar-forum", to="2031-03-12"), *RELATION) == {
        session,
        table,
        aside,
    }


def test_places_are_where_things_took_place(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Held things are listed where they are said to have been; a dateline's city and a plan's venue are not."""
    event(tmp_path, "held", "Status E1 held", date="2031-03-12", place="Lisbonne")
    event(tmp_path, "plan", "Status E1 planned", who="NO GH", date="2031-03-12", place="Oslo")
    event(
        tmp_path, "drill", cls="Initiative", arcs="party party2", who="NO IS", date="2030", place="Reykjavik"
    )
    event(tmp_path, "later", cls="Initiative", arcs="party party2", who="NO IS", date="2035", place="Oslo")
    write(
        tmp_path,
        "dateline",
        "Santiago. Le Chili a vu la Norvège.",
        "T1 Place Santiago",
        "T2 State Chili",
        "T3 Meeting a vu",
        "T4 State Norvège",
        "N1 Reference T2 ISO:CL\tChili",
        "N2 Reference T4 ISO:NO\tNorvège",
        "E1 Meeting:T3 participant:T2 participant2:T4",
        language="fr",
        issued="2031-05-01",
    )
    loaded(tmp_path)
    columns = ("place_id", "state_id", "thing_id", "class", "did")
    lisbon = ("place/lisbon", "state/PT", "meeting/held", "Meeting", "PARTICIPATES_IN")
    reykjavik = ("place/reykjavik", "state/IS", "initiative/drill", "Initiative", "PARTICIPATES_IN")
    assert said(ask("places", of="state/NO"), *columns) == {lisbon, reykjavik}
    assert said(ask("places", of="state/CL"), *columns) == {lisbon}
    assert ask("places", of="state/GH") == []
    everywhere = {(*lisbon[:4], None), (*reykjavik[:4], None)}
    assert said(ask("places"), *columns) == everywhere
    for place in ("state/PT", "place/lisbon"):
        assert said(ask("places", place=place), *columns) == {(*lisbon[:4], None)}
    assert said(ask("places", of="state/NO", place="state/IS"), *columns) == {reykjavik}
    assert said(ask("places", of="state/NO", **{"from": "2031"}), "thing_id") == {("meeting/held",)}
    assert ask("places", of="state/NO", reported_from="2032") == []
    assert said(ask("places", of="state/CL", lang="en"), "place", "state") == {("Lisbon", "Portugal")}


def test_a_place_that_is_contradicted_is_not_given(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Where two articles tell one city and one another, only the better supported is where the meeting took place."""
    for name, place in (("a", "Lisbonne"), ("b", "Lisbonne"), ("c", "Oslo")):
        event(
            tmp_path, name, "Status E1 held", date="2031-03-12", place=place, link="diplograph:meeting/talks"
        )
    loaded(tmp_path)
    assert said(ask("places", of="state/NO"), "place_id") == {("place/lisbon",)}


PLAN = ("thing_id", "status", "due")


def test_what_was_planned_and_not_held(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Plans, proposals and what was cancelled are listed by whether their day has passed; what took place later isn't."""
    event(tmp_path, "passed", "Modality E1 planned", date="2031-08")
    event(tmp_path, "coming", "Modality E1 proposed", who="NO GH", date="2033-02-01")
    event(tmp_path, "someday", "Status E1 cancelled", who="NO IS")
    event(tmp_path, "exercise", "Modality E1 planned", cls="Initiative", arcs="party party2", date="2032")
    event(tmp_path, "pact", "Modality E1 planned", cls="Agreement", arcs="party party2", date="2031-12")
    event(tmp_path, "treaty", cls="Agreement", arcs="party party2", date="2031-05")
    event(tmp_path, "offer", cls="Initiative", arcs="proposedBy to", who="CL NO")
    event(tmp_path, "programme", cls="Initiative", arcs="party party2")
    event(tmp_path, "meeting", "Status E1 held", date="2031-06-01")
    # held later, under the same node
    for name, status, issued in (("was", "planned", "2031-01"), ("then", "held", "2031-09")):
        event(
            tmp_path,
            name,
            f"Status E1 {status}",
            date="2031-08-01",
            link="diplograph:meeting/was",
            issued=issued,
        )
    event(
        tmp_path,
        "drill",
        "Modality E1 planned",
        cls="Initiative",
        arcs="party party2",
        date="2031-07",
        issued="2031-01",
    )
    event(
        tmp_path,
        "drilled",
        cls="Initiative",
        arcs="party party2",
        date="2031-07",
        link="diplograph:initiative/drill",
        issued="2031-08",
    )
    loaded(tmp_path)
    rows = {
        ("meeting/passed", "planned", "passed"),
        ("meeting/coming", "proposed", "to_come"),
        ("meeting/someday", "cancelled", "undated"),
        ("initiative/exercise", "planned", "to_come"),
        ("agreement/pact", "planned", "passed"),
        ("initiative/offer", "proposed", "undated"),
    }
    assert said(ask("planned-not-held", as_of="2032-06-01"), *PLAN) == rows
    assert said(ask("planned-not-held", of="state/NO", as_of="2032-06-01"), *PLAN) == rows
    assert said(ask("planned-not-held", of="state/GH", as_of="2033-02-02"), *PLAN) == {
        ("meeting/coming", "proposed", "passed")
    }
    assert said(ask("planned-not-held", of="state/CL", as_of="2030"), "thing_id", "did", "due") == {
        ("meeting/passed", "PARTICIPATES_IN", "to_come"),
        ("initiative/exercise", "PARTICIPATES_IN", "to_come"),
        ("agreement/pact", "PARTY_TO", "to_come"),
        ("initiative/offer", "PROPOSED", "undated"),
    }
    assert said(ask("planned-not-held", as_of="2032-06", **{"from": "2032"}), "thing_id") == {
        ("meeting/coming",),
        ("initiative/exercise",),
    }
    assert ask("planned-not-held", reported_from="2031-07") == []
    assert all(row["quote"] and row["article"] and row["edge"] for row in ask("planned-not-held"))


def test_a_plan_that_one_article_saw_held(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Cancelled by two articles and held by a third: not listed, because an article says that it was held."""
    for name, status in (("a", "cancelled"), ("b", "cancelled"), ("c", "held")):
        event(tmp_path, name, f"Status E1 {status}", date="2031-03-12", link="diplograph:meeting/talks")
    loaded(tmp_path)
    assert ask("planned-not-held") == []


def test_members_count_only_when_asked(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """What a member plans, holds or does counts for its alliance only when asked, and the answer names the member."""
    event(tmp_path, "held", "Status E1 held", date="2031-03-12", place="Santiago")
    event(tmp_path, "plan", "Modality E1 planned", date="2031-08")
    write(
        tmp_path,
        "member",
        "La Norvège est membre de l’OTAN.",
        "T1 State Norvège",
        "T2 Organization OTAN",
        "N1 Reference T1 ISO:NO\tNorvège",
        "R1 memberOf Arg1:T1 Arg2:T2",
        language="fr",
        issued="2031-01-01",
    )
    loaded(tmp_path)
    for question, things in (
        ("places", {"meeting/held"}),
        ("planned-not-held", {"meeting/plan"}),
        ("timeline", {"meeting/held", "meeting/plan"}),
    ):
        assert ask(question, of="organization/nato") == [], question
        rows = ask(question, of="organization/nato", members=True)
        assert said(rows, "thing_id", "member", "via") == {(each, "Norvège", None) for each in things}, (
            question
        )


SPOKE = (
    "Ingrid Solheim, ministre de la Défense de la Norvège, a déclaré le 3 mars 2031 au sommet vouloir la paix. "
    "Elle a aussi promis de l’aide."
)


def test_a_timeline(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A state's timeline has its minister's statements by the meeting's day or the report, and no undated initiative."""
    write(
        tmp_path,
        "spoke",
        SPOKE,
        "T1 Official Ingrid Solheim",
        "T2 Post ministre de la Défense",
        "T3 State Norvège",
        "T4 Statement a déclaré",
        "T5 Date 3 mars 2031",
        "T6 Meeting sommet",
        "T7 Statement promis",
        "N1 Reference T3 ISO:NO\tNorvège",
        "N2 Reference E1 diplograph:meeting/summit\tSommet",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
        "E1 Meeting:T6 date:T5 participant:T1",
        "E2 Statement:T4 by:T1 at:E1",
        "E3 Statement:T7 by:T1",
        "A1 Value T5 2031-03-03",
        language="fr",
        issued="2031-04-01",
    )
    event(tmp_path, "drill", "Modality E1 planned", cls="Initiative", arcs="party party2", date="2033")
    event(tmp_path, "undated", cls="Initiative", arcs="party party2")
    loaded(tmp_path)
    columns = ("date", "dated_by", "class", "did", "via", "modality")
    rows = ask("timeline", of="state/NO")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("2031-03-03", "own", "Meeting", "ATTENDED", "Ingrid Solheim", "asserted"),
        ("2031-03-03", "meeting", "Statement", "STATED", "Ingrid Solheim", "asserted"),
        ("../2031-04-01", "report", "Statement", "STATED", "Ingrid Solheim", "asserted"),
        ("2033", "own", "Initiative", "PARTICIPATES_IN", None, "planned"),
    ]
    assert said(ask("timeline", of="state/NO", **{"from": "2031-03-04"}), "date") == {
        ("../2031-04-01",),
        ("2033",),
    }
    assert said(ask("timeline", of="state/NO", reported_from="2031-05"), "date") == {("2033",)}
    assert said(ask("timeline", of="state/CL"), "date") == {("2033",)}
    everything = ask("timeline")
    assert [
        tuple(row[column] for column in ("date", "dated_by", "class", "modality")) for row in everything
    ] == [
        ("2031-03-03", "own", "Meeting", "asserted"),
        ("2031-03-03", "meeting", "Statement", "asserted"),
        ("../2031-04-01", "report", "Statement", "asserted"),
        ("2033", "own", "Initiative", "planned"),
    ]
    assert [row["via"] for row in everything[:3]] == ["Ingrid Solheim"] * 3
    assert said(ask("timeline", **{"from": "2031-03-04"}), "date") == {("../2031-04-01",), ("2033",)}
    assert said(ask("timeline", to="2031-03"), "date") == {("2031-03-03",), ("../2031-04-01",)}
    assert said(ask("timeline", reported_from="2031-05"), "date") == {("2033",)}


@pytest.mark.parametrize(
    ("tenure", "via"), [("current", {"Ingrid Solheim"}), ("former", set()), ("elect", set())]
)
def test_only_holders_in_their_time_make_a_timeline(
    loaded: Loading, ask: Ask, tmp_path: Path, tenure: str, via: set[str]
) -> None:
    """What somebody does before or after their time in a post is in the state's timeline, places and plans no more."""
    write(
        tmp_path,
        "met",
        "Ingrid Solheim, ministre de la Défense de la Norvège, a vu le Chili à Lisbonne le 3 mars 2031.",
        "T1 Official Ingrid Solheim",
        "T2 Post ministre de la Défense",
        "T3 State Norvège",
        "T4 Meeting a vu",
        "T5 State Chili",
        "T6 Place Lisbonne",
        "T7 Date 3 mars 2031",
        "N1 Reference T3 ISO:NO\tNorvège",
        "N2 Reference T5 ISO:CL\tChili",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
        "E1 Meeting:T4 participant:T1 participant2:T5 place:T6 date:T7",
        "A1 Value T7 2031-03-03",
        f"A2 Tenure R1 {tenure}",
        language="fr",
        issued="2031-04-01",
    )
    loaded(tmp_path)
    for question in ("timeline", "places"):
        assert {row["via"] for row in ask(question, of="state/NO")} == via, question
    links = ask("new-links", of="state/CL", **{"from": "2031"})
    assert {row["b_via"] for row in links} == via
    never = said(ask("never-met", a="state/CL", b="state/NO"), "other_id")
    assert ("official/ingrid-solheim",) not in never
    assert (("state/NO",) in never) == (tenure != "current")


def test_new_links(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A pair is new where nothing of any kind links it before; what may be earlier makes it unknown; plans link nobody."""
    event(tmp_path, "talks", "Status E1 held", date="2031-03-12")  # Norway and Chile, in the period
    event(tmp_path, "programme", cls="Initiative", who="NO GH", arcs="party party2", date="2029")
    event(
        tmp_path, "ghana", "Status E1 held", who="NO GH", date="2031-03-13"
    )  # linked before, by a programme
    event(tmp_path, "iceland", "Status E1 held", who="NO IS", date="2031-03-14")
    event(tmp_path, "fund", cls="Initiative", who="NO IS", arcs="party party2")  # when isn't told
    event(tmp_path, "plan", "Modality E1 planned", who="CL IS", date="2031-03-15")
    event(tmp_path, "off", "Status E1 cancelled", who="CL IS", date="2031-03-15", place="Oslo")
    event(tmp_path, "offer", cls="Initiative", who="CL GH", arcs="proposedBy to", date="2031-03-16")
    event(tmp_path, "pact", cls="Agreement", who="GH IS", arcs="party party2", date="2031-07")
    loaded(tmp_path)
    columns = ("a_id", "b_id", "new", "earlier", "class", "thing_id")
    talks = ("state/CL", "state/NO", "sure", 0, "Meeting", "meeting/talks")
    iceland = ("state/IS", "state/NO", "unknown", 1, "Meeting", "meeting/iceland")
    pact = ("state/GH", "state/IS", "sure", 0, "Agreement", "agreement/pact")
    assert said(ask("new-links", **{"from": "2031"}), *columns) == {talks, iceland, pact}
    assert said(ask("new-links", **{"from": "2031", "to": "2031-06"}), *columns) == {talks, iceland}
    assert said(ask("new-links", **{"from": "2031-04"}), *columns) == {pact}
    assert said(ask("new-links", of="state/NO", **{"from": "2031"}), *columns) == {
        ("state/NO", "state/CL", *talks[2:]),
        ("state/NO", "state/IS", *iceland[2:]),
    }
    assert said(ask("new-links", of="state/NO", **{"from": "2029"}), "b_id", "thing_id") >= {
        ("state/GH", "initiative/programme")
    }
    assert ask("new-links", reported_from="2032", **{"from": "2031"}) == []


def test_who_never_met(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Named in one article, or only to meet, isn't met; no article on somebody is told from articles without a meeting."""
    event(tmp_path, "talks", "Status E1 held", date="2031-03-12")
    event(tmp_path, "plan", "Modality E1 planned", who="NO GH", date="2031-08")
    event(tmp_path, "drill", cls="Initiative", who="NO IS", arcs="party party2", issued="2030-02")
    event(
        tmp_path, "others", "Status E1 held", who="GH IS", issued="2029-05", date="2029-05", place="Lisbonne"
    )
    loaded(tmp_path)
    columns = ("other_id", "both", "articles", "issued_first", "issued_last")
    rows = ask("never-met", a="state/NO")
    assert said(rows, *columns) == {
        ("state/GH", 1, 2, "2029-05", "2031-06-30"),
        ("state/IS", 1, 2, "2029-05", "2030-02"),
        ("state/PT", 0, 0, None, None),  # known from the tables only: nothing was looked at
    }
    assert {row["other_id"]: row["planned"] for row in rows if row["planned"]} == {"state/GH": ["plan"]}
    assert said(ask("never-met", a="state/NO", b="state/IS"), "other_id") == {("state/IS",)}
    assert ask("never-met", a="state/NO", b="state/CL") == []
    assert said(ask("never-met", a="state/NO", b="state/CL", **{"from": "2031-04"}), "other_id") == {
        ("state/CL",)
    }
    assert said(ask("never-met", a="state/NO", b="state/CL", reported_to="2030"), "other_id", "articles") == {
        ("state/CL", 0)
    }


def test_a_meeting_with_a_post_is_not_with_its_holder(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Of a state's people those who weren't there are listed, the holder of the unnamed post as presumed."""
    write(
        tmp_path,
        "met",
        "Le 3 mars 2031, Ingrid Solheim a vu le ministre de la Défense du Chili. Pablo Riquelme, ministre de la Défense "
        "du Chili, et Ana Torres, ministre des Finances du Chili, étaient cités.",
        "T1 Date 3 mars 2031",
        "T2 Official Ingrid Solheim",
        "T3 Meeting a vu",
        "T4 Post ministre de la Défense",
        "T5 State Chili",
        "T6 Official Pablo Riquelme",
        "T7 Post ministre de la Défense#2",
        "T8 Official Ana Torres",
        "T9 Post ministre des Finances",
        "N1 Reference T5 ISO:CL\tChili",
        "R1 in Arg1:T4 Arg2:T5",
        "R2 in Arg1:T7 Arg2:T5",
        "R3 in Arg1:T9 Arg2:T5",
        "R4 holds Arg1:T6 Arg2:T7",
        "R5 holds Arg1:T8 Arg2:T9",
        "E1 Meeting:T3 date:T1 participant:T2 participant2:T4",
        "A1 Value T1 2031-03-03",
        language="fr",
        issued="2031-03-03",
    )
    loaded(tmp_path)
    rows = ask("never-met", a="official/ingrid-solheim", b="state/CL")
    presumed = {row["other_id"]: len(row["presumed_at"]) for row in rows}
    assert presumed == {"official/pablo-riquelme": 1, "official/ana-torres": 0, "post/cl-finance-minister": 0}


def test_what_was_loaded(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Coverage counts articles by publisher or one by one, of all or of one thing, in a period; those without a date apart."""
    event(tmp_path, "a", issued="2031-03-12")
    event(tmp_path, "b", who="NO GH", issued="2032-02")
    event(tmp_path, "c", who="NO IS", issued=None)
    loaded(tmp_path)
    columns = ("publisher", "language", "article", "articles", "issued_first", "issued_last", "without_date")
    (row,) = ask("coverage")
    assert tuple(row[column] for column in columns) == (None, "fr", None, 3, "2031-03-12", "2032-02", 1)
    claims = {each["article"]: each["claims"] for each in ask("coverage", by="article")}
    assert set(claims) == {"a", "b", "c"}
    assert row["claims"] == sum(claims.values())
    assert all(count > 0 for count in claims.values())
    assert said(ask("coverage", of="state/GH", by="article"), *columns[2:]) == {
        ("b", 1, "2032-02", "2032-02", 0)
    }
    for period, found in (
        ({"reported_from": "2031-03-13"}, {"b"}),
        ({"reported_to": "2031"}, {"a"}),
        ({"reported_from": "2032-02-10", "reported_to": "2032-02-11"}, {"b"}),  # a day of its month
        ({"reported_from": "2033"}, set()),
        ({"language": "fr"}, {"a", "b", "c"}),
        ({"language": "en"}, set()),
        ({"publisher": "Le Quai"}, set()),
    ):
        assert {each["article"] for each in ask("coverage", by="article", **period)} == found
    assert ask("coverage", of="state/PT") == []


def test_a_timeline_of_everything(graph: None, ask: Ask, driver: Driver, connection: Connection) -> None:
    """Without a thing each dated meeting, initiative and agreement, and each statement, is there once, in order of time."""
    rows = ask("timeline")
    told = driver.execute_query(
        """
        MATCH (m:Meeting|Initiative|Agreement|Statement) WHERE m:Statement OR m.edtf IS NOT NULL
        RETURN m.id AS id
        """,
        database_=connection.database,
    ).records
    assert sorted(row["thing_id"] for row in rows) == sorted(row["id"] for row in told)
    assert {row["class"] for row in rows} == {"Meeting", "Initiative", "Agreement", "Statement"}
    assert all(row["quote"] or row["article"] is None for row in rows)
    states = driver.execute_query("MATCH (s:State) RETURN s.id AS id", database_=connection.database).records
    for start, end in (("2024", "2024"), ("2024-02", "2024-02"), ("2023-11-15", "2024-01")):
        period = ask("timeline", **{"from": start, "to": end})
        # whatever is of the period for somebody is of the period for all
        of_states = {
            row["thing_id"]
            for state in states
            for row in ask("timeline", of=state["id"], **{"from": start, "to": end})
            if row["moment"] is None
        }
        assert of_states <= {row["thing_id"] for row in period} <= {row["thing_id"] for row in rows}
        assert of_states
    assert ask("timeline", limit=3) == rows[:3]
