"""Findings: the numbered paragraphs of a report, and the bullets of the early layouts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..facts import Code, Fact, Ref
from ..structure import Report
from ..structure.passages import Passage
from ..vocabulary import Vocabulary

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Fact):
    """A paragraph of findings. ``area`` is empty where its section is about none; ``list_name`` tells unnumbered lists apart."""

    number: str
    position: int
    section: Code
    area: Code | None
    text: str
    complete: str
    list_name: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return ("finding", *self.list_name, self.number)


class Told(NamedTuple):
    """A finding, how other facts refer to it, and its passage."""

    finding: Finding
    ref: Ref
    passage: Passage


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Findings in the order of the report."""
    yield from (each.finding for each in told(report))


@lru_cache(maxsize=2)  # extractors that build on findings read one report after the other
def told(report: Report) -> tuple[Told, ...]:
    """The findings of a report in their order."""
    times: Counter[tuple[str, ...]] = Counter()
    found = []
    for finding, passage in _findings(report):
        times[finding.key] += 1
        found.append(Told(finding, Ref(finding.key, times[finding.key]), passage))
    return tuple(found)


def _findings(report: Report) -> Iterator[tuple[Finding, Passage]]:
    orders: Counter[tuple[str, ...]] = Counter()
    position = 0
    for section in report.sections:
        if section.holds not in ("findings", "summary"):
            continue
        for item in section.items:
            position += 1
            list_name = () if item.printed else (section.part, section.area or "all", section.code)
            orders[list_name] += 1
            finding = Finding(
                evidence=item.evidence(report.document),
                number=item.number if item.printed else str(orders[list_name]),
                position=position,
                section=Code("section", section.code),
                area=Code("area", section.area) if section.area else None,
                text=item.text,
                complete=item.complete,
                list_name=list_name,
            )
            yield finding, item
