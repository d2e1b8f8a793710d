"""What becomes of a claim beside a report."""

from dataclasses import dataclass

from ..records import Record
from ..told import ReportText, Told

CORROBORATED, CONTRADICTED, PARTLY, SILENT = "corroborated", "contradicted", "partly", "not-in-report"


@dataclass(frozen=True)
class Verdict:
    """A status, a sentence that says what agrees or differs, and the fact and words of the report it rests on."""

    status: str
    note: str
    fact: str = ""
    evidence: str = ""
    words: str = ""


def silent(note: str) -> Verdict:
    """The report does not say it."""
    return Verdict(SILENT, note)


def by_sentence(status: str, note: str, told: Told) -> Verdict:
    """A verdict that rests on a sentence."""
    return Verdict(status, note, told.fact, told.evidence, told.words)


def by_fact(status: str, note: str, text: ReportText, fact: Record) -> Verdict:
    """A verdict that rests on a fact."""
    evidence, words = text.quote(fact)
    return Verdict(status, note, fact.iri, evidence, words)
