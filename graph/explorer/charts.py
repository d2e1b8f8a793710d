"""Pictures as numbers: bars, each segment of which leads to what it counts, lines of values, and grades over time.

``templates/charts.html`` draws them, each with its text beside.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

ASKED = "asked"
"""The code of the colour of plain bars."""
_NARROWEST = 3.0  # per cent of the width into which a number fits
_NARROWEST_ON_PHONES = 8.0
_FEWEST_TIMES = 3  # of a line
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_MONTHS, _DAYS = 12, 365.25


def year_of(date: str) -> float | None:
    """A day, month or year in ISO 8601 as a number of years; nothing of any other text."""
    match = _DATE.fullmatch(date)
    if not match:
        return None
    year, month, day = match.groups()
    return int(year) + (int(month or 7) - 1) / _MONTHS + (int(day or 15) - 1) / _DAYS


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: what it stands for, how many, where it begins and how long it is in per cent, and where it leads."""

    code: str
    label: str
    count: int
    x: float
    width: float
    address: str

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.x + self.width / 2

    @property
    def roomy(self) -> bool:
        """Whether its number fits."""
        return self.width >= _NARROWEST

    @property
    def tight(self) -> bool:
        """Whether its number fits on wide screens only."""
        return self.width < _NARROWEST_ON_PHONES


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, its segments, how many they are together, and where its name leads, if anywhere."""

    label: str
    segments: tuple[Segment, ...]
    total: int
    address: str = ""


def bars(
    counts: Mapping[str, Mapping[str, int]],
    labels: Mapping[str, str],
    address: Callable[[str, str], str],
    names: Callable[[str], str] = str,
    of_row: Callable[[str], str] = lambda row: "",
) -> list[Bar]:
    """Bars of counts by row and code, as long as the longest allows; codes in the order of ``labels``, without those that count none."""
    most = max((sum(row.values()) for row in counts.values()), default=0) or 1
    return [
        Bar(names(key), tuple(_segments(row, labels, most, partial(address, key))), sum(row.values()), of_row(key))
        for key, row in counts.items()
    ]


def totals(counts: Mapping[str, int], address: Callable[[str], str], names: Callable[[str], str] = str) -> list[Bar]:
    """Bars of one colour for what is counted once; the names of the rows lead where the bars do."""
    rows = {key: {ASKED: count} for key, count in counts.items()}
    return bars(rows, {ASKED: ""}, lambda key, _: address(key), names, address)


def used(rows: Iterable[Bar], labels: Mapping[str, str]) -> dict[str, str]:
    """The labels of what bars show."""
    shown = {part.code for row in rows for part in row.segments}
    return {code: label for code, label in labels.items() if code in shown}


def _segments(
    row: Mapping[str, int], labels: Mapping[str, str], most: int, address: Callable[[str], str]
) -> Iterable[Segment]:
    before = 0
    for code, label in labels.items():
        if count := row.get(code, 0):
            yield Segment(
                code, label, count, round(100 * before / most, 3), round(100 * count / most, 3), address(code)
            )
            before += count


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line with its text."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Points over time; ``path`` joins them, and is empty where one time has several values.

    ``zero`` is the height of the value 0; ``first`` and ``last`` are years.
    """

    width: float
    height: float
    dots: tuple[Dot, ...]
    path: str
    zero: float
    first: str
    last: str


def line(
    points: Sequence[tuple[str, float, str]], width: float = 180, height: float = 48, margin: float = 6
) -> Line | None:
    """Values at dates in ISO 8601, with their texts; nothing of fewer than three dates, which words tell as well."""
    placed = sorted((year, value, text) for date, value, text in points if (year := year_of(date)) is not None)
    years = [year for year, _, _ in placed]
    if len(set(years)) < _FEWEST_TIMES:
        return None
    values = [0.0, *(value for _, value, _ in placed)]
    across = _scale(min(years), max(years), margin, width - margin)
    up = _scale(min(values), max(values), height - margin, margin)
    dots = tuple(Dot(across(year), up(value), text) for year, value, text in placed)
    path = " ".join(f"{dot.x},{dot.y}" for dot in dots) if len(set(years)) == len(years) else ""
    return Line(width, height, dots, path, up(0), str(int(years[0])), str(int(years[-1])))


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade to be drawn: its first day, its code and its level (an index of the levels), its framework, and where it leads.

    One that does not ``join`` is no grade, and no line leads to it.
    """

    start: str
    code: str
    level: int
    framework: str
    link: str
    joins: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A grade at its place."""

    x: float
    y: float
    graded: Graded

    @property
    def year(self) -> str:
        """The year to print below it."""
        return self.graded.start[:4]


@dataclass(frozen=True, slots=True)
class Steps:
    """Grades over time. ``joined`` are neighbours of one framework; ``breaks`` stand where a framework begins, with its name."""

    width: float
    height: float
    left: float
    steps: tuple[Step, ...]
    joined: tuple[tuple[Step, Step], ...]
    breaks: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]


def steps(
    points: Iterable[Graded], levels: Sequence[str], width: float = 460, row: float = 34, left: float = 160
) -> Steps | None:
    """Grades over time on levels, of which the words are given, the best first; nothing where no day can be placed."""
    dated = sorted(
        ((year, each) for each in points if (year := year_of(each.start)) is not None), key=lambda pair: pair[0]
    )
    if not dated:
        return None
    across = _scale(dated[0][0], dated[-1][0], left + 40, width - 30)
    heights = [row * (index + 1) for index in range(len(levels))]
    found = [Step(across(year), heights[each.level], each) for year, each in dated]
    return Steps(
        width=width,
        height=row * (len(levels) + 1.2),
        left=left,
        steps=tuple(found),
        joined=tuple((one, two) for one, two in pairwise(found) if _join(one.graded, two.graded)),
        breaks=((left + 6, found[0].graded.framework), *_breaks(found)),
        levels=tuple(zip(heights, levels, strict=True)),
    )


def _join(one: Graded, two: Graded) -> bool:
    return one.joins and two.joins and one.framework == two.framework


def _breaks(found: Sequence[Step]) -> list[tuple[float, str]]:
    return [
        (round((one.x + two.x) / 2, 1), two.graded.framework)
        for one, two in pairwise(found)
        if one.graded.framework != two.graded.framework
    ]


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = high - low
    return lambda value: round(start + (end - start) * ((value - low) / span if span else 0.5), 1)
