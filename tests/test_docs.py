"""The docs say what is: pages made from the data are fresh, and the README's commands give the README's output."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import struct
import subprocess
import sys
from pathlib import Path

import pictures
import pytest
from test_layout import ALLOWED

from diplograph.exports import formats
from diplograph.graph_loader.load import Summary
from diplograph.queries.catalogue import catalogue

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ diplograph ([^\n]*)\n(.*?)```", README, re.DOTALL)
FETCHED = {".venv", "build", "node_modules"}
LINKS = [(path, link) for path in ROOT.glob("**/*.md") if not FETCHED & {*path.parts} for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))]  # fmt: skip
SCRIPT = Path(sys.executable).with_name("diplograph")


def test_reference_pages_are_fresh() -> None:
    """The pages made from the data are what the data makes now."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert {
        name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in generate.pages()
    } == generate.pages()


def test_each_format_has_its_picture() -> None:
    """Each format has a picture, a way to take it and a word on the tool; there are no others."""
    taken = {path.stem for path in (ROOT / "docs" / "pictures").iterdir()}
    assert set(pictures.IN) == set(pictures.TAKEN) == taken == set(formats())


@pytest.mark.parametrize("name", formats())
def test_pictures_are_fit_for_a_page(name: str) -> None:
    """A picture is a PNG as wide as a page, and small."""
    data = (ROOT / "docs" / "pictures" / f"{name}.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert 800 <= width <= pictures.WIDTH
    assert 300 <= height <= 1000
    assert 10_000 < len(data) < 250_000


def test_every_variable_is_among_the_settings() -> None:
    """Each variable that the code reads is on the page of settings, and each on the page is read."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for name in ALLOWED
        for path in (ROOT / name).rglob("*.py")
        if path.name != "environment.py"
    )
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    variable = "((?:DIPLOGRAPH|NEO4J)_[A-Z_]+)"
    assert set(re.findall(f'"{variable}"', code)) == set(re.findall(f"`{variable}`", page))


def test_the_readme_shows_three_questions() -> None:
    """The README shows three questions that there are."""
    names = [shlex.split(command)[1] for command, _ in BLOCKS]
    assert len(names) == 3
    assert set(names) <= set(catalogue())


@pytest.mark.parametrize(("command", "output"), BLOCKS, ids=[command.split()[1] for command, _ in BLOCKS])
def test_the_readme_shows_real_output(command: str, output: str, sample_graph: Summary) -> None:
    """A command of the README, run on the sample corpus, prints what the README shows."""
    environment = {**os.environ, "COLUMNS": "120", "LANG": "en_GB.UTF-8"}
    done = subprocess.run(
        [SCRIPT, *shlex.split(command)], capture_output=True, text=True, env=environment, check=True
    )
    assert [line.rstrip() for line in done.stdout.splitlines()] == output.splitlines()


def test_links_lead_somewhere() -> None:
    """Every relative link of the docs leads to a file."""
    assert LINKS
    assert [(str(path), link) for path, link in LINKS if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)$", README, re.MULTILINE))
def test_the_readme_names_real_targets(target: str) -> None:
    """Each make command of the README is a target of the Makefile."""
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
