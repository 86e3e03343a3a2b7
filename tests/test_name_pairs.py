"""Identity on labelled pairs of names of officials, and how names that only look alike become one."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from annotated import entities, told
from hypothesis import given, settings
from hypothesis import strategies as st
from test_identity import Store, owners

from diplograph.graph_loader.document import Span
from diplograph.graph_loader.identity import Mention, assign, likely
from diplograph.graph_loader.names import is_name, may_be_one, person_key, sound_key
from diplograph.graph_loader.records import Record

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
import make_name_pairs
import name_pairs


def test_the_pairs_are_many_and_hard() -> None:
    """At least 1,200 pairs, no two alike, both languages on each side, half of them hard negatives of four kinds."""
    pairs = name_pairs.pairs()
    assert len({tuple(pair.values()) for pair in pairs}) == len(pairs) >= 1200
    assert {(pair["language_a"], pair["language_b"]) for pair in pairs} >= {
        ("fr", "fr"),
        ("fr", "en"),
        ("en", "en"),
    }
    kinds = Counter(pair["why"] for pair in pairs if pair["label"] == "different")
    assert set(kinds) == {"one post", "father and son", "two Kims", "one surname"}
    assert min(kinds.values()) >= 50
    assert kinds.total() * 2 >= len(pairs)


def test_the_pairs_are_those_of_the_officials() -> None:
    """The file is what its generator writes from the officials."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([make_name_pairs.COLUMNS, *make_name_pairs.rows()])
    assert make_name_pairs.PAIRS.read_text(encoding="utf-8") == text.getvalue()


def test_identity_tells_officials() -> None:
    """At least 99 of 100 pairs that are made one are one person, and at least 85 of 100 that are one are made one."""
    precision, recall = name_pairs.scores([(pair, name_pairs.are_one(pair)) for pair in name_pairs.pairs()])
    assert precision.share >= 0.99, precision
    assert recall.share >= 0.85, recall


def test_a_wilson_interval_is_the_published_one() -> None:
    """81 of 263 is 0.2553 to 0.3662, Newcombe's example (1998, Statistics in Medicine 17)."""
    low, high = name_pairs.Score(81, 263).interval
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergueï Choïgou", "Sergey Shoygu"),
        ("Valéri Guérassimov", "Gerasimov Valery"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Jeong Kyeong-doo", "Jung Kyung-doo"),
        ("Khaled ben Salmane", "Khalid bin Salman"),
        ("Volker Rühe", "Volker Ruehe"),
        ("Iouri Balouïevski", "Yury Baluyevsky"),
    ],
)
def test_romanisations_of_one_name_sound_alike(one: str, other: str) -> None:
    """What French and English write in different letters has one key of sounds."""
    assert sound_key(one) == sound_key(other)


def test_other_names_sound_otherwise() -> None:
    """Father and son, brothers and successors of one family name keep keys of their own."""
    names = ("Kim Jong-il", "Kim Jong-un", "Hun Sen", "Hun Manet", "Tea Banh", "Tea Seiha", "Sergei Ivanov", "Igor Ivanov", "Bashar al-Assad", "Hafez al-Assad")  # fmt: skip
    assert len({sound_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("j", "jens", True),
        ("james", "james n", True),
        ("j", "james n", True),
        ("j i", "jan iv", True),
        ("george v", "george h v", False),
        ("john", "jane", False),
        ("jo", "john", False),
        ("ferdinand e", "ferdinand jr", False),
    ],
)
def test_given_names_contradict_one_another_or_not(one: str, other: str, may: bool) -> None:
    """An initial is its name, and a further name contradicts nothing; another name does."""
    assert may_be_one(one, other) == may_be_one(other, one) == may


def test_a_name_may_begin_with_a_dotted_capital() -> None:
    """« İsmet » is a name, though its first letter becomes two in lower case."""
    assert is_name(Span("T1", "Official", ((0, 12),), "İsmet Yılmaz"))


# --- Initials ---------------------------------------------------------------------------------------------------------


def minister(folder: Path, who: str, issued: str, name: str, state: str = "norvégien") -> Record:
    """Return an article in which somebody is a state's defence minister."""
    return told(
        folder, f"{who}, ministre {state} de la Défense.", f"T1 Official {who}",
        f"T2 Post ministre {state} de la Défense", f"T3 State {state}",
        "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3", name=name, issued=issued,
    )  # fmt: skip


def people(folder: Path, *said: tuple[str, ...]) -> int:
    """Return how many people some articles tell of: name, date and state of each."""
    records = [minister(folder, *each[:2], f"a{n}", *each[2:]) for n, each in enumerate(said)]
    return len(entities(*records, cls="Official"))


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ([("P. Roy", "2031-01-10"), ("Paul Roy", "2032-03-10")], 1),
        ([("P. Roy", "2031-01-10"), ("P. Roy", "2032-03-10")], 1),
        ([("P. Roy", "2021-01-10"), ("Paul Roy", "2032-03-10")], 2),
        ([("P. Roy", "2031-01-10"), ("Paul Roy", "2032-03-10", "chilien")], 2),
        ([("A. Roy", "2031-01-10"), ("Paul Roy", "2031-01-10")], 2),
        ([("P. Roy", "2031-01-10"), ("Paul Roy", "2031-01-10"), ("Pia Roy", "2032-01-10")], 3),
        ([("Paul Roy", "2031-01-10"), ("Pia Roy", "2032-01-10")], 2),
        ([("Paul Roy", "2031-01-10"), ("Paul N. Roy", "2031-01-10")], 1),
        ([("Paul H. Roy", "2031-01-10"), ("Paul N. Roy", "2031-01-10")], 2),
        ([("P. Roy", ""), ("Paul Roy", "2032-03-10")], 2),
        ([("P. Roy", ""), ("P. Roy", "")], 2),
        ([("P. N. Roy", ""), ("P.N. Roy", "2032-03-10")], 1),
    ],
)
def test_an_initial_is_the_one_it_can_be(tmp_path: Path, said: list[tuple[str, ...]], count: int) -> None:
    """With an equal surname, in one post, within a term of office, where only one person can be meant."""
    assert people(tmp_path, *said) == count


def test_a_likeness_is_nothing_in_another_post(tmp_path: Path) -> None:
    """Names that only sound alike are one person in one post, and two in two states."""
    one, other = ("Sergueï Tcherny", "2031-01-10"), ("Sergei Cherny", "2036-01-10")
    assert person_key(one[0]) != person_key(other[0])
    assert people(tmp_path, one, other) == 1
    assert people(tmp_path, one, (*other, "chilien")) == 2


def test_a_name_of_any_length_is_compared(tmp_path: Path) -> None:
    """Letters that fold to many make no key that can't be read again."""
    long = "Paul " + "\ufdfa" * 90 + " Roy"
    assert people(tmp_path, (long, "2031-01-10"), (long, "2032-01-10")) == 1


@st.composite
def mentions(draw: st.DrawFn) -> list[Mention]:
    """Draw what some articles tell of holders of two posts whose names are short or long."""
    found = []
    for number in range(draw(st.integers(1, 8))):
        given_name = draw(st.sampled_from(["j", "jo", "jo n", "jo p", "ja"]))
        post = draw(st.sampled_from(["post/a", "post/b"]))
        sure = f"local|{number}|x" if given_name == "j" else f"Official|{given_name}|{post}"
        keys = (sure, *likely("j roy", post, draw(st.sampled_from(["2030", "2033", "2037"])), given_name))
        slug = f"official/{given_name.replace(' ', '-')}-roy"
        found.append(
            Mention(
                f"article{number // 2}", f"Official@{number}", "Official", tuple(sorted(keys)), (slug,), ()
            )
        )
    return found


@settings(deadline=None)
@given(mentions(), st.randoms())
def test_likely_ones_depend_on_no_order(found: list[Mention], mixed: Any) -> None:
    """Any permutation of the mentions gives each the same id, and an id is never two things."""
    ids = assign(found)
    assert assign(mixed.sample(found, len(found))) == ids
    sure = {
        (mention.keys[0], ids[mention.place]) for mention in found if mention.keys[0].startswith("Official|")
    }
    assert len({key for key, _ in sure}) == len(sure)


@settings(deadline=None)
@given(mentions(), st.data())
def test_likely_ones_found_bit_by_bit_are_those_found_at_once(
    found: list[Mention], data: st.DataObject
) -> None:
    """Articles that come and go in any batches leave the ids of a clean load, initials too."""
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
