"""Web pages to pages: the main text by trafilatura, and what the page states about itself."""

import json
from dataclasses import dataclass

from ..document import Page
from ..errors import NoText
from .text import paginate

_HEAD = 400  # characters at the top of a text in which its headline stands


@dataclass(frozen=True, slots=True)
class WebPage:
    """The main text of a web page as one page, and its own statements, empty where it makes none."""

    pages: tuple[Page, ...]
    title: str
    author: str
    publisher: str
    date: str


def read_web_page(data: bytes) -> WebPage:
    """The main text of an HTML page, without navigation, notices and comments.

    :raises NoText: if the page has no main text
    """
    import trafilatura  # takes longer to import than most runs need

    found = trafilatura.extract(
        data,
        output_format="json",
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        # Only a date that the page states: a wider search takes any, such as that of a copyright line.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    content = json.loads(found) if found else {}
    text = content.get("text") or ""
    if not text.strip():
        raise NoText("the HTML page has no main text; save the page that shows the report or article")
    return WebPage(
        pages=paginate(_headed(text, content.get("title") or "")),
        title=content.get("title") or "",
        author=content.get("author") or "",
        publisher=content.get("source-hostname") or content.get("hostname") or "",
        date=content.get("date") or "",
    )


def _headed(text: str, title: str) -> str:
    """The main text with its headline, which stands outside it on some pages."""
    start = " ".join(text[: 2 * len(title) + _HEAD].split())
    return text if not title or " ".join(title.split()) in start else f"{title}\n\n{text}"
