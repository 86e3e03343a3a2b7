"""A typed client made from the API's own description, as the docs show it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from serving import served

from diplograph.api.app import create_app
from diplograph.graph_loader.load import Summary
from diplograph.neo4j_server.connection import Connection

SHOWN = re.search(r"```python\n(from diplograph_client .*?)```", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.DOTALL)  # fmt: skip
PRINTED = "Christopher Cavoli bilateral ../2024-02-29\n"


@pytest.fixture(scope="module")
def address(connection: Connection, sample_graph: Summary) -> Iterator[str]:
    with served(connection) as base:
        yield base


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the client, as the docs say, in a folder that is given back."""
    at = tmp_path_factory.mktemp("client")
    described = create_app(Connection("bolt://127.0.0.1:1", "", "", "")).openapi()
    (at / "diplograph.json").write_text(json.dumps(described), encoding="utf-8")
    command = [
        "generate",
        "--path",
        "diplograph.json",
        "--output-path",
        "diplograph_client",
        "--meta",
        "none",
    ]
    maker = Path(sys.executable).with_name("openapi-python-client")
    subprocess.run([maker, *command], cwd=at, check=True, capture_output=True)
    return at


def test_the_client_of_the_docs_asks(folder: Path, address: str) -> None:
    """The lines that the docs show, run with a client made from the description, print what was asked for."""
    assert SHOWN, "docs/api.md shows no client"
    code = SHOWN[1].replace("http://127.0.0.1:8000", address)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout == PRINTED


def test_the_client_is_typed(folder: Path) -> None:
    """A type checker knows an answer's columns: what the docs show is right, and a column that isn't there is told."""
    assert SHOWN
    (folder / "right.py").write_text(SHOWN[1], encoding="utf-8")
    (folder / "wrong.py").write_text(SHOWN[1].replace("row.met,", "row.mett,"), encoding="utf-8")
    told = {}
    for name in ("right", "wrong"):
        command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", f"{name}.py"]
        told[name] = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    assert told["right"].startswith("Success")
    assert '"mett"' in told["wrong"]
