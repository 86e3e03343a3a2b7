"""Takes the README's pictures, of the explorer and of Neo4j Browser on the sample corpus. Run: make screenshots.

Besides what the tests need it takes Debian's imagemagick.
"""

from __future__ import annotations

import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from own_server import own_server
from pictures import CORPUS, HERE, WIDTH, chromium_page, connect, missing, reduced, settled
from serving import served

from diplograph.api.settings import Settings
from diplograph.graph_loader.load import load
from diplograph.neo4j_browser.addresses import on_connecting
from diplograph.neo4j_browser.guide import FIRST
from diplograph.neo4j_server.connection import connection
from diplograph.queries.catalogue import catalogue

NEEDED = ("convert", "chromium")
# What the explorer shows on each.
VIEWS = {
    "explorer-graph": "#/graph?lang=en&question=counterparts&of=official/kim-yong-hyun",
    "explorer-article": "#/article/rok-nato-2024-02-fr?lang=fr&start=0&end=123",
    "explorer-timeline": "#/timeline?lang=en&of=state/KR",
}


def main() -> None:
    """Take every picture."""
    if lacking := missing(NEEDED):
        sys.exit(f"{', '.join(lacking)}: not found. The module's docstring says what to install.")
    with tempfile.TemporaryDirectory() as folder, _served() as address:
        for name in VIEWS:
            _explorer(address, name, Path(folder, f"{name}.png"))
        _neo4j_browser(Path(folder, "browser.png"))
        for name in (*VIEWS, "browser"):
            reduced(Path(folder, f"{name}.png"), HERE / f"{name}.png")


@contextmanager
def _served() -> Iterator[str]:
    """Serve the sample corpus, its Neo4j Browser with our style and guide; give the API's address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with own_server(on_connecting(f"http://127.0.0.1:{port}")) as (driver, database, _):
        load(driver, database, [CORPUS])
        with served(connection(), Settings(texts=CORPUS), port=port) as address:
            yield address


def _explorer(address: str, name: str, shot: Path) -> None:
    with chromium_page(WIDTH, 900) as page:
        page.goto(f"{address}/{VIEWS[name]}")
        page.wait_for_load_state("networkidle")  # a question that is asked for the first time is planned
        settled(partial(page.screenshot, path=shot), shot)


def _neo4j_browser(shot: Path) -> None:
    """Take Neo4j Browser as it shows the guide on connecting, once a question of it is asked."""
    slide = FIRST + list(catalogue()).index("counterparts")
    with chromium_page(WIDTH, 1050) as page:
        connect(page)
        guide: Any = page.get_by_test_id("frame").filter(has=page.get_by_test_id("carousel"))
        guide.get_by_label(str(slide), exact=True).click()
        guide.locator("pre.runnable i").nth(0).click()
        page.get_by_text("Successfully set your parameters.").wait_for()
        guide.locator("pre.runnable i").nth(1).click()
        page.locator("g.node").first.wait_for()
        guide.get_by_label("1", exact=True).click()
        page.get_by_test_id("frame").nth(1).get_by_title("Close").click()  # what the parameters are
        page.get_by_label("zoom-to-fit").click()
        page.evaluate("document.querySelectorAll('*').forEach((each) => (each.scrollTop = 0))")
        page.mouse.move(0, 0)
        settled(partial(page.screenshot, path=shot), shot)


if __name__ == "__main__":
    main()
