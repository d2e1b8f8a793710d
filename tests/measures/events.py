"""How well events are read, against what a person wrote down: ``python -m tests.measures.events CORPUS``."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.extract import events
from graph.extract.events import Event
from graph.sources import read
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from . import ANNOTATIONS, Measured, Row, main

FOLDER = ANNOTATIONS / "events"


@dataclass(frozen=True)
class Compared:
    """What was read of one report beside what was annotated: pairs that match, and what has no counterpart on either side."""

    report: str
    matched: tuple[tuple[dict[str, Any], Event], ...]
    missed: tuple[dict[str, Any], ...]
    extra: tuple[Event, ...]


def compare(corpus: Path) -> list[Compared]:
    """All annotated reports; an event matches where kind and status are the same and a page is shared, the same date first."""
    return [_compare(path, corpus / f"{path.stem}.pdf") for path in sorted(FOLDER.glob("*.json"))]


def _compare(annotations: Path, report: Path) -> Compared:
    wanted = json.loads(annotations.read_text(encoding="utf-8"))["events"]
    found = [
        fact
        for part in read_reports(read(report), vocabulary())
        for fact in events.extract(part, vocabulary())
        if isinstance(fact, Event)
    ]
    matched, missed = [], []
    for event in wanted:
        same = [fact for fact in found if _same(event, fact)]
        fact = next((fact for fact in same if fact.period == event["period"]), same[0] if same else None)
        if fact:
            found.remove(fact)
            matched.append((event, fact))
        else:
            missed.append(event)
    return Compared(annotations.stem, tuple(matched), tuple(missed), tuple(found))


def _same(event: dict[str, Any], fact: Event) -> bool:
    pages = {part.page for part in fact.evidence}
    kind, status = fact.event_kind.code, fact.event_status.code
    return (event["kind"], event["status"]) == (kind, status) and not pages.isdisjoint(event["pages"])


def _right(event: dict[str, Any], fact: Event) -> bool:
    return (event["period"], event.get("count")) == (fact.period, fact.event_count)


def measure(corpus: Path) -> Measured:
    """Recall and precision of kind and status, and how many of those found have the date and the number that are printed."""
    compared = compare(corpus)
    matched = [pair for report in compared for pair in report.matched]
    wanted = len(matched) + sum(len(report.missed) for report in compared)
    read_ = len(matched) + sum(len(report.extra) for report in compared)
    rows = [
        Row("events: recall", len(matched) / wanted, 0.80, wanted),
        Row("events: precision", len(matched) / read_, 0.80, read_),
        Row("events: dates and numbers", sum(_right(*pair) for pair in matched) / len(matched), 0.80, len(matched)),
    ]
    return Measured(rows, [line for report in compared for line in _wrong(report)])


def _wrong(report: Compared) -> Iterator[str]:
    for event in report.missed:
        yield f"{report.report}, page {event['pages'][0]}: missed {event['kind']} as {event['status']}"
    for fact in report.extra:
        page = fact.evidence[0].page
        yield f"{report.report}, page {page}: read {fact.event_kind.code} as {fact.event_status.code}, not annotated"
    for event, fact in report.matched:
        if not _right(event, fact):
            when = fact.period or "not at all"
            yield f"{report.report}, page {fact.evidence[0].page}: {fact.event_kind.code} dated {when}"


if __name__ == "__main__":
    sys.exit(main(measure, sys.argv[1:]))
