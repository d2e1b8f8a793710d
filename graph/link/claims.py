"""Claims of articles against the report they are about: what becomes of each, with both quotes and a note that says what differs.

What the report is silent about is not in the report; what an official says of own plans is no claim of the report and is not compared.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache

import pyoxigraph as ox

from .. import iris
from ..language.teams import teams
from ..vocabulary import vocabulary
from . import coverage
from .against import days, denied, figures, grades, particulars, posts, quotations, recommended, statements, team
from .against.altered import altered, said_by
from .against.dates import compatible
from .against.misquoted import misquoted
from .against.numbered import counts_otherwise, numbered
from .against.verdict import CONTRADICTED, CORROBORATED, PARTLY, SILENT, Verdict, silent
from .coverage import Coverage
from .nodes import concept, node, thing
from .records import Record, Records, Report
from .told import ReportText, spoken

_DATES = ("ig:period", "ig:statedDate", "ig:heldFrom")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = 30  # characters between a quotation and the clause in front of it, "it found" among them
_TOLD = frozenset({"attribution", "event", "post"})  # kinds of claims that may tell what was recommended
_NEXT = 12  # characters between two clauses of one sentence
_FEWEST_WORDS = 5  # of a quotation which surely is of the report where it stands there, whoever is said to speak


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
        self._records, self._article = records, about.article
        self._text = texts.setdefault(about.report.iri, ReportText(records, about.report))
        own = about.report
        self._about, self._texts = about, texts
        self._earlier = [each for each in reports if each.authority == own.authority and each.start < own.start]

    @cached_property
    def _near(self) -> dict[str, frozenset[str]]:
        """For each claim, the paragraphs that tell what the clauses beside it say."""
        claims = sorted(self._article.claims, key=_span)
        near = statements.paragraphs([each.one("ig:text") for each in claims], self._text)
        return {each.iri: place for each, place in zip(claims, near, strict=True)}

    def verdict(self, claim: Record) -> Verdict:
        """What becomes of a claim; what another review is said to have found needs more than something close to it."""
        verdict, speaker = self._verdict(claim), claim.one("ig:speaker")
        if verdict.status in (SILENT, PARTLY) and (named := self._named(claim)):
            told = _Assessor(self._records, [], replace(self._about, report=named), self._texts)._verdict(claim)
            verdict = told if told.status in (CORROBORATED, CONTRADICTED) else verdict
        if verdict.status == PARTLY and speaker.lower() in _reviews():
            return silent(f"the {speaker} is said to have found it, and the report does not say it")
        return verdict

    def _named(self, claim: Record) -> Report | None:
        """The earlier inspection that a claim dates itself to, where it is not that of the article."""
        when = next((date for name in _DATES if _YEAR.match(date := claim.one(name))), "")
        own = self._about.report
        if not when or _is_of(when, own):
            return None
        return next((each for each in reversed(self._earlier) if _is_of(when, each)), None)

    def _verdict(self, claim: Record) -> Verdict:
        quoted = claim.one("ig:quoted")
        if claim.one("ig:own") == "true":
            if len(quoted.split()) >= _FEWEST_WORDS and quotations.stands(quoted, self._text):
                return quotations.quotation(quoted, claim.one("ig:text"), self._around(claim), self._text)
            if nearly := misquoted(quoted, "", self._text, spoken_out=True):
                return nearly
            who = claim.one("ig:speaker") or "an official"
            if quoted and (reported := said_by(quoted, who, self._around(claim), self._text)):
                return reported
            return silent(f"{who} speaks of own views or plans, which are no claim of the report")
        if unknown := _unknown(claim.one("ig:text"), self._text):
            return silent(f"the report does not speak of “{unknown}”")
        if team.is_of_team(claim):
            return team.team(claim, self._text)
        if claim.code("ig:claimKind") in _TOLD and (asked := recommended.among(claim.one("ig:text"), self._text)):
            return asked
        match claim.code("ig:claimKind"):
            case "judgement":
                return self._judgement(claim)
            case "history":
                return grades.history(claim, self._text, self._records, self._earlier)
            case "figure":
                return self._numbered(claim, figures.figure(claim, self._text))
            case "recommendations":
                return recommended.recommendations(claim, self._text)
            case "post":
                return posts.post(claim, self._text)
            case "quotation":
                return self._quoted(claim)
            case _:
                return self._said(claim)

    def _quoted(self, claim: Record) -> Verdict:
        """What becomes of words that are quoted: they stand in the report, or others in their place."""
        quoted, around = claim.one("ig:quoted"), self._around(claim)
        said = quotations.quotation(quoted, claim.one("ig:text"), around, self._text)
        if said.status != SILENT:
            return said
        other = misquoted(quoted, around, self._text) or altered(quoted, around, self._text)
        return other or altered(quoted, self._behind(claim), self._text) or said

    def _said(self, claim: Record) -> Verdict:
        """What is said in other ways: days of the inspection, grades that were not given, and all else by the sentences of the report."""
        said, text = claim.one("ig:text"), self._text
        if (
            found := days.day(claim, text, self._article.published, self._subject(claim))
            or denied.denied(said, text)
            or grades.of_kind(said, text)
        ):
            return found
        found = statements.statement(said, claim.one("ig:statedDate"), text, self._near[claim.iri])
        found = self._numbered(claim, found)
        return particulars.particulars(said, found, text)

    def _numbered(self, claim: Record, verdict: Verdict) -> Verdict:
        """A verdict that leaves a doubt, by the numbers of the clause where these tell more."""
        said = claim.one("ig:text")
        sure = verdict.status in (CORROBORATED, CONTRADICTED)
        if not sure or counts_otherwise(said):
            found = numbered(said, self._near[claim.iri], self._text)
            verdict = found if found and (not sure or found.status == CORROBORATED) else verdict
        return particulars.unless_opposed(said, verdict)

    def _judgement(self, claim: Record) -> Verdict:
        """A grade of the inspection, or of an earlier one where it agrees with that, or where this one did not grade the area."""
        if not claim.code("ig:area"):
            said, grade = claim.one("ig:text"), claim.code("ig:grade")
            return denied.of_every(said, [grade], self._text) or silent("it is not clear of what the article says this")
        verdict = grades.judgement(claim, self._text)
        if verdict.status == CORROBORATED:
            return verdict
        before = grades.before(claim, self._text, self._records, self._earlier)
        meant = claim.one("ig:statedDate") or self._follows_history(claim)
        return before if (before.status == CORROBORATED and meant) or verdict.status == SILENT else verdict

    def _follows_history(self, claim: Record) -> bool:
        """Whether the claim in front of one speaks of an earlier inspection."""
        claims = sorted(self._article.claims, key=_span)
        at = claims.index(claim)
        return at > 0 and claims[at - 1].code("ig:claimKind") == "history"

    def _subject(self, claim: Record) -> str:
        """The inspection, or who inspected, where a clause says more of what the one in front of it names."""
        claims = sorted(self._article.claims, key=_span)
        before = claims[claims.index(claim) - 1] if claims.index(claim) else claim
        if not 0 < _span(claim)[0] - _span(before)[1] <= _NEXT:
            return ""
        return "the inspection team" if team.is_of_team(before) else teams(vocabulary()).subject(before.one("ig:text"))

    def _around(self, claim: Record) -> str:
        """The clause in which a quotation stands: the shortest claim that holds it."""
        start, end = _span(claim)
        others = [(each.one("ig:text"), *_span(each)) for each in self._article.claims if each is not claim]
        holding = [text for text, first, last in others if first <= start and end <= last]
        return min(holding, key=lambda text: (len(text), text), default=claim.one("ig:text"))

    def _behind(self, claim: Record) -> str:
        """A quotation behind the clause in front of it, where nothing but words of saying stands between."""
        start, _ = _span(claim)
        before = [each for each in self._article.claims if 0 <= start - _span(each)[1] <= _BETWEEN]
        nearest = max(before, key=lambda each: (_span(each), each.iri), default=None)
        return f"{nearest.one('ig:text')} {claim.one('ig:text')}" if nearest else claim.one("ig:text")


def _is_of(when: str, report: Report) -> bool:
    """Whether a date may be that of an inspection, or of its report."""
    return any(compatible(when, each) for each in (report.start, report.end, report.issued) if each)


@lru_cache(maxsize=1)
def _reviews() -> frozenset[str]:
    """What other bodies and papers are called that articles quote beside the report."""
    return frozenset(label.lower() for label in vocabulary().scheme("speaker")["review"].labels)


def _unknown(said: str, text: ReportText) -> str:
    """A masked name ("Child B") that the report does not have."""
    names = {" ".join(spoken(found.group())): found.group() for found in _masked().finditer(said)}
    return next(
        (name for plain, name in names.items() if not any(_has(plain, told.tokens) for told in text.sentences)), ""
    )


def _has(name: str, words: tuple[str, ...]) -> bool:
    return f" {name} " in f" {' '.join(words)} "


@lru_cache(maxsize=1)
def _masked() -> re.Pattern[str]:
    names = "|".join(map(re.escape, vocabulary().scheme_values("claim-status", "maskedName")))
    return re.compile(rf"\b(?:{names})\s+[A-Z]{{1,2}}\d?\b(?!-)")


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
