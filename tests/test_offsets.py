"""Offset units: code points and UTF-16 units, both ways, and which of them a file counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.graph_loader.document import Document, Span
from diplograph.graph_loader.offsets import Offsets, Unit, agreeing_unit, covers

TEXT = "🛡️ Île et e\u0301toile 🚢 à\u00a0Oslo"
texts = st.text(st.characters(codec="utf-8"), max_size=30)


@given(texts)
def test_utf16_offsets_are_those_of_the_encoded_text(text: str) -> None:
    """An offset in UTF-16 units is half the length of what stands before it in UTF-16, and comes back."""
    offsets = Offsets(text, Unit.UTF16)
    for place in range(len(text) + 1):
        units = len(text[:place].encode("utf-16-le")) // 2
        assert (offsets.from_code_points(place), offsets.to_code_points(units)) == (units, place)
    assert offsets.length == len(text.encode("utf-16-le")) // 2


@given(texts)
def test_code_points_are_themselves(text: str) -> None:
    """In code points nothing moves."""
    offsets = Offsets(text, Unit.CODE_POINTS)
    assert [offsets.to_code_points(place) for place in range(len(text) + 1)] == [*range(len(text) + 1)]


@pytest.mark.parametrize(
    ("offset", "said"), [(-1, "outside of the text"), (99, "which has 28"), (1, "inside of one character")]
)
def test_an_offset_that_is_none_is_refused(offset: int, said: str) -> None:
    """Outside of the text, or between the halves of a character, there is no place."""
    assert Offsets(TEXT, Unit.UTF16).length == 28
    with pytest.raises(ValueError, match=said):
        Offsets(TEXT, Unit.UTF16).to_code_points(offset)


@pytest.mark.parametrize("unit", Unit)
def test_the_unit_of_a_file_is_the_one_in_which_its_words_agree(unit: Unit) -> None:
    """Words behind an emoji tell the unit; without any, or before it, code points count."""
    start = TEXT.index("Oslo")
    offsets = Offsets(TEXT, unit)
    marked = [(offsets.from_code_points(start), offsets.from_code_points(start + 4), "Oslo"), (0, 1, "no")]
    assert agreeing_unit(TEXT, marked) is unit
    assert agreeing_unit(TEXT, []) is Unit.CODE_POINTS
    assert [covers(TEXT, offsets, *each) for each in marked] == [True, False]


def test_a_message_names_the_unit() -> None:
    """Where offsets and words disagree, the message says what was counted, and that the other unit would fit."""
    document = Document("a", "a.json", TEXT, unit=Unit.UTF16)
    start = TEXT.index("Oslo")
    assert document.mark(Span("s1", "Place", ((start, start + 4),), "Oslo", 7)) is None
    (problem,) = document.problems
    assert str(problem) == (
        f'a.json:7 s1: "Oslo" ≠ article[{start}:{start + 4}] "{TEXT[start - 2 : start + 2]}"'
        + " → Offsets are UTF-16 units of the text of a as it is; it has 28. Counted in code points they would fit: "
        "was the text changed?"
    )
    assert document.tally.fates("spans") == {"mapped": 0, "unmapped": 0, "refused": 1}
