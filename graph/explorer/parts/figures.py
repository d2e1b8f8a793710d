"""Figures: what inspections state, and how measures went over time."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...brief.series import Series, amount, series, stated, when
from ...days import day
from ...network.gather import Inspection
from ...network.kinds import concept_label
from ...rows import Row, code
from ..charts import Line, line
from .inspected import Inspected


@dataclass(frozen=True, slots=True)
class Course:
    """A measure over time and its picture; the sources of its points are the IRIs of documents."""

    series: Series
    picture: Line | None


def over_time(held: Inspected, inspections: Iterable[Inspection]) -> list[Course]:
    """The measures of which inspections print values of several times, by name."""
    rows = [
        row | {"start": each.start, "source": row["document"]} | _codes(row)
        for each in inspections
        for row in held.rows("explorer-measured", "inspection", [each.iri])
    ]
    return [Course(each, _picture(each)) for each in series(rows)]


def _codes(row: Row) -> Row:
    return {name: code(row[name]) for name in ("measure", "unit", "qualifier")}


def _picture(found: Series) -> Line | None:
    return line([(point.time, float(point.value), f"{point.amount}, {point.when}") for point in found.points])


def time(date: str, start: str) -> str:
    """A date or period as printed, in words; ``start`` is the first day of the inspection. Empty where none is printed."""
    return when(date, start) if date else ""


def shown(row: Row) -> str:
    """The amount of a figure in words: "about 23.8%", "between 8 and 10", "nearly two thirds"."""
    unit = code(row["unit"])
    return stated(row, unit, concept_label("qualifier", code(row["qualifier"])) if row["qualifier"] else "")


def compared(row: Row) -> list[tuple[str, str]]:
    """What the same sentence compares a figure with, each with its amount."""
    unit = code(row["unit"])
    before = f"before ({day(row['previous_date'])})" if row["previous_date"] else "before"
    pairs = (("England", row["national"]), ("statistical neighbours", row["neighbours"]), (before, row["previous"]))
    return [(name, amount(value, unit)) for name, value in pairs if value]
