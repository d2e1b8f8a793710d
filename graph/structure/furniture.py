"""Page numbers, running headers and footers, small print: lines that belong to the page and not to what it says."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ..document import Document, Line, Page

_HEAD, _FOOT = 0.92, 0.1  # shares of the page's height beyond which furniture stands, and what is said does not
_EDGE_LINES = 3  # a running header or footer is among this many lines at an edge of the page
_REPEATED = 0.3  # ... and on at least this share of the pages
_SMALL = 0.87  # text smaller than this share of the body's size is a footnote or small print
_LONGEST_TEXT_FURNITURE = 100
_NUMBER = re.compile(r"(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?", re.IGNORECASE)


def body_size(document: Document) -> float:
    """The size that most characters are set in; 0 without geometry."""
    sizes: Counter[float] = Counter()
    for page in document.pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def is_small(line: Line, body: float) -> bool:
    """Whether a line is set as footnotes are."""
    return 0 < line.size < _SMALL * body


def body_lines(document: Document) -> Iterator[tuple[Line, ...]]:
    """The lines of each page without furniture; small print is left in, for a cover may be set small."""
    repeated = _repeated(document)
    for page in document.pages:
        yield tuple(line for line in page.lines if not _is_furniture(line, page, repeated, document.has_geometry))


def _is_furniture(line: Line, page: Page, repeated: frozenset[str], geometry: bool) -> bool:
    text = line.text.strip()
    if not geometry:
        return bool(_NUMBER.fullmatch(text)) or (len(text) < _LONGEST_TEXT_FURNITURE and _masked(text) in repeated)
    at_edge = line.y < _FOOT * page.height or line.y > _HEAD * page.height
    return at_edge and bool(_NUMBER.fullmatch(text) or (line in _edges(page) and _masked(text) in repeated))


def _edges(page: Page) -> tuple[Line, ...]:
    return page.lines[:_EDGE_LINES] + page.lines[-_EDGE_LINES:]


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.lower().split()))


def _repeated(document: Document) -> frozenset[str]:
    pages: dict[str, set[int]] = defaultdict(set)
    if not document.has_geometry and len(document.pages) < 3:
        return frozenset()
    for page in document.pages:
        for line in _edges(page):
            pages[_masked(line.text)].add(page.number)
    least = max(2 if len(document.pages) <= 4 else 3, _REPEATED * len(document.pages))
    return frozenset(text for text, numbers in pages.items() if len(numbers) >= least)
