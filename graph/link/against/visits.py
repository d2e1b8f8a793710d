"""Inspections and visits before this one, by their days: "a shorter visit in July", "last inspected in full in 2012"."""

import re
from datetime import date
from functools import lru_cache

from ...language.moments import Moment, moments
from ...vocabulary import vocabulary
from ..records import Record
from ..told import ReportText
from .dates import compatible
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_fact

_FULL, _SHORT = "earlier-inspection", "earlier-visit"
_SHORT_KINDS = frozenset({"focused-visit", "monitoring-visit"})
_OTHER_KINDS = frozenset(
    {"jtai", "send", "thematic", "other-inspectorate", "fostering", "private-fostering", "adoption"}
)
_NEAR = 60  # characters between the words for an inspection and its date
_LAST = re.compile(r"\b(?:last|previous|latest|most\s+recent|follow\w*)\b", re.IGNORECASE)


def is_earlier(said: str) -> bool:
    """Whether a clause speaks of an inspection or visit before."""
    return any(known.search(said) for known in _wordings().values())


def earlier(said: str, text: ReportText, published: date | None) -> Verdict | None:
    """When there was an inspection or visit before: each date by those of its kind that the report mentions."""
    dates = [each for each in moments(said, published) if not each.iso.endswith("..")]
    found = [verdict for each in dates if (verdict := _dated(each, said, text))]
    wrong = next((each for each in found if each.status == CONTRADICTED), None)
    if wrong or len(found) < len(dates):
        return wrong or (_partly(found[0]) if found else None)
    return next(iter(found), None)


def _partly(told: Verdict) -> Verdict:
    return Verdict(PARTLY, told.note, told.fact, told.evidence, told.words)


def _dated(moment: Moment, said: str, text: ReportText) -> Verdict | None:
    """What becomes of one date: that of the inspection whose words stand nearest in front of it, or else behind it."""
    kind, when = _kind(said, moment), moment.iso
    if any(compatible(when, each) for each in (text.report.start, text.report.end, text.report.issued) if each):
        return None
    priors = [each for each in text.facts("ig:PriorInspection") if each.one("ig:statedDate")]
    own = [each for each in priors if _is_of(kind, each)]
    if same := [each for each in own if compatible(when, each.one("ig:statedDate"))]:
        exact = max(same, key=lambda each: (len(each.one("ig:statedDate")), each.iri))
        return by_fact(CORROBORATED, f"the report dates it {exact.one('ig:statedDate')} too", text, exact)
    if not own or not when[:4].isdigit() or any(compatible(when, each.one("ig:statedDate")) for each in priors):
        return None
    last = max(own, key=lambda each: (each.one("ig:statedDate"), each.iri))
    one = len({each.one("ig:statedDate")[:4] for each in own}) == 1
    if one if kind == _FULL else len(own) == 1 or (one and _LAST.search(said)):
        note = f"the report dates the earlier {_named(kind)} {last.one('ig:statedDate')}, not {when}"
        return by_fact(CONTRADICTED, note, text, last)
    return None


def _is_of(kind: str, prior: Record) -> bool:
    code = prior.code("ig:inspectionKind")
    return code in _SHORT_KINDS if kind == _SHORT else code not in _SHORT_KINDS | _OTHER_KINDS


def _named(kind: str) -> str:
    return "visit" if kind == _SHORT else "inspection"


def _kind(said: str, moment: Moment) -> str:
    """The kind of inspection that a date is of."""
    places = [(found.end(), kind) for kind, known in _wordings().items() for found in known.finditer(said)]
    before = [each for each in places if each[0] <= moment.start + 1 and moment.start - each[0] < _NEAR]
    return max(before or places)[1] if before else min(places)[1]


@lru_cache(maxsize=1)
def _wordings() -> dict[str, re.Pattern[str]]:
    """What articles call an inspection before, and a shorter visit."""
    events = vocabulary().scheme("event")
    return {kind: _any(events[kind].all("pressWording")) for kind in (_FULL, _SHORT)}


def _any(wordings: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(wordings, key=lambda each: (-len(each), each))
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(each).replace(chr(92) + ' ', chr(92) + 's+') for each in longest)})\b",
        re.IGNORECASE,
    )
