"""Paths between two things: what may stand in between, and what never does; and how the command line shows them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from annotated import write
from conftest import Ask, said
from neo4j import Driver
from test_cli import data, run

from diplograph.graph_loader.load import Summary
from diplograph.neo4j_server.connection import Connection

Loading = Callable[..., Summary]

SOLHEIM, RIQUELME, MENSAH = "official/q990001", "official/q990002", "official/q990003"
NAMES = {"Ingrid Solheim": 990001, "Pablo Riquelme": 990002, "Kofi Mensah": 990003, "Ama Boateng": 990004}
STATES = {"Norvège": "NO", "Ghana": "GH"}


def meets(
    folder: Path,
    name: str,
    *who: str,
    day: str,
    status: str = "held",
    about: str = "",
    issued: str = "2031-12-31",
) -> None:
    """Write an article on one meeting of people and states in Lisbon; ``about``: more arcs of it."""
    text = f"Le jour dit, {', '.join(who)} se sont entretenus à Lisbonne en marge du Forum atlantique de défense."
    lines = [
        "T1 Date jour dit",
        f"A1 Value T1 {day}",
        "T2 Meeting entretenus",
        "T3 Place Lisbonne",
        f"A2 Status E1 {status}",
    ]
    lines += [
        "T4 Meeting Forum atlantique de défense",
        "E2 Meeting:T4",
        "N9 Reference E2 Wikidata:Q990009\tForum",
        "A3 Status E2 held",
    ]
    arcs = ""
    for number, each in enumerate(who, 5):
        state = STATES.get(each)
        lines += [f"T{number} {'State' if state else 'Official'} {each}"]
        lines += [
            f"N{number} Reference T{number} {f'ISO:{state}' if state else f'Wikidata:Q{NAMES[each]}'}\t{each}"
        ]
        arcs += f" participant{number}:T{number}"
    lines += [f"E1 Meeting:T2 date:T1 place:T3{arcs}{about}"]
    write(folder, name, text, *lines, language="fr", issued=issued)


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """Write who links Ingrid Solheim and Kofi Mensah: Pablo Riquelme, who met both, on two days, in one city."""
    meets(tmp_path, "a", "Ingrid Solheim", "Pablo Riquelme", day="2031-03-12", issued="2031-03-13")
    meets(tmp_path, "b", "Pablo Riquelme", "Kofi Mensah", day="2031-05-12", issued="2031-05-13")
    return tmp_path


def people(rows: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    """Return every second name of each path: the things in between are named after those who were there."""
    return {tuple(row["names"][::2]) for row in rows}


LINKED = {("Ingrid Solheim", "Pablo Riquelme", "Kofi Mensah")}


def test_people_are_linked_by_what_they_share(loaded: Loading, ask: Ask, chain: Path) -> None:
    """Two who met the same person are four facts apart; neither the city nor an article nor the forum links them."""
    meets(chain, "c", "Ingrid Solheim", "Kofi Mensah", day="2032-06-12", status="planned")
    meets(chain, "d", "Ingrid Solheim", "Kofi Mensah", day="2031-07-12", status="cancelled")
    meets(chain, "e", "Ingrid Solheim", "Ama Boateng", day="2031-08-12", about=" sidelinesOf:E2")
    meets(chain, "f", "Kofi Mensah", "Norvège", day="2031-09-12", about=" sidelinesOf:E2")
    loaded(chain)
    rows = ask("paths", a=SOLHEIM, b=MENSAH)
    assert people(rows) == LINKED
    assert said(rows, "length", "through", "wider") == {(4, "people", False)}
    assert [len(row["edges"]) for row in rows] == [4]
    assert ask("paths", a=SOLHEIM, b=MENSAH, longest=3) == []
    back = ask("paths", a=MENSAH, b=SOLHEIM)
    assert back[0]["edges"] == rows[0]["edges"][::-1]


def test_what_is_planned_counts_only_when_asked(loaded: Loading, ask: Ask, chain: Path) -> None:
    """A meeting that is to come links when planned things count; one that was called off never does."""
    meets(chain, "c", "Ingrid Solheim", "Kofi Mensah", day="2032-06-12", status="planned")
    meets(chain, "d", "Ingrid Solheim", "Kofi Mensah", day="2031-07-12", status="cancelled")
    loaded(chain)
    assert [row["length"] for row in ask("paths", a=SOLHEIM, b=MENSAH)] == [4]
    assert [row["length"] for row in ask("paths", a=SOLHEIM, b=MENSAH, modality="planned")] == [2, 4]
    assert [row["length"] for row in ask("paths", a=SOLHEIM, b=MENSAH, modality="proposed")] == [2, 4]


def test_places_link_only_when_hubs_are_asked(loaded: Loading, ask: Ask, chain: Path) -> None:
    """With hubs the city that both meetings took place in stands between, as what it is."""
    loaded(chain)
    assert len(ask("paths", a=SOLHEIM, b=MENSAH, longest=4)) == 1
    rows = ask("paths", a=SOLHEIM, b=MENSAH, longest=4, hubs=True)
    assert people(rows) == {*LINKED, ("Ingrid Solheim", "Lisbonne", "Kofi Mensah")}


def test_where_a_rule_finds_nothing_the_next_wider_is_asked(
    loaded: Loading, ask: Ask, tmp_path: Path
) -> None:
    """A state stands between only under parties; asked for people the answer says that it went wider."""
    meets(tmp_path, "a", "Ingrid Solheim", "Ghana", day="2031-03-12")
    meets(tmp_path, "b", "Ghana", "Kofi Mensah", day="2031-05-12")
    loaded(tmp_path)
    for asked, wider in (("people", True), ("parties", False)):
        rows = ask("paths", a=SOLHEIM, b=MENSAH, through=asked)
        assert said(rows, "length", "through", "wider") == {(4, "parties", wider)}
        assert people(rows) == {("Ingrid Solheim", "Ghana", "Kofi Mensah")}
    # an end may be a state: it leaves by its own facts
    assert said(ask("paths", a="state/GH", b=MENSAH), "length", "through", "wider") == {(2, "people", False)}
    assert ask("paths", a=SOLHEIM, b="state/NO") == []


def test_one_post_links_its_holders_only_under_posts(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Two ministers of one state who share nothing else are linked by posts, and the narrower rules say so."""
    text = (
        "Ingrid Solheim, ministre de la Défense de la Norvège, succède à Kofi Mensah, ministre de la Défense."
    )
    lines = (
        "T1 Official Ingrid Solheim", "T2 Post ministre de la Défense", "T3 State Norvège",
        "T4 Official Kofi Mensah", "N1 Reference T1 Wikidata:Q990001\tIngrid Solheim",
        "N2 Reference T4 Wikidata:Q990003\tKofi Mensah", "N3 Reference T3 ISO:NO\tNorvège",
        "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3", "R3 holds Arg1:T4 Arg2:T2", "A1 Tenure R3 former",
    )  # fmt: skip
    write(tmp_path, "a", text, *lines, language="fr", issued="2031-03-13")
    loaded(tmp_path)
    for asked, wider in (("people", True), ("parties", True), ("posts", False)):
        rows = ask("paths", a=SOLHEIM, b=MENSAH, through=asked)
        assert said(rows, "length", "through", "wider") == {(2, "posts", wider)}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"from": "2031-03", "to": "2031-05"}, 1),
        ({"from": "2031-04"}, 0),
        ({"to": "2031-04"}, 0),
        ({"reported_from": "2031-03-13", "reported_to": "2031-05-13"}, 1),
        ({"reported_from": "2031-03-14"}, 0),
        ({"reported_to": "2031-05-12"}, 0),
    ],
)
def test_period(loaded: Loading, ask: Ask, chain: Path, asked: dict[str, str], found: int) -> None:
    """Every thing on the way happened, and every fact was reported, within the period."""
    loaded(chain)
    assert len(ask("paths", a=SOLHEIM, b=MENSAH, **asked)) == found


def test_ties_of_one_length_are_all_there(loaded: Loading, ask: Ask, chain: Path) -> None:
    """Paths of one length are all listed, page by page; a longer one comes behind them; told twice is one path."""
    meets(chain, "c", "Ingrid Solheim", "Ama Boateng", day="2031-06-12")
    meets(chain, "c2", "Ingrid Solheim", "Ama Boateng", day="2031-06-12", issued="2031-12-30")
    meets(chain, "d", "Ama Boateng", "Kofi Mensah", day="2031-07-12")
    meets(chain, "e", "Ama Boateng", "Pablo Riquelme", day="2031-08-12")
    loaded(chain)
    rows = ask("paths", a=SOLHEIM, b=MENSAH)
    assert [row["length"] for row in rows] == [4, 4, 6, 6]
    assert all(len({*row["names"]}) == len(row["names"]) for row in rows)
    assert rows[0]["names"][2] == "Ama Boateng"  # two sources tell of it
    pages = [ask("paths", a=SOLHEIM, b=MENSAH, limit=1, offset=offset) for offset in range(5)]
    assert [page[0]["edges"] if page else None for page in pages] == [*(row["edges"] for row in rows), None]


def test_names_are_in_the_language_asked(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A state's name comes in French or in English."""
    meets(tmp_path, "a", "Ingrid Solheim", "Norvège", day="2031-03-12")
    loaded(tmp_path)
    ends = [ask("paths", a=SOLHEIM, b="state/NO", lang=lang)[0]["names"][-1] for lang in ("fr", "en")]
    assert ends == ["Norvège", "Norway"]


HUB = """
UNWIND range(1, 2000) AS n
MERGE (hub:Entity:Meeting {id: 'meeting/hub'}) SET hub.name = 'hub', hub.status = 'held'
CREATE (o:Entity:Official {id: 'official/' + n, name: toString(n)})-[:ATTENDED {id: 'hub ' + n, basis: 'explicit', modality: 'asserted', sources: 1}]->(hub)
WITH o, n UNWIND range(0, 4) AS k
MERGE (m:Entity:Meeting {id: 'meeting/' + (n * n * 31 + n * (k + 1) * 197 + k * 379) % 997})
ON CREATE SET m.name = 'm', m.status = 'held'
MERGE (o)-[r:ATTENDED {id: n + ' ' + m.id}]->(m) SET r.basis = 'explicit', r.modality = 'asserted', r.sources = 1
"""


def test_a_hub_neither_links_nor_slows(
    driver: Driver, connection: Connection, empty_graph: None, ask: Ask
) -> None:
    """Two of 2,000 at one assembly aren't linked by it unless asked; either answer comes well before the time limit."""
    driver.execute_query(HUB, database_=connection.database)
    ends = {"a": "official/1", "b": "official/500"}
    for hubs in (False, True):
        start = time.monotonic()
        rows = ask("paths", **ends, hubs=hubs)
        assert time.monotonic() - start < 25
        assert rows
        assert ("hub" in {name for row in rows for name in row["names"]}) == hubs
        assert rows == sorted(rows, key=lambda row: row["length"])


def test_a_path_is_shown_as_its_sentences(loaded: Loading, chain: Path) -> None:
    """The table has each fact as a sentence in the language, with the number of its passage; JSON has the facts' ids."""
    loaded(chain)
    shown = run("ask", "paths", SOLHEIM, MENSAH, "--lang", "fr", COLUMNS="300").stdout
    assert [
        shown.count(f"{name} a participé à") for name in ("Ingrid Solheim", "Pablo Riquelme", "Kofi Mensah")
    ] == [1, 2, 1]
    assert all(f"[{number}]" in shown for number in (1, 2))
    assert "« Le jour dit, Ingrid Solheim, Pablo Riquelme se sont entretenus" in shown
    assert "a [" in shown
    assert (
        "Ingrid Solheim attended"
        in run("ask", "paths", SOLHEIM, MENSAH, "--lang", "en", COLUMNS="300").stdout
    )
    body = data("ask", "paths", SOLHEIM, MENSAH)
    evidence = {each["fact"]: each for each in body["evidence"]}
    hops = [evidence[edge] for edge in body["rows"][0]["edges"]]
    assert [hop["article"] for hop in hops] == ["a", "a", "b", "b"]
    assert all(hop["sentence"] and hop["quote"] and hop["issued"] and hop["char_end"] for hop in hops)


def test_a_proposal_is_no_link_yet(example_graph: Summary, ask: Ask) -> None:
    """What was only proposed stands between two partners only where proposals are asked for."""
    (proposed,) = {row["initiative"] for row in ask("initiatives-between", a="state/NO", b="state/CL")}

    def through(modality: str) -> bool:
        rows = ask("paths", a="state/NO", b="state/CL", through="parties", modality=modality)
        return any(proposed in row["names"] for row in rows)

    assert (through("asserted"), through("proposed")) == (False, True)
