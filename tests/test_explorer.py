"""The explorer's frame: where it is served, its policy, search, languages, light and dark, saving, and what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest
from browsing import Open, grave, opening, usable
from playwright.sync_api import Browser, Page, expect
from serving import served

from diplograph.api.settings import Quotes, Settings
from diplograph.api.tokens import Scope, Tokens
from diplograph.exports import formats
from diplograph.neo4j_server.connection import Connection

ASKED = "#/question/who-met-whom?lang=en&official=official%2Fshin-won-sik"


def test_nothing_but_the_servers_own_is_let_in(explorer: str) -> None:
    """The page and its parts come with a policy that allows no script, style or request of another origin, nor inline."""
    page = httpx.get(f"{explorer}/")
    parts = re.findall(r'(?:src|href)="\./([^"]+)"', page.text)
    assert any(part.endswith(".js") for part in parts)
    for path in ("", *parts):
        answered = httpx.get(f"{explorer}/{path}")
        policy = dict(
            each.strip().split(" ", 1) for each in answered.headers["Content-Security-Policy"].split(";")
        )
        assert answered.status_code == 200
        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
        assert {policy[each] for each in ("script-src", "style-src", "connect-src", "font-src")} == {"'self'"}
        assert answered.headers["X-Content-Type-Options"] == "nosniff"


def test_what_hasnt_changed_isnt_sent_again(explorer: str) -> None:
    """Parts of the page have no names of versions: each is asked for anew, by its ETag, and costs a 304."""
    first = httpx.get(f"{explorer}/assets/index.js")
    again = httpx.get(f"{explorer}/assets/index.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], again.status_code, again.content) == ("no-cache", 304, b"")


def test_a_question_is_asked_by_its_form_and_each_row_shows_what_it_rests_on(view: Open) -> None:
    """A thing is typed and chosen, the answer has a row, and the row its sentence, passage and article."""
    page = view("#/question/who-met-whom?lang=en")
    field = page.get_by_role("combobox", name="official, post or party", exact=True)
    field.fill("Shin")
    page.get_by_role("option", name="Shin Won-sik").click()
    expect(page.get_by_role("cell", name="Christopher Cavoli", exact=True)).to_be_visible()
    page.get_by_role("button", name="Show what it rests on").click()
    expect(page.get_by_text("Christopher Cavoli attended")).to_be_visible()
    expect(page.locator("blockquote")).to_contain_text("Shin Won-sik, ministre sud-coréen")
    assert grave(page) == []


def test_a_form_keeps_its_place(view: Open) -> None:
    """Who chooses a thing by keyboard goes on in the next field, and what was typed elsewhere is still there."""
    page = view("#/question/ties-between?lang=en")
    page.get_by_text("More options").click()
    page.get_by_label("what happened since").fill("2024")
    page.get_by_role("combobox", name="one partner", exact=True).fill("South Korea")
    expect(page.get_by_role("option", name=re.compile("South Korea")).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("a=state%2FKR"))
    expect(page.get_by_role("combobox", name="one partner", exact=True)).to_be_focused()
    expect(page.get_by_label("what happened since")).to_have_value("2024")
    page.get_by_role("combobox", name="the other partner", exact=True).fill("ASEAN")
    expect(page.get_by_role("option", name=re.compile("Association of Southeast")).first).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_label("what happened since").press("Enter")
    expect(page).to_have_url(re.compile("from=2024"))
    expect(page.get_by_label("what happened since")).to_be_focused()


def test_what_is_typed_is_what_is_chosen(view: Open) -> None:
    """Enter takes the thing that was typed last, though its list hasn't come; what was typed before is never taken."""
    page = view("#/question/career?lang=en")
    field = page.get_by_role("combobox", name="official")
    field.fill("Shin")
    expect(page.get_by_role("option", name="Shin Won-sik")).to_be_visible()
    field.fill("Kim Yong Hyun")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("official%2Fkim-yong-hyun"))


def test_a_name_that_is_not_chosen_is_not_dropped(view: Open) -> None:
    """What only looks chosen isn't left out of a question: the form isn't sent, and says what to do."""
    page = view("#/question/coverage?lang=en")
    field = page.get_by_role("combobox", name="only articles that mention this")
    field.fill("Japan")
    expect(page.get_by_role("option", name="Japan").first).to_be_visible()
    page.keyboard.press("Escape")  # the list is over the button
    page.get_by_role("button", name="Ask", exact=True).click()
    assert "asked" not in page.url
    assert field.evaluate("each => each.validationMessage") == "Choose one of the list."
    field.press("ArrowDown")
    page.get_by_role("option", name="Japan").first.click()
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page).to_have_url(re.compile("of=state%2FJP.*asked=1|asked=1.*of=state%2FJP"))


def test_a_field_that_can_not_ask_says_so(view: Open) -> None:
    """Where the server doesn't answer, a field doesn't say that nothing has such a name."""
    page = view("#/question/career?lang=en")
    field = page.get_by_role("combobox", name="official")
    expect(field).to_be_visible()
    page.context.set_offline(True)
    field.fill("Shin")
    expect(page.get_by_text("The server doesn’t answer.").last).to_be_visible()
    expect(page.get_by_text("Nothing has such a name.")).to_have_count(0)


def test_who_goes_to_a_view_begins_at_its_heading(view: Open) -> None:
    """Also where the view waits for what it is about; the view that one came to first takes no focus."""
    page = view("#/?lang=en")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_be_focused()
    for link in ("Timeline", "Questions", "Matrix", "Who met whom"):
        page.get_by_role("navigation", name="Views").get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_a_view_that_breaks_is_the_only_one(view: Open) -> None:
    """A view that can't show what it was answered says so, and the next one is there. The answer is made unreadable on its way."""
    page = view("#/?lang=en", expected=("TypeError",))
    page.route("**/v1/queries", lambda route: route.fulfill(json={"queries": [{"name": "x"}]}))
    page.get_by_role("link", name="Questions").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/v1/queries")
    page.get_by_role("link", name="Articles").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("heading", name="Articles")).to_be_visible()


def test_an_address_is_the_view(view: Open) -> None:
    """Who opens the address of an answer sees the answer; back leads to the view before."""
    page = view(ASKED)
    expect(page.get_by_role("cell", name="Christopher Cavoli", exact=True)).to_be_visible()
    page.get_by_role("link", name="Questions").click()
    expect(page.get_by_role("heading", name="Questions")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("cell", name="Christopher Cavoli", exact=True)).to_be_visible()


def test_both_languages(view: Open) -> None:
    """The other language is a click away, on the same view; the browser's own is the first."""
    page = view(ASKED)
    assert "lang=fr" in (page.get_by_role("link", name="Français").get_attribute("href") or "")
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("columnheader", name="a rencontré")).to_be_visible()
    expect(page.get_by_role("link", name="Entretiens : Christopher Cavoli")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    for locale, title in (
        ("fr-CA", "Toutes les questions"),
        ("en-GB", "All questions"),
        ("ko-KR", "Toutes les questions"),
    ):
        expect(view("", locale=locale).get_by_role("link", name=title)).to_be_visible()


@pytest.mark.parametrize("address", ["#/?lang=fr", "#/questions?lang=en", ASKED])
def test_usable(view: Open, address: str) -> None:
    """The start, the questions and an answer can be used by eye and by ear, in light and dark."""
    page = view(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(re.compile("Regardés|Looked at|Who met whom")).first).to_be_visible()
    usable(page)


def test_light_or_dark_is_kept(view: Open) -> None:
    """Which one was chosen holds over the system's, and after loading anew."""
    page = view("#/?lang=en", color_scheme="light")
    field = page.get_by_role("combobox", name="Light or dark")
    scheme = """async field => {
        field.value = "dark"
        field.dispatchEvent(new Event("change", { bubbles: true }))
        await new Promise(next => setTimeout(next))
        return getComputedStyle(document.body).colorScheme
    }"""
    assert field.evaluate(scheme) == "dark", "it waits for the next picture"
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_search_by_keyboard(view: Open) -> None:
    """From the header's field, a thing is found in either language and opened, with keys alone."""
    for typed in ("Corée du Sud", "south korea"):
        page = view("#/?lang=en")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="To the content")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
        expect(page.get_by_role("option", name=re.compile("South Korea")).first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#/thing/state/KR"))


def test_nothing_found_says_what_was_looked_at(view: Open, explorer: str) -> None:
    """Where an answer has no rows, the page says in how many articles, of whom and of when."""
    asked = {"official": "state/KP", "lang": "en"}
    assert httpx.get(f"{explorer}/v1/queries/who-met-whom", params=asked, timeout=60).json()["rows"] == []
    page = view("#/question/who-met-whom?lang=en&official=state%2FKP")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    expect(page.get_by_text("in 10 articles (en, fr)")).to_be_visible()


def test_a_name_that_nothing_has(view: Open) -> None:
    """What the API says is wrong is shown with what to do next."""
    page = view("#/question/who-met-whom?lang=en&official=Nobody%20At%20All")
    expect(page.get_by_role("alert")).to_contain_text("Nobody At All")


def test_no_such_view(view: Open) -> None:
    """An address that leads nowhere says so, and leads on."""
    page = view("#/no-such-view?lang=en")
    page.get_by_role("link", name="To the start").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_server_that_is_gone(view: Open) -> None:
    """Where nobody answers, the page says so, and asks again when told to; so does a view that can't be loaded."""
    page = view("#/question/coverage?lang=en")
    expect(page.get_by_role("heading", name="What was loaded")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The server doesn’t answer")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("cell", name="diplograph").first).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("link", name="Questions").click()
    expect(page.get_by_role("alert")).to_contain_text("The server doesn’t answer")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="Paths between two things")).to_be_visible()


@pytest.mark.parametrize("name", formats())
def test_what_is_on_screen_is_saved(view: Open, explorer: str, name: str, tmp_path: Path) -> None:
    """In every format: the file is what the API gives for the same question."""
    page = view(ASKED)
    expect(page.get_by_role("cell", name="Christopher Cavoli", exact=True)).to_be_visible()
    page.get_by_text("Save as …").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    saved = tmp_path / "file"
    download.value.save_as(saved)
    asked = {"official": "official/shin-won-sik", "lang": "en", "format": name}
    expected = httpx.get(f"{explorer}/v1/queries/who-met-whom", params=asked, timeout=60).content
    assert download.value.suggested_filename.startswith("who-met-whom.")
    assert _same(saved.read_bytes(), expected)


def _same(one: bytes, other: bytes) -> bool:
    """Whether two files are the same; a workbook's archive has the time in it."""
    return one == other or (one[:2] == b"PK" and len(one) == len(other))


def test_elsewhere_than_on_loopback_a_token_is_asked_for(
    chromium: Browser, connection: Connection, sample_graph: object, tmp_path: Path
) -> None:
    """The page itself tells nothing and comes without a token; what it shows needs one, which is kept for the tab."""
    tokens = Tokens(tmp_path / "tokens.json")
    secret = tokens.create("newsroom", Scope.read)
    settings = Settings(tokens=tokens, public=True, quotes=Quotes.short)
    with served(connection, settings) as address, opening(chromium, address) as view:
        page = view("#/questions?lang=en")
        field = page.get_by_label("Token")
        field.fill("wrong")
        page.get_by_role("button", name="Use this token").click()
        expect(page.get_by_role("alert")).to_contain_text("isn't known")
        page.get_by_label("Token").fill(secret)
        page.get_by_role("button", name="Use this token").click()
        expect(page.get_by_role("link", name="What was loaded")).to_be_visible()
        assert secret not in json.dumps(page.evaluate("[document.cookie, {...localStorage}, location.href]"))


def test_a_narrow_screen(view: Open) -> None:
    """An answer can be used on a telephone, too; tables scroll by themselves."""
    for lang in ("en", "fr"):
        page = view(ASKED.replace("lang=en", f"lang={lang}"), width=390)
        expect(page.get_by_role("cell", name="Christopher Cavoli", exact=True)).to_be_visible()
        usable(page)


def test_print(view: Open) -> None:
    """What is printed is the answer with what each row rests on, without what one presses, dark on light."""
    page: Page = view(ASKED)
    expect(page.get_by_role("cell", name="Christopher Cavoli", exact=True)).to_be_visible()
    expect(page.locator("blockquote").first).to_be_hidden()
    page.get_by_role("combobox", name="Light or dark").select_option("dark")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_role("cell", name="Christopher Cavoli", exact=True)).to_be_visible()
    expect(page.locator("blockquote").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
