"""What is installed is the package whole: its data files, its types, its command, and no tests."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import files, version
from importlib.resources import files as resources
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = {
    "ontology": ("*.ttl", "*.toml", "classes/*.ttl", "reference/*.toml"),
    "queries": ("*.cypher",),
    "neo4j_server": ("*.lock",),
    "explorer": ("dist/*.html", "dist/assets/*"),
    "exports": ("picture/*.html", "picture/*.css", "picture/*.js"),
}


def test_data_files_are_installed() -> None:
    """Every data file of the checkout is in the installed package, byte for byte."""
    for folder, patterns in DATA.items():
        paths = [path for pattern in patterns for path in (ROOT / folder).glob(pattern)]
        assert paths, folder
        for path in paths:
            installed = resources(f"diplograph.{folder}").joinpath(*path.relative_to(ROOT / folder).parts)
            assert installed.read_bytes() == path.read_bytes(), path


def test_only_one_name_is_installed() -> None:
    """The package installs nothing but diplograph: no tests, and no api or queries of its own at the top."""
    tops = {path.parts[0] for path in files("diplograph") or [] if path.suffix == ".py"}
    assert tops <= {"diplograph"}


def test_the_command_answers() -> None:
    """The console script runs and says its version."""
    script = Path(sys.executable).with_name("diplograph")
    said = subprocess.run([script, "--version"], capture_output=True, text=True, check=True).stdout
    assert version("diplograph") in said
