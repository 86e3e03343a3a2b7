"""The review list: what it finds, what it leaves alone, and what it says of both."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest
from annotated import write
from hypothesis import given, settings
from hypothesis import strategies as st
from neo4j import Driver

from diplograph.graph_loader.load import Summary
from diplograph.neo4j_server.connection import Connection
from diplograph.review import candidates as listing
from diplograph.review.candidates import Review, candidates, compare
from diplograph.review.passages import Passage
from diplograph.review.reasons import SENTENCES, score, sign
from diplograph.review.rules import rules
from diplograph.review.thing import Period, Present, Thing

Listing = Callable[..., Review]
STATES = {"NO": "norvégien", "CL": "chilien", "JP": "japonais", "KR": "sud-coréen"}


@pytest.fixture
def review(driver: Driver, connection: Connection, loaded: Callable[..., Summary], tmp_path: Path) -> Listing:
    """Give a way to load what the test wrote, and list what is to be reviewed."""

    def reviewing(**options: object) -> Review:
        assert loaded(tmp_path).exit_code == 0
        return candidates(driver, connection.database, **options)  # type: ignore[arg-type]

    return reviewing


def codes(found: Review) -> dict[tuple[str, str], list[str]]:
    """Return the codes of each pair's reasons."""
    return {(each.first, each.second): [why.code for why in each.reasons] for each in found.candidates}


def holder(
    folder: Path, name: str, who: str, state: str, issued: str, post: str = "ministre {} de la Défense"
) -> None:
    """Write an article that says who holds a post of a state."""
    words = post.format(STATES[state])
    lines = (f"T1 Official {who}", f"T2 Post {words}", f"T3 State {STATES[state]}", "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3")  # fmt: skip
    write(
        folder, name, f"{who}, {words}, a parlé.", *lines, issued=issued, language="fr", publisher="Gazette"
    )


def named(folder: Path, name: str, who: str, issued: str = "2031-03-13") -> None:
    """Write an article that says of somebody nothing but that he signed."""
    lines = (f"T1 Official {who}", "T2 Agreement Pacte", "R1 signedBy Arg1:T2 Arg2:T1")
    write(folder, name, f"{who} a signé le Pacte.", *lines, issued=issued, language="fr")


def bodies(folder: Path, name: str, *words: str, state: str | None = None) -> None:
    """Write an article that names bodies, which are part of a state where one is given."""
    text = f"{' puis '.join(words)}" + (f", en {state}." if state else ".")
    lines = [f"T{number} Organization {word}" for number, word in enumerate(words, 1)]
    arcs = [f"R{number} partOf Arg1:T{number} Arg2:T90" for number in range(1, len(words) + 1)]
    write(folder, name, text, *lines, *([f"T90 State {state}", *arcs] if state else []), language="fr")


def met(
    folder: Path,
    name: str,
    *present: tuple[str, str, str | None],
    date: str = "2031-03-12",
    body: str | None = None,
    ordinal: int | None = None,
    **about: str,
) -> None:
    """Write an article on a meeting of officials with a post of a state, posts, or states; each (class, words, state)."""
    text, lines, arcs = "", [], []
    for number, (cls, words, state) in enumerate(present, 1):
        post = words if cls == "Post" else "ministre {} de la Défense".format(STATES.get(state or "", ""))
        text += f"{words}, {post} ; " if cls == "Official" and state else f"{words} ; "
        lines.append((f"T{number}", cls, words))
        if state:
            if cls == "Official":
                lines.append((f"T{number}1", "Post", post))
                arcs.append(f"R{number}1 holds Arg1:T{number} Arg2:T{number}1")
            lines.append((f"T{number}2", "State", STATES[state]))
            whose = f"T{number}" if cls == "Post" else f"T{number}1"
            arcs.append(f"R{number}2 in Arg1:{whose} Arg2:T{number}2")
    event = "E1 Meeting:T90 date:T91 " + " ".join(f"participant:T{n}" for n in range(1, len(present) + 1))
    tail = "réunion au jour dit" + (f" du {body}." if body else ".")
    spans = [f"{name} {cls} {words}" for name, cls, words in lines]
    more = [f"T92 Organization {body}", "R90 sessionOf Arg1:E1 Arg2:T92"] if body else []
    more += [f"A2 Ordinal E1 {ordinal}"] if ordinal else []
    write(
        folder,
        name,
        text + tail,
        *spans,
        "T90 Meeting réunion",
        "T91 Date jour dit",
        f"A1 Value T91 {date}",
        event,
        *arcs,
        *more,
        issued="2031-03-13",
        language="fr",
        **about,
    )


def test_a_name_that_nothing_else_confirms_is_reviewed(tmp_path: Path, review: Listing) -> None:
    """Of one article the post is known, of the other only the name: with both quotes, in both languages."""
    holder(tmp_path, "a", "Anna Berg", "NO", "2031-03-13")
    named(tmp_path, "b", "Anna Berg", "2031-05")
    found = review(classes=["Official"])
    (only,) = found.candidates
    assert [(why.code, why.fr, why.en, why.against) for why in only.reasons] == [
        (
            "same_name",
            "Même nom : « Anna Berg », « Anna Berg »",
            "Same name: “Anna Berg”, “Anna Berg”",
            False,
        ),
        (
            "no_side",
            "On ne sait de quel État ni de quel organisme relève Anna Berg",
            "No state or body of Anna Berg is known",
            False,
        ),
    ]
    passages = {only.first: only.first_passage, only.second: only.second_passage}
    assert passages == {
        "official/anna-berg-state-no": Passage("a", "Anna Berg, ministre norvégien de la Défense, a parlé.", 0, 53, "Gazette", "2031-03-13"),
        "official/anna-berg-official-0": Passage("b", "Anna Berg a signé le Pacte.", 0, 27, None, "2031-05"),
    }  # fmt: skip
    assert (only.cls, only.first_name, only.second_name) == ("Official", "Anna Berg", "Anna Berg")
    assert found.skipped == ()
    assert found.total == 1


MINISTER, VICE = "ministre {} de la Défense", "vice-ministre {} de la Défense"
ONE_MAN = [  # name, state, when, post of the one; of the other; what is said
    (("Shin Won-sik", "KR", "2031", MINISTER), ("Shin Won-shik", "KR", "2032", MINISTER), ["sounds_alike", "same_post", "near_in_time"]),
    (("Suh Wook", "KR", "2031", MINISTER), ("Seo Wook", "KR", "2031", VICE), ["sounds_alike", "same_side"]),
    (("Anna Berg", "NO", "2031", MINISTER), ("Hanna Berg", "NO", "2031", MINISTER), ["one_letter", "same_post", "near_in_time"]),
    (("Anna Berg", "NO", "2031", MINISTER), ("A. Berg", "NO", "2036", MINISTER), ["initial", "same_post", "near_in_time"]),
    (("Bob Roy", "NO", "2031", MINISTER), ("Robert Roy", "NO", "2031", MINISTER), ["nickname", "same_post", "near_in_time"]),
    (("Alex Roy", "NO", "2031", MINISTER), ("Alexander Roy", "NO", "2031", VICE), ["nickname", "same_side"]),
    (("Jean Noël Roy", "NO", "2031", MINISTER), ("Jean Roy", "NO", "2031", VICE), ["one_word_more", "same_side"]),
    (("Berg", "NO", "2031-01", MINISTER), ("Anna Berg", "NO", "2034-09", MINISTER), ["surname_only", "same_post", "near_in_time"]),
    (("Berg", "NO", "2031-01", MINISTER), ("Berg", "NO", "2032", MINISTER), ["surname_only", "same_post", "near_in_time"]),
    (("Anna Berg", "NO", "2031", MINISTER), ("Anna Berg", "CL", "2031", MINISTER), ["same_name", "other_side"]),
    (("Anna Berg", "NO", "1990", MINISTER), ("Anna Berg", "CL", "2031", MINISTER), ["same_name", "other_side", "years_apart"]),
    (("Anna Berg", "NO", "1990", MINISTER), ("Anna Berg", "NO", "2031", MINISTER), ["same_name", "same_post", "years_apart"]),
    (("Shin Won-sik", "KR", "1990", MINISTER), ("Shin Won-shik", "KR", "2031", MINISTER), ["sounds_alike", "same_post", "years_apart"]),
]  # fmt: skip
TWO_MEN = [
    (("Kim Jong-il", "KR", "2031", MINISTER), ("Kim Jong-un", "KR", "2031", MINISTER)),
    (("Kim Jong-in", "KR", "2031", MINISTER), ("Kim Jong-un", "KR", "2031", MINISTER)),
    (("Anna Berg", "NO", "2031", MINISTER), ("Paul Roy", "NO", "2031", MINISTER)),
    (("Anna Berg", "NO", "2031", MINISTER), ("Paul Berg", "NO", "2031", MINISTER)),
    (("Anna Berg", "NO", "2031", MINISTER), ("A. Berg", "CL", "2031", MINISTER)),
    (("Shin Won-sik", "KR", "2031", MINISTER), ("Shin Won-shik", "JP", "2031", MINISTER)),
    (("Berg", "NO", "1990", MINISTER), ("Anna Berg", "NO", "2031", MINISTER)),
    (("Berg", "NO", "2031", MINISTER), ("Anna Berg", "NO", "2031", VICE)),
    (("Berg", "NO", "2031", MINISTER), ("Anna Bergen", "NO", "2031", MINISTER)),
]


@pytest.mark.parametrize(("one", "other", "said"), [*ONE_MAN, *((*pair, None) for pair in TWO_MEN)])
def test_officials(
    tmp_path: Path, review: Listing, one: tuple[str, ...], other: tuple[str, ...], said: list[str] | None
) -> None:
    """Names that may be one person's, with a post or state that agrees; two names of one post are two people."""
    holder(tmp_path, "a", *one)
    holder(tmp_path, "b", *other)
    assert list(codes(review(classes=["Official"])).values()) == ([said] if said else [])


def test_a_name_alone_in_an_article_with_a_full_name(tmp_path: Path, review: Listing) -> None:
    """Whom « Minh » means is asked where the article has it within two full names; elsewhere it isn't."""
    lines = ("T1 Official Văn Minh Đặng", "T2 Official Thu Minh Hoàng", "T3 Official M. Minh")
    write(tmp_path, "a", "Văn Minh Đặng et Thu Minh Hoàng. M. Minh.", *lines, issued="2031")
    named(tmp_path, "b", "Anna Minh")
    found = codes(review(classes=["Official"]))
    assert list(found.values()) == [["part_of_name", "one_article"]] * 2


BODIES = [
    (("Forum atlantique de défense",), ("Forum des atlantiques de défense",), ["similar_words"]),
    (("Organisation du Pacte de l’Atlantide",), ("Organisation du Pacte de l’Atlantique",), ["similar_words"]),
    (("Forum du Pacte maritime",), ("FPM",), ["acronym_fits"]),
    (("Forum du Pacte maritime (FPM)",), ("Fédération des ports maritimes (FPM)",), ["same_acronym"]),
    (("Forum atlantique de défense", "FAD"), (), ["acronym_fits", "one_article"]),
    (("Conseil maritime du Nord",), ("Conseil maritime du Sud",), None),
    (("Forum de la 101e flotte",), ("Forum de la 102e flotte",), None),
    (("Forum du Pacte maritime",), ("FPX",), None),
    (("Forum atlantique de défense", "Forum des atlantiques de défense"), (), None),
    (("Ministère de la Défense",), ("Ministère de la Défense",), None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "said"), BODIES)
def test_organizations(
    tmp_path: Path, review: Listing, one: tuple[str, ...], other: tuple[str, ...], said: list[str] | None
) -> None:
    """Alike words, or an acronym that fits; two that one article names are two, but for an acronym."""
    bodies(tmp_path, "a", *one)
    if other:
        bodies(tmp_path, "b", *other)
    assert list(codes(review()).values()) == ([said] if said else [])


@pytest.mark.parametrize(("state", "said"), [("Norvège", ["similar_words", "same_side"]), ("Chili", None)])
def test_bodies_of_two_states_are_two(
    tmp_path: Path, review: Listing, state: str, said: list[str] | None
) -> None:
    """Alike names in one state are reviewed; in two states they aren't."""
    bodies(tmp_path, "a", "Institut Chatam", state="Norvège")
    bodies(tmp_path, "b", "Institut Chatham", state=state)
    assert list(codes(review(classes=["Organization"])).values()) == ([said] if said else [])


BERG, ROY = ("Official", "Anna Berg", "NO"), ("Official", "Paul Roy", "CL")
LAC, FALL = ("Official", "Jean Lac", "NO"), ("Official", "Jo Fall", "CL")
NORWAY, CHILE, JAPAN = ("State", "Norvège", None), ("State", "Chili", None), ("State", "Japon", None)
MINISTERS = (
    ("Post", "ministre norvégien de la Défense", "NO"),
    ("Post", "ministre chilien de la Défense", "CL"),
)
VICES = (
    ("Post", "vice-ministre norvégien de la Défense", "NO"),
    ("Post", "vice-ministre chilien de la Défense", "CL"),
)
ONE_MEETING = [
    ((BERG, ROY), "2031-03-12", (BERG, ROY), "2031-03", ["same_people", "compatible_dates"]),
    ((BERG, ROY), "2031-03-12", (BERG, ROY, JAPAN), "2031-03-12", ["same_people", "same_day"]),
    ((BERG, ROY), "2031-03-12", MINISTERS, "2031-03-13", ["same_function", "next_day"]),
    ((BERG, ROY), "2031-03-12", (NORWAY, CHILE), "2031-03-12", ["same_parties", "same_day"]),
    ((NORWAY, CHILE), "2031-03-12", (NORWAY, CHILE), "2031-03", ["same_parties", "compatible_dates"]),
    ((NORWAY, CHILE), "2031-03-12", (NORWAY, CHILE), "../2031-03-13", ["same_parties", "compatible_dates"]),
    (
        (("Official", "Berg", None), CHILE),
        "2031-03-12",
        (("Official", "Anna Berg", None), CHILE),
        "2031-03-12",
        ["alike_people", "same_day"],
    ),
]
TWO_MEETINGS = [
    ((BERG, ROY), "2031-03-12", (BERG, ROY), "2031-03-14"),
    ((BERG, ROY), "2031-03-12", VICES, "2031-03-12"),
    ((BERG, ROY), "2031-03-12", (LAC, FALL), "2031-03-12"),
    ((NORWAY, CHILE), "2031-03-12", (NORWAY, JAPAN), "2031-03-12"),
    ((BERG, ROY), "2031-03-12", (BERG, JAPAN), "2031-03-12"),
    ((NORWAY, CHILE), "2031-03-12", (NORWAY, CHILE), "../2032-03-13"),
]


@pytest.mark.parametrize(
    ("one", "day", "other", "date", "said"), [*ONE_MEETING, *((*each, None) for each in TWO_MEETINGS)]
)
def test_meetings(
    tmp_path: Path,
    review: Listing,
    one: tuple[tuple[str, str, str | None], ...],
    day: str,
    other: tuple[tuple[str, str, str | None], ...],
    date: str,
    said: list[str] | None,
) -> None:
    """Compatible dates and people, posts or sides in common; other people of one side on one day are another meeting."""
    met(tmp_path, "a", *one, date=day)
    met(tmp_path, "b", *other, date=date)
    assert list(codes(review(classes=["Meeting"])).values()) == ([said] if said else [])


@pytest.mark.parametrize(
    ("ordinal", "said"),
    [(None, ["same_parties", "same_series", "compatible_dates"]), (12, None)],
)
def test_sessions_of_a_series(
    tmp_path: Path, review: Listing, ordinal: int | None, said: list[str] | None
) -> None:
    """A number that one article leaves out is no other number; the next session is another meeting."""
    met(tmp_path, "a", NORWAY, CHILE, body="Forum du Nord", ordinal=11)
    met(tmp_path, "b", NORWAY, CHILE, body="Forum du Nord", ordinal=ordinal, date="2031-03")
    assert list(codes(review(classes=["Meeting"])).values()) == ([said] if said else [])


def work(
    folder: Path, name: str, words: str, *states: str, cls: str = "Agreement", date: str | None = None
) -> None:
    """Write an article on an agreement or initiative of states."""
    lines = [f"T{number} State {state}" for number, state in enumerate(states, 1)]
    arcs = [f"R{number} party Arg1:T90 Arg2:T{number}" for number in range(1, len(states) + 1)]
    when = ["T91 Date jour dit", f"A1 Value T91 {date}", "R90 date Arg1:T90 Arg2:T91"] if date else []
    text = f"{words} : {', '.join(states)}, au jour dit."
    write(folder, name, text, f"T90 {cls} {words}", *lines, *arcs, *when, language="fr")


WORKS = [
    (("Partenariat stratégique global", "Norvège", "Chili"), ("Partenariat stratégique intégral", "Norvège", "Chili"), ["similar_words", "same_parties"]),
    (("Pacte du Nord", "Norvège", "Chili", "Belgique"), ("Pacte du Nord", "Norvège", "Chili", "Japon"), ["same_name", "same_parties", "other_parties"]),
    (("Pacte du Nord", "Norvège", "Chili"), ("Pacte du Nord",), ["same_name", "no_side"]),
    (("Programme de partenariat maritime", "Norvège", "Chili"), ("PPM", "Norvège"), ["acronym_fits", "same_parties"]),
    (("Partenariat stratégique global", "Norvège", "Chili"), ("Partenariat stratégique global", "Norvège", "Japon"), None),
    (("ITPP", "Norvège"), ("ITPP", "Chili"), None),
    (("Exercice Bouclier 2031", "Norvège", "Chili"), ("Exercice Bouclier 2032", "Norvège", "Chili"), None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "said"), WORKS)
def test_works(
    tmp_path: Path, review: Listing, one: tuple[str, ...], other: tuple[str, ...], said: list[str] | None
) -> None:
    """A like name with a party in common; one agreement with another partner is another."""
    work(tmp_path, "a", *one)
    work(tmp_path, "b", *other)
    assert list(codes(review()).values()) == ([said] if said else [])


@pytest.mark.parametrize(
    ("date", "said"),
    [("2031-03", ["similar_words", "same_parties", "compatible_dates"]), ("2032-03", None), (None, None)],
)
def test_a_work_without_a_name_needs_a_date(
    tmp_path: Path, review: Listing, date: str | None, said: list[str] | None
) -> None:
    """« exercice naval » of the same states is reviewed only on compatible dates."""
    work(tmp_path, "a", "exercice naval", "Norvège", "Chili", cls="Initiative", date="2031-03-12")
    work(tmp_path, "b", "exercices navals", "Norvège", "Chili", cls="Initiative", date=date)
    assert list(codes(review()).values()) == ([said] if said else [])


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("directrice des Plans", ["similar_words", "same_side"]),
        ("directeur adjoint du Plan", None),
        ("directeur des Achats", None),
    ],
)
def test_posts(tmp_path: Path, review: Listing, other: str, said: list[str] | None) -> None:
    """Alike words in one state; a deputy's post is another."""
    for name, words in (("a", "directeur du Plan"), ("b", other)):
        lines = (f"T1 Post {words}", "T2 State Norvège", "R1 in Arg1:T1 Arg2:T2")
        write(tmp_path, name, f"Le {words}, en Norvège.", *lines, language="fr")
    assert list(codes(review()).values()) == ([said] if said else [])


@pytest.mark.parametrize(
    ("other", "state", "said"),
    [
        ("Hamerlik", "Norvège", ["one_letter", "same_side"]),
        ("Hamervick", None, ["sounds_alike", "no_side"]),
        ("Port de Hamervik", "Chili", None),
        ("Hamervick", "Chili", None),
    ],
)
def test_places(
    tmp_path: Path, review: Listing, other: str, state: str | None, said: list[str] | None
) -> None:
    """Alike names in one state, or one sound where a state isn't known."""
    for name, words, whose in (("a", "Hamervik", "Norvège"), ("b", other, state)):
        more = [f"T2 State {whose}", "R1 locatedIn Arg1:T1 Arg2:T2"] if whose else []
        write(tmp_path, name, f"À {words}, {whose}.", f"T1 Place {words}", *more, language="fr")
    assert list(codes(review()).values()) == ([said] if said else [])


# --- What holds for every class ---------------------------------------------------------------------------------------


def test_an_article_that_tells_two_people_apart_counts_against_them(tmp_path: Path, review: Listing) -> None:
    """Unless their names are nearly the same it ends it: the annotator saw both."""
    for words, said in (("Shin Won-shik", True), ("A. Berg", False)):
        first = "Shin Won-sik" if said else "Anna Berg"
        text = f"{first} et {words}, ministre norvégien de la Défense."
        lines = (f"T1 Official {first}", f"T2 Official {words}", "T3 Post ministre norvégien de la Défense", "T4 State norvégien")  # fmt: skip
        arcs = ("R1 holds Arg1:T1 Arg2:T3", "R2 holds Arg1:T2 Arg2:T3", "R3 in Arg1:T3 Arg2:T4")
        write(tmp_path, words[0].lower(), text, *lines, *arcs, language="fr")
    assert list(codes(review(classes=["Official"])).values()) == [
        ["sounds_alike", "same_post", "one_article"]
    ]


@pytest.mark.parametrize(("link", "count"), [("Wikidata:Q2", 0), ("Wikidata:Q1", 0), ("Other:7", 1)])
def test_links_decide(tmp_path: Path, review: Listing, link: str, count: int) -> None:
    """Two items of one knowledge base are two people, one item is one; of two bases nobody knows."""
    for name, who, item in (("a", "Anna Berg", "Wikidata:Q1"), ("b", "A. Berg", link)):
        lines = (f"T1 Official {who}", "T2 Post ministre norvégien de la Défense", "T3 State norvégien", f"N1 Reference T1 {item}", "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3")  # fmt: skip
        write(tmp_path, name, f"{who}, ministre norvégien de la Défense.", *lines, language="fr")
    assert review(classes=["Official"]).total == count


def test_what_is_decided_is_not_asked_again(tmp_path: Path, review: Listing) -> None:
    """A decided pair is left out, whichever way round; the others stay."""
    for name in "abc":
        named(tmp_path, name, "Anna Berg")
    every = {frozenset((each.first, each.second)) for each in review(classes=["Official"]).candidates}
    assert len(every) == 3
    decided = set(sorted(every, key=sorted)[:1])
    rest = review(classes=["Official"], decided=decided).candidates
    assert {frozenset((each.first, each.second)) for each in rest} == every - decided


def test_the_likeliest_come_first(tmp_path: Path, review: Listing) -> None:
    """By score, then by ids; a limit cuts the list, and how many there are is said."""
    holder(tmp_path, "a", "Anna Berg", "NO", "2031")
    named(tmp_path, "b", "Anna Berg")
    named(tmp_path, "c", "Anna Berg")
    holder(tmp_path, "d", "A. Berg", "NO", "2036")
    found = review()
    order = [(-each.score, each.first, each.second) for each in found.candidates]
    assert order == sorted(order)
    assert [why.code for why in found.candidates[0].reasons] == ["initial", "same_post", "near_in_time"]
    some = review(limit=2)
    assert (some.candidates, some.total) == (found.candidates[:2], found.total)


def test_a_block_too_large_is_left_out_and_said(
    tmp_path: Path, review: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its things aren't compared, and its class, key and size are returned."""
    monkeypatch.setattr(listing, "LARGEST", 2)
    for name in "abc":
        named(tmp_path, name, "Anna Berg")
    found = review(classes=["Official"])
    assert (found.candidates, [(each.cls, each.size) for each in found.skipped]) == ((), [("Official", 3)])


def test_an_empty_graph_has_nothing_to_review(
    driver: Driver, connection: Connection, empty_graph: None
) -> None:
    """No candidates, and no error."""
    assert candidates(driver, connection.database) == Review((), 0, ())


def test_without_the_text_a_passage_has_no_quote(
    driver: Driver, connection: Connection, loaded: Callable[..., Summary], tmp_path: Path
) -> None:
    """Its article is named all the same; a thing that no claim is about has the article that mentions it."""
    named(tmp_path, "a", "Anna Berg")
    write(tmp_path, "b", "Anna Berg.", "T1 Official Anna Berg", issued="2031-05", publisher="Gazette")
    tmp_path.joinpath("a.txt").unlink()
    loaded(tmp_path)
    (only,) = candidates(driver, connection.database, classes=["Official"]).candidates
    shown = {each.article: each for each in (only.first_passage, only.second_passage)}
    assert shown["b"] == Passage("b", None, None, None, "Gazette", "2031-05")
    assert (shown["a"].quote, shown["a"].issued) == (None, "2031-03-13")


def test_the_quotes_are_of_two_articles_where_there_are_two(tmp_path: Path, review: Listing) -> None:
    """Where an article names both, the passage of another one is shown."""
    bodies(tmp_path, "a", "Forum atlantique de défense", "FAD", state="Norvège")
    bodies(tmp_path, "b", "FAD", state="Norvège")
    (only,) = review(classes=["Organization"]).candidates
    assert (only.first_passage.article, only.second_passage.article) == ("b", "a")


def test_the_load_order_changes_nothing(
    driver: Driver, connection: Connection, loaded: Callable[..., Summary], tmp_path: Path, review: Listing
) -> None:
    """One file after the other, in any order: the same pairs, scores, reasons and quotes."""
    holder(tmp_path, "a", "Shin Won-sik", "KR", "2031")
    holder(tmp_path, "b", "Shin Won-shik", "KR", "2032")
    named(tmp_path, "c", "Shin Won-sik")
    met(tmp_path, "d", BERG, ROY)
    met(tmp_path, "e", NORWAY, CHILE)
    bodies(tmp_path, "f", "Forum atlantique de défense", "FAD")
    at_once = review()
    assert {each.cls for each in at_once.candidates} == {"Official", "Meeting", "Organization"}
    files = sorted(tmp_path.glob("*.ann"))
    random.Random(5).shuffle(files)
    driver.execute_query(
        "MATCH (n:Entity|Article|Claim|IdentityKey|Summary|Witness) DETACH DELETE n",
        database_=connection.database,
    )
    for path in files:
        loaded(path)
    assert candidates(driver, connection.database) == at_once


# --- Reasons and rules ------------------------------------------------------------------------------------------------


def test_every_reason_says_the_same_in_both_languages() -> None:
    """Both sentences use the same values, and every weight leaves a doubt."""
    for code, sentence in SENTENCES.items():
        fields = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in sentence[1:]]
        assert fields[0] == fields[1], code
        assert 0 < abs(sentence.weight) < 1, code


def test_the_score_is_what_leaves_no_doubt() -> None:
    """Reasons for add up without reaching 1; each against takes its share away."""
    assert score([sign("same_post")]) == 0.5
    assert score([sign("same_post"), sign("same_people")]) == 0.8
    assert score([sign("same_post"), sign("same_people"), sign("one_article")]) == 0.4


DAYS = st.sampled_from([None, "2029-01-01", "2031-03-01", "2031-03-12", "2031-03-31"])
PERIODS = st.builds(lambda a, b: Period(*sorted((a, b))) if a and b else Period(a, b), DAYS, DAYS)
WORDS = ["Anna Berg", "A. Berg", "Berg", "Shin Won-sik", "Shin Won-shik", "Forum atlantique de défense", "FAD", "Forum des atlantiques", "directeur du Plan", "directrice des Plans", "Pacte (PDN)", "…"]  # fmt: skip
SIDES = st.frozensets(st.sampled_from(["state/NO", "state/CL", "organization/nato"]), max_size=2)
POSTS = ["post/no-defence-minister", "post/cl-defence-minister"]
PRESENT = st.builds(
    Present,
    st.sampled_from(["official/a", "official/b", *POSTS, "state/NO"]),
    st.sampled_from(WORDS),
    st.frozensets(st.sampled_from(POSTS)),
    SIDES,
)


def things(cls: str, name: str) -> st.SearchStrategy[Thing]:
    return st.builds(
        Thing,
        id=st.just(name),
        cls=st.just(cls),
        name=st.just(name),
        names=st.lists(st.sampled_from(WORDS), max_size=3).map(tuple),
        named=st.booleans(),
        ordinal=st.sampled_from([None, 1, 2]),
        fixed=st.booleans(),
        articles=st.frozensets(st.sampled_from("abc"), max_size=2),
        seen=PERIODS,
        date=PERIODS,
        sides=SIDES,
        posts=st.lists(st.tuples(st.sampled_from(POSTS), PERIODS), max_size=2).map(tuple),
        present=st.lists(PRESENT, max_size=3).map(tuple),
        series=st.frozensets(st.sampled_from(["organization/x", "organization/y"]), max_size=1),
    )


@pytest.mark.parametrize("cls", sorted(rules()))
@settings(deadline=None, max_examples=50)
@given(st.data())
def test_a_comparison_has_no_direction(cls: str, data: st.DataObject) -> None:
    """Two things either way round have the same signs; what is compared shares a block, or it would never be found."""
    one, other = data.draw(things(cls, "x/1")), data.draw(things(cls, "x/2"))
    rule = rules()[cls]
    signs, back = compare(one, other, rule), compare(other, one, rule)
    assert (signs and [each.code for each in signs]) == (back and [each.code for each in back])
    if signs:
        assert 0 < score(signs) < 1
        assert set(rule.keys(one)) & set(rule.keys(other))
