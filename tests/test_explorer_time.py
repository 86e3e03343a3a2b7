"""The explorer's views of time and of all partners: a timeline as a picture and a list, and the matrix."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from browsing import Open, altered, usable
from playwright.sync_api import Locator, Page, expect

KOREA, ASEAN, NATO = "state/KR", "organization/asean", "organization/nato"
VIEWS = {
    "thing": f"#/timeline?lang=en&of={KOREA}",
    "pair": f"#/timeline?lang=en&a={KOREA}&b={ASEAN}",
    "period": "#/timeline?lang=en&from=2024-11",
    "matrix": "#/matrix?lang=en",
}
MATRIX = "partner-matrix"

Row = dict[str, Any]


def asked(explorer: str, question: str, **values: object) -> list[Row]:
    """Return the rows that the API answers what a page asked with."""
    response = httpx.get(f"{explorer}/v1/queries/{question}", params={"lang": "en", **values}, timeout=60)
    assert response.status_code == 200, response.text
    rows: list[Row] = response.json()["rows"]
    return rows


def marks(page: Page) -> Locator:
    """What the picture of time shows."""
    return page.get_by_role("group", name=re.compile("Picture of time")).get_by_role("link")


def lines(page: Page) -> Locator:
    """What the list by year shows."""
    return page.get_by_role("region", name="By year").get_by_role("listitem")


def year(row: Row) -> str:
    """The year that a row stands under: that it begins in, else that it ends in."""
    return re.findall(r"\d{4}", row["date"])[0]  # type: ignore[no-any-return]


def dated(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["date"]]


def shown_as_asked(page: Page, rows: list[Row]) -> None:
    """The picture and the list both have each dated row, the list under its year, in the order of time."""
    expect(marks(page)).to_have_count(len(dated(rows)))
    expect(lines(page)).to_have_count(len(dated(rows)))
    listed = page.get_by_role("region", name="By year").locator("a.thing").all_inner_texts()
    named = sorted(each.strip() for each in listed)
    assert named == sorted(row["thing"] for row in dated(rows))
    assert {each.split(",")[0] for each in names(marks(page))} <= {row["thing"].split(",")[0] for row in rows}
    for found in sorted({year(row) for row in dated(rows)}):
        part = page.get_by_role("region", name=re.compile(rf"^{found} \("))
        expect(part.get_by_role("listitem")).to_have_count(sum(year(row) == found for row in dated(rows)))
    years = [
        int(text[:4]) for text in page.get_by_role("heading", level=2).all_inner_texts() if text[:2] == "20"
    ]
    assert years == sorted(years)


def names(where: Locator) -> list[str]:
    return [each.get_attribute("aria-label") or "" for each in where.all()]


def test_the_timeline_of_a_thing(view: Open, explorer: str) -> None:
    """All that is dated about a thing, found by typing: as a picture, and the same as a list, each line with its sentence."""
    page = view("#/timeline?lang=en")
    page.get_by_role("combobox", name="thing").fill("South Korea")
    expect(page.get_by_role("option", name=re.compile("South Korea")).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline of South Korea")
    rows = asked(explorer, "timeline", of=KOREA, limit=300)
    shown_as_asked(page, rows)
    for line in (lines(page).first, lines(page).last):
        line.locator("summary").first.click()
        quote = line.locator("blockquote").first.inner_text().strip("« »\xa0\n")
        assert quote in {row["quote"].strip("« »") for row in rows}


def test_what_is_not_done_yet_is_drawn_apart(view: Open, explorer: str) -> None:
    """What is planned or proposed has a broken line and no filling, and says so in words, in the picture and the list."""
    page = view(VIEWS["thing"])
    rows = asked(explorer, "timeline", of=KOREA, limit=300)
    proposed = [row for row in rows if "proposed" in (row["modality"], row["status"])]
    assert proposed
    apart = marks(page).filter(has=page.locator("rect, circle, path")).and_(page.locator(".event.proposed"))
    expect(apart).to_have_count(len(proposed))
    for each in apart.all():
        assert (each.get_attribute("aria-label") or "").endswith(", proposed")
        shape = each.locator("rect, circle, path").first
        assert shape.evaluate("each => getComputedStyle(each).strokeDasharray") != "none"
    expect(lines(page).and_(page.locator(".proposed"))).to_have_count(len(proposed))
    expect(lines(page).locator(":scope > p > .mark.proposed")).to_have_text(["proposed"] * len(proposed))
    expect(page.get_by_role("list", name="Legend")).to_contain_text("proposed")


def test_a_span_is_as_long_as_it_was(view: Open) -> None:
    """In the picture, a year is a bar of twelve months; what is only known to be by a day has a tip to the left of it."""
    page = view(VIEWS["thing"])
    partnership = marks(page).and_(page.get_by_role("link", name="NATO–Republic of Korea partnership, 2005"))
    box = partnership.locator("rect").bounding_box()
    assert box
    ticks = page.locator(".axis g").filter(has_text=re.compile(r"^\d{4}$"))
    at = {int(tick.text_content() or ""): tick.locator("text").bounding_box() for tick in ticks.all()}
    (first, *_, last) = sorted(at)
    middle = {each: found["x"] + found["width"] / 2 for each, found in at.items() if found}
    a_year = (middle[last] - middle[first]) / (last - first)
    assert box["width"] == pytest.approx(a_year, abs=2)
    assert box["x"] == pytest.approx(middle[first] - (first - 2005) * a_year, abs=3)
    by_then = marks(page).and_(page.get_by_role("link", name=re.compile("by February 29, 2024"))).first
    assert re.fullmatch(r"M([\d.]+) .*L([\d.]+) .*Z", by_then.locator("path").get_attribute("d") or ""), (
        "a path from its last day to a tip"
    )


def show_altered(view: Open, address: str, question: str, rows: list[Row]) -> Page:
    """Open a view whose answer's first rows have other values in some of their columns."""

    def change(answer: dict[str, Any]) -> None:
        for row, other in zip(answer["rows"], rows, strict=False):
            row.update(other)

    page = view("#/questions?lang=en")
    altered(page, question, change)
    page.goto(page.url.split("#")[0] + address)
    return page


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", ["spring 2004", "by summer 2004"]), ("fr", ["printemps 2004", "au plus tard à l’été 2004"])],
)
def test_seasons_are_named_and_drawn(view: Open, lang: str, said: list[str]) -> None:
    """A season is a bar of three months, and said by its name. The sample corpus has none: dates are changed on their way."""
    rows = [{"date": "2004-21"}, {"date": "../2004-22"}]
    page = show_altered(view, f"#/timeline?lang={lang}&of={KOREA}", "timeline", rows)
    year = page.get_by_role("region", name=re.compile(r"^2004 \("))
    expect(year.get_by_role("listitem").locator("strong")).to_have_text(said)
    spring = page.locator("figure.time").get_by_role("link", name=re.compile(f", {said[0]}$"))
    box, whole = spring.locator("rect").bounding_box(), page.locator("figure.time svg").first.bounding_box()
    assert box
    assert whole
    assert whole["x"] <= box["x"] < whole["x"] + whole["width"] / 20, "the first of all"
    assert "NaN" not in page.locator("figure.time").inner_html()


@pytest.mark.parametrize("text", ["A/B", "2024-21~", "2024-13", "2024-02-30", "2024/x", "unknown/2024"])
def test_what_is_no_date_is_left_as_it_is(view: Open, text: str) -> None:
    """A text in a column of dates that isn't one is shown as it is, and isn't drawn. One is put there on its way."""
    page = show_altered(view, VIEWS["thing"], "timeline", [{"date": text}])
    part = page.get_by_role("region", name="Without a date (1)")
    expect(part.locator("strong")).to_have_text(text)
    assert "NaN" not in page.locator("figure.time").inner_html()


@pytest.mark.parametrize(("lang", "said"), [("en", "cancelled"), ("fr", "annulé")])
def test_what_was_cancelled_is_drawn_apart(view: Open, lang: str, said: str) -> None:
    """A cancelled meeting is hollow, named as such in picture, list and legend. The sample has none: a status is changed."""
    rows = [{}, {"status": "cancelled"}]
    page = show_altered(view, f"#/timeline?lang={lang}&of={KOREA}", "timeline", rows)
    apart = page.locator("figure.time .event.cancelled[data-key]")
    expect(apart).to_have_count(1)
    expect(apart).to_have_attribute("aria-label", re.compile(f", {said}$"))
    fill = "each => getComputedStyle(each.querySelector('rect, circle, path')).fill"
    held = page.locator('figure.time .event.asserted[data-key^="meeting/"]').first
    assert apart.evaluate(fill) != held.evaluate(fill)
    expect(page.locator("li > p > .mark.cancelled")).to_have_text([said])
    expect(page.locator("ul.legend")).to_contain_text(said)


def test_what_was_cancelled_is_said_in_the_graph(view: Open) -> None:
    """The graph's list and panel say that a meeting was cancelled. The sample has none: a node's status is changed."""

    def change(answer: dict[str, Any]) -> None:
        for node in answer["graph"]["nodes"]:
            if "Meeting" in node["labels"]:
                node["properties"]["status"] = "cancelled"

    page = view("#/questions?lang=fr")
    altered(page, "who-met-whom", change)
    page.goto(page.url.split("#")[0] + "#/graph?lang=fr&question=who-met-whom&official=official/shin-won-sik")
    listed = page.get_by_role("button", name=re.compile(r" \(réunion, annulé\)$", re.IGNORECASE))
    listed.first.click()
    expect(page.get_by_role("region", name="Choisi").locator(".mark.cancelled")).to_have_text("annulé")


def test_a_page_of_a_timeline_says_so(view: Open) -> None:
    """Where rows follow on another page, a year's number is said to be this page's."""
    page = view(f"{VIEWS['thing']}&limit=3")
    expect(page.get_by_role("heading", name=re.compile(r"\(\d on this page\)")).first).to_be_visible()
    page.goto(page.url.split("#")[0] + VIEWS["thing"])
    expect(page.get_by_role("heading", name=re.compile(r"^2005 \(1\)"))).to_be_visible()
    expect(page.get_by_text("on this page")).to_have_count(0)


def test_who_was_in_it(view: Open, explorer: str) -> None:
    """Without a thing, nobody acts for it: who is named was in what happened."""
    row = next(row for row in asked(explorer, "timeline", limit=300, **{"from": "2024-11"}) if row["via"])
    page = view(VIEWS["period"])
    expect(lines(page).filter(has_text=f"with {row['via']}").first).to_be_visible()
    expect(lines(page).locator(".mark").filter(has_text="through ")).to_have_count(0)


def test_a_post_taken_up_and_left(view: Open) -> None:
    """Both are there and can be reached, though they are one fact's. The sample has no such dates: two rows are made one's."""
    fact = {"thing_id": "post/saceur", "thing": "SACEUR", "class": "Post", "edge": "tenure"}
    rows = [fact | {"date": "2004", "moment": "start"}, fact | {"date": "2006", "moment": "end"}]
    page = show_altered(view, VIEWS["thing"], "timeline", rows)
    expect(marks(page).filter(has_text="SACEUR")).to_have_count(2)
    keys = [each.get_attribute("data-key") for each in marks(page).all()]
    assert len(keys) == len(set(keys))
    page.locator('.event[tabindex="0"]').focus()
    seen = []
    for _ in keys:
        seen.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("ArrowRight")
    assert {"SACEUR, start, 2004", "SACEUR, end, 2006"} <= set(seen)


def test_a_resized_picture_keeps_its_stop(view: Open) -> None:
    """After a resize there is still one stop for the tab key: what it was on."""
    page = view(VIEWS["thing"])
    page.locator('.event[tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    before = page.locator("figure.time svg").first.get_attribute("viewBox") or ""
    page.set_viewport_size({"width": 1000, "height": 900})
    expect(page.locator("figure.time svg").first).not_to_have_attribute("viewBox", before)
    expect(page.locator('.event[tabindex="0"]')).to_have_count(1)
    expect(page.locator('.event[tabindex="0"]')).to_have_attribute("aria-label", name)


def test_the_picture_by_keyboard_and_pointer(view: Open) -> None:
    """One stop for the tab key; arrows go from one to the next in time, each is named; Enter opens it. So does pointing."""
    page = view(VIEWS["pair"])
    expect(marks(page).first).to_be_visible()
    assert sum(each.get_attribute("tabindex") == "0" for each in marks(page).all()) == 1
    page.locator('.event[tabindex="0"]').focus()
    seen = [page.evaluate("document.activeElement.getAttribute('aria-label')")]
    expect(page.locator(".pointed")).to_have_text(seen[0])
    for _ in range(marks(page).count() - 1):
        page.keyboard.press("ArrowRight")
        seen.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        expect(page.locator(".pointed")).to_have_text(seen[-1])
    assert sorted(seen) == sorted(names(marks(page)))
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == seen[0]
    summit = marks(page).filter(has_text="Summit").first
    summit.locator("circle").hover()
    expect(page.locator(".pointed")).to_contain_text("Summit: Kim Yong Hyun")
    summit.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#/thing/meeting/2024-11-21"))


@pytest.mark.parametrize("other", [ASEAN, NATO])
def test_the_timeline_of_a_pair(view: Open, explorer: str, other: str) -> None:
    """What links two in time; what has no date is apart, and said to be."""
    page = view(f"#/timeline?lang=en&a={KOREA}&b={other}")
    rows = asked(explorer, "ties-between", a=KOREA, b=other, limit=300)
    shown_as_asked(page, rows)
    undated = [row for row in rows if not row["date"]]
    part = page.get_by_role("region", name=f"Without a date ({len(undated)})")
    assert sorted(each.strip() for each in part.locator("a.thing").all_inner_texts()) == sorted(
        row["thing"] for row in undated
    )


def test_a_pair_from_a_thing(view: Open) -> None:
    """A thing's timeline becomes that of two by naming another."""
    page = view(VIEWS["thing"])
    field = page.get_by_role("combobox", name="and another partner")
    field.fill("ASEAN")
    page.get_by_role("option", name=re.compile("Southeast Asian")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("South Korea and Association of Southeast")
    expect(page).to_have_url(re.compile("a=state%2FKR"))


def test_a_period(view: Open, explorer: str) -> None:
    """Without a thing, all of a period; a year is looked at alone from its heading, and left again."""
    page = view("#/timeline?lang=en")
    page.get_by_label("what happened since").fill("2024-02")
    page.get_by_label("what happened until").fill("2024-11")
    page.get_by_role("button", name="Ask", exact=True).click()
    period = {"from": "2024-02", "to": "2024-11"}
    shown_as_asked(page, asked(explorer, "timeline", limit=300, **period))
    page.goto(page.url.split("#")[0] + VIEWS["thing"])
    page.get_by_role("link", name="Only 2023").click()
    expect(page).to_have_url(re.compile("from=2023&to=2023|to=2023&from=2023"))
    rows = asked(explorer, "timeline", of=KOREA, limit=300, **{"from": "2023", "to": "2023"})
    shown_as_asked(page, rows)
    page.get_by_role("link", name="The whole time").click()
    shown_as_asked(page, asked(explorer, "timeline", of=KOREA, limit=300))


def test_nothing_in_a_period(view: Open) -> None:
    """Where nothing is dated in a period, the page says what was looked at."""
    page = view("#/timeline?lang=fr&from=2090")
    expect(page.get_by_text("Rien trouvé")).to_be_visible()
    expect(page.get_by_text("dans 10 articles")).to_be_visible()


def test_ticks_are_in_the_language_shown(view: Open) -> None:
    """Months under the picture are named in French or in English."""
    for lang, month in (("fr", "nov."), ("en", "Nov")):
        page = view(f"#/timeline?lang={lang}&from=2024-11&to=2024-11")
        expect(page.locator(".axis text").filter(has_text=month).first).to_be_visible()


def test_on_a_telephone_the_list_comes_first(view: Open) -> None:
    """Where there is little room, what is read comes before what is looked at."""
    for width, first in ((390, "list"), (1280, "picture")):
        page = view(VIEWS["thing"], width=width)
        expect(marks(page).first).to_be_attached()
        listed = page.get_by_role("region", name="By year").bounding_box()
        drawn = page.locator("figure.time").bounding_box()
        assert listed is not None
        assert drawn is not None
        assert (listed["y"] < drawn["y"]) == (first == "list")


def cell(page: Page, row: int, column: int) -> Locator:
    """The cell of two partners, by their places among those shown; the first cell of a row is its total."""
    return page.locator("tbody tr:not(.rests)").nth(row).locator("td").nth(column + 1)


def partners(page: Page) -> list[str]:
    expect(page.locator("tbody tr:not(.rests)").first).to_be_visible()
    return page.locator("tbody").get_by_role("rowheader").all_inner_texts()


@pytest.mark.parametrize(
    "counted", [("meetings", "initiatives"), ("meetings",), ("initiatives", "agreements")]
)
def test_the_matrix_is_what_the_api_counts(view: Open, explorer: str, counted: tuple[str, ...]) -> None:
    """Each two have the numbers of their row, both ways round; partners come by their totals, most first."""
    rows = asked(explorer, MATRIX, limit=2000)
    page = view("#/matrix?lang=en")
    for name in ("meetings", "initiatives", "agreements"):
        page.get_by_role("checkbox", name=name).set_checked(name in counted)
    numbers = {frozenset((row["a"], row["b"])): [row[each] for each in counted] for row in rows}
    totals: dict[str, int] = {}
    for pair, found in numbers.items():
        for name in pair:
            totals[name] = totals.get(name, 0) + sum(found)
    expected = sorted((-total, name) for name, total in totals.items() if total)
    expect(page.locator("tbody tr:not(.rests)")).to_have_count(len(expected))
    shown = partners(page)
    assert sorted((-totals[name], name) for name in shown) == expected
    assert [totals[name] for name in shown] == sorted((totals[name] for name in shown), reverse=True)
    assert page.locator("thead th").all_inner_texts()[2:] == shown
    cells = [row.locator("td").all_inner_texts() for row in page.locator("tbody tr:not(.rests)").all()]
    for one, name in enumerate(shown):
        assert cells[one][0] == str(totals[name])
        for other, second in enumerate(shown):
            found = numbers.get(frozenset((name, second)), [])
            said = " · ".join(map(str, found)) if sum(found) and name != second else ""
            assert cells[one][other + 1] == cells[other][one + 1] == said


def test_a_cell_leads_to_what_it_counts(view: Open, explorer: str) -> None:
    """A cell says in words what its numbers are, and opens the ties of the two, as many as it counts."""
    row = asked(explorer, MATRIX, limit=2000)[0]
    page = view("#/matrix?lang=en")
    name = re.compile(rf"({row['a']} and {row['b']}|{row['b']} and {row['a']}): {row['meetings']} meetings, ")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What links")
    expect(page.get_by_text("Looked at:")).to_be_visible()
    meetings = 0
    for how in ("direct", "through somebody"):
        part = page.get_by_role("region", name=re.compile(rf"^{how} \("))
        meetings += part.get_by_role("region", name=re.compile(r"^Meetings \(")).locator("h4").count()
    assert meetings == row["meetings"]


def test_the_matrix_of_a_period(view: Open, explorer: str) -> None:
    """A period is asked for in the form, kept in the address, and taken along to what links two."""
    page = view("#/matrix?lang=en")
    page.get_by_label("what happened since").fill("2024-11")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page).to_have_url(re.compile("from=2024-11"))
    rows = asked(explorer, MATRIX, limit=2000, **{"from": "2024-11"})
    tied = {name for row in rows if row["meetings"] + row["initiatives"] for name in (row["a"], row["b"])}
    expect(page.locator("tbody tr:not(.rests)")).to_have_count(len(tied))
    assert set(partners(page)) == tied
    link = page.locator("tbody .some a").first
    expect(link).to_have_attribute("href", re.compile(r"#/between\?.*from=2024-11"))


def test_a_matrix_of_some_pairs_says_so(view: Open) -> None:
    """Where there are more pairs than were asked for, the totals are said to be of these alone."""
    page = view("#/matrix?lang=en&limit=3&reported_from=2020")
    expect(page.get_by_text("These are 3 pairs, and there are more")).to_be_visible()
    link = page.locator("tbody .some a").first
    expect(link).to_have_attribute("href", re.compile(r"#/between\?.*reported_from=2020"))
    page = view("#/matrix?lang=en&count=meetings")
    expect(page.get_by_text("In each cell")).to_be_visible()
    expect(page.get_by_text("there are more")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("only planned or proposed"))).to_have_count(0)


def test_as_many_partners_as_one_can_look_at(view: Open) -> None:
    """Those with most are shown, and the rest when asked for."""
    page = view("#/matrix?lang=en")
    every = partners(page)
    page = view("#/matrix?lang=en&shown=3")
    assert partners(page) == every[:3]
    page.get_by_role("link", name="Show more partners").click()
    expect(page.locator("tbody tr:not(.rests)")).to_have_count(len(every))


@pytest.mark.parametrize("name", VIEWS)
def test_usable(view: Open, name: str) -> None:
    """Each view can be used by eye and by ear, in light and dark."""
    page = view(VIEWS[name])
    expect(page.get_by_text("Looked at:")).to_be_visible()
    usable(page)


@pytest.mark.parametrize("name", VIEWS)
def test_narrow_and_printed(view: Open, name: str) -> None:
    """It can be used on a telephone, too; what is printed is the answer, without the form."""
    page = view(VIEWS[name].replace("lang=en", "lang=fr"), width=390)
    expect(page.get_by_text("Regardés :")).to_be_visible()
    usable(page)
    page.emulate_media(media="print")
    expect(page.locator("form.question")).to_be_hidden()
    expect(page.locator("figure.time, .matrix table").first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "question", "values"),
    [
        ("thing", "timeline", {"limit": "300", "of": KOREA}),
        ("pair", "ties-between", {"limit": "300", "a": KOREA, "b": ASEAN}),
        ("period", "timeline", {"limit": "300", "from": "2024-11"}),
        ("matrix", MATRIX, {"limit": "2000"}),
    ],
)
def test_what_is_on_screen_is_saved(
    view: Open, explorer: str, name: str, question: str, values: dict[str, str]
) -> None:
    """A view's file is the API's, of the question it asks."""
    page = view(VIEWS[name])
    expect(page.get_by_text("Looked at:")).to_be_visible()
    page.get_by_text("Save as …").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="csv", exact=True).click()
    asking = {**values, "lang": "en", "format": "csv"}
    expected = httpx.get(f"{explorer}/v1/queries/{question}", params=asking, timeout=60)
    assert download.value.path().read_bytes() == expected.content
