"""Answers for pages: rows of a query as a sheet, kept for a while, as who looks at an answer turns it about."""

import dataclasses
import re
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from ...syntax import code_columns
from ...vocabulary import vocabulary
from ..data import Data
from .asked import Refused
from .pool import Gone, Pool
from .sheet import Sheet, read_sheet
from .worker import Job

_MOST_BYTES = 16 << 20  # of answers that are kept; those asked for least recently go first
_PLACE = re.compile(r"line (\d+)(?:, column (\d+))?")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a query has no answer: the line and column where, both from 1 and 0 where they are not known, or the field of its form.

    ``status`` and ``headers`` are those of HTTP that tell it.
    """

    message: str
    line: int = 0
    column: int = 0
    field: str = ""
    status: int = 400
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)


class _Recent:
    """The sheets asked for most recently."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[str, tuple[Sheet, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Sheet | None:
        with self._lock:
            if key not in self._sheets:
                return None
            self._sheets.move_to_end(key)
            return self._sheets[key][0]

    def keep(self, key: str, sheet: Sheet, size: int) -> None:
        with self._lock:
            self._sheets[key] = sheet, size
            while sum(size for _, size in self._sheets.values()) > _MOST_BYTES:
                self._sheets.popitem(last=False)


def sheet_of(pool: Pool, data: Data, text: str, is_gone: Gone) -> Sheet:
    """The answer to a query, with no more rows than a page shows; it is ended as soon as nobody waits for it.

    :raises Refused: if there is none
    """
    recent = data.once("recent answers", _Recent)
    if found := recent.get(text):
        return found
    began = time.monotonic()
    answer = pool.answer(Job(text=text, rows=pool.limits.shown), is_gone)
    sheet = read_sheet(answer.body, answer.cut, time.monotonic() - began, _schemes(text))
    recent.keep(text, sheet, len(answer.body))
    return sheet


def _schemes(text: str) -> dict[str, str]:
    known = vocabulary().schemes()
    return {column: scheme for column, scheme in code_columns(text).items() if scheme in known}


def mistake_of(error: Exception) -> Mistake:
    """What an error says, with the place that it names and the status that it is told with."""
    message = str(error)
    found = _PLACE.search(message)
    shown = message.removeprefix("the query, ").removeprefix("the query: ")
    line, column = (int(found[1]), int(found[2] or 0)) if found else (0, 0)
    told = (error.status, error.headers) if isinstance(error, Refused) else (400, {})
    return Mistake(shown[:1].upper() + shown[1:], line, column, "", *told)
