"""Themes against annotations made by reading: ``python -m tests.measures.themes ../shared/corpus``."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.extract import themes
from graph.extract.themes import ThemeAssignment
from graph.facts import Fact
from graph.sources import read
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from . import ANNOTATIONS, Measured, Row, main

FOLDER = ANNOTATIONS / "themes"


@dataclass(frozen=True, slots=True)
class Case:
    """The themes of one recommendation or finding: those a person gave it, and those that were read."""

    source: str
    key: str
    page: int
    expected: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def kind(self) -> str:
        """``recommendation`` or ``finding``."""
        return self.key.split("/", 1)[0]


def cases(corpus: Path, role: str = "test") -> list[Case]:
    """Everything annotated in the reports of a role, ``test`` or ``development``."""
    return [case for path in sorted(FOLDER.glob("*.json")) for case in _cases(path, corpus, role)]


def _cases(path: Path, corpus: Path, role: str) -> Iterator[Case]:
    annotated = json.loads(path.read_text(encoding="utf-8"))
    if annotated["role"] != role:
        return
    found, pages = _read(corpus / f"{path.stem}.pdf")
    for key, expected in annotated["themes"].items():
        codes = tuple(code for _, code in sorted(found.get(key, {}).items()))
        yield Case(path.stem, key, pages.get(key, 0), tuple(expected), codes)


def _read(path: Path) -> tuple[dict[str, dict[int, str]], dict[str, int]]:
    """The themes of every item by importance, and the page of the words that led to its main theme."""
    found: dict[str, dict[int, str]] = {}
    pages: dict[str, int] = {}
    for assigned in _assignments(path):
        key = "/".join(assigned.about.key)
        found.setdefault(key, {}).setdefault(assigned.importance, assigned.subject.code)
        pages.setdefault(key, assigned.evidence[0].page)
    return found, pages


def _assignments(path: Path) -> Iterator[ThemeAssignment]:
    words = vocabulary()
    facts: Iterator[Fact] = (f for report in read_reports(read(path), words) for f in themes.extract(report, words))
    return (fact for fact in facts if isinstance(fact, ThemeAssignment))


def micro_f1(some: list[Case]) -> float:
    """Agreement on themes, whatever their order; those of all cases are counted together."""
    agreed = sum(len({*case.expected} & {*case.found}) for case in some)
    return 2 * agreed / max(1, sum(len(case.expected) + len(case.found) for case in some))


def first_right(some: list[Case]) -> float:
    """The share of cases with a theme whose main theme was found as such."""
    told = [case for case in some if case.expected]
    return sum(case.found[:1] == case.expected[:1] for case in told) / max(1, len(told))


def measure(corpus: Path) -> Measured:
    """The measures on the reports for testing, with their floors."""
    found = cases(corpus)
    return Measured(rows(found), wrong(found))


def rows(some: list[Case]) -> list[Row]:
    """The measures of some cases."""
    asked = [case for case in some if case.kind == "recommendation"]
    told = [case for case in some if case.kind == "finding"]
    return [
        Row("themes of recommendations, micro-F1", micro_f1(asked), 0.75, len(asked)),
        Row("themes of recommendations, first theme right", first_right(asked), 0.70, len(asked)),
        Row("themes of findings, micro-F1", micro_f1(told), 0.70, len(told)),
        Row("themes of findings, first theme right", first_right(told), 0.70, len(told)),
    ]


def _why(case: Case) -> str:
    missed = " ".join(code for code in case.expected if code not in case.found)
    extra = " ".join(code for code in case.found if code not in case.expected)
    parts = [f"missed {missed}" if missed else "", f"unasked {extra}" if extra else ""]
    if not missed and not extra:
        parts.append(f"in another order: {' '.join(case.found)} for {' '.join(case.expected)}")
    return "; ".join(part for part in parts if part)


def wrong(some: list[Case]) -> list[str]:
    """Cases whose main theme is not the one expected, by report, page and number."""
    missed = [case for case in some if case.found[:1] != case.expected[:1]]
    return [f"{case.source}, page {case.page}, {case.key}: {_why(case)}" for case in missed]


if __name__ == "__main__":
    sys.exit(main(measure, sys.argv[1:]))
