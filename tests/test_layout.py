"""The layout shows the flow: which folder may import which, and what nobody may do at import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {  # what each folder may import of the others
    "ontology": set(),
    "queries": {"ontology"},
    "explorer": set(),
    "neo4j_server": {"ontology"},
    "graph_loader": {"ontology"},
    "bulk_load": {"ontology", "neo4j_server", "graph_loader"},
    "exports": {"ontology", "graph_loader"},
    "neo4j_browser": {"ontology", "queries", "exports"},
    "review": {"ontology", "graph_loader"},
    "api": {"ontology", "queries", "neo4j_server", "graph_loader", "exports", "neo4j_browser"},
    "cli": {
        "ontology",
        "queries",
        "neo4j_server",
        "graph_loader",
        "bulk_load",
        "exports",
        "neo4j_browser",
        "review",
        "api",
    },
}


COMMAND_LINE = {path.stem for path in (ROOT / "cli").glob("*.py")}  # installed as diplograph itself


def imports(folder: Path) -> set[str]:
    """Return the folders of ours that a folder's modules import."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module == "diplograph":
                names += [f"diplograph.{each.name}" for each in node.names]
            parts = {name.split(".")[1] for name in names if name.startswith("diplograph.")}
            found |= {"cli" if part in COMMAND_LINE else part for part in parts}
    return found


@pytest.mark.parametrize("folder", sorted(ALLOWED))
def test_imports_go_one_way(folder: str) -> None:
    """A folder imports only what stands before it in the flow; nothing imports the command line."""
    others = imports(ROOT / folder) & set(ALLOWED) - {folder}
    assert others <= ALLOWED[folder]


def test_every_folder_of_code_is_known() -> None:
    """The table above names every folder that holds code of the package."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == set(ALLOWED)


def test_nothing_happens_at_import() -> None:
    """Importing the package reads no data file and opens no driver."""
    code = """
import builtins, io, sys
import diplograph.cli, diplograph.api, diplograph.graph_loader.load, diplograph.queries.catalogue
from diplograph.ontology import load, reference, functions
from diplograph.queries import catalogue
cached = [load.load, reference.reference, catalogue.catalogue, functions._tables]
sys.exit(sum(each.cache_info().currsize for each in cached))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
