"""Documents out in every format and back: the same, up to what the format can hold."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from documents import canonical, documents, rich, written_and_read
from hypothesis import HealthCheck, given, settings

from diplograph.exports.annotations import writers
from diplograph.graph_loader.document import Document

FORMATS = writers()


@pytest.mark.parametrize("name", FORMATS)
def test_a_rich_document_survives(name: str, tmp_path: Path) -> None:
    """Emoji, combining accents, CRLF, NBSP, nested spans, shared words, NIL links: all of it comes back."""
    expected, found = written_and_read(rich(), name, tmp_path)
    assert [str(problem) for problem in found.problems] == []
    assert canonical(found) == canonical(expected)


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents())
def test_any_document_survives(name: str, document: Document) -> None:
    """Whatever a document holds, writing and reading it gives the same one, up to what the format can hold."""
    with tempfile.TemporaryDirectory() as folder:
        expected, found = written_and_read(document, name, Path(folder))
        assert [problem for problem in found.problems if problem.severity == "refused"] == []
        assert canonical(found) == canonical(expected)
