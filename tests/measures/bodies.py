"""How well bodies and services are read, against what a person wrote down: ``python -m tests.measures.bodies CORPUS``."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.extract import bodies
from graph.extract.bodies import BodyMention
from graph.language.phrases import words
from graph.sources import read
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from . import ANNOTATIONS, Measured, Row, main

FOLDER = ANNOTATIONS / "bodies"


@dataclass(frozen=True)
class Compared:
    """What was read of one report beside what was annotated."""

    report: str
    matched: tuple[tuple[dict[str, Any], BodyMention], ...]
    missed: tuple[dict[str, Any], ...]
    extra: tuple[BodyMention, ...]


def compare(corpus: Path) -> list[Compared]:
    """All annotated reports; a body matches where one of its annotated names is its name, its letters or its known label, each once."""
    return [_compare(path, corpus / f"{path.stem}.pdf") for path in sorted(FOLDER.glob("*.json"))]


def _compare(annotations: Path, report: Path) -> Compared:
    wanted = json.loads(annotations.read_text(encoding="utf-8"))["bodies"]
    found = [
        fact
        for part in read_reports(read(report), vocabulary())
        for fact in bodies.extract(part, vocabulary())
        if isinstance(fact, BodyMention)
    ]
    matched, missed = [], []
    for body in wanted:
        fact = next((fact for fact in found if _names(body) & _printed(fact)), None)
        if fact:
            found.remove(fact)
            matched.append((body, fact))
        else:
            missed.append(body)
    return Compared(annotations.stem, tuple(matched), tuple(missed), tuple(found))


def _plain(name: str) -> str:
    return " ".join(word.plain for word in words(name))


def _names(body: dict[str, Any]) -> set[str]:
    return {_plain(name) for name in body["names"]}


def _printed(fact: BodyMention) -> set[str]:
    """The names a fact answers to; the label of a known body does for what a report calls otherwise."""
    known = vocabulary().scheme("body").get(fact.key[-1])
    names = (fact.name, fact.abbreviation, *((known.label,) if known else ()))
    return {_plain(name) for name in names if name}


def measure(corpus: Path) -> Measured:
    """Recall and precision of bodies, each once in a report, and how many of those found are of the right kind."""
    compared = compare(corpus)
    matched = [pair for report in compared for pair in report.matched]
    wanted = len(matched) + sum(len(report.missed) for report in compared)
    found = len(matched) + sum(len(report.extra) for report in compared)
    kinds = sum(body["kind"] == fact.kind.code for body, fact in matched)
    rows = [
        Row("bodies: recall", len(matched) / wanted, 0.85, wanted),
        Row("bodies: precision", len(matched) / found, 0.85, found),
        Row("bodies: kind", kinds / len(matched), 0.90, len(matched)),
    ]
    return Measured(rows, [line for report in compared for line in _wrong(report)])


def _wrong(report: Compared) -> Iterator[str]:
    for body in report.missed:
        yield f"{report.report}, page {body['page']}: missed {body['names'][0]}"
    for fact in report.extra:
        yield f"{report.report}, page {fact.evidence[0].page}: read {fact.name}, not annotated"
    for body, fact in report.matched:
        if body["kind"] != fact.kind.code:
            page = fact.evidence[0].page
            yield f"{report.report}, page {page}: {fact.name} is of kind {body['kind']}, read as {fact.kind.code}"


if __name__ == "__main__":
    sys.exit(main(measure, sys.argv[1:]))
