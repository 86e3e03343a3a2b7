"""Loading on a real Neo4j: again, changed, removed, killed, in any order and any batches, the graph is the same."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from itertools import accumulate, permutations
from pathlib import Path
from typing import Any

import pytest
from annotated import told, write
from conftest import EXAMPLE, SAMPLE, wipe
from neo4j import Driver

from diplograph.graph_loader import load as loading
from diplograph.graph_loader.batch import Outcome
from diplograph.graph_loader.errors import UnknownArticleError
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary, batched_list, load, read_all, remove
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.store import write_batch
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

Snapshot = dict[str, list[object]]
ZEROS = (
    "claims_added",
    "claims_removed",
    "facts_written",
    "facts_removed",
    "entities_added",
    "entities_removed",
)


@pytest.fixture
def put(driver: Driver, connection: Connection, empty_graph: None) -> Callable[..., Outcome]:
    """Give an empty graph and a way to write records, and to take articles out, in one transaction."""

    def writing(*records: Record, remove: Sequence[str] = ()) -> Outcome:
        with driver.session(database=connection.database) as session:
            return session.execute_write(write_batch, records, remove, load_ontology(), reference())

    return writing


@pytest.fixture
def clean(driver: Driver, connection: Connection, put: Callable[..., Outcome], snapshot: Any) -> Any:
    """Give the snapshot of an empty graph that some records are loaded into at once; the graph is emptied before."""

    def loading_clean(*records: Record) -> Snapshot:
        wipe(driver, connection)
        put(*records)
        return snapshot()

    return loading_clean


@pytest.fixture
def ask(driver: Driver, connection: Connection) -> Any:
    """Give a way to ask the graph: rows as tuples."""

    def asking(query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        found = driver.execute_query(query, parameters, database_=connection.database).records
        return [tuple(row.values()) for row in found]

    return asking


def difference(one: Snapshot, other: Snapshot) -> list[tuple[str, object]]:
    """Return what is in one snapshot and not in the other: a failure shows what is wrong, not two whole graphs."""
    lacking = [("-", each) for part in other for each in other[part] if each not in one[part]]
    return lacking + [("+", each) for part in one for each in one[part] if each not in other[part]]


# --- Small articles that have to do with one another ------------------------------------------------------------------

POST = {
    "KR": "ministre sud-coréen de la Défense",
    "JP": "ministre japonais de la Défense",
    "NO": "ministre norvégien de la Défense",
}
STATE = {"KR": "sud-coréen", "JP": "japonais", "NO": "norvégien"}


def meeting(
    folder: Path,
    name: str,
    *people: tuple[str, str],
    date: str = "12 mars 2031",
    extra: Sequence[str] = (),
    tail: str = "",
    trigger: str = "se sont réunis",
    **about: str,
) -> Record:
    """Return what an article says of people, by name and state, who met on a day."""
    who = ", ".join(f"{person}, {POST[state]}" for person, state in people)
    text = f"{who}, {trigger} le {date}. {tail}".strip()
    lines = []
    for number, (person, state) in enumerate(people, 1):
        nth = [each for _, each in people[:number]].count(state)
        lines += [
            f"T{number}0 Official {person}",
            f"T{number}1 Post {POST[state]}#{nth}",
            f"T{number}2 State {STATE[state]}#{nth}",
        ]
        lines += [
            f"R{number}0 holds Arg1:T{number}0 Arg2:T{number}1",
            f"R{number}1 in Arg1:T{number}1 Arg2:T{number}2",
        ]
    present = " ".join(f"participant{number}:T{number}0" for number in range(1, len(people) + 1))
    lines += [
        f"T1 Meeting {trigger}",
        f"T2 Date {date}",
        f"E1 Meeting:T1 {present} date:T2",
        "A1 Status E1 held",
    ]
    about = {"issued": "2031-03-13", "language": "fr"} | about
    return told(folder, text, *lines, *extra, name=name, **about)


def place(folder: Path, name: str, city: str, state: str, says_so: bool = False) -> Record:
    """Return what an article says of a city and a state; ``says_so``: that the one lies in the other."""
    lines = (f"T1 Place {city}", f"T2 State {state}", *(["R1 locatedIn Arg1:T1 Arg2:T2"] if says_so else []))
    return told(folder, f"De {city}, en {state}.", *lines, name=name, issued="2031-03-13", language="fr")


def corpus(folder: Path) -> list[Record]:
    """Return ten articles: shared people and meetings, namesakes, a bridge of names, known cities, bodies and links."""
    han, mori, berg = ("Han Do-yun", "KR"), ("Mori Kenta", "JP"), ("Anna Berg", "NO")
    bridge = ("T90 Official Andy Han", "* Equiv T10 T90")
    body = ("T91 Organization OTAN", "T92 State Norvège", "T93 Place Lisbonne", "R90 place Arg1:E1 Arg2:T93")
    fad = ("T94 Organization Forum du Nord", "R91 sessionOf Arg1:E1 Arg2:T94", "A90 Ordinal E1 4")
    link = ("N90 Reference T10 Wikidata:Q900\tHan Do-yun",)
    other = ("N91 Reference T10 Wikidata:Q901\tHan Do-yun",)
    return [
        meeting(folder, "a", han, mori),
        meeting(folder, "b", ("Do-yun Han", "KR"), mori, cites="a", issued="2031-03-14"),
        meeting(folder, "c", ("Han Do-yun", "JP"), berg),
        meeting(folder, "d", han, berg, tail="Andy Han a parlé.", extra=bridge, issued="2031-03"),
        meeting(folder, "e", ("Andy Han", "KR"), berg, tail="OTAN, Norvège, Lisbonne.", extra=body),
        meeting(folder, "f", han, berg, tail="Forum du Nord.", extra=fad, date="13 mars 2031"),
        meeting(folder, "g", berg, mori, extra=link, language="en"),
        meeting(folder, "h", ("Anna Berg", "NO"), mori, extra=other),
        place(folder, "i", "Lisbonne", "Portugal"),
        place(folder, "j", "Santiago", "Espagne", says_so=True),
        place(folder, "k", "Santiago", "Chili"),
        told(
            folder,
            "Han accuse Mori Kenta de livrer des drones à la Norvège. Pacte du Nord.",
            "T1 Official Mori Kenta",
            "T2 Initiative livrer des drones",
            "T3 State Norvège",
            "T4 Statement accuse",
            "T5 Agreement Pacte du Nord",
            "E1 Initiative:T2 beneficiary:T3 attributedTo:T1",
            "E2 Statement:T4 by:T1 about:E1",
            "A1 Modality E1 alleged",
            "R1 party Arg1:T5 Arg2:T3",
            "A2 Modality R1 planned",
            name="l",
            language="fr",
        ),
    ]


def changed(record: Record, seed: int) -> Record:
    """Return an article that says less, or less surely, than before; its text is the same."""
    mixed = random.Random(seed)
    kept = [claim for claim in record.claims if mixed.random() > 0.3 and claim.predicate != "about"]
    planned = [replace(claim, modality="planned") if mixed.random() < 0.3 else claim for claim in kept]
    about = replace(
        record.metadata, issued=mixed.choice(["2031-03-20", None]), cites=mixed.choice([(), ("a", "z")])
    )
    return replace(record, claims=tuple(planned), metadata=about)


# --- Again, changed, removed ------------------------------------------------------------------------------------------


def test_loading_again_changes_nothing(loaded: Callable[..., Summary], snapshot: Any) -> None:
    """The second load's summary is all zeros but for what it found unchanged, and nothing in the graph differs."""
    first = loaded(SAMPLE, EXAMPLE)
    before = snapshot()
    again = loaded(SAMPLE, EXAMPLE)
    articles = [
        "asean-japan-2023-11-fr",
        "asean-japan-2024-01-en",
        "asean-rok-2024-11-fr",
        "exemple",
        "nato-rok-2024-05-en",
    ]
    assert set(first.outcome.added) >= set(articles)
    assert len(before["nodes"]) > 100
    expected = asdict(Outcome(unchanged=first.outcome.added))
    assert asdict(again.outcome) == expected
    assert [again.outcome.__dict__[name] for name in ZEROS] == [0] * 6
    assert difference(snapshot(), before) == []


def test_a_graph_that_is_left_alone_is_not_written(
    loaded: Callable[..., Summary], driver: Driver, connection: Connection, ask: Any
) -> None:
    """A load that has nothing new takes no lock."""
    loaded(EXAMPLE)
    version = ask("MATCH (s:GraphState) RETURN s.version")
    loaded(EXAMPLE)
    assert ask("MATCH (s:GraphState) RETURN s.version") == version == [(1,)]


def test_a_changed_file_replaces_what_it_said(put: Any, clean: Any, snapshot: Any, tmp_path: Path) -> None:
    """Whatever an annotation or its metadata said before is gone; the graph is that of the new one alone."""
    records = corpus(tmp_path)
    for record in records:
        news = changed(record, seed=4)
        others = [each for each in records if each is not record]
        expected = clean(*others, news)
        clean(*records)
        outcome = put(news)
        assert outcome.changed == [record.article]
        assert difference(snapshot(), expected) == [], record.article
        put(record)
        back = snapshot()
        assert back == clean(*records), record.article


@pytest.mark.parametrize(
    "news",
    [
        {"cites": ("a",)},
        {"translation_of": "a"},
        {"issued": "2032-01-01"},
        {"language": "en"},
        {"title": "Un titre"},
    ],
)
def test_new_metadata_alone_changes_what_depends_on_it(
    put: Any, clean: Any, snapshot: Any, tmp_path: Path, news: dict[str, Any]
) -> None:
    """Sources, dates of report and names by language are those of the article as it is described now."""
    one, two = (meeting(tmp_path, name, ("Han Do-yun", "KR"), ("Mori Kenta", "JP")) for name in "ab")
    described = replace(two, metadata=replace(two.metadata, **news))
    expected = clean(one, described)
    assert expected != clean(one, two)
    put(described)
    assert difference(snapshot(), expected) == []


def test_removing_an_article_leaves_the_graph_as_if_it_was_never_loaded(
    put: Any, clean: Any, snapshot: Any, tmp_path: Path
) -> None:
    """Its claims go, the facts, things, names and joins that only it carried too, and nothing else."""
    records = corpus(tmp_path)
    for record in records:
        expected = clean(*(each for each in records if each is not record))
        put(record)
        assert put(remove=[record.article]).removed == [record.article]
        assert difference(snapshot(), expected) == [], record.article


def test_removing_everything_leaves_nothing(put: Any, snapshot: Any, tmp_path: Path) -> None:
    """An emptied graph has no node and no edge, keys of identity among them."""
    records = corpus(tmp_path)
    put(*records)
    outcome = put(remove=[record.article for record in records])
    assert snapshot() == {"nodes": [], "edges": []}
    assert outcome.claims_removed == sum(len(record.claims) for record in records)


def test_removing_what_isnt_there_removes_nothing(
    loaded: Callable[..., Summary], driver: Driver, connection: Connection, snapshot: Any
) -> None:
    """An unknown article among others stops the removal before anything is written, and is named."""
    loaded(EXAMPLE)
    before = snapshot()
    with pytest.raises(UnknownArticleError, match="No article missing is in the graph"):
        remove(driver, connection.database, ["exemple", "missing"])
    assert difference(snapshot(), before) == []
    assert remove(driver, connection.database, ["exemple"]).removed == ["exemple"]
    assert snapshot() == {"nodes": [], "edges": []}


def test_quotes_are_not_lost_to_a_load_without_texts(
    loaded: Callable[..., Summary], snapshot: Any, tmp_path: Path
) -> None:
    """An article that is in the graph with its text isn't replaced by its annotation alone."""
    path = write(tmp_path, "a", "Anna Berg a parlé.", "T1 Official Anna Berg")
    loaded(tmp_path)
    before = snapshot()
    path.with_suffix(".txt").unlink()
    summary = loaded(tmp_path)
    assert asdict(summary.outcome) == asdict(Outcome(without_text=["a"]))
    assert ["--texts" in problem.hint for problem in summary.refused] == [True]
    assert snapshot() == before


def test_the_same_id_with_another_text_is_refused(
    loaded: Callable[..., Summary], snapshot: Any, tmp_path: Path
) -> None:
    """An article is never replaced in silence by one that is another; the message says what to do."""
    write(tmp_path / "one", "a", "Anna Berg a parlé.", "T1 Official Anna Berg")
    loaded(tmp_path / "one")
    before = snapshot()
    write(tmp_path / "two", "a", "Paul Roy a parlé.", "T1 Official Paul Roy")
    write(tmp_path / "two", "b", "Paul Roy a parlé.", "T1 Official Paul Roy")
    summary = loaded(tmp_path / "two" / "a.ann")
    assert asdict(summary.outcome) == asdict(Outcome(refused=["a"]))
    assert [(problem.severity, problem.file) for problem in summary.problems] == [
        ("refused", str(tmp_path / "two" / "a.ann"))
    ]
    assert "diplograph remove a" in summary.problems[0].hint
    assert difference(snapshot(), before) == []
    assert (summary.exit_code, summary.tally.mapped["spans"]) == (2, 0)
    assert summary.tally.reasons("refused", "spans") == {"article in the graph with another text": 1}
    again = loaded(tmp_path / "two")
    assert (again.outcome.added, again.outcome.refused) == (["b"], ["a"])
    assert (again.exit_code, again.tally.mapped["spans"]) == (1, 1)


# --- In any order, any batches ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", ["abcd", "abde", "cdgh", "eijk", "efgl"])
def test_the_order_of_loading_changes_nothing(
    put: Any, clean: Any, snapshot: Any, tmp_path: Path, driver: Driver, connection: Connection, chosen: str
) -> None:
    """Articles one by one, in every order, give the graph that they give at once: ids, names, facts, keys."""
    records = [record for record in corpus(tmp_path) if record.article in chosen]
    expected = clean(*records)
    orders = list(permutations(records))
    assert len(orders) == 24
    for order in orders[:: 2 if chosen == "abcd" else 7]:
        wipe(driver, connection)
        for record in order:
            put(record)
        assert difference(snapshot(), expected) == [], [record.article for record in order]


@pytest.mark.parametrize("seed", range(12))
def test_loads_changes_and_removals_in_any_order_equal_one_clean_load(
    put: Any, clean: Any, snapshot: Any, tmp_path: Path, seed: int
) -> None:
    """After a random history the graph is that of a clean load of what remains."""
    mixed = random.Random(seed)
    every = {record.article: record for record in corpus(tmp_path)}
    kept: dict[str, Record] = {}
    for step in range(8):
        chosen = mixed.sample(sorted(every), mixed.randint(1, 4))
        news = [changed(every[name], seed + step) if mixed.random() < 0.3 else every[name] for name in chosen]
        gone = [name for name in kept if name not in chosen and mixed.random() < 0.3]
        put(*news, remove=gone)
        kept = {name: record for name, record in kept.items() if name not in gone}
        kept |= {record.article: record for record in news}
    after = snapshot()
    expected = clean(*kept.values())
    assert difference(after, expected) == []


def test_the_size_of_batches_changes_nothing(
    driver: Driver, connection: Connection, snapshot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sample corpus gives one graph, written whole, a few articles at a time or one by one."""
    found = []
    for size in (10_000, 100, 1):
        wipe(driver, connection)
        monkeypatch.setattr(loading, "BATCH", size)
        load(driver, connection.database, [SAMPLE, EXAMPLE])
        found.append(snapshot())
    assert found[0] == found[1] == found[2]
    assert len(found[0]["edges"]) > 300


# --- Who is who -------------------------------------------------------------------------------------------------------

OFFICIALS = "MATCH (a:Article)-[:MENTIONS]->(e:Official) RETURN e.id, collect(DISTINCT a.id) ORDER BY e.id"


def officials(ask: Any) -> dict[str, set[str]]:
    return {name: set(articles) for name, articles in ask(OFFICIALS)}


def test_namesakes_in_two_states_are_told_apart(put: Any, ask: Any, tmp_path: Path) -> None:
    """One is alone under his name; with the other there, each has his state behind it; alone again, as before."""
    mori = ("Mori Kenta", "JP")
    one = meeting(tmp_path, "a", ("Han Do-yun", "KR"), mori)
    other = meeting(tmp_path, "b", ("Han Do-yun", "NO"), mori)
    put(one)
    assert officials(ask) == {"official/han-do-yun": {"a"}, "official/mori-kenta": {"a"}}
    put(other)
    apart = {"official/han-do-yun-state-kr": {"a"}, "official/han-do-yun-state-no": {"b"}}
    assert officials(ask) == apart | {"official/mori-kenta": {"a", "b"}}
    assert ask("MATCH (e:Official)-[:HELD_POST]->(p) RETURN e.id, p.id ORDER BY e.id") == [
        ("official/han-do-yun-state-kr", "post/kr-defence-minister"),
        ("official/han-do-yun-state-no", "post/no-defence-minister"),
        ("official/mori-kenta", "post/jp-defence-minister"),
    ]
    put(remove=["a"])
    assert officials(ask) == {"official/han-do-yun": {"b"}, "official/mori-kenta": {"b"}}


def test_an_article_that_knows_both_names_joins_them_and_its_removal_parts_them(
    put: Any, ask: Any, tmp_path: Path
) -> None:
    """One person under the alphabetically first name, with every name as an alias; every claim and fact moves along."""
    mori = ("Mori Kenta", "JP")
    one = meeting(tmp_path, "a", ("Han Do-yun", "KR"), mori, date="1 mars 2031")
    two = meeting(tmp_path, "b", ("Andy Baek", "KR"), mori, date="2 mars 2031")
    bridge = ("T90 Official Andy Baek", "* Equiv T10 T90")
    three = meeting(
        tmp_path, "c", ("Han Do-yun", "KR"), mori, date="3 mars 2031", tail="Andy Baek.", extra=bridge
    )
    put(one, two)
    mori_in = {"official/mori-kenta": {"a", "b"}}
    assert officials(ask) == {"official/andy-baek": {"b"}, "official/han-do-yun": {"a"}} | mori_in
    put(three)
    assert officials(ask) == {"official/andy-baek": {"a", "b", "c"}, "official/mori-kenta": {"a", "b", "c"}}
    aliases = "MATCH (e:Official {id: 'official/andy-baek'}) RETURN e.aliases"
    assert ask(aliases) == [(["Andy Baek", "Han Do-yun"],)]
    attended = (
        "MATCH (e:Official {id: 'official/andy-baek'})-[r:ATTENDED]->(m) RETURN m.start ORDER BY m.start"
    )
    assert ask(attended) == [(f"2031-03-0{day}",) for day in (1, 2, 3)]
    assert ask("MATCH (c:Claim) WHERE c.subject = 'official/han-do-yun' RETURN c.id") == []
    put(remove=["c"])
    assert officials(ask) == {"official/andy-baek": {"b"}, "official/han-do-yun": {"a"}} | mori_in
    assert ask(aliases) == [(["Andy Baek"],)]
    assert ask(attended) == [("2031-03-02",)]


def test_what_two_links_say_is_two_stays_two(put: Any, ask: Any, tmp_path: Path) -> None:
    """One name in one state under two items of one base is two people; who has no link is with neither."""
    mori = ("Mori Kenta", "JP")
    links = {"a": "Q900", "b": "Q901"}
    for name, item in links.items():
        put(meeting(tmp_path, name, ("Han Do-yun", "KR"), mori, extra=(f"N1 Reference T10 Wikidata:{item}",)))
    put(meeting(tmp_path, "c", ("Han Do-yun", "KR"), mori))
    assert officials(ask) == {
        "official/q900": {"a"},
        "official/q901": {"b"},
        "official/han-do-yun": {"c"},
        "official/mori-kenta": {"a", "b", "c"},
    }


# --- Sources ----------------------------------------------------------------------------------------------------------


def test_one_meeting_told_by_several_articles_is_counted_once(put: Any, ask: Any, tmp_path: Path) -> None:
    """All sentences are kept; an article that cites or translates another is no second source."""
    people = (("Han Do-yun", "KR"), ("Mori Kenta", "JP"))
    articles = {
        "a": {},
        "b": {"cites": "a"},
        "c": {"translation_of": "a"},
        "d": {},
        "e": {"cites": "x"},
        "f": {"cites": "x"},
    }
    put(*(meeting(tmp_path, name, *people, **about) for name, about in articles.items()))
    assert ask("MATCH (m:Meeting) RETURN m.start, m.name_fr") == [
        ("2031-03-12", "Réunion : Han Do-yun, Mori Kenta (2031-03-12)")
    ]
    assert ask("MATCH ()-[r:ATTENDED]->() RETURN r.sources, r.first_reported") == [(3, "2031-03-13")] * 2
    evidence = "MATCH ()-[r:ATTENDED]->() MATCH (c:Claim {edge: r.id})-[:EVIDENCED_BY]->(a) RETURN r.id, collect(a.id) AS articles"
    assert [sorted(found) for _, found in ask(evidence)] == [sorted(articles)] * 2


# --- What the tables know ---------------------------------------------------------------------------------------------


def test_reference_facts_come_and_go_with_what_articles_mention(put: Any, ask: Any, tmp_path: Path) -> None:
    """A city brings its state, two mentioned things bring their membership, and an article's own word wins."""
    facts = "MATCH (a)-[r:LOCATED_IN|MEMBER_OF]->(b) RETURN a.id, b.id, r.basis ORDER BY a.id"
    put(place(tmp_path, "k", "Santiago", "Chili"))
    table = [("place/santiago", "state/CL", "reference")]
    assert ask(facts) == table
    put(place(tmp_path, "j", "Santiago", "Espagne", says_so=True))
    assert ask(facts) == [("place/santiago", "state/ES", "explicit")]
    put(remove=["j"])
    assert ask(facts) == table
    put(remove=["k"])
    assert ask("MATCH (e:Entity) RETURN e.id") == []


def test_a_citys_state_is_the_articles_whoever_names_the_tables_state(
    put: Any, ask: Any, clean: Any, snapshot: Any, tmp_path: Path
) -> None:
    """An article that names only the state that the tables know doesn't bring their word back."""
    said = place(tmp_path, "j", "Santiago", "Espagne", says_so=True)
    state = told(tmp_path, "Au Chili.", "T1 State Chili", name="m", language="fr")
    expected = clean(said, state)
    put(remove=["m"])
    put(state)
    assert difference(snapshot(), expected) == []
    assert ask("MATCH (a)-[r:LOCATED_IN]->(b) RETURN b.id, r.basis") == [("state/ES", "explicit")]


def test_a_state_that_only_its_city_holds_keeps_nothing_of_a_removed_article(
    put: Any, clean: Any, snapshot: Any, tmp_path: Path
) -> None:
    """What the removed article said of the state goes, though the state stays for its city."""
    city = told(tmp_path, "De Lisbonne.", "T1 Place Lisbonne", name="a", language="fr")
    state = told(
        tmp_path,
        "Le Portugal.",
        "T1 State Portugal",
        "N1 Reference T1 Wikidata:Q45\tle Portugal",
        name="b",
        language="fr",
    )
    expected = clean(city)
    put(state)
    put(remove=["b"])
    assert difference(snapshot(), expected) == []


def test_a_claim_about_claims_follows_them(put: Any, clean: Any, snapshot: Any, tmp_path: Path) -> None:
    """A statement about an allegation stays about it while other articles come, change and go."""
    records = {record.article: record for record in corpus(tmp_path)}
    expected = clean(records["l"])
    put(records["a"], records["c"])
    put(remove=["a", "c"])
    assert difference(snapshot(), expected) == []


# --- Killed at any moment ---------------------------------------------------------------------------------------------

KILLED = """
import sys
from pathlib import Path
from diplograph.graph_loader import load
from diplograph.neo4j_server.connection import connection

load.BATCH = 150
found = connection()
with found.driver() as driver:
    load.load(driver, found.database, [Path(sys.argv[1])], done=lambda count: print(count, flush=True))
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of 140 generated articles about 40 people."""
    folder = tmp_path_factory.mktemp("many")
    mixed = random.Random(1)
    for number in range(140):
        states = mixed.sample(sorted(POST), 2)
        people = [(f"Prénom{mixed.randrange(40)} Nom", state) for state in states]
        if people[0][0] != people[1][0]:
            meeting(folder, f"n{number:03}", *people, date=f"{mixed.randrange(10, 20)} mars 2031")
    return folder


def test_a_load_killed_at_any_moment_leaves_no_half_article(
    many: Path, driver: Driver, connection: Connection, snapshot: Any, ask: Any, empty_graph: None
) -> None:
    """What is there after kill -9 is whole batches, and loading again gives the graph of one clean load."""
    load(driver, connection.database, [many])
    expected = snapshot()
    claims = dict(ask("MATCH (c:Claim)-[:EVIDENCED_BY]->(a) RETURN a.id, count(c)"))
    assert len(claims) > 120
    seen = []
    for batches, delay in ((0, 1.5), (1, 0.0), (2, 0.03), (4, 0.06)):
        wipe(driver, connection)
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(many)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        for _ in range(batches):
            process.stdout.readline()
        time.sleep(delay)
        process.kill()
        process.wait()
        process.stdout.close()
        found = dict(
            ask("MATCH (a:Article) OPTIONAL MATCH (c:Claim)-[:EVIDENCED_BY]->(a) RETURN a.id, count(c)")
        )
        assert found == {name: claims[name] for name in found}
        assert ask("MATCH (c:Claim) WHERE NOT (c)-[:EVIDENCED_BY]->() RETURN c.id") == []
        seen.append(len(found))
        load(driver, connection.database, [many])
        assert difference(snapshot(), expected) == [], (batches, delay)
    assert any(0 < count < len(claims) for count in seen)  # it was killed on the way
    records = read_all([many], Reading(), Summary())
    batches = batched_list(records, 150, lambda record: len(record.claims))
    assert set(seen) <= {0, *accumulate(map(len, batches))}


def test_a_state_that_articles_name_keeps_what_they_say(
    loaded: Callable[..., Summary], snapshot: Any, tmp_path: Path
) -> None:
    """A city that brings its state in leaves a state as it is that an article named before."""
    one = write(tmp_path / "one", "a", "Portugal.", "T1 State Portugal", "N1 Reference T1 Wikidata:Q45")
    two = write(tmp_path / "two", "b", "Lisbonne.", "T1 Place Lisbonne")
    loaded(one, two)
    together = snapshot()
    for path in (one, two):
        loaded(path)
    assert snapshot() == together


def test_chairing_is_not_being_a_member(
    loaded: Callable[..., Summary], driver: Driver, tmp_path: Path
) -> None:
    """A state that is a member since 1997 and chairs in 2024 has two facts, each with its own period."""
    write(
        tmp_path, "a", "Laos, ASEAN.", "T1 State Laos", "T2 Organization ASEAN",
        "R1 memberOf Arg1:T1 Arg2:T2", "R2 chairs Arg1:T1 Arg2:T2",
        "A1 Start R1 1997", "A2 Start R2 2024-01", "A3 End R2 2024-12",
    )  # fmt: skip
    loaded(tmp_path)
    rows = driver.execute_query("MATCH (:State {id: 'state/LA'})-[r:MEMBER_OF]->() RETURN r.role AS role, r.start AS start, r.end AS end").records  # fmt: skip
    assert {tuple(row.values()) for row in rows} == {(None, "1997", None), ("chair", "2024-01", "2024-12")}


def test_two_loads_at_once_leave_one_version(
    driver: Driver, connection: Connection, loaded: Callable[..., Summary], snapshot: Any, tmp_path: Path
) -> None:
    """Two loads of two versions of an article at once leave one of them, whole."""
    paths = [
        write(tmp_path / name, "a", "Anna Berg a vu Paul Roy.", *spans)
        for name, spans in (("one", ["T1 Official Anna Berg"]), ("two", ["T2 Official Paul Roy"]))
    ]
    alone = []
    for path in paths:
        loaded(path)
        alone.append(snapshot())
        driver.execute_query(
            "MATCH (n) WHERE NOT n:TestDatabase DETACH DELETE n", database_=connection.database
        )
    with ThreadPoolExecutor() as pool:
        list(pool.map(loaded, paths))
    assert snapshot() in alone


def test_two_tenures_are_two_facts(
    loaded: Callable[..., Summary], driver: Driver, connection: Connection, snapshot: Any, tmp_path: Path
) -> None:
    """Dates that exclude one another make two tenures of one person in one post; each has its own claims, in any order."""
    spans = ("T1 Official Anna Berg", "T2 Post ministre norvégienne de la Défense", "T3 State norvégienne", "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3")  # fmt: skip
    text = "Anna Berg, ministre norvégienne de la Défense."
    paths = [
        write(tmp_path / "1", "a", text, *spans, "A1 Start R1 2010", "A2 End R1 2012", "A3 Attested R1 2011"),
        write(tmp_path / "2", "b", text, *spans, "A1 Start R1 2020", issued="2021-05-01"),
        write(tmp_path / "3", "c", text, *spans, issued="2022-01-01"),
        write(tmp_path / "4", "d", text, *spans, issued="2011-06-01"),
    ]
    loaded(*paths)
    clean = snapshot()
    rows = driver.execute_query(
        "MATCH (:Official)-[r:HELD_POST]->(:Post) MATCH (c:Claim {edge: r.id}) "
        "RETURN r.start AS start, r.end AS end, r.attested AS attested, collect(c.article) AS articles"
    ).records
    found = {
        (row["start"], row["end"], tuple(row["attested"]), tuple(sorted(row["articles"]))) for row in rows
    }
    assert found == {
        ("2010", "2012", ("2011", "2011-06-01"), ("a", "d")),
        ("2020", None, ("2021-05-01", "2022-01-01"), ("b", "c")),
    }
    for order in (paths, paths[::-1], [paths[2], paths[0], paths[3], paths[1]]):
        driver.execute_query(
            "MATCH (n) WHERE NOT n:TestDatabase DETACH DELETE n", database_=connection.database
        )
        for path in order:
            loaded(path)
        assert snapshot() == clean
    driver.execute_query("MATCH (n) WHERE NOT n:TestDatabase DETACH DELETE n", database_=connection.database)
    loaded(paths[1], paths[2])
    without = snapshot()
    loaded(paths[0], paths[3])
    remove(driver, connection.database, ["a", "d"])
    assert snapshot() == without
