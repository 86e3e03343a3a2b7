"""The holder of a post behind an unnamed counterpart: presumed where one is known, kept apart, and withdrawn."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from annotated import write
from answers import turtle_of
from conftest import Ask, said, wipe
from hypothesis import given, settings
from hypothesis import strategies as st
from neo4j import Driver
from rdflib import Graph

from diplograph.graph_loader import rdf
from diplograph.graph_loader.holders import Tenure, change, holder
from diplograph.graph_loader.load import Summary, remove
from diplograph.neo4j_server.connection import Connection

Loading = Callable[..., Summary]


# --- The rule, without a graph ----------------------------------------------------------------------------------------


def tenure(official: str, *attested: str, **changes: Any) -> dict[str, Any]:
    """Return a person's time in the post."""
    kept = {"id": f"{official}-{attested}-{changes}", "official": official, "modality": "asserted"}
    return kept | {"attested": list(attested) or None} | changes


def found(*tenures: dict[str, Any], on: str | None, present: Sequence[str] = ()) -> str | None:
    """Return who held the post on a date."""
    row = holder(map(Tenure.of, tenures), on, present)
    return row["official"] if row else None


YEAR = ("2031-01-01", "2031-12-31")


@pytest.mark.parametrize(
    ("on", "who"),
    [
        ("2031-03-12", "a"),
        ("2031-01-01", "a"),
        ("2031-12-31", "a"),
        ("2031-03-12/2031-03-14", "a"),
        ("[2031-03-12..2031-03-14]", "a"),
        ("2031-03", "a"),
        ("2031", "a"),
        ("2030-12-31", None),
        ("2032-01-01", None),
        ("2031-12-30/2032-01-02", None),
        ("2030/2031", None),
        ("../2031-03-12", None),
        ("2031-03-12/..", None),
        ("2031-03-12~", None),
        ("2031-03?", None),
        (None, None),
    ],
)
def test_a_holder_is_known_for_the_whole_of_a_date(on: str | None, who: str | None) -> None:
    """Who is attested before and after all that a date may mean held the post then; beyond, and on open dates, nobody."""
    assert found(tenure("a", *YEAR), on=on) == who


@pytest.mark.parametrize(
    ("attested", "on", "who"),
    [
        (["2031-03-12"], "2031-03-12", "a"),
        (["2031-03-12"], "2031-03-13", None),
        (["2031-03"], "2031-03-12", None),  # on some day of March, who knows which
        (["2031-03"], "2031-03", None),
        (["2031-03", "2031-05"], "2031-04-30", "a"),
        (["2031-03", "2031-05"], "2031-03-31", "a"),
        (["2031-03", "2031-05"], "2031-03-30", None),
        (["2031-03", "2031-05"], "2031-05-02", None),
        (["../2031-03-12", "2031-05-01"], "2031-04", "a"),
        (["2031-03-12~", "2031-05-01"], "2031-04", None),
    ],
)
def test_an_attested_date_is_never_more_than_it_says(attested: list[str], on: str, who: str | None) -> None:
    """A month attests some day of it: what is sure begins with its last day and ends with its first."""
    assert found(tenure("a", *attested), on=on) == who


@pytest.mark.parametrize(
    ("changes", "attested", "on", "who"),
    [
        ({"start": "2030", "end": "2032-05-01"}, [], "2031-03-12", "a"),
        ({"start": "2030", "end": "2032-05-01"}, [], "2030-12-30", None),
        ({"start": "2030", "end": "2032-05-01"}, [], "2032-05-01", "a"),
        ({"start": "2030"}, ["2031-03-13"], "2031-03-12", "a"),
        ({"start": "2030"}, ["2031-03-13"], "2031-03-14", None),
        ({"end": "2032"}, ["2031-03-13"], "2031-12-31", "a"),
        ({"end": "2032"}, ["2031-03-13"], "2032-01-02", None),
        ({"start": "2031-03-12"}, [], "2031-03-12", "a"),
        ({"start": "2031-03-13"}, ["2031-03-01"], "2031-03-10", None),  # told before it began
        ({"start": "../2030-05-01"}, ["2031-03-13"], "2030-06", "a"),
        ({"tenure": "former"}, ["2031-03-01", "2031-03-31"], "2031-03-12", "a"),
        ({"tenure": "former"}, ["2031-03-01"], "2031-03-12", None),
        ({"tenure": "acting"}, ["2031-03-01", "2031-03-31"], "2031-03-12", "a"),
        ({"tenure": "elect"}, ["2031-03-01", "2031-03-31"], "2031-03-12", None),
        ({"modality": "planned"}, ["2031-03-01", "2031-03-31"], "2031-03-12", None),
        ({}, [], "2031-03-12", None),
    ],
)
def test_a_period_and_what_kind_of_tenure(
    changes: dict[str, Any], attested: list[str], on: str, who: str | None
) -> None:
    """Start and end count, an open side is closed by what is attested; acting holds, elect and planned don't."""
    assert found(tenure("a", *attested, **changes), on=on) == who


@pytest.mark.parametrize(
    ("other", "on", "who"),
    [
        (["2031-03-12"], "2031-03-12", None),
        (["2031-03"], "2031-03-12", None),
        (
            ["2031-05-01"],
            "2031-03-12",
            None,
        ),  # somebody else in between: the first may have left and come back
        (["2031-05-01"], "2031-09", None),
        (["2032-01-01"], "2031-03-12", "a"),
        (["2031-12-31"], "2031-03-12", "a"),  # handed over on that day
        (["2031-12-31"], "2031-12-31", None),
        (["2029", "2030"], "2031-03-12", "a"),
        (["2029", "2033"], "2031-03-12", None),
        (["../2031-03-12"], "2031-05", None),
        ([], "2031-03-12", "a"),
    ],
)
def test_two_are_nobody(other: list[str], on: str, who: str | None) -> None:
    """Where another person may have held the post then, or between the days that attest the first, nobody is known."""
    assert found(tenure("a", *YEAR), tenure("b", *other), on=on) == who


def test_one_person_twice_is_one() -> None:
    """Two tenures of one person are no rivals; another's tenure that is planned or to come is none either."""
    rows = [
        tenure("a", *YEAR),
        tenure("a", "2031-06-01", rank="général"),
        tenure("b", "2031-03-12", tenure="elect"),
    ]
    assert found(*rows, tenure("c", "2031-03-12", modality="planned"), on="2031-03-12") == "a"


def test_one_in_the_room_may_be_the_one() -> None:
    """One of those present whose time in the post nobody dates may be meant; not one who is called former."""
    undated, left = tenure("b"), tenure("b", tenure="former")
    assert found(tenure("a", *YEAR), undated, on="2031-03-12") == "a"
    assert found(tenure("a", *YEAR), undated, on="2031-03-12", present=["b"]) is None
    assert found(tenure("a", *YEAR), left, on="2031-03-12", present=["b"]) == "a"


DAYS = st.integers(0, 40).map(lambda number: date(2031, 1, 1) + timedelta(number))
DATES = st.one_of(
    DAYS.map(str),
    st.sampled_from(["2031", "2031-01", "2031-02", "../2031-01-20", "2031-01-20/..", "2031-01-20~"]),
    st.tuples(DAYS, DAYS).map(lambda pair: "/".join(map(str, sorted(pair)))),
)
TENURES = st.lists(
    st.builds(
        lambda number, attested, **changes: tenure(*attested, **changes) | {"id": str(number)},
        number=st.integers(),
        attested=st.tuples(st.sampled_from("abc"), DATES, DATES),
        start=st.none() | DATES,
        end=st.none() | DATES,
        modality=st.sampled_from(["asserted", "asserted", "planned"]),
        tenure=st.sampled_from([None, "acting", "former", "elect"]),
    ),
    max_size=5,
    unique_by=lambda row: row["id"],
)


@settings(deadline=None)
@given(TENURES, DATES, st.randoms())
def test_the_order_of_tenures_changes_nothing(rows: list[dict[str, Any]], on: str, random: Any) -> None:
    """The holder is a function of the set of tenures."""
    assert found(*rows, on=on) == found(*random.sample(rows, len(rows)), on=on)


@settings(deadline=None)
@given(TENURES, DAYS, DAYS)
def test_who_is_known_for_a_period_is_for_each_of_its_days(
    rows: list[dict[str, Any]], one: date, other: date
) -> None:
    """A wider date never finds anybody whom a narrower one inside of it doesn't find."""
    first, last = sorted((one, other))
    who = found(*rows, on=f"{first}/{last}") if first < last else found(*rows, on=str(first))
    days = {found(*rows, on=str(first + timedelta(number))) for number in range((last - first).days + 1)}
    assert who is None or days == {who}


@settings(deadline=None)
@given(TENURES, st.lists(DAYS, min_size=1, max_size=4), DAYS)
def test_another_holder_takes_away_only(rows: list[dict[str, Any]], days: list[date], on: date) -> None:
    """One more person in the post never makes anybody else known; and nobody is known outside of all evidence."""
    more = tenure("z", *map(str, days))
    assert found(*rows, more, on=str(on)) in {found(*rows, on=str(on)), None, "z"}
    outside = on < min(days) or on > max(days)
    assert found(more, on=str(on)) == (None if outside else "z")


FEW = st.lists(st.integers(1, 9).map(lambda day: f"2031-01-0{day}"), max_size=3, unique=True)
IN_POST = st.builds(
    lambda who, days, **changes: tenure(who, *days, **changes) | {"sources": 1, "confidence": 1.0},
    who=st.sampled_from("ab"),
    days=FEW,
    tenure=st.sampled_from([None, None, None, "former", "elect"]),
)


@settings(deadline=None, max_examples=500)
@given(IN_POST, st.lists(IN_POST, max_size=2), FEW.map(set), st.sampled_from([(), ("a",)]))
def test_a_change_of_a_tenure_changes_nothing_beyond(
    before: dict[str, Any], others: list[dict[str, Any]], days: set[str], present: Sequence[str]
) -> None:
    """Who held the post may be another only on the days that a change is said to reach."""
    after = before | {"attested": sorted({*(before["attested"] or [])} ^ days) or None}
    reach = change(before, after)
    for on in (f"2031-01-0{day}" for day in range(1, 10)):
        was, now = (found(*others, row, on=on, present=present) for row in (before, after))
        assert was == now or (reach and reach.days[0] <= on <= reach.days[1])


# --- On the graph -----------------------------------------------------------------------------------------------------

CHILE = "official/pablo-riquelme"
DAY = "2031-03-12"
TEXT = "Le {day}, Ingrid Solheim, ministre norvégienne de la Défense, a rencontré le ministre {state} de la Défense."
SAME = "N9 Reference T5 Wikidata:Q900\tEntretiens"  # what two articles tell of is one meeting
PRESUMED = """
MATCH (o:Official)-[r:ATTENDED]->(m:Meeting) WHERE r.rule IS NOT NULL
RETURN o.id AS official, m.id AS meeting, properties(r) AS fact ORDER BY official, meeting
"""


def unnamed(
    folder: Path, name: str, *extra: str, state: str = "chilien", code: str = "CL", **about: str
) -> Path:
    """Write an article that tells of a meeting with a minister whom it doesn't name."""
    lines = [
        f"T1 Date {DAY}",
        "T2 Official Ingrid Solheim",
        "T3 Post ministre norvégienne de la Défense",
        "T4 State norvégienne",
        "T5 Meeting a rencontré",
        f"T6 Post ministre {state} de la Défense",
        f"T7 State {state}",
        "N1 Reference T4 ISO:NO\tNorvège",
        f"N2 Reference T7 ISO:{code}\t{state}",
        f"A1 Value T1 {DAY}",
        "R1 holds Arg1:T2 Arg2:T3",
        "R2 in Arg1:T3 Arg2:T4",
        "R3 in Arg1:T6 Arg2:T7",
        "E1 Meeting:T5 date:T1 participant:T2 participant2:T6",
    ]
    about = {"language": "fr", "issued": "2031-03-13"} | about
    replaced = {line.split()[0] for line in extra}
    lines = [line for line in lines if line.split()[0] not in replaced]
    return write(folder / name, name, TEXT.format(day=DAY, state=state), *lines, *extra, **about)


def named(
    folder: Path, name: str, person: str, issued: str, *extra: str, state: str = "chilien", code: str = "CL"
) -> Path:
    """Write an article that names a minister, who is attested on its date."""
    lines = (
        f"T1 Official {person}",
        f"T2 Post ministre {state} de la Défense",
        f"T3 State {state}",
        f"N1 Reference T3 ISO:{code}\t{state}",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
    )
    text = f"{person}, ministre {state} de la Défense, a parlé."
    return write(folder / name, name, text, *lines, *extra, language="fr", issued=issued)


def attending(
    folder: Path, name: str, person: str, *extra: str, state: str = "chilien", code: str = "CL", **about: str
) -> Path:
    """Write an article that tells of the same meeting, with a person named too."""
    text = (
        f"Le {DAY}, Ingrid Solheim, ministre norvégienne de la Défense, a rencontré {person}, "
        f"ministre {state} de la Défense."
    )
    lines = [
        f"T1 Date {DAY}",
        "T2 Official Ingrid Solheim",
        "T3 Post ministre norvégienne de la Défense",
        "T4 State norvégienne",
        "T5 Meeting a rencontré",
        f"T6 Official {person}",
        f"T7 Post ministre {state} de la Défense",
        f"T8 State {state}",
        "N1 Reference T4 ISO:NO\tNorvège",
        f"N2 Reference T8 ISO:{code}\t{state}",
        f"A1 Value T1 {DAY}",
        "R1 holds Arg1:T2 Arg2:T3",
        "R2 in Arg1:T3 Arg2:T4",
        "R3 holds Arg1:T6 Arg2:T7",
        "R4 in Arg1:T7 Arg2:T8",
        "E1 Meeting:T5 date:T1 participant:T2 participant2:T6 participant3:T7",
    ]
    return write(
        folder / name, name, text, *lines, *extra, **{"language": "fr", "issued": "2031-03-13"} | about
    )


def known(folder: Path, person: str = "Pablo Riquelme") -> list[Path]:
    """Write two articles between whose dates a person is known to be Chile's minister."""
    return [named(folder, "before", person, "2031-01-10"), named(folder, "after", person, "2031-06-10")]


@pytest.fixture
def presumed(driver: Driver, connection: Connection) -> Callable[[], list[dict[str, Any]]]:
    """Give a way to list the attendances that the rule made."""

    def asking() -> list[dict[str, Any]]:
        rows = driver.execute_query(PRESUMED, database_=connection.database).records
        return [row.data() for row in rows]

    return asking


Presumed = Callable[[], list[dict[str, Any]]]


def test_an_unnamed_counterpart_is_presumed_to_be_the_holder(
    loaded: Loading, presumed: Presumed, tmp_path: Path
) -> None:
    """The one holder known on the day attended, by the rule: a fact apart, with the passage of the meeting."""
    loaded(unnamed(tmp_path, "met"))
    assert presumed() == []
    loaded(*known(tmp_path))
    (row,) = presumed()
    fact = row["fact"]
    assert row["official"] == CHILE
    rests_on = {name: fact.pop(name) for name in ("id", "represented", "held", "claim")}
    assert len(set(rests_on.values())) == 4
    assert fact == {
        "modality": "asserted",
        "basis": "inferred",
        "rule": "holder_of_post",
        "post": "post/cl-defence-minister",
        "confidence": 1.0,
        "sources": 1,
        "first_reported": "2031-03-13",
        "last_reported": "2031-03-13",
        "article": "met",
        "quote": TEXT.format(day=DAY, state="chilien"),
        "char_start": 0,
        "char_end": len(TEXT.format(day=DAY, state="chilien")),
    }


def test_the_lower_confidence_counts(loaded: Loading, presumed: Presumed, tmp_path: Path) -> None:
    """What is presumed is no surer than either of the facts that it rests on."""
    loaded(unnamed(tmp_path, "met"), *known(tmp_path))
    sure = [row["fact"]["confidence"] for row in presumed()]
    for name, day in (("before", "2031-01-10"), ("after", "2031-06-10")):
        loaded(named(tmp_path, name, "Pablo Riquelme", day, "A5 Confidence R1 0.5"))
    assert [*sure, *(row["fact"]["confidence"] for row in presumed())] == [1.0, 0.5]


def test_it_goes_with_either_article(
    loaded: Loading, presumed: Presumed, driver: Driver, connection: Connection, tmp_path: Path, snapshot: Any
) -> None:
    """Without the article that attests the holder, or the one that tells of the meeting, nothing is presumed."""
    met = unnamed(tmp_path, "met")
    before, after = known(tmp_path)
    loaded(met, before)
    lacking = snapshot()
    loaded(after)
    whole = snapshot()
    assert len(presumed()) == 1
    assert remove(driver, connection.database, ["after"]).facts_removed == 1
    assert snapshot() == lacking
    loaded(after)
    assert snapshot() == whole
    remove(driver, connection.database, ["met"])
    assert presumed() == []
    remove(driver, connection.database, ["before", "after"])
    assert snapshot()["edges"] == []


def test_a_second_holder_takes_it_back(
    loaded: Loading, presumed: Presumed, driver: Driver, connection: Connection, tmp_path: Path
) -> None:
    """An article that tells of another holder on that date withdraws it; without that article it comes back."""
    loaded(unnamed(tmp_path, "met"), *known(tmp_path))
    first = presumed()
    loaded(named(tmp_path, "rival", "Camila Fuentes", "2031-03"))
    assert presumed() == []
    remove(driver, connection.database, ["rival"])
    assert presumed() == first != []


def test_a_minister_of_another_state_is_another_post(
    loaded: Loading, presumed: Presumed, tmp_path: Path
) -> None:
    """Peru's minister is neither presumed behind Chile's post nor a rival there."""
    peru = {"state": "péruvien", "code": "PE"}
    days = ("2031-01-10", "2031-06-10")
    loaded(
        unnamed(tmp_path, "met"),
        *(named(tmp_path, f"peru{day}", "Luis Ortega", day, **peru) for day in days),
    )
    assert presumed() == []
    loaded(*known(tmp_path))
    assert [row["official"] for row in presumed()] == [CHILE]


@pytest.mark.parametrize(
    ("tenure", "who"), [("acting", [CHILE]), ("current", [CHILE]), ("former", []), ("elect", [])]
)
def test_only_who_holds_the_post(
    loaded: Loading, presumed: Presumed, tmp_path: Path, tenure: str, who: list[str]
) -> None:
    """An acting minister holds the post; a former one holds it no longer, one elect not yet."""
    days = ("2031-01-10", "2031-06-10")
    paths = [named(tmp_path, f"on{day}", "Pablo Riquelme", day, f"A5 Tenure R1 {tenure}") for day in days]
    loaded(unnamed(tmp_path, "met"), *paths)
    assert [row["official"] for row in presumed()] == who


def test_a_planned_meeting_stays_planned(
    loaded: Loading, presumed: Presumed, ask: Ask, tmp_path: Path
) -> None:
    """Who holds the post is presumed to be going where the post is; nobody has met by it."""
    loaded(unnamed(tmp_path, "met", "A5 Modality E1 planned", issued="2031-03-01"), *known(tmp_path))
    assert [(row["official"], row["fact"]["modality"]) for row in presumed()] == [(CHILE, "planned")]
    assert ask("who-met-whom", official=CHILE, inferred=True) == []
    assert said(ask("meetings-of", of=CHILE, inferred=True), "modality", "rule") == {
        ("planned", "holder_of_post")
    }


def test_a_role_is_copied(loaded: Loading, presumed: Presumed, tmp_path: Path) -> None:
    """Who is presumed was there as what the post was."""
    event = "E1 Meeting:T5 date:T1 participant:T2 chair:T6"
    loaded(unnamed(tmp_path, "met", event), *known(tmp_path))
    assert [row["fact"]["role"] for row in presumed()] == ["chair"]


def test_without_a_day_nobody_is_presumed(loaded: Loading, presumed: Presumed, tmp_path: Path) -> None:
    """A meeting of which only the article's date is known, a bound, has nobody presumed; a day told later changes it."""
    undated = "E1 Meeting:T5 participant:T2 participant2:T6"
    loaded(unnamed(tmp_path, "met", undated), *known(tmp_path))
    assert presumed() == []
    loaded(unnamed(tmp_path, "met"))
    assert [row["official"] for row in presumed()] == [CHILE]
    loaded(unnamed(tmp_path, "met", "A1 Value T1 2030-03-12"))
    assert presumed() == []


def test_who_is_named_wins(
    loaded: Loading, presumed: Presumed, driver: Driver, connection: Connection, tmp_path: Path, snapshot: Any
) -> None:
    """A claim that the holder attended makes the fact the claim's alone; when it goes, the presumed one is back."""
    loaded(unnamed(tmp_path, "met", SAME), *known(tmp_path))
    before = snapshot()
    assert len(presumed()) == 1
    loaded(attending(tmp_path, "named", "Pablo Riquelme", SAME))
    assert presumed() == []
    edges = driver.execute_query(
        "MATCH (:Official {id: $id})-[r:ATTENDED]->() RETURN r.basis AS basis, r.rule AS rule, r.held AS held",
        id=CHILE,
        database_=connection.database,
    ).records
    assert [row.values() for row in edges] == [["explicit", None, None]]
    remove(driver, connection.database, ["named"])
    assert snapshot() == before


def test_another_named_holder_is_the_one(loaded: Loading, presumed: Presumed, tmp_path: Path) -> None:
    """Where a named person attends who holds that post by an article without a date, nobody else is presumed."""
    loaded(unnamed(tmp_path, "met", SAME), *known(tmp_path))
    assert len(presumed()) == 1
    loaded(attending(tmp_path, "named", "Camila Fuentes", SAME, issued=""))
    assert presumed() == []


def test_a_deputy_who_leads_hides_nobody(loaded: Loading, presumed: Presumed, tmp_path: Path) -> None:
    """A named deputy minister beside the unnamed minister holds another post: the minister is presumed all the same."""
    text = (
        f"Le {DAY}, Camila Fuentes, vice-ministre chilienne de la Défense, et le ministre chilien de la Défense ont "
        "rencontré le ministre péruvien de la Défense."
    )
    lines = (
        f"T1 Date {DAY}",
        "T2 Official Camila Fuentes",
        "T3 Post vice-ministre chilienne de la Défense",
        "T4 State chilienne",
        "T5 Post ministre chilien de la Défense",
        "T6 State chilien de",
        "T7 Meeting rencontré",
        "T8 Post ministre péruvien de la Défense",
        "T9 State péruvien",
        "N1 Reference T4 ISO:CL\tChili",
        "N2 Reference T6 ISO:CL\tChili",
        "N3 Reference T9 ISO:PE\tPérou",
        f"A1 Value T1 {DAY}",
        "R1 holds Arg1:T2 Arg2:T3",
        "R2 in Arg1:T3 Arg2:T4",
        "R3 in Arg1:T5 Arg2:T6",
        "R4 in Arg1:T8 Arg2:T9",
        "E1 Meeting:T7 date:T1 head:T2 participant:T5 participant2:T8",
    )
    loaded(write(tmp_path / "met", "met", text, *lines, language="fr", issued="2031-03-13"), *known(tmp_path))
    assert [(row["official"], row["fact"].get("role")) for row in presumed()] == [(CHILE, None)]
    peru = {"state": "péruvien", "code": "PE"}
    days = ("2031-01-10", "2031-06-10")
    loaded(*(named(tmp_path, f"peru{day}", "Luis Ortega", day, **peru) for day in days))
    assert [row["official"] for row in presumed()] == ["official/luis-ortega", CHILE]


def corpus(folder: Path) -> list[Path]:
    """Write nine articles of which each bears on who is presumed where."""
    peru = {"state": "péruvien", "code": "PE"}
    return [
        *known(folder),
        unnamed(folder, "met"),
        unnamed(folder, "again", "A1 Value T1 2031-05-02"),
        unnamed(folder, "peru", SAME, **peru),
        named(folder, "rival", "Camila Fuentes", "2031-04"),
        named(
            folder, "minister", "Luis Ortega", "2031-02-01", "A5 Start R1 2030", "A6 Rank T1 général", **peru
        ),
        named(
            folder,
            "later",
            "Luis Ortega",
            "2032-02-01",
            "A5 Tenure R1 former",
            "A6 End R1 2031-05-01",
            **peru,
        ),
        attending(folder, "named", "Luis Ortega", SAME, **peru),
    ]


def test_the_order_of_loading_changes_nothing(
    loaded: Loading, driver: Driver, connection: Connection, tmp_path: Path, snapshot: Any, presumed: Presumed
) -> None:
    """Articles loaded one by one, in any order, make the graph that they make together."""
    paths = corpus(tmp_path)
    four = [paths[0], paths[1], paths[2], paths[5]]
    loaded(*four)
    expected = snapshot()
    for order in random.Random(5).sample(list(permutations(four)), 8):
        wipe(driver, connection)
        for path in order:
            loaded(path)
        assert snapshot() == expected, [path.stem for path in order]
    wipe(driver, connection)
    loaded(*paths[:5])
    assert len(presumed()) == 2


@pytest.mark.parametrize("seed", range(4))
def test_after_any_history_the_graph_is_that_of_its_articles(
    loaded: Loading,
    driver: Driver,
    connection: Connection,
    tmp_path: Path,
    snapshot: Any,
    seed: int,
) -> None:
    """After loads and removals in any order the graph is what its articles make in an empty one."""
    paths, mixed, there = corpus(tmp_path), random.Random(seed), set[Path]()
    for _ in range(9):
        picked = set(mixed.sample(paths, mixed.randint(1, 3)))
        if leaving := sorted(path.stem for path in picked & there):
            remove(driver, connection.database, leaving)
        if coming := sorted(picked - there):
            loaded(*coming)
        there ^= picked
    found = snapshot()
    wipe(driver, connection)
    loaded(*sorted(there))
    assert found == snapshot()


# --- Kept apart in answers --------------------------------------------------------------------------------------------


def test_who_is_presumed_has_met_nobody_unless_asked(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """The unnamed side stays institutions, with the presumed holder beside it, whoever is asked for."""
    loaded(unnamed(tmp_path, "met"), *known(tmp_path))
    columns = ("met", "presumed", "level", "via", "rule")
    minister, norway = "Ministre de la Défense (Chili)", "Ingrid Solheim"
    solheim = {(minister, "Pablo Riquelme", "institutions", None, None)}
    for inferred in (False, True):
        asked = ask("who-met-whom", official="official/ingrid-solheim", inferred=inferred)
        assert said(asked, *columns) == solheim
        asked = ask("who-met-whom", official="state/CL", inferred=inferred)
        assert said(asked, *columns) == {(norway, None, "institutions", minister, None)}
        asked = ask("who-met-whom", official="post/cl-defence-minister", inferred=inferred)
        assert said(asked, *columns) == {(norway, None, "institutions", None, None)}
    assert ask("who-met-whom", official=CHILE) == []
    rows = ask("who-met-whom", official=CHILE, inferred=True)
    assert said(rows, *columns) == {(norway, None, "institutions", minister, "holder_of_post")}


def test_presumed_meetings_are_listed_when_asked(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """An official's list has a presumed meeting only when asked, with the rule and the post; a state's once, by its post."""
    loaded(unnamed(tmp_path, "met"), *known(tmp_path))
    columns = ("took_part", "via", "presumed", "rule")
    minister = "Ministre de la Défense (Chili)"
    assert ask("meetings-of", of=CHILE) == []
    assert said(ask("meetings-of", of=CHILE, inferred=True), *columns) == {
        ("ATTENDED", minister, None, "holder_of_post")
    }
    for inferred in (False, True):
        rows = ask("meetings-of", of="state/CL", inferred=inferred)
        assert [tuple(row[name] for name in columns) for row in rows] == [
            ("REPRESENTED_AT", minister, "Pablo Riquelme", None)
        ]
        assert said(ask("meetings-of", of="official/ingrid-solheim", inferred=inferred), *columns) == {
            ("ATTENDED", None, None, None)
        }


def test_its_evidence_is_that_of_both_facts(
    loaded: Loading, presumed: Presumed, ask: Ask, tmp_path: Path
) -> None:
    """The claims that a presumed attendance rests on are those of the post's presence and of the tenure."""
    loaded(unnamed(tmp_path, "met"), *known(tmp_path))
    (row,) = presumed()
    rows = ask("evidence", of=row["fact"]["id"])
    assert said(rows, "subject", "predicate", "article", "edge") == {
        ("post/cl-defence-minister", "representedAt", "met", row["fact"]["represented"]),
        (CHILE, "heldPost", "before", row["fact"]["held"]),
        (CHILE, "heldPost", "after", row["fact"]["held"]),
    }


def test_turtle_leaves_it_out_and_a_load_infers_it_again(
    loaded: Loading,
    presumed: Presumed,
    driver: Driver,
    connection: Connection,
    tmp_path: Path,
    snapshot: Any,
) -> None:
    """Nobody asserts what a rule infers: it is no triple of the file, and the graph that comes back has it."""
    loaded(unnamed(tmp_path, "met"), *known(tmp_path))
    before = snapshot()
    path = tmp_path / "graph.ttl"
    path.write_bytes(turtle_of(driver, connection.database))
    attended = {rdf.identifier(each) for each in Graph().parse(path).subjects(rdf.DD.attended)}
    assert attended == {"official/ingrid-solheim"}
    wipe(driver, connection)
    loaded(path)
    assert len(presumed()) == 1
    assert snapshot() == before
