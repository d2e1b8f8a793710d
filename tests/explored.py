"""Pages of the explorer over the samples, and how tests look at them."""

from pathlib import Path
from typing import Any, TypeAlias

from starlette.testclient import TestClient

from graph.explorer import create_app

AUTHORITY = "/id/authority/X99000001"
FIRST = "/id/inspection/X99000001/2016-09-05"
SECOND = "/id/inspection/X99000001/2024-01-29"
BOARD = "/id/lscb/X99000001"
PAGES = ("/authorities", AUTHORITY, FIRST, SECOND, BOARD)
Page: TypeAlias = Any  # an element of lxml, which has no types


def client_of(folder: Path) -> TestClient:
    return TestClient(create_app(folder), base_url="http://127.0.0.1", raise_server_exceptions=False)


def words(element: Page) -> str:
    return " ".join(element.text_content().split())


def table(page: Page, section: str) -> dict[str, list[str]]:
    """The cells of the first table of a section by the words of their row's heading."""
    rows = page.xpath(f"//section[@id='{section}']//table[1]/tbody/tr")
    return {words(row[0]): [words(cell) for cell in row[1:]] for row in rows}
