"""Measures: the values that reports print, across authorities and years, with what they compare them with."""

from collections import defaultdict
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ... import iris
from ...days import day
from ...errors import SubjectError
from ...network.kinds import concept_label
from ...rows import Row, code
from ...vocabulary import Concept, vocabulary
from ..catalogue import Catalogue, catalogue
from ..choices import choice, years
from ..rendering import data_of, page

_COMPARED = ("national", "neighbours")
_COLUMNS = {"previous": "Before", "national": "England", "neighbours": "Neighbours"}


@dataclass(frozen=True, slots=True)
class Value:
    """A figure: its row, its number as printed, the date as printed, and where it and its comparators stand on the
    scale in per cent, and the other values as printed."""

    row: Row
    shown: str
    date: str
    at: float
    marks: dict[str, float]
    others: dict[str, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """The figures of one unit, which alone can be compared, from nothing to the greatest; with the labels of the comparators there are."""

    unit: str
    values: tuple[Value, ...]
    most: str
    columns: dict[str, str]


def _measure(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    concept = vocabulary().scheme("measure").get(request.path_params["code"])
    if not concept:
        raise SubjectError(f"there is no measure '{request.path_params['code']}'; /measures lists them all")
    rows = found.own(data.rows("explorer-measure-values", "measure", [iris.concept("measure", concept.code)]))
    year = years(request, (found.year(row["inspection"]) for row in rows))
    region = choice(request, "region", "Region", found.regions)
    order = choice(request, "sort", "Order", {"time": "by time", "value": "the greatest first"}, "by authority")
    shown = [row for row in rows if year.admits(found.year(row["inspection"])) and region.admits(_region(row, found))]
    scales = _scales(_ordered(shown, found, order.value))
    return page(
        request, "measure.html", title=concept.label, definition=concept.definition, catalogue=found, code_of=concept.code,
        choices=(year, region, order), scales=scales, number=len(shown),
    )  # fmt: skip


def _region(row: Row, found: Catalogue) -> str:
    return code(found.authority(row["inspection"])["region"])


def _ordered(rows: list[Row], found: Catalogue, order: str) -> list[Row]:
    """By authority and time, unless another order is asked for."""
    if order == "time":
        return rows
    if order == "value":
        return sorted(rows, key=lambda row: -_number(row["value"]))
    return sorted(
        rows, key=lambda row: (found.authority(row["inspection"])["name"], found.inspection(row["inspection"]).start)
    )


def _scales(rows: list[Row]) -> list[Scale]:
    units: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        units[code(row["unit"])].append(row)
    return [_scale(unit, units[unit]) for unit in sorted(units, key=lambda unit: -len(units[unit]))]


def _scale(unit: str, rows: list[Row]) -> Scale:
    numbers = [_number(row[name]) for row in rows for name in ("value", "upper", *_COMPARED) if row[name]]
    most = max([*numbers, 0.0]) or 1.0
    columns = {name: label for name, label in _COLUMNS.items() if any(row[name] for row in rows)}
    values = tuple(_value(row, unit, most) for row in rows)
    return Scale(concept_label("unit", unit), values, printed(str(most), unit), columns)


def _value(row: Row, unit: str, most: float) -> Value:
    upper = f" to {printed(row['upper'], unit)}" if row["upper"] else ""
    qualifier = f"{concept_label('qualifier', code(row['qualifier']))} " if row["qualifier"] and not upper else ""
    marks = {name: _place(row[name], most) for name in _COMPARED if row[name]}
    others = {name: printed(row[name], unit) for name in ("previous", *_COMPARED) if row[name]}
    return Value(
        row,
        f"{qualifier}{printed(row['value'], unit)}{upper}",
        _date(row["date"]),
        _place(row["value"], most),
        marks,
        others,
    )


def _place(text: str, most: float) -> float:
    return round(max(0.0, min(100.0, 100 * _number(text) / most)), 2)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def printed(text: str, unit: str) -> str:
    """A number as readers write it: "1,234", "12.5%", "£2,000"."""
    whole, point, rest = text.partition(".")
    number = f"{int(whole):,}" if whole.lstrip("-").isdigit() else whole
    number += f".{rest}" if point and rest.strip("0") else ""
    return f"£{number}" if unit == "pounds" else f"{number}%" if unit == "percent" else number


def _date(text: str) -> str:
    """A date or period as printed; one counted back from the inspection in words."""
    if text.startswith("P") and text[1:-1].isdigit():
        word = {"M": "month", "W": "week", "D": "day", "Y": "year"}.get(text[-1], "")
        return f"in the last {text[1:-1]} {word}{'' if text[1:-1] == '1' else 's'}" if word else text
    return day(text)


@dataclass(frozen=True, slots=True)
class Used:
    """A measure of the list: how many figures it has, in how many inspections."""

    concept: Concept
    figures: int
    inspections: int


def _measures(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    counts: dict[str, list[Row]] = defaultdict(list)
    for row in found.own(data.rows("explorer-measure-counts")):
        counts[code(row["measure"])].append(row)
    used = [
        Used(each, sum(int(row["count"]) for row in counts[key]), len({row["inspection"] for row in counts[key]}))
        for key, each in vocabulary().scheme("measure").items()
    ]
    used.sort(key=lambda each: (-each.inspections, -each.figures, each.concept.label))
    return page(request, "measures.html", title="Measures", rows=used)


ROUTES = [Route("/measure/{code}", _measure), Route("/measures", _measures)]
