"""What a question costs through the API, against the driver alone and Neo4j's own HTTP Query API, with the same Cypher.

Run: .venv/bin/python benchmarks/questions.py [ARTICLES] [RUNS]

In one run, on one server that is started in a temporary folder and stopped at the end: each question is asked about
the best-connected things of the graph, in turns through each of the three, at a size and at ten times that size.
Then 50 clients at once ask for requests per second. The API answers with evidence and coverage beside the rows and
paths that the other two give, from a process of its own.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from neo4j import Driver
from own_server import fill, own_api, own_server
from rich.console import Console
from rich.table import Table

from diplograph.neo4j_server import server
from diplograph.neo4j_server.connection import Connection, connection
from diplograph.queries.catalogue import Query, catalogue

ARTICLES, GROWN = 100, 10
RUNS = 30
CLIENTS, SECONDS = 50, 5.0
SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
BUSIEST = """
MATCH (e:Entity) WHERE any(label IN labels(e) WHERE label IN $classes)
RETURN e.id AS id ORDER BY COUNT { (e)-->() } + COUNT { (e)<--() } DESC, id LIMIT 2
"""

Ask = Callable[[], Any]


def main() -> None:
    """Time the questions at both sizes and print the table of each, then requests per second."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS
    console = Console(width=160)
    with own_server() as (driver, database, _), own_api() as api, httpx.Client(timeout=60) as client:
        fill(driver, database, 0, articles, SAMPLE)
        small = _measure(driver, client, api, runs)
        _print(console, f"{articles} digests and the sample corpus", small)
        fill(driver, database, articles, articles * GROWN)
        large = _measure(driver, client, api, runs)
        _print(console, f"{articles * GROWN} digests and the sample corpus", large, small)
        asyncio.run(_crowd(console, driver, api))


def _measure(driver: Driver, client: httpx.Client, api: str, runs: int) -> dict[str, dict[str, list[float]]]:
    """Return the seconds of each run of each question, by question and by way; and how many rows it has."""
    found = {}
    for query in catalogue().values():
        ways = _ways(driver, client, api, query)
        for ask in ways.values():  # plans are compiled, and connections open
            ask()
        times: dict[str, list[float]] = {way: [] for way in ways}
        times["rows"] = [float(len(ways["API"]().json()["rows"]))]
        for _ in range(runs):
            for way, ask in ways.items():
                start = time.perf_counter()
                ask()
                times[way].append(time.perf_counter() - start)
        found[query.name] = times
    return found


def _ways(driver: Driver, client: httpx.Client, api: str, query: Query) -> dict[str, Ask]:
    """Return how to ask a question of the busiest things: by the driver, by Neo4j over HTTP, by the API, and again by it.

    All are given what the API made of the names: the same parameters.
    """
    to = connection()
    address, given = f"{api}/v1/queries/{query.name}", _given(driver, to, query)
    first = client.get(address, params=given).raise_for_status()
    values, etag = first.json()["parameters"], first.headers["etag"]
    posted = {"statement": query.text, "parameters": values}
    return {
        "driver": lambda: driver.execute_query(query.text, values, database_=to.database),
        "Query API": lambda: _checked(client.post(_query_api(to), json=posted, auth=to.auth)),
        "API": lambda: _checked(client.get(address, params=given)),
        "API again": lambda: _checked(client.get(address, params=given, headers={"If-None-Match": etag})),
    }


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
    ways = ("driver", "Query API", "API", "API again")
    table = Table(title=f"{title}: milliseconds, median (p95)", title_justify="left")
    ratios = ("API : driver", "API : Query API", "p95 of these", *(["× a tenth of it"] if before else []))
    table.add_column("question", no_wrap=True)
    for name in ("rows", *ways, *ratios):
        table.add_column(name, justify="right", no_wrap=True)
    for question, times in found.items():
        middle = {way: statistics.median(times[way]) for way in ways}
        high = {way: _p95(times[way]) for way in ways}
        cells = [f"{times['rows'][0]:.0f}"]
        cells += [f"{1000 * middle[way]:.1f} ({1000 * high[way]:.1f})" for way in ways]
        cells += [f"{middle['API'] / middle[way]:.2f}" for way in ("driver", "Query API")]
        cells.append(f"{high['API'] / high['Query API']:.2f}")
        if before:
            cells.append(f"{middle['API'] / statistics.median(before[question]['API']):.2f}")
        table.add_row(question, *cells)
    console.print(table)


def _p95(times: list[float]) -> float:
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
                f"{way}: {rate:.0f} answers a second to {CLIENTS} clients ({query.name}), median wait {statistics.median(waits):.2f} s, p95 {_p95(waits):.2f} s"
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
