"""The articles and their digests together: what they both tell is one thing, listed here by its id."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import ROOT, SAMPLE, Ask, said, wipe
from neo4j import Driver

from diplograph.graph_loader.load import load
from diplograph.neo4j_server.connection import Connection

ARTICLES = ROOT / "corpus" / "articles"
THINGS = {
    "Official": {
        "chansamone-chanyalath",
        "christopher-cavoli",
        "dacian-tiberiu-serban",
        "dong-goo-kang",
        "hoang-xuan-chien",
        "kim-jong-un",
        "kim-yong-hyun",
        "kiyoshi-serizawa",
        "makoto-oniki",
        "minoru-kihara",
        "phan-van-giang",
        "shin-won-sik",
    },
    "Post": {
        "in-defence-minister",
        "jp-defence-minister",
        "jp-deputy-defence-minister",
        "jp-state-secretary-for-defence",
        "kp-leader",
        "kr-defence-minister",
        "kr-strategy-and-plans-director",
        "la-defence-minister",
        "la-deputy-prime-minister",
        "nato-cooperative-security-division-director",
        "nato-saceur",
        "th-defence-minister",
        "vn-defence-minister",
        "vn-deputy-defence-minister",
    },
    "Meeting": {
        "2023-11-15-asean-defence-ministers-minoru-kihara-phan-van-giang",
        "2024-01-30-hoang-xuan-chien-kiyoshi-serizawa",
        "2024-01-30-hoang-xuan-chien-makoto-oniki",
        "2024-11-21-asean-chansamone-chanyalath-kim-yong-hyun-kr",
        "admm-17",
        "admm-plus-11",
        "asean-japan-defence-vice-ministers-13",
        "asean-japan-informal-2023-11",  # 002 gives a month only; that it is the 15th is for a reviewer to say
        "cavoli-visit-2024-02",
        "kim-yong-hyun-india-2024-11",
        "kim-yong-hyun-japan-2024-11",
        "kim-yong-hyun-laos-2024-11",
        "kim-yong-hyun-thailand-2024-11",
        "nato-chiefs-of-defence-indo-pacific-partners-2024-01",
        "nato-military-representatives-indo-pacific-partners-2023-12",
        "nato-rok-staff-talks-2023-02",
        "nato-rok-staff-talks-2024-05",
        "shin-cavoli-2024-02",
    },
    "Initiative": {
        "asean-rok-defence-industry-conference-2025",
        "asean-rok-joint-maritime-exercise-2026",
        "asean-rok-maritime-cooperation-workshop",
        "asean-rok-navy-chiefs-conference",
        "ceppp",
        "jasmine",
        "kasi",
        "vientiane-vision-2-0",
        "vietnam-international-defence-exhibition",
    },
    "Agreement": {
        "asean-japan-comprehensive-strategic-partnership",
        "asean-rok-comprehensive-strategic-partnership",
        "nato-rok-individually-tailored-partnership-programme",
        "nato-rok-military-implementation-plan",
        "nato-rok-partnership",
        "un-convention-on-the-law-of-the-sea",
        "unsc-resolution-dprk-arms-trade",
    },
}
ONLY_IN_ARTICLES = {"official/kim-jong-un", "post/kp-leader"}


@pytest.fixture(scope="module", autouse=True)
def corpus_graph(driver: Driver, connection: Connection) -> None:
    """Load the articles and their digests into an empty graph, once a module."""
    wipe(driver, connection)
    load(driver, connection.database, [ARTICLES, SAMPLE])


@pytest.mark.parametrize("label", sorted(THINGS))
def test_one_node_a_thing(label: str, driver: Driver, connection: Connection) -> None:
    """No official, post, meeting, initiative or agreement stands twice because article and digests name it differently."""
    rows = driver.execute_query(f"MATCH (n:{label}) RETURN n.id AS id", database_=connection.database).records
    assert Counter(row["id"] for row in rows) == {f"{label.lower()}/{each}": 1 for each in THINGS[label]}


@pytest.mark.parametrize("label", sorted(THINGS))
def test_articles_and_digests_tell_of_it(label: str, driver: Driver, connection: Connection) -> None:
    """Each thing is told of by an article, and but for Kim Jong-un by digests in both languages as well."""
    rows = driver.execute_query(
        f"MATCH (n:{label}) MATCH (c:Claim)-[:EVIDENCED_BY]->(a:Article) WHERE n.id IN [c.subject, c.object] "
        "RETURN n.id AS id, collect(DISTINCT a.id) AS articles",
        database_=connection.database,
    ).records
    told = {row["id"]: {"art" if each[0] == "0" else each[-2:] for each in row["articles"]} for row in rows}
    assert {thing for thing, by in told.items() if by != {"art", "fr", "en"}} == {
        each for each in ONLY_IN_ARTICLES if each.startswith(label.lower())
    }
    assert len(told) == len(THINGS[label])


def test_a_digest_is_no_second_source(driver: Driver, connection: Connection) -> None:
    """What an article and its two digests tell has one source; what two articles tell has two."""
    rows = driver.execute_query(
        "MATCH (:Official)-[r:ATTENDED]->(:Meeting) RETURN DISTINCT r.sources AS sources",
        database_=connection.database,
    ).records
    assert [row["sources"] for row in rows] == [1]
    rows = driver.execute_query(
        "MATCH (:State {id: 'state/KR'})-[r:PARTY_TO]->(a:Agreement) RETURN a.id AS agreement, r.sources AS sources",
        database_=connection.database,
    ).records
    assert {(row["agreement"].removeprefix("agreement/"), row["sources"]) for row in rows} == {
        ("asean-rok-comprehensive-strategic-partnership", 1),
        ("nato-rok-partnership", 1),
        ("nato-rok-military-implementation-plan", 1),
        ("nato-rok-individually-tailored-partnership-programme", 2),  # 001 and 003
    }


def test_the_digests_add_no_meeting(ask: Ask) -> None:
    """Whom Kim Yong Hyun and Hoàng Xuân Chiên met is the same with the digests beside the articles."""
    assert said(ask("who-met-whom", official="official/kim-yong-hyun"), "met_id", "level") == {
        ("official/chansamone-chanyalath", "plenary"),
        ("organization/asean", "institutions"),
        *((f"post/{state}-defence-minister", "institutions") for state in ("in", "jp", "la", "th")),
    }
    assert len(ask("meetings-of", of="official/hoang-xuan-chien")) == 3
