"""The numbered paragraphs and bullets of a section."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..document import Line
from .passages import Passage, mend

_NUMBER = re.compile(r"(\d{1,3})[.)](?:\s+|(?=[A-Z‘“'\"])|$)")
_BULLET = re.compile(r"[•◼■▪▫●○◦▶►➢➤❖◆♦·\-–—*]\s+")
_TEXT_BULLET = re.compile(r"(?:[•◼■▪▫●○◦▶►➢➤❖◆♦·-]\s*|[ \t]+)(?=\S)")
_COLUMN_SLACK = 14.0  # points by which a number may stand further right than the numbers before it
_DEEPER = 9.0  # points by which a bullet of the second level is indented further
_HANGING = 7.0  # points by which the text of an item is indented behind its number or bullet
_PARAGRAPH_GAP = 1.5  # times the pitch of lines: more white than that parts two paragraphs
_FORGIVEN = 3  # numbers that a text layer may have lost in a row
_ENDS_SENTENCE = re.compile(r"[.!?:;]['’”\")]*$|\)$")
_WRAPPED = 60  # a line of plain text this long went on in the next line
_PRIVATE_USE = re.compile(r"[\uf000-\uf0ff\u25a0-\u25ff\u2022\u27a2]\s*")


def _bullet(text: str) -> re.Match[str] | None:
    return _PRIVATE_USE.match(text) or _BULLET.match(text)


@dataclass
class _Item:
    lines: list[Line]
    skip: int
    number: int
    printed: bool
    x0: float


class Numbering:
    """The running number of a report's paragraphs, which tells a paragraph's number from a number at the start of a line."""

    def __init__(self) -> None:
        self.last = 0
        self.column: float | None = None
        self.gaps: list[tuple[int, Line]] = []
        """Numbers of paragraphs that were not found, each with the line of the next that was."""

    def accepts(self, number: int, line: Line, fresh: bool) -> bool:
        """Whether a number at the start of a line is the next of the sequence; ``fresh`` if none came in this section yet."""
        in_column = self.column is None or line.x0 <= self.column + _COLUMN_SLACK
        follows = self.last < number <= self.last + _FORGIVEN or (fresh and number == 1)
        if follows and (in_column or (fresh and number == 1)):
            if self.last:
                self.gaps += [(missing, line) for missing in range(self.last + 1, number)]
            self.last = number
            self.column = line.x0
            return True
        return False


def placed_items(lines: Sequence[Line], numbering: Numbering, bullets_only: bool) -> list[Passage]:
    """Items of a section whose lines know their place.

    Numbers win over bullets: where a section has numbered items, its bullets belong to them. ``bullets_only`` turns that round, for
    frameworks that introduce a bulleted list by a numbered sentence.
    """
    numbered = any(_is_number(line, numbering) for line in lines)
    items: list[_Item] = []
    current: _Item | None = None
    fresh = True
    pitch, hanging = _pitch(lines), _is_hanging(lines)
    for previous, line in zip((None, *lines), lines, strict=False):
        number = _NUMBER.match(line.text)
        if number and numbering.accepts(int(number[1]), line, fresh):
            fresh = False
            current = None if bullets_only else _Item([line], number.end(), int(number[1]), True, line.x0)
            if current:
                items.append(current)
            continue
        bullet = _bullet(line.text) if bullets_only or not numbered else None
        if bullet and (not items or items[-1].printed or line.x0 < items[-1].x0 + _DEEPER):
            order = sum(not item.printed for item in items) + 1
            current = _Item([line], bullet.end(), order, False, line.x0)
            items.append(current)
        elif current and not _leaves(current, previous, line, pitch, hanging):
            current.lines.append(line)
        elif current:
            current = None
    passages = (mend(item.lines, item.skip, str(item.number), item.printed) for item in items)
    return [passage for passage in passages if passage.text]


def _is_number(line: Line, numbering: Numbering) -> bool:
    """Whether a line begins with a number that could be the next of the sequence, or the first of a new one."""
    found = _NUMBER.match(line.text)
    number = int(found[1]) if found else 0
    return number == 1 or numbering.last < number <= numbering.last + _FORGIVEN


def _pitch(lines: Sequence[Line]) -> float:
    steps = sorted(a.y - b.y for a, b in itertools.pairwise(lines) if a.page == b.page and a.y - b.y > 4)
    return steps[len(steps) // 4] if steps else 14.0


def _is_hanging(lines: Sequence[Line]) -> bool:
    """Whether the items of a section are set with their text indented behind the numbers or bullets."""
    starts = [line.x0 for line in lines if _NUMBER.match(line.text) or _bullet(line.text)]
    others = sorted(line.x0 for line in lines if not (_NUMBER.match(line.text) or _bullet(line.text)))
    return bool(starts and others) and others[len(others) // 2] > min(starts) + _HANGING


def _leaves(item: _Item, previous: Line | None, line: Line, pitch: float, hanging: bool) -> bool:
    """Whether a line without number stands outside a hanging item: at the item's own margin, after white space or a full stop."""
    if previous is None or not hanging or line.x0 > item.x0 + _HANGING:
        return False
    gap = line.page == previous.page and previous.y - line.y > _PARAGRAPH_GAP * pitch
    return gap or len(item.lines) > 1 or bool(_ENDS_SENTENCE.search(previous.text.rstrip()))


def plain_items(lines: Sequence[Line], numbering: Numbering) -> list[Passage]:
    """Items of a section of plain text, where damage may have taken numbers, bullets and first lines."""
    numbered = any(_is_number(line, numbering) for line in lines)
    indented = sum(line.text[:1].isspace() for line in lines) > len(lines) / 2
    items: list[_Item] = []
    fresh = True
    previous: Line | None = None
    for line in lines:
        number = _NUMBER.match(line.text)
        blank_before = previous is not None and line.y > previous.y + 1
        if number and numbering.accepts(int(number[1]), line, fresh):
            fresh = False
            items.append(_Item([line], number.end(), int(number[1]), True, 0.0))
        elif not items or (
            not numbered and (_plain_bullet(line.text, indented) or _begins(previous, line, blank_before))
        ):
            bullet = _plain_bullet(line.text, indented)
            items.append(_Item([line], bullet.end() if bullet else 0, len(items) + 1, False, 0.0))
        else:
            items[-1].lines.append(line)
        previous = line
    passages = (_judged(mend(item.lines, item.skip, str(item.number), item.printed), item) for item in items)
    return [passage for passage in passages if passage.text]


def _plain_bullet(text: str, indented: bool) -> re.Match[str] | None:
    """The bullet of a line of plain text; a blank stands for a lost one unless all lines are indented."""
    return _bullet(text) or (None if indented else _TEXT_BULLET.match(text))


def _begins(previous: Line | None, line: Line, blank_before: bool) -> bool:
    """Whether a line without bullet begins an item: in lower case behind a full stop (its first line was lost), or after a blank line."""
    if previous is None:
        return True
    ended = bool(_ENDS_SENTENCE.search(previous.text.rstrip()))
    if line.text[:1].islower():
        return ended and not previous.text.rstrip().endswith((";", ":", ","))
    return blank_before and (ended or len(previous.text) < _WRAPPED)


def _judged(passage: Passage, item: _Item) -> Passage:
    """The passage marked with what damage took from it."""
    text = passage.text
    if not item.skip and text[:1].islower():
        return replace(passage, complete="tail")
    if text and not _ENDS_SENTENCE.search(text) and len(item.lines[-1].text) >= _WRAPPED:
        return replace(passage, complete="head")
    return passage
