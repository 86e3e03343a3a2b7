"""The explorer's search and profiles: what is found, what is told of a thing, and the sentence behind each line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from browsing import Open, usable
from conftest import EXAMPLE
from neo4j import Driver
from playwright.sync_api import Locator, Page, expect

from diplograph.graph_loader.load import load
from diplograph.neo4j_server.connection import Connection

CLASSES = (
    "Official", "Post", "State", "Organization", "Meeting", "Initiative", "Agreement", "Statement", "Place", "Domain",
)  # fmt: skip
SEEN = ("#/search?q=Seoul&lang=en", "#/thing/state/KR?lang=fr", "#/thing/official/shin-won-sik?lang=en")


@pytest.fixture
def api(explorer: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=explorer, timeout=60) as client:
        yield client


def richest(api: httpx.Client, cls: str) -> dict[str, Any]:
    """Return the profile of that thing of a class's first ones that has most facts."""
    things = api.get("/v1/entities", params={"class": cls, "limit": 20}).json()["entities"]
    profiles = [api.get(each["href"], params={"lang": "en"}).json() for each in things]
    return max(profiles, key=lambda each: sum(fact["total"] for fact in each["facts"]))


def opened(page: Page) -> None:
    """Show all of a profile: every page of every section, and what each line rests on."""
    expect(page.get_by_role("heading", level=2, name=re.compile("Articles that mention it"))).to_be_visible()
    expect(page.get_by_text("Loading")).to_have_count(0)
    while (more := page.get_by_role("link", name="More", exact=True)).count():
        address = page.url
        more.first.click()
        expect(page).not_to_have_url(address)
        expect(page.get_by_text("Loading")).to_have_count(0)
    while (row := page.get_by_role("button", name="Show what it rests on")).count():
        row.first.click()


@pytest.mark.parametrize("cls", CLASSES)
def test_a_profile_tells_every_fact_with_its_sentence_and_passage(
    view: Open, api: httpx.Client, cls: str
) -> None:
    """Of each class the richest thing: what it is, all its neighbours, the sentence and passage of each fact, its articles."""
    about = richest(api, cls)
    page = view(f"#/thing/{about['id']}?lang=en")
    expect(page.get_by_role("heading", level=1, name=about["name"])).to_be_visible()
    opened(page)
    neighbours = api.get(f"{about['href']}/neighbours", params={"lang": "en", "limit": 100}).json()
    assert neighbours["next"] is None
    text = plain(page.locator("main"))
    for each in neighbours["neighbours"]:
        for fact in each["facts"]:
            assert fact["passage"]["sentence"] in text
            assert fact["passage"]["quote"] is None or fact["passage"]["quote"] in text
        if each["class"] != "Claim":
            assert page.locator(f"a[href^='#/thing/{each['id']}?']").count(), each["id"]
    told = api.get(f"{about['href']}/articles").json()["articles"]
    for each in told:
        line = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=each["title"]))
        assert all(form in plain(line.last) for form in each["forms"])


def plain(of: Locator) -> str:
    return " ".join((of.text_content() or "").split())


def test_a_profile_says_what_and_since_when(view: Open, api: httpx.Client) -> None:
    """Class and kind, both names, other names, dates in words, codes as labels, and of when the articles are."""
    page = view("#/thing/meeting/nato-rok-staff-talks-2023-02?lang=fr")
    about = api.get("/v1/entities/meeting/nato-rok-staff-talks-2023-02").json()
    main = page.get_by_role("main")
    for shown in (
        "réunion, entretiens d’états-majors", about["name_en"], "du 13 février 2023 au 14 février 2023", "tenu", "bilatéral", "mai 2024",
    ):  # fmt: skip
        expect(main.get_by_text(shown).first).to_be_visible()
    page = view("#/thing/state/KR?lang=en")
    expect(page.get_by_role("main").get_by_text("R.O.K.")).to_be_visible()
    expect(page.get_by_text("articles: 6, February 2024 to November 2024")).to_be_visible()


def test_from_a_line_to_its_article_is_a_click_on_the_quote(view: Open, api: httpx.Client) -> None:
    """A line opens its quote; the quote leads to the article, where the very same characters are marked."""
    asked = {"type": "PARTY_TO", "lang": "en"}
    neighbours = api.get("/v1/entities/state/KR/neighbours", params=asked).json()["neighbours"]
    told = neighbours[-1]["facts"][0]["passage"]
    page = view("#/thing/state/KR?lang=en")
    page.get_by_text(told["sentence"], exact=True).click()
    page.locator("details[open] blockquote a").click()
    expect(page).to_have_url(re.compile("#/article/"))
    mark = page.locator("mark")
    expect(mark).to_be_focused()
    text = api.get(f"/v1/articles/{told['article']}/text").json()["text"]
    assert mark.text_content() == text[told["char_start"] : told["char_end"]]


def test_ways_on_have_the_thing_filled_in(view: Open) -> None:
    """From a state one comes to who met whom, its timeline, the graph and paths, all of this state."""
    page = view("#/thing/state/KR?lang=en")
    further = page.get_by_role("navigation", name="Look further")
    for name in (
        "Who met whom",
        "What links it with",
        "Timeline",
        "As a graph",
        "Paths from here",
        "All claims",
    ):
        expect(further.get_by_role("link", name=name)).to_have_attribute("href", re.compile("state%2FKR"))


def test_what_is_on_screen_is_saved(view: Open, api: httpx.Client) -> None:
    """A profile's file has the facts that are shown, and a search's the things that were found."""
    page = view("#/thing/place/tokyo?lang=en")
    opened(page)
    posted = save(page, "json")
    facts = api.get("/v1/entities/place/tokyo/neighbours", params={"limit": 100}).json()["neighbours"]
    assert set(posted["edges"]) == {fact["id"] for each in facts for fact in each["facts"]}
    page = view("#/search?q=Seoul&lang=en")
    posted = save(page, "json")
    found = api.get("/v1/entities", params={"q": "Seoul"}).json()["entities"]
    assert (posted["nodes"], posted["edges"]) == ([each["id"] for each in found], [])


def save(page: Page, name: str) -> dict[str, Any]:
    """Save what is on screen, and return what was asked of the API for it."""
    page.get_by_text("Save as …").click()
    with page.expect_request("**/v1/graph*") as asked, page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    assert download.value.failure() is None
    posted: dict[str, Any] = asked.value.post_data_json
    return posted


def test_the_address_of_a_merged_thing_leads_to_the_one(
    view: Open, driver: Driver, connection: Connection
) -> None:
    """An id that is another's alias shows that thing, under its own address."""
    load(driver, connection.database, [EXAMPLE])
    page = view("#/thing/organization/forum-atlantique-de-defense?lang=fr")
    expect(page.get_by_role("heading", name="Articles qui en parlent")).to_be_visible()
    expect(page).not_to_have_url(re.compile("forum-atlantique-de-defense"))


def test_no_such_thing(view: Open) -> None:
    """An id that nothing has says so."""
    page = view("#/thing/official/nobody-at-all?lang=en")
    expect(page.get_by_role("alert")).to_contain_text("nobody-at-all")


def test_search_finds_the_same_in_both_languages_with_keys_alone(view: Open) -> None:
    """Enter asks for all that has such a name; the first of it opens with Tab and Enter."""
    for typed in ("Corée du Sud", "South Korea"):
        page = view("#/?lang=en")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"#/search\?q="))
        first = page.get_by_role("link", name="state South Korea", exact=True)
        expect(first).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        while not first.evaluate("each => each === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#/thing/state/KR"))
        expect(page.get_by_role("heading", level=1, name="South Korea")).to_be_focused()


def test_search_tells_namesakes_apart(view: Open, api: httpx.Client) -> None:
    """Each has its class, its posts or date, and the names by which it was found."""
    page = view("#/search?q=Shin&lang=en")
    [shin, *_] = api.get("/v1/entities", params={"q": "Shin", "lang": "en"}).json()["entities"]
    line = page.locator("main").get_by_role("listitem").first
    for shown in ("official", shin["about"], "also: Shin"):
        expect(line).to_contain_text(shown)
    expect(view("#/search?q=Seoul&lang=en").get_by_text("also: Seoul, Séoul")).to_be_visible()


def test_search_within_a_class_and_more(view: Open, api: httpx.Client) -> None:
    """A class is chosen; more follows what is there, and stays when the address is loaded anew."""
    page = view("#/search?q=defence&lang=en")
    page.get_by_role("combobox", name="class").select_option("Organization")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    found = api.get("/v1/entities", params={"q": "defence", "class": "Organization"}).json()["entities"]
    things = page.locator("main .things > li")
    expect(things).to_have_count(len(found))
    page = view("#/search?lang=en")
    page.get_by_role("link", name="More").click()
    every = api.get("/v1/entities", params={"limit": 40}).json()["entities"]
    things = page.locator("main .things > li a.thing")
    expect(things).to_have_count(40)
    page.reload()
    expect(things).to_have_count(40)
    assert [each.get_attribute("href").split("?")[0] for each in things.all()] == [  # type: ignore[union-attr]
        f"#/thing/{each['id']}" for each in every
    ]


def test_nothing_found_says_what_was_looked_at(view: Open, api: httpx.Client) -> None:
    """Where nothing has such a name, the page says in which articles."""
    page = view("#/search?q=Zzyzx%20qqq&lang=fr")
    expect(page.get_by_text("Rien trouvé")).to_be_visible()
    looked = api.get("/v1/queries/coverage").json()["coverage"]["articles"]
    expect(page.get_by_text(f"dans {looked} articles (en, fr)")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", SEEN)
def test_usable(view: Open, address: str, width: int) -> None:
    """Search and profiles can be used by eye and by ear, in light and dark, on a telephone too."""
    page = view(address, width=width)
    expect(page.locator("main .things > li").first).to_be_visible()
    usable(page)


def test_print(view: Open) -> None:
    """Printed, a profile has its quotes, opened or not, and nothing to press."""
    page = view("#/thing/state/KR?lang=en")
    expect(page.get_by_role("heading", name="Agreements")).to_be_visible()
    quote = page.locator(".rests-on blockquote").first
    expect(quote).to_be_hidden()
    page.emulate_media(media="print")
    expect(quote).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Look further")).to_be_hidden()
