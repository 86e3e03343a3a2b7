"""Who is who: names, posts, meetings and their ids, in one article and across articles, whatever their order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from annotated import claims, document, edges, entities, ids, messages, told
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from diplograph.graph_loader.document import Span
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.identity import Mention, assign
from diplograph.graph_loader.names import acronym, bare_name, is_name, name_key, person_key
from diplograph.graph_loader.records import Record, Thing
from diplograph.graph_loader.resolve import Resolver, Stored
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

NORWAY = (
    "T2 Post ministre norvégien de la Défense",
    "T3 State norvégien",
    "R1 holds Arg1:T1 Arg2:T2",
    "R2 in Arg1:T2 Arg2:T3",
)


def thing(record: Record, words: str) -> Thing:
    """Return the one thing of an article that has a form."""
    found = [each for each in record.things if words in each.forms]
    assert len(found) == 1, words
    return found[0]


def where(record: Record, *words: str) -> list[str]:
    """Return the ids of things by one of their forms."""
    found = ids(record)
    return [found[record.article, thing(record, each).ref] for each in words]


# --- Names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forms",
    [
        ("Shin Won-sik", "Won-sik Shin", "SHIN Wonsik", "Shin Won Sik", "shin won‑sik"),
        ("Șerban Ionescu", "Serban Ionescu", "Ionescu Șerban", "Şerban\u00a0Ionescu"),
        ("Đặng Văn Minh", "Dang Van Minh", "Minh Dang Van"),
        ("Jean-Noël Barrière", "Jean Noel Barriere"),
        ("Anna\u00a0Berg", "Anna Berg", "Anna  Berg", "BERG Anna"),
    ],
)
def test_one_persons_names_have_one_key(forms: tuple[str, ...]) -> None:
    """Order of family and given name, hyphens, accents, case and kinds of space make no other person."""
    assert len({person_key(name) for name in forms}) == 1


def test_other_persons_names_have_other_keys() -> None:
    """A brother, a namesake of one part and a longer name are other people."""
    names = (
        "Shin Won-sik",
        "Shin Won-shik",
        "Shin Won",
        "Kim Won-sik",
        "Anna Berg",
        "Anna Bergen",
        "Hanna Berg",
        "Hun Sen",
        "Hun Manet",
    )
    assert len({person_key(name) for name in names}) == len(names)


@settings(deadline=None)
@given(
    st.lists(
        st.text("abcdéŞ-", min_size=1, max_size=6).filter(lambda t: t.strip("-")), min_size=1, max_size=4
    ),
    st.integers(0, 3),
)
def test_a_names_words_may_be_turned(words: list[str], turn: int) -> None:
    """Any rotation of a name's words, in capitals or not, has its key."""
    turned = words[turn % len(words) :] + words[: turn % len(words)]
    assert person_key(" ".join(words)) == person_key(" ".join(turned).upper())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Forum atlantique de défense", "FORUM ATLANTIQUE DE DEFENSE", True),
        ("Institut des études de défense", "Institut d’études de défense", True),
        ("Forum\u00a0atlantique", "Forum atlantique", True),
        ("Forum atlantique", "Forum pacifique", False),
        ("Conseil du Nord", "Conseil du Sud", False),
    ],
)
def test_names_of_bodies_meet_without_articles_and_accents(one: str, other: str, same: bool) -> None:
    """Small words, case, accents and spaces make no other body; any other word does."""
    assert (name_key(one) == name_key(other)) == same


@pytest.mark.parametrize(
    ("label", "words", "mention", "named"),
    [
        ("Official", "Anna Berg", None, True),
        ("Official", "M. Berg", None, True),
        ("Official", "le ministre", None, False),
        ("Official", "Le ministre", None, False),
        ("Official", "la ministre Berg", None, True),
        ("Official", "elle", None, False),
        ("Official", "Elle", "pronoun", False),
        ("Official", "Le général Roy", None, True),
        ("Official", "Le Van Minh", None, True),
        ("Organization", "L’alliance", None, False),
        ("Organization", "Le Forum du Nord", None, True),
        ("Place", "La Haye", None, True),
        ("Organization", "l’OTAN", None, True),
        ("Organization", "société étrangère", None, False),
        ("Organization", "société étrangère", "name", True),
        ("Organization", "Forum du Nord", "nominal", False),
        ("Place", "Lisbonne", None, True),
        ("Initiative", "exercice naval", None, False),
        ("Initiative", "Ulchi Freedom Shield", None, True),
        ("Agreement", "Pacte du Nord", None, True),
        ("Organization", "« … »", None, False),
        ("State", "Norvège", None, False),
        ("Post", "Ministre de la Défense", None, False),
        ("Meeting", "Sommet du Nord", None, False),
        ("Meeting", "Sommet du Nord", "name", False),
    ],
)
def test_a_name_has_a_capital_behind_article_and_title(
    label: str, words: str, mention: str | None, named: bool
) -> None:
    """States by the table, triggers and posts never; what the annotator says decides."""
    span = Span("T1", label, ((0, len(words)),), words, attributes={"Mention": mention} if mention else {})
    assert is_name(span) == named


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("M. Berg", "Berg"),
        ("le général Paul Roy", "Paul Roy"),
        ("Mme la ministre Anna Berg", "Anna Berg"),
        ("Anna\n Berg", "Anna Berg"),
        ("Admiral Paul Roy", "Paul Roy"),
        ("Le général Paul Roy", "Paul Roy"),
        ("La ministre", ""),
        ("Le Van Minh", "Le Van Minh"),
        ("la contre-amirale Anna Berg", "Anna Berg"),
        ("la lieutenante-colonelle Anna Berg", "Anna Berg"),
        ("Mmes Berg", "Berg"),
        ("Rear Adm. Paul Roy", "Paul Roy"),
        ("Gen. (ret.) Paul Roy", "Paul Roy"),
        ("Général (2S) Paul Roy", "Paul Roy"),
        ("le ministre norvégien de la Défense Paul Roy", "Paul Roy"),
        ("l’ancienne ministre des Armées Anna Berg", "Anna Berg"),
        ("Defence Minister Paul Roy", "Paul Roy"),
        ("NATO Secretary General Paul Roy", "Paul Roy"),
        ("Secretary of Defense Paul Roy", "Paul Roy"),
        ("le secrétaire général adjoint Paul Roy", "Paul Roy"),
        ("la Première ministre Anna Berg", "Anna Berg"),
        ("Mr King", "King"),
        ("Angus King", "Angus King"),
    ],
)
def test_a_title_is_no_part_of_a_name(words: str, bare: str) -> None:
    """Courtesies, ranks and functions, of a state or not, of both genders, are left out; « King » alone is a family name."""
    assert bare_name(Span("T1", "Official", ((0, 1),), words)) == bare


def test_an_acronym_has_three_capitals() -> None:
    """Alone, or in brackets behind the name; two letters or words in capitals are none."""
    words = {
        "ADMM-Plus": None,
        "ADMM+": None,
        "OTAN": "OTAN",
        "UE": None,
        "Forum (FAD)": "FAD",
        "Forum (du Nord)": None,
        "AUKUS": "AUKUS",
    }
    assert {each: acronym(each) for each in words} == words


# --- One article ------------------------------------------------------------------------------------------------------


def test_a_post_and_its_holder_are_two_things(tmp_path: Path) -> None:
    """The person holds the post, the post is in the state, and the post's words are no name of the person."""
    record = told(tmp_path, "Paul Roy, ministre norvégien de la Défense.", "T1 Official Paul Roy", *NORWAY)
    assert entities(record) == {"official/paul-roy", "post/no-defence-minister", "state/NO"}
    assert [each.names for each in record.things if each.cls in ("Official", "Post")] == [("Paul Roy",), ()]


def test_two_ministers_of_one_country_hold_one_post(tmp_path: Path) -> None:
    """Two people in one post within a year are two people and one post, each attested when the article says."""
    one, two = (
        told(
            tmp_path,
            f"{who}, ministre norvégien de la Défense.",
            f"T1 Official {who}",
            *NORWAY,
            name=name,
            issued=issued,
        )
        for name, who, issued in (("a", "Paul Roy", "2031-01-10"), ("b", "Anna Berg", "2031-09-10"))
    )
    held = {
        (row["subject"], row["object"], *row["attested"])
        for row in claims(one, two)
        if row["predicate"] == "heldPost"
    }
    assert held == {
        ("official/paul-roy", "post/no-defence-minister", "2031-01-10"),
        ("official/anna-berg", "post/no-defence-minister", "2031-09-10"),
    }


def test_a_person_is_one_across_articles_by_name_and_state(tmp_path: Path) -> None:
    """A Korean name in either order is one person in one state; the same name without a state is nobody's."""
    post = ("T2 Post ministre sud-coréen de la Défense", "T3 State sud-coréen", *NORWAY[2:])
    forms = ("Shin Won-sik", "Won-sik Shin", "SHIN Wonsik")
    records = [
        told(
            tmp_path,
            f"{form}, ministre sud-coréen de la Défense.",
            f"T1 Official {form}",
            *post,
            name=f"a{number}",
        )
        for number, form in enumerate(forms)
    ]
    assert entities(*records, cls="Official") == {"official/shin-won-sik"}
    nobody = told(tmp_path, "Shin Won-sik a parlé.", "T1 Official Shin Won-sik", name="b")
    assert len(entities(*records, nobody, cls="Official")) == 2


def test_namesakes_of_two_states_in_one_article_are_two(tmp_path: Path) -> None:
    """Two officials of one name who face each other are two people; the name alone is then neither; sameAs joins them."""
    text = "Paul Roy, ministre norvégien de la Défense, a vu Paul Roy, ministre chilien de la Défense. Paul Roy a souri."
    lines = (
        "T1 Official Paul Roy",
        *NORWAY,
        "T4 Official Paul Roy#2",
        "T5 Post ministre chilien de la Défense",
        "T6 State chilien",
        "R3 holds Arg1:T4 Arg2:T5",
        "R4 in Arg1:T5 Arg2:T6",
        "T7 Official Paul Roy#3",
    )
    assert len(entities(told(tmp_path, text, *lines), cls="Official")) == 3
    assert len(entities(told(tmp_path, text, *lines, "* Equiv T1 T4 T7", name="b"), cls="Official")) == 1


def test_a_surname_alone_is_the_one_person_of_that_surname(tmp_path: Path) -> None:
    """In one article only, where exactly one is named in full; first or last word, with or without a title."""
    lines = (
        "T1 Official Anna Berg",
        "T2 Official Mme Berg",
        "T3 Official Shin Won-sik",
        "T4 Official M. Shin",
    )
    record = told(tmp_path, "Anna Berg et Shin Won-sik. Mme Berg et M. Shin.", *lines)
    assert [set(each.names) for each in record.things] == [{"Anna Berg", "Berg"}, {"Shin Won-sik", "Shin"}]
    two = told(
        tmp_path,
        "Anna Berg et Paul Berg. M. Berg.",
        "T1 Official Anna Berg",
        "T2 Official Paul Berg",
        "T3 Official M. Berg",
    )
    assert [each.names for each in two.things] == [("Anna Berg",), ("Paul Berg",), ("Berg",)]


def test_an_initial_is_the_one_person_of_its_article_that_it_can_be(tmp_path: Path) -> None:
    """« R. Berg » is Rolf Berg, so that « Berg » has one bearer; beside two whom it can be it stays alone."""
    lines = "T1 Official Rolf Berg", "T2 Official R. Berg", "T3 Official M. Berg"
    one = told(tmp_path, "Rolf Berg, puis R. Berg. M. Berg.", *lines)
    assert [each.count for each in one.things] == [3]
    two = told(tmp_path, "Rolf Berg et Rune Berg, puis R. Berg.", *lines[:2], "T3 Official Rune Berg")
    assert [each.count for each in two.things] == [1, 1, 1]


def test_an_acronym_in_brackets_is_the_name_before_it(tmp_path: Path) -> None:
    """« Forum du Nord-Est (FDNE) » as two spans is one body, and « FDNE » later in the article is that one."""
    lines = "T1 Organization Forum du Nord-Est", "T2 Organization FDNE", "T3 Organization FDNE#2"
    found = told(tmp_path, "Le Forum du Nord-Est (FDNE) est réuni. Le FDNE a fini.", *lines)
    assert [each.count for each in found.things] == [3]
    apart = told(tmp_path, "Le Forum du Nord-Est, le FDNE et le FDNE.", *lines)
    assert sorted(each.count for each in apart.things) == [1, 2]


def test_a_surname_that_stands_alone_throughout_is_one_person(tmp_path: Path) -> None:
    """Nobody is named in full; but where two of that surname have posts, each stays alone."""
    text = (
        "M. Berg, ministre norvégien de la Défense. M. Berg a souri. M. Berg, ministre chilien de la Défense."
    )
    post = (
        "T2 Post ministre norvégien de la Défense",
        "T3 State norvégien",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
    )
    one = told(tmp_path, text, "T1 Official M. Berg", "T4 Official M. Berg#2", *post)
    assert [each.count for each in one.things if each.cls == "Official"] == [2]
    two = told(
        tmp_path, text, "T1 Official M. Berg", "T4 Official M. Berg#2", *post, "T5 Official M. Berg#3",
        "T6 Post ministre chilien de la Défense", "T7 State chilien", "R3 holds Arg1:T5 Arg2:T6", "R4 in Arg1:T6 Arg2:T7",
    )  # fmt: skip
    assert [each.count for each in two.things if each.cls == "Official"] == [1, 1, 1]


def test_a_surname_alone_of_another_state_is_another_person(tmp_path: Path) -> None:
    """« M. Roy, ministre chilien » isn't the Norwegian Paul Roy of the same article."""
    text = "Paul Roy, ministre norvégien de la Défense, a vu M. Roy, ministre chilien de la Défense."
    lines = ("T1 Official Paul Roy", *NORWAY, "T4 Official M. Roy", "T5 Post ministre chilien de la Défense")
    lines += ("T6 State chilien", "R3 holds Arg1:T4 Arg2:T5", "R4 in Arg1:T5 Arg2:T6")
    assert len(entities(told(tmp_path, text, *lines), cls="Official")) == 2


def test_a_surname_alone_matches_nobody_across_articles(tmp_path: Path) -> None:
    """Two articles that say « Berg » may mean two people, even in one post."""
    one, two = (
        told(tmp_path, "Berg, ministre norvégien de la Défense.", "T1 Official Berg", *NORWAY, name=name)
        for name in "ab"
    )
    assert len(entities(one, two, cls="Official")) == 2


def test_spaces_and_letters_of_other_keyboards_make_no_other_person(tmp_path: Path) -> None:
    """Ș with a comma or a cedilla or without, a no-break space: one person, every form kept as it was written."""
    record = told(
        tmp_path,
        "Șerban\u00a0Ionescu puis Şerban Ionescu puis Serban Ionescu.",
        "T1 Official Șerban\u00a0Ionescu",
        "T2 Official Şerban Ionescu",
        "T3 Official Serban Ionescu",
    )
    assert [set(each.names) for each in record.things] == [
        {"Șerban Ionescu", "Şerban Ionescu", "Serban Ionescu"}
    ]
    assert entities(record) == {"official/serban-ionescu"}


def test_a_garbled_name_is_a_form_of_the_right_body(tmp_path: Path) -> None:
    """A link, or the annotator's sameAs, says which body is meant; the garbled form is kept, and names no other body."""
    record = told(
        tmp_path,
        "L’Organisation du Traité de l’Atlantide Nord et l’OTAN.",
        "T1 Organization Organisation du Traité de l’Atlantide Nord",
        "T2 Organization OTAN",
        "N1 Reference T1 Wikidata:Q7184",
    )
    assert entities(record) == {"organization/nato"}
    assert record.things[0].names == ("OTAN", "Organisation du Traité de l’Atlantide Nord")


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Forum régional de l’ASEAN (ARF)", "organization/asean-regional-forum"),
        ("Forum régional de l’ASEAN [ARF]", "organization/asean-regional-forum"),
        ("ARF (Forum régional de l’ASEAN)", "organization/asean-regional-forum"),
        ("Organisation du traité de l’Atlantique nord (OTAN)", "organization/nato"),
        ("Cercle des amis (OTAN)", "organization/cercle-des-amis-otan"),
    ],
)
def test_a_body_is_known_by_its_name_beside_its_acronym(tmp_path: Path, words: str, body: str) -> None:
    """The full name decides; an acronym behind another name may be that of the body it belongs to."""
    record = told(tmp_path, f"Le {words}.", f"T1 Organization {words}")
    assert entities(record) == {body}
    assert record.things[0].names == (words,)


def test_an_acronym_is_its_bodys_in_the_article_that_says_so(tmp_path: Path) -> None:
    """« Forum Fictif du Nord (FFN) » and « FFN » are one there, and the full name is one with it everywhere."""
    one = told(
        tmp_path, "Le Forum Fictif du Nord (FFN) ; le FFN.", "T1 Organization Forum Fictif du Nord (FFN)",
        "T2 Organization FFN#2",
    )  # fmt: skip
    two, three = (
        told(tmp_path, f"Le {words}.", f"T1 Organization {words}", name=name)
        for name, words in (("b", "Forum Fictif du Nord"), ("c", "Fonds Financier National (FFN)"))
    )
    assert len(one.things) == 1
    assert len(entities(one, two, three)) == 2
    lines = ("T1 Organization Cercle des amis (OTAN)", "T2 Organization OTAN#2")
    assert len(told(tmp_path, "Le Cercle des amis (OTAN) ; l’OTAN.", *lines, name="d").things) == 2


def test_a_capital_is_a_venue_or_a_government_by_its_label(tmp_path: Path) -> None:
    """« Séoul » as a State is the state, as a Place the city; they are never one."""
    record = told(tmp_path, "Séoul accueille à Séoul.", "T1 State Séoul", "T2 Place Séoul#2")
    assert entities(record) == {"state/KR", "place/seoul"}


def test_a_dateline_is_not_the_place(tmp_path: Path) -> None:
    """A place that no arc joins to the meeting is mentioned, and nothing took place there."""
    record = told(
        tmp_path,
        "SÉOUL — Anna Berg a rencontré Paul Roy.",
        "T1 Place SÉOUL",
        "T2 Official Anna Berg",
        "T3 Official Paul Roy",
        "T4 Meeting a rencontré",
        "E1 Meeting:T4 participant:T2 participant2:T3",
    )
    assert {edge[1] for edge in edges(record)} == {"attended"}
    assert "place/seoul" in entities(record)


def test_events_of_one_afternoon_and_city_are_not_each_others_sidelines(tmp_path: Path) -> None:
    """Two meetings of a day and a place are two, and only an arc makes one the other's sideline."""
    record = told(
        tmp_path,
        "Anna Berg a rencontré Paul Roy à Lisbonne le 12 mars 2031, puis s’est entretenue avec Jean Lac.",
        "T1 Official Anna Berg",
        "T2 Official Paul Roy",
        "T3 Official Jean Lac",
        "T4 Place Lisbonne",
        "T5 Date 12 mars 2031",
        "T6 Meeting a rencontré",
        "T7 Meeting s’est entretenue",
        "E1 Meeting:T6 participant:T1 participant2:T2 place:T4 date:T5",
        "E2 Meeting:T7 participant:T1 participant2:T3 place:T4 date:T5",
    )
    assert len(entities(record, cls="Meeting")) == 2
    assert {edge[1] for edge in edges(record)} == {"attended", "tookPlaceIn"}


# --- Posts ------------------------------------------------------------------------------------------------------------

FACING = (
    "Paul Roy, ministre norvégien de la Défense, a rencontré son homologue chilien.{}",
    "T1 Official Paul Roy",
    *NORWAY,
    "T4 Post homologue chilien",
    "T5 State chilien",
    "R3 in Arg1:T4 Arg2:T5",
    "T6 Meeting a rencontré",
    "E1 Meeting:T6 participant:T1 participant2:T4",
)


def bases(record: Record, post: str) -> set[tuple[str, str]]:
    return {(edge[1], edge[4]) for edge in edges(record) if post in (edge[0], edge[2])}


def test_a_counterpart_takes_its_function_from_the_post_it_faces(tmp_path: Path) -> None:
    """It is a Post, never an Official, and every fact of it is inferred."""
    record = told(tmp_path, FACING[0].format(""), *FACING[1:])
    assert entities(record, cls="Official") == {"official/paul-roy"}
    assert entities(record, cls="Post") == {"post/no-defence-minister", "post/cl-defence-minister"}
    assert bases(record, "post/cl-defence-minister") == {
        ("postIn", "inferred"),
        ("representedAt", "inferred"),
    }
    assert bases(record, "post/no-defence-minister") == {("heldPost", "explicit"), ("postIn", "explicit")}


def test_a_function_that_the_article_says_elsewhere_is_not_taken_over(tmp_path: Path) -> None:
    """The counterpart is then the post that is named; what came through « homologue » is coref."""
    text = FACING[0].format(" Le ministre chilien de la Défense est rentré.")
    more = ("T7 Post ministre chilien de la Défense", "T8 State chilien#2", "R4 in Arg1:T7 Arg2:T8")
    record = told(tmp_path, text, *FACING[1:], *more)
    assert entities(record, cls="Post") == {"post/no-defence-minister", "post/cl-defence-minister"}
    assert bases(record, "post/cl-defence-minister") == {
        ("postIn", "coref"),
        ("postIn", "explicit"),
        ("representedAt", "coref"),
    }


def test_the_annotators_basis_wins(tmp_path: Path) -> None:
    """What an annotator says of how it is known is what counts."""
    record = told(tmp_path, FACING[0].format(""), *FACING[1:], "A1 Basis E1 explicit")
    assert bases(record, "post/cl-defence-minister") == {
        ("postIn", "inferred"),
        ("representedAt", "explicit"),
    }


@pytest.mark.parametrize("lines", [FACING[1:7], (*FACING[1:8], "E1 Meeting:T6 participant:T4")])
def test_a_counterpart_that_faces_nobody_keeps_its_words(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """No function is guessed, with a warning; the post is this article's alone."""
    if len(lines) > 6:
        lines = (*lines[:6], *FACING[7:9], "E1 Meeting:T6 participant:T4")
    text = FACING[0].format("")
    found = document(tmp_path, text, *lines)
    record, _ = extract(found, load_ontology(), reference())
    assert [p.annotation for p in found.problems if "can't be told" in p.message] == ["T4"]
    posts = entities(record, cls="Post") - {"post/no-defence-minister"}
    assert posts == {"post/a-homologue-chilien"}
    other = told(tmp_path, text, *lines, name="b")
    assert len(entities(record, other, cls="Post")) == 3


def test_the_minister_alone_is_a_post_of_its_own(tmp_path: Path) -> None:
    """« le ministre » without a state is kept with its words and a warning, and is one with none in another article."""
    found = document(tmp_path, "Le ministre a parlé.", "T1 Post ministre")
    record, _ = extract(found, load_ontology(), reference())
    assert messages(found.problems) == [("warning", 1, "T1")]
    other = told(tmp_path, "Le ministre a parlé.", "T1 Post ministre", name="b")
    assert len(entities(record, other, cls="Post")) == 2


def test_the_minister_alone_is_its_holders_post(tmp_path: Path) -> None:
    """Where the article gives its holder exactly one post with a state, it is that post."""
    record = told(
        tmp_path,
        "Paul Roy, ministre norvégien de la Défense, a parlé. Le ministre Roy est parti.",
        "T1 Official Paul Roy",
        *NORWAY,
        "T4 Post ministre#2",
        "T5 Official Roy#2",
        "R3 holds Arg1:T5 Arg2:T4",
    )
    assert entities(record) == {"official/paul-roy", "post/no-defence-minister", "state/NO"}


def test_a_ministry_of_a_state_counts_as_the_state_in_a_posts_id(tmp_path: Path) -> None:
    """A minister of a ministry and of its state is one post."""
    text = "Le ministre de la Défense du ministère norvégien de la Défense."
    lines = (
        "T2 Organization ministère norvégien de la Défense",
        "T3 State norvégien",
        "R1 in Arg1:T1 Arg2:T2",
        "R2 partOf Arg1:T2 Arg2:T3",
    )
    record = told(tmp_path, text, "T1 Post ministre de la Défense", *lines)
    assert entities(record) == {"post/no-defence-minister", "organization/no-ministry-of-defence", "state/NO"}


def test_both_languages_and_genders_give_one_post(tmp_path: Path) -> None:
    """« la ministre norvégienne de la Défense » and “Norwegian defence minister” are one."""
    words = {
        "ministre norvégienne de la Défense": "norvégienne",
        "Norwegian defence minister": "Norwegian",
        "Minister of Defense of Norway": "Norway",
    }
    records = [
        told(
            tmp_path, post, f"T1 Post {post}", f"T2 State {state}", "R1 in Arg1:T1 Arg2:T2", name=f"a{number}"
        )
        for number, (post, state) in enumerate(words.items())
    ]
    assert entities(*records) == {"post/no-defence-minister", "state/NO"}


# --- Meetings, initiatives, agreements --------------------------------------------------------------------------------

TWICE = (
    "Anna Berg a rencontré Paul Roy le 12 mars 2031. Anna Berg s’est entretenue avec Paul Roy.",
    "T1 Official Anna Berg",
    "T2 Official Paul Roy",
    "T3 Date 12 mars 2031",
    "T4 Meeting a rencontré",
    "T5 Meeting s’est entretenue",
    "E1 Meeting:T4 participant:T1 participant2:T2 date:T3",
    "E2 Meeting:T5 participant:T1 participant2:T2 date:T3",
)


def test_two_meetings_of_one_article_are_one_only_through_same_as(tmp_path: Path) -> None:
    """Same day, same people: two, with a warning at each; the annotator makes them one."""
    found = document(tmp_path, *TWICE)
    record, _ = extract(found, load_ontology(), reference())
    assert [p.annotation for p in found.problems if "looks like another meeting" in p.message] == ["E1", "E2"]
    assert len(entities(record, cls="Meeting")) == 2
    assert len(entities(told(tmp_path, *TWICE, "R1 sameAs Arg1:E1 Arg2:E2"), cls="Meeting")) == 1


def test_two_events_on_one_phrase_are_two_meetings(tmp_path: Path) -> None:
    """One phrase may announce several meetings: each event is one thing, even with equal offsets."""
    record = told(
        tmp_path,
        "Anna Berg a rencontré Paul Roy et Jean Lac.",
        "T1 Official Anna Berg",
        "T2 Official Paul Roy",
        "T3 Official Jean Lac",
        "T4 Meeting a rencontré",
        "E1 Meeting:T4 participant:T1 participant2:T2",
        "E2 Meeting:T4 participant:T1 participant2:T3",
    )
    assert len(entities(record, cls="Meeting")) == 2
    attended = {(edge[0], edge[2]) for edge in edges(record)}
    assert len(attended) == 4


def meeting(folder: Path, name: str, *people: str, date: str | None = "12 mars 2031") -> Record:
    text = f"Réunion de {', '.join(people)}" + (f" le {date}." if date else ".")
    lines = [f"T{number} Official {who}" for number, who in enumerate(people, 1)]
    present = " ".join(f"participant:T{number}" for number in range(1, len(people) + 1))
    when = ("T90 Date " + date,) if date else ()
    return told(
        folder,
        text,
        *lines,
        *when,
        "T91 Meeting Réunion",
        f"E1 Meeting:T91 {present}{' date:T90' if date else ''}",
        name=name,
        language="fr",
    )


def test_a_meeting_is_one_across_articles_by_day_and_participants(tmp_path: Path) -> None:
    """Another day, another participant, a participant more or a month alone make another meeting."""
    one = meeting(tmp_path, "a", "Anna Berg", "Paul Roy")
    same = [meeting(tmp_path, "b", "Paul Roy", "Anna Berg"), meeting(tmp_path, "c", "BERG Anna", "Paul ROY")]
    assert len(entities(one, *same, cls="Meeting")) == 1
    others = [
        meeting(tmp_path, "d", "Anna Berg", "Paul Roy", date="13 mars 2031"),
        meeting(tmp_path, "e", "Anna Berg", "Jean Lac"),
        meeting(tmp_path, "f", "Anna Berg", "Paul Roy", "Jean Lac"),
        meeting(tmp_path, "g", "Anna Berg", "Paul Roy", date="mars 2031"),
        meeting(tmp_path, "h", "Anna Berg", "Paul Roy", date=None),
        meeting(tmp_path, "i", "Anna Berg", "Roy"),
        meeting(tmp_path, "j", "Anna Berg"),
    ]
    assert len(entities(one, *same, *others, cls="Meeting")) == 1 + len(others)


def session(folder: Path, name: str, body: str, ordinal: str, *more: str) -> Record:
    lines = (
        f"T1 Organization {body}",
        "T2 Meeting réunion",
        "E1 Meeting:T2 sessionOf:T1",
        f"A1 Ordinal E1 {ordinal}",
    )
    return told(folder, f"La réunion du {body} (FAD).", *lines, *more, name=name)


def test_a_session_is_its_series_and_number(tmp_path: Path) -> None:
    """Whatever the article says of it; another number or another series is another session."""
    names = ("T3 Organization FAD", "* Equiv T1 T3")
    one = session(tmp_path, "a", "Forum atlantique de défense", "4", *names)
    two = session(tmp_path, "b", "FAD", "4")
    assert entities(one, two) == {"organization/fad", "meeting/fad-4"}
    three, other = session(tmp_path, "c", "FAD", "5"), session(tmp_path, "d", "Conseil du Nord", "4")
    assert entities(one, two, three, other, cls="Meeting") == {
        "meeting/fad-4",
        "meeting/fad-5",
        "meeting/conseil-du-nord-4",
    }


def work(folder: Path, name: str, words: str, *states: str, cls: str = "Agreement") -> Record:
    text = f"{words} : {', '.join(states)}."
    lines = [f"T{number} State {state}" for number, state in enumerate(states, 1)]
    arcs = [f"R{number} party Arg1:T90 Arg2:T{number}" for number in range(1, len(states) + 1)]
    return told(folder, text, *lines, f"T90 {cls} {words}", *arcs, name=name)


def test_an_agreement_is_its_name_and_parties_or_its_acronym(tmp_path: Path) -> None:
    """« partenariat stratégique global » and « intégral » of the same parties are two; so is one name of others."""
    one = work(tmp_path, "a", "Partenariat stratégique global", "Corée du Sud", "Vietnam")
    same = work(tmp_path, "b", "PARTENARIAT STRATÉGIQUE GLOBAL", "Viêt Nam", "République de Corée")
    others = [
        work(tmp_path, "c", "Partenariat stratégique intégral", "Corée du Sud", "Vietnam"),
        work(tmp_path, "d", "Partenariat stratégique global", "Corée du Sud", "Laos"),
        work(tmp_path, "e", "Partenariat stratégique global", "Corée du Sud", "Vietnam", cls="Initiative"),
    ]
    assert len(entities(one, same, cls="Agreement")) == 1
    works = entities(one, same, *others) - {"state/KR", "state/VN", "state/LA"}
    assert len(works) == 4
    short, long = (
        work(tmp_path, "f", "ITPP", "Japon"),
        work(tmp_path, "g", "Programme de partenariat (ITPP)", "Laos"),
    )
    assert (
        len(entities(short, long, cls="Agreement")) == 2
    )  # partners sign programmes of one acronym with many
    again = work(tmp_path, "h", "Programme de partenariat (ITPP)", "Japon")
    assert len(entities(short, again, cls="Agreement")) == 1


def test_a_work_without_parties_is_told_by_its_acronym_or_not_at_all(tmp_path: Path) -> None:
    """A name without parties joins nothing across articles; an initiative's acronym does."""
    bare = [work(tmp_path, name, "Partenariat stratégique global") for name in "ab"]
    assert len(entities(*bare, cls="Agreement")) == 2
    named = [
        work(tmp_path, "c", "KASI", "Corée du Sud", cls="Initiative"),
        work(tmp_path, "d", "KASI", cls="Initiative"),
    ]
    assert entities(*named, cls="Initiative") == {"initiative/kasi"}


def test_two_events_on_the_same_words_are_two(tmp_path: Path) -> None:
    """« des partenariats stratégiques avec le Japon et le Laos » are two agreements, each with its own party."""
    record = told(
        tmp_path,
        "Partenariats stratégiques avec le Japon et le Laos.",
        "T1 Agreement Partenariats stratégiques",
        "T2 State Japon",
        "T3 State Laos",
        "E1 Agreement:T1 party:T2",
        "E2 Agreement:T1 party:T3",
    )
    pairs = {(subject, target) for subject, name, target, *_ in edges(record) if name == "partyTo"}
    assert {subject for subject, _ in pairs} == {"state/JP", "state/LA"}
    assert len({target for _, target in pairs}) == 2


# --- Links ------------------------------------------------------------------------------------------------------------


def test_a_link_comes_before_the_words(tmp_path: Path) -> None:
    """A state's code, a body's item, an id of ours: whatever the words say."""
    record = told(
        tmp_path,
        "La Corée, l’Alliance et le Nord.",
        "T1 State Corée",
        "T2 Organization Alliance",
        "T3 Organization Nord",
        "N1 Reference T1 ISO:KR",
        "N2 Reference T2 Wikidata:Q7184",
        "N3 Reference T3 diplograph:organization/nato",
    )
    assert where(record, "Corée", "Alliance", "Nord") == [
        "state/KR",
        "organization/nato",
        "organization/nato",
    ]


def test_an_annotator_may_coin_an_id(tmp_path: Path) -> None:
    """It makes that node, in every article that uses it, and a thing of the same name without it is told apart."""
    one = told(
        tmp_path,
        "Anna Berg.",
        "T1 Official Anna Berg",
        "N1 Reference T1 diplograph:official/a-berg",
        name="a",
    )
    two = told(
        tmp_path, "Mme Berg.", "T1 Official Mme Berg", "N1 Reference T1 diplograph:official/a-berg", name="b"
    )
    assert entities(one, two) == {"official/a-berg"}
    rival = told(tmp_path, "A. Berg.", "T1 Official A. Berg", name="c")
    assert entities(one, two, rival) == {"official/a-berg", "official/a-berg-official-0"}


@pytest.mark.parametrize("link", ["Wikidata:NULL", "Wikidata:NIL", "NIL:", "NIL", "Wikidata:"])
def test_a_link_to_nothing_is_no_link(tmp_path: Path, link: str) -> None:
    """Two things in no knowledge base aren't one for it, and their names make their ids."""
    lines = (
        "T1 Official Anna Berg",
        "T2 Official Paul Roy",
        f"N1 Reference T1 {link}:x" if link == "NIL" else f"N1 Reference T1 {link}",
    )
    record = told(
        tmp_path,
        "Anna Berg et Paul Roy.",
        *lines,
        f"N2 Reference T2 {link}" if ":" in link else "N2 Reference T2 NIL:",
    )
    assert entities(record) == {"official/anna-berg", "official/paul-roy"}
    assert [each.links for each in record.things] == [(), ()]


@pytest.mark.parametrize(
    "link", ["ISO:KR", "diplograph:state/KR", "diplograph:organization/nato", "diplograph:official/"]
)
def test_a_link_of_another_class_is_passed_over(tmp_path: Path, link: str) -> None:
    """It draws a warning, and counts nowhere: not in the id, nor in what the person is one with."""
    lines = ("Paul Roy, ministre norvégien de la Défense.", "T1 Official Paul Roy", *NORWAY)
    found = document(tmp_path, *lines, f"N1 Reference T1 {link}")
    record, _ = extract(found, load_ontology(), reference())
    assert messages(found.problems) == [("warning", 1, "T1")]
    assert "passed over" in found.problems[0].message
    plain = told(tmp_path, *lines, name="b")
    other = told(tmp_path, *lines, "N1 Reference T1 ISO:JP", name="c")
    assert entities(record, plain, other, cls="Official") == {"official/paul-roy"}
    assert [each.links for each in record.things if each.cls == "Official"] == [()]


def test_two_people_with_one_wrong_link_are_two(tmp_path: Path) -> None:
    """A state's code on two people makes them neither one nor the state, and isn't their name."""
    lines = (
        "T1 Official Anna Berg",
        "T2 Official Paul Roy",
        "N1 Reference T1 ISO:NO\tNorvège",
        "N2 Reference T2 ISO:NO\tNorvège",
    )
    record = told(tmp_path, "Anna Berg et Paul Roy.", *lines)
    assert entities(record) == {"official/anna-berg", "official/paul-roy"}
    assert [(each.links, each.link_name) for each in record.things] == [((), None)] * 2


def test_two_known_links_of_one_thing_are_a_warning(tmp_path: Path) -> None:
    """The alphabetically first counts, and the annotator is asked."""
    found = document(
        tmp_path, "Le Nord.", "T1 State Nord", "N1 Reference T1 ISO:NO", "N2 Reference T1 ISO:IS"
    )
    record, _ = extract(found, load_ontology(), reference())
    assert entities(record) == {"state/IS"}
    assert messages(found.problems) == [("warning", 1, "T1")]


def test_an_unknown_code_is_a_warning(tmp_path: Path) -> None:
    """The state is kept under that code."""
    found = document(tmp_path, "Le Nord.", "T1 State Nord", "N1 Reference T1 ISO:QQ")
    record, _ = extract(found, load_ontology(), reference())
    assert ("warning", 1, "T1") in messages(found.problems)
    assert entities(record) == {"state/qq"}


def test_names_without_a_letter_make_nothing_one(tmp_path: Path) -> None:
    """Signs alone are no name: two such things stay two, and have an id."""
    record = told(tmp_path, "« … » puis ???", "T1 Organization …", "T2 Organization ???")
    found = entities(record)
    assert len(found) == 2
    assert all(name.partition("/")[2] for name in found)


# --- Ids are a pure function of the mentions --------------------------------------------------------------------------

KEYS = [f"Official|{name}|{state}" for name in "abc" for state in ("state/KR", "state/JP")] + [
    "local|x|1",
    "local|y|1",
]
SLUGS = [f"official/{name}" for name in "abc"]
LINKS = ["Wikidata:Q1", "Wikidata:Q2", "diplograph:official/a"]


@st.composite
def mentions(draw: st.DrawFn) -> list[Mention]:
    """Draw what some articles tell of people whose names, states and links overlap."""
    found = []
    for number in range(draw(st.integers(1, 8))):
        links = draw(st.lists(st.sampled_from(LINKS), max_size=2, unique=True))
        keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True))
        linked = [f"official/{link.partition(':')[2].lower().removeprefix('official/')}" for link in links]
        slugs = linked or draw(st.lists(st.sampled_from(SLUGS), min_size=1, max_size=2, unique=True))
        every = sorted({*keys, *(f"Official|link|{link}" for link in links)})
        place = (f"article{number // 2}", f"Official@{number}")
        found.append(Mention(*place, "Official", tuple(every), tuple(sorted(slugs)), tuple(sorted(links))))
    return found


@settings(deadline=None)
@given(mentions(), st.randoms())
def test_ids_depend_on_no_order(found: list[Mention], mixed: Any) -> None:
    """Any permutation of the mentions gives each the same id."""
    assert assign(mixed.sample(found, len(found))) == assign(found)


@settings(deadline=None)
@given(mentions())
def test_an_id_is_never_two_things(found: list[Mention]) -> None:
    """Mentions of one id share a key or a link, directly or through one another; mentions that share a key are one thing unless two links part them."""
    given_ids = assign(found)
    assert set(given_ids) == {mention.place for mention in found}
    for name in set(given_ids.values()):
        group = [mention for mention in found if given_ids[mention.place] == name]
        joined, rest = [group[0]], group[1:]
        while near := [m for m in rest if any(set(m.keys) & set(each.keys) for each in joined)]:
            joined += near
            rest = [m for m in rest if m not in near]
        linked = {slug for mention in group if mention.links for slug in mention.slugs}
        assert not rest or name in linked, (name, rest)
    if not any(mention.links for mention in found):
        for one in found:
            for other in found:
                if set(one.keys) & set(other.keys):
                    assert given_ids[one.place] == given_ids[other.place]


class Store:
    """A graph of dictionaries: mentions with their ids, and keys with whose they are."""

    def __init__(self) -> None:
        self.mentions: dict[tuple[str, str], tuple[Mention, str]] = {}
        self.keys: dict[str, list[str]] = {}

    def write(self, new: list[Mention], gone: set[str]) -> None:
        """Replace the articles of the new mentions, and take the gone ones out, as a batch does."""
        articles = {mention.article for mention in new} | gone
        old = [self._stored(mention) for mention, _ in self.mentions.values() if mention.article in articles]
        resolver = Resolver(
            lambda keys: {key: self.keys[key] for key in keys if key in self.keys},
            lambda ids: [
                self._stored(mention) for mention, entity in self.mentions.values() if entity in ids
            ],
        )
        found = resolver.resolve(new, old)
        for each in old:
            del self.mentions[each.mention.place]
        for place, (stored, entity) in found.moved.items():
            if place[0] not in articles:
                self.mentions[place] = (stored.mention, entity)
        self.mentions |= {mention.place: (mention, found.ids[mention.place]) for mention in new}
        self.keys |= found.keys
        self.keys = {key: owners for key, owners in self.keys.items() if owners}

    def _stored(self, mention: Mention) -> Stored:
        return Stored(mention, self.mentions[mention.place][1], "", False)

    @property
    def ids(self) -> dict[tuple[str, str], str]:
        return {place: entity for place, (_, entity) in self.mentions.items()}


def owners(found: list[Mention]) -> dict[str, list[str]]:
    """Return whose each key and slug is, by the ids of all mentions at once."""
    given_ids = assign(found)
    every: dict[str, set[str]] = {}
    for mention in found:
        for handle in mention.handles:
            every.setdefault(handle, set()).add(given_ids[mention.place])
    return {handle: sorted(named) for handle, named in every.items()}


@settings(deadline=None)
@given(mentions(), st.data())
def test_ids_found_bit_by_bit_are_those_found_at_once(found: list[Mention], data: st.DataObject) -> None:
    """Articles that come, change and go in any order and any batches leave the ids and keys of a clean load."""
    articles = sorted({mention.article for mention in found})
    store, kept = Store(), set[str]()
    for _ in range(data.draw(st.integers(1, 5))):
        coming = set(data.draw(st.lists(st.sampled_from(articles), max_size=3)))
        going = set(data.draw(st.lists(st.sampled_from(articles), max_size=2))) & (kept - coming)
        assume(coming or going)
        store.write([mention for mention in found if mention.article in coming], going)
        kept = (kept | coming) - going
        there = [mention for mention in found if mention.article in kept]
        assert store.ids == assign(there)
        assert store.keys == owners(there)


@settings(deadline=None)
@given(mentions(), mentions())
def test_a_changed_article_is_identified_anew(before: list[Mention], after: list[Mention]) -> None:
    """What an article said before has no say in who is who after it."""
    store = Store()
    store.write(before, set())
    store.write(after, {mention.article for mention in before} - {mention.article for mention in after})
    assert store.ids == assign(after)
    assert store.keys == owners(after)


# --- What a name doesn't tell -----------------------------------------------------------------------------------------


def test_ministries_of_two_states_are_two(tmp_path: Path) -> None:
    """« Ministère de la Défense » is one thing only together with its state; without one it is this article's own."""
    words = "Le Ministère de la Défense du Japon et le Ministère de la Défense du Vietnam."
    lines = (
        "T1 Organization Ministère de la Défense",
        "T2 State Japon",
        "T3 Organization Ministère de la Défense#2",
        "T4 State Vietnam",
    )
    record = told(tmp_path, words, *lines, "R1 partOf Arg1:T1 Arg2:T2", "R2 partOf Arg1:T3 Arg2:T4")
    assert {edge[:3] for edge in edges(record)} == {
        ("organization/jp-ministry-of-defence", "partOf", "state/JP"),
        ("organization/vn-ministry-of-defence", "partOf", "state/VN"),
    }
    alone = [
        told(tmp_path, "Le Ministère de la Défense.", "T1 Organization Ministère de la Défense", name=n)
        for n in "bc"
    ]
    assert len(entities(*alone)) == 2


def test_a_link_elsewhere_comes_before_the_table(tmp_path: Path) -> None:
    """A Tripoli that the annotator linked to another city isn't the one of the tables."""
    linked = told(tmp_path, "Tripoli.", "T1 Place Tripoli", "N1 Reference T1 Wikidata:Q168652\tTripoli")
    assert entities(linked) == {"place/q168652"}


@pytest.mark.parametrize(
    "words", ["3 000 obus", "« exercice »", "Elle", "Plusieurs exercices", "Ces exercices", "Cet exercice"]
)
def test_what_begins_a_sentence_is_no_name(tmp_path: Path, words: str) -> None:
    """A number, a pronoun or a determiner with a capital, or a quoted noun, names nothing."""
    record = told(tmp_path, f"{words} ont eu lieu.", f"T1 Initiative {words}")
    assert [thing.names for thing in record.things] == [()]


def test_a_surname_with_particles_is_its_bearers(tmp_path: Path) -> None:
    """« Mme von der Leyen » is the Ursula von der Leyen of the article."""
    text = "Ursula von der Leyen a parlé. Mme von der Leyen est partie."
    record = told(tmp_path, text, "T1 Official Ursula von der Leyen", "T2 Official Mme von der Leyen")
    assert [thing.names for thing in record.things] == [("Ursula von der Leyen", "von der Leyen")]


def test_what_is_alleged_shapes_no_identity(tmp_path: Path) -> None:
    """Whom somebody alleges to have been there is in no name, key or id of a meeting that was held."""
    text = "Anna Berg et Paul Roy se sont vus le 3 mai 2031 ; le Chili dit que Jo Fall aussi."
    lines = (
        "T1 Official Anna Berg", "T2 Official Paul Roy", "T3 Meeting se sont vus", "T4 Date 3 mai 2031",
        "T5 State Chili", "T6 Official Jo Fall", "T7 Meeting aussi",
        "E1 Meeting:T3 participant:T1 participant2:T2 date:T4",
        "E2 Meeting:T7 participant:T6 attributedTo:T5",
        "R1 sameAs Arg1:E1 Arg2:E2", "A1 Modality E2 alleged", "A2 Value T4 2031-05-03",
    )  # fmt: skip
    record = told(tmp_path, text, *lines)
    meeting = next(thing for thing in record.things if thing.cls == "Meeting")
    assert not any(
        "fall" in part.casefold() for part in (*meeting.keys, *meeting.slugs, meeting.title_fr or "")
    )
    assert {edge[2:4] for edge in edges(record) if edge[0] == "official/jo-fall"} == {
        ("meeting/2031-05-03-anna-berg-paul-roy", "alleged")
    }


def test_the_minister_through_the_holder_is_coref(tmp_path: Path) -> None:
    """« Le ministre » that is its holder's post is known through him; nothing is missing of it then."""
    text = "Anna Berg, ministre norvégienne de la Défense. Le ministre a signé l’accord."
    lines = (
        "T1 Official Anna Berg", "T2 Post ministre norvégienne de la Défense", "T3 State norvégienne",
        "T4 Post ministre#2", "T5 Agreement a signé l’accord", "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3",
        "R3 holds Arg1:T1 Arg2:T4", "R4 signedBy Arg1:T5 Arg2:T4",
    )  # fmt: skip
    made = document(tmp_path, text, *lines)
    record = extract(made, load_ontology(), reference())[0]
    assert {edge[:2] + edge[4:] for edge in edges(record) if edge[1] == "signed"} == {
        ("post/no-defence-minister", "signed", "coref")
    }
    assert not any("in no state or body" in problem.message for problem in made.problems)


def test_nobody_is_no_official(tmp_path: Path) -> None:
    """An official whom nothing names is refused with the way out, and the rest is kept."""
    made = document(tmp_path, "Un général a vu Anna Berg.", "T1 Official général", "T2 Official Anna Berg", "T3 Meeting a vu", "E1 Meeting:T3 participant:T1 participant2:T2")  # fmt: skip
    record = extract(made, load_ontology(), reference())[0]
    assert {edge[0] for edge in edges(record)} == {"official/anna-berg"}
    assert [problem.annotation for problem in made.problems if problem.severity == "refused"] == ["T1"]


def test_a_thing_is_not_part_of_itself(tmp_path: Path) -> None:
    """An arc between two spans of one thing is refused, also where only their name makes them one."""
    made = document(tmp_path, "Forum FAX, Forum FAX.", "T1 Organization Forum FAX", "T2 Organization Forum FAX#2", "R1 partOf Arg1:T1 Arg2:T2")  # fmt: skip
    assert edges(extract(made, load_ontology(), reference())[0]) == set()
    assert [problem.annotation for problem in made.problems if problem.severity == "refused"] == ["R1"]


def test_a_session_keeps_its_number_however_long_its_series_name_is(tmp_path: Path) -> None:
    """The id of a session ends with its number, where the name of the series is cut."""
    series = (
        "Réunion des vice-ministres de la Défense des États riverains de la Baltique et de la mer du Nord"
    )
    text = f"La 13e session de la {series} s’est tenue."
    record = told(
        tmp_path,
        text,
        f"T1 Organization {series}",
        "T2 Meeting 13e session",
        "E1 Meeting:T2 sessionOf:T1",
        "A1 Ordinal E1 13",
        "A2 Mention T1 name",
    )
    (meeting,) = entities(record, cls="Meeting")
    assert meeting.endswith("-13")


def test_a_counterpart_with_a_link_needs_no_post_to_face(tmp_path: Path) -> None:
    """What its link says is not asked again: no warning that its function can't be told."""
    found = document(
        tmp_path,
        "Anna Berg a reçu son homologue.",
        "T1 Official Anna Berg",
        "T2 Meeting a reçu",
        "T3 Post homologue",
        "E1 Meeting:T2 participant:T1 participant2:T3",
        "N1\tReference T3 diplograph:post/lt-defence-minister",
        "A1 Format E1 bilateral",
        "A2 Status E1 held",
    )
    extract(found, load_ontology(), reference())
    assert [str(problem) for problem in found.problems if problem.annotation == "T3"] == []


def test_an_official_of_a_division_is_one_of_its_state(tmp_path: Path) -> None:
    """Whoever holds a post in a division of a state's staff is the person of that name and state, whatever arc comes first."""
    text = "Dong Goo Kang, directeur de la Division Plans de l’état-major général de la Corée du Sud, est arrivé."
    lines = (
        "T1 Official Dong Goo Kang",
        "T2 Post directeur",
        "T3 Organization Division Plans",
        "T4 Organization état-major général",
        "T5 State Corée du Sud",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
        "R3 partOf Arg1:T3 Arg2:T4",
        "R4 partOf Arg1:T4 Arg2:T5",
    )
    plain = "Le ministre de la Défense sud-coréen, Dong Goo Kang, est parti."
    other = (
        "T1 Official Dong Goo Kang",
        "T2 Post ministre de la Défense",
        "T3 State sud-coréen",
        "R1 holds Arg1:T1 Arg2:T2",
        "R2 in Arg1:T2 Arg2:T3",
    )
    records = told(tmp_path, text, *lines, name="a"), told(tmp_path, plain, *other, name="b")
    assert entities(*records, cls="Official") == {"official/dong-goo-kang"}
