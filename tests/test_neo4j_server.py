"""The managed Neo4j, for real: fetched, started, killed, stopped, each in a home of its own."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import stat
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest
from neo4j import Driver, GraphDatabase

from diplograph.neo4j_server import config, connection, fetch, lock, mutex, ports, record, repository, server
from diplograph.neo4j_server.admin import AdminError
from diplograph.neo4j_server.connection import Connection, NoServerError, SettingError
from diplograph.neo4j_server.home import ServerFolder
from diplograph.neo4j_server.jar import Jar
from diplograph.neo4j_server.ready import NotReadyError, wait_ready
from diplograph.neo4j_server.record import Server
from diplograph.neo4j_server.repository import FetchError

LOOPBACK = {"127.0.0.1", "::ffff:127.0.0.1", "::1"}


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory, connection: Connection) -> Iterator[Path]:
    """Give a home whose name has a space and an accent; its server ends with it. The suite's own runs beside it."""
    home = tmp_path_factory.mktemp("home of Éric")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("NEO4J_")]:
            patch.delenv(name)
        patch.setenv("DIPLOGRAPH_HOME", str(home))
        yield home
        server.stop()


@pytest.fixture(scope="module")
def first(own_home: Path) -> Iterator[list[Server]]:
    """Start from two processes at once, for the first time, while somebody has the usual ports."""
    with ExitStack() as stack:
        for port in (ports.USUAL_HTTP, ports.USUAL_BOLT):
            if ports.free(port):
                stack.enter_context(socket.create_server((ports.LOOPBACK, port)))
        code = "from diplograph.neo4j_server import server; print(server.start().pid)"
        starts = [
            subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        pids = [int(start.communicate(timeout=120)[0]) for start in starts]
        running = server.status()
        assert running
        yield [replace(running, pid=pid) for pid in pids]


@pytest.fixture
def running(first: list[Server]) -> Server:
    """Give the server of this module's home, started if it was stopped or killed."""
    return server.start()


@pytest.fixture
def counting() -> Counter:
    return Counter()


class Counter:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.total = self.done = self.finished = 0

    def start(self, total: int, description: str) -> None:
        self.total = total

    def advance(self, n: int) -> None:
        self.done += n

    def finish(self) -> None:
        self.finished += 1


class Repository(SimpleHTTPRequestHandler):
    """A repository on loopback; it hears requests, and fails as often as it is told."""

    asked: list[str]
    failures = 0

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.endswith(".jar") and type(self).failures > 0:
            type(self).failures -= 1
            self.send_error(503)
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[Jar], type[Repository]]]:
    """Lock three files that a repository on loopback has, named to jgo as a user names a mirror."""
    served = tmp_path / "served"
    jars = []
    for name in ("one", "two", "three"):
        content = name.encode() * 50_000
        jar = Jar("org.example", name, "1.0", "", "jar", hashlib.sha256(content).hexdigest(), len(content))
        (served / jar.path).parent.mkdir(parents=True)
        (served / jar.path).write_bytes(content)
        jars.append(jar)
    handler = type("Handler", (Repository,), {"asked": []})
    with ThreadingHTTPServer((ports.LOOPBACK, 0), partial(handler, directory=str(served))) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        settings = tmp_path / "jgo.conf"
        settings.write_text(f"[repositories]\ncentral = http://127.0.0.1:{http.server_port}/\n")
        monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
        monkeypatch.setenv("DIPLOGRAPH_CACHE", str(tmp_path / "cache"))
        monkeypatch.setattr(lock, "read", lambda: jars)
        monkeypatch.setattr(repository, "PAUSE", 0.01)
        yield jars, handler
        http.shutdown()


def cached(tmp_path: Path) -> set[str]:
    """Return the files in the cache of a test, without the mutex."""
    folder = tmp_path / "cache" / "jars"
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} - {"mutex"}


# The lock and the fetch


def test_lock_is_whole() -> None:
    """The lock holds 238 different jars with their hashes, the three roots too, and is written as read."""
    jars = lock.read()
    assert len({jar.path for jar in jars}) == len(jars) == 238
    assert {f"{jar.group}:{jar.artifact}:{jar.version}" for jar in jars} >= set(lock.ROOTS)
    assert {len(jar.sha256) for jar in jars} == {64}
    assert sum(jar.size for jar in jars) > 180_000_000
    assert lock.parse(lock.render(jars)) == jars


def test_cached_jars_are_what_the_lock_says() -> None:
    """Every one of Neo4j's jars, fetched where it is missing, has the locked SHA-256."""
    paths = fetch.fetch(verify=True)
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    assert hashes == [jar.sha256 for jar in lock.read()]


def test_fetch_brings_what_is_missing(
    three: tuple[list[Jar], type[Repository]], tmp_path: Path, counting: Counter
) -> None:
    """A fetch brings what is missing and asks for nothing else; verifying mends a file that changed."""
    jars, http = three
    paths = fetch.fetch(counting)
    assert cached(tmp_path) == {jar.path for jar in jars}
    assert (counting.done, counting.finished) == (counting.total, 1) == (sum(jar.size for jar in jars), 1)
    assert sorted(http.asked) == sorted(f"/{jar.path}" for jar in jars)

    http.asked.clear()
    assert fetch.fetch(counting) == paths
    assert http.asked == []

    paths[0].write_bytes(bytes(jars[0].size))
    assert fetch.fetch() == paths
    assert http.asked == []
    fetch.fetch(verify=True)
    assert http.asked == [f"/{jars[0].path}"]
    assert hashlib.sha256(paths[0].read_bytes()).hexdigest() == jars[0].sha256


def test_fetch_refuses_a_wrong_hash(three: tuple[list[Jar], type[Repository]], tmp_path: Path) -> None:
    """A file that isn't the locked one is refused by name, with both hashes, and isn't kept."""
    jars, _ = three
    found, jars[1] = jars[1].sha256, replace(jars[1], sha256="0" * 64)
    with pytest.raises(fetch.WrongHashError) as refused:
        fetch.fetch()
    assert all(part in str(refused.value) for part in (jars[1].name, "0" * 64, found))
    assert refused.value.hint
    assert cached(tmp_path) <= {jars[0].path, jars[2].path}


def test_fetch_bears_passing_trouble(
    three: tuple[list[Jar], type[Repository]], tmp_path: Path, counting: Counter
) -> None:
    """A repository that fails for a moment is asked again; one that keeps failing is given up."""
    jars, http = three
    http.failures = 2
    fetch.fetch(counting)
    assert (cached(tmp_path), counting.done) == ({jar.path for jar in jars}, counting.total)

    jars.append(Jar("org.example", "four", "1.0", "", "jar", "", 1))
    http.failures = 100
    with pytest.raises(FetchError, match="HTTP 503"):
        fetch.fetch()
    http.failures = 0
    with pytest.raises(FetchError, match=r"No repository has org/example/four/1\.0/four-1\.0\.jar"):
        fetch.fetch()
    assert cached(tmp_path) == {jar.path for jar in jars[:3]}


def test_fetch_says_what_to_do_without_a_network(
    three: tuple[list[Jar], type[Repository]], tmp_path: Path
) -> None:
    """Without a network, the message names the host, the reason, and what can be done."""
    with socket.create_server((ports.LOOPBACK, 0)) as closed:
        port = closed.getsockname()[1]
    Path(os.environ["JGO_CONFIG_FILE"]).write_text(f"[repositories]\ncentral = http://127.0.0.1:{port}\n")
    with pytest.raises(FetchError) as failed:
        fetch.fetch()
    assert failed.value.message.startswith(f"127.0.0.1:{port} can't be reached: ")
    assert failed.value.hint
    assert all(way in failed.value.hint for way in ("HTTPS_PROXY", "central", "NEO4J_URI"))
    assert (failed.value.status, cached(tmp_path)) == (503, set())


# The server's life, in order


def test_two_starts_make_one_server(first: list[Server]) -> None:
    """Two starts at once give one server, and a third gives the same."""
    assert {started.pid for started in first} == {server.start().pid}


def test_status_says_where_the_server_is(first: list[Server], running: Server, own_home: Path) -> None:
    """The status names address, user, password file, Browser, version and process, on free ports."""
    status = server.status()
    assert status
    assert json.loads(json.dumps(status.as_json())) == {
        "uri": running.uri,
        "user": "neo4j",
        "password_file": str(own_home / "neo4j" / "password"),
        "browser": running.browser,
        "version": "2026.08.1",
        "pid": running.pid,
    }
    usual = {f":{ports.USUAL_HTTP}/", f":{ports.USUAL_BOLT}"}
    assert not [port for port in usual if running.uri.endswith(port) or port in running.browser]


def test_password_is_its_owners(running: Server) -> None:
    """The password is generated, readable by its owner alone, and on no command line."""
    folder = ServerFolder.current()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder.root, folder.password, folder.arguments)]
    assert modes == ([0o700, 0o600, 0o600] if os.name == "posix" else modes)
    password = folder.password.read_text().strip()
    assert len(password) >= 32
    assert password not in " ".join(psutil.Process(running.pid).cmdline())
    assert password not in folder.arguments.read_text()
    assert password not in repr(connection.connection())


def test_server_listens_on_loopback_only(running: Server) -> None:
    """The server listens on loopback, on the two ports that its status names, and in a session of its own."""
    process = psutil.Process(running.pid)
    listening = [
        c.laddr for c in process.net_connections() if c.status in (psutil.CONN_LISTEN, psutil.CONN_NONE)
    ]
    assert {address.ip for address in listening} <= LOOPBACK
    assert {address.port for address in listening} == {
        int(address.split(":")[2].split("/")[0]) for address in (running.uri, running.browser)
    }
    assert os.name != "posix" or os.getsid(running.pid) == running.pid


def test_browser_is_served_to_its_own_origin(running: Server) -> None:
    """Neo4j Browser is at its address and talks to this machine only; other origins and hosts get nothing."""
    with urllib.request.urlopen(running.browser) as answer:
        assert "<title>Neo4j Browser</title>" in answer.read().decode()
        policy = answer.headers["Content-Security-Policy"]
    assert "segment" not in policy
    assert "connect-src 'self' ws://127.0.0.1:*" in policy

    root = running.browser.removesuffix("browser/")
    strange = {
        "Origin": "http://evil.example",
        "X-Forwarded-Host": "evil.example",
        "Accept": "application/json",
    }
    with urllib.request.urlopen(urllib.request.Request(root, headers=strange)) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == root.removesuffix("/")
        assert "evil" not in answer.read().decode()
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(urllib.request.Request(f"{root}db/neo4j/query/v2", data=b"{}"))


def test_killed_server_starts_again_with_its_data(running: Server) -> None:
    """After kill -9 no server is running, the next start works, and what was committed is there."""
    with driver() as opened:
        opened.execute_query("CREATE (:Test {of: 'kill'})", database_="neo4j")
    killed = psutil.Process(running.pid)
    killed.kill()
    psutil.wait_procs([killed], timeout=10)
    assert server.status() is None
    with pytest.raises(NoServerError, match="diplograph neo4j start"):
        connection.connection()

    again = server.start()
    assert again.pid != running.pid
    with driver() as opened:
        found = opened.execute_query("MATCH (n:Test) RETURN n.of AS of", database_="neo4j").records
    assert [row["of"] for row in found] == ["kill"]


def test_stop_ends_what_was_started(running: Server) -> None:
    """A stop ends the server, its ports and its record; another stop has nothing to do."""
    assert server.stop()
    assert not psutil.pid_exists(running.pid)
    assert server.status() is None
    assert not ports.answers(int(running.uri.split(":")[2]))
    assert not ServerFolder.current().record.exists()
    assert not server.stop()


def test_a_server_between_two_programs_is_not_given_up(
    running: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server whose process shows no command line for an instant, while Java starts itself anew, is still ours."""
    real, looks = psutil.Process.cmdline, []

    def cmdline(process: psutil.Process) -> list[str]:
        looks.append(process.pid)
        return [] if len(looks) < 4 else real(process)

    monkeypatch.setattr(psutil.Process, "cmdline", cmdline)
    found = record.process(ServerFolder.current(), running)
    assert found is not None
    assert found.pid == running.pid


def test_another_server_on_the_port_is_not_taken_for_ours(running: Server, connection: Connection) -> None:
    """A start that lost its port to another Neo4j waits for its own, and doesn't complain of the password."""
    lost = replace(running, uri=connection.uri)
    with pytest.raises(NotReadyError, match="doesn't answer after 1 s"):
        wait_ready(ServerFolder.current(), lost, 1)


def test_stale_record_is_nobodys(first: list[Server]) -> None:
    """A record that is broken, or whose number is another process's by now, isn't believed or acted on."""
    folder = ServerFolder.current()
    server.stop()
    me = psutil.Process()
    record.write(folder, replace(first[0], pid=me.pid, created=me.create_time()))
    assert server.status() is None
    assert not server.stop()  # and this process is still here
    for broken in ("", "{", "[1]", '{"pid": 1}'):
        folder.record.write_text(broken)
        assert server.status() is None


def test_failed_start_says_why(first: list[Server], monkeypatch: pytest.MonkeyPatch) -> None:
    """A start that fails shows the server's last words and where its logs are, and leaves nothing running."""
    server.stop()
    text = config.text
    monkeypatch.setattr(config, "text", lambda settings: text(settings) + "no.such.setting=1\n")
    with pytest.raises(NotReadyError, match=r"No declared setting with name: no\.such\.setting") as failed:
        server.start()
    assert str(ServerFolder.current().logs) in str(failed.value)
    assert server.status() is None


def test_lost_password_is_told(first: list[Server]) -> None:
    """A graph whose password file is gone isn't started over: the message says what to put back."""
    server.stop()
    password = ServerFolder.current().password
    kept = password.rename(password.with_suffix(".kept"))
    with pytest.raises(AdminError, match="is gone"):
        server.start()
    kept.rename(password)


# The connection


def test_own_server_is_used_and_nothing_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    """With NEO4J_URI set, that server is used, whatever else runs, and nothing is started or written."""
    monkeypatch.setenv("DIPLOGRAPH_HOME", str(tmp_path))
    monkeypatch.setenv("NEO4J_URI", "neo4j+s://graph.example")
    for missing in ("NEO4J_USERNAME", "NEO4J_PASSWORD"):
        with pytest.raises(SettingError, match=f"{missing} isn't"):
            connection.ensure()
        monkeypatch.setenv(missing, "x")
    named = Connection("neo4j+s://graph.example", "x", "x", "neo4j")
    assert connection.ensure() == connection.connection() == named
    monkeypatch.setenv("NEO4J_DATABASE", "defence")
    assert connection.ensure() == replace(named, database="defence")
    monkeypatch.setenv("NEO4J_URI", "graph.example:7687")
    with pytest.raises(SettingError, match=r"'graph\.example:7687'"):
        connection.connection()
    assert list(tmp_path.iterdir()) == []


def test_usual_ports_are_preferred() -> None:
    """A usual port is chosen while it is free, and another one while somebody listens there."""
    with socket.create_server((ports.LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        assert not ports.free(port)
        assert ports.choose(port) != port
    assert ports.choose(port) == port


def test_mutex_is_held_by_one(tmp_path: Path) -> None:
    """While one holds the mutex another waits, and gives up with a message after its deadline."""
    with (
        mutex.held(tmp_path / "mutex", 1),
        pytest.raises(mutex.BusyError, match="still at work"),
        mutex.held(tmp_path / "mutex", 0.2),
    ):
        pass
    with mutex.held(tmp_path / "mutex", 0):
        pass


def driver() -> Driver:
    """Open a driver for the managed server."""
    to = connection.connection()
    return GraphDatabase.driver(to.uri, auth=to.auth)
