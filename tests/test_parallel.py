"""Workers: however many there are and wherever, what is read is the same, and nothing of theirs stays behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil
import pytest
from annotated import disagreeing
from conftest import EXAMPLE, SAMPLE
from distributed import LocalCluster
from neo4j import Driver

from diplograph.graph_loader import extract
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary, load, read_all
from diplograph.graph_loader.parallel import AHEAD, Pool, Workers, WorkersError, pool
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.report import as_json
from diplograph.neo4j_server.connection import Connection

LOCAL: dict[str, Any] = {
    "host": "127.0.0.1",
    "dashboard_address": None,
    "scheduler_kwargs": {"dashboard_address": "127.0.0.1:0"},
}


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Give the address of a cluster's scheduler."""
    with LocalCluster(n_workers=2, threads_per_worker=1, **LOCAL) as cluster:
        yield cluster.scheduler_address


@pytest.fixture(params=["two", "three", "a scheduler's"])
def workers(request: pytest.FixtureRequest) -> Workers:
    """Give several workers, of ours or of a cluster."""
    if request.param == "a scheduler's":
        return Workers(scheduler=request.getfixturevalue("scheduler"))
    return Workers({"two": 2, "three": 3}[request.param])


@pytest.fixture
def corpus(tmp_path: Path) -> list[Path]:
    """Write what fits and what doesn't: an id that stands twice, a file that can't be read, a part that is refused."""
    twice = tmp_path / "twice"
    twice.mkdir()
    for name in ("asean-japan-2023-11-fr.ann", "asean-japan-2023-11-fr.txt"):
        (twice / name).write_bytes((SAMPLE / name).read_bytes())
    (tmp_path / "broken.json").write_text('[{"id": 1, "data"', encoding="utf-8")
    (tmp_path / "unknown.ann").write_text("T1\tNonsense 0 2\tUn\n", encoding="utf-8")
    return [SAMPLE, EXAMPLE, disagreeing(tmp_path), tmp_path]


def read(corpus: list[Path], crew: Pool, strict: bool = False) -> tuple[list[Record], dict[str, Any]]:
    summary = Summary()
    records = list(read_all(corpus, Reading(strict=strict), summary, crew))
    told = as_json(summary) | {"files": list(summary.files.items())}
    return records, told


@pytest.mark.parametrize("strict", [False, True])
def test_the_workers_change_nothing(
    corpus: list[Path], workers: Workers, strict: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One worker and several yield the same records in the same order, with the same problems and counts."""
    monkeypatch.setattr(extract, "FILES", 3)  # of a chunk, so that each of them has some
    alone = read(corpus, Pool(), strict)
    assert len(alone[0]) > 3
    assert {problem["severity"] for problem in alone[1]["problems"]} == {"refused", "warning"}
    with pool(workers) as crew:
        assert read(corpus, crew, strict) == alone


def test_a_load_is_the_same(
    corpus: list[Path],
    loaded: Callable[..., Summary],
    snapshot: Callable[[], dict[str, list[object]]],
    driver: Driver,
    connection: Connection,
) -> None:
    """What several workers read is in the graph as what one reads."""
    alone = loaded(*corpus)
    graph = snapshot()
    assert len(graph["nodes"]) > 100
    together = load(driver, connection.database, corpus, workers=Workers(2))
    assert asdict(together.tally) == asdict(alone.tally)
    assert together.problems == alone.problems
    assert sorted(together.outcome.unchanged) == sorted(alone.outcome.added)
    assert snapshot() == graph


def test_large_files_are_read_article_by_article(corpus: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file too large for a worker's answer is read here, in its place among the others."""
    alone = read(corpus, Pool())
    sizes = sorted(path.stat().st_size for path in SAMPLE.glob("*.ann"))
    monkeypatch.setattr(extract, "LARGE", sizes[len(sizes) // 2])
    with pool(Workers(2)) as crew:
        assert read(corpus, crew) == alone


def test_no_more_is_under_way_than_workers_need() -> None:
    """Chunks are taken as results are: a corpus that doesn't fit the memory is never in it."""
    taken: list[int] = []

    def chunks() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield -number

    with pool(Workers(2)) as crew:
        results = crew.map(abs, chunks())
        for done in range(100):
            assert next(results) == done
            assert len(taken) <= done + 2 * AHEAD


def test_nothing_stays_behind(tmp_path: Path) -> None:
    """Processes and files of the workers are gone once the work is done, or broken off."""
    before = set(psutil.Process().children(recursive=True))
    with pytest.raises(InputError), pool(Workers(2), tmp_path) as crew:  # noqa: PT012 - it ends at the last
        assert sorted(crew.map(abs, [1, 2])) == [1, 2]
        assert list(tmp_path.iterdir())
        started = set(psutil.Process().children(recursive=True)) - before
        heard = [each for process in started for each in process.net_connections("tcp")]
        assert {each.laddr.ip for each in heard if each.status == psutil.CONN_LISTEN} == {"127.0.0.1"}
        raise InputError("broken off")
    assert list(tmp_path.iterdir()) == []
    left = set(psutil.Process().children(recursive=True)) - before
    assert not [each for each in left if "spawn_main" in " ".join(each.cmdline())]


def test_nobody_is_called_for_no_work() -> None:
    """Processes start with the first piece of work, so that what is remembered waits for none."""
    before = set(psutil.Process().children(recursive=True))
    with pool(Workers(2)) as crew:
        assert list(crew.map(abs, [])) == []
        assert set(psutil.Process().children(recursive=True)) == before


def test_what_a_worker_raises_is_raised() -> None:
    """A worker's failure is the caller's, as it was, with its hint."""
    with pool(Workers(2)) as crew, pytest.raises(InputError) as raised:
        list(crew.map(failing, ["x"]))
    assert (raised.value.message, raised.value.hint) == ("x isn't there.", "Name another.")


def failing(name: str) -> None:
    raise InputError(f"{name} isn't there.", "Name another.")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x", "x"])
def test_a_scheduler_that_is_not_there(address: str) -> None:
    """Where no scheduler answers, the message says which, and what an address looks like."""
    with pytest.raises(WorkersError, match=address) as raised, pool(Workers(scheduler=address)):
        pass
    assert "tcp://" in str(raised.value.hint)


def test_a_scheduler_without_workers() -> None:
    """A cluster of nobody is said to be one, instead of waiting for ever."""
    with (
        LocalCluster(n_workers=0, **LOCAL) as cluster,
        pytest.raises(WorkersError, match="no workers"),
        pool(Workers(scheduler=cluster.scheduler_address)),
    ):
        pass


def test_one_worker_pays_for_none() -> None:
    """Whoever has one worker doesn't wait for Dask to be imported."""
    code = "import sys; from diplograph import cli; cli.app(); sys.exit('distributed' in sys.modules or 'dask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
