"""Claims of articles against the report they are about: what becomes of each, with both quotes and a note that says what differs.

What the report is silent about is not in the report; what an official says of own plans is no claim of the report and is not compared.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from .. import iris
from ..vocabulary import vocabulary
from . import coverage
from .against import days, figures, grades, posts, quotations, statements
from .against.verdict import CONTRADICTED, CORROBORATED, SILENT, Verdict, silent
from .coverage import Coverage
from .nodes import concept, node, thing
from .records import Record, Records, Report
from .told import ReportText


def links(records: Records, reports: list[Report]) -> Iterator[ox.Quad]:
    """What articles are about, what becomes of their claims, and what these contradict."""
    texts: dict[str, ReportText] = {}
    found = coverage.coverages(records, reports, texts)
    yield from coverage.links(found)
    covered = {each.article.iri: each for each in found}
    for article in coverage.articles(records):
        about = covered.get(article.iri)
        assessed = _Assessor(records, reports, about, texts) if about else None
        for claim in article.claims:
            verdict = assessed.verdict(claim) if assessed else silent("the article is about no inspection of the graph")
            yield from _assessment(records, claim, verdict, about)


class _Assessor:
    """Compares the claims of one article with its report."""

    def __init__(self, records: Records, reports: list[Report], about: Coverage, texts: dict[str, ReportText]) -> None:
        self._records, self._text, self._article = records, texts[about.report.iri], about.article
        own = about.report
        self._earlier = [each for each in reports if each.authority == own.authority and each.start < own.start]

    def verdict(self, claim: Record) -> Verdict:
        """What becomes of a claim."""
        if claim.one("ig:own") == "true":
            who = claim.one("ig:speaker") or "an official"
            return silent(f"{who} speaks of own views or plans, which are no claim of the report")
        match claim.code("ig:claimKind"):
            case "judgement":
                return self._judgement(claim)
            case "history":
                return grades.history(claim, self._text, self._records, self._earlier)
            case "figure":
                return figures.figure(claim, self._text)
            case "recommendations":
                return figures.recommendations(claim, self._text)
            case "post":
                return posts.post(claim, self._text)
            case "quotation":
                return quotations.quotation(
                    claim.one("ig:quoted"), claim.one("ig:text"), self._around(claim), self._text
                )
            case _ if verdict := days.day(claim, self._text):
                return verdict
            case _:
                return statements.statement(claim.one("ig:text"), claim.one("ig:statedDate"), self._text)

    def _judgement(self, claim: Record) -> Verdict:
        """A grade of the inspection, or of an earlier one where it agrees with that, or where this one did not grade the area."""
        verdict = grades.judgement(claim, self._text)
        if verdict.status == CORROBORATED:
            return verdict
        before = grades.before(claim, self._text, self._records, self._earlier)
        return before if before.status == CORROBORATED or verdict.status == SILENT else verdict

    def _around(self, claim: Record) -> str:
        """The clause in which a quotation stands: the shortest claim that holds it."""
        start, end = _span(claim)
        holding = [
            each
            for each in self._article.claims
            if each is not claim and _span(each)[0] <= start and end <= _span(each)[1]
        ]
        shortest = min(holding, key=lambda each: (len(each.one("ig:text")), each.iri), default=claim)
        return shortest.one("ig:text")


def _span(claim: Record) -> tuple[int, int]:
    """Where a claim stands in its article."""
    start, _, end = claim.one("ig:evidence").rpartition("/")[2].partition("-")
    return (int(start), int(end)) if start.isdigit() and end.isdigit() else (0, 0)


def _assessment(records: Records, claim: Record, verdict: Verdict, about: Coverage | None) -> Iterator[ox.Quad]:
    values = {
        "ig:claim": thing(claim.iri),
        "ig:status": concept("claim-status", verdict.status),
        "ig:against": thing(verdict.fact),
        "ig:evidence": thing(verdict.evidence),
        "ig:words": " ".join(verdict.words.split()),
        "ig:authority": thing(about.report.authority) if about else None,
        "ig:note": verdict.note,
    }
    yield from node(iris.link("assessment", claim.iri), "ig:Assessment", values)
    if verdict.status == CONTRADICTED and about and verdict.evidence:
        yield from _contradiction(claim, verdict, about)


def _contradiction(claim: Record, verdict: Verdict, about: Coverage) -> Iterator[ox.Quad]:
    values = {
        "ig:authority": thing(about.report.authority),
        "ig:left": thing(claim.iri),
        "ig:right": thing(verdict.fact),
        "ig:leftEvidence": thing(claim.one("ig:evidence")),
        "ig:rightEvidence": thing(verdict.evidence),
        "ig:evidence": (thing(claim.one("ig:evidence")), thing(verdict.evidence)),
        "ig:subject": _subject(claim),
        "ig:note": verdict.note,
        "ig:contradictionScope": concept("contradiction", "article"),
    }
    yield from node(iris.link("contradiction", claim.iri, verdict.fact), "ig:Contradiction", values)


def _subject(claim: Record) -> str:
    """What a claim is about: its area, measure or post, or else its kind."""
    for scheme, name in (
        ("area", "ig:area"),
        ("measure", "ig:measure"),
        ("post", "org:role"),
        ("claim-kind", "ig:claimKind"),
    ):
        known = vocabulary().scheme(scheme).get(claim.code(name))
        if known:
            return known.label
    return claim.code("ig:claimKind")
