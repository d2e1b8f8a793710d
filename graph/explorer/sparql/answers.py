"""Answers for pages: rows of a query as a sheet, kept for a while, as who looks at an answer turns it about."""

import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from ..data import Data
from .pool import Pool
from .sheet import Sheet, read_sheet
from .worker import Job

_MOST_BYTES = 16 << 20  # of answers that are kept; those asked for least recently go first
_PLACE = re.compile(r"line (\d+)(?:, column (\d+))?")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a query, and the line and column where, both from 1; 0 where they are not known."""

    message: str
    line: int = 0
    column: int = 0


class _Recent:
    """The sheets asked for most recently."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[tuple[str, bool], tuple[Sheet, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, bool]) -> Sheet | None:
        with self._lock:
            if key not in self._sheets:
                return None
            self._sheets.move_to_end(key)
            return self._sheets[key][0]

    def keep(self, key: tuple[str, bool], sheet: Sheet, size: int) -> None:
        with self._lock:
            self._sheets[key] = sheet, size
            while sum(size for _, size in self._sheets.values()) > _MOST_BYTES:
                self._sheets.popitem(last=False)


def sheet_of(pool: Pool, data: Data, text: str, union: bool) -> Sheet:
    """The answer to a query, with no more rows than a page shows.

    :raises Refused: if there is none
    """
    recent = data.once("recent answers", _Recent)
    if found := recent.get((text, union)):
        return found
    began = time.monotonic()
    answer = pool.answer(Job(text=text, union=union, rows=pool.limits.shown))
    sheet = read_sheet(answer.body, answer.cut, time.monotonic() - began)
    recent.keep((text, union), sheet, len(answer.body))
    return sheet


def mistake_of(message: str) -> Mistake:
    """A message with the place that it names."""
    found = _PLACE.search(message)
    shown = message.removeprefix("the query, ").removeprefix("the query: ")
    line, column = (int(found[1]), int(found[2] or 0)) if found else (0, 0)
    return Mistake(shown[:1].upper() + shown[1:], line, column)
