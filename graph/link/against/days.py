"""Days of the inspection itself: when inspectors came, when their report was out, when they had come before."""

import re

from ...language.moments import moments
from ..records import Record
from ..told import ReportText
from .dates import compatible
from .verdict import CONTRADICTED, CORROBORATED, Verdict, by_fact

_OUT = re.compile(
    r"\b(?:report|letter|findings)\b.*\b(?:published|released|issued|out)\b|\b(?:published|released|issued)\b.*\breport\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:last|previous|earlier)\s+(?:\w+\s+){0,2}(?:inspect|visit|review)|\b(?:focus\w+|monitoring)\s+visit",
    re.IGNORECASE,
)
_THE_REPORT = re.compile(
    r"\b(?:the|Ofsted['’]s|inspection)\s+(?:inspection\s+)?report\b(?!\s+(?:on|of|into)\s)", re.IGNORECASE
)
_THE_INSPECTION = re.compile(
    r"\bthe\s+inspection\s+(?:itself\s+)?(?:began|started|took\s+place|was\s+carried\s+out|was\s+held|ended|ran|lasted)\b"
    r"|\binspectors\s+(?:visited|came|were|spent|arrived)\b.*\b(?:days|weeks|fortnight)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:\d{4}|-)-\d\d")
_CAME = re.compile(r"\b(?:inspect\w*|visit\w*|spent|who were in|were in)\b", re.IGNORECASE)


def day(claim: Record, text: ReportText) -> Verdict | None:
    """What becomes of a clause that dates the inspection, the report or the inspection before; nothing for any other."""
    said, when = claim.one("ig:text"), claim.one("ig:statedDate")
    spans = [each.iso for each in moments(said, None) if "/" in each.iso and not each.iso.endswith("..")]
    if _BEFORE.search(said):
        return _before(when, text) if when else None
    if when and _OUT.search(said):
        return _out(when, text, bool(_THE_REPORT.search(said)))
    if (spans or when) and _CAME.search(said):
        return _came(spans[0] if spans else when, text, bool(_THE_INSPECTION.search(said)))
    return None


def _before(when: str, text: ReportText) -> Verdict | None:
    """When there was an inspection before, by what the report says of it."""
    priors = [each for each in text.facts("ig:PriorInspection") if each.one("ig:statedDate")]
    same = [each for each in priors if compatible(when, each.one("ig:statedDate"))]
    if same:
        return by_fact(
            CORROBORATED, f"the report dates an earlier inspection {same[0].one('ig:statedDate')} too", text, same[0]
        )
    if len({each.one("ig:statedDate")[:4] for each in priors}) == 1 and when[:4].isdigit():
        return by_fact(
            CONTRADICTED,
            f"the report dates the earlier inspection {priors[0].one('ig:statedDate')}, not {when}",
            text,
            priors[0],
        )
    return None


def _out(when: str, text: ReportText, exact: bool) -> Verdict | None:
    record = next(iter(text.facts("ig:InspectionRecord")), None)
    if not record or not text.report.issued:
        return None
    told = f"the report was published on {text.report.issued}"
    if compatible(when, text.report.issued):
        return by_fact(CORROBORATED, told, text, record)
    return by_fact(CONTRADICTED, told, text, record) if exact and _MONTH.match(when) else None


def _came(when: str, text: ReportText, exact: bool) -> Verdict | None:
    """When inspectors came: a span of days must be that of the inspection, a month or year one of its own."""
    record = next(iter(text.facts("ig:InspectionRecord")), None)
    own = text.report.start, text.report.end
    if not record or not all(own):
        return None
    told = f"the inspection was from {own[0]} to {own[1]}"
    first, _, last = when.partition("/")
    if last:
        same = (
            first[-_MONTH_AND_DAY:] == own[0][-_MONTH_AND_DAY:] and last[-_MONTH_AND_DAY:] == own[1][-_MONTH_AND_DAY:]
        )
        return by_fact(CORROBORATED if same else CONTRADICTED, told, text, record)
    if any(compatible(first, each) for each in own):
        return by_fact(CORROBORATED, told, text, record)
    if (
        exact
        and _MONTH.match(first)
        and not any(compatible(first, each.one("ig:statedDate")) for each in text.facts("ig:PriorInspection"))
    ):
        return by_fact(CONTRADICTED, told, text, record)
    return None


_MONTH_AND_DAY = len("05-09")
