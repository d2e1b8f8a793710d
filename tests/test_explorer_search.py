"""The search: what is found by which words and in which order, on its page, in the list under the box, and with the keyboard alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from time import process_time
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, Route, expect
from starlette.testclient import TestClient

from graph.explorer.addresses import address
from graph.explorer.catalogue import catalogue
from graph.explorer.data import Data
from graph.explorer.entries import KINDS, Entry, _inspections
from graph.explorer.index import Index, index
from graph.network.gather import Inspection
from graph.network.kinds import concept_label
from graph.rows import ask, code
from graph.store import Store

from .explored import PATIENCE, client_of, until, visited


@pytest.fixture(scope="module")
def made(sample_store: Store) -> Index:
    found = index(Data(sample_store))
    assert found.ready(PATIENCE)
    return found


def first(made: Index, text: str) -> tuple[str, str]:
    """Kind and address of the first thing of a name."""
    hit = made.names(text, 9)[0]
    return hit.kind, hit.address


def said(made: Index, text: str, kind: str) -> list[str]:
    """The words that are found of a kind."""
    question = made.asked(text)
    assert question
    return ["".join(part for part, _ in hit.words) for hit in made.hits(question, kind, 50)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eastmere", ("authority", "/id/authority/X99000001")),
        ("x99000001", ("authority", "/id/authority/X99000001")),
        ("eastmere 2016", ("inspection", "/id/inspection/X99000001/2016-09-05")),
        ("eastmere 2016 report", ("inspection", "/id/inspection/X99000001/2016-09-05")),
        ("eastmere council", ("authority", "/id/authority/X99000001")),
        ("delia fab", ("person", "/id/person/ofsted/delia-fablethorpe")),
        ("pretend", ("person", "/id/person/ofsted/ottilie-pretend-jones")),
        ("MASH", ("service", "/body/mash")),
        ("private fostering", ("theme", "/theme/private-fostering")),
        ("children looked after", ("measure", "/measure/children-looked-after")),
        ("director of children's", ("post", "/post/director-of-childrens-services")),
        ("children act 2004", ("law", "/id/law/children-act-2004")),
        ("eastmere-2024-03-22.pdf", ("document", "/id/document/a1a789fef8a9ed38")),
        ("rated inadequate", ("article", "/id/document/946f244dfcbabf83/article")),
    ],
)
def test_things_are_found_by_their_names_and_codes(made: Index, text: str, expected: tuple[str, str]) -> None:
    assert first(made, text) == expected


def test_an_inspection_is_found_by_both_years(sample_store: Store) -> None:
    """That of its first day and that of its publication, which some reports state in the name of their file alone."""
    begun = Inspection("https://w3id.org/inspection-graph/id/inspection/X99000001/2023-12-04", documents=["file"])
    found = replace(catalogue(Data(sample_store)), inspections={begun.iri: begun}, times={begun.iri: "2023"})
    found = replace(found, files={"file": "0-eastmere-2024-02-02.pdf"})
    [entry] = _inspections(found)
    assert {"2023", "2024"} <= set(re.findall(r"\d{4}", f"{entry.name} {entry.others}"))


def test_posts_of_an_authority_are_found_with_their_status(made: Index, sample_store: Store) -> None:
    rows = ask(sample_store, "explorer-tenures")
    for row in rows:
        text = f"{concept_label('post', code(row['role']))} {code(row['status']).replace('-', ' ')} Eastmere"
        assert address(row["post"]) in {hit.address for hit in made.names(text, 20) if hit.kind == "position"}, text


def test_a_word_of_a_kind_names_nothing_by_itself(made: Index) -> None:
    assert {hit.kind for hit in made.names("report", 9)} == set()
    question = made.asked("report")
    assert question
    assert made.counts(question)["inspection"] == 2


def test_endings_accents_and_capitals_do_not_matter(made: Index) -> None:
    question = made.asked("FÓSTERING")
    assert question
    assert made.counts(question) == made.counts(made.asked("foster") or question)
    assert any("privately fostered" in text for text in said(made, "private fostering", "recommendation"))


def test_a_word_that_is_being_typed_is_found_by_its_beginning(made: Index) -> None:
    assert first(made, "priv") == ("theme", "/theme/private-fostering")
    question = made.asked("supervisio")
    assert question
    assert question.cut
    assert "supervision".startswith(question.cut)
    assert made.counts(question)


def test_what_is_nowhere_is_not_found_and_without_words_nothing_is_asked(made: Index) -> None:
    question = made.asked("qqqqzzzz")
    assert question
    assert made.counts(question) == {}
    assert made.asked(" ,.- ") is None


@pytest.mark.parametrize(
    "text", ['"', "a AND", "NEAR(", "name:", "*", "^x", "(((", "a' OR 1=1 --", "\x00\ud800", "%_~", "-"]
)
def test_nothing_in_a_question_is_an_operator(made: Index, client: TestClient, text: str) -> None:
    made.names(text, 9)
    assert client.get("/search", params={"q": text.replace("\ud800", "")}).status_code == 200


def test_marks_stand_around_what_was_asked_for(made: Index) -> None:
    hit = made.names("eastm", 9)[0]
    assert hit.name == (("Eastmere", True),)
    assert any(asked for _, asked in made.names("mash", 9)[0].words)  # found by another name, which is shown


def test_names_come_before_words_and_the_best_of_words_first(made: Index) -> None:
    question = made.asked("supervision")
    assert question
    kinds = list(made.best(question, 5))
    assert kinds == [kind for kind in KINDS if kind in kinds]
    assert kinds[0] == "theme"
    assert len(made.best(question, 1)["theme"]) == 1


def test_an_index_that_cannot_be_made_says_why(sample_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: Data) -> Iterator[Entry]:
        raise ValueError("no entries today")

    monkeypatch.setattr("graph.explorer.index.entries", broken)
    with pytest.raises(ValueError, match="no entries today"):
        Index(Data(sample_store)).ready(60)


#
# The page, and the list under the box
#


def test_the_page_groups_what_it_finds_and_leads_to_the_rest(client: TestClient) -> None:
    page = client.get("/search?q=supervision").text
    assert "/theme/supervision" in page
    assert "/search?q=supervision&amp;kind=finding" in page
    assert "<mark>" in page
    one = client.get("/search?q=supervision&kind=recommendation").text
    assert "/recommendation/authority/4" in one
    assert 'value="supervision"' in one


def test_a_list_has_parts(client: TestClient) -> None:
    page = client.get("/search?kind=finding").text
    assert "Part 1 of " in page
    assert 'rel="next"' in page
    last = client.get("/search?kind=finding&page=9999").text
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize(
    "address", ["/search?q=a&kind=dragon", "/search?q=a&page=0", "/search?q=a&page=x", "/search?q=a&page=-1"]
)
def test_a_parameter_that_is_none_is_said(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_question_is_shown_as_text(client: TestClient) -> None:
    page = client.get("/search", params={"q": "<script>alert(1)</script>\"'"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert client.get("/search", params={"q": "a" * 5000}).status_code == 200


def test_without_words_there_is_a_list_of_each_kind(client: TestClient) -> None:
    page = client.get("/search").text
    for kind in KINDS:
        assert f"/search?kind={kind}" in page
        assert client.get(f"/search?kind={kind}").status_code == 200


def test_suggestions_come_soon(client: TestClient) -> None:
    client.get("/search?q=warm")
    answer = client.get("/search.json?q=private+foster")
    assert answer.json()["things"][0]["address"] == "/theme/private-fostering"
    assert {each["label"] for each in answer.json()["words"]} >= {"Findings", "Recommendations"}
    start = process_time()  # what others do on this machine takes none of it
    for text in ("e", "ea", "child", "children", "social worker"):
        client.get("/search.json", params={"q": text})
    assert (process_time() - start) / 5 < 0.1


class _Slow(Data):
    """A store whose words come when a test lets them."""

    come: ClassVar = Event()

    def rows(self, name: str, variable: str = "", values: Any = ()) -> Any:
        if name == "explorer-words":
            assert self.come.wait(PATIENCE)
        return super().rows(name, variable, values)


def test_an_index_that_is_being_made_is_said(sample_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.explorer.pages.search._PATIENCE", 0.0)
    monkeypatch.setattr("graph.explorer.data.Data", _Slow)
    client = client_of(sample_store.folder)
    answer = client.get("/search?q=eastmere")
    assert answer.status_code == 503
    assert "still being indexed" in answer.text
    assert client.get("/search.json?q=eastmere").json()["ready"] is False
    _Slow.come.set()
    until(lambda: client.get("/search?q=eastmere").status_code == 200)


#
# In a browser
#


_OPTIONS = "#suggestions [role=option]"
_CHOSEN = "#suggestions [aria-selected=true]"


def test_the_keyboard_alone_finds_and_opens_a_thing(browser: Browser, explorer: str) -> None:
    with visited(browser, explorer) as page:
        page.keyboard.press("Tab")  # the link to the content
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        box, chosen = page.locator("#find"), page.locator(_CHOSEN)
        expect(box).to_be_focused()
        page.keyboard.type("private foster", delay=10)
        expect(page.locator(_OPTIONS).first).to_be_visible()
        expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        expect(chosen).to_contain_text("Private fostering")
        expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
        page.keyboard.press("Enter")
        page.wait_for_url("**/theme/private-fostering")
        expect(page.locator("h1")).to_have_text("Private fostering")


def test_arrows_go_round_and_escape_closes(browser: Browser, explorer: str) -> None:
    with visited(browser, explorer) as page:
        box, options = page.locator("#find"), page.locator(_OPTIONS)
        box.fill("delia")
        expect(options.first).to_be_visible()
        box.press("ArrowUp")
        expect(options.last).to_have_attribute("aria-selected", "true")
        box.press("ArrowDown")
        expect(page.locator(_CHOSEN)).to_have_count(0)
        expect(box).not_to_have_attribute("aria-activedescendant", re.compile(""))
        box.press("Escape")
        expect(page.locator("#suggestions")).to_be_hidden()
        expect(box).to_have_value("delia")
        expect(box).to_have_attribute("aria-expanded", "false")


def test_a_late_answer_to_an_earlier_text_changes_nothing(browser: Browser, explorer: str) -> None:
    held: list[Route] = []
    with visited(browser, explorer) as page:
        page.route(lambda address: address.endswith("search.json?q=del"), lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no built-in function
        with page.expect_request("**/search.json?q=del"):
            page.fill("#find", "del")
        page.fill("#find", "private fostering")
        first = page.locator(_OPTIONS).first
        expect(first).to_contain_text("Private fostering")
        assert len(held) == 1
        held[0].abort()
        page.evaluate("fetch('/search.json?q=delia').then((answer) => answer.json())")  # comes after the late one
        expect(first).to_contain_text("Private fostering")


def test_an_arrow_chooses_from_what_is_typed_now(browser: Browser, explorer: str) -> None:
    with visited(browser, explorer) as page:
        page.fill("#find", "pr")
        expect(page.locator(_OPTIONS).first).to_be_visible()
        page.fill("#find", "delia fablethorpe")
        page.keyboard.press("ArrowDown")
        expect(page.locator(_CHOSEN)).to_contain_text("Delia Fablethorpe")
        page.keyboard.press("Enter")
        page.wait_for_url("**/id/person/ofsted/delia-fablethorpe")


def test_enter_without_a_choice_leads_to_the_page_from_which_evidence_is_one_click_away(
    browser: Browser, explorer: str
) -> None:
    with visited(browser, explorer) as page:
        page.fill("#find", "reflective supervision")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=reflective+supervision")
        page.locator(".hits .place").first.click()
        page.wait_for_url("**/id/document/**")
        expect(page.locator("blockquote").first).to_contain_text("supervision")


@pytest.mark.parametrize("path", ["/search?q={}", "/id/authority/{}", "/theme/{}"])
def test_a_very_long_word_stays_in_the_window(browser: "Browser", explorer: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(explorer + path.format("a" * 200))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_the_form_works_without_scripts(browser: "Browser", explorer: str) -> None:
    with visited(browser, explorer, java_script_enabled=False) as page:
        page.fill("#find", "mash")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=mash")
        expect(page.locator("a[href='/body/mash']")).to_have_count(1)
