"""Web pages to pages: the main text by trafilatura, and what the page states about itself."""

import json
import re
from dataclasses import dataclass
from typing import Any

from ..document import Page
from ..errors import NoText
from .text import paginate

_HEAD = 400  # characters at the top of a text in which its headline stands
_BYLINE = re.compile(r"\b(?:by-?line|author|dateline|date|published|timestamp|pub-?date|meta)\b")
_LONGEST_BYLINE, _MOST_BYLINES = 15, 6  # words, lines


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
        pages=paginate(_headed(text, content.get("title") or "", _bylines(data))),
        title=content.get("title") or "",
        author=content.get("author") or "",
        publisher=content.get("source-hostname") or content.get("hostname") or "",
        date=content.get("date") or "",
    )


def _headed(text: str, title: str, bylines: list[str]) -> str:
    """The main text with its headline, and behind that what stands about author and day, which are outside of it on some pages."""
    start = " ".join(text[: 2 * len(title) + _HEAD].split())
    lines = [line for line in bylines if line not in start]
    if " ".join(title.split()) not in start:
        return "\n\n".join([title, *lines, text])
    end = max(text.find(title), 0) + len(title) if title in text else 0
    return "\n\n".join(filter(None, [text[:end], *lines, text[end:].lstrip()])) if lines else text


def _bylines(data: bytes) -> list[str]:
    """The short lines of a page that its own markup calls those of author or day, each once."""
    from lxml import html

    lines: dict[str, None] = {}
    for element in html.fromstring(data).iter("p", "div", "span", "time", "address", "ul"):
        names = f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
        if element.tag in ("time", "address") or _BYLINE.search(names):
            for line in map(" ".join, map(str.split, _broken(element).splitlines())):
                if line and len(line.split()) <= _LONGEST_BYLINE:
                    lines[line] = None
    return list(lines)[:_MOST_BYLINES]


def _broken(element: Any) -> str:
    """The text of an element with its own line breaks only."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "br" else child.text_content(), child.tail or ""]
    return "".join(" ".join(part.split("\n")) if part != "\n" else part for part in parts)
