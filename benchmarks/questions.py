"""What a question costs through the API, against the driver alone, a bare FastAPI route and Neo4j's own HTTP Query API.

Run: .venv/bin/python benchmarks/questions.py [ARTICLES] [RUNS]

In one run, on one server that is started in a temporary folder and stopped at the end: each question is asked about
the best-connected things of the graph, in turns through each way, at a size and at ten times that size.
Then 50 clients at once ask for requests per second. The API answers from a process of its own, and so does the bare
route. Nothing of an answer is kept from one run to the next but what was loaded (coverage), as always.

There are two comparisons. Rows alone: the others run the question's Cypher and give its rows and paths, while the API
also resolves names and reads the graph's version, evidence and coverage. The same payload: the others run all that the
API runs for its answer, one statement after the other; coverage isn't among them, which the API keeps.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

import httpx
import pass_through
from neo4j import Driver, EagerResult
from own_server import fill, own_api, own_server
from rich.console import Console
from rich.table import Table

from diplograph.api.answers import answer, start
from diplograph.api.graph import Graph, opened
from diplograph.neo4j_server import server
from diplograph.neo4j_server.connection import Connection, connection
from diplograph.queries.catalogue import Query, catalogue

ARTICLES, GROWN = 100, 10
RUNS, WARMING = 50, 10
CLIENTS, SECONDS = 50, 5.0
SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
BUSIEST = """
MATCH (e:Entity) WHERE any(label IN labels(e) WHERE label IN $classes)
RETURN e.id AS id ORDER BY COUNT { (e)-->() } + COUNT { (e)<--() } DESC, id LIMIT 2
"""
# Each way of asking; with « all » it gives the API's payload, without it rows alone.
WAYS = ("driver", "driver, all", "bare route", "Query API", "Query API, all", "API", "API again")

Ask = Callable[[], Any]
Statement = tuple[str, Mapping[str, Any]]


def main() -> None:
    """Time the questions at both sizes and print the tables of each, then requests per second."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS
    console = Console(width=170)
    with own_server() as (driver, database, _), own_api() as api, pass_through.served() as bare:
        fill(driver, database, 0, articles, SAMPLE)
        small = measure(driver, api, bare, runs)
        _print(console, f"{articles} digests and the sample corpus", small)
        fill(driver, database, articles, articles * GROWN)
        large = measure(driver, api, bare, runs)
        _print(console, f"{articles * GROWN} digests and the sample corpus", large, small)
        asyncio.run(_crowd(console, driver, api))


def measure(
    driver: Driver, api: str, bare: str, runs: int, rows: Mapping[str, int] | None = None
) -> dict[str, dict[str, list[float]]]:
    """Return the seconds of each run of each question, by question and by way; and how many rows it has.

    ``rows`` are the questions, with how many rows are asked of each; all, and what the API gives, where it is None.
    """
    found = {}
    with httpx.Client(timeout=60) as client:
        for query in [catalogue()[name] for name in (catalogue() if rows is None else rows)]:
            limit = {"limit": rows[query.name]} if rows else {}
            ways = _ways(driver, client, api, bare, query, limit)
            for _ in _turns(
                WARMING, 2, 5
            ):  # plans are compiled, and connections open, before the first that counts
                for ask in ways.values():
                    _seconds(ask)
            times: dict[str, list[float]] = {way: [] for way in ways}
            for _ in _turns(runs, 8, 20):
                for way, ask in ways.items():
                    times[way].append(_seconds(ask))
            found[query.name] = {**times, "rows": [float(len(ways["API"]().json()["rows"]))]}
    return found


def _seconds(ask: Ask) -> float:
    """Return how long an answer takes; asked again where a connection is closed instead, as Neo4j's HTTP does now and then."""
    with suppress(httpx.RemoteProtocolError):
        return _timed(ask)
    return _timed(ask)


def _timed(ask: Ask) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def _turns(most: int, least: int, seconds: float) -> Iterator[int]:
    """Count up to ``most``; what takes longer than so many seconds ends then, but not before ``least``."""
    begun = time.perf_counter()
    return takewhile(lambda turn: turn < least or time.perf_counter() - begun < seconds, range(most))


def _ways(
    driver: Driver, client: httpx.Client, api: str, bare: str, query: Query, limit: Mapping[str, int]
) -> dict[str, Ask]:
    """Return how to ask a question of the busiest things, each way.

    All are given what the API made of the names: the same parameters.
    """
    to = connection()
    address, given = f"{api}/v1/queries/{query.name}", _given(driver, to, query) | limit
    first = client.get(address, params=given).raise_for_status()
    etag = first.headers["etag"]
    asked = asyncio.run(_asked(to, query, given))
    values = next(values for text, values in asked if text == query.text)

    def by_driver(text: str, values: Mapping[str, Any]) -> Any:
        return driver.execute_query(text, dict(values), database_=to.database)  # type: ignore[arg-type]  # known ones

    def by_query_api(text: str, values: Mapping[str, Any]) -> Any:
        posted = {"statement": text, "parameters": values}
        return _checked(client.post(_query_api(to), json=posted, auth=to.auth))

    ways: dict[str, Ask] = {
        "driver": lambda: by_driver(query.text, values),
        "driver, all": lambda: [by_driver(*each) for each in asked],
        "bare route": lambda: _checked(client.post(f"{bare}/{query.name}", json=values)),
        "Query API": lambda: by_query_api(query.text, values),
        "Query API, all": lambda: [by_query_api(*each) for each in asked],
        "API": lambda: _checked(client.get(address, params=given)),
        "API again": lambda: _checked(client.get(address, params=given, headers={"If-None-Match": etag})),
    }
    assert tuple(ways) == WAYS
    return ways


async def _asked(to: Connection, query: Query, given: Mapping[str, Any]) -> list[Statement]:
    """Return what the API asks Neo4j for an answer, in its order; what it keeps was read before."""
    async with opened(to) as graph:
        noting = _Noting(**vars(graph))
        for _ in range(2):
            noting.asked.clear()
            await answer(noting, query, given, await start(noting, query, given))
    return noting.asked


@dataclass(frozen=True)
class _Noting(Graph):
    """A graph that notes what it is asked."""

    asked: list[Statement] = field(default_factory=list)

    async def read(
        self,
        endpoint: str,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> EagerResult:
        """Note a query, and run it."""
        self.asked.append((text, parameters or {}))
        return await super().read(endpoint, text, parameters, timeout)


def _given(driver: Driver, to: Connection, query: Query) -> dict[str, Any]:
    """Return what a question is asked about: the busiest things of the graph where it names things, else its example."""
    given: dict[str, Any] = {}
    for each in query.parameters.values():
        if each.name in query.example:
            given[each.name] = query.example[each.name]
        if each.required and each.type in ("entity", "evidence"):
            classes = each.classes or ("State",)
            rows = driver.execute_query(BUSIEST, classes=list(classes), database_=to.database).records
            given[each.name] = next(row["id"] for row in rows if row["id"] not in given.values())
    return given


def _query_api(to: Connection) -> str:
    running = server.status()
    assert running
    return f"{running.browser.removesuffix('/browser/').removesuffix('/browser')}/db/{to.database}/query/v2"


def _checked(response: httpx.Response) -> httpx.Response:
    assert response.status_code in (200, 202, 304), response.text
    return response


def _print(console: Console, title: str, found: dict[str, Any], before: dict[str, Any] | None = None) -> None:
    """Print the milliseconds of each way, then the two comparisons as ratios, each at the median and at p95."""
    times = _table(f"{title}: milliseconds, median (p95)", "rows", *WAYS)
    ratios = _table(
        f"{title}: the API's time by another's, median (p95)",
        *("driver", "bare route : driver", "Query API"),  # rows alone
        *("driver, all", "Query API, all"),  # the same payload
        *(["its own at a tenth"] if before else []),
    )
    for question, runs in found.items():
        middle = {way: statistics.median(runs[way]) for way in WAYS}
        high = {way: p95(runs[way]) for way in WAYS}
        cells = (f"{1000 * middle[way]:.1f} ({1000 * high[way]:.1f})" for way in WAYS)
        times.add_row(question, f"{runs['rows'][0]:.0f}", *cells)

        def by(way: str, other: str, middle: dict[str, float] = middle, high: dict[str, float] = high) -> str:
            return f"{middle[way] / middle[other]:.2f} ({high[way] / high[other]:.2f})"

        earlier = statistics.median(before[question]["API"]) if before else 0
        ratios.add_row(
            question,
            *(by("API", "driver"), by("bare route", "driver"), by("API", "Query API")),
            *(by("API", "driver, all"), by("API", "Query API, all")),
            *([f"{middle['API'] / earlier:.2f}"] if before else []),
        )
    console.print(times)
    console.print(ratios)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("question", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def p95(times: Sequence[float]) -> float:
    """Return the time that one run in twenty takes longer than."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


async def _crowd(console: Console, driver: Driver, api: str) -> None:
    """Let many clients ask one question at once, and print how many answers a second there were."""
    query, to = catalogue()["who-met-whom"], connection()
    given = _given(driver, to, query)
    asked = httpx.get(f"{api}/v1/queries/{query.name}", params=given, timeout=60).raise_for_status().json()
    posted = {"statement": query.text, "parameters": asked["parameters"]}
    limits = httpx.Limits(max_connections=CLIENTS)
    async with httpx.AsyncClient(timeout=120, limits=limits) as client:
        ways = {
            "API": lambda: client.get(f"{api}/v1/queries/{query.name}", params=given),
            "Query API": lambda: client.post(_query_api(to), json=posted, auth=to.auth),
        }
        for way, ask in ways.items():
            rate, waits = await _rate(ask)
            console.print(
                f"{way}: {rate:.0f} answers a second to {CLIENTS} clients ({query.name}), median wait {statistics.median(waits):.2f} s, p95 {p95(waits):.2f} s"
            )


async def _rate(ask: Callable[[], Any]) -> tuple[float, list[float]]:
    waits: list[float] = []
    until = time.perf_counter() + SECONDS

    async def one() -> None:
        while (start := time.perf_counter()) < until:
            _checked(await ask())
            waits.append(time.perf_counter() - start)

    start = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(CLIENTS)))
    return len(waits) / (time.perf_counter() - start), waits


if __name__ == "__main__":
    main()
