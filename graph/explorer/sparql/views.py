"""An answer seen as a table, a network or a chart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import floor, log10

from ..charts import year_of
from .sheet import EMPTY, PAGE_ROWS, Cell, Sheet

VIEWS = {"table": "Table", "network": "Network", "chart": "Chart"}
MOST_NODES = 300
MOST_BARS = 60
MOST_POINTS = 500
_AUTHORITIES = ("authority", "gss")  # columns of what has a course of its own
_PLACES = frozenset({"page", "number"})  # columns of numbers that count nothing
_LABELS = ("skos:prefLabel", "rdfs:label", "foaf:name", "schema:name", "dcterms:title", "ig:fileName")
_TRIPLE = ("subject", "predicate", "object")
_LEFT, _WIDTH, _HEIGHT, _BAR = 290, 960, 320, 22  # measures of charts in units of their pictures
_RIGHT = 90
_LEAST, _GREATEST = 1e-100, 1e100


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a sheet: the number of the first, from 1, and of the last; and where the pages before and behind begin, 0 if none."""

    rows: tuple[tuple[Cell, ...], ...]
    first: int
    last: int
    before: int
    behind: int


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a network: its IRI, label, address, and the number of its group."""

    iri: str
    label: str
    href: str
    group: str


@dataclass(frozen=True)
class Network:
    """Nodes and edges (from, to, label) of an answer, as many as can be seen; and how many nodes the answer has."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str, str], ...]
    total: int

    @cached_property
    def by_iri(self) -> dict[str, Node]:
        """The nodes by their IRIs."""
        return {node.iri: node for node in self.nodes}

    @property
    def data(self) -> dict[str, object]:
        """What the script that draws it reads."""
        return {
            "nodes": [[node.iri, node.label, node.href, node.group] for node in self.nodes],
            "edges": [list(edge) for edge in self.edges],
        }


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar or a point: what it is of, its value as printed, and where it is drawn."""

    label: str
    value: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers: ``bars`` or a ``line``, its columns, marks, ticks of the axis, and how many rows it leaves out."""

    kind: str
    x: str
    y: str
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[str, float], ...]
    width: float
    height: float
    left: float
    zero: float
    left_out: int
    path: str = ""


def page_of(sheet: Sheet, first: int) -> Page:
    """The page of a sheet that has a row, or the first page."""
    start = (first - 1) // PAGE_ROWS * PAGE_ROWS if 0 < first <= len(sheet.rows) else 0
    rows = sheet.rows[start : start + PAGE_ROWS]
    end = start + len(rows)
    behind = end + 1 if end < len(sheet.rows) else 0
    return Page(rows, start + 1, end, max(start - PAGE_ROWS + 1, 1) if start else 0, behind)


def views_of(sheet: Sheet) -> list[str]:
    """The views that an answer has."""
    found = {"table": True, "network": bool(_ends(sheet)), "chart": bool(chart_columns(sheet)[1])}
    return [name for name in VIEWS if found[name] and (name == "table" or not sheet.is_answer)]


def network_of(sheet: Sheet, known: Mapping[str, str]) -> Network:
    """The things of an answer and what joins them: triples, or the things of two or three columns of each row.

    Labels of things are those that triples give, or those that are known.
    """
    labels = dict(known)
    groups: dict[str, str] = {}
    edges: dict[tuple[str, str, str], None] = {}
    for source, target, relation, columns in _pairs(sheet):
        if not target.is_iri:
            if relation in _LABELS:
                labels[source.iri] = target.text
            groups.setdefault(source.iri, columns[0])
            continue
        groups.setdefault(source.iri, columns[0])
        groups.setdefault(target.iri, columns[1])
        edges[source.iri, target.iri, relation] = None
    kept = list(groups)[:MOST_NODES]
    nodes = [Node(iri, labels.get(iri) or _last(iri), Cell(iri=iri).href, groups[iri]) for iri in kept]
    within = [edge for edge in edges if {edge[0], edge[1]} <= set(kept)]
    return Network(tuple(nodes), tuple(within), len(groups))


def _ends(sheet: Sheet) -> list[int]:
    """The columns whose things a network joins: of triples all three, of rows the first two or three of IRIs; none if there is but one."""
    if sheet.columns == _TRIPLE and sheet.of_iris(0) and sheet.of_iris(1):
        return [0, 1, 2]
    found = [index for index in range(len(sheet.columns)) if sheet.of_iris(index)]
    return found[:3] if len(found) > 1 else []


def _pairs(sheet: Sheet) -> Iterator[tuple[Cell, Cell, str, tuple[str, str]]]:
    """What is joined to what, by which relation, and the groups of both; an object that is no IRI may be a label."""
    ends = _ends(sheet)
    if len(ends) == 3 and _is_relation(sheet, ends):
        for row in sheet.rows:
            yield row[ends[0]], row[ends[2]], row[ends[1]].text, ("subject", "object")
        return
    for row in sheet.rows:
        present = [index for index in ends if row[index] is not EMPTY]
        for index, other in pairwise(present):
            yield row[index], row[other], "", (sheet.columns[index], sheet.columns[other])


def _is_relation(sheet: Sheet, ends: list[int]) -> bool:
    """Whether the middle one of three columns says how the others are joined: it names properties."""
    return sheet.columns == _TRIPLE or sheet.columns[ends[1]] in ("p", "predicate", "property", "relation")


def _last(iri: str) -> str:
    """The last part of an IRI that says something."""
    parts = [part for part in iri.replace("#", "/").split("/") if part]
    return "/".join(parts[-2:]) if parts and len(parts[-1]) <= 3 else (parts or [iri])[-1]


def chart_columns(sheet: Sheet) -> tuple[list[str], list[str]]:
    """The columns that can name marks, days first, and those that can be their numbers."""
    indices = range(len(sheet.columns))
    days = [index for index in indices if sheet.of_days(index)]
    numbers = [index for index in indices if sheet.numeric(index) and sheet.columns[index] not in _PLACES]
    numbers = [index for index in numbers if index not in days] or ([] if len(days) < 2 else numbers)
    names = [*days, *(index for index in indices if index not in days and index not in numbers)]
    if not names or not numbers or not sheet.rows:
        return [], []
    return [sheet.columns[index] for index in names], [sheet.columns[index] for index in numbers]


def chart_of(sheet: Sheet, x: str = "", y: str = "") -> Chart | None:
    """Numbers by days as a line, by anything else as bars; nothing if the answer has none. Unknown columns count as not given."""
    names, numbers = chart_columns(sheet)
    if not numbers:
        return None
    y = y if y in numbers else _fullest(sheet, numbers)
    value = sheet.columns.index(y)
    filled = [row for row in sheet.rows if row[value].number is not None]
    x = x if x in names else _first_name(sheet, names, filled)
    at = sheet.columns.index(x)
    telling = [at] if sheet.of_days(at) else _telling(filled, at, [sheet.columns.index(name) for name in names])
    rows = [(Cell(" · ".join(row[index].text for index in telling if row[index].text)), row[value]) for row in filled]
    if sheet.of_days(at):
        rows = sorted((row for row in rows if row[0].text), key=lambda row: row[0].text)
        is_mixed = any(len(_texts(sheet, name, filled)) > 1 for name in _AUTHORITIES if name in sheet.columns)
        return _line(x, y, rows, is_mixed)
    return _bars(x, y, rows)


def _fullest(sheet: Sheet, names: list[str]) -> str:
    """The column that most rows fill, the last of those alike."""
    return max(reversed(names), key=lambda name: sum(row[sheet.columns.index(name)] is not EMPTY for row in sheet.rows))


def _first_name(sheet: Sheet, names: list[str], filled: list[tuple[Cell, ...]]) -> str:
    """The column to name marks by: where rows are of several authorities these, else days if each has one number, else the first."""
    if mixed := [name for name in _AUTHORITIES if name in names and len(_texts(sheet, name, filled)) > 1]:
        return mixed[0]
    for name in names:
        if not sheet.of_days(sheet.columns.index(name)) or len(_texts(sheet, name, filled)) == len(filled):
            return name
    return names[0]


def _texts(sheet: Sheet, name: str, rows: list[tuple[Cell, ...]]) -> set[str]:
    index = sheet.columns.index(name)
    return {row[index].text for row in rows}


def _telling(rows: list[tuple[Cell, ...]], at: int, names: list[int]) -> list[int]:
    """The columns that tell rows apart: the one that is asked for, and of the others those that are needed."""
    chosen = [at]

    def told_apart(index: int | None = None) -> int:
        columns = chosen if index is None else [*chosen, index]
        return len({tuple(row[column].text for column in columns) for row in rows})

    while told_apart() < len(rows):
        best = max(names, key=told_apart)
        if told_apart(best) == told_apart():
            break
        chosen.append(best)
    return chosen


def _bars(x: str, y: str, rows: list[tuple[Cell, Cell]]) -> Chart:
    drawn = rows[:MOST_BARS]
    values = [_value(cell) for _, cell in drawn]
    low, high = min(0.0, *values), max(0.0, *values)
    scale = (_WIDTH - _LEFT - _RIGHT) / ((high - low) or 1)
    marks = [
        Mark(
            label.text or "not stated",
            cell.text,
            _LEFT + (min(number, 0.0) - low) * scale,
            place * _BAR,
            abs(number) * scale,
        )
        for place, ((label, cell), number) in enumerate(zip(drawn, values, strict=True))
    ]
    ticks = [(f"{tick:g}", _LEFT + (tick - low) * scale) for tick in _ticks(low, high)]
    zero = _LEFT - low * scale
    return Chart(
        "bars", x, y, tuple(marks), tuple(ticks), _WIDTH, len(drawn) * _BAR, _LEFT, zero, len(rows) - len(drawn)
    )


def _line(x: str, y: str, rows: list[tuple[Cell, Cell]], is_mixed: bool) -> Chart:
    drawn = rows[:MOST_POINTS]
    values = [_value(cell) for _, cell in drawn]
    low, high = min(0.0, *values), max(0.0, *values)
    scale = _HEIGHT / ((high - low) or 1)
    days = [year_of(label.text) or 0.0 for label, _ in drawn]
    left = 70
    across = (_WIDTH - left - _RIGHT) / ((max(days) - min(days)) or 1)
    marks = tuple(
        Mark(label.text, cell.text, left + (day - min(days)) * across, _HEIGHT - (number - low) * scale, 4)
        for (label, cell), day, number in zip(drawn, days, values, strict=True)
    )
    ticks = tuple((f"{tick:g}", _HEIGHT - (tick - low) * scale) for tick in _ticks(low, high))
    # Numbers of one day or of several authorities are points: a line through them would tell of a course that nobody knows.
    is_course = len(set(days)) == len(days) > 1 and not is_mixed
    path = "M" + " L".join(f"{mark.x:.1f} {mark.y:.1f}" for mark in marks) if is_course else ""
    zero = _HEIGHT + low * scale
    return Chart("line", x, y, marks, ticks, _WIDTH, _HEIGHT, left, zero, len(rows) - len(drawn), path)


def _value(cell: Cell) -> float:
    """The number of a cell, within what can be drawn to scale."""
    number = cell.number or 0.0
    return max(-_GREATEST, min(_GREATEST, number)) if abs(number) > _LEAST else 0.0


def _ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers between two."""
    span = (high - low) or 1
    step = 10 ** floor(log10(span))
    step = next(step * part for part in (0.2, 0.5, 1.0, 2.0) if span / (step * part) <= 6)
    return [number * step for number in range(floor(low / step), floor(high / step) + 1) if number * step >= low]
