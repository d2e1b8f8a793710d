"""The page of the SPARQL endpoint in a browser: its editor, its forms and its pictures."""

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from .explored import GRADES, barriers, visited, window

pytestmark = pytest.mark.browser
ROWS = "table.rows tbody tr"


@pytest.fixture
def tab(browser: Browser, explorer: str) -> Iterator[Page]:
    with visited(browser, "/sparql", base_url=explorer, accept_downloads=True) as tab:
        yield tab


def test_writing_a_query_with_offers_and_running_it(tab: Page) -> None:
    field, offered = tab.locator("#query"), tab.locator("#offers [role=option]")
    field.fill("")
    field.press_sequentially("SELECT * { ?x a ig:Judg")
    expect(offered.first).to_contain_text("ig:Judgement")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "offer-0")
    field.press("Enter")
    expect(field).to_have_value("SELECT * { ?x a ig:Judgement")
    field.press_sequentially(" ; gra")
    expect(offered.first).to_be_visible()
    field.press("Escape")
    expect(tab.locator("#offers")).to_be_hidden()
    field.press("Control+Space")
    expect(offered.first).to_have_attribute("aria-selected", "true")
    name = offered.first.locator("b").inner_text()
    field.press("Tab")
    expect(field).to_have_value(f"SELECT * {{ ?x a ig:Judgement ; {name}")
    field.fill(GRADES)
    expect(tab.locator("#shown .name")).to_have_text(["ig:Judgement", "ig:grade"])
    field.press("Control+Enter")
    tab.wait_for_url("**/sparql?query=*")
    expect(tab.locator(ROWS).nth(3)).to_be_visible()
    shared = tab.url
    tab.goto("/sparql")
    tab.goto(shared)
    expect(field).to_have_value(GRADES)


def test_a_mistake_is_marked_where_it_is(tab: Page) -> None:
    tab.goto("/sparql?query=" + quote("SELECT * {\n ?x a nope:X .\n}"))
    expect(tab.locator("#shown .wrong")).to_have_text("nope:X")
    expect(tab.locator("#query")).to_have_attribute("aria-invalid", "true")
    tab.locator("#query").fill(GRADES)
    expect(tab.locator("#shown .wrong")).to_have_count(0)


def test_a_question_of_the_library_from_form_to_editor(tab: Page) -> None:
    tab.get_by_text("Inspections (").click()
    tab.get_by_role("link", name="Which grade was given to which area").click()
    tab.get_by_label("Grade", exact=True).select_option("good")
    tab.get_by_role("button", name="Ask").click()
    tab.wait_for_url("**/sparql/judgements?*grade=good*")
    rows = tab.locator(ROWS).count()
    assert rows
    with tab.expect_download() as download:
        tab.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "judgements.csv"
    tab.get_by_role("link", name="Open in the editor").click()
    tab.wait_for_url("**/sparql?query=*")
    expect(tab.locator("#query")).to_have_value(re.compile("^PREFIX ig:"))
    expect(tab.locator(ROWS)).to_have_count(rows)


def test_an_answer_is_drawn_as_network_and_chart(tab: Page) -> None:
    tab.goto("/sparql?query=" + quote(GRADES))
    tab.get_by_role("navigation", name="Views").get_by_role("link", name="Network").click()
    network = tab.locator("#network[data-drawn]")
    assert int(network.get_attribute("data-drawn") or 0) > 5
    expect(network.locator("canvas")).to_have_count(1)
    count = "SELECT ?grade (COUNT(*) AS ?n) { ?judgement ig:grade ?grade } GROUP BY ?grade"
    tab.goto("/sparql?show=chart&query=" + quote(count))
    expect(tab.locator("svg .bar").nth(1)).to_be_visible()


def test_the_editor_works_without_scripts(browser: Browser, explorer: str) -> None:
    with visited(browser, f"{explorer}/sparql", java_script_enabled=False) as tab:
        tab.locator("#query").fill(GRADES)
        tab.get_by_role("button", name="Run").click()
        tab.wait_for_url("**/sparql?query=*")
        expect(tab.locator(ROWS).nth(3)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_used_by_everybody(browser: Browser, explorer: str, scheme: Literal["light", "dark"]) -> None:
    with window(browser, base_url=explorer, color_scheme=scheme, viewport={"width": 390, "height": 800}) as tab:
        for path in (
            "/sparql",
            "/sparql?query=" + quote(GRADES),
            "/sparql?show=network&query=" + quote(GRADES),
            "/sparql?query=" + quote("SELECT nothing"),
            "/sparql/judgements?authority=",
            "/sparql/themes-by-grade?show=chart",
            "/sparql/measure-over-time",
        ):
            tab.goto(path)
            assert barriers(tab) == [], path
            assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
