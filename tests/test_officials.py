"""Officials across articles: namesakes told apart by their time, initials and surnames alone, what nobody dates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from annotated import entities, ids, told
from hypothesis import given, settings
from hypothesis import strategies as st
from test_identity import Store, owners

from diplograph.graph_loader.identity import Mention, assign
from diplograph.graph_loader.names import person_key
from diplograph.graph_loader.records import Record, Thing

Said = tuple[str, str] | tuple[str, str, str]


def minister(folder: Path, who: str, issued: str, name: str, *more: str, state: str = "norvégien") -> Record:
    """Return an article in which somebody is a state's defence minister."""
    return told(
        folder, f"{who}, ministre {state} de la Défense.", f"T1 Official {who}",
        f"T2 Post ministre {state} de la Défense", f"T3 State {state}",
        "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3", *more, name=name, issued=issued,
    )  # fmt: skip


def records(folder: Path, said: list[Said]) -> list[Record]:
    """Return articles: who is a defence minister, when the article is from, and of which state if not Norway."""
    return [
        minister(folder, who, issued, f"a{number}", state="".join(state) or "norvégien")
        for number, (who, issued, *state) in enumerate(said)
    ]


def people(folder: Path, *said: Said) -> list[set[int]]:
    """Return which articles tell of one person: their places in the list, the first person's first."""
    found: dict[str, set[int]] = {}
    for number, record in enumerate(made := records(folder, list(said))):
        own = ids(*made)
        for thing in record.things:
            if thing.cls == "Official":
                found.setdefault(own[record.article, thing.ref], set()).add(number)
    return sorted(found.values(), key=min)


def official(record: Record) -> Thing:
    """Return the one official of an article."""
    (found,) = (thing for thing in record.things if thing.cls == "Official")
    return found


# --- Time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "groups"),
    [
        (["2031-01-10", "2038-12-10"], [{0, 1}]),
        (["2031-01-10", "2039-01-10"], [{0}, {1}]),
        (["2031", "2045", "2038"], [{0, 1, 2}]),
        (["2031", "", "2033"], [{0, 1, 2}]),
        (["2031", "", "2045"], [{0}, {1}, {2}]),
        (["", ""], [{0, 1}]),
        (["2031", "", "", "2045"], [{0}, {1}, {2}, {3}]),
    ],
)
def test_one_name_in_one_state_is_one_person_only_if_linked_in_time(
    tmp_path: Path, dates: list[str], groups: list[set[int]]
) -> None:
    """No more than seven years lie between an article and the next; one without a date joins where one person can be meant."""
    assert people(tmp_path, *(("Paul Roy", date) for date in dates)) == groups


def test_namesakes_have_ids_of_their_own(tmp_path: Path) -> None:
    """Each has the first year that articles speak of behind the name, and what nobody dates a hash."""
    made = records(tmp_path, [("Paul Roy", "2031"), ("Paul Roy", "2045"), ("Paul Roy", "2047")])
    assert entities(*made, cls="Official") == {"official/paul-roy-2031", "official/paul-roy-2045"}
    undated = records(tmp_path / "b", [("Paul Roy", "2031"), ("Paul Roy", "2045"), ("Paul Roy", "")])
    found = entities(*undated, cls="Official")
    assert len(found) == 3 > len({"official/paul-roy-2031", "official/paul-roy-2045"} & found) == 2


@pytest.mark.parametrize(
    ("attributes", "years"),
    [
        ([], {"years=2031/2031"}),
        (["Attested R1 2012"], {"years=2012/2012"}),
        (["Start R1 2012-03", "End R1 2014-01-02"], {"years=2012/2014"}),
        (["Start R1 2012"], {"years=2012/2031"}),
        (["Start R1 2012", "Tenure R1 former"], {"years=2012/2012"}),
        (["End R1 2012"], {"years=2012/2012"}),
        (["Tenure R1 former"], set()),
        (["Tenure R1 elect"], {"years=2031/2031"}),
        (["Start R1 2012/.."], {"years=2012/2031"}),
        (["Start T2 2012", "End T2 2013"], {"years=2012/2013"}),
    ],
)
def test_a_person_is_dated_by_the_tenure_else_by_the_article(
    tmp_path: Path, attributes: list[str], years: set[str]
) -> None:
    """Start, End and Attested say when; a former holder of nobody knows when isn't dated."""
    lines = [f"A{number} {attribute}" for number, attribute in enumerate(attributes, 1)]
    record = minister(tmp_path, "Paul Roy", "2031-01-10", "a", *lines)
    assert {trait for trait in official(record).traits if trait.startswith("years=")} == years


def test_a_tenure_tells_whom_a_later_article_means(tmp_path: Path) -> None:
    """An article of 2045 about the minister of 2031 to 2033 speaks of that one, not of today's namesake."""
    old = minister(tmp_path, "Paul Roy", "2032", "a")
    new = minister(tmp_path, "Paul Roy", "2045", "b")
    told_later = minister(tmp_path, "Paul Roy", "2045", "c", "A1 Start R1 2031", "A2 End R1 2033")
    found = ids(old, new, told_later)
    assert found["a", "Official@0"] == found["c", "Official@0"] != found["b", "Official@0"]


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["Paul Roy Jr.", "Paul Roy"], [{0, 1}]),
        (["Paul Roy, Jr", "Paul Roy Junior", "Paul Roy fils"], [{0, 1, 2}]),
        (["Paul Roy Jr.", "Paul Roy Sr."], [{0}, {1}]),
        (["Paul Roy fils", "Paul Roy père"], [{0}, {1}]),
        (["Paul Roy II", "Paul Roy III"], [{0}, {1}]),
        (["Paul Roy Jr.", "Paul Roy", "Paul Roy Sr."], [{0}, {1}, {2}]),
        (["Paul Roy Fils", "Paul Roy"], [{0}, {1}]),
    ],
)
def test_a_generation_that_differs_is_another_person(
    tmp_path: Path, names: list[str], groups: list[set[int]]
) -> None:
    """Jr, Sr, II, fils and père tell namesakes apart, and are no part of the name otherwise; « Fils » is a surname."""
    assert people(tmp_path, *((name, "2031") for name in names)) == groups


def test_father_and_son_of_one_article_are_two(tmp_path: Path) -> None:
    """An article that names both keeps both, and « Roy père » is neither of two."""
    words = "Paul Roy père et Paul Roy fils. M. Roy."
    record = told(
        tmp_path, words, "T1 Official Paul Roy père", "T2 Official Paul Roy fils", "T3 Official M. Roy"
    )
    assert sorted(thing.names for thing in record.things) == [
        ("Paul Roy fils",),
        ("Paul Roy père",),
        ("Roy",),
    ]


def test_a_kings_number_belongs_to_his_name() -> None:
    """« Mohammed VI » and « Abdallah II » have no shorter name."""
    assert person_key("Abdallah II") != person_key("Abdallah")


# --- Initials ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        ([("P. Roy", "2031-01-10"), ("Paul Roy", "2032-03-10")], [{0, 1}]),
        ([("P.-Y. Roy", "2031"), ("Paul-Yves Roy", "2031"), ("P.-A. Roy", "2031")], [{0, 1}, {2}]),
        ([("P. Roy", "2031-01-10"), ("P. Roy", "2032-03-10")], [{0, 1}]),
        ([("P. Roy", "2031"), ("Paul Roy", "2035")], [{0, 1}]),
        ([("P. Roy", "2031"), ("Paul Roy", "2036")], [{0}, {1}]),
        ([("P. Roy", "2031-01-10"), ("Paul Roy", "2032-03-10", "chilien")], [{0}, {1}]),
        ([("A. Roy", "2031-01-10"), ("Paul Roy", "2031-01-10")], [{0}, {1}]),
        ([("P. Roy", "2031"), ("Paul Roy", "2031"), ("Pia Roy", "2032")], [{0}, {1}, {2}]),
        ([("P. Roy", "2031"), ("P. Roy", "2031"), ("Paul Roy", "2031"), ("Pia Roy", "2032")], [{0}, {1}, {2}, {3}]),
        ([("P. Roy", "2031"), ("Paul Roy", "2031"), ("Pia Roy", "2036")], [{0, 1}, {2}]),
        ([("Paul Roy", "2031-01-10"), ("Pia Roy", "2032-01-10")], [{0}, {1}]),
        ([("Paul Roy", "2031-01-10"), ("Paul N. Roy", "2031-01-10")], [{0, 1}]),
        ([("Paul H. Roy", "2031-01-10"), ("Paul N. Roy", "2031-01-10")], [{0}, {1}]),
        ([("Paul H. Roy", "2031"), ("Paul N. Roy", "2031"), ("Paul Roy", "2031")], [{0}, {1}, {2}]),
        ([("P. Roy", ""), ("Paul Roy", "2032-03-10")], [{0}, {1}]),
        ([("P. Roy", ""), ("P. Roy", "")], [{0}, {1}]),
        ([("P. N. Roy", ""), ("P.N. Roy", "2032-03-10")], [{0, 1}]),
    ],
)  # fmt: skip
def test_an_initial_is_the_one_it_can_be(tmp_path: Path, said: list[Said], groups: list[set[int]]) -> None:
    """With an equal surname, in one post, within a term of office, where only one person can be meant."""
    assert people(tmp_path, *said) == groups


def test_a_likeness_is_nothing_in_another_post(tmp_path: Path) -> None:
    """Names that only sound alike are one person in one post, and two in two states."""
    one, other = ("Sergueï Tcherny", "2031-01-10"), ("Sergei Cherny", "2036-01-10")
    assert person_key(one[0]) != person_key(other[0])
    assert people(tmp_path, one, other) == [{0, 1}]
    assert people(tmp_path / "b", one, (*other, "chilien")) == [{0}, {1}]
    assert people(tmp_path / "c", one, ("Sergei Cherny", "2039")) == [{0}, {1}]


def test_a_name_of_any_length_is_compared(tmp_path: Path) -> None:
    """Letters that fold to many make no key that can't be read again."""
    long = "Paul " + "\ufdfa" * 90 + " Roy"
    assert people(tmp_path, (long, "2031-01-10"), (long, "2032-01-10")) == [{0, 1}]


# --- Surnames ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        ([("M. Roy", "2031"), ("Paul Roy", "2032")], [{0, 1}]),
        ([("M. Roy", "2031"), ("Paul Roy", "2033")], [{0}, {1}]),
        ([("M. Roy", "2031"), ("Paul Roy", "2031", "chilien")], [{0}, {1}]),
        ([("M. Roy", "2031"), ("M. Roy", "2031")], [{0}, {1}]),
        ([("M. Roy", "2031"), ("M. Roy", "2031"), ("Paul Roy", "2031")], [{0, 1, 2}]),
        ([("M. Roy", "2031"), ("Paul Roy", "2031"), ("Pia Roy", "2032")], [{0}, {1}, {2}]),
        ([("M. Roy", "2031"), ("Paul Roy", "2031"), ("Pia Roy", "2033")], [{0, 1}, {2}]),
        ([("M. Roy", "2031"), ("P. Roy", "2031")], [{0}, {1}]),
        ([("M. Roy", "2031"), ("P. Roy", "2031"), ("Paul Roy", "2031")], [{0, 1, 2}]),
        ([("M. Roy", ""), ("Paul Roy", "2031")], [{0}, {1}]),
        ([("M. Kim", "2031"), ("Kim Min-jun", "2031")], [{0, 1}]),
        ([("général Giang", "2031"), ("Phan Văn Giang", "2031")], [{0, 1}]),
        ([("Mme von der Aa", "2031"), ("Ursula von der Aa", "2031")], [{0, 1}]),
        ([("M. Choïgou", "2031"), ("Sergei Shoigu", "2031"), ("Sergueï Choïgou", "2031")], [{0, 1, 2}]),
        ([("M. Roy Jr.", "2031"), ("Paul Roy Sr.", "2031")], [{0}, {1}]),
    ],
)
def test_a_surname_alone_is_the_one_holder_of_that_post_then(
    tmp_path: Path, said: list[Said], groups: list[set[int]]
) -> None:
    """Post, state and date (the year or its neighbour) agree, and exactly one person named in full fits."""
    assert people(tmp_path, *said) == groups


def both(folder: Path, one: str, other: str) -> Record:
    """Return an article about two people in one post."""
    return told(
        folder, f"{one} et {other}, ministres norvégiens de la Défense.", f"T1 Official {one}", f"T2 Official {other}",
        "T3 Post ministres norvégiens de la Défense", "T4 State norvégiens", "R1 holds Arg1:T1 Arg2:T3",
        "R2 holds Arg1:T2 Arg2:T3", "R3 in Arg1:T3 Arg2:T4", name="z", issued="2031",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [("P. Roy", "Paul Roy"), ("Paul N. Roy", "Paul Roy"), ("Sergueï Tcherny", "Sergei Cherny")],
)
def test_two_people_of_one_article_stay_two(tmp_path: Path, one: str, other: str) -> None:
    """No likely key makes one what an article tells apart, nor through another article."""
    told_apart = both(tmp_path, one, other)
    assert len(entities(told_apart, cls="Official")) == 2
    more = records(tmp_path, [(one, "2031"), (other, "2032")])
    assert len(entities(told_apart, *more, cls="Official")) == 2


def test_a_surname_that_an_article_leaves_open_is_nobody_elsewhere(tmp_path: Path) -> None:
    """Where two people of the article bear it, no third one of another article is meant."""
    named = told(
        tmp_path, "Paul Roy, Pia Roy et M. Roy, ministre norvégien de la Défense.", "T1 Official Paul Roy",
        "T2 Official Pia Roy", "T3 Official M. Roy", "T4 Post ministre norvégien de la Défense", "T5 State norvégien",
        "R1 holds Arg1:T3 Arg2:T4", "R2 holds Arg1:T1 Arg2:T4", "R3 in Arg1:T4 Arg2:T5", name="z", issued="2031",
    )  # fmt: skip
    assert len(entities(named, *records(tmp_path, [("Jo Roy", "2031")]), cls="Official")) == 4


def test_an_id_is_a_full_names(tmp_path: Path) -> None:
    """A surname or an initial makes no id where a full name is known."""
    said: list[Said] = [("M. Roy", "2031"), ("S. Roy", "2031"), ("Sven Roy", "2031")]
    assert entities(*records(tmp_path, said), cls="Official") == {"official/sven-roy"}


def test_le_drian_is_the_jean_yves_of_the_article(tmp_path: Path) -> None:
    """A surname of two words with a capital particle is its bearer's."""
    text = "Jean-Yves Le Drian a parlé. M. Le Drian est parti."
    record = told(tmp_path, text, "T1 Official Jean-Yves Le Drian", "T2 Official M. Le Drian")
    assert [thing.names for thing in record.things] == [("Jean-Yves Le Drian", "Le Drian")]


# --- A pure function --------------------------------------------------------------------------------------------------

GIVEN = ("j", "jo", "jo n", "jo p", "ja", "")


@st.composite
def mentions(draw: st.DrawFn) -> list[Mention]:
    """Draw what some articles tell of holders of two posts: names long and short, near and far in time, some linked."""
    found = []
    for number in range(draw(st.integers(1, 9))):
        given_name, post = draw(st.sampled_from(GIVEN)), draw(st.sampled_from(["post/a", "post/b"]))
        year = draw(st.sampled_from(["", "2030/2030", "2031/2034", "2038/2038", "2047/2048"]))
        generation = draw(st.sampled_from(["", "", "", "jr", "sr"]))
        links = draw(st.sampled_from([(), (), (), ("Wikidata:Q1",), ("Wikidata:Q2",)]))
        short = given_name in ("j", "")
        keys = [f"Official|link|{link}" for link in links]
        keys += [f"local|article{number // 2}|{number}"] if short and not links else []
        keys += [] if short else [f"Official|name|{given_name}|state/{post[-1]}"]
        kinds = ["initial|j roy"] * (given_name != "") + ["surname|roy"] * (given_name != "j")
        traits = [f"years={year}"] * bool(year) + [f"generation={generation}"] * bool(generation)
        traits += [f"form={'initial' if given_name else 'surname'}"] * short
        traits += [f"given=j roy = {given_name}"] * bool(given_name and year)
        found.append(
            Mention(
                f"article{number // 2}", f"Official@{number}", "Official", tuple(sorted(keys)),
                (f"official/{given_name.replace(' ', '-')}-roy",) if not links else (f"official/{links[0][-2:].lower()}",), links,
                tuple(f"Official|{kind}|{post}" for kind in kinds) if year else (), tuple(sorted(traits)),
            )
        )  # fmt: skip
    return found


@settings(deadline=None)
@given(mentions(), st.randoms())
def test_likely_ones_depend_on_no_order(found: list[Mention], mixed: Any) -> None:
    """Any permutation of the mentions gives each the same id."""
    assert assign(mixed.sample(found, len(found))) == assign(found)


@settings(deadline=None)
@given(mentions())
def test_what_contradicts_is_never_one(found: list[Mention]) -> None:
    """Two generations never have one id, whatever keys they share, but through a link; nor do two links of one base."""
    given_ids = assign(found)
    for name in set(given_ids.values()):
        group = [mention for mention in found if given_ids[mention.place] == name]
        assert len({link for mention in group for link in mention.links}) < 2
        if not any(mention.links for mention in group):
            generations = {trait for m in group for trait in m.traits if trait.startswith("generation=")}
            assert len(generations) < 2


@settings(deadline=None, max_examples=300)
@given(mentions(), st.data())
def test_likely_ones_found_bit_by_bit_are_those_found_at_once(
    found: list[Mention], data: st.DataObject
) -> None:
    """Articles that come, change and go in any batches leave the ids of a clean load: initials, surnames, namesakes."""
    articles = sorted({mention.article for mention in found})
    store, kept = Store(), set[str]()
    for _ in range(data.draw(st.integers(1, 5))):
        coming = set(data.draw(st.lists(st.sampled_from(articles), max_size=3)))
        going = set(data.draw(st.lists(st.sampled_from(articles), max_size=2))) & (kept - coming)
        store.write([mention for mention in found if mention.article in coming], going)
        kept = (kept | coming) - going
        there = [mention for mention in found if mention.article in kept]
        assert store.ids == assign(there)
        assert store.keys == owners(there)


@settings(deadline=None, max_examples=300)
@given(mentions(), mentions())
def test_an_article_that_changes_is_identified_anew(before: list[Mention], after: list[Mention]) -> None:
    """What an article said before has no say, also where only part of what it says is new."""
    store = Store()
    store.write(before, set())
    store.write(after, {mention.article for mention in before} - {mention.article for mention in after})
    assert store.ids == assign(after)
    assert store.keys == owners(after)
