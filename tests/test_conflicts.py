"""Which values of a thing exclude one another, which stand, and which claims contradict which: pure functions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.graph_loader.conflicts import compare, denied
from diplograph.graph_loader.facts import best_value
from diplograph.ontology.reference import reference

MEETING, EXERCISE, TREATY = "meeting/talks", "initiative/drill", "agreement/pact"


def claim(article: str, value: str | None = None, **changes: Any) -> dict[str, Any]:
    """Return a claim as the graph gives it; its id is of its article and value."""
    return {
        "id": f"{article}:{value}",
        "article": article,
        "value": value,
        "modality": "asserted",
        "basis": "explicit",
        "confidence": 1.0,
        "quote": "Words.",
        "issued": "2031-03-13",
        "cites": None,
        "translation_of": None,
    } | changes


def told(thing: str, name: str, *rows: dict[str, Any], **more: list[dict[str, Any]]) -> tuple[Any, Any]:
    """Return the values of a property that stand, and its conflicts as pairs of claims."""
    found = compare(thing, {name: rows, **more}, reference())[name]
    return [group[0]["value"] for group in found.standing], {(c.claim, c.other) for c in found.conflicts}


@pytest.mark.parametrize(
    ("thing", "name", "one", "other", "conflict"),
    [
        (MEETING, "date", "2031-03-12", "2031-03-14", True),
        (MEETING, "date", "2031-03-12", "2031-03", False),
        (MEETING, "date", "2031-03-12", "2031-03-12/2031-03-14", False),
        (MEETING, "date", "2031-03-12/2031-03-14", "2031-03-14/2031-03-16", False),  # a day fits both
        (MEETING, "date", "../2031-03-14", "2031-03-12", False),
        (MEETING, "date", "2030~", "2031-01", False),
        (MEETING, "date", "2031-03-12?", "2031-03-14", False),
        (MEETING, "date", "2031-03-12", "2031-03-14%", False),
        (MEETING, "date", "../2031-03-12", "2031-03-14", True),
        (MEETING, "date", "2031-02", "2031-03-01", True),
        (MEETING, "date", "2030-10/2030-12", "2031-03-01", True),
        (MEETING, "date", "[2031-03-01..2031-03-05]", "2031-03-06", True),
        (MEETING, "status", "held", "cancelled", True),
        (MEETING, "status", "ended", "cancelled", True),
        (EXERCISE, "status", "held", "cancelled", True),
        (EXERCISE, "status", "ongoing", "cancelled", False),  # a programme under way can be cancelled
        (MEETING, "status", "ongoing", "ended", False),
        (MEETING, "kind", "ministerial", "summit", True),
        (MEETING, "kind", "talks", "summit", False),
        (MEETING, "ordinal", "3", "4", True),
        (MEETING, "mode", "online", "in_person", True),
        (MEETING, "mode", "online", "hybrid", False),
        (MEETING, "format", "bilateral", "multilateral", True),
        (MEETING, "format", "minilateral", "multilateral", False),
        (MEETING, "tookPlaceIn", "place/oslo", "place/santiago", True),
        (MEETING, "tookPlaceIn", "place/canberra", "place/sydney", True),  # two cities of one state
        (MEETING, "tookPlaceIn", "place/oslo", "state/CL", True),
        (MEETING, "tookPlaceIn", "state/NO", "state/CL", True),
        (MEETING, "tookPlaceIn", "place/oslo", "state/NO", False),
        (MEETING, "tookPlaceIn", "place/oslo", "place/akershus", False),  # nothing says where that is
        (TREATY, "tookPlaceIn", "place/oslo", "place/santiago", True),
        (EXERCISE, "tookPlaceIn", "place/oslo", "place/santiago", False),  # an exercise has several
    ],
)
def test_only_what_excludes_one_another(thing: str, name: str, one: str, other: str, conflict: bool) -> None:
    """Of two values that exclude one another for certain the better supported stands; else both do."""
    rows = [claim("a", one), claim("b", one), claim("c", other)]
    standing, conflicts = told(thing, name, *rows)
    assert standing == ([one] if conflict else [one, other])
    assert conflicts == ({(f"c:{other}", f"a:{one}")} if conflict else set())


def test_a_visit_has_several_places() -> None:
    """Places of a visit stand beside one another, in the order of their support."""
    rows = [claim("a", "place/oslo"), claim("b", "place/santiago"), claim("c", "place/santiago")]
    standing, conflicts = told(MEETING, "tookPlaceIn", *rows, kind=[claim("a", "visit")])
    assert (standing, conflicts) == (["place/santiago", "place/oslo"], set())


def test_each_value_is_held_against_those_that_stand() -> None:
    """Two days of the month that is shown exclude one another, and not the month; what doesn't stand excludes nothing."""
    rows = [claim("a", "2031-03"), claim("b", "2031-03"), claim("c", "2031-03-12", issued="2031-03-01")]
    standing, conflicts = told(MEETING, "date", *rows, claim("d", "2031-03-14"))
    assert standing == ["2031-03", "2031-03-14"]
    assert conflicts == {("c:2031-03-12", "d:2031-03-14")}
    fewer = [claim("e", "2031-03-14/2031-03-16", confidence=0.5), claim("f", "2031-03-16", confidence=0.4)]
    assert told(MEETING, "date", claim("d", "2031-03-14"), *fewer) == (
        ["2031-03-14", "2031-03-14/2031-03-16"],
        {("f:2031-03-16", "d:2031-03-14")},
    )


@pytest.mark.parametrize("status", ["planned", "proposed", "cancelled"])
@pytest.mark.parametrize(
    ("name", "one", "other"),
    [("date", "2031-03-12", "2031-03-14"), ("tookPlaceIn", "place/oslo", "place/santiago")],
)
def test_the_date_and_place_of_a_plan_give_way(name: str, one: str, other: str, status: str) -> None:
    """What was planned for one day and city and held on another was moved: the one isn't shown, and nobody was wrong.

    Any number of articles may tell of the plan.
    """
    rows = [claim("a", one), claim("b", one), claim("c", other)]
    plans = [claim("a", status), claim("b", status), claim("c", "held")]
    assert told(MEETING, name, *rows, status=plans) == ([other], set())
    plans = [claim("a", "planned"), claim("a", "held"), claim("b", status), claim("c", "held")]
    standing, conflicts = told(MEETING, name, *rows, status=plans)
    assert len(standing) == len(conflicts) == 1


@pytest.mark.parametrize("modality", ["planned", "proposed"])
def test_what_is_planned_contradicts_nothing(modality: str) -> None:
    """A plan for another day is no conflict, but neither is it shown beside the day."""
    rows = [claim("a", "2031-03-12", modality=modality), claim("b", "2031-03-14", basis="inferred")]
    assert told(MEETING, "date", *rows) == (["2031-03-14"], set())


def test_what_is_planned_adds_nothing_to_what_is_asserted() -> None:
    """Articles that planned a day don't make it better supported than another on which it took place."""
    plans = [claim(name, "2031-03-12", modality="planned") for name in "abc"]
    held = [claim("d", "2031-03-12"), claim("e", "2031-03-14"), claim("f", "2031-03-14")]
    shown = best_value([*plans, *held])
    assert shown
    assert shown["value"] == "2031-03-14"


def test_who_tells_both_disagrees_with_neither() -> None:
    """An article that gives two days is no party to the conflict of those that give one."""
    both = [claim("a", "2031-03-12"), claim("a", "2031-03-14")]
    assert told(MEETING, "date", *both)[1] == set()
    assert told(MEETING, "date", *both, claim("b", "2031-03-14"))[1] == set()
    others = [claim("b", "2031-03-14"), claim("c", "2031-03-12"), claim("d", "2031-03-14")]
    assert told(MEETING, "date", *both, *others)[1] == {("c:2031-03-12", "b:2031-03-14")}


@pytest.mark.parametrize(
    ("about", "count"),
    [({}, 3), ({"cites": ["a"]}, 1), ({"translation_of": "a"}, 1), ({"cites": ["x"]}, 2)],
)
def test_a_copy_is_no_second_source(about: dict[str, Any], count: int) -> None:
    """Articles that cite or translate one another, or the same one, count once behind the value that they tell."""
    rows = [claim(name, "2031-03-14", **(about if name != "a" else {})) for name in "abc"]
    other = claim("e", "2031-03-12", confidence=0.5)
    (conflict,) = compare(MEETING, {"date": [*rows, other]}, reference())["date"].conflicts
    assert (conflict.claim, conflict.sources, conflict.other_sources) == ("e:2031-03-12", 1, count)


def test_a_fact_that_is_denied() -> None:
    """The strongest denial contradicts the strongest assertion, and each side's independent articles are counted."""
    yes = [claim("a", confidence=0.5), claim("b", cites=["a"]), claim("c", modality="planned")]
    no = [claim("x", modality="denied", basis="inferred"), claim("y", modality="denied")]
    assert denied(yes, no) == [("y:None", "b:None", 2, 1)]
    assert denied([claim("c", modality="planned")], no) == []
    assert denied([], no) == []


def test_who_reports_both_sides_contradicts_nobody() -> None:
    """An article that asserts who was there, and that somebody denies it, is in no conflict with another."""
    both = claim("b", modality="denied")
    assert denied([claim("a"), claim("b")], [both]) == []
    assert denied([claim("a"), claim("b")], [both, claim("c", modality="denied")]) == [
        ("c:None", "a:None", 2, 2)
    ]


DATES = st.sampled_from(["2031-03-12", "2031-03-14", "2031-03", "2031-03-13/2031-03-15", "../2031-03-12"])
ROWS = st.lists(
    st.builds(
        claim,
        st.sampled_from("abcde"),
        DATES,
        modality=st.sampled_from(["asserted", "asserted", "planned", "alleged"]),
        confidence=st.sampled_from([0.5, 1.0]),
        cites=st.sampled_from([None, ["a"], ["x"]]),
    ),
    max_size=8,
    unique_by=lambda row: row["id"],
)


@settings(deadline=None)
@given(ROWS, st.randoms())
def test_conflicts_are_a_function_of_the_set_of_claims(rows: list[dict[str, Any]], random: Any) -> None:
    """Whatever their order, the same values stand; the one that is shown is among them, and no conflict is its own."""
    found = compare(MEETING, {"date": rows}, reference())["date"]
    assert compare(MEETING, {"date": random.sample(rows, len(rows))}, reference())["date"] == found
    shown = best_value(rows)
    assert [group[0] for group in found.standing][:1] == ([shown] if shown else [])
    standing = {row["id"] for group in found.standing for row in group}
    assert all(c.other in standing and c.claim not in standing for c in found.conflicts)
