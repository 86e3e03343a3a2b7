"""Identity on labelled pairs of names of officials, and how names of one person are told to be so."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest

from diplograph.graph_loader.document import Span
from diplograph.graph_loader.names import is_name, may_be_one, sound_key

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
import make_name_pairs
import name_pairs


def test_the_pairs_are_many_and_hard() -> None:
    """At least 1,200 pairs, no two alike, both languages on each side, half of them hard negatives of five kinds."""
    pairs = name_pairs.pairs()
    assert len({tuple(pair.values()) for pair in pairs}) == len(pairs) >= 1200
    assert {(pair["language_a"], pair["language_b"]) for pair in pairs} >= {
        ("fr", "fr"),
        ("fr", "en"),
        ("en", "en"),
    }
    kinds = Counter(pair["why"] for pair in pairs if pair["label"] == "different")
    assert set(kinds) == {"one post", "father and son", "two Kims", "one surname", "surname alone"}
    assert min(kinds.values()) >= 50
    assert kinds.total() * 2 >= len(pairs)


def test_the_pairs_are_those_of_the_officials() -> None:
    """The file is what its generator writes from the officials."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([make_name_pairs.COLUMNS, *make_name_pairs.rows()])
    assert make_name_pairs.PAIRS.read_text(encoding="utf-8") == text.getvalue()


def test_identity_tells_officials() -> None:
    """In a graph of all articles, of 100 pairs made one 99 are one at the least, and of 100 that are one 85 are made one."""
    precision, recall = name_pairs.scores(name_pairs.judged_together(name_pairs.pairs()))
    assert precision.interval[0] >= 0.99, precision
    assert recall.share >= 0.85, recall


def test_two_articles_alone_tell_most() -> None:
    """Where the graph holds nothing else, a surname may be taken for the one holder that is named in full; little else is."""
    judged = [(pair, name_pairs.are_one(pair)) for pair in name_pairs.pairs()]
    precision, recall = name_pairs.scores([(p, one) for p, one in judged if p["why"] != "surname alone"])
    assert precision.interval[0] >= 0.99, precision
    assert name_pairs.scores(judged)[0].share >= 0.97
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
    names = ("Jean Moreau", "Jeanne Moreau", "Joel Blanc", "Joelle Blanc", "Michel Noir", "Michelle Noir", "Justin Roy", "Justine Roy", "Kim Jong-il", "Kim Jong-un", "Hun Sen", "Hun Manet", "Tea Banh", "Tea Seiha", "Sergei Ivanov", "Igor Ivanov", "Bashar al-Assad", "Hafez al-Assad")  # fmt: skip
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
    ],
)
def test_given_names_contradict_one_another_or_not(one: str, other: str, may: bool) -> None:
    """An initial is its name, and a further name contradicts nothing; another name does."""
    assert may_be_one(one, other) == may_be_one(other, one) == may


def test_a_name_may_begin_with_a_dotted_capital() -> None:
    """« İsmet » is a name, though its first letter becomes two in lower case."""
    assert is_name(Span("T1", "Official", ((0, 12),), "İsmet Yılmaz"))
