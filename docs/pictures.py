"""Takes the pictures in docs/pictures/: an answer in each format, opened in a tool that reads it. Run: make pictures.

It starts a Neo4j of its own, loads the sample corpus and asks one question. Besides what the tests need it takes
Debian's libreoffice-calc, xvfb, imagemagick, graphviz, chromium and npm. Heavy imports stand where they are used:
docs/generate.py reads IN and ASKED from here.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus" / "sample"
ASKED = ("who-met-whom", "Kim Yong Hyun")

# What each picture shows: the caption under it.
IN = {
    "csv": "In LibreOffice Calc",
    "csv-excel": "In LibreOffice Calc, told that `;` stands between cells",
    "cypher": "Pasted into Neo4j Browser and run, in an empty Neo4j; then `MATCH p=()-[]->() RETURN p LIMIT 100`",
    "cytoscape": "Drawn by Cytoscape.js, in its layout cose, coloured by class",
    "dot": "Drawn by Graphviz: `dot -Tpng`",
    "gexf": "Gephi's preview, laid out by ForceAtlas 2",
    "graphml": "Gephi's preview, laid out by Yifan Hu's method",
    "html": "In Chromium, a meeting chosen",
    "json": "The file's beginning, in Chromium",
    "jsonld": "The file's beginning, coloured by Pygments",
    "png": "The file itself, scaled down",
    "svg": "In Chromium",
    "trig": "Where the first article's graph begins, coloured by Pygments",
    "turtle": "Read by rdflib: the plain triples between things, drawn by its rdf2dot and Graphviz",
    "xlsx": "In LibreOffice Calc",
}

NEEDED = ("soffice", "Xvfb", "convert", "import", "dot", "npm", "chromium")
CYTOSCAPE = "cytoscape@3.34.4"
WIDTH = 1200  # pixels, at most
COLORS = 128  # of a picture's palette
BEFORE = 11  # lines shown before the one that matters
WITHIN = 60  # seconds for a tool to show something
STILL = 4  # pictures, a second apart, that are the same once it has
EMPTY = 16  # values of red, green and blue, at most, that a window without content has
CSV = "Text - txt - csv (StarCalc):{separator},34,76,1,,1033,false,true"  # the separator's code, UTF-8, US English
EVERYTHING = "MATCH p=()-[]->() RETURN p LIMIT 100"

# The facts between things, without the statements about them, which would fill a wall.
FACTS = """
CONSTRUCT { ?a ?fact ?b . ?a rdfs:label ?name . ?b rdfs:label ?other }
WHERE { ?a ?fact ?b ; rdfs:label ?name . ?b rdfs:label ?other
        FILTER NOT EXISTS { ?a a rdf:Statement } FILTER (lang(?name) = "en" && lang(?other) = "en") }
"""


def main() -> None:
    """Take every picture, or those that are named."""
    if lacking := missing(NEEDED):
        sys.exit(f"{', '.join(lacking)}: not found. The module's docstring says what to install.")
    with tempfile.TemporaryDirectory() as folder:
        files = _written(Path(folder))
        for name in sys.argv[1:] or IN:
            shot = Path(folder, f"{name}-shot.png")
            TAKEN[name](files[name], shot)
            reduced(shot, HERE / "pictures" / f"{name}.png")


def missing(needed: Sequence[str]) -> list[str]:
    """Return the programs that aren't there."""
    return [name for name in needed if not shutil.which(name)]


def _written(folder: Path) -> dict[str, Path]:
    """Write the answer in every format; return the files by format."""
    from own_server import own_server

    from diplograph.api.exported import answer_of
    from diplograph.ask import ask
    from diplograph.exports import format_of, formats
    from diplograph.graph_loader.load import load
    from diplograph.queries.catalogue import get

    name, official = ASKED
    query, found = get(name), {}
    with own_server() as (driver, database, _):
        load(driver, database, [CORPUS])
        values = {"official": official, "lang": "en"}
        body = asyncio.run(ask(query, values))
    answer = answer_of(body, query, values, "en", datetime.now(UTC).date())
    for each in formats():
        found[each] = folder / each / f"{name}.{format_of(each).ENDING}"
        found[each].parent.mkdir()
        with found[each].open("wb") as stream:
            format_of(each).write(answer, stream)
    return found


def reduced(shot: Path, target: Path) -> None:
    """Write a picture no wider than WIDTH, with a palette, and nothing else in the file."""
    target.parent.mkdir(exist_ok=True)
    reducing = ["-resize", f"{WIDTH}x>", "+dither", "-colors", str(COLORS), "-strip"]
    subprocess.run(["convert", str(shot), *reducing, f"png8:{target}"], check=True)


# Spreadsheets: a window of LibreOffice on a screen that nobody sees.


def _calc(height: int, *filtered: str) -> Callable[[Path, Path], None]:
    """Return how to take a picture of Calc with a file open."""

    def take(file: Path, shot: Path) -> None:
        with tempfile.TemporaryDirectory() as home, _screen(WIDTH, height) as screen:
            profile = f"-env:UserInstallation={Path(home).as_uri()}"
            quiet = ("--nologo", "--norestore", "--nofirststartwizard", "--calc")
            command = ["soffice", profile, *quiet, *filtered, str(file)]
            environment = {**os.environ, "DISPLAY": screen, "SAL_USE_VCLPLUGIN": "gen", "HOME": home}
            office = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
            try:
                shoot = ["import", "-display", screen, "-window", "root", str(shot)]
                settled(partial(subprocess.run, shoot, check=True), shot)
            finally:
                office.terminate()
                office.wait(WITHIN)

    return take


@contextmanager
def _screen(width: int, height: int) -> Iterator[str]:
    """Give the name of a screen of its own."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(WITHIN)


def settled(shoot: Callable[[], object], shot: Path) -> None:
    """Take pictures, one a second, until some in a row are the same and show something."""
    seen: list[bytes] = []
    for _ in range(WITHIN):
        time.sleep(1)
        shoot()
        seen = [*seen[1 - STILL :], _pixels(shot)]
        if len(seen) == STILL and len(set(seen)) == 1 and len(set(seen[0])) > EMPTY:
            return
    raise RuntimeError(f"{shot.name}: it didn't come to rest in {WITHIN} seconds")


def _pixels(shot: Path) -> bytes:
    return subprocess.run(["convert", str(shot), "rgb:-"], check=True, capture_output=True).stdout


# Pages: Chromium, its content only.


@contextmanager
def chromium_page(width: int, height: int) -> Iterator[Any]:
    """Open a page of Chromium, its content only, pixels wide and high."""
    from browsing import browser

    with browser() as chromium:
        page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme="light")
        page.set_default_timeout(1000 * WITHIN)
        yield page


def _chromium(width: int, height: int) -> Callable[[Path, Path], None]:
    """Return how to take a picture of the top of a file in Chromium."""

    def take(file: Path, shot: Path) -> None:
        with chromium_page(width, height) as page:
            page.goto(file.as_uri())
            page.screenshot(path=shot)

    return take


def _html(file: Path, shot: Path) -> None:
    with chromium_page(WIDTH, 760) as page:
        page.goto(file.as_uri())
        page.locator("[data-id^='meeting/']").first.click()
        page.screenshot(path=shot)


def _colored(language: str, around: str = "") -> Callable[[Path, Path], None]:
    """Return how to take a picture of a file, as Pygments colours a language: its beginning, or around a text's first line."""

    def take(file: Path, shot: Path) -> None:
        from pygments import highlight
        from pygments.formatters import HtmlFormatter
        from pygments.lexers import get_lexer_by_name

        text = file.read_text(encoding="utf-8")
        wrapped = "body, pre { background: white } pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px } .err { border: 0 !important }"  # 1e+00 is right in Turtle
        html = HtmlFormatter(full=True, lineanchors="line")
        page = file.with_suffix(".html")
        page.write_text(highlight(text, get_lexer_by_name(language), html).replace("</style>", f"{wrapped}</style>"), encoding="utf-8")  # fmt: skip
        first = max(1, text[: text.index(around)].count("\n") - BEFORE)
        with chromium_page(1000, 620) as opened:
            opened.goto(f"{page.as_uri()}#line-{first}")
            opened.screenshot(path=shot)

    return take


def _cytoscape(file: Path, shot: Path) -> None:
    from diplograph.ontology.load import load

    told = json.loads(file.read_text(encoding="utf-8"))
    command = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", CYTOSCAPE]
    with tempfile.TemporaryDirectory() as folder, chromium_page(1000, 700) as page:
        subprocess.run(command, cwd=folder, check=True)
        page.set_content('<body style="margin: 0"><div id="cy" style="height: 700px">')
        page.add_script_tag(path=Path(folder, "node_modules/cytoscape/dist/cytoscape.min.js"))
        looks = [
            {"selector": "node", "style": {"label": "data(label)", "font-size": 15, "text-wrap": "wrap", "text-max-width": 190, "text-valign": "bottom", "text-background-color": "white", "text-background-opacity": 0.8}},
            {"selector": "edge", "style": {"label": "data(label)", "font-size": 13, "width": 1.5, "curve-style": "bezier", "target-arrow-shape": "triangle", "text-rotation": "autorotate", "text-background-color": "white", "text-background-opacity": 0.8}},
            *({"selector": f".{name}", "style": {"background-color": cls.color}} for name, cls in load().classes.items()),
        ]  # fmt: skip
        ids = page.evaluate(
            """([told, looks]) => {
                const cy = cytoscape({ container: document.getElementById("cy") });
                cy.json(told);
                cy.style(looks);
                cy.layout({ name: "circle" }).run(); // a start of its own makes it the same each time
                cy.layout({ name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true }).run();
                const across = cy.nodes().map((each) => ({ x: each.position("y"), y: 1.8 * each.position("x") }));
                cy.nodes().positions((each, index) => across[index]);
                cy.fit(undefined, 20);
                return cy.elements().map((each) => each.id());
            }""",
            [told, looks],
        )
        expected = {each["data"]["id"] for kind in told["elements"].values() for each in kind}
        if set(ids) != expected:
            raise RuntimeError(f"Cytoscape.js doesn't hold {expected ^ set(ids)}")
        page.wait_for_timeout(500)
        page.screenshot(path=shot)


# Graphs.


def _dot(file: Path, shot: Path) -> None:
    subprocess.run(
        ["dot", "-Grankdir=LR", "-Gdpi=80", "-Gpad=0.1", "-Tpng", str(file), "-o", str(shot)], check=True
    )


def _rdf(file: Path, shot: Path) -> None:
    from rdflib import Graph
    from rdflib.tools.rdf2dot import rdf2dot

    told = Graph().parse(file)
    facts = told.query(FACTS).graph
    facts.namespace_manager = told.namespace_manager
    source = file.with_suffix(".dot")
    with source.open("w", encoding="utf-8") as stream:
        rdf2dot(facts, stream)
    subprocess.run(
        ["dot", "-Grankdir=LR", "-Gdpi=80", "-Gpad=0.1", "-Tpng", str(source), "-o", str(shot)], check=True
    )


def _gephi(layout: str) -> Callable[[Path, Path], None]:
    """Return how to take a picture of Gephi's preview; Java runs in a process of its own."""

    def take(file: Path, shot: Path) -> None:
        import gephi

        script = HERE / "gephi_preview.py"
        command = [sys.executable, str(script), str(gephi.toolkit()), str(file), layout, str(shot)]
        with _screen(WIDTH, 700) as screen:
            subprocess.run(command, env={**os.environ, "DISPLAY": screen}, check=True)

    return take


def connect(page: Any) -> None:
    """Open Neo4j Browser on the local server that runs, and connect as its form has it."""
    from diplograph.neo4j_server import server

    running = server.status()
    page.goto(running.browser)
    page.get_by_test_id("username").fill(running.user)
    page.get_by_test_id("password").fill(running.password_file.read_text(encoding="utf-8").strip())
    page.get_by_test_id("connect").click()
    page.get_by_test_id("password").wait_for(state="detached")


def _neo4j_browser(file: Path, shot: Path) -> None:
    from own_server import own_server

    with own_server(), chromium_page(WIDTH, 900) as page:
        connect(page)
        for text in (file.read_text(encoding="utf-8"), EVERYTHING):
            page.get_by_test_id("activeEditor").click()
            page.keyboard.insert_text(text)
            page.get_by_test_id("editor-Run").click()
            frame = page.get_by_test_id("frame").filter(has_text=text.split("\n")[0]).first
            page.mouse.move(0, 0)
            settled(partial(frame.screenshot, path=shot), shot)  # a wheel turns while a statement runs


TAKEN = {
    "csv": _calc(330, f"--infilter={CSV.format(separator=44)}"),
    "csv-excel": _calc(330, f"--infilter={CSV.format(separator=59)}"),
    "cypher": _neo4j_browser,
    "cytoscape": _cytoscape,
    "dot": _dot,
    "gexf": _gephi("ForceAtlas2"),
    "graphml": _gephi("YifanHu"),
    "html": _html,
    "json": _chromium(1000, 580),
    "jsonld": _colored("json"),
    "png": shutil.copyfile,
    "svg": _chromium(1100, 780),
    "trig": _colored("turtle", "> {\n"),  # Pygments has no TriG
    "turtle": _rdf,
    "xlsx": _calc(380),
}


if __name__ == "__main__":
    main()
