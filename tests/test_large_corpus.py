"""The corpus of any size: always the same, and what loading it makes is the graph that stands beside it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import wipe
from large_articles import Article
from large_compare import Difference, compare
from large_corpus import articles, write
from large_events import ARTICLES
from large_expected import FILE
from large_world import FUNCTIONS, STATES, TERMS, Post, forums, holder
from neo4j import Driver

from diplograph.graph_loader.load import load, remove
from diplograph.graph_loader.names import person_key, sound_key
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology.reference import reference

SEED = 1


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "corpus"
    write(SEED, ARTICLES, folder)
    return folder


@pytest.fixture(scope="module")
def loaded_corpus(driver: Driver, connection: Connection, corpus: Path) -> Path:
    wipe(driver, connection)
    summary = load(driver, connection.database, [corpus / "articles"])
    assert not summary.refused
    return corpus


def said(article: Article) -> tuple[object, ...]:
    return article.document, article.namings, article.facts, article.values, article.unfounded


def test_a_seed_gives_the_same_bytes_again_and_another_seed_others(corpus: Path, tmp_path: Path) -> None:
    """A corpus is a pure function of its seed and size, and so is what is expected of it."""
    write(SEED, ARTICLES, tmp_path / "again")
    write(SEED + 1, ARTICLES, tmp_path / "other")

    def files(folder: Path) -> dict[str, bytes]:
        return {
            str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()
        }

    first, again, other = files(corpus), files(tmp_path / "again"), files(tmp_path / "other")
    assert first.keys() == again.keys() == other.keys() == {"articles/00000/prodigy.jsonl", FILE}
    assert first == again
    assert all(first[name] != other[name] for name in first)


def test_a_larger_corpus_begins_with_the_smaller_one() -> None:
    """The first articles of a larger corpus are the smaller corpus, also where that ends within a file."""
    months = (0, 1)
    larger = [said(each) for month in months for each in articles(SEED, month, 2 * ARTICLES)]
    smaller = [said(each) for month in months for each in articles(SEED, month, ARTICLES + 300)]
    assert len(larger) == 2 * ARTICLES
    assert smaller == larger[: ARTICLES + 300]


def test_nobody_and_nothing_is_mistaken_for_another() -> None:
    """In a century no two officials have names that are alike, and no forum is one that the tables know."""
    posts = [Post(state, function) for state in STATES for function in FUNCTIONS]
    people = [holder(SEED, post, term) for post in posts for term in range(TERMS)]
    for alike in (person_key, sound_key):
        assert len({alike(who.name) for who in people}) == len(people)
    assert len({who.id for who in people}) == len(people)
    assert not any(
        reference().body(name) for each in forums().things for name in (each.fr, each.en, each.acronym)
    )


def test_a_corpus_has_all_that_articles_of_life_have(corpus: Path) -> None:
    """Meetings told once and five times, in two languages; copies; plans, proposals, allegations, denials; hubs."""
    told = list(articles(SEED, 0, ARTICLES))
    facts = [fact for each in told for fact in each.facts]
    by_event = [each.telling.event for each in told]
    assert {each.language for each in told} == {"fr", "en"}
    assert {by_event.count(event) for event in by_event} == {1, 2, 3, 4, 5}
    assert {fact.modality for fact in facts} == {"asserted", "planned", "proposed"}
    assert {fact.basis for fact in facts} == {"explicit", "coref", "inferred"}
    assert {each.modality for article in told for each in article.unfounded} == {"alleged", "denied"}
    assert any(each.document.metadata.cites for each in told)
    assert any(each.document.metadata.translation_of for each in told)
    assert {fact.type for fact in facts} == {
        "ABOUT", "ADDRESSED_TO", "ATTENDED", "CONCERNS", "HELD_POST", "HOSTED", "MEMBER_OF", "ON_SIDELINES_OF", "PARTICIPATES_IN",
        "PARTY_TO", "PART_OF", "POST_IN", "PRESENTED_AT", "PROPOSED", "REPRESENTED_AT", "SESSION_OF", "SIGNED", "STATED", "STATED_AT",
        "TOOK_PLACE_IN", "UNDER_FRAMEWORK",
    }  # fmt: skip
    mentions = [name for each in told for name in each.namings]
    assert mentions.count("state/US") > ARTICLES / 4 > mentions.count("state/CL") > 0


def test_the_graph_is_the_one_that_is_expected(
    driver: Driver, connection: Connection, loaded_corpus: Path
) -> None:
    """Every thing, every fact, every article's claims and every conflict, with all properties, and nothing else."""
    assert compare(driver, connection.database, loaded_corpus) == []


def test_an_article_taken_out_is_missed_until_it_is_loaded_again(
    driver: Driver, connection: Connection, loaded_corpus: Path
) -> None:
    """Without one article the graph differs in what that article tells, and in nothing else; with it again, in nothing."""
    article = next(each for each in articles(SEED, 0, ARTICLES) if len(each.facts) > 15)
    remove(driver, connection.database, [article.id])
    found = compare(driver, connection.database, loaded_corpus)
    assert found[-1] == Difference("missing", "article", article.id, found[-1].expected, None)
    told = {f"{fact.subject} {fact.type} {fact.object}" for fact in article.facts} | article.namings.keys()
    assert {each.id for each in found[:-1]} <= told
    assert {(each.how, each.what) for each in found[:-1]} >= {("missing", "fact"), ("different", "fact")}
    load(driver, connection.database, [loaded_corpus / "articles"])
    assert compare(driver, connection.database, loaded_corpus) == []


PLANTED = (  # what is done to the graph, and the differences that it makes; each is done once
    ("MATCH (n:Entity {id: 'state/NO'}) SET n.name_en = 'Norge'", [("different", "node")]),
    ("MATCH (n:Entity {id: 'state/FR'}) REMOVE n:Party", [("different", "node")]),
    ("CREATE (:State:Party:Entity {id: 'state/XX'})", [("too much", "node")]),
    (
        "MATCH (n:Statement) WITH n ORDER BY n.id LIMIT 1 DETACH DELETE n",
        [("missing", "node"), ("missing", "fact"), ("different", "article")],
    ),
    ("MATCH ()-[r:HELD_POST]->() WITH r ORDER BY r.id LIMIT 1 SET r.sources = 99", [("different", "fact")]),
    (
        "MATCH (:Official)-[r:ATTENDED]->() WHERE r.rule IS NULL WITH r ORDER BY r.id LIMIT 1 DELETE r",
        [("missing", "fact")],
    ),
    (
        "MATCH ()-[r:ATTENDED {rule: 'holder_of_post'}]->() WITH r ORDER BY r.id LIMIT 1 REMOVE r.rule",
        [("different", "fact")],
    ),
    (
        "MATCH (a:State {id: 'state/NO'}), (b:State {id: 'state/SE'}) CREATE (a)-[:MEMBER_OF]->(b)",
        [("too much", "fact")],
    ),
    (
        "MATCH (c)-[r:CONTRADICTS]->() WITH r, c ORDER BY c.id LIMIT 1 SET r.sources = 99",
        [("missing", "conflict"), ("too much", "conflict")],
    ),
    ("MATCH (a:Article {id: 'article-0000500'}) SET a.publisher = null", [("different", "article")]),
    (
        "MATCH (c:Claim {modality: 'alleged'}) WITH c ORDER BY c.id LIMIT 1 SET c.modality = 'asserted'",
        [("different", "article")],
    ),
    (
        "MATCH (:Article {id: 'article-0000600'})-[m:MENTIONS]->() WITH m ORDER BY m.id LIMIT 1 DELETE m",
        [("different", "article")],
    ),
    (
        "MATCH (:Article {id: 'article-0000700'})<-[:EVIDENCED_BY]-(c) WITH c ORDER BY c.id LIMIT 1 DETACH DELETE c",
        [("different", "article")],
    ),
)


def test_the_comparison_finds_what_is_planted(
    driver: Driver, connection: Connection, loaded_corpus: Path
) -> None:
    """A thing, fact, article or conflict that is missing, too much or different is found, each for itself."""
    for change, _ in PLANTED:
        driver.execute_query(change, database_=connection.database)  # type: ignore[arg-type]  # no literal
    found = Counter((each.how, each.what) for each in compare(driver, connection.database, loaded_corpus))
    planted = Counter(each for _, differences in PLANTED for each in differences)
    assert planted - found == Counter()
    assert (found - planted).keys() <= {("missing", "fact")}  # the statement has several
