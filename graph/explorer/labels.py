"""Grades and ways to read in the order in which pages show them, with their labels."""

from ..network.kinds import concept_label, grades
from .catalogue import Catalogue

NO_GRADE = "none"
_POLARITIES = ("strength", "mixed", "weakness", "neutral")
_SEVERITIES = ("error", "warning", "information")


def grade_labels() -> dict[str, str]:
    """Labels of all grades and of there being none, best first."""
    return {each.code: each.label for each in grades().values()} | {NO_GRADE: "No overall grade"}


def grade_of(found: Catalogue, inspection: str) -> str:
    """The code of an overall grade, or that of none."""
    return found.grades.get(inspection, NO_GRADE)


def polarity_labels() -> dict[str, str]:
    """Labels of how findings may read, from praise to blame."""
    return {each: concept_label("polarity", each) for each in _POLARITIES}


def severity_labels() -> dict[str, str]:
    """Labels of how grave problems may be, the gravest first."""
    return {each: concept_label("severity", each) for each in _SEVERITIES}


def place(code: str, order: dict[str, str]) -> int:
    """The place of a code in an order; what is not in it comes last."""
    return list(order).index(code) if code in order else len(order)
