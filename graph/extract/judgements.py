"""Judgements: the grade of every area, read independently wherever the report prints it, and bound to its label."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Evidence
from ..facts import Code, Fact, Problem
from ..structure import Report
from ..structure.headings import Statement, understand
from ..structure.passages import cut
from ..structure.tables import read_table
from ..vocabulary import Vocabulary, tokens

VERSION = 1

_SENTENCE = re.compile(r"[^.]+")
_MOST_STATEMENT_WORDS = 30
_STATEMENT_LINES = 3
_ONE_COLUMN = 60.0  # points by which the lines of a statement may start apart, centred ones included


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Fact):
    """The grade of an area; ``agreed`` is yes where places of the report agree, single where it is printed once, no where places differ."""

    area: Code
    grade: Code | None
    agreed: str

    @property
    def key(self) -> tuple[str, ...]:
        return ("judgement", self.area.code)


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """A judgement for every area of the framework, and problems where readings differ or are missing."""
    version = vocabulary.scheme("framework")[report.version]
    required = [_code(area) for area in version.all("judgementArea")]
    known = set(required) | {_code(area) for area in version.all("optionalArea")}
    readings = _readings(report, vocabulary)
    order = vocabulary.scheme("area")
    for area in sorted(readings, key=lambda code: (int(order[code].one("https://schema.org/position", "99")), code)):
        if area in known:
            yield from _decide(area, readings[area], report)
        else:
            yield _problem(
                "unexpected-judgement",
                "warning",
                f"the framework has no area '{area}'; the grade printed for it was left out",
                _words(readings[area], report),
            )
    expected = [*required, "lscb"] if report.reviews_board else required
    for area in expected:
        if area not in readings:
            yield _problem(
                "missing-judgement",
                "error",
                f"no grade was found for the area '{area}', which the framework judges",
                (),
            )


def _code(path: str) -> str:
    return path.removeprefix("area/")


def _readings(report: Report, vocabulary: Vocabulary) -> dict[str, list[Statement]]:
    readings: dict[str, list[Statement]] = defaultdict(list)
    table = read_table(report.cover, vocabulary) if report.document.has_geometry else []
    for statement in (*table, *report.statements, *_sentences(report, vocabulary)):
        readings[statement.area].append(statement)
    for statement in _plain_statements(report, vocabulary):
        if statement.area not in readings:
            readings[statement.area].append(statement)
    return readings


def _plain_statements(report: Report, vocabulary: Vocabulary) -> Iterator[Statement]:
    """Lines of the cover that state a grade without being set as headings are; cells of a table are none."""
    for index in range(len(report.cover)):
        for count in range(1, _STATEMENT_LINES + 1):
            lines = report.cover[index : index + count]
            heading = understand(lines, vocabulary)
            if (
                heading
                and heading.grade
                and max(line.x0 for line in lines) - min(line.x0 for line in lines) < _ONE_COLUMN
            ):
                yield Statement(heading.area, heading.grade, heading.passage, "cover")


def _sentences(report: Report, vocabulary: Vocabulary) -> Iterator[Statement]:
    """Grades stated by the first sentence of a paragraph on the area that its section is about."""
    matcher = vocabulary.matcher("area")
    for section in report.sections:
        for item in section.items[:2] if section.holds == "findings" and section.area else ():
            first = _SENTENCE.match(item.text)
            words = tokens(first.group()) if first else ()
            for match in matcher.at_start(words) if len(words) <= _MOST_STATEMENT_WORDS else ():
                if match.code == section.area and (grade := vocabulary.grades.read(match.rest)):
                    yield Statement(match.code, grade, cut(item, 0, first.end() if first else 0), "sentence")
                    break


def _decide(area: str, statements: list[Statement], report: Report) -> Iterator[Fact]:
    grades = {statement.grade for statement in statements}
    # The same words may have been read twice, as a table and as bold lines: that is one place.
    places = {(statement.passage.page, statement.passage.segments[0].start) for statement in statements}
    evidence = _words(statements, report)
    if len(grades) > 1:
        yield Judgement(evidence=evidence, area=Code("area", area), grade=None, agreed="no")
        found = ", ".join(
            f"{statement.grade} on page {statement.passage.page} ({statement.place})" for statement in statements
        )
        yield _problem(
            "grades-differ",
            "error",
            f"the report prints different grades for the area '{area}': {found}; look at both places",
            evidence,
        )
    else:
        yield Judgement(
            evidence=evidence,
            area=Code("area", area),
            grade=Code("grade", grades.pop()),
            agreed="yes" if len(places) > 1 else "single",
        )


def _words(statements: list[Statement], report: Report) -> tuple[Evidence, ...]:
    return tuple(
        dict.fromkeys(part for statement in statements for part in statement.passage.evidence(report.document))
    )


def _problem(code: str, severity: str, message: str, evidence: tuple[Evidence, ...]) -> Problem:
    return Problem(evidence=evidence, severity=Code("severity", severity), code=code, message=message)
