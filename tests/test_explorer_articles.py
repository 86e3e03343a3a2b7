"""The explorer's articles: their list, and each with its claims, and the passage that was asked for marked in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from annotated import write
from browsing import Open, opening, usable
from neo4j import Driver
from playwright.sync_api import Browser, expect
from serving import served

from diplograph.api.settings import Quotes, Settings
from diplograph.graph_loader.load import load
from diplograph.neo4j_server.connection import Connection

ARTICLE = "asean-rok-2024-11-fr"
# Characters of two UTF-16 units before the passage and in it, and a combining accent.
TEXT = "🛡️ À Oslo, le 𠮷 s’est mêlé de tout. 🚢 Astrid Holmen a rencontre\u0301 Pablo Riquelme 🤝 au port. Puis plus rien. 🎣"
LINES = (
    "T1 Official Astrid Holmen",
    "T2 Official Pablo Riquelme",
    "T3 Meeting rencontre\u0301",
    "E1 Meeting:T3 participant:T1 participant2:T2",
)
SEEN = ("#/articles?lang=fr", f"#/article/{ARTICLE}?lang=en")


@pytest.fixture
def api(explorer: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=explorer, timeout=60) as client:
        yield client


def claims_of(api: httpx.Client, article: str) -> list[dict[str, Any]]:
    """Return all claims of an article."""
    found: list[dict[str, Any]] = []
    address = f"/v1/articles/{article}/claims"
    while address:
        page = api.get(address).json()
        found, address = found + page["claims"], page["next"]
    return found


def at(claim: dict[str, Any], lang: str = "en") -> str:
    return f"#/article/{claim['article']}?start={claim['char_start']}&end={claim['char_end']}&lang={lang}"


def test_the_list_is_narrowed(view: Open, api: httpx.Client) -> None:
    """By language and by when they appeared; what is shown is what the API lists."""
    page = view("#/articles?lang=en")
    lines = page.locator("main .things > li > a")
    every = api.get("/v1/articles").json()["articles"]
    expect(lines).to_have_text([each["title"] for each in every])
    page.get_by_role("combobox", name="language").select_option("fr")
    page.get_by_label("appeared since").fill("2024-05")
    page.get_by_role("button", name="Show").click()
    chosen = api.get("/v1/articles", params={"language": "fr", "reported_from": "2024-05"}).json()["articles"]
    expect(lines).to_have_text([each["title"] for each in chosen])
    assert 0 < len(chosen) < len(every)
    page.get_by_text("Save as …").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="csv", exact=True).click()
    saved = download.value.path().read_text(encoding="utf-8")
    assert [each["id"] in saved for each in every] == [each in chosen for each in every]
    page.get_by_label("appeared since").fill("2031")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Nothing found")).to_be_visible()


def test_the_passage_that_is_asked_for_is_marked(view: Open, api: httpx.Client) -> None:
    """For each passage of an article: its characters, no more and no less, and beside them its claims alone."""
    text = api.get(f"/v1/articles/{ARTICLE}/text").json()["text"]
    claims = claims_of(api, ARTICLE)
    told = api.get(f"/v1/articles/{ARTICLE}", params={"lang": "en"}).json()["mentions"]
    names = {each["id"]: each["name"] for each in told}
    predicates = api.get("/v1/ontology").json()["predicates"]
    page = view(at(claims[0]))
    for start, end in sorted({(each["char_start"], each["char_end"]) for each in claims}):
        page.evaluate(f"location.hash = '#/article/{ARTICLE}?start={start}&end={end}&lang=en'")
        expect(page.locator("mark")).to_have_text(text[start:end])
        assert page.locator("mark").text_content() == text[start:end]
        assert page.locator(".text").text_content() == text
        of_passage = [each for each in claims if (each["char_start"], each["char_end"]) == (start, end)]
        expect(page.locator(".claims > li")).to_have_count(len(of_passage))
        for each in of_passage:
            ends = [names.get(each[of], each[of]) for of in ("subject", "object")]
            said = " ".join(filter(None, [ends[0], predicates[each["predicate"]]["en"], ends[1]]))
            expect(page.locator(".claims > li", has_text=said).first).to_be_visible()


def test_an_article_without_a_chosen_passage_tells_all_its_claims(view: Open, api: httpx.Client) -> None:
    """In the order of its text, each with its modality and quote, and all that it mentions, with how often."""
    page = view(f"#/article/{ARTICLE}?lang=fr")
    about, claims = api.get(f"/v1/articles/{ARTICLE}").json(), claims_of(api, ARTICLE)
    assert about["claims_total"] == len(claims)
    expect(page.locator(".claims > li")).to_have_count(len(claims))
    quotes = dict.fromkeys((each["char_start"], each["char_end"], each["quote"]) for each in claims)
    expect(page.locator("main blockquote")).to_have_text([f"« {quote} »" for *_, quote in quotes])
    for each in about["mentions"]:
        line = page.locator(".mentions > li", has=page.locator(f"a[href^='#/thing/{each['id']}?']"))
        expect(line).to_contain_text(f"{each['name']} × {each['count']} ")


def test_another_passage_is_chosen_in_the_text(view: Open, api: httpx.Client) -> None:
    """A passage in the text is a link: its claims then stand beside it, and its address is the view's."""
    claims = claims_of(api, ARTICLE)
    page = view(at(claims[0]))
    expect(page.locator("mark")).to_be_focused()
    page.locator(".text a.passage").last.click()
    expect(page).not_to_have_url(re.compile(f"start={claims[0]['char_start']}&"))
    expect(page.locator("mark")).to_be_focused()
    query = dict(each.split("=") for each in page.url.rsplit("?", 1)[1].split("&"))
    chosen = [
        each
        for each in claims
        if (str(each["char_start"]), str(each["char_end"])) == (query["start"], query["end"])
    ]
    expect(page.locator(".claims > li")).to_have_count(len(chosen))
    assert chosen


def test_offsets_are_code_points(
    chromium: Browser, driver: Driver, connection: Connection, sample_graph: object, tmp_path: Path
) -> None:
    """In a text with characters of two UTF-16 units, before the passage and in it, the mark is the passage."""
    write(tmp_path, "port", TEXT, *LINES, language="fr", url="javascript:alert(1)", publisher="Le Quai")
    load(driver, connection.database, [tmp_path])
    with served(connection, Settings(texts=tmp_path)) as address, opening(chromium, address) as view:
        [claim, *_] = httpx.get(f"{address}/v1/articles/port/claims", timeout=60).json()["claims"]
        page = view(at(claim))
        mark = page.locator("mark")
        expect(mark).to_be_focused()
        assert mark.text_content() == TEXT[claim["char_start"] : claim["char_end"]]
        assert "🤝" in str(mark.text_content())
        assert page.locator(".text").text_content() == TEXT
        # an address that is no web page's is no link
        expect(page.get_by_text("javascript:alert(1)").first).to_be_visible()
        assert page.locator("a[href^=javascript]").count() == 0


@pytest.mark.parametrize(
    ("settings", "why"),
    [(Settings(), "isn’t at hand"), (Settings(quotes=Quotes.short), "isn’t given out here")],
)
def test_where_the_text_isnt_at_hand_the_quote_is_shown(
    chromium: Browser, connection: Connection, sample_graph: object, settings: Settings, why: str
) -> None:
    """The page says why there is no text, and shows the quote, ready to be cited."""
    with served(connection, settings) as address, opening(chromium, address) as view:
        [claim, *_] = httpx.get(f"{address}/v1/articles/{ARTICLE}/claims", timeout=60).json()["claims"]
        page = view(at(claim))
        expect(page.get_by_text(why)).to_be_visible()
        expect(page.locator("blockquote")).to_have_text(f"« {claim['quote']} »")
        expect(page.get_by_text(f"diplograph, 2024-11, « {claim['quote']} »")).to_be_visible()


def test_no_such_article(view: Open) -> None:
    """An article that isn't there is said to be none."""
    page = view("#/article/no-such-article?lang=en")
    expect(page.get_by_role("alert").first).to_contain_text("no-such-article")


def test_what_an_article_tells_is_saved(view: Open, api: httpx.Client) -> None:
    """The file has what it mentions, and the facts that its claims support."""
    page = view(f"#/article/{ARTICLE}?lang=en")
    claims = claims_of(api, ARTICLE)
    expect(page.locator(".claims > li")).to_have_count(len(claims))
    page.get_by_text("Save as …").click()
    with page.expect_request("**/v1/graph*") as asked, page.expect_download() as download:
        page.get_by_role("button", name="json", exact=True).click()
    assert download.value.failure() is None
    posted = asked.value.post_data_json
    mentions = api.get(f"/v1/articles/{ARTICLE}").json()["mentions"]
    assert posted["nodes"] == [each["id"] for each in mentions]
    assert set(posted["edges"]) == {each["edge"] for each in claims if each["edge"] and each["object"]}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", SEEN)
def test_usable(view: Open, address: str, width: int) -> None:
    """Articles can be read by eye and by ear, in light and dark, on a telephone too."""
    page = view(address, width=width)
    expect(page.locator("main .things > li").first).to_be_visible()
    usable(page)


def test_print(view: Open, api: httpx.Client) -> None:
    """Printed, an article has its text, its mark and its claims, and nothing to press."""
    page = view(at(claims_of(api, ARTICLE)[0]))
    expect(page.locator("mark")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("mark")).to_be_visible()
    expect(page.locator(".claims > li").first).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
