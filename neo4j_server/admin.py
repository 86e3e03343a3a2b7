"""Neo4j's admin command, and the one thing that a first start needs of it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from diplograph.neo4j_server import java, password
from diplograph.neo4j_server.config import JVM_FLAGS
from diplograph.neo4j_server.home import ServerFolder
from diplograph.ontology.errors import DiplographError

# Not the public Neo4jAdminCommand: that one starts this one in a second Java, with all arguments, a password
# too, on a command line that everybody sees in the list of processes.
MAIN = "org.neo4j.cli.AdminTool"
DEADLINE = 120  # seconds; it takes two


class AdminError(DiplographError):
    """An admin command of Neo4j's failed."""

    title = "Neo4j's admin command failed"


def admin(
    folder: ServerFolder,
    jars: list[Path],
    *arguments: str,
    deadline: float | None = None,
    heap: str = "512m",
    cwd: Path | None = None,
) -> str:
    """Run ``neo4j-admin`` with these arguments on the managed server's stores, and return what it prints."""
    environment = java.environment(NEO4J_HOME=str(folder.root), NEO4J_CONF=str(folder.conf))
    with tempfile.TemporaryDirectory(dir=folder.run) as place:
        file = Path(place, "java.args")
        java.write_arguments(
            file, [f"-Xmx{heap}", *JVM_FLAGS, "-cp", java.class_path(jars), MAIN, *arguments]
        )
        done = subprocess.run(  # noqa: S603 - our own Java, our own argument file
            java.command(file),
            env=environment,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=deadline,
            text=True,
            check=False,
        )
    if done.returncode:
        raise AdminError(f"neo4j-admin {' '.join(arguments[:2])}: {done.stdout.strip()}")
    return done.stdout


def set_first_password(folder: ServerFolder, jars: list[Path]) -> None:
    """Generate the password and hand it to a server that never started; later the store knows it."""
    if (folder.data / "databases" / "system").exists():
        if not folder.password.exists():
            raise AdminError(
                f"{folder.password} is gone, and the graph beside it can't be opened without it.",
                f"Put the file back, or delete {folder.data} and load the annotations again.",
            )
        return
    secret = password.generate(folder.password)
    # In an argument file, so that it isn't in the list of processes; the folder of the file is ours alone.
    admin(folder, jars, "dbms", "set-initial-password", secret, deadline=DEADLINE)
