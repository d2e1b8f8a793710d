"""Numbers that an article gives, by the sentences of the report that have them, or others in their place."""

import re
from decimal import Decimal

from ...language.numbers import find_numbers
from ...language.periods import find_periods
from ..records import Record
from ..told import ReportText, Told, size, spoken, stems
from . import senses
from .dates import compatible
from .statements import nearest
from .turned import parts
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_fact, by_sentence

LEVEL, NUMBER = "level", "number"  # scales
THAN = re.compile(
    r"\b(?:more|fewer|less|greater|higher|lower)\s+than\s+(?=[\d£]|half|an?\s(?!(?:year|month|week|decade)\b))",
    re.IGNORECASE,
)
NATIONAL = re.compile(r"\b(?:national|england|english|country)\b", re.IGNORECASE)
_AGE = frozenset({"age"})
_FEWEST = 2
_SENTENCE = 0.5  # share of the weight of a claim that a sentence needs which has its number
_SPOKEN_OF = 0.4  # share from which a sentence speaks of it
_OF_ONE = 0.35  # share that is enough where a sentence has the number of a claim,
_OF_SEVERAL = 0.2  # and all of several
_TELLING = 10  # a smaller number stands in many sentences
_SURE_SENTENCE = 0.8
_SPEAKS = 0.6
_SAYS_MUCH = 8.0  # weight of what a sentence without any number has of a claim, where it speaks of it
_COUNTED = 3  # words behind a number among which stands what is counted
_OVER, _UNDER, _ABOUT, _ROUND = Decimal("1.2"), Decimal("0.88"), Decimal("0.07"), Decimal("0.6")
_PART_OF_HUNDRED = Decimal(3)


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


def in_sentences(claim: Record, value: Decimal, text: ReportText) -> Verdict | None:
    """A sentence with much of what the claim says, and its number or another one in its place."""
    own = stems(claim.one("ig:text"))
    alike = nearest(own, text) if size(own) >= _FEWEST else None
    exact = _with_number(own, value, claim, text)
    if exact and (now := _misdated(claim, value, exact, text)):
        note = f"the report has {number(Decimal(now.one('ig:value')))}, and {number(value)} before"
        return by_fact(CONTRADICTED, note, text, now)
    if other := _of_others(claim, exact or (alike.best if alike and alike.share >= _SPOKEN_OF else None), value):
        return other
    if exact and (against := against_country(claim.one("ig:text"), exact.words)):
        return by_sentence(CONTRADICTED, against, exact)
    if exact:
        return by_sentence(CORROBORATED, "a sentence of the report has the same number for it", exact)
    if not alike or alike.share < _SPOKEN_OF or size(alike.shared) < _FEWEST:
        return None
    how, unit = claim.code("ig:qualifier"), claim.code("ig:unit")
    numbers = given_numbers(" ".join(each.words for each in alike.told), fewest=1)
    whole = not claim.one("ig:base") or Decimal(claim.one("ig:base")) in numbers
    if whole and any(agree(value, how, each, "", unit) for each in numbers):
        sure = alike.share >= _SENTENCE
        note = (
            "a sentence of the report has the same number for it"
            if sure
            else "the report has this number for something close to it"
        )
        return by_sentence(CORROBORATED if sure else PARTLY, note, alike.best)
    if not claim.one("ig:base") and (instead := _in_its_place(own, claim.one("ig:text"), alike.best.words, text)):
        return by_sentence(CONTRADICTED, f"the report has {number(instead)}, not {number(value)}", alike.best)
    return (
        by_sentence(PARTLY, "the report speaks of it, but not with this number", alike.best)
        if alike.share >= _SPEAKS and (numbers or alike.weight >= _SAYS_MUCH)
        else None
    )


def _of_others(claim: Record, told: Told | None, value: Decimal) -> Verdict | None:
    """That a sentence has the number of a claim, but for people of another age."""
    if not told or value not in given_numbers(told.words, fewest=1):
        return None
    note = senses.other_named(senses.said(claim.one("ig:text")), senses.said(told.words), frozenset(), _AGE)
    return by_sentence(CONTRADICTED, note, told) if note else None


def against_country(said: str, told: str) -> str:
    """That something is higher than the country's in the report, and lower in the article, or the other way round."""
    words = THAN.sub(" ", said)
    if not (NATIONAL.search(words) and NATIONAL.search(told)):
        return ""
    mine, theirs = (senses.said(each).signs(LEVEL) for each in (words, told))
    return (
        "the report says the opposite of it beside the country"
        if len(mine) == len(theirs) == 1 and mine != theirs
        else ""
    )


def _with_number(own: frozenset[str], value: Decimal, claim: Record, text: ReportText) -> Told | None:
    """The sentence that has just the number, or all numbers of a claim that gives several, and enough of what it says."""
    said = set(given_numbers(claim.one("ig:text"), fewest=1))
    whole = text.weight(own) or 1.0
    for told in text.sentences:
        share = text.weight(own & told.stems) / whole
        if value < _TELLING or share < _OF_SEVERAL or size(own & told.stems) < _FEWEST:
            continue
        numbers = set(given_numbers(told.words, fewest=1))
        if claim.one("ig:base") and Decimal(claim.one("ig:base")) not in numbers:
            continue
        few = (len(said) > 1 and said <= numbers) or value % 1
        if value in numbers and (share >= _OF_ONE or few):
            return told
    return None


def _misdated(claim: Record, value: Decimal, told: Told, text: ReportText) -> Record | None:
    """The value that a sentence gives for the date of a claim which has the value before."""
    when = claim.one("ig:period")
    for each in text.facts("ig:Figure") if len(when) > len("2015") else ():
        before, dates = each.one("ig:previousValue"), (each.one("ig:period"), each.one("ig:previousPeriod"))
        if not before or Decimal(before) != value or not dates[1] or text.quote(each)[1] not in told.words:
            continue
        if (not dates[0] or compatible(when, dates[0])) and not compatible(when, dates[1]):
            return each
    return None


def _in_its_place(own: frozenset[str], said: str, words: str, text: ReportText) -> Decimal | None:
    """The only number of a clause that says nearly all that a claim says."""
    for part in parts(words):
        shared = own & stems(part)
        share = text.weight(shared) / (text.weight(own) or 1.0)
        numbers = given_numbers(part)
        behind = _behind(said)
        if (
            len(numbers) == 1
            and (not behind or behind & _behind(part))
            and ((share >= _SURE_SENTENCE and size(shared) >= _FEWEST) or (share >= _SPEAKS and size(shared) > _FEWEST))
        ):
            return numbers[0]
    return None


def _behind(words: str) -> frozenset[str]:
    """The words right behind the numbers of a clause, which tell what is counted."""
    return frozenset(word for each in find_numbers(words) for word in spoken(words[each.end :])[:_COUNTED])


def is_rest(value: Decimal, said: str, told: Decimal, words: str, whole: Decimal) -> bool:
    """Whether two parts of a whole may be told of the same: one side counts those that are, the other those that are not."""
    return value + told == whole and senses.said(said).denies != senses.said(words).denies


def given_numbers(words: str, fewest: int = 2) -> list[Decimal]:
    """The numbers of a sentence that are no dates; "one" mostly counts nothing."""
    dates = find_periods(words)
    return [
        each.value
        for each in find_numbers(words)
        if each.value >= fewest and not any(date.start <= each.start and each.end <= date.end for date in dates)
    ]


def number(value: Decimal) -> str:
    """A number as it is shown: without zeros at its end."""
    return f"{value.normalize():f}"
