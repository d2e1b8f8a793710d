"""All quantities of some words, limits, ages and lengths of time among them: each with its unit and how it is rounded.

Figures (``counting``) are those numbers that state something of an area; to compare words with words every number tells.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from ..vocabulary import Vocabulary
from .numbers import Number, find_numbers, has_number, per_cent
from .periods import find_periods
from .signs import Signs, signs

AGE, COUNT, PERCENT = "age", "count", "percent"
_NONE = re.compile(
    r"\b(?:none|not\s+one|not\s+a\s+single|nobody|no\s+one|no(?!\s+(?:longer|more|fewer|less|later|doubt|other|further|better|worse)\b))\b",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(r"\b(?:not|no|any|some|every|each)\s+\Z", re.IGNORECASE)
_RANGE = re.compile(r"-?\s*(?:to|and|or|[–—-])\s*")
_IN_EVERY = re.compile(r"\s+(?:[a-z][\w’'-]*\s+){0,3}?(?:in|out\s+of)\s+(?:every\s+|each\s+|the\s+)?")
_OF_WHOLE = re.compile(
    r"\s+(?:[a-z][\w’'-]*\s+){0,3}?(?:out\s+of|of|from)\s+(?:(?:the|these|those|its|their|all|a\s+total\s+of)\s+)*"
)
_WHOLE_FIRST = re.compile(
    r"(?:^|[,;:(]\s*|\b(?:and|but|while)\s+)(?:out\s+)?of\s+(?:(?:the|these|those|its|their|all)\s+)*\Z", re.IGNORECASE
)
_ALL_BUT = re.compile(
    r"\b(?:all|every\s?one|everybody)\s+(?:but|except|bar|save)\s+(?:for\s+)?(?:just\s+|only\s+|about\s+)?\Z",
    re.IGNORECASE,
)
_TENTHS = frozenset(map(Decimal, (10, 20, 100)))  # what shares are told of: "six in ten"
_MOST_OF_SHARE = 20
_OLDEST = 30  # of whom ages are told
_BEHIND = re.compile(r"\s+or\s+(?:so|thereabouts)\b", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:just\s+|only\s+)?\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+\Z", re.IGNORECASE)
_TO = re.compile(r"\s+to\s+(?:just\s+|only\s+)?(?=\d|$)")
_ENDS = re.compile(r"\s*(?:[,.;:)]|$|(?:a|the|in|at|last|and|but)\b)")
_LOOK_BACK, _LOOK_AHEAD, _QUALIFIER, _COMPARED = 30, 40, 28, 120  # characters


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``text[start:end]`` with the code of its unit, ``age`` or ``count``, and that of the words that bend it.

    ``whole`` is that of which it is a part; ``compared`` tells a value of the country, of others or of a time
    before, ``left`` what "all but" so many leave of a whole, ``change`` by how much
    something rose or fell.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    how: str = ""
    whole: Decimal | None = None
    compared: bool = False
    left: bool = False
    change: bool = False

    @property
    def share(self) -> Decimal | None:
        """A part of a whole in per cent."""
        return per_cent(self.value, self.whole) if self.unit == COUNT and self.whole else None


def quantities(text: str, vocabulary: Vocabulary) -> list[Quantity]:
    """The quantities of a text in order, without its dates and the numbers that are names."""
    none = [Quantity(*found.span(), Decimal(0), COUNT) for found in _NONE.finditer(text)]
    if not has_number(text):
        return none
    words, dates = signs(vocabulary), [each for each in find_periods(text) if not each.iso.startswith("P")]
    numbers = [each for each in find_numbers(text) if not any(d.start <= each.start < d.end for d in dates)]
    found = [each for number in numbers if (each := _quantity(text, number, words))]
    found = _with_wholes(text, _shares(text, _ages(text, _changed(text, found))))
    return sorted([*none, *filter(None, (_others(text, each) for each in found))], key=lambda each: each.start)


def _quantity(text: str, number: Number, words: Signs) -> Quantity | None:
    """A number with its unit; nothing where it is a name, or the word "one" that mostly counts nothing."""
    before, behind = text[max(0, number.start - _LOOK_BACK) : number.start], text[number.end : number.end + _LOOK_AHEAD]
    if words.number_is_name(before, behind) or (number.words and number.value == 1 and _NOT_ONE.search(before)):
        return None
    unit, end = _unit(text, number, words)
    if (
        unit in (COUNT, "months", "years")
        and number.value <= _OLDEST
        and (words.is_age(before, behind) or words.is_bare_age(text, number.start, behind))
    ):
        unit = AGE
    how, start = _qualifier(text, number.start - (unit == "pounds"), words)
    how = "approximately" if not how and _BEHIND.match(text, end) else how
    around = text[max(0, number.start - _COMPARED) : number.start]
    compared = bool(_FROM.search(around)) or any(
        cue.search(around) for code, cue in words.cue_before.items() if code != "previous"
    )
    change = bool(_BY.search(text, max(0, start - _LOOK_BACK), start))
    return Quantity(start, end, number.value, unit, how, compared=compared, change=change)


def _unit(text: str, number: Number, words: Signs) -> tuple[str, int]:
    if number.fraction:
        return PERCENT, number.end
    if text[: number.start].endswith("£"):
        return "pounds", number.end
    hyphen = number.end + (text[number.end : number.end + 1] == "-")
    found = ((code, unit.match(text, hyphen)) for code, unit in words.units)
    return next(((code, match.end()) for code, match in found if match), (COUNT, number.end))


def _qualifier(text: str, start: int, words: Signs) -> tuple[str, int]:
    """The code of the words that bend a number, and where they begin; "has gone up to four" bends nothing."""
    found = words.qualifier.search(text, max(0, start - _QUALIFIER), start)
    if not found or words.before["moving-before"].search(text, max(0, found.start() - _QUALIFIER), start):
        return "", start
    return words.qualifiers[" ".join(re.split(r"[\s-]+", found[1].lower()))], found.start()


def _changed(text: str, found: list[Quantity]) -> list[Quantity]:
    """Numbers without a noun of their own in the unit beside them: "from 46 to 55 per cent", "52 per cent, up from 47"."""
    units = [each.unit for each in found]
    for at, each in enumerate(found):
        if each.unit != COUNT or not (_FROM.search(text[: each.start]) or _TO.match(text, each.end)):
            continue
        if at and _ENDS.match(text, each.end):
            units[at] = found[at - 1].unit
        elif at + 1 < len(found) and _TO.fullmatch(text[each.end : found[at + 1].start]):
            units[at] = found[at + 1].unit
    return [replace(each, unit=unit) for each, unit in zip(found, units, strict=True)]


def _ages(text: str, found: list[Quantity]) -> list[Quantity]:
    """Both ends of a range as ages where one is: "aged 19 to 21", "16- and 17-year-olds"."""
    ages = {each.start for each in found if each.unit == AGE}
    for left, right in pairwise(found):
        if _RANGE.fullmatch(text[left.end : right.start]) and ages & {left.start, right.start}:
            ages |= {each.start for each in (left, right) if each.unit in (COUNT, AGE)}
    return [replace(each, unit=AGE) if each.start in ages else each for each in found]


def _shares(text: str, found: list[Quantity]) -> list[Quantity]:
    """Shares in words as per cent: "six in ten", "one in every five", "four in every hundred"."""
    joined: list[Quantity] = []
    for each in found:
        last = joined[-1] if joined else None
        if last and _is_share(text, last, each):
            joined[-1] = replace(last, value=per_cent(last.value, each.value), unit=PERCENT, end=each.end)
        else:
            joined.append(each)
    return joined


def _is_share(text: str, part: Quantity, whole: Quantity) -> bool:
    between = text[part.end : whole.start]
    small = whole.value <= _MOST_OF_SHARE if " in " in between else False
    return (
        part.unit == whole.unit == COUNT
        and 0 < part.value < whole.value
        and (small or whole.value in _TENTHS)
        and bool(_IN_EVERY.fullmatch(between))
    )


def _with_wholes(text: str, found: list[Quantity]) -> list[Quantity]:
    """Counts with what they are a part of: "72 out of 76", "of the 271 workers, 45"."""
    wholes: dict[int, Decimal] = {}
    for left, right in pairwise([each for each in found if each.unit == COUNT]):
        if left.value <= right.value and _OF_WHOLE.fullmatch(text[left.end : right.start]):
            wholes[left.start] = right.value
        elif right.value <= left.value and _WHOLE_FIRST.search(text[: left.start]):
            wholes[right.start] = left.value
    return [replace(each, whole=wholes.get(each.start)) for each in found]


def _others(text: str, each: Quantity) -> Quantity | None:
    """What "all but four of 76" leaves; nothing where the whole is not named, nor for a "one" that is no part of anything."""
    if _ALL_BUT.search(text, 0, each.start):
        return replace(each, value=each.whole - each.value, left=True) if each.whole else None
    is_one = each.value == 1 and each.unit == COUNT and text[each.start : each.end].lower().endswith("one")
    return None if is_one and not each.whole else each
