"""The explorer's graph view: its picture is the API's answer; it grows, is filtered, pinned, played, saved and shared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import networkx
import pytest
from annotated import write
from browsing import Open, grave
from neo4j import Driver
from playwright.sync_api import Page, expect

from diplograph.graph_loader.dates import bounds
from diplograph.graph_loader.load import load
from diplograph.neo4j_server.connection import Connection

TIES = {"a": "South Korea", "b": "ASEAN", "lang": "en"}
OF_TIES = f"#/graph?{urlencode({'question': 'ties-between'} | TIES)}"
WITH_PLANS = ("state/VN", "initiative/vietnam-international-defence-exhibition", "domain/defence-industry", "organization/asean")  # fmt: skip
IN_TIME = ("organization/nato", "state/KR", "state/VN", "organization/asean", "official/shin-won-sik", "meeting/shin-cavoli-2024-02", "meeting/nato-rok-staff-talks-2024-05")  # fmt: skip
MEETINGS = 310
# what is drawn: the ids of what isn't filtered out, and where each thing is
DRAWN = """([part]) => document.querySelector(".drawing")._cyreg.cy[part]().filter(":visible").map(each => each.id())"""
WHERE = """([id, how]) => { const {x, y} = document.querySelector(".drawing")._cyreg.cy.getElementById(id)[how](); return [x, y] }"""
STYLE = """([id, name]) => document.querySelector(".drawing")._cyreg.cy.getElementById(id).style(name)"""


@pytest.fixture
def api(explorer: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=explorer, timeout=120) as client:
        yield client


def of(*ids: str, **more: str) -> str:
    return f"#/graph?{urlencode([('ids', each) for each in ids] + [*more.items()] + [('lang', 'en')])}"


def part(api: httpx.Client, *ids: str) -> dict[str, Any]:
    """Return what the API says of things and all facts among them."""
    found: dict[str, Any] = api.post("/v1/graph", json={"nodes": ids, "lang": "en"}).raise_for_status().json()
    return found


def drawn(page: Page) -> tuple[set[str], set[str]]:
    """Return the ids of the things and facts in the picture, once it is laid out."""
    expect(page.get_by_role("img", name="Graph of")).to_have_attribute("aria-busy", "false")
    nodes, edges = page.evaluate(DRAWN, ["nodes"]), page.evaluate(DRAWN, ["edges"])
    return set(nodes), set(edges)


def in_all(graph: dict[str, Any]) -> tuple[set[str], set[str]]:
    return {each["id"] for each in graph["nodes"]}, {each["id"] for each in graph["edges"]}


def count(page: Page, things: int, facts: int) -> None:
    """Wait until so many are shown, as the page says."""
    expect(page.get_by_role("img", name=f"Graph of {things} things and {facts} facts")).to_be_visible()


def click(page: Page, id: str, how: str) -> None:
    """Click with the mouse on a thing (renderedPosition) or a fact (renderedMidpoint) of the picture."""
    picture = page.get_by_role("img", name="Graph of")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    x, y = page.evaluate(WHERE, [id, how])
    page.mouse.click(box["x"] + x, box["y"] + y)


def test_the_picture_of_an_answer_is_the_answers_graph(view: Open, api: httpx.Client) -> None:
    """It has exactly the things and facts of the API's answer, in words too, and leads back to the question."""
    answer = api.get("/v1/queries/ties-between", params=TIES).raise_for_status().json()
    page = view(OF_TIES)
    assert drawn(page) == in_all(answer["graph"])
    list_ = page.get_by_role("group").filter(has_text="The same as a list")
    for each in answer["evidence"]:
        expect(list_.get_by_role("button", name=each["sentence"], exact=True)).to_be_visible()
    page.get_by_role("link", name="Ties between two partners").click()
    expect(page.get_by_role("heading", name="Ties between two partners")).to_be_visible()


def test_a_thing_that_is_added_begins_a_picture_and_grows_by_a_group(view: Open, api: httpx.Client) -> None:
    """A relation's group has its total, and adds exactly the neighbours of its page; what is shown is said to be."""
    page = view("#/graph?lang=en")
    page.get_by_role("combobox", name="Add a thing").fill("Corée du S")
    page.get_by_role("option", name="state South Korea").click()
    assert drawn(page) == ({"state/KR"}, set())
    profile = api.get("/v1/entities/state/KR").json()
    [total] = [each["total"] for each in profile["facts"] if (each["type"], each["direction"]) == ("PARTY_TO", "out")]  # fmt: skip
    group = page.get_by_role("group").filter(has_text="party to")
    expect(group).to_contain_text(str(total))
    group.get_by_text("party to").click()
    found = api.get("/v1/entities/state/KR/neighbours", params={"type": "PARTY_TO", "direction": "out"})
    first, *others = [each["id"] for each in found.json()["neighbours"]]
    group.get_by_role("checkbox").first.check()
    group.get_by_role("button", name="Show the ticked (1)").click()
    count(page, 2, 1)
    assert drawn(page)[0] == {"state/KR", first}
    expect(group.get_by_text("already shown")).to_have_count(1)
    group.get_by_role("button", name="Show all on this page").click()
    expected = in_all(part(api, "state/KR", first, *others)["graph"])
    assert len(expected[0]) == 1 + total
    count(page, *map(len, expected))
    assert drawn(page) == expected


def test_a_hub_is_shown_a_page_at_a_time(
    view: Open, api: httpx.Client, driver: Driver, connection: Connection, tmp_path: Path
) -> None:
    """Of hundreds of meetings one sees how many there are, and twenty at once."""
    names = [f"réunion {number:03}" for number in range(MEETINGS)]
    text = f"La Norvège et le Chili ont tenu {', '.join(names)}."
    lines = ["T1 State Norvège", "T2 State Chili"]
    for number, name in enumerate(names, 3):
        lines += [f"T{number} Meeting {name}", f"E{number} Meeting:T{number} participant:T1 participant2:T2"]
        lines.append(f"N{number} Reference E{number} Wikidata:Q{880000 + number}\t{name}")
    write(tmp_path, "hub", text, *lines, language="fr")
    load(driver, connection.database, [tmp_path])
    page = view(of("state/NO", chosen="state/NO"))
    group = page.get_by_role("group").filter(has_text="participates in")
    expect(group).to_contain_text(str(MEETINGS))
    group.get_by_text("participates in").click()
    expect(group.get_by_role("listitem")).to_have_count(20)
    group.get_by_role("button", name="Next page").click()
    expect(group.get_by_role("button", name="From the first")).to_be_visible()
    group.get_by_role("button", name="Show all on this page (20)").click()
    count(page, 21, 20)
    asked = {"type": "PARTICIPATES_IN", "direction": "out", "limit": 20}
    first = api.get("/v1/entities/state/NO/neighbours", params=asked).json()
    second = {each["id"] for each in api.get(first["next"]).json()["neighbours"]}
    assert drawn(page)[0] == {"state/NO"} | second
    assert not second & {each["id"] for each in first["neighbours"]}


def test_a_thing_is_hidden_and_all_but_its_neighbours(view: Open, api: httpx.Client) -> None:
    """What is left has all facts among it, as the API says; back brings the picture before."""
    answer = api.get("/v1/queries/ties-between", params=TIES).json()["graph"]
    page = view(OF_TIES)
    drawn(page)
    page.get_by_role("button", name="Kim Yong Hyun (official)").click()
    page.get_by_role("button", name="Hide", exact=True).click()
    left = in_all(answer)[0] - {"official/kim-yong-hyun"}
    expected = in_all(part(api, *left)["graph"])
    count(page, *map(len, expected))
    assert drawn(page) == expected
    page.get_by_role("button", name="South Korea (state)").click()
    page.get_by_role("button", name="Only this and its neighbours").click()
    facts = [each for each in part(api, *left)["graph"]["edges"] if "state/KR" in (each["source"], each["target"])]  # fmt: skip
    around = {each[end] for each in facts for end in ("source", "target")}
    expected = in_all(part(api, *around)["graph"])
    count(page, *map(len, expected))
    assert drawn(page) == expected
    page.go_back()
    count(page, *map(len, in_all(part(api, *left)["graph"])))


def test_what_is_dragged_stays_where_it_was_put_and_the_rest_is_laid_out_alike(view: Open) -> None:
    """A dragged thing is pinned, in the address too; reloading gives the same picture to the pixel."""
    page = view(OF_TIES)
    drawn(page)
    box = page.get_by_role("img", name="Graph of").bounding_box()
    assert box
    x, y = page.evaluate(WHERE, ["state/KR", "renderedPosition"])
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 60, steps=5)
    page.mouse.up()
    page.wait_for_url("**pin=state*")
    put = page.evaluate(WHERE, ["state/KR", "position"])
    page.reload()
    nodes, _ = drawn(page)
    assert page.evaluate(WHERE, ["state/KR", "position"]) == [round(each) for each in put]
    before = {each: page.evaluate(WHERE, [each, "position"]) for each in nodes}
    page.reload()
    drawn(page)
    assert {each: page.evaluate(WHERE, [each, "position"]) for each in nodes} == before
    page.get_by_role("button", name="South Korea (state)").click()
    pin = page.get_by_role("button", name="Pin the chosen thing")
    expect(pin).to_have_attribute("aria-pressed", "true")
    pin.click()
    expect(pin).to_have_attribute("aria-pressed", "false")
    assert "pin=" not in page.url


def test_filters_hide_without_forgetting(view: Open, api: httpx.Client) -> None:
    """Each class, relation, modality and basis can be taken out and brought back, alone and after a reload."""
    graph = part(api, *WITH_PLANS)["graph"]
    every = in_all(graph)
    page = view(of(*WITH_PLANS))
    assert drawn(page) == every

    def without(name: str, things: set[str], facts: set[str]) -> None:
        choice = page.get_by_role("checkbox", name=name)
        choice.uncheck()
        count(page, len(things), len(facts))
        assert drawn(page) == (things, facts)
        page.reload()
        count(page, len(things), len(facts))
        expect(choice).not_to_be_checked()
        assert drawn(page) == (things, facts)
        choice.check()
        count(page, *map(len, every))

    def having(name: str, value: str) -> set[str]:
        return {each["id"] for each in graph["edges"] if each["properties"][name] == value}

    domain = {each["id"] for each in graph["edges"] if each["target"] == "domain/defence-industry"}
    without("cooperation domain", every[0] - {"domain/defence-industry"}, every[1] - domain)
    member = {each["id"] for each in graph["edges"] if each["type"] == "MEMBER_OF"}
    without("member of", every[0], every[1] - member)
    without("planned", every[0] - {WITH_PLANS[1]}, every[1] - having("modality", "planned"))
    without("inferred", every[0], every[1] - having("basis", "inferred"))


def test_what_is_no_plain_fact_is_drawn_apart(view: Open, api: httpx.Client) -> None:
    """Planned is dashed, proposed dotted, inferred double; the legend says so in words."""
    page = view(of(*WITH_PLANS, "state/KR", "initiative/asean-rok-joint-maritime-exercise-2026"))
    drawn(page)
    lines = {"asserted": "solid", "planned": "dashed", "proposed": "dotted"}
    facts = part(api, *WITH_PLANS, "state/KR", "initiative/asean-rok-joint-maritime-exercise-2026")["graph"]["edges"]  # fmt: skip
    assert {each["properties"]["modality"] for each in facts} == set(lines)
    for each in facts:
        told = each["properties"]
        assert page.evaluate(STYLE, [each["id"], "line-style"]) == lines[told["modality"]]
        hollow = page.evaluate(STYLE, [each["id"], "target-arrow-fill"]) == "hollow"
        assert hollow == (told["basis"] == "inferred")
    for name in (*lines, "inferred"):
        expect(page.get_by_role("checkbox", name=name)).to_be_visible()


def test_a_picture_grows_under_a_filter_and_takes_the_pages_colours(view: Open, api: httpx.Client) -> None:
    """What is filtered out doesn't hinder the layout; in the dark, names are written in another ink."""
    page = view(of(*WITH_PLANS, without="class.State", pin="state/VN@5,5"))
    drawn(page)
    ink = page.evaluate(STYLE, ["organization/asean", "color"])
    page.get_by_role("combobox", name="Add a thing").fill("NATO")
    page.get_by_role("option", name="organization North Atlantic Treaty Organization").click()
    count(page, 4, 1)
    page.get_by_role("button", name="Lay out again").click()
    assert drawn(page)[0] == {*WITH_PLANS, "organization/nato"} - {"state/VN"}
    page.get_by_role("checkbox", name="state", exact=False).check()
    count(page, 5, len(part(api, *WITH_PLANS, "organization/nato")["graph"]["edges"]))
    assert page.evaluate(WHERE, ["state/VN", "position"]) == [5, 5]
    page.get_by_role("combobox", name="Light or dark").select_option("dark")
    page.wait_for_function(
        f"given => ({STYLE})(given) !== given[2]", arg=["organization/asean", "color", ink]
    )


def test_a_period_leaves_what_is_there_in_it(view: Open, api: httpx.Client) -> None:
    """By keyboard: what ended before, or began after, is gone, what has no date stays; it is in the address."""
    graph = part(api, *IN_TIME)["graph"]
    page = view(of(*IN_TIME))
    assert drawn(page) == in_all(graph)
    last = page.get_by_role("slider", name="Until")
    last.focus()
    last.press("Home")
    day = page.evaluate("() => new URLSearchParams(location.hash.split('?')[1]).get('last')")
    assert bounds(day)
    nodes = {each["id"] for each in graph["nodes"] if begun(each, day)}
    edges = {each["id"] for each in graph["edges"] if begun(each, day) and {each["source"], each["target"]} <= nodes}  # fmt: skip
    assert edges < in_all(graph)[1]
    assert drawn(page) == (nodes, edges)
    page.reload()
    assert drawn(page) == (nodes, edges)
    page.get_by_role("button", name="Play").click()
    expect(last).to_have_value(last.get_attribute("max") or "")
    assert drawn(page) == in_all(graph)


def begun(each: dict[str, Any], day: str) -> bool:
    """Tell whether something began by a day, or has no date at all."""
    told = each["properties"]
    if told.get("start") or told.get("end"):
        start = told.get("start") and bounds(told["start"]).start
        return not start or start <= day
    starts = [bounds(attested).start or "" for attested in told.get("attested", ())]
    return not starts or min(starts) <= day


def test_a_click_on_a_fact_shows_what_it_rests_on(view: Open, api: httpx.Client) -> None:
    """Its sentence, quote, article and modality, as the API's evidence has them; the list does the same by keyboard."""
    found = part(api, *WITH_PLANS)
    [fact] = [each for each in found["graph"]["edges"] if each["type"] == "HOSTED"]
    [passage] = [each for each in found["evidence"] if each["fact"] == fact["id"]]
    page = view(of(*WITH_PLANS))
    drawn(page)
    panel = page.get_by_role("region", name="Chosen")
    click(page, fact["id"], "renderedMidpoint")
    for _ in range(2):
        expect(panel.get_by_text(passage["sentence"])).to_be_visible()
        expect(panel.get_by_text(passage["quote"])).to_be_visible()
        expect(panel.get_by_role("link", name=passage["title"])).to_have_attribute("href", f"#/article/{passage['article']}?start={passage['char_start']}&end={passage['char_end']}&lang=en")  # fmt: skip
        expect(panel.locator(".mark", has_text=passage["modality"])).to_be_visible()
        click(page, "state/VN", "renderedPosition")
        expect(panel.get_by_role("heading", name="Vietnam")).to_be_visible()
        page.get_by_role("button", name=passage["sentence"], exact=True).press("Enter")


def test_what_is_on_screen_is_saved(view: Open, tmp_path: Path) -> None:
    """After filters, as GEXF, which networkx reads with the same ids."""
    page = view(of(*WITH_PLANS))
    drawn(page)
    page.get_by_role("checkbox", name="member of").uncheck()
    nodes, edges = drawn(page)
    page.get_by_text("Save as …").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="gexf").click()
    saving.value.save_as(tmp_path / "graph.gexf")
    read = networkx.read_gexf(tmp_path / "graph.gexf")
    assert set(read.nodes) == nodes
    assert {told["id"] for *_, told in read.edges(data=True)} == edges


def test_what_isnt_in_the_graph_is_said(view: Open) -> None:
    """An address with an unknown id shows the rest, and names it; one with too many shows as many as it may."""
    page = view(of("state/KR", "state/nowhere"))
    assert drawn(page) == ({"state/KR"}, set())
    expect(page.get_by_text("Not in the graph: state/nowhere")).to_be_visible()
    page = view(of("state/KR", *(f"state/nowhere-{number}" for number in range(1001))))
    assert drawn(page) == ({"state/KR"}, set())
    expect(page.get_by_text("At most 1000 things fit in a picture; 2 were left out.")).to_be_visible()


def test_what_cant_be_answered_says_why(view: Open, api: httpx.Client) -> None:
    """A question about nobody shows the API's own problem."""
    asked = {"official": "Nobody At All", "lang": "en"}
    problem = api.get("/v1/queries/who-met-whom", params=asked).json()
    page = view(f"#/graph?{urlencode({'question': 'who-met-whom'} | asked)}")
    expect(page.get_by_role("alert").get_by_text(problem["detail"])).to_be_visible()


@pytest.mark.parametrize(("colors", "width"), [("light", 1280), ("dark", 390)])
def test_the_graph_view_is_accessible(view: Open, colors: str, width: int) -> None:
    """Axe finds nothing serious, with a thing chosen and a group open, light and dark, wide and narrow."""
    page = view(f"{OF_TIES}&chosen=state/KR", width=width, color_scheme=colors)
    drawn(page)
    expect(page.get_by_text("of them shown")).to_be_visible()  # until then the first « party to » is a filter
    page.get_by_role("group").filter(has_text="party to").get_by_text("party to").first.click()
    expect(page.get_by_text("already shown").first).to_be_visible()
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
