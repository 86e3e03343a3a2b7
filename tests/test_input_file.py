"""What every reader of JSON is given: values with their lines, whatever stands between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.problems import Problem
from diplograph.graph_loader.readers import format_of


def items(folder: Path, content: str | bytes) -> tuple[list[tuple[object, int, int]], list[Problem]]:
    path = folder / "a.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return [(item.value, item.line, item.number) for item in InputFile(path).json_items(problems)], problems


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('[{"a": 1},\n {"b": 2}]\n', [({"a": 1}, 1, 1), ({"b": 2}, 2, 2)]),
        ('\ufeff{"a": 1}\r\n\r\n{"b": 2}', [({"a": 1}, 1, 1), ({"b": 2}, 3, 2)]),
        ('{\n "a": 1\n}\n', [({"a": 1}, 1, 1)]),
        ("[]", []),
        ("", []),
    ],
)
def test_arrays_lines_and_single_values_are_read_alike(
    tmp_path: Path, content: str, expected: list[tuple[object, int, int]]
) -> None:
    """Each value comes with the line it begins on and its number."""
    assert items(tmp_path, content) == (expected, [])


def test_a_broken_line_is_passed_over(tmp_path: Path) -> None:
    """It is one problem with its line; what stands behind it is read."""
    found, problems = items(tmp_path, '{"a": 1}\n{"b": \n{"c": 3}\n')
    assert [value for value, _, _ in found] == [{"a": 1}, {"c": 3}]
    assert [(problem.line, problem.severity) for problem in problems] == [(2, "refused")]


@pytest.mark.parametrize("content", [b'[{"a": 1}, {"b"', b'[{"a": 1}]]]', b'[{"a": 1} "'])
def test_an_array_is_read_as_far_as_it_goes(tmp_path: Path, content: bytes) -> None:
    """Behind the broken place nothing can be told."""
    assert items(tmp_path, content)[0] == [({"a": 1}, 1, 1)]


def test_a_cut_array_is_said(tmp_path: Path) -> None:
    """An array without its end may have lost items, even where it was cut between two of them."""
    for content in ('[{"a": 1},', '[{"a": 1}\n'):
        found, problems = items(tmp_path, content)
        assert [value for value, _, _ in found] == [{"a": 1}]
        assert ["the list has no end" in problem.message for problem in problems] == [True]


def test_half_characters_keep_their_place(tmp_path: Path) -> None:
    """A lone surrogate, which JSON can name and no text holds, is one replacement character; a pair is its character."""
    found, _ = items(tmp_path, '{"\\ud83d": ["x\\ude00y", "\\ud83d\\ude00"]}')
    assert found[0][0] == {"\ufffd": ["x\ufffdy", "😀"]}


@pytest.mark.parametrize("inner", ["1", '"\\ud83d"'])
def test_json_that_nests_too_deeply_is_one_problem(tmp_path: Path, inner: str) -> None:
    """However deep a file nests, it ends nothing: not the reading, nor the look at its format."""
    for depth in (600, 100_000):
        found, problems = items(tmp_path, '{"a": ' + "[" * depth + inner + "]" * depth + '}\n{"b": 2}')
        assert ("b" in str(found[-1])) is True
        assert len(found) + len(problems) == 2
        assert format_of(InputFile(tmp_path / "a.json")) is None


def test_what_is_no_utf8_is_one_problem(tmp_path: Path) -> None:
    """The byte is named."""
    found, problems = items(tmp_path, b'{"a": "\xff"}')
    assert (found, ["not UTF-8 at byte 7" in problem.message for problem in problems]) == ([], [True])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("un-id", "un-id"),
        ("b.txt", "b"),
        (7, "7"),
        ("../x", "a-2"),
        ("x" * 500, "a-2"),
        ("a\x00b", "a-2"),
        (None, "a-2"),
        (True, "a-2"),
    ],
)
def test_an_articles_id(tmp_path: Path, given: object, expected: str) -> None:
    """It is the one that the file gives, where that can be an id; else the file's name and the number in it."""
    document = InputFile(tmp_path / "a.json").document(given, 2)
    assert document.id == expected
    assert len(document.problems) == (expected == "a-2" and isinstance(given, str))


def test_a_pseudonym_stays_itself() -> None:
    """What was pseudonymous in a converted file is called the same in the graph."""
    pseudonym = Reading().annotator("Anna")
    assert Reading().annotator(pseudonym) == pseudonym
