"""The question `changes`: what a load added, strengthened, contradicted, removed, by article."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from annotated import told, write
from answers import turtle_of
from conftest import Ask, filled, said
from neo4j import Driver

from diplograph.graph_loader.changes import SIGNS, Run, Strength, Told, news
from diplograph.graph_loader.conflicts import excludes
from diplograph.graph_loader.load import Summary, load_records, remove
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.store import write_batch
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference
from diplograph.queries.catalogue import get

Loading = Callable[..., Summary]
Changes = dict[str, dict[str, set[str]]]
Put = Callable[..., Changes]

PACT = "N1 Reference T2 Wikidata:Q990009\tPacte du Nord"
JOINS = "Norvège partie à Pacte du Nord"
HELD = "Han Do-yun a occupé Ministre de la Défense (Corée du Sud)"
POST_IN = "Ministre de la Défense (Corée du Sud) poste au sein de Corée du Sud"


@pytest.fixture
def put(driver: Driver, connection: Connection, empty_graph: None) -> Put:
    """Give an empty graph and a way to write a batch; it returns its reports: what, by article and kind of change."""
    numbers = count()

    def writing(*records: Record, remove: Sequence[str] = ()) -> Changes:
        run = Run(f"load-{next(numbers)}", "2031-03-13T00:00:00Z")
        with driver.session(database=connection.database) as session:
            session.execute_write(write_batch, records, remove, load_ontology(), reference(), run)
            rows = session.run("MATCH (c:Change {load: $load}) RETURN c", load=run.id).value()
        return {row["article"]: {k: set(row[f"{k}_facts"]) for k in SIGNS if k in row} for row in rows}

    return writing


def pact(folder: Path, name: str, *attributes: str, words: str = "rejoint", **about: str) -> Record:
    """Return an article that says one thing: that Norway is a party to a pact. Attributes as « Modality planned »."""
    lines = ["T1 State Norvège", "T2 Agreement Pacte du Nord", "R1 party Arg1:T2 Arg2:T1", PACT]
    lines += [f"A{n} {each.replace(' ', ' R1 ')}" for n, each in enumerate(attributes, 1)]
    about = {"issued": "2031-03-13", "language": "fr"} | about
    return told(folder, f"La Norvège {words} le Pacte du Nord.", *lines, name=name, **about)


def denial(folder: Path, name: str, *more: str) -> Record:
    """Return an article in which Chile denies that Norway is a party to the pact."""
    lines = ["T1 State Norvège", "T2 Agreement Pacte du Nord", "T3 State Chili", "R1 party Arg1:T2 Arg2:T1"]
    lines += ["A1 Modality R1 denied", "R2 attributedTo Arg1:T2 Arg2:T3", PACT, *more]
    text = "Le Chili dément que la Norvège soit du Pacte du Nord."
    return told(folder, text, *lines, name=name, issued="2031-03-13", language="fr")


def talks(folder: Path, name: str, *attributes: str, dates: Sequence[str] = (), **about: str) -> Record:
    """Return an article on the one meeting: its dates in EDTF, attributes as « Status held »."""
    days = [f"jour {n}" for n, _ in enumerate(dates, 1)]
    text = f"Ingrid Solheim et Pablo Riquelme se sont entretenus. {' '.join(days)}"
    arcs = " ".join(f"date{n}:T{n}0" for n, _ in enumerate(dates, 1)).replace("date1:", "date:")
    lines = ["T1 Official Ingrid Solheim", "T2 Official Pablo Riquelme", "T3 Meeting entretenus"]
    lines += [f"E1 Meeting:T3 participant:T1 participant2:T2 {arcs}".strip()]
    links = {"E1": "Entretiens", "T1": "Ingrid Solheim", "T2": "Pablo Riquelme"}
    lines += [
        f"N{n} Reference {at} Wikidata:Q99000{n}\t{words}" for n, (at, words) in enumerate(links.items(), 1)
    ]
    lines += [f"T{n}0 Date {day}" for n, day in enumerate(days, 1)]
    lines += [f"A{n}0 Value T{n}0 {date}" for n, date in enumerate(dates, 1)]
    lines += [f"A{n} {each.replace(' ', ' E1 ')}" for n, each in enumerate(attributes, 1)]
    return told(folder, text, *lines, name=name, **{"issued": "2031-03-31", "language": "fr"} | about)


def minister(
    folder: Path, name: str, who: str, *lines: str, state: str = "sud-coréen", tail: str = ""
) -> Record:
    """Return an article that names a minister of defence."""
    post = f"ministre {state} de la Défense"
    spans = [f"T1 Official {who}", f"T2 Post {post}", f"T3 State {state}"]
    spans += ["R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3", *lines]
    return told(folder, f"{who}, {post}. {tail}", *spans, name=name, issued="2031-03-13", language="fr")


def contradicted(changes: Changes, article: str) -> set[str]:
    """Return what an article contradicted."""
    return changes[article].get("contradicted", set())


# --- Added, strengthened, removed -------------------------------------------------------------------------------------


def test_a_first_article_adds_all_that_it_tells(put: Put, tmp_path: Path) -> None:
    """Each fact and each value of a thing is told with the names that things have in the graph."""
    assert put(talks(tmp_path, "a", "Status held", dates=["2031-03-12"])) == {
        "a": {
            "added": {
                "Ingrid Solheim a participé à Entretiens",
                "Pablo Riquelme a participé à Entretiens",
                "Entretiens statut held",
                "Entretiens date 2031-03-12",
            }
        }
    }


def test_an_unchanged_article_leaves_no_report(put: Put, tmp_path: Path) -> None:
    """Loading again reports nothing."""
    put(pact(tmp_path, "a"))
    assert put(pact(tmp_path, "a")) == {}


@pytest.mark.parametrize("together", [True, False])
def test_the_first_adds_and_another_strengthens(put: Put, tmp_path: Path, together: bool) -> None:
    """Of articles in one batch the first by id adds a fact, as if they had come one by one."""
    one, two = pact(tmp_path, "a"), pact(tmp_path, "b")
    found = put(two, one) if together else put(one) | put(two)
    assert found == {"a": {"added": {JOINS}}, "b": {"strengthened": {JOINS}}}


@pytest.mark.parametrize(
    ("first", "second"),
    [({}, {"translation_of": "a"}), ({}, {"cites": "a"}), ({"cites": "x"}, {"cites": "x"})],
)
@pytest.mark.parametrize("together", [True, False])
def test_a_copy_strengthens_nothing(
    put: Put, tmp_path: Path, first: dict[str, str], second: dict[str, str], together: bool
) -> None:
    """A translation, or what copies the same article, is no second source; that it came is told all the same."""
    one, two = pact(tmp_path, "a", **first), pact(tmp_path, "b", **second)
    found = put(one, two) if together else put(one) | put(two)
    assert found == {"a": {"added": {JOINS}}, "b": {}}


@pytest.mark.parametrize(
    ("before", "after", "stronger"),
    [
        ("Modality planned", "Modality asserted", True),
        ("Modality asserted", "Modality planned", False),
        ("Basis inferred", "Basis explicit", True),
        ("Confidence 0.5", "Confidence 0.9", True),
        ("Confidence 0.9", "Confidence 0.5", False),
    ],
)
@pytest.mark.parametrize("name", ["a", "b"])
def test_what_is_said_more_surely_is_strengthened(
    put: Put, tmp_path: Path, before: str, after: str, stronger: bool, name: str
) -> None:
    """A stronger modality, basis or confidence strengthens a fact: a changed file's, or a translation's."""
    put(pact(tmp_path, "a", before))
    found = put(pact(tmp_path, name, after, **({"translation_of": "a"} if name == "b" else {})))
    assert found == {name: {"strengthened": {JOINS}} if stronger else {}}


def test_a_changed_file(put: Put, tmp_path: Path) -> None:
    """What it no longer says is removed, what it says now is added, what stays isn't told."""
    put(talks(tmp_path, "a", "Status planned", dates=["2031-04-12"]))
    attended = {f"{who} a participé à Entretiens" for who in ("Ingrid Solheim", "Pablo Riquelme")}
    assert put(talks(tmp_path, "a", "Status held", dates=["2031-04-12"])) == {
        "a": {"added": {"Entretiens statut held"}, "removed": {"Entretiens statut planned"}}
    }
    assert put(remove=["a"])["a"]["removed"] >= attended


def test_an_article_described_as_no_copy_any_more_is_a_source(put: Put, tmp_path: Path) -> None:
    """That b isn't a translation after all strengthens what it tells; that it is one weakens, and isn't told."""
    put(pact(tmp_path, "a"), pact(tmp_path, "b", translation_of="a"))
    assert put(pact(tmp_path, "b")) == {"b": {"strengthened": {JOINS}}}
    assert put(pact(tmp_path, "b", cites="a")) == {"b": {}}
    put(remove=["a"])
    assert put(pact(tmp_path, "b")) == {"b": {}}  # it was the only source, and is


def test_a_fact_is_removed_with_the_last_that_tells_it(put: Put, tmp_path: Path) -> None:
    """One of two articles taken out removes no fact; the last one does, and its words remain."""
    put(pact(tmp_path, "a"), pact(tmp_path, "b"), pact(tmp_path, "c"))
    assert put(remove=["b"]) == {"b": {}}
    assert put(remove=["c", "a"]) == {"a": {"removed": {JOINS}}, "c": {}}


def test_what_the_tables_know_is_not_added_nor_removed(put: Put, tmp_path: Path) -> None:
    """A membership of the reference tables is strengthened by an article that says it, and stays without it."""
    spans = ("T1 State Norvège", "T2 Organization OTAN")
    text = "La Norvège est de l'OTAN."
    silent = told(tmp_path, text, *spans, name="a", language="fr")
    says = told(tmp_path, text, *spans, "R1 memberOf Arg1:T1 Arg2:T2", name="b", language="fr")
    put(silent)
    (fact,) = put(says)["b"]["strengthened"]
    assert fact.startswith("Norvège membre de")
    assert put(remove=["b"]) == {"b": {}}


# --- Who is who -------------------------------------------------------------------------------------------------------


def test_two_things_that_become_one_are_no_news(put: Put, tmp_path: Path) -> None:
    """Who knows both names of a person strengthens the one fact; that facts moved and joined is told of nobody."""
    put(minister(tmp_path, "a", "Han Do-yun"), minister(tmp_path, "b", "Andy Baek"))
    both = minister(tmp_path, "c", "Han Do-yun", "T9 Official Andy Baek", "* Equiv T1 T9", tail="Andy Baek.")
    assert put(both) == {"c": {"strengthened": {HELD, POST_IN}}}
    assert put(remove=["c"]) == {"c": {}}


def test_namesakes_that_are_told_apart_are_no_news(put: Put, tmp_path: Path) -> None:
    """A namesake in another state gives both new ids; only what his article tells is added."""
    put(minister(tmp_path, "a", "Han Do-yun"))
    assert put(minister(tmp_path, "b", "Han Do-yun", state="norvégien")) == {
        "b": {"added": {name.replace("Corée du Sud", "Norvège") for name in (HELD, POST_IN)}}
    }


def test_a_tenure_that_is_renumbered_is_no_news(put: Put, tmp_path: Path) -> None:
    """A second tenure is a fact of its own; when the first goes, the second's new number is told of nobody."""
    put(minister(tmp_path, "a", "Han Do-yun", "A1 Start R1 2010", "A2 End R1 2012", "A3 Attested R1 2011"))
    assert put(minister(tmp_path, "b", "Han Do-yun", "A1 Start R1 2020"))["b"]["added"] == {HELD}
    assert put(remove=["a"]) == {"a": {"removed": {HELD}}}
    assert put(remove=["b"]) == {"b": {"removed": {HELD, POST_IN}}}


# --- Contradicted -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        ("2031-03-12", "2031-03-14", True),
        ("2031-03-12", "2031-03", False),
        ("2031-03-12/2031-03-14", "2031-03-14/2031-03-16", False),  # a day fits both
        ("../2031-03-12", "2031-03-14", True),
        ("2031-03-12?", "2031-03-14", False),
    ],
)
def test_a_date_that_excludes_anothers(
    put: Put, tmp_path: Path, one: str, other: str, excluded: bool
) -> None:
    """The later article contradicts, with both dates; dates that some day fits don't exclude one another."""
    told_first = put(talks(tmp_path, "a", "Status held", dates=[one]))
    assert contradicted(told_first, "a") == set()
    found = put(talks(tmp_path, "b", "Status held", dates=[other]))
    assert contradicted(found, "b") == ({f"Entretiens date {other} ≠ {one}"} if excluded else set())
    assert f"Entretiens date {other}" in found["b"]["added"]


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        ("Status held", "Status cancelled", True),
        ("Status planned", "Status held", False),
        ("Status ongoing", "Status ended", False),
        ("Kind ministerial", "Kind summit", True),
        ("Format bilateral", "Format multilateral", True),
        ("Format minilateral", "Format multilateral", False),
        ("Mode online", "Mode in_person", True),
        ("Mode online", "Mode hybrid", False),
    ],
)
def test_values_that_exclude_one_another(
    put: Put, tmp_path: Path, one: str, other: str, excluded: bool
) -> None:
    """Of two articles in one batch the second by id contradicts; what follows or contains another doesn't."""
    found = put(talks(tmp_path, "b", other), talks(tmp_path, "a", one))
    assert contradicted(found, "a") == set()
    assert {re.sub(".* ≠ ", "", each) for each in contradicted(found, "b")} == (
        {one.split()[1]} if excluded else set()
    )


def test_a_meeting_that_was_moved_contradicts_nobody(put: Put, tmp_path: Path) -> None:
    """The date of a plan is a plan: the day on which it was held is another without a contradiction."""
    put(talks(tmp_path, "a", "Status planned", dates=["2031-03-12"]))
    assert contradicted(put(talks(tmp_path, "b", "Status held", dates=["2031-03-14"])), "b") == set()


def test_what_was_planned_and_is_asserted_contradicts_from_then_on(put: Put, tmp_path: Path) -> None:
    """The same date, once of a plan and now of what took place, excludes another from now on."""
    put(talks(tmp_path, "a", "Status held", dates=["2031-03-12"]))
    put(talks(tmp_path, "b", "Status planned", dates=["2031-03-14"]))
    found = put(talks(tmp_path, "b", "Status held", dates=["2031-03-14"]))
    assert contradicted(found, "b") == {"Entretiens date 2031-03-14 ≠ 2031-03-12"}


def test_who_tells_both_contradicts_nobody(put: Put, tmp_path: Path) -> None:
    """An article that gives another's date and a second one disagrees with neither."""
    put(talks(tmp_path, "a", "Status held", dates=["2031-03-12"]))
    found = put(talks(tmp_path, "b", "Status held", dates=["2031-03-12", "2031-03-14"]))
    assert contradicted(found, "b") == set()
    assert contradicted(put(talks(tmp_path, "c", "Status held", dates=["2031-03-12"])), "c") == set()


def test_a_contradiction_is_told_once(put: Put, tmp_path: Path) -> None:
    """An article that changes in something else doesn't contradict anew; one that corrects itself is told."""
    put(talks(tmp_path, "a", dates=["2031-03-12"]), talks(tmp_path, "b", dates=["2031-03-14"]))
    assert contradicted(put(talks(tmp_path, "b", "Confidence 0.5", dates=["2031-03-14"])), "b") == set()
    assert put(talks(tmp_path, "b", "Confidence 0.5", dates=["2031-03-12"]))["b"] == {
        "strengthened": {"Entretiens date 2031-03-12"},
        "removed": {"Entretiens date 2031-03-14"},
    }


@pytest.mark.parametrize("together", [True, False])
def test_who_denies_a_fact_contradicts_it(put: Put, tmp_path: Path, together: bool) -> None:
    """A denial of what another tells is a contradiction, once; of what nobody tells it isn't."""
    fact, denied = pact(tmp_path, "a"), denial(tmp_path, "b")
    found = put(fact, denied) if together else put(fact) | put(denied)
    assert found == {"a": {"added": {JOINS}}, "b": {"contradicted": {f"≠ {JOINS}"}}}
    assert put(denial(tmp_path, "b", "A2 Confidence R1 0.5")) == {"b": {}}
    put(remove=["a", "b"])
    assert put(denied) == {"b": {}}


def test_who_reports_both_sides_contradicts_nobody(put: Put, tmp_path: Path) -> None:
    """An article that tells a fact and that somebody denies it contradicts no other."""
    put(pact(tmp_path, "a"))
    both = denial(tmp_path, "b", "R3 party Arg1:T2 Arg2:T1")
    assert put(both) == {"b": {"strengthened": {JOINS}}}


# --- Pure functions ---------------------------------------------------------------------------------------------------


def claim(number: int, article: str, value: str | None = None, **about: Any) -> dict[str, Any]:
    """Return a claim on one fact, or on a thing's date."""
    row = {"id": f"claim/{number}", "edge": "e", "article": article, "value": value, "modality": "asserted"}
    row |= {"basis": "explicit", "confidence": 1.0, "cites": None, "translation_of": None}
    return (
        row | {"predicate": "date" if value else "attended", "subject": "s", "subject_cls": "Meeting"} | about
    )


def test_the_order_of_claims_changes_nothing() -> None:
    """The same claims in any order give the same news."""
    new = [claim(n, name, f"2031-03-1{n % 2}") for n, name in enumerate("dbcaab", 1)]
    old = [claim(9, "z", "2031-03-15"), claim(10, "a", "2031-03-16")]
    articles = {"a": {"cites": None, "translation_of": None}}

    def found(rows: list[dict[str, Any]]) -> set[Any]:
        batch = Told(articles, {"claim/10": old[1]}, {row["id"]: row for row in rows})
        batch.claims, batch.facts, batch.names = {"e": [*rows, old[0]]}, {"e": rows[0]}, {"s": "Réunion"}
        return set(news(batch, load_ontology()))

    assert found(new) == found(new[::-1])
    assert {(each.article, each.kind, each.text) for each in found(new) if each.kind != "contradicted"} == {
        ("a", "added", "Réunion date 2031-03-10"),
        ("a", "added", "Réunion date 2031-03-11"),
        ("a", "removed", "Réunion date 2031-03-16"),
        ("b", "strengthened", "Réunion date 2031-03-10"),
        ("c", "strengthened", "Réunion date 2031-03-11"),
        ("d", "strengthened", "Réunion date 2031-03-11"),
    }


def test_strength() -> None:
    """A claim adds to what others say by a new source, a stronger modality or basis, a higher confidence; by no less."""
    strength = Strength([claim(1, "a", modality="planned", basis="coref", confidence=0.5)])
    weak = {"modality": "proposed", "basis": "inferred", "confidence": 0.4}
    steps = [
        (claim(2, "b", cites=["a"], **weak), False),
        (claim(3, "c", translation_of="x", **weak), True),
        (claim(4, "d", cites=["x"], **weak), False),
        (claim(5, "a", **weak | {"modality": "asserted"}), True),
        (claim(6, "a", **weak | {"basis": "explicit"}), True),
        (claim(7, "a", **weak | {"confidence": 0.6}), True),
        (claim(8, "a", **weak), False),
    ]
    assert [strength.take([row]) for row, _ in steps] == [more for _, more in steps]


def test_only_a_meetings_end_excludes_its_cancelling() -> None:
    """A programme under way may be cancelled; a meeting that is on, or is over, wasn't."""
    for thing, excluded in (("meeting/talks", True), ("initiative/works", False)):
        assert excludes(thing, "status", "cancelled", "ongoing") is excluded


# --- Reports and the question -----------------------------------------------------------------------------------------


@pytest.fixture
def two_loads(driver: Driver, connection: Connection, empty_graph: None, tmp_path: Path) -> None:
    """Load a and b on one day, and c and a changed a on another."""
    first = Summary(run=Run("one", "2021-03-13T10:00:00Z"))
    load_records(driver, connection.database, [pact(tmp_path, "a"), talks(tmp_path, "b")], first)
    second = Summary(run=Run("two", "2021-03-14T10:00:00Z"))
    records = [pact(tmp_path, "a", "Modality planned"), denial(tmp_path, "c")]
    load_records(driver, connection.database, records, second)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, {("two", "a"), ("two", "c")}),
        ({"load": "one"}, {("one", "a"), ("one", "b")}),
        ({"article": "a"}, {("one", "a"), ("two", "a")}),
        ({"since": "2021-03-13"}, {("one", "a"), ("one", "b"), ("two", "a"), ("two", "c")}),
        ({"since": "2021-03-14"}, {("two", "a"), ("two", "c")}),
        ({"article": "a", "load": "two"}, {("two", "a")}),
        ({"article": "b", "since": "2021-03-14"}, set()),
        ({"load": "three"}, set()),
    ],
)
def test_one_load_one_article_or_since_a_day(
    two_loads: None, ask: Ask, parameters: dict[str, str], expected: set[tuple[str, str]]
) -> None:
    """Without parameters the answer is of the latest load; one load, one article's history, or what came since."""
    assert said(ask("changes", **parameters), "load_id", "article") == expected


def test_a_row_has_its_passage_and_its_picture(
    two_loads: None, ask: Ask, driver: Driver, connection: Connection
) -> None:
    """A fact shows its edge and the article's passage; a changed article that changed no fact has one row."""
    (weaker, denied) = ask("changes")
    assert (weaker["article"], weaker["outcome"], weaker["change"], weaker["fact"]) == (
        "a",
        "changed",
        None,
        None,
    )
    assert (denied["change"], denied["modality"], denied["report"]) == ("contradicted", "denied", "c ≠1")
    assert denied["quote"] == "Le Chili dément que la Norvège soit du Pacte du Nord."
    assert said(ask("evidence", of=denied["edge"]), "article") == {("a",)}
    values = filled(get("changes"), load="one")
    records = driver.execute_query(get("changes").text, values, database_=connection.database).records
    drawn = {row["fact"]: [r.type for r in row["p"].relationships] for row in records if row["p"]}
    attended = {f"{who} a participé à Entretiens" for who in ("Ingrid Solheim", "Pablo Riquelme")}
    assert {fact for fact, types in drawn.items() if types == ["ATTENDED"]} == attended
    assert {fact for fact, types in drawn.items() if types == ["CLAIM_SUBJECT"]} == set(drawn) - attended


def test_a_fact_that_is_gone_is_told_in_words(
    two_loads: None, ask: Ask, driver: Driver, connection: Connection
) -> None:
    """What only a removed article carried is told after it, without a passage or a picture."""
    remove(driver, connection.database, ["a"])
    (row,) = ask("changes")
    assert (row["outcome"], row["change"], row["fact"], row["quote"]) == ("removed", "removed", JOINS, None)


@pytest.mark.parametrize("seed", range(4))
def test_reports_add_up(put: Put, driver: Driver, connection: Connection, tmp_path: Path, seed: int) -> None:
    """After a random history, what was added and not removed since is what the claims of the graph support."""
    mixed = random.Random(seed)
    about = [{}, {"cites": "a"}, {"translation_of": "b"}]
    expected: set[str] = set()
    loaded: set[str] = set()
    for _ in range(8):
        records = []
        for name in mixed.sample("abcdef", mixed.randint(1, 4)):
            status = mixed.choice(["held", "planned", "cancelled"])
            dates = mixed.sample(["2031-03-12", "2031-03-14", "2031-03"], mixed.randint(0, 2))
            records.append(
                talks(tmp_path, name, f"Status {status}", dates=sorted(dates), **mixed.choice(about))
            )
        # another text of an article is refused; so it is taken out before
        names = {record.article for record in records}
        steps = [put(remove=sorted(names & loaded)), put(*records)]
        loaded |= names
        gone = mixed.sample(sorted(loaded), mixed.randint(0, len(loaded) - 1))
        steps.append(put(remove=gone))
        loaded -= set(gone)
        for changes in steps:
            told_removed = [fact for kinds in changes.values() for fact in kinds.get("removed", ())]
            told_added = [fact for kinds in changes.values() for fact in kinds.get("added", ())]
            assert set(told_removed) <= expected
            assert not expected & set(told_added)
            assert len(set(told_added)) == len(told_added)
            expected = (expected - set(told_removed)) | set(told_added)
    claims = driver.execute_query(
        "MATCH (c:Claim) WHERE c.edge IS NOT NULL MATCH (s:Entity {id: c.subject}) "
        "OPTIONAL MATCH (o:Entity {id: c.object}) RETURN s.name, c.predicate, coalesce(c.value, o.name)",
        database_=connection.database,
    ).records
    labels = load_ontology().properties
    assert expected == {f"{s} {labels[predicate].labels['fr']} {o}" for s, predicate, o in claims}


def test_the_latest_load_is_that_of_now(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A load is known by its moment in UTC, and its summary says by what; one that changes nothing hides no other."""
    write(tmp_path / "one", "a", "Anna Berg a parlé.", "T1 Official Anna Berg")
    write(tmp_path / "two", "b", "Paul Roy a parlé.", "T1 Official Paul Roy")
    first, second = loaded(tmp_path / "one"), loaded(tmp_path / "two")
    assert first.run.id < second.run.id
    loaded(tmp_path / "one", tmp_path / "two")
    rows = ask("changes")
    assert said(rows, "load_id", "at", "article", "change") == {(second.run.id, second.run.at, "b", None)}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", second.run.at)


def test_a_batch_that_fails_leaves_no_report(
    driver: Driver, connection: Connection, empty_graph: None, ask: Ask, tmp_path: Path
) -> None:
    """Reports are written in the batch's own transaction."""
    with driver.session(database=connection.database) as session, session.begin_transaction() as tx:
        outcome = write_batch(tx, [pact(tmp_path, "a")], [], load_ontology(), reference())  # type: ignore[arg-type]
        assert outcome.added == ["a"]
        tx.rollback()
    assert ask("changes") == []


def test_reports_are_no_knowledge(
    two_loads: None, driver: Driver, connection: Connection, snapshot: Any
) -> None:
    """No export holds a report, and nothing of the graph is tied to one."""
    exported = turtle_of(driver, connection.database)
    assert b"Pacte" in exported
    assert b"hange" not in exported
    query = "MATCH (c:Change) RETURN count(c) AS n, count { (c)--() } AS ties, labels(c) AS labels"
    (row,) = driver.execute_query(query, database_=connection.database).records
    assert tuple(row.values()) == (4, 0, ["Change"])


def test_a_refused_article_leaves_no_report(put: Put, tmp_path: Path) -> None:
    """An article that is in the graph with another text has changed nothing."""
    put(pact(tmp_path, "a"))
    assert put(pact(tmp_path, "a", words="a quitté")) == {}


def test_what_is_said_of_an_allegation_says_whose_it_is(
    loaded: Callable[..., Summary], ask: Ask, tmp_path: Path
) -> None:
    """A change that is a statement about an alleged claim says that it is alleged, and by whom."""
    write(
        tmp_path,
        "a",
        "Le Chili condamne la livraison par le Ghana, selon la Norvège.",
        "T1 State Chili",
        "T2 Statement condamne",
        "T3 Initiative livraison",
        "T4 State Ghana",
        "T5 State Norvège",
        "E1 Initiative:T3 lead:T4 attributedTo:T5",
        "A1 Modality E1 alleged",
        "E2 Statement:T2 by:T1 about:E1",
    )
    loaded(tmp_path)
    about = [row["fact"] for row in ask("changes") if " au sujet de " in row["fact"]]
    assert about
    assert all(fact.endswith("(allégué, selon Norvège)") for fact in about)
