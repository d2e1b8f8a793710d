"""Days of the inspection itself: when inspectors came and for how long, and when their report was out."""

import re
from datetime import date

from ...language.moments import moments
from ...language.stays import is_in_part, lengths
from ...language.teams import teams
from ...vocabulary import vocabulary
from ..records import Record
from ..told import ReportText
from . import visits
from .dates import compatible
from .verdict import CONTRADICTED, CORROBORATED, Verdict, by_fact

_OUT = re.compile(
    r"\b(?:report|letter|findings)\b.*\b(?:published|released|issued|out)\b|\b(?:published|released|issued)\b.*\breport\b",
    re.IGNORECASE,
)
_THE_REPORT = re.compile(
    r"\b(?:the|Ofsted['’]s|inspection)\s+(?:inspection\s+)?report\b(?!\s+(?:on|of|into)\s)", re.IGNORECASE
)
_MONTH = re.compile(r"(?:\d{4}|-)-\d\d")
_CAME = re.compile(r"\b(?:inspect\w*|visit\w*|spent|who were in|were in)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:which|who|that)\b\W*", re.IGNORECASE)
_MONTH_AND_DAY = len("05-09")
_FORTNIGHT = 14


def day(claim: Record, text: ReportText, published: str = "", lead: str = "") -> Verdict | None:
    """What becomes of a clause that dates the inspection, the report or the inspection before; nothing for any other.

    :param published: the day of the article
    :param lead: its subject, where that stands in the clause in front of it
    """
    said = f"{lead} {_GOES_ON.sub('', claim.one('ig:text'), count=1)}" if lead else claim.one("ig:text")
    if visits.is_earlier(said):
        return visits.earlier(said, text, _day(published))
    dates = [each.iso for each in moments(said, _day(published)) if not each.iso.endswith("..")]
    spans = [each for each in dates if "/" in each]
    when = claim.one("ig:statedDate") or next(iter(spans or dates), "")
    if when and _OUT.search(said):
        return _out(when, text, bool(_THE_REPORT.search(said)))
    sure = teams(vocabulary()).is_visit(said)
    if _CAME.search(said) or sure:
        return _came(spans[0] if spans else when, said, text, sure)
    return None


def _out(when: str, text: ReportText, exact: bool) -> Verdict | None:
    record = next(iter(text.facts("ig:InspectionRecord")), None)
    if not record or not text.report.issued:
        return None
    told = f"the report was published on {text.report.issued}"
    if compatible(when, text.report.issued):
        return by_fact(CORROBORATED, told, text, record)
    return by_fact(CONTRADICTED, told, text, record) if exact and _MONTH.match(when) else None


def _came(when: str, said: str, text: ReportText, exact: bool) -> Verdict | None:
    """When inspectors came: a span of days must be that of the inspection, a month, a part of one or a length must fit it."""
    record = next(iter(text.facts("ig:InspectionRecord")), None)
    first, last = _day(text.report.start), _day(text.report.end)
    if not record or not first or not last:
        return None
    told = f"the inspection was from {first} to {last}"
    if "/" in when:
        came, _, left = (each[-_MONTH_AND_DAY:] for each in when.partition("/"))
        same = (came, left) == (text.report.start[-_MONTH_AND_DAY:], text.report.end[-_MONTH_AND_DAY:])
        return by_fact(CORROBORATED if same else CONTRADICTED, told, text, record)
    every = _dated(when, first, last), is_in_part(said, first, last), _lasting(said, first, last)
    fits = [each for each in every if each is not None]
    if False not in fits and True in fits:
        return by_fact(CORROBORATED, told, text, record)
    if False in fits and exact and not _is_earlier(when, text):
        return by_fact(CONTRADICTED, told, text, record)
    return None


def _dated(when: str, first: date, last: date) -> bool | None:
    """Whether a day, month or year is one of an inspection; nothing where none is told."""
    if not when or (not _MONTH.match(when) and not when[:4].isdigit()):
        return None
    days = [date.fromordinal(each).isoformat() for each in range(first.toordinal(), last.toordinal() + 1)]
    return any(compatible(when, each) for each in days)


def _lasting(said: str, first: date, last: date) -> bool | None:
    """Whether an inspection took as long as is told; nothing where that is not told, or where inspectors may have stayed for a part."""
    told = lengths(said)
    if not told:
        return None
    if any(each.fits(first, last) for each in told):
        return True
    short = (last - first).days + 1 <= _FORTNIGHT
    short = short and not any(each.unit == "day" for each in told)  # "two days at the hub" were a part of it
    return False if short or all(each.is_longer(first, last) for each in told) else None


def _is_earlier(when: str, text: ReportText) -> bool:
    """Whether a day may be that of an inspection before: one of another year, or one that the report mentions."""
    return (
        any(compatible(when, each.one("ig:statedDate")) for each in text.facts("ig:PriorInspection")) if when else False
    )


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if len(iso) == len("2016-11-18") else None
