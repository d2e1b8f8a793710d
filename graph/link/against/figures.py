"""Numbers that an article gives, by the figures of the report that count the same thing, and else by its sentences.

Two numbers are of one thing where their measures are the same, or the words that say what is counted. A value is held against another
only where the article gives no date or both dates may be one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..records import Record
from ..told import ReportText, size, stems
from ..words import wording
from . import senses, swapped
from .counted import LEVEL, NATIONAL, NUMBER, THAN, agree, given_numbers, in_sentences, is_rest, number
from .dates import compatible, printed
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, SILENT, Verdict, by_fact, silent

_ALIKE = 0.6  # share of the weight of what an article counts that a figure has which counts the same
_SURE = 0.75  # the same where another value is to be a contradiction
_FEWEST = 2
_SAME_MEASURE = 0.3  # likeness that is enough beside one measure
_SURE_SENTENCE = 0.8
_SAME_WHOLE = 0.5  # share of the weight of a claim that a figure has which is a part of the same whole
_MORE_THAN = re.compile(
    r"\b(?:more|fewer|less|higher|lower)\s+than\s+(?:in|at|on|a\s|the\s)", re.IGNORECASE
)  # its date is not that of the number
_BY = re.compile(r"\bby …")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_THEN = re.compile(r"\b(?:then|had|earlier|at (?:the|that) time|used to)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Value:
    """A value of a figure of the report, with its date, and how surely it counts what the claim counts."""

    figure: Record
    value: Decimal
    period: str
    likeness: float
    same_measure: bool
    previous: bool = False


def figure(claim: Record, text: ReportText) -> Verdict:
    """What becomes of a number."""
    verdict = _figure(claim, text)
    share = swapped.as_share(claim) if verdict.status in (SILENT, PARTLY) else None
    again = _figure(share, text) if share else verdict
    return again if again.status in (CORROBORATED, CONTRADICTED) else verdict


def _figure(claim: Record, text: ReportText) -> Verdict:
    value, when = Decimal(claim.one("ig:value")), claim.one("ig:period")
    if claim.one("ig:previousValue") and (pair := _pair(claim, text)):
        return pair
    values = sorted(
        _values(claim, text), key=lambda each: (-each.same_measure, -each.likeness, each.previous, each.figure.place)
    )
    timely = [each for each in values if _is_then(when, each, text)]
    right = [each for each in values if _is_right(claim, value, each)]
    if then := [each for each in right if each in timely]:
        now = _since(claim, then[0], timely)
        if now:
            return by_fact(CONTRADICTED, _was(now, value), text, now.figure)
        return swapped.swapped(claim, value, text) or _with_previous(claim, then[0], text)
    sure = [each for each in timely if _is_sure(claim, each)]
    if right and (dated := _other_date(right[0], sure, when, claim, text)).status == CONTRADICTED:
        return dated
    sentence = in_sentences(claim, value, text)
    if sentence and sentence.status == CORROBORATED:
        return (_before(claim, value, sure, right, text) if right else swapped.swapped(claim, value, text)) or sentence
    return (
        _other_value(claim, value, sure, right, text)
        or (sentence if sentence and sentence.status == CONTRADICTED else None)
        or (_other_date(right[0], sure, when, claim, text) if right else None)
        or _other_part(claim, value, text)
        or (_close(values[0], text) if values and values[0].likeness >= _SURE and not sentence else None)
        or sentence
        or silent("the report gives no such number")
    )


def _other_value(
    claim: Record, value: Decimal, sure: list[_Value], right: list[_Value], text: ReportText
) -> Verdict | None:
    """Another value of what surely is the same thing; of a claim without a date also where its value is the one before."""
    wrong = [each for each in sure if not _may_be_its(value, claim, each, text)]
    if wrong and not right:
        return by_fact(CONTRADICTED, f"the report has {_shown(wrong[0])}, not {number(value)}", text, wrong[0].figure)
    return _before(claim, value, sure, right, text)


def _other_part(claim: Record, value: Decimal, text: ReportText) -> Verdict | None:
    """Another part of the same whole ("13 of the 45 cases"), where the report counts just one part of it, and the same kind of cases."""
    own, base, unit = stems(claim.one("ig:text")), claim.one("ig:base"), claim.code("ig:unit")
    parts = [each for each in text.facts("ig:Figure") if base and each.one("ig:base") and each.code("ig:unit") == unit]
    parts = [each for each in parts if Decimal(each.one("ig:base")) == Decimal(base)]
    shared = own & _counted(parts[0]) if len(parts) == 1 else frozenset()
    if size(shared) <= _FEWEST or text.weight(shared) < _SAME_WHOLE * text.weight(own):
        return None
    told = Decimal(parts[0].one("ig:value"))
    if is_rest(value, claim.one("ig:text"), told, text.quote(parts[0])[1], Decimal(base)):
        note = f"the report has the other {number(told)} of the {base}"
        return by_fact(CORROBORATED, note, text, parts[0])
    if value in given_numbers(text.quote(parts[0])[1], fewest=1) or agree(
        value, claim.code("ig:qualifier"), told, "", unit
    ):
        return None
    return by_fact(CONTRADICTED, f"the report has {number(told)} of the {base}, not {number(value)}", text, parts[0])


def _before(claim: Record, value: Decimal, sure: list[_Value], right: list[_Value], text: ReportText) -> Verdict | None:
    """The value of now, where a claim that names no time has the one before."""
    now = [each for each in sure if not each.previous]
    if now and any(each.previous for each in right) and not claim.one("ig:period") and not _past(claim):
        return by_fact(CONTRADICTED, _was(now[0], value), text, now[0].figure)
    return None


def _since(claim: Record, found: _Value, timely: list[_Value]) -> _Value | None:
    """A later value of the very same thing, where a claim that names no time has one that the report dates earlier."""
    if claim.one("ig:period") or _past(claim) or not _DAY.match(found.period) or not found.same_measure:
        return None
    later = [
        each
        for each in timely
        if each.same_measure
        and _DAY.match(each.period)
        and each.period > found.period
        and _counted(each.figure) == _counted(found.figure)
    ]
    return max(later, key=lambda each: each.period, default=None)


def _past(claim: Record) -> bool:
    """Whether a claim speaks of a time before the inspection."""
    said = claim.one("ig:text")
    return bool(wording("pastWord", "grade").search(said) or _THEN.search(said))


def _was(now: _Value, value: Decimal) -> str:
    return f"the report has {_shown(now)}, not {number(value)}, which it was before"


def _may_be_its(value: Decimal, claim: Record, found: _Value, text: ReportText) -> bool:
    """Whether the words of a figure have a value that the claim may mean: not where it surely is that of another measure."""
    words = text.quote(found.figure)[1]
    if value not in given_numbers(words, fewest=1):
        return False
    unit, measure = claim.code("ig:unit"), claim.code("ig:measure")
    others = [
        each
        for each in text.facts("ig:Figure")
        if each.code("ig:unit") == unit and Decimal(each.one("ig:value")) == value and text.quote(each)[1] == words
    ]
    return not (measure and others and all(each.code("ig:measure") not in ("", measure) for each in others))


def _close(found: _Value, text: ReportText) -> Verdict:
    return by_fact(PARTLY, f"the report gives {_shown(found)} for something close to it", text, found.figure)


def _other_date(found: _Value, wrong: list[_Value], when: str, claim: Record, text: ReportText) -> Verdict:
    """The right value at another date: a contradiction where the report has another value at the claim's date."""
    said_once = len(printed(claim.one("ig:text"))) <= 1 and not _MORE_THAN.search(claim.one("ig:text"))
    dated = [each for each in wrong if each.period[:4].isdigit()]
    if dated and len(when) > len("2015") and not when.endswith("/..") and said_once:
        wrong = dated
        return by_fact(
            CONTRADICTED,
            f"the report has {_shown(wrong[0])}, and {_shown(found)}, not at {when}",
            text,
            wrong[0].figure,
        )
    return by_fact(
        PARTLY,
        f"the report gives this number for {found.period or 'another time'}, the article for {when}",
        text,
        found.figure,
    )


def _pair(claim: Record, text: ReportText) -> Verdict | None:
    """Two values that are compared, by the figures that compare the same ones, the other way round, or one of them with another."""
    mine = claim.one("ig:value"), claim.one("ig:previousValue")
    own = _counted(claim)
    for each in text.facts("ig:Figure"):
        theirs = each.one("ig:value"), each.one("ig:previousValue")
        if not theirs[1] or each.code("ig:unit") != claim.code("ig:unit") or not _same(mine, theirs):
            continue
        if _same((mine[0],), theirs[:1]) and _same((mine[1],), theirs[1:]):
            return _with_previous(
                claim, _Value(each, Decimal(theirs[0]), each.one("ig:period"), 1.0, same_measure=True), text
            )
        told = f"the report has {number(Decimal(theirs[0]))}, {number(Decimal(theirs[1]))} before"
        turned = list(map(Decimal, mine)) == list(map(Decimal, theirs[::-1]))
        if turned or own & _counted(each):
            return by_fact(CONTRADICTED, told + (", the other way round" if turned else ""), text, each)
    return _at_two_dates(claim, mine, text)


def _at_two_dates(claim: Record, mine: tuple[str, str], text: ReportText) -> Verdict | None:
    """Two values that are compared, by two figures of one measure with a date each."""
    measure = claim.code("ig:measure")
    dated = [
        each
        for each in text.facts("ig:Figure")
        if measure and each.code("ig:measure") == measure and _DAY.match(each.one("ig:period"))
    ]
    now, before = (
        next((each for each in dated if Decimal(each.one("ig:value")) == Decimal(value)), None) for value in mine
    )
    if not now or not before or now.one("ig:period") == before.one("ig:period"):
        return None
    right = now.one("ig:period") > before.one("ig:period")
    first, last = sorted((now, before), key=lambda each: each.one("ig:period"))
    note = f"the report has {first.one('ig:value')} ({first.one('ig:period')}), then {last.one('ig:value')} ({last.one('ig:period')})"
    return by_fact(CORROBORATED if right else CONTRADICTED, note, text, last)


def _same(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether two pairs of values have one in common, as printed."""
    return bool({Decimal(each) for each in mine} & {Decimal(each) for each in theirs})


def _with_previous(claim: Record, found: _Value, text: ReportText) -> Verdict:
    """A value that is right, and what it is compared with: one before, or that of the country."""
    mine, theirs = claim.one("ig:previousValue"), found.figure.one("ig:previousValue")
    note = f"the report has {_shown(found)} too"
    mine_said, told = senses.said(claim.one("ig:text")), senses.said(text.quote(found.figure)[1])
    if extent := senses.other_extent(mine_said, told, surely=True):
        return by_fact(CONTRADICTED, f"{note}, but {extent}", text, found.figure)
    if mine and theirs and not found.previous and Decimal(mine) != Decimal(theirs):
        return by_fact(CONTRADICTED, f"{note}, but {theirs} before, not {mine}", text, found.figure)
    if not found.previous and (against := _compared(claim, found, text)):
        return by_fact(CONTRADICTED, f"{note}, but {against}", text, found.figure)
    return by_fact(CORROBORATED, note, text, found.figure)


def _compared(claim: Record, found: _Value, text: ReportText) -> str:
    """What the report has that a value is compared with, where the article says the opposite of it."""
    words = THAN.sub(" ", claim.one("ig:text"))
    national = found.figure.one("ig:nationalValue") if NATIONAL.search(words) else ""
    other = national or found.figure.one("ig:previousValue")
    signs = senses.said(words).signs(LEVEL if national else NUMBER)
    if not other and len(signs) == 1 and claim.code("ig:unit") == "percent":
        told = senses.said(text.quote(found.figure)[1]).signs(NUMBER)
        return "the other way round" if len(told) == 1 and told != signs else ""
    if not other or len(signs) != 1 or Decimal(other) == found.value:
        return ""
    rises = found.value > Decimal(other)
    return (
        ""
        if signs == {1 if rises else -1}
        else f"{number(Decimal(other))} {'in the country' if national else 'before'}"
    )


def _values(claim: Record, text: ReportText) -> Iterator[_Value]:
    """The values of figures that may count what the claim counts."""
    measure, unit = claim.code("ig:measure"), claim.code("ig:unit")
    own = _counted(claim)
    for each in text.facts("ig:Figure"):
        theirs = each.code("ig:measure")
        same = bool(measure) and measure == theirs
        other_change = _is_change(each) != _is_change(claim)
        if each.code("ig:unit") != unit or (measure and theirs and not same) or other_change:
            continue
        likeness = max(_likeness(own, counted, text) for counted in _ways(each))
        if same or likeness >= _ALIKE:
            yield _Value(each, Decimal(each.one("ig:value")), each.one("ig:period"), likeness, same)
            if each.one("ig:previousValue"):
                yield _Value(
                    each,
                    Decimal(each.one("ig:previousValue")),
                    each.one("ig:previousPeriod"),
                    likeness,
                    same,
                    previous=True,
                )


def _is_change(figure: Record) -> bool:
    """Whether a number tells by how much something rose or fell."""
    return bool(_BY.search(figure.one("ig:counted")))


def _counted(figure: Record) -> frozenset[str]:
    return stems(figure.one("ig:counted").rpartition(": ")[2] if figure.one("ig:measure") else figure.one("ig:counted"))


def _ways(figure: Record) -> list[frozenset[str]]:
    """What a figure counts, with what leads to it and, where that still says enough, without."""
    bare = stems(figure.one("ig:counted").rpartition(": ")[2])
    return [_counted(figure), *([bare] if size(bare) > _FEWEST else [])]


def _likeness(own: frozenset[str], theirs: frozenset[str], text: ReportText) -> float:
    """The share of what the claim counts that a figure has, and of what a figure counts that the claim has, the smaller."""
    both = own & theirs
    if own and own == theirs:
        return 1.0
    if size(both) < min(_FEWEST, size(own)) or not both:
        return 0.0
    return text.weight(both) / max(text.weight(own), 0.7 * text.weight(theirs))


def _is_then(when: str, found: _Value, text: ReportText) -> bool:
    """Whether a value holds at the time that the claim names; without one the value of the inspection is meant."""
    if not when or when.startswith("P") or when.endswith("/.."):
        return not found.previous
    if found.period.startswith("P") and len(when) == len("2015"):
        return not found.previous and 0 <= int(text.report.start[:4] or 0) - int(when) <= 1  # "last year"
    if not found.period or found.period.startswith("P"):
        return not found.previous and (compatible(when, text.report.start) or compatible(when, text.report.end))
    return compatible(when, found.period)


def _is_sure(claim: Record, found: _Value) -> bool:
    """Whether a value surely is of the same thing, so that another one contradicts it."""
    if found.previous and not claim.one("ig:period"):
        return False
    base = claim.one("ig:base"), found.figure.one("ig:base")
    if bool(base[0]) != bool(base[1]):
        return False
    if all(base) and base[0] != base[1]:
        return found.likeness >= _SURE_SENTENCE
    return (found.same_measure and found.likeness >= _SAME_MEASURE) or found.likeness >= _SURE


def _is_right(claim: Record, value: Decimal, found: _Value) -> bool:
    base = claim.one("ig:base"), found.figure.one("ig:base")
    if all(base) and Decimal(base[0]) != Decimal(base[1]):
        return False
    return agree(
        value, claim.code("ig:qualifier"), found.value, found.figure.code("ig:qualifier"), claim.code("ig:unit")
    )


def _shown(found: _Value) -> str:
    return number(found.value) + (f" ({found.period})" if found.period else "")
