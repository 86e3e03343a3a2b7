"""What the explorer page costs who looks: time to a first useful picture, bytes that are loaded, frames at 500 things.

Run: PYTHONPATH=tests .venv/bin/python benchmarks/explorer.py [THINGS] [RUNS]

On a server of its own with made digests and the sample corpus, in headless Chromium, each run in a window without
anything kept. The page reaches the things by its own address, and is moved by real mouse events while each frame's
time is taken in it (requestAnimationFrame).
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from browsing import browser
from neo4j import Driver
from own_server import fill, own_api, own_server
from playwright.sync_api import Browser, Page, Response
from rich.console import Console
from rich.table import Table

THINGS, RUNS = 500, 5
DIGESTS = 400
SECONDS = 4.0  # that the picture is moved for
SLOW = 33.4  # ms: two frames of a screen of 60 Hz
SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
QUESTION = {"question": "ties-between", "a": "South Korea", "b": "ASEAN"}
BUSIEST = """
MATCH (e:Entity) RETURN e.id AS id
ORDER BY COUNT { (e)-[r WHERE r.basis IS NOT NULL]-() } DESC, id LIMIT $limit
"""
USABLE = "() => document.querySelector('header [role=combobox]') && performance.now()"
DRAWN = (
    "() => document.querySelector('.drawing[aria-busy=false]')?._cyreg.cy.nodes().length && performance.now()"
)
ON_SCREEN = "() => { const cy = document.querySelector('.drawing')._cyreg.cy; return [cy.nodes().length, cy.edges().length] }"
HUB = """() => { const {x, y} = document.querySelector('.drawing')._cyreg.cy.nodes().max(each => each.degree()).ele.renderedPosition(); return [x, y] }"""
WATCH = """() => {
  window.frames_ = []
  let last = performance.now()
  const next = now => { frames_.push(now - last); last = now; window.watching = requestAnimationFrame(next) }
  window.watching = requestAnimationFrame(next)
}"""
SEEN = "() => { cancelAnimationFrame(window.watching); return window.frames_.slice(1) }"


def main() -> None:
    """Print the three tables."""
    things = int(sys.argv[1]) if len(sys.argv) > 1 else THINGS
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS
    console = Console(width=120)
    with own_server() as (driver, database, _), own_api() as api, browser() as chromium:
        fill(driver, database, 0, DIGESTS, SAMPLE)
        ids = _busiest(driver, database, things)
        views = {
            "home": (f"{api}/#/?lang=en", USABLE),
            "graph of a question": (f"{api}/#/graph?{urlencode(QUESTION | {'lang': 'en'})}", DRAWN),
            f"graph of {len(ids)} things": (
                f"{api}/#/graph?{urlencode([('ids', each) for each in ids] + [('lang', 'en')])}",
                DRAWN,
            ),
        }
        console.print(
            "Headless Chromium without a graphics card: all is drawn in software, by the processor."
        )
        console.print(_times(chromium, views, runs))
        console.print(_sizes(chromium, {name: views[name] for name in list(views)[:2]}))
        console.print(_frames(chromium, *list(views.values())[-1]))


def _busiest(driver: Driver, database: str, count: int) -> list[str]:
    rows = driver.execute_query(BUSIEST, limit=count, database_=database).records
    return [row["id"] for row in rows]


def _open(chromium: Browser, address: str, ready: str) -> tuple[Page, float]:
    """Open a view in a window of its own; return it and the milliseconds from the start of the navigation until it is ready."""
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address, wait_until="commit")
    return page, float(page.wait_for_function(ready, polling="raf", timeout=120_000).json_value())


def _times(chromium: Browser, views: dict[str, tuple[str, str]], runs: int) -> Table:
    table = Table("view", "median ms", "fastest", "slowest", title=f"First useful picture, {runs} runs, nothing kept", title_justify="left")  # fmt: skip
    for name, (address, ready) in views.items():
        _open(chromium, address, ready)[0].context.close()  # Neo4j plans a question once
        found = []
        for _ in range(runs):
            page, taken = _open(chromium, address, ready)
            page.context.close()
            found.append(taken)
        table.add_row(name, *(f"{each:,.0f}" for each in (statistics.median(found), min(found), max(found))))
    return table


def _sizes(chromium: Browser, views: dict[str, tuple[str, str]]) -> Table:
    table = Table("view", "file", "bytes over the network", "bytes", title="What is loaded", title_justify="left")  # fmt: skip
    for name, (address, ready) in views.items():
        answers: list[Response] = []
        page = chromium.new_context().new_page()
        page.on("response", lambda answer, kept=answers: kept.append(answer))
        page.goto(address)
        page.wait_for_function(ready)
        page.wait_for_load_state("networkidle")
        sizes = [
            (urlsplit(each.url).path, each.request.sizes()["responseBodySize"], len(each.body()))
            for each in answers
        ]
        page.context.close()
        for path, sent, whole in sizes:
            table.add_row(name, path, f"{sent:,}", f"{whole:,}")
        table.add_row(name, "together", *(f"{sum(each[place] for each in sizes):,}" for place in (1, 2)), end_section=True)  # fmt: skip
    return table


def _frames(chromium: Browser, address: str, ready: str) -> Table:
    page, _ = _open(chromium, address, ready)
    nodes, edges = page.evaluate(ON_SCREEN)
    page.locator(".drawing").scroll_into_view_if_needed()
    box = page.locator(".drawing").bounding_box()
    assert box
    left, top, width, height = box["x"], box["y"], box["width"], box["height"]

    def hub() -> tuple[float, float]:
        x, y = page.evaluate(HUB)
        return left + x, top + y

    def dragged(from_x: float, from_y: float) -> Callable[[float], None]:
        page.mouse.move(from_x, from_y)
        page.mouse.down()
        return lambda turn: page.mouse.move(from_x + 80 * math.sin(turn), from_y + 80 * (1 - math.cos(turn)))

    def wheeled() -> Callable[[float], None]:
        page.mouse.move(left + width / 2, top + height / 2)
        return lambda turn: page.mouse.wheel(0, 60 if math.sin(turn) > 0 else -60)

    moves: dict[str, Callable[[], Callable[[float], None]]] = {
        "nothing moves": lambda: lambda turn: page.wait_for_timeout(10),
        "panning": lambda: dragged(left + 8, top + 8),
        "zooming": wheeled,
        "dragging the busiest thing": lambda: dragged(*hub()),
    }
    table = Table("while", "frames", "median ms", "p95 ms", f"over {SLOW:.0f} ms", title=f"Frames at {nodes} things and {edges} facts", title_justify="left")  # fmt: skip
    for name, begin in moves.items():
        page.get_by_role("button", name="Fit").click()
        page.wait_for_timeout(1000)
        times = _watched(page, begin)
        p95 = statistics.quantiles(times, n=20)[-1]
        slow = sum(each > SLOW for each in times) / len(times)
        table.add_row(name, str(len(times)), f"{statistics.median(times):.1f}", f"{p95:.1f}", f"{slow:.0%}")
    page.context.close()
    return table


def _watched(page: Page, begin: Callable[[], Callable[[float], None]]) -> list[float]:
    """Move the picture for some seconds; return the milliseconds of each frame meanwhile."""
    move = begin()
    page.evaluate(WATCH)
    start = time.perf_counter()
    while (gone := time.perf_counter() - start) < SECONDS:
        move(gone * math.pi)
    found: list[float] = page.evaluate(SEEN)
    page.mouse.up()
    return found


if __name__ == "__main__":
    main()
