"""Which lines are headings, and what a heading opens: a section, a judged area, or both a label and its grade."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Line
from ..vocabulary import Vocabulary, tokens
from .passages import Passage, mend

LARGER = 1.12  # headings that are not bold are at least this much larger than the body
_LINE_PITCH = 1.75  # lines of one heading stand no further apart than this many times their size
_COLUMN = 100.0  # a cell this far to the right of the heading's first column belongs to the grade column
_TELLING = 4  # a label with a * needs so many words of its own to be a heading without a grade
_SAME_SIZE = 0.6  # points
_MOST_LINES = 5
_GLUED = re.compile(r"(?<=[a-z?!.)])\d{1,2}$")  # a footnote number that a text layer glued to the last word
_LONGEST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Statement:
    """A grade printed with its label: in a heading, on the cover, or in a table."""

    area: str
    grade: str
    passage: Passage
    place: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: ``section`` or ``area`` it opens (either may be empty) and the grade it states."""

    passage: Passage
    section: str = ""
    area: str = ""
    grade: str = ""


def looks_like_heading(line: Line, body: float) -> bool:
    """Whether a line is set as headings are."""
    return line.bold or line.size >= LARGER * body


def belongs(group: Sequence[Line], line: Line) -> bool:
    """Whether a line goes on with a heading: the next line of its column in the same size, or a cell beside it."""
    last = group[-1]
    if line.page != last.page or last.y - line.y > _LINE_PITCH * line.size:
        return False
    beside = abs(line.x0 - last.x0) >= _COLUMN
    column = [other for other in group if abs(other.x0 - line.x0) < _COLUMN]
    return beside if not column else abs(column[-1].size - line.size) <= _SAME_SIZE


def read_headings(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[tuple[list[Line], Heading | None]]:
    """Cut heading lines into headings that are understood; what is not comes line by line with ``None``."""
    start = 0
    while start < len(lines):
        for end in range(min(len(lines), start + _MOST_LINES), start, -1):
            if heading := understand(lines[start:end], vocabulary):
                yield list(lines[start:end]), heading
                break
        else:
            end = start + 1
            yield [lines[start]], None
        start = end


def understand(lines: Sequence[Line], vocabulary: Vocabulary) -> Heading | None:
    """The heading that these lines, taken together, are; nothing if they are not exactly one heading."""
    left = min(line.x0 for line in lines)
    labels = [line for line in lines if line.x0 < left + _COLUMN]
    cells = [line for line in lines if line.x0 >= left + _COLUMN]
    passage = mend(labels + cells)
    words, grade_words = tokens(_GLUED.sub("", mend(labels).text)), tokens(mend(cells).text)
    if not words or len(words) > _LONGEST_WORDS:
        return None
    section, _ = _read(words, grade_words, vocabulary, "section")
    area, grade = _read(words, grade_words, vocabulary, "area")
    section = section or vocabulary.matcher("section").whole(words + grade_words)
    return Heading(passage, section, area, grade) if section or area else None


def _read(words: tuple[str, ...], cells: tuple[str, ...], vocabulary: Vocabulary, scheme: str) -> tuple[str, str]:
    """The code of the longest label that leaves nothing but a grade, and that grade; failing that, of a label but for a misprint."""
    bare = ""
    grade_words = vocabulary.grades.words
    for match in vocabulary.matcher(scheme).at_start(words):
        if match.wild and scheme == "area" and grade_words.intersection(words[: match.length]):
            continue  # a name has swallowed a grade: "in Wirral are inadequate ... Requires improvement"
        rest = match.rest + cells
        if scheme == "section" and not rest and not match.wild:
            return match.code, ""  # "the board is good because" is more than the board and its grade
        if grade := vocabulary.grades.read(rest):
            return match.code, grade
        if not rest and not (match.wild and match.fixed < _TELLING):
            bare = bare or match.code
    if bare:
        return bare, ""
    cut, grade = _grade_at_end(words + cells, vocabulary)
    misprinted = vocabulary.matcher(scheme).nearly((words + cells)[:cut])
    return misprinted, grade if misprinted else ""


def _grade_at_end(words: tuple[str, ...], vocabulary: Vocabulary) -> tuple[int, str]:
    """Where the grade at the end of a heading begins, with the words that lead to it; the length of the words if there is none."""
    for cut in range(1, len(words)) if vocabulary.grades.words.intersection(words) else ():
        if grade := vocabulary.grades.read(words[cut:]):
            return cut, grade
    return len(words), ""
