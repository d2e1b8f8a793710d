"""Coverage: which inspection an article is about, by authority, date, grades, and what of its quotations and figures the report has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pyoxigraph as ox

from .. import iris
from .against.quotations import stands
from .against.statements import learnt, likeliest
from .nodes import node, thing
from .records import Record, Records, Report
from .told import ReportText

_SURE = 0.5  # confidence from which it is said
_AHEAD = 0.1  # by so much it must be greater than that of any other inspection
_SOON, _LATE = timedelta(days=45), timedelta(days=400)
_BEFORE = timedelta(days=3)
_UNTIL_ISSUE = timedelta(days=120)  # after the last day of an inspection its report is out
_TIMELY = 0.35  # what it tells that a report came out just before
_RIGHT, _WRONG = 0.15, 0.1  # what grades tell; an article may have them wrong
_SAID = ("attribution", "event")
_FEWEST_SAID = 5  # clauses of which the share that a report says tells something
_COMMON = 0.25  # share of clauses that reports of other authorities say as well; see tests/train_likeness.py
_TOLD = 0.4
_BASE = 0.3  # what the authority alone tells
_TOGETHER = 30  # days within which an article without an authority must have been published


@dataclass(frozen=True)
class Article:
    """An article with its claims."""

    iri: str
    document: str
    authority: str
    published: str
    claims: tuple[Record, ...]


@dataclass(frozen=True)
class Coverage:
    """An article, the report it is about, and how sure that is."""

    article: Article
    report: Report
    confidence: float

    @property
    def iri(self) -> str:
        """The IRI of the link."""
        return iris.link("coverage", self.article.iri, self.report.inspection)


def coverages(records: Records, reports: list[Report], texts: dict[str, ReportText]) -> list[Coverage]:
    """The articles that are surely about an inspection of the graph; ``texts`` keeps the reports that were read."""
    found = []
    for article in articles(records):
        rated = sorted(
            (
                (
                    _confidence(article, report, texts.setdefault(report.iri, ReportText(records, report))),
                    report.start,
                    report,
                )
                for report in _choices(article, reports)
            ),
            key=lambda each: (each[0], each[1], each[2].iri),
            reverse=True,
        )
        if rated and rated[0][0] >= _SURE and (len(rated) == 1 or rated[0][0] - rated[1][0] >= _AHEAD):
            found.append(Coverage(article, rated[0][2], round(rated[0][0], 2)))
    return found


def articles(records: Records) -> list[Article]:
    """The articles of the graph in the order of their IRIs."""
    return [
        Article(
            each.iri,
            each.graph,
            each.one("ig:authority"),
            each.one("schema:datePublished"),
            tuple(records.of_document(each.graph, "ig:Claim")),
        )
        for each in records.articles
    ]


def links(found: list[Coverage]) -> Iterator[ox.Quad]:
    """What articles are about."""
    for each in found:
        values = {
            "ig:article": thing(each.article.iri),
            "ig:inspection": thing(each.report.inspection),
            "ig:authority": thing(each.report.authority),
            "ig:confidence": each.confidence,
        }
        yield from node(each.iri, "ig:Coverage", values)


def _choices(article: Article, reports: list[Report]) -> list[Report]:
    """The reports that an article may be about: those of its authority; without one, those published when it was."""
    if article.authority:
        own = [each for each in reports if each.authority == article.authority and _timeliness(article, each) >= 0]
        # What came out just before is what an article is about, however much it tells of earlier inspections.
        return [each for each in own if _timeliness(article, each) >= _TIMELY] or own
    if not article.published:
        return []
    day = date.fromisoformat(article.published)
    return [
        report
        for report in reports
        if report.issued and abs((day - date.fromisoformat(report.issued)).days) <= _TOGETHER
    ]


def _timeliness(article: Article, report: Report) -> float:
    """What the day of publication tells: much soon after the report came out, nothing later, less than nothing before it."""
    if not article.published:
        return 0.0
    day = date.fromisoformat(article.published)
    out = date.fromisoformat(report.issued or report.end) if report.issued or report.end else None
    if out is None:
        return 0.0
    soon = _SOON if report.issued else _UNTIL_ISSUE
    if day < out - _BEFORE:
        return -1.0
    return _TIMELY if day <= out + soon else 0.1 if day <= out + _LATE else 0.0


def _confidence(article: Article, report: Report, text: ReportText) -> float:
    """How surely an article is about a report, from 0 to 1."""
    base = _BASE if article.authority else 0.1
    told = max(_content(article, text), _told(article, text))
    return max(0.0, min(1.0, base + _timeliness(article, report) + _grades(article, text) + told))


def _grades(article: Article, text: ReportText) -> float:
    judged = {each.code("ig:area"): each.code("ig:grade") for each in text.facts("ig:Judgement")}
    told = [
        each for each in article.claims if each.code("ig:claimKind") == "judgement" and each.code("ig:area") in judged
    ]
    if not told:
        return 0.0
    right = sum(judged[each.code("ig:area")] == each.code("ig:grade") for each in told)
    balance = 2 * right / len(told) - 1
    return (_RIGHT if balance > 0 else _WRONG) * balance


def _told(article: Article, text: ReportText) -> float:
    """What the share of its other clauses tells that the report says likely; some of them every report says."""
    said = [
        each.one("ig:text")
        for each in article.claims
        if each.code("ig:claimKind") in _SAID and each.one("ig:own") != "true"
    ]
    likely = [alike.likely >= learnt().same for each in said if (alike := likeliest(each, text)[1])]
    share = sum(likely) / len(said) if len(said) >= _FEWEST_SAID else 0.0
    return _TOLD * max(0.0, share - _COMMON) / (1 - _COMMON)


def _content(article: Article, text: ReportText) -> float:
    """The share of its quotations and figures that the report has."""
    quoted = [
        each.one("ig:quoted") for each in article.claims if each.one("ig:quoted") and each.one("ig:own") != "true"
    ]
    telling = [each for each in quoted if len(each.split()) > 1]
    figures = {(each.code("ig:unit"), each.one("ig:value")) for each in text.facts("ig:Figure")}
    counted = [
        each for each in article.claims if each.code("ig:claimKind") == "figure" and len(each.one("ig:value")) > 1
    ]
    right = sum(stands(each, text) for each in telling) + sum(
        (each.code("ig:unit"), each.one("ig:value")) in figures for each in counted
    )
    total = len(telling) + len(counted)
    return 0.4 * right / total if total > 1 else 0.1 * right
