"""Numbering: a paragraph number that is missing from the sequence is shown, for its paragraph may have been read as part of another."""

from collections.abc import Iterator

from ..facts import Code, Fact, Problem
from ..structure import Report
from ..vocabulary import Vocabulary

VERSION = 1


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """A problem for every number that is missing, with the line of the next number."""
    for number, following in report.missing_numbers:
        yield Problem(
            evidence=following.evidence(report.document),
            severity=Code("severity", "warning"),
            code="number-missing",
            message=f"paragraph {number} was not found before this one; look whether it was printed",
        )
