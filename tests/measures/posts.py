"""How well posts and tenures are read, against what a person wrote down: ``python -m tests.measures.posts CORPUS``."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.extract import posts
from graph.extract.posts import Tenure
from graph.sources import read
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from . import ANNOTATIONS, Measured, Row, main

FOLDER = ANNOTATIONS / "posts"


@dataclass(frozen=True)
class Compared:
    """What was read of one report beside what was annotated: pairs that match, and what has no counterpart on either side."""

    report: str
    matched: tuple[tuple[dict[str, Any], Tenure], ...]
    missed: tuple[dict[str, Any], ...]
    extra: tuple[Tenure, ...]


def compare(corpus: Path) -> list[Compared]:
    """All annotated reports; a sighting matches where post and status are the same and a page is shared, each once, dated ones first."""
    return [_compare(path, corpus / f"{path.stem}.pdf") for path in sorted(FOLDER.glob("*.json"))]


def _compare(annotations: Path, report: Path) -> Compared:
    wanted = json.loads(annotations.read_text(encoding="utf-8"))["sightings"]
    found = [
        fact
        for part in read_reports(read(report), vocabulary())
        for fact in posts.extract(part, vocabulary())
        if isinstance(fact, Tenure)
    ]
    matched, missed = [], []
    for sighting in wanted:
        fact = next((fact for fact in found if _same(sighting, fact)), None)
        if fact:
            found.remove(fact)
            matched.append((sighting, fact))
        else:
            missed.append(sighting)
    return Compared(annotations.stem, tuple(matched), tuple(missed), tuple(found))


def _same(sighting: dict[str, Any], fact: Tenure) -> bool:
    pages = {part.page for part in fact.evidence}
    return (sighting["post"], sighting["status"]) == (fact.role.code, fact.status.code) and not pages.isdisjoint(
        sighting["pages"]
    )


def _dated(sighting: dict[str, Any], fact: Tenure) -> bool:
    return (sighting.get("from", ""), sighting.get("to", "")) == (fact.start, fact.end)


def measure(corpus: Path) -> Measured:
    """Recall and precision of sightings, and how many of those found with a printed date have that date."""
    compared = compare(corpus)
    matched = [pair for report in compared for pair in report.matched]
    wanted = len(matched) + sum(len(report.missed) for report in compared)
    read_ = len(matched) + sum(len(report.extra) for report in compared)
    dated = [pair for pair in matched if pair[0].get("from") or pair[0].get("to")]
    right = sum(_dated(*pair) for pair in dated)
    rows = [
        Row("posts: recall", len(matched) / wanted, 0.85, wanted),
        Row("posts: precision", len(matched) / read_, 0.90, read_),
        Row("posts: dates as printed", right / len(dated), 0.85, len(dated)),
    ]
    return Measured(rows, [line for report in compared for line in _wrong(report)])


def _wrong(report: Compared) -> Iterator[str]:
    for sighting in report.missed:
        yield f"{report.report}, page {sighting['pages'][0]}: missed {sighting['post']} as {sighting['status']}"
    for fact in report.extra:
        page = fact.evidence[0].page
        yield f"{report.report}, page {page}: read {fact.role.code} as {fact.status.code}, not annotated"
    for sighting, fact in report.matched:
        if not _dated(sighting, fact):
            when = fact.start or fact.end or "not at all"
            yield f"{report.report}, page {fact.evidence[0].page}: {fact.role.code} dated {when}"


if __name__ == "__main__":
    sys.exit(main(measure, sys.argv[1:]))
