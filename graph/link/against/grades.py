"""Grades that an article gives: those of the inspection, and those of earlier ones."""

import re

from ...language.verdicts import verdicts
from ...vocabulary import tokens, vocabulary
from ..records import Record, Records, Report
from ..told import ReportText
from .dates import compatible, printed
from .statements import statement
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, SILENT, Verdict, by_fact, by_sentence, silent

_FAMILIES = (
    ("overall",),
    ("looked-after", "in-care", "in-care-and-care-leavers"),
    ("in-care", "in-care-and-care-leavers", "looked-after"),
    ("care-leavers", "in-care-and-care-leavers"),
    ("leadership", "impact-of-leaders"),
    ("help-and-protection",),
)
_KINDS = {
    "overall": ("authority", "safeguarding", "safeguarding-and-looked-after", "looked-after", "child-protection"),
    "help-and-protection": ("safeguarding", "child-protection", "safeguarding-and-looked-after", "authority"),
    "safeguarding": ("safeguarding", "child-protection", "safeguarding-and-looked-after"),
    "looked-after": ("looked-after", "safeguarding-and-looked-after"),
    "in-care": ("looked-after", "safeguarding-and-looked-after"),
    "in-care-and-care-leavers": ("looked-after", "safeguarding-and-looked-after"),
    "adoption": ("adoption", "fostering-and-adoption"),
}
_ALONE = frozenset({"fostering"})  # inspected by itself, and no area of any inspection of services
_MOST_GRADES = 2  # that a report gives to one area before: then and before that
_INSPECTED = re.compile(r"\binspect(?:ion|ed)\b", re.IGNORECASE)
_OF_SERVICES = re.compile(
    r"\b(?:services?|overall|councils?|authority|judg\w+|rat(?:ed|ing|es)|grad\w+|verdict|children['’]s)\b",
    re.IGNORECASE,
)


def judgement(claim: Record, text: ReportText) -> Verdict:
    """A grade of this inspection."""
    area, grade = claim.code("ig:area"), claim.code("ig:grade")
    every = _judgements(text)
    if area == "overall" and area not in every and every:
        return _every(grade, every, text)
    found = judged(area, text)
    if not found:
        return silent(f"the report gives no grade for {label(area)}")
    theirs = found.code("ig:grade")
    if theirs == grade:
        return by_fact(
            CORROBORATED, f"the report grades {label(found.code('ig:area'))} {quoted(theirs)} too", text, found
        )
    if area == "overall" and not _OF_SERVICES.search(claim.one("ig:text")):
        return silent("it is not clear of what the article says this")
    return by_fact(
        CONTRADICTED,
        f"the report grades {label(found.code('ig:area'))} {quoted(theirs)}, not {quoted(grade)}",
        text,
        found,
    )


def judged(area: str, text: ReportText) -> Record | None:
    """The grade that a report gives to an area, or to the one that it has in its place."""
    every = _judgements(text)
    if area == "looked-after" and area not in every and _is_about_care(text):
        area = "overall"
    names = next((names for names in _FAMILIES if names[0] == area), (area,)) if area not in every else (area,)
    return next((every[name] for name in names if name in every), None)


def _judgements(text: ReportText) -> dict[str, Record]:
    """The grades of a report by area."""
    return {each.code("ig:area"): each for each in text.facts("ig:Judgement") if each.one("ig:grade")}


def _is_about_care(text: ReportText) -> bool:
    """Whether the inspection was of services for looked after children alone."""
    return text.records.record(text.report.iri, text.report.document).code("ig:framework") == "looked-after"


def _every(grade: str, judged: dict[str, Record], text: ReportText) -> Verdict:
    """A grade for all services where the report has none over all: that of every area."""
    grades = {each.code("ig:grade") for each in judged.values()}
    first = judged[min(judged)]
    if grades == {grade}:
        return by_fact(
            CORROBORATED, f"the report gives no overall grade, but every area is {quoted(grade)}", text, first
        )
    if grade not in grades:
        return by_fact(CONTRADICTED, f"the report gives no overall grade, and no area is {quoted(grade)}", text, first)
    same = next(each for each in judged.values() if each.code("ig:grade") == grade)
    return by_fact(PARTLY, f"the report gives no overall grade; some areas are {quoted(grade)}", text, same)


def history(claim: Record, text: ReportText, records: Records, earlier: list[Report]) -> Verdict:
    """A grade of an earlier inspection, by what the report says of it and by the graph, else by a sentence of the report."""
    verdict = before(claim, text, records, earlier)
    if verdict.status != SILENT:
        return verdict
    if found := _in_passing(claim, text):
        return found
    told = statement(claim.one("ig:text"), claim.one("ig:statedDate"), text)
    return told if told.status == CORROBORATED and _names(claim.code("ig:grade"), told.words) else verdict


def _in_passing(claim: Record, text: ReportText) -> Verdict | None:
    """What a sentence of the report says in passing of the grade that an area had before."""
    area, grade, when = claim.code("ig:area"), claim.code("ig:grade"), claim.one("ig:statedDate")
    known = verdicts(vocabulary())
    names = {area, *(name for family in _FAMILIES if family[0] == area for name in family[1:])}
    told = [
        (each, {found.grade for found in known.find(each.words) if found.area in names})
        for each in text.sentences
        if each.prose and not each.asked and _is_past(each.words, text) and _may_be_then(when, each.words)
    ]
    told = [(each, grades) for each, grades in told if grades]
    for each, grades in told:
        if grade in grades:
            return by_sentence(CORROBORATED, f"the report says that it was {quoted(grade)} before", each)
    if not told or len(set.union(*(grades for _, grades in told))) > _MOST_GRADES:
        return None
    theirs = " and ".join(quoted(code) for code in sorted(told[0][1]))
    return by_sentence(CONTRADICTED, f"the report says that it was {theirs} before, not {quoted(grade)}", told[0][0])


def _is_past(words: str, text: ReportText) -> bool:
    """Whether a sentence speaks of an inspection before: it says so, or prints the year of one."""
    years = [each[:4] for each in printed(words) if each[:4].isdigit()]
    dated = years and max(years) < text.report.start[:4] and _INSPECTED.search(words)
    return bool(dated) or verdicts(vocabulary()).is_past(words)


def _may_be_then(when: str, words: str) -> bool:
    """Whether a sentence may speak of a day: it prints none, or one that may be the same."""
    dates = printed(words)
    return not when or not dates or any(compatible(when, each) for each in dates)


def before(claim: Record, text: ReportText, records: Records, earlier: list[Report]) -> Verdict:
    """A grade of an earlier inspection, by what the report says of it and by the graph."""
    area, grade = claim.code("ig:area"), claim.code("ig:grade")
    priors = [each for each in text.facts("ig:PriorInspection") if _is_of(area, each)]
    when = _meant(claim, priors)
    fits = [each for each in priors if each.one("ig:grade")]
    then = [
        each
        for each in fits
        if not when or not each.one("ig:statedDate") or compatible(when, each.one("ig:statedDate"))
    ]
    then = [each for each in then if when and each.one("ig:statedDate") == when] or then
    if same := [each for each in then if each.code("ig:grade") == grade]:
        return by_fact(CORROBORATED, f"the report says so of the inspection of {_when(same[0])}", text, same[0])
    for each in priors:
        if (
            each not in fits
            and when
            and compatible(when, each.one("ig:statedDate"))
            and _prints(grade, text.quote(each)[1])
        ):
            return by_fact(CORROBORATED, f"the report says so of the inspection of {_when(each)}", text, each)
    if own := _by_graph(area, when, records, earlier):
        if own.code("ig:grade") == grade:
            found = ReportText(records, next(each for each in earlier if each.document == own.graph))
            return by_fact(CORROBORATED, "the report of that inspection says so", found, own)
        if when or not then:
            found = ReportText(records, next(each for each in earlier if each.document == own.graph))
            return by_fact(
                CONTRADICTED,
                f"the report of that inspection grades it {quoted(own.code('ig:grade'))}, not {quoted(grade)}",
                found,
                own,
            )
    if then and (when or len(then) == 1):
        theirs = quoted(then[0].code("ig:grade"))
        return by_fact(
            CONTRADICTED,
            f"the report says that it was {theirs} in {_when(then[0])}, not {quoted(grade)}",
            text,
            then[0],
        )
    if when and (elsewhen := [each for each in fits if each.code("ig:grade") == grade and each.one("ig:statedDate")]):
        note = f"the report gives this grade, but for {_when(elsewhen[0])}, not {when}"
        sure = elsewhen[0].one("ig:statedDate")[:4] != when[:4]
        return by_fact(CONTRADICTED if sure else PARTLY, note, text, elsewhen[0])
    return silent("the report names no such earlier grade")


def _meant(claim: Record, priors: list[Record]) -> str:
    """The date of an earlier grade; of years that are counted back ("four years after"), the one before may be meant."""
    when = claim.one("ig:statedDate")
    if not when.isdigit() or when in claim.one("ig:text"):
        return when
    dates = [each.one("ig:statedDate") for each in priors]
    return next((year for year in (when, str(int(when) - 1)) if any(each[:4] == year for each in dates)), "")


def of_kind(said: str, text: ReportText) -> Verdict | None:
    """The grade of an earlier inspection of something that is no area now, such as fostering; nothing for any other clause."""
    given, spoken = verdicts(vocabulary()).rated(said), tokens(said)
    for each in text.facts("ig:PriorInspection") if given else ():
        kind, theirs = each.code("ig:inspectionKind"), each.code("ig:grade")
        if theirs and kind in _ALONE and kind in spoken:
            status = CORROBORATED if theirs == given else CONTRADICTED
            return by_fact(status, f"the report says that it was {quoted(theirs)} in {_when(each)}", text, each)
    return None


def _prints(grade: str, words: str) -> bool:
    """Whether words have a grade, and no other, and do not deny it."""
    codes = [code for code in vocabulary().scheme("grade") if _names(code, words)]
    return codes == [grade] and not verdicts(vocabulary()).denies(words, grade)


def _names(grade: str, words: str) -> bool:
    """Whether words have a grade."""
    label = " ".join(tokens(vocabulary().scheme("grade")[grade].label))
    return f" {label} " in f" {' '.join(tokens(words))} "


def _is_of(area: str, prior: Record) -> bool:
    kinds = _KINDS.get(area, (area,))
    return prior.code("ig:inspectionKind") in kinds


def _by_graph(area: str, when: str, records: Records, earlier: list[Report]) -> Record | None:
    """The grade that the graph has of the earlier inspection that is meant: the one of that date, or without one the last."""
    for report in sorted(earlier, key=lambda each: each.start, reverse=True):
        dates = [report.start, report.end, report.issued]
        if when and not any(compatible(when, date) for date in dates if date):
            continue
        judged = {each.code("ig:area"): each for each in records.facts(report, "ig:Judgement") if each.one("ig:grade")}
        names = next((names for names in _FAMILIES if names[0] == area), (area,))
        return next((judged[name] for name in names if name in judged), None)
    return None


def _when(prior: Record) -> str:
    return prior.one("ig:statedDate") or "the last inspection"


def label(area: str) -> str:
    """The name of an area in the middle of a sentence."""
    known = vocabulary().scheme("area").get(area)
    return known.label.lower() if known else area


def quoted(code: str) -> str:
    """The name of a grade in quotation marks."""
    known = vocabulary().scheme("grade").get(code)
    return f"“{known.label.lower()}”" if known else code
