"""Neo4j Browser: its style, guide and favourites, in themselves and in the real one, in Chromium, with the sample corpus."""

from __future__ import annotations

import io
import re
import socket
from collections import Counter
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from annotated import disagreeing
from conftest import EXAMPLE, SAMPLE
from lxml import html
from neo4j import Driver
from pictures import connect
from playwright.sync_api import Browser
from serving import served

from diplograph.api.settings import Settings
from diplograph.graph_loader.load import load
from diplograph.graph_loader.schema import ensure_schema
from diplograph.neo4j_browser.addresses import FAVOURITES, GUIDE, STYLE, commands, on_connecting
from diplograph.neo4j_browser.favourites import archive, favourites
from diplograph.neo4j_browser.guide import FIRST, guide
from diplograph.neo4j_browser.model import picture
from diplograph.neo4j_browser.parameters import parameters
from diplograph.neo4j_browser.style import style
from diplograph.neo4j_server import server
from diplograph.neo4j_server.connection import Connection
from diplograph.neo4j_server.connection import connection as find_connection
from diplograph.ontology.load import load as load_ontology
from diplograph.queries.catalogue import catalogue

NAMES = list(catalogue())
CLASSES = {name: cls for name, cls in load_ontology().classes.items() if cls.neo4j_labels}
ELSEWHERE = {"Origin": "http://127.0.0.1:7474"}
WITHIN = 30_000  # milliseconds
ASKED = {"who-met-whom": "Who met whom", "meetings-of": "Meetings of an official, post or party", "post-holders": "Holders of a post"}  # fmt: skip
# an edge's place, until it has been the same for half a second
AT_REST = """async link => {
    const place = () => JSON.stringify(link.getBoundingClientRect());
    const until = Date.now() + 30_000;
    for (let was = "", is = place(); was !== is; was = is, is = place()) {
        if (Date.now() > until) throw new Error("the picture doesn't come to rest");
        await new Promise(done => setTimeout(done, 500));
    }
}"""
DROP = """bytes => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([new Uint8Array(bytes)], "favourites.zip"));
    document.querySelector(".filedrop").dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true}));
}"""


# In themselves.


def rules() -> dict[str, dict[str, str]]:
    """Return the style's properties by selector."""
    found = re.findall(r"(\S+) \{\n(.*?)\n\}", style(), re.DOTALL)
    return {name: dict(re.findall(r"([\w-]+): (.*);", inner)) for name, inner in found}


def test_the_style_names_every_class() -> None:
    """Each class is in its colour; a superclass stands before its classes, whose look then holds; all have a caption."""
    found = rules()
    named = [name.removeprefix("node.") for name in found if name.startswith("node.")]
    assert {name for name in named if name in CLASSES} == set(CLASSES)
    for name, cls in CLASSES.items():
        assert found[f"node.{name}"]["color"] == cls.color
        assert all(named.index(above) < named.index(name) for above in cls.superclasses)
    assert all(each["caption"] for each in found.values())


def test_the_model_has_every_class_and_edge() -> None:
    """The picture names each class, and each type of edge from each class that it leaves."""
    drawn = Counter(re.findall(r">([A-Z]\w+)<", picture()))
    edges = [each for each in load_ontology().properties.values() if each.neo4j_type]
    assert {name: drawn[name] for name in Counter(each.neo4j_type for each in edges)} == Counter(
        each.neo4j_type for each in edges for _ in each.domain
    )
    assert set(CLASSES) - {"Entity"} <= set(drawn)


def test_the_guide_has_every_question() -> None:
    """Each question has a slide: its titles and summaries in both languages, its parameters, its text unchanged."""
    slides = html.fromstring(f"<div>{guide('http://127.0.0.1:8000')}</div>").findall("slide")
    asked = slides[FIRST - 1 :]
    assert len(asked) == len(NAMES)
    for query, slide in zip(catalogue().values(), asked, strict=True):
        setting, text = slide.findall("pre[@class='runnable']")
        assert (setting.text_content(), text.text_content()) == (parameters(query), query.text.strip())
        told = slide.text_content()
        assert all(each in told for each in (*query.titles.values(), *query.summaries.values()))


def test_the_favourites_are_the_questions() -> None:
    """The archive holds, in one folder, each question's file as it is, and its parameters."""
    with ZipFile(io.BytesIO(archive())) as zipped:
        found = {name: zipped.read(name).decode() for name in zipped.namelist()}
    assert found == favourites()
    texts = {f"diplograph/{name}.cypher": query.text for name, query in catalogue().items()}
    assert {name: text for name, text in found.items() if "-parameters" not in name} == texts
    assert len(found) == 2 * len(texts)


# In a Neo4j of its own, and its Browser.


@pytest.fixture(scope="module")
def address() -> str:
    """Choose where the API will be, before the Neo4j is started that is told of it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture(scope="module")
def own(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Start a Neo4j that shows, on connecting, what an API at the address serves.

    It has the sample corpus, and beside it what every question's example finds something in.
    """
    folder, patch = tmp_path_factory.mktemp("browser"), pytest.MonkeyPatch()
    patch.setenv("DIPLOGRAPH_HOME", str(folder))
    patch.delenv("NEO4J_URI", raising=False)
    server.start(on_connecting=on_connecting(address))
    found = find_connection()
    with found.driver() as driver:
        ensure_schema(driver, found.database, load_ontology())
        load(driver, found.database, [SAMPLE, EXAMPLE, disagreeing(folder)])
    yield found
    server.stop()
    patch.undo()


@pytest.fixture(scope="module")
def driver(own: Connection) -> Iterator[Driver]:
    with own.driver() as found:
        yield found


def connected(chromium: Browser) -> Any:
    """Return a page of Neo4j Browser, connected."""
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(WITHIN)
    connect(page)
    return page


def test_connecting_without_the_api(own: Connection, chromium: Browser) -> None:
    """Where the API isn't running one connects as ever; a frame says that the guide can't be reached."""
    page = connected(chromium)
    frame = page.get_by_test_id("frame").filter(has_text=":play http")
    frame.get_by_text("No guide by that name.").wait_for()
    page.get_by_text("You are connected as user").wait_for()
    page.close()


@pytest.fixture(scope="module")
def told(own: Connection, address: str) -> Iterator[httpx.Client]:
    """Serve the API at the address."""
    with (
        served(own, port=int(address.rpartition(":")[2])) as base,
        httpx.Client(base_url=base, timeout=60) as client,
    ):
        yield client


# As they are served, and in Neo4j.


def test_the_style_knows_every_label_of_the_graph(driver: Driver, own: Connection) -> None:
    """What isn't the ontology's has a rule of its own too, and its caption is a property that each such node has."""
    found = rules()
    for row in driver.execute_query(
        "MATCH (n) UNWIND labels(n) AS label WITH label, collect(DISTINCT keys(n)) AS all "
        "RETURN label, reduce(common = all[0], each IN all | [key IN common WHERE key IN each]) AS common",
        database_=own.database,
    ).records:
        shown = re.findall(r"\{(\w+)\}", found[f"node.{row['label']}"]["caption"])
        assert set(shown) <= set(row["common"]), row["label"]


@pytest.mark.parametrize("name", NAMES)
def test_every_favourite_returns_a_graph(
    told: httpx.Client, driver: Driver, own: Connection, name: str
) -> None:
    """The parameters' favourite gives, worked out by Neo4j, what the API resolves; with them the question's returns paths."""
    query = catalogue()[name]
    answered = told.get(f"/v1/queries/{name}", params=query.example).json()
    setting = re.fullmatch(r":param \[\{.*?\}\] => \{(.*)\}", parameters(query), re.DOTALL)
    assert setting
    (given,) = driver.execute_query(setting[1], database_=own.database).records
    assert given.data() == answered["parameters"]
    records = driver.execute_query(query.text, given.data(), database_=own.database).records
    columns = [column.name for column in query.columns.values() if column.type == "path"]
    assert answered["rows"]
    assert answered["graph"]["nodes"]
    assert all(any(record[column] is not None for column in columns) for record in records)


def test_names_that_say_nothing_stay_as_typed(driver: Driver, own: Connection) -> None:
    """A name that nothing has isn't taken for none, which would ask about everything."""
    setting = parameters(catalogue()["allegations"]).replace("WITH null AS typed", 'WITH "Nobody" AS typed')
    (given,) = driver.execute_query(
        setting[setting.index("RETURN") :].removesuffix("}"), database_=own.database
    ).records
    assert (given["about"], given["speaker"]) == ("Nobody", "Nobody")


def test_pages_of_others_may_take_style_and_guide_alone(told: httpx.Client) -> None:
    """The style and the guide are open to any page, asked before or not; no other route is, and no other says so."""
    described = {path for path in told.get("/openapi.json").json()["paths"] if "{" not in path}
    for path in sorted(
        described | {STYLE, GUIDE, FAVOURITES, "/docs", "/openapi.json", "/nowhere", "/browser/"}
    ):
        asked = told.options(path, headers=ELSEWHERE | {"Access-Control-Request-Method": "GET"})
        answers = [told.get(path, headers=ELSEWHERE), asked]
        open_to = [each.headers.get("access-control-allow-origin") for each in answers]
        assert open_to == (["*", "*"] if path in (STYLE, GUIDE) else [None, None]), path


def test_what_is_served(own: Connection) -> None:
    """Each comes with its media type, without a token though one is needed elsewhere; the guide links to the favourites."""
    with served(own, Settings(public=True, origins=("http://example.org",))) as base:
        found = {path: httpx.get(base + path) for path in (STYLE, GUIDE, FAVOURITES)}
        asked = httpx.options(base + GUIDE, headers=ELSEWHERE | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "pragma"})  # fmt: skip
        closed = httpx.get(f"{base}/v1/queries")
    assert {path: each.headers["content-type"] for path, each in found.items()} == {
        STYLE: "text/plain; charset=utf-8",
        GUIDE: "text/html; charset=utf-8",
        FAVOURITES: "application/zip",
    }
    assert (asked.status_code, asked.headers["access-control-allow-headers"]) == (204, "*")
    assert closed.status_code == 401
    assert found[FAVOURITES].content == archive()
    assert f'href="{base}{FAVOURITES}"' in found[GUIDE].text


# In Neo4j Browser, with the API.


@pytest.fixture(scope="module")
def page(chromium: Browser, told: httpx.Client) -> Any:
    """Open Neo4j Browser and connect: the guide and the style come by themselves."""
    found = connected(chromium)
    found.get_by_test_id("carousel").wait_for()
    return found


def slide(page: Any, number: int) -> Any:
    """Turn to a slide of the guide and return it."""
    guide = page.get_by_test_id("frame").filter(has=page.get_by_test_id("carousel"))
    guide.get_by_label(str(number), exact=True).click()
    guide.get_by_text(f"{number} / {FIRST - 1 + len(NAMES)}", exact=True).wait_for()
    return guide


def answer(page: Any, title: str) -> Any:
    """Return the newest frame, once it shows the picture of a question's answer."""
    frame = page.get_by_test_id("frame").first
    frame.get_by_text(f"// {title}").first.wait_for()
    frame.locator("g.node").first.wait_for()
    return frame


def drawn(frame: Any) -> tuple[dict[int, tuple[str, list[str]]], Counter[str]]:
    """Return what a picture shows: by Neo4j's number each node's colour and caption's lines, and how many edges of each caption."""
    nodes, edges = frame.evaluate(
        """frame => [
            [...frame.querySelectorAll("g.node")].map((each) => [
                each.getAttribute("aria-label").slice("graph-node".length),
                each.querySelector("circle.b-outline").getAttribute("fill"),
                [...each.querySelectorAll("text.caption")].map((text) => text.textContent.trim()),
            ]),
            [...frame.querySelectorAll("g.relationship > text")].map((each) => each.textContent),
        ]"""
    )
    return {int(number): (color, caption) for number, color, caption in nodes}, Counter(edges)


def things(driver: Driver, own: Connection, numbers: list[int]) -> dict[int, Any]:
    """Return the nodes of the graph by Neo4j's numbers."""
    rows = driver.execute_query(
        "MATCH (n) WITH n, toInteger(split(elementId(n), ':')[-1]) AS number WHERE number IN $numbers RETURN number, n",
        numbers=numbers,
        database_=own.database,
    ).records
    return {row["number"]: row["n"] for row in rows}


def test_the_guide_appears_on_connecting(page: Any, address: str) -> None:
    """The guide is the newest frame, its picture is drawn with all its text, and the style has been taken over."""
    frames = page.get_by_test_id("frame")
    assert commands(address)[2] in frames.first.inner_text()
    svg = frames.first.locator("svg[aria-label^='The classes']")
    assert svg.bounding_box()["width"] > 1000
    assert svg.locator("text").all_text_contents() == html.fromstring(picture()).xpath("//text/text()")
    assert svg.locator("rect").first.evaluate("each => getComputedStyle(each).fill") == "rgb(247, 151, 103)"
    frames.filter(has_text=f":style {address}{STYLE}").get_by_text("node.Meeting {").wait_for()


def test_the_guide_is_shown_unchanged(page: Any) -> None:
    """What the Browser cuts out of a guide for safety's sake is nothing of a question."""
    for number, query in enumerate(catalogue().values(), FIRST):
        blocks = slide(page, number).locator("pre.runnable").all_text_contents()
        assert blocks == [parameters(query), query.text.strip()], query.name


def test_a_question_is_asked_from_the_guide(page: Any, told: httpx.Client) -> None:
    """The two buttons of a slide set the parameters and draw the answer."""
    frame = slide(page, FIRST + NAMES.index("career"))
    frame.locator("pre.runnable i").nth(0).click()
    page.get_by_text("Successfully set your parameters.").wait_for()
    frame.locator("pre.runnable i").nth(1).click()
    nodes, edges = drawn(answer(page, "Career of an official"))
    expected = told.get("/v1/queries/career", params=catalogue()["career"].example).json()["graph"]
    assert len(nodes) == len(expected["nodes"])
    assert edges == Counter(edge["type"] for edge in expected["edges"])


@pytest.fixture(scope="module")
def listed(page: Any) -> Any:
    """Drop the archive on the window, and return the list of favourites."""
    page.evaluate(DROP, list(archive()))
    page.get_by_test_id("navigationFavorites").click()
    folder = page.get_by_test_id("savedScriptsFolder-diplograph")
    folder.get_by_test_id("expandFolder-diplograph").click()
    return folder


def run(listed: Any, title: str) -> None:
    """Run a favourite."""
    item = listed.get_by_test_id("savedScriptListItem").filter(has=listed.page.get_by_test_id(f"scriptTitle-{title}"))  # fmt: skip
    item.hover()
    item.get_by_test_id("savedScriptsButton-Run").click()


def test_the_favourites_are_listed(listed: Any) -> None:
    """Dropped on the window, the archive is a folder of favourites, each by its title."""
    titles = {query.titles["en"] for query in catalogue().values()}
    found = set(listed.get_by_test_id("savedScriptListItem").all_inner_texts())
    assert found == titles | {f"{title}: parameters" for title in titles}


@pytest.mark.parametrize("name", ASKED)
def test_a_favourite_draws_what_the_api_answers(
    driver: Driver, own: Connection, told: httpx.Client, listed: Any, name: str
) -> None:
    """A favourite's picture has the nodes and edges of the API's answer and no other, each in its class's colour with its name."""
    page = listed.page
    run(listed, f"{ASKED[name]}: parameters")
    page.get_by_test_id("frame").first.get_by_text("Successfully set your parameters.").wait_for()
    run(listed, ASKED[name])
    nodes, edges = drawn(answer(page, ASKED[name]))
    expected = told.get(f"/v1/queries/{name}", params=catalogue()[name].example).json()["graph"]
    found = things(driver, own, list(nodes))
    assert {node["id"] for node in found.values()} == {node["id"] for node in expected["nodes"]}
    assert edges == Counter(edge["type"] for edge in expected["edges"])
    classes = {node["id"]: node["labels"][0] for node in expected["nodes"]}
    for number, (color, caption) in nodes.items():
        node = found[number]
        assert color == CLASSES[classes[node["id"]]].color
        # what doesn't fit is cut, at the end or within
        lines = [line.removesuffix("…") for line in caption]
        assert lines[0]
        assert node["name"].startswith(lines[0])
        assert all(line in node["name"] for line in lines)


def test_an_edge_tells_what_it_rests_on(told: httpx.Client, listed: Any) -> None:
    """A click on an edge shows its quote, article, modality and dates in the pane at the side."""
    page = listed.page
    run(listed, "Who met whom: parameters")
    page.get_by_test_id("frame").first.get_by_text("Successfully set your parameters.").wait_for()
    run(listed, "Who met whom")
    frame = answer(page, "Who met whom")
    link = frame.locator("g.relationship path.overlay").first
    link.evaluate(AT_REST)
    box = link.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    frame.get_by_text("Relationship properties").wait_for()
    shown = frame.inner_text()
    edges = told.get("/v1/queries/who-met-whom", params=catalogue()["who-met-whom"].example).json()["graph"][
        "edges"
    ]
    (edge,) = (each for each in edges if each["id"] in shown)
    told_so = {
        name: edge["properties"][name]
        for name in ("quote", "article", "modality", "first_reported", "last_reported")
    }
    assert {name: value for name, value in told_so.items() if value not in shown} == {}
