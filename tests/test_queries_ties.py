"""What links two partners, and who stands between them: what isn't a tie stands beside what is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from annotated import write
from conftest import Ask, said

from diplograph.api.evidence import citation
from diplograph.graph_loader.load import Summary

Loading = Callable[..., Summary]

NORWAY, CHILE = "state/NO", "state/CL"
STATES = {"Norvège": "NO", "Chili": "CL", "Ghana": "GH", "Islande": "IS"}


def tells(folder: Path, name: str, *lines: str, issued: str = "2031-12-31", **about: str) -> None:
    """Write an article whose text is the words of its annotations, each on its own: ``T1 State Norvège``."""
    spans = [line.split(" ", 2) for line in lines if line.startswith("T")]
    text = ". ".join(words for _, _, words in spans)
    links = [
        f"N{ref[1:]} Reference {ref} ISO:{STATES[words]}\t{words}"
        for ref, cls, words in spans
        if cls == "State"
    ]
    # each annotation is the nth of its words
    seen: dict[str, int] = {}
    found = []
    for ref, cls, words in spans:
        seen[words] = seen.get(words, 0) + 1
        found.append(f"{ref} {cls} {words}#{seen[words]}")
    rest = [line for line in lines if not line.startswith("T")]
    write(folder, name, text, *found, *links, *rest, language="fr", issued=issued, **about)


def meeting(
    folder: Path,
    name: str,
    *states: str,
    day: str = "2031-03-12",
    status: str = "held",
    issued: str = "2031-12-31",
) -> None:
    """Write an article on a meeting of states."""
    spans = [f"T{number} State {state}" for number, state in enumerate(states, 3)]
    arcs = "".join(f" participant{number}:T{number}" for number, _ in enumerate(states, 3))
    tells(folder, name, "T1 Date ce jour", "T2 Meeting entretiens", *spans, f"A1 Value T1 {day}",
          f"E1 Meeting:T2 date:T1{arcs}", f"A2 Status E1 {status}", issued=issued)  # fmt: skip


MINISTER = (
    "T1 Official Ingrid Solheim",
    "T2 Post ministre de la Défense",
    "T3 State Norvège",
    "R1 holds Arg1:T1 Arg2:T2",
    "R2 in Arg1:T2 Arg2:T3",
)
TIE = ("tie", "how", "a_via", "b_via", "body")


def ties(ask: Ask, a: str = NORWAY, b: str = CHILE, **asked: Any) -> set[tuple[Any, ...]]:
    """Return the ties between two, and that they are the same the other way round."""
    rows = ask("ties-between", a=a, b=b, **asked)
    back = ask("ties-between", a=b, b=a, **asked)
    assert said(rows, "tie", "how", "thing_id", "a_via", "b_via", "body") == said(
        back, "tie", "how", "thing_id", "b_via", "a_via", "body"
    )
    assert len(rows) == len(back)
    return said(rows, *TIE)


def test_meetings_that_were_held_are_ties(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """A meeting of both is a tie; one that is planned or called off, or of one of them alone, isn't."""
    meeting(tmp_path, "a", "Norvège", "Chili")
    meeting(tmp_path, "b", "Norvège", "Chili", day="2032-06-01", status="planned")
    meeting(tmp_path, "c", "Norvège", "Chili", day="2031-07-01", status="cancelled")
    meeting(tmp_path, "d", "Norvège", "Ghana", day="2031-08-01")
    loaded(tmp_path)
    assert ties(ask) == {("Meeting", "direct", None, None, None)}
    assert said(ask("ties-between", a=NORWAY, b=CHILE), "date", "modality", "article") == {
        ("2031-03-12", "asserted", "a")
    }


def test_officials_do_it_for_their_party_in_their_time(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """What a minister says to a state is a tie of hers, flagged; what she said when she had left is none."""
    said_to = ("T4 Statement a remercié", "T5 State Chili", "E1 Statement:T4 by:T1 to:T5")
    tells(tmp_path, "a", *MINISTER, *said_to)
    loaded(tmp_path)
    assert ties(ask) == {("Statement", "via", "Ingrid Solheim", None, None)}
    tells(tmp_path, "a", *MINISTER, *said_to, "A1 Tenure R1 former")
    loaded(tmp_path)
    assert ties(ask) == set()


def test_a_statement_of_a_third_is_no_tie(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """What Ghana says to both, or of both, links neither to the other; what Chile says of Norway does."""
    tells(tmp_path, "a", "T1 State Norvège", "T2 State Chili", "T3 State Ghana", "T4 Statement a salué",
          "E1 Statement:T4 by:T3 to:T1 to2:T2 about:T1 about2:T2")  # fmt: skip
    loaded(tmp_path)
    assert ties(ask) == set()
    tells(
        tmp_path,
        "b",
        "T1 State Norvège",
        "T2 State Chili",
        "T4 Statement a loué",
        "E1 Statement:T4 by:T2 about:T1",
    )
    loaded(tmp_path)
    rows = ask("ties-between", a=NORWAY, b=CHILE)
    assert said(rows, "tie", "how", "a_did", "b_did", "article") == {
        ("Statement", "direct", "ABOUT", "STATED", "b")
    }


def test_agreements_and_initiatives_with_their_modality(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Parties to one agreement are tied; an initiative that is only proposed is a tie that says so."""
    tells(tmp_path, "a", "T1 State Norvège", "T2 State Chili", "T3 Agreement accord naval", "T4 Initiative atelier",
          "E1 Agreement:T3 party:T1 party2:T2", "E2 Initiative:T4 proposedBy:T1 to:T2", "A1 Modality E2 proposed")  # fmt: skip
    loaded(tmp_path)
    rows = ask("ties-between", a=NORWAY, b=CHILE)
    assert said(rows, "tie", "how", "modality", "a_did", "b_did") == {
        ("Agreement", "direct", "asserted", "PARTY_TO", "PARTY_TO"),
        ("Initiative", "direct", "proposed", "PROPOSED", "ADDRESSED_TO"),
    }


BODY = (
    "T1 State Norvège",
    "T2 State Chili",
    "T3 Organization Forum des fjords",
    "R1 memberOf Arg1:T1 Arg2:T3",
)
MET = ("T4 Date ce jour", "T5 Meeting entretiens", "A1 Value T4 2031-03-12", "A2 Status E1 held")


def test_a_body_stands_apart_and_last(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """What a body did with Chile is its member's only through it, by name, behind all that is the member's own."""
    tells(tmp_path, "a", *BODY, *MET, "E1 Meeting:T5 date:T4 participant:T3 participant2:T2")
    loaded(tmp_path)
    assert ties(ask) == {("Meeting", "body", None, None, "Forum des fjords")}
    meeting(tmp_path, "b", "Norvège", "Chili", day="2030-01-01")
    loaded(tmp_path)
    assert [row["how"] for row in ask("ties-between", a=NORWAY, b=CHILE)] == ["direct", "body"]


def test_a_shared_body_is_a_tie_and_what_it_does_alone_is_none(
    loaded: Loading, ask: Ask, tmp_path: Path
) -> None:
    """Both members of a body: one row, not one of all it does; a member and its body are tied by the membership."""
    tells(
        tmp_path,
        "a",
        *BODY,
        *MET,
        "T6 State Ghana",
        "R2 memberOf Arg1:T2 Arg2:T3",
        "E1 Meeting:T5 date:T4 participant:T3 participant2:T6",
    )
    loaded(tmp_path)
    shared = {("Organization", "body", None, None, "Forum des fjords")}
    assert ties(ask) == shared
    forum = ask("ties-between", a=NORWAY, b=CHILE)[0]["thing_id"]
    assert ties(ask, NORWAY, forum) == {("Organization", "direct", None, None, None)}
    assert ties(ask, **{"from": "2000"}) == set()
    assert ties(ask, reported_from="2031", reported_to="2031") == shared
    assert ties(ask, reported_to="2030") == set()


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"from": "2031-03"}, 1), ({"from": "2031-04"}, 0), ({"to": "2031-02"}, 0), ({"reported_to": "2031-03"}, 0), ({"reported_from": "2031-04"}, 1)],
)  # fmt: skip
def test_period(loaded: Loading, ask: Ask, tmp_path: Path, asked: dict[str, str], found: int) -> None:
    """When it was, and when it was told, are two things."""
    meeting(tmp_path, "a", "Norvège", "Chili", issued="2031-04-01")
    loaded(tmp_path)
    assert len(ask("ties-between", a=NORWAY, b=CHILE, **asked)) == found


COUNTS = ("broker_id", "a_ties", "b_ties", "both", "direct")


def test_who_met_both_stands_between(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Ghana met both; Iceland met one of them; a plan, and those of either side, don't count."""
    meeting(tmp_path, "a", "Norvège", "Ghana", day="2031-01-01")
    meeting(tmp_path, "b", "Norvège", "Ghana", day="2031-02-01")
    meeting(tmp_path, "c", "Ghana", "Chili", day="2031-03-01")
    meeting(tmp_path, "d", "Norvège", "Islande", day="2031-04-01")
    meeting(tmp_path, "e", "Islande", "Chili", day="2032-04-01", status="planned")
    tells(tmp_path, "f", *MINISTER, "T4 State Chili", "T5 Meeting entretiens", "T6 State Norvège",
          "E1 Meeting:T5 participant:T1 participant2:T4 participant3:T6", "A1 Status E1 held")  # fmt: skip
    loaded(tmp_path)
    for a, b, ones, others in ((NORWAY, CHILE, 2, 1), (CHILE, NORWAY, 1, 2)):
        rows = ask("brokers", a=a, b=b)
        assert said(rows, *COUNTS) == {("state/GH", ones, others, 0, 1)}
        assert len(rows[0]["edges"]) == len(set(rows[0]["edges"])) == 4
    assert ask("brokers", a=NORWAY, b=CHILE, **{"from": "2031-03"}) == []
    assert ask("brokers", a=NORWAY, b=CHILE, reported_to="2030") == []


def test_a_round_of_three_is_said_to_be_one(loaded: Loading, ask: Ask, tmp_path: Path) -> None:
    """Who met both only at one table is listed with that, and the two are counted as having met directly."""
    meeting(tmp_path, "a", "Norvège", "Ghana", "Chili")
    loaded(tmp_path)
    assert said(ask("brokers", a=NORWAY, b=CHILE), *COUNTS) == {("state/GH", 1, 1, 1, 1)}


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"publisher": "Essai"},
        {"url": "https://example.org/1"},
        {"publisher": "Essai", "url": "https://example.org/1"},
    ],
)
def test_a_citation_is_the_one_of_the_answers(
    loaded: Loading, ask: Ask, tmp_path: Path, about: dict[str, str]
) -> None:
    """Evidence as a citation is what the API's evidence gives, with missing parts left out; a period is of the article."""
    tells(tmp_path, "a", *MINISTER, issued="2031-03-13", **about)
    loaded(tmp_path)
    rows = ask("evidence", of=NORWAY)
    assert rows
    for row in rows:
        expected = citation(about.get("publisher"), "2031-03-13", row["quote"], about.get("url"))
        assert row["citation"] == expected
    assert ask("evidence", of=NORWAY, reported_from="2031-03-13", reported_to="2031") == rows
    assert ask("evidence", of=NORWAY, reported_from="2031-03-14") == []
