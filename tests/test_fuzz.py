"""Broken files for every reader, a few hundred each; ``make fuzz`` tries them for a minute."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from fuzz_readers import a_round, seeds

from diplograph.graph_loader.readers import readers


@pytest.mark.parametrize("name", readers())
def test_no_broken_file_ends_a_run(name: str, tmp_path: Path) -> None:
    """Whatever is cut, changed or of another type, reading ends well: all adds up, and every refusal has its place."""
    seen = Counter[str]()
    a_round(seeds(name, tmp_path / "seeds"), tmp_path / "case", seen, examples=200)()
    assert seen["cases"] >= 200
    assert seen["read"] > 20
    assert seen["refusals"] > 20
