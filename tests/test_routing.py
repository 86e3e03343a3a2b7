"""By neo4j://, as a cluster is addressed: what reads says so, and sees what was written; here on a single server.

What is asserted stands in the driver's own log of what it sends and gets.
"""

from __future__ import annotations

import asyncio
import io
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
from annotated import disagreeing
from conftest import EXAMPLE, wipe
from neo4j import Driver, Session
from neo4j.exceptions import ServiceUnavailable
from serving import served
from test_cli import run

from diplograph.api.answers import answer, start
from diplograph.api.graph import opened
from diplograph.api.whole import whole
from diplograph.exports import format_of
from diplograph.graph_loader.load import load, remove
from diplograph.graph_loader.sessions import reading, writing
from diplograph.neo4j_server.connection import Connection
from diplograph.queries.catalogue import get
from diplograph.review.candidates import candidates


@dataclass
class Log:
    """What drivers sent and got: each transaction as it was begun, and the bookmarks of those that were committed."""

    begun: list[str] = field(default_factory=list)
    committed: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        """Take in a line. A query outside of a transaction begins one, and says more than its text and parameters."""
        if "C: BEGIN" in line or ("C: RUN" in line and not line.endswith(" {}")):
            self.begun.append(line)
        if found := re.search(r"S: SUCCESS \{.*'bookmark': '([^']+)'", line):
            self.committed.append(found[1])


@pytest.fixture(scope="module")
def routed(connection: Connection) -> Connection:
    """Address the server as a cluster is."""
    return replace(connection, uri=connection.uri.replace("bolt://", "neo4j://"))


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Callable[[], Log]:
    """Give a way to see what drivers did since it was last asked for."""
    caplog.set_level(logging.DEBUG, "neo4j.io")

    def since() -> Log:
        found = Log()
        for record in caplog.records:
            if record.name == "neo4j.io":
                found.take(record.getMessage())
        caplog.clear()
        return found

    return since


def reads(begun: list[str]) -> set[bool]:
    """Return whether transactions only read. The driver leaves out the mode of one that writes."""
    return {"'mode': 'r'" in line for line in begun}


def all_named(begun: list[str]) -> bool:
    """Tell whether there were transactions, and each named its database."""
    return bool(begun) and all("'db': 'neo4j'" in line for line in begun)


def test_what_reads_says_so(routed: Connection, example_graph: object, log: Callable[[], Log]) -> None:
    """Exports, the review list, questions and all that the API reads go to any member of a cluster, database named."""

    async def ask() -> None:
        async with opened(routed) as graph:
            query = get("coverage")
            await answer(graph, query, query.example, await start(graph, query, query.example))

    with routed.driver() as driver:
        log()
        format_of("turtle").write(whole(driver, routed.database), io.BytesIO())
        candidates(driver, routed.database)
        asyncio.run(ask())
        begun = log().begun
    assert reads(begun) == {True}
    assert all_named(begun)


def test_what_writes_goes_to_the_leader_in_managed_transactions(
    routed: Connection, driver: Driver, connection: Connection, tmp_path: Path, log: Callable[[], Log]
) -> None:
    """A load and a removal write in transactions that the driver tries again; none of its statements stands alone."""
    wipe(driver, connection)
    with routed.driver() as own:
        log()
        load(own, routed.database, [disagreeing(tmp_path)])
        remove(own, routed.database, ["holmen-1"])
        begun = log().begun
    assert reads(begun) == {False}
    assert all_named(begun)
    assert all("C: BEGIN" in line for line in begun)


@pytest.mark.parametrize("session", [reading, writing])
def test_what_is_read_holds_what_was_written_before(
    session: Callable[[Driver, str], Session],
    routed: Connection,
    driver: Driver,
    connection: Connection,
    tmp_path: Path,
    log: Callable[[], Log],
) -> None:
    """After a load any session of its driver asks for what the load committed last."""
    wipe(driver, connection)
    with routed.driver() as own:
        log()
        load(own, routed.database, [disagreeing(tmp_path)])
        last = log().committed[-1]
        with session(own, routed.database) as opened_:
            opened_.execute_read(lambda tx: tx.run("RETURN 1").consume())
        (begun,) = log().begun
    assert f"'bookmarks': ['{last}']" in begun


def test_the_api_reads_what_was_sent_to_it(
    routed: Connection, driver: Driver, connection: Connection, tmp_path: Path, log: Callable[[], Log]
) -> None:
    """What is uploaded is in the next answer, whichever member gives it: it is asked for by its bookmark."""
    wipe(driver, connection)
    folder = disagreeing(tmp_path)
    files = [("files", (path.name, path.read_bytes())) for path in sorted(folder.iterdir())]
    with (
        served(routed) as address,
        httpx.Client(base_url=address, timeout=60, headers={"Origin": address}) as client,
    ):
        assert client.get("/v1/articles").json()["articles"] == []
        log()
        assert client.post("/v1/articles", files=files).json()["loaded"] == "all"
        last = log().committed[-1]
        listed = client.get("/v1/articles").json()["articles"]
        begun = log().begun
        exported = client.get("/v1/export?format=json").json()
        streamed = log().begun
        assert client.delete("/v1/articles/holmen-1").status_code == 204
        removed = log().committed[-1]
        left = client.get("/v1/articles").json()["articles"]
        after = log().begun
    assert [each["id"] for each in listed] == ["holmen-1", "holmen-2"]
    assert [each["id"] for each in left] == ["holmen-2"]
    assert exported["rows"]
    for lines, bookmark in ((begun, last), (streamed, last), (after, removed)):
        assert reads(lines) == {True}
        assert all(bookmark in line for line in lines)


def test_one_process_loads_and_asks(
    routed: Connection, driver: Driver, connection: Connection, tmp_path: Path, log: Callable[[], Log]
) -> None:
    """A question asked beside a load, through the same opened graph, is answered from what was loaded."""
    wipe(driver, connection)

    async def work() -> tuple[int, str]:
        async with opened(routed) as graph:
            await asyncio.to_thread(load, graph.writer, graph.database, [disagreeing(tmp_path)])
            last = log().committed[-1]
            found = await graph.read("test", "MATCH (a:Article) RETURN count(a) AS n")
            return found.records[0]["n"], last

    count, last = asyncio.run(work())
    (begun,) = log().begun
    assert count == 2
    assert last in begun


def test_the_command_line_takes_such_an_address(
    routed: Connection,
    driver: Driver,
    connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Loading, asking, exporting and the review list work by neo4j://."""
    wipe(driver, connection)
    for name, value in (("URI", routed.uri), ("USERNAME", routed.user), ("PASSWORD", routed.password)):
        monkeypatch.setenv(f"NEO4J_{name}", value)
    commands = (["load", str(EXAMPLE)], ["ask", "coverage"], ["export"], ["review", "--list"])
    assert [
        (done.returncode, done.stderr) for done in (run(*each) for each in commands) if done.returncode
    ] == []


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_nobody_there_is_told_at_once(scheme: str) -> None:
    """Where no server answers there is no driver: no transaction is tried again and again first."""
    with pytest.raises(ServiceUnavailable):
        Connection(f"{scheme}://127.0.0.1:1", "neo4j", "none", "neo4j").driver()
