"""What the latest inspection asks for that no course leads to."""

from collections.abc import Iterable
from dataclasses import dataclass

from .courses import Course
from .labels import label

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A recommendation with the labels of its themes, and whom it is addressed to."""

    theme: str
    addressee: str
    quote: str
    source: str
    page: str


def also_asked(rows: Iterable[Row], start: str, shown: Iterable[Course]) -> tuple[Asked, ...]:
    """The recommendations of the inspection that began on a day which are no steps of some courses, in the order of the report.

    Rows are those of the query ``recommendations``.
    """
    told = {step.place for course in shown for step in course.steps}
    found = [row for row in rows if row["start"] == start and (row["source"], row["page"], row["text"]) not in told]
    return tuple(
        Asked(_themes(row), label("addressee", row["addressee"]), row["text"], row["source"], row["page"])
        for row in found
    )


def _themes(row: Row) -> str:
    return "; ".join(label("theme", theme) for theme in row["themes"].split()) or "No theme"
