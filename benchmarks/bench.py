"""All that is promised of speed and size, measured in one run: ratios, each with its target and whether it holds.

Run: make bench; or .venv/bin/python benchmarks/bench.py [--sizes 1000 10000 100000] [--to docs] …

Each measurement is a function of a module of its own, on servers that are started in temporary folders and stopped:
this runs them and reports. The report, performance.md with pictures and the numbers as JSON, goes into a folder.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

import bulk_rate
import growth
import large_corpus
import load_rate
import pass_through
import questions
from graph_content import differences, lines
from large_compare import differing
from own_server import own_api, own_server
from report import Figure, Picture, machine, write
from rich.console import Console
from rich.table import Table

from diplograph.graph_loader.load import load, remove

FULL = 100_000  # articles, of which the targets of size are
BASE = 1_000  # articles, beside which they stand
LARGER = (1_000_000, 10_000_000, 100_000_000)  # articles
LINES = "loaded.lines"  # a load's graph, as lines that can be compared, beside its corpus
GB = 1_000_000_000
NIGHT = 8  # hours
GROWING = ("who-met-whom", "initiatives-between", "paths")  # whose time at several sizes is a target

Times = Mapping[str, Mapping[str, Sequence[float]]]  # seconds by question and way


@dataclass
class Found:
    """What was measured."""

    rates: list[load_rate.Rates] = field(default_factory=list)
    samples: list[growth.Sample] = field(default_factory=list)
    bulk: list[bulk_rate.Bulk] = field(default_factory=list)
    asked: dict[int, Times] = field(default_factory=dict)  # by articles
    growing: dict[int, Times] = field(default_factory=dict)  # of as many rows as the smallest graph gives
    same: dict[int, int] = field(
        default_factory=dict
    )  # by articles: what only one of a load's and a bulk load's graph has


def main() -> None:
    """Measure, print and write the report."""
    said = _said()
    sizes, console, found = sorted(said.sizes), Console(width=150), Found()
    of = machine()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpora")
        for size in sorted({*sizes, *said.rates, *said.bulk}):
            with _told(console, f"writing {size:,} articles"):
                large_corpus.write(large_corpus.SEED, size, corpus / str(size))
        for size in said.rates:
            with _told(console, f"{size:,} articles: load, again, raw, rdflib-neo4j"):
                found.rates.append(load_rate.measure(corpus / str(size), size, said.workers))
                _keep(said.to, of, found)
        with _told(console, f"one load of {sizes[-1]:,} articles, questions on the way"):
            _grow(corpus / str(sizes[-1]), sizes, said, found, partial(_keep, said.to, of, found))
        for size in said.bulk:
            with _told(console, f"{size:,} articles: bulk load"):
                _bulk(corpus / str(size), size, found, partial(_keep, said.to, of, found))
    figures = list(_figures(found, sizes))
    _print(console, figures)
    page = write(said.to, of, _command(said), figures, _tables(found), list(_pictures(found, sizes)))
    _keep(said.to, of, found, figures)
    console.print(f"{page} and what is beside it tell it with pictures.")


def _keep(folder: Path, of: Mapping[str, str], found: Found, figures: Sequence[Figure] = ()) -> None:
    """Write the numbers so far: hours of measuring aren't lost with what comes behind them."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {"machine": of, "figures": [asdict(each) for each in figures], "found": asdict(found)}
    (folder / "performance.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def _said() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--full", action="store_true", help=f"all sizes of the targets, up to {FULL:,}: hours"
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", help="articles of the growing graph, at which questions are asked"
    )
    parser.add_argument(
        "--rates", type=int, nargs="+", help="articles of a load beside the raw write and rdflib-neo4j"
    )
    parser.add_argument("--bulk", type=int, nargs="+", help="articles of bulk loads")
    parser.add_argument("--runs", type=int, help="of each question")
    parser.add_argument("--workers", type=int, default=1, help="that read articles for a load")
    parser.add_argument("--to", type=Path, default=Path("build", "bench"), help="the report's folder")
    said = parser.parse_args()
    said.sizes = said.sizes or ([BASE, 10_000, FULL] if said.full else [BASE, 4_000])
    said.rates = said.rates or ([BASE, 20_000] if said.full else [BASE])
    said.bulk = said.bulk or ([20_000, FULL] if said.full else [max(said.sizes)])
    said.runs = said.runs or (50 if said.full else 10)
    return said


def _command(said: argparse.Namespace) -> str:
    lists = (f"--{name} {' '.join(map(str, getattr(said, name)))}" for name in ("sizes", "rates", "bulk"))
    return f"benchmarks/bench.py {' '.join(lists)} --runs {said.runs} --workers {said.workers}"


@contextmanager
def _told(console: Console, what: str) -> Iterator[None]:
    """Say what is measured, and how long it took."""
    console.print(f"{what} …")
    start = time.perf_counter()
    yield
    console.print(f"  {time.perf_counter() - start:.0f} s")


def _grow(
    corpus: Path, sizes: Sequence[int], said: argparse.Namespace, found: Found, keep: Callable[[], None]
) -> None:
    """Load a corpus, and ask questions at each size: some of them, at the last size all; the numbers are kept as they come."""
    with own_server() as (driver, database, _), own_api() as api, pass_through.served() as bare:
        load(driver, database, [questions.SAMPLE])  # of which the examples of questions are

        def ask(size: int) -> None:
            if size in (sizes[0], sizes[-1]):
                found.asked[size] = questions.measure(driver, api, bare, said.runs)
            first = found.asked[sizes[0]]
            rows = {name: int(first[name]["rows"][0]) for name in GROWING}
            found.growing[size] = questions.measure(driver, api, bare, said.runs, rows)
            keep()

        found.samples = growth.measure(corpus, sizes, ask, said.workers)
        keep()
        remove(driver, database, sorted(path.stem for path in questions.SAMPLE.rglob("*.ann")))
        with (corpus / LINES).open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines(driver, database))


def _bulk(corpus: Path, size: int, found: Found, keep: Callable[[], None]) -> None:
    """Bulk-load a corpus, and compare the graph with what the corpus says, and with that of a load where there was one."""

    def loaded() -> Iterator[str]:
        with (corpus / LINES).open(encoding="utf-8") as file:
            yield from (line.removesuffix("\n") for line in file)

    with bulk_rate.measured(corpus, size) as (bulk, driver, database):
        found.bulk.append(bulk)
        keep()
        if (corpus / LINES).exists():
            differ = differences(loaded, partial(lines, driver, database))
            found.same[size] = len(differ)
            for line in differ:
                print(line, file=sys.stderr)
        bulk.differences = differing(driver, database, corpus)
        keep()


# --- Ratios -----------------------------------------------------------------------------------------------------------


def _figures(found: Found, sizes: Sequence[int]) -> Iterator[Figure]:
    for each in found.rates:
        at = f"{each.articles:,} articles"
        yield Figure(f"rate of a load : raw UNWIND CREATE of its rows, {at}", each.raw / each.load, 0.5)
        yield Figure(f"rate of a load : rdflib-neo4j, {at}", each.rdflib_neo4j / each.load, 3)
        yield Figure(f"unchanged articles : new ones, {at}", each.load / each.again, 50)
        yield Figure(
            f"differences of a load's graph from what the corpus says, {at}", each.differences, 0, False
        )
    last = sizes[-1]
    before = max((size for size in sizes if size <= last / 10), default=sizes[0])
    memory = growth.memory(found.samples, last) / growth.memory(found.samples, before)
    yield _of_size(f"memory of a load until {last:,} : until {before:,} articles", memory, 1.1, last)
    cost = growth.cost(found.samples, last) / growth.cost(found.samples, sizes[0])
    yield _of_size(f"cost of an article at {last:,} : at {sizes[0]:,} articles", cost, 1.3, last)
    for bulk in found.bulk:
        online = next((each.seconds for each in found.samples if each.articles >= bulk.articles), None)
        if online:
            what = f"rate of a bulk load : of a load, {bulk.articles:,} articles"
            yield _of_size(what, online / bulk.seconds, 5, bulk.articles, least=True)
        at = f"{bulk.articles:,} articles"
        assert bulk.differences is not None
        yield Figure(f"differences of a bulk load's graph from what the corpus says, {at}", bulk.differences, 0, False)  # fmt: skip
        if bulk.articles in found.same:
            yield Figure(f"differences of a bulk load's graph from a load's, {at}", found.same[bulk.articles], 0, False)  # fmt: skip
    yield from _of_questions(found, sizes)


def _of_questions(found: Found, sizes: Sequence[int]) -> Iterator[Figure]:
    last = sizes[-1]
    for word, of in (("median", statistics.median), ("p95", questions.p95)):
        by = {
            name: of(times["API"]) / of(times["Query API, all"]) for name, times in found.asked[last].items()
        }
        worst = max(by, key=lambda name: by[name])
        yield Figure(f"time by the API : by the Query API, same payload, {word}; worst of {len(by)} ({worst})", by[worst], 1, False)  # fmt: skip
    ours = {name: _ratio(times, "API", "driver, all") for name, times in found.asked[last].items()}
    bare = {name: _ratio(times, "bare route", "driver") for name, times in found.asked[last].items()}
    near = statistics.median(ours.values())
    yield Figure("time by the API : by the driver, same payload, median; beside it a bare route", near, statistics.median(bare.values()), False)  # fmt: skip
    for name in GROWING:
        times = [statistics.median(found.growing[size][name]["API"]) for size in (sizes[0], last)]
        what = f"{name} at {last:,} : at {sizes[0]:,} articles, as many rows"
        grown = times[1] / times[0]
        yield Figure(what, grown) if name == "paths" else _of_size(what, grown, 2, last)


def _ratio(times: Mapping[str, Sequence[float]], way: str, other: str) -> float:
    return statistics.median(times[way]) / statistics.median(times[other])


def _of_size(what: str, value: float, bound: float, size: int, least: bool = False) -> Figure:
    """Return a figure whose target is one of the full size; at a smaller one it has none."""
    if size < FULL:
        return Figure(what, value, least=least, why_none=f"at {FULL:,} articles: at {'least' if least else 'most'} {bound:g}")  # fmt: skip
    return Figure(what, value, bound, least)


# --- Telling ----------------------------------------------------------------------------------------------------------


def _print(console: Console, figures: Sequence[Figure]) -> None:
    table = Table("ratio", "measured", "target", "")
    for each in figures:
        table.add_row(each.what, f"{each.value:.2f}", each.target, each.verdict)
    console.print(table)


def _tables(found: Found) -> dict[str, list[tuple[str, ...]]]:
    rates: list[tuple[str, ...]] = [("articles", "way", "seconds", "articles/s", "nodes and edges/s", "triples/s")]  # fmt: skip
    for each in found.rates:
        for way in load_rate.WAYS:
            seconds, called = getattr(each, way), way.replace("_neo4j", "-neo4j").replace("_", ": ")
            amounts = (f"{n / seconds:,.0f}" for n in (each.articles, each.elements, each.triples))
            rates.append((f"{each.articles:,}", called, f"{seconds:.1f}", *amounts))
    for bulk in found.bulk:
        rate = f"{bulk.articles / bulk.seconds:,.0f}"
        rates.append((f"{bulk.articles:,}", "bulk load", f"{bulk.seconds:.1f}", rate, "", ""))
    return {
        "Loading": rates,
        "Bulk loads": _of_bulk(found),
        "Larger corpora, at these rates": _larger(found),
        "Asking: milliseconds, median (p95)": _of_asking(found.asked),
        "Asking for as many rows": _of_asking(found.growing),
    }


def _of_asking(asked: Mapping[int, Times]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("question", "articles", "rows", *questions.WAYS)]
    for size, times in asked.items():
        for name, of in times.items():
            cells = (f"{1000 * statistics.median(of[way]):.1f} ({1000 * questions.p95(of[way]):.1f})" for way in questions.WAYS)  # fmt: skip
            rows.append((name, f"{size:,}", f"{of['rows'][0]:.0f}", *cells))
    return rows


def _of_bulk(found: Found) -> list[tuple[str, ...]]:
    """Return what the bulk loads took, by stage."""
    stages = (bulk_rate.FIRST, *bulk_rate.STAGES.values())
    held = (f"memory for {stage}, GB" for stage in stages)
    head = ("articles", *(f"{stage}, s" for stage in stages), *held, "disk meanwhile, GB", "store, GB")
    rows: list[tuple[str, ...]] = [head]
    for each in found.bulk:
        seconds = (f"{each.stages.get(stage, 0):.0f}" for stage in stages)
        held = (each.memory.get(stage, 0) for stage in stages)
        sizes = (f"{size / GB:.1f}" for size in (*held, each.work, each.store))
        rows.append((f"{each.articles:,}", *seconds, *sizes))
    return rows


def _larger(found: Found) -> list[tuple[str, ...]]:
    """Return what larger corpora would take: what grows with them as the largest run had it for each article.

    Memory for files is on the line through the two largest bulk loads: it has a part that doesn't grow. The import's is
    bounded by its options.
    """
    last, bulk = found.samples[-1], found.bulk[-1]
    online = growth.cost(found.samples, last.articles)
    stages = (bulk_rate.FIRST, *bulk_rate.STAGES.values())
    files, *rest = (bulk.stages.get(stage, 0) / bulk.articles for stage in stages)
    a_core = files * (os.cpu_count() or 1)
    hours = (online, a_core, a_core / NIGHT, sum(rest))
    head = ("a load, hours", "a bulk load's files, hours of a core", f"cores that take {NIGHT} hours", "its import and indexes, hours")  # fmt: skip
    rows: list[tuple[str, ...]] = [
        ("articles", *head, "memory for files, GB", "disk meanwhile, GB", "store, GB")
    ]
    for n in LARGER:
        memory = [_memory(found.bulk[-2], bulk, n)] if len(found.bulk) > 1 else []
        sizes = [*memory, *(n * each / bulk.articles for each in (bulk.work, bulk.store))]
        cells = [*(f"{n * each / 3600:,.1f}" for each in hours), *(f"{each / GB:,.1f}" for each in sizes)]
        rows.append((f"{n:,}", *cells[:4], *([] if memory else ["not known of one run"]), *cells[4:]))
    return rows


def _memory(small: bulk_rate.Bulk, large: bulk_rate.Bulk, articles: int) -> float:
    held = [each.memory.get(bulk_rate.FIRST, 0) for each in (small, large)]
    slope = (held[1] - held[0]) / (large.articles - small.articles)
    return held[1] + slope * (articles - large.articles)


def _pictures(found: Found, sizes: Sequence[int]) -> Iterator[Picture]:
    ways = {"load": "load", "raw UNWIND CREATE": "raw", "rdflib-neo4j": "rdflib_neo4j"}
    rates = {name: [each.articles / getattr(each, way) for each in found.rates] for name, way in ways.items()}
    places = [f"{each.articles:,} articles" for each in found.rates]
    yield Picture("rates", "Loading the same articles", "", "articles a second", places, rates)
    step = max(1, len(found.samples) // 40)
    some = found.samples[::step]
    pairs = list(pairwise(some))
    cost = [1000 * (b.seconds - a.seconds) / (b.articles - a.articles) for a, b in pairs]
    grown = [float(b.articles) for _, b in pairs]
    yield Picture(
        "cost", "What an article costs as the graph grows", "articles", "milliseconds", grown, {"load": cost}
    )
    yield Picture(
        "memory", "What a load holds", "articles", "megabytes", grown, {"load": [b.memory for _, b in pairs]}
    )
    last = found.asked[sizes[-1]]
    ratios = {
        "API : driver": [_ratio(times, "API", "driver, all") for times in last.values()],
        "API : Query API": [_ratio(times, "API", "Query API, all") for times in last.values()],
    }
    yield Picture("questions", f"The API's time by another's, same payload, {sizes[-1]:,} articles", "", "ratio of medians", list(last), ratios)  # fmt: skip


if __name__ == "__main__":
    main()
