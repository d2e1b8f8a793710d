"""Services and bodies: how often reports speak of them, and the findings that name them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...network.gather import Inspection
from ...network.kinds import mark_of
from ...rows import Row, code
from .inspected import Inspected

Called = dict[str, dict[str, re.Pattern[str]]]
"""What reports, by their documents, call a body, each with the pattern of it."""


@dataclass(slots=True)
class Body:
    """A body, how often each inspection speaks of it, and the findings that name it by polarity."""

    iri: str
    name: str
    kind: str
    mark: str
    places: dict[str, int] = field(default_factory=dict)
    relations: list[str] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    findings: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How often all inspections together speak of it."""
        return sum(self.places.values())

    def add(self, row: Row) -> None:
        """Add a mention."""
        # Of several files of a report the one that has most.
        self.places[row["inspection"]] = max(self.places.get(row["inspection"], 0), int(row["places"]))
        if row["relation"] and row["relation"] not in self.relations:
            self.relations.append(row["relation"])
        if all(row["fact"] != other["fact"] for other in self.mentions):
            self.mentions.append(row)


def bodies(held: Inspected, inspections: Iterable[Inspection]) -> list[Body]:
    """The bodies that inspections speak of, those first of which they speak most."""
    found: dict[str, Body] = {}
    for each in inspections:
        of_report: dict[str, Body] = {}
        for row in held.facts("bodies", each):
            body = found.setdefault(
                row["body"], Body(row["body"], row["name"], code(row["kind"]), mark_of("body", [row["kind"]]))
            )
            body.add(row)
            of_report[body.iri] = body
        _tell_findings(of_report.values(), each, held.facts("findings", each))
    return sorted(found.values(), key=lambda body: (-body.total, body.name.casefold(), body.iri))


def _tell_findings(found: Iterable[Body], inspection: Inspection, findings: list[Row]) -> None:
    spelt = [(row, _spelt(row)) for row in findings]
    for body in found:
        called = _called(row for row in body.mentions if row["inspection"] == inspection.iri)
        for row, text in spelt:
            if _names(row, text, called):
                body.findings.setdefault(code(row["polarity"]), []).append(row)


def naming(mentions: Iterable[Row], findings: Iterable[Row]) -> list[Row]:
    """The findings that name a body: that have a name of it, or its letters, as mentions of it in their own report have them.

    They are words of their own, also in the plural: a court is not in what is courteous. Letters are as they are printed.
    """
    called = _called(mentions)
    return [row for row in findings if _names(row, _spelt(row), called)]


def _called(mentions: Iterable[Row]) -> Called:
    names: dict[str, set[str]] = defaultdict(set)
    for row in mentions:
        name = row["name"] if row["name"].isupper() else row["name"].casefold()
        names[row["document"]] |= {name, row["abbreviation"]} - {""}
    return {document: {name: _words(name) for name in some} for document, some in names.items()}


def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?:s|es)?(?!\w)")


def _spelt(finding: Row) -> str:
    """What a finding says, as printed and in small letters."""
    return f"{finding['text']}\n{finding['text'].casefold()}"


def _names(finding: Row, spelt: str, called: Called) -> bool:
    # Looking for the letters first is faster than the pattern.
    names = called.get(finding["document"], {})
    return any(name in spelt and words.search(spelt) for name, words in names.items())
