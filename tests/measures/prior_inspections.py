"""Earlier inspections against annotations made by reading: ``python -m tests.measures.prior_inspections ../shared/corpus``."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.extract import prior_inspections
from graph.extract.prior_inspections import PriorInspection
from graph.sources import read
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from . import ANNOTATIONS, Measured, Row, main

FOLDER = ANNOTATIONS / "prior-inspections"
FLOOR = 0.85

Key = tuple[str, str, str]


def compare(corpus: Path) -> list[tuple[str, set[Key], set[Key]]]:
    """For each annotated report the annotated and the read inspections: kind, date, grade."""
    return [(path.stem, _annotated(path), _read(corpus / f"{path.stem}.pdf")) for path in sorted(FOLDER.glob("*.json"))]


def _annotated(path: Path) -> set[Key]:
    entries = json.loads(path.read_text(encoding="utf-8"))["prior_inspections"]
    return {(entry["what"], entry["date"], entry["grade"]) for entry in entries}


def _read(path: Path) -> set[Key]:
    return {
        (fact.inspection_kind.code, fact.stated_date, fact.grade.code if fact.grade else "")
        for report in read_reports(read(path), vocabulary())
        for fact in prior_inspections.extract(report, vocabulary())
        if isinstance(fact, PriorInspection)
    }


def measure(corpus: Path) -> Measured:
    """Precision and recall of kind, date and grade together."""
    compared = compare(corpus)
    right = sum(len(wanted & found) for _, wanted, found in compared)
    read_, wanted_ = (sum(len(row[place]) for row in compared) for place in (2, 1))
    rows = [
        Row("prior inspections: precision", right / max(1, read_), FLOOR, read_),
        Row("prior inspections: recall", right / max(1, wanted_), FLOOR, wanted_),
    ]
    return Measured(rows, [line for each in compared for line in _wrong(*each)])


def _wrong(name: str, wanted: set[Key], found: set[Key]) -> Iterator[str]:
    for what, keys in (("missed", wanted - found), ("read", found - wanted)):
        for key in sorted(keys):
            yield f"{name}: {what} {' '.join(part or '-' for part in key)}"


if __name__ == "__main__":
    sys.exit(main(measure, sys.argv[1:]))
