"""Pages of the explorer over the samples, and how tests look at them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from starlette.testclient import TestClient

from graph.explorer import create_app
from graph.explorer.sparql import Limits

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage
    from playwright.sync_api import Page as Tab

AUTHORITY = "/id/authority/X99000001"
FIRST = "/id/inspection/X99000001/2016-09-05"
SECOND = "/id/inspection/X99000001/2024-01-29"
BOARD = "/id/lscb/X99000001"
PAGES = ("/authorities", AUTHORITY, FIRST, SECOND, BOARD)
Page: TypeAlias = Any  # an element of lxml, which has no types

PATIENCE = 90.0
"""Seconds that anything may take which has to come; what comes is never waited for longer than it takes."""

# What browsers send, and queries that several tests ask.
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?judgement a ig:Judgement }"
GRADES = "SELECT ?judgement ?grade { ?judgement a ig:Judgement ; ig:grade ?grade }"
# Never finishes: the product of the whole graph with itself, three times over, none of which fits.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) = CONCAT(STR(?d), STR(?g))) }"


def client_of(folder: Path, limits: Limits | None = None) -> TestClient:
    return TestClient(create_app(folder, limits=limits), base_url="http://127.0.0.1", raise_server_exceptions=False)


def get(client: TestClient, query: str, accept: str = "*/*", **more: str) -> tuple[int, str, str]:
    """Status, type and text of the answer to a query."""
    answer = client.get("/sparql", params={"query": query, **more}, headers={"Accept": accept})
    return answer.status_code, answer.headers["content-type"], answer.text


def page_of(client: TestClient, path: str, **parameters: str) -> str:
    """A page as a browser gets it."""
    answer = client.get(path, params=parameters or None, headers=HTML)
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    return answer.text


def words(element: Page) -> str:
    return " ".join(element.text_content().split())


def table(page: Page, section: str) -> dict[str, list[str]]:
    """The cells of the first table of a section by the words of their row's heading."""
    rows = page.xpath(f"//section[@id='{section}']//table[1]/tbody/tr")
    return {words(row[0]): [words(cell) for cell in row[1:]] for row in rows}


def until(holds: Callable[[], object]) -> None:
    """Wait for something that nothing tells of when it comes."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"it did not come about within {PATIENCE:g} seconds"
        time.sleep(0.01)


# In a browser


@contextmanager
def window(browser: "Browser", **options: Any) -> "Iterator[Tab]":
    """An empty page in a window of its own, which is closed in the end."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE * 1000)
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def visited(browser: "Browser", address: str, **options: Any) -> "Iterator[Tab]":
    """A page in a window of its own, without errors of scripts, and with nothing that its policy had to keep out."""
    errors: list[str] = []

    def hear(message: "ConsoleMessage") -> None:
        if message.type == "error" and _WRONG not in message.text:
            errors.append(message.text)

    with window(browser, **options) as page:
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", hear)
        page.goto(address)
        yield page
    assert errors == []


_WRONG = "the server responded with a status of 400"  # which the page then explains


def barriers(page: "Tab") -> list[tuple[str, str]]:
    """What keeps people from using a page: rules of axe, with the first element that breaks each."""
    from axe_playwright_python.sync_playwright import Axe

    return [(each["id"], each["nodes"][0]["html"][:200]) for each in Axe().run(page).response["violations"]]
