"""Support of recommendations against annotations made by reading: ``python -m tests.measures.support ../shared/corpus``."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.extract import support
from graph.extract.support import Support
from graph.sources import read
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from . import ANNOTATIONS, Measured, Row, main

FOLDER = ANNOTATIONS / "support"
RECALL, PRECISION, FOUND = 0.85, 0.75, 0.80


@dataclass(frozen=True, slots=True)
class Compared:
    """A marked finding: the recommendations it supports, those that may be named as well, and those that were read."""

    report: str
    page: int
    finding: str
    wanted: frozenset[str]
    also: frozenset[str]
    found: frozenset[str]

    @property
    def missed(self) -> frozenset[str]:
        """Annotated, but not read."""
        return self.wanted - self.found

    @property
    def extra(self) -> frozenset[str]:
        """Read, but wrong."""
        return self.found - self.wanted - self.also


def supports(corpus: Path, report: str) -> list[Support]:
    """All support read from a report."""
    return [
        fact
        for part in read_reports(read(corpus / f"{report}.pdf"), vocabulary())
        for fact in support.extract(part, vocabulary())
        if isinstance(fact, Support)
    ]


def annotations(use: str) -> Iterator[dict[str, Any]]:
    """The annotated reports of a use."""
    for path in sorted(FOLDER.glob("*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["use"] == use:
            yield stored


def compare(corpus: Path, use: str = "test") -> list[Compared]:
    """The marked findings that were annotated for a use."""
    return [each for stored in annotations(use) if "marked" in stored for each in _compare(corpus, stored)]


def _compare(corpus: Path, stored: dict[str, Any]) -> Iterator[Compared]:
    links = [link for link in supports(corpus, stored["report"]) if link.basis.code != "found"]
    for each in stored["marked"]:
        found = {_name(link) for link in links if link.finding.key[-1] == each["finding"]}
        yield Compared(
            stored["report"],
            each["page"],
            each["finding"],
            frozenset(each["recommendations"]),
            frozenset(each.get("also", ())),
            frozenset(found),
        )


def _name(link: Support) -> str:
    return "/".join(link.recommendation.key[1:])


def measure(corpus: Path) -> Measured:
    """Recall and precision on marked findings, and precision of the links found without a mark."""
    compared, links = compare(corpus), judged(corpus)
    return Measured([*_marked(compared), *_found(links)], [*wrong(compared), *_unfit(links)])


def _marked(compared: list[Compared]) -> list[Row]:
    right = sum(len(each.wanted & each.found) for each in compared)
    wanted = sum(len(each.wanted) for each in compared)
    named = right + sum(len(each.extra) for each in compared)
    return [
        Row("support: recall on marked findings", right / wanted, RECALL, wanted),
        Row("support: precision on marked findings", right / named, PRECISION, named),
    ]


def judged(corpus: Path) -> list[tuple[str, str, bool | None]]:
    """Links found without a mark in reports where a person judged them: report, link, and whether it is right (nothing: not judged)."""
    lines = []
    for stored in annotations("test"):
        verdicts = {f"{a['finding']} {a['recommendation']}": a["right"] for a in stored.get("found", ())}
        if verdicts:
            for link in supports(corpus, stored["report"]):
                if link.basis.code == "found":
                    name = f"{'/'.join(link.finding.key[1:])} {_name(link)}"
                    lines.append((stored["report"], name, verdicts.get(name)))
    return lines


def _found(links: list[tuple[str, str, bool | None]]) -> list[Row]:
    known = [right for _, _, right in links if right is not None]
    return (
        [Row("support: precision of links without a mark", sum(known) / len(known), FOUND, len(known))] if known else []
    )


def wrong(compared: list[Compared]) -> list[str]:
    """Marked findings read wrongly, by report, page and number."""
    return [
        f"{each.report}, page {each.page}, {each.finding}: missed {_list(each.missed)}, wrongly named {_list(each.extra)}"
        for each in compared
        if each.missed or each.extra
    ]


def _unfit(links: list[tuple[str, str, bool | None]]) -> list[str]:
    return [
        f"{report}: {link} is {'wrong' if right is False else 'not judged yet'}"
        for report, link, right in links
        if not right
    ]


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "none"


if __name__ == "__main__":
    sys.exit(main(measure, sys.argv[1:]))
