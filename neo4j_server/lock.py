"""The lock: every jar of Neo4j Community and Neo4j Browser, with its SHA-256.

To make it again, after a change of ``ROOTS``: ``python -m diplograph.neo4j_server.lock``. jgo resolves the
roots afresh, each file is fetched and hashed, and jars.lock is written, in place. It takes two minutes; read
what changed before committing it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from jgo.maven import MavenContext

from diplograph.neo4j_server import repository
from diplograph.neo4j_server.jar import Jar

NEO4J_VERSION = "2026.08.1"
BROWSER_VERSION = "5.24.0"  # the last one published as a jar; on the class path it is served at /browser/
ROOTS = (
    f"org.neo4j.app:neo4j-server:{NEO4J_VERSION}",
    f"org.neo4j:neo4j:{NEO4J_VERSION}",
    f"org.neo4j.client:neo4j-browser:{BROWSER_VERSION}",
)
THREADS = 16


def read() -> list[Jar]:
    """Read the lock that is shipped."""
    return parse(files("diplograph.neo4j_server").joinpath("jars.lock").read_text(encoding="utf-8"))


def parse(text: str) -> list[Jar]:
    """Read a lock: a jar a line, comments behind a ``#``."""
    return [Jar.parse(line) for line in text.splitlines() if line and not line.startswith("#")]


def render(jars: Iterable[Jar]) -> str:
    """Write a lock, sorted, so that two of them can be compared."""
    head = ["# group:artifact:version[:classifier]:packaging sha256 size, resolved by jgo from:"]
    head += [f"#   {root}" for root in ROOTS]
    head += ["# To make it again: python -m diplograph.neo4j_server.lock"]
    return "\n".join([*head, *sorted(map(str, jars))]) + "\n"


def make(folder: Path) -> list[Jar]:
    """Resolve the roots and hash each of their jars, with ``folder`` for what is fetched on the way."""
    # A folder of its own for the POMs: one that Maven shares may hold somebody's local builds.
    context = MavenContext(repo_cache=folder / "poms", remote_repos=repository.addresses(), timeout=30)
    inputs, behind = context.resolver.resolve([context.create_dependency(root) for root in ROOTS])
    needed = [*inputs, *(dependency for dependency in behind if dependency.scope in ("compile", "runtime"))]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda key: _hashed(key, folder), sorted({d.artifact.key for d in needed})))


def _hashed(key: tuple[str, str, str, str, str], folder: Path) -> Jar:
    jar = Jar(*key, sha256="", size=0)
    target = folder / jar.path.replace("/", "_")
    with repository.session() as opened:
        sha256, size = repository.download(opened, jar.path, target, lambda _: None)
    target.unlink()
    return replace(jar, sha256=sha256, size=size)


def main() -> None:
    """Make the lock again, in place."""
    with tempfile.TemporaryDirectory() as folder:
        jars = make(Path(folder))
    Path(__file__).with_name("jars.lock").write_text(render(jars), encoding="utf-8")
    print(f"{len(jars)} jars, {sum(jar.size for jar in jars) / 1e6:.0f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
