"""Bulleted facts with bullets below them: each item with the item it hangs under."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Line
from .passages import Passage, mend

_BULLET = re.compile(r"(?:[\uf000-\uf0ff\u25a0-\u25ff\u2022\u27a2]\s*|[•◼■▪▫●○◦▶►➢➤❖◆♦·\-–—─*o]\s+)(?=\S)")
_SAME_LEVEL = 4.0  # points by which bullets of one level may differ
_NOTE_MARK = re.compile(r"\s*\d{1,2}\s*")


@dataclass(frozen=True, slots=True)
class Bullet:
    """An item of a list; ``parent`` is the place of the item it hangs under, none for the first level."""

    passage: Passage
    parent: int | None


def bullets(lines: Sequence[Line]) -> list[Bullet]:
    """The items of a section in order; lines in front of the first bullet are an item of their own."""
    groups: list[tuple[list[Line], int, float]] = []
    for line in lines:
        found = _BULLET.match(line.text.lstrip())
        if found:
            indent = len(line.text) - len(line.text.lstrip())
            groups.append(([line], indent + found.end(), line.x0 or float(indent)))
        elif _NOTE_MARK.fullmatch(line.text):
            continue  # a footnote number that was set as a line of its own
        elif groups:
            groups[-1][0].append(line)
        else:
            groups.append(([line], 0, line.x0))
    return _nested(groups)


def _nested(groups: list[tuple[list[Line], int, float]]) -> list[Bullet]:
    found: list[Bullet] = []
    open_: list[tuple[float, int]] = []
    for lines, skip, x0 in groups:
        while open_ and open_[-1][0] > x0 - _SAME_LEVEL:
            open_.pop()
        passage = mend(lines, skip)
        if passage.text and passage.segments:
            found.append(Bullet(passage, open_[-1][1] if open_ else None))
            open_.append((x0, len(found) - 1))
    return found
