"""Series: the values of a measure at several times, as reports print them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..days import day
from .labels import label

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a time; ``subject`` says what was counted. Comparisons are those of the same sentence.

    ``value`` is the bare number, and ``fact`` the statement, where rows name it.
    """

    time: str
    when: str
    amount: str
    subject: str
    source: str
    page: str
    national: str = ""
    neighbours: str = ""
    value: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one measure in one unit, in the order of time; the measure's label and its code."""

    measure: str
    code: str
    points: tuple[Point, ...]


def series(rows: Iterable[Row]) -> list[Series]:
    """The measures that have values of several times, by name, in the rows of the query ``measure-over-time``."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[label("measure", row["measure"]), row["measure"], row["unit"]].append(row)
    found = [Series(measure, code, tuple(_points(group))) for (measure, code, _), group in sorted(groups.items())]
    return [each for each in found if len({point.time for point in each.points}) > 1]


def _points(rows: list[Row]) -> list[Point]:
    """Each time and value once, those with a comparison first; what a report says without a date it says of its own time."""
    points: dict[tuple[str, str], Point] = {}
    dated = {(row["start"], row["value"]) for row in rows if row["date"]}
    for row in sorted(rows, key=lambda row: (not (row["national"] or row["neighbours"]), row["source"])):
        if row["date"] or (row["start"], row["value"]) not in dated:
            point = _point(row)
            points.setdefault((point.time, point.amount), point)
        if before := _before(row):
            points.setdefault((before.time, before.amount), before)
    return sorted(points.values(), key=lambda point: (point.time, point.source, int(point.page or 0)))


def _point(row: Row) -> Point:
    return Point(
        time=_sortable(row["date"], row["start"]),
        when=when(row["date"], row["start"]),
        amount=_qualified(row),
        subject=row["subject"],
        source=row["source"],
        page=row["page"],
        national=amount(row["national"], row["unit"]) if row["national"] else "",
        neighbours=amount(row["neighbours"], row["unit"]) if row["neighbours"] else "",
        value=row["value"],
        fact=row.get("fact", ""),
    )


def _before(row: Row) -> Point | None:
    """The earlier value that a sentence compares with, where it says when that was."""
    if not row["previous"] or not row["previous_date"]:
        return None
    return Point(
        time=_sortable(row["previous_date"], row["start"]),
        when=when(row["previous_date"], row["start"]),
        amount=amount(row["previous"], row["unit"]),
        subject=row["subject"],
        source=row["source"],
        page=row["page"],
        value=row["previous"],
        fact=row.get("fact", ""),
    )


def _sortable(date: str, start: str) -> str:
    """The end of a period; of lengths of time, and where there is no date, the inspection."""
    end = date.rpartition("/")[2]
    return end if end[:1].isdigit() else start


def when(date: str, start: str) -> str:
    """A date or period in words; a length of time ends with the inspection, and what has no date is said at the inspection."""
    if date.startswith("P"):
        return f"{day(date)} to {day(start[:7])}"
    return day(date) if date else f"inspection of {day(start[:7])}"


def _qualified(row: Row) -> str:
    words = label("qualifier", row["qualifier"]) if row["qualifier"] else ""
    return stated(row, row["unit"], words)


def stated(row: Row, unit: str, qualifier: str) -> str:
    """The amount of a figure with the words before it: "about 23.8%", "between 8 and 10", "nearly two thirds" where the report says so.

    :param row: a figure with its ``value``, ``upper`` end and words as ``printed``, empty where there are none
    """
    if row["printed"]:
        return row["printed"]
    if row["upper"]:
        return f"between {amount(row['value'], 'count')} and {amount(row['upper'], unit)}"
    return f"{qualifier} {amount(row['value'], unit)}".strip()


def amount(value: str, unit: str) -> str:
    """A number with its unit: "2,712", "23.8%", "104 per 10,000"."""
    whole, _, part = value.partition(".")
    number = f"{int(whole):,}" + (f".{part}" if part.strip("0") else "")
    if unit in ("percent", "count"):
        return f"{number}%" if unit == "percent" else number
    return f"{number} {label('unit', unit).lower()}"
