"""The explorer's views of two: who met whom, what links two partners, paths between them; and every question's page."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from browsing import Open, altered, usable
from playwright.sync_api import Locator, Page, expect

from diplograph.queries.catalogue import catalogue

KOREA, ASEAN, NATO = "state/KR", "organization/asean", "organization/nato"
SHIN, KIM = "official/shin-won-sik", "official/kim-yong-hyun"
LEVELS = ("bilateral", "plenary", "institutions")
VIEWS = {
    "met": f"#/met?lang=en&a={KOREA}",
    "between": f"#/between?lang=en&a={KOREA}&b={ASEAN}",
    "path": f"#/path?lang=en&a={SHIN}&b={KIM}",
}

Answer = dict[str, Any]


def asked(explorer: str, question: str, **values: object) -> Answer:
    """Ask the API what a page asked."""
    response = httpx.get(f"{explorer}/v1/queries/{question}", params={"lang": "en", **values}, timeout=60)
    assert response.status_code == 200, response.text
    found: Answer = response.json()
    return found


def section(page: Page | Locator, name: str) -> Locator:
    """The part of a view under a heading with a count."""
    return page.get_by_role("region", name=re.compile(rf"^{name} \("))


def sentences(where: Locator) -> list[str]:
    return [each.strip() for each in where.locator("summary").all_inner_texts()]


def told(answer: Answer, *facts: str) -> set[str]:
    """The sentences of facts."""
    return {each["sentence"] for each in answer["evidence"] if each["fact"] in facts}


def around(answer: Answer, thing: str, *types: str) -> set[str]:
    """The ids of a thing's facts in an answer's picture."""
    return {
        each["id"]
        for each in answer["graph"]["edges"]
        if thing in (each["source"], each["target"]) and (not types or each["type"] in types)
    }


def choose(page: Page, field: str, typed: str, name: str) -> None:
    """Type into a field for a thing and take a suggestion with the keyboard."""
    page.get_by_role("combobox", name=re.compile(f"^{field}")).fill(typed)
    expect(page.get_by_role("option", name=re.compile(name)).first).to_be_visible()
    page.keyboard.press("Enter")


def test_whom_one_met_by_level(view: Open, explorer: str) -> None:
    """Levels apart, each meeting once in a level, with everyone met there, who stood for whom, and the facts of both sides."""
    answer = asked(explorer, "who-met-whom", official=KOREA)
    page = view(VIEWS["met"])
    for level in LEVELS:
        rows = [row for row in answer["rows"] if row["level"] == level]
        meetings = {row["meeting_id"]: row["meeting"] for row in rows}
        part = section(page, level)
        expect(part.get_by_role("heading", level=3)).to_have_text(
            [re.compile(re.escape(name)) for name in meetings.values()]
        )
        expect(part.get_by_role("heading", level=2)).to_have_text(f"{level} ({len(meetings)})")
        for meeting, name in meetings.items():
            line = part.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name)).first
            own = [row for row in rows if row["meeting_id"] == meeting]
            expect(line.locator(".who > li")).to_have_count(len(own))
            for row in own:
                expect(line.locator(".who")).to_contain_text(row["met"])
                if row["via"]:
                    expect(line.locator(".who")).to_contain_text(f"through {row['via']}")
            assert told(answer, *(row["edge"] for row in own)) < set(sentences(line))


def test_met_shows_the_passage_of_both_facts(view: Open, explorer: str) -> None:
    """A sentence opens to its quote, which leads to its place in the article."""
    answer = asked(explorer, "who-met-whom", official=SHIN)
    (row,) = answer["rows"]
    page = view(f"#/met?lang=en&a={SHIN}")
    facts = around(answer, row["meeting_id"])
    assert len(facts) == 2
    for fact in facts:
        (passage,) = (each for each in answer["evidence"] if each["fact"] == fact)
        page.get_by_text(passage["sentence"], exact=True).click()
        opened = page.locator("details[open]").filter(has_text=passage["sentence"])
        expect(opened.locator("blockquote")).to_contain_text(passage["quote"])
        expect(opened.locator("blockquote a")).to_have_attribute(
            "href", re.compile(rf"article/{passage['article']}\?start={passage['char_start']}&")
        )


def test_meetings_of_two_by_keyboard(view: Open, explorer: str) -> None:
    """Two are typed and taken with keys; what is shown is what the API answers of the two, whoever comes first."""
    page = view("#/met?lang=en")
    choose(page, "official, post or party", "South Korea", "South Korea")
    expect(page.get_by_role("heading", level=1)).to_have_text("Whom South Korea met")
    choose(page, "only with", "NATO", "North Atlantic")
    expect(page).to_have_url(
        re.compile(r"a=state%2FKR&b=organization%2Fnato|b=organization%2Fnato.*a=state%2FKR")
    )
    for one, other in ((KOREA, NATO), (NATO, KOREA)):
        page = view(f"#/met?lang=en&a={one}&b={other}")
        rows = asked(explorer, "who-met-whom", official=one, other=other)["rows"]
        expect(page.get_by_role("heading", level=3)).to_have_count(
            len({(row["level"], row["meeting_id"]) for row in rows})
        )
        for level in LEVELS:
            expect(section(page, level)).to_have_count(int(any(row["level"] == level for row in rows)))
        assert {row["met"] for row in rows} == set(page.locator(".who > li > a").all_inner_texts())


def test_options_of_who_met_whom_are_in_the_address(view: Open, explorer: str) -> None:
    """A period and the wider options are asked from behind a disclosure, and shared by the address."""
    page = view(VIEWS["met"])
    page.get_by_text("More options").click()
    page.get_by_label("what happened since").fill("2024-11")
    page.get_by_label("also those of the same side").check()
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page).to_have_url(re.compile("from=2024-11"))
    expect(page).to_have_url(re.compile("same_side=true"))
    rows = asked(explorer, "who-met-whom", official=KOREA, same_side="true", **{"from": "2024-11"})["rows"]
    expect(page.get_by_role("heading", level=3)).to_have_count(
        len({(row["level"], row["meeting_id"]) for row in rows})
    )


def test_who_never_met(view: Open) -> None:
    """Where two never met, the page says in what it looked, and leads to the question of who never met whom."""
    page = view("#/met?lang=en&a=state/IN&b=state/JP")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    expect(page.get_by_text("in 10 articles")).to_be_visible()
    page.get_by_role("link", name="Who has never met").click()
    expect(page).to_have_url(re.compile("question/never-met"))
    expect(page.locator(".looked-at")).to_be_visible()


TIES = {
    "Meeting": "Meetings",
    "Initiative": "Initiatives",
    "Agreement": "Agreements",
    "Statement": "Statements",
}


@pytest.mark.parametrize("pair", [(KOREA, ASEAN), (KOREA, NATO)])
def test_what_links_two_partners(view: Open, explorer: str, pair: tuple[str, str]) -> None:
    """Direct ties, those through somebody and those through a body are apart, in this order; in each, classes are."""
    answer = asked(explorer, "ties-between", a=pair[0], b=pair[1])
    page = view(f"#/between?lang=en&a={pair[0]}&b={pair[1]}")
    labels = {"direct": "direct", "via": "through somebody", "body": "through a body"}
    found = [how for how in labels if any(row["how"] == how for row in answer["rows"])]
    expect(page.get_by_role("heading", level=2)).to_have_text(
        [f"{labels[how]} ({sum(row['how'] == how for row in answer['rows'])})" for how in found]
    )
    for how in found:
        for tie, heading in TIES.items():
            rows = [row for row in answer["rows"] if (row["how"], row["tie"]) == (how, tie)]
            part = section(section(page, labels[how]), heading)
            expect(part).to_have_count(int(bool(rows)))
            for row in rows:
                line = (
                    part.get_by_role("listitem").filter(has=page.locator("h4", has_text=row["thing"])).first
                )
                expect(line).to_have_class(row["modality"])
                expect(line.locator(".who > li")).to_have_count(2)
                both = around(answer, row["thing_id"], row["a_did"], row["b_did"])
                assert told(answer, row["edge"], *both) <= set(sentences(line))


def test_between_leads_on(view: Open) -> None:
    """From what links two, their meetings by level, domains, agreements, timeline and paths are a click away."""
    page = view(VIEWS["between"])
    for name, path in {
        "Their meetings by level": "met",
        "Domains they share": "question/domains-between",
        "Agreements between them": "question/agreements-between",
        "In time": "timeline",
        "Paths between them": "path",
        "As a graph": "graph",
    }.items():
        expect(page.get_by_role("link", name=name)).to_have_attribute(
            "href", re.compile(rf"#/{path}\?.*a=state%2FKR&b=organization%2Fasean")
        )


def test_a_path_hop_by_hop(view: Open, explorer: str) -> None:
    """A chain is shown thing by thing, between each two the fact with its sentence, quote and article; a wider rule is said."""
    answer = asked(explorer, "paths", a=SHIN, b=KIM)
    page = view(VIEWS["path"])
    chains = page.locator("ol.lines > li")
    expect(chains).to_have_count(len(answer["rows"]))
    evidence = {each["fact"]: each for each in answer["evidence"]}
    for place in (0, len(answer["rows"]) - 1):
        row, chain = answer["rows"][place], chains.nth(place)
        if place:
            chain.locator("summary").click()
        hops = [evidence[each] for each in row["edges"]]
        expect(chain.locator(".chain > li > a.thing")).to_have_text(
            [re.compile(re.escape(name)) for name in row["names"]]
        )
        expect(chain.locator(".sentence")).to_have_text([each["sentence"] for each in hops])
        expect(chain.locator("blockquote")).to_have_text(
            [re.compile(re.escape(each["quote"])) for each in hops if each["quote"]]
        )
    assert answer["rows"][0]["wider"]
    expect(page.get_by_text("Wider than asked")).to_be_visible()


def test_a_path_by_another_rule(view: Open, explorer: str) -> None:
    """What may stand in between is chosen in the form, by names in the language shown."""
    page = view(VIEWS["path"].replace("lang=en", "lang=fr"))
    page.get_by_label("ce qui peut se trouver entre elles").select_option(label="parties")
    page.get_by_role("button", name="Demander", exact=True).click()
    expect(page).to_have_url(re.compile("through=parties"))
    expect(page.get_by_text("Plus large que demandé")).to_have_count(0)
    rows = asked(explorer, "paths", a=SHIN, b=KIM, through="parties", lang="fr")["rows"]
    expect(page.locator("ol.lines > li")).to_have_count(len(rows))


RAW = re.compile(
    r"^(claim|[a-z]+)/[\w-]+$|^[A-Z]+(_[A-Z]+)+$|^[a-z]+(_[a-z]+)+$|^[a-z]+[A-Z]\w+$|^\d{4}-\d\d(-\d\d)?$"
)


@pytest.mark.parametrize("name", catalogue())
def test_every_question_is_asked_from_its_page(view: Open, explorer: str, name: str) -> None:
    """Its example, asked from its form, shows as many rows as the API answers; no ids, codes or bare dates; what rows rest on opens."""
    query = catalogue()[name]
    answer = asked(explorer, name, **query.example)
    page = view(f"#/question/{name}?lang=en")
    page.get_by_role("link", name="Ask an example").click()
    if not answer["rows"]:
        expect(page.get_by_text("Nothing found")).to_be_visible()
        return
    rows = page.locator("tbody tr:not(.rests)")
    expect(rows).to_have_count(len(answer["rows"]))
    expect(page.get_by_text("Loading")).to_have_count(0)
    expect(page.locator("tbody tr:not(.rests) > td").filter(has_text=RAW)).to_have_count(0)
    opening = page.get_by_role("button", name="Show what it rests on")
    rests = [bool(row.get("quote") or row.get("edges")) for row in answer["rows"]]
    expect(opening).to_have_count(sum(rests))
    if any(rests):
        opening.first.click()
        quotes = {each["quote"] for each in answer["evidence"]} | {row.get("quote") for row in answer["rows"]}
        shown = page.locator(".rests:visible blockquote").first.inner_text().strip("« »\xa0\n")
        assert shown in {quote.strip("« »") for quote in quotes if quote}


@pytest.mark.parametrize("of", [NATO, KOREA, "a fact"])
def test_each_claim_opens_its_own_passage(view: Open, explorer: str, of: str) -> None:
    """Where several articles tell one fact, each row opens what its own article says; of a thing, and of such a fact."""
    facts = [row["edge"] for row in asked(explorer, "evidence", of=NATO)["rows"] if row["edge"]]
    told = of if "/" in of else max(facts, key=facts.count)
    rows = asked(explorer, "evidence", of=told)["rows"]
    assert len({row["edge"] for row in rows if row["edge"]}) < len(rows)
    page = view(f"#/question/evidence?lang=en&of={told}")
    buttons = page.get_by_role("button", name="Show what it rests on")
    expect(buttons).to_have_count(len(rows))
    for _ in rows:
        buttons.first.click()
    expect(page.locator(".rests blockquote")).to_have_text(
        [re.compile(re.escape(row["quote"])) for row in rows]
    )


def test_no_meeting_is_said_only_of_the_whole(view: Open, explorer: str) -> None:
    """That two have no meeting isn't concluded from a page of their ties."""
    pair = {"a": KOREA, "b": ASEAN}
    rows = asked(explorer, "ties-between", **pair)["rows"]
    place = next(place for place, row in enumerate(rows) if row["tie"] != "Meeting")
    page = view(f"{VIEWS['between']}&limit=1&offset={place}")
    expect(page.get_by_text("(1 on this page)").first).to_be_visible()
    expect(page.get_by_text("No meeting of theirs")).to_have_count(0)


def test_a_language_that_is_none(view: Open, explorer: str) -> None:
    """What is no language's tag is shown as it is, and the rest of the table too. The sample has none: one is changed."""

    def change(answer: Answer) -> None:
        answer["rows"][0]["language"] = "fr_FR"

    rows = asked(explorer, "coverage")["rows"]
    page = view("#/questions?lang=en")
    altered(page, "coverage", change)
    page.goto(page.url.split("#")[0] + "#/question/coverage?lang=en&asked=1")
    expect(page.get_by_role("cell", name="fr_FR", exact=True)).to_be_visible()
    expect(page.locator("tbody tr:not(.rests)")).to_have_count(len(rows))


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
    expect(page.locator(".lines > li").first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "question", "values"),
    [
        ("met", "who-met-whom", {"official": KOREA}),
        ("between", "ties-between", {"a": KOREA, "b": ASEAN}),
        ("path", "paths", {"a": SHIN, "b": KIM}),
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
    expected = httpx.get(
        f"{explorer}/v1/queries/{question}", params={**values, "lang": "en", "format": "csv"}, timeout=60
    )
    assert download.value.path().read_bytes() == expected.content
