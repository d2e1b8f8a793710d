"""Recommendations and areas for improvement, to the authority and to its safeguarding board."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..facts import Code, Fact, Problem
from ..structure import Report, Section
from ..structure.passages import Passage
from ..vocabulary import Concept, Matcher, Vocabulary, tokens

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Fact):
    """What a report asks for. ``number`` is as printed, or the order in an unnumbered list; ``position`` sorts."""

    number: str
    position: int
    addressee: Code
    section: Code
    text: str
    complete: str

    @property
    def key(self) -> tuple[str, ...]:
        return ("recommendation", self.addressee.code, self.number)


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Recommendations in the order of the report; a problem where there is none at all."""
    empty = Matcher([Concept("section", "empty", "", vocabulary.scheme_values("section", "emptyWording"))])
    counts = {"authority": 0, "lscb": 0}
    for section in report.sections:
        if section.holds != "recommendations":
            continue
        addressee = "lscb" if section.part == "lscb" else "authority"
        for item in section.items:
            if not empty.at_start(tokens(item.text)):
                counts[addressee] += 1
                yield _recommendation(report, section, addressee, item, counts[addressee])
    if not counts["authority"]:
        yield Problem(
            severity=Code("severity", "warning"),
            code="no-recommendations",
            message="no recommendation to the authority was found; look for its heading and add it to ontology/sections.ttl",
        )


def _recommendation(report: Report, section: Section, addressee: str, item: Passage, order: int) -> Recommendation:
    return Recommendation(
        evidence=item.evidence(report.document),
        number=item.number if item.printed else str(order),
        position=order,
        addressee=Code("addressee", addressee),
        section=Code("section", section.code),
        text=item.text,
        complete=item.complete,
    )
