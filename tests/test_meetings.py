"""Meetings, bodies, initiatives and agreements of several articles: one where something says so and nothing differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated import entities, told

from diplograph.graph_loader.identity import Mention, assign
from diplograph.graph_loader.meetings import may_be_one_name
from diplograph.graph_loader.records import Record

Who = tuple[str, str, str]  # class, words, the role

BERG, ROY = ("Official", "Anna Berg", "norvégien"), ("Official", "Paul Roy", "chilien")
LAC = ("Official", "Jean Lac", "norvégien")
MINISTERS = ("Post", "ministre", "norvégien"), ("Post", "ministre", "chilien")
STAFF = ("Post", "chef d’état-major", "norvégien"), ("Post", "chef d’état-major", "chilien")
STATES = ("State", "norvégien", ""), ("State", "chilien", "")
DAY = "2031-05-04"


def meeting(folder: Path, name: str, who: tuple[Who, ...], date: str, *, kind: str = "", status: str = "", observer: str = "") -> Record:  # fmt: skip
    """Return an article in which some met on a date; an official is the minister of a state."""
    lines, words, number = ["T90 Meeting rencontre", "T91 Date jour dit", "E1 Meeting:T90 date:T91"], [], 0
    for cls, said, state in who:
        post = "ministre" if cls == "Official" else said
        number += 3
        if cls == "State":
            words.append(f"le partenaire {said}")
            lines.append(f"T{number} State {said}")
        else:
            full = f"{post} {state} de la Défense" if post == "ministre" else f"{post} {state}"
            words.append(f"{said}, {full}" if cls == "Official" else full)
            lines += [f"T{number + 1} Post {full}", f"T{number + 2} State {state}", f"R{number} in Arg1:T{number + 1} Arg2:T{number + 2}"]  # fmt: skip
            if cls == "Official":
                lines += [
                    f"T{number} Official {said}",
                    f"R{number + 1} holds Arg1:T{number} Arg2:T{number + 1}",
                ]
        end = number + 1 if cls == "Post" else number
        lines[2] += f" participant:T{end}"
    if observer:
        words.append(f"un observateur {observer}")
        lines.append(f"T80 State {observer}")
        lines[2] += " observer:T80"
    lines.append(f"A1 Value T91 {date}")
    lines += [f"A2 Kind E1 {kind}"] if kind else []
    lines += [f"A3 Status E1 {status}"] if status else []
    text = f"Le jour dit, rencontre entre {' et '.join(words)}."
    return told(folder, text, *lines, name=name, language="fr", issued="2031-06-01")


def are_one(*records: Record) -> bool:
    """Tell whether the articles' meetings are one."""
    return len(entities(*records, cls="Meeting")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (((BERG, ROY), DAY), (MINISTERS, DAY)),
        (((BERG, ROY), DAY), ((BERG, MINISTERS[1]), DAY)),
        (((BERG, ROY), DAY), ((("Official", "A. Berg", "norvégien"), ROY), DAY)),
        (((BERG, ROY), DAY), ((BERG, ROY), "2031-05-03/2031-05-06")),
        ((MINISTERS, DAY), ((ROY, BERG), "[2031-05-02..2031-05-05]")),
    ],
)
def test_two_articles_tell_of_one_meeting(
    tmp_path: Path, one: tuple[tuple[Who, ...], str], other: tuple[tuple[Who, ...], str]
) -> None:
    """The same sides at the same level, on dates of which one holds the other; people by name or by post."""
    assert are_one(meeting(tmp_path, "a", *one), meeting(tmp_path, "b", *other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (((BERG, ROY), DAY), (STAFF, DAY)),
        (((BERG, ROY), DAY), ((LAC, ROY), DAY)),
        (((BERG, ROY), DAY), (STATES, DAY)),
        (((BERG, ROY), DAY), ((BERG, ("State", "finlandais", "")), DAY)),
        (((BERG, ROY), DAY), ((BERG, ROY), "2031-05-05")),
        (((BERG, ROY), DAY), ((BERG, ROY), "2031-05")),
        ((MINISTERS, "2031-05-03/2031-05-05"), (MINISTERS, "2031-05-04/2031-05-06")),
    ],
)
def test_two_articles_tell_of_two_meetings(
    tmp_path: Path, one: tuple[tuple[Who, ...], str], other: tuple[tuple[Who, ...], str]
) -> None:
    """Another level or none told, another person in one post, other sides, other days, a month: not for sure one."""
    assert not are_one(meeting(tmp_path, "a", *one), meeting(tmp_path, "b", *other))


def test_kind_and_status_may_tell_two_meetings_apart_and_an_observer_does_not(tmp_path: Path) -> None:
    """A summit is no ministerial, what was cancelled wasn't held, « talks » says nothing; an observer is no side."""
    plain = meeting(tmp_path, "a", MINISTERS, DAY, kind="ministerial", status="held")
    assert are_one(plain, meeting(tmp_path, "b", (BERG, ROY), DAY, kind="talks", observer="japonais"))
    assert not are_one(plain, meeting(tmp_path, "c", (BERG, ROY), DAY, kind="summit"))
    assert not are_one(plain, meeting(tmp_path, "d", (BERG, ROY), DAY, status="cancelled"))


def test_a_link_is_stronger_than_a_kind() -> None:
    """Two meetings of two states on one day are two by their kinds, and one where both are linked to one."""

    def told_as(article: str, kind: str, *links: str) -> Mention:
        keys = ("Meeting|day", *(f"Meeting|link|{link}" for link in links))
        return Mention(article, "r", "Meeting", keys, ("meeting/m",), links, (), (f"kind={kind}",))

    plain = assign([told_as("a", "summit"), told_as("b", "ministerial")])
    assert len(set(plain.values())) == 2
    linked = assign([told_as("a", "summit", "Wikidata:Q1"), told_as("b", "ministerial", "Wikidata:Q1")])
    assert len(set(linked.values())) == 1


def test_who_may_mean_two_meetings_is_alone(tmp_path: Path) -> None:
    """A visit's days fit two meetings of the same ministers: nobody knows which, and these two stay two."""
    first, second = (
        meeting(tmp_path, name, (BERG, ROY), day) for name, day in (("a", DAY), ("b", "2031-05-05"))
    )
    again, visit = meeting(tmp_path, "c", MINISTERS, DAY), meeting(tmp_path, "d", MINISTERS, "2031-05-03/2031-05-06")  # fmt: skip
    assert len(entities(first, second, visit, cls="Meeting")) == 3
    assert len(entities(first, second, again, visit, cls="Meeting")) == 3


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Anna Berg", "BERG Anna", True),
        ("Anna Berg", "Berg", True),
        ("A. Berg", "Anna Berg", True),
        ("J.-Y. Roy", "Jean-Yves Roy", True),
        ("Lee Hyun-ah", "Yi Hyeon-a", True),
        ("B. Berg", "Anna Berg", False),
        ("Anna Berg", "Paul Roy", False),
        ("Roy", "Anna Berg", False),
        ("[…]", "Anna Berg", True),
    ],
)
def test_names_of_one_post_on_one_day(one: str, other: str, may: bool) -> None:
    """In any order, a surname alone, initials, letters nearly the same; who was forgotten contradicts nobody."""
    assert may_be_one_name(one, other) == may_be_one_name(other, one) == may


def work(
    folder: Path, name: str, cls: str, said: str, *parties: str, language: str = "fr", kind: str = ""
) -> Record:
    """Return an article that names a body or a work, with its parties."""
    text = f"{said} réunit {', '.join(parties) or 'chacun'}."
    lines = [f"T1 {cls} {said}"]
    for number, party in enumerate(parties, 2):
        lines += [f"T{number} State {party}", f"R{number} party Arg1:T1 Arg2:T{number}"]
    lines += [f"A1 Kind T1 {kind}"] if kind else []
    return told(folder, text, *lines, name=name, language=language, issued="2031-06-01")


@pytest.mark.parametrize(
    ("cls", "one", "other", "same"),
    [
        ("Organization", ("Forum du Nord-Est (FDNE)",), ("FDNE",), True),
        ("Organization", ("Forum du Nord-Est (FDNE)",), ("Forum du Nord-Est",), True),
        ("Organization", ("Forum du Nord-Est (FDNE)",), ("Fédération des navires (FDNE)",), False),
        (
            "Agreement",
            ("Pacte du Nord", "Norvège", "Chili"),
            ("Pacte du Nord", "Norvège", "Chili", "Japon"),
            True,
        ),
        ("Agreement", ("Pacte du Nord", "Norvège", "Chili"), ("Pacte du Nord", "Norvège", "Japon"), False),
        ("Agreement", ("Pacte du Nord", "Norvège", "Chili"), ("Pacte du Nord", "Norvège"), False),
        ("Initiative", ("Exercice Bouclier", "Norvège", "Chili"), ("Exercice Bouclier", "Norvège"), True),
        ("Initiative", ("Exercice Bouclier", "Norvège", "Chili"), ("Exercice Bouclier", "Japon"), False),
    ],
)
def test_bodies_and_works(
    tmp_path: Path, cls: str, one: tuple[str, ...], other: tuple[str, ...], same: bool
) -> None:
    """An acronym or a name, parties of which one's are among the other's; of an agreement at least two."""
    records = work(tmp_path, "a", cls, *one), work(tmp_path, "b", cls, *other)
    assert (len(entities(*records, cls=cls)) == 1) == same


def test_an_acronym_of_two_bodies_is_neither(tmp_path: Path) -> None:
    """Who only gives the acronym may mean either."""
    records = [
        work(tmp_path, name, "Organization", said)
        for name, said in (
            ("a", "Forum du Nord-Est (FDNE)"),
            ("b", "Fédération des navires (FDNE)"),
            ("c", "FDNE"),
        )
    ]
    assert len(entities(*records, cls="Organization")) == 3


def test_names_in_two_languages_share_an_acronym(tmp_path: Path) -> None:
    """« Forum du Nord-Est (FDNE) » and “North-East Forum (FDNE)” are one; two English names aren't."""
    french = work(tmp_path, "a", "Organization", "Forum du Nord-Est (FDNE)")
    english = work(tmp_path, "b", "Organization", "North-East Forum (FDNE)", language="en")
    other = work(tmp_path, "c", "Organization", "Naval Federation (FDNE)", language="en")
    assert len(entities(french, english, cls="Organization")) == 1
    assert len(entities(english, other, cls="Organization")) == 2
