"""Services and bodies: how often reports speak of them, and whether findings that name them praise or criticise."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ...network.gather import Inspection
from ...network.kinds import mark_of
from ...rows import Row, code
from .inspected import Inspected


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
    texts = [(row, row["text"], row["text"].casefold()) for row in findings]
    for body in found:
        names = [_naming(row) for row in body.mentions if row["inspection"] == inspection.iri]
        for row, text, folded in texts:
            if any(named(text, folded) for named in names):
                body.findings.setdefault(code(row["polarity"]), []).append(row)


def _naming(mention: Row) -> Callable[[str, str], bool]:
    """Whether a text, given as it is and in lower case, has the name or the letters of a mention as whole words."""
    name, letters = mention["name"].casefold(), mention["abbreviation"]
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    short = re.compile(rf"(?<!\w){re.escape(letters)}(?!\w)") if letters else None

    def named(text: str, folded: str) -> bool:
        # Looking for the letters first is faster than the pattern.
        return bool((name in folded and whole.search(folded)) or (short and letters in text and short.search(text)))

    return named
