"""Recommendations and areas for improvement, to the authority and to its safeguarding board."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..facts import Code, Fact, Problem, Ref
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


class Asked(NamedTuple):
    """A recommendation, how other facts refer to it, and its passage."""

    recommendation: Recommendation
    ref: Ref
    passage: Passage


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Recommendations in the order of the report; a problem where there is none at all."""
    found = asked(report, vocabulary)
    yield from (each.recommendation for each in found)
    if not any(each.recommendation.addressee.code == "authority" for each in found):
        yield Problem(
            severity=Code("severity", "warning"),
            code="no-recommendations",
            message="no recommendation to the authority was found; look for its heading and add it to ontology/sections.ttl",
        )


@lru_cache(maxsize=2)  # extractors that build on recommendations read one report after the other
def asked(report: Report, vocabulary: Vocabulary) -> tuple[Asked, ...]:
    """The recommendations of a report in their order."""
    times: Counter[tuple[str, ...]] = Counter()
    found = []
    for fact, passage in _recommendations(report, vocabulary):
        times[fact.key] += 1
        found.append(Asked(fact, Ref(fact.key, times[fact.key]), passage))
    return tuple(found)


def _recommendations(report: Report, vocabulary: Vocabulary) -> Iterator[tuple[Recommendation, Passage]]:
    empty = Matcher([Concept("section", "empty", "", vocabulary.scheme_values("section", "emptyWording"))])
    counts = {"authority": 0, "lscb": 0}
    for section in report.sections:
        if section.holds != "recommendations":
            continue
        addressee = "lscb" if section.part == "lscb" else "authority"
        for item in section.items:
            if not empty.at_start(tokens(item.text)):
                counts[addressee] += 1
                yield _recommendation(report, section, addressee, item, counts[addressee]), item


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
