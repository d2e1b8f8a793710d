"""Lines mended into passages: text to read, and the way back to the raw words."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from ..document import Document, Evidence, Line

_GLYPH = re.compile(r"[\uf000-\uf0ff\u25a0-\u25ff\u2022]\s*")
_FULL_LINE = 60  # characters of a line that the next one goes on from; a table has shorter ones
_TITLE_LINES = 2  # a long line of a title and the short one below it


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a passage: ``page text[start:end]`` stands in the passage from offset ``at``."""

    page: int
    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph or item as it should be read: lines joined, furniture and footnote markers gone.

    ``number`` is the printed number, or the order in an unnumbered list, empty for plain paragraphs; ``printed`` tells the two apart;
    ``complete`` is ``tail`` where a damaged text lost the beginning, ``head`` where it lost the end.
    """

    text: str
    segments: tuple[Segment, ...]
    number: str = ""
    printed: bool = False
    complete: str = "yes"

    @property
    def page(self) -> int:
        """The page on which the passage begins."""
        return self.segments[0].page

    def evidence(self, document: Document, start: int = 0, end: int | None = None) -> tuple[Evidence, ...]:
        """The raw words behind ``text[start:end]``, one part for each unbroken stretch of a page."""
        end = len(self.text) if end is None else end
        parts: list[tuple[int, int, int]] = []
        first = bisect_right(self.segments, start, key=lambda segment: segment.at)
        for segment in self.segments[max(0, first - 1) :]:
            if segment.at >= end:
                break
            length = segment.end - segment.start
            a, b = max(start, segment.at), min(end, segment.at + length)
            if a >= b:
                continue
            raw = segment.page, segment.start + a - segment.at, segment.start + b - segment.at
            if parts and _touches(document, parts[-1], raw):
                parts[-1] = (raw[0], parts[-1][1], raw[2])
            else:
                parts.append(raw)
        return tuple(Evidence(page, a, b, document.pages[page - 1].text[a:b]) for page, a, b in parts)


def _touches(document: Document, left: tuple[int, int, int], right: tuple[int, int, int]) -> bool:
    return (
        left[0] == right[0] and left[2] <= right[1] and not document.pages[left[0] - 1].text[left[2] : right[1]].strip()
    )


def mend(
    lines: Iterable[Line], skip: int = 0, number: str = "", printed: bool = False, complete: str = "yes"
) -> Passage:
    """Lines as one passage, without the first ``skip`` characters of the first line (a number or bullet)."""
    pieces: list[str] = []
    segments: list[Segment] = []
    length = 0
    for index, line in enumerate(lines):
        if pieces and not _breaks_compound(pieces[-1]):
            pieces.append(" ")
            length += 1
        glyph = _GLYPH.match(line.text) if index else None
        if glyph:
            # Bullets of the second level come in the private characters of a symbol font.
            pieces.append("• ")
            length += 2
        for start, end in _unmarked(line, glyph.end() if glyph else 0 if index else skip):
            pieces.append(line.text[start - line.start : end - line.start])
            segments.append(Segment(line.page, start, end, length))
            length += end - start
    return Passage("".join(pieces), tuple(segments), number, printed, complete)


def _breaks_compound(piece: str) -> bool:
    """Whether a line ends with the hyphen of a compound ("multi-agency"), which goes on without a space."""
    return piece.endswith("-") and piece[-2:-1].isalnum()


def _unmarked(line: Line, skip: int) -> Iterator[tuple[int, int]]:
    """The stretches of a line between its footnote markers, without blanks at the ends of the line."""
    start, end = line.start + skip, line.end
    raw = line.text[skip:]
    start += len(raw) - len(raw.lstrip())
    end -= len(raw) - len(raw.rstrip())
    for a, b in line.markers:
        if a > start:
            yield start, a
        start = max(start, b)
    if start < end:
        yield start, end


def prose(lines: Iterable[Line]) -> list[Line]:
    """The lines of a cover that running text is made of: long ones, and what they go on in."""
    found: list[Line] = []
    for full, run in groupby(_with_ends(lines), key=itemgetter(0)):
        text = [line for _, line in run] if full else []
        found += text if len(text) > _TITLE_LINES else []
    return found


def _with_ends(lines: Iterable[Line]) -> Iterator[tuple[bool, Line]]:
    """Each line, and whether it is long or follows a long one."""
    before = False
    for line in lines:
        full = len(line.text.strip()) >= _FULL_LINE
        yield full or before, line
        before = full


def cut(passage: Passage, start: int, end: int) -> Passage:
    """The part ``text[start:end]`` of a passage as a passage of its own."""
    segments = []
    for segment in passage.segments:
        a, b = max(start, segment.at), min(end, segment.at + segment.end - segment.start)
        if a < b:
            segments.append(
                Segment(segment.page, segment.start + a - segment.at, segment.start + b - segment.at, a - start)
            )
    return Passage(passage.text[start:end], tuple(segments))
