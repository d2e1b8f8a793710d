"""How long something took and in which part of a month or year it was: "over a fortnight", "in the second half of April", "that spring"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..dates import MONTHS
from .numbers import find_numbers

_MONTH = "|".join(map(str.title, MONTHS))
_LENGTH = re.compile(
    r"\b(?:(?P<one>a|the)|(?P<count>\d{1,2}|[A-Za-z]+))[\s-]+(?:working[\s-]+)?(?P<unit>fortnight|week|day|month)s?(?!['’]\s+notice)\b"
    r"(?!\s+(?:of\s+)?(?:ago|later|before|after|earlier|each|every|a\s+year))",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:for|over|spent|lasted|took|taking|lasting|in|during|ran|running|spread|visit|inspection)\s+(?:(?:about|around|nearly|almost|just|over|the\s+best\s+part"
    r"\s+of|more\s+than|across|for|during)\s+)*$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[\s-]+(?:long\s+)?(?:inspection|visit)\b", re.IGNORECASE)
_PART = re.compile(
    rf"\b(?P<part>first\s+half|second\s+half|beginning|start|middle|end|early|late|mid)(?:\s+of|\s+in)?[\s-]+(?P<month>{_MONTH})\b",
    re.IGNORECASE,
)
_PARTS = {
    "first half": (1, 15),
    "second half": (16, 31),
    "beginning": (1, 10),
    "start": (1, 10),
    "early": (1, 12),
    "middle": (8, 22),
    "mid": (8, 22),
    "end": (18, 31),
    "late": (18, 31),
}
_SEASON = re.compile(
    r"\b(?:in|during|this|last|that|over)\s+(?:the\s+)?(?:(?:early|late)\s+)?(?P<season>spring|summer|autumn|winter)\b"
)
_SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}
_WEEK, _MONTH_DAYS = 7, 30
_WEEKEND = 5  # the number of Saturday
_SLACK = 3  # days by which a part of a month may be taken more widely


@dataclass(frozen=True, slots=True)
class Length:
    """A number of days, weeks or months."""

    count: int
    unit: str

    def fits(self, first: date, last: date) -> bool:
        """Whether a stay from a first to a last day may be called so long: by days at work or in all, by weeks begun or filled."""
        days = (last - first).days + 1
        if self.unit == "day":
            return _working(first, last) <= self.count <= days
        if self.unit == "month":
            return abs(days - self.count * _MONTH_DAYS) <= _WEEK
        begun = (last - timedelta(days=last.weekday()) - (first - timedelta(days=first.weekday()))).days // _WEEK + 1
        return self.count in (begun, round(days / _WEEK), -(-days // _WEEK))

    def is_longer(self, first: date, last: date) -> bool:
        """Whether it is longer than that."""
        days = {"day": 1, "week": _WEEK, "month": _MONTH_DAYS}[self.unit]
        return self.count * days > (last - first).days + 1


def lengths(text: str) -> list[Length]:
    """How long something is said to have taken, as often as that is said."""
    found = []
    for match in _LENGTH.finditer(text):
        if not (_LASTING.search(text, 0, match.start()) or _NOUN.match(text, match.end())):
            continue
        number = next(iter(find_numbers(match["count"] or "one")), None)
        unit = match["unit"].lower()
        if number and (match["one"] is None or unit == "fortnight" or match["one"].lower() == "a"):
            count = int(number.value) * (2 if unit == "fortnight" else 1)
            found.append(Length(count, "week" if unit == "fortnight" else unit))
    return found


def is_in_part(text: str, first: date, last: date) -> bool | None:
    """Whether days are in the part of a month or the season that a text names; nothing where it names none."""
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    if part := _PART.search(text):
        low, high = _PARTS[" ".join(part["part"].lower().split())]
        month = MONTHS.index(part["month"].lower()) + 1
        return any(each.month == month and low - _SLACK <= each.day <= high + _SLACK for each in days)
    if season := _SEASON.search(text):
        return any(each.month in _SEASONS[season["season"]] for each in days)
    return None


def tells_time(text: str) -> bool:
    """Whether a text says how long something took, or in which part of a month or year it was."""
    return bool(lengths(text) or _PART.search(text) or _SEASON.search(text))


def _working(first: date, last: date) -> int:
    """How many days from Monday to Friday there are."""
    return sum((first + timedelta(days=each)).weekday() < _WEEKEND for each in range((last - first).days + 1))
