"""What an article says was not given or not said, and what it says of every area: grades, and sayings of the report."""

import re
from functools import lru_cache

from ...language.verdicts import Verdict as Given
from ...language.verdicts import verdicts
from ...vocabulary import vocabulary
from ..records import Record
from ..told import ReportText
from . import grades
from .statements import statement
from .verdict import CONTRADICTED, CORROBORATED, Verdict, by_fact, silent

_NONE = re.compile(r"\b(?:no|none|not|neither)\b", re.IGNORECASE)
_ALMOST = re.compile(
    r"\b(?:or\s+(?:better|worse|above|below|higher|lower)|but|except|nearly|almost|other)\b", re.IGNORECASE
)
_BOARD = "lscb"  # an area of its own, not of the services


def denied(said: str, text: ReportText) -> Verdict | None:
    """What becomes of a clause that denies a grade or a saying, or grades all areas at once; nothing for any other."""
    if inner := _unsaid(said):
        return _of_saying(inner, text)
    known = verdicts(vocabulary())
    if known.is_past(said):
        return None
    if known.is_of_every(said):
        return of_every(said, known.codes(said), text)
    told = [(each, found) for each in known.denied(said) if (found := grades.judged(each.area, text))]
    against = [_of_grade(each, found, text) for each, found in told]
    return next((each for each in against if each.status == CONTRADICTED), against[0] if against else None)


def _of_grade(given: Given, found: Record, text: ReportText) -> Verdict:
    theirs, area = found.code("ig:grade"), grades.label(found.code("ig:area"))
    if theirs == given.grade:
        note = f"the report grades {area} {grades.quoted(theirs)}, which the article denies"
        return by_fact(CONTRADICTED, note, text, found)
    note = f"the report grades {area} {grades.quoted(theirs)}, not {grades.quoted(given.grade)}"
    return by_fact(CORROBORATED, note, text, found)


def of_every(said: str, wanted: list[str], text: ReportText) -> Verdict | None:
    """One grade for all areas of the services, or for none of them; nothing where several grades are wanted, or not quite all areas."""
    areas = [each for each in text.facts("ig:Judgement") if each.one("ig:grade") and each.code("ig:area") != _BOARD]
    if len(set(wanted)) != 1 or _ALMOST.search(said) or not areas:
        return None
    same = [each for each in areas if each.code("ig:grade") == wanted[0]]
    wrong = same if _NONE.search(said) else [each for each in areas if each not in same]
    found = (wrong or areas)[0]
    note = f"the report grades {grades.label(found.code('ig:area'))} {grades.quoted(found.code('ig:grade'))}"
    if wrong:
        return by_fact(CONTRADICTED, note, text, found)
    return by_fact(CORROBORATED, f"{note}, and the other areas as the article says", text, found)


def _of_saying(inner: str, text: ReportText) -> Verdict:
    """What the report is said not to say: it may say it all the same, or the opposite."""
    told = statement(inner, "", text)
    if told.status == CORROBORATED:
        return Verdict(CONTRADICTED, "the report says what it is said not to say", told.fact, told.evidence, told.words)
    if told.status == CONTRADICTED:
        return Verdict(CORROBORATED, "the report says the opposite of it", told.fact, told.evidence, told.words)
    return silent("the report is said to be silent about it")


def _unsaid(said: str) -> str:
    """What the report is said not to say: "the report does not say that adoption is slow"."""
    found = _sayings().search(said)
    return said[found.end() :] if found else ""


@lru_cache(maxsize=1)
def _sayings() -> re.Pattern[str]:
    words = "|".join(map(re.escape, vocabulary().scheme_values("denial", "notSaid")))
    return re.compile(rf"\b(?:{words})\s+(?:anywhere\s+)?(?:that\s+)?", re.IGNORECASE)
