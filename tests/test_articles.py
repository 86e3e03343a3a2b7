"""The five articles of corpus/articles, asked: the whole answer is what a careful reader of the article expects."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import ROOT, Ask, said, wipe
from neo4j import Driver

from diplograph.graph_loader.load import Summary, load
from diplograph.neo4j_server.connection import Connection

ARTICLES = ROOT / "corpus" / "articles"
Row = tuple[Any, ...]

SUMMIT = "meeting/2024-11-21-asean-chansamone-chanyalath-kim-yong-hyun-kr"
KIM_MET = {
    country: f"meeting/kim-yong-hyun-{country}-2024-11" for country in ("laos", "thailand", "japan", "india")
}
ADMM_PLUS = "meeting/admm-plus-11"
SHIN_CAVOLI = "meeting/shin-cavoli-2024-02"
VISIT = "meeting/cavoli-visit-2024-02"
VICE_MINISTERS = "meeting/asean-japan-defence-vice-ministers-13"
SERIZAWA = "meeting/2024-01-30-hoang-xuan-chien-kiyoshi-serizawa"
ONIKI = "meeting/2024-01-30-hoang-xuan-chien-makoto-oniki"
STAFF_TALKS = "meeting/nato-rok-staff-talks-2024-05"
STAFF_TALKS_2023 = "meeting/nato-rok-staff-talks-2023-02"
CHIEFS = "meeting/nato-chiefs-of-defence-indo-pacific-partners-2024-01"
REPRESENTATIVES = "meeting/nato-military-representatives-indo-pacific-partners-2023-12"
HYBRID = "meeting/2023-11-15-asean-defence-ministers-minoru-kihara-phan-van-giang"
INFORMAL = "meeting/asean-japan-informal-2023-11"  # 002's of November 2023: whether it is HYBRID is a reviewer's to say
ADMM = "meeting/admm-17"

PROPOSALS = {
    "initiative/asean-rok-defence-industry-conference-2025",
    "initiative/asean-rok-navy-chiefs-conference",
    "initiative/asean-rok-maritime-cooperation-workshop",
    "initiative/asean-rok-joint-maritime-exercise-2026",
}
# who speaks for a member of ASEAN isn't met by ASEAN, nor meets it
OWN_ORGANISATION = {
    ("official/chansamone-chanyalath", "organization/asean"),
    ("official/hoang-xuan-chien", "organization/asean"),
    ("official/phan-van-giang", "organization/asean-defence-ministers"),
}


@pytest.fixture(scope="module", autouse=True)
def articles_graph(driver: Driver, connection: Connection) -> Summary:
    """Load the annotations of the five articles, whose texts aren't here, into an empty graph, once a module."""
    wipe(driver, connection)
    return load(driver, connection.database, [ARTICLES])


def facts(ask: Ask, of: str, *predicates: str, modality: str = "asserted") -> set[Row]:
    """Return subject, predicate and object of the claims about a thing that are facts."""
    rows = ask("evidence", of=of)
    return {
        (row["subject"], row["predicate"], row["object"])
        for row in rows
        if row["predicate"] in predicates and row["modality"] == modality and row["edge"]
    }


def test_five_articles_none_with_its_text(articles_graph: Summary) -> None:
    """All five articles load whole from their annotations, and no text of theirs is in the repository."""
    assert (len(articles_graph.files), articles_graph.refused) == (5, [])
    assert [path for path in ARTICLES.iterdir() if path.suffix == ".txt"] == []


@pytest.mark.parametrize(
    ("official", "expected"),
    [
        pytest.param(
            "official/kim-yong-hyun",
            {
                ("official/chansamone-chanyalath", "plenary", SUMMIT, "2024-11-21", "Vientiane"),
                ("organization/asean", "institutions", SUMMIT, "2024-11-21", "Vientiane"),
                ("post/la-defence-minister", "institutions", KIM_MET["laos"], "../2024-11-30", None),
                ("post/th-defence-minister", "institutions", KIM_MET["thailand"], "../2024-11-30", None),
                ("post/jp-defence-minister", "institutions", KIM_MET["japan"], "../2024-11-30", None),
                ("post/in-defence-minister", "institutions", KIM_MET["india"], "../2024-11-30", None),
            },
            id="000-kim",
        ),
        pytest.param(  # that he himself was Kim's counterpart of Laos isn't said
            "official/chansamone-chanyalath",
            {("official/kim-yong-hyun", "plenary", SUMMIT, "2024-11-21", "Vientiane")},
            id="000-chansamone",
        ),
        pytest.param(
            "state/IN",
            {("official/kim-yong-hyun", "institutions", KIM_MET["india"], "../2024-11-30", None)},
            id="000-india",
        ),
        pytest.param(  # neither the dateline nor the communiqué's day is the meeting's
            "official/shin-won-sik",
            {("official/christopher-cavoli", "bilateral", SHIN_CAVOLI, "../2024-02-29", None)},
            id="001-shin",
        ),
        pytest.param(
            "official/christopher-cavoli",
            {("official/shin-won-sik", "bilateral", SHIN_CAVOLI, "../2024-02-29", None)},
            id="001-cavoli",
        ),
        pytest.param("official/kim-jong-un", set(), id="001-kim-jong-un"),
        pytest.param("state/KP", set(), id="001-north-korea"),
        pytest.param("state/RU", set(), id="001-russia"),
        pytest.param("state/US", set(), id="001-united-states"),
        pytest.param(
            "official/hoang-xuan-chien",
            {
                ("official/kiyoshi-serizawa", "bilateral", SERIZAWA, "2024-01-30", "Tokyo"),
                ("official/makoto-oniki", "bilateral", ONIKI, "2024-01-30", "Tokyo"),
                ("state/JP", "institutions", VICE_MINISTERS, "2024-01-30", "Tokyo"),
            },
            id="002-chien",
        ),
        pytest.param(
            "official/kiyoshi-serizawa",
            {("official/hoang-xuan-chien", "bilateral", SERIZAWA, "2024-01-30", "Tokyo")},
            id="002-serizawa",
        ),
        pytest.param(
            "official/makoto-oniki",
            {("official/hoang-xuan-chien", "bilateral", ONIKI, "2024-01-30", "Tokyo")},
            id="002-oniki",
        ),
        pytest.param(
            "official/dacian-tiberiu-serban",
            {
                (
                    "official/dong-goo-kang",
                    "bilateral",
                    STAFF_TALKS,
                    "2024-05-14",
                    "Bruxelles, Siège de l’OTAN",
                )
            },
            id="003-serban",
        ),
        pytest.param(
            "official/dong-goo-kang",
            {
                (
                    "official/dacian-tiberiu-serban",
                    "bilateral",
                    STAFF_TALKS,
                    "2024-05-14",
                    "Bruxelles, Siège de l’OTAN",
                )
            },
            id="003-kang",
        ),
        pytest.param(
            "organization/nato-indo-pacific-partners",
            {
                ("organization/nato-chiefs-of-defence", "institutions", CHIEFS, "2024-01", None),
                (
                    "organization/nato-military-representatives",
                    "institutions",
                    REPRESENTATIVES,
                    "2023-12",
                    None,
                ),
            },
            id="003-partners",
        ),
        pytest.param(
            "official/minoru-kihara",
            {
                ("official/phan-van-giang", "plenary", HYBRID, "2023-11-15", None),
                ("organization/asean-defence-ministers", "institutions", HYBRID, "2023-11-15", None),
            },
            id="004-kihara",
        ),
        pytest.param(
            "official/phan-van-giang",
            {("official/minoru-kihara", "plenary", HYBRID, "2023-11-15", None)},
            id="004-giang",
        ),
    ],
)
def test_who_met_whom(ask: Ask, official: str, expected: set[Row]) -> None:
    """Each is said to have met those the article says, at its level, on its day and in its place, and nobody else."""
    rows = ask("who-met-whom", official=official)
    assert said(rows, "met_id", "level", "meeting_id", "date", "place") == expected
    assert len(rows) == len(expected)


@pytest.mark.parametrize(("official", "organisation"), sorted(OWN_ORGANISATION))
def test_nobody_meets_their_own_organisation(ask: Ask, official: str, organisation: str) -> None:
    """A minister of a member state didn't meet the organisation, which sat on the same side."""
    assert (organisation,) not in said(ask("who-met-whom", official=official), "met_id")
    assert (official,) not in said(ask("who-met-whom", official=organisation), "met_id")


def test_korea_met_nato(ask: Ask) -> None:
    """Korea met NATO three times: its minister and its admiral in person, and in 2023 the staffs; no partners' meeting counts."""
    rows = ask("who-met-whom", official="state/KR")
    nato = [row for row in rows if row["meeting_id"] in (SHIN_CAVOLI, STAFF_TALKS, STAFF_TALKS_2023)]
    assert said(nato, "met_id", "level", "meeting_id") == {
        ("official/christopher-cavoli", "bilateral", SHIN_CAVOLI),
        ("official/dacian-tiberiu-serban", "bilateral", STAFF_TALKS),
        ("organization/nato", "institutions", STAFF_TALKS_2023),
        ("organization/nato-international-military-staff", "institutions", STAFF_TALKS_2023),
    }
    assert said(rows, "meeting_id") == said(nato, "meeting_id") | {
        (each,) for each in (SUMMIT, *KIM_MET.values())
    }


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param(
            "official/kim-yong-hyun",
            {
                (SUMMIT, "2024-11-21", "summit", "multilateral", "Vientiane", "speaker"),
                *((each, "../2024-11-30", "talks", "bilateral", None, None) for each in KIM_MET.values()),
            },
            id="000-kim",
        ),
        pytest.param(
            "official/christopher-cavoli",
            {
                (VISIT, "../2024-02-29", "visit", "bilateral", "Corée du Sud", "visitor"),
                (SHIN_CAVOLI, "../2024-02-29", "talks", "bilateral", None, None),
            },
            id="001-cavoli",
        ),
        pytest.param(
            "state/VN",
            {
                (VICE_MINISTERS, "2024-01-30", "vice_ministerial", "multilateral", "Tokyo", None),
                (VICE_MINISTERS, "2024-01-30", "vice_ministerial", "multilateral", "Tokyo", "head"),
                (SERIZAWA, "2024-01-30", "talks", "bilateral", "Tokyo", None),
                (ONIKI, "2024-01-30", "talks", "bilateral", "Tokyo", None),
                (HYBRID, "2023-11-15", "ministerial", "multilateral", None, "speaker"),
            },
            id="002-004-viet-nam",
        ),
        pytest.param(
            "organization/nato-cooperative-security-division",
            {
                (STAFF_TALKS, "2024-05-14", "staff_talks", "bilateral", "Bruxelles, Siège de l’OTAN", role)
                for role in ("chair", "head")
            },
            id="003-division",
        ),
        pytest.param(
            "post/jp-defence-minister",
            {
                (KIM_MET["japan"], "../2024-11-30", "talks", "bilateral", None, None),
                (INFORMAL, "2023-11", "ministerial", "multilateral", None, None),
                (HYBRID, "2023-11-15", "ministerial", "multilateral", None, "speaker"),
            },
            id="japan-s-minister",
        ),
        pytest.param("state/RU", set(), id="001-003-russia"),
        pytest.param("state/UA", set(), id="001-003-ukraine"),
        pytest.param("state/US", set(), id="001-united-states"),
        pytest.param("state/ID", set(), id="001-004-datelines"),
    ],
)
def test_meetings_of(ask: Ask, of: str, expected: set[Row]) -> None:
    """The meetings of each are those of the articles, held, with kind, format, place and role; a dateline makes none."""
    rows = ask("meetings-of", of=of)
    assert said(rows, "meeting_id", "date", "kind", "format", "place", "role") == expected
    assert said(rows, "status", "modality") == ({("held", "asserted")} if expected else set())


def test_nato_hosted_and_took_part(ask: Ask) -> None:
    """NATO hosted the talks of May 2024 and sat at the table too; its staffs were its delegation."""
    rows = [row for row in ask("meetings-of", of="organization/nato") if row["meeting_id"] == STAFF_TALKS]
    assert said(rows, "took_part", "role", "via") == {
        ("HOSTED", None, None),
        ("PARTICIPATES_IN", None, None),
        ("PARTICIPATES_IN", "chair", "Division Sécurité coopérative"),
        ("PARTICIPATES_IN", "delegate", "Secrétariat international de l’OTAN"),
        ("PARTICIPATES_IN", "delegate", "État-major militaire international"),
        ("ATTENDED", "head", "Dacian-Tiberiu Șerban"),
    }


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        (
            "state/KR",
            {
                ("official/shin-won-sik", "post/kr-defence-minister", ("2024-02",), None, "explicit"),
                ("official/kim-yong-hyun", "post/kr-defence-minister", ("2024-11",), None, "inferred"),
                (
                    "official/dong-goo-kang",
                    "post/kr-strategy-and-plans-director",
                    ("2024-05-14",),
                    "contre-amiral",
                    "explicit",
                ),
            },
        ),
        (
            "organization/nato",
            {
                ("official/christopher-cavoli", "post/nato-saceur", ("2024-02",), "général", "explicit"),
                (
                    "official/dacian-tiberiu-serban",
                    "post/nato-cooperative-security-division-director",
                    ("2024-05-14",),
                    "général de division",
                    "explicit",
                ),
            },
        ),
        (
            "state/LA",
            {
                ("official/chansamone-chanyalath", f"post/la-{post}", ("2024-11",), None, "explicit")
                for post in ("defence-minister", "deputy-prime-minister")
            },
        ),
        (
            "state/JP",
            {
                ("official/minoru-kihara", "post/jp-defence-minister", ("2023-11",), None, "explicit"),
                (
                    "official/kiyoshi-serizawa",
                    "post/jp-deputy-defence-minister",
                    ("2024-01",),
                    None,
                    "inferred",
                ),
                (
                    "official/makoto-oniki",
                    "post/jp-state-secretary-for-defence",
                    ("2024-01",),
                    None,
                    "explicit",
                ),
            },
        ),
        (
            "state/VN",
            {
                ("official/phan-van-giang", "post/vn-defence-minister", ("2023-11",), None, "explicit"),
                (
                    "official/hoang-xuan-chien",
                    "post/vn-deputy-defence-minister",
                    ("2024-01",),
                    "général de corps d’armée",
                    "explicit",
                ),
            },
        ),
        ("state/KP", {("official/kim-jong-un", "post/kp-leader", ("2024-02",), None, "explicit")}),
        ("state/IN", set()),
        ("state/TH", set()),
    ],
)
def test_post_holders(ask: Ask, post: str, expected: set[Row]) -> None:
    """Each post is held by whom the articles name, on their dates, with the rank they give; no start or end is invented."""
    rows = ask("post-holders", post=post)
    found = {
        (row["holder_id"], row["post_id"], tuple(row["attested"]), row["rank"], row["basis"]) for row in rows
    }
    assert found == expected
    assert {(row["start"], row["end"], row["tenure"], row["modality"]) for row in rows} <= {
        (None, None, None, "asserted")
    }


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (
            "state/KR",
            "organization/asean",
            {
                ("initiative/kasi", "policy_framework", "asserted", None, None),
                (
                    "initiative/asean-rok-defence-industry-conference-2025",
                    "conference",
                    "proposed",
                    "proposed",
                    "2025",
                ),
                ("initiative/asean-rok-navy-chiefs-conference", "conference", "proposed", "proposed", None),
                (
                    "initiative/asean-rok-maritime-cooperation-workshop",
                    "workshop",
                    "proposed",
                    "proposed",
                    None,
                ),
                (
                    "initiative/asean-rok-joint-maritime-exercise-2026",
                    "exercise",
                    "proposed",
                    "proposed",
                    "2026",
                ),
            },
        ),
        (
            "state/JP",
            "organization/asean",
            {
                ("initiative/jasmine", "programme", "asserted", None, None),
                ("initiative/vientiane-vision-2-0", "policy_framework", "asserted", None, None),
            },
        ),
        ("state/JP", "state/VN", {("initiative/ceppp", "training", "asserted", "held", "2023-09")}),
        ("state/VN", "organization/asean", set()),  # who is invited to an exhibition has no part in it yet
        ("state/KR", "organization/nato", set()),  # a partnership is an agreement
        ("state/KP", "state/RU", set()),  # alleged
        ("state/KR", "state/US", set()),  # they accuse together
        ("state/RU", "state/UA", set()),
        ("state/LA", "state/KR", set()),
    ],
)
def test_initiatives_between(ask: Ask, a: str, b: str, expected: set[Row]) -> None:
    """Two parties are linked by the initiatives of the articles, the proposed ones as proposed; by nothing alleged."""
    columns = ("initiative_id", "kind", "modality", "status", "date")
    assert said(ask("initiatives-between", a=a, b=b), *columns) == expected
    assert said(ask("initiatives-between", a=b, b=a), *columns) == expected


def test_proposals_were_never_held(ask: Ask) -> None:
    """The four projects were proposed by Kim to ASEAN at the summit; Korea would host one, and nobody has taken part."""
    linked = ("proposed", "addressedTo", "presentedAt", "hosted", "participatesIn")
    for proposal in sorted(PROPOSALS):
        assert facts(ask, proposal, *linked) == {
            ("official/kim-yong-hyun", "proposed", proposal),
            (proposal, "addressedTo", "organization/asean"),
            (proposal, "presentedAt", SUMMIT),
        }
        host = {("state/KR", "hosted", proposal)} if "exercise" in proposal else set()
        assert facts(ask, proposal, *linked, modality="proposed") == host | {
            (party, "participatesIn", proposal) for party in ("state/KR", "organization/asean")
        }


def test_the_exhibition_is_only_planned(ask: Ask) -> None:
    """Vietnam is to host its second exhibition at the end of 2024, and has invited ministries and companies of two sides."""
    exhibition = "initiative/vietnam-international-defence-exhibition"
    rows = [row for row in ask("evidence", of=exhibition) if row["predicate"] != "about"]
    assert said(rows, "modality") == {("planned",)}
    assert {row["value"] for row in rows} >= {"planned", "2024-10/2024-12"}
    invitation = "statement/002-20cfcaffaf09efc6-a-invite"
    assert facts(ask, invitation, "stated", "addressedTo", "about", "statedAt") == {
        ("official/hoang-xuan-chien", "stated", invitation),
        (invitation, "about", exhibition),
        (invitation, "statedAt", VICE_MINISTERS),
        (invitation, "addressedTo", "organization/jp-ministry-of-defence"),
        (invitation, "addressedTo", "organization/asean-defence-ministries"),
        (invitation, "addressedTo", "organization/japan-defence-companies"),
        (invitation, "addressedTo", "organization/asean-defence-companies"),
    }


def test_what_japan_put_forward_and_hosted(ask: Ask) -> None:
    """JASMINE was put forward by Japan in November 2023; the CEPPP was held under the ADMM-Plus, as Chiên says."""
    assert facts(ask, "initiative/jasmine", "proposed", "presentedAt") == {
        ("state/JP", "proposed", "initiative/jasmine"),
        ("initiative/jasmine", "presentedAt", INFORMAL),
    }
    ceppp = "initiative/ceppp"
    assert facts(ask, ceppp, "hosted", "underFramework") == {
        ("organization/jp-ministry-of-defence", "hosted", ceppp),
        ("organization/vn-ministry-of-defence", "hosted", ceppp),
        (ceppp, "underFramework", "organization/admm-plus"),
    }
    rows = [row for row in ask("evidence", of=ceppp) if row["predicate"] != "about"]
    assert {tuple(row["attributed_to"] or ()) for row in rows} == {("official/hoang-xuan-chien",)}


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (
            ADMM_PLUS,
            {
                (ADMM_PLUS, "sessionOf", "organization/admm-plus"),
                *((each, "onSidelinesOf", ADMM_PLUS) for each in (SUMMIT, *KIM_MET.values())),
            },
        ),
        (SUMMIT, {(SUMMIT, "onSidelinesOf", ADMM_PLUS)}),
        (KIM_MET["laos"], {(KIM_MET["laos"], "onSidelinesOf", ADMM_PLUS)}),
        (SHIN_CAVOLI, {(SHIN_CAVOLI, "withinMeeting", VISIT)}),
        (VICE_MINISTERS, {(VICE_MINISTERS, "sessionOf", "organization/asean-japan-defence-vice-ministers")}),
        (SERIZAWA, set()),
        (ONIKI, set()),
        (STAFF_TALKS, {(STAFF_TALKS, "follows", STAFF_TALKS_2023)}),
        (CHIEFS, set()),
        (REPRESENTATIVES, set()),
        (HYBRID, {(HYBRID, "withinMeeting", ADMM)}),
        (ADMM, {(ADMM, "sessionOf", "organization/admm"), (HYBRID, "withinMeeting", ADMM)}),
        (INFORMAL, set()),
    ],
)
def test_sidelines_sessions_and_frames(ask: Ask, meeting: str, expected: set[Row]) -> None:
    """A meeting is on the sidelines of, within, a session of or after exactly what the article says it is."""
    assert (
        facts(ask, meeting, "sessionOf", "onSidelinesOf", "withinMeeting", "follows", "underFramework")
        == expected
    )


def test_a_session_without_participants_was_attended_by_nobody(ask: Ask) -> None:
    """Nobody is said to have been at the ADMM-Plus or the ADMM themselves, nor where and on which day they were."""
    for session in (ADMM_PLUS, ADMM):
        assert (
            facts(ask, session, "attended", "representedAt", "participatesIn", "hosted", "tookPlaceIn")
            == set()
        )


@pytest.mark.parametrize(
    ("agreement", "date", "expected"),
    [
        ("asean-rok-comprehensive-strategic-partnership", None, {"organization/asean", "state/KR"}),
        ("asean-japan-comprehensive-strategic-partnership", "2023-09", {"organization/asean", "state/JP"}),
        ("nato-rok-partnership", "2005", {"organization/nato", "state/KR"}),
        (
            "nato-rok-individually-tailored-partnership-programme",
            "2023-07",
            {"organization/nato", "state/KR"},
        ),
        ("nato-rok-military-implementation-plan", None, {"organization/nato", "state/KR"}),
        ("un-convention-on-the-law-of-the-sea", "1982", set()),
        ("unsc-resolution-dprk-arms-trade", None, set()),
    ],
)
def test_agreements(ask: Ask, agreement: str, date: str | None, expected: set[str]) -> None:
    """An agreement has the parties and the date that the articles give, and nobody is said to have signed it."""
    rows = ask("evidence", of=f"agreement/{agreement}")
    assert {row["subject"] for row in rows if row["predicate"] == "partyTo"} == expected
    assert {row["value"] for row in rows if row["predicate"] == "date"} == ({date} if date else set())
    assert "signed" not in {row["predicate"] for row in rows}


def test_agreements_under_one_another(ask: Ask) -> None:
    """The implementation plan is under the tailored programme, the resolution under the Security Council."""
    plan, programme = (
        f"agreement/nato-rok-{name}"
        for name in ("military-implementation-plan", "individually-tailored-partnership-programme")
    )
    assert facts(ask, plan, "underFramework") == {(plan, "underFramework", programme)}
    resolution = "agreement/unsc-resolution-dprk-arms-trade"
    assert facts(ask, resolution, "underFramework") == {
        (resolution, "underFramework", "organization/un-security-council")
    }


def test_what_is_alleged_is_no_fact(ask: Ask, driver: Driver, connection: Connection) -> None:
    """The deliveries to Russia are Seoul's and Washington's allegation, provocations are feared; neither makes a fact."""
    rows = [row for row in ask("evidence", of="state/KP") if row["predicate"] != "postIn"]
    assert {
        (row["object"], row["modality"], tuple(row["attributed_to"] or ()), row["edge"]) for row in rows
    } == {
        ("fournir des munitions", "alleged", ("state/KR", "state/US"), None),
        ("provocations", "hypothetical", (), None),
        ("provocations potentielles", "hypothetical", ("state/KR",), None),
    }
    accused = [row for row in ask("evidence", of="state/RU") if row["modality"] != "asserted"]
    assert said(accused, "subject", "object", "modality", "edge") == {
        ("state/RU", "fournir des munitions", "alleged", None)
    }
    paths = driver.execute_query(
        "MATCH (:State {id: 'state/KP'})-[r]-(other:Entity) RETURN type(r) AS t, other.id AS o",
        database_=connection.database,
    ).records
    assert {(row["t"], row["o"]) for row in paths} == {("POST_IN", "post/kp-leader")}


def test_who_accuses_and_condemns(ask: Ask) -> None:
    """Korea and the United States accuse and condemn together; what they accuse of is found from their statements."""
    alleged = {row["claim_id"] for row in ask("evidence", of="state/US") if row["modality"] == "alleged"}
    assert len(alleged) == 2
    for statement in ("accusent", "ont-condamne"):
        of = f"statement/001-79bfbfb30bf65333-{statement}"
        assert facts(ask, of, "stated") == {(state, "stated", of) for state in ("state/KR", "state/US")}
        assert alleged <= {row["object"] for row in ask("evidence", of=of)}


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (
            "official/kim-yong-hyun",
            {("position", SUMMIT): 3, ("support", SUMMIT): 1, ("proposal", SUMMIT): 1},
        ),
        ("official/chansamone-chanyalath", {("support", SUMMIT): 1, ("wish", SUMMIT): 1}),
        (
            "organization/kr-ministry-of-defence",
            {
                ("commitment", None): 1,  # KASI
                (None, None): 1,  # the communiqué, for which the list has no kind
            },
        ),
        (
            "official/shin-won-sik",
            {("request", SHIN_CAVOLI): 1, ("position", SHIN_CAVOLI): 1, ("commitment", SHIN_CAVOLI): 1},
        ),
        ("official/christopher-cavoli", {("position", SHIN_CAVOLI): 1, ("commitment", SHIN_CAVOLI): 2}),
        ("official/kim-jong-un", {("position", None): 1}),
        (
            "official/hoang-xuan-chien",
            {
                ("proposal", VICE_MINISTERS): 2,
                ("position", VICE_MINISTERS): 2,
                ("support", VICE_MINISTERS): 2,
                ("wish", VICE_MINISTERS): 1,
                ("request", VICE_MINISTERS): 1,
                ("commitment", VICE_MINISTERS): 1,
                ("invitation", VICE_MINISTERS): 1,
            },
        ),
        ("state/VN", {("proposal", VICE_MINISTERS): 1}),
        ("official/dacian-tiberiu-serban", {("position", STAFF_TALKS): 2, ("wish", STAFF_TALKS): 1}),
        ("organization/nato", {("commitment", STAFF_TALKS): 1}),
        ("official/minoru-kihara", {("wish", HYBRID): 1}),
        ("official/phan-van-giang", {("wish", HYBRID): 1, ("position", HYBRID): 2}),
        ("organization/asean-defence-ministers", {("position", HYBRID): 1}),
        ("official/makoto-oniki", {}),
    ],
)
def test_statements(ask: Ask, speaker: str, expected: dict[Row, int]) -> None:
    """What each said is there once, with its kind and the meeting it was said at."""
    found: dict[Row, int] = {}
    rows = ask("evidence", of=speaker)
    for statement in {
        row["object"] for row in rows if (row["subject"], row["predicate"]) == (speaker, "stated")
    }:
        own = [row for row in ask("evidence", of=statement) if row["subject"] == statement]
        kind = {row["value"] for row in own if row["predicate"] == "kind"} or {None}
        where = {row["object"] for row in own if row["predicate"] == "statedAt"} or {None}
        key = (*kind, *where)
        found[key] = found.get(key, 0) + 1
    assert found == expected


def test_who_chairs_and_belongs(ask: Ask) -> None:
    """Laos chairs ASEAN, Vietnam and Japan the experts on peacekeeping; Korea is in no group of partners."""
    group = "organization/admm-experts-working-group-on-peacekeeping"
    assert facts(ask, group, "memberOf", "partOf") == {
        ("state/VN", "memberOf", group),
        ("state/JP", "memberOf", group),
        (group, "partOf", "organization/admm"),
    }
    assert facts(ask, "state/LA", "memberOf") == {("state/LA", "memberOf", "organization/asean")}
    assert facts(ask, "organization/nato-indo-pacific-partners", "memberOf") == set()
