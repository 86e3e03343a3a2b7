"""What links two parties: agreements, initiatives and shared domains; what is proposed, planned or alleged isn't in force."""

from __future__ import annotations

import pytest
from annotated import write
from conftest import Ask, said, wipe
from neo4j import Driver

from diplograph.graph_loader.load import Summary, load
from diplograph.neo4j_server.connection import Connection

ASKED = {"a": "state/NO", "b": "state/CL"}
STATES = (
    "T1 State Norvège",
    "T2 State Chili",
    "N1 Reference T1 ISO:NO\tNorvège",
    "N2 Reference T2 ISO:CL\tChili",
)


@pytest.fixture(scope="module")
def partners(driver: Driver, connection: Connection, tmp_path_factory: pytest.TempPathFactory) -> Summary:
    """Load what links Norway and Chile, and, beside it, what doesn't."""
    folder = tmp_path_factory.mktemp("partners")

    def article(name: str, text: str, *lines: str, issued: str = "2031-03-13") -> None:
        write(folder, name, text, *lines, language="fr", issued=issued)

    article(
        "a",
        "En 2030, la Norvège et le Chili ont conclu le traité Fjord, sur la cybersécurité ; le Ghana devrait y adhérer.",
        *STATES,
        "T3 Date 2030",
        "A1 Value T3 2030",
        "T4 Agreement traité Fjord",
        "T5 Domain cybersécurité",
        "T6 State Ghana",
        "N3 Reference T6 ISO:GH\tGhana",
        "E1 Agreement:T4 party:T1 party2:T2 topic:T5 date:T3",
        "R1 party Arg1:E1 Arg2:T6",
        "A2 Modality R1 planned",
    )
    article(
        "b",
        "Ingrid Solheim, ministre de la Défense de la Norvège, et le ministre de la Défense du Chili ont signé le mémorandum Andes.",
        *STATES,
        "T3 Official Ingrid Solheim",
        "T4 Post ministre de la Défense",
        "T5 Post ministre de la Défense#2",
        "T6 Agreement mémorandum Andes",
        "R1 holds Arg1:T3 Arg2:T4",
        "R2 in Arg1:T4 Arg2:T1",
        "R3 in Arg1:T5 Arg2:T2",
        "E1 Agreement:T6 signedBy:T3 signedBy2:T5",
        issued="2032-05-01",
    )
    article(
        "c",
        "La Norvège a proposé au Chili un accord Glacier sur la sécurité maritime.",
        *STATES,
        "T3 Agreement accord Glacier",
        "T4 Domain sécurité maritime",
        "E1 Agreement:T3 proposedBy:T1 to:T2 topic:T4",
        "A1 Modality E1 proposed",
    )
    article(
        "d",
        "La Norvège et le Chili préparent pour 2035 un pacte Lagune sur la sécurité maritime.",
        *STATES,
        "T3 Agreement pacte Lagune",
        "T4 Domain sécurité maritime",
        "T5 Date 2035",
        "A1 Value T5 2035",
        "E1 Agreement:T3 party:T1 party2:T2 topic:T4 date:T5",
        "A2 Modality E1 planned",
    )
    article(
        "e",
        "Le Ghana affirme que la Norvège et le Chili ont un pacte Ombre sur le déminage.",
        *STATES,
        "T3 Agreement pacte Ombre",
        "T4 State Ghana",
        "T5 Domain déminage",
        "N3 Reference T4 ISO:GH\tGhana",
        "E1 Agreement:T3 party:T1 party2:T2 topic:T5 attributedTo:T4",
        "A1 Modality E1 alleged",
    )
    article(
        "f",
        "Le plan Delta de la Norvège et du Ghana relève du traité Fjord.",
        "T1 Agreement plan Delta",
        "T2 State Norvège",
        "T3 State Ghana",
        "T4 Agreement traité Fjord",
        "N1 Reference T2 ISO:NO\tNorvège",
        "N2 Reference T3 ISO:GH\tGhana",
        "E1 Agreement:T1 party:T2 party2:T3 under:T4",
    )
    article(
        "g",
        "La Suède et la Norvège sont membres de l’OTAN. La Suède et le Chili ont un pacte Boréal sur la cybersécurité et un exercice Boréal.",
        *STATES,
        "T3 State Suède",
        "T4 State Suède#2",
        "T5 Organization OTAN",
        "T6 Agreement pacte Boréal",
        "T7 Initiative exercice Boréal",
        "T8 Domain cybersécurité",
        "N3 Reference T3 ISO:SE\tSuède",
        "N4 Reference T4 ISO:SE\tSuède",
        "R1 memberOf Arg1:T3 Arg2:T5",
        "R2 memberOf Arg1:T1 Arg2:T5",
        "E1 Agreement:T6 party:T4 party2:T2 topic:T8",
        "E2 Initiative:T7 party:T4 party2:T2",
    )
    meetings = (
        ("h", "2032-01-10", "held", "cybersécurité"),
        ("i", "2034-01-10", "planned", "cybersécurité"),
        ("j", "2032-02-10", "cancelled", "déminage"),
    )
    for name, day, status, domain in meetings:
        article(
            name,
            f"La Norvège et le Chili, une réunion le jour dit sur un sujet : {domain}.",
            *STATES,
            "T3 Meeting réunion",
            "T4 Date jour dit",
            f"T5 Domain {domain}",
            f"A1 Value T4 {day}",
            f"A2 Status E1 {status}",
            "E1 Meeting:T3 participant:T1 participant2:T2 date:T4 topic:T5",
            issued="2033-01-01",
        )
    article(
        "k",
        "La Norvège seule suit le programme Polaris sur l’espace ; la Norvège et le Chili, l’exercice Condor sur la cybersécurité.",
        "T1 State Norvège#2",
        "T2 State Chili",
        "T3 State Norvège",
        "T4 Initiative programme Polaris",
        "T5 Domain espace",
        "T6 Initiative exercice Condor",
        "T7 Domain cybersécurité",
        "N1 Reference T1 ISO:NO\tNorvège",
        "N2 Reference T2 ISO:CL\tChili",
        "N3 Reference T3 ISO:NO\tNorvège",
        "E1 Initiative:T4 party:T3 topic:T5",
        "E2 Initiative:T6 party:T1 party2:T2 topic:T7",
    )
    wipe(driver, connection)
    return load(driver, connection.database, [folder])


LINK = ("agreement", "modality", "a_did", "a_via", "b_did", "b_via")
MINISTER = "Ministre de la Défense (Chili)"
FJORD = ("traité Fjord", "asserted", "PARTY_TO", None, "PARTY_TO", None)
ANDES = ("mémorandum Andes", "asserted", "SIGNED", "Ingrid Solheim", "SIGNED", MINISTER)
GLACIER = ("accord Glacier", "proposed", "PROPOSED", None, "ADDRESSED_TO", None)
LAGUNE = ("pacte Lagune", "planned", "PARTY_TO", None, "PARTY_TO", None)


def test_agreements_between_two_parties(partners: Summary, ask: Ask) -> None:
    """What both are party to, sign, propose or are proposed, through whom, and how surely; nothing alleged, nothing of others."""
    assert said(ask("agreements-between", **ASKED), *LINK) == {FJORD, ANDES, GLACIER, LAGUNE}
    turned = ask("agreements-between", a="state/CL", b="state/NO")
    assert said(turned, "agreement_id", "modality") == said(
        ask("agreements-between", **ASKED), "agreement_id", "modality"
    )
    assert said(ask("agreements-between", a="state/GH", b="state/CL"), *LINK) == {
        ("traité Fjord", "planned", "PARTY_TO", None, "PARTY_TO", None)
    }


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"from": "2029", "to": "2030-06"}, {FJORD}),
        ({"from": "2031"}, {LAGUNE}),
        ({"reported_from": "2032", "reported_to": "2032-05"}, {ANDES}),
        ({"reported_to": "2031-03-12"}, set()),
    ],
)
def test_agreements_of_a_period(
    partners: Summary, ask: Ask, period: dict[str, str], expected: set[tuple[str | None, ...]]
) -> None:
    """An agreement's own date counts, one without a date in no period; what was reported is another period."""
    assert said(ask("agreements-between", **ASKED, **period), *LINK) == expected


def test_a_members_agreements_count_only_when_asked(partners: Summary, ask: Ask) -> None:
    """What NATO's members agreed on is NATO's only when asked for, with the member's name; with a member, only the others'."""
    between = {"a": "organization/nato", "b": "state/CL"}
    for question in ("agreements-between", "initiatives-between", "domains-between"):
        assert ask(question, **between) == []
    assert said(
        ask("agreements-between", **between, members=True), "agreement", "a_via", "a_member", "b_member"
    ) == {
        ("traité Fjord", "Norvège", "Norvège", None),
        ("mémorandum Andes", "Ingrid Solheim", "Norvège", None),
        ("accord Glacier", "Norvège", "Norvège", None),
        ("pacte Lagune", "Norvège", "Norvège", None),
        ("pacte Boréal", "Suède", "Suède", None),
    }
    assert said(ask("initiatives-between", **between, members=True), "initiative", "a_member") == {
        ("exercice Boréal", "Suède"),
        ("exercice Condor", "Norvège"),
    }
    for question in ("agreements-between", "initiatives-between", "domains-between"):
        assert ask(question, a="organization/nato", b="state/NO", members=True) == []
        assert ask(question, a="state/NO", b="organization/nato", members=True) == []


def test_agreements_and_initiatives_in_the_language_asked_for(partners: Summary, ask: Ask) -> None:
    """Through whom, and as which member, is named in the language asked for; so are parties and domains."""
    assert ("mémorandum Andes", "Defence minister (Chile)") in said(
        ask("agreements-between", **ASKED, lang="en"), "agreement", "b_via"
    )
    rows = ask("initiatives-between", a="organization/nato", b="state/CL", members=True, lang="en")
    assert said(rows, "a_member", "a_via") == {("Sweden", "Sweden"), ("Norway", "Norway")}
    (row,) = ask("agreements-by-domain", domain="domain/cybersecurity", party="state/NO", lang="en")
    assert (row["domain"], set(row["parties"])) == ("cybersecurity", {"Norway", "Chile"})
    assert ("cybersecurity",) in said(ask("domains-between", **ASKED, lang="en"), "domain")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"from": "2029"}, set()),
        ({"reported_from": "2031-03-13"}, {("exercice Condor",)}),
        ({"reported_to": "2030"}, set()),
    ],
)
def test_initiatives_of_a_period(
    partners: Summary, ask: Ask, period: dict[str, str], expected: set[tuple[str]]
) -> None:
    """An initiative without a date is in no period; what was reported of it is another period."""
    assert said(ask("initiatives-between", **ASKED, **period), "initiative") == expected


DOMAIN = ("domain_id", "agreement", "modality", "parties_id")
CYBER, SEA = "domain/cybersecurity", "domain/maritime-security"


def lists(rows: list[dict[str, object]], *columns: str) -> set[tuple[object, ...]]:
    """Return what the rows say in some columns, lists as tuples."""
    plain = [{name: tuple(v) if isinstance(v, list) else v for name, v in row.items()} for row in rows]
    return said(plain, *columns)


def test_agreements_by_domain(partners: Summary, ask: Ask) -> None:
    """An agreement concerns what is said of it alone, with the parties it surely has; of all domains where none is named."""
    fjord = (CYBER, "traité Fjord", "asserted", ("state/CL", "state/NO"))
    boreal = (CYBER, "pacte Boréal", "asserted", ("state/CL", "state/SE"))
    sea = {
        (SEA, "accord Glacier", "proposed", ()),
        (SEA, "pacte Lagune", "planned", ("state/CL", "state/NO")),
    }
    assert lists(ask("agreements-by-domain", domain=CYBER), *DOMAIN) == {fjord, boreal}
    assert lists(ask("agreements-by-domain"), *DOMAIN) == {fjord, boreal, *sea}
    assert lists(ask("agreements-by-domain", party="state/SE"), *DOMAIN) == {boreal}
    assert lists(ask("agreements-by-domain", domain=SEA, party="state/SE"), *DOMAIN) == set()
    # Ghana is only to join: its row says so
    assert lists(ask("agreements-by-domain", party="state/GH"), *DOMAIN) == {
        (CYBER, "traité Fjord", "planned", ("state/CL", "state/GH", "state/NO"))
    }


def test_agreements_by_domain_of_members_and_periods(partners: Summary, ask: Ask) -> None:
    """An organisation's members' agreements are its own only when asked for; periods are the agreement's and the articles'."""
    nato = {"party": "organization/nato"}
    assert ask("agreements-by-domain", **nato) == []
    assert said(ask("agreements-by-domain", **nato, members=True), "agreement", "member") == {
        ("traité Fjord", "Norvège"),
        ("pacte Lagune", "Norvège"),
        ("pacte Boréal", "Suède"),
    }
    assert said(ask("agreements-by-domain", to="2034"), "agreement") == {("traité Fjord",)}
    assert ask("agreements-by-domain", reported_from="2032") == []


SHARED = ("domain_id", "modality", "meetings", "initiatives", "agreements")


def test_domains_between_two_parties(partners: Summary, ask: Ask) -> None:
    """What links both and concerns a domain is counted by what it is; what is planned or proposed has rows of its own."""
    expected = {
        (CYBER, "asserted", 1, 1, 1),
        (CYBER, "planned", 1, 0, 0),
        (SEA, "planned", 0, 0, 1),
        (SEA, "proposed", 0, 0, 1),
    }
    assert said(ask("domains-between", **ASKED), *SHARED) == expected
    assert said(ask("domains-between", a="state/CL", b="state/NO"), *SHARED) == expected
    quotes = {row["quote"] for row in ask("domains-between", **ASKED) if row["domain_id"] == SEA}
    assert len(quotes) == 2
    assert all("sécurité maritime" in quote for quote in quotes)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"to": "2031"}, {(CYBER, "asserted", 0, 0, 1)}),
        ({"from": "2032", "to": "2034-01-10"}, {(CYBER, "asserted", 1, 0, 0), (CYBER, "planned", 1, 0, 0)}),
        ({"reported_from": "2033"}, {(CYBER, "asserted", 1, 0, 0), (CYBER, "planned", 1, 0, 0)}),
    ],
)
def test_domains_of_a_period(
    partners: Summary, ask: Ask, period: dict[str, str], expected: set[tuple[str, str, int, int, int]]
) -> None:
    """Only what happened, or was told, in the period counts for a domain."""
    assert said(ask("domains-between", **ASKED, **period), *SHARED) == expected


def test_domains_shared_through_members(partners: Summary, ask: Ask) -> None:
    """Domains that an organisation's members share with a party are listed when asked for, with the members."""
    rows = ask("domains-between", a="organization/nato", b="state/CL", members=True)
    assert (CYBER, "asserted", 1, 1, 2, "Norvège, Suède") in said(rows, *SHARED, "member")
