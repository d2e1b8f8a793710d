"""Headings that no description of a section knows: shown, never dropped in silence."""

from collections.abc import Iterator

from ..facts import Code, Fact, Problem
from ..structure import Report
from ..vocabulary import Vocabulary

VERSION = 1


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """A problem for every large heading that opened no section."""
    for heading in report.unknown_headings:
        yield Problem(
            evidence=heading.evidence(report.document),
            severity=Code("severity", "information"),
            code="unknown-heading",
            message="a heading is not known; describe it in ontology/sections.ttl, as what follows was read as part of the section above",
        )
