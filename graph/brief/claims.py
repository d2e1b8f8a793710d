"""Claims of articles that rest on the same words of a report."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from ..rows import code

Row = dict[str, str]
Point = list[Row]
"""What a report has against an article once: the clauses of which it has the same to say by the same words, the longest first."""

DOUBTFUL = ("contradicted", "partly")
_Item = TypeVar("_Item")


def doubtful_together(rows: Iterable[Row]) -> list[list[Point]]:
    """The points in which reports contradict claims or bear them out in part, those that rest on the same words together.

    What is contradicted comes first, in a group and among groups; else the order is that of the rows.
    """
    ranked = sorted(
        (row for row in rows if code(row["status"]) in DOUBTFUL), key=lambda row: DOUBTFUL.index(code(row["status"]))
    )
    return _together(points(ranked), lambda point: _words(point[0]))


def points(rows: Iterable[Row]) -> list[Point]:
    """Claims of one status that are told the same by the same words, together; the order is that of the rows."""
    found = _together(list(rows), lambda row: (*_words(row), code(row["status"]), row["note"]) if row["note"] else ())
    return [sorted(point, key=lambda row: -len(row["text"])) for point in found]


def _words(row: Row) -> tuple[str, ...]:
    return (row["words_source"], row["words_page"], row["words"]) if row["words"] else ()


def _together(items: list[_Item], key: Callable[[_Item], tuple[str, ...]]) -> list[list[_Item]]:
    """Items of one key together; one without a key stands alone."""
    groups: dict[tuple[object, ...], list[_Item]] = {}
    for number, item in enumerate(items):
        groups.setdefault(key(item) or (number,), []).append(item)
    return list(groups.values())
