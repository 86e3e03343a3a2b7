"""A bulk load: the graph is the one that a load makes, to the last property; what was broken off is never served."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from annotated import disagreeing, write
from conftest import EXAMPLE, SAMPLE, wipe
from graph_content import differences, lines
from neo4j import Driver
from two_publishers import write as write_digests

from diplograph.bulk_load.bulk import SCHEMA_FILE, finishing, write_files
from diplograph.graph_loader.decisions import read_decisions
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import apply_decisions, load
from diplograph.graph_loader.parallel import Pool, Workers, pool
from diplograph.neo4j_server import server
from diplograph.neo4j_server.admin import AdminError
from diplograph.neo4j_server.connection import Connection
from diplograph.neo4j_server.connection import connection as find_connection
from diplograph.neo4j_server.home import ServerFolder
from diplograph.neo4j_server.progress import Silence

SCRIPT = Path(sys.executable).with_name("diplograph")
DECISIONS = """
same official/ole-berg official/jens-lund
name official/astrid-holmen fr 'Mme « Holmen »'
"""
NASTY = 'Ole Berg, dit \\"Bo\\",\r\n\test ""ministre\n de la Défense" \\ du Chili; l’a dit à 😀 \u2028.'


def invented(folder: Path) -> Path:
    """Write articles that disagree, deny, tell of two tenures, and have all that a CSV file could stumble over."""
    disagreeing(folder)
    about = {"language": "fr", "issued": "2031-03-20"}
    lines_ = ("T1 Official Astrid Holmen", "T2 Meeting réunion", "T3 State Chili")
    event = ("E1 Meeting:T2 participant:T1 attributedTo:T3", "A1 Modality E1 denied")
    link = "N1 Reference E1 Wikidata:Q990001\tEntretiens"
    write(folder, "denial", "Astrid Holmen nie la réunion, dit le Chili.", *lines_, *event, link, **about)
    text = "Ole Berg, ministre de la Défense du Chili."
    holds = ("T1 Official Ole Berg", "T2 Post ministre de la Défense", "T3 State Chili")
    arcs = ("R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3")
    for name, start, end in (("first", "2001", "2003"), ("second", "2010", "2012")):
        write(folder, name, text, *holds, *arcs, f"A1 Start R1 {start}", f"A2 End R1 {end}", **about)
    lund = tuple(line.replace("Ole Berg", "Jens Lund") for line in holds)
    write(folder, "lund", text.replace("Ole Berg", "Jens Lund"), *lund, *arcs, "A1 Tenure R1 former", **about)
    nasty = tuple(line.replace("de la Défense", "").strip() for line in holds)
    write(folder, "nasty", NASTY, *nasty, *arcs, **about, title='a "title", with; all')
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give the sample, the example, invented articles, and digests of two publishers."""
    folder = tmp_path_factory.mktemp("corpus")
    write_digests(7, 300, folder / "digests")
    return [SAMPLE, EXAMPLE, invented(folder / "invented"), folder / "digests"]


@pytest.fixture(scope="module")
def decisions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("decisions") / "decisions"
    path.write_text(DECISIONS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a second local Neo4j."""
    return tmp_path_factory.mktemp("second")


def run(home: Path, *words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {**os.environ, "DIPLOGRAPH_HOME": str(home), **environment}
    return subprocess.run(
        [SCRIPT, *map(str, words)], env=kept, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.fixture(scope="module")
def bulk(home: Path, corpus: list[Path], decisions: Path) -> Iterator[tuple[Driver, dict[str, object]]]:
    """Load the corpus in bulk into the second Neo4j; give a driver for it, and what the command told."""
    stale = home / "neo4j" / "incoming" / "work"  # of one that was killed
    stale.mkdir(parents=True)
    (stale / "records.0").write_text("half", encoding="utf-8")
    done = run(home, "bulk-load", *corpus, "--decisions", decisions, "--workers", 2, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert not stale.parent.exists()
    before = os.environ["DIPLOGRAPH_HOME"]
    os.environ["DIPLOGRAPH_HOME"] = str(home)
    try:
        found = find_connection()
        os.environ["DIPLOGRAPH_HOME"] = before
        with found.driver() as driver:
            yield driver, json.loads(done.stdout)
    finally:
        run(home, "neo4j", "stop")


@pytest.fixture(scope="module")
def online(
    driver: Driver, connection: Connection, corpus: list[Path], decisions: Path
) -> tuple[Driver, dict[str, object]]:
    """Load the corpus as ever."""
    wipe(driver, connection)
    apply_decisions(driver, connection.database, read_decisions(decisions))
    summary = load(driver, connection.database, corpus)
    return driver, {"added": sorted(summary.outcome.added), "problems": len(summary.problems)}


def test_the_graph_is_what_a_load_makes(
    bulk: tuple[Driver, dict[str, object]], online: tuple[Driver, dict[str, object]], connection: Connection
) -> None:
    """Every node and edge with every property is the same, of every kind that there is; so is what the command tells."""
    told = list(lines(bulk[0], connection.database))
    assert differences(partial(lines, online[0], connection.database), lambda: told) == []
    every = "\n".join(told)
    signs = ('"rule"', "CONTRADICTS", "CLAIM_SUBJECT", "CLAIM_OBJECT", "ATTRIBUTED_TO", '"ABOUT", "claim')
    signs += ('"reference"', '"aliases": []', '"planned"', '"alleged"', '"denied"', "IdentityKey", '"places"')
    signs += ("Mme « Holmen »", "same official/jens-lund official/ole-berg", '"tenure"', "\\r\\n\\test")
    assert [sign for sign in signs if sign not in every] == []
    tenures = Counter(tuple(line.split(", ")[:3]) for line in told if ', "HELD_POST", ' in line)
    assert max(tenures.values()) == 3  # two periods, and one that is over
    outcome = bulk[1]["outcome"]
    assert isinstance(outcome, dict)
    assert sorted(outcome["added"]) == online[1]["added"]
    assert len(bulk[1]["problems"]) == online[1]["problems"]  # type: ignore[arg-type]
    edges = [line.split(", ")[1] for line in told if line.startswith('["') and not line.startswith('[["')]
    log = ("MENTIONS", "EVIDENCED_BY", "CLAIM_SUBJECT", "CLAIM_OBJECT", "ATTRIBUTED_TO", "CONTRADICTS")
    facts = [edge for edge in edges if edge.strip('"') not in log]
    assert outcome["facts_written"] == len(facts)
    assert outcome["claims_added"] == sum(line.startswith('[["Claim"]') for line in told)
    assert outcome["entities_added"] == sum('"Entity"' in line.partition("{")[0] for line in told)


def test_no_report_of_changes_is_left(bulk: tuple[Driver, dict[str, object]], connection: Connection) -> None:
    """All is new after a bulk load: there is no report, and the command names none."""
    found = bulk[0].execute_query("MATCH (c:Change) RETURN count(c) AS n", database_=connection.database)
    assert found.records[0]["n"] == 0
    assert bulk[1]["load"] is None


def test_a_graph_that_is_not_empty_is_left_alone(
    bulk: tuple[Driver, dict[str, object]], home: Path, connection: Connection
) -> None:
    """A second bulk load is refused before anything is read, and says what to do."""
    before = sorted(lines(bulk[0], connection.database))
    done = run(home, "bulk-load", SAMPLE)
    assert done.returncode == 2
    assert "isn't empty" in done.stderr
    assert "diplograph load" in done.stderr
    assert sorted(lines(bulk[0], connection.database)) == before


def test_loads_go_on_from_there(
    bulk: tuple[Driver, dict[str, object]],
    online: tuple[Driver, dict[str, object]],
    connection: Connection,
    tmp_path: Path,
) -> None:
    """What is loaded on top makes the same graph, whichever way the first articles came; changed articles too."""
    write_digests(7, 340, tmp_path / "digests")
    about = {"language": "fr", "issued": "2031-03-21"}
    text = "Le jour dit, Astrid Holmen et Pablo Riquelme se sont entretenus."
    spans = ("T1 Official Astrid Holmen", "T2 Official Pablo Riquelme", "T3 Meeting entretenus")
    write(tmp_path / "new", "holmen-1", text, *spans, "E1 Meeting:T3 participant:T1 participant2:T2", **about)
    for driver in (bulk[0], online[0]):
        summary = load(driver, connection.database, [tmp_path])
        assert len(summary.outcome.added) == 40
        assert summary.outcome.changed == ["holmen-1"]
    two = (partial(lines, driver, connection.database) for driver in (online[0], bulk[0]))
    assert differences(*two) == []


# --- The files --------------------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, list[str]]:
    """Return the lines of each table's files, in order, whatever file each is in."""
    found: dict[str, list[str]] = {}
    for path in folder.glob("*.csv.gz"):
        found.setdefault(path.name.partition(".")[0], []).extend(
            gzip.decompress(path.read_bytes()).decode().splitlines()
        )
    return {name: sorted(each) for name, each in found.items()}


def test_the_files_are_the_same_whoever_works(corpus: list[Path], tmp_path: Path) -> None:
    """One worker and three write the same rows; what they left for one another is gone."""
    write_files(corpus, Reading(), tmp_path / "one", Pool(), Silence())
    with pool(Workers(3)) as crew:
        write_files(corpus, Reading(), tmp_path / "three", crew, Silence())
    assert contents(tmp_path / "one") == contents(tmp_path / "three")
    assert {path.suffix for path in (tmp_path / "three").iterdir()} == {".csv", ".gz", ".cypher"}


def test_files_for_a_server_of_ones_own(home: Path, tmp_path: Path) -> None:
    """For a Neo4j that isn't ours there are files, the command that imports them and what to run afterwards."""
    own = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "x"}
    done = run(home, "bulk-load", SAMPLE, "--workers", 1, **own)
    assert done.returncode == 2
    assert "--files" in done.stderr
    done = run(home, "bulk-load", SAMPLE, "--workers", 1, "--files", tmp_path / "files", **own)
    assert done.returncode == 0, done.stderr
    assert "neo4j-admin database import full neo4j '--nodes=Article=./articles.header.csv," in done.stderr
    statements = (tmp_path / "files" / SCHEMA_FILE).read_text(encoding="utf-8")
    assert statements.count(";\n") == len(finishing())


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """Files are written where nothing else is."""
    (tmp_path / "mine").write_text("kept", encoding="utf-8")
    with pytest.raises(InputError, match="isn't empty"):
        write_files([SAMPLE], Reading(), tmp_path, Pool(), Silence())
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_list_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """The one character that stands between the members of a list isn't in a member; who has it loads that article online."""
    text = "Le Forum\u00a0Nord s’est réuni."
    write(tmp_path / "a", "a", text, "T1 Organization Forum\u00a0Nord", cites="x\x1fy")
    with pytest.raises(InputError, match=r"U\+001F"):
        write_files([tmp_path / "a"], Reading(), tmp_path / "files", Pool(), Silence())
    assert not (tmp_path / "files" / "work").exists()


# --- What was broken off ----------------------------------------------------------------------------------------------


def test_a_broken_import_leaves_an_empty_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that can't be imported, and an import that was killed, leave nothing that is served: the graph is empty."""
    monkeypatch.setenv("DIPLOGRAPH_HOME", str(tmp_path))
    try:
        server.start()
        (tmp_path / "n.csv").write_text("id:ID(Entity)\nx\nx\n", encoding="utf-8")
        with pytest.raises(AdminError):
            server.import_files(tmp_path, ["--nodes=Entity=./n.csv", "--relationships=X=./none.csv"])
        folder = ServerFolder.current()
        assert not folder.importing.exists()
        server.import_files(tmp_path, [f"--nodes=Entity={tmp_path / 'n.csv'}", "--skip-duplicate-nodes=true"])
        folder.importing.touch()  # as if it had been killed before its end
        server.start()
        with find_connection().driver() as driver:
            assert driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"] == 0
    finally:
        server.stop()
