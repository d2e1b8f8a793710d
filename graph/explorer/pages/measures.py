"""Measures: the values that reports print, across authorities and years, with what they compare them with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ... import iris
from ...brief.series import amount
from ...errors import SubjectError
from ...network.kinds import concept_label
from ...rows import Row, code, grouped
from ...vocabulary import Concept, vocabulary
from ..catalogue import Catalogue, catalogue
from ..choices import choice, part, years
from ..parts.figures import shown, time
from ..rendering import data_of, page

_COMPARED = ("national", "neighbours")
_TELLING = ("inspection", "value", "upper", "unit", "qualifier")
_MONTHS = {"P1Y": "P12M", "P2Y": "P24M", "P3Y": "P36M"}
_COLUMNS = {"previous": "Before", "national": "England", "neighbours": "Neighbours"}


@dataclass(frozen=True, slots=True)
class Value:
    """A printed figure: its row and those of other places that print it too, its amount and time in words, where it and its
    comparators stand on the scale in per cent, and the amounts of the others."""

    row: Row
    also: tuple[Row, ...]
    shown: str
    when: str
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
    every = [row for row in rows if year.admits(found.year(row["inspection"])) and region.admits(_region(row, found))]
    places = _printed(every)
    figures = part(request, _ordered([some[0] for some in places.values()], found, order.value))
    return page(
        request, "measure.html", title=concept.label, definition=concept.definition, catalogue=found, code_of=concept.code,
        choices=(year, region, order), scales=_scales(figures.rows, places, found), part=figures,
        places=len(every),
    )  # fmt: skip


def _region(row: Row, found: Catalogue) -> str:
    return code(found.authority(row["inspection"])["region"])


def _ordered(rows: list[Row], found: Catalogue, order: str) -> list[Row]:
    """By the unit, that of most figures first, then by authority and time unless another order is asked for."""
    if order == "value":
        rows = sorted(rows, key=lambda row: -float(row["value"]))
    elif order != "time":
        rows = sorted(rows, key=lambda row: found.authority(row["inspection"])["name"])
    counts = Counter(row["unit"] for row in rows)
    return sorted(rows, key=lambda row: (-counts[row["unit"]], row["unit"]))


def _printed(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The places that print one and the same figure, by the IRI of that which says most and comes first."""
    figures: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: -sum(map(bool, row.values()))):
        same = next((some for some in figures if all(_same(row, other) for other in some)), None)
        figures.append([row]) if same is None else same.append(row)
    return {some[0]["fact"]: some for some in figures}


def _same(row: Row, other: Row) -> bool:
    """Whether two places of a report print one figure: what one leaves out the other may say, as when it was counted."""
    if any(row[name] != other[name] for name in _TELLING):
        return False
    if any(row[name] and other[name] and row[name] != other[name] for name in ("previous", *_COMPARED)):
        return False
    dates = row["date"], other["date"]
    lengths = {_MONTHS.get(date, date) for date in dates if date.startswith("P")}
    return "" in dates or len(lengths) == 1 or (not lengths and dates[0] == dates[1])


def _scales(rows: Sequence[Row], places: Mapping[str, list[Row]], found: Catalogue) -> list[Scale]:
    """The scales of some figures, which go as far as those of all places."""
    of_unit = grouped((row for some in places.values() for row in some), "unit")
    return [_scale(code(unit), some, of_unit[unit], places, found) for unit, some in grouped(rows, "unit").items()]


def _scale(unit: str, rows: list[Row], every: list[Row], places: Mapping[str, list[Row]], found: Catalogue) -> Scale:
    printed = (row[name] for row in every for name in ("value", "upper", *_COMPARED) if row[name])
    most = max(printed, key=float, default="0")
    columns = {name: label for name, label in _COLUMNS.items() if any(row[name] for row in every)}
    values = tuple(_value(places[row["fact"]], unit, float(most) or 1, found) for row in rows)
    return Scale(concept_label("unit", unit), values, amount(most, unit), columns)


def _value(places: Sequence[Row], unit: str, most: float, found: Catalogue) -> Value:
    row, *also = places
    marks = {name: _place(row[name], most) for name in _COMPARED if row[name]}
    others = {name: amount(row[name], unit) for name in _COLUMNS if row[name]}
    when = time(row["date"], found.inspection(row["inspection"]).start)
    return Value(row, tuple(also), shown(row), when, _place(row["value"], most), marks, others)


def _place(text: str, most: float) -> float:
    return round(max(0.0, min(100.0, 100 * float(text) / most)), 2)


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
    shown, unused = ([each for each in used if bool(each.figures) is some] for some in (True, False))
    return page(request, "measures.html", title="Measures", rows=shown, unused=unused)


ROUTES = [Route("/measure/{code}", _measure), Route("/measures", _measures)]
