"""Clauses with numbers, by the sentences of the report that have the same numbers, or another one where all else is the same.

A number that stands in one place of a report leads there even where an article puts the rest in other words; the more numbers a sentence
has of a clause, the fewer words need it share.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from ...language.quantities import AGE, COUNT, PERCENT, Quantity, quantities
from ...vocabulary import vocabulary
from ..told import ReportText, Told, plain, size, spoken, stems
from . import senses
from .counted import THAN, agree, is_rest, number
from .dates import compatible, printed
from .turned import undated
from .verdict import CONTRADICTED, CORROBORATED, Verdict, by_sentence

_TELLING = 13  # a smaller number stands in many sentences
_MANY = 100  # a number from which one word beside it is enough
_PLACES = 2  # sentences at most that have a number which tells its place
_ALL, _ONE, _ONE_WORD, _RARE, _FEW_WORDS, _SEVERAL, _NEAR = (
    0.8,
    0.5,
    0.4,
    0.3,
    0.2,
    0.15,
    0.15,
)  # share of a clause that a sentence needs, by what it has of its numbers
_INSTEAD, _INSTEAD_FEW, _INSTEAD_BESIDE = (
    0.6,
    0.8,
    0.3,
)  # the same where it has another number, alone or beside some that are the same
_INSTEAD_LENGTH = 0.3  # the same where it has another length of time, of which few are told
_BESIDE = 0.5  # what words of the sentences beside it count for
_AROUND = 8  # words beside a number that tell whether it rose or fell
_THING = 3  # words behind a number among which stands what is counted
_FEWEST = 2
_HUNDRED = Decimal(100)
_LESS = 0.6  # so much of what the sentence with another number has of a clause may one have that has its number for something else
_TIMES = 5  # a number is no slip for one so many times as high
_HEAVY = 3.0  # weight of a single word that tells with a number what is meant
_AGAIN = re.compile(r"\s*(?:[,(–—-]|,?\s+or)\s*(?:at\s+)?")
_LENGTHS = frozenset({AGE, "minutes", "hours", "days", "weeks", "months", "years"})


@dataclass(frozen=True)
class _Place:
    """A sentence with what it has of a clause: its own words, those of its neighbours too, and which numbers."""

    told: Told
    line: str
    own: frozenset[str]
    share: float
    wide: float
    shared: frozenset[str]
    both: frozenset[str]
    theirs: tuple[Quantity, ...]
    same: tuple[tuple[Quantity, Quantity], ...]
    missing: tuple[Quantity, ...]
    near: bool


def numbered(said: str, near: frozenset[str], text: ReportText) -> Verdict | None:
    """The verdict on a clause with numbers, where some sentence surely has them, or others in their place; nothing where none does.

    :param near: the paragraphs that tell what the clauses beside it say
    """
    said = _line(said)
    mine = _told_once(said, read(said))
    if not mine or all(each.unit == AGE for each in mine):
        return None
    places = _places(said, mine, near, text)
    exact = [each for each in places if not each.missing and _is_meant(said, each, text)]
    best = max(exact, key=lambda each: (each.wide, -each.told.order), default=None)
    other = _instead(said, places, best.wide if best else 0.0)
    return other or (_same(said, best) if best else None)


def counts_otherwise(said: str) -> bool:
    """Whether a clause counts by what is left ("none of them", "all but four of 76"), which its words alone do not tell."""
    return any(not each.value or each.left for each in read(said))


def _line(words: str) -> str:
    return " ".join(words.split())


@lru_cache(maxsize=20_000)
def read(words: str) -> tuple[Quantity, ...]:
    """The quantities of some words."""
    return tuple(quantities(words, vocabulary()))


def _places(said: str, mine: Sequence[Quantity], near: frozenset[str], text: ReportText) -> list[_Place]:
    """The sentences with numbers that share a word with a clause."""
    own = stems(undated(_wordy(said)))
    whole = text.weight(own) or 1.0
    every = text.sentences
    found = []
    for at, told in enumerate(every):
        line = _line(told.words)
        shared, theirs = own & told.stems, read(line)
        if not theirs:
            continue
        beside = [each for each in (*every[max(0, at - 1) : at], *every[at + 1 : at + 2]) if each.fact == told.fact]
        others = own & frozenset().union(*(each.stems for each in beside)) - shared
        same, missing = _aligned(mine, theirs)
        if not shared and not others and len(same) < _FEWEST:
            continue
        share = text.weight(shared) / whole
        wide = share + _BESIDE * text.weight(others) / whole
        found.append(
            _Place(told, line, own, share, wide, shared, shared | others, theirs, same, missing, told.fact in near)
        )
    return found


def _wordy(said: str) -> str:
    """A clause without its numbers, which are compared as such."""
    for each in reversed(read(said)):
        if said[each.start : each.end].lower() != "no":  # "no job, training or course" are words of one meaning
            said = f"{said[: each.start]} {said[each.end :]}"
    return said


def _told_once(said: str, mine: Sequence[Quantity]) -> list[Quantity]:
    """The numbers of a clause without those that the next tells more exactly ("more than a third, 38%"), and "no" beside counts."""
    found = [
        each
        for each, behind in pairwise([*mine, None])
        if each and not (behind and _AGAIN.fullmatch(said[each.end : behind.start]) and alike(each, behind))
    ]
    counts = any(each.value and each.unit not in _LENGTHS for each in found)
    return [each for each in found if each.value or not counts]


def _aligned(
    mine: Sequence[Quantity], theirs: Sequence[Quantity]
) -> tuple[tuple[tuple[Quantity, Quantity], ...], tuple[Quantity, ...]]:
    """Which numbers of a clause a sentence has, and which it has not."""
    same: list[tuple[Quantity, Quantity]] = []
    for each in mine:
        free = [one for one in theirs if not any(one is taken for _, taken in same)]
        found = min(
            (one for one in free if alike(each, one)), key=lambda one: abs(one.value - each.value), default=None
        )
        if found:
            same.append((each, found))
    return tuple(same), tuple(each for each in mine if not any(each is one for one, _ in same))


def alike(mine: Quantity, theirs: Quantity) -> bool:
    """Whether a number of an article is one of the report, in its own words or as a share of the same."""
    if mine.unit == theirs.unit:
        if not mine.value or not theirs.value or mine.unit == AGE:
            return mine.value == theirs.value
        return agree(mine.value, mine.how, theirs.value, theirs.how, mine.unit)
    if mine.unit == PERCENT and theirs.share is not None:
        return agree(mine.value, mine.how, theirs.share, theirs.how, PERCENT)
    return (
        mine.share is not None
        and theirs.unit == PERCENT
        and agree(mine.share, "approximately", theirs.value, "", PERCENT)
    )


def _is_meant(said: str, place: _Place, text: ReportText) -> bool:
    """Whether a sentence with all numbers of a clause has enough of its words; the fewer, the more its numbers tell."""
    real = [theirs for _, theirs in place.same if theirs.value]
    telling = [each for each in real if _tells(each)]
    only = [each for each in telling if _count(each, text) <= _PLACES]
    if len(real) > 1 and telling and (only or len(real) > _FEWEST):
        return (
            place.wide >= _SEVERAL
            or size(place.own) < _FEWEST
            or bool(max(len(telling), len(real) - 1) > 1 and place.both)
        )
    if only and place.near:
        return place.wide >= _NEAR
    if only and size(place.both) >= _FEWEST and place.wide >= _RARE:
        return True
    if only and text.weight(place.shared) >= _HEAVY:
        return place.wide >= (_FEW_WORDS if max(each.value for each in only) >= _MANY else _ONE_WORD)
    if len(place.same) > 1 or (place.near and all(_moves(words, each) for words, each in _both(said, place))):
        return place.wide >= _ONE_WORD
    enough = _ONE if real else _ALL
    return place.share >= enough and (size(place.shared) >= _FEWEST or text.weight(place.shared) >= _HEAVY)


def _both(said: str, place: _Place) -> list[tuple[str, Quantity]]:
    return [each for mine, theirs in place.same for each in ((said, mine), (place.line, theirs))]


def _tells(each: Quantity) -> bool:
    return each.unit != AGE and (each.value >= _TELLING or bool(each.value % 1))


def _count(wanted: Quantity, text: ReportText) -> int:
    """In how many sentences a number stands."""
    return sum(
        any(each.unit == wanted.unit and each.value == wanted.value for each in read(_line(told.words)))
        for told in text.sentences
    )


def _same(said: str, place: _Place) -> Verdict | None:
    """The verdict on a clause all numbers of which a sentence has: the same, unless they rise there and fall here."""
    if _other_date(said, place.told):
        return None
    for mine, theirs in place.same:
        signs = _moves(said, mine), _moves(place.line, theirs)
        if len(signs[0]) == len(signs[1]) == 1 and signs[0] != signs[1]:
            return by_sentence(
                CONTRADICTED, f"the report has {number(theirs.value)} too, but the other way round", place.told
            )
    return by_sentence(CORROBORATED, "a sentence of the report has the same number for it", place.told)


def _other_date(said: str, told: Told) -> bool:
    """Whether a clause and a sentence name dates of which no two may be one."""
    dates = printed(said), printed(told.words)
    return all(dates) and not any(compatible(left, right) for left in dates[0] for right in dates[1])


def _moves(words: str, each: Quantity) -> frozenset[int]:
    """Whether the words beside a number say that it rose, as 1, or fell, as -1."""
    before, behind = words[: each.start].split()[-_AROUND:], words[each.end :].split()[:_AROUND]
    around = " ".join([*before, words[each.start : each.end], *behind])
    return frozenset(senses.said(THAN.sub(" ", around)).signs("number"))


def _instead(said: str, places: list[_Place], least: float) -> Verdict | None:
    """A contradiction where a sentence has all of a clause but one of its numbers, and just one other in the place of that.

    :param least: how much of the clause a sentence has that has all its numbers
    """
    found = [each for each in places if len(each.missing) == 1 and each.missing[0].value and _speaks(each)]
    found = [each for each in found if least <= _LESS * each.share]
    place = max(found, key=lambda each: (each.wide + len(each.same), -each.told.order), default=None)
    if not place:
        return None
    wrong = place.missing[0]
    told = [
        each
        for each in places
        if least < each.wide >= _SEVERAL
        for one in each.theirs
        if one.unit == wrong.unit and alike(wrong, one)
    ]
    taken = [theirs for _, theirs in place.same]
    free = [
        each
        for each in place.theirs
        if each not in taken and each.unit == wrong.unit and each.change == wrong.change and not each.compared
    ]
    free = [each for each in free if each.whole and each.whole == wrong.whole] or free
    if told or len(free) != 1 or _other_date(said, place.told) or not _may_be_meant(said, wrong, place.line, free[0]):
        return None
    whole = _HUNDRED if wrong.unit == PERCENT else wrong.whole or Decimal(0)
    if is_rest(wrong.value, said, free[0].value, place.line, whole):
        return None
    return by_sentence(CONTRADICTED, f"the report has {number(free[0].value)}, not {number(wrong.value)}", place.told)


def _speaks(place: _Place) -> bool:
    """Whether a sentence without one of a clause's numbers surely speaks of the same."""
    beside = sum(map(_tells, (theirs for _, theirs in place.same)))
    if beside > 1:
        return place.wide >= _SEVERAL
    if beside:
        return place.wide >= _INSTEAD_BESIDE and size(place.both) >= _FEWEST
    if place.missing[0].unit in _LENGTHS - {AGE} and not place.same:
        return place.share >= _INSTEAD_LENGTH and size(place.shared) >= _FEWEST
    return place.share >= (_INSTEAD if size(place.shared) > _FEWEST else _INSTEAD_FEW) and size(place.shared) >= _FEWEST


def _may_be_meant(said: str, mine: Quantity, words: str, theirs: Quantity) -> bool:
    """Whether one number may stand for the other: of one size, counts followed by a word that both have."""
    if not theirs.value or not 1 / _TIMES <= mine.value / theirs.value <= _TIMES:
        return False
    return mine.unit != COUNT or bool(_things(said[mine.end :]) & _things(words[theirs.end :]))


def _things(words: str) -> frozenset[str]:
    return frozenset(plain(" ".join(spoken(words)[:_THING])).split())
