"""Numbers that an article gives, by the figures of the report that count the same thing, and else by its sentences.

Two numbers are of one thing where their measures are the same, or the words that say what is counted. A value is held against another
only where the article gives no date or both dates may be one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...language.numbers import find_numbers
from ...language.periods import find_periods
from ..records import Record
from ..told import ReportText, stems
from .dates import compatible, printed
from .statements import nearest
from .turned import parts
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_fact, by_sentence, silent

_ALIKE = 0.6  # share of the weight of what an article counts that a figure has which counts the same
_SURE = 0.75  # the same where another value is to be a contradiction
_FEWEST = 2
_SENTENCE = 0.5  # share of the weight of a claim that a sentence needs which has its number
_SAME_MEASURE = 0.3  # likeness that is enough beside one measure
_SURE_SENTENCE = 0.8
_SPEAKS = 0.6
_OVER, _UNDER, _ABOUT, _ROUND = Decimal("1.2"), Decimal("0.88"), Decimal("0.07"), Decimal("0.6")
_PART_OF_HUNDRED = Decimal(3)


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
    value = Decimal(claim.one("ig:value"))
    values = sorted(
        _values(claim, text), key=lambda each: (-each.same_measure, -each.likeness, each.previous, each.figure.place)
    )
    when = claim.one("ig:period")
    timely = [each for each in values if _is_then(when, each, text)]
    right = [each for each in timely if _is_right(claim, value, each)]
    if right:
        return _with_previous(claim, right[0], text)
    sentence = _by_sentence(claim, value, text)
    if sentence and sentence.status == CORROBORATED:
        return sentence
    wrong = [
        each for each in timely if _is_sure(claim, each) and value not in _numbers(text.quote(each.figure)[1], fewest=1)
    ]
    if wrong and not any(_is_right(claim, value, each) for each in values):
        return by_fact(CONTRADICTED, f"the report has {_shown(wrong[0])}, not {_number(value)}", text, wrong[0].figure)
    if elsewhen := [each for each in values if _is_right(claim, value, each) and each not in timely]:
        return _other_date(elsewhen[0], wrong, when, len(printed(claim.one("ig:text"))) <= 1, text)
    if values and values[0].likeness >= _SURE and not sentence:
        return by_fact(
            PARTLY, f"the report gives {_shown(values[0])} for something close to it", text, values[0].figure
        )
    return sentence or silent("the report gives no such number")


def _other_date(found: _Value, wrong: list[_Value], when: str, said_once: bool, text: ReportText) -> Verdict:
    """The right value at another date: a contradiction where the report has another value at the claim's date."""
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


def _with_previous(claim: Record, found: _Value, text: ReportText) -> Verdict:
    """A value that is right, and the one it is compared with."""
    mine, theirs = claim.one("ig:previousValue"), found.figure.one("ig:previousValue")
    note = f"the report has {_shown(found)} too"
    if mine and theirs and not found.previous and Decimal(mine) != Decimal(theirs):
        return by_fact(CONTRADICTED, f"{note}, but {theirs} before, not {mine}", text, found.figure)
    return by_fact(CORROBORATED, note, text, found.figure)


def _values(claim: Record, text: ReportText) -> Iterator[_Value]:
    """The values of figures that may count what the claim counts."""
    measure, unit = claim.code("ig:measure"), claim.code("ig:unit")
    own = _counted(claim)
    for each in text.facts("ig:Figure"):
        theirs = each.code("ig:measure")
        same = bool(measure) and measure == theirs
        if each.code("ig:unit") != unit or (measure and theirs and not same):
            continue
        likeness = _likeness(own, _counted(each), text)
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


def _counted(figure: Record) -> frozenset[str]:
    return stems(figure.one("ig:counted").rpartition(": ")[2] if figure.one("ig:measure") else figure.one("ig:counted"))


def _likeness(own: frozenset[str], theirs: frozenset[str], text: ReportText) -> float:
    """The share of what the claim counts that a figure has, and of what a figure counts that the claim has, the smaller."""
    both = own & theirs
    if len(both) < min(_FEWEST, len(own)) or not both:
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
    if all(base) and base[0] != base[1]:
        return False
    if bool(base[0]) != bool(base[1]):
        return False
    return (found.same_measure and found.likeness >= _SAME_MEASURE) or found.likeness >= _SURE


def _is_right(claim: Record, value: Decimal, found: _Value) -> bool:
    base = claim.one("ig:base"), found.figure.one("ig:base")
    if all(base) and Decimal(base[0]) != Decimal(base[1]):
        return False
    return agree(
        value, claim.code("ig:qualifier"), found.value, found.figure.code("ig:qualifier"), claim.code("ig:unit")
    )


def agree(said: Decimal, how: str, told: Decimal, told_how: str, unit: str) -> bool:
    """Whether a number as an article rounds it is the number that a report gives."""
    if said == told:
        return True
    if unit == "percent" and abs(said - told) < _ROUND:
        return True
    if how in ("more-than", "at-least", "just-over"):
        return told > said and told <= said * _OVER
    if how in ("fewer-than", "at-most", "just-under"):
        return told < said and told >= said * _UNDER
    if how == "approximately" or (told_how == "approximately" and unit != "percent"):
        return abs(said - told) <= (max(_PART_OF_HUNDRED, said * _ABOUT) if unit == "percent" else said * _ABOUT)
    return unit == "percent" and said in (25, 50, 75) and abs(said - told) < 1


def _by_sentence(claim: Record, value: Decimal, text: ReportText) -> Verdict | None:
    """A sentence with much of what the claim says, and its number or another one in its place."""
    own = stems(claim.one("ig:text"))
    alike = nearest(own, text) if len(own) >= _FEWEST else None
    if not alike or alike.share < _SENTENCE * 0.8 or len(alike.shared) < _FEWEST:
        return None
    how, unit = claim.code("ig:qualifier"), claim.code("ig:unit")
    numbers = _numbers(" ".join(each.words for each in alike.told), fewest=1)
    if any(agree(value, how, each, "", unit) for each in numbers):
        sure = alike.share >= _SENTENCE
        note = (
            "a sentence of the report has the same number for it"
            if sure
            else "the report has this number for something close to it"
        )
        return by_sentence(CORROBORATED if sure else PARTLY, note, alike.best)
    if not claim.one("ig:base") and (other := _in_its_place(own, alike.best.words, text)):
        return by_sentence(CONTRADICTED, f"the report has {_number(other)}, not {_number(value)}", alike.best)
    return (
        by_sentence(PARTLY, "the report speaks of it, but not with this number", alike.best)
        if alike.share >= _SPEAKS
        else None
    )


def _in_its_place(own: frozenset[str], words: str, text: ReportText) -> Decimal | None:
    """The only number of a clause that says nearly all that a claim says."""
    for part in parts(words):
        shared = own & stems(part)
        share = text.weight(shared) / (text.weight(own) or 1.0)
        numbers = _numbers(part)
        if len(numbers) == 1 and (
            (share >= _SURE_SENTENCE and len(shared) >= _FEWEST) or (share >= _SPEAKS and len(shared) > _FEWEST)
        ):
            return numbers[0]
    return None


def _numbers(words: str, fewest: int = 2) -> list[Decimal]:
    """The numbers of a sentence that are no dates; "one" mostly counts nothing."""
    dates = find_periods(words)
    return [
        each.value
        for each in find_numbers(words)
        if each.value >= fewest and not any(date.start <= each.start and each.end <= date.end for date in dates)
    ]


def _shown(found: _Value) -> str:
    return _number(found.value) + (f" ({found.period})" if found.period else "")


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def recommendations(claim: Record, text: ReportText) -> Verdict:
    """How many recommendations: to the authority, to the board, or both."""
    asked = text.facts("ig:Recommendation")
    if not asked:
        return silent("the report has no recommendations")
    value, who = Decimal(claim.one("ig:value")), claim.code("ig:addressee")
    by_whom = {code: [each for each in asked if each.code("ig:addressee") == code] for code in ("authority", "lscb")}
    counts = {"authority": len(by_whom["authority"]), "lscb": len(by_whom["lscb"]), "both": len(asked)}
    told = f"the report makes {counts['authority']} to the authority" + (
        f" and {counts['lscb']} to the board, {counts['both']} together" if counts["lscb"] else ""
    )
    how = claim.code("ig:qualifier")
    fits = [
        code
        for code in ([who] if who else ["both", "authority", "lscb"])
        if agree(value, how, Decimal(counts[code]), "", "count")
    ]
    first = (by_whom.get(fits[0] if fits else who) or asked)[0]
    if fits:
        return by_fact(CORROBORATED, told, text, first)
    for section in sorted({each.code("ig:section") for each in asked}):
        part = [
            each
            for each in asked
            if each.code("ig:section") == section and (not who or each.code("ig:addressee") == who)
        ]
        if value == len(part):
            return by_fact(
                CORROBORATED, f"{told}; {len(part)} of them under “{section.replace('-', ' ')}”", text, part[0]
            )
    if any(each.one("ig:complete") != "yes" for each in asked):
        return by_fact(PARTLY, f"{told}, but its text is damaged", text, first)
    return by_fact(CONTRADICTED, f"{told}, not {_number(value)}", text, first)
