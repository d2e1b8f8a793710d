"""Pages on inspections: what they tell, what they refuse, and what their filters do."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from graph.explorer.parts.findings import Choice

from .explored import BOARD, FIRST, PAGES, SECOND, Page, barriers, table, visited, window, words


def test_judgements_stand_with_the_words_that_give_them(look: Callable[[str], Page]) -> None:
    rows = table(look(FIRST), "judgements")
    grade, quoted = rows["Overall effectiveness"]
    assert grade == "Inadequate"
    assert "inadequate" in quoted.lower()
    assert "page 1" in quoted


def test_links_are_named_by_what_they_lead_to(look: Callable[[str], Page]) -> None:
    named: dict[str, set[str]] = {}
    for link in look(FIRST).xpath("//main//a[@class='place'][starts-with(normalize-space(.), 'page')]"):
        assert words(link).replace("\xa0", " ") in link.get("aria-label")
        named.setdefault(link.get("aria-label"), set()).add(link.get("href"))
    assert all(len(places) == 1 for places in named.values())


def test_events_stand_with_their_words(look: Callable[[str], Page]) -> None:
    events = look(FIRST).xpath("//section[@id='events']//li")
    assert events
    assert all(event.xpath(".//q") for event in events)


def test_findings_are_narrowed_and_counted(look: Callable[[str], Page]) -> None:
    everything = look(FIRST)
    for link in everything.xpath("//section[@id='findings']//div[@role='group']//a"):
        count = int(words(link).rsplit(" ", 1)[1])
        shown = look(link.get("href")).xpath("//section[@id='findings']//ul[contains(@class, 'findings')]/li[p]")
        assert len(shown) == count, link.get("href")


def test_words_are_looked_for_and_marked(look: Callable[[str], Page]) -> None:
    page = look(f"{FIRST}?words=neglect+baby&polarity=strength")
    shown = page.xpath("//section[@id='findings']//ul[contains(@class, 'findings')]/li")
    assert len(shown) == 1
    assert {words(mark).lower() for mark in shown[0].xpath(".//mark")} == {"neglect", "baby"}
    chosen = page.xpath("//section[@id='findings']//a[@aria-current='true']")
    assert [words(each).split()[0] for each in chosen] == ["All", "Strength", "All"]


def test_what_fits_nothing_says_so(look: Callable[[str], Page]) -> None:
    for query in ("?area=unheard-of", "?theme=%3Cscript%3E", "?polarity=%22", "?words=%2E%2A", "?words=" + "x" * 5000):
        page = look(FIRST + query)
        assert "No finding fits all of this." in words(page.get_element_by_id("findings"))


def test_words_that_mean_something_to_patterns_are_only_words() -> None:
    assert Choice(words="( [").parts("a (b) [c]") == [
        ("a ", False),
        ("(", True),
        ("b) ", False),
        ("[", True),
        ("c]", False),
    ]
    assert Choice().parts("all") == [("all", False)]


def test_recommendations_have_the_findings_that_support_them(look: Callable[[str], Page]) -> None:
    page = look(FIRST)
    support = page.xpath("//section[@id='recommendations']//details[contains(., 'support')]//li")
    assert support
    assert all(re.search(r"confidence [01]\.\d\d", words(each)) for each in support)


def test_inspections_lead_to_those_before_and_after(look: Callable[[str], Page]) -> None:
    assert look(FIRST).xpath("//a[@rel='next']/@href") == [SECOND]
    assert look(SECOND).xpath("//a[@rel='prev']/@href") == [FIRST]
    assert not look(FIRST).xpath("//a[@rel='prev']")


def test_a_board_has_its_judgement_and_what_is_asked_of_it(look: Callable[[str], Page]) -> None:
    page = look(BOARD)
    assert table(page, "grades") == {"Safeguarding board": ["Requires improvement page 13"]}
    assert len(page.xpath("//section[@id='recommendations']//li[p]")) == 4


@pytest.mark.parametrize(
    "path",
    [
        "/id/authority/E99999999", "/id/authority/e08000015", "/id/authority/X99000001-", "/id/authority/%3Cscript%3E",
        "/id/inspection/X99000001/2016-09-06", "/id/inspection/X99000001/%22%3E", "/id/lscb/E08000015", "/id/lscb/%20",
        "/id/document/0000/report/inspection", "/id/document/0000/report/2/inspection",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<script>" not in answer.text.replace('<script src="', "")


# In a browser


def test_filters_work_in_place_and_are_shared_by_their_address(browser: Browser, explorer: str) -> None:
    with visited(browser, f"{explorer}{FIRST}") as page:
        page.evaluate("window.stayed = true")
        status = page.locator("#findings [role=status]")
        everything = status.inner_text()
        page.locator("#findings a", has_text="Weakness").click()
        expect(status).not_to_have_text(everything)
        weak = status.inner_text()
        page.get_by_label("Words", exact=True).fill("board")
        page.keyboard.press("Enter")
        expect(status).not_to_have_text(weak)
        both = status.inner_text()
        assert page.evaluate("window.stayed")
        shared = page.evaluate("location.href")
        assert "polarity=weakness" in shared
        assert "words=board" in shared
        page.go_back()
        expect(status).to_have_text(weak)
        page.goto(shared)
        expect(status).to_have_text(both)


def test_filters_work_without_scripts(browser: Browser, explorer: str) -> None:
    with visited(browser, f"{explorer}{FIRST}", java_script_enabled=False) as page:
        page.locator("#findings a", has_text="Weakness").click()
        page.wait_for_url("**polarity=weakness*")
        page.get_by_label("Words", exact=True).fill("board")
        page.get_by_role("button", name="Filter").click()
        page.wait_for_url("**words=board*")
        assert "polarity=weakness" in page.url
        page.goto(f"{explorer}/authorities")
        page.get_by_label("Name or code").fill("no such")
        page.get_by_role("button", name="Filter").click()
        expect(page.get_by_text("No authority of the store fits all of this.")).to_be_visible()


def test_links_lead_from_the_list_to_the_words(browser: Browser, explorer: str) -> None:
    with visited(browser, f"{explorer}/authorities") as page:
        page.get_by_role("link", name="Eastmere", exact=True).click()
        page.locator("#grades").get_by_role("link", name="January 2024", exact=True).click()
        page.wait_for_url(f"**{SECOND}")
        page.locator("#judgements a.place").first.click()
        page.wait_for_url("**/judgement/**")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_used_by_everybody(
    browser: Browser, explorer: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    with window(browser, color_scheme=scheme, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{explorer}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        if scheme == "light":
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert barriers(page) == []
