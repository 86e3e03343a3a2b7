"""The explorer in the real Chromium: opened, watched for what goes wrong, and held to what axe asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
AXE = Path(__file__).parent.parent / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 60_000  # ms: a question that is asked for the first time is planned, on a busy machine
expect.set_options(timeout=PATIENCE)
# An error in the console that isn't the page's: a request that was refused, which tests make to see what is shown then.
EXPECTED = "Failed to load resource"
GRAVE = ("serious", "critical")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
Open = Callable[..., Page]


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield found
        finally:
            found.close()


@contextmanager
def opening(running: Browser, address: str) -> Iterator[Open]:
    """Give a way to open a view, such as ``#/question/paths?lang=en``; with what Playwright takes for a page.

    ``expected``: errors of the console, by how they begin, that the test makes.

    At the end nothing may have gone wrong on any of these pages: no error of a script, none in the console such as
    what the policy stopped, nothing asked of anywhere else.
    """
    wrong: list[str] = []

    def watched(page: Page, expected: tuple[str, ...]) -> Page:
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if bad(said, expected) else None)
        page.on("request", lambda asked: None if local(asked.url) else wrong.append(asked.url))
        return page

    def bad(said: ConsoleMessage, expected: tuple[str, ...]) -> bool:
        return said.type == "error" and not said.text.startswith((EXPECTED, *expected))

    def local(url: str) -> bool:
        return url.startswith((address, "blob:", "data:"))

    contexts = []

    def opened(view: str = "", width: int = 1280, expected: tuple[str, ...] = (), **options: Any) -> Page:
        context = running.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True, **options
        )
        contexts.append(context)
        page = watched(context.new_page(), expected)
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/{view}")
        return page

    try:
        yield opened
    finally:
        for context in contexts:
            context.close()
    assert wrong == []


def altered(page: Page, question: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Let a question's answers reach a page changed, from its next view on: for states that the sample corpus lacks.

    The API is asked as ever; only what `change` does to its answer is not its own.
    """

    def answer(route: Route) -> None:
        response = route.fetch(timeout=PATIENCE)
        found = response.json()
        change(found)
        route.fulfill(response=response, json=found)

    page.route(re.compile(rf"/v1/queries/{question}\?"), answer)


def usable(page: Page) -> None:
    """Hold a page to what each must be once all of it is there, wide or narrow.

    It can be used by eye and by ear, in light and dark; nothing of it is wider than the screen.
    """
    expect(page.get_by_text(re.compile("Loading|Chargement"))).to_have_count(0)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def grave(page: Page) -> list[str]:
    """Return what axe finds on a page that is serious, or worse: the rule and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not by a script element, which the page's policy stops
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{each['id']}: {place['html'][:120]}"
        for each in found
        if each["impact"] in GRAVE
        for place in each["nodes"]
    ]
