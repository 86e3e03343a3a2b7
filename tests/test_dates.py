"""Dates: EDTF and its bounds, words read with the article's date, and nothing more precise than what was said."""

from __future__ import annotations

import weakref
from datetime import date, timedelta
from pathlib import Path

import pytest
from annotated import told, values
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.graph_loader import dates
from diplograph.graph_loader.cycles import seldom_looking_for_cycles
from diplograph.graph_loader.dates import Bounds, bounds, from_words, is_day, is_edtf

THURSDAY = "2031-03-13"
DAYS = st.dates(min_value=date(1000, 1, 1))


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2031-03-13", "2031-03-13", "2031-03-13"),
        ("2031-03", "2031-03-01", "2031-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2031-03-13/2031-03-15", "2031-03-13", "2031-03-15"),
        ("2024-10/2024-12", "2024-10-01", "2024-12-31"),
        ("../2031-03-13", None, "2031-03-13"),
        ("2031-03-13/..", "2031-03-13", None),
        ("[2024-03-01..2024-03-05]", "2024-03-01", "2024-03-05"),
        ("2024-12~", "2024-12-01", "2024-12-31"),
        ("2024-12?", "2024-12-01", "2024-12-31"),
        ("2031-03-13T10:00:00", "2031-03-13", "2031-03-13"),
    ],
)
def test_bounds_are_the_first_and_last_day_that_a_date_may_mean(
    edtf: str, start: str | None, end: str | None
) -> None:
    """A date's bounds are days; what is open has none."""
    assert bounds(edtf) == Bounds(start, end)


PARTS = st.sampled_from(
    ["2031", "2031-02", "2031-02-28", "2032-02-30", "2032-13", "2032-11-30", "203", "0000", "2030-1"]
)


@settings(deadline=None)
@given(PARTS, PARTS, st.sampled_from(["{}", "{}/{}", "[{}..{}]", "[{},{}]"]))
def test_usual_dates_are_read_as_the_library_reads_them(first: str, last: str, form: str) -> None:
    """A date that is read without the library has the library's bounds, and is refused where it refuses it."""
    text = form.format(first, last)
    usual = dates._usual(text)
    try:
        read = dates._parsed_edtf(text)
    except ValueError:
        read = None
    assert usual in (None, read)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "..",
        "/",
        "13/03/2031",
        "mars 2031",
        "2031-13",
        "2024-02-30",
        "0000",
        "-0044",
        "XXXX",
        "y17000000002",
        "2031-03-13/2031-03-12",
        "2032/2031",
        "unknown",
        "99999",
        "2031-3-1",
    ],
)
def test_what_is_no_date_is_a_value_error_that_names_it(wrong: str) -> None:
    """No text makes the reading of dates fail otherwise than by ValueError, and its message repeats the text."""
    with pytest.raises(ValueError, match=r"EDTF|before it starts") as error:
        bounds(wrong)
    assert repr(wrong) in str(error.value)
    assert not is_edtf(wrong)


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/.[]{}~?%XTyESQ ,", max_size=14))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    """A date that a file holds never ends a run."""
    if is_edtf(text):
        found = bounds(text)
        assert found.start is None or found.end is None or found.start <= found.end


@settings(deadline=None)
@given(DAYS, st.integers(0, 400))
def test_an_interval_holds_its_ends(first: date, days: int) -> None:
    """Each day of an interval lies within it, and the interval within itself only."""
    try:
        last = first + timedelta(days)
    except OverflowError:
        return
    whole = bounds(f"{first}/{last}")
    assert whole == Bounds(first.isoformat(), last.isoformat())
    assert bounds(first.isoformat()).within(whole)
    assert whole.within(bounds(first.isoformat())) == (days == 0)


def test_a_day_lies_within_its_month_and_year_and_an_open_date() -> None:
    """A date that lies inside another is compatible with it; the other way round it isn't inside."""
    day, month, year = bounds("2024-11-21"), bounds("2024-11"), bounds("2024")
    before = bounds("../2024-11-21")
    assert day.within(month)
    assert month.within(year)
    assert day.within(before)
    assert not month.within(before)
    assert not month.within(day)
    assert not before.within(year)


def test_only_one_day_is_a_day() -> None:
    """A month, an interval and an open date aren't a day; an interval of one day is."""
    found = [
        text
        for text in ("2031-03-13", "2031-03", "2031-03-13/2031-03-13", "../2031-03-13", "2031-03-13/..")
        if is_day(text)
    ]
    assert found == ["2031-03-13", "2031-03-13/2031-03-13"]


@pytest.mark.parametrize(
    ("words", "language", "edtf"),
    [
        ("12 mars 2031", "fr", "2031-03-12"),
        ("le 1er mars 2031", "fr", "2031-03-01"),
        ("12 mars", "fr", "2031-03-12"),
        ("mercredi 12 mars", "fr", "2031-03-12"),
        ("mars 2031", "fr", "2031-03"),
        ("en 2032", "fr", "2032"),
        ("2024", "fr", "2024"),
        ("hier", "fr", "2031-03-12"),
        ("mardi", "fr", "2031-03-11"),
        ("le mois dernier", "fr", "2031-02"),
        ("à la fin 2024", "fr", "2024-10/2024-12"),
        ("à la fin de 2024", "fr", "2024-10/2024-12"),
        ("début 2024", "fr", "2024-01/2024-03"),
        ("mi-2024", "fr", "2024-05/2024-08"),
        ("12/03/2031", "fr", "2031-03-12"),
        ("21-22 novembre 2024", "fr", "2024-11-21/2024-11-22"),
        ("21 et 22 novembre 2024", "fr", "2024-11-21/2024-11-22"),
        ("du 21 au 23 novembre 2024", "fr", "2024-11-21/2024-11-23"),
        ("March 12", "en", "2031-03-12"),
        ("12 March 2031", "en", "2031-03-12"),
        ("Wednesday", "en", "2031-03-12"),
        ("late 2024", "en", "2024-10/2024-12"),
        ("the end of 2024", "en", "2024-10/2024-12"),
        ("November 21–22, 2024", "en", "2024-11-21/2024-11-22"),
        ("21 to 23 November 2024", "en", "2024-11-21/2024-11-23"),
        ("1994", "en", "1994"),
    ],
)
def test_words_are_read_with_the_articles_date(words: str, language: str, edtf: str) -> None:
    """What words leave open is taken from the article's date; what they name stays as precise as it is."""
    assert from_words(words, language, THURSDAY) == edtf


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("récemment", "fr"),
        ("trois jours", "fr"),
        ("10 h", "fr"),
        ("14h30", "fr"),
        ("les années 1990", "fr"),
        ("au printemps 2024", "fr"),
        ("week-end 2024", "fr"),
        ("la semaine dernière", "fr"),
        ("d’ici 2027", "fr"),
        ("depuis 2011", "fr"),
        ("vendredi 12 mars", "fr"),  # it was a Wednesday
        ("jeudi 29 février", "fr"),  # the last one before 2031 was a Tuesday
        ("jeudi", "fr"),  # the article's own day, or a week before?
        ("the 1990s", "en"),
        ("by 2027", "en"),
        ("before 2030", "en"),
        ("since 2011", "en"),
        ("until March 2030", "en"),
        ("three days", "en"),
        ("10 a.m.", "en"),
        ("03/12/2030", "en"),  # in March or in December?
        ("spring 2024", "en"),
    ],
)
def test_what_takes_a_guess_is_no_date(words: str, language: str) -> None:
    """Durations, hours, seasons, decades, bounds and days that don't agree give no date at all."""
    assert from_words(words, language, THURSDAY) is None


@pytest.mark.parametrize("words", ["hier", "jeudi", "mardi", "demain", "12 mars", "mars"])
def test_without_an_articles_date_a_year_must_be_named(words: str) -> None:
    """Nothing is read with a date that isn't known."""
    assert from_words(words, "fr", None) is None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("jeudi 29 février", "2024-02-29"),
        ("12 février", "2024-02-12"),
        ("mars", "2024-03"),
        ("le mois dernier", "2024-02"),
        *((words, None) for words in ("hier", "jeudi", "demain", "aujourd’hui")),
    ],
)
def test_an_article_of_a_month_dates_no_day_by_itself(words: str, edtf: str | None) -> None:
    """« Hier » in an article of March is some day of March or before: no day is made of it."""
    assert from_words(words, "fr", "2024-03") == edtf


@settings(deadline=None)
@given(
    st.text(max_size=40),
    st.sampled_from(["fr", "en", None, "xx"]),
    st.sampled_from([THURSDAY, "2031-03", None]),
)
def test_any_words_are_a_date_or_none(words: str, language: str | None, issued: str | None) -> None:
    """Whatever words a Date span covers, the reading gives EDTF or nothing."""
    found = from_words(words, language, issued)
    assert found is None or is_edtf(found)


MEETING = (
    "Anna Berg a rencontré Paul Roy.",
    "T1 Official Anna Berg",
    "T2 Official Paul Roy",
    "T3 Meeting a rencontré",
    "E1 Meeting:T3 participant:T1 participant2:T2",
)


@pytest.mark.parametrize(("issued", "edtf"), [("2031-03-13", "../2031-03-13"), ("2024-02", "../2024-02-29")])
def test_a_meeting_held_without_a_date_ended_by_its_articles(tmp_path: Path, issued: str, edtf: str) -> None:
    """It ended on or before the article's last possible day; a post stays attested as precisely as the article is dated."""
    said = values(told(tmp_path, *MEETING, issued=issued))
    assert {(name, value) for _, name, value, _ in said} == {("status", "held"), ("date", edtf)}


def test_a_meeting_without_any_date_has_none(tmp_path: Path) -> None:
    """Where the article's date isn't known either, no bound is made up."""
    said = values(told(tmp_path, *MEETING))
    assert {(name, value) for _, name, value, _ in said} == {("status", "held")}


def test_a_post_is_attested_as_precisely_as_the_article(tmp_path: Path) -> None:
    """An article of a month attests in that month, not on one of its days."""
    text = "Anna Berg, ministre norvégienne de la Défense."
    lines = ("T1 Official Anna Berg", "T2 Post ministre norvégienne de la Défense", "T3 State norvégienne")
    record = told(
        tmp_path, text, *lines, "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3", issued="2024-02"
    )
    held = next(claim for claim in record.claims if claim.predicate == "heldPost")
    assert held.qualifiers == {"attested": ["2024-02"]}


def test_the_values_day_wins_over_the_words(tmp_path: Path) -> None:
    """A Date span's Value is what counts; its words are kept beside it."""
    record = told(
        tmp_path,
        "Anna Berg a rencontré Paul Roy jeudi.",
        *MEETING[1:4],
        "T4 Date jeudi",
        "E1 Meeting:T3 participant:T1 participant2:T2 date:T4",
        "A1 Value T4 2031-03-06",
        issued=THURSDAY,
    )
    when = [claim for claim in record.claims if claim.predicate == "date"]
    assert [(claim.value, claim.qualifiers) for claim in when] == [("2031-03-06", {"date_text": "jeudi"})]
    assert dates.bounds(str(when[0].value)) == Bounds("2031-03-06", "2031-03-06")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("2024-02/", "2024-02-01", None), ("/2024-02", None, "2024-02-29"), ("2024-02/..", "2024-02-01", None)],
)
def test_an_unknown_side_has_no_bound(text: str, start: str | None, end: str | None) -> None:
    """An interval with an unknown or open side gets no bound there that nobody gave."""
    assert dates.bounds(text) == dates.Bounds(start, end)


def test_a_date_that_was_read_holds_nothing_of_who_asked() -> None:
    """The library's own failures on the way hold the frames of all who called, until somebody looks for cycles."""

    class Large:
        """What is at hand."""

    def ask() -> weakref.ref[Large]:
        held = Large()
        bounds.cache_clear()
        assert bounds("2031-03~/2031-05?").start == "2031-03-01"
        return weakref.ref(held)

    with seldom_looking_for_cycles():
        assert ask()() is None
