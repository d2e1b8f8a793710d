"""Numbering: a paragraph number that is missing from the sequence is shown, for its paragraph may have been read as part of another."""

from collections.abc import Iterator

from ..facts import Code, Fact, Problem
from ..structure import Report
from ..vocabulary import Vocabulary

VERSION = 1


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """A problem for every gap in the printed numbers, with the paragraph behind the gap."""
    last = 0
    for section in report.sections:
        for item in section.items:
            if not item.printed:
                continue
            number = int(item.number)
            if last and number > last + 1:
                missing = str(last + 1) if number == last + 2 else f"{last + 1} to {number - 1}"
                yield Problem(
                    evidence=item.evidence(report.document)[:1],
                    severity=Code("severity", "warning"),
                    code="number-missing",
                    message=f"paragraph {missing} was not found before paragraph {number}; look whether it was printed",
                )
            last = number
