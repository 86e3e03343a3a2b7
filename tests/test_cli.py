"""The command line as a user runs it: the installed console script, in a process of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import EXAMPLE, SAMPLE
from own_server import own_api

from diplograph.neo4j_server.connection import Connection
from diplograph.queries import catalogue
from diplograph.serve import listen

SCRIPT = Path(sys.executable).parent / "diplograph"
QUERIES = catalogue.catalogue()
COMMANDS = {
    "demo",
    "inspect",
    "load",
    "bulk-load",
    "validate",
    "remove",
    "review",
    "ask",
    "serve",
    "token",
    "neo4j",
    "convert",
    "annotation-config",
    "export",
}
DEADLINE = 120


def run(*arguments: str, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command, with what a user types; whatever it is told, it never answers with a traceback."""
    done = subprocess.run(
        [SCRIPT, *arguments],
        input=given,
        env={**os.environ, "LANG": "en_GB.UTF-8", "COLUMNS": "160", **environment},
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    assert "Traceback" not in done.stderr
    return done


def data(*arguments: str) -> Any:
    """Return what a command prints as JSON; it says nothing else."""
    done = run(*arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def staying(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a command that stays, until the block ends; give what it printed up to the last of its addresses."""
    process = subprocess.Popen(
        [SCRIPT, *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    printed = ""
    last = "Password" if arguments[0] == "demo" else "API docs"
    try:
        while not re.search(rf"^{last} .*\n", printed, re.MULTILINE):
            line = process.stdout.readline()
            assert line, process.stderr.read() if process.stderr else ""
            printed += line
        yield process, printed
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=DEADLINE)


def address(printed: str) -> str:
    """Return the address of the API in what a command printed."""
    found = re.search(r"API docs +(http://\S+)/docs", printed)
    assert found
    return found[1]


def helps() -> list[tuple[str, ...]]:
    """Return every command, as one asks for its help."""
    groups = [("neo4j", name) for name in ("start", "stop", "status")] + [("ask", name) for name in QUERIES]
    groups += [("token", name) for name in ("create", "list", "revoke")]
    return [(), *((name,) for name in sorted(COMMANDS)), *groups]


@pytest.mark.parametrize("command", helps(), ids=" ".join)
def test_help_has_an_example(command: tuple[str, ...]) -> None:
    """Every command explains itself with an example."""
    done = run(*command, "--help")
    assert done.returncode == 0
    if command != ("neo4j",):
        assert "Example: diplograph" in done.stdout


def test_commands() -> None:
    """The commands are these and no others."""
    shown = run("--help").stdout.partition("Commands")[2]
    assert set(re.findall(r"^│ (\S+)", shown, re.MULTILINE)) == COMMANDS


def test_version() -> None:
    """The command tells its version."""
    assert re.fullmatch(r"diplograph \d+\.\d+\.\d+\n", run("--version").stdout)


def test_status(connection: Connection) -> None:
    """The status of a running server is what one needs to use it, without the password."""
    status = data("neo4j", "status")
    assert set(status) == {"uri", "user", "password_file", "browser", "version", "pid"}
    assert (status["uri"], status["user"]) == (connection.uri, connection.user)
    assert Path(status["password_file"]).read_text(encoding="utf-8").strip() == connection.password
    assert connection.password not in run("neo4j", "status").stdout


def test_status_when_nothing_runs(connection: Connection, tmp_path: Path) -> None:
    """Where no server runs the status says so, and the exit status too."""
    done = run("neo4j", "status", "--format", "json", DIPLOGRAPH_HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "diplograph neo4j start" in done.stderr


@pytest.mark.parametrize("name", ["coverage", "paths", "post-holders", "statements"])
def test_ask_in_csv(graph: None, name: str) -> None:
    """The CSV has the rows and columns of the JSON."""
    query = QUERIES[name]
    options = [f"--{key.replace('_', '-')}={value}" for key, value in query.example.items()]
    body = data("ask", name, *options)
    rows = list(csv.DictReader(io.StringIO(run("ask", name, *options, "--format", "csv").stdout)))
    assert [list(row) for row in rows] == [[each["name"] for each in body["columns"]]] * len(body["rows"])
    for column in body["columns"]:
        if column["type"] == "string":
            assert [row[column["name"]] for row in rows] == [
                row[column["name"]] or "" for row in body["rows"]
            ]


@pytest.mark.parametrize(("lang", "heading"), [("en", "Who met whom"), ("fr", "Qui a rencontré qui")])
def test_ask_in_a_table(graph: None, lang: str, heading: str) -> None:
    """The table has headings in the language asked for, and each row its passage and article."""
    for chosen in ({"arguments": ["--lang", lang]}, {"LANG": f"{lang}_XX.UTF-8"}):
        arguments = chosen.pop("arguments", [])
        done = run("ask", "who-met-whom", "Shin Won-sik", *arguments, **{"LC_ALL": "", **chosen})  # type: ignore[arg-type]
        assert done.returncode == 0
        assert heading in done.stdout
        assert "« Shin Won-sik" in done.stdout
        assert "rok-nato-2024-02-fr [" in done.stdout


def test_ask_finds_nothing(graph: None) -> None:
    """A question without an answer says so on stderr, and in what it looked; the data on stdout stays empty."""
    looked = {
        "en": r"Holders of a post: none found, in \d+ articles of \d+ publishers, issued \d{4}\S* to \d{4}\S*\.\n",
        "fr": r"Titulaires d'un poste : rien trouvé, dans \d+ articles de \d+ éditeurs, parus de \d{4}\S* à \d{4}\S*\.\n",
    }
    for lang, said in looked.items():
        done = run("ask", "post-holders", "state/GH", "--lang", lang)
        assert (done.returncode, done.stdout) == (0, "")
        assert re.fullmatch(said, done.stderr), done.stderr


def test_ask_goes_on_where_it_ended(graph: None) -> None:
    """Where there are more rows than were asked for, the next ones are an offset away, and all of them are there once."""
    every = json.loads(run("ask", "coverage", "--by", "article", "--format", "json").stdout)["rows"]
    first = run("ask", "coverage", "--by", "article", "--limit", "4", "--format", "json")
    assert "--offset 4" in first.stderr
    rest = run("ask", "coverage", "--by", "article", "--offset", "4", "--format", "json")
    assert "--offset" not in rest.stderr
    assert json.loads(first.stdout)["rows"] + json.loads(rest.stdout)["rows"] == every
    assert len(every) > 4


def test_ask_with_options(graph: None) -> None:
    """Values fill the parameters that no option names."""
    expected = data("ask", "initiatives-between", "South Korea", "ASEAN")
    assert data("ask", "initiatives-between", "ASEAN", "--a", "South Korea") == expected
    assert data("ask", "initiatives-between", "--b", "ASEAN", "--a", "South Korea") == expected
    assert data("ask", "who-met-whom", "Shin", "--same-side")["parameters"]["same_side"] is True


WRONG = {
    "an unknown name": (("who-met-whom", "Shin Won-sek"), 1, "official/shin-won-sik  Shin Won-sik"),
    "an ambiguous name": (("evidence", "Séoul"), 1, "place/seoul  Séoul\n  state/KR  Corée du Sud"),
    "no value": (("who-met-whom",), 2, "official is missing."),
    "too many values": (("post-holders", "Séoul", "OTAN"), 2, "post-holders has no place for 'OTAN'."),
    "one thing twice": (("initiatives-between", "Séoul", "state/KR"), 2, "a and b are both state/KR."),
    "an unknown question": (("who-knows", "Séoul"), 2, "There is no question 'who-knows'."),
    "an unknown option": (("post-holders", "--of", "Séoul"), 2, "--of"),
}


@pytest.mark.parametrize("case", WRONG)
def test_ask_wrongly(graph: None, case: str) -> None:
    """What can't be asked is told on stderr with what to do, and the exit status says so."""
    arguments, status, said = WRONG[case]
    done = run("ask", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr


def test_export(graph: None, tmp_path: Path) -> None:
    """An export goes to stdout or to a file, and a failed one leaves no file."""
    target = tmp_path / "graph.ttl"
    assert run("export", "--format", "turtle", "--output", str(target)).returncode == 0
    assert target.read_text(encoding="utf-8").startswith("@prefix")
    assert run("export").stdout.startswith("@prefix")
    other = run("export", "--format", "clay", "--output", str(tmp_path / "graph.clay"))
    assert other.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    nowhere = run("export", "--output", str(tmp_path / "none" / "graph.ttl"))
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
    assert "can't be written: No such file or directory." in nowhere.stderr


def test_load_and_load_again(empty_graph: None) -> None:
    """A load tells what it did; the same load again does nothing."""
    first, second = data("load", str(SAMPLE)), data("load", str(SAMPLE))
    articles = {path.stem for path in SAMPLE.glob("*.ann")}
    assert set(first["outcome"]["added"]) == set(second["outcome"]["unchanged"]) == articles
    assert first["outcome"]["claims_added"] > 0
    assert {
        name: second["outcome"][name] for name in ("claims_added", "claims_removed", "facts_written")
    } == {
        "claims_added": 0,
        "claims_removed": 0,
        "facts_written": 0,
    }


def test_load_in_a_table(empty_graph: None) -> None:
    """The summary of a load is a table whose parts add up."""
    done = run("load", str(SAMPLE))
    assert done.returncode == 0, done.stderr
    rows = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    names = [
        "documents",
        "spans",
        "arcs",
        "attributes",
        "links",
        "problems",
        "articles",
        "claims",
        "facts",
        "entities",
    ]
    assert [row[0] for row in rows] == names
    for line in done.stdout.splitlines()[1:5]:
        total, *parts = map(int, re.findall(r"\d+", line))
        assert total == sum(parts)


def test_load_refuses_a_part(empty_graph: None, tmp_path: Path) -> None:
    """A part that is refused is named with file and line, the rest is loaded, and the exit status is 1."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "exemple.ann"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, "T99\tTank 3 15\t12 mars 2031"]) + "\n", encoding="utf-8")
    done = run("load", str(tmp_path))
    assert done.returncode == 1
    assert f"{file}:{len(lines) + 1} T99: the label Tank isn't in the scheme" in done.stderr
    assert "1 added" in done.stdout


def test_load_of_nothing(connection: Connection, tmp_path: Path) -> None:
    """A folder that isn't there, or has nothing to read in it, is told, and the exit status is 2."""
    for path, said in ((tmp_path / "none", "does not exist"), (tmp_path, "Nothing to read")):
        done = run("load", str(path))
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def test_warnings_are_capped(tmp_path: Path) -> None:
    """Warnings beyond the first twenty are counted, and listed when they are asked for."""
    spans = "".join(f"T{n}\tMeeting 0 7\tmeeting\n" for n in range(1, 31))
    (tmp_path / "a.txt").write_text("meeting.", encoding="utf-8")
    (tmp_path / "a.ann").write_text(spans, encoding="utf-8")
    capped, full = run("validate", str(tmp_path)), run("validate", str(tmp_path), "--all-problems")
    listed = full.stderr.count("warning: ")
    assert listed >= 30
    assert capped.stderr.count("warning: ") == 20
    assert f"… and {listed - 20} more warnings; --all-problems lists them." in capped.stderr


def test_validate_needs_no_neo4j(tmp_path: Path) -> None:
    """A check needs no Neo4j and starts none."""
    done = run("validate", str(SAMPLE), "--format", "json", DIPLOGRAPH_HOME=str(tmp_path))
    assert done.returncode == 0
    assert json.loads(done.stdout)["read"]["documents"]["mapped"] == len(list(SAMPLE.glob("*.ann")))
    assert list(tmp_path.iterdir()) == []


def test_remove(empty_graph: None) -> None:
    """A removal takes an article out; one that isn't there is told, with exit status 1."""
    data("load", str(EXAMPLE))
    outcome = data("remove", "exemple")
    assert outcome["removed"] == ["exemple"]
    assert outcome["claims_removed"] > 0
    again = run("remove", "exemple")
    assert (again.returncode, again.stdout) == (1, "")
    assert "No article exemple is in the graph." in again.stderr


def test_no_neo4j(tmp_path: Path) -> None:
    """Without a running Neo4j a question says how to start one."""
    done = run("ask", "who-met-whom", "Shin", DIPLOGRAPH_HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "diplograph neo4j start" in done.stderr


def test_a_neo4j_that_is_not_there() -> None:
    """A Neo4j that can't be reached is told in a sentence, without the password."""
    own = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "secret-word"}
    for command in (("ask", "who-met-whom", "Shin"), ("load", str(EXAMPLE)), ("serve", "--port", "0")):
        done = run(*command, **own)
        assert (done.returncode, done.stdout) == (2, "")
        assert "can't be reached" in done.stderr
        assert "secret-word" not in done.stderr


def test_controls_of_a_text_stay_out_of_the_terminal(tmp_path: Path) -> None:
    """What an annotation file says can't draw on the terminal."""
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tSt\x1b[31mate 0 1\tx\n", encoding="utf-8")
    done = run("validate", str(tmp_path))
    assert "\x1b" not in done.stderr + done.stdout
    assert "�" in done.stderr


def test_serve_on_a_taken_port(connection: Connection) -> None:
    """A taken port is told, with a way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Port {port} of 127.0.0.1 can't be had" in done.stderr
    assert "--port" in done.stderr


def test_an_answer_leaves_at_once() -> None:
    """Connections don't hold an answer's body back until its head is acknowledged."""
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        connection, _ = listening.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_serve_ends_cleanly(connection: Connection) -> None:
    """Ctrl-C ends the API without a complaint, and leaves Neo4j running."""
    with staying("serve", "--port", "0", "--allow-host", "127.0.0.2") as (process, printed):
        url = f"{address(printed)}/healthz"
        assert httpx.get(url, headers={"Host": "127.0.0.2"}).status_code == 200
        assert httpx.get(url, headers={"Host": "other.example"}).status_code == 400
    assert process.returncode == 0
    assert run("neo4j", "status").returncode == 0


def test_benchmarks_ask_the_api(connection: Connection) -> None:
    """What a benchmark takes for the address of the API it serves is that."""
    with own_api() as base:
        assert httpx.get(f"{base}/healthz").status_code == 200


def test_demo_beside_a_running_neo4j(empty_graph: None) -> None:
    """The demo uses a Neo4j that runs already, takes another port where its own is taken, and leaves Neo4j running."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with staying("demo", "--port", str(port), "--corpus", str(SAMPLE)) as (process, printed):
            assert f":{port}/" not in printed
            found = httpx.get(f"{address(printed)}/v1/queries/who-met-whom?official=Shin Won-sik").json()
            assert [row["met_id"] for row in found["rows"]] == ["official/christopher-cavoli"]
    assert process.returncode == 0
    assert run("neo4j", "status").returncode == 0


def test_demo_ends_what_it_started(connection: Connection, tmp_path: Path) -> None:
    """Ctrl-C ends the Neo4j that the demo started."""
    home = str(tmp_path)
    with staying("demo", "--port", "0", "--corpus", str(EXAMPLE), DIPLOGRAPH_HOME=home) as (process, printed):
        shown = dict(re.split(r"  +", line, maxsplit=1) for line in printed.splitlines())
        status = json.loads(run("neo4j", "status", "--format", "json", DIPLOGRAPH_HOME=home).stdout)
        assert shown == {
            "Explorer": f"{address(printed)}/",
            "API docs": f"{address(printed)}/docs",
            "Neo4j Browser": status["browser"],
            "Bolt": status["uri"],
            "User": status["user"],
            "Password": f"in {status['password_file']}",
        }
        assert httpx.get(f"{address(printed)}/readyz").status_code == 200
    assert process.returncode == 0
    assert run("neo4j", "status", DIPLOGRAPH_HOME=home).returncode == 1


def test_demo_where_it_can_not_be_had(tmp_path: Path) -> None:
    """The demo refuses to mix with a graph of one's own, and says so when its corpus isn't there."""
    own = run("demo", "--corpus", str(SAMPLE), NEO4J_URI="bolt://127.0.0.1:1")
    missing = run("demo", "--corpus", str(tmp_path / "none"))
    for done, said in ((own, "NEO4J_URI is set"), (missing, "--corpus PATH")):
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def test_annotation_config(tmp_path: Path) -> None:
    """The configuration of a tool is written where it is wanted, and its files are listed."""
    done = run("annotation-config", "brat", "--to", str(tmp_path))
    assert set(done.stdout.split()) == {str(path) for path in tmp_path.iterdir()}
    assert (tmp_path / "annotation.conf").is_file()
    assert run("annotation-config", "pen", "--to", str(tmp_path)).returncode == 2
