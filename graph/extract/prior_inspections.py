"""Earlier inspections: those a report mentions of its authority, with what, the date as printed and the grade where stated."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..document import Evidence
from ..facts import Code, Fact
from ..structure import Report
from ..structure.passages import Passage
from ..vocabulary import Vocabulary, tokens

VERSION = 1

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH}),?\s+)?(?P<year>(?:19|20)\d\d)\b(?![–/-]\d)"
)
_SENTENCE = re.compile(
    r"(?:[^.•;]|\.(?=\w)){1,1200}[.•;]?"
)  # what is longer than any sentence is cut, as it would take too long
# What may stand between the words for an inspection and its date ("was published in"), and between a date and the words behind it.
_TO_DATE = re.compile(
    r"(?P<between>[^.;]{0,110}?)\b(?:in|of|during|on|dated)\s+(?:early\s+|late\s+|the\s+)?\Z|(?P<bracket>\s*)\(\Z"
)
_FROM_DATE = re.compile(r"(?!,?\s+and\b),?\s+(?:the\s+|an?\s+)?(?:\w+\s+){0,5}\Z")
_BREAKS = re.compile(r"\b(?:from|has|have|had|who|with|between|until|by)\b|,\s(?!in\b|the\b|$)|%|\bper cent\b")
_GRADE_GAP = r"(?:\W+(?:\w+\W+){0,5}?)"
_OF = re.compile(r"\s+of\s+(?:[\w'’]+,?\s+){1,7}")
# "judged both safeguarding and looked after services to be": services named at length, and nothing but the services.
_SERVICES = r"judged\s+(?:both|all)\s+(?:[\w'’-]+\s+){0,9}?(?:services|arrangements)\s+(?:to\s+be|as)\s+"
_ALSO = r"\W+and\s+(?:[\w'’-]+\s+){1,7}?(?:as|to\s+be)\s+"  # "judged one as good and the other as adequate"
_PLAINLY = r"\W*(?:\d+\W+)?(?:The (?:local authority|council|services?)|It|They|Both(?: services)?)\s+(?:was|were)\s+(?:both\s+)?"
# A sentence that goes on to speak of what is now.
_TODAY = re.compile(
    r"\b(?:is|are|has|have|now|still|remains?|continues?|but|however|although|despite|progress|improvements?|since)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:is|are|now|has been|have been)\s+(?:\w+\s+){0,2}\Z")
_COUNTED = re.compile(r"\W*(?:\d+\W+)?(?:One|Two|Three|Four|Five|Both|All|Some|Most)\s+(?:was|were|is|are|has|have)\b")
# A grade that praises no inspection: "found good practice".
_OF_SOMETHING = r"(?!\s+(?!(?:across|and|as|at|because|but|by|following|for|from|in|on|or|overall|since|under|when|while|with)\b)[a-z])"
_WHOLE = "authority"  # the kind where nothing says what was inspected
_MOST_WAITING = 2  # mentions that one sentence behind them may grade: "in both inspections"
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
_SAME = re.compile(
    r"\W*(?:\d+\W+)?(?:The (?:local authority|council|service|judgements?|overall)|It|Both|They)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorInspection(Fact):
    """An earlier inspection that a report mentions: ``stated_date`` is as exact as printed; ``grade`` the overall one where stated."""

    inspection_kind: Code
    stated_date: str = ""
    grade: Code | None = None

    @property
    def key(self) -> tuple[str, ...]:
        return ("prior-inspection", self.inspection_kind.code, self.stated_date or "undated")


@dataclass(frozen=True)
class _Words:
    kinds: re.Pattern[str]
    codes: dict[tuple[str, ...], str]
    anchors: re.Pattern[str]
    past: re.Pattern[str]
    other: re.Pattern[str]
    not_other: re.Pattern[str]
    graded: re.Pattern[str]
    services: re.Pattern[str]
    plainly: re.Pattern[str]
    any_grade: re.Pattern[str]
    also: re.Pattern[str]
    grades: dict[tuple[str, ...], str]
    areas: re.Pattern[str]


@dataclass
class _Mention:
    what: str
    date: str
    grade: str
    evidence: tuple[Evidence, ...]


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """One fact for each kind, date and grade, with every place that mentions it."""
    groups: dict[tuple[str, str], list[_Mention]] = defaultdict(list)
    for mention in _all(report, _words(vocabulary)):
        groups[mention.what, mention.date].append(mention)
    for (what, date), mentions in groups.items():
        grades = list(dict.fromkeys(mention.grade for mention in mentions if mention.grade)) or [""]
        for grade in grades:
            parts = [part for m in mentions if m.grade == grade or len(grades) == 1 for part in m.evidence]
            yield PriorInspection(
                evidence=tuple(dict.fromkeys(parts)),
                inspection_kind=Code("inspection-kind", what),
                stated_date=date,
                grade=Code("grade", grade) if grade else None,
            )


def _all(report: Report, words: _Words) -> Iterator[_Mention]:
    cover, *others = report.narrative
    yield from (mention for mention in _mentions(report, cover, words) if mention.date)
    for passage in others:
        yield from _mentions(report, passage, words)


def only_grades(sentence: str, before: str, vocabulary: Vocabulary) -> bool:
    """Whether a sentence gives the grade of an earlier inspection and says nothing of today; ``before`` is the sentence before it."""
    words = _words(vocabulary)
    if _TODAY.search(sentence) or not (words.graded.search(sentence) or words.plainly.fullmatch(sentence)):
        return False
    return _is_of_earlier(sentence, words) or bool(_SAME.match(sentence) and before and _is_of_earlier(before, words))


def _is_of_earlier(sentence: str, words: _Words) -> bool:
    """Whether a sentence speaks of an earlier inspection: the last one, or one with its date."""
    return bool(words.past.search(sentence) or next(_dated(sentence, words), None))


@lru_cache(maxsize=4)
def _words(vocabulary: Vocabulary) -> _Words:
    kinds = vocabulary.scheme("inspection-kind")
    said = {
        name: vocabulary.scheme_values("inspection-kind", name)
        for name in ("anchorWording", "pastWording", "gradeWording", "otherWording", "notOtherWording")
    }
    visits = [label for kind in kinds.values() if kind.one("isAnchor") == "true" for label in kind.labels]
    grades = {tokens(label): code for code, grade in vocabulary.scheme("grade").items() for label in grade.labels}
    areas = vocabulary.scheme("area").items()
    grade = f"(?P<grade>{_any(' '.join(words) for words in grades)})"
    graded = f"{_any(said['gradeWording'])}{_GRADE_GAP}{grade}{_OF_SOMETHING}"
    return _Words(
        re.compile(_any(label for kind in kinds.values() for label in kind.labels), re.IGNORECASE),
        {tokens(label): code for code, kind in kinds.items() for label in kind.labels},
        re.compile(_any([*said["anchorWording"], *visits]), re.IGNORECASE),
        re.compile(_any(said["pastWording"]), re.IGNORECASE),
        re.compile(_any(said["otherWording"]), re.IGNORECASE),
        re.compile(_any(said["notOtherWording"]), re.IGNORECASE),
        re.compile(graded, re.IGNORECASE),
        re.compile(rf"\b{_SERVICES}{grade}{_OF_SOMETHING}", re.IGNORECASE),
        re.compile(rf"{_PLAINLY}{grade}(?:\s+overall)?\W*", re.IGNORECASE),
        re.compile(grade, re.IGNORECASE),
        re.compile(rf"{_ALSO}{grade}", re.IGNORECASE),
        grades,
        re.compile(
            _any(label.removesuffix(" *") for code, area in areas for label in area.labels if code != "overall"),
            re.IGNORECASE,
        ),
    )


def _any(labels: Iterable[str]) -> str:
    """A pattern for any of the wordings, the longest first, whatever stands between their words."""
    patterns = {
        r"\W+".join(re.escape(word).replace("childrens", "children['’]?s") for word in tokens(label))
        for label in labels
    }
    return rf"\b(?:{'|'.join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern)))})\b"


def _mentions(report: Report, passage: Passage, words: _Words) -> list[_Mention]:
    """Mentions in the order of reading; a sentence behind them may give the grade ("The local authority was judged to be good")."""
    mentions: list[_Mention] = []
    waiting: list[_Mention] = []
    for sentence in _SENTENCE.finditer(passage.text):
        text = sentence.group().lstrip()
        if not waiting and not words.anchors.search(text):
            continue
        evidence = passage.evidence(report.document, sentence.end() - len(text), sentence.end())
        new = [_Mention(what, date, grade, evidence) for what, date, grade in _told(text, words)]
        if waiting and not any(mention.date for mention in new) and _SAME.match(text):
            _grade_those(waiting, text, evidence, words)
        mentions += new
        waiting = (waiting + new)[-_MOST_WAITING:] if new else []
    return mentions


def _grade_those(waiting: list[_Mention], text: str, evidence: tuple[Evidence, ...], words: _Words) -> None:
    """Gives the grade of a sentence to the mentions before it."""
    plainly = words.plainly.fullmatch(text)
    if grade := words.grades[tokens(plainly["grade"])] if plainly else _grade(text, words):
        for mention in waiting if _BOTH.search(text) else waiting[-1:]:
            mention.grade = mention.grade or grade
            mention.evidence += evidence


def _told(text: str, words: _Words) -> Iterator[tuple[str, str, str]]:
    """Kinds, dates and grades of the earlier inspections that a sentence speaks of."""
    if words.other.search(words.not_other.sub("", text)) or (_COUNTED.match(text) and not words.kinds.search(text)):
        return
    found = False
    for what, day in _dated(text, words):
        found = True
        yield what, _iso(day), _grade(text, words, what == _WHOLE, day) or _grade_of_both(text, words, what)
    if not found and (grade := _grade(text, words)) and words.past.search(text):
        yield from ((what, "", grade) for what in _kinds(text, words))


def _dated(text: str, words: _Words) -> Iterator[tuple[str, re.Match[str]]]:
    """Kinds and dates of a sentence in which a date belongs to words for an inspection."""
    for day in _DATE.finditer(text):
        anchors = list(words.anchors.finditer(text))
        before = next((a for a in reversed(anchors) if a.end() <= day.start()), None)
        after = next((a for a in anchors if a.start() >= day.end()), None)
        leads = _TO_DATE.fullmatch(text, before.end(), day.start()) if before else None
        if before and leads and not _BREAKS.search(leads["between"] or ""):
            yield _kind(text, before.start(), day.start(), words), day
        elif after and _FROM_DATE.fullmatch(text, day.end(), after.start()):
            yield _kind(text, day.end(), _object(text, after.end()), words), day


def _kind(text: str, start: int, end: int, words: _Words) -> str:
    """The kind named between the words and the date, or else by the last words in front of them."""
    inside = words.kinds.search(text, start, end)
    # What stands before an earlier date belongs to that.
    begin = max((day.end() for day in _DATE.finditer(text, 0, start)), default=0)
    found = inside or next(reversed(list(words.kinds.finditer(text, begin, end))), None)
    return words.codes[tokens(found.group())] if found else _WHOLE


def _object(text: str, end: int) -> int:
    """Where the words end that say of what an inspection is ("inspection of fostering services")."""
    of = _OF.match(text, end)
    return of.end() if of else end


def _kinds(text: str, words: _Words) -> list[str]:
    """The kinds in a sentence without a date, of which none counts where nothing says what was inspected."""
    return list(dict.fromkeys(words.codes[tokens(match.group())] for match in words.kinds.finditer(text)))[:1]


def _grade(text: str, words: _Words, whole: bool = False, day: re.Match[str] | None = None) -> str:
    """The grade that a sentence gives, unless it gives several; of a list of them the first, which is the overall one.

    ``whole`` is set where it must be the grade of the whole authority, and not of an area named before it; a ``day`` where it must be
    nearer to that than to any other date.
    """
    found = [
        match
        for match in words.graded.finditer(text)
        if not _NOW.search(text, 0, match.start())
        and not (whole and words.areas.search(text, _clause(text, match.start()), match.start()))
        and (day is None or _nearest(text, match).start() == day.start())
    ]
    found += [also for match in found if (also := words.also.match(text, match.end()))]
    grades = [words.grades[tokens(match["grade"])] for match in found]
    return grades[0] if grades and (len(set(grades)) == 1 or "overall" in text.lower()) else ""


def _grade_of_both(text: str, words: _Words, what: str) -> str:
    """The grade of services that are named at length, in a sentence that has this one date and this one grade."""
    found = words.services.search(text) if what != _WHOLE else None
    others = {tokens(match["grade"]) for match in words.any_grade.finditer(text)}
    alone = found and len(others) == 1 and len(list(_DATE.finditer(text))) == 1
    return words.grades[tokens(found["grade"])] if found and alone else ""


def _clause(text: str, end: int) -> int:
    """Where the clause begins that goes on at ``end``."""
    return max(text.rfind(",", 0, end), text.rfind(" when ", 0, end), 0)


def _nearest(text: str, grade: re.Match[str]) -> re.Match[str]:
    """The date of a sentence that stands nearest to a grade; of two as near the first."""
    return min(_DATE.finditer(text), key=lambda day: max(grade.start() - day.end(), day.start() - grade.end()))


def _iso(day: re.Match[str]) -> str:
    """The date with the precision that was printed: 2011, 2011-03 or 2011-03-07."""
    parts = [day["year"]]
    if day["month"]:
        parts.append(f"{_MONTHS.index(day['month'][:3].lower()) + 1:02}")
    if day["day"]:
        parts.append(f"{int(day['day']):02}")
    return "-".join(parts)
