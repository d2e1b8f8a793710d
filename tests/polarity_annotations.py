"""Findings whose polarity a person annotated, with their sentences, read from the corpus of real reports."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graph.extract import findings
from graph.extract.findings import Finding
from graph.settings import SAMPLES
from graph.sources import read
from graph.structure import Report, read_reports
from graph.structure.sentences import sentences
from graph.vocabulary import vocabulary

FOLDER = Path(__file__).parent / "annotations" / "polarity"


@dataclass(frozen=True)
class Annotated:
    """A finding, its sentences, and the signs that a person gave them (``RULES.md``)."""

    report: str
    finding: str
    page: int
    sentences: tuple[str, ...]
    signs: str
    section: str


@lru_cache(maxsize=4)
def reports(path: Path) -> tuple[Report, ...]:
    """The reports in a file of the corpus."""
    return read_reports(read(path), vocabulary())


def findings_of(report: Report) -> Iterator[Finding]:
    """The findings of a report in their order."""
    return (fact for fact in findings.extract(report, vocabulary()) if isinstance(fact, Finding))


def split(text: str) -> tuple[str, ...]:
    """The sentences of a text."""
    return tuple(text[start:end] for start, end in sentences(text))


def annotated(corpus: Path, use: str) -> Iterator[Annotated]:
    """The findings annotated for a use (``test`` or ``development``).

    :raises ValueError: if a finding is not in its report, or has another number of sentences than signs
    """
    for path in sorted(FOLDER.glob("*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["use"] == use:
            yield from _annotated(corpus, stored)


def _annotated(corpus: Path, stored: dict[str, object]) -> Iterator[Annotated]:
    name, entries = str(stored["report"]), stored["findings"]
    texts: dict[str, tuple[str, str]] = {}
    folder = SAMPLES if (SAMPLES / f"{name}.pdf").exists() else corpus
    for report in reports(folder / f"{name}.pdf"):
        for finding in findings_of(report):
            texts.setdefault("/".join(finding.key[1:]), (finding.text, finding.section.code))
    for entry in entries if isinstance(entries, list) else ():
        text, section = texts.get(entry["finding"], ("", ""))
        found = split(text)
        if len(found) != len(entry["sentences"]):
            raise ValueError(
                f"{name}, finding {entry['finding']} on page {entry['page']}: {len(found)} sentences were read, "
                f"{len(entry['sentences'])} are annotated; look at the page and annotate it again"
            )
        yield Annotated(name, entry["finding"], entry["page"], found, entry["sentences"], section)
