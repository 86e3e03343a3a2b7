"""The matrix of partners: it counts what ties between two partners lists, for all pairs at once."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from conftest import Ask, filled, said
from neo4j import Driver
from test_queries_ties import CHILE, MINISTER, NORWAY, Loading, meeting, tells

from diplograph.neo4j_server.connection import Connection
from diplograph.queries.catalogue import get

COUNTS = {"Meeting": "meetings", "Initiative": "initiatives", "Agreement": "agreements"}
PARTNERS = """
MATCH (p:Party) WHERE NOT EXISTS { (p)-[:PART_OF {modality: 'asserted'}]->() } RETURN p.id AS id ORDER BY id
"""


def counted(rows: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the counts of the matrix, of each pair."""
    return {
        (row["a_id"], row["b_id"]): (*(row[name] for name in COUNTS.values()), row["proposed"])
        for row in rows
    }


def by_pairs(ask: Ask, partners: list[str], **asked: Any) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the same counts from the ties of each pair, where there are any."""
    found = {}
    for a, b in combinations(partners, 2):
        rows = ask("ties-between", a=a, b=b, **asked)
        ties = [row for row in rows if row["tie"] in COUNTS and row["how"] in ("direct", "via")]
        kinds = Counter(row["tie"] for row in ties)
        counts = (*(kinds[tie] for tie in COUNTS), sum(row["modality"] != "asserted" for row in ties))
        if any(counts):
            found[a, b] = counts
    return found


@pytest.fixture(scope="module")
def partners(driver: Driver, connection: Connection, graph: None) -> list[str]:
    return [row["id"] for row in driver.execute_query(PARTNERS, database_=connection.database).records]


@pytest.mark.parametrize("asked", [{}, {"from": "2024-02", "to": "2024"}, {"reported_from": "2024-03"}])
def test_the_matrix_counts_what_ties_between_two_lists(
    ask: Ask, partners: list[str], asked: dict[str, str]
) -> None:
    """For every pair of partners each number is that of the ties between the two, direct or through somebody."""
    rows = ask("partner-matrix", **asked)
    assert counted(rows) == by_pairs(ask, partners, **asked)
    assert len(rows) == len(counted(rows)) > 3


def test_the_pairs_of_one_partner(ask: Ask, partners: list[str]) -> None:
    """Asked of one partner, its pairs are those of the whole matrix, with it on the one side."""
    whole = counted(ask("partner-matrix"))
    for partner in partners:
        wanted = {
            (partner, b if a == partner else a): counts
            for (a, b), counts in whole.items()
            if partner in (a, b)
        }
        assert counted(ask("partner-matrix", of=partner)) == wanted


def test_a_row_is_drawn_by_its_latest_tie(driver: Driver, connection: Connection, graph: None) -> None:
    """Each row's two paths lead from its latest tie to its two partners."""
    query = get("partner-matrix")
    records = driver.execute_query(query.text, filled(query), database_=connection.database).records
    assert records
    for row in records:
        assert [path.nodes[0]["id"] for path in (row["p"], row["q"])] == [row["thing_id"]] * 2
        assert [path.nodes[-1]["id"] for path in (row["p"], row["q"])] == [row["a_id"], row["b_id"]]


def test_what_counts_and_what_does_not(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Held meetings count, planned and cancelled ones don't; a proposal is counted, and told apart; a body's doing isn't its member's."""
    meeting(tmp_path, "a", "Norvège", "Chili", day="2030-01-01")
    meeting(tmp_path, "b", "Norvège", "Chili", "Ghana", day="2031-02-01")
    meeting(tmp_path, "c", "Norvège", "Chili", day="2032-06-01", status="planned")
    meeting(tmp_path, "d", "Norvège", "Ghana", day="2031-07-01", status="cancelled")
    tells(tmp_path, "e", *MINISTER, "T4 Initiative atelier", "T5 State Chili", "T6 Date ce jour", "A1 Value T6 2033",
          "E1 Initiative:T4 proposedBy:T1 to:T5 date:T6", "A2 Modality E1 proposed")  # fmt: skip
    tells(tmp_path, "f", "T1 State Islande", "T2 State Chili", "T3 Organization Forum des fjords", "T4 Meeting entretiens",
          "R1 memberOf Arg1:T1 Arg2:T3", "E1 Meeting:T4 participant:T3 participant2:T2", "A1 Status E1 held")  # fmt: skip
    loaded(tmp_path)
    rows = ask("partner-matrix")
    [forum] = {row[end] for row in rows for end in ("a_id", "b_id")} - {NORWAY, CHILE, "state/GH"}
    assert said(rows, "a_id", "b_id", *COUNTS.values(), "proposed", "first", "last") == {
        (CHILE, NORWAY, 2, 1, 0, 1, "2030-01-01", "2031-02-01"),
        (CHILE, "state/GH", 1, 0, 0, 0, "2031-02-01", "2031-02-01"),
        ("state/GH", NORWAY, 1, 0, 0, 0, "2031-02-01", "2031-02-01"),
        (forum, CHILE, 1, 0, 0, 0, "../2031-12-31", "../2031-12-31"),
    }
    assert counted(rows) == by_pairs(ask, sorted({NORWAY, CHILE, "state/GH", "state/IS", forum}))
    [row] = ask("partner-matrix", of=NORWAY, **{"from": "2033"})
    assert (row["b_id"], row["initiatives"], row["proposed"], row["last"], row["class"]) == (CHILE, 1, 1, None, "Initiative")  # fmt: skip
    assert ask("partner-matrix", of=NORWAY, reported_to="2030") == []


def test_who_stands_for_both_ties_neither(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A minister of one state who holds a post of another, too, doesn't make the two meet; a second person there does."""
    both = ("T4 Post conseillère", "T5 State Chili", "R3 holds Arg1:T1 Arg2:T4", "R4 in Arg1:T4 Arg2:T5")
    tells(
        tmp_path,
        "a",
        *MINISTER,
        *both,
        "T6 Meeting entretiens",
        "E1 Meeting:T6 participant:T1",
        "A1 Status E1 held",
    )
    loaded(tmp_path)
    assert ask("partner-matrix") == []
    tells(tmp_path, "b", *MINISTER, *both, "T6 Meeting entretiens", "T7 State Chili", "E1 Meeting:T6 participant:T1 participant2:T7",
          "A1 Status E1 held")  # fmt: skip
    loaded(tmp_path)
    assert counted(ask("partner-matrix")) == {(CHILE, NORWAY): (1, 0, 0, 0)} == by_pairs(ask, [CHILE, NORWAY])
