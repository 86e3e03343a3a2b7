"""What a person decides of identity and names: it holds for what is loaded later, and taken back it never was."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from annotated import told
from conftest import wipe
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from neo4j import Driver

from diplograph.graph_loader.decisions import Decision, Decisions, append, hashed, read_decisions
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.identity import Mention, assign
from diplograph.graph_loader.load import Summary, apply_decisions, load_records, remove
from diplograph.graph_loader.names import person_key
from diplograph.graph_loader.records import Record
from diplograph.neo4j_server.connection import Connection
from diplograph.review import deciding

Decide = Callable[..., None]
Snapshot = Callable[[], dict[str, list[object]]]

NORWAY, BERG, AINA = "state-no", "official/anna-berg-state-no", "official/aina-berg-state-no"


@pytest.fixture
def decide(driver: Driver, connection: Connection, empty_graph: None) -> Decide:
    """Give the test an empty graph and a way to put decisions in force in it."""
    return lambda *lines: apply_decisions(driver, connection.database, Decisions.of(lines)) and None


@pytest.fixture
def keep(driver: Driver, connection: Connection) -> Callable[..., None]:
    """Give a way to load records."""
    return lambda *records: load_records(driver, connection.database, records, Summary())


@pytest.fixture
def rows(driver: Driver, connection: Connection) -> Callable[..., list[dict[str, Any]]]:
    """Give a way to read the graph."""

    def reading(text: str, **parameters: object) -> list[dict[str, Any]]:
        records = driver.execute_query(text, parameters, database_=connection.database).records
        return [record.data() for record in records]

    return reading


def minister(folder: Path, article: str, who: str, *, of: str = "norvégien", more: str = "") -> Record:
    """Return an article in which somebody, a state's defence minister, met the Finnish one on a day."""
    text = f"{who}, ministre {of} de la Défense, a rencontré à Oslo Matti Korpi, son homologue finlandais, le 4 mai 2031.{more}"
    return told(
        folder, text,
        f"T1 Official {who}", f"T2 Post ministre {of} de la Défense", f"T3 State {of}",
        "T4 Meeting a rencontré", "T5 Official Matti Korpi", "T6 Post homologue finlandais", "T7 State finlandais",
        "T8 Date 4 mai 2031", "T9 Place Oslo",
        "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3", "R3 holds Arg1:T5 Arg2:T6", "R4 in Arg1:T6 Arg2:T7",
        "R5 participant Arg1:T4 Arg2:T1", "R6 participant Arg1:T4 Arg2:T5", "R7 date Arg1:T4 Arg2:T8",
        "R8 place Arg1:T4 Arg2:T9", "A1 Value T8 2031-05-04",
        name=article, issued="2031-05-05", language="fr", publisher="Essai", title=f"{who} à Oslo",
    )  # fmt: skip


def officials(rows: Callable[..., list[dict[str, Any]]]) -> dict[str, list[str]]:
    """Return the articles that tell of each official."""
    found = rows(
        "MATCH (e:Official)<-[:MENTIONS]-(a:Article) RETURN e.id AS id, a.id AS article ORDER BY article"
    )
    return {row["id"]: [each["article"] for each in found if each["id"] == row["id"]] for row in found}


# --- The file -----------------------------------------------------------------------------------------------------------


def test_a_decision_is_a_line_with_a_comment(tmp_path: Path) -> None:
    """A line is appended with its comment, the file stays as it was before it, and reads back as it was meant."""
    path = tmp_path / "decisions.txt"
    append(path, Decision("same", (AINA, BERG)), "one  minister,\ntwo spellings")
    append(path, Decision("name", ("organization/forum", "fr", "Forum « d’été »")), "")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1:] == [
        f"same {AINA} {BERG}  # one minister, two spellings",
        "name organization/forum fr 'Forum « d’été »'",
    ]
    assert read_decisions(path).lines == [
        "name organization/forum fr 'Forum « d’été »'",
        f"same {AINA} {BERG}",
    ]


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    """A file that isn't there, an empty one and one of comments hold no decision."""
    path = tmp_path / "decisions.txt"
    assert read_decisions(path) == Decisions()
    path.write_text("# nothing yet\n\n   \n", encoding="utf-8")
    assert read_decisions(path) == Decisions()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("merge official/a official/b", "'merge' is no decision; they are same, is, different, name, forget"),
        ("same official/a", "same is followed by ID ID"),
        ("same official/a official/a", "same is followed by ID ID"),
        ("different official/a official/b official/c", "different is followed by ID ID"),
        ("name official/a de Name", "name is followed by ID fr|en NAME, or ID NAME"),
        ("same Anna Berg", "same is followed by ID ID"),
        ("forget", "forget is followed by ID…"),
        ("name official/a 'Anna", "no closing quotation: a name of several words stands in quotes"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    """The file, the line and what was expected are said, of every wrong line, and nothing is applied."""
    path = tmp_path / "decisions.txt"
    path.write_text(f"# ours\nsame official/a official/b\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_decisions(path)
    assert str(error.value).startswith(f"{path}:3: {said}")


# --- One, and two ---------------------------------------------------------------------------------------------------------


def test_what_is_said_to_be_one_is_one_and_taken_back_is_two_again(
    tmp_path: Path, decide: Decide, keep: Callable[..., None], rows: Any, snapshot: Snapshot
) -> None:
    """A merge makes one node of two, with every fact; the line taken out, the graph is exactly what it was."""
    keep(minister(tmp_path, "a", "Anna Berg"), minister(tmp_path, "b", "Aina Berg"))
    before = snapshot()
    assert officials(rows)["official/anna-berg"] == ["a"]
    decide(f"same {BERG} {AINA}")
    assert officials(rows) == {"official/aina-berg": ["a", "b"], "official/matti-korpi": ["a", "b"]}
    [held] = rows(
        "MATCH (:Official {id: 'official/aina-berg'})-[r:HELD_POST]->() RETURN r.sources AS sources"
    )
    assert held["sources"] == 2
    decide()
    assert snapshot() == before


def test_a_merge_holds_for_what_is_loaded_later(
    tmp_path: Path, decide: Decide, keep: Callable[..., None], rows: Any
) -> None:
    """Decided before anything is loaded, or before the second article, the result is the same."""
    decide(f"same {BERG} {AINA}")
    keep(minister(tmp_path, "a", "Anna Berg"))
    keep(minister(tmp_path, "b", "Aina Berg"), minister(tmp_path, "c", "BERG Anna"))
    assert officials(rows)["official/aina-berg"] == ["a", "b", "c"]


def test_a_merge_is_of_these_two_and_not_of_their_namesakes(
    tmp_path: Path, decide: Decide, keep: Callable[..., None], rows: Any
) -> None:
    """A namesake in another state, loaded later, stays somebody else."""
    keep(minister(tmp_path, "a", "Anna Berg"), minister(tmp_path, "b", "Aina Berg"))
    decide(f"same {BERG} {AINA}")
    keep(minister(tmp_path, "c", "Anna Berg", of="suédois"))
    found = officials(rows)
    assert found["official/aina-berg"] == ["a", "b"]
    assert ["c"] in found.values()


def test_a_name_that_no_table_knows_may_be_said_to_be_a_known_body(
    tmp_path: Path, decide: Decide, keep: Callable[..., None], rows: Any, snapshot: Snapshot
) -> None:
    """What the tables miss gets the id of what they have, its facts too; and loses it again."""
    for name, body in (("a", "l’Alliance du Nord-Ouest"), ("b", "l’OTAN")):
        keep(told(
            tmp_path, f"La Norvège est membre de {body}.", "T1 State Norvège", f"T2 Organization {body.removeprefix('l’')}",
            "R1 memberOf Arg1:T1 Arg2:T2", name=name, issued="2031-05-05", language="fr",
        ))  # fmt: skip
    before = snapshot()
    decide("is organization/alliance-du-nord-ouest organization/nato")
    [found] = rows(
        "MATCH (s:State {id: 'state/NO'})-[r:MEMBER_OF]->(o) RETURN o.id AS id, r.sources AS sources, o.aliases AS aliases"
    )
    assert (found["id"], found["sources"]) == ("organization/nato", 2)
    assert "Alliance du Nord-Ouest" in found["aliases"]
    decide()
    assert snapshot() == before


def test_what_review_writes_means_no_namesake(
    tmp_path: Path,
    keep: Callable[..., None],
    rows: Any,
    driver: Driver,
    connection: Connection,
    empty_graph: None,
) -> None:
    """The ids of a line hold the state, not the year: a namesake of the same year in another state stays alone."""
    keep(minister(tmp_path, "a", "Anna Berg"), minister(tmp_path, "b", "Aina Berg"))
    with driver.session(database=connection.database) as session:
        decision = deciding.same(session, "official/anna-berg", "official/aina-berg")
        forgetting = deciding.forget(session, "official/anna-berg")
    assert str(decision) == f"same {AINA} {BERG}"
    assert forgetting.words == (hashed(f"Official|name|{person_key('Anna Berg')}|state/NO"),)
    keep(minister(tmp_path, "c", "Anna Berg", of="suédois"))
    apply_decisions(driver, connection.database, Decisions(frozenset({decision})))
    assert ["c"] in officials(rows).values()
    apply_decisions(driver, connection.database, Decisions(frozenset({forgetting})))
    assert sorted(map(len, officials(rows).values())) == [1, 1, 3]
    keep(minister(tmp_path, "d", "BERG Anna"))  # in whatever order her name is told later
    assert "BERG" not in everything(driver, connection)


def test_forgetting_one_of_two_under_one_name(
    tmp_path: Path,
    keep: Callable[..., None],
    rows: Any,
    driver: Driver,
    connection: Connection,
    empty_graph: None,
) -> None:
    """Of father and son, who share a name and a state, only the one meant goes."""
    for name, year in (("a", "1990"), ("b", "2031")):
        keep(told(
            tmp_path, "Anna Berg, ministre norvégien de la Défense, a souri.", "T1 Official Anna Berg",
            "T2 Post ministre norvégien de la Défense", "T3 State norvégien", "R1 holds Arg1:T1 Arg2:T2",
            "R2 in Arg1:T2 Arg2:T3", name=name, issued=year,
        ))  # fmt: skip
    assert officials(rows) == {"official/anna-berg-1990": ["a"], "official/anna-berg-2031": ["b"]}
    with driver.session(database=connection.database) as session:
        forgetting = deciding.forget(session, "official/anna-berg-1990")
    apply_decisions(driver, connection.database, Decisions(frozenset({forgetting})))
    assert officials(rows) == {"official/anna-berg": ["b"]}


def test_two_under_one_name_are_told_apart_by_their_articles(
    tmp_path: Path, decide: Decide, keep: Callable[..., None], rows: Any, snapshot: Snapshot
) -> None:
    """Namesakes in one post become two; whom a third article means, nobody has said; taken back, they are one."""
    keep(*(minister(tmp_path, name, "Anna Berg") for name in ("a", "b", "c")))
    before = snapshot()
    decide("different official/anna-berg@a official/anna-berg@b")
    assert sorted(officials(rows).values()) == [["a"], ["a", "b", "c"], ["b"], ["c"]]
    decide(
        "different official/anna-berg@a official/anna-berg@b",
        "same official/anna-berg@c official/anna-berg@a",
    )
    assert sorted(officials(rows).values()) == [["a", "b", "c"], ["a", "c"], ["b"]]
    decide()
    assert snapshot() == before


def test_what_a_decision_tells_apart_no_later_article_joins(
    tmp_path: Path, decide: Decide, keep: Callable[..., None], rows: Any
) -> None:
    """An article that calls both by one name stands apart from both, until somebody says whom it means."""
    keep(minister(tmp_path, "a", "Anna Berg"), minister(tmp_path, "b", "Aina Berg"))
    decide(f"different {BERG} {AINA}")
    minister(tmp_path, "c", "Anna Berg", more=" Aina Berg sourit.")
    keep(
        told(
            tmp_path,
            tmp_path.joinpath("c.txt").read_text(encoding="utf-8"),
            *tmp_path.joinpath("c.ann").read_text(encoding="utf-8").splitlines(),
            "T20 Official Aina Berg",
            "R20 sameAs Arg1:T20 Arg2:T1",
            name="d",
            issued="2031-05-05",
        )
    )
    assert sorted(officials(rows).values()) == [["a"], ["a", "b", "d"], ["b"], ["d"]]


def test_a_link_of_the_annotation_is_stronger_than_a_decision() -> None:
    """Two links of one knowledge base stay two things; what has no link goes where the decision says."""
    link = {"keys": ("Official|k|state/NO",), "slugs": ("official/q1",), "links": ("Wikidata:Q1",)}
    one = Mention("a", "r", "Official", **link)
    other = Mention("b", "r", "Official", ("Official|m|state/NO",), ("official/q2",), ("Wikidata:Q2",))
    bare = Mention("c", "r", "Official", ("Official|z|state/NO",), ("official/z",), ())
    decisions = Decisions.of(
        ["same official/q1-state-no official/q2-state-no", "same official/q1-state-no official/z-state-no"]
    )
    found = assign(map(decisions.of_mention, (one, other, bare)))
    assert found == {("a", "r"): "official/q1", ("b", "r"): "official/q2", ("c", "r"): "official/q1"}


def test_two_ends_that_become_one_are_no_fact(
    tmp_path: Path, decide: Decide, keep: Callable[..., None], rows: Any
) -> None:
    """A body that is said to be part of another isn't part of itself once the two are one."""
    keep(told(
        tmp_path, "Le Forum du Nord fait partie du Conseil du Nord.", "T1 Organization Forum du Nord", "T2 Organization Conseil du Nord",
        "R1 partOf Arg1:T1 Arg2:T2", issued="2031-05-05", language="fr",
    ))  # fmt: skip
    assert rows("MATCH ()-[r:PART_OF]->() RETURN count(r) AS n") == [{"n": 1}]
    decide("same organization/forum-du-nord organization/conseil-du-nord")
    assert rows("MATCH ()-[r:PART_OF]->() RETURN count(r) AS n") == [{"n": 0}]
    assert rows("MATCH (c:Claim {predicate: 'partOf'}) RETURN c.edge AS edge") == [{"edge": None}]


# --- Any order, and back ----------------------------------------------------------------------------------------------------

PEOPLE = ("Anna Berg", "BERG Anna", "Aina Berg", "Anne Berg")
IDS = ("official/anna-berg-state-no", "official/aina-berg-state-no", "official/anne-berg-state-no", "official/anna-berg-state-se", "official/anna-berg@a1", "official/anna-berg@a2", "official/anna-berg@a3")  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    """Six articles: two spellings of one name, other names, a namesake in another state."""
    folder = tmp_path_factory.mktemp("world")
    who = [(PEOPLE[0], "norvégien"), (PEOPLE[0], "norvégien"), (PEOPLE[1], "norvégien"), (PEOPLE[2], "norvégien"), (PEOPLE[3], "norvégien"), (PEOPLE[0], "suédois")]  # fmt: skip
    return [minister(folder, f"a{number}", name, of=of) for number, (name, of) in enumerate(who, 1)]


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Return some decisions, which may contradict one another."""
    chosen = draw(
        st.lists(st.tuples(st.sampled_from(("same", "different")), st.permutations(IDS)), max_size=4)
    )
    found = [f"{verb} {pair[0]} {pair[1]}" for verb, pair in chosen]
    named = draw(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from("AZ")), max_size=2, unique_by=lambda pair: pair[0]))  # fmt: skip
    found += [f"name {thing} 'Anna {letter}.'" for thing, letter in named]
    if draw(st.booleans()):
        found.append(f"is {draw(st.sampled_from(IDS))} official/matti-korpi")
    if draw(st.booleans()):
        found.append(f"forget {hashed(draw(st.sampled_from(IDS)))}")
    return found


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # an example takes seconds: none is made smaller
)
@given(st.lists(lines(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_what_is_in_force_alone_decides(
    world: list[Record],
    driver: Driver,
    connection: Connection,
    snapshot: Snapshot,
    steps: list[list[str]],
    rng: random.Random,
) -> None:
    """Articles and decisions in any order, decisions taken back, articles taken out and brought back: one result.

    It is what the last decisions and the articles make of an empty graph.
    """

    def decide(wanted: list[str]) -> None:
        apply_decisions(driver, connection.database, Decisions.of(wanted))

    def keep(records: list[Record]) -> None:
        load_records(driver, connection.database, records, Summary())

    wipe(driver, connection)
    shuffled = rng.sample(world, len(world))
    for step in steps:
        keep([shuffled.pop() for _ in range(min(len(shuffled), rng.randint(0, 3)))])
        decide(step)
    keep(shuffled)
    out = rng.choice(world)
    remove(driver, connection.database, [out.article])
    keep(world)  # of whom a step has forgotten, the articles bring back what is no more to be forgotten
    found = snapshot()

    wipe(driver, connection)
    decide(steps[-1])
    keep(world)
    assert snapshot() == found
    decide([])
    keep(world)
    plain = snapshot()
    wipe(driver, connection)
    keep(world)
    assert snapshot() == plain


# --- Names ------------------------------------------------------------------------------------------------------------------


def test_a_display_name_is_corrected_and_stays_so(
    tmp_path: Path,
    decide: Decide,
    keep: Callable[..., None],
    rows: Any,
    snapshot: Snapshot,
    driver: Driver,
    connection: Connection,
) -> None:
    """A name by language or for both, of a person, of a state; later articles don't undo it; taken back it goes."""
    keep(minister(tmp_path, "a", "Anna Berg"))
    before = snapshot()
    decide(f"name {BERG} 'Anna Bergström'", "name state/NO en 'Kingdom of Norway'")
    keep(minister(tmp_path, "b", "BERG Anna"))
    named = "MATCH (e:Entity {id: $id}) RETURN e.name AS name, e.name_fr AS fr, e.name_en AS en"
    assert rows(named, id="official/anna-berg") == [
        {"name": "Anna Bergström", "fr": "Anna Bergström", "en": "Anna Bergström"}
    ]
    assert rows(named, id="state/NO") == [{"name": "Norvège", "fr": "Norvège", "en": "Kingdom of Norway"}]
    [aliases] = rows("MATCH (e:Entity {id: 'official/anna-berg'}) RETURN e.aliases AS all")
    assert aliases["all"] == ["Anna Berg", "BERG Anna"]  # it is still found by what articles call her
    decide()
    after = (rows(named, id="state/NO"), rows(named, id="official/anna-berg"))
    assert [each["en"] for (each,) in after] == ["Norway", "Anna Berg"]
    remove(driver, connection.database, ["b"])
    assert snapshot() == before


def test_a_name_given_at_an_article_comes_with_it(
    tmp_path: Path, decide: Decide, keep: Callable[..., None], rows: Any
) -> None:
    """Who is named by a mention is so when its article comes, though it calls them as others did before."""
    keep(minister(tmp_path, "a", "Anna Berg"))
    decide(f"same {BERG} official/anna-berg@b", "name official/anna-berg@b 'Anna A.'")
    keep(minister(tmp_path, "b", "Anna Berg"))
    assert rows("MATCH (e:Official) WHERE e.aliases = ['Anna Berg'] RETURN e.name AS name") == [
        {"name": "Anna A."}
    ]


def test_a_second_name_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """One line a thing and language is kept; a file with two is wrong, with both lines told."""
    path = tmp_path / "decisions.txt"
    for name in ("Zoe", "Alba"):
        append(path, Decision("name", (BERG, "fr", name)))
    assert read_decisions(path).lines == [f"name {BERG} fr Alba"]
    with pytest.raises(InputError, match="decisions:2: line 1 gives it another name already"):
        Decisions.of([f"name {BERG} Zoe", f"name {BERG} Alba"])


# --- Forgetting ---------------------------------------------------------------------------------------------------------------


def everything(driver: Driver, connection: Connection) -> str:
    """Return every value of every node and edge, as one text."""
    nodes = driver.execute_query(
        "MATCH (n) RETURN collect(properties(n)) AS all", database_=connection.database
    ).records[0]["all"]
    edges = driver.execute_query(
        "MATCH ()-[r]->() RETURN collect(properties(r)) AS all", database_=connection.database
    ).records[0]["all"]
    return repr((nodes, edges))


def test_a_person_is_forgotten_everywhere_and_for_good(
    tmp_path: Path,
    decide: Decide,
    keep: Callable[..., None],
    rows: Any,
    driver: Driver,
    connection: Connection,
    snapshot: Snapshot,
) -> None:
    """No node, claim, quote, title, key or id holds the name; the rest stays; loading the files again changes nothing.

    The line itself names nobody.
    """
    both = (
        minister(tmp_path, "a", "Anna Berg", more=" Mme Berg a souri."),
        minister(tmp_path, "b", "Aina Berg"),
    )
    keep(*both)
    whole = snapshot()
    assert "Anna Berg" in everything(driver, connection)
    line = f"forget {hashed(BERG)}"
    assert "anna" not in line
    decide(line)
    text = everything(driver, connection)
    at = text.casefold().find("anna")
    assert at < 0, text[max(at - 200, 0) : at + 50]
    quotes = rows("MATCH (c:Claim {article: 'a'}) WHERE c.quote CONTAINS 'Berg' RETURN c.quote AS quote")
    assert quotes == []
    assert officials(rows) == {"official/aina-berg": ["b"], "official/matti-korpi": ["a", "b"]}
    assert rows("MATCH (:Official {id: 'official/matti-korpi'})-[r:ATTENDED]->() RETURN r.sources AS n") == [
        {"n": 2}
    ]
    [quote] = rows("MATCH (c:Claim {article: 'a', predicate: 'attended'}) RETURN c.quote AS quote")
    assert quote["quote"].startswith("[…], ministre norvégien de la Défense, a rencontré")
    forgotten = snapshot()
    keep(*both)
    assert snapshot() == forgotten
    decide()
    keep(*both)  # the graph holds no more what it forgot: the files do
    assert snapshot() == whole


def test_a_namesake_of_a_forgotten_person_is_not_touched(
    tmp_path: Path, decide: Decide, keep: Callable[..., None], rows: Any
) -> None:
    """Who bears the name in another state stays, and so does whoever shares the surname in the same article."""
    keep(minister(tmp_path, "a", "Anna Korpi"), minister(tmp_path, "b", "Anna Korpi", of="suédois"))
    decide(f"forget {hashed('official/anna-korpi-state-no')}")
    found = officials(rows)
    assert found["official/matti-korpi"] == ["a", "b"]
    assert [articles for name, articles in found.items() if name.startswith("official/anna-korpi")] == [["b"]]
    [quote] = rows("MATCH (c:Claim {article: 'a', predicate: 'attended'}) RETURN c.quote AS quote")
    assert "Matti Korpi" in quote["quote"]
    assert "Anna" not in quote["quote"]
