"""What is read for an answer, and for a batch that is written: never all of a kind, unless all is asked for."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import profiles
import pytest
from conftest import SAMPLE, wipe
from neo4j import Driver
from profiled import Plan, Ran, api_statements, load_statements, named, names_of_texts
from profiles import Step, steps

from diplograph.graph_loader import cypher
from diplograph.neo4j_server.connection import Connection
from diplograph.queries.catalogue import catalogue


class Reads(NamedTuple):
    """Why a question reads all of a kind; nothing is, where a thing is given by one of the parameters ``unless``."""

    why: str
    unless: frozenset[str] = frozenset()


def of_everything(what: str, *unless: str) -> Reads:
    return Reads(f"asked of everything, it lists {what}", frozenset(unless))


QUESTIONS = {
    "agreements-by-domain": of_everything("all agreements", "domain", "party"),
    "allegations": of_everything("all that is alleged, which is less than what is said", "about", "speaker"),
    "changes": Reads("the last load is the last of an index; what was since a day is a part of it", frozenset({"article", "load"})),
    "conflicts": of_everything("all contradictions, which are rare", "of"),
    "coverage": of_everything("all articles by publisher", "of"),
    "never-met": of_everything("all parties, of which there are hundreds, not millions", "b"),
    "new-links": of_everything("all that links two parties", "of"),
    "partner-matrix": of_everything("all that links two parties", "of"),
    "places": of_everything("all places of meetings", "of", "place"),
    "planned-not-held": of_everything("all that was to be", "of"),
    "statements": of_everything("all that was stated", "speaker", "addressee"),
    "timeline": of_everything("all that happened", "of"),
}  # fmt: skip
STATEMENTS = {
    "addresses.near": "ids that begin alike, five of them",
    "articles.listed": "a page of the list of articles, by id",
    "entities.listed": "a page of the list of a class, by id",
    "version.coverage": "counts all articles, once a version of the graph",
    "mentions_of_class": "whom to forget is known by a hash alone, so that every official's is compared",
    "delete_changes": "forgetting looks through the words of all reports",
}
# What a plan may begin with: by one value of an index. Whatever else it begins with reads many.
SEEK = re.compile(
    r"(Argument|(Multi)?NodeIndexSeek|(Node|DirectedRelationship)UniqueIndexSeek|MergeUniqueNode)(\(Locking\))?"
)
FIXED = (
    "EmptyRow",
    "SingleRow",
    "NodeCountFromCountStore",
    "ProcedureCall",
    "Unwind",
    "Projection",
    "ShowIndexes",
)
# What gives no more rows than it gets.
NARROW = re.compile(
    r"Argument|Filter|CacheProperties|Union|Distinct|Projection|NodeUniqueIndexSeek(\(Locking\))?"
)


def wide(plan: Plan) -> Iterator[Step]:
    """Yield the operators of a plan that read many: leaves that are no seek, products of more than a row with others."""
    step, children = next(steps(plan)), plan.get("children", [])
    if not children and not SEEK.fullmatch(step.operator) and step.operator not in FIXED:
        yield step
    if step.operator == "CartesianProduct" and not any(map(gives_one, children)):
        yield step
    for each in children:
        yield from wide(each)


def gives_one(plan: Plan) -> bool:
    """Tell whether a part of a plan gives a row at most: things by one id, through nothing that makes them more."""
    return all(NARROW.fullmatch(s.operator) and "WHERE id IN" not in s.details for s in steps(plan))


def offends(plan: Plan, given: Mapping[str, object], allowed: Reads | None) -> list[Step]:
    """Return what in a question's plan reads many and may not: at all, or as it was asked here."""
    found = list(wide(plan))
    if allowed is None:
        return found
    named = {name for name, value in given.items() if value is not None}
    return [each for each in found if each.rows] if allowed.unless & named else []


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return profiles.corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def filled(driver: Driver, connection: Connection, paths: list[Path]) -> None:
    """Load what the profiles are of."""
    wipe(driver, connection)
    profiles.fill(driver, connection.database, paths)


@pytest.fixture(scope="module")
def answering(connection: Connection, filled: None) -> Ran:
    return asyncio.run(api_statements(connection, SAMPLE))


@pytest.fixture(scope="module")
def loading(driver: Driver, connection: Connection, paths: list[Path], filled: None) -> Ran:
    return load_statements(driver, connection.database, paths)


@pytest.mark.parametrize("name", catalogue())
def test_a_question_reads_what_it_is_about(
    name: str, filled: None, driver: Driver, connection: Connection
) -> None:
    """However a question is asked, it begins at what it names; what reads all of a kind does so for a reason."""
    query = catalogue()[name]
    found = {}
    for given in profiles.ways_to_ask(driver, connection.database, query):
        plan = profiles.plan_of(driver, connection.database, query, given)
        if wrong := offends(plan, given, QUESTIONS.get(name)):
            found[str(given)] = wrong
    assert found == {}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_reasons_are_needed(name: str, filled: None, driver: Driver, connection: Connection) -> None:
    """Each question that may read all of a kind would, so that no reason outlives its cause."""
    query = catalogue()[name]
    needed = next(profiles.ways_to_ask(driver, connection.database, query))
    assert [each for each in wide(profiles.plan_of(driver, connection.database, query, needed)) if each.rows]


def test_answering_reads_what_is_asked(answering: Ran) -> None:
    """The statements of the API seek, but those that are said not to."""
    found = {name: list(wide(plan)) for name, _, plan in named(answering)}
    assert {name: each for name, each in found.items() if each and name not in STATEMENTS} == {}
    assert {name for name in STATEMENTS if "." in name} == {name for name, each in found.items() if each}


def test_loading_reads_what_it_writes(loading: Ran, driver: Driver, connection: Connection) -> None:
    """The statements of the loader seek, but for those that forget; each of them was looked at."""
    found = {name: list(wide(plan)) for name, _, plan in named(loading)}
    for text, name in names_of_texts().items():
        if "." not in name and name not in found:
            plan = driver.execute_query(
                f"EXPLAIN\n{text}", rows=[], ids=[], database_=connection.database
            ).summary.plan
            assert plan
            found[name] = list(wide(plan))
    assert {name for name in vars(cypher) if name.isupper() and name[0] != "_"} <= {
        name.upper() for name in found
    }
    assert {name: each for name, each in found.items() if each and name not in STATEMENTS} == {}
    assert {name for name in STATEMENTS if "." not in name} == {name for name, each in found.items() if each}


def test_an_empty_graph_is_no_excuse(
    driver: Driver, connection: Connection, paths: list[Path], empty_graph: None
) -> None:
    """What is planned while there is nothing to count, at the beginning of a load, seeks too."""
    driver.execute_query("CALL db.prepareForReplanning(120)", database_=connection.database)
    driver.execute_query("CALL db.clearQueryCaches()", database_=connection.database)
    found = {
        name: list(wide(plan)) for name, _, plan in named(load_statements(driver, connection.database, paths))
    }
    assert {name: each for name, each in found.items() if each and name not in STATEMENTS} == {}


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("MATCH (n) WHERE n.id = $of RETURN n", "AllNodesScan"),
        ("MATCH (n:State {id: $of}) RETURN n", "NodeByLabelScan"),
        ("MATCH (n:Meeting|Agreement) RETURN n", "UnionNodeByLabelsScan"),
        ("MATCH ()-[r {id: $of}]->() RETURN r", "DirectedAllRelationshipsScan"),
        ("MATCH ()-[r]-() RETURN r", "UndirectedAllRelationshipsScan"),
        ("MATCH ()-[r:STATED]->() WHERE r.quote = $of RETURN r", "DirectedRelationshipTypeScan"),
        ("MATCH ()-[r:STATED|PROPOSED]-() RETURN r", "UndirectedUnionRelationshipTypesScan"),
        ("MATCH (n:Entity) WHERE n.id CONTAINS $of RETURN n", "NodeIndexScan"),
        ("MATCH (n:Article) WHERE n.id > $of RETURN n", "NodeUniqueIndexSeekByRange"),
        ("MATCH (a:Entity), (b:Entity) WHERE a.id IN [$of, 'x'] AND b.id IN ['y', 'z'] RETURN a, b", "CartesianProduct"),
        ("MATCH (a:Entity {id: $of}), (b:Entity {id: 'state/JP'}) RETURN a, b", None),
        ("MATCH (e:Entity {id: $of}) USING INDEX SEEK e:Entity(id) MATCH (e)-[r:STATED]->(s) RETURN r, s", None),
        ("CALL () { WITH $of AS of WHERE of IS NULL MATCH (n:Meeting) RETURN n UNION MATCH (n:Entity {id: $of}) RETURN n } RETURN n", "NodeByLabelScan"),
    ],
)  # fmt: skip
def test_a_scan_is_seen(
    text: str, operator: str | None, filled: None, driver: Driver, connection: Connection
) -> None:
    """A query that reads all of a kind is told from one that seeks, whatever it scans, and scanning that can't be reached counts."""
    summary = driver.execute_query(f"PROFILE\n{text}", of="state/KR", database_=connection.database).summary
    assert summary.profile
    found = offends(summary.profile, {"of": "state/KR"}, None)
    assert [each.operator for each in found] == ([operator] if operator else [])


def test_a_scan_in_spite_of_a_thing_is_seen(filled: None, driver: Driver, connection: Connection) -> None:
    """Where a thing is given, reading all of a kind offends also in a question that may do so without one."""
    allowed = Reads("for the test", frozenset({"of"}))
    scans = "MATCH (n:Meeting) WHERE $of IS NULL OR n.id = $of RETURN n"
    seeks = "CALL () { WITH $of AS of WHERE of IS NULL MATCH (n:Meeting) RETURN n UNION MATCH (n:Entity {id: $of}) RETURN n } RETURN n"
    for text, of, wrong in ((scans, "state/KR", 1), (scans, None, 0), (seeks, "state/KR", 0)):
        plan = driver.execute_query(f"PROFILE\n{text}", of=of, database_=connection.database).summary.profile
        assert plan
        assert len(offends(plan, {"of": of}, allowed)) == wrong, text


def test_the_profiles_are_of_these_texts(answering: Ran, loading: Ran) -> None:
    """Each question and statement has its file, made from the text that it has now; there are no others."""
    texts = {name: query.text for name, query in catalogue().items()}
    for folder, ran in (("api", answering), ("load", loading)):
        texts |= {f"{folder}/{name}": text for name, text, _ in named(ran)}
    files = {
        str(path.relative_to(profiles.HERE).with_suffix("")): path for path in profiles.HERE.glob("**/*.txt")
    }
    lines = {name: path.read_text(encoding="utf-8").splitlines()[1] for name, path in files.items()}
    assert lines == {name: profiles.hashed(text) for name, text in texts.items()}
