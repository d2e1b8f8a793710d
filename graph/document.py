"""What a file says, before anyone interprets it: pages of text and the lines on them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line, or one cell of a table row.

    ``start`` and ``end`` are offsets into the text of its page; ``x0``, ``x1`` and ``y`` (the baseline, from the foot of the page) are
    points. Without geometry ``y`` is the row from the top, so that a step of more than one tells of blank rows, and the rest is zero.
    ``markers`` are the offsets of raised footnote numbers inside the line.
    """

    page: int
    start: int
    end: int
    text: str
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False
    markers: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its text as read, and its lines from top to bottom."""

    number: int
    text: str
    lines: tuple[Line, ...]
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: ``sha256`` of its bytes, its name without folder, and its pages.

    ``has_geometry`` says whether the lines know their place on the page. ``title``, ``author``, ``publisher`` and ``date`` (ISO) are what
    a web page states about itself, empty where it states nothing.
    """

    sha256: str
    name: str
    media_type: str
    pages: tuple[Page, ...]
    has_geometry: bool
    title: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words at their place: ``page text[start:end] == quote``, always."""

    page: int
    start: int
    end: int
    quote: str
