"""Judgement tables on covers: labels on the left, grades on the right, each grade bound to the label beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Line
from ..vocabulary import Vocabulary, tokens
from .headings import Statement
from .passages import mend

_LABEL_LINES = 4
_GRADE_LINES = 3
_SAME_COLUMN = 20.0  # points
_COLUMN = 100.0  # points between the start of a label and the start of its grade, at least
_ROW_SLACK = 9.0  # points by which the middle of a grade may stand above or below its label
_LINE_PITCH = 1.6  # times the size


@dataclass(frozen=True, slots=True)
class _Cell:
    code: str
    lines: tuple[Line, ...]

    @property
    def top(self) -> float:
        return self.lines[0].y

    @property
    def foot(self) -> float:
        return self.lines[-1].y

    @property
    def middle(self) -> float:
        return (self.top + self.foot) / 2


def read_table(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Statement]:
    """Grades of a cover's table with their labels; a label with no grade beside it, or more than one, is left out."""
    rows = list(_labels(lines, vocabulary))
    taken = {line for row in rows for line in row.lines}
    bound: dict[int, list[_Cell]] = {}
    for grade in _grades([line for line in lines if line not in taken], vocabulary):
        row = _beside(grade, rows)
        if row is not None:
            bound.setdefault(row, []).append(grade)
    return [
        Statement(rows[row].code, cells[0].code, mend(rows[row].lines + cells[0].lines), "table")
        for row, cells in sorted(bound.items())
        if len(cells) == 1
    ]


def _labels(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[_Cell]:
    matcher = vocabulary.matcher("area")
    index = 0
    while index < len(lines):
        columns = [_column(lines, index, count) for count in range(_LABEL_LINES, 0, -1)]
        read = [(matcher.whole(_label_words(column)), column) for column in columns]
        read += [(matcher.nearly(_label_words(column)), column) for column in columns]
        code, column = next(((code, column) for code, column in read if code), ("", columns[-1]))
        if code:
            yield _Cell(code, column)
            index = lines.index(column[-1])
        index += 1


def _label_words(column: Sequence[Line]) -> tuple[str, ...]:
    """The words of a label without the number of its row, which reports misprint."""
    words = tokens(mend(column).text)
    while words and words[0].isdigit():
        words = words[1:]
    return words


def _column(lines: Sequence[Line], start: int, count: int) -> tuple[Line, ...]:
    """``count`` lines below one another from ``start`` on, leaving out cells that stand to the right."""
    first = lines[start]
    column = [first]
    for line in lines[start + 1 :]:
        if len(column) == count or line.page != first.page or column[-1].y - line.y > _LINE_PITCH * max(first.size, 1):
            break
        if line.x0 < first.x0 + _COLUMN:
            column.append(line)
    return tuple(column)


def _grades(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[_Cell]:
    matcher = vocabulary.matcher("grade")
    taken: set[Line] = set()
    for index, first in enumerate(lines):
        if first in taken:
            continue
        column = [first]
        for line in lines[index + 1 :]:
            below = column[-1].y - line.y
            if (
                len(column) < _GRADE_LINES
                and line.page == first.page
                and abs(line.x0 - first.x0) < _SAME_COLUMN
                and 0 < below <= _LINE_PITCH * first.size
            ):
                column.append(line)
        for count in range(len(column), 0, -1):
            if code := matcher.whole(tokens(mend(column[:count]).text)):
                yield _Cell(code, tuple(column[:count]))
                taken.update(column[:count])
                break


def _beside(grade: _Cell, rows: Sequence[_Cell]) -> int | None:
    """The place in ``rows`` of the label that stands beside a grade."""
    candidates = [
        number
        for number, row in enumerate(rows)
        if row.lines[0].page == grade.lines[0].page
        and row.foot - _ROW_SLACK <= grade.middle <= row.top + _ROW_SLACK
        and grade.lines[0].x0 >= row.lines[0].x0 + _COLUMN
    ]
    return min(candidates, key=lambda number: abs(rows[number].middle - grade.middle), default=None)
