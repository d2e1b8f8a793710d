"""Grades and ways to read in the order in which pages show them, with their labels."""

from ..network.kinds import concept_label, grades
from ..rows import Row
from ..vocabulary import Concept, vocabulary
from .catalogue import UNCLEAR, Catalogue

NO_GRADE = "none"
_POLARITIES = ("strength", "mixed", "weakness", "neutral")
_SEVERITIES = ("error", "warning", "information")


def grade_labels() -> dict[str, str]:
    """Labels of all grades, best first, and of those that cannot be told or were not read."""
    labels = {each.code: each.label for each in grades().values()}
    return labels | {UNCLEAR: "Unclear: printed in two ways", NO_GRADE: "No overall grade"}


def overall_grade(found: Catalogue, inspection: str) -> str:
    """The code of an overall grade, or that of none."""
    return found.grades.get(inspection, NO_GRADE)


def polarity_labels() -> dict[str, str]:
    """Labels of how findings may read, from praise to blame."""
    return {each: concept_label("polarity", each) for each in _POLARITIES}


def severity_labels() -> dict[str, str]:
    """Labels of how grave problems may be, the gravest first."""
    return {each: concept_label("severity", each) for each in _SEVERITIES}


def problem_kinds() -> dict[str, Concept]:
    """The kinds of problems by their codes, each with what it means for readers."""
    return vocabulary().scheme("problem-kind")


def problem_kind(code: str) -> str:
    """The label of a kind of problem; of one that is not known its code in words."""
    kind = problem_kinds().get(code)
    return kind.label if kind else code.replace("-", " ").capitalize()


def problem_said(row: Row) -> str:
    """What a problem says of its place, without what to do about it in the program, which its message says behind that."""
    what = row["message"].partition("; ")[0]
    return what[:1].upper() + what[1:]


def place(code: str, order: dict[str, str]) -> int:
    """The place of a code in an order; what is not in it comes last."""
    return list(order).index(code) if code in order else len(order)
