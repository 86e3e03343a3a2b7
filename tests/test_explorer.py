"""The explorer's frame: where it is served, its policy, search, languages, light and dark, saving, and what goes wrong."""

from __future__ import annotations

from browsing import Open, grave
from playwright.sync_api import expect


def test_a_question_is_asked_by_its_form_and_each_row_shows_what_it_rests_on(view: Open) -> None:
    """A thing is typed and chosen, the answer has a row, and the row its sentence, passage and article."""
    page = view("#/question/who-met-whom?lang=en")
    field = page.get_by_role("combobox", name="official, post or party")
    field.fill("Shin")
    page.get_by_role("option", name="Shin Won-sik").click()
    expect(page.get_by_role("cell", name="Christopher Cavoli", exact=True)).to_be_visible()
    page.get_by_role("button", name="Show what it rests on").click()
    expect(page.get_by_text("Christopher Cavoli attended")).to_be_visible()
    expect(page.locator("blockquote")).to_contain_text("Shin Won-sik, ministre sud-coréen")
    assert grave(page) == []
