"""Where articles disagree, in the graph: both claims stay, the best supported value is shown, the question lists them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from annotated import write
from conftest import Ask, filled, said, wipe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import Driver

from diplograph.graph_loader.load import Summary, remove
from diplograph.neo4j_server.connection import Connection
from diplograph.queries.catalogue import get

Loading = Callable[..., Summary]

TALKS, SOLHEIM = "meeting/q990001", "official/q990002"
TEXT = (
    "Le jour dit, Ingrid Solheim et Pablo Riquelme se sont entretenus, à Oslo ou à Santiago. "
    "La Norvège nie toute entrevue avec Ingrid Solheim."
)
MET = (
    "T1 Official Ingrid Solheim",
    "T2 Official Pablo Riquelme",
    "T3 Meeting entretenus",
    "N1 Reference T1 Wikidata:Q990002\tIngrid Solheim",
    "N2 Reference E1 Wikidata:Q990001\tEntretiens",
)
DENIED = (
    "T4 Official Ingrid Solheim#2",
    "T5 Meeting entrevue",
    "T6 State Norvège",
    "E2 Meeting:T5 participant:T4 attributedTo:T6",
    "N3 Reference T4 Wikidata:Q990002\tIngrid Solheim",
    "N4 Reference E2 Wikidata:Q990001\tEntretiens",
    "A1 Modality E2 denied",
)
PAIR = ("what", "value", "sources", "other", "other_sources")


def article(
    folder: Path,
    name: str,
    *attributes: str,
    date: str | None = None,
    place: str | None = None,
    met: bool = True,
    denied: bool = False,
    **about: str,
) -> None:
    """Write an article on the one meeting: its date in EDTF, its place, and attributes as « Status held ».

    It tells that Ingrid Solheim was there (``met``), that Norway denies it (``denied``), or both.
    """
    lines = [*(MET if met else ()), *(DENIED if denied else ())]
    if met:
        arcs = "".join([" date:T7" if date else "", " place:T8" if place else ""])
        lines += [f"E1 Meeting:T3 participant:T1 participant2:T2{arcs}"]
        lines += ["T7 Date jour dit", f"A2 Value T7 {date}"] if date else []
        lines += [f"T8 Place {place}"] if place else []
        for number, attribute in enumerate(attributes, 3):
            kind, _, value = attribute.partition(" ")
            lines.append(f"A{number} {kind} E1 {value}")
    write(folder, name, TEXT, *lines, **{"language": "fr", "issued": "2031-03-20"} | about)


@pytest.fixture
def shown(driver: Driver, connection: Connection) -> Callable[[str], Any]:
    """Give a way to read what the meeting shows of a property."""

    def reading(name: str) -> Any:
        text = "MATCH (m:Meeting) RETURN m[$name] AS value"
        (row,) = driver.execute_query(text, {"name": name}, database_=connection.database).records
        return row["value"]

    return reading


def test_both_claims_are_kept_and_the_best_supported_is_shown(
    loaded: Loading, ask: Ask, tmp_path: Path, shown: Callable[[str], Any]
) -> None:
    """Two articles against one: theirs is shown, the one's is listed beside it, each with its passage."""
    article(tmp_path, "a", date="2031-03-12")
    article(tmp_path, "b", date="2031-03-14")
    article(tmp_path, "c", date="2031-03-14")
    loaded(tmp_path)
    (row,) = ask("conflicts")
    assert shown("edtf") == row["value"] == "2031-03-14"
    assert said([row], *PAIR) == {("date", "2031-03-14", 2, "2031-03-12", 1)}
    assert (row["thing_id"], row["other_article"], row["article"] in "bc") == (TALKS, "a", True)
    assert all("Ingrid Solheim" in row[name] for name in ("quote", "other_quote"))
    for claim in (row["claim_id"], row["other_claim_id"]):
        assert said(ask("evidence", of=claim), "claim_id") == {(claim,)}


@pytest.mark.parametrize(
    ("of", "rows"), [(None, 1), (TALKS, 1), ("none/none", 0), ("official/ingrid-solheim", 0)]
)
def test_one_thing(loaded: Loading, ask: Ask, tmp_path: Path, of: str | None, rows: int) -> None:
    """The answer is of one thing where that is asked; nothing found is an empty answer."""
    article(tmp_path, "a", date="2031-03-12")
    article(tmp_path, "b", date="2031-03-14")
    loaded(tmp_path)
    assert len(ask("conflicts", of=of)) == rows


def test_of_equal_support_the_surer_then_the_later_is_shown(
    loaded: Loading, ask: Ask, tmp_path: Path, shown: Callable[[str], Any]
) -> None:
    """One article each: the confidence decides, and where that is equal the latest article."""
    article(tmp_path, "a", "Format bilateral", issued="2031-03-20")
    article(tmp_path, "b", "Format multilateral", issued="2031-03-21")
    loaded(tmp_path)
    assert shown("format") == "multilateral"
    assert said(ask("conflicts"), *PAIR) == {("format", "multilateral", 1, "bilateral", 1)}
    article(tmp_path, "b", "Format multilateral", "Confidence 0.5", issued="2031-03-21")
    loaded(tmp_path)
    assert shown("format") == "bilateral"
    assert said(ask("conflicts"), *PAIR) == {("format", "bilateral", 1, "multilateral", 1)}


def test_taking_an_article_out_resolves_its_conflict(
    loaded: Loading, ask: Ask, tmp_path: Path, driver: Driver, connection: Connection
) -> None:
    """Of two articles that disagree, without one nothing is left to disagree with."""
    article(tmp_path, "a", date="2031-03-12")
    article(tmp_path, "b", date="2031-03-14")
    loaded(tmp_path)
    assert len(ask("conflicts")) == 1
    remove(driver, connection.database, ["b"])
    assert ask("conflicts") == []


def test_an_article_that_turns_out_to_be_a_copy_no_longer_counts(
    loaded: Loading, ask: Ask, tmp_path: Path, shown: Callable[[str], Any]
) -> None:
    """Told anew that one article translates the other, the two are one source, and the other value is shown."""
    article(tmp_path, "a", date="2031-03-12", issued="2031-03-21")
    article(tmp_path, "b", date="2031-03-14")
    article(tmp_path, "c", date="2031-03-14")
    loaded(tmp_path)
    assert shown("edtf") == "2031-03-14"
    article(tmp_path, "c", date="2031-03-14", translation_of="b")
    loaded(tmp_path)
    assert shown("edtf") == "2031-03-12"
    assert said(ask("conflicts"), *PAIR) == {("date", "2031-03-12", 1, "2031-03-14", 1)}


@pytest.mark.parametrize(
    ("kind", "status", "place", "conflict"),
    [
        ("talks", "held", "Oslo", True),
        ("visit", "held", "Oslo, Santiago", False),
        ("talks", "planned", "Santiago", False),  # it was moved
    ],
)
def test_a_place_is_shown_unless_a_better_supported_one_excludes_it(
    loaded: Loading, ask: Ask, tmp_path: Path, kind: str, status: str, place: str, conflict: bool
) -> None:
    """Who met whom and whose meetings name the places that stand, and no other; the conflict names both."""
    article(tmp_path, "a", f"Kind {kind}", f"Status {status}", place="Oslo")
    article(tmp_path, "b", f"Kind {kind}", f"Status {status}", place="Oslo")
    article(tmp_path, "c", f"Kind {kind}", "Status held", place="Santiago")
    loaded(tmp_path)
    assert said(ask("meetings-of", of=SOLHEIM), "place") == {(place,)}
    assert said(ask("who-met-whom", official=SOLHEIM), "place") == {(place,)}
    assert said(ask("conflicts"), *PAIR) == (
        {("tookPlaceIn", "Oslo", 2, "Santiago", 1)} if conflict else set()
    )


def test_a_place_that_another_article_links_is_still_shown(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """An article that gives a place its link moves it to another id, also for the meetings that it doesn't mention."""
    text = "Ingrid Solheim s'est entretenue avec Jens Berg à Akershus."
    lines = (
        "T1 Official Ingrid Solheim",
        "T2 Official Jens Berg",
        "T3 Meeting entretenue",
        "T4 Place Akershus",
    )
    arcs = "E1 Meeting:T3 participant:T1 participant2:T2 place:T4"
    link = "N1 Reference T1 Wikidata:Q990002\tIngrid Solheim"
    write(tmp_path / "one", "a", text, *lines, arcs, link, language="fr", issued="2031-03-20")
    write(
        tmp_path / "two",
        "b",
        "À Akershus.",
        "T1 Place Akershus",
        "N1 Reference T1 Wikidata:Q990003\tAkershus",
    )
    loaded(tmp_path / "one")
    assert said(ask("meetings-of", of=SOLHEIM), "place") == {("Akershus",)}
    loaded(tmp_path / "two")
    assert ask("evidence", of="place/q990003")
    assert said(ask("meetings-of", of=SOLHEIM), "place") == {("Akershus",)}


def test_a_participant_who_is_denied(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Both claims are kept and the fact exists, for a claim asserts it; the conflict names both, copies counted once."""
    article(tmp_path, "a")
    article(tmp_path, "b")
    article(tmp_path, "c", met=False, denied=True)
    article(tmp_path, "d", met=False, denied=True, cites="c")
    loaded(tmp_path)
    (row,) = ask("conflicts")
    assert said([row], "thing", *PAIR, "other_modality") == {
        ("Ingrid Solheim", "attended", "Entretiens", 2, "Entretiens", 1, "denied")
    }
    assert (row["article"] in "ab", row["other_article"] in "cd") == (True, True)
    assert said(ask("who-met-whom", official=SOLHEIM), "met", "meeting_id") == {("Pablo Riquelme", TALKS)}
    assert [ask("conflicts", of=name) for name in (TALKS, SOLHEIM)] == [[row], [row]]


def test_two_lists_of_people_complete_one_another(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Articles that name different people at one meeting don't disagree, nor does who reports both sides of a denial."""
    article(tmp_path, "a")
    text = "Anna Berg s'est entretenue avec Jens Berg."
    lines = ("T1 Official Anna Berg", "T2 Official Jens Berg", "T3 Meeting entretenue")
    link = "N1 Reference E1 Wikidata:Q990001\tEntretiens"
    write(tmp_path, "b", text, *lines, "E1 Meeting:T3 participant:T1 participant2:T2", link, language="fr")
    article(tmp_path, "c", denied=True)
    loaded(tmp_path)
    assert said(ask("evidence", of=TALKS), "modality") == {("asserted",), ("denied",)}
    assert ask("conflicts") == []


OF_EACH = """
MATCH (e:Entity)
RETURN e.id AS id, COLLECT {
  MATCH (c:Claim)<-[:CONTRADICTS]-(d:Claim) WHERE e.id IN [c.subject, c.object, d.object] RETURN [c.id, d.id]
} AS pairs
"""


def test_asked_of_one_thing_it_lists_all_that_name_it(
    loaded: Loading, ask: Ask, tmp_path: Path, driver: Driver, connection: Connection
) -> None:
    """Of each thing come the conflicts, of dates, places and who was there, that are about it or have it for a value."""
    article(tmp_path, "a", date="2031-03-12", place="Oslo")
    article(tmp_path, "b", date="2031-03-14", place="Santiago")
    article(tmp_path, "c", met=False, denied=True)
    loaded(tmp_path)
    of_each = driver.execute_query(OF_EACH, database_=connection.database).records
    expected = {row["id"]: {tuple(pair) for pair in row["pairs"]} for row in of_each}
    found = {name: said(ask("conflicts", of=name), "claim_id", "other_claim_id") for name in expected}
    assert found == expected
    assert set().union(*expected.values()) == said(ask("conflicts"), "claim_id", "other_claim_id")
    whats = {what for (what,) in said(ask("conflicts"), "what")}
    assert whats == {"date", "tookPlaceIn", "attended"}
    assert {name for name, pairs in found.items() if pairs} >= {TALKS, SOLHEIM}


def test_the_browser_draws_the_conflict(
    loaded: Loading, tmp_path: Path, driver: Driver, connection: Connection
) -> None:
    """The path leads from article to article through the two claims."""
    article(tmp_path, "a", date="2031-03-12")
    article(tmp_path, "b", date="2031-03-14")
    loaded(tmp_path)
    values = filled(get("conflicts"))
    (row,) = driver.execute_query(get("conflicts").text, values, database_=connection.database).records
    assert [node["id"] for node in row["p"].nodes] == [
        row["article"],
        row["claim_id"],
        row["other_claim_id"],
        row["other_article"],
    ]


TOLD = st.fixed_dictionaries(
    {
        "date": st.sampled_from([None, "2031-03-12", "2031-03-14", "2031-03"]),
        "place": st.sampled_from([None, "Oslo", "Santiago"]),
        "cites": st.sampled_from(["", "a", "x"]),
    }
)
STEPS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.none() | TOLD | st.just({"met": False, "denied": True})),
    min_size=2,
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_conflicts_come_and_go_as_in_a_clean_load(
    steps: list[tuple[str, dict[str, Any] | None]],
    loaded: Loading,
    driver: Driver,
    connection: Connection,
    snapshot: Callable[[], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Whatever articles came, were told anew and went, the graph is that of those there are, conflicts included."""
    wipe(driver, connection)
    last: dict[str, dict[str, Any]] = {}
    for name, about in steps:
        if about is None:
            remove(driver, connection.database, [name] if name in last else [])
            last.pop(name, None)
        else:
            folder = tmp_path_factory.mktemp("step")
            article(folder, name, **about)
            loaded(folder)
            last[name] = about
    found = snapshot()
    wipe(driver, connection)
    folder = tmp_path_factory.mktemp("clean")
    for name, about in last.items():
        article(folder, name, **about)
    if last:
        loaded(folder)
    assert snapshot() == found
