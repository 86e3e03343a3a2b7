"""Questions on posts: who held one on a day, a career, a roster; what is unknown is never shown as none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from annotated import write
from conftest import Ask, said

from diplograph.graph_loader.load import Summary

Loading = Callable[..., Summary]


def held(folder: Path, issued: str, *attributes: str, who: str = "Ingrid Solheim", state: str = "NO") -> None:
    """Write an article in which somebody is called minister of defence of Norway or Chile."""
    country = {"NO": "Norvège", "CL": "Chili"}[state]
    write(
        folder,
        f"{who.split()[-1].lower()}-{state}-{issued}",
        f"{who}, ministre de la Défense ({country}), a parlé.",
        f"T1 Official {who}",
        "T2 Post ministre de la Défense",
        f"T3 State {country}",
        f"N1 Reference T3 ISO:{state}\t{country}",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
        *(f"A{number} {attribute}" for number, attribute in enumerate(attributes, 1)),
        language="fr",
        issued=issued,
    )


ON = ("holder", "on_that_day")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2030-12-31", {("Ingrid Solheim", "unknown")}),
        ("2031-03-12", {("Ingrid Solheim", "attested")}),
        ("2031", {("Ingrid Solheim", "attested")}),
        ("2032-06-01", {("Ingrid Solheim", "between")}),
        ("2033-05", {("Ingrid Solheim", "attested")}),
        ("2033-05-20", {("Ingrid Solheim", "around")}),
        ("2034", {("Ingrid Solheim", "unknown")}),
    ],
)
def test_a_holder_on_a_day(
    loaded: Loading, ask: Ask, tmp_path: Path, as_of: str, expected: set[tuple[str, str]]
) -> None:
    """On a day somebody is attested in a post, known before and after, in it some day of that month, or it isn't known."""
    held(tmp_path, "2031-03-12")
    held(tmp_path, "2033-05")
    loaded(tmp_path)
    assert said(ask("post-holders", post="state/NO", as_of=as_of), *ON) == expected
    assert said(ask("roster", party="state/NO", as_of=as_of), *ON) == expected


@pytest.mark.parametrize(
    ("attributes", "as_of", "expected"),
    [
        (("Start R1 2030-06", "End R1 2032"), "2030-05-31", None),
        (("Start R1 2030-06", "End R1 2032"), "2030", "attested"),
        (("Start R1 2030-06", "End R1 2032"), "2030-09-01", "attested"),
        (("Start R1 2030-06", "End R1 2032"), "2032-05-01", "around"),
        (("Start R1 2030-06", "End R1 2032"), "2033-01-01", None),
        (("Start R1 2030-06",), "2040", "unknown"),
        (("Start R1 2030~",), "2029", "unknown"),  # about 2030 excludes no year
        (("Tenure R1 elect",), "2031-03-12", None),
        (("Tenure R1 elect",), "2031-04", "unknown"),
        (("Tenure R1 former",), "2031-03-12", None),
        (("Tenure R1 former",), "2031", "unknown"),
        (("Tenure R1 former", "Attested R1 2029"), "2029", "attested"),
    ],
)
def test_who_is_surely_not_in_the_post_is_left_out(
    loaded: Loading, ask: Ask, tmp_path: Path, attributes: tuple[str, ...], as_of: str, expected: str | None
) -> None:
    """Before the start, after the end, elect or already called former, nobody holds a post; the post stays, without a name."""
    held(tmp_path, "2031-03-12", *attributes)
    loaded(tmp_path)
    rows = {("Ingrid Solheim", expected)} if expected else set()
    assert said(ask("post-holders", post="post/no-defence-minister", as_of=as_of), *ON) == rows
    assert said(ask("roster", party="state/NO", as_of=as_of), *ON) == (rows or {(None, "unknown")})


def test_who_comes_back_is_no_longer_former(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Called former in one year and minister again in another, somebody may be in the post after it."""
    held(tmp_path, "2031-03-12", "Tenure R1 former")
    held(tmp_path, "2035-03-12")
    loaded(tmp_path)
    assert said(ask("post-holders", post="state/NO", as_of="2036"), *ON) == {("Ingrid Solheim", "unknown")}


def test_two_holders_of_one_post(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Of two in one post the one attested on the day comes first; a successor's attestation proves no predecessor."""
    held(tmp_path, "2031-03-12")
    held(tmp_path, "2031-09-01", who="Olav Brekke")
    loaded(tmp_path)
    rows = ask("post-holders", post="state/NO", as_of="2031-09-01")
    assert [(row["holder"], row["on_that_day"]) for row in rows] == [
        ("Olav Brekke", "attested"),
        ("Ingrid Solheim", "unknown"),
    ]
    assert said(ask("post-holders", post="state/NO"), *ON) == {
        ("Olav Brekke", None),
        ("Ingrid Solheim", None),
    }


def test_posts_as_reported(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Asked for what was reported in a period, only what an article of that time tells is listed."""
    held(tmp_path, "2031-03-12")
    held(tmp_path, "2033-05", who="Olav Brekke")
    loaded(tmp_path)
    for period, holder in (
        ({"reported_to": "2031"}, "Ingrid Solheim"),
        ({"reported_from": "2032"}, "Olav Brekke"),
    ):
        for question, parameter in (("post-holders", "post"), ("roster", "party")):
            assert said(ask(question, **{parameter: "state/NO"}, **period), "holder") == {(holder,)}
    career = {"official": "official/ingrid-solheim"}
    assert len(ask("career", **career, reported_to="2031")) == 1
    assert ask("career", **career, reported_from="2032") == []


CAREER = (
    "Major Ingrid Solheim, ministre de la Défense de la Norvège depuis 2030 et ancienne directrice du renseignement "
    "du ministère de la Défense du Chili, deviendra secrétaire générale de l’OTAN."
)


def career(folder: Path) -> None:
    """Write an article on one person's three posts, told in another order than that of time."""
    write(
        folder,
        "career",
        CAREER,
        "T1 Official Ingrid Solheim",
        "T2 Post ministre de la Défense",
        "T3 State Norvège",
        "T4 Post directrice du renseignement",
        "T5 Organization ministère de la Défense",
        "T6 State Chili",
        "T7 Post secrétaire générale",
        "T8 Organization OTAN",
        "N1 Reference T3 ISO:NO\tNorvège",
        "N2 Reference T6 ISO:CL\tChili",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
        "R3 holds Arg1:T1 Arg2:T4",
        "R4 in Arg1:T4 Arg2:T5",
        "R5 partOf Arg1:T5 Arg2:T6",
        "R6 holds Arg1:T1 Arg2:T7",
        "R7 in Arg1:T7 Arg2:T8",
        "A1 Start R1 2030",
        "A2 Tenure R3 former",
        "A3 Start R3 2020",
        "A4 End R3 2024",
        "A5 Tenure R6 elect",
        "A6 Start R6 2032",
        "A7 Rank T1 major",
        language="fr",
        issued="2031-03-12",
    )


def test_a_career_in_order_of_time(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Posts come in order of time with body, party and period; one to come is planned; only what was said is filled in."""
    career(tmp_path)
    loaded(tmp_path)
    columns = ("party", "body", "start", "end", "tenure", "modality", "rank")
    rows = ask("career", official="official/ingrid-solheim")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("Chili", "Ministère de la Défense (Chili)", "2020", "2024", "former", "asserted", "major"),
        ("Norvège", None, "2030", None, None, "asserted", "major"),
        ("Organisation du Traité de l’Atlantique Nord", None, "2032", None, "elect", "planned", "major"),
    ]
    english = ask("career", official="official/ingrid-solheim", lang="en")
    assert [row["party"] for row in english] == ["Chile", "Norway", "North Atlantic Treaty Organization"]


def test_namesakes_have_a_career_each(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Two people of one name in two states are two, and neither has the other's post."""
    held(tmp_path, "2031-03-12")
    held(tmp_path, "2031-03-13", state="CL")
    loaded(tmp_path)
    ids = {state: said(ask("post-holders", post=f"state/{state}"), "holder_id") for state in ("NO", "CL")}
    assert not ids["NO"] & ids["CL"]
    for state, found in ids.items():
        ((official,),) = found
        assert said(ask("career", official=official), "party_id") == {(f"state/{state}",)}


ROSTER = (
    "Olav Brekke dirige la division Plans du ministère de la Défense de la Norvège, membre de l’OTAN. "
    "Le chef d’état-major de la marine du pays et le secrétaire général de l’OTAN étaient là."
)


def roster(folder: Path) -> None:
    """Write an article with a named holder in a division of a ministry, a post without name, and a post of an alliance."""
    write(
        folder,
        "roster",
        ROSTER,
        "T1 Official Olav Brekke",
        "T2 Post dirige",
        "T3 Organization division Plans",
        "T4 Organization ministère de la Défense",
        "T5 State Norvège",
        "T6 Organization OTAN",
        "T7 Post chef d’état-major de la marine",
        "T8 Post secrétaire général",
        "T9 Organization OTAN#2",
        "N1 Reference T5 ISO:NO\tNorvège",
        "N2 Reference T3 diplograph:organization/no-plans\tDivision Plans",
        "N3 Reference T2 diplograph:post/no-plans-director\tDirecteur",
        "N4 Reference T7 diplograph:post/no-navy-chief\tChef de la marine",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
        "R3 partOf Arg1:T3 Arg2:T4",
        "R4 partOf Arg1:T4 Arg2:T5",
        "R5 memberOf Arg1:T5 Arg2:T6",
        "R6 in Arg1:T7 Arg2:T5",
        "R7 in Arg1:T8 Arg2:T9",
        language="fr",
        issued="2031-03-12",
    )


def test_a_roster_lists_posts_without_a_known_holder(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A state's roster has its ministry's division and the unnamed post, once each; the alliance's has none of its member's."""
    roster(tmp_path)
    loaded(tmp_path)
    columns = ("post_id", "body_id", "holder_id", "on_that_day")
    plans = ("post/no-plans-director", "organization/no-plans", "official/olav-brekke", None)
    navy = ("post/no-navy-chief", "state/NO", None, None)
    rows = ask("roster", party="state/NO")
    assert (said(rows, *columns), len(rows)) == ({plans, navy}, 2)
    assert said(ask("roster", party="organization/no-ministry-of-defence"), *columns) == {plans}
    assert said(ask("roster", party="organization/nato"), "holder_id", "body_id") == {
        (None, "organization/nato")
    }
    assert said(
        ask("roster", party="state/NO", as_of="2031-03-12"), "post_id", "holder_id", "on_that_day"
    ) == {
        ("post/no-plans-director", "official/olav-brekke", "attested"),
        ("post/no-navy-chief", None, "unknown"),
    }
    assert ask("roster", party="state/NO", reported_to="2030") == []


def test_a_timeline_of_posts(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Posts taken up and left stand in the timeline of the official, the post and the party; what isn't dated doesn't."""
    career(tmp_path)
    loaded(tmp_path)
    columns = ("date", "did", "moment", "modality", "via")
    taken = [
        ("2020", "HELD_POST", "start", "asserted", None),
        ("2024", "HELD_POST", "end", "asserted", None),
        ("2030", "HELD_POST", "start", "asserted", None),
        ("2032", "HELD_POST", "start", "planned", None),
    ]
    rows = ask("timeline", of="official/ingrid-solheim")
    assert [tuple(row[column] for column in columns) for row in rows] == taken
    through = {(*row[:4], "Ingrid Solheim") for row in taken[:2]}
    assert said(ask("timeline", of="state/CL"), *columns) == through
    assert said(ask("timeline", of="organization/cl-ministry-of-defence"), *columns) == through
    period = ask("timeline", of="official/ingrid-solheim", **{"from": "2024-06", "to": "2031"})
    assert said(period, "date") == {("2024",), ("2030",)}
