"""Who met whom, which meetings, and whom one faced: by period, by what was reported when, by language, for members."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from annotated import write
from conftest import Ask, filled, said, wipe
from neo4j import Driver

from diplograph.graph_loader.load import Summary, load
from diplograph.neo4j_server.connection import Connection
from diplograph.queries.catalogue import get

CODES = {"Norvège": "NO", "Suède": "SE", "Chili": "CL", "Japon": "JP", "Ghana": "GH"}
MINISTER = "ministre de la Défense"
SOLHEIM, RIQUELME, HOLM = "Ingrid Solheim", "Pablo Riquelme", "Erik Holm"
MENSAH = "Kofi Mensah"


def meeting(folder: Path, name: str, day: str, *present: str, issued: str, status: str = "held") -> None:
    """Write an article on a meeting. Present: « name/state/function », « /state » (a minister without a name) or « state »."""
    said = [each.split("/") for each in present]
    functions = [[*parts, MINISTER][2] if len(parts) > 1 else "" for parts in said]
    words = [
        f"{parts[0]}, {function}, {parts[1]}" if function else parts[0]
        for parts, function in zip(said, functions, strict=True)
    ]
    lines = ["T1 Date jour dit", "T2 Meeting réunion", f"A1 Value T1 {day}", f"A2 Status E1 {status}"]
    event, seen = "E1 Meeting:T2 date:T1", list[str]()
    for n, (parts, function) in enumerate(zip(said, functions, strict=True)):
        who, post, state = f"T{n}1", f"T{n}2", f"T{n}3"
        name_of_state = parts[1] if function else parts[0]
        seen += [name_of_state, function]
        lines.append(f"{state} State {name_of_state}#{seen.count(name_of_state)}")
        lines.append(f"N{n} Reference {state} ISO:{CODES[name_of_state]}\t{name_of_state}")
        if function:
            lines += [f"{post} Post {function}#{seen.count(function)}", f"R{n}1 in Arg1:{post} Arg2:{state}"]
        if function and parts[0]:
            lines += [f"{who} Official {parts[0]}", f"R{n}2 holds Arg1:{who} Arg2:{post}"]
        event += f" participant{n}:{who if function and parts[0] else post if function else state}"
    text = f"Au jour dit, réunion entre {' et '.join(words)}."
    write(folder, name, text, event, *lines, language="fr", issued=issued)


def minister(folder: Path, name: str, who: str, state: str, issued: str) -> None:
    """Write an article that says who a state's minister of defence is."""
    lines = ("T1 Official " + who, f"T2 Post {MINISTER}", f"T3 State {state}")
    arcs = (
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
        f"N1 Reference T3 ISO:{CODES[state]}\t{state}",
    )
    write(folder, name, f"{who} est {MINISTER}, {state}.", *lines, *arcs, language="fr", issued=issued)


@pytest.fixture(scope="module")
def encounters(driver: Driver, connection: Connection, tmp_path_factory: pytest.TempPathFactory) -> Summary:
    """Load Norway's meetings with Chile, Japan, Ghana and Sweden; Norway and Sweden are members of NATO."""
    folder = tmp_path_factory.mktemp("encounters")
    solheim, riquelme = f"{SOLHEIM}/Norvège", f"{RIQUELME}/Chili"
    meeting(folder, "a", "2031-03-12", solheim, riquelme, issued="2031-03-13")
    meeting(folder, "b", "2032-05-18", solheim, riquelme, "Japon", issued="2032-05-20")
    meeting(folder, "c", "2032-06-30", solheim, "/Ghana", issued="2032-07-01")
    meeting(folder, "d", "2033-09-01", solheim, riquelme, issued="2033-01-02", status="planned")
    meeting(folder, "e", "2032-11-11", solheim, f"{HOLM}/Suède", issued="2032-11-12")
    chief = "/Norvège/chef d’état-major"
    meeting(folder, "f", "2033-02-02", solheim, chief, "Vera Luna/Chili/directrice", issued="2033-02-03")
    minister(folder, "g", MENSAH, "Ghana", "2032-01-10")
    minister(folder, "h", MENSAH, "Ghana", "2033-01-10")
    lines = ("T1 State Norvège", "T2 State Suède", "T3 Organization OTAN")
    arcs = ("R1 memberOf Arg1:T1 Arg2:T3", "R2 memberOf Arg1:T2 Arg2:T3")
    text = "La Norvège et la Suède sont membres de l’OTAN."
    write(folder, "i", text, *lines, *arcs, language="fr", issued="2031-01-01")
    wipe(driver, connection)
    return load(driver, connection.database, [folder])


LEVELS = ("counterpart_id", "bilateral", "plenary", "institutions", "first", "last", "presumed")
SOLHEIM_ID = "official/ingrid-solheim"
PABLO, JAPAN, GHANA = "official/pablo-riquelme", "state/JP", "post/gh-defence-minister"
MET_HOLM = ("official/erik-holm", 1, 0, 0, "2032-11-11", "2032-11-11", None)
MET_LUNA = ("official/vera-luna", 1, 0, 0, "2033-02-02", "2033-02-02", None)


def test_counterparts_are_counted_by_level(encounters: Summary, ask: Ask) -> None:
    """Each counterpart has one row with its held meetings by level; an unnamed one is a post, with who is presumed beside it."""
    assert said(ask("counterparts", of="official/ingrid-solheim"), *LEVELS) == {
        (PABLO, 1, 1, 0, "2031-03-12", "2032-05-18", None),
        (JAPAN, 0, 0, 1, "2032-05-18", "2032-05-18", None),
        (GHANA, 0, 0, 1, "2032-06-30", "2032-06-30", MENSAH),
        MET_HOLM,
        MET_LUNA,
    }


def test_a_meeting_counts_once_for_a_party(encounters: Summary, ask: Ask) -> None:
    """Where a minister and an unnamed chief of staff face one person, their state has met her once, at the closer level."""
    rows = ask("counterparts", of="state/NO")
    assert said(rows, *LEVELS) == said(ask("counterparts", of="official/ingrid-solheim"), *LEVELS)
    assert [row["counterpart_id"] for row in rows][:2] == [PABLO, "official/vera-luna"]


def test_who_is_only_presumed_has_faced_nobody(encounters: Summary, ask: Ask) -> None:
    """The presumed holder of an unnamed post has no counterparts by it; the post has."""
    assert ask("counterparts", of="official/kofi-mensah") == []
    assert said(ask("counterparts", of=GHANA), *LEVELS) == {
        ("official/ingrid-solheim", 0, 0, 1, "2032-06-30", "2032-06-30", None)
    }


def test_a_counterpart_shows_its_strongest_evidence(encounters: Summary, ask: Ask) -> None:
    """The passage beside a counterpart is that of the closest meeting, however many there were."""
    (row,) = [
        row for row in ask("counterparts", of="official/ingrid-solheim") if row["counterpart_id"] == PABLO
    ]
    assert row["article"] == "a"
    assert "réunion entre" in row["quote"]


def test_the_paths_of_a_counterpart_hold_every_meeting(
    encounters: Summary, driver: Driver, connection: Connection
) -> None:
    """The paths of a row lead from the one asked for to the counterpart, through each meeting that is counted."""
    query = get("counterparts")
    values = filled(query, of="state/NO")
    (row,) = [
        row
        for row in driver.execute_query(query.text, values, database_=connection.database).records
        if row["counterpart_id"] == PABLO
    ]
    through = {
        node["id"] for path in row["p"] + row["q"] if path for node in path.nodes if "Meeting" in node.labels
    }
    assert len(through) == row["bilateral"] + row["plenary"] == 2
    assert {path.start_node["id"] for path in row["q"] if path} == {"state/NO"}
    assert {path.end_node["id"] for path in row["p"]} == {PABLO}


PERIODS: list[tuple[dict[str, object], set[tuple[str, int, int, int]]]] = [
    ({"to": "2031"}, {(PABLO, 1, 0, 0)}),
    ({"from": "2032", "to": "2032-05"}, {(PABLO, 0, 1, 0), (JAPAN, 0, 0, 1)}),
    ({"reported_from": "2031-03-13", "reported_to": "2031-03-13"}, {(PABLO, 1, 0, 0)}),
    ({"reported_from": "2032-06", "reported_to": "2032-07"}, {(GHANA, 0, 0, 1)}),
    ({"from": "2034"}, set()),
]


@pytest.mark.parametrize(("period", "expected"), PERIODS)
def test_counterparts_of_a_period(
    encounters: Summary, ask: Ask, period: dict[str, object], expected: set[tuple[str, int, int, int]]
) -> None:
    """Only meetings of the period, or told in it, are counted."""
    assert said(ask("counterparts", of="official/ingrid-solheim", **period), *LEVELS[:4]) == expected


@pytest.mark.parametrize(("period", "expected"), PERIODS)
def test_who_met_whom_in_a_period(
    encounters: Summary, ask: Ask, period: dict[str, object], expected: set[tuple[str, int, int, int]]
) -> None:
    """Who met whom and whose counterparts agree on every period."""
    assert said(ask("who-met-whom", official="official/ingrid-solheim", **period), "met_id") == {
        (row[0],) for row in expected
    }


def test_meetings_of_a_period(encounters: Summary, ask: Ask) -> None:
    """Meetings are those of the period asked for, planned ones too; and those that an article of a period tells."""
    asked = {"of": "official/ingrid-solheim"}
    assert said(ask("meetings-of", **asked, **{"from": "2033"}), "date", "status") == {
        ("2033-09-01", "planned"),
        ("2033-02-02", "held"),
    }
    assert said(ask("meetings-of", **asked, to="2032-05-18"), "date") == {("2031-03-12",), ("2032-05-18",)}
    assert said(ask("meetings-of", **asked, reported_from="2033-01-01", reported_to="2033-01"), "date") == {
        ("2033-09-01",)
    }


@pytest.mark.parametrize("question", ["who-met-whom", "meetings-of"])
@pytest.mark.parametrize(
    ("reported", "counts"),
    [
        ({}, True),
        ({"reported_to": "2032-07"}, True),
        ({"reported_from": "2032-06", "reported_to": "2032-12"}, False),
    ],
)
def test_a_presumed_meeting_is_told_by_the_articles_of_both_facts(
    encounters: Summary, ask: Ask, question: str, reported: dict[str, str], counts: bool
) -> None:
    """Who is presumed at a meeting was so by articles of a period where both the meeting and the post's holder were told in it."""
    of = {"who-met-whom": "official", "meetings-of": "of"}[question]
    rows = ask(question, **{of: "official/kofi-mensah"}, inferred=True, **reported)
    assert said(rows, "date", "rule") == ({("2032-06-30", "holder_of_post")} if counts else set())


def test_members_count_only_when_asked(encounters: Summary, ask: Ask) -> None:
    """What members of NATO did is NATO's only when asked for, and named; its members haven't met it, nor it itself, by that."""
    nato = "organization/nato"
    for question, of in (("counterparts", "of"), ("who-met-whom", "official"), ("meetings-of", "of")):
        assert ask(question, **{of: nato}) == []
    assert said(ask("counterparts", of=nato, members=True), "counterpart_id", "bilateral", "member") == {
        (PABLO, 1, "Norvège"),
        (JAPAN, 0, "Norvège"),
        (GHANA, 0, "Norvège"),
        ("official/vera-luna", 1, "Norvège"),
    }
    assert said(ask("who-met-whom", official=nato, members=True), "met_id", "via", "member") == {
        (PABLO, SOLHEIM, "Norvège"),
        (JAPAN, SOLHEIM, "Norvège"),
        (GHANA, SOLHEIM, "Norvège"),
        ("official/vera-luna", SOLHEIM, "Norvège"),
        ("official/vera-luna", "chef d’état-major (Norvège)", "Norvège"),
    }
    assert said(ask("meetings-of", of=nato, members=True), "date", "member") == {
        *((day, "Norvège") for day in ("2031-03-12", "2032-05-18", "2032-06-30", "2033-09-01", "2033-02-02")),
        *(("2032-11-11", member) for member in ("Norvège", "Suède")),
    }
    assert {row["member"] for row in ask("meetings-of", of="state/NO", members=True)} == {None}


PARTIES = ("state/NO", "state/SE", "state/CL", "state/JP", "state/GH", "organization/nato")


PAIRS: list[tuple[str, str, dict[str, object], set[tuple[str, str, str | None]]]] = [
    ("official/ingrid-solheim", PABLO, {}, {("2031-03-12", PABLO, None), ("2032-05-18", PABLO, None)}),
    ("official/ingrid-solheim", "state/CL", {"to": "2031"}, {("2031-03-12", PABLO, None)}),
    ("official/ingrid-solheim", "post/cl-defence-minister", {"to": "2031"}, {("2031-03-12", PABLO, None)}),
    ("state/NO", JAPAN, {}, {("2032-05-18", JAPAN, SOLHEIM)}),
    ("state/NO", "state/GH", {}, {("2032-06-30", GHANA, SOLHEIM)}),
    ("official/ingrid-solheim", "official/kofi-mensah", {}, set()),
    ("official/ingrid-solheim", "official/kofi-mensah", {"inferred": True}, {("2032-06-30", GHANA, None)}),
    ("state/NO", "organization/nato", {"members": True}, set()),
    ("state/CL", "organization/nato", {}, set()),
    (
        "state/CL",
        "organization/nato",
        {"members": True, "to": "2031"},
        {("2031-03-12", SOLHEIM_ID, RIQUELME)},
    ),
    ("state/SE", "state/CL", {}, set()),
]


@pytest.mark.parametrize(("one", "other", "asked", "expected"), PAIRS)
def test_meetings_with_another(
    encounters: Summary,
    ask: Ask,
    one: str,
    other: str,
    asked: dict[str, object],
    expected: set[tuple[str, str, str | None]],
) -> None:
    """With another asked for, only meetings with it, or with who stands for it: its officials, posts and bodies."""
    rows = ask("who-met-whom", official=one, other=other, **asked)
    assert said(rows, "date", "met_id", "via") == expected


@pytest.mark.parametrize("asked", [{}, {"members": True}, {"inferred": True}, {"same_side": True}])
def test_another_only_narrows(encounters: Summary, ask: Ask, asked: dict[str, object]) -> None:
    """Every row with another is one without; and whom one met is found by asking for it."""
    for one in (*PARTIES, "official/ingrid-solheim", "official/kofi-mensah"):
        every = ask("who-met-whom", official=one, **asked)
        for met in {row["met_id"] for row in every}:
            rows = ask("who-met-whom", official=one, other=met, **asked)
            assert all(row in every for row in rows)
            assert [row for row in every if row["met_id"] == met] == [
                row for row in rows if row["met_id"] == met
            ]


def test_names_are_in_the_language_asked_for(encounters: Summary, ask: Ask) -> None:
    """Every name column of the three questions is in the language asked for."""
    asked = {"reported_from": "2032-07", "reported_to": "2032-07", "lang": "en"}
    post = "Defence minister (Ghana)"
    assert said(ask("counterparts", of="state/NO", **asked), "counterpart") == {(post,)}
    assert said(ask("who-met-whom", official="state/NO", **asked), "met", "via") == {(post, SOLHEIM)}
    assert said(ask("who-met-whom", official="state/GH", **asked), "met", "via") == {(SOLHEIM, post)}
    assert said(ask("meetings-of", of="state/GH", **asked), "via", "presumed") == {(post, MENSAH)}
    (row,) = ask("meetings-of", of="organization/nato", members=True, **asked)
    assert (row["member"], row["meeting"].partition(":")[0]) == ("Norway", "Meeting")


@pytest.mark.parametrize(
    ("reported", "counts"),
    [
        ({}, True),
        ({"reported_to": "2032-07"}, True),
        ({"reported_from": "2032-06", "reported_to": "2032-12"}, False),
    ],
)
def test_a_presumed_meeting_links_by_the_articles_of_both_facts(
    encounters: Summary, ask: Ask, reported: dict[str, str], counts: bool
) -> None:
    """A path through a presumed attendance needs both its facts told in the period, as the meeting itself does."""
    ends = {"a": "official/kofi-mensah", "b": "official/ingrid-solheim"}
    rows = ask("paths", **ends, inferred=True, **reported)
    assert bool(rows) == counts


Loading = Callable[..., Summary]


@pytest.mark.parametrize(("end", "counts"), [("2031-02", False), ("2031-04", True)])
def test_a_member_counts_in_its_time(
    loaded: Loading, ask: Ask, tmp_path: Path, end: str, counts: bool
) -> None:
    """What a member did after it left isn't the organisation's, even where members are asked for."""
    meeting(tmp_path, "a", "2031-03-12", f"{SOLHEIM}/Norvège", f"{RIQUELME}/Chili", issued="2031-03-13")
    lines = (
        "T1 State Norvège",
        "T2 Organization Ligue Boréale",
        "R1 memberOf Arg1:T1 Arg2:T2",
        f"A1 End R1 {end}",
    )
    write(
        tmp_path, "b", "La Norvège, membre de la Ligue Boréale.", *lines, language="fr", issued="2031-05-01"
    )
    loaded(tmp_path)
    league = "organization/ligue-boreale"
    for question, of in (("counterparts", "of"), ("who-met-whom", "official"), ("meetings-of", "of")):
        assert bool(ask(question, **{of: league}, members=True)) == counts


ACTORS = "Official", "Post", "State", "Organization"


def test_who_of_two_is_asked_for_first_makes_no_difference(
    sample_graph: Summary, driver: Driver, connection: Connection, ask: Ask
) -> None:
    """For every two in the sample corpus, both ways tell the same meetings at the same levels; nobody has met itself."""
    cypher = f"MATCH (x:{'|'.join(ACTORS)})-[:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]->(:Meeting) RETURN DISTINCT x.id AS id"
    actors = sorted(row["id"] for row in driver.execute_query(cypher, database_=connection.database).records)
    partners = [each for each in actors if each.startswith(("state/", "organization/"))]
    for among, asked in ((actors, {}), (partners, {"members": True})):
        met = {
            (one, other): said(ask("who-met-whom", official=one, other=other, **asked), "meeting_id", "level")
            for one in among
            for other in among
        }
        assert sum(map(bool, met.values())) > len(among)
        assert {pair for pair in met if met[pair] != met[pair[::-1]]} == set()
        assert {one for one in among if met[one, one]} == set()
